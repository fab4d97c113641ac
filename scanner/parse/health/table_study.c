/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of studies and registries: a number for each subject and the days of what happened to him, under names of their own.
 */
#include "parse/health/note_things.h"
#include "parse/health/table.h"

enum { FEWEST_DAYS = 2, LONGEST_NAME = 60 };

static bool has_word(struct phs_slice name, const char *words) {
    char word[PHS_HEALTH_KEY_WORD + 1];
    while (phs_health_key_word(&name, word))
        if (phs_health_word_in(words, word))
            return true;
    return false;
}

static bool is_subject(struct phs_slice name) {
    return has_word(name, "|subj|subject|subjid|usubjid|pid|participant|proband|studyid|case|caseid|registry|hist|patient|mrn|"
                          "chart|pat|pt|enrollee|record|") &&
           !has_word(name, "|date|dt|name|status|type|count|age|initials|init|site|");
}

/* study_no */
static bool is_study_number(struct phs_slice name) {
    return has_word(name, "|study|trial|registry|cohort|") && has_word(name, "|no|num|nr|id|number|key|");
}

static bool is_day(struct phs_slice name) {
    return has_word(name, "|date|dt|day|fu|followup|visit|dttm|") && !has_word(name, "|id|name|type|no|number|");
}

/* What only happens to those who are ill or studied. */
static bool is_clinical(struct phs_slice name) {
    return has_word(name,
                    "|dx|diagnosis|onset|surg|surgery|op|death|dod|relapse|remission|fu|followup|enr|enrol|enroll|rand|"
                    "randomisation|randomization|consent|biopsy|admit|adm|admission|disch|discharge|chemo|transplant|tx|"
                    "rx|dose|dob|birth|progression|recurrence|collected|specimen|lab|arm|cohort|ae|icd|stage|grade|sx|") ||
           phs_note_health_words(name) > 0;
}

/* Not the arguments of a call, an assignment or a text in quotes. */
static bool may_be_header(const struct phs_table *table) {
    for (size_t i = 0; i < table->n; i++) {
        struct phs_slice cell = table->cell[i];
        if (cell.len > LONGEST_NAME)
            return false;
        for (size_t k = 0; k < cell.len; k++)
            if (strchr(";{}=<>\"'", cell.ptr[k]) || (cell.ptr[k] == '(' && (k == 0 || cell.ptr[k - 1] != ' ')))
                return false;
    }
    return true;
}

bool phs_table_is_study(const struct phs_table *table, const struct phs_health_column **by_column) {
    size_t days = 0, clinical = 0, subject = table->n;
    for (size_t i = 0; may_be_header(table) && i < table->n; i++)
        days += is_day(table->cell[i]);
    for (size_t i = 0; days >= FEWEST_DAYS && i < table->n; i++) {
        clinical += is_clinical(table->cell[i]);
        if (subject == table->n && (is_subject(table->cell[i]) || is_study_number(table->cell[i])))
            subject = i;
    }
    if (subject == table->n || days < FEWEST_DAYS || clinical < 2)
        return false;
    by_column[subject] = phs_health_column_exactly("subjid");
    return true;
}
