/* SPDX-License-Identifier: Apache-2.0 */
/* Made while phiscope is built. Most rules are told by their words alone: literals are what Hyperscan finds fastest, and the
 * words of a vendor stand hardly anywhere. A rule whose words stand in every other line has its expression beside them, in
 * prefilter mode, which widens what cannot be said (looking behind). Starts of matches are not asked for: they cost more than
 * half of the speed, and PCRE2 finds them around the words anyway. */
#include <ctype.h>

#include "base/buf.h"
#include "parse/match/database_parts.h"
#include "parse/match/expression.h"
#include "parse/match/filters.h"
#include "parse/match/leading.h"

static uint64_t mix(uint64_t hash, const char *text) {
    for (size_t i = 0; i <= strlen(text); i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3u;
    return hash;
}

uint64_t phs_database_hash(const struct phs_match_rule *rule) {
    uint64_t hash = mix(mix(mix(0xcbf29ce484222325u, rule->id), rule->regex), rule->filter ? rule->filter : "");
    for (size_t i = 0; i < rule->word_count; i++)
        hash = mix(hash, rule->words[i]);
    return mix(hash, phs_match_is_anchored(rule) ? "anchored" : "") & ~(uint64_t)PHS_DATABASE_TOLD;
}

#ifdef PHS_HYPERSCAN
#include <hs.h>
#include <stdlib.h>

enum { LARGEST = 64 << 20, FILTER_FLAGS = HS_FLAG_PREFILTER | HS_FLAG_SINGLEMATCH | HS_FLAG_ALLOWEMPTY };

/* For any processor that the architecture's Hyperscan runs on: what is built on one machine runs on another. */
static const hs_platform_info_t any_machine = {.tune = HS_TUNE_FAMILY_GENERIC};

struct making {
    struct phs_arena *arena;
    PHS_VEC(const char *) expressions;
    PHS_VEC(unsigned) flags;
    PHS_VEC(unsigned) ids;
    uint64_t *marks; /* by rule: its hash, and what is told of it */
};

static void add(struct making *making, const char *expression, unsigned flags, unsigned id) {
    PHS_PUSH(making->arena, making->expressions, expression);
    PHS_PUSH(making->arena, making->flags, flags);
    PHS_PUSH(making->arena, making->ids, id);
}

static bool compiles(const char *expression) {
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    bool done = hs_compile(expression, FILTER_FLAGS, HS_MODE_BLOCK, &any_machine, &database, &error) == HS_SUCCESS;
    hs_free_compile_error(error);
    hs_free_database(database);
    return done;
}

static bool begins_with_any(const char *word, const char *const *starts, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strncasecmp(word, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* The letters and digits of a word without what stands before and behind them: "key" of "key =". */
static struct phs_slice stem_of(const char *word) {
    struct phs_slice stem = phs_slice(word);
    while (stem.len && !isalnum((unsigned char)stem.ptr[0]))
        stem = phs_slice_n(stem.ptr + 1, stem.len - 1);
    while (stem.len && !isalnum((unsigned char)stem.ptr[stem.len - 1]))
        stem.len--;
    return stem;
}

static bool is_stem_of(const char *word, const char *const *stems, size_t n) {
    struct phs_slice stem = stem_of(word);
    for (size_t i = 0; i < n; i++)
        if (phs_slice_ieq(stem, phs_slice(stems[i])))
            return true;
    return false;
}

/* So many that telling the place of each costs more than to look for them again where the rule may match: more than one in 16
 * KiB of the histories of git, redis, openmrs-core and PyGithub. */
static bool is_everywhere(const char *word) {
    static const char *const stems[] = {"http", "https", "patient", "key", "pass", "password", "re", "00d"};
    return *word != '-' && is_stem_of(word, stems, sizeof stems / sizeof *stems);
}

/* Where a match need not begin with the word, each costs twenty times as much. */
static bool is_frequent(const char *word) {
    static const char *const starts[] = {"login", "key-"};
    return begins_with_any(word, starts, sizeof starts / sizeof *starts);
}

/* What is assigned to a name stands in every second file too, but there the expression matches, and nothing is won by it. */
static bool is_assigned(const struct phs_match_rule *rule) {
    return rule->validator && (strcmp(rule->validator, "assignment") == 0 || strcmp(rule->validator, "assigned-password") == 0);
}

static bool is_common(const char *word) {
    static const char *const words[] = {"authorization", "basic ", "bearer ", "secret_"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(word, words[i]) == 0)
            return true;
    return false;
}

/* "00D", "sk_", "AAAA": of few different characters that are no digits; "Q~" stands nowhere by chance. */
static bool is_short(const char *word) {
    enum { FEWEST = 4, RARE_MARK = 3 };
    uint64_t seen[4] = {0};
    size_t different = 0;
    for (const char *c = word; *c; c++) {
        unsigned folded = (unsigned)tolower((unsigned char)*c);
        bool known = isdigit((int)folded) || (seen[folded / 64] >> (folded % 64) & 1);
        seen[folded / 64] |= (uint64_t)1 << (folded % 64);
        different += known ? 0 : isalnum((int)folded) || strchr("_-. ", (int)folded) ? 1 : RARE_MARK;
    }
    return different < FEWEST;
}

/* An expression costs by the byte, PCRE2 by the word: as much as an expression does for a kilobyte, about. */
static enum phs_told told_of(const struct phs_match_rule *rule) {
    enum phs_told told = PHS_TOLD_WORDS;
    bool leads = phs_leads_with_words(rule->regex, rule->words, rule->word_count);
    if (rule->word_count >= PHS_ID_MOST_WORDS)
        return PHS_TOLD_EXPRESSION;
    for (size_t i = 0; i < rule->word_count && !is_assigned(rule); i++) {
        const char *word = rule->words[i];
        if (is_everywhere(word) || (!leads && (is_frequent(word) || (!rule->filter && is_short(word)))))
            return PHS_TOLD_EXPRESSION;
        if (!leads && is_common(word))
            told = PHS_TOLD_BOTH;
    }
    return told;
}

static void add_rule(struct making *making, const struct phs_match_rule *rule, size_t number) {
    const char *expression = phs_expression_widened(making->arena, rule->filter ? rule->filter : rule->regex);
    enum phs_told told = told_of(rule);
    phs_match_filter own = NULL;
    if (phs_match_filter_named(rule->filter, &own)) {
        making->marks[number] = phs_database_hash(rule) | PHS_TOLD_EXPRESSION;
        return;
    }
    bool spelled = !phs_match_is_anchored(rule) && phs_leads_as_spelled(rule->regex, rule->words, rule->word_count);
    /* Of an anchored match a window may show the word alone. */
    if (told != PHS_TOLD_WORDS && (phs_match_is_anchored(rule) || !compiles(expression)))
        told = rule->word_count < PHS_ID_MOST_WORDS ? PHS_TOLD_WORDS : PHS_TOLD_NOTHING;
    making->marks[number] = phs_database_hash(rule) | told;
    if (told == PHS_TOLD_BOTH || told == PHS_TOLD_EXPRESSION)
        add(making, expression, FILTER_FLAGS, (unsigned)number | PHS_ID_EXPRESSION);
    for (size_t i = 0; (told == PHS_TOLD_BOTH || told == PHS_TOLD_WORDS) && i < rule->word_count; i++)
        add(making, phs_expression_of_word(making->arena, rule->words[i], spelled), 0,
            (unsigned)number | (unsigned)i << PHS_ID_RULE_BITS);
}

static void put_u64(struct phs_buf *out, uint64_t number) {
    for (unsigned i = 0; i < 8; i++)
        phs_buf_putc(out, (char)(unsigned char)(number >> (8 * i)));
}

static enum phs_code serialise(const struct making *making, size_t n, hs_database_t *database, struct phs_slice *ret_bytes,
                               struct phs_err *err) {
    struct phs_buf out;
    char *bytes = NULL;
    size_t length = 0;
    if (hs_serialize_database(database, &bytes, &length) != HS_SUCCESS)
        return phs_fail(err, PHS_E_INTERNAL, "the pattern database cannot be written");
    phs_buf_init(&out, LARGEST);
    phs_buf_add(&out, PHS_DATABASE_MAGIC, PHS_DATABASE_MAGIC_LEN);
    put_u64(&out, n);
    for (size_t i = 0; i < n; i++)
        put_u64(&out, making->marks[i]);
    phs_buf_add(&out, bytes, length);
    free(bytes);
    bool whole = !out.failed;
    *ret_bytes = phs_slice_n(phs_slice_dup(making->arena, phs_slice_n(out.ptr, out.len)), out.len);
    phs_buf_done(&out);
    return whole ? PHS_OK : phs_fail(err, PHS_E_LIMIT, "the pattern database is larger than its format holds");
}

enum phs_code phs_matcher_compile(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                  struct phs_slice *ret_bytes, struct phs_err *err) {
    struct making making = {.arena = arena, .marks = PHS_NEW_N(arena, uint64_t, n)};
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    enum phs_code code;
    if (n > PHS_MATCH_MOST_RULES)
        return phs_fail(err, PHS_E_LIMIT, "more than %d patterns", PHS_MATCH_MOST_RULES);
    for (size_t i = 0; i < n; i++)
        add_rule(&making, &rules[i], i);
    *ret_bytes = (struct phs_slice){0};
    if (making.expressions.n == 0)
        return PHS_OK;
    if (hs_compile_multi(making.expressions.at, making.flags.at, making.ids.at, (unsigned)making.expressions.n, HS_MODE_BLOCK,
                         &any_machine, &database, &error) != HS_SUCCESS)
        code =
            phs_fail(err, PHS_E_INPUT, "the pattern database cannot be made: %s", error ? error->message : "no reason given");
    else
        code = serialise(&making, n, database, ret_bytes, err);
    hs_free_compile_error(error);
    hs_free_database(database);
    return code;
}

#else

enum phs_code phs_matcher_compile(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                  struct phs_slice *ret_bytes, struct phs_err *err) {
    (void)arena;
    (void)rules;
    (void)n;
    (void)err;
    *ret_bytes = (struct phs_slice){0};
    return PHS_OK;
}
#endif
