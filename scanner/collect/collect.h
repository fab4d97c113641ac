/* SPDX-License-Identifier: Apache-2.0 */
/* The outside world as the scope names it -> resources, mentions and coverage. */
#ifndef PHS_COLLECT_COLLECT_H
#define PHS_COLLECT_COLLECT_H

#include "base/err.h"
#include "base/progress.h"
#include "catalogue/catalogue.h"
#include "collect/tls/tls.h"
#include "model/run.h"

/* What is waited for rather than worked on begins here, before the catalogue is there: the endpoints of the scope, which stays
 * as it is. NULL: there are none. */
struct phs_tls_probe *phs_collect_begin(const struct phs_scope *scope, struct phs_progress *progress);

/* Reads every target, one after the other, and ends with what was begun (NULL: nothing was). A target that cannot be read is a
 * line of coverage (asked, PHS_NOT_READ, a sentence with the scope's file and line) and the rest goes on; fails only when we
 * are at fault. Targets without a scope file need not be there. */
enum phs_code phs_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_catalogue *catalogue,
                          struct phs_tls_probe *begun, struct phs_progress *progress, struct phs_err *err);

#endif
