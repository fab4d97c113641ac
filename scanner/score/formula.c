/* SPDX-License-Identifier: Apache-2.0 */
/* Tables G-5 and I-2 of NIST SP 800-30 rev. 1 and the sums around them. */
#include "score/formula.h"

#include <math.h>

enum phs_level phs_score_likelihood(enum phs_level initiation, enum phs_level adverse, bool strict) {
    static const enum phs_level g5[5][5] = {
        /* adverse impact:  VL      L      M      H       VH */
        [PHS_VL] = {PHS_VL, PHS_VL, PHS_L, PHS_L, PHS_L}, [PHS_L] = {PHS_VL, PHS_L, PHS_L, PHS_M, PHS_M},
        [PHS_M] = {PHS_L, PHS_L, PHS_M, PHS_M, PHS_H},    [PHS_H] = {PHS_L, PHS_M, PHS_M, PHS_H, PHS_VH},
        [PHS_VH] = {PHS_L, PHS_M, PHS_H, PHS_VH, PHS_VH},
    };
    enum phs_level level = g5[initiation][adverse];
    if (strict && level > initiation)
        level = initiation;
    if (strict && level > adverse)
        level = adverse;
    return level;
}

enum phs_level phs_score_risk(enum phs_level likelihood, enum phs_level impact) {
    static const enum phs_level i2[5][5] = {
        /* impact:          VL      L      M      H       VH */
        [PHS_VL] = {PHS_VL, PHS_VL, PHS_VL, PHS_L, PHS_L}, [PHS_L] = {PHS_VL, PHS_L, PHS_L, PHS_L, PHS_M},
        [PHS_M] = {PHS_VL, PHS_L, PHS_M, PHS_M, PHS_H},    [PHS_H] = {PHS_VL, PHS_L, PHS_M, PHS_H, PHS_VH},
        [PHS_VH] = {PHS_VL, PHS_L, PHS_M, PHS_H, PHS_VH},
    };
    return i2[likelihood][impact];
}

int phs_score_initiation(int base, int exposure, int exploitability) {
    int sum = base + exposure + exploitability;
    return sum < 0 ? 0 : sum > 100 ? 100 : sum;
}

/* Percent of the effect that counts. */
static int share(const struct phs_weights *weights, enum phs_safeguard_state state, enum phs_view view) {
    int percent;
    if (state == PHS_STATE_UNKNOWN)
        return view == PHS_BEST ? 100 : 0;
    phs_weights_points(weights, "state", phs_safeguard_state_name(state), &percent);
    return percent;
}

int phs_score_adverse(const struct phs_weights *weights, const struct phs_effect *effects, size_t n, enum phs_view view) {
    long double remaining = 100.0L;
    for (size_t i = 0; i < n; i++)
        remaining *= (10000.0L - effects[i].percent * share(weights, effects[i].state, view)) / 10000.0L;
    /* The factors are exact hundredths of percent; what is added is far below a step of theirs and above rounding noise. */
    return (int)floorl(remaining + 1e-9L);
}

static enum phs_level step(enum phs_level level, int by) {
    int moved = (int)level + by;
    return (enum phs_level)(moved < PHS_VL ? PHS_VL : moved > PHS_VH ? PHS_VH : moved);
}

enum phs_level phs_score_confidentiality(const struct phs_weights *weights, const struct phs_impact_input *input) {
    enum phs_level level = phs_weights_records(weights, input->records);
    int by;
    if (input->records == 0 || (input->identifiers && strcmp(input->identifiers, "deidentified") == 0))
        return PHS_VL;
    if (input->special && phs_weights_points(weights, "impact_step", "special_category", &by))
        level = step(level, by);
    if (input->identifiers && strcmp(input->identifiers, "limited") == 0 &&
        phs_weights_points(weights, "impact_step", "limited_data_set", &by))
        level = step(level, by);
    if (input->unreadable && phs_weights_points(weights, "impact_step", "unreadable", &by) && level > PHS_L) {
        level = step(level, by);
        level = level < PHS_L ? PHS_L : level;
    }
    return level;
}
