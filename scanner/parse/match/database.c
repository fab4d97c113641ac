/* SPDX-License-Identifier: Apache-2.0 */
/* Hyperscan as a filter, read from what database_make.c wrote. */
#include "parse/match/database.h"

#include <stdlib.h>

#include "base/err.h"
#include "parse/match/database_parts.h"
#include "parse/match/filters.h"

bool phs_met_add(struct phs_met_list *list, size_t end, uint32_t word) {
    enum { FIRST = 256 };
    if (list->n == PHS_MOST_MET)
        return false;
    if (list->n == list->cap) {
        list->cap = list->cap ? 2 * list->cap : FIRST;
        list->at = realloc(list->at, list->cap * sizeof *list->at);
        if (!list->at)
            phs_out_of_memory();
    }
    list->at[list->n++] = (struct phs_met){(uint32_t)end, word};
    return true;
}

#ifdef PHS_HYPERSCAN
#include <hs.h>

struct target {
    uint32_t rule, first_word; /* rule: UINT32_MAX: none is like it now */
    bool by_words;             /* a word is all that is told */
};

/* A rule whose filter is ours. */
struct filtered {
    uint32_t rule;
    phs_match_filter may_match;
};

struct phs_database {
    hs_database_t *database;
    struct target *targets; /* by the number of a rule when the database was made */
    size_t count;
    uint8_t *told; /* by rule */
    struct filtered *filtered;
    size_t filtered_count;
};

struct phs_database_scratch {
    hs_scratch_t *scratch;
};

static uint64_t get_u64(const char *at) {
    uint64_t number = 0;
    for (unsigned i = 0; i < 8; i++)
        number |= (uint64_t)(unsigned char)at[i] << (8 * i);
    return number;
}

static void release_database(void *handle) {
    struct phs_database *database = handle;
    hs_free_database(database->database);
}

static uint32_t rule_like(const uint64_t *own, size_t n, size_t first, uint64_t hash) {
    for (size_t i = 0; i < n; i++)
        if (own[(first + i) % n] == hash)
            return (uint32_t)((first + i) % n);
    return UINT32_MAX;
}

/* Both lists are in the order of their ids as a rule, so that the search ends at its first look. */
static void join(struct phs_database *database, struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                 const char *marks) {
    uint64_t *own = PHS_NEW_N(arena, uint64_t, n);
    uint32_t *first_word = PHS_NEW_N(arena, uint32_t, n + 1);
    size_t next = 0;
    for (size_t i = 0; i < n; i++) {
        own[i] = phs_database_hash(&rules[i]);
        first_word[i + 1] = first_word[i] + (uint32_t)rules[i].word_count;
    }
    for (size_t i = 0; i < database->count; i++) {
        uint64_t mark = get_u64(marks + 8 * i);
        enum phs_told told = (enum phs_told)(mark & PHS_DATABASE_TOLD);
        uint32_t rule = n ? rule_like(own, n, next, mark & ~(uint64_t)PHS_DATABASE_TOLD) : UINT32_MAX;
        database->targets[i] = (struct target){.rule = rule, .by_words = told == PHS_TOLD_WORDS};
        if (rule != UINT32_MAX) {
            database->targets[i].first_word = first_word[rule];
            database->told[rule] = (uint8_t)told;
            struct filtered *filtered = &database->filtered[database->filtered_count];
            filtered->rule = rule;
            database->filtered_count += phs_match_filter_named(rules[rule].filter, &filtered->may_match);
            next = (size_t)rule + 1;
        }
    }
}

struct phs_database *phs_database_open(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                       struct phs_slice serialised) {
    hs_database_t *opened = NULL;
    if (serialised.len < PHS_DATABASE_MAGIC_LEN + 8 ||
        memcmp(serialised.ptr, PHS_DATABASE_MAGIC, PHS_DATABASE_MAGIC_LEN) != 0 || hs_valid_platform() != HS_SUCCESS)
        return NULL;
    uint64_t count = get_u64(serialised.ptr + PHS_DATABASE_MAGIC_LEN);
    if (count > PHS_MATCH_MOST_RULES || serialised.len < PHS_DATABASE_MAGIC_LEN + 8 + 8 * count)
        return NULL;
    const char *marks = serialised.ptr + PHS_DATABASE_MAGIC_LEN + 8, *rest = marks + 8 * count;
    if (hs_deserialize_database(rest, serialised.len - (size_t)(rest - serialised.ptr), &opened) != HS_SUCCESS)
        return NULL;
    struct phs_database *database = PHS_NEW(arena, struct phs_database);
    *database = (struct phs_database){.database = opened,
                                      .count = (size_t)count,
                                      .targets = PHS_NEW_N(arena, struct target, (size_t)count),
                                      .told = PHS_NEW_N(arena, uint8_t, n),
                                      .filtered = PHS_NEW_N(arena, struct filtered, n + 1)};
    phs_arena_adopt(arena, database, release_database);
    join(database, arena, rules, n, marks);
    return database;
}

enum phs_told phs_database_tells(const struct phs_database *database, size_t rule) {
    return database ? (enum phs_told)database->told[rule] : PHS_TOLD_NOTHING;
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
    struct phs_met_list *met;
    size_t from;
};

/* Not 0: enough. */
static int take_hit(unsigned id, unsigned long long start, unsigned long long end, unsigned flags, void *user) {
    struct hits *hits = user;
    const struct target *target = &hits->database->targets[id & ((1u << PHS_ID_RULE_BITS) - 1)];
    bool expression = id & PHS_ID_EXPRESSION;
    (void)start;
    (void)flags;
    if (target->rule == UINT32_MAX)
        return 0;
    if (expression || target->by_words)
        hits->bits[target->rule / 64] |= (uint64_t)1 << (target->rule % 64);
    return !expression && !phs_met_add(hits->met, hits->from + end, target->first_word + (id >> PHS_ID_RULE_BITS));
}

bool phs_database_scan(const struct phs_database *database, struct phs_database_scratch *scratch, struct phs_slice bytes,
                       size_t from, size_t to, uint64_t *bits, struct phs_met_list *met) {
    enum { MOST = 1 << 30 }; /* lengths are 32 bits wide there */
    struct hits hits = {.database = database, .bits = bits, .met = met, .from = from};
    for (size_t i = 0; i < database->filtered_count; i++)
        if (database->filtered[i].may_match(phs_slice_n(bytes.ptr + from, to - from)))
            bits[database->filtered[i].rule / 64] |= (uint64_t)1 << (database->filtered[i].rule % 64);
    return bytes.len <= MOST && hs_scan(database->database, bytes.ptr + from, (unsigned)(to - from), 0, scratch->scratch,
                                        take_hit, &hits) == HS_SUCCESS;
}

#else

struct phs_database *phs_database_open(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                                       struct phs_slice serialised) {
    (void)arena;
    (void)rules;
    (void)n;
    (void)serialised;
    return NULL;
}

enum phs_told phs_database_tells(const struct phs_database *database, size_t rule) {
    (void)database;
    (void)rule;
    return PHS_TOLD_NOTHING;
}

struct phs_database_scratch *phs_database_scratch_new(struct phs_arena *arena, const struct phs_database *database) {
    (void)arena;
    (void)database;
    return NULL;
}

bool phs_database_scan(const struct phs_database *database, struct phs_database_scratch *scratch, struct phs_slice bytes,
                       size_t from, size_t to, uint64_t *bits, struct phs_met_list *met) {
    (void)database;
    (void)scratch;
    (void)bytes;
    (void)from;
    (void)to;
    (void)bits;
    (void)met;
    return false;
}
#endif
