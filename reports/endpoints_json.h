/* SPDX-License-Identifier: Apache-2.0 */
/* All that was learned of endpoints, as phiscope.resources/1: for a person who wants to see it, and for another run to read. */
#ifndef PHS_REPORTS_ENDPOINTS_JSON_H
#define PHS_REPORTS_ENDPOINTS_JSON_H

#include "base/buf.h"
#include "model/run.h"

void phs_endpoints_write_json(struct phs_buf *out, const struct phs_run *run);

#endif
