/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON syntax of HCL (.tf.json): the same tree as the native syntax, from a JSON document and a list of block types. */
#ifndef PHS_PARSE_HCL_HCL_JSON_H
#define PHS_PARSE_HCL_HCL_JSON_H

#include "parse/hcl/hcl.h"

/* JSON does not say what is a block: a property whose name is listed as nested is one, with that many labels; all others are
 * attributes, whose objects and lists of objects the caller may take for blocks that only a provider knows. */
struct phs_hcl_json_block {
    const char *type;
    size_t labels;
    const struct phs_hcl_json_block *nested;
    size_t nested_count;
    const char *const *references; /* NULL or, up to a NULL, its properties whose strings are expressions: depends_on, type */
    bool literal;                  /* strings of its own properties are no templates */
};

/* The body of a .tf.json file, with Terraform's own block types, and that of a .tfvars.json file: only values. */
extern const struct phs_hcl_json_block phs_hcl_json_terraform, phs_hcl_json_values;

/* As phs_hcl_parse. document: what its body may hold (type and labels do not count). Strings are templates unless literal;
 * properties named "//" are comments; of a key that stands twice in one object the last one counts. Text of literals and
 * references is the decoded string; objects and lists have no text. Columns inside a string with JSON escapes are those of the
 * decoded string. */
struct phs_hcl_file *phs_hcl_parse_json(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                                        const struct phs_hcl_json_block *document, const struct phs_hcl_limits *limits);

#endif
