/* SPDX-License-Identifier: Apache-2.0 */
/* A compiled JSONPath: steps, and the filters inside them. */
#ifndef PHS_JUDGE_POLICY_JSONPATH_STEPS_H
#define PHS_JUDGE_POLICY_JSONPATH_STEPS_H

#include "judge/policy/jsonpath.h"

enum step_kind {
    STEP_NAMES,    /* .a or ['a','b'] */
    STEP_INDEX,    /* [n] */
    STEP_SLICE,    /* [a:b] */
    STEP_ELEMENTS, /* [*]: a map or scalar counts as a list of one */
    STEP_VALUES,   /* .*: all values of a map */
    STEP_FILTER,   /* [?(...)] */
    STEP_SELF,     /* `this` */
    STEP_LENGTH,   /* `len` */
};

struct jsonpath_filter;

struct jsonpath_step {
    enum step_kind kind;
    bool descend; /* ..: at any depth */
    PHS_VEC(struct phs_slice) names;
    bool has_start, has_end;
    long start, end, stride;
    struct jsonpath_filter *filter;
};

struct jsonpath_steps {
    PHS_VEC(struct jsonpath_step) items;
};

enum term_relation {
    TERM_PRESENT,
    TERM_EQUAL,
    TERM_NOT_EQUAL,
    TERM_LESS,
    TERM_LESS_EQUAL,
    TERM_MORE,
    TERM_MORE_EQUAL,
    TERM_MATCHES
};
enum operand_type { OPERAND_TEXT, OPERAND_INTEGER, OPERAND_NUMBER, OPERAND_BOOLEAN };

struct jsonpath_term {
    bool absent; /* !@.k */
    struct jsonpath_filter *group;
    struct jsonpath_steps path;
    enum term_relation relation;
    enum operand_type type;
    struct phs_slice text;
    double number;
    pcre2_code *regex;
    bool ends_group; /* the next term begins another alternative */
};

struct jsonpath_filter {
    PHS_VEC(struct jsonpath_term) terms;
};

struct jsonpath {
    const char *fault; /* not NULL: could not be read */
    struct jsonpath_steps steps;
};

#endif
