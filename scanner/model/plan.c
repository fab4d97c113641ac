/* SPDX-License-Identifier: Apache-2.0 */
/* Which step of the plan a decision is about. */
#include "model/plan.h"

static bool is_system(const char *said, const struct phs_system *system) {
    return phs_slice_ieq(phs_slice(said), phs_slice(system->name)) || strcmp(said, system->id) == 0;
}

bool phs_decision_concerns(const struct phs_decision *decision, const char *check, const char *safeguard,
                           const struct phs_system *system) {
    if (decision->problem || decision->risk || (decision->system && (!system || !is_system(decision->system, system))))
        return false;
    return decision->check ? check && phs_glob_match(decision->check, check)
                           : decision->safeguard && safeguard && strcmp(decision->safeguard, safeguard) == 0;
}
