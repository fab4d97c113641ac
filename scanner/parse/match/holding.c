/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of words that are asked of every value: most fall by their first letters. */
#include "parse/match/wording.h"

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool holds_at(struct phs_slice value, size_t at, const char *lower_word) {
    while (*lower_word && at < value.len && lower(value.ptr[at]) == *lower_word) {
        lower_word++;
        at++;
    }
    return !*lower_word;
}

bool phs_slice_holds_word(struct phs_slice value, const char *lower_word) {
    char first = lower_word[0], upper = first >= 'a' && first <= 'z' ? (char)(first & ~0x20) : first;
    for (size_t i = 0; i < value.len; i++)
        if ((value.ptr[i] == first || value.ptr[i] == upper) && holds_at(value, i, lower_word))
            return true;
    return !first;
}

/* Six bits of a character, the same for a letter in either case. */
static unsigned bit_of(char c) {
    return (unsigned)lower(c) & 63;
}

bool phs_slice_holds_any(struct phs_slice value, const char *const *lower_words, size_t n) {
    uint64_t seen = 0;
    for (size_t i = 0; i < value.len; i++)
        seen |= UINT64_C(1) << bit_of(value.ptr[i]);
    for (size_t i = 0; i < n; i++) {
        const char *word = lower_words[i];
        bool may = seen >> bit_of(word[0]) & 1 && (!word[1] || seen >> bit_of(word[1]) & 1);
        if (may && phs_slice_holds_word(value, word))
            return true;
    }
    return false;
}

bool phs_slice_is_listed(struct phs_slice value, const char *lower_list) {
    const char *at = lower_list;
    for (; value.len > 0 && *at; at++) {
        size_t k = 0;
        while (k < value.len && *at && *at != '|' && lower(value.ptr[k]) == *at) {
            k++;
            at++;
        }
        if (k == value.len && (!*at || *at == '|'))
            return true;
        at = strchrnul(at, '|');
        if (!*at)
            return false;
    }
    return false;
}
