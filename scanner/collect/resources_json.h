/* SPDX-License-Identifier: Apache-2.0 */
/* `phiscope.resources/1`: resources that any other program collected (reports/schemas/resources-1.schema.json). */
#ifndef PHS_COLLECT_RESOURCES_JSON_H
#define PHS_COLLECT_RESOURCES_JSON_H

#include "model/run.h"

void phs_resources_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target);

/* The same from a value tree, for check examples and tests: document is the whole object or only its `resources` list. Returns
 * how many resources were added; what was passed over is named in the coverage. */
size_t phs_resources_add(struct phs_graph *graph, const char *root, const char *environment, const struct phs_value *document);

#endif
