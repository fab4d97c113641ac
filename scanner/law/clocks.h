/* SPDX-License-Identifier: Apache-2.0 */
/* From facts to clocks. */
#ifndef PHS_LAW_CLOCKS_H
#define PHS_LAW_CLOCKS_H

#include "base/err.h"
#include "catalogue/catalogue.h"
#include "model/breach.h"

/* Every clock of checks/frameworks/clocks.tsv that our role may meet, and every contract's, with date, reason and verification
 * state; 60 days is counted from the day after discovery (day 0), to the end of that day. Business days leave out Saturdays and
 * Sundays and say that they know no holidays. Fails only when a built-in table is broken. */
enum phs_code phs_breach_clocks(struct phs_arena *arena, const struct phs_breach_facts *facts, struct phs_breach **ret_breach,
                                struct phs_err *err);

#endif
