/* SPDX-License-Identifier: Apache-2.0 */
/* Whose name it is: somebody's, one's who treats, an institution's; lists of those who write, work or sell something. */
#include <ctype.h>

#include "parse/health/note_things.h"

enum { LONGEST_NAME = 48 };

/* "Mercy General", "St Luke's Hospital" */
bool phs_health_is_organization(struct phs_slice name) {
    static const char *const words[] = {"hospital",   "clinic",  "general",  "center",  "centre",   "medical",    "health",
                                        "group",      "univers", "institut", "pharmac", "services", "associat",   " inc",
                                        " llc",       "company", "school",   "insuran", "college",  "labs",       "laborator",
                                        "department", "street",  "avenue",   "road",    "county",   "foundation", "systems",
                                        " hmo",       " ppo",    "mutual"};
    if (PHS_HEALTH_HAS_ONE(name, words))
        return true;
    return phs_note_begins(name.ptr, name.ptr + name.len, "St ") || phs_note_begins(name.ptr, name.ptr + name.len, "St. ");
}

/* "Dr. Helena Marsh", "Helena Marsh, MD". */
bool phs_health_is_clinician(struct phs_slice name) {
    static const char *const degrees[] = {"MD", "RN", "NP", "DO", "PA", "PhD", "LPN", "PharmD", "DDS", "FNP", "MBBS", "M.D."};
    const char *stop = name.ptr + name.len;
    if (phs_note_begins(name.ptr, stop, "dr.") || phs_note_begins(name.ptr, stop, "dr "))
        return true;
    for (size_t i = 0; i < sizeof degrees / sizeof *degrees; i++) {
        size_t n = strlen(degrees[i]);
        if (phs_slice_is(name, degrees[i]) ||
            (name.len > n && memcmp(stop - n, degrees[i], n) == 0 && !isalpha((unsigned char)stop[-(long)n - 1])))
            return true;
    }
    return false;
}

/* Two words at least, whatever people are called. */
bool phs_health_is_somebody(struct phs_slice value) {
    return value.len < LONGEST_NAME && phs_health_looks_like_name(value) && !phs_health_is_organization(value) &&
           !phs_health_is_clinician(value) && !phs_health_is_complaint(value);
}

/* Lists of those who wrote, work or sell something are lists of people too. */
bool phs_health_is_of_others(struct phs_slice text) {
    static const char *const words[] = {"author", "maintain", "contribut",  "developer", "on-call",    "on call",   "species",
                                        "breed",  "labeler",  "manufactur", "labeler",   "manufactur", "petclinic", "owners"};
    return PHS_HEALTH_HAS_ONE(text, words);
}
