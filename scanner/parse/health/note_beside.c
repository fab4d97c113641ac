/* SPDX-License-Identifier: Apache-2.0 */
/* In a text about a patient: what is told by what stands beside it. Any number behind a label, an address of the web that has
 * the patient's name or number in it, where somebody works. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note.h"
#include "parse/health/note_things.h"

#define WORD PHS_SLICE_IN_TABLE

enum {
    FEWEST_DIGITS = 5,
    MOST_DIGITS = 18,
    MOST_LETTERS = 6,
    LONGEST_NUMBER = 28,
    LONGEST_URL = 200,
    SHORTEST_NAME = 4,
    FAR = 48,
    LONGEST_PLATE = 12
};

/* ": ", "# ", "no. ", "Nr. ", "ID ", "number " in front of it; not that of a page, a time, a room. */
static bool is_behind_label(const char *start, const char *at) {
    static const struct phs_slice words[] = {
        WORD("no"),           WORD("no."),     WORD("nr"),          WORD("nr."),     WORD("num"),      WORD("number"),
        WORD("id"),           WORD("code"),    WORD("ref"),         WORD("barcode"), WORD("s/n"),      WORD("sn"),
        WORD("specimen"),     WORD("sample"),  WORD("participant"), WORD("case"),    WORD("claim"),    WORD("policy"),
        WORD("ticket"),       WORD("amo"),     WORD("chart"),       WORD("file"),    WORD("fin"),      WORD("acct"),
        WORD("account"),      WORD("auth"),    WORD("mrn"),         WORD("rx"),      WORD("order"),    WORD("accession"),
        WORD("plate"),        WORD("license"), WORD("licence"),     WORD("serial"),  WORD("member"),   WORD("card"),
        WORD("confirmation"), WORD("visit"),   WORD("encounter"),   WORD("csn"),     WORD("passport"), WORD("registration"),
        WORD("invoice"),      WORD("receipt"), WORD("subscriber")};
    while (at > start && strchr(" *_\"'[", at[-1]))
        at--;
    if (at - start > 4 && strncasecmp(at - 3, " is", 3) == 0) /* "auth # is 0196417729" */
        at -= 3;
    if (at == start)
        return false;
    if (at[-1] == '#' || (at[-1] == ':' && at - start >= 3 && (isalpha((unsigned char)at[-2]) || at[-2] == ')')))
        return true;
    char last = (char)tolower((unsigned char)at[-1]);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = words[i].len;
        if (words[i].ptr[n - 1] == last && (size_t)(at - start) > n && strncasecmp(at - n, words[i].ptr, n) == 0 &&
            phs_note_starts_word(start, at - n))
            return true;
    }
    return false;
}

/* "plate KY 884-ZTR", "registration 8KPM204": letters and digits of a car. */
static bool is_plate(const char *start, const char *at, const char *end) {
    static const char *const words[] = {"plate ", "plates ", "plate # ", "plate: ", "registration ", "tag ", "license plate "};
    size_t digits = 0, n = 0;
    bool labelled = false;
    if (at == start || at[-1] != ' ') /* as all of them end */
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        labelled |= (size_t)(at - start) >= length && strncasecmp(at - length, words[i], length) == 0;
    }
    if (!labelled)
        return false;
    for (; at + n < end && n < LONGEST_PLATE; n++) {
        unsigned char c = (unsigned char)at[n];
        if (!isdigit(c) && !isupper(c) && c != '-' && !(c == ' ' && at + n + 1 < end && isalnum((unsigned char)at[n + 1])))
            break;
        digits += isdigit(c) != 0;
    }
    return digits >= 2 && n >= 5;
}

bool phs_note_is_labelled_number(const char *start, const char *at, const char *end) {
    size_t digits = 0, letters = 0, spaces = 0, n = 0;
    if (is_plate(start, at, end))
        return true;
    if (!is_behind_label(start, at))
        return false;
    for (; at + n < end && n < LONGEST_NUMBER; n++) {
        unsigned char c = (unsigned char)at[n];
        if (c == ' ' && (at + n + 1 == end || !isdigit((unsigned char)at[n + 1])))
            break;
        if (!isdigit(c) && !isupper(c) && !strchr(" -./", c))
            break;
        digits += isdigit(c) != 0;
        letters += isupper(c) != 0;
        spaces += c == ' ';
    }
    bool ends = at + n == end || (!isalnum((unsigned char)at[n]) && !strchr(":%$", at[n]));
    return ends && digits >= FEWEST_DIGITS - (letters > 0) && digits <= MOST_DIGITS && letters <= MOST_LETTERS && spaces <= 5 &&
           !(at > start && at[-1] == '$');
}

const char *phs_note_url_at(const struct phs_note *note, const char *at, const char *end) {
    if (!phs_note_begins(at, end, "http://") && !phs_note_begins(at, end, "https://"))
        return NULL;
    size_t n = 0, digits = 0;
    bool named = false;
    for (; at + n < end && n < LONGEST_URL && !strchr(" \t\"'<>)", at[n]); n++)
        digits = isdigit((unsigned char)at[n]) ? digits + 1 : digits;
    struct phs_slice url = phs_slice_n(at, n);
    for (size_t i = 0; !named && i < note->name_count; i++) {
        char word[40];
        size_t length = note->names[i].len;
        if (length < SHORTEST_NAME || length >= sizeof word)
            continue;
        for (size_t k = 0; k < length; k++)
            word[k] = (char)tolower((unsigned char)note->names[i].ptr[k]);
        word[length] = '\0';
        named = phs_health_has_word(url, word);
    }
    return named || digits > FEWEST_DIGITS ? at + n : NULL;
}

/* "works as a forklift operator at Dunmore Cold Storage", "employed by ..." */
const char *phs_note_employer_at(const char *at, const char *end) {
    static const char *const words[] = {"works ", "worked ", "working ", "employed ", "employer ", "employee of "};
    const char *stop = end - at < FAR ? end : at + FAR, *p = NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words && !p; i++)
        p = phs_note_begins(at, end, words[i]) ? at + strlen(words[i]) - 1 : NULL;
    if (!p && phs_note_begins(at, end, "work (") && end - at > 8 && isupper((unsigned char)at[6]))
        return at + 6;
    for (; p && p + 5 < stop && !strchr(".;\n", *p); p++)
        if ((phs_note_begins(p, end, " at ") || phs_note_begins(p, end, " for ") || phs_note_begins(p, end, " by ")) &&
            p + 6 < end) {
            const char *name = p + (p[1] == 'f' ? 5 : 4);
            name += phs_note_begins(name, end, "the ") ? 4 : 0;
            if (name < end && isupper((unsigned char)*name) && !phs_note_is_titled(name, end))
                return name;
        }
    return NULL;
}
