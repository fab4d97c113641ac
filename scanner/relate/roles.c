/* SPDX-License-Identifier: Apache-2.0 */
/* Plain references become links that say what they mean: which key encrypts, which group guards, which role runs it. */
#include "relate/passes.h"

struct role {
    const char *attribute; /* last segment of the attribute that carries the reference */
    const char *type;      /* of the target, or NULL for any */
    enum phs_link_kind kind;
};

static const struct role roles[] = {
    {"kms_key_id", NULL, PHS_ENCRYPTED_WITH},
    {"kms_key_arn", NULL, PHS_ENCRYPTED_WITH},
    {"kms_master_key_id", NULL, PHS_ENCRYPTED_WITH},
    {"kms_key", NULL, PHS_ENCRYPTED_WITH},
    {"storage_kms_key_id", NULL, PHS_ENCRYPTED_WITH},
    {"vpc_security_group_ids", "aws_security_group", PHS_PROTECTED_BY},
    {"security_group_ids", "aws_security_group", PHS_PROTECTED_BY},
    {"security_groups", "aws_security_group", PHS_PROTECTED_BY},
    {"role", "aws_iam_role", PHS_RUNS_AS},
    {"role_arn", "aws_iam_role", PHS_RUNS_AS},
    {"execution_role_arn", "aws_iam_role", PHS_RUNS_AS},
    {"task_role_arn", "aws_iam_role", PHS_RUNS_AS},
    {"iam_instance_profile", NULL, PHS_RUNS_AS},
    {"target_group_arn", NULL, PHS_SENDS_TO},
    {"load_balancer_arn", NULL, PHS_BELONGS_TO},
};

static const char *last_named_segment(struct phs_arena *scratch, const char *path) {
    struct phs_slice rest = phs_slice(path), part, last = {"", 0};
    while (phs_slice_cut(&rest, '.', &part))
        if (part.len && (part.ptr[0] < '0' || part.ptr[0] > '9'))
            last = part;
    for (size_t i = 0; i < last.len; i++)
        if (last.ptr[i] == '[')
            last.len = i;
    return phs_slice_dup(scratch, last);
}

static const struct role *role_of(const char *segment, const struct phs_resource *to) {
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i].attribute, segment) == 0 && (!roles[i].type || strcmp(roles[i].type, to->type) == 0))
            return &roles[i];
    return NULL;
}

void phs_relate_roles(struct phs_graph *graph) {
    struct phs_arena *scratch = phs_arena_new();
    size_t n = graph->links.n; /* the ones added here need no second look */
    for (size_t i = 0; i < n; i++) {
        struct phs_link *link = graph->links.at[i];
        if (link->kind != PHS_REFERS_TO || !link->attribute)
            continue;
        const struct role *role = role_of(last_named_segment(scratch, link->attribute), link->to);
        if (role && role->kind != PHS_REFERS_TO)
            phs_graph_link(graph, link->from, role->kind, link->to, link->attribute, link->place);
    }
    phs_arena_free(scratch);
}
