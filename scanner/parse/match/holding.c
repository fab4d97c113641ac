/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of words that are asked of every value: most fall by their first letters. */
#include "parse/match/wording.h"

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool phs_slice_holds_word(struct phs_slice value, const char *lower_word) {
    return phs_slice_ifind(value, phs_slice(lower_word)) != (size_t)-1;
}

/* Six bits of a character, the same for a letter in either case. */
static unsigned bit_of(char c) {
    return (unsigned)lower(c) & 63;
}

bool phs_slice_ends_word(struct phs_slice value, const char *lower_end) {
    size_t n = strlen(lower_end);
    return value.len >= n && phs_slice_ieq(phs_slice_n(value.ptr + value.len - n, n), phs_slice(lower_end));
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

/* A word of the list begins with the first letter of the value, which is found faster than the bar before it. */
bool phs_slice_is_listed(struct phs_slice value, const char *lower_list) {
    const char *end = lower_list + strlen(lower_list), *at = lower_list;
    char first = value.len ? lower(value.ptr[0]) : '\0';
    for (; first && (at = memchr(at, first, (size_t)(end - at))) != NULL; at++) {
        size_t k = 1;
        if (at > lower_list && at[-1] != '|')
            continue;
        while (k < value.len && at[k] && at[k] != '|' && lower(value.ptr[k]) == at[k])
            k++;
        if (k == value.len && first != '|' && (!at[k] || at[k] == '|'))
            return true;
    }
    return false;
}
