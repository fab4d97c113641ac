/* SPDX-License-Identifier: Apache-2.0 */
/* Values to text, as jsonencode and yamlencode write it. */
#ifndef PHS_COLLECT_TERRAFORM_ENCODE_H
#define PHS_COLLECT_TERRAFORM_ENCODE_H

#include "model/value.h"

/* Keys in byte order, <, > and & as \u003c, \u003e, \u0026; an unknown inside is written as null: look before. */
struct phs_slice phs_tf_json_text(struct phs_arena *arena, const struct phs_value *value);
/* Block style, strings in double quotes, keys quoted: what yamlencode gives. */
struct phs_slice phs_tf_yaml_text(struct phs_arena *arena, const struct phs_value *value);
/* Entries of a map in byte order of their keys. */
const struct phs_entry **phs_tf_sorted_entries(struct phs_arena *arena, const struct phs_value *map);

#endif
