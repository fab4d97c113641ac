/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of people without a header or labels: "1. Halvorsen, Marta (3/14/1961) 612-824-7342". A line names somebody, a day and
 * a number, or a complaint and one of these; two such lines in a text of health care are a list of patients. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_things.h"

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

enum { FEWEST_LINES = 2, FEWEST_WORDS = 1, LONGEST_LINE = 300, LONGEST_TITLE = 120, LONGEST_TEXT = 64 * 1024 };

struct entry {
    struct phs_slice name, day, phone, number, street;
};

static const char *end_of(const char *at, const char *end) {
    while (at < end && (isalnum((unsigned char)*at) || strchr("-/.()", *at)))
        at++;
    return at;
}

static bool has_year(struct phs_slice day) {
    return phs_health_holds_date(day);
}

static void take_place(struct entry *entry, const char *start, const char *at, const char *end) {
    struct phs_slice word = phs_slice_n(at, (size_t)(end_of(at, end) - at));
    if (!entry->phone.len && phs_note_is_phone(start, at, end))
        entry->phone = word;
    else if (!entry->day.len && phs_note_is_date(at, end) && has_year(word))
        entry->day = word;
    else if (!entry->street.len && phs_note_is_street(at, end))
        entry->street = word;
    else if (!entry->number.len && phs_note_is_number(at, end))
        entry->number = word;
}

enum { SHORT_WORD = 4 };

/* Short ones stand alone: "uti" begins many words. */
static bool is_word_of(const char *at, const char *end, const char *word) {
    size_t n = strlen(word);
    return phs_note_begins(at, end, word) &&
           (n > SHORT_WORD || word[n - 1] == ' ' || at + n == end || !isalnum((unsigned char)at[n]));
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

/* "Mercy General", "St Luke's Hospital" */
bool phs_health_is_organization(struct phs_slice name) {
    static const char *const words[] = {"hospital",   "clinic",  "general",  "center",  "centre",   "medical",    "health",
                                        "group",      "univers", "institut", "pharmac", "services", "associat",   " inc",
                                        " llc",       "company", "school",   "insuran", "college",  "labs",       "laborator",
                                        "department", "street",  "avenue",   "road",    "county",   "foundation", "systems"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_health_has_word(name, words[i]))
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

/* Clinicians and a complaint that begins a line ("Chest Pain") are no patients. */
static bool is_other(const char *start, const char *at, const char *stop) {
    size_t before = (size_t)(at - start) < 4 ? (size_t)(at - start) : 4;
    return (before >= 3 && (memcmp(at - 3, "Dr ", 3) == 0 || (before == 4 && memcmp(at - 4, "Dr. ", 4) == 0))) ||
           phs_health_is_clinician(phs_slice_n(at, (size_t)(stop - at))) ||
           phs_health_is_complaint(phs_slice_n(at, (size_t)(stop - at)));
}

/* Lists of those who wrote, work or sell something are lists of people too. */
bool phs_health_is_of_others(struct phs_slice text) {
    static const char *const words[] = {"author", "maintain", "contribut",  "developer", "on-call",    "on call",   "species",
                                        "breed",  "labeler",  "manufactur", "labeler",   "manufactur", "petclinic", "owners"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_health_has_word(text, words[i]))
            return true;
    return false;
}

static bool is_entry(struct phs_slice line, bool rows, struct entry *ret_entry) {
    const char *end = line.ptr + line.len;
    *ret_entry = (struct entry){.name = PHS_SLICE("")};
    for (const char *at = line.ptr; at < end; at++)
        if (strchr("{}<>=[];", *at)) /* a program's line */
            return false;
    for (const char *at = line.ptr; at < end;) {
        if (at > line.ptr && isalnum((unsigned char)at[-1])) {
            at++;
            continue;
        }
        const char *stop = !ret_entry->name.len ? phs_note_full_name_at(at, end) : NULL;
        if (stop && is_other(line.ptr, at, stop)) {
            at = stop;
            continue;
        }
        if (stop) {
            ret_entry->name = phs_slice_n(at, (size_t)(stop - at));
            at = stop;
            continue;
        }
        if (isdigit((unsigned char)*at) || *at == '(' || isupper((unsigned char)*at)) {
            struct entry before = *ret_entry;
            take_place(ret_entry, line.ptr, at, end);
            if (memcmp(&before, ret_entry, sizeof before) != 0) {
                at = end_of(at, end);
                continue;
            }
        }
        at++;
    }
    bool dated = ret_entry->day.len && (ret_entry->phone.len || ret_entry->number.len);
    bool told = ret_entry->day.len || ret_entry->phone.len || ret_entry->number.len;
    if (!ret_entry->name.len || !told)
        return false;
    return (!rows && (dated || (ret_entry->phone.len && ret_entry->street.len))) || phs_health_is_complaint(line);
}

static size_t entries_of(struct phs_slice bytes, bool rows) {
    struct phs_slice line;
    struct entry entry;
    uint32_t number = 0;
    size_t n = 0;
    while (n < FEWEST_LINES && phs_health_next_line(&bytes, &number, &line))
        n += line.len < LONGEST_LINE && is_entry(line, rows, &entry);
    return n;
}

bool phs_health_roster(struct phs_health_reader *reader, bool rows, bool titled) {
    struct phs_slice bytes = reader->bytes, line;
    struct entry entry;
    uint32_t number = 0;
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < LONGEST_TEXT ? bytes.len : LONGEST_TEXT);
    titled |= phs_health_is_complaint(phs_slice_n(head.ptr, head.len < LONGEST_TITLE ? head.len : LONGEST_TITLE));
    if ((!rows && !titled && phs_note_health_words(head) < FEWEST_WORDS) || phs_health_is_of_others(head) ||
        entries_of(head, rows) < FEWEST_LINES)
        return false;
    while (!reader->limited && phs_health_next_line(&bytes, &number, &line)) {
        if (line.len >= LONGEST_LINE || !is_entry(line, rows, &entry))
            continue;
        phs_health_add(reader, "name", PHS_HEALTH_WEAK, number, entry.name);
        phs_health_add(reader, "dob", PHS_HEALTH_WEAK, number, entry.day);
        phs_health_add(reader, "phone", PHS_HEALTH_CONTACT, number, entry.phone);
        phs_health_add(reader, "address", PHS_HEALTH_CONTACT, number, entry.street);
        phs_health_add(reader, "account_number", PHS_HEALTH_CONTACT, number, entry.number);
        if (phs_health_is_complaint(line))
            phs_health_add(reader, "diagnosis", PHS_HEALTH_FACT, number, line);
        phs_health_end(reader, true);
    }
    return true;
}
