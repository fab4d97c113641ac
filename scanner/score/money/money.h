/* SPDX-License-Identifier: Apache-2.0 */
/* What the risks of a run could cost in a year. */
#ifndef PHS_SCORE_MONEY_MONEY_H
#define PHS_SCORE_MONEY_MONEY_H

#include "base/err.h"
#include "model/run.h"

/* Fills run->money from the register and the plan: frequency from the likelihood as observed, loss from records, harms and
 * inputs, or what `quantify: {scenarios: [...]}` of the scope says of a risk. Money never changes a level. Fails only when a
 * built-in table is broken; what the scope says wrongly becomes a warning. */
enum phs_code phs_money_run(struct phs_run *run, struct phs_err *err);

#endif
