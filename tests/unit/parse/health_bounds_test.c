/* SPDX-License-Identifier: Apache-2.0 */
/* What readers look no farther for hides nothing that stands behind it. */
#include "health_lines.h"

Test(health_bounds, finds_patients_behind_what_nobody_ends) {
    static const struct row rows[] = {
        {"a statement that nobody ends, and a whole one", "seed.py",
         "# patients\nexecute(\"INSERT INTO patients (id, last_name, dob) VALUES ((\nexecute(\"INSERT INTO patients "
         "(mrn, last_name, dob) VALUES ('48392011', 'Halvorsen', '1961-03-14')\")\n",
         "3"},
        {"an object that nobody closes, and one in it", "out.log",
         "2024-01-14 INFO patient event {\"event\": {\"patient\": {\"mrn\": \"48392011\", \"lastName\": \"Halvorsen\", "
         "\"dob\": "
         "\"1961-03-14\"}\n",
         "1"},
        {"a message on one line", "notes.txt",
         "received: MSH|^~\\&|LAB|SHO|EHR|SHO|20240114||ORU^R01|1|P|2.3 PID|1||48392011^^^MRN||Halvorsen^Marta||19610314|F "
         "OBX|1|NM|glucose||182|mg\n",
         "1"},
        {"a quote that nobody closes, and fields behind it", "seed.js",
         "// it's a patient\nconst p = { note: 'it\\'s, mrn: \"48392011\", lastName: \"Halvorsen\", dob: \"1961-03-14\" }\n",
         "2"},
        {"a word of sixty-five letters, and somebody", "note.txt",
         "Patient: Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nPatient: Marta Halvorsen\nDOB: "
         "03/14/1961\nMRN: 48392011\nDiagnosis: asthma\n",
         "2 3 4 5"}};
    expect_rows(rows, sizeof rows / sizeof *rows);
}
