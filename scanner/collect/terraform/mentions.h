/* SPDX-License-Identifier: Apache-2.0 */
/* The walk that finds what an attribute refers to: down expressions, through names. Private to mentions*.c. */
#ifndef PHS_COLLECT_TERRAFORM_MENTIONS_H
#define PHS_COLLECT_TERRAFORM_MENTIONS_H

#include "collect/terraform/scan.h"

enum { PHS_TF_WALK_DEEP = 200 }; /* expressions inside expressions and names behind names together */

/* A name that an expression or a dynamic block gives to what it goes through. */
struct phs_tf_bound {
    struct phs_slice name;
    const struct phs_hcl_expr *over; /* what a dynamic block's iterator goes through, or NULL */
    const struct phs_tf_bound *outer;
};

struct phs_tf_walk {
    struct phs_tf_module *module;
    struct phs_tf_instance *instance;
    const struct phs_tf_bound *bound;
    struct phs_tf_targets *into;
    int depth;
    bool shallow; /* depends_on: a module as a whole is meant, not what its outputs refer to */
};

struct phs_tf_steps {
    const struct phs_hcl_step *at;
    size_t n;
};

static const struct phs_tf_steps phs_tf_no_steps = {NULL, 0};

static inline struct phs_tf_steps phs_tf_steps_rest(struct phs_tf_steps steps, size_t n) {
    return n < steps.n ? (struct phs_tf_steps){steps.at + n, steps.n - n} : phs_tf_no_steps;
}

static inline struct phs_arena *phs_tf_walk_arena(const struct phs_tf_walk *walk) {
    return walk->module->root->scan->arena;
}

/* ---- mentions_expr.c */
/* Adds what expr refers to, as far as steps behind it ask for: of an object's one key only that item. */
void phs_tf_descend(const struct phs_tf_walk *walk, const struct phs_hcl_expr *expr, struct phs_tf_steps steps);

/* ---- mentions_name.c */
/* Adds the addresses that root.steps stands for in the end. */
void phs_tf_resolve(const struct phs_tf_walk *walk, struct phs_slice root, struct phs_tf_steps steps);
void phs_tf_walk_add(const struct phs_tf_walk *walk, const char *address);
/* The name or key of a step as text; NULL when the key is not known. */
const char *phs_tf_step_text(struct phs_arena *arena, const struct phs_hcl_step *step);

/* ---- mentions_each.c */
/* each.value: of a for_each that is written as an object only the element of this key, of a computed one what its value shows.
 */
void phs_tf_through_each(const struct phs_tf_walk *walk, struct phs_tf_steps steps);

#endif
