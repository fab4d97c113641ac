/* SPDX-License-Identifier: Apache-2.0 */
/* Who stands in a line of any format and may be in care: a name, and whether what is in front of it or behind it says whose it
 * is. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

struct front {
    struct phs_slice key; /* the last word in front of it */
    char mark;            /* that stands between, or 0 */
    bool quoted;          /* the key of a program's data */
};

static struct front front_of(struct phs_slice line, const char *at) {
    const char *start = line.ptr, *mark = at;
    while (mark > start && strchr(" \"'`*_(<[", mark[-1]))
        mark--;
    bool keyed = mark > start && strchr(":=,>", mark[-1]);
    struct front front = {.mark = keyed ? mark[-1] : '\0'};
    mark -= keyed;
    front.quoted = mark > start && strchr("\"'", mark[-1]);
    while (mark > start && strchr(" \"'`", mark[-1]))
        mark--;
    const char *word = mark;
    while (word > start && (isalnum((unsigned char)word[-1]) || word[-1] == '_' || word[-1] == '-'))
        word--;
    front.key = phs_slice_n(word, (size_t)(mark - word));
    return front;
}

static bool is_one_of(struct phs_slice key, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_ieq(key, phs_slice(words[i])))
            return true;
    return false;
}

/* "From: ", "Opened by: ", "author": what is written in front of a name says whose it is. */
static bool is_others(struct phs_slice line, const struct front *front) {
    static const char *const keys[] = {"from",     "to",       "cc",    "bcc",    "sent",     "reply",   "opened",
                                       "assigned", "reported", "owner", "author", "reviewer", "written", "user"};
    static const char *const words[] = {"by",       "rn",  "dr",        "nurse",   "thanks",  "team",
                                        "provider", "pcp", "signed",    "contact", "officer", "manager",
                                        "director", "ref", "president", "chief",   "ceo",     "attending"};
    const char *start = line.ptr, *end = line.ptr + line.len;
    bool role = front->mark == ':' && !front->quoted;
    if (front->key.len && front->mark &&
        (phs_health_whose(front->key) == PHS_HEALTH_OTHERS || (role && !phs_note_is_of_somebody(front->key))))
        return true;
    if ((front->mark && is_one_of(front->key, keys, sizeof keys / sizeof *keys)) ||
        is_one_of(front->key, words, sizeof words / sizeof *words))
        return true;
    return phs_note_begins(start, end, "from:") || phs_note_begins(start, end, "to:") || phs_note_begins(start, end, "cc:");
}

/* "the Oyinlola baby", "baby Nowicki" */
static const char *baby_at(const char *start, const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isalpha);
    bool before = at - start >= 5 && (strncasecmp(at - 5, "baby ", 5) == 0);
    bool behind = phs_note_begins(at + n, end, " baby") || phs_note_begins(at + n, end, " infant") ||
                  phs_note_begins(at + n, end, " twins");
    return n >= 4 && islower((unsigned char)at[1]) && (before || behind) && !phs_note_health_words(phs_slice_n(at, n)) &&
                   !phs_note_begins(at, end, "baby")
               ? at + n
               : NULL;
}

/* "Contact Laura Kim": the first word is none of a name. */
static bool begins_with_others(const char *at, const char *end) {
    static const char *const words[] = {"contact", "call",    "ask",       "email", "from",      "to",      "by",
                                        "thanks",  "regards", "sincerely", "nurse", "attending", "provider"};
    return is_one_of(phs_slice_n(at, phs_note_run(at, end, isalpha)), words, sizeof words / sizeof *words);
}

/* "Karen Whitlock from benefits": a department. */
static bool is_of_department(const char *stop, const char *end) {
    return phs_note_begins(stop, end, " from ") && stop + 6 < end && islower((unsigned char)stop[6]) &&
           !phs_note_begins(stop, end, " from home") && !phs_note_begins(stop, end, " from the");
}

/* A name that is all of its line signs what stands above. */
static bool is_alone(struct phs_slice line, const char *at, const char *stop) {
    struct phs_slice text = phs_slice_trim(line);
    const char *end = line.ptr + line.len, *next = phs_note_skip(stop, end, " \"");
    bool mail = next < end && *next == '<' && memchr(next, '@', (size_t)(end - next));
    if (stop < end && *stop == ':') /* who says something */
        return true;
    return mail || ((size_t)(stop - at) * 2 > text.len && !(stop < end && strchr("(,", *stop)));
}

const char *phs_note_somebody_at(struct phs_slice line, const char *at, struct phs_note_who *ret_who) {
    const char *end = line.ptr + line.len, *stop;
    struct phs_slice name;
    *ret_who = (struct phs_note_who){.titled = phs_note_titled_name(at, end, &name)};
    if (ret_who->titled)
        return name.ptr + name.len;
    stop = baby_at(line.ptr, at, end);
    stop = stop ? stop : phs_note_person_at(line.ptr, at, end);
    if (!stop || phs_health_is_complaint(phs_slice_n(at, (size_t)(stop - at))))
        return NULL;
    struct front front = front_of(line, at);
    ret_who->sender = front.mark == ':' &&
                      (phs_slice_ieq(front.key, PHS_SLICE("from")) || phs_slice_ieq(front.key, PHS_SLICE("sender"))) &&
                      !phs_note_begins(line.ptr, end, "from:");
    if (ret_who->sender) {
        ret_who->keyed = true;
        return stop;
    }
    if (is_others(line, &front) || begins_with_others(at, end) || is_of_department(stop, end))
        return NULL;
    ret_who->keyed = front.mark && front.key.len && phs_note_is_of_somebody(front.key);
    ret_who->alone = !ret_who->keyed && is_alone(line, at, stop);
    return stop;
}
