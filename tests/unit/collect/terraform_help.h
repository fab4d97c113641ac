/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the Terraform collector share: a graph from text or from a fixture, and values as JSON. */
#ifndef PHS_TESTS_TERRAFORM_HELP_H
#define PHS_TESTS_TERRAFORM_HELP_H

#include <criterion/criterion.h>

#include "base/file.h"
#include "collect/terraform/encode.h"
#include "collect/terraform/terraform.h"

struct tf {
    struct phs_arena *arena;
    struct phs_graph graph;
    struct phs_target target;
};

static inline void tf_init(struct tf *tf) {
    *tf = (struct tf){.arena = phs_arena_new()};
    phs_graph_init(&tf->graph, tf->arena);
}

static inline void tf_text(struct tf *tf, const char *text) {
    tf_init(tf);
    phs_terraform_collect_text(&tf->graph, "main.tf", phs_slice(text));
}

static inline void tf_folder(struct tf *tf, const char *fixture) {
    tf_init(tf);
    tf->target.path = ".";
    tf->target.environment = "";
    phs_terraform_collect(&tf->graph, phs_printf(tf->arena, "%s/terraform/%s", PHS_FIXTURES, fixture), &tf->target, NULL);
}

static inline const struct phs_resource *tf_resource(const struct tf *tf, const char *address) {
    for (size_t i = 0; i < tf->graph.resources.n; i++)
        if (strcmp(tf->graph.resources.at[i]->address, address) == 0)
            return tf->graph.resources.at[i];
    return NULL;
}

/* JSON of an attribute; "unknown: reason" when it is one, "absent" without. */
static inline const char *tf_show(const struct tf *tf, const struct phs_value *value) {
    if (!value)
        return "absent";
    if (value->kind == PHS_UNKNOWN)
        return phs_printf(tf->arena, "unknown: %s", phs_reason_name(value->unknown.reason));
    return phs_slice_dup(tf->arena, phs_tf_json_text(tf->arena, value));
}

static inline const char *tf_attribute(const struct tf *tf, const char *address, const char *path) {
    const struct phs_resource *resource = tf_resource(tf, address);
    return resource ? tf_show(tf, phs_get_path(resource->attributes, path)) : "no such resource";
}

static inline bool tf_mentions(const struct tf *tf, const char *from, const char *attribute, const char *target) {
    for (size_t i = 0; i < tf->graph.mentions.n; i++) {
        const struct phs_mention *mention = &tf->graph.mentions.at[i];
        if (strcmp(mention->from->address, from) == 0 && strcmp(mention->target, target) == 0 &&
            (!attribute || strcmp(mention->attribute, attribute) == 0))
            return true;
    }
    return false;
}

static inline size_t tf_count(const struct tf *tf, const char *type) {
    size_t n = 0;
    for (size_t i = 0; i < tf->graph.resources.n; i++)
        n += strcmp(tf->graph.resources.at[i]->type, type) == 0 ? 1 : 0;
    return n;
}

#endif
