/* SPDX-License-Identifier: Apache-2.0 */
/* The clocks of an incident, the four-factor worksheet and drafts of the notices. Drafts have placeholders in square brackets;
 * nothing in them says that there was a breach before people have decided so. */
#ifndef PHS_REPORTS_BREACH_H
#define PHS_REPORTS_BREACH_H

#include "base/buf.h"
#include "base/err.h"
#include "model/breach.h"
#include "model/run.h"

/* phiscope.breach/1. run may be NULL: facts alone. now is the time that "days left" is counted from. */
const struct phs_value *phs_breach_view(struct phs_arena *arena, const struct phs_breach *breach, const struct phs_run *run,
                                        int64_t now);

enum phs_breach_format { PHS_BREACH_TEXT, PHS_BREACH_HTML, PHS_BREACH_MARKDOWN, PHS_BREACH_JSON };

enum phs_code phs_breach_write(struct phs_arena *arena, const struct phs_value *view, enum phs_breach_format format,
                               struct phs_buf *out, struct phs_err *err);

#endif
