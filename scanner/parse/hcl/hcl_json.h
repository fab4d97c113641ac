/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON syntax of HCL (.tf.json): the same tree as the native syntax, from a JSON document and a list of block types. */
#ifndef PHS_PARSE_HCL_HCL_JSON_H
#define PHS_PARSE_HCL_HCL_JSON_H

#include "parse/hcl/hcl.h"

/* JSON does not say what is a block: a property whose name is listed here is one, with that many labels; all others are
 * attributes, whose objects and lists of objects the caller may take for blocks that only a provider knows. */
struct phs_hcl_json_block {
    const char *type;
    size_t labels;
    const struct phs_hcl_json_block *nested;
    size_t nested_count;
};

/* Terraform's own block types. */
extern const struct phs_hcl_json_block phs_hcl_json_terraform[];
extern const size_t phs_hcl_json_terraform_count;

/* As phs_hcl_parse. Strings are templates; properties named "//" are comments. Text of literals and references is the decoded
 * string; objects and lists have no text. Columns inside a string with JSON escapes are those of the decoded string. */
struct phs_hcl_file *phs_hcl_parse_json(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                                        const struct phs_hcl_json_block *blocks, size_t block_count,
                                        const struct phs_hcl_limits *limits);

/* An expression from a JSON value as in the JSON syntax. Never NULL. */
const struct phs_hcl_expr *phs_hcl_json_expr(struct phs_arena *arena, const struct phs_value *value,
                                             const struct phs_hcl_limits *limits, struct phs_hcl_diags *diags);

#endif
