/* SPDX-License-Identifier: Apache-2.0 */
/* A pattern of secrets or identifiers as a rule of the matcher: the same for the build, which compiles them, and for scans. */
#ifndef PHS_CATALOGUE_PATTERN_RULE_H
#define PHS_CATALOGUE_PATTERN_RULE_H

#include "catalogue/catalogue.h"
#include "parse/match/match.h"

/* A whole number of a pattern's file between 0 and most; fallback where it names none. */
uint32_t phs_pattern_number(const struct phs_pattern *pattern, const char *key, uint32_t fallback, uint32_t most);

/* Whether it is matched against bytes; patterns of field names are not. */
bool phs_pattern_is_rule(const struct phs_pattern *pattern);

/* Strings belong to the pattern or to arena. */
struct phs_match_rule phs_pattern_rule(struct phs_arena *arena, const struct phs_pattern *pattern);

/* What phs_matcher_compile made of the built-in patterns; empty where the build has no fast engine. */
struct phs_slice phs_catalogue_match_database(void);

#endif
