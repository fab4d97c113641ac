/* SPDX-License-Identifier: Apache-2.0 */
/* Where words stand, told by the database or looked for, as a list in one order: what they match must not depend on who told
 * them. Where there are more than the list holds, each is met on the spot. */
#include <stdlib.h>

#include "parse/match/pass.h"

void phs_pass_meet_all(struct pass *pass, const struct phs_met *met, size_t n) {
    const struct phs_word *words = pass->matcher->words.words;
    for (size_t i = 0; i < n; i++)
        if (phs_bit_of(pass->scratch->wanted, words[met[i].word].rule))
            phs_pass_meet(pass, met[i].word, met[i].end);
}

static void word_ends(struct pass *pass, uint32_t state, size_t end, bool *ret_enough) {
    const struct phs_words *words = &pass->matcher->words;
    for (; state; state = words->other[state])
        for (uint32_t w = words->ends[state]; w; w = words->words[w - 1].next) {
            if (!phs_bit_of(pass->scratch->searched, words->words[w - 1].rule))
                continue;
            if (pass->listed)
                *ret_enough |= !phs_met_add(&pass->scratch->met, end, w - 1);
            else
                phs_pass_meet(pass, w - 1, end);
        }
}

bool phs_pass_search(struct pass *pass) {
    const struct phs_words *words = &pass->matcher->words;
    const uint64_t *filter = pass->scratch->filter;
    const unsigned char *p = (const unsigned char *)pass->bytes.ptr;
    size_t n = pass->to, i = pass->from;
    uint32_t state = 0;
    bool enough = false;
    while (i < n && !enough) {
        if (state == 0) {
            while (i + 3 <= n && !phs_words_may_begin(filter, p + i))
                i++;
            if (i + 3 > n)
                break;
        }
        state = words->next[state * words->class_count + words->classes[p[i++]]];
        if (words->ends[state] || words->other[state])
            word_ends(pass, state, i, &enough);
    }
    return !enough;
}

/* Which of the words that are looked for may begin where. */
static void filter_words(struct pass *pass) {
    struct phs_match_scratch *scratch = pass->scratch;
    memset(scratch->filter, 0, sizeof scratch->filter);
    for (size_t i = 0; i < phs_bit_words(pass->matcher->n); i++)
        for (uint64_t rest = scratch->searched[i]; rest; rest &= rest - 1)
            phs_words_filter_add(&pass->matcher->words, (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(rest), scratch->filter);
}

bool phs_pass_choose(struct pass *pass) {
    struct phs_match_scratch *scratch = pass->scratch;
    uint64_t any = 0;
    for (size_t i = 0; i < phs_bit_words(pass->matcher->n); i++)
        any |= scratch->searched[i] = scratch->wanted[i] & ~pass->matcher->told[i];
    if (any)
        filter_words(pass);
    return any != 0;
}

/* The longest of the words that end in one place comes first: its window begins before theirs. */
static int by_end(const void *a, const void *b, void *user) {
    const struct phs_met *x = a, *y = b;
    const struct phs_word *words = user;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    if (words[x->word].length != words[y->word].length)
        return words[x->word].length > words[y->word].length ? -1 : 1;
    return x->word < y->word ? -1 : x->word > y->word;
}

void phs_pass_sort(struct pass *pass) {
    struct phs_met_list *met = &pass->scratch->met;
    struct phs_word *words = pass->matcher->words.words;
    size_t kept = met->n > 0;
    bool sorted = true;
    for (size_t i = 1; i < met->n && sorted; i++)
        sorted = by_end(&met->at[i - 1], &met->at[i], words) < 0;
    if (sorted)
        return;
    qsort_r(met->at, met->n, sizeof *met->at, by_end, words);
    for (size_t i = 1; i < met->n; i++)
        if (met->at[i].end != met->at[kept - 1].end || met->at[i].word != met->at[kept - 1].word)
            met->at[kept++] = met->at[i];
    met->n = kept;
}

static bool list_words(struct pass *pass) {
    struct phs_match_scratch *scratch = pass->scratch;
    const struct phs_matcher *matcher = pass->matcher;
    scratch->met.n = 0;
    pass->listed = true;
    memcpy(scratch->wanted, matcher->uncovered, phs_bit_words(matcher->n) * sizeof *scratch->wanted);
    if (matcher->database && !phs_database_scan(matcher->database, scratch->database, pass->bytes, pass->from, pass->to,
                                                scratch->wanted, &scratch->met))
        return false;
    if (phs_pass_choose(pass) && !phs_pass_search(pass))
        return false;
    phs_pass_sort(pass);
    return true;
}

/* Every rule is looked for, as if there were no database. */
static void meet_on_the_spot(struct pass *pass) {
    struct phs_match_scratch *scratch = pass->scratch;
    scratch->met.n = 0;
    pass->listed = false;
    for (size_t i = 0; i < pass->matcher->n; i++)
        phs_set_bit(scratch->wanted, i);
    memcpy(scratch->searched, scratch->wanted, phs_bit_words(pass->matcher->n) * sizeof *scratch->searched);
    filter_words(pass);
    phs_pass_search(pass);
}

bool phs_pass_find(struct pass *pass) {
    if (pass->to - pass->from < PHS_MATCH_SHORTEST_WORD)
        return true;
    bool listed = list_words(pass);
    if (listed)
        phs_pass_meet_all(pass, pass->scratch->met.at, pass->scratch->met.n);
    else
        meet_on_the_spot(pass);
    phs_pass_finish(pass);
    return listed;
}
