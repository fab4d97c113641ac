/* SPDX-License-Identifier: Apache-2.0 */
/* A run for programs: phiscope.run/1 (reports/schemas/run-1.schema.json). */
#ifndef PHS_REPORTS_RUN_JSON_H
#define PHS_REPORTS_RUN_JSON_H

#include "base/json_writer.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

/* Streams: memory does not grow with the run, but for texts made in arena. */
void phs_run_write_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                        const struct phs_catalogue *catalogue);

#endif
