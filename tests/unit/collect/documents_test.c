/* SPDX-License-Identifier: Apache-2.0 */
/* Which versions of files are read as documents about patients: a look at their first lines has to do. */
#include <criterion/criterion.h>

#include "collect/git/documents.h"

static const struct {
    const char *scenario, *text, *expected;
} rows[] = {
    {"a note", "DISCHARGE SUMMARY\nPatient: Marta Halvorsen   MRN: 48392011\nAdmitted 3/2/2023\n", "x.txt"},
    {"a list in Markdown", "# Callbacks\n\n- Marta Halvorsen, DOB 3/14/1961, 612-824-7342\n", "x.txt"},
    {"a card of a patient", "BEGIN:VCARD\nFN:Marta Halvorsen\nNOTE:patient\\, MRN 48392011\nEND:VCARD\n", "x.txt"},
    {"a card of anybody", "BEGIN:VCARD\nFN:Marta Halvorsen\nTEL:612-824-7342\nEND:VCARD\n", NULL},
    {"an entry of patients", "dn: uid=48392011,ou=patients,dc=clinic\ncn: Marta Halvorsen\nmail: m@x.org\n", "x.txt"},
    {"a program", "class Patient {\n  // DOB and MRN\n  String mrn;\n}\nDOB DOB DOB DOB\n", NULL},
    {"words for people", "Patient.name=Patient Name\nPatient.dob=Date of Birth\nPatient.mrn=MRN\n", NULL},
    {"prose", "This project stores what people said about their shoes and socks.\n", NULL},
};

Test(documents, a_look_at_the_first_lines_has_to_do) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *found = phs_documents_format(phs_slice(rows[i].text));
        cr_expect(rows[i].expected ? found && strcmp(found, rows[i].expected) == 0 : !found, "%s: %s", rows[i].scenario,
                  found ? found : "none");
    }
}
