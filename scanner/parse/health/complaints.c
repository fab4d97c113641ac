/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with somebody or done about it, in his words or in a code. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

enum { SHORT_WORD = 4 };

/* What is wrong with somebody or done about it, by how the words begin; not what those who work there are called. */
static const char *const complaints[] = {"a1c",
                                         "abdominal pain",
                                         "abnormal",
                                         "adhd",
                                         "afib",
                                         "albuterol",
                                         "alcohol",
                                         "allerg",
                                         "amlodipine",
                                         "amoxicillin",
                                         "anemia",
                                         "angina",
                                         "annual physical",
                                         "antibiotic",
                                         "anxiety",
                                         "appendi",
                                         "appendic",
                                         "arthritis",
                                         "asthma",
                                         "atorvastatin",
                                         "autis",
                                         "back pain",
                                         "biops",
                                         "bipolar",
                                         "blood pressure",
                                         "bp ",
                                         "bp check",
                                         "bronchitis",
                                         "c-section",
                                         "cancer",
                                         "cataract",
                                         "celiac",
                                         "chemo",
                                         "chest pain",
                                         "chf",
                                         "chole",
                                         "cholecyst",
                                         "cholesterol",
                                         "cirrhosis",
                                         "colonoscop",
                                         "concussion",
                                         "constipat",
                                         "copd",
                                         "cough",
                                         "covid",
                                         "cpap",
                                         "crohn",
                                         "dementia",
                                         "dental",
                                         "depress",
                                         "diabet",
                                         "diagnos",
                                         "dialysis",
                                         "dizziness",
                                         "dizzy",
                                         "dyspnea",
                                         "eczema",
                                         "ekg",
                                         "epilep",
                                         "f/u",
                                         "fever ",
                                         "flu ",
                                         "flu shot",
                                         "follow-up",
                                         "followup",
                                         "fracture",
                                         "gastritis",
                                         "gerd",
                                         "gi bleed",
                                         "glaucoma",
                                         "gout",
                                         "headache",
                                         "heart",
                                         "hepatitis",
                                         "hernia",
                                         "hip ",
                                         "hiv",
                                         "htn",
                                         "hyperlip",
                                         "hypertens",
                                         "hypothy",
                                         "hysterec",
                                         "ibuprofen",
                                         "immuniz",
                                         "immunization",
                                         "infection",
                                         "influenza",
                                         "infusion",
                                         "injury",
                                         "insomnia",
                                         "insulin",
                                         "iud",
                                         "knee",
                                         "lab result",
                                         "lab results",
                                         "lap ",
                                         "leukemia",
                                         "levothyroxine",
                                         "lisinopril",
                                         "losartan",
                                         "lupus",
                                         "lymphoma",
                                         "mammogra",
                                         "melanoma",
                                         "menopaus",
                                         "metformin",
                                         "metoprolol",
                                         "migraine",
                                         "mri",
                                         "nausea",
                                         "needs referral",
                                         "nosebleed",
                                         "obese",
                                         "obesity",
                                         "omeprazole",
                                         "opioid",
                                         "ortho ",
                                         "osteoarth",
                                         "osteopor",
                                         "otitis",
                                         "pacemaker",
                                         "pain ",
                                         "panic attack",
                                         "pap ",
                                         "pap smear",
                                         "parkinson",
                                         "penicillin",
                                         "physical exam",
                                         "physical therapy",
                                         "pna",
                                         "pneumonia",
                                         "post-op",
                                         "prednisone",
                                         "pregnan",
                                         "prenatal",
                                         "psoriasis",
                                         "pt eval",
                                         "ptsd",
                                         "rash",
                                         "refill",
                                         "relapse",
                                         "root canal",
                                         "schizo",
                                         "seizure",
                                         "sepsis",
                                         "sertraline",
                                         "sinusitis",
                                         "sprain",
                                         "strep",
                                         "stroke",
                                         "surgery",
                                         "suture",
                                         "symptom",
                                         "test result",
                                         "thyroid",
                                         "tonsil",
                                         "total hip",
                                         "total knee",
                                         "tsh",
                                         "tumor",
                                         "ultrasound",
                                         "uti",
                                         "vaccin",
                                         "vertigo",
                                         "vomit",
                                         "wants results",
                                         "warfarin",
                                         "well child",
                                         "well visit",
                                         "wheez",
                                         "wound",
                                         "x-ray"};

/* "Heartland", "Infusionsoft", "heartbeat" */
static bool is_of_machines(const char *at, const char *end) {
    static const char *const endings[] = {"land", "soft", "ware", "beat", "bleed", "stream", "net", "tech", "hub"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (phs_note_begins(at, end, endings[i]))
            return true;
    return false;
}

/* Short ones stand alone: "uti" begins many words. */
static bool is_word_of(const char *at, const char *end, const char *word) {
    size_t n = strlen(word);
    return phs_note_begins(at, end, word) &&
           (n > SHORT_WORD || word[n - 1] == ' ' || at + n == end || !isalnum((unsigned char)at[n])) &&
           !is_of_machines(at + n, end);
}

/* E11.9, I10, J45.909. */
static bool is_icd(const char *at, const char *end) {
    if (end - at < 3 || !isupper((unsigned char)*at) || *at == 'U' || !isdigit((unsigned char)at[1]) ||
        !isdigit((unsigned char)at[2]))
        return false;
    const char *p = at + 3;
    size_t more = p < end && *p == '.' ? phs_note_run(p + 1, end, isalnum) : 0;
    p += more ? more + 1 : 0;
    bool known = more || memcmp(at, "I10", 3) == 0 || memcmp(at, "Z23", 3) == 0; /* "B12" is a room as well */
    return known && more <= 4 && (p == end || (!isalnum((unsigned char)*p) && *p != '-' && *p != '_'));
}

bool phs_health_is_complaint(struct phs_slice line) {
    const char *end = line.len ? line.ptr + line.len : line.ptr;
    for (const char *at = line.ptr; at < end; at++) {
        if (!isalpha((unsigned char)*at) || (at > line.ptr && isalnum((unsigned char)at[-1])))
            continue;
        if (is_icd(at, end))
            return true;
        for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++)
            if (complaints[i][0] == (*at | 0x20) && is_word_of(at, end, complaints[i]))
                return true;
    }
    return false;
}
