/* SPDX-License-Identifier: Apache-2.0 */
/* Type constraints of variables: parsed from their expressions, applied with optional() defaults. */
#ifndef PHS_COLLECT_TERRAFORM_TYPES_H
#define PHS_COLLECT_TERRAFORM_TYPES_H

#include "parse/hcl/eval.h"

enum phs_tf_type_kind {
    PHS_TF_TYPE_ANY,
    PHS_TF_TYPE_STRING,
    PHS_TF_TYPE_NUMBER,
    PHS_TF_TYPE_BOOL,
    PHS_TF_TYPE_LIST,
    PHS_TF_TYPE_SET,
    PHS_TF_TYPE_MAP,
    PHS_TF_TYPE_TUPLE,
    PHS_TF_TYPE_OBJECT
};

struct phs_tf_type;

struct phs_tf_field {
    struct phs_slice name; /* empty in a tuple */
    const struct phs_tf_type *type;
    bool optional;
    const struct phs_value *fallback; /* default of optional(), or NULL */
};

struct phs_tf_type {
    enum phs_tf_type_kind kind;
    const struct phs_tf_type *element;
    PHS_VEC(struct phs_tf_field) fields;
};

/* NULL expr: any. What is no type counts as any. */
const struct phs_tf_type *phs_tf_type_parse(struct phs_arena *arena, const struct phs_hcl_expr *expr);
/* The value as that type; unknown parts stay. PHS_WHY_ERROR where it does not fit. */
const struct phs_value *phs_tf_type_convert(struct phs_arena *arena, const struct phs_tf_type *type,
                                            const struct phs_value *value);

#endif
