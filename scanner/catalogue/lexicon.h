/* SPDX-License-Identifier: Apache-2.0 */
/* Which kind of PHI a field name says: the field patterns as a table that one pass over a file asks word by word: "dob",
 * "dateOfBirth" and "date_of_birth". */
#ifndef PHS_CATALOGUE_LEXICON_H
#define PHS_CATALOGUE_LEXICON_H

#include "catalogue/catalogue.h"

enum { PHS_MOST_CATEGORIES = 64, PHS_LONGEST_TOKEN = 96 };

struct phs_lexeme {
    const struct phs_pattern *pattern;
    struct phs_slice key; /* words run together, lower case; in the lexicon's arena */
    uint32_t hash;
    uint8_t category; /* index into categories */
    uint8_t grade;    /* enum phs_grade; none: a counter-example that hides the shorter name it ends with ("web_vitals") */
    bool weak;        /* counts only beside others: plain names, dates, addresses ... */
    bool alone;       /* says by itself that the program keeps patients */
    bool contact;     /* weak, and common in every program: e-mail, phone, IP; never singles anybody out alone or together */
};

struct phs_lexicon {
    struct phs_arena *arena;
    const char *categories[PHS_MOST_CATEGORIES];
    size_t category_count;
    struct phs_lexeme *slots; /* open addressing, size a power of two */
    size_t size;
    struct phs_map resource_types; /* FHIR: "Condition" -> struct phs_lexeme *; only as the value of resourceType */
    uint64_t pairs[15];            /* bit per first two letters: nearly every word of ordinary code ends here */
};

/* Read-only afterwards, shared by threads. */
void phs_lexicon_init(struct phs_lexicon *lexicon, struct phs_arena *arena, const struct phs_catalogue *catalogue);

/* The longest field name that the token ends with ("billing_diagnosis_code", "patientDOB"), or NULL. What a name begins with
 * says little ("email_template"). *ret_about_a_person: another word of it is patient or the like, so that a weak name
 * counts. */
const struct phs_lexeme *phs_lexicon_find(const struct phs_lexicon *lexicon, struct phs_slice token, bool *ret_about_a_person);

#endif
