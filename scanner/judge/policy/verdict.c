/* SPDX-License-Identifier: Apache-2.0 */
/* From a compiled policy and a graph to one verdict a resource. */
#include "judge/policy/node.h"

struct reporting {
    struct eval *eval;
    const struct phs_policy_sink *sink;
};

static const char *with_existence(struct eval *eval, const struct phs_resource *resource, const char *reason) {
    const struct phs_value *existence = resource->existence;
    if (!existence)
        return reason;
    const char *why = phs_is(existence, PHS_UNKNOWN) && existence->unknown.why ? existence->unknown.why : "its count is open";
    return phs_printf(eval->arena, "%s (whether it exists is not known: %.200s)", reason, why);
}

static void report(void *user, struct phs_resource *resource, const struct opinion *opinion) {
    struct reporting *reporting = user;
    if (opinion->truth == SAYS_NOTHING)
        return;
    struct phs_judgement judgement = {.resource = resource, .place = opinion->place};
    judgement.verdict = opinion->truth == SAYS_YES ? PHS_PASS : opinion->truth == SAYS_NO ? PHS_FAIL : PHS_VERDICT_UNKNOWN;
    judgement.reason = with_existence(reporting->eval, resource, phs_clause(reporting->eval, opinion));
    if (opinion->truth == SAYS_MAYBE)
        judgement.reason_word = opinion->word ? opinion->word : "check-error";
    reporting->sink->take(reporting->sink->user, &judgement);
}

/* The types of a direct filter: what it cuts away needs no answer. */
static const struct node *type_filter(const struct node *root) {
    for (size_t i = 0; i < root->n; i++) {
        const struct node *child = root->children[i];
        if (child->kind == NODE_FILTER && child->operand.is_list && strcmp(child->path.text, "resource_type") == 0)
            return child;
    }
    return NULL;
}

static void list_filtered(struct eval *eval, const struct node *root, const struct node *filter, struct resources *ret_list) {
    struct types types = {0};
    struct resources all, some = {0};
    for (size_t i = 0; i < filter->operand.n; i++)
        PHS_PUSH(eval->arena, types.names, phs_text_or(eval->arena, filter->operand.items[i], ""));
    phs_types_list(eval->arena, eval->desk, &types, &all);
    for (size_t i = 0; i < all.items.n; i++)
        if (phs_types_empty(&root->types) || phs_types_match(&root->types, all.items.at[i]))
            PHS_PUSH(eval->arena, some.items, all.items.at[i]);
    *ret_list = some;
}

static void judge_attributes(struct eval *eval, const struct node *root, struct reporting *reporting) {
    struct resources universe;
    const struct node *filter = root->kind == NODE_AND || root->kind == NODE_OR ? type_filter(root) : NULL;
    if (filter)
        list_filtered(eval, root, filter, &universe);
    else
        phs_types_list(eval->arena, eval->desk, &root->types, &universe);
    for (size_t i = 0; i < universe.items.n; i++) {
        struct opinion opinion = phs_node_ask(eval, root, universe.items.at[i]);
        report(reporting, universe.items.at[i], &opinion);
    }
}

/* Allow lists speak about managed resources only; what a deny list does not name is not evaluated. */
static void judge_types(struct eval *eval, const struct node *root, struct reporting *reporting) {
    const struct phs_graph *graph = eval->desk->graph;
    for (size_t i = 0; i < graph->resources.n; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        bool listed = phs_types_match(&root->types, resource);
        if (!listed && (!root->allows || !phs_type_is_managed(resource->type)))
            continue;
        struct opinion opinion = phs_node_ask(eval, root, resource);
        report(reporting, resource, &opinion);
    }
}

void phs_policy_judge(const struct phs_policy *policy, struct phs_policy_desk *desk, struct phs_arena *scratch,
                      const struct phs_policy_sink *sink) {
    struct eval eval = {.policy = policy, .desk = desk, .arena = scratch};
    struct reporting reporting = {&eval, sink};
    if (policy->root->has_connection)
        phs_connection_judge(&eval, policy->root, report, &reporting);
    else if (policy->root->kind == NODE_RESOURCE)
        judge_types(&eval, policy->root, &reporting);
    else
        judge_attributes(&eval, policy->root, &reporting);
}
