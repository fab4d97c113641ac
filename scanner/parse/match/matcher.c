/* SPDX-License-Identifier: Apache-2.0 */
/* What is made once: rules that were looked at, the automaton of their words, expressions compiled when they are first needed.
 */
#include "parse/match/filters.h"
#include "parse/match/leading.h"
#include "parse/match/pass.h"

enum { NOT_COMPILED, COMPILED, BROKEN };

static enum phs_code check_rule(const struct phs_match_rule *rule, struct phs_err *err) {
    if (!rule->regex || rule->word_count == 0)
        return phs_fail(err, PHS_E_INPUT, "pattern %s has no regex or no words", rule->id);
    if (rule->validator && !phs_match_validator(rule->validator))
        return phs_fail(err, PHS_E_INPUT, "pattern %s names a validator that there is not: %s", rule->id, rule->validator);
    phs_match_filter filter = NULL;
    if (phs_match_filter_named(rule->filter, &filter) && !filter)
        return phs_fail(err, PHS_E_INPUT, "pattern %s names a filter that there is not: %s", rule->id, rule->filter);
    for (size_t i = 0; i < rule->word_count; i++) {
        size_t length = strlen(rule->words[i]);
        if (length < PHS_MATCH_SHORTEST_WORD || length > PHS_MATCH_LONGEST_WORD)
            return phs_fail(err, PHS_E_INPUT, "pattern %s: a word has %d to %d bytes", rule->id, PHS_MATCH_SHORTEST_WORD,
                            PHS_MATCH_LONGEST_WORD);
    }
    return PHS_OK;
}

bool phs_match_is_anchored(const struct phs_match_rule *rule) {
    return rule->anchored || rule->before + rule->after > PHS_MATCH_WIDEST;
}

static size_t longest_word(const struct phs_match_rule *rule) {
    size_t longest = 0;
    for (size_t i = 0; i < rule->word_count; i++)
        longest = strlen(rule->words[i]) > longest ? strlen(rule->words[i]) : longest;
    return longest;
}

static void measure_rules(struct phs_arena *arena, struct phs_matcher *matcher) {
    matcher->uncovered = PHS_NEW_N(arena, uint64_t, phs_bit_words(matcher->n));
    matcher->anchored = PHS_NEW_N(arena, uint64_t, phs_bit_words(matcher->n));
    matcher->told = PHS_NEW_N(arena, uint64_t, phs_bit_words(matcher->n));
    for (size_t i = 0; i < matcher->n; i++) {
        const struct phs_match_rule *rule = &matcher->rules[i];
        size_t reach = (size_t)rule->before + longest_word(rule) + rule->after;
        phs_set_bit(matcher->uncovered, i);
        if (phs_match_is_anchored(rule))
            phs_set_bit(matcher->anchored, i);
        else if (reach > matcher->margin)
            matcher->margin = reach;
    }
}

static void release_matcher(void *handle) {
    struct phs_matcher *matcher = handle;
    for (size_t i = 0; i < matcher->n; i++)
        pcre2_code_free(matcher->compiled[i].code);
    pthread_mutex_destroy(&matcher->compiling);
}

enum phs_code phs_matcher_new(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                              struct phs_matcher **ret_matcher, struct phs_err *err) {
    struct phs_words_builder builder = {.arena = arena, .rule_count = n};
    if (n > PHS_MATCH_MOST_RULES)
        return phs_fail(err, PHS_E_LIMIT, "more than %d patterns", PHS_MATCH_MOST_RULES);
    for (size_t i = 0; i < n; i++) {
        enum phs_code code = check_rule(&rules[i], err);
        if (code != PHS_OK)
            return code;
    }
    struct phs_matcher *matcher = PHS_NEW(arena, struct phs_matcher);
    *matcher = (struct phs_matcher){.rules = rules, .n = n, .compiled = PHS_NEW_N(arena, struct compiled, n)};
    pthread_mutex_init(&matcher->compiling, NULL);
    for (size_t i = 0; i < n; i++) {
        matcher->compiled[i].validator = rules[i].validator ? phs_match_validator(rules[i].validator) : NULL;
        matcher->compiled[i].decides = rules[i].validator && phs_match_validator_decides(rules[i].validator);
        for (size_t w = 0; w < rules[i].word_count; w++) {
            PHS_PUSH(arena, builder.texts, phs_slice(rules[i].words[w]));
            PHS_PUSH(arena, builder.rules, (uint32_t)i);
        }
    }
    phs_words_build(&matcher->words, &builder);
    measure_rules(arena, matcher);
    phs_arena_adopt(arena, matcher, release_matcher);
    *ret_matcher = matcher;
    return PHS_OK;
}

bool phs_matcher_use(struct phs_matcher *matcher, struct phs_arena *arena, struct phs_slice database) {
    struct phs_database *opened = phs_database_open(arena, matcher->rules, matcher->n, database);
    if (!opened)
        return false;
    matcher->database = opened;
    memset(matcher->uncovered, 0, phs_bit_words(matcher->n) * sizeof *matcher->uncovered);
    for (size_t i = 0; i < matcher->n; i++) {
        enum phs_told told = phs_database_tells(opened, i);
        if (told == PHS_TOLD_NOTHING)
            phs_set_bit(matcher->uncovered, i);
        else if (told != PHS_TOLD_EXPRESSION)
            phs_set_bit(matcher->told, i);
    }
    return true;
}

size_t phs_matcher_margin(const struct phs_matcher *matcher) {
    return matcher->margin;
}

static int compile(struct phs_matcher *matcher, size_t rule, PCRE2_SIZE *ret_at) {
    struct compiled *compiled = &matcher->compiled[rule];
    const struct phs_match_rule *about = &matcher->rules[rule];
    int error = 0;
    pthread_mutex_lock(&matcher->compiling);
    if (atomic_load_explicit(&compiled->state, memory_order_relaxed) == NOT_COMPILED) {
        compiled->leads = phs_leads_with_words(about->regex, about->words, about->word_count);
        pcre2_code *code = pcre2_compile((PCRE2_SPTR)about->regex, PCRE2_ZERO_TERMINATED,
                                         PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C | (compiled->leads ? PCRE2_ANCHORED : 0),
                                         &error, ret_at, NULL);
        if (code)
            pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
        compiled->code = code;
        atomic_store_explicit(&compiled->state, code ? COMPILED : BROKEN, memory_order_release);
    }
    pthread_mutex_unlock(&matcher->compiling);
    return atomic_load_explicit(&compiled->state, memory_order_relaxed);
}

const pcre2_code *phs_match_code_of(struct phs_matcher *matcher, size_t rule) {
    PCRE2_SIZE at;
    int state = atomic_load_explicit(&matcher->compiled[rule].state, memory_order_acquire);
    if (state == NOT_COMPILED)
        state = compile(matcher, rule, &at);
    return state == COMPILED ? matcher->compiled[rule].code : NULL;
}

enum phs_code phs_matcher_check(struct phs_matcher *matcher, struct phs_err *err) {
    for (size_t i = 0; i < matcher->n; i++) {
        PCRE2_SIZE at = 0;
        if (compile(matcher, i, &at) != COMPILED)
            return phs_fail(err, PHS_E_INPUT, "pattern %s: the expression is wrong at byte %zu", matcher->rules[i].id,
                            (size_t)at);
    }
    return PHS_OK;
}
