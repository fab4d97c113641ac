/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the HCL evaluator share; nobody outside this folder includes it. */
#ifndef PHS_PARSE_HCL_EVAL_INTERNAL_H
#define PHS_PARSE_HCL_EVAL_INTERNAL_H

#include "parse/hcl/eval.h"

/* eval_value.c: values with their cost counted. NULL-free; the limit gives an unknown. */
const struct phs_value *phs_hcl_spent(const struct phs_hcl_scope *scope, struct phs_place place);
bool phs_hcl_pay_nodes(const struct phs_hcl_scope *scope, size_t n);
bool phs_hcl_pay_bytes(const struct phs_hcl_scope *scope, size_t n);
/* The first unknown in value, found with bounded effort. */
const struct phs_value *phs_hcl_first_unknown(const struct phs_value *value);
/* The value with flags added; a copy when it lacks them. */
const struct phs_value *phs_hcl_with_flags(const struct phs_hcl_scope *scope, const struct phs_value *value, unsigned flags);
const struct phs_value *phs_hcl_make_bool(const struct phs_hcl_scope *scope, bool truth, unsigned flags,
                                          struct phs_place place);

/* The unknown with what is known of its text; the same value where that is nothing. */
const struct phs_value *phs_hcl_with_affixes(const struct phs_hcl_scope *scope, const struct phs_value *unknown,
                                             struct phs_slice prefix, struct phs_slice suffix, struct phs_slice outline);
/* The unknown as one of the two, where both are known as a whole (or are such choices themselves). */
const struct phs_value *phs_hcl_with_choices(const struct phs_hcl_scope *scope, const struct phs_value *unknown,
                                             const struct phs_value *a, const struct phs_value *b);

/* The sensitive mark of a value. */
static inline unsigned phs_hcl_mark(const struct phs_value *value) {
    return value->flags & PHS_VALUE_SENSITIVE;
}

/* eval_ops.c */
const struct phs_value *phs_hcl_eval_unary(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr);
const struct phs_value *phs_hcl_eval_binary(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr);
/* A condition: TRUE, FALSE, or MAYBE with *ret_unknown set (also after an error, which is reported). */
enum phs_hcl_truth phs_hcl_eval_truth(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                      const struct phs_value **ret_value);

/* eval_chain.c: references, indices, attributes, splats */
const struct phs_value *phs_hcl_eval_chain(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                           struct phs_slice behind_splat);
const struct phs_value *phs_hcl_eval_splat(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr);

/* eval_template.c, eval_for.c */
const struct phs_value *phs_hcl_eval_template(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr);
const struct phs_value *phs_hcl_eval_for(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr);

/* One round of a loop: key and value of a collection in the language's order. */
struct phs_hcl_round {
    const struct phs_value *key, *value;
};
/* The rounds over a list or map. False when there are none to be had: *ret_instead is the result then. */
bool phs_hcl_rounds(const struct phs_hcl_scope *scope, const struct phs_value *collection, struct phs_place place,
                    struct phs_hcl_round **ret_rounds, size_t *ret_n, const struct phs_value **ret_instead);

#endif
