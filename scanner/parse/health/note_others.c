/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of health care that are about nobody in care: policies, minutes, releases, directories, articles, contracts. */
#include <ctype.h>

#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

size_t phs_note_speaks_to_everybody(struct phs_slice text) {
    static const char *const words[] = {"policy",
                                        "committee",
                                        "minutes of",
                                        "agenda",
                                        "immediate release",
                                        "media contact",
                                        "press release",
                                        "newsletter",
                                        "job description",
                                        "resumes to",
                                        "apply by",
                                        "equal opportunity",
                                        "salary",
                                        "business associate",
                                        "agreement is made",
                                        "whereas",
                                        "principal investigator",
                                        "clinicaltrials.gov",
                                        "randomized",
                                        "enrolled patients",
                                        "patients were",
                                        "all patients",
                                        "our patients",
                                        "patients with",
                                        "patients can",
                                        "patients must",
                                        "patients who",
                                        "correspondence:",
                                        "references",
                                        "et al",
                                        "doi",
                                        "copyright",
                                        "license",
                                        "changelog",
                                        "change log",
                                        "install",
                                        "usage:",
                                        "staff must",
                                        "all staff",
                                        "workforce",
                                        "on-call",
                                        "board certified",
                                        "board-certified",
                                        "residency",
                                        "fellowship",
                                        "medical school",
                                        "accepting new",
                                        "office hours",
                                        "opening hours",
                                        "monday to friday",
                                        "monday through friday",
                                        "conference",
                                        "webinar",
                                        "speaker",
                                        "curriculum",
                                        "learning objectives",
                                        "training",
                                        "scenario",
                                        "fictional",
                                        "fictitious",
                                        "hypothetical",
                                        "example",
                                        "sample",
                                        "template",
                                        "lorem",
                                        "_____",
                                        "{{",
                                        "${",
                                        "deploy",
                                        "pull request",
                                        "endpoint",
                                        "database",
                                        "sprint",
                                        "roadmap",
                                        "vendor",
                                        "webhook",
                                        "stars",
                                        "reviews",
                                        "fundrais",
                                        "nurse rota",
                                        "shift swap",
                                        "symposium",
                                        "specific aims",
                                        "self-pay",
                                        "new patients welcome",
                                        "joined",
                                        "graduated",
                                        "revised:",
                                        "leaflet",
                                        "statement: ",
                                        "effective date",
                                        "sop-",
                                        "exception",
                                        "bug:",
                                        "http request",
                                        "volunteer"};
    return phs_health_count_words(text, words, sizeof words / sizeof *words, sizeof words / sizeof *words);
}

bool phs_note_is_settings(struct phs_slice text) {
    struct phs_slice line;
    uint32_t number = 0;
    size_t lines = 0, keys = 0;
    while (phs_health_next_line(&text, &number, &line)) {
        line = phs_slice_trim(line);
        size_t n = line.len > 2 && line.ptr[0] == '-' && line.ptr[1] == ' ' ? 2 : 0, start = n;
        while (n < line.len && (isalnum((unsigned char)line.ptr[n]) || strchr("_-./$\"'", line.ptr[n])))
            n++;
        lines += line.len > 0 && line.ptr[0] != '#';
        keys += n > start && n < line.len && strchr(":=", line.ptr[n]) && !isupper((unsigned char)line.ptr[start]) &&
                (n + 1 == line.len || line.ptr[n] == '=' || line.ptr[n + 1] == ' ');
    }
    return lines > 4 && keys * 2 > lines;
}

bool phs_note_is_of_animals(struct phs_slice text) {
    static const char *const words[] = {"canine", "feline", "equine", "veterinar", "animal hospital",
                                        "spayed", "neuter", "rabies", "labrador",  "breed"};
    return phs_health_count_words(text, words, sizeof words / sizeof *words, 2) > 1;
}

bool phs_note_hints_at_somebody(struct phs_slice text) {
    static const char *const words[] = {"year-old", "year old", "yo,",    "y/o",    "client ", "geb.",  "geboren",
                                        "born on",  "d.o.b",    "nata a", "nato a", "née le",  "né le", "nacim",
                                        "mr. ",     "mrs. ",    "mrs ",   " mr ",   " ms. ",   "mw. ",  "dhr. "};
    return PHS_HEALTH_HAS_ONE(text, words);
}
