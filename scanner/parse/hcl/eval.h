/* SPDX-License-Identifier: Apache-2.0 */
/* Evaluates expressions of the HCL syntax tree with unknowns that keep their reason; names and functions are the caller's. */
#ifndef PHS_PARSE_HCL_EVAL_H
#define PHS_PARSE_HCL_EVAL_H

#include "parse/hcl/hcl.h"

/* What is left; shared by everything one caller evaluates. Reaching 0 makes results PHS_UNKNOWN with PHS_WHY_LIMIT. */
struct phs_hcl_budget {
    uint64_t steps; /* expressions evaluated */
    uint64_t nodes; /* values made */
    uint64_t bytes; /* string bytes made */
    int depth;      /* nested evaluations, also through scope.variable */
    bool reported;  /* the limit was said once */
};

/* 20 million steps and nodes, 512 MiB of strings, depth 400. */
struct phs_hcl_budget phs_hcl_budget_default(void);

/* A name bound inside an expression (for, each), innermost first. */
struct phs_hcl_local {
    struct phs_slice name;
    const struct phs_value *value;
    const struct phs_hcl_local *outer;
};

/* Copy it to change a member: a scope is a small value, what it points to is shared. */
struct phs_hcl_scope {
    struct phs_arena *arena;
    struct phs_hcl_diags *diags;
    struct phs_hcl_budget *budget;
    const struct phs_hcl_local *locals; /* looked at before variable() */
    void *user;

    /* The value of a reference. traversal holds every step behind the root whose key is known (dynamic keys are evaluated
     * already), so that aws_x.y["k"].attr is answered with only what is needed: write to *ret_used how many steps the answer
     * covers (0 at the start: the answer is the root), the rest is applied here. behind_splat is the attribute that a splat
     * takes next from each element ("id" in aws_x.y[*].id), or empty. NULL: no such variable, which becomes a diagnostic. May
     * be NULL itself. */
    const struct phs_value *(*variable)(const struct phs_hcl_scope *scope, const struct phs_hcl_traversal *traversal,
                                        struct phs_slice behind_splat, struct phs_place place, size_t *ret_used);

    /* A function with evaluated arguments, which may be unknown. NULL: no such function, which becomes PHS_WHY_FUNCTION.
     * Errors: return phs_hcl_wrong(). arg_places has n places. May be NULL. */
    const struct phs_value *(*call)(const struct phs_hcl_scope *scope, struct phs_slice name,
                                    const struct phs_value *const *args, const struct phs_place *arg_places, size_t n,
                                    struct phs_place place);

    /* Asked first, with arguments not evaluated (try, can, templatestring). NULL: an ordinary function. May be NULL. */
    const struct phs_value *(*special)(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *call);
};

/* Never NULL, never fails hard: what is wrong becomes PHS_UNKNOWN with PHS_WHY_ERROR and a diagnostic with its place. Literals,
 * lists and objects have the place of their expression; a referenced value keeps the place where it was written. */
const struct phs_value *phs_hcl_eval(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr);

/* Evaluates without leaving diagnostics; *ret_failed says whether there was an error. */
const struct phs_value *phs_hcl_eval_quietly(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                             bool *ret_failed);

/* For scope.special: try(a, b, ...) and can(a) over the unevaluated arguments of call. */
const struct phs_value *phs_hcl_try(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *call);
const struct phs_value *phs_hcl_can(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *call);

/* For callbacks: reports the sentence at place and returns the unknown (PHS_WHY_ERROR). */
const struct phs_value *phs_hcl_wrong(const struct phs_hcl_scope *scope, struct phs_place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* An unknown that takes reason, why and reference from the first unknown in value; at place. flags as in PHS_VALUE_... */
const struct phs_value *phs_hcl_unknown_from(const struct phs_hcl_scope *scope, const struct phs_value *value,
                                             struct phs_place place, unsigned flags);

/* One step into a value as the language does it: from.name or from[key]; unknown stays unknown, a missing name is reported. */
const struct phs_value *phs_hcl_step(const struct phs_hcl_scope *scope, const struct phs_value *from,
                                     const struct phs_hcl_step *step);
/* The rest of a traversal, steps[used..n). */
const struct phs_value *phs_hcl_walk(const struct phs_hcl_scope *scope, const struct phs_value *from,
                                     const struct phs_hcl_step *steps, size_t n);

/* Conversions as the language does them without being asked: "1" to 1, true to "true". NULL when value (known) does not
 * convert; an unknown converts to itself. */
const struct phs_value *phs_hcl_to_string(const struct phs_hcl_scope *scope, const struct phs_value *value);
const struct phs_value *phs_hcl_to_number(const struct phs_hcl_scope *scope, const struct phs_value *value);
const struct phs_value *phs_hcl_to_bool(const struct phs_hcl_scope *scope, const struct phs_value *value);

enum phs_hcl_truth { PHS_HCL_FALSE, PHS_HCL_TRUE, PHS_HCL_MAYBE };
/* a == b; PHS_HCL_MAYBE where an unknown decides. Values of different kinds differ; no conversion. */
enum phs_hcl_truth phs_hcl_equal(const struct phs_value *a, const struct phs_value *b);

/* A number that keeps exact digits above 2^53 in its text. */
const struct phs_value *phs_hcl_number(struct phs_arena *arena, long double number, struct phs_place place);
long double phs_hcl_number_of(const struct phs_value *number);

#endif
