/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: what a value is made of, and what the name it stands under says. */
#ifndef PHS_PARSE_MATCH_WORDING_H
#define PHS_PARSE_MATCH_WORDING_H

#include "parse/match/match.h"

struct phs_wording {
    size_t letters, digits, marks; /* marks: neither of them */
    size_t lower, upper;
    size_t joints;     /* of the marks: - _ . / : which join words */
    size_t pairs, odd; /* letters beside each other within a word; those that words seldom have */
    size_t words;      /* runs of letters, a capital behind a small letter begins a new one */
    size_t longest;    /* of those runs */
};
struct phs_wording phs_wording_of(struct phs_slice value);

/* Letters that nobody would speak: a quarter and more of their pairs are none that words have. */
bool phs_wording_is_odd(const struct phs_wording *wording);

/* Letters that chance put beside each other: two of five pairs and more. */
bool phs_wording_is_strange(const struct phs_wording *wording);

/* Made of words that a program or a person would write: an identifier, a sentence without spaces, a path. */
bool phs_wording_is_name(struct phs_slice value);

/* Words with digits in place of letters, as people write them who must use one: "r3dwood", "0rchard", "l1lac-Stream". */
bool phs_wording_is_leet(struct phs_slice value);

/* In any case, as all four. */
bool phs_slice_holds_word(struct phs_slice value, const char *lower_word);
bool phs_slice_holds_any(struct phs_slice value, const char *const *lower_words, size_t n);
bool phs_slice_ends_word(struct phs_slice value, const char *lower_end);
/* Whether it is one of "a|b|c"; nothing is none of them. */
bool phs_slice_is_listed(struct phs_slice value, const char *lower_list);

/* The name that a value stands under, found by looking back from it. */
struct phs_naming {
    struct phs_slice name, word, tail; /* word: what makes it a secret, within name; tail: what of name follows it */
    bool password;
};
/* False: none of the words for secrets stands before value, within the bytes that a rule may look at. */
bool phs_naming_of(struct phs_slice value, struct phs_slice file, struct phs_naming *ret_naming);

/* "binarypwd" under "binarypwd_4": letters that the name says already. */
bool phs_naming_holds(const struct phs_naming *naming, struct phs_slice value);

/* "password_length", "tokenUrl", "hasSecret", "public key": the name is about a secret, the value is none. */
bool phs_naming_is_about(const struct phs_naming *naming);

#endif
