/* SPDX-License-Identifier: Apache-2.0 */
/* CloudFormation's short forms: the tag !Sub means the map {"Fn::Sub": ...}. */
#ifndef PHS_PARSE_YAML_TAG_H
#define PHS_PARSE_YAML_TAG_H

#include "model/value.h"

/* The long name of a short tag ("!GetAtt" -> "Fn::GetAtt"), or NULL for a tag that CloudFormation does not have. */
const char *phs_yaml_cloudformation_name(const char *tag);

/* {name: inner}; the scalar of Fn::GetAtt becomes [logical id, attribute]. */
const struct phs_value *phs_yaml_cloudformation_wrap(struct phs_arena *arena, const char *name, const struct phs_value *inner);

#endif
