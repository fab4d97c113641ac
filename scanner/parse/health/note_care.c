/* SPDX-License-Identifier: Apache-2.0 */
/* What is said before and behind the name of somebody in care. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

enum { CLOSE = 60, WORDS_BETWEEN = 3 };

/* 24-year-old, 3 y/o, 44 y.o., 6 months old, "age 61"; not "aged 18-65" */
bool phs_note_is_age(const char *start, const char *at, const char *end) {
    static const char *const units[] = {"year-old", "year old",  "years old", "yo",         "y/o",      "y.o",    "yr old",
                                        "yrs old",  "month-old", "mo old",    "months old", "week-old", "ans",    "años",
                                        "jaar",     "anni",      "jahre",     "anos",       "jährig",   "day-old"};
    size_t n = phs_note_run(at, end, isdigit);
    if (n < 1 || n > 3 || (at > start && strchr("-.", at[-1])))
        return false;
    const char *p = phs_note_skip(at + n, end, " -");
    if (n == 2 && p == at + n && p < end && (*p == 'F' || *p == 'M') && (p + 1 == end || !isalnum((unsigned char)p[1])))
        return true; /* 68F */
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (phs_note_begins(p, end, units[i]) && (p + strlen(units[i]) >= end || !isalnum((unsigned char)p[strlen(units[i])])))
            return true;
    return at - start >= 4 && strncasecmp(at - 4, "age ", 4) == 0;
}

const char *phs_note_age_in(const char *at, const char *stop) {
    for (const char *p = at; p < stop; p++)
        if (isdigit((unsigned char)*p) && (p == at || !isalnum((unsigned char)p[-1])) && phs_note_is_age(at, p, stop))
            return p;
    return NULL;
}

/* "Please excuse Ines Prado", "records of ...", "spoke with ...": what comes before somebody in care. */
bool phs_note_is_in_care_before(const char *start, const char *at) {
    static const char *const words[] = {"excuse ",
                                        "statement for ",
                                        " re ",
                                        "account of ",
                                        "ledger for ",
                                        "report on ",
                                        "report for ",
                                        "summary for ",
                                        "note for ",
                                        "plan for ",
                                        "list for ",
                                        "card for ",
                                        "update on ",
                                        "news of ",
                                        "concerning ",
                                        "client ",
                                        "resident ",
                                        "given as ",
                                        "name is ",
                                        "identified as ",
                                        "identity confirmed: ",
                                        "admit in ",
                                        "evaluated ",
                                        "examined ",
                                        "treated ",
                                        "regarding ",
                                        "admitted ",
                                        "discharged ",
                                        "referring ",
                                        "referral of ",
                                        "care of ",
                                        "condition of ",
                                        "treating ",
                                        "diagnosed ",
                                        "prescribed to ",
                                        "records of ",
                                        "records for ",
                                        "results for ",
                                        "referral for ",
                                        "appointment for ",
                                        "prescription for ",
                                        "claim for ",
                                        "refill for ",
                                        "chart for ",
                                        "order for ",
                                        "authorization for ",
                                        "behalf of ",
                                        "vaccinated ",
                                        "seeing ",
                                        "sending you ",
                                        "to see ",
                                        "called for ",
                                        "met with ",
                                        "caring for ",
                                        "services to ",
                                        "provided to ",
                                        "services for ",
                                        "visit with ",
                                        "intake for ",
                                        "i saw ",
                                        "bedside of ",
                                        "chart of ",
                                        "surgery on ",
                                        "performed on ",
                                        "operated on ",
                                        "family of ",
                                        "labs for ",
                                        "rx for ",
                                        "auth for ",
                                        "transport for ",
                                        "bed for "};
    while (at > start && strchr(" *_\"'", at[-1]))
        at--;
    at++; /* with the space */
    if (at - start > 20 && strncasecmp(at - 3, "as ", 2) == 0 && memmem(start, (size_t)(at - start), "identified", 10))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(at - start) >= n && strncasecmp(at - n, words[i], n - 1) == 0 && phs_note_starts_word(start, at - n))
            return true;
    }
    return false;
}

/* What is said of those who are in care, a few words behind a name or "she". */
bool phs_note_is_in_care_behind(const char *stop, const char *end) {
    static const char *const verbs[] = {"was seen",
                                        "seen ",
                                        "seen on",
                                        "seen for",
                                        "seen in",
                                        "seen by",
                                        "was under my care",
                                        "was under our",
                                        "is under my",
                                        "is under our",
                                        "underwent",
                                        "was admitted",
                                        "admitted ",
                                        "was discharged",
                                        "discharged ",
                                        "was diagnosed",
                                        "diagnosed",
                                        "was treated",
                                        "treated for",
                                        "was referred",
                                        "referred by",
                                        "referred to",
                                        "presented",
                                        "presents",
                                        "complain",
                                        "c/o",
                                        "reports ",
                                        "reported ",
                                        "denies",
                                        "denied ",
                                        "states ",
                                        "stated ",
                                        "was prescribed",
                                        "is prescribed",
                                        "was started on",
                                        "is taking",
                                        "takes ",
                                        "had surgery",
                                        "has had ",
                                        "passed away",
                                        "died ",
                                        "expired ",
                                        "was born",
                                        "you came",
                                        "you were",
                                        "you have been",
                                        "you had ",
                                        "you are ",
                                        "you may ",
                                        "you should",
                                        "found on floor",
                                        "fell ",
                                        "is out of surgery",
                                        "out of surgery",
                                        "in surgery",
                                        "is in the hospital",
                                        "in the icu",
                                        "is in icu",
                                        "is home from",
                                        "is npo",
                                        "attended session",
                                        "attended",
                                        "pt since",
                                        "patient since",
                                        "passed on",
                                        "is hypo",
                                        "is hyper",
                                        "is intubated",
                                        "is stable",
                                        "was rushed",
                                        "got hurt",
                                        "is on hospice",
                                        "is dying",
                                        "has been admitted",
                                        "has been seen",
                                        "is having",
                                        "is recovering",
                                        "is post",
                                        "is status post",
                                        "requests refill",
                                        "requested a refill",
                                        "is requesting",
                                        "birth",
                                        "born ",
                                        "dob",
                                        "d.o.b",
                                        "date of birth",
                                        "b. ",
                                        "is medically",
                                        "is allergic",
                                        "has a history",
                                        "h/o",
                                        "hx ",
                                        "s/p",
                                        "was evaluated",
                                        "was given",
                                        "was found",
                                        "needs a refill",
                                        "tolerated",
                                        "is recovering",
                                        "may return to",
                                        "is cleared",
                                        "will follow up",
                                        "will start",
                                        "was intubated",
                                        "was transferred",
                                        "was transported",
                                        "was brought",
                                        "is unable to work",
                                        "is scheduled",
                                        "was scheduled",
                                        "is due for",
                                        "is a pleasant",
                                        "is an established",
                                        "you were seen",
                                        "your ",
                                        "was hospitalized",
                                        "is pregnant",
                                        "lives with",
                                        "lives at",
                                        "lives alone",
                                        "residing at",
                                        "missed ",
                                        "no-show",
                                        "suffers from",
                                        "is suffering",
                                        "tested positive",
                                        "tested negative",
                                        "is receiving",
                                        "receives"};
    const char *p = stop;
    for (size_t words = 0; words <= WORDS_BETWEEN && p < end; words++) {
        p = phs_note_skip(p, end, " ,-*)(");
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
            if (phs_note_begins(p, end, verbs[i]))
                return true;
        while (p < end && !strchr(" .;", *p))
            p++;
        if (p < end && *p != ' ')
            return false;
    }
    return false;
}

/* "had knee surgery", "-- admitted 3/14, terminal dx": a complaint in what is said of a name at the start of a line. */
bool phs_note_is_complaint_behind(const char *stop, const char *end) {
    size_t n = (size_t)(end - stop) < CLOSE ? (size_t)(end - stop) : CLOSE;
    return phs_health_is_complaint(phs_slice_n(stop, n));
}
