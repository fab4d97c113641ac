/* SPDX-License-Identifier: Apache-2.0 */
/* The pass: words open windows, windows of one rule that touch grow together, and each is searched once. That keeps the time
 * linear where a hostile file repeats a word ten thousand times. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "parse/match/match.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "parse/match/validators.h"
#include "parse/match/words.h"

enum { MATCH_LIMIT = 100000, HEAP_KB = 4096, STACK_MOST = 512 << 10, LONGER_BY = 4096, MOST_GROUPS = 8 };

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
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

struct pass {
    struct phs_matcher *matcher;
    struct phs_match_scratch *scratch;
    struct phs_arena *arena;
    struct phs_slice bytes;
    struct phs_matches *found;
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

static void release_matcher(void *handle) {
    struct phs_matcher *matcher = handle;
    for (size_t i = 0; i < matcher->n; i++)
        pcre2_code_free(matcher->compiled[i].code);
    pthread_mutex_destroy(&matcher->compiling);
}

enum phs_code phs_matcher_new(struct phs_arena *arena, const struct phs_match_rule *rules, size_t n,
                              struct phs_matcher **ret_matcher, struct phs_err *err) {
    struct phs_words_builder builder = {.arena = arena};
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
    phs_arena_adopt(arena, matcher, release_matcher);
    *ret_matcher = matcher;
    return PHS_OK;
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
    PHS_PUSH(pass->arena, pass->found->items, (struct phs_match){.rule = rule, .start = start, .end = end, .judged = judged});
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

static void word_ends(struct pass *pass, uint32_t state, size_t end) {
    const struct phs_words *words = &pass->matcher->words;
    for (; state; state = words->other[state])
        for (uint32_t w = words->ends[state]; w; w = words->words[w - 1].next)
            open_window(pass, words->words[w - 1].rule, end - words->words[w - 1].length, end);
}

static void find_words(struct pass *pass) {
    const struct phs_words *words = &pass->matcher->words;
    const unsigned char *p = (const unsigned char *)pass->bytes.ptr;
    size_t n = pass->bytes.len, i = 0;
    uint32_t state = 0;
    while (i < n) {
        if (state == 0) {
            while (i + 3 <= n && !phs_words_may_begin(words, p + i))
                i++;
            if (i + 3 > n)
                return;
        }
        state = words->next[state * words->class_count + words->classes[p[i++]]];
        if (words->ends[state] || words->other[state])
            word_ends(pass, state, i);
    }
}

static int by_place(const void *a, const void *b) {
    const struct phs_match *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/* Matches are in order; one rule's matches do not overlap, so what covers a generic one begins nearby. */
static bool is_covered(const struct pass *pass, size_t index) {
    const struct phs_match *match = &pass->found->items.at[index];
    enum { LOOK = 16 };
    size_t low = index > LOOK ? index - LOOK : 0, high = index + LOOK;
    for (size_t i = low; i < pass->found->items.n && i < high; i++) {
        const struct phs_match *other = &pass->found->items.at[i];
        if (!pass->matcher->rules[other->rule].generic && other->start < match->end && match->start < other->end)
            return true;
    }
    return false;
}

static void drop_covered(struct pass *pass) {
    size_t kept = 0, n = pass->found->items.n;
    bool *covered = PHS_NEW_N(pass->arena, bool, n);
    for (size_t i = 0; i < n; i++)
        covered[i] = pass->matcher->rules[pass->found->items.at[i].rule].generic && is_covered(pass, i);
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

void phs_match_bytes(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                     struct phs_slice bytes, struct phs_matches *ret_matches) {
    struct pass pass = {.matcher = matcher, .scratch = scratch, .arena = arena, .bytes = bytes, .found = ret_matches};
    *ret_matches = (struct phs_matches){0};
    find_words(&pass);
    for (size_t i = 0; i < scratch->touched_count; i++) {
        if (scratch->windows[scratch->touched[i]].open)
            search(&pass, scratch->touched[i]);
        scratch->is_touched[scratch->touched[i]] = false;
    }
    scratch->touched_count = 0;
    if (ret_matches->items.n == 0)
        return;
    qsort(ret_matches->items.at, ret_matches->items.n, sizeof *ret_matches->items.at, by_place);
    drop_covered(&pass);
    count_lines(&pass);
}
