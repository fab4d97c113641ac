/* SPDX-License-Identifier: Apache-2.0 */
/* and, or and not over conditions, one resource at a time. A condition about other types is false, not absent: policies written
 * for Checkov rely on it. Filters only limit what is reported. */
#include "judge/policy/node.h"

static bool admits_type(struct eval *eval, const struct node *filter, const char *type) {
    struct phs_value text = {.kind = PHS_STRING, .string = phs_slice(type)};
    return phs_operator_ask(eval, filter, &text) == SAYS_YES;
}

bool phs_filter_admits(struct eval *eval, const struct node *filter, const struct phs_resource *resource) {
    if (strcmp(filter->path.text, "resource_type") == 0) {
        eval->steps = 0;
        return admits_type(eval, filter, resource->type) ||
               (resource->type_as_written && admits_type(eval, filter, resource->type_as_written));
    }
    /* What is not known is not cut away. */
    return phs_condition_ask(eval, filter, resource).truth != SAYS_NO;
}

static struct opinion ask_attribute(struct eval *eval, const struct node *node, const struct phs_resource *resource) {
    struct opinion opinion = phs_condition_ask(eval, node, resource);
    if (phs_types_match(&node->types, resource))
        return opinion;
    if (opinion.truth == SAYS_MAYBE && opinion.value && opinion.value->kind == PHS_UNKNOWN)
        return opinion;
    return (struct opinion){.truth = SAYS_NO, .leaf = node, .place = resource->place, .foreign_type = true};
}

static struct opinion ask_type(const struct node *node, const struct phs_resource *resource, bool holds) {
    return (struct opinion){.truth = holds ? SAYS_YES : SAYS_NO, .leaf = node, .place = resource->place};
}

static bool cut_away(struct eval *eval, const struct node *node, const struct phs_resource *resource) {
    for (size_t i = 0; i < node->n; i++)
        if (node->children[i]->kind == NODE_FILTER && !phs_filter_admits(eval, node->children[i], resource))
            return true;
    return false;
}

/* Of two answers that agree, the one about the resource's own attributes explains more. */
static bool explains_more(const struct opinion *a, const struct opinion *b) {
    return a->truth == b->truth && b->foreign_type && !a->foreign_type;
}

static struct opinion ask_children(struct eval *eval, const struct node *node, const struct phs_resource *resource) {
    struct opinion all = {.truth = SAYS_NOTHING};
    if (cut_away(eval, node, resource))
        return all;
    for (size_t i = 0; i < node->n; i++) {
        if (node->children[i]->kind == NODE_FILTER)
            continue;
        struct opinion one = phs_node_ask(eval, node->children[i], resource);
        bool is_and = node->kind == NODE_AND;
        enum truth truth = is_and ? phs_truth_and(all.truth, one.truth) : phs_truth_or(all.truth, one.truth);
        if (truth != all.truth || explains_more(&one, &all))
            all = one;
    }
    return all;
}

static struct opinion ask_not(struct eval *eval, const struct node *node, const struct phs_resource *resource) {
    const struct node *child = node->children[0];
    struct opinion opinion = child->kind == NODE_FILTER ? ask_type(child, resource, phs_filter_admits(eval, child, resource))
                                                        : phs_node_ask(eval, child, resource);
    /* A leaf's words are about what it found, so they must keep the leaf's own answer. */
    if (!opinion.text && opinion.truth != SAYS_MAYBE && opinion.truth != SAYS_NOTHING)
        opinion.text = phs_clause(eval, &opinion);
    opinion.truth = phs_truth_not(opinion.truth);
    return opinion;
}

struct opinion phs_node_ask(struct eval *eval, const struct node *node, const struct phs_resource *resource) {
    switch (node->kind) {
    case NODE_ATTRIBUTE:
        return ask_attribute(eval, node, resource);
    case NODE_RESOURCE:
        return ask_type(node, resource, phs_types_match(&node->types, resource) == node->allows);
    case NODE_NOT:
        return ask_not(eval, node, resource);
    case NODE_AND:
    case NODE_OR:
        return ask_children(eval, node, resource);
    default:
        return (struct opinion){.truth = SAYS_NOTHING};
    }
}
