/* SPDX-License-Identifier: Apache-2.0 */
/* What a field name says, in every spelling. */
#include <criterion/criterion.h>

#include "catalogue/lexicon.h"
#include "support/catalogue.h"

static struct phs_arena *arena;
static struct phs_lexicon lexicon;

static void load(void) {
    arena = phs_arena_new();
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    phs_lexicon_init(&lexicon, arena, catalogue);
}

static void unload(void) {
    phs_arena_free(arena);
}

TestSuite(lexicon, .init = load, .fini = unload);

Test(lexicon, a_name_of_any_length_is_answered) {
    bool person;
    char *text = phs_alloc(arena, 100000);
    memset(text, 'a', 99999);
    cr_expect_null(phs_lexicon_find(&lexicon, phs_slice(text), &person));
}

static const struct {
    const char *name, *category; /* NULL: says nothing */
} fields[] = {
    {"", NULL},
    {"_", NULL},
    {"a", NULL},
    {"name", NULL},
    {"filename", NULL},
    {"patient_name", "name"},
    {"firstName", "name"},
    {"billingFirstName", "name"},
    {"FIRST-NAME", "name"},
    {"dateOfBirth", "dob"},
    {"DOB", "dob"},
    {"patientDOB", "dob"},
    {"email", "email"},
    {"patientEmail", "email"},
    {"email_template", NULL},
    {"ICD10Code", "diagnosis"},
    {"request.patient.mrn", "mrn"},
    {"patient.mrn", "mrn"},
    {"visit_transcript", "note"},
    {"visit_transcript_text", NULL},
    {"A1C_VALUE", "lab_result"},
    {"Encounter", "encounter"},
    {"\xc3\xa9mail", NULL},
};

Test(lexicon, a_field_name_says_its_kind_in_every_spelling) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        bool person;
        const struct phs_lexeme *lexeme = phs_lexicon_find(&lexicon, phs_slice(fields[i].name), &person);
        const struct phs_pattern *pattern = lexeme ? lexeme->pattern : NULL;
        cr_expect(fields[i].category ? pattern && strcmp(pattern->category, fields[i].category) == 0 : !pattern, "%s: %s",
                  fields[i].name, pattern ? pattern->category : "nothing");
    }
}
