/* SPDX-License-Identifier: Apache-2.0 */
/* The pass: words open windows, windows of one rule that touch grow together, and each is searched once: where its words begin
 * when no match can begin elsewhere. That keeps the time linear where a hostile file repeats a word ten thousand times. */
#include <ctype.h>
#include <stdlib.h>

#include "base/err.h"
#include "parse/match/pass.h"

enum {
    MATCH_LIMIT = 100000,
    HEAP_KB = 4096,
    STACK_MOST = 512 << 10,
    LONGER_BY = 4096,
    MOST_GROUPS = 8,
    FIRST_WORDS = 16,
    MOST_WORDS = 1 << 16,
    RARE = 62,
    NEARBY = 256,
    RARE_LENGTH = 12,
    RARE_HEX_LENGTH = 16
};

const char *phs_match_class_name(enum phs_match_class value) {
    static const char *const names[] = {"real", "placeholder", "documented", "synthetic", "common", "none"};
    return value <= PHS_MATCH_NONE ? names[value] : "none";
}

static void release_scratch(void *handle) {
    struct phs_match_scratch *scratch = handle;
    pcre2_match_data_free(scratch->data);
    pcre2_match_context_free(scratch->context);
    pcre2_jit_stack_free(scratch->stack);
    free(scratch->met.at);
    for (size_t i = 0; i < scratch->window_count; i++)
        free(scratch->windows[i].words);
}

struct phs_match_scratch *phs_match_scratch_new(struct phs_arena *arena, struct phs_matcher *matcher) {
    struct phs_match_scratch *scratch = PHS_NEW(arena, struct phs_match_scratch);
    scratch->windows = PHS_NEW_N(arena, struct window, matcher->n);
    scratch->window_count = matcher->n;
    scratch->touched = PHS_NEW_N(arena, uint32_t, matcher->n);
    scratch->is_touched = PHS_NEW_N(arena, bool, matcher->n);
    scratch->wanted = PHS_NEW_N(arena, uint64_t, phs_bit_words(matcher->n));
    scratch->searched = PHS_NEW_N(arena, uint64_t, phs_bit_words(matcher->n));
    scratch->restless = PHS_NEW_N(arena, uint64_t, phs_bit_words(matcher->n));
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

/* No word of any language, and long enough for chance. */
static bool is_rare(struct phs_slice value) {
    size_t hex = 0, digits = 0;
    for (size_t i = 0; i < value.len; i++) {
        hex += isxdigit((unsigned char)value.ptr[i]) != 0;
        digits += isdigit((unsigned char)value.ptr[i]) != 0;
    }
    return (value.len >= RARE_LENGTH && phs_match_rarity(value) >= RARE) ||
           (value.len >= RARE_HEX_LENGTH && hex == value.len && digits);
}

void phs_pass_keep(struct pass *pass, const struct phs_match *match) {
    if (pass->found->items.n >= PHS_MATCH_MOST_PER_FILE)
        pass->found->limited = true;
    else
        PHS_PUSH(pass->arena, pass->found->items, *match);
}

static void keep(struct pass *pass, uint32_t rule, size_t start, size_t end) {
    const struct phs_match_rule *about = &pass->matcher->rules[rule];
    struct phs_slice value = phs_slice_n(pass->bytes.ptr + start, end - start);
    phs_validator validator = pass->matcher->compiled[rule].validator;
    pass->found->limited |= pass->unjudged;
    if (pass->unjudged)
        return;
    enum phs_match_class judged = validator ? validator(value, pass->bytes) : PHS_MATCH_REAL;
    if (judged == PHS_MATCH_REAL && about->secret && !pass->matcher->compiled[rule].decides)
        judged = phs_match_placeholder(value);
    /* What no vendor's format singles out is only worth a word where it looks real. */
    if (judged == PHS_MATCH_NONE || (about->generic && judged != PHS_MATCH_REAL))
        return;
    const struct phs_match match = {
        .rule = rule, .start = start, .end = end, .judged = judged, .rare = about->generic && is_rare(value)};
    phs_pass_keep(pass, &match);
}

static int match_at(struct pass *pass, const pcre2_code *code, size_t from, size_t end) {
    int count = pcre2_match(code, (PCRE2_SPTR)pass->bytes.ptr, end, from, end < pass->bytes.len ? PCRE2_NOTEOL : 0,
                            pass->scratch->data, pass->scratch->context);
    if (count < 0 && count != PCRE2_ERROR_NOMATCH)
        pass->found->limited = true;
    return count;
}

/* word: of those of the window, the first that may begin a match at or behind from. */
static int match_from(struct pass *pass, const struct window *window, const pcre2_code *code, uint32_t *word, size_t from,
                      size_t end) {
    int count = PCRE2_ERROR_NOMATCH;
    while (*word < window->n && window->words[*word] < from)
        ++*word;
    for (uint32_t i = *word; i < window->n && count == PCRE2_ERROR_NOMATCH; i++)
        count = match_at(pass, code, window->words[i], end);
    return count;
}

/* A match that ends where the window was cut may go on behind it: searched again with room. */
static void search(struct pass *pass, uint32_t rule) {
    struct window *window = &pass->scratch->windows[rule];
    const pcre2_code *code = phs_match_code_of(pass->matcher, rule);
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(pass->scratch->data);
    size_t from = window->start > window->searched ? window->start : window->searched, end = window->end;
    uint32_t word = 0;
    bool longer = false, leads = pass->matcher->compiled[rule].leads;
    window->open = false;
    if (pass->made_of && from == window->start && phs_pass_copy(pass, rule, from, end))
        return;
    while (code && from < end && pass->found->items.n < PHS_MATCH_MOST_PER_FILE) {
        int count = leads ? match_from(pass, window, code, &word, from, end) : match_at(pass, code, from, end);
        if (count < 0)
            break;
        if (at[1] == end && end < pass->bytes.len && !longer) {
            end = pass->bytes.len - end > LONGER_BY ? end + LONGER_BY : pass->bytes.len;
            longer = true;
            phs_set_bit(pass->scratch->restless, rule);
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
    scratch->windows[rule] = (struct window){.words = scratch->windows[rule].words, .cap = scratch->windows[rule].cap};
}

/* Words come by their ends, a longer one before those within it: seldom one begins before another that came first. */
static void add_word(struct window *window, size_t start) {
    if (window->n == window->cap) {
        window->cap = window->cap ? 2 * window->cap : FIRST_WORDS;
        window->words = realloc(window->words, window->cap * sizeof *window->words);
        if (!window->words)
            phs_out_of_memory();
    }
    uint32_t at = window->n++;
    for (; at > 0 && window->words[at - 1] > start; at--)
        window->words[at] = window->words[at - 1];
    window->words[at] = (uint32_t)start;
}

static void open_window(struct pass *pass, uint32_t rule, size_t word_start, size_t word_end) {
    const struct phs_match_rule *about = &pass->matcher->rules[rule];
    struct window *window = &pass->scratch->windows[rule];
    size_t start = word_start > about->before ? word_start - about->before : 0;
    size_t end = pass->bytes.len - word_end > about->after ? word_end + about->after : pass->bytes.len;
    touch(pass->scratch, rule);
    if (window->open && (start > window->end || window->n == MOST_WORDS))
        search(pass, rule);
    if (!window->open)
        window->n = 0;
    /* A word that ends later may begin before one that it holds. */
    if (!window->open || start < window->start)
        window->start = start;
    if (!window->open || end > window->end)
        window->end = end;
    window->open = true;
    add_word(window, word_start);
}

void phs_pass_meet(struct pass *pass, uint32_t word, size_t end) {
    const struct phs_word *about = &pass->matcher->words.words[word];
    open_window(pass, about->rule, end - about->length, end);
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

/* "password: x, passwordRepeat: x" is one secret: near enough for a window to show both. */
static bool is_said_again(const struct pass *pass, const struct phs_match *before, const struct phs_match *match) {
    const char *bytes = pass->bytes.ptr;
    size_t length = match->end - match->start;
    return pass->matcher->rules[match->rule].generic && pass->matcher->rules[before->rule].generic &&
           before->end <= match->start && match->start - before->end <= NEARBY && before->end - before->start == length &&
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

void phs_pass_settle(struct pass *pass) {
    drop_covered(pass);
    count_lines(pass);
}

/* All windows are open or were searched. */
void phs_pass_finish(struct pass *pass) {
    struct phs_match_scratch *scratch = pass->scratch;
    pass->found->anchored = false;
    for (size_t i = 0; i < scratch->touched_count; i++) {
        uint32_t rule = scratch->touched[i];
        pass->found->anchored |= phs_bit_of(pass->matcher->anchored, rule);
        if (scratch->windows[rule].open)
            search(pass, rule);
        scratch->is_touched[rule] = false;
    }
    scratch->touched_count = 0;
    if (pass->found->items.n)
        qsort(pass->found->items.at, pass->found->items.n, sizeof *pass->found->items.at, by_place);
}

void phs_match_bytes(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                     struct phs_slice bytes, struct phs_matches *ret_matches) {
    struct pass pass = {
        .matcher = matcher, .scratch = scratch, .arena = arena, .bytes = bytes, .to = bytes.len, .found = ret_matches};
    *ret_matches = (struct phs_matches){0};
    phs_pass_find(&pass);
    if (ret_matches->items.n == 0)
        return;
    phs_pass_settle(&pass);
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
    size_t reach = pass->matcher->margin;
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
    phs_pass_find(&pass);
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
    phs_pass_find(&pass);
    return found.items.n || found.limited || found.anchored;
}

bool phs_match_matches(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                       struct phs_slice bytes) {
    struct phs_matches found = {0};
    struct pass pass = {.matcher = matcher,
                        .scratch = scratch,
                        .arena = arena,
                        .bytes = bytes,
                        .to = bytes.len,
                        .found = &found,
                        .unjudged = true};
    phs_pass_find(&pass);
    return found.limited;
}
