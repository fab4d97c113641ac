/* SPDX-License-Identifier: Apache-2.0 */
/* Reads what only matching asks of a pattern: distances, validator, whether it gives way. */
#include "catalogue/pattern_rule.h"

enum { DEFAULT_AFTER = 160, FARTHEST = 16384 };

uint32_t phs_pattern_number(const struct phs_pattern *pattern, const char *key, uint32_t fallback, uint32_t most) {
    const struct phs_value *value = phs_get(pattern->file, key);
    if (!phs_is(value, PHS_NUMBER) || value->number.value < 0)
        return fallback;
    return value->number.value > most ? most : (uint32_t)value->number.value;
}

bool phs_pattern_is_rule(const struct phs_pattern *pattern) {
    return strcmp(pattern->kind, "field") != 0;
}

struct phs_match_rule phs_pattern_rule(struct phs_arena *arena, const struct phs_pattern *pattern) {
    return (struct phs_match_rule){
        .id = pattern->id,
        .regex = pattern->regex,
        .filter = phs_text_or(arena, phs_get(pattern->file, "filter"), NULL),
        .words = pattern->words.at,
        .word_count = pattern->words.n,
        .validator = phs_text_or(arena, phs_get(pattern->file, "validator"), NULL),
        .secret = strcmp(pattern->kind, "secret") == 0,
        .anchored = phs_is_true(phs_get(pattern->file, "anchored")),
        .generic = phs_is_true(phs_get(pattern->file, "generic")),
        .before = phs_pattern_number(pattern, "before", 0, FARTHEST),
        .after = phs_pattern_number(pattern, "after", DEFAULT_AFTER, FARTHEST),
    };
}
