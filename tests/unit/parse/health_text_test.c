/* SPDX-License-Identifier: Apache-2.0 */
/* Patients in what is no document about them: code, settings, markup, queries, listings, letters; line by line, and what must
 * stay nothing. All people are made up. */
#include "tests/unit/parse/health_lines.h"

Test(health_text, programs_about_patients_hold_no_patients) {
    static const struct row rows[] = {
        {"a model", "patient.py",
         "class Patient(Model):\n  first_name = CharField()\n  dob = DateField()\n  ssn = CharField(max_length=11)\n",
         "nothing"},
        {"a schema", "api.yaml",
         "Patient:\n  properties:\n    firstName: {type: string}\n    ssn: {type: string}\n    mrn: {type: string, maxLength: "
         "12}\n",
         "nothing"},
        {"a form", "f.html",
         "<div>Patient <input name=\"first_name\" placeholder=\"First name\">"
         "<input name=\"dob\" placeholder=\"MM/DD/YYYY\"><input name=\"ssn\" pattern=\"x\"></div>\n",
         "nothing"},
        {"a report about configuration", "report.html",
         "<div><p>No real patients in the source tree</p>\n<table>\n"
         "<tr><th>The access policy names who may use it <span>aws.opensearch.open-policy</span></th><td>CC6.1, CC6.3 "
         "<span>164.312(a)(1), 164.308(a)(4)(i)</span></td><td>1</td></tr>\n"
         "<tr><th>Nodes act as an account of their own <span>gcp.gke.node-account</span></th><td>CC6.1, CC6.3 "
         "<span>164.312(a)(1), 164.308(a)(4)(i)</span></td><td>1</td></tr>\n"
         "<tr><th>Databases are encrypted with a key you control <span>azure.database.customer-key</span></th><td>CC6.1 "
         "<span>164.312(a)(2)(iv)</span></td><td>9</td></tr>\n"
         "<tr><th>Servers are searched for weak settings <span>azure.database.vulnerability-assessment</span></th><td>CC7.2 "
         "<span>164.308(a)(1)(ii)(D)</span></td><td>7</td></tr>\n</table></div>\n",
         "nothing"},
        {"a register of risks", "risks.json",
         "{\"risks\": [{\"treatment\": \"mitigate\", \"factors\": [{\"name\": \"threat base\", \"reason\": \"SP 800-30r1 table "
         "E-2\"}]}]}",
         "nothing"},
        {"words for people", "locales/de.yml", "de:\n  patient:\n    first_name: Vorname\n    last_name: Nachname\n",
         "nothing"},
        {"a bundle of words", "messages_es.properties",
         "Patient.givenName=Nombre\nPatient.familyName=Apellido\nPatient.birthdate=Nacimiento\n", "nothing"},
        {"masked", "p.json",
         "{\"patient\": {\"name\": \"[REDACTED]\", \"dob\": \"****\", \"mrn\": \"XXXXXXXX\", \"ssn\": \"***-**-****\"}}",
         "nothing"},
        {"a generator", "f.py",
         "patient = {\"name\": fake.name(), \"dob\": fake.date_of_birth(), \"ssn\": fake.ssn(), \"mrn\": "
         "fake.numerify(\"####\")}\n",
         "nothing"},
        {"a specification of HL7", "hl7.md", "A message:\n\n    PID|1||<MRN>||<LAST>^<FIRST>||<YYYYMMDD>|<SEX>\n", "nothing"},
        {"a dictionary of DICOM", "dict.h", "{\"(0010,0010) PN PatientName 1\", \"(0010,0020) LO PatientID 1\"}\n", "nothing"},
        {"types of a program", "t.xml",
         "<patient_identifier_type name=\"Test Identifier Type\" description=\"x\"/>\n<encounter_type name=\"Some Type\"/>\n",
         "nothing"},
        {"users of a shop", "u.js", "const user = {firstName: 'Marta', lastName: 'Halvorsen', phone: '612-824-7342'};\n",
         "nothing"},
        {"the patient portal in a log", "a.log", "INFO Patient Portal Service started, phone: 612-824-7342\n", "nothing"},
        {"a quote without an end", "q.py", "patient(first_name=\"Marta\nssn='512-44-", "nothing"},
        {"an element without an end", "d.txt", "patient\n(0010,0010) PN [Ortega", "nothing"},
        {"words in JSON", "i18n/fr.json", "{\"patient\": {\"firstName\": \"Jeanne\", \"lastName\": \"Nom\", \"dob\": \"x\"}}",
         "nothing"},
        {"a masking test", "t.py", "assert mask(\"mrn=12345678\") == \"mrn=********\"\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_text, fields_of_code_are_told_with_their_lines) {
    static const struct row rows[] = {
        {"arguments by name", "t.py",
         "Patient(\n  first_name=\"Marta\",\n  last_name=\"Halvorsen\",\n  dob=datetime.date(1961, 3, 14),\n  "
         "mrn=\"483920\",\n)\n",
         "2 3 4 5"},
        {"setters", "T.java",
         "Patient patient = new Patient();\npatient.setFirstName(\"Marta\");\npatient.setBirthDate(LocalDate.of(1961, 3, "
         "14));\n"
         "patient.setAddress(new Address(\"4411 Grand Ave\", \"Dayton\"));\n",
         "2 3 4"},
        {"a builder", "T.java", "Patient.builder()\n.firstName(\"Marta\")\n.dateOfBirth(LocalDate.parse(\"1961-03-14\"))\n",
         "2 3"},
        {"a factory", "p.rb",
         "factory :patient do\n  first_name { \"Marta\" }\n  ssn { \"512-44-7813\" }\n  dob { Date.new(1961, 3, 14) }\nend\n",
         "2 3 4"},
        {"an array of PHP", "s.php",
         "DB::table('patients')->insert([\n'first_name' => 'Marta',\n'dob' => '1961-03-14',\n'phone' => '612-824-7342']);\n",
         "2 3 4"},
        {"an initialiser", "p.go",
         "p := Patient{\n\tFirstName: \"Marta\",\n\tLastName: \"Halvorsen\",\n\tDOB: \"1961-03-14\",\n}\n", "2 3 4"},
        {"what a test expects later", "t.js",
         "const patient = { lastName: 'Halvorsen', mrn: '48392011' };\nrun();\nexpect(r.mrn).toBe('48392011');\n"
         "expect(n).toBe('Halvorsen');\n",
         "1 3 4"},
        {"elements", "p.xml",
         "<patients>\n<patient>\n<firstName>Marta</firstName>\n<lastName>Halvorsen</lastName>\n<dob>1961-03-14</dob>\n",
         "3 4 5"},
        {"a query of the web", "a.log", "GET /patients?last_name=Halvorsen&dob=1961-03-14 200\nGET /health 200\n", "1"},
        {"a query of a database", "q.sql",
         "-- merge\nUPDATE patients SET last_name = 'Halvorsen', phone = '612-824-7342' WHERE mrn = '48392011';\n", "2"},
        {"settings", ".env", "A=1\nTEST_PATIENT_NAME=\"Marta Halvorsen\"\nTEST_PATIENT_DOB=1961-03-14\n", "2 3"},
        {"two records", "s.yml",
         "patients:\n- first_name: Marta\n  last_name: Halvorsen\n  dob: 1961-03-14\n- first_name: Dwayne\n  last_name: "
         "Mercer\n"
         "  dob: 1949-02-01\n",
         "2 3 4 5 6 7"},
        {"typed into a form", "t.js",
         "cy.get('[name=firstName]').type('Marta')\ncy.get('[name=dob]').type('3/14/1961')\ncy.contains('Patient')\n", "1 2"},
        {"nested elements", "rx.xml",
         "<Patient><LastName>Halvorsen</LastName>\n<DateOfBirth><Date>1961-03-14</Date></DateOfBirth></Patient>\n", "1 2"},
        {"JSON within JSON", "p.json",
         "{\"raw\":\n\"{\\\"patient\\\": {\\\"lastName\\\": \\\"Halvorsen\\\", \\\"dob\\\": \\\"1961-03-14\\\"}}\"}\n", "2"},
        {"a statement in a program", "m.rb",
         "execute \"INSERT INTO patients (last_name, dob, mrn) VALUES ('Halvorsen', '1961-03-14', '48392011')\"\n", "1"},
        {"objects like FHIR's", "f.ts",
         "const patient = {\nname: [{ family: 'Halvorsen', given: ['Marta'] }],\ntelecom: [{ system: 'phone', value: "
         "'612-824-7342' }],\n"
         "birthDate: '1961-03-14'};\n",
         "2 3 4"},
    };
    EXPECT_ROWS(rows);
}

Test(health_text, segments_are_told_wherever_they_stand) {
    static const struct row rows[] = {
        {"HL7 in constants", "T.java",
         "String m =\n\"MSH|^~\\\\&|REG|NFH|||2024||ADT^A04|1|P|2.4\\r\" +\n"
         "\"PID|1||483920^^^NFH||Halvorsen^Marta||19610314|F\\r\";\n",
         "3"},
        {"HL7 in one value of JSON", "m.json",
         "{\n\"message\": \"MSH|^~\\\\&|A|B|X|Y|2024||ADT^A03|1|P|2.3\\rPID|1||44196217||Halvorsen^Marta||19610314|F\"\n}\n",
         "2"},
        {"X12 without an envelope", "t.rb", "<<~EDI\nNM1*QC*1*HALVORSEN*MARTA~\nN3*4411 GRAND AVE~\nDMG*D8*19610314*F~\nEDI\n",
         "2 3 4"},
        {"dcmdump", "d.txt",
         "# Dicom-Data-Set\n(0008,0060) CS [CT]\n(0010,0010) PN [Halvorsen^Marta]   # 16, 1 PatientName\n(0010,0020) LO "
         "[483920]\n",
         "2 3 4"},
        {"pydicom", "d.txt", "(0010, 0010) Patient's Name    PN: 'Halvorsen^Marta'\n(0010, 0030) Birth Date   DA: '19610314'\n",
         "1 2"},
        {"the JSON model of DICOM", "d.json",
         "{\n\"00100010\": {\"vr\": \"PN\", \"Value\": [{\"Alphabetic\": \"Halvorsen^Marta\"}]},\n"
         "\"00100020\": {\"vr\": \"LO\", \"Value\": [\"483920\"]}\n}\n",
         "2 3"},
        {"dcmdump in a log", "d.txt", "patient\nI: (0010,0010) PN [Halvorsen^Marta]  # 16\nI: (0010,0020) LO [483920]\n",
         "2 3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_text, tables_stand_in_texts_and_below_titles) {
    static const struct row rows[] = {
        {"below a title", "census.csv",
         "Daily census,,,\nRun,2024-02-03,,\n,,,\nBed,Patient,MRN,DOB\n3W,\"Halvorsen, Marta\",483920,3/14/1961\n", "5"},
        {"in Markdown", "qa.md",
         "# QA patients\n\n| Name | DOB | MRN |\n|------|-----|-----|\n| Marta Halvorsen | 3/14/1961 | 483920 |\n\nDone.\n",
         "5"},
        {"in HTML, a cell a line", "r.html",
         "<html><table><tr>\n<th>Name</th>\n<th>DOB</th>\n<th>MRN</th></tr>\n<tr>\n<td>Marta "
         "Halvorsen</td>\n<td>3/14/1961</td>\n"
         "<td>483920</td></tr></table></html>\n",
         "6 7 8"},
        {"labels and values in HTML", "r.html",
         "<html><tr><th>Patient</th><td>Halvorsen, Marta</td></tr>\n<tr><th>MRN</th><td>483920</td></tr></html>\n", "1 2"},
        {"with tildes", "rx.txt", "RX~PATIENT_FIRST~PATIENT_LAST~PATIENT_DOB\n1~MARTA~HALVORSEN~19610314\n", "2"},
        {"a list of customers in Markdown", "c.md",
         "| Name | Phone | City |\n|--|--|--|\n| Marta Halvorsen | 612-824-7342 | Dayton |\n", "nothing"},
        {"prose with commas", "p.md", "Patient name, DOB, phone number and MRN\nare masked, always, everywhere and in logs.\n",
         "nothing"},
        {"a listing", "l.txt",
         "MRN        NAME               DOB\n48392011   HALVORSEN, MARTA   3/14/1961\n48392017   MERCER, DWAYNE     2/1/1949\n",
         "2 3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_text, letters_and_sentences_name_patients_without_a_label) {
    static const struct row rows[] = {
        {"a letter", "letter.txt",
         "Marta Halvorsen\n4411 Grand Ave\n\nRE: Marta Halvorsen, DOB 3/14/1961, Account # 483920112\n\nDear Ms. Halvorsen:\n"
         "Your mammogram was normal.\n",
         "1 2 4 6"},
        {"a sentence in a log", "a.log", "INFO sent reminder to patient Marta Halvorsen at +16128247342\n", "1"},
        {"a prompt", "t.json",
         "{\"messages\": [\n{\"content\": \"My patient Marta Halvorsen, born March 14, 1961, needs a referral.\"},\n"
         "{\"content\": \"I am referring Marta Halvorsen.\"}]}\n",
         "2 3"},
        {"the old number of Medicare", "r.txt", "Patient name: Marta Halvorsen\nHICN: 512447813A\n", "1 2"},
        {"steps of a feature", "p.feature",
         "Given a patient named \"Marta Halvorsen\" born on \"1961-03-14\"\nAnd the MRN is \"48392011\"\n", "1 2"},
        {"a note in a string", "s.py",
         "content = \"\"\"Patient: Marta Halvorsen\nDOB: 3/14/1961\nMRN: 48392011\nheadache\"\"\"\n", "1 2 3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_text, the_last_value_of_an_object_stands_on_its_own_line) {
    static const struct row rows[] = {
        {"FHIR", "p.json",
         "{\"resourceType\": \"Patient\",\n\"name\": [{\"given\": [\n\"Marta\"\n], \"family\":\n\"Halvorsen\"\n}],\n"
         "\"birthDate\": \"1961-03-14\"\n}\n",
         "3 5 7"},
        {"any JSON", "p.json", "{\"patient\": {\n\"lastName\": \"Halvorsen\",\n\"mrn\":\n\"48392011\"\n}}\n", "2 4"},
    };
    EXPECT_ROWS(rows);
}
