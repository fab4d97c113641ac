/* SPDX-License-Identifier: Apache-2.0 */
/* What a plain YAML scalar means: the 1.2 core schema, or 1.1 as PyYAML reads it. */
#ifndef PHS_PARSE_YAML_SCALAR_H
#define PHS_PARSE_YAML_SCALAR_H

#include "model/value.h"

/* Sets kind and content of value. text must live as long as the value; a number keeps it only when it is decimal as in JSON. */
void phs_yaml_type_plain(struct phs_slice text, bool typing_1_1, struct phs_value *value);

/* As above under an explicit tag such as "tag:yaml.org,2002:int"; false when the text does not fit the tag. */
bool phs_yaml_type_tagged(struct phs_slice text, const char *tag, bool typing_1_1, struct phs_value *value);

#endif
