/* SPDX-License-Identifier: Apache-2.0 */
/* People whom nothing labels: in rows, in sentences, in answers, on cards. */
#include "health_lines.h"

Test(health_people, rows_tell_by_what_stands_in_the_same_place) {
    static const struct row rows[] = {
        {"tuples of a test", "test_p.py",
         "PATIENTS = [\n    (\"Marta Halvorsen\", \"1961-03-14\", \"H48392011\"),\n    (\"Dwayne Mercer\", \"1949-02-01\", "
         "\"H48392012\"),\n]\n",
         "2 3"},
        {"arrays below their columns", "p.json",
         "{\"columns\": [\"mrn\", \"last\"],\n\"rows\": [\n[\"483920\", \"Halvorsen\", \"Marta\", \"1961-03-14\", "
         "\"612-824-7342\"],\n[\"483921\", \"Mercer\", \"Dwayne\", \"1949-02-01\", \"612-824-7343\"]\n]}\n",
         "3 4"},
        {"fields that touch", "members.dat",
         "HDR HEALTH PLAN\n614422412HALVORSEN           MARTA     F196103145801 OAK AVENUE   PA185042023061399991231\n"
         "614422413MERCER              DWAYNE    M194902015803 ELM STREET   PA185042023061399991231\n",
         "2 3"},
        {"an illness each", "t.cs", "[InlineData(\"Marta Halvorsen\", \"1961-03-14\", \"Hypertension\")]\n", "1"},
        {"those who treat", "staff.csv",
         "Marta Halvorsen,RN,2003-03-14,insulin,4410\nDwayne Mercer,RN,2004-02-01,insulin,4411\n", "nothing"},
        {"customers", "c.csv", "Marta Halvorsen,1961-03-14,612-824-7342\nDwayne Mercer,1949-02-01,612-824-7343\n", "nothing"},
        {"releases", "CHANGES.txt", "patient portal\n1.2, Marta Halvorsen, 2023-04-01\n1.3, Dwayne Mercer, 2023-05-01\n",
         "nothing"},
        {"keys and values", "p.json", "{\"patient\": {\"a\": \"Marta Lane\", \"b\": \"2001-01-01\"}}\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_people, sentences_tell_who_is_treated) {
    static const struct row rows[] = {
        {"an age", "n.txt",
         "Marta Halvorsen is a 62 year old woman referred for panic attacks.\nTwo hospitalizations for depression. Mood "
         "anxious.\n",
         "1"},
        {"a title and care", "shift.txt",
         "0715 Mr. Mercer (rm 12) c/o pain 7/10, morphine 2 mg IV given\n0800 vitals stable\n0930 Daughter Marta called, "
         "612-824-7342\n",
         "1 3"},
        {"short words for a patient", "soap.txt",
         "Pt: Marta Halvorsen\nS: c/o low back pain\nP: MRI lumbar, gabapentin 300 mg, RTC 3/20/2023\n", "1 3"},
        {"a patient writes", "m.eml",
         "From: Marta Halvorsen <marta.h@gmail.com>\n\nI need a refill of my Zoloft 100 mg.\nMy date of birth is 3/14/1961.\n",
         "1 4"},
        {"written to a patient", "events.log",
         "job started, prescriptions\nsms to +16128247342: Hi Marta, your prescription for sertraline is ready\n", "2"},
        {"two who may be one", "app.log",
         "patient index built\nduplicate: Halvorsen, Marta (03/14/1961) and Halverson, Marta (03/14/1961)\n", "2"},
        {"a talk", "talks.md",
         "# Talks about patient data\n\n* Why health matters, by Marta Halvorsen (11/24/2019)\n* Clinic software, Dwayne "
         "Mercer "
         "(3/2/2020)\n",
         "nothing"},
        {"who treats", "n.txt", "Marta Halvorsen, MD sees patients with diabetes, asthma and pain in the clinic.\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_people, answers_and_cards_stand_below_their_labels) {
    static const struct row rows[] = {
        {"name and birth at once", "call.md",
         "**Agent:** Can I have your name and date of birth?\n**Caller:** Marta Halvorsen, March 14, 1961.\n**Agent:** And "
         "your member ID?\n**Caller:** It's U48392011.\n**Agent:** I see a claim for the colonoscopy.\n",
         "2 4"},
        {"a card in two languages", "card.txt",
         "MEDICARE HEALTH INSURANCE\nName/Nombre\nMARTA HALVORSEN\nMedicare Number/Numero de Medicare\n2RF3GR0TR25\n", "3 5"},
        {"a box", "face.txt",
         "| PATIENT FACE SHEET |\n| LAST: HALVORSEN    FIRST: MARTA |\n| DOB: 03/14/1961  SSN: 577-94-2321 |\n", "2 3"},
        {"a database's complaint", "e.log",
         "duplicate key value violates patient_mrn_key Detail: Key (mrn)=(48392011) already exists for patient Marta "
         "Halvorsen\n",
         "1"},
        {"values in brackets", "e.log", "patient exists: name=[Marta Halvorsen], dob=[1961-03-14]\n", "1"},
        {"a row of marks below a head", "qa.md",
         "# QA patients\n\n| Name | DOB | MRN |\n|------|-----|-----|\n| Marta Halvorsen | 3/14/1961 | 483920 |\n", "5"},
    };
    EXPECT_ROWS(rows);
}

Test(health_people, directories_and_messages_in_a_line) {
    static const struct row rows[] = {
        {"an entry of patients", "p.ldif",
         "dn: ou=patients,dc=clinic\nou: patients\n\ndn: uid=48392011,ou=patients,dc=clinic\ncn: Marta Halvorsen\nmail: "
         "m@gmail.com\n",
         "4 5 6"},
        {"an entry of staff", "s.ldif", "dn: uid=mh,ou=staff,dc=clinic\ncn: Marta Halvorsen\nmail: m@clinic.org\n", "nothing"},
        {"segments with spaces between", "if.log",
         "raw=MSH|^~\\&|EPIC|HOSP|||20230602||ADT^A04|1|P|2.3 PID|1||483920||HALVORSEN^MARTA||19610314|F\n", "1"},
        {"a patient's own address", "vcr.yml", "uri: https://api.ehr.org/v1/patients/54041828\n", "1"},
        {"counting numbers", "vcr.yml", "uri: https://api.ehr.org/v1/patients/12345678\n", ""},
        {"calls of HAPI", "B.java",
         "Patient p = new Patient();\np.addName().setFamily(\"Halvorsen\").addGiven(\"Marta\");\np.setBirthDateElement(new "
         "DateType(\"1961-03-14\"));\np.addIdentifier().setSystem(MRN).setValue(\"MR609044\");\n",
         "2 3 4"},
        {"an element of a message", "rx.xml",
         "<Patient><Name><LastName>Halvorsen</LastName><FirstName>Marta</FirstName></Name>\n<Number>2094223859</Number>\n"
         "</Patient>\n",
         "1 2"},
    };
    EXPECT_ROWS(rows);
}

Test(health_people, notes_need_no_label_for_a_patient) {
    static const struct row rows[] = {
        {"a name alone above a day", "hp.txt",
         "HISTORY AND PHYSICAL\n\nMarta Halvorsen\n03/14/1961\nCC: cannot breathe. COPD, wheezing, albuterol\n", "3 4 5"},
        {"a number behind a name", "p.md", "**Halvorsen, Marta** (95674238), HD#3\n- Afebrile, WBC 11, abx narrowed\n", "1"},
        {"what was done", "l.txt",
         "This letter confirms that Marta Halvorsen was treated in our clinic on May 19, 2023.\nNo lifting, back pain.\n", "1"},
        {"a client in treatment", "s.txt",
         "Client: Marta Halvorsen\nPanic symptoms, continue sertraline 100 mg.\nNext appt 15 June 2023.\n", "1 3"},
        {"a client of a company", "s.txt", "Client: Mercy General Hospital\nSites: 3\nGo-live 15 June 2023.\n", "nothing"},
        {"results by mail", "r.eml",
         "To: Blessing Mulcahy <bm@outlook.com>\nSubject: Your lab results are ready\n\nDear Blessing,\nYour A1c from August "
         "3, "
         "2023 was 8.9%.\n",
         "1 4 5"},
        {"rich text", "s.rtf", "{\\b Patient:} Marta Halvorsen\\par\n{\\b DOB:} 03/14/1961\\par\nCPAP for apnea\n", "1 2"},
        {"a patient who speaks", "t.json", "[{\"speaker\": \"patient\", \"text\": \"Hi, I'm Marta Halvorsen. It hurts.\"}]\n",
         "1"},
        {"those who sell", "d.csv",
         "ndc,name,labeler,start\n0002,Trulicity,Eli Lilly,20140918\n0003,Lipitor,Eli Lilly,20040918\n", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_people, a_name_of_a_file_or_topic_says_whose_rows_they_are) {
    static const struct row rows[] = {
        {"a file of visits at home", "home_health.tsv",
         "Client\tAide\tVisit\tAddress\nMarta Halvorsen\tRosa M\t03/02/2023\t3724 Stonehedge Rd\n", "2"},
        {"another file", "visits.tsv",
         "Client\tAide\tVisit\tAddress\nMarta Halvorsen\tRosa M\t03/02/2023\t3724 Stonehedge Rd\n", "nothing"},
        {"a topic", "k.json",
         "{\"topic\": \"patient.updated\", \"after\": {\"given_name\": \"Marta\",\n\"family_name\": \"Halvorsen\",\n"
         "\"mobile_phone\": \"6128247342\"}}\n",
         "1 2 3"},
        {"names without quotes", "appts.csv", "Appt Time,Patient,MRN,Phone\n9:10 AM,HALVORSEN, MARTA,50344257,612-824-7342\n",
         "2"},
        {"owners of animals", "data.sql",
         "-- petclinic: surgery, dentistry\nINSERT INTO owners VALUES (1, 'Marta', 'Halvorsen', '110 W Liberty St', "
         "'6085551023');\nINSERT INTO owners VALUES (2, 'Dwayne', 'Mercer', '638 Cardinal Ave', '6085551749');\n",
         "nothing"},
        {"rows without columns", "seed.sql",
         "INSERT INTO enrollees VALUES\n(1,'Marta Halvorsen','1994-04-22','617430151-01','251-304-3488'),\n(2,'Dwayne "
         "Mercer','1937-03-22','617430152-01','251-304-3489');\n",
         "2 3"},
        {"the number of a plan", "it.properties",
         "test.member.id=569465866-01\ntest.member.last=Halvorsen\ntest.member.birth=19610314\n", "1 2 3"},
        {"what a notebook printed", "n.ipynb.json",
         "[\"<tr><td>48392011</td><td>Marta Halvorsen</td><td>1961-03-14</td></tr>\",\n\"<tr><td>48392012</td><td>Dwayne "
         "Mercer</td><td>1949-02-01</td></tr>\", \"patient\"]\n",
         "1 2"},
        {"a dictionary of columns", "d.md",
         "| patient_name | varchar(80) | last, first |\n| dob | date | date of birth |\n| dx | varchar(8) | ICD-10 |\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_people, exports_of_care_in_other_shapes) {
    static const struct row rows[] = {
        {"a doctor in another cell", "v.csv",
         "HALVORSEN, MARTA;05/02/1961;37449814;Dr Patel;Hypertension\nMERCER, DWAYNE;05/22/1957;87617830;Dr "
         "Patel;Hypertension\n",
         "1 2"},
        {"a list with days and numbers", "log.txt",
         "ENDOSCOPY LOG\n1. HALVORSEN, MARTA  3/13/92  64725971  EGD\n2. MERCER, DWAYNE  11/2/99  14319527  COLON\n", "2 3"},
        {"fields of HL7 as keys", "p.json",
         "{\"PID\": {\n\"PID.3\": {\"PID.3.1\": \"761768\"},\n\"PID.5\": {\"PID.5.1\": \"HALVORSEN\"}\n}}\n", "2 3"},
        {"inputs that are filled in", "f.html",
         "<form>\n<input name=\"patient_first_name\" value=\"Marta\">\n<input name=\"patient_dob\" "
         "value=\"2014-08-03\">\n</form>\n",
         "2 3"},
        {"inputs to be filled in", "f.html",
         "<form>\n<input name=\"patient_first_name\" value=\"\">\n<input name=\"patient_dob\" value=\"\">\n</form>\n",
         "nothing"},
        {"readings by mail", "g.csv",
         "user_email,device_id,reading_time,glucose_mgdl\nmarta@gmail.com,RVL116140R,2023-08-12,145\n", "2"},
        {"an appointment with a number", "o.ics",
         "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Radiation fx 12/30 Halvorsen, Marta (76676071)\nEND:VEVENT\n", "3"},
        {"arguments by place and by name", "t.py",
         "patient = make(\"Marta\", \"Halvorsen\", dob=\"1961-03-14\")\nother = make(\"Dwayne\", \"Mercer\", "
         "dob=\"1949-02-01\")\n",
         "1 2"},
        {"a page of a portal", "p.html",
         "<main><h2>Marta Halvorsen</h2>\n<dl><dt>MRN</dt><dd>48392011</dd>\n<dt>Date of "
         "birth</dt><dd>March 14, 1961</dd></dl></main>\n",
         "1 2 3"},
    };
    EXPECT_ROWS(rows);
}
