/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody in care whom nothing names as a patient, and what stands near a record and is in no field of it. */
#include "tests/unit/parse/health_lines.h"

Test(health_likely, names_without_care_beside_them_are_nobodys) {
    static const struct row rows[] = {
        {"who signs", "m.txt", "The knee replacement module throws an exception again.\n\nThanks,\nRosa Whitfield\n",
         "nothing"},
        {"whom to ask", "p.md", "# Notice of privacy\nContact Laura Whitfield about leaflets.\n", "nothing"},
        {"who said what", "c.txt", "Laura Whitfield: encounters show the discharge date\nBrian Garcia: insulin is listed\n",
         "nothing"},
        {"of a department", "b.txt",
         "The dental plan is open from November 3.\nKaren Whitfield from benefits answers questions. Her slides are online.\n",
         "nothing"},
        {"a user of the program", "t.json",
         "{\"text\": \"patient portal is slow\", \"user\": \"Rosa Whitfield\", \"at\": \"2024-05-06\"}\n", "nothing"},
        {"a mail about nobody", "m.eml",
         "From: Rosa Whitfield <rosa@lake.org>\nTo: team@lake.org\nSubject: clinic hours\n\nThe clinic opens at 9.\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_likely, what_stands_beside_a_name_tells_that_it_is_a_patients) {
    static const struct row rows[] = {
        {"an illness and she", "m.eml",
         "From: benefits@timber.com\nTo: leave@partners.com\n\nAttached is the form for Rosa Whitfield (millwright).\n"
         "Her last day was Friday Nov 8 and the C-section is on the 14th.\n",
         "4 5"},
        {"a wristband", "t.txt",
         "Category: EHR\nOpened by: unit clerk 3N\nWristband for Rosa Whitfield keeps printing with the old name.\n"
         "FIN is 91-20044718, room 314.\n",
         "3 4"},
        {"messages between those who care", "c.json",
         "[\n{\"user\": \"U03\", \"text\": \"bed offer from the SNF for Mr Lund rm 618, can go tomorrow 3/8\"},\n"
         "{\"user\": \"U04\", \"text\": \"auth # is 0196417729, pls put in chart\"},\n{\"user\": \"U03\", \"text\": "
         "\"ty\"}\n]\n",
         "2 3"},
        {"a key that means somebody", "v.yml",
         "visit_one:\n  person: Rosa Whitfield\n  when: 2024-07-09 10:15\n  reason: post-op check, right knee\n", "2 3 4"},
        {"a tag that means somebody", "o.xml",
         "<orders>\n<customer>Rosa Whitfield</customer>\n<item>CPAP mask</item>\n<shipTo>2207 Ferncliff Ave, Royal Oak MI "
         "48073</shipTo>\n<prescriber>Dr. Anand</prescriber>\n</orders>\n",
         "2 4"},
        {"a query by number", "q.sql",
         "select adm_dt from enc where pat_mrn in ('0071182') -- Mrs. Kapule, diabetes\nand drg_cd = 291;\n", "1"},
    };
    EXPECT_ROWS(rows);
}

Test(health_likely, what_is_near_a_patient_is_the_patients) {
    static const struct row rows[] = {
        {"another object of one record", "w.json",
         "{\n  \"patient\": \"Rosa Whitfield / 11-20-1955\",\n  \"mrn\": \"48392011\",\n  \"rx\": {\n    \"number\": \"RX "
         "4477-1902\"\n"
         "  },\n  \"deliverTo\": \"c/o Pilgrim House, 84 Tremont St, Taunton MA 02780\",\n  \"provider\": {\n    \"name\": "
         "\"Helena "
         "Marsh\"\n  }\n}\n",
         "2 3 5 7"},
        {"text between the tags of a program", "s.snap",
         "// PatientHeader\n<h2>\n  Whitfield, Rosa\n</h2>\n<span>DOB 12 Jun 1978</span>\n<span>MRN 10448271</span>\n",
         "3 5 6"},
        {"an entry of a log", "p.log",
         "08:14:09 DEBUG fetching results for patient mrn=8536103 name=\"Rosa Whitfield\"\n08:14:10 WARN slow query 1.2 s\n"
         "08:14:12 ERROR could not send SMS to +14238798467\n08:14:15 INFO address was \"2152 Division St\"\n",
         "1 3 4"},
        {"segments alone tell", "i.txt",
         "send result for pt WHITFIELD^ROSA\n PID|1||1504040||WHITFIELD^ROSA||19850628|M\n\n verified, accession "
         "24-896-46121\n",
         "1 2 4"},
        {"settings", "f.yaml", "cases:\n  - first: Rosa\n    last: Whitfield\n    birth_date: 1960-01-31\n    mrn: 48392011\n",
         "2 3 4 5"},
    };
    EXPECT_ROWS(rows);
}

Test(health_likely, objects_tell_by_what_is_in_them) {
    static const struct row rows[] = {
        {"a message to a practice", "i.json",
         "{\"messages\": [{\n\"from\": \"Rosa Whitfield <rosaw56@yahoo.com>\",\n\"received\": "
         "\"2020-09-11T20:13:39Z\",\n\"body\": "
         "\"Hi, could you refill my metformin?\"}]}\n",
         "2 3 4"},
        {"a message to a shop", "i.json",
         "{\"messages\": [{\n\"from\": \"Rosa Whitfield <rosaw56@yahoo.com>\",\n\"body\": \"Hi, where is my parcel?\"}]}\n",
         "nothing"},
        {"a measurement of whoever has an address", "glucose.ndjson",
         "{\"uid\":\"rosa.w@icloud.com\",\"meter\":\"AC-2209-1187\",\"mgdl\":188,\"ts\":\"2025-03-02T07:10:00-06:00\"}\n", "1"},
        {"of a plan", "enroll.json",
         "{\"plan\": \"HMO\", \"rows\": [\n{\"holder\": \"Whitfield, Rosa\", \"policy\": \"SHM-4471-0092\"}]}\n", "2"},
        {"who writes of an illness", "m.yaml",
         "threads:\n  - subject: rash after a pill\n    from: Rosa Whitfield\n    sent: 2025-01-19 21:04\n    body: my arms "
         "itch since bactrim\n",
         "3 4"},
        {"who writes of a parcel", "m.yaml",
         "threads:\n  - subject: parcel\n    from: Rosa Whitfield\n    sent: 2025-01-19 21:04\n    body: where is my parcel\n",
         "nothing"},
        {"machines of somebody", "d.json",
         "{\"clinic\": \"Heart Failure\", \"assigned\": [{\n\"who\": \"Rosa Whitfield\",\n\"scale_serial\": "
         "\"BT-008655-P\",\n\"hub_mac\": "
         "\"2d:3e:ec:1c:ef:85\"}]}\n",
         "2 3 4"},
        {"rows of a table that shortens", "s.sql",
         "insert into tblPt values\n (713, 'Rosa', 'Whitfield', '3/3/1995', 'F', '937.831.3203', NULL, 1);\n", "2"},
        {"visits beside a table of patients", "n.sql",
         "CREATE TABLE pts (id int, ln text, fn text, bd date, ph text);\nINSERT INTO pts VALUES "
         "(1,'Whitfield','Rosa','1951-06-14','207-824-7342');\nCREATE TABLE visits (id int, pid int, dt date, cc "
         "text);\nINSERT INTO visits "
         "VALUES (10,1,'2024-10-02','dizziness');\n",
         "2 4"},
        {"people without columns", "x.txt",
         "11820|WHITFIELD|ROSA|19430612|F|612 Pell St|Clinton|IA|52732\n11821|GARCIA|ROMAN|19551103|M|41 Lock "
         "Rd|Clinton|IA|52732\n",
         "1 2"},
        {"a list of drugs", "f.csv",
         "ndc,drug,strength,form,tier\n00093720110,lisinopril,10 MG,TAB,1\n00169368712,insulin aspart,100 U/ML,SOLN,3\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_likely, subjects_of_a_study_have_numbers_and_days) {
    static const struct row rows[] = {
        {"days of an illness", "x.csv", "subj,init,dx_dt,last_fu\n1012,KRB,02DEC2020,30JUN2023\n1013,TLO,11JAN2021,04MAR2021\n",
         "2 3"},
        {"a number of a study", "x.csv",
         "study_no;init;rand_dt;relapse_dt\nAML-0042;TPK;14.03.2022;02.11.2023\nAML-0043;RVE;21.03.2022;\n", "2 3"},
        {"days of a program", "x.csv", "build,branch,start_date,end_date\n1012,main,2020-12-02,2020-12-03\n", "nothing"},
        {"cases of a court", "x.csv", "case,judge,filed_date,closed_date\n201288,Lane,2020-12-02,2021-12-03\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}
