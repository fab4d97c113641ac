/* SPDX-License-Identifier: Apache-2.0 */
/* Forms, letters and tables as people lay them out: labels without colons, in capitals, in other languages; names that
 * databases shorten; what looks like them and is about nobody. All people are made up. */
#include "tests/unit/parse/health_lines.h"

Test(health_forms, what_looks_like_one_is_about_nobody) {
    static const struct row rows[] = {
        {"a note that was made anonymous", "n.txt",
         "Patient: [**Known lastname 8812**]  MRN: [**Medical Record Number 4471**]\nAdmission Date: [**2151-2-11**]\n"
         "HISTORY: a 61 year old female with heart failure.\n",
         "nothing"},
        {"an image that was made anonymous", "d.txt",
         "(0010,0010) PN [GONE]\n(0010,0020) LO [ANON0001]\n(0012,0062) CS [YES]  # 4, 1 PatientIdentityRemoved\n", "nothing"},
        {"drugs", "drugs.csv", "ndc,name,strength\n0093-0058-01,tramadol,50 mg\n0378-1805-10,levothyroxine,75 mcg\n",
         "nothing"},
        {"a comment about segments", "p.js", "// PID|1||MRN^^^FAC^MR||LAST^FIRST||DOB|SEX\nconst PID = 'patient';\n", ""},
        {"columns of a dictionary", "dictionary.csv", "mrn,dob,phone\nrecord number,date of birth,home\n", "nothing"},
        {"the head of a listing", "l.txt", "Patient Name   Phone   Date of Birth   MRN\n", "nothing"},
        {"a token", "t.json", "{\"claims\": {\"sub\": \"MySubscriber\", \"email\": \"user@mail.test.org\"}}\n", "nothing"},
        {"a subscriber of events", "s.json", "{\"subscriber\": \"MySubscriber\", \"event\": \"order.placed for a patient\"}\n",
         "nothing"},
        {"a foo", "t.py", "p = Patient(first_name=\"Foo\", last_name=\"Bar\", dob=\"1970-01-01\")\n", ""},
        {"rows of a database", "d.xml",
         "<encounter encounter_id=\"100\" patient_id=\"2\" encounter_datetime=\"2005-01-02 08:00:00\" creator=\"1\"/>\n",
         "nothing"},
        {"an open label", "n.txt", "Patient Name:", "nothing"},
        {"dots without an end", "n.txt", "Patient Name .....", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_forms, labels_stand_in_front_of_values_in_many_ways) {
    static const struct row rows[] = {
        {"rows of dots", "f.txt", "Patient Name ..... Marta Halvorsen\nHospital No. ..... 0048392\n", "1 2"},
        {"columns", "f.txt",
         "1. Full legal name     Marta Halvorsen\n2. Birth date          3/14/1961\n3. SSN                 512-44-7813\n"
         "Allergies: latex\nMedication: none known\n",
         "1 2 3 4 5"},
        {"capitals", "f.txt",
         "MEDICAL RECORDS RELEASE\nPATIENT MARTA HALVORSEN     DATE OF BIRTH 03/14/1961\nADDRESS 4411 GRAND AVE\n", "2 3"},
        {"boxes with numbers", "f.txt",
         "FL 3b MED REC #    0048392\nFL 8b PATIENT NAME HALVORSEN MARTA\nFL 10 BIRTHDATE 03141961\n", "1 2 3"},
        {"a remark", "f.txt", "Patient: Marta Halvorsen\nDOB (mm/dd/yyyy): 03/14/1961\n", "1 2"},
        {"the value below", "f.txt", "Patient Name:\nMarta Halvorsen\nDate of birth:\n3/14/1961\nMRN: 48392011\n", "2 4 5"},
        {"more than the name", "f.txt",
         "Decedent: Owen Mercer     Case: 4471\nNext of kin: Ann Mercer, mother, 12 Oak Street, notified 1/7/2024\n"
         "Cause of death: injury\n",
         "1 2 3"},
        {"relatives", "f.txt", "Patient: Marta Halvorsen\nMRN: 48392011\nShe lives with her son Peter.\nHer dog is well.\n",
         "1 2 3"},
        {"the last four", "f.txt", "Patient: Marta Halvorsen\nMRN: 48392011\nguarantor, SSN ends in 6618\n", "1 2 3"},
        {"German", "brief.txt",
         "Arztbrief\nPatient: Karl Hoffmann, geb. 14.03.1958\nVersichertennummer: A482910375\nAufnahme: 02.02.2024\n"
         "Diagnose: Vorhofflimmern\n",
         "2 3 4 5"},
        {"who wrote it", "m.txt",
         "From: Marta Halvorsen (patient)\nSent: March 3, 2024\nMy blood test: should I change the dose of my medication?\n",
         "1 2"},
        {"a heading is no line of anybody", "n.txt",
         "HOSPITAL COURSE:\nMarta was well.\nPatient: Marta Halvorsen\nMRN: 48392011\n", "2 3 4"},
    };
    EXPECT_ROWS(rows);
}

Test(health_forms, columns_are_known_by_what_databases_shorten) {
    static const struct row rows[] = {
        {"a payer", "m.sql",
         "INSERT INTO tbl (mbr_id_no, mbr_fname, mbr_lname, mbr_brth_dt, pt_hm_phn_nbr)\nVALUES ('8','Marta','Halvorsen',"
         "'3/14/1961','612-824-7342');\n",
         "2"},
        {"camel humps", "p.json", "{\"ptFstNm\": \"Marta\",\n\"ptLstNm\": \"Halvorsen\",\n\"ptBrthDt\": \"1961-03-14\"}\n",
         "1 2 3"},
        {"German", "p.json",
         "{\n\"patientennummer\": \"483920\",\n\"nachname\": \"Schr\303\266der\",\n\"geburtsdatum\": \"1949-07-21\"\n}\n",
         "2 3 4"},
        {"a number of a record alone", "labs.csv", "mrn,collected_at,test,value\n48392011,2024-02-03,HbA1c,6.4\n", "2"},
        {"addresses of mail", "portal.csv",
         "time,patient_email,ip_address,page\n2024,m.halvorsen@mail.test.org,73.114.20.8,/x\n", "2"},
        {"admissions", "q.csv", "\"Record\",\"Last Name\",\"Admit\"\n\"4839201\",\"Halvorsen\",\"02/03/2024\"\n", "2"},
        {"a list of employees", "staff.csv", "emp_no,first_name,last_name,hire_dt\n48392,Marta,Halvorsen,2019-03-04\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_forms, lists_cards_and_other_formats_are_read) {
    static const struct row rows[] = {
        {"a list without labels", "call.txt",
         "Patients to call back (mammogram)\n1. Halvorsen, Marta (03/14/1961) 612-824-7342\n2. Mercer, Dwayne (02/01/1949) "
         "612-824-7343\nthe end\n",
         "2 3"},
        {"a list of authors", "AUTHORS.txt",
         "Thanks to\nMarta Halvorsen 2024-03-14 1048576\nDwayne Mercer 2024-02-01 1048577\n", "nothing"},
        {"a listing with gaps", "census.txt",
         "Bed    Patient               MRN        Admit        Code\n5101   HALVORSEN, MARTA      48392011   02/03/2024   "
         "Full\n"
         "5102   (empty)\n5103   MERCER, DWAYNE        48392012                DNR\n",
         "2 4"},
        {"names below a title", "roster.csv",
         "Weight clinic roster,,\nName,Birthdate,Cell\nMarta Halvorsen,3/14/1961,612-824-7342\n", "3"},
        {"an appointment", "a.ics",
         "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240318T140000\nSUMMARY:Marta Halvorsen - visit\nDESCRIPTION:MRN "
         "48392011\nLOCATION:2\nEND:VEVENT\nEND:VCALENDAR\n",
         "3 4 5"},
        {"a meeting", "a.ics",
         "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240318T140000\nSUMMARY:Sprint planning\nEND:VEVENT\nEND:VCALENDAR\n",
         "nothing"},
        {"a card of a patient", "p.vcf",
         "BEGIN:VCARD\nFN:Marta Halvorsen\nBDAY:1961-03-14\nTEL;TYPE=CELL:612-824-7342\nNOTE:dialysis patient\nEND:VCARD\n",
         "2 3 4 5"},
        {"a card of a salesman", "p.vcf", "BEGIN:VCARD\nFN:Greg Malloy\nTEL:503-224-8812\nORG:Larkspur\nEND:VCARD\n",
         "nothing"},
        {"a card that never ends", "p.vcf", "BEGIN:VCARD\nFN:Marta Halvorsen\nBDAY:1961-03-14\nNOTE:MRN 48392011", "2 3 4"},
        {"FHIR in Turtle", "p.ttl",
         "@prefix fhir: <http://hl7.org/fhir/> .\n<http://h.org/Patient/00932128> a fhir:Patient ;\n"
         "fhir:HumanName.family [ fhir:value \"Halvorsen\" ] ;\nfhir:Patient.birthDate [ fhir:value \"1961-03-14\" ] .\n",
         "2 3 4"},
        {"FHIR R5 in Turtle", "p.ttl",
         "@prefix fhir: <http://hl7.org/fhir/> .\n[] a fhir:Patient ;\nfhir:name ( [ fhir:family [ fhir:v \"Halvorsen\" ] ] ) "
         ";\n"
         "fhir:birthDate [ fhir:v \"1961-03-14\" ] .\n",
         "3 4"},
        {"a claim of a pharmacy", "c.txt", "AM01\034C419610314\034CAMARTA\034CBHALVORSEN\nAM04\034C2483920117\n", "1 2"},
        {"an object within one", "p.json",
         "{\"patient\": {\"firstName\": \"Marta\",\n\"lastName\": \"Halvorsen\",\n\"address\": {\"line1\":\n\"4411 Grand "
         "Ave\"}}}\n",
         "1 2 4"},
        {"a message that explains", "x12.md", "`NM1*IL*1*DOE*JOHN****MI*123456789~` is the subscriber.\n`DMG*D8*19700101*M~`\n",
         ""},
    };
    EXPECT_ROWS(rows);
}

Test(health_forms, tables_need_no_word_for_patients) {
    static const struct row rows[] = {
        {"animals", "pets.csv", "Pet Name,Owner,Phone,Vaccine,Given\nBiscuit,Marta Halvorsen,612-824-7342,Rabies,2024-02-01\n",
         "nothing"},
        {"numbers of patients", "county.csv", "county,year,diagnosis,patients,deaths\nGreene,2023,Diabetes,5120,98\n",
         "nothing"},
        {"numbers of patients in an object", "m.json", "{\"clinics\": [{\"name\": \"North Side\", \"patients\": 1204}]}\n",
         "nothing"},
        {"a child of a tree", "RoleTest.java",
         "Role child = new Role(\"Child\");\nchild.setPrivilege(\"View Patients\");\nString name = \"Child Role\";\n",
         "nothing"},
        {"who works in a clinic", "team.md",
         "# Clinic team\n| Name | Role | Phone |\n|---|---|---|\n| Marta Halvorsen | Nurse | 612-824-7342 |\n", "nothing"},
        {"customers", "c.csv", "name,dob,phone,notes\nMarta Halvorsen,1961-03-14,612-824-7342,asthma\n", "nothing"},
        {"an illness", "l.csv", "Full Name,Mobile,DOB,Condition\nMarta Halvorsen,612-824-7342,3/14/1961,Asthma\n", "2"},
        {"donors", "d.csv", "donor,blood_type,collected,phone\nMarta Halvorsen,O+,2024-07-24,612-824-7342\n", "2"},
        {"children", "v.csv", "Child,Born,Vaccine,Given\nMarta Halvorsen,2019-03-14,MMR,2024-03-22\n", "2"},
        {"a pharmacy", "rx.csv", "Rx,Name,Drug,Prescriber,Filled\n27189963,Marta Halvorsen,Sertraline 50mg,Reyes,06/01/2024\n",
         "2"},
        {"pupils", "school.csv", "Student,Guardian,Phone,Vaccination\nMarta Halvorsen,Ann Halvorsen,612-824-7342,MMR\n", "2"},
        {"a client of a database", "box.txt",
         "+----------+-----------------+------------+\n| MRN      | Name            | DOB        |\n"
         "+----------+-----------------+------------+\n| 48392011 | Marta Halvorsen | 1961-03-14 |\n"
         "+----------+-----------------+------------+\n",
         "4"},
        {"a rule with crosses", "h.txt",
         "NURSING HANDOVER\nBed | Name | Dx | Plan\n----+------+----+-----\n1 | Marta Halvorsen | CAP | home\n", "4"},
        {"a name with a birthday", "r.html",
         "<table>\n<tr><th>Client</th><th>Specimen</th><th>Collected</th></tr>\n"
         "<tr><td>HALVORSEN, MARTA (03/14/1961)</td><td>skin</td><td>02/03/2024</td></tr>\n</table>\n",
         "3"},
        {"what somebody was referred for", "r.html",
         "<table>\n<tr><td>Name</td><td>Date of birth</td><td>Referred for</td></tr>\n"
         "<tr><td>Marta Halvorsen</td><td>3/14/1961</td><td>Syncope</td></tr>\n</table>\n",
         "3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_forms, lists_may_say_it_by_complaints) {
    static const struct row rows[] = {
        {"doctors on call", "rota.txt",
         "Clinic rota (hospital)\nMonday     Dr. Marta Halvorsen   612-824-7342  surgery\nTuesday    Dwayne Mercer, MD     "
         "612-824-7343  surgery\n",
         "nothing"},
        {"those who wrote it", "a.txt",
         "Authors of the insulin patient module\nMarta Halvorsen 612-824-7342 insulin\nDwayne Mercer 612-824-7343 diabetes\n",
         "nothing"},
        {"rooms are no codes", "s.csv", "70012,Ella Parker,2011-04-02,7,B12\n70013,Noah Reyes,2010-12-19,7,B12\n", "nothing"},
        {"one line is no list", "one.csv", "48392011,Halvorsen,Marta,1961-03-14,E11.9\n", "nothing"},
        {"no header", "p.csv",
         "48392011,Halvorsen,Marta,1961-03-14,F,612-824-7342,I10\n48392012,Mercer,Dwayne,1949-02-01,M,612-824-7343,E11.9\n",
         "1 2"},
        {"appointments", "day.txt",
         "Clinic schedule\n08:00  Marta Halvorsen    Annual physical   612-824-7342\n08:30  MERCER, DWAYNE     Diabetes f/u    "
         " "
         " 612-824-7343\n09:00  -- open --\n",
         "2 3"},
        {"a line of a log", "w.log",
         "10:01 INFO Claims Worker: DOB validation enabled\n10:02 INFO claim for Marta Halvorsen, DOB 03/14/1961\n", "2"},
        {"no-shows", "c.txt",
         "No-shows\n1) Marta Halvorsen - 612-824-7342 - diabetes follow-up\n2) Dwayne Mercer - 612-824-7343 - asthma check\n",
         "2 3"},
        {"callbacks", "c.txt",
         "Callbacks\n - Marta Halvorsen 612-824-7342 re: biopsy results\n - Dwayne Mercer 612-824-7343 re: refill "
         "metformin\n",
         "2 3"},
    };
    EXPECT_ROWS(rows);
}

Test(health_forms, an_image_needs_no_preamble) {
    static const char image[] = "\x02\0\0\0UL\4\0\x1e\0\0\0\x02\0\x10\0UI\x14\0"
                                "1.2.840.10008.1.2.1\0"
                                "\x10\0\x10\0PN\x10\0HALVORSEN^MARTA \x10\0\x20\0LO\x08\0"
                                "48392011"
                                "\x10\0\x30\0DA\x08\0"
                                "19610314";
    struct phs_arena *arena = phs_arena_new();
    struct phs_health health;
    cr_assert(phs_health_read(arena, "IM0001", phs_slice_n(image, sizeof image - 1), &health));
    cr_expect_str_eq(health.format, "dicom");
    cr_expect_eq(health.sights.n, 3);
    phs_arena_free(arena);
}

Test(health_forms, sentences_and_pairs_say_whose_they_are) {
    static const struct row rows[] = {
        {"a dictionary of tags", "tags.csv", "tag,keyword,vr\n\"(0010,0010)\",PatientName,PN\n\"(0010,0020)\",PatientID,LO\n",
         "nothing"},
        {"a name alone", "notes.csv", "note_id,pat_nm,note_txt\n19475,Marta Halvorsen,cough\n", "2"},
        {"pairs", "env.json",
         "{\"values\": [\n{\"key\": \"patient_dob\", \"value\": \"1961-03-14\"},\n{\"key\": \"patient_last_name\", \"value\": "
         "\"Halvorsen\"}]}\n",
         "2 3"},
        {"types", "p.json",
         "{\"patient\": {\"ids\": [\n{\"type\": \"MRN\", \"value\": \"48392011\"},\n{\"type\": \"SSN\", \"value\": "
         "\"512-44-7813\"}]}}\n",
         "2 3"},
        {"a consent", "consent.txt",
         "CONSENT FOR TREATMENT\nI, Marta Halvorsen, born 01/28/1976, consent to colonoscopy\non 06/04/2024.\n", "2 3"},
        {"a dialogue", "call.txt",
         "AGENT: what is your name?\nCALLER: It's Marta Halvorsen.\nAGENT: And your date of birth?\nCALLER: 3/14/1961.\nAGENT: "
         "Your claim for the surgery was denied.\n",
         "2 4"},
        {"mail", "m.eml",
         "From: k@clinic.test\nSubject: OR\n\nMarta Halvorsen (MRN 48392011) is allergic to latex\non 3/21/2024\n", "1 4 5"},
        {"a name in a sentence", "h.txt",
         "Patient's name is Marta Halvorsen; she is 94 years old.\nMorphine was given in hospice.\n", "1"},
        {"Britain", "gp.txt",
         "NHS No: 485 777 3456\nRe: Mr Karl Mercer, d.o.b. 17/08/1956\n14 Cobbler's Row, Wexbourne, WX4 7TT\n", "1 2 3"},
        {"rows without columns", "d.sql", "INSERT INTO `patient_visit` VALUES (1,'HALVORSEN','MARTA','1961-03-14','I50.23');\n",
         "1"},
        {"rows of another table", "d.sql", "INSERT INTO `product` VALUES (1,'HALVORSEN','MARTA','1961-03-14','I50.23');\n",
         "nothing"},
        {"a prescription", "label.txt",
         "RIVERBEND PHARMACY\nRX 7734021   HALVORSEN\nTAKE ONE TABLET, refills: 3\nQTY 180 treatment\n", "2"},
        {"a hospital's card", "h.vcf", "BEGIN:VCARD\nFN:Greg Halloran MD\nORG:Mercy Hospital\nTEL:402-555-2177\nEND:VCARD\n",
         "nothing"},
        {"beds and births", "signout.txt",
         "4W-12 Halvorsen 71M  DOB 01/18/1963  CHF\n4W-14 Mercer 55F  DOB 01/16/1982  on insulin\n4W-15 Lee 83F  DOB "
         "04/07/1948 "
         " hip\n",
         "1 2 3"},
        {"a query for births", "s.md", "GET /Patient?name=smith&birthdate=gt2000-01-01 finds patients.\n", "nothing"},
        {"measurements by mail", "w.csv", "email,device_sn,glucose_mgdl\nm.halvorsen@mail.test.org,K2728645S,118\n", "2"},
        {"number signs", "d.tsv", "Discharges wk 14\nNm\tHosp #\tD/C date\nHalvorsen, Marta\t48392011\t04/03/24\n", "3"},
        {"elements of two people", "c.xml",
         "<Claim>\n<Subscriber><Name><Last>Mercer</Last><First>Ann</First></Name></Subscriber>\n<Patient><Name><Last>Mercer</"
         "Last>"
         "<First>Peter</First></Name></Patient>\n</Claim>\n",
         "2 3"},
        {"a list to wait on", "wait.md",
         "# Transplant wait list (kidney)\n| Candidate | Listed | Contact |\n|--|--|--|\n| Marta Halvorsen | 2021-03-14 | "
         "612-824-7342 |\n| Dwayne Mercer | 2021-07-02 | 612-824-7343 |\n",
         "4 5"},
    };
    EXPECT_ROWS(rows);
}
