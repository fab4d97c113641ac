/* SPDX-License-Identifier: Apache-2.0 */
/* Policy documents out of values. */
#include "relate/iam/document.h"

#include "parse/json.h"

static const struct phs_value **field_of(struct phs_iam_statement *statement, struct phs_slice key) {
    struct {
        const char *name;
        const struct phs_value **to;
    } fields[] = {{"Principal", &statement->principal}, {"NotPrincipal", &statement->not_principal},
                  {"Action", &statement->action},       {"NotAction", &statement->not_action},
                  {"Resource", &statement->resource},   {"NotResource", &statement->not_resource},
                  {"Condition", &statement->condition}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (phs_slice_ieq(key, phs_slice(fields[i].name)))
            return fields[i].to;
    return NULL;
}

static enum phs_iam_effect effect_of(const struct phs_value *value) {
    if (phs_slice_ieq(phs_text(value), PHS_SLICE("Allow")))
        return PHS_IAM_ALLOW;
    return phs_slice_ieq(phs_text(value), PHS_SLICE("Deny")) ? PHS_IAM_DENY : PHS_IAM_EFFECT_UNKNOWN;
}

static void add_statement(struct phs_arena *arena, struct phs_iam_document *document, const struct phs_value *value) {
    struct phs_iam_statement statement = {.effect = PHS_IAM_EFFECT_UNKNOWN, .number = document->statements.n + 1};
    if (!phs_is(value, PHS_MAP)) {
        if (value && value->kind != PHS_NULL && !document->unknown)
            document->unknown = value;
        return;
    }
    statement.place = value->place;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        const struct phs_value **field = field_of(&statement, entry->key);
        if (field && entry->value->kind != PHS_NULL)
            *field = entry->value;
        else if (phs_slice_ieq(entry->key, PHS_SLICE("Effect")))
            statement.effect = effect_of(entry->value);
    }
    PHS_PUSH(arena, document->statements, statement);
}

static const struct phs_value *statements_of(const struct phs_value *tree) {
    for (size_t i = 0; phs_is(tree, PHS_MAP) && i < tree->map.n; i++)
        if (phs_slice_ieq(tree->map.at[i].key, PHS_SLICE("Statement")))
            return tree->map.at[i].value;
    return NULL;
}

/* JSON inside of a text keeps the place of the text: lines in there are nobody's lines. */
static const struct phs_value *tree_of(struct phs_arena *arena, const struct phs_value *policy) {
    static const struct phs_source source = {.kind = PHS_SOURCE_FILE, .path = "policy"};
    const struct phs_value *tree = NULL;
    struct phs_err ignored = {0};
    if (!phs_is(policy, PHS_STRING))
        return policy;
    if (phs_json_parse(arena, &source, phs_slice_trim(policy->string), NULL, &tree, &ignored) == PHS_OK)
        return tree;
    return phs_value_unknown(arena, PHS_WHY_ERROR, "the policy is not JSON", policy->place);
}

struct phs_iam_document *phs_iam_read(struct phs_arena *arena, const struct phs_value *policy) {
    struct phs_iam_document *document = PHS_NEW(arena, struct phs_iam_document);
    if (!policy || policy->kind == PHS_NULL || (policy->kind == PHS_STRING && phs_slice_trim(policy->string).len == 0)) {
        document->absent = true;
        return document;
    }
    document->place = policy->place;
    if (policy->kind == PHS_LIST && policy->list.n == 1)
        policy = policy->list.at[0];
    const struct phs_value *tree = tree_of(arena, policy), *statements = statements_of(tree);
    if (!phs_is(tree, PHS_MAP) || phs_is(statements, PHS_UNKNOWN)) {
        document->unknown = phs_is(tree, PHS_MAP) ? statements : tree;
        return document;
    }
    for (size_t i = 0; phs_is(statements, PHS_LIST) && i < statements->list.n; i++)
        add_statement(arena, document, statements->list.at[i]);
    if (phs_is(statements, PHS_MAP))
        add_statement(arena, document, statements);
    if (phs_is(policy, PHS_STRING))
        for (size_t i = 0; i < document->statements.n; i++)
            document->statements.at[i].place = policy->place;
    return document;
}

void phs_iam_each(const struct phs_value *field, phs_iam_visit *visit, void *user) {
    if (!field || field->kind == PHS_NULL)
        return;
    if (field->kind != PHS_LIST) {
        visit(user, field);
        return;
    }
    for (size_t i = 0; i < field->list.n; i++)
        if (!visit(user, field->list.at[i]))
            return;
}
