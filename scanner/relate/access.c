/* SPDX-License-Identifier: Apache-2.0 */
/* What a resource's own policy lets in and refuses: checks/relate/access.tsv says which attribute that is. */
#include "relate/conclusions.h"
#include "relate/iam/document.h"

static struct phs_slice own_account(const struct phs_resource *resource) {
    struct phs_slice rest = phs_text(phs_get(resource->attributes, "arn")), part = {"", 0};
    for (size_t i = 0; i < 5; i++)
        if (!phs_slice_cut(&rest, ':', &part))
            return (struct phs_slice){"", 0};
    return part;
}

static struct phs_answer is_switched_off(struct phs_answer answer, const struct phs_value *block) {
    if (answer.says == PHS_NO || !phs_is_true(phs_get_path(block, "restrict_public_buckets")))
        return answer;
    return phs_answer(PHS_NO, "public policies are restricted", block->place);
}

static void conclude_policy(struct phs_concluding *c, const struct phs_resource *resource, const char *attribute,
                            const char *service) {
    struct phs_arena *arena = c->graph->arena;
    struct phs_iam_document *document = phs_iam_read(arena, phs_get_path(resource->attributes, attribute));
    struct phs_answer open = phs_iam_is_public(arena, document);
    phs_conclude(c, resource, "access", "public", is_switched_off(open, phs_get(resource->attributes, "public_access_block")));
    phs_conclude(c, resource, "access", "cross_account", phs_iam_names_other_account(arena, document, own_account(resource)));
    phs_conclude(c, resource, "access", "tls_only", phs_iam_refuses_clear_text(arena, document, service));
    if (strcmp(service, "sts") == 0) {
        phs_conclude(c, resource, "access", "any_outside_user", phs_iam_trusts_any_outside_user(arena, document));
        phs_conclude(c, resource, "access", "whole_account", phs_iam_trusts_whole_account(arena, document));
    }
    if (strcmp(service, "s3") == 0)
        phs_conclude(c, resource, "access", "encrypted_puts_only", phs_iam_refuses_unencrypted_put(arena, document));
}

/* A permission names one principal and narrows it by keys of its own. */
static struct phs_answer permission_opens(struct phs_concluding *c, const struct phs_value *permission) {
    static const char *const narrowing[] = {"source_arn", "source_account", "principal_org_id", "event_source_token"};
    const struct phs_value *principal = phs_get(permission, "principal");
    if (phs_is(permission, PHS_UNKNOWN))
        return phs_answer_unknown(c->graph->arena, "a permission is not known", permission);
    for (size_t i = 0; i < sizeof narrowing / sizeof *narrowing; i++) {
        const struct phs_value *value = phs_get(permission, narrowing[i]);
        if (value && value->kind != PHS_NULL)
            return phs_answer(PHS_NO, "its permissions are narrowed", value->place);
    }
    if (phs_is(principal, PHS_UNKNOWN))
        return phs_answer_unknown(c->graph->arena, "who may call it is not known", principal);
    bool open = phs_slice_is(phs_text(principal), "*");
    return phs_answer(open ? PHS_YES : PHS_NO, open ? "a permission lets everybody call it" : "no permission is for everybody",
                      principal ? principal->place : (struct phs_place){0});
}

static void conclude_functions(struct phs_concluding *c) {
    const struct phs_resource_list *list = phs_graph_of_type(c->graph, "aws_lambda_function");
    for (size_t i = 0; i < list->items.n; i++) {
        const struct phs_resource *function = list->items.at[i];
        const struct phs_value *permissions = phs_get(function->attributes, "permission");
        struct phs_answer answer = phs_answer(PHS_NO, "no permission is for everybody", function->place);
        for (size_t k = 0; phs_is(permissions, PHS_LIST) && k < permissions->list.n; k++)
            answer = phs_answer_or(answer, permission_opens(c, permissions->list.at[k]));
        if (phs_is(permissions, PHS_UNKNOWN))
            answer = phs_answer_unknown(c->graph->arena, "its permissions are not known", permissions);
        phs_conclude(c, function, "access", "public", answer);
    }
}

void phs_conclude_access(struct phs_concluding *c) {
    const struct phs_tsv *table = phs_conclusions_table(c, "checks/relate/access.tsv");
    for (size_t row = 0; row < table->rows.n; row++) {
        const char *type = phs_slice_dup(c->scratch, phs_tsv_cell(table, row, "type"));
        const char *attribute = phs_slice_dup(c->scratch, phs_tsv_cell(table, row, "attribute"));
        const char *service = phs_slice_dup(c->scratch, phs_tsv_cell(table, row, "service"));
        const struct phs_resource_list *list = phs_graph_of_type(c->graph, type);
        for (size_t i = 0; i < list->items.n; i++)
            conclude_policy(c, list->items.at[i], attribute, service);
    }
    conclude_functions(c);
}
