/* SPDX-License-Identifier: Apache-2.0 */
/* From the states of its safeguards to the levels of a risk, as it is and as it would be once something is repaired. */
#ifndef PHS_SCORE_LEVELS_H
#define PHS_SCORE_LEVELS_H

#include "catalogue/catalogue.h"
#include "model/run.h"
#include "score/weights.h"

struct phs_levels {
    struct phs_weights weights;
    const struct phs_phi_map *map;
    bool strict; /* the likelihood is capped at the smaller input */
};

/* Fills inherent, current, floor and the final levels from p_init, impact and safeguards. */
void phs_levels_fill(const struct phs_levels *levels, struct phs_risk *risk, const struct phs_threat *threat);

/* What somebody would repair: findings that would pass, safeguards that are unknown and would be there. Either may be NULL. */
struct phs_repair {
    bool (*finding)(const void *user, const struct phs_finding *finding);
    bool (*safeguard)(const void *user, const struct phs_risk_safeguard *safeguard);
    const void *user;
};

/* The risk as observed once the repair is done. */
struct phs_remedied phs_levels_after(const struct phs_levels *levels, const struct phs_risk *risk,
                                     const struct phs_threat *threat, const struct phs_repair *repair);

#endif
