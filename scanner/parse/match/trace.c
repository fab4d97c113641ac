/* SPDX-License-Identifier: Apache-2.0 */
/* What a look at whole bytes met, kept for bytes that are made of those: only what is new is read for words and rules. */
#include <stdlib.h>

#include "base/err.h"
#include "parse/match/pass.h"

/* Where two stretches meet, a long word of the one may end behind a short one of the other. */
void phs_match_note(struct phs_match_trace *trace, const struct phs_word *words, uint32_t word, size_t end) {
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

static struct phs_match_trace *new_trace(const struct phs_matcher *matcher, struct phs_slice bytes) {
    enum { LEAST = 1024, BYTES_A_WORD = 16 };
    struct phs_match_trace *trace = calloc(1, sizeof *trace);
    if (!trace || !(trace->wanted = calloc(phs_bit_words(matcher->n) + 1, sizeof *trace->wanted)))
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
    memcpy(trace->wanted, pass->scratch->wanted, phs_bit_words(pass->matcher->n) * sizeof *trace->wanted);
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
    memset(scratch->wanted, 0, phs_bit_words(matcher->n) * sizeof *scratch->wanted);
    phs_pass_find(&pass);
    if (ret_matches->items.n) {
        phs_pass_settle(&pass);
    }
    hand_over(&pass, trace, ret_trace);
}

/* Rules that may match where something is new, and those of the base. False: one is new, and its words must be looked for in
 * everything. */
static bool want_rules_again(struct pass *pass, const struct phs_match_trace *base, const struct phs_match_part *parts,
                             size_t n) {
    const struct phs_matcher *matcher = pass->matcher;
    uint64_t *wanted = pass->scratch->wanted;
    memcpy(wanted, base->wanted, phs_bit_words(matcher->n) * sizeof *wanted);
    for (size_t i = 0, next; matcher->database && i < n; i = next) {
        size_t reach = matcher->margin + PHS_MATCH_LONGEST_WORD;
        size_t from = parts[i].start > reach ? parts[i].start - reach : 0, end = parts[i].end;
        for (next = i + 1; next < n && parts[next].start < end + 2 * reach; next++)
            end = parts[next].end;
        size_t to = pass->bytes.len - end > reach ? end + reach : pass->bytes.len;
        phs_database_scan(matcher->database, pass->scratch->database, phs_slice_n(pass->bytes.ptr + from, to - from), wanted);
    }
    phs_pass_filter(pass);
    return memcmp(wanted, base->wanted, phs_bit_words(matcher->n) * sizeof *wanted) == 0;
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
            phs_match_note(trace, words->words, base->at[low].word, base->at[low].end - from + to);
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
        phs_pass_find_words(pass, &stretch);
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
        phs_pass_meet(&pass, trace->at[i].word, trace->at[i].end);
    if (!known || trace->full) {
        pass.trace = known ? NULL : trace;
        phs_pass_find_words(&pass, NULL);
    }
    phs_pass_finish(&pass);
    if (ret_matches->items.n) {
        phs_pass_settle(&pass);
    }
    hand_over(&pass, trace, ret_trace);
}
