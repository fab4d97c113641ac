/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in sentences about people without a label: dates, telephones, addresses, numbers, titles; and the words of health
 * care. */
#include "parse/health/note_things.h"

#include <ctype.h>
#include <pthread.h>
#include <strings.h>

size_t phs_note_run(const char *at, const char *end, int (*is)(int)) {
    size_t n = 0;
    while (at + n < end && is((unsigned char)at[n]))
        n++;
    return n;
}

static bool is_day_of_month(const char *at, const char *end);

bool phs_note_is_date(const char *at, const char *end) {
    if (is_day_of_month(at, end))
        return true;
    size_t a = phs_note_run(at, end, isdigit);
    if ((a != 1 && a != 2 && a != 4) || at + a + 2 >= end || !strchr("/-.", at[a]))
        return false;
    const char *second = at + a + 1;
    size_t b = phs_note_run(second, end, isdigit);
    if (b < 1 || b > 2)
        return false;
    if (second + b >= end || second[b] != at[a])
        return at[a] == '/' && a <= 2 && b <= 2 && !(second + b < end && isalnum((unsigned char)second[b])); /* 3/17 */
    size_t c = phs_note_run(second + b + 1, end, isdigit);
    return a == 4 ? c >= 1 && c <= 2 : c == 4 || (at[a] != '.' && c == 2);
}

bool phs_note_is_month(const char *at, const char *end) {
    static const char *const months[] = {"january",   "february", "march",    "april",    "may",  "june", "july", "august",
                                         "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
                                         "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "nov",  "dec"};
    size_t n = phs_note_run(at, end, isalpha);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strlen(months[i]) == n && strncasecmp(at, months[i], n) == 0) {
            const char *next = at + n;
            while (next < end && (*next == ' ' || *next == '.' || *next == ','))
                next++;
            return isupper((unsigned char)*at) && next < end && isdigit((unsigned char)*next);
        }
    return false;
}

/* 14 March 2024, 14-Mar-58 */
static bool is_day_of_month(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit);
    const char *p = at + n;
    if (n < 1 || n > 2 || p + 6 > end || !strchr(" -.", *p))
        return false;
    p += *p == '.' && p[1] == ' ' ? 2 : 1;
    size_t letters = phs_note_run(p, end, isalpha);
    char month[12] = {0};
    if (letters < 3 || letters > 9)
        return false;
    memcpy(month, p, letters);
    month[0] = (char)toupper((unsigned char)month[0]);
    const char *year = p + letters;
    while (year < end && strchr(" -.,", *year))
        year++;
    memcpy(month + letters, " 1", 2);
    size_t digits = phs_note_run(year, end, isdigit);
    bool named = letters > 3 || (letters == 3 && isupper((unsigned char)*p)); /* 9 May */
    return (digits == 2 || digits == 4 || (digits == 0 && named)) && phs_note_is_month(month, month + letters + 2);
}

/* 415-867-2094, (415) 867-2094, 415.867.2094 */
bool phs_note_is_phone(const char *start, const char *at, const char *end) {
    const char *p = at + (*at == '(');
    size_t digits = phs_note_run(p, end, isdigit);
    if (digits == 11 && *p == '1' && p > start && p[-1] == '+')
        return true;
    if (digits != 3)
        return false;
    p += 3;
    while (p < end && strchr(")-. ", *p) && p - at < 7)
        p++;
    if (p == at + 3 || phs_note_run(p, end, isdigit) != 3)
        return false;
    p += 3;
    if (p >= end || !strchr("-. ", *p))
        return false;
    return phs_note_run(p + 1, end, isdigit) == 4;
}

bool phs_note_is_ssn(const char *at, const char *end) {
    return phs_note_run(at, end, isdigit) == 3 && end - at >= 11 && at[3] == '-' && phs_note_run(at + 4, end, isdigit) == 2 &&
           at[6] == '-' && phs_note_run(at + 7, end, isdigit) == 4;
}

/* Mr. Ortega, Dr. Anne Lee */
bool phs_note_is_titled(const char *at, const char *end) {
    static const char *const titles[] = {"Mr", "Mrs", "Ms", "Miss", "Dr", "Dear", "Mme", "Mlle", "Herr", "Frau", "Sra"};
    size_t n = phs_note_run(at, end, isalpha);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strlen(titles[i]) == n && memcmp(at, titles[i], n) == 0) {
            const char *p = at + n;
            p += p < end && *p == '.';
            p += p < end && *p == ' ';
            return p + 1 < end && isupper((unsigned char)*p) && isalpha((unsigned char)p[1]);
        }
    return false;
}

static bool is_numbered_road(const char *at, size_t length, const char *end) {
    static const char *const roads[] = {"hwy", "highway", "route", "rte", "road", "rd", "fm", "rr"};
    for (size_t i = 0; i < sizeof roads / sizeof *roads; i++)
        if (strlen(roads[i]) == length && strncasecmp(at, roads[i], length) == 0 && end - at > (long)length + 1)
            return at[length] == ' ' && isdigit((unsigned char)at[length + 1]);
    return false;
}

/* 1420 Maple Street: a number, one to four words, and what streets are called. */
bool phs_note_is_street(const char *at, const char *end) {
    static const char kinds[] =
        "|street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|circle|cir|"
        "terrace|trail|parkway|pkwy|highway|hwy|apt|suite|row|close|gardens|crescent|mews|grove|walk|loop|"
        "square|alley|pike|turnpike|plaza|point|path|run|";
    size_t n = phs_note_run(at, end, isdigit);
    const char *p = at + n;
    if (n < 1 || n > 5 || p >= end || *p != ' ')
        return false;
    for (size_t words = 0; words < 5 && p < end && *p == ' '; words++) {
        char kind[20] = "|";
        size_t length = phs_note_run(++p, end, isalpha);
        if (length == 0 || !isupper((unsigned char)*p))
            return false;
        if (words > 0 && length < 12) {
            for (size_t i = 0; i < length; i++)
                kind[1 + i] = (char)tolower((unsigned char)p[i]);
            kind[1 + length] = '|';
            if (strstr(kinds, kind))
                return true;
        }
        if (words < 3 && is_numbered_road(p, length, end)) /* 4426 Hwy 61, 88 County Road 14 */
            return true;
        p += length;
        p += end - p > 1 && *p == '\'' && p[1] == 's' ? 2 : p < end && *p == '.';
    }
    return false;
}

/* Springfield, IL 62704 */
bool phs_note_is_zip(const char *start, const char *at, const char *end) {
    if (phs_note_run(at, end, isdigit) != 5 || at - start < 4 || at[-1] != ' ' || !isupper((unsigned char)at[-2]) ||
        !isupper((unsigned char)at[-3]))
        return false;
    return at[-4] == ' ' || at[-4] == ',';
}

static bool is_address_line(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit);
    return n >= 1 && n <= 3 && at + n < end && at[n] == '.' && phs_note_run(at + n + 1, end, isdigit) >= 1;
}

/* 10.2.3.4 */
/* WX4 7TT */
bool phs_note_is_postcode(const char *at, const char *end) {
    size_t letters = phs_note_run(at, end, isupper);
    const char *p = at + letters;
    if (letters < 1 || letters > 2 || end - p < 5 || !isdigit((unsigned char)*p))
        return false;
    p++;
    p += isalnum((unsigned char)*p) != 0;
    return end - p >= 4 && *p == ' ' && isdigit((unsigned char)p[1]) && isupper((unsigned char)p[2]) &&
           isupper((unsigned char)p[3]) && (p + 4 == end || !isalnum((unsigned char)p[4]));
}

bool phs_note_is_ip(const char *at, const char *end) {
    size_t parts = 0;
    while (is_address_line(at, end) && parts < 3) {
        at += phs_note_run(at, end, isdigit) + 1;
        parts++;
    }
    size_t last = phs_note_run(at, end, isdigit);
    return parts == 3 && last >= 1 && last <= 3 && !(at + last < end && (isalnum((unsigned char)at[last]) || at[last] == '.'));
}

/* MRN 0042, HX-4481902, acct 77120493: letters and at least six digits in a row. */
bool phs_note_is_number(const char *at, const char *end) {
    size_t letters = phs_note_run(at, end, isupper);
    const char *p = at + letters;
    p += letters > 0 && p < end && *p == '-';
    size_t digits = phs_note_run(p, end, isdigit);
    return letters <= 4 && digits >= 6 && digits <= 14 &&
           !(p + digits < end && (isalpha((unsigned char)p[digits]) || p[digits] == '_'));
}

/* Words of health care and how they begin; short ones stand alone. */
static const char *const health_words[] = {"a1c",
                                           "abdom",
                                           "abscess",
                                           "abx",
                                           "acetaminophen",
                                           "acute",
                                           "adhd",
                                           "admission",
                                           "admitted",
                                           "afebrile",
                                           "afib",
                                           "albuterol",
                                           "allerg",
                                           "allergies",
                                           "alzheimer",
                                           "ambulat",
                                           "amlodipine",
                                           "amoxicillin",
                                           "anemia",
                                           "anesth",
                                           "aneurysm",
                                           "angina",
                                           "antibiotic",
                                           "anxiety",
                                           "apixaban",
                                           "appointment",
                                           "arrhythm",
                                           "arthritis",
                                           "arthroscop",
                                           "arzt",
                                           "aspirin",
                                           "asthma",
                                           "ativan",
                                           "atorvastatin",
                                           "atrial",
                                           "aufnahme",
                                           "azithromycin",
                                           "bedside",
                                           "biops",
                                           "bipolar",
                                           "blood",
                                           "bmi",
                                           "bp",
                                           "bpm",
                                           "breast",
                                           "bronchitis",
                                           "caesarean",
                                           "cancer",
                                           "cardiolog",
                                           "caregiver",
                                           "cataract",
                                           "catheter",
                                           "cause of death",
                                           "celiac",
                                           "chart",
                                           "chemo",
                                           "chf",
                                           "cholecyst",
                                           "cholesterol",
                                           "chronic",
                                           "cirrhosis",
                                           "claim number",
                                           "clinic",
                                           "clinician",
                                           "cms-1500",
                                           "colitis",
                                           "colonoscop",
                                           "concussion",
                                           "consent",
                                           "consultation",
                                           "copay",
                                           "copd",
                                           "coronary",
                                           "cough",
                                           "coverage",
                                           "covid",
                                           "cpap",
                                           "cpt",
                                           "creatinine",
                                           "crohn",
                                           "ctscan",
                                           "céphal",
                                           "date of birth",
                                           "decedent",
                                           "deductible",
                                           "delirium",
                                           "dementia",
                                           "denied claim",
                                           "dental",
                                           "depress",
                                           "dermatitis",
                                           "dermatolog",
                                           "diabet",
                                           "diagnos",
                                           "dialysis",
                                           "diarrhea",
                                           "diazepam",
                                           "dietitian",
                                           "discharge",
                                           "dizziness",
                                           "dm2",
                                           "dob",
                                           "doctor",
                                           "dosage",
                                           "dose",
                                           "dressing",
                                           "dsm-5",
                                           "dx",
                                           "dyspnea",
                                           "ecg",
                                           "echocardiogram",
                                           "eczema",
                                           "ed visit",
                                           "edema",
                                           "egd",
                                           "ehr",
                                           "ekg",
                                           "emergency contact",
                                           "emergency department",
                                           "emergency room",
                                           "emr",
                                           "endoscop",
                                           "entlass",
                                           "eob",
                                           "epilep",
                                           "exam",
                                           "eye clinic",
                                           "family history",
                                           "fever",
                                           "fibrillation",
                                           "flu shot",
                                           "follow up",
                                           "follow-up",
                                           "fracture",
                                           "furosemide",
                                           "gabapentin",
                                           "gerd",
                                           "glucose",
                                           "gout",
                                           "guardian",
                                           "h/o",
                                           "hba1c",
                                           "hcfa",
                                           "headache",
                                           "health plan",
                                           "health record",
                                           "heart failure",
                                           "heart rate",
                                           "hemoglobin",
                                           "hepatitis",
                                           "hernia",
                                           "history of",
                                           "hiv",
                                           "hospice",
                                           "hospital",
                                           "hospitalización",
                                           "hpi",
                                           "htn",
                                           "hydrocodone",
                                           "hypertension",
                                           "hypothyroid",
                                           "hôpital",
                                           "ibuprofen",
                                           "icd",
                                           "imaging",
                                           "immuniz",
                                           "infection",
                                           "influenza",
                                           "infusion",
                                           "inhaler",
                                           "injury",
                                           "inpatient",
                                           "insomnia",
                                           "insulin",
                                           "insurance",
                                           "intubat",
                                           "iv",
                                           "kidney",
                                           "klinik",
                                           "krank",
                                           "lab result",
                                           "laborator",
                                           "leukemia",
                                           "levothyroxine",
                                           "lisinopril",
                                           "losartan",
                                           "lumbar",
                                           "lupus",
                                           "lymphoma",
                                           "mammogram",
                                           "medicaid",
                                           "medical examiner",
                                           "medical record",
                                           "medicare",
                                           "medication",
                                           "melanoma",
                                           "member id",
                                           "mental health",
                                           "metastatic",
                                           "metformin",
                                           "metoprolol",
                                           "mg",
                                           "migraine",
                                           "morphine",
                                           "mri",
                                           "myocardial",
                                           "médec",
                                           "naproxen",
                                           "nausea",
                                           "nebuliz",
                                           "neurolog",
                                           "next of kin",
                                           "nka",
                                           "nkda",
                                           "nurse",
                                           "obese",
                                           "obesity",
                                           "office visit",
                                           "omeprazole",
                                           "oncolog",
                                           "oncology",
                                           "ordonnance",
                                           "orthop",
                                           "osteo",
                                           "outpatient",
                                           "oxycodone",
                                           "pacemaker",
                                           "pain",
                                           "pancrea",
                                           "panic",
                                           "patholog",
                                           "patient",
                                           "pcp",
                                           "pediatric",
                                           "penicillin",
                                           "pharmacy",
                                           "phq-9",
                                           "physician",
                                           "pneumonia",
                                           "po",
                                           "polyp",
                                           "post-op",
                                           "prednisone",
                                           "pregnan",
                                           "prenatal",
                                           "preop",
                                           "prescri",
                                           "prn",
                                           "procedure",
                                           "prognosis",
                                           "prozac",
                                           "psoriasis",
                                           "psych",
                                           "ptsd",
                                           "pulmonary",
                                           "qhs",
                                           "radiation",
                                           "radiculopathy",
                                           "radiolog",
                                           "referral",
                                           "referred",
                                           "refill",
                                           "rehab",
                                           "remittance advice",
                                           "renal",
                                           "respiratory",
                                           "rheumat",
                                           "rx",
                                           "s/p",
                                           "schizo",
                                           "sciatica",
                                           "scoliosis",
                                           "sedation",
                                           "seizure",
                                           "sepsis",
                                           "sertraline",
                                           "services on",
                                           "shelter",
                                           "si/hi",
                                           "sinusitis",
                                           "sleep apnea",
                                           "specimen",
                                           "spo2",
                                           "ssri",
                                           "stent",
                                           "steroid",
                                           "stroke",
                                           "subscriber",
                                           "subscriber id",
                                           "substance use",
                                           "suicid",
                                           "surgeon",
                                           "surgery",
                                           "surgical",
                                           "symptom",
                                           "tablet",
                                           "telehealth",
                                           "telemetry",
                                           "test result",
                                           "therap",
                                           "tonsil",
                                           "toxic",
                                           "traitement",
                                           "tramadol",
                                           "transfus",
                                           "transplant",
                                           "tratamiento",
                                           "treatment",
                                           "troponin",
                                           "tsh",
                                           "tuberculosis",
                                           "tumor",
                                           "tylenol",
                                           "ub-04",
                                           "ub04",
                                           "ultrasound",
                                           "urgencias",
                                           "urgent care",
                                           "uti",
                                           "vaccin",
                                           "visit summary",
                                           "vital",
                                           "vitals",
                                           "ward",
                                           "warfarin",
                                           "wbc",
                                           "well child",
                                           "wheelchair",
                                           "wheez",
                                           "wound",
                                           "wristband",
                                           "x-ray",
                                           "xanax",
                                           "y/o",
                                           "zoloft"};

enum { WORDS = sizeof health_words / sizeof *health_words, SHORT_WORD = 4 };

static bool is_health_word(const char *at, const char *end, const char *word) {
    size_t n = strlen(word);
    if ((size_t)(end - at) < n || strncasecmp(at, word, n) != 0)
        return false;
    return n > SHORT_WORD || at + n == end || !isalnum((unsigned char)at[n]);
}

/* Where the words of each letter begin: they stand in order. */
static unsigned short first_of[27];
static pthread_once_t first_once = PTHREAD_ONCE_INIT;

static void index_words(void) {
    size_t i = 0;
    for (size_t c = 0; c <= 26; c++) {
        while (i < WORDS && (size_t)(health_words[i][0] - 'a') < c)
            i++;
        first_of[c] = (unsigned short)i;
    }
}

size_t phs_note_health_words(struct phs_slice text) {
    bool seen[WORDS] = {false};
    const char *end = text.ptr + text.len;
    size_t n = 0;
    pthread_once(&first_once, index_words);
    for (const char *at = text.ptr; at < end; at++) {
        if (!isalpha((unsigned char)*at))
            continue;
        size_t letter = (size_t)((*at | 0x20) - 'a');
        for (size_t i = first_of[letter]; i < first_of[letter + 1]; i++)
            if (!seen[i] && is_health_word(at, end, health_words[i])) {
                seen[i] = true;
                n++;
            }
        while (at + 1 < end && (isalnum((unsigned char)at[1]) || at[1] == '_'))
            at++;
    }
    return n;
}

bool phs_note_is_great_age(const char *at, const char *end) {
    size_t n = phs_note_run(at, end, isdigit);
    bool great = (n == 2 && *at == '9') || (n == 3 && at[0] == '1' && at[1] <= '1');
    const char *p = at + n;
    p += great && p < end && (*p == ' ' || *p == '-');
    return great && end - p >= 2 && (strncasecmp(p, "y", 1) == 0) && strchr("e/o.", tolower((unsigned char)p[1]));
}

static const char *name_word(const char *at, const char *end) {
    const char *p = at;
    if (p >= end || !(isupper((unsigned char)*p) || (unsigned char)*p > 127))
        return NULL;
    while (p < end && (isalpha((unsigned char)*p) || (unsigned char)*p > 127 ||
                       ((*p == '\'' || *p == '-') && p + 1 < end && isalpha((unsigned char)p[1]))))
        p++;
    return p < end && (isdigit((unsigned char)*p) || *p == '_' || *p == '=') ? NULL : p;
}

const char *phs_note_kin_at(const char *at, const char *end) {
    static const char kin[] = "|husband|wife|son|daughter|mother|father|brother|sister|spouse|partner|mom|dad|aunt|uncle|niece|"
                              "nephew|guardian|grandson|granddaughter|grandmother|grandfather|caregiver|stepmother|stepfather|"
                              "neighbor|roommate|boyfriend|girlfriend|fiance|fiancee|";
    char word[20] = "|";
    size_t n = phs_note_run(at, end, isalpha);
    if (n < 3 || n + 3 > sizeof word)
        return NULL;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)at[i]);
    word[1 + n] = '|';
    const char *p = at + n;
    while (p < end && strchr(" ,(:", *p) && p - at < 20)
        p++;
    const char *stop = p > at + n && strstr(kin, word) ? name_word(p, end) : NULL;
    return stop && stop - p >= 3 && islower((unsigned char)p[1]) ? stop : NULL;
}

const char *phs_note_full_name_at(const char *at, const char *end) {
    const char *stop = name_word(at, end), *p = stop;
    size_t words = stop != NULL, longest = stop ? (size_t)(stop - at) : 0;
    while (p && words < 5) {
        p += p < end && (*p == ',' || *p == '.' || *p == '^');
        p += p < end && *p == ' ';
        const char *next = p < end && p > stop ? name_word(p, end) : NULL;
        if (!next)
            break;
        longest = (size_t)(next - p) > longest ? (size_t)(next - p) : longest;
        stop = p = next;
        words++;
    }
    return words >= 2 && words <= 4 && longest >= 3 ? stop : NULL;
}
