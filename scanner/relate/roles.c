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

/* A policy of one's own is judged by what it says, the others by their names. Those of AWS exist before anything is applied. */
static bool is_own_policy(const struct phs_value *arn) {
    return phs_is(arn, PHS_UNKNOWN) && arn->unknown.reason == PHS_WHY_COMPUTED;
}

/* managed_policy_arns without those of one's own, as named_policy_arns. */
static void name_policies(struct phs_graph *graph, struct phs_resource *role) {
    const struct phs_value *have = role->attributes, *arns = phs_get(have, "managed_policy_arns");
    PHS_VEC(const struct phs_value *) named = {0};
    struct phs_map_builder map;
    if (!phs_is(have, PHS_MAP) || !arns)
        return;
    for (size_t i = 0; phs_is(arns, PHS_LIST) && i < arns->list.n; i++)
        if (!is_own_policy(arns->list.at[i]))
            PHS_PUSH(graph->arena, named, arns->list.at[i]);
    phs_map_builder_init(&map, graph->arena);
    for (size_t i = 0; i < have->map.n; i++)
        phs_map_builder_set(&map, have->map.at[i].key, have->map.at[i].key_place, have->map.at[i].value);
    phs_map_builder_set(&map, PHS_SLICE("named_policy_arns"), arns->place,
                        phs_is(arns, PHS_LIST) ? phs_value_list(graph->arena, named.at, named.n, arns->place) : arns);
    role->attributes = phs_map_builder_done(&map, have->place);
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
    const struct phs_resource_list *holders = phs_graph_of_type(graph, "aws_iam_role");
    for (size_t i = 0; i < holders->items.n; i++)
        name_policies(graph, holders->items.at[i]);
}
