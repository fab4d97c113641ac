/* SPDX-License-Identifier: Apache-2.0 */
/* The JSONPath dialect of jsonpath_ operators: compiled once, evaluated within a budget. */
#ifndef PHS_JUDGE_POLICY_JSONPATH_H
#define PHS_JUDGE_POLICY_JSONPATH_H

#include "judge/policy/node.h"

struct jsonpath_matches {
    PHS_VEC(const struct phs_value *) found;
    bool doubtful;                   /* an unknown value was met, or a bound */
    const struct phs_value *unknown; /* may be NULL */
    const char *word, *why;
};

/* False with *ret_fault, a clause, for an expression that is not the dialect. */
bool phs_jsonpath_compile(struct phs_arena *arena, struct phs_slice text, struct jsonpath **ret_path, const char **ret_fault);
/* Stands for an expression that could not be read: every answer is unknown. */
void phs_jsonpath_broken(struct phs_arena *arena, const char *fault, struct jsonpath **ret_path);
void phs_jsonpath_find(struct eval *eval, const struct jsonpath *path, const struct phs_value *root,
                       struct jsonpath_matches *ret_matches);

#endif
