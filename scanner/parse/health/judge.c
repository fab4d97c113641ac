/* SPDX-License-Identifier: Apache-2.0 */
/* Whose values these are: somebody's, nobody's (ranges that are never issued, generators' names), or those of documentation. */
#include <ctype.h>

#include "parse/health/record.h"
#include "parse/match/validators.h"

/* "***-**-****", "XXX-XX-XXXX", "____", "##-###" */
static bool is_mask(struct phs_slice value) {
    bool marks = false;
    for (size_t i = 0; i < value.len; i++) {
        if (!strchr("*xX#_-./() ?&;", value.ptr[i]))
            return false;
        marks |= strchr("*xX#_-?", value.ptr[i]) != NULL;
    }
    return marks;
}

#define WORD PHS_SLICE_IN_TABLE

bool phs_health_is_empty(struct phs_slice value) {
    static const struct phs_slice nothing[] = {WORD("null"),
                                               WORD("none"),
                                               WORD("n/a"),
                                               WORD("na"),
                                               WORD("unknown"),
                                               WORD("unk"),
                                               WORD("nan"),
                                               WORD("nil"),
                                               WORD("-"),
                                               WORD("--"),
                                               WORD("\\N"),
                                               WORD("undefined"),
                                               WORD("not available"),
                                               WORD("not provided"),
                                               WORD("asku"),
                                               WORD("nask"),
                                               WORD("ni"),
                                               WORD("redacted"),
                                               WORD("[redacted]"),
                                               WORD("***"),
                                               WORD("xxx"),
                                               WORD("string"),
                                               WORD("\"\""),
                                               WORD("''"),
                                               WORD("not applicable"),
                                               WORD("anonymous"),
                                               WORD("anonymized")};
    if (value.len == 0)
        return true;
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (nothing[i].len == value.len && phs_slice_ieq(value, nothing[i]))
            return true;
    /* A template is filled in later by something else, a mask hides what was there. */
    return is_mask(value) || phs_slice_starts(value, "${") || phs_slice_starts(value, "{{") || phs_slice_starts(value, "<%") ||
           phs_slice_starts(value, "%s") || (value.len > 2 && value.ptr[0] == '[' && value.ptr[value.len - 1] == ']') ||
           (value.len > 2 && value.ptr[0] == '{' && value.ptr[value.len - 1] == '}') ||
           (value.len > 2 && value.ptr[0] == '<' && memchr(value.ptr, '>', value.len));
}

static bool holds(struct phs_slice value, const char *lower_word) {
    size_t n = strlen(lower_word);
    for (size_t i = 0; i + n <= value.len; i++) {
        size_t k = 0;
        while (k < n && tolower((unsigned char)value.ptr[i + k]) == lower_word[k])
            k++;
        if (k == n)
            return true;
    }
    return false;
}

/* Synthea ends every name with digits; standards and vendors have favourite patients. */
static enum phs_match_class judge_name(struct phs_slice value) {
    static const char *const documented[] = {"everyman",      "everywoman",   "john doe",     "jane doe",     "doe, j",
                                             "doe^j",         "doe*j",        "doe|j",        "john q",       "chalmers",
                                             "van de heuvel", "example",      "sample",       "duck^",        "mouse, m",
                                             "mickey mouse",  "donald duck",  "lastname",     "firstname",    "last name",
                                             "first name",    "your name",    "test patient", "patient test", "test^",
                                             "foo bar",       "patient name", "family^given", "given^family"};
    static const char *const wholly[] = {"doe",  "foo",   "bar",        "baz",        "qux",      "dummy",    "demo", "test",
                                         "last", "first", "last^first", "last*first", "doe^john", "doe^jane", "lorem"};
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < sizeof wholly / sizeof *wholly; i++)
        if (phs_slice_ieq(value, phs_slice(wholly[i])))
            return PHS_MATCH_DOCUMENTED;
    for (size_t i = 0; i < value.len; i++) {
        digits += isdigit((unsigned char)value.ptr[i]) != 0;
        letters += isalpha((unsigned char)value.ptr[i]) != 0;
    }
    for (size_t i = 0; i < sizeof documented / sizeof *documented; i++)
        if (holds(value, documented[i]))
            return PHS_MATCH_DOCUMENTED;
    return digits >= 2 && digits <= 8 && letters > 2 && isdigit((unsigned char)value.ptr[value.len - 1]) ? PHS_MATCH_SYNTHETIC
                                                                                                         : PHS_MATCH_REAL;
}

static enum phs_match_class judge_number(struct phs_slice value) {
    enum phs_match_class told = phs_validate_number(value, value);
    return told == PHS_MATCH_NONE ? PHS_MATCH_REAL : told;
}

enum phs_match_class phs_health_judge(const char *category, struct phs_slice value) {
    enum phs_match_class told = PHS_MATCH_REAL;
    if (strcmp(category, "ssn") == 0)
        told = phs_validate_ssn(value, value);
    else if (strcmp(category, "name") == 0)
        told = judge_name(value);
    else if (strcmp(category, "mrn") == 0 || strcmp(category, "insurance_id") == 0 || strcmp(category, "patient_id") == 0)
        told = judge_number(value);
    else if (strcmp(category, "email") == 0)
        told = holds(value, "@example.") || holds(value, "@test.") ? PHS_MATCH_DOCUMENTED : PHS_MATCH_REAL;
    else if (strcmp(category, "phone") == 0)
        told = holds(value, "555-01") || holds(value, "5550100") || holds(value, "555-555-5555") || holds(value, "555-1212")
                   ? PHS_MATCH_DOCUMENTED
                   : PHS_MATCH_REAL;
    /* What has no such shape is written there all the same: it says nothing about being made up. */
    return told == PHS_MATCH_NONE ? PHS_MATCH_REAL : told;
}

/* Generators and public test sets sign their documents. HTEST is FHIR's label for test data. */
bool phs_health_says_synthetic(struct phs_slice bytes, bool program) {
    static const char *const marks[] = {"Patient/smart-", "smarthealthit.org", "\"HTEST\"", "SYNTHETIC DATA", "fictitious"};
    static const char *const made[] = {"synthetichealth", "Synthea", "synthea", "Synthetic Patient", "synthetic data"};
    struct phs_slice rest = bytes;
    for (size_t at; (at = phs_slice_find(rest, PHS_SLICE("ynthe"))) !=
                    (size_t)-1;) { /* which all of those have behind their first letter */
        struct phs_slice word = at ? phs_slice_n(rest.ptr + at - 1, rest.len - at + 1) : rest;
        for (size_t i = 0; i < sizeof made / sizeof *made; i++)
            if (phs_slice_starts(word, made[i]))
                return true;
        rest = phs_slice_n(rest.ptr + at + 1, rest.len - at - 1);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (phs_slice_find(bytes, phs_slice(marks[i])) != (size_t)-1)
            return true;
    return !program && phs_slice_find(bytes, PHS_SLICE("Faker")) != (size_t)-1; /* what it makes is not written down there */
}
