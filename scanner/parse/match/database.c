/* SPDX-License-Identifier: Apache-2.0 */
/* Hyperscan as a filter. Expressions are compiled in its prefilter mode, which widens what it cannot say (looking behind),
 * after what costs it much was widened here; one that it refuses altogether is replaced by the words that every match holds,
 * and so is an anchored one, of which a window may show the word alone. Starts of matches are not asked for: they cost more
 * than half of the speed, and PCRE2 finds them around the words anyway. */
#include "parse/match/database.h"

#ifdef PHS_HYPERSCAN
#include <hs.h>
#include <stdlib.h>

#include "base/buf.h"

/* magic, rule count, then eight bytes per expression, then what Hyperscan serialised */
#define MAGIC "PHSHS\0\0\1"
enum { MAGIC_LEN = 8, LARGEST = 64 << 20 };

struct phs_database {
    hs_database_t *database;
    uint32_t *rule_of; /* expression -> rule, or UINT32_MAX: no rule is like it now */
    size_t expressions;
    bool *covered; /* by rule */
};

struct phs_database_scratch {
    hs_scratch_t *scratch;
};

/* FNV-1a over what makes the expression: it need not resist anybody, as both sides are ours. */
static uint64_t mix(uint64_t hash, const char *text) {
    for (size_t i = 0; i <= strlen(text); i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t hash_of(const struct phs_match_rule *rule) {
    uint64_t hash = mix(mix(mix(0xcbf29ce484222325u, rule->id), rule->regex), rule->filter ? rule->filter : "");
    for (size_t i = 0; i < rule->word_count; i++)
        hash = mix(hash, rule->words[i]);
    return hash;
}

/* The words as an expression: letters in any case, a digit for any digit. */
static const char *words_expression(struct phs_arena *arena, const struct phs_match_rule *rule) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    phs_buf_puts(&out, "(?i)(?:");
    for (size_t i = 0; i < rule->word_count; i++) {
        phs_buf_puts(&out, i ? "|" : "");
        for (const char *c = rule->words[i]; *c; c++)
            if (*c >= '0' && *c <= '9')
                phs_buf_puts(&out, "[0-9]");
            else
                phs_buf_printf(&out, "\\x%02x", (unsigned)(unsigned char)*c);
    }
    phs_buf_puts(&out, ")");
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

/* One pass over an expression while it is widened. */
struct widening {
    struct phs_buf *out;
    const char *at;
    size_t depth, negative; /* negative: depth at which a negative look began, or 0 */
};

static void copy(struct widening *widening, size_t n) {
    for (; n > 0 && *widening->at; n--)
        phs_buf_putc(widening->out, *widening->at++);
}

static void copy_class(struct widening *widening) {
    copy(widening, widening->at[1] == '^' ? 2 : 1);
    copy(widening, *widening->at == ']' ? 1 : 0);
    while (*widening->at && *widening->at != ']')
        copy(widening, *widening->at == '\\' ? 2 : 1);
    copy(widening, 1);
}

static void open_group(struct widening *widening) {
    const char *at = widening->at;
    widening->depth++;
    if (!widening->negative && (strncmp(at, "(?!", 3) == 0 || strncmp(at, "(?<!", 4) == 0))
        widening->negative = widening->depth;
    if (strncmp(at, "(?|", 3) == 0) {
        phs_buf_puts(widening->out, "(?:");
        widening->at += 3;
    } else {
        copy(widening, 1);
    }
}

static void close_group(struct widening *widening) {
    if (widening->negative == widening->depth)
        widening->negative = 0;
    widening->depth -= widening->depth > 0;
    copy(widening, 1);
}

/* {2,400} as {2,}: counting far costs the automaton a state a step, and PCRE2 counts again. */
static void widen_repeat(struct widening *widening) {
    enum { COUNTED = 32 };
    int length = 0;
    unsigned low = 0, high = 0;
    bool range = sscanf(widening->at, "{%4u,%5u}%n", &low, &high, &length) == 2 && length > 0;
    if (!range || high <= COUNTED || widening->negative) {
        copy(widening, 1);
        return;
    }
    phs_buf_printf(widening->out, "{%u,}", low < COUNTED ? low : COUNTED);
    widening->at += length;
}

/* What it matches and more, in a form that costs the automaton less. */
static const char *widened(struct phs_arena *arena, const char *regex) {
    struct phs_buf out;
    struct widening widening = {.out = &out, .at = regex};
    phs_buf_init(&out, 1 << 20);
    while (*widening.at) {
        if (*widening.at == '\\')
            copy(&widening, 2);
        else if (*widening.at == '[')
            copy_class(&widening);
        else if (*widening.at == '(')
            open_group(&widening);
        else if (*widening.at == ')')
            close_group(&widening);
        else if (*widening.at == '{')
            widen_repeat(&widening);
        else
            copy(&widening, 1);
    }
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

enum { FLAGS = HS_FLAG_PREFILTER | HS_FLAG_SINGLEMATCH | HS_FLAG_ALLOWEMPTY };

/* For any processor that the architecture's Hyperscan runs on: what is built on one machine runs on another. */
static const hs_platform_info_t any_machine = {.tune = HS_TUNE_FAMILY_GENERIC};

static bool compiles(const char *expression) {
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    bool done = hs_compile(expression, FLAGS, HS_MODE_BLOCK, &any_machine, &database, &error) == HS_SUCCESS;
    hs_free_compile_error(error);
    hs_free_database(database);
    return done;
}

static void put_u64(struct phs_buf *out, uint64_t number) {
    for (unsigned i = 0; i < 8; i++)
        phs_buf_putc(out, (char)(unsigned char)(number >> (8 * i)));
}

static uint64_t get_u64(const char *at) {
    uint64_t number = 0;
    for (unsigned i = 0; i < 8; i++)
        number |= (uint64_t)(unsigned char)at[i] << (8 * i);
    return number;
}

static enum phs_code serialise(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n, hs_database_t *database,
                               struct phs_slice *ret_bytes, struct phs_err *err) {
    struct phs_buf out;
    char *bytes = NULL;
    size_t length = 0;
    if (hs_serialize_database(database, &bytes, &length) != HS_SUCCESS)
        return phs_fail(err, PHS_E_INTERNAL, "the pattern database cannot be written");
    phs_buf_init(&out, LARGEST);
    phs_buf_add(&out, MAGIC, MAGIC_LEN);
    put_u64(&out, n);
    for (size_t i = 0; i < n; i++)
        put_u64(&out, hash_of(&rules[i]));
    phs_buf_add(&out, bytes, length);
    free(bytes);
    bool whole = !out.failed;
    *ret_bytes = phs_slice_n(phs_slice_dup(arena, phs_slice_n(out.ptr, out.len)), out.len);
    phs_buf_done(&out);
    return whole ? PHS_OK : phs_fail(err, PHS_E_LIMIT, "the pattern database is larger than its format holds");
}

enum phs_code phs_matcher_compile(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                  struct phs_slice *ret_bytes, struct phs_err *err) {
    const char **expressions = PHS_NEW_N(arena, const char *, n);
    unsigned *flags = PHS_NEW_N(arena, unsigned, n), *ids = PHS_NEW_N(arena, unsigned, n);
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    enum phs_code code;
    for (size_t i = 0; i < n; i++) {
        expressions[i] = widened(arena, rules[i].filter ? rules[i].filter : rules[i].regex);
        if (phs_match_is_anchored(&rules[i]) || !compiles(expressions[i]))
            expressions[i] = words_expression(arena, &rules[i]);
        flags[i] = FLAGS;
        ids[i] = (unsigned)i;
    }
    *ret_bytes = (struct phs_slice){0};
    if (n == 0)
        return PHS_OK;
    if (hs_compile_multi(expressions, flags, ids, (unsigned)n, HS_MODE_BLOCK, &any_machine, &database, &error) != HS_SUCCESS)
        code =
            phs_fail(err, PHS_E_INPUT, "the pattern database cannot be made: %s", error ? error->message : "no reason given");
    else
        code = serialise(arena, rules, n, database, ret_bytes, err);
    hs_free_compile_error(error);
    hs_free_database(database);
    return code;
}

static void release_database(void *handle) {
    struct phs_database *database = handle;
    hs_free_database(database->database);
}

static uint32_t rule_like(const struct phs_match_rule *rules, size_t n, const uint64_t *hashes, size_t first, uint64_t hash) {
    (void)rules;
    for (size_t i = 0; i < n; i++)
        if (hashes[(first + i) % n] == hash)
            return (uint32_t)((first + i) % n);
    return UINT32_MAX;
}

/* Both lists are in the order of their ids as a rule, so that the search ends at its first look. */
static void join(struct phs_database *database, struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                 const char *hashes) {
    uint64_t *own = PHS_NEW_N(arena, uint64_t, n);
    size_t next = 0;
    for (size_t i = 0; i < n; i++)
        own[i] = hash_of(&rules[i]);
    for (size_t i = 0; i < database->expressions; i++) {
        uint32_t rule = n ? rule_like(rules, n, own, next, get_u64(hashes + 8 * i)) : UINT32_MAX;
        database->rule_of[i] = rule;
        if (rule != UINT32_MAX) {
            database->covered[rule] = true;
            next = (size_t)rule + 1;
        }
    }
}

struct phs_database *phs_database_open(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                       struct phs_slice serialised) {
    hs_database_t *opened = NULL;
    if (serialised.len < MAGIC_LEN + 8 || memcmp(serialised.ptr, MAGIC, MAGIC_LEN) != 0 || hs_valid_platform() != HS_SUCCESS)
        return NULL;
    uint64_t count = get_u64(serialised.ptr + MAGIC_LEN);
    if (count > PHS_MATCH_MOST_RULES || serialised.len < MAGIC_LEN + 8 + 8 * count)
        return NULL;
    const char *hashes = serialised.ptr + MAGIC_LEN + 8, *rest = hashes + 8 * count;
    if (hs_deserialize_database(rest, serialised.len - (size_t)(rest - serialised.ptr), &opened) != HS_SUCCESS)
        return NULL;
    struct phs_database *database = PHS_NEW(arena, struct phs_database);
    *database = (struct phs_database){.database = opened,
                                      .expressions = (size_t)count,
                                      .rule_of = PHS_NEW_N(arena, uint32_t, (size_t)count),
                                      .covered = PHS_NEW_N(arena, bool, n)};
    phs_arena_adopt(arena, database, release_database);
    join(database, arena, rules, n, hashes);
    return database;
}

bool phs_database_covers(const struct phs_database *database, size_t rule) {
    return database && database->covered[rule];
}

static void release_scratch(void *handle) {
    struct phs_database_scratch *scratch = handle;
    hs_free_scratch(scratch->scratch);
}

struct phs_database_scratch *phs_database_scratch_new(struct phs_arena *arena, const struct phs_database *database) {
    if (!database)
        return NULL;
    struct phs_database_scratch *scratch = PHS_NEW(arena, struct phs_database_scratch);
    if (hs_alloc_scratch(database->database, &scratch->scratch) != HS_SUCCESS)
        phs_out_of_memory();
    phs_arena_adopt(arena, scratch, release_scratch);
    return scratch;
}

struct hits {
    const struct phs_database *database;
    uint64_t *bits;
};

static int take_hit(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *user) {
    struct hits *hits = user;
    (void)from;
    (void)to;
    (void)flags;
    uint32_t rule = hits->database->rule_of[id];
    if (rule != UINT32_MAX)
        hits->bits[rule / 64] |= (uint64_t)1 << (rule % 64);
    return 0;
}

void phs_database_scan(const struct phs_database *database, struct phs_database_scratch *scratch, struct phs_slice bytes,
                       uint64_t *bits) {
    enum { PIECE = 1 << 30, OVERLAP = 1 << 20 }; /* lengths are 32 bits wide there */
    struct hits hits = {.database = database, .bits = bits};
    for (size_t at = 0; at < bytes.len; at += PIECE) {
        size_t n = bytes.len - at < PIECE + OVERLAP ? bytes.len - at : PIECE + OVERLAP;
        if (hs_scan(database->database, bytes.ptr + at, (unsigned)n, 0, scratch->scratch, take_hit, &hits) != HS_SUCCESS)
            for (size_t i = 0; i < database->expressions; i++)
                take_hit((unsigned)i, 0, 0, 0, &hits); /* nothing is known: everything is looked at */
    }
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

struct phs_database *phs_database_open(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                       struct phs_slice serialised) {
    (void)arena;
    (void)rules;
    (void)n;
    (void)serialised;
    return NULL;
}

bool phs_database_covers(const struct phs_database *database, size_t rule) {
    (void)database;
    (void)rule;
    return false;
}

struct phs_database_scratch *phs_database_scratch_new(struct phs_arena *arena, const struct phs_database *database) {
    (void)arena;
    (void)database;
    return NULL;
}

void phs_database_scan(const struct phs_database *database, struct phs_database_scratch *scratch, struct phs_slice bytes,
                       uint64_t *bits) {
    (void)database;
    (void)scratch;
    (void)bytes;
    (void)bits;
}
#endif
