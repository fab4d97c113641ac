/* SPDX-License-Identifier: Apache-2.0 */
/* The pass: words open windows, windows of one rule that touch grow together, and each is searched once. That keeps the time
 * linear where a hostile file repeats a word ten thousand times. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "parse/match/match.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "parse/match/database.h"
#include "parse/match/validators.h"
#include "parse/match/words.h"

enum {
    MATCH_LIMIT = 100000,
    HEAP_KB = 4096,
    STACK_MOST = 512 << 10,
    LONGER_BY = 4096,
    MOST_GROUPS = 8,
    RARE = 62,
    RARE_LENGTH = 12
};

enum { NOT_COMPILED, COMPILED, BROKEN };

struct compiled {
    atomic_int state;
    pcre2_code *code;
    phs_validator validator;
};

struct phs_matcher {
    const struct phs_match_rule *rules;
    size_t n;
    struct compiled *compiled;
    struct phs_words words;
    struct phs_database *database; /* NULL: every rule is looked for by its words */
    uint64_t *uncovered;           /* rules that the database does not hold, a bit each; all of them without one */
    uint64_t *anchored;
    size_t margin;
    pthread_mutex_t compiling;
};

struct window {
    size_t start, end, searched; /* searched: where the last match ended */
    bool open;
};

struct phs_match_scratch {
    struct window *windows; /* by rule */
    uint32_t *touched;      /* rules whose window was used in this file */
    size_t touched_count;
    bool *is_touched;
    uint64_t *wanted;                       /* rules that may match in this file, a bit each */
    uint64_t filter[PHS_WORDS_FILTER_SIZE]; /* of their words */
    struct phs_database_scratch *database;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

struct met {
    uint32_t end, word; /* word: index in phs_words */
};

struct phs_match_trace {
    uint64_t *wanted;
    struct met *at; /* by end, then the longest first */
    size_t n, cap, most;
    bool full; /* more were met than there is room for */
};

struct pass {
    struct phs_matcher *matcher;
    struct phs_match_scratch *scratch;
    struct phs_arena *arena;
    struct phs_slice bytes;
    size_t from, to; /* what is read of them */
    struct phs_matches *found;
    struct phs_match_trace *trace; /* to be filled, or NULL */
};

const char *phs_match_class_name(enum phs_match_class value) {
    static const char *const names[] = {"real", "placeholder", "documented", "synthetic", "common", "none"};
    return value <= PHS_MATCH_NONE ? names[value] : "none";
}

static enum phs_code check_rule(const struct phs_match_rule *rule, struct phs_err *err) {
    if (!rule->regex || rule->word_count == 0)
        return phs_fail(err, PHS_E_INPUT, "pattern %s has no regex or no words", rule->id);
    if (rule->validator && !phs_match_validator(rule->validator))
        return phs_fail(err, PHS_E_INPUT, "pattern %s names a validator that there is not: %s", rule->id, rule->validator);
    for (size_t i = 0; i < rule->word_count; i++) {
        size_t length = strlen(rule->words[i]);
        if (length < PHS_MATCH_SHORTEST_WORD || length > PHS_MATCH_LONGEST_WORD)
            return phs_fail(err, PHS_E_INPUT, "pattern %s: a word has %d to %d bytes", rule->id, PHS_MATCH_SHORTEST_WORD,
                            PHS_MATCH_LONGEST_WORD);
    }
    return PHS_OK;
}

static size_t bit_words(size_t n) {
    return (n + 63) / 64;
}

static bool bit_of(const uint64_t *bits, size_t i) {
    return bits[i / 64] >> (i % 64) & 1;
}

static void set_bit(uint64_t *bits, size_t i) {
    bits[i / 64] |= (uint64_t)1 << (i % 64);
}

bool phs_match_is_anchored(const struct phs_match_rule *rule) {
    return rule->anchored || rule->before + rule->after > PHS_MATCH_WIDEST;
}

static void measure_rules(struct phs_arena *arena, struct phs_matcher *matcher) {
    matcher->uncovered = PHS_NEW_N(arena, uint64_t, bit_words(matcher->n));
    matcher->anchored = PHS_NEW_N(arena, uint64_t, bit_words(matcher->n));
    for (size_t i = 0; i < matcher->n; i++) {
        const struct phs_match_rule *rule = &matcher->rules[i];
        size_t reach = (size_t)rule->before + PHS_MATCH_LONGEST_WORD + rule->after;
        set_bit(matcher->uncovered, i);
        if (phs_match_is_anchored(rule))
            set_bit(matcher->anchored, i);
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
    memset(matcher->uncovered, 0, bit_words(matcher->n) * sizeof *matcher->uncovered);
    for (size_t i = 0; i < matcher->n; i++)
        if (!phs_database_covers(opened, i))
            set_bit(matcher->uncovered, i);
    return true;
}

size_t phs_matcher_margin(const struct phs_matcher *matcher) {
    return matcher->margin;
}

static int compile(struct phs_matcher *matcher, size_t rule, PCRE2_SIZE *ret_at) {
    struct compiled *compiled = &matcher->compiled[rule];
    int error = 0;
    pthread_mutex_lock(&matcher->compiling);
    if (atomic_load_explicit(&compiled->state, memory_order_relaxed) == NOT_COMPILED) {
        pcre2_code *code = pcre2_compile((PCRE2_SPTR)matcher->rules[rule].regex, PCRE2_ZERO_TERMINATED,
                                         PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C, &error, ret_at, NULL);
        if (code)
            pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
        compiled->code = code;
        atomic_store_explicit(&compiled->state, code ? COMPILED : BROKEN, memory_order_release);
    }
    pthread_mutex_unlock(&matcher->compiling);
    return atomic_load_explicit(&compiled->state, memory_order_relaxed);
}

static const pcre2_code *code_of(struct phs_matcher *matcher, size_t rule) {
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

static void release_scratch(void *handle) {
    struct phs_match_scratch *scratch = handle;
    pcre2_match_data_free(scratch->data);
    pcre2_match_context_free(scratch->context);
    pcre2_jit_stack_free(scratch->stack);
}

struct phs_match_scratch *phs_match_scratch_new(struct phs_arena *arena, struct phs_matcher *matcher) {
    struct phs_match_scratch *scratch = PHS_NEW(arena, struct phs_match_scratch);
    scratch->windows = PHS_NEW_N(arena, struct window, matcher->n);
    scratch->touched = PHS_NEW_N(arena, uint32_t, matcher->n);
    scratch->is_touched = PHS_NEW_N(arena, bool, matcher->n);
    scratch->wanted = PHS_NEW_N(arena, uint64_t, bit_words(matcher->n));
    scratch->database = phs_database_scratch_new(arena, matcher->database);
    scratch->data = pcre2_match_data_create(MOST_GROUPS, NULL);
    scratch->context = pcre2_match_context_create(NULL);
    scratch->stack = pcre2_jit_stack_create(32 << 10, STACK_MOST, NULL);
    if (!scratch->data || !scratch->context || !scratch->stack)
        phs_out_of_memory();
    pcre2_set_match_limit(scratch->context, MATCH_LIMIT);
    pcre2_set_heap_limit(scratch->context, HEAP_KB);
    pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
    phs_arena_adopt(arena, scratch, release_scratch);
    return scratch;
}

static void keep(struct pass *pass, uint32_t rule, size_t start, size_t end) {
    const struct phs_match_rule *about = &pass->matcher->rules[rule];
    struct phs_slice value = phs_slice_n(pass->bytes.ptr + start, end - start);
    phs_validator validator = pass->matcher->compiled[rule].validator;
    enum phs_match_class judged = validator ? validator(value, pass->bytes) : PHS_MATCH_REAL;
    if (judged == PHS_MATCH_REAL && about->secret)
        judged = phs_match_placeholder(value);
    /* What no vendor's format singles out is only worth a word where it looks real. */
    if (judged == PHS_MATCH_NONE || (about->generic && judged != PHS_MATCH_REAL))
        return;
    if (pass->found->items.n >= PHS_MATCH_MOST_PER_FILE) {
        pass->found->limited = true;
        return;
    }
    PHS_PUSH(pass->arena, pass->found->items,
             (struct phs_match){.rule = rule,
                                .start = start,
                                .end = end,
                                .judged = judged,
                                .rare = about->generic && value.len >= RARE_LENGTH && phs_match_rarity(value) >= RARE});
}

static int match_at(struct pass *pass, const pcre2_code *code, size_t from, size_t end) {
    int count = pcre2_match(code, (PCRE2_SPTR)pass->bytes.ptr, end, from, end < pass->bytes.len ? PCRE2_NOTEOL : 0,
                            pass->scratch->data, pass->scratch->context);
    if (count < 0 && count != PCRE2_ERROR_NOMATCH)
        pass->found->limited = true;
    return count;
}

/* A match that ends where the window was cut may go on behind it: searched again with room. */
static void search(struct pass *pass, uint32_t rule) {
    struct window *window = &pass->scratch->windows[rule];
    const pcre2_code *code = code_of(pass->matcher, rule);
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(pass->scratch->data);
    size_t from = window->start > window->searched ? window->start : window->searched, end = window->end;
    bool longer = false;
    window->open = false;
    while (code && from < end && pass->found->items.n < PHS_MATCH_MOST_PER_FILE) {
        int count = match_at(pass, code, from, end);
        if (count < 0)
            break;
        if (at[1] == end && end < pass->bytes.len && !longer) {
            end = pass->bytes.len - end > LONGER_BY ? end + LONGER_BY : pass->bytes.len;
            longer = true;
            continue;
        }
        if (at[0] >= window->end)
            break;
        bool grouped = count > 1 && at[2] != PCRE2_UNSET;
        keep(pass, rule, grouped ? at[2] : at[0], grouped ? at[3] : at[1]);
        from = at[1] > from ? at[1] : from + 1;
        window->searched = from;
    }
}

static void touch(struct phs_match_scratch *scratch, uint32_t rule) {
    if (scratch->is_touched[rule])
        return;
    scratch->is_touched[rule] = true;
    scratch->touched[scratch->touched_count++] = rule;
    scratch->windows[rule] = (struct window){0};
}

static void open_window(struct pass *pass, uint32_t rule, size_t word_start, size_t word_end) {
    const struct phs_match_rule *about = &pass->matcher->rules[rule];
    struct window *window = &pass->scratch->windows[rule];
    size_t start = word_start > about->before ? word_start - about->before : 0;
    size_t end = pass->bytes.len - word_end > about->after ? word_end + about->after : pass->bytes.len;
    touch(pass->scratch, rule);
    if (window->open && start > window->end)
        search(pass, rule);
    if (!window->open)
        window->start = start;
    if (!window->open || end > window->end)
        window->end = end;
    window->open = true;
}

/* Where two stretches meet, a long word of the one may end behind a short one of the other. */
static void note(struct phs_match_trace *trace, const struct phs_word *words, uint32_t word, size_t end) {
    enum { FIRST = 64 };
    if (trace->n == trace->cap) {
        size_t cap = trace->cap ? 2 * trace->cap : FIRST;
        struct met *more = cap > trace->most ? NULL : realloc(trace->at, cap * sizeof *more);
        trace->full |= !more;
        if (!more)
            return;
        trace->at = more;
        trace->cap = cap;
    }
    size_t at = trace->n++;
    for (; at > 0; at--) {
        const struct met *before = &trace->at[at - 1];
        if (before->end < end || (before->end == end && words[before->word].length >= words[word].length))
            break;
        trace->at[at] = *before;
    }
    trace->at[at] = (struct met){(uint32_t)end, word};
}

static void meet(struct pass *pass, uint32_t word, size_t end) {
    const struct phs_word *about = &pass->matcher->words.words[word];
    if (pass->trace && !pass->trace->full)
        note(pass->trace, pass->matcher->words.words, word, end);
    open_window(pass, about->rule, end - about->length, end);
}

/* Words that touch [start, end); of those that were met before, none. */
struct stretch {
    size_t start, end, known;
    struct phs_match_trace *trace;
};

static void word_ends(struct pass *pass, const struct stretch *within, uint32_t state, size_t end) {
    const struct phs_words *words = &pass->matcher->words;
    for (; state; state = words->other[state])
        for (uint32_t w = words->ends[state]; w; w = words->words[w - 1].next) {
            size_t start = end - words->words[w - 1].length;
            if (!bit_of(pass->scratch->wanted, words->words[w - 1].rule))
                continue;
            if (!within)
                meet(pass, w - 1, end);
            else if (start >= within->known && start < within->end && end > within->start)
                note(within->trace, words->words, w - 1, end);
        }
}

static void find_words(struct pass *pass, const struct stretch *within) {
    const struct phs_words *words = &pass->matcher->words;
    const uint64_t *filter = pass->scratch->filter;
    const unsigned char *p = (const unsigned char *)pass->bytes.ptr;
    size_t n = pass->to, i = pass->from;
    uint32_t state = 0;
    while (i < n) {
        if (state == 0) {
            while (i + 3 <= n && !phs_words_may_begin(filter, p + i))
                i++;
            if (i + 3 > n)
                return;
        }
        state = words->next[state * words->class_count + words->classes[p[i++]]];
        if (words->ends[state] || words->other[state])
            word_ends(pass, within, state, i);
    }
}

static int by_place(const void *a, const void *b) {
    const struct phs_match *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/* Whether other says more about the bytes that both match: a vendor's rule more than a generic one, else the longer of two
 * secrets, else the first. Identifiers stand beside each other: they say different things. */
static bool says_more(const struct phs_match_rule *rules, const struct phs_match *other, const struct phs_match *match) {
    const struct phs_match_rule *a = &rules[other->rule], *b = &rules[match->rule];
    if (a->generic != b->generic)
        return b->generic;
    size_t other_length = other->end - other->start, length = match->end - match->start;
    if (!a->secret || !b->secret || other->rule == match->rule)
        return false;
    return other_length != length ? other_length > length : other->rule < match->rule;
}

/* "password: x, passwordRepeat: x" is one secret. */
static bool is_said_again(const struct pass *pass, const struct phs_match *before, const struct phs_match *match) {
    const char *bytes = pass->bytes.ptr;
    size_t length = match->end - match->start;
    return pass->matcher->rules[match->rule].generic && pass->matcher->rules[before->rule].generic &&
           before->end <= match->start && before->end - before->start == length &&
           memcmp(bytes + before->start, bytes + match->start, length) == 0 &&
           !memchr(bytes + before->end, '\n', match->start - before->end);
}

/* Matches are in order; one rule's matches do not overlap, so what covers one begins nearby. */
static bool is_covered(const struct pass *pass, size_t index) {
    const struct phs_match *match = &pass->found->items.at[index];
    enum { LOOK = 16 };
    size_t low = index > LOOK ? index - LOOK : 0, high = index + LOOK;
    for (size_t i = low; i < pass->found->items.n && i < high; i++) {
        const struct phs_match *other = &pass->found->items.at[i];
        if (i != index && other->start < match->end && match->start < other->end &&
            says_more(pass->matcher->rules, other, match))
            return true;
        if (i < index && is_said_again(pass, other, match))
            return true;
    }
    return false;
}

static void drop_covered(struct pass *pass) {
    size_t kept = 0, n = pass->found->items.n;
    bool *covered = PHS_NEW_N(pass->arena, bool, n);
    for (size_t i = 0; i < n; i++)
        covered[i] = is_covered(pass, i);
    for (size_t i = 0; i < n; i++)
        if (!covered[i])
            pass->found->items.at[kept++] = pass->found->items.at[i];
    pass->found->items.n = kept;
}

static void count_lines(struct pass *pass) {
    const char *at = pass->bytes.ptr;
    uint32_t line = 1;
    for (size_t i = 0; i < pass->found->items.n; i++) {
        const char *end = pass->bytes.ptr + pass->found->items.at[i].start, *newline;
        while ((newline = memchr(at, '\n', (size_t)(end - at))) != NULL) {
            line++;
            at = newline + 1;
        }
        pass->found->items.at[i].line = line;
    }
}

static void filter_for(struct pass *pass) {
    struct phs_match_scratch *scratch = pass->scratch;
    memset(scratch->filter, 0, sizeof scratch->filter);
    for (size_t i = 0; i < bit_words(pass->matcher->n); i++)
        for (uint64_t rest = scratch->wanted[i]; rest; rest &= rest - 1)
            phs_words_filter_add(&pass->matcher->words, (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(rest), scratch->filter);
}

/* Which rules to look for; false: none. */
static bool want_rules(struct pass *pass) {
    const struct phs_matcher *matcher = pass->matcher;
    uint64_t *wanted = pass->scratch->wanted, any = 0, anchored = 0;
    memcpy(wanted, matcher->uncovered, bit_words(matcher->n) * sizeof *wanted);
    if (matcher->database)
        phs_database_scan(matcher->database, pass->scratch->database,
                          phs_slice_n(pass->bytes.ptr + pass->from, pass->to - pass->from), wanted);
    for (size_t i = 0; i < bit_words(matcher->n); i++) {
        any |= wanted[i];
        anchored |= wanted[i] & matcher->anchored[i];
    }
    pass->found->anchored = anchored != 0;
    if (any)
        filter_for(pass);
    return any != 0;
}

/* All windows are open or were searched. */
static void finish(struct pass *pass) {
    struct phs_match_scratch *scratch = pass->scratch;
    pass->found->anchored = false;
    for (size_t i = 0; i < scratch->touched_count; i++) {
        uint32_t rule = scratch->touched[i];
        pass->found->anchored |= bit_of(pass->matcher->anchored, rule);
        if (scratch->windows[rule].open)
            search(pass, rule);
        scratch->is_touched[rule] = false;
    }
    scratch->touched_count = 0;
    if (pass->found->items.n)
        qsort(pass->found->items.at, pass->found->items.n, sizeof *pass->found->items.at, by_place);
}

static void find(struct pass *pass) {
    if (pass->to - pass->from < PHS_MATCH_SHORTEST_WORD || !want_rules(pass))
        return;
    find_words(pass, NULL);
    finish(pass);
}

void phs_match_bytes(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                     struct phs_slice bytes, struct phs_matches *ret_matches) {
    struct pass pass = {
        .matcher = matcher, .scratch = scratch, .arena = arena, .bytes = bytes, .to = bytes.len, .found = ret_matches};
    *ret_matches = (struct phs_matches){0};
    find(&pass);
    if (ret_matches->items.n == 0)
        return;
    drop_covered(&pass);
    count_lines(&pass);
}

/* What covers a generic match touches it, and may lie outside of the range: so all are judged before some are dropped. */
static void drop_outside(struct phs_matches *found, size_t start, size_t end) {
    size_t kept = 0;
    for (size_t i = 0; i < found->items.n; i++)
        if (found->items.at[i].start < end && found->items.at[i].end > start)
            found->items.at[kept++] = found->items.at[i];
    found->items.n = kept;
}

static void read_around(struct pass *pass, size_t start, size_t end) {
    size_t reach = pass->matcher->margin + PHS_MATCH_LONGEST_WORD;
    pass->from = start > reach ? start - reach : 0;
    pass->to = pass->bytes.len - end > reach ? end + reach : pass->bytes.len;
}

void phs_match_window(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                      struct phs_slice bytes, size_t start, size_t end, struct phs_matches *ret_matches) {
    struct pass pass = {.matcher = matcher, .scratch = scratch, .arena = arena, .bytes = bytes, .found = ret_matches};
    *ret_matches = (struct phs_matches){0};
    end = end < bytes.len ? end : bytes.len;
    start = start < end ? start : end;
    read_around(&pass, start, end);
    find(&pass);
    if (ret_matches->items.n == 0)
        return;
    drop_covered(&pass);
    drop_outside(ret_matches, start, end);
    count_lines(&pass);
}

bool phs_match_shows(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                     struct phs_slice bytes, size_t start, size_t end) {
    struct phs_matches found = {0};
    struct pass pass = {.matcher = matcher, .scratch = scratch, .arena = arena, .bytes = bytes, .found = &found};
    read_around(&pass, start, end);
    find(&pass);
    return found.items.n || found.limited || found.anchored;
}

static struct phs_match_trace *new_trace(const struct phs_matcher *matcher, struct phs_slice bytes) {
    enum { LEAST = 1024, BYTES_A_WORD = 16 };
    struct phs_match_trace *trace = calloc(1, sizeof *trace);
    if (!trace || !(trace->wanted = calloc(bit_words(matcher->n) + 1, sizeof *trace->wanted)))
        phs_out_of_memory();
    trace->most = LEAST + bytes.len / BYTES_A_WORD;
    return trace;
}

void phs_match_trace_free(struct phs_match_trace *trace) {
    if (!trace)
        return;
    free(trace->wanted);
    free(trace->at);
    free(trace);
}

static void hand_over(struct pass *pass, struct phs_match_trace *trace, struct phs_match_trace **ret_trace) {
    memcpy(trace->wanted, pass->scratch->wanted, bit_words(pass->matcher->n) * sizeof *trace->wanted);
    bool full = trace->full;
    if (full)
        phs_match_trace_free(trace);
    *ret_trace = full ? NULL : trace;
}

void phs_match_traced(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                      struct phs_slice bytes, struct phs_matches *ret_matches, struct phs_match_trace **ret_trace) {
    struct phs_match_trace *trace = new_trace(matcher, bytes);
    struct pass pass = {.matcher = matcher,
                        .scratch = scratch,
                        .arena = arena,
                        .bytes = bytes,
                        .to = bytes.len,
                        .found = ret_matches,
                        .trace = trace};
    *ret_matches = (struct phs_matches){0};
    memset(scratch->wanted, 0, bit_words(matcher->n) * sizeof *scratch->wanted);
    find(&pass);
    if (ret_matches->items.n) {
        drop_covered(&pass);
        count_lines(&pass);
    }
    hand_over(&pass, trace, ret_trace);
}

/* Rules that may match where something is new, and those of the base. False: one is new, and its words must be looked for in
 * everything. */
static bool want_rules_again(struct pass *pass, const struct phs_match_trace *base, const struct phs_match_part *parts,
                             size_t n) {
    const struct phs_matcher *matcher = pass->matcher;
    uint64_t *wanted = pass->scratch->wanted;
    memcpy(wanted, base->wanted, bit_words(matcher->n) * sizeof *wanted);
    for (size_t i = 0, next; matcher->database && i < n; i = next) {
        size_t reach = matcher->margin + PHS_MATCH_LONGEST_WORD;
        size_t from = parts[i].start > reach ? parts[i].start - reach : 0, end = parts[i].end;
        for (next = i + 1; next < n && parts[next].start < end + 2 * reach; next++)
            end = parts[next].end;
        size_t to = pass->bytes.len - end > reach ? end + reach : pass->bytes.len;
        phs_database_scan(matcher->database, pass->scratch->database, phs_slice_n(pass->bytes.ptr + from, to - from), wanted);
    }
    filter_for(pass);
    return memcmp(wanted, base->wanted, bit_words(matcher->n) * sizeof *wanted) == 0;
}

/* Words of the base that stand whole in what was copied. */
static void copy_words(const struct phs_words *words, const struct phs_match_trace *base, size_t from, size_t to, size_t size,
                       struct phs_match_trace *trace) {
    size_t low = 0, high = base->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (base->at[middle].end <= from)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < base->n && base->at[low].end <= from + size && !trace->full; low++)
        if (base->at[low].end - words->words[base->at[low].word].length >= from)
            note(trace, words->words, base->at[low].word, base->at[low].end - from + to);
}

static void gather_words(struct pass *pass, const struct phs_match_trace *base, const struct phs_match_part *parts, size_t n,
                         struct phs_match_trace *trace) {
    const struct phs_words *words = &pass->matcher->words;
    size_t at = 0, from = 0;
    for (size_t i = 0; i < n; i++) {
        const struct stretch stretch = {parts[i].start, parts[i].end, i ? parts[i - 1].end : 0, trace};
        copy_words(words, base, from, at, parts[i].start - at, trace);
        pass->from = parts[i].start > PHS_MATCH_LONGEST_WORD ? parts[i].start - PHS_MATCH_LONGEST_WORD : 0;
        pass->to =
            pass->bytes.len - parts[i].end > PHS_MATCH_LONGEST_WORD ? parts[i].end + PHS_MATCH_LONGEST_WORD : pass->bytes.len;
        find_words(pass, &stretch);
        at = parts[i].end;
        from = parts[i].from;
    }
    copy_words(words, base, from, at, pass->bytes.len - at, trace);
    pass->from = 0;
    pass->to = pass->bytes.len;
}

void phs_match_changed(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                       struct phs_slice bytes, const struct phs_match_trace *base, const struct phs_match_part *parts, size_t n,
                       struct phs_matches *ret_matches, struct phs_match_trace **ret_trace) {
    struct phs_match_trace *trace = new_trace(matcher, bytes);
    struct pass pass = {
        .matcher = matcher, .scratch = scratch, .arena = arena, .bytes = bytes, .to = bytes.len, .found = ret_matches};
    *ret_matches = (struct phs_matches){0};
    bool known = want_rules_again(&pass, base, parts, n);
    if (known)
        gather_words(&pass, base, parts, n, trace);
    for (size_t i = 0; known && !trace->full && i < trace->n; i++)
        meet(&pass, trace->at[i].word, trace->at[i].end);
    if (!known || trace->full) {
        pass.trace = known ? NULL : trace;
        find_words(&pass, NULL);
    }
    finish(&pass);
    if (ret_matches->items.n) {
        drop_covered(&pass);
        count_lines(&pass);
    }
    hand_over(&pass, trace, ret_trace);
}
