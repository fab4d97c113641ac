/* SPDX-License-Identifier: Apache-2.0 */
/* One matcher of all patterns that can be used, with the database of the built-in ones. */
#include "collect/git/rules.h"

#include "catalogue/pattern_rule.h"

enum { LONGEST_PREFIX = 32 };

static bool usable(struct phs_rules *rules, struct phs_arena *arena, const struct phs_match_rule *rule) {
    struct phs_matcher *alone;
    struct phs_err err = {0};
    if (phs_matcher_new(arena, rule, 1, &alone, &err) == PHS_OK)
        return true;
    PHS_PUSH(arena, rules->problems, phs_strdup(arena, err.text));
    return false;
}

/* Only when the whole set is refused is each looked at alone. */
static void build(struct phs_rules *rules, struct phs_arena *arena, struct phs_match_rule *all) {
    struct phs_err err = {0};
    size_t kept = 0;
    if (phs_matcher_new(arena, all, rules->n, &rules->matcher, &err) == PHS_OK)
        return;
    for (size_t i = 0; i < rules->n && kept < PHS_MATCH_MOST_RULES; i++) {
        if (!usable(rules, arena, &all[i]))
            continue;
        rules->patterns[kept] = rules->patterns[i];
        all[kept++] = all[i];
    }
    rules->n = kept;
    if (phs_matcher_new(arena, all, kept, &rules->matcher, &err) != PHS_OK)
        phs_die("patterns that were looked at cannot be joined: %s", err.text);
}

void phs_rules_init_plain(struct phs_rules *rules, struct phs_arena *arena, const struct phs_catalogue *catalogue) {
    *rules = (struct phs_rules){.patterns = PHS_NEW_N(arena, const struct phs_pattern *, catalogue->patterns.n)};
    struct phs_match_rule *all = PHS_NEW_N(arena, struct phs_match_rule, catalogue->patterns.n);
    for (size_t i = 0; i < catalogue->patterns.n; i++) {
        const struct phs_pattern *pattern = catalogue->patterns.at[i];
        if (!phs_pattern_is_rule(pattern))
            continue;
        rules->patterns[rules->n] = pattern;
        all[rules->n++] = phs_pattern_rule(arena, pattern);
    }
    build(rules, arena, all);
    rules->weak = PHS_NEW_N(arena, bool, rules->n);
    rules->secret = PHS_NEW_N(arena, bool, rules->n);
    rules->public_prefix = PHS_NEW_N(arena, uint32_t, rules->n);
    for (size_t i = 0; i < rules->n; i++) {
        rules->weak[i] = phs_is_true(phs_get(rules->patterns[i]->file, "weak"));
        rules->secret[i] = strcmp(rules->patterns[i]->kind, "secret") == 0;
        rules->public_prefix[i] = phs_pattern_number(rules->patterns[i], "public_prefix", 0, LONGEST_PREFIX);
    }
}

void phs_rules_init(struct phs_rules *rules, struct phs_arena *arena, const struct phs_catalogue *catalogue) {
    phs_rules_init_plain(rules, arena, catalogue);
    phs_matcher_use(rules->matcher, arena, phs_catalogue_match_database());
}
