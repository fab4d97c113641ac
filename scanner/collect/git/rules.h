/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns of secrets and identifiers in the catalogue -> the rules of one matcher. */
#ifndef PHS_COLLECT_GIT_RULES_H
#define PHS_COLLECT_GIT_RULES_H

#include "catalogue/catalogue.h"
#include "parse/match/match.h"

struct phs_rules {
    struct phs_matcher *matcher;
    const struct phs_pattern **patterns; /* by rule */
    bool *weak;                          /* by rule: counts only beside another identifier or health information */
    bool *secret;                        /* by rule; else an identifier */
    uint32_t *public_prefix;             /* by rule: how many characters of a secret may be shown */
    size_t n;
    PHS_VEC(const char *) problems; /* patterns that cannot be used, one sentence each */
};

/* Lives in arena. A pattern of an added folder that cannot be used is left out and told. */
void phs_rules_init(struct phs_rules *rules, struct phs_arena *arena, const struct phs_catalogue *catalogue);
/* The same without the database: for comparing the two ways of searching. */
void phs_rules_init_plain(struct phs_rules *rules, struct phs_arena *arena, const struct phs_catalogue *catalogue);

#endif
