/* SPDX-License-Identifier: Apache-2.0 */
/* What no list of names knows: members, columns, arguments and segments of records that have shown themselves to be a
 * patient's, and what looks like them beside it. All people are made up. */
#include "tests/unit/parse/health_lines.h"

Test(health_guess, what_is_somebody_elses_is_left_alone) {
    static const struct row rows[] = {
        {"a provider in the object", "p.json",
         "{\"patientName\": \"Marta Halvorsen\",\n\"mrn\": \"48392011\",\n\"provider\": {\n\"fullLegal\": \"Helena Marsh\",\n"
         "\"reachAt\": \"612-824-7342\"},\n\"clinicPhone\": \"612-824-7349\"}\n",
         "1 2"},
        {"times of the program", "p.json",
         "{\"mrn\": \"48392011\",\n\"lastName\": \"Halvorsen\",\n\"recordCreated\": "
         "\"2024-03-01T08:00:00Z\",\n\"schemaVersion\": "
         "\"20240301-4471\"}\n",
         "1 2"},
        {"codes and measures", "p.json",
         "{\"mrn\": \"48392011\",\n\"lastName\": \"Halvorsen\",\n\"procedureConceptCode\": \"44712093\",\n\"chargeAmount\": "
         "\"4471.20\"}\n",
         "1 2"},
        {"a shop's queue of messages", "q.json",
         "{\"kind\": \"patient garden tools\",\n\"to\": \"+16128247342\",\n\"body\": \"Hi Marta, your order of five rakes has "
         "shipped today\"}\n",
         "nothing"},
        {"a table of drugs", "d.tsv",
         "ndc\tproprietary\tlabeler\n0002-1433\tTrulicity\tEli Lilly\n0069-2587\tLipitor\tMary Kay\n", "nothing"},
        {"a table of those who work there", "t.csv", "Therapist,Room,Session\nMarta Halvorsen,12,group\nAnna Berg,14,group\n",
         "nothing"},
        {"people without anything of health", "c.csv",
         "Payee,Amount,Memo\nMarta Halvorsen,45.10,stationery\nAnna Berg,12.00,postage\n", "nothing"},
        {"a call of a program", "q.ts",
         "const patients = findPatients({ sort: 'name', order: 'asc', page: '2', since: '2024-01-01' });\n", "nothing"},
        {"a call that names no day", "t.py", "p = Patient(\"Marta\", \"Halvorsen\")\n", "nothing"},
        {"a commit far from the record", "t.py",
         "p = Patient(first_name='Marta', last_name='Halvorsen', dob='1961-03-14')\nowner = 'Helena Marsh, MD'\n", "1"},
        {"a segment without a patient", "m.hl7", "MSH|^~\\&|A|B|C|D|20240301||ACK|1|P|2.5\rZZZ|20240301|77120493\r", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, members_belong_to_the_patient_of_their_object) {
    static const struct row rows[] = {
        {"keys of their own", "p.json",
         "{\"mrn\": \"48392011\",\n\"legal\": \"Marta Halvorsen\",\n\"reachAt\": \"612-824-7342\",\n\"wristbandNo\": "
         "\"WB-448201\",\n"
         "\"seenOn\": \"2024-03-01\",\n\"pumpSerial2\": \"PJN448201H\"}\n",
         "1 2 3 4 5 6"},
        {"what stands around the one patient of a list", "p.json",
         "{\"requestedOn\": \"2024-03-01\",\n\"patients\": [\n{\"mrn\": \"48392011\", \"lastName\": \"Halvorsen\"}]}\n", "1 3"},
        {"a day as a number", "p.json", "{\"pat_id\": \"48392011\",\n\"pat_nm\": \"Marta Halvorsen\",\n\"brth_dt\": 4123}\n",
         "1 2 3"},
        {"a message to a patient", "q.json",
         "[{\"to\": \"+16128247342\", \"body\": \"Hi Marta, reminder of your visit with Dr. Wu on Nov 25. Reply C to "
         "confirm.\"}]\n",
         "1"},
        {"a dialogue", "d.json",
         "[{\"role\": \"bot\", \"text\": \"What brings you to the clinic?\"},\n{\"role\": \"user\", \"text\": \"This is Marta "
         "Halvorsen, my chest pain is back\"},\n{\"role\": \"user\", \"text\": \"My husband Peter, 612-824-7342\"}]\n",
         "2 3"},
        {"a column without a name of ours", "p.csv",
         "mrn,goes_by_legal_name,wristband_no\n48392011,Marta Halvorsen,WB-448201\n", "2"},
        {"a note over lines", "p.csv",
         "mrn,last_name,note\n48392011,Halvorsen,\"called\nher son at 612-824-7342\nno answer\"\n", "2 3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, rows_tell_what_their_header_does_not) {
    static const struct row rows[] = {
        {"a payee", "r.csv",
         "CheckNo,Payee,Amount,Memo\n101,Marta Halvorsen,45.10,Refund copay DOS 3/1/24\n102,Anna Berg,20.00,Refund copay DOS "
         "3/4/24\n",
         "2 3"},
        {"a name with a comma", "b.csv",
         "Arr,Pt,CC,Dispo\n08:11,HALVORSEN, MARTA,abd pain,D/C\n08:14,BERG, ANNA,chest pain,admit\n", "2 3"},
        {"a row of a table of no name", "v.sql",
         "INSERT INTO visit_log VALUES (1,'Marta Halvorsen','2024-03-01 09:00','follow-up for asthma');\n", "1"},
        {"the same without an illness", "v.sql",
         "INSERT INTO visit_log VALUES (1,'Marta Halvorsen','2024-03-01 09:00','bought a rake');\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, arguments_of_calls_are_told_by_their_shape) {
    static const struct row rows[] = {
        {"over lines", "PatientTest.java",
         "Patient q = new Patient(\n    \"Marta\",\n    \"Halvorsen\",\n    LocalDate.of(1961, 3, 14),\n    \"48392011\");\n",
         "2 3 4 5"},
        {"a literal", "seed.go",
         "var seed = []Patient{\n{\"Marta Halvorsen\", time.Date(1961, 3, 14, 0, 0, 0, 0, time.UTC)},\n}\n", "2"},
        {"a factory", "factories.rb",
         "factory :patient do\n  first_name { \"Marta\" }\n  last_name { \"Halvorsen\" }\n  home_phone \"612-824-7342\"\nend\n",
         "2 3 4"},
        {"a table of a scenario", "c.feature",
         "Given a patient with\n  | First name | Marta |\n  | Last name | Halvorsen |\n  | Date of birth | 3/14/1961 |\n",
         "2 3 4"},
        {"what a test expects", "card.spec.js",
         "const pt = { patientName: 'Marta Halvorsen', birthDate: '1961-03-14' };\nit('shows', () => {\n  getByText('DOB "
         "3/14/1961');\n});\n",
         "1 3"},
        {"an object of a log", "e.log",
         "EligError: no coverage for Member(id='R55720183', first='Marta', last='Halvorsen', "
         "dob='1961-03-14')\nKeyError: 'R55720183' of the insured\n",
         "1 2"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, messages_hold_days_and_segments_of_their_site) {
    static const struct row rows[] = {
        {"days wherever they stand", "m.hl7",
         "MSH|^~\\&|A|B|C|D|20240301||SIU^S12|1|P|2.5\nPID|1||48392011||HALVORSEN^MARTA||19610314\nAIL|1|A|ROOM|||"
         "20240304093000\n"
         "AIP|1|A|WU^HELEN\n",
         "2 3"},
        {"segments that begin with Z", "m.hl7",
         "MSH|^~\\&|A|B|C|D|20240301||ADT^A08|1|P|2.5\nPID|1||48392011||HALVORSEN^MARTA||19610314\nZVH|1|9LBK198\n"
         "ZDV|PACER|PJN448201H\nZNO|Y|N\n",
         "2 3 4"},
        {"an analyzer", "r.txt",
         "H|\\^&|||cobas||||||||P|1\nP|1||0447182||Halvorsen^Marta||19610314|F\nO|1|2407100217||^^^GLU|R|20240710081500\n"
         "R|1|^^^GLU|5.4|mmol/L\nL|1|N\n",
         "2 3 4"},
        {"elements of an image", "d.txt",
         "(0008,0018) UI [1.2.840.113619.2.416.773480] # SOPInstanceUID\n(0008,0070) LO [SIEMENS] # Manufacturer\n"
         "(0010,0010) PN [HALVORSEN^MARTA] # PatientName\n(0010,0020) LO [48392011] # PatientID\n(0040,0004) DA [20240301] # "
         "End\n",
         "1 3 4 5"},
        {"a reference of a claim", "c.edi",
         "ST*837*0001~\nNM1*IL*1*HALVORSEN*MARTA****MI*947713082~\nREF*6R*4411-1~\nNM1*85*2*CLINIC*****XX*1234567893~\n"
         "REF*EI*123456789~\n",
         "2 3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, columns_are_told_by_their_words) {
    static const struct row rows[] = {
        {"words in any order", "x.csv",
         "ENCNTR_ID,MRN_ALIAS,NAME_FULL_FORMATTED,BIRTH_DT_TM,REG_DT_TM\n8140,4999657,\"Halvorsen, Marta\",1961-03-14 "
         "00:00:00,2024-03-01 12:17:00\n",
         "2"},
        {"units are none", "lab.csv", "analyte,unit,low,high\nSodium,mmol/L,136,145\nHemoglobin,g/dL,12.0,17.5\n", "nothing"},
        {"what explains a segment", "pid.md",
         "| Field | Name | Example |\n|---|---|---|\n| PID-3 | Patient Identifier List | string |\n| PID-5 | Patient Name | "
         "family^given |\n| PID-7 | Date/Time of Birth | YYYYMMDD |\n",
         "nothing"},
        {"tables of people beside one of patients", "o.sql",
         "INSERT INTO person_name (person_id, given_name, family_name) VALUES (4471, 'Marta', 'Halvorsen');\nINSERT INTO "
         "patient_identifier (patient_id, identifier) VALUES (4471, '10088-3');\nINSERT INTO concept_name (concept_id, name) "
         "VALUES (856, 'HIV viral load');\n",
         "1 2"},
        {"subjects of tokens", "t.sql",
         "INSERT INTO consent (subject, subject_identifier, client_id) VALUES ('user-4471209', '44712093', 'client-4471');\n",
         "nothing"},
        {"what there is to choose from", "c.sql",
         "INSERT INTO encounter_role (encounter_role_id, name, description, date_created) VALUES (1, 'Unknown', 'Role of a "
         "patient', "
         "'2011-08-18');\n",
         "nothing"},
        {"a file called after an illness", "ltfu_hiv.csv",
         "art_no,name,village,phone\nDKY-01142,Tendai Ncube,Norton,0772239626\n", "2"},
        {"the phone of the clinic", "c.json", "{\"patientName\": \"Marta Halvorsen\",\n\"clinicPhone\": \"612-824-7342\"}\n",
         "1"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, lines_number_a_patient) {
    static const struct row rows[] = {
        {"an audit", "a.csv",
         "ts,actor,action,detail\n2024-06-11 07:58:13,jpark,VIEW,\"chart of Halvorsen, Marta (MRN 8810-447)\"\n2024-06-11 "
         "08:10:01,system,JOB,nightly purge finished\n2024-06-11 08:11:00,jpark,PRINT,\"face sheet 8810-447\"\n",
         "2 4"},
        {"a path", "a.log",
         "10.2.0.9 - - [11/Feb/2025:09:16:00 +0000] \"GET /patients/48392011/labs/glucose HTTP/1.1\" 200\n10.2.0.7 - - "
         "[11/Feb/2025:09:14:05 +0000] \"GET /healthz HTTP/1.1\" 200 2\n",
         "1"},
        {"a query", "a.log",
         "\"GET /portal/results?name=Marta+Halvorsen&dob=1961-03-14 HTTP/1.1\" 200\n\"GET /app?name=dark+mode\" 200\n", "1"},
        {"how many there are", "a.log", "INFO read 48392011 patients\nINFO patients/sec 48392\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, lines_begin_with_what_they_hold) {
    static const struct row rows[] = {
        {"xDT", "p.ldt",
         "01380000020\n0183101Halvorsen\n0143102Marta\n017310314031961\n0178432"
         "01032024\n",
         "2 3 4 5"},
        {"numbers that are none", "n.txt", "0003101 44\n0003102 45\n0003103 46\n", "nothing"},
        {"VistA", "g.txt", "^DPT(7718,0)=\"HALVORSEN,MARTA^F^2610314^^2^^^^512447813\"\n^DIC(4,1,0)=\"MAIN^1\"\n", "1"},
        {"segments of a site", "s.txt",
         "##PATIENT##\nPID~447188~\nNM~Halvorsen^Marta~\nBD~03/14/1961~\nVS~02/25/2025~knee pain~\n", "2 3 4 5"},
        {"the same about nobody", "s.txt", "##PART##\nPID~447188~\nNM~Lower bracket~\nVS~02/25/2025~\n", "nothing"},
        {"a claim of a pharmacy as a tool prints it", "c.txt",
         "SEG AM01  C4=19610314  CA=MARTA  CB=HALVORSEN\nSEG AM04  C2=8820447181\nSEG AM11  D9=1420\n", "1 2"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, tables_stand_upright_and_long) {
    static const struct row rows[] = {
        {"people beside each other", "s.tsv",
         "Field\tPt 1\tPt 2\nName\tMarta Halvorsen\tAnna Berg\nBorn\t3/14/1961\t8/1/1967\nChart\tA-77182\tA-78021\n", "2 3 4"},
        {"an attribute and a value", "eav.csv",
         "subj,attr,val\n70418,NAME,Marta Halvorsen\n70418,DOB,19610314\n70418,HT_CM,164\n70418,MRN,48392011\n", "2 3 5"},
        {"settings", "c.csv", "key,value\nname,Marta Server\nport,8080\nphone,none\n", "nothing"},
        {"a mapping of fields", "map.csv",
         "hl7_field,fhir_path,comment\nPID-3.1,Patient.identifier.value,MRN\nPID-5.1,Patient.name.family,\nPID-7,"
         "Patient.birthDate,first 8 characters only\n",
         "nothing"},
        {"cells of a workbook", "w.xml",
         "<?xml version=\"1.0\"?>\n<Workbook><Table>\n<Row><Cell><Data>Pt</Data></Cell><Cell><Data>Birth</Data></Cell><Cell>"
         "<Data>Next inj.</Data></Cell></Row>\n<Row><Cell><Data>Halvorsen, Marta</Data></Cell><Cell><Data>1961-03-14</Data>"
         "</Cell><Cell><Data>2025-04-15</Data></Cell></Row>\n</Table></Workbook>\n",
         "4"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, texts_hold_objects_and_literals) {
    static const struct row rows[] = {
        {"a body that a log prints", "h.log",
         "10:14:25 DEBUG body={\"resourceType\":\"Patient\",\"name\":[{\"text\":\"Marta "
         "Halvorsen\"}],\"birthDate\":\"1961-03-14\"}\n"
         "10:14:30 WARN cache is cold\n",
         "1"},
        {"a hit of a search", "e.json",
         "{\"hits\":[\n{\"_index\":\"visits-2025\",\"_source\":{\"who\":\"Marta "
         "Halvorsen\",\"bday\":\"1961-03-14\",\"cc\":\"vertigo\"}}\n]}\n",
         "2"},
        {"a label and what is filled in", "t.ts",
         "await page.goto('/patient');\nawait page.getByLabel('Last name').fill('Halvorsen');\nawait page.getByLabel('Date of "
         "birth').fill('03/14/1961');\nawait page.getByLabel('Search').fill('Halvorsen');\n",
         "2 3 4"},
        {"an alias", "m.sql",
         "MERGE INTO dim_member t USING (SELECT '870965851-01' AS member_id, 'Halvorsen' AS lname, DATE '1961-03-14' AS "
         "birth_dt "
         "FROM dual) s ON (1=1)\n",
         "1"},
        {"people and their drugs on a page", "i.html",
         "<h2>Infusion</h2>\n<table><tr><th>Chair</th><th>Name</th><th>Drug</th></tr>\n<tr><td>1</td><td>Marta "
         "Halvorsen</td><td>"
         "infliximab</td></tr>\n</table>\n",
         "3"},
        {"drugs on a page", "d.html",
         "<h2>Drugs</h2>\n<table><tr><th>Row</th><th>Name</th><th>Drug</th></tr>\n<tr><td>1</td><td>Remicade Infusion</td><td>"
         "infliximab</td></tr>\n</table>\n",
         "nothing"},
        {"a list of a board that is called after one", "mdt_breast.txt",
         "1 HALVORSEN Marta 05.12.1961 H463961 core bx 20.10 DCIS\n2 BERG Anna 02.07.1944 H296232 core bx 19.02 B3\n", "1 2"},
        {"files that are called after somebody", "s.log",
         "upload: ./a/HALVORSEN^MARTA_19610314_CT/IM0001.dcm to s3://inbox\nupload: ./a/Release_Notes_2024-01-01.pdf\n", "1"},
        {"an appointment", "c.ics",
         "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250611T093000\nSUMMARY:F/U - Halvorsen\\, Marta (knee "
         "scope)\nDESCRIPTION:pt "
         "cell 612-824-7342\nEND:VEVENT\nEND:VCALENDAR\n",
         "3 4 5"},
        {"an appointment of others", "c.ics",
         "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250611T093000\nSUMMARY:Planning - Halvorsen\\, "
         "Marta\nEND:VEVENT\nEND:VCALENDAR\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

/* People are called everything: what else is told of somebody makes him one. */
Test(health_guess, names_need_not_be_known_beside_what_patients_have) {
    static const struct row rows[] = {
        {"an initialiser of a pharmacy", "DispenseTests.cs",
         "namespace Pharmacy.Tests\nvar c = new Customer {\nFullName = \"Ysolde Tvaerdal\",\nBirthday = new DateTime(1939, 3, "
         "30),\nMobile = \"7012463918\" };\n",
         "3 4 5"},
        {"an initialiser of a shop", "OrderTests.cs",
         "namespace Shop.Tests\nvar c = new Customer {\nFullName = \"Ysolde Tvaerdal\",\nBirthday = new DateTime(1939, 3, "
         "30),\nMobile = \"7012463918\" };\n",
         "nothing"},
        {"elements of the insured", "claim.xml",
         "<ClaimRequest>\n<Insured>\n<Name>Ysolde Tvaerdal</Name>\n<Policy>GHT-55-2091847</Policy>\n</Insured>\n<Diagnosis "
         "code=\"I48.91\"/>\n</ClaimRequest>\n",
         "3 4 6"},
        {"elements of a vendor", "order.xml",
         "<OrderRequest>\n<Vendor>\n<Name>Ysolde "
         "Tvaerdal</Name>\n<Policy>GHT-55-2091847</Policy>\n</Vendor>\n</OrderRequest>\n",
         "nothing"},
        {"a sample and whose it is", "samples.yml",
         "samples:\n  - sample: S1\n    barcode: GX-24-00917\n    proband: Emeka Nwosu-Clarke\n    collected: 2024-01-29\n",
         "3 4 5"},
        {"members of a plan", "m.sql",
         "INSERT dbo.Members (MemberKey, CardNo, Fnm, Lnm, Bdt, Tel) VALUES (5455, N'LHC28049503', N'Nikolaos', N'Kastanis', "
         "CAST(N'1975-07-10' AS Date), N'2254054047')\n",
         "1"},
        {"members of a club", "m.sql",
         "INSERT dbo.Members (MemberKey, Fnm, Lnm, Joined) VALUES (5455, N'Nikolaos', N'Kastanis', CAST(N'2021-07-10' AS "
         "Date))\n",
         "nothing"},
        {"rows below one that tells", "v.sql",
         "INSERT INTO `visits` VALUES (881,'2022-05-18','Marta Halvorsen','F','J45.909');\nINSERT INTO `visits` VALUES "
         "(882,'2022-05-19','Siosaia Fifita','M','M54.50');\n",
         "1 2"},
        {"rows of things", "v.sql",
         "INSERT INTO `parts` VALUES (881,'2022-05-18','Marta Halvorsen','F','steel');\nINSERT INTO `parts` VALUES "
         "(882,'2022-05-19','Siosaia Fifita','M','M54.50');\n",
         "nothing"},
        {"a list and a note in a script", "fix.sql",
         "SELECT * FROM member WHERE last_nm = 'Halvorsen' AND dob = '1973-03-08';\nUPDATE claim SET subscriber_id = "
         "'UMG80019377-01'\n WHERE claim_no IN ('240309X00817', '240311X01102');\n-- call back at 505.842.6619\n",
         "1 2 3 4"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, members_of_few_letters_and_devices_tell_whose_they_are) {
    static const struct row rows[] = {
        {"a patient of few letters", "a.json",
         "{\"pt\":{\"n\":\"Cosmina Dragomirescu\",\n\"b\":{\"$date\":\"1994-03-01T00:00:00Z\"}},\n\"kind\":\"PT eval\"}\n",
         "1 2"},
        {"a point of few letters", "a.json", "{\"pt\":{\"n\":\"North Meadow\",\n\"x\":12.5}}\n", "nothing"},
        {"who wears a device", "d.json",
         "{\"assignments\": [\n{\"user\": \"hyacinth.beaumont@comcast.net\",\n\"pump_serial\": \"T2-0988417\",\n\"enrolled\": "
         "\"2023-10-02T16:20:11Z\",\n\"alerts\": [\"LOW_RESERVOIR\"]}]}\n",
         "2 3 4"},
        {"who owns a pump of a garden", "d.json",
         "{\"assignments\": [\n{\"user\": \"hyacinth.beaumont@comcast.net\",\n\"pump_serial\": "
         "\"T2-0988417\",\n\"alerts\": [\"LOW_WATER\"]}]}\n",
         "nothing"},
        {"a message of a service", "l.jsonl",
         "{\"msg\":\"patient lookup\",\"took\":4}\n{\"msg\":\"sms "
         "failed\",\"to\":\"+12693440827\",\"template\":\"appt_reminder\"}\n",
         "2"},
        {"a visit and whose it is", "l.json",
         "{\"level\":\"WARN\",\"message\":\"conflict on mrn\",\"mrn\":\"4426937\"}\n{\"level\":\"INFO\",\"message\":\"mapped "
         "visit 312185576 for LUANGRATH\"}\n{\"level\":\"INFO\",\"message\":\"mapped visit 312185577 for retry\"}\n",
         "1 2"},
    };
    EXPECT_ROWS(rows);
}

/* What ties lines together makes a record of them: a scenario, a call, a frame that was printed. */
Test(health_guess, lines_that_belong_together_are_read_as_one_record) {
    static const struct row rows[] = {
        {"steps of a scenario", "a.feature",
         "Feature: Prior authorization\nScenario: Approve\nGiven member \"Consolata Wanjiru\" with id \"SWH-4562-40293\"\nAnd "
         "she was born on \"October 3, 1985\"\nThen the letter is mailed to \"2031 Sawtelle Blvd, Los Angeles, CA 90025\"\n",
         "3 4 5"},
        {"steps about nobody", "a.feature",
         "Feature: Prior authorization\nScenario: Reject\nGiven status \"Not Approved\" with code \"SWH-4562-40293\"\nThen the "
         "page \"Prior Request\" is shown\n",
         "nothing"},
        {"a call to a pharmacy", "c.log",
         "09:14:02 CALL 7f31 inbound ANI=8045529017 DNIS=8007714420\n09:14:20 CALL 7f31 prompt=dob dtmf=06211950\n09:14:39 "
         "CALL "
         "7f31 prompt=rx dtmf=6620418\n09:14:44 CALL 7f31 match \"TREMAINE HOLLOWAY\" refill queued at the pharmacy\n09:15:02 "
         "CALL 7f32 inbound ANI=8045529018\n",
         "1 2 3 4"},
        {"a call about nobody", "c.log",
         "09:14:02 CALL 7f31 inbound ANI=8045529017\n09:14:44 CALL 7f31 match \"TREMAINE HOLLOWAY\" queue of the pharmacy\n",
         "nothing"},
        {"a frame that was printed", "n.ipynb",
         "{\"cells\": [{\"text/plain\": [\n\"        mrn           pt_name   adm_date\\n\",\n\"0  20032184     Vasquez, "
         "Elpidio "
         "2023-02-11\\n\",\n\"1  20080913  Adeyinka, Morenike 2023-02-12\\n\"\n]}]}\n",
         "3 4"},
        {"a frame of models", "n.ipynb",
         "{\"cells\": [{\"source\": \"# hospital\", \"text/plain\": [\n\"      model           metric       date\\n\",\n\"0  "
         "20032184     Vasquez, Elpidio 2023-02-11\\n\"\n]}]}\n",
         "nothing"},
        {"who, printed by a program of another language", "dlq.txt",
         "topic=adt.normalized offset=5520918 key=CHS-1311093\nvalue: {event=DISCHARGE, who={last=Whitcombe-Asante, "
         "first=Araminta, sex=F}, dispo=SNF}\n",
         "1 2"},
        {"who buys, printed likewise", "dlq.txt",
         "topic=orders offset=5520918 key=CHS-1311093\nvalue: {event=ORDER, who={last=Whitcombe-Asante, first=Araminta, "
         "sex=F}}\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, descriptions_of_interfaces_are_about_nobody) {
    static const struct row rows[] = {
        {"its contact", "api.yaml",
         "openapi: 3.0.3\ninfo:\n  title: Appointments\n  contact:\n    name: API Platform\n    email: "
         "api-platform@valleycare.org\ncomponents:\n  schemas:\n    Appointment:\n      properties:\n        patientId: { "
         "type: "
         "string }\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, readings_and_subjects_tell_whose_they_are) {
    static const struct row rows[] = {
        {"a reading of a sensor", "r.jsonl",
         "{\"dev\":\"CGM-8G4471X\",\"owner\":\"Prudence Applewhite-Song\",\"t\":\"2025-01-05T06:00:00Z\",\"mgdl\":118}\n", "1"},
        {"a reading of a tank", "r.jsonl",
         "{\"dev\":\"TNK-8G4471X\",\"owner\":\"Prudence Applewhite-Song\",\"t\":\"2025-01-05T06:00:00Z\",\"litres\":118}\n",
         "nothing"},
        {"the subject of a fax", "f.log",
         "2025-02-06 15:07:45 job=8813 OUT to=+15033317718 subj=\"Rx clarification - Lavender, Juno\"\n2025-02-06 15:08:02 "
         "job=8813 status=BUSY queue=pharmacy\n",
         "1"},
        {"the subject of another", "f.log",
         "2025-02-06 15:07:45 job=8813 OUT to=+15033317718 subj=\"Parking permit - Lavender, Juno\"\n2025-02-06 15:08:02 "
         "job=8813 status=BUSY queue=pharmacy\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_guess, elements_of_one_kind_are_all_patients) {
    static const struct row rows[] = {
        {"chairs of a clinic", "c.json",
         "{\"clinic\":\"dialysis\",\"chairs\":[\n{\"who\":\"Marta "
         "Halvorsen\",\"born\":\"1986-02-12\"},\n{\"who\":\"Siosaia Fifita\",\"born\":\"1970-08-08\"},\n{\"note\":\"West "
         "Wing\",\"born\":\"1970-08-08\"}]}\n",
         "2 3"},
        {"chairs of a theatre", "c.json",
         "{\"house\":\"opera\",\"chairs\":[\n{\"who\":\"Marta "
         "Halvorsen\",\"born\":\"1986-02-12\"},\n{\"who\":\"Siosaia Fifita\",\"born\":\"1970-08-08\"}]}\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}
