/* SPDX-License-Identifier: Apache-2.0 */
/* checks/COVERAGE.md: which safeguard is tested at which service, and what is a gap. */
#ifndef PHS_REPORTS_COVERAGE_MATRIX_H
#define PHS_REPORTS_COVERAGE_MATRIX_H

#include "base/buf.h"
#include "catalogue/catalogue.h"

/* Every service that has a check, beside every technical safeguard and each other one that its checks test: each pair is
 * checks, "n/a because" (checks/coverage.tsv) or a gap. */
enum phs_code phs_coverage_matrix_write(struct phs_buf *out, struct phs_arena *arena, const struct phs_catalogue *catalogue,
                                        struct phs_err *err);

#endif
