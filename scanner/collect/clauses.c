/* SPDX-License-Identifier: Apache-2.0 */
/* 45 CFR 164.504(e)(2)(i), (ii)(A)-(J) and (iii). Paragraphs (e)(1) and (e)(5) are duties, not clauses, and are not here. */
#include "collect/clauses.h"

#include <ctype.h>

const struct phs_clause phs_clauses[PHS_CLAUSE_COUNT] = {
    {"BAA-1", "164.504(e)(2)(i)", "permitted uses|permitted and required uses|permitted uses clause"},
    {"BAA-2", "164.504(e)(2)(ii)(A)", "no other use|no further use or disclosure|no other use clause"},
    {"BAA-3", "164.504(e)(2)(ii)(B)", "safeguards|safeguards and subpart c|safeguards clause|security rule clause"},
    {"BAA-4", "164.504(e)(2)(ii)(C)", "reporting|report|breach reporting|reporting clause|breach notification clause"},
    {"BAA-5", "164.504(e)(2)(ii)(D)", "subcontractors|subcontractor clause|subcontractor flow down"},
    {"BAA-6", "164.504(e)(2)(ii)(E)", "access|access clause|individual access"},
    {"BAA-7", "164.504(e)(2)(ii)(F)", "amendment|amendment clause"},
    {"BAA-8", "164.504(e)(2)(ii)(G)", "accounting|accounting clause|accounting of disclosures"},
    {"BAA-9", "164.504(e)(2)(ii)(H)", "delegated obligations|delegated obligations clause"},
    {"BAA-10", "164.504(e)(2)(ii)(I)", "books and records|books to hhs|books and records clause"},
    {"BAA-11", "164.504(e)(2)(ii)(J)", "return or destroy|return or destruction|return or destroy clause"},
    {"BAA-12", "164.504(e)(2)(iii)", "termination|termination clause"},
};

/* In a citation the brackets count: (ii)(I) and (iii) have the same letters. */
static bool counts(char c, bool citation) {
    return isalnum((unsigned char)c) || (citation && (c == '(' || c == ')'));
}

/* Letters and digits agree; the rest is skipped. */
static bool same(struct phs_slice a, struct phs_slice b) {
    size_t i = 0, j = 0;
    bool citation = phs_slice_starts(a, "164.") && phs_slice_starts(b, "164.");
    for (;; i++, j++) {
        while (i < a.len && !counts(a.ptr[i], citation))
            i++;
        while (j < b.len && !counts(b.ptr[j], citation))
            j++;
        if (i >= a.len || j >= b.len)
            return i >= a.len && j >= b.len;
        if (tolower((unsigned char)a.ptr[i]) != tolower((unsigned char)b.ptr[j]))
            return false;
    }
}

const struct phs_clause *phs_clause_named(struct phs_slice word) {
    for (size_t i = 0; i < PHS_CLAUSE_COUNT; i++) {
        struct phs_slice rest = phs_slice(phs_clauses[i].synonyms), synonym;
        if (same(word, phs_slice(phs_clauses[i].id)) || same(word, phs_slice(phs_clauses[i].citation)))
            return &phs_clauses[i];
        while (phs_slice_cut(&rest, '|', &synonym))
            if (same(word, synonym))
                return &phs_clauses[i];
    }
    return NULL;
}
