/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from a risk alone. */
#include "model/risk.h"

enum { CURE_SECONDS = 30 * 24 * 3600 };

bool phs_risk_saw_a_fail(const struct phs_risk *risk) {
    for (size_t i = 0; i < risk->safeguards.n; i++)
        for (size_t f = 0; f < risk->safeguards.at[i].findings.n; f++)
            if (risk->safeguards.at[i].findings.at[f]->verdict == PHS_FAIL)
                return true;
    return false;
}

int64_t phs_risk_cure_by(const struct phs_risk *risk, int64_t now) {
    int64_t seen = risk->first_seen ? risk->first_seen : now;
    return phs_risk_saw_a_fail(risk) ? seen + CURE_SECONDS : 0;
}
