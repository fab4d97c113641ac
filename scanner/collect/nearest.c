/* SPDX-License-Identifier: Apache-2.0 */
/* Edit distance over short words; long ones are nobody's typing error and are not compared. */
#include "collect/nearest.h"

#include <ctype.h>

enum { LONGEST = 48 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Levenshtein, ASCII case folded. Both are at most LONGEST bytes. */
static size_t distance(struct phs_slice a, struct phs_slice b) {
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 0; i < a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.len; j++) {
            size_t above = row[j + 1];
            size_t same = tolower((unsigned char)a.ptr[i]) == tolower((unsigned char)b.ptr[j]) ? 0 : 1;
            row[j + 1] = least(diagonal + same, least(above, row[j]) + 1);
            diagonal = above;
        }
    }
    return row[b.len];
}

/* Somebody stopped typing, or never knew the rest: the shortest that begins like the word. */
static const char *begins_like(struct phs_slice word, const char *const *words) {
    enum { SHORTEST = 3 };
    const char *best = NULL;
    for (; word.len >= SHORTEST && *words; words++) {
        struct phs_slice start = {*words, word.len};
        if (strlen(*words) >= word.len && phs_slice_ieq(start, word) && (!best || strlen(*words) < strlen(best)))
            best = *words;
    }
    return best;
}

const char *phs_nearest(struct phs_slice word, const char *const *words) {
    const char *best = begins_like(word, words);
    size_t best_distance = LONGEST;
    if (best || word.len == 0 || word.len > LONGEST)
        return best;
    for (; *words; words++) {
        struct phs_slice candidate = phs_slice(*words);
        if (candidate.len > LONGEST)
            continue;
        size_t d = distance(word, candidate);
        if (d < best_distance && d <= (candidate.len + 2) / 3) {
            best = *words;
            best_distance = d;
        }
    }
    return best;
}
