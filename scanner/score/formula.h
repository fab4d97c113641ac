/* SPDX-License-Identifier: Apache-2.0 */
/* The arithmetic of one risk, without graph and catalogue: what the worked rows and the property tests hold. */
#ifndef PHS_SCORE_FORMULA_H
#define PHS_SCORE_FORMULA_H

#include "score/weights.h"

struct phs_effect {
    int percent; /* 0..100 */
    enum phs_safeguard_state state;
};

struct phs_impact_input {
    int64_t records;         /* -1 unknown */
    bool special;            /* Part 2, mental health, reproductive, genetic, HIV, minors */
    const char *identifiers; /* "full", "limited", "deidentified" (only with a recorded 164.514(b) basis) */
    bool unreadable;         /* encryption observed and the key outside the blast radius */
};

/* SP 800-30r1 table G-5: overall likelihood from initiation and adverse impact. strict caps it at the smaller of both. */
enum phs_level phs_score_likelihood(enum phs_level initiation, enum phs_level adverse, bool strict);
/* SP 800-30r1 table I-2. */
enum phs_level phs_score_risk(enum phs_level likelihood, enum phs_level impact);
/* clamp(base + exposure + exploitability, 0..100) */
int phs_score_initiation(int base, int exposure, int exploitability);
/* floor(100 * prod(1 - effect * state)); unknown safeguards are left out, absent or present, by view. */
int phs_score_adverse(const struct phs_weights *weights, const struct phs_effect *effects, size_t n, enum phs_view view);
/* Confidentiality impact. */
enum phs_level phs_score_confidentiality(const struct phs_weights *weights, const struct phs_impact_input *input);

#endif
