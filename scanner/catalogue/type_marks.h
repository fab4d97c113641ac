/* SPDX-License-Identifier: Apache-2.0 */
/* A bit of 64 for a resource type's name, so that most checks are passed by without a look at their definitions. */
#ifndef PHS_CATALOGUE_TYPE_MARKS_H
#define PHS_CATALOGUE_TYPE_MARKS_H

#include "model/value.h"

uint64_t phs_type_mark(struct phs_slice name);

/* Of every type that a definition names; all bits where it may speak of types that it does not name. A graph whose marks have
 * none of them holds nothing that the definition speaks of. */
uint64_t phs_definition_marks(const struct phs_value *definition);

/* A condition that says which resources are asked at all. */
bool phs_definition_is_filter(const struct phs_value *value);

#endif
