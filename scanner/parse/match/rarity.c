/* SPDX-License-Identifier: Apache-2.0 */
/* Words against chance: how a value is made tells a key from a name, where entropy alone calls both the same. */
#include <ctype.h>

#include "parse/match/validators.h"

/* The letters that commonly follow each letter in English words and in names of programs. */
static const char *const followers[26] = {['a' - 'a'] = "bcdfgiklmnprstuvwy",
                                          ['b' - 'a'] = "aeijlorsuy",
                                          ['c' - 'a'] = "aceihklorstu",
                                          ['d' - 'a'] = "adegiorsuy",
                                          ['e' - 'a'] = "abcdefgilmnprstvwxy",
                                          ['f' - 'a'] = "aefilortu",
                                          ['g' - 'a'] = "aehilnorsu",
                                          ['h' - 'a'] = "aeioruty",
                                          ['i' - 'a'] = "abcdefglmnoprstvz",
                                          ['j' - 'a'] = "aeosu",
                                          ['k' - 'a'] = "aeinsy",
                                          ['l' - 'a'] = "adefikloprstuvy",
                                          ['m' - 'a'] = "abeimopsu",
                                          ['n' - 'a'] = "acdefgiknostuvy",
                                          ['o' - 'a'] = "abcdfgiklmnoprstuvwy",
                                          ['p' - 'a'] = "aehiloprstu",
                                          ['q' - 'a'] = "u",
                                          ['r' - 'a'] = "acdegiklmnorstuvy",
                                          ['s' - 'a'] = "acehikopstuwy",
                                          ['t' - 'a'] = "aehilorstuwy",
                                          ['u' - 'a'] = "abcdegilmnprst",
                                          ['v' - 'a'] = "aeio",
                                          ['w' - 'a'] = "aehinors",
                                          ['x' - 'a'] = "aeipt",
                                          ['y' - 'a'] = "aemnopst",
                                          ['z' - 'a'] = "aeioz"};

struct make {
    size_t letters, digits, pairs, common_pairs, turns, distinct, repeats, steps;
    size_t since_capital; /* how long ago the last capital behind a small letter was */
};

bool phs_match_letters_follow(unsigned char a, unsigned char b) {
    a = (unsigned char)tolower(a);
    b = (unsigned char)tolower(b);
    return strchr(followers[a - 'a'], b) != NULL;
}

/* turns: changes between letters and digits, and a capital behind a small letter where the word before has less than three
 * letters: words in camel case are longer. */
static void look_at_pair(struct make *make, unsigned char a, unsigned char b) {
    make->repeats += a == b;
    make->steps += b == a + 1 || a == b + 1;
    make->since_capital++;
    if (isalpha(a) && isalpha(b)) {
        make->pairs++;
        make->common_pairs += phs_match_letters_follow(a, b);
        make->turns += islower(a) && isupper(b) && make->since_capital < 3;
    } else {
        make->turns += (isdigit(a) && isalpha(b)) || (isalpha(a) && isdigit(b));
    }
    if (isupper(b) && !isupper(a))
        make->since_capital = 0;
}

static struct make make_of(struct phs_slice value) {
    struct make make = {0};
    bool seen[256] = {false};
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        make.letters += isalpha(c) != 0;
        make.digits += isdigit(c) != 0;
        make.distinct += !seen[c];
        seen[c] = true;
        if (i > 0)
            look_at_pair(&make, (unsigned char)value.ptr[i - 1], c);
    }
    return make;
}

int phs_match_rarity(struct phs_slice value) {
    struct make make = make_of(value);
    if (value.len < 8)
        return 0;
    size_t expected = value.len < 24 ? value.len * 2 / 3 : 16; /* different characters of a random value, at least about */
    int score = (int)(30 * make.distinct / (expected ? expected : 1));
    score = score > 30 ? 30 : score;
    if (make.pairs)
        score += (int)(40 * (make.pairs - make.common_pairs) / make.pairs);
    else
        score += make.digits == value.len ? 0 : 20;
    int turns = (int)(100 * make.turns / value.len);
    score += turns > 35 ? 35 : turns;
    score -= (int)(60 * make.repeats / value.len) + (int)(60 * make.steps / value.len);
    return score < 0 ? 0 : score > 100 ? 100 : score;
}
