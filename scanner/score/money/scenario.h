/* SPDX-License-Identifier: Apache-2.0 */
/* From one risk to how often it happens and what it costs then. */
#ifndef PHS_SCORE_MONEY_SCENARIO_H
#define PHS_SCORE_MONEY_SCENARIO_H

#include "score/money/inputs.h"

/* Range of a civil penalty on the day of the run, from the table of 45 CFR 102.3; zero when none is drawn. */
struct phs_money_penalty {
    double probability;
    struct phs_money_range amount;
    const char *effective; /* date of the row, or NULL */
};
struct phs_money_penalty phs_money_penalty_of(const struct phs_run *run, const struct phs_money_inputs *inputs);

/* Frequency and loss from level, records and harms. False when nothing that costs money is harmed. */
bool phs_money_derive(struct phs_run *run, const struct phs_money_inputs *inputs, const struct phs_money_penalty *penalty,
                      const struct phs_risk *risk, struct phs_money_scenario *ret_scenario);

/* Puts what the scope says of this risk in its place: {risk, frequency | {events, capability, strength}, kind: bernoulli |
 * poisson, loss: low-high | {low, mode, high, gamma}}. Wrong entries become warnings. */
void phs_money_override(struct phs_run *run, struct phs_money_scenario *scenario);

#endif
