/* SPDX-License-Identifier: Apache-2.0 */
/* Risks: threat event x PHI system, with every factor that made the level. */
#ifndef PHS_MODEL_RISK_H
#define PHS_MODEL_RISK_H

#include "model/finding.h"

enum phs_level { PHS_VL, PHS_L, PHS_M, PHS_H, PHS_VH };
const char *phs_level_name(enum phs_level level);  /* "VL".."VH" */
const char *phs_level_title(enum phs_level level); /* "Very low".."Very high" */
bool phs_level_parse(struct phs_slice name, enum phs_level *ret_level);

enum phs_safeguard_state { PHS_STATE_PASS, PHS_STATE_PARTIAL, PHS_STATE_FAIL, PHS_STATE_UNKNOWN };
const char *phs_safeguard_state_name(enum phs_safeguard_state state);

/* One safeguard that interrupts the threat, in the state it has on the system. */
struct phs_risk_safeguard {
    const char *id, *title;
    int effect; /* percent */
    enum phs_safeguard_state state;
    PHS_VEC(const struct phs_finding *) findings;
    PHS_VEC(struct phs_resource *) attestations;
    const char *reason;
};

/* Observed: unknown left out. Worst: unknown = absent. Best: unknown = present. */
enum phs_view { PHS_OBSERVED, PHS_WORST, PHS_BEST, PHS_VIEW_COUNT };

struct phs_risk_run {
    int p_adv[PHS_VIEW_COUNT];
    enum phs_level l_adv[PHS_VIEW_COUNT], likelihood[PHS_VIEW_COUNT], level[PHS_VIEW_COUNT];
};

struct phs_factor {
    const char *name;  /* "threat base", "exposure", "records" */
    const char *value; /* "opportunistic", "public-anon" */
    bool scored;       /* points count towards the likelihood; the others set the impact */
    int points;
    const char *reason; /* finding ids, places */
};

struct phs_risk {
    const char *id; /* "R-" + stable short hash of threat and system */
    const char *threat, *threat_title, *threat_source;
    struct phs_system *system;
    PHS_VEC(struct phs_factor) factors;
    PHS_VEC(struct phs_risk_safeguard) safeguards;
    int p_init;
    enum phs_level l_init;
    enum phs_level confidentiality, integrity, availability, impact;
    struct phs_risk_run inherent, current;
    const char *floor; /* weights row that raised the level, or NULL */
    enum phs_level floor_level;
    enum phs_level final_observed, final_inherent, final_worst, final_best; /* with floors */
    const char *narrowing; /* safeguard whose answer would narrow the range most, or NULL */
    bool records_unknown;
    const char *treatment, *owner; /* "mitigate" ... or NULL while nobody decided */
    int64_t due, first_seen;
    bool planned_known; /* somebody decided something that moves it: planned is the level once that is done */
    int planned_p_adv;
    enum phs_level planned_likelihood, planned;
    const char *statement; /* one sentence for people */
};

/* A failure was observed, on any of its safeguards. */
bool phs_risk_saw_a_fail(const struct phs_risk *risk);

/* The end of the 30 days in which a violation that is not due to willful neglect can be corrected without a civil penalty,
 * counted from the day it was first seen, or from now when no store says so (45 CFR 160.410(c)); 0 where nothing was observed
 * to fail. */
int64_t phs_risk_cure_by(const struct phs_risk *risk, int64_t now);

#endif
