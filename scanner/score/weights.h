/* SPDX-License-Identifier: Apache-2.0 */
/* checks/weights.tsv: the numbers behind every level. Policy, not science; the file's hash is in every report. */
#ifndef PHS_SCORE_WEIGHTS_H
#define PHS_SCORE_WEIGHTS_H

#include "base/err.h"
#include "base/map.h"
#include "model/risk.h"

struct phs_weights {
    struct phs_map rows; /* "group name" -> value text */
    char sha256[65];
};

enum phs_code phs_weights_parse(struct phs_arena *arena, struct phs_slice tsv, struct phs_weights *ret_weights,
                                struct phs_err *err);

/* Points of a row ("threat_base", "targeted"); 0 with false when there is no such row. */
bool phs_weights_points(const struct phs_weights *weights, const char *group, const char *name, int *ret_points);

/* Text of a row, or NULL. */
const char *phs_weights_text(const struct phs_weights *weights, const char *group, const char *name);

/* Level of a likelihood in percent, 0..100 (bounds of tables G-2 and G-4). */
enum phs_level phs_weights_band(const struct phs_weights *weights, int percent);

/* Level for a number of records; negative is unknown. */
enum phs_level phs_weights_records(const struct phs_weights *weights, int64_t records);

#endif
