/* SPDX-License-Identifier: Apache-2.0 */
/* What a look at whole bytes met, kept for bytes that are made of those: only what is new is read for words and rules. */
#include <stdlib.h>

#include "base/err.h"
#include "parse/match/pass.h"

enum { LEAST = 1024, BYTES_A_WORD = 16 };

void phs_match_trace_free(struct phs_match_trace *trace) {
    if (!trace)
        return;
    free(trace->wanted);
    free(trace->at);
    free(trace->matches);
    free(trace->restless);
    free(trace);
}

static void *copy_of(const void *from, size_t n) {
    void *copy = malloc(n + 1);
    if (!copy)
        phs_out_of_memory();
    if (n)
        memcpy(copy, from, n);
    return copy;
}

/* Of the list of the scratch; NULL when there are more words than are worth keeping. */
static struct phs_match_trace *trace_of(const struct pass *pass) {
    const struct phs_match_scratch *scratch = pass->scratch;
    const struct phs_matches *found = pass->found;
    size_t bits = phs_bit_words(pass->matcher->n) * sizeof *scratch->wanted;
    if (scratch->met.n > LEAST + pass->bytes.len / BYTES_A_WORD)
        return NULL;
    struct phs_match_trace *trace = calloc(1, sizeof *trace);
    if (!trace)
        phs_out_of_memory();
    *trace = (struct phs_match_trace){.wanted = copy_of(scratch->wanted, bits),
                                      .at = copy_of(scratch->met.at, scratch->met.n * sizeof *scratch->met.at),
                                      .n = scratch->met.n,
                                      .matches = copy_of(found->items.at, found->items.n * sizeof *found->items.at),
                                      .match_count = found->items.n,
                                      .restless = copy_of(scratch->restless, bits),
                                      .limited = found->limited};
    return trace;
}

/* The part of which the copy that holds [start, end) comes behind, n where it comes before the first; false: no copy holds it
 * with the margin on both sides. */
static bool copy_around(const struct pass *pass, size_t start, size_t end, size_t *ret_part) {
    const struct made_of *made = pass->made_of;
    size_t low = 0, high = made->n, margin = pass->matcher->margin;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (made->parts[middle].start <= start)
            low = middle + 1;
        else
            high = middle;
    }
    if ((low > 0 && made->parts[low - 1].end + margin > start) || (low < made->n && made->parts[low].start < end + margin))
        return false;
    *ret_part = low > 0 ? low - 1 : made->n;
    return true;
}

static size_t first_match(const struct phs_match_trace *trace, size_t start) {
    size_t low = 0, high = trace->match_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (trace->matches[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool phs_pass_copy(struct pass *pass, uint32_t rule, size_t start, size_t end) {
    const struct made_of *made = pass->made_of;
    const struct phs_match_trace *base = made->base;
    size_t part;
    if (base->limited || phs_bit_of(base->restless, rule) || phs_bit_of(pass->matcher->anchored, rule) ||
        !copy_around(pass, start, end, &part))
        return false;
    size_t moved = part < made->n ? made->parts[part].end - made->parts[part].from : 0;
    for (size_t i = first_match(base, start - moved); i < base->match_count && base->matches[i].start < end - moved; i++) {
        struct phs_match match = base->matches[i];
        match.start += moved;
        match.end += moved;
        if (match.rule == rule)
            phs_pass_keep(pass, &match);
    }
    return true;
}

static void find_traced(struct pass *pass, struct phs_match_trace **ret_trace) {
    memset(pass->scratch->wanted, 0, phs_bit_words(pass->matcher->n) * sizeof *pass->scratch->wanted);
    memset(pass->scratch->restless, 0, phs_bit_words(pass->matcher->n) * sizeof *pass->scratch->restless);
    pass->scratch->met.n = 0;
    pass->from = 0;
    pass->to = pass->bytes.len;
    *ret_trace = phs_pass_find(pass) ? trace_of(pass) : NULL;
}

void phs_match_traced(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                      struct phs_slice bytes, struct phs_matches *ret_matches, struct phs_match_trace **ret_trace) {
    struct pass pass = {.matcher = matcher, .scratch = scratch, .arena = arena, .bytes = bytes, .found = ret_matches};
    *ret_matches = (struct phs_matches){0};
    find_traced(&pass, ret_trace);
    if (ret_matches->items.n)
        phs_pass_settle(&pass);
}

/* Rules that may match where something is new, beside those of the base, and words there. */
static bool scan_parts(struct pass *pass, const struct phs_match_part *parts, size_t n) {
    const struct phs_matcher *matcher = pass->matcher;
    for (size_t i = 0, next; matcher->database && i < n; i = next) {
        size_t reach = matcher->margin;
        size_t from = parts[i].start > reach ? parts[i].start - reach : 0, end = parts[i].end;
        for (next = i + 1; next < n && parts[next].start < end + 2 * reach; next++)
            end = parts[next].end;
        size_t to = pass->bytes.len - end > reach ? end + reach : pass->bytes.len;
        if (!phs_database_scan(matcher->database, pass->scratch->database, pass->bytes, from, to, pass->scratch->wanted,
                               &pass->scratch->met))
            return false;
    }
    return true;
}

/* Words that the database does not tell; false: of a rule that was not wanted before, so that they may be anywhere. */
static bool search_parts(struct pass *pass, const struct phs_match_trace *base, const struct phs_match_part *parts, size_t n) {
    if (!phs_pass_choose(pass))
        return true;
    for (size_t i = 0; i < phs_bit_words(pass->matcher->n); i++)
        if (pass->scratch->searched[i] & ~base->wanted[i])
            return false;
    for (size_t i = 0; i < n; i++) {
        size_t after = pass->bytes.len - parts[i].end;
        pass->from = parts[i].start > PHS_MATCH_LONGEST_WORD ? parts[i].start - PHS_MATCH_LONGEST_WORD : 0;
        pass->to = after > PHS_MATCH_LONGEST_WORD ? parts[i].end + PHS_MATCH_LONGEST_WORD : pass->bytes.len;
        if (!phs_pass_search(pass))
            return false;
    }
    return true;
}

static size_t first_after(const struct phs_met *met, size_t n, size_t end) {
    size_t low = 0;
    while (low < n) {
        size_t middle = low + (n - low) / 2;
        if (met[middle].end <= end)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

/* All words of bytes, as they are put together. */
struct joining {
    const struct phs_word *words;
    struct phs_met_list all;
    bool enough;
};

/* Words of the base that stand whole in what was copied. */
static void copy_words(struct joining *joining, const struct phs_match_trace *base, size_t from, size_t to, size_t size) {
    for (size_t i = first_after(base->at, base->n, from); i < base->n && base->at[i].end <= from + size; i++)
        if (base->at[i].end - joining->words[base->at[i].word].length >= from)
            joining->enough |= !phs_met_add(&joining->all, base->at[i].end - from + to, base->at[i].word);
}

/* Words of the list that touch a part, and none before it. */
static void take_words(struct joining *joining, const struct phs_met_list *met, const struct phs_match_part *part,
                       size_t known) {
    for (size_t i = first_after(met->at, met->n, part->start);
         i < met->n && met->at[i].end < part->end + PHS_MATCH_LONGEST_WORD; i++) {
        size_t start = met->at[i].end - joining->words[met->at[i].word].length;
        if (start >= known && start < part->end)
            joining->enough |= !phs_met_add(&joining->all, met->at[i].end, met->at[i].word);
    }
}

/* In place of the list: all words, as if the whole had been read. False: too many. */
static bool join_words(struct pass *pass, const struct phs_match_trace *base, const struct phs_match_part *parts, size_t n) {
    struct joining joining = {.words = pass->matcher->words.words};
    size_t at = 0, from = 0;
    phs_pass_sort(pass);
    for (size_t i = 0; i < n; i++) {
        copy_words(&joining, base, from, at, parts[i].start - at);
        take_words(&joining, &pass->scratch->met, &parts[i], i ? parts[i - 1].end : 0);
        at = parts[i].end;
        from = parts[i].from;
    }
    copy_words(&joining, base, from, at, pass->bytes.len - at);
    free(pass->scratch->met.at);
    pass->scratch->met = joining.all;
    phs_pass_sort(pass);
    return !joining.enough;
}

void phs_match_changed(struct phs_matcher *matcher, struct phs_match_scratch *scratch, struct phs_arena *arena,
                       struct phs_slice bytes, const struct phs_match_trace *base, const struct phs_match_part *parts, size_t n,
                       struct phs_matches *ret_matches, struct phs_match_trace **ret_trace) {
    struct pass pass = {
        .matcher = matcher, .scratch = scratch, .arena = arena, .bytes = bytes, .found = ret_matches, .listed = true};
    const struct made_of made_of = {base, parts, n};
    *ret_matches = (struct phs_matches){0};
    memset(scratch->restless, 0, phs_bit_words(matcher->n) * sizeof *scratch->restless);
    memcpy(scratch->wanted, base->wanted, phs_bit_words(matcher->n) * sizeof *scratch->wanted);
    scratch->met.n = 0;
    if (scan_parts(&pass, parts, n) && search_parts(&pass, base, parts, n) && join_words(&pass, base, parts, n)) {
        pass.to = bytes.len;
        pass.made_of = &made_of;
        phs_pass_meet_all(&pass, scratch->met.at, scratch->met.n);
        phs_pass_finish(&pass);
        *ret_trace = trace_of(&pass);
    } else {
        find_traced(&pass, ret_trace);
    }
    if (ret_matches->items.n)
        phs_pass_settle(&pass);
}
