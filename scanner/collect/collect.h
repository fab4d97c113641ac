/* SPDX-License-Identifier: Apache-2.0 */
/* The outside world as the scope names it -> resources, mentions and coverage. */
#ifndef PHS_COLLECT_COLLECT_H
#define PHS_COLLECT_COLLECT_H

#include "base/err.h"
#include "base/progress.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

/* Reads every target, one after the other. A target that cannot be read is a line of coverage (asked, PHS_NOT_READ, a sentence
 * with the scope's file and line) and the rest goes on; fails only when we are at fault. Targets without a scope file need not
 * be there. */
enum phs_code phs_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_catalogue *catalogue,
                          struct phs_progress *progress, struct phs_err *err);

#endif
