/* SPDX-License-Identifier: Apache-2.0 */
/* All ways in which a match can begin are spelled out, letter by letter, until each is one of the words. Most expressions come
 * to an end after a few dozen; one that does not is left to be tried everywhere. */
#include "parse/match/leading.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 40, MOST = 128, MOST_STEPS = 20000, MOST_MEMBERS = 64, DEEPEST = 12, ENDLESS = 9999 };

/* Beginnings of matches that are no word yet. */
struct set {
    char at[MOST][LONGEST];
    unsigned char length[MOST];
    size_t n;
};

struct leading {
    const char *const *words;
    size_t n;
    const char *at; /* in the expression */
    size_t steps, depth;
    bool spelled; /* letters are as they are, and not in any case */
    bool lost;    /* something was met that is not understood, or there is too much of it */
};

static char folded(const struct leading *leading, char c) {
    return isdigit((unsigned char)c) ? '0' : leading->spelled ? c : (char)tolower((unsigned char)c);
}

static bool is_word(const struct leading *leading, const char *text, size_t length) {
    for (size_t i = 0; i < leading->n; i++) {
        size_t k = 0;
        while (k < length && leading->words[i][k] && folded(leading, leading->words[i][k]) == text[k])
            k++;
        if (k == length && !leading->words[i][k])
            return true;
    }
    return false;
}

static void put(struct leading *leading, struct set *set, const char *text, size_t length) {
    for (size_t i = 0; i < set->n; i++)
        if (set->length[i] == length && memcmp(set->at[i], text, length) == 0)
            return;
    leading->lost |= set->n == MOST || length > LONGEST || ++leading->steps > MOST_STEPS;
    if (leading->lost)
        return;
    memcpy(set->at[set->n], text, length);
    set->length[set->n++] = (unsigned char)length;
}

static void put_all(struct leading *leading, struct set *set, const struct set *more) {
    for (size_t i = 0; i < more->n; i++)
        put(leading, set, more->at[i], more->length[i]);
}

/* Each beginning goes on with each of the members. */
static void go_on(struct leading *leading, struct set *set, const char *members, size_t n) {
    struct set next = {.n = 0};
    for (size_t i = 0; i < set->n && !leading->lost; i++)
        for (size_t k = 0; k < n && !leading->lost; k++) {
            char text[LONGEST + 1];
            size_t length = set->length[i];
            memcpy(text, set->at[i], length);
            text[length++] = folded(leading, members[k]);
            if (!is_word(leading, text, length))
                put(leading, &next, text, length);
        }
    *set = next;
}

static const char spaces[] = " \t\n\v\f\r";

/* Of \n, \., \s and the like; 0: something else. */
static size_t members_of_escape(char c, char ret_members[MOST_MEMBERS]) {
    static const char letters[] = "nrtf", meant[] = "\n\r\t\f";
    const char *letter = strchr(letters, c);
    if (c == 's')
        return (size_t)(stpcpy(ret_members, spaces) - ret_members);
    ret_members[0] = c == 'd' ? '0' : letter ? meant[letter - letters] : c;
    return c == 'd' || letter || (c && !isalnum((unsigned char)c)) ? 1 : 0;
}

static void add_range(struct leading *leading, char members[MOST_MEMBERS], size_t *n, char first, char last) {
    for (int c = (unsigned char)first; c <= (unsigned char)last; c++)
        if (!memchr(members, folded(leading, (char)c), *n)) {
            leading->lost |= *n == MOST_MEMBERS;
            if (leading->lost)
                return;
            members[(*n)++] = folded(leading, (char)c);
        }
}

/* One member of a class, or the six of \s. */
static size_t read_member(struct leading *leading, char ret_members[MOST_MEMBERS]) {
    ret_members[0] = *leading->at++;
    if (ret_members[0] != '\\')
        return 1;
    size_t n = members_of_escape(*leading->at, ret_members);
    leading->lost |= n == 0;
    leading->at += *leading->at != '\0';
    return n;
}

static size_t read_class(struct leading *leading, char ret_members[MOST_MEMBERS]) {
    size_t n = 0;
    leading->at++;
    leading->lost |= *leading->at == '^' || *leading->at == ']';
    while (!leading->lost && *leading->at && *leading->at != ']') {
        char some[MOST_MEMBERS], last[MOST_MEMBERS] = "";
        leading->lost |= *leading->at == '[' && strchr(":.=", leading->at[1]) != NULL;
        size_t count = read_member(leading, some);
        bool range = count == 1 && *leading->at == '-' && leading->at[1] && leading->at[1] != ']';
        leading->at += range;
        leading->lost |= range && read_member(leading, last) != 1;
        for (size_t i = 0; i < count && !leading->lost; i++)
            add_range(leading, ret_members, &n, some[i], range ? last[0] : some[i]);
    }
    leading->at += *leading->at == ']';
    return n;
}

static void pass_class(struct leading *leading) {
    leading->at += leading->at[1] == '^' ? 2 : 1;
    leading->at += *leading->at == ']';
    while (*leading->at && *leading->at != ']')
        leading->at += *leading->at == '\\' && leading->at[1] ? 2 : 1;
    leading->at += *leading->at == ']';
}

/* To behind the bracket that closes the group whose content begins here. */
static void pass_group(struct leading *leading) {
    size_t depth = 1;
    while (*leading->at && depth > 0) {
        if (*leading->at == '[') {
            pass_class(leading);
            continue;
        }
        depth += *leading->at == '(';
        depth -= *leading->at == ')';
        leading->at += *leading->at == '\\' && leading->at[1] ? 2 : 1;
    }
}

static void pass_piece(struct leading *leading) {
    if (*leading->at == '[') {
        pass_class(leading);
    } else if (*leading->at == '(') {
        leading->at++;
        pass_group(leading);
    } else {
        leading->at += *leading->at == '\\' && leading->at[1] ? 2 : 1;
    }
}

static void read_branches(struct leading *leading, struct set *set);

/* A look does not consume: what it sees only counts where it completes a word. */
static void look_ahead(struct leading *leading, struct set *set) {
    const char *start = leading->at;
    struct set kept = {.n = 0};
    for (size_t i = 0; i < set->n && !leading->lost; i++) {
        struct set one = {.n = 0};
        put(leading, &one, set->at[i], set->length[i]);
        leading->at = start;
        read_branches(leading, &one);
        if (one.n)
            put(leading, &kept, set->at[i], set->length[i]);
    }
    leading->at = start;
    pass_group(leading);
    *set = kept;
}

/* What is not seen behind a match, or not in front of it, is left out: that only makes for more beginnings. */
static void read_group(struct leading *leading, struct set *set) {
    leading->lost |= leading->spelled && leading->at[1] == '?' && memchr(leading->at + 2, 'i', strspn(leading->at + 2, "im-"));
    static const char *const passed[] = {"?!", "?<!", "?<="}, *const plain[] = {"?:", "?|", "?>", "?i:", "?-i:"};
    leading->at++;
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
        if (strncmp(leading->at, passed[i], strlen(passed[i])) == 0) {
            pass_group(leading);
            return;
        }
    if (strncmp(leading->at, "?=", 2) == 0) {
        leading->at += 2;
        look_ahead(leading, set);
        return;
    }
    size_t flags = *leading->at == '?' ? 1 + strspn(leading->at + 1, "im-") : 0;
    if (flags > 1 && leading->at[flags] == ')') {
        leading->at += flags + 1;
        return;
    }
    size_t skipped = 0;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strncmp(leading->at, plain[i], strlen(plain[i])) == 0)
            skipped = strlen(plain[i]);
    leading->lost |= (skipped == 0 && (*leading->at == '?' || *leading->at == '*')) || ++leading->depth > DEEPEST;
    leading->at += skipped;
    read_branches(leading, set);
    leading->depth--;
    leading->lost |= *leading->at != ')';
    leading->at += *leading->at == ')';
}

static void read_atom(struct leading *leading, struct set *set) {
    char members[MOST_MEMBERS];
    leading->lost |= ++leading->steps > MOST_STEPS;
    if (*leading->at == '(') {
        read_group(leading, set);
        return;
    }
    if (*leading->at == '^' || *leading->at == '$' || (*leading->at == '\\' && leading->at[1] == 'b')) {
        leading->at += 1 + (*leading->at == '\\');
        return;
    }
    leading->lost |= *leading->at == '.' || strchr("*+?{", *leading->at) != NULL;
    size_t n = *leading->at == '[' ? read_class(leading, members) : read_member(leading, members);
    if (!leading->lost)
        go_on(leading, set, members, n);
}

static void read_repeat(struct leading *leading, unsigned *ret_least, unsigned *ret_most) {
    int length = 0;
    *ret_least = *ret_most = 1;
    if (*leading->at == '?' || *leading->at == '*' || *leading->at == '+') {
        *ret_least = *leading->at == '+';
        *ret_most = *leading->at == '?' ? 1 : ENDLESS;
        length = 1;
    } else if (*leading->at == '{' && isdigit((unsigned char)leading->at[1])) {
        *ret_most = ENDLESS; /* up to what follows the comma, if anything: more is no harm */
        leading->lost |= sscanf(leading->at, "{%4u", ret_least) != 1;
        length = (int)strcspn(leading->at, "}") + 1;
        leading->lost |= leading->at[length - 1] != '}';
        sscanf(leading->at, "{%*u,%4u", ret_most);
        *ret_most = memchr(leading->at, ',', (size_t)length) ? *ret_most : *ret_least;
    }
    leading->at += length;
    if (length > 0 && (*leading->at == '?' || *leading->at == '+'))
        leading->at++;
}

static void read_piece(struct leading *leading, struct set *set) {
    const char *start = leading->at;
    struct set before = *set, all = {.n = 0};
    unsigned least, most;
    read_atom(leading, set);
    read_repeat(leading, &least, &most);
    const char *end = leading->at;
    if (least == 0)
        put_all(leading, &all, &before);
    for (unsigned times = 1; !leading->lost; times++) {
        if (times >= least)
            put_all(leading, &all, set);
        if (times >= most || set->n == 0)
            break;
        leading->at = start;
        read_atom(leading, set);
    }
    leading->at = end;
    *set = all;
}

/* To the end of the expression or before the bracket that closes the group. Once every beginning is a word nothing that follows
 * matters. */
static void read_branches(struct leading *leading, struct set *set) {
    struct set start = *set, all = {.n = 0};
    struct set branch = start;
    while (!leading->lost && *leading->at && *leading->at != ')') {
        if (*leading->at == '|') {
            put_all(leading, &all, &branch);
            branch = start;
            leading->at++;
        } else if (branch.n == 0) {
            pass_piece(leading);
        } else {
            read_piece(leading, &branch);
        }
    }
    put_all(leading, &all, &branch);
    *set = all;
}

static bool leads(const char *regex, const char *const *words, size_t n, bool spelled) {
    struct leading leading = {.words = words, .n = n, .at = regex, .spelled = spelled};
    struct set set = {.length = {0}, .n = 1};
    read_branches(&leading, &set);
    return !leading.lost && set.n == 0;
}

bool phs_leads_with_words(const char *regex, const char *const *words, size_t n) {
    return leads(regex, words, n, false);
}

bool phs_leads_as_spelled(const char *regex, const char *const *words, size_t n) {
    return leads(regex, words, n, true);
}
