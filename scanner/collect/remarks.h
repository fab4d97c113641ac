/* SPDX-License-Identifier: Apache-2.0 */
/* Comments in code that ask to overlook a finding: phiscope:ignore, checkov:skip, trivy:ignore, tfsec:ignore, kics-scan. */
#ifndef PHS_COLLECT_REMARKS_H
#define PHS_COLLECT_REMARKS_H

#include "model/resource.h"

/* Adds those of a file (path as shown) to graph->remarks; once, however often it is read. */
void phs_remarks_read(struct phs_graph *graph, const char *path, struct phs_slice bytes);

#endif
