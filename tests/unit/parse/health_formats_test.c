/* SPDX-License-Identifier: Apache-2.0 */
/* Standard formats in spellings that are met seldom: each line that names somebody is told. */
#include "unit/parse/health_lines.h"

Test(health_formats, hl7_v2_comes_as_xml_too) {
    static const struct row rows[] = {
        {"fields are elements, their components stand inside", "a08.xml",
         "<?xml version=\"1.0\"?>\n<ADT_A01 xmlns=\"urn:hl7-org:v2xml\">\n<MSH><MSH.1>|</MSH.1><MSH.7><TS.1>20240911073000"
         "</TS.1></MSH.7></MSH>\n<PID>\n<PID.3><CX.1>68837892</CX.1><CX.5>MR</CX.5></PID.3>\n<PID.5>\n<XPN.1><FN.1>Halvorsen"
         "</FN.1></XPN.1>\n<XPN.2>Marta</XPN.2>\n</PID.5>\n<PID.7><TS.1>19521119</TS.1></PID.7>\n<PID.8>F</PID.8>\n"
         "<PID.11><XAD.1><SAD.1>9512 Quail Run</SAD.1></XAD.1></PID.11>\n</PID>\n<PV1><PV1.2>I</PV1.2>\n"
         "<PV1.44><TS.1>202503131755</TS.1></PV1.44></PV1>\n</ADT_A01>\n",
         "5 7 8 10 12 14 15"},
        {"an attribute with a bracket that never closes", "cut.xml",
         "<ADT_A01 xmlns=\"urn:hl7-org:v2xml\"><PID><PID.3><CX.1>68837892</CX.1></PID.3>\n<PID.5><XPN.2>Marta", "1 2"},
    };
    EXPECT_ROWS(rows);
}

Test(health_formats, transaction_sets_have_their_own_marks) {
    static const struct row rows[] = {
        {"bars and exclamation marks, no envelope", "era.txt",
         "ST|835|0001!\nBPR|I|512.40|C|CHK||||||||||||20231201!\nN1|PR|LAKE HEALTH PLAN!\nCLP|8563777|1|260|128.10|0|MC|"
         "S366056752|11!\nNM1|QC|1|HALVORSEN|MARTA||||MR|9548176211!\nDTM|232|20240217!\nSVC|HC>99213|130|64.05||1!\n",
         "4 5 6 7"},
        {"a standard that is not of health", "order.txt", "ST|850|0001!\nBEG|00|SA|8563777||20231201!\nN1|ST|HALVORSEN!\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_formats, fhir_names_patients_beside_their_references) {
    static const struct row rows[] = {
        {"who takes part in an appointment", "appt.ndjson",
         "{\"resourceType\":\"Appointment\",\"description\":\"Colposcopy\",\"start\":\"2024-06-07T11:56:00+10:00\","
         "\"participant\":[{\"actor\":{\"display\":\"Sophia Halvorsen\"}}]}\n"
         "{\"resourceType\":\"Schedule\",\"actor\":[{\"display\":\"Room 4\"}]}\n"
         "{\"resourceType\":\"Schedule\",\"actor\":[{\"reference\":\"Practitioner/4\",\"display\":\"Helena Marsh\"}]}\n",
         "1"},
        {"a name with its birthday", "order.json",
         "{\n\"resourceType\" : \"ServiceRequest\",\n\"code\" : { \"text\" : \"MRI lumbar spine\" },\n\"subject\" : { "
         "\"display\" : \"Lakshmi Halvorsen, born July 7, 1997\" },\n\"requester\" : { \"display\" : \"Dr. Helena Marsh\" "
         "}\n}\n",
         "3 4"},
        {"numbers of authorizations", "claim.json",
         "{\n\"resourceType\":\"Claim\",\n\"patient\":{\"display\":\"Anjali Halvorsen\"},\n\"insurance\":[{\"coverage\":{"
         "\"display\":\"Lake Dental\"},\n\"preAuthRef\":[\"PA-45412\"]}]\n}\n",
         "3 5"},
    };
    EXPECT_ROWS(rows);
}

Test(health_formats, elements_of_openehr_name_their_values) {
    static const struct row rows[] = {
        {"name and value are objects", "composition.json",
         "{\"_type\":\"COMPOSITION\", \"name\":{\"value\":\"Patient "
         "admission\"},\n\"content\":[\n{\"archetype_node_id\":\"openEHR-EHR-ADMIN_ENTRY.person_data.v0\"},\n{ \"name\": { "
         "\"value\": "
         "\"Family name\" }, \"value\": { \"value\": \"Halvorsen\" } },\n{ \"name\": { \"value\": \"Given name\" }, "
         "\"value\": { \"value\": \"Marta\" } },\n{ \"name\": { \"value\": \"Date of birth\" }, \"value\": { \"_type\": "
         "\"DV_DATE\", \"value\": \"1973-03-27\" } }\n]}\n",
         "4 5 6"},
    };
    EXPECT_ROWS(rows);
}

Test(health_formats, records_stand_in_xml_of_no_standard) {
    static const struct row rows[] = {
        {"elements of a patient", "befund.xml",
         "<Befund version=\"1.4\">\n<Patient>\n<Nachname>Halvorsen</Nachname>\n<Vorname>Marta</Vorname>\n<GebDat>03.03.1960"
         "</GebDat>\n<VersNr>P800006423</VersNr>\n</Patient>\n<Untersuchung>CT Thorax</Untersuchung>\n</Befund>\n",
         "3 4 5 6"},
        {"elements that come again are patients each", "export.xml",
         "<patients>\n<patient mrn=\"48392011\"><lastName>Halvorsen</lastName>\n<birthDate>1961-03-14</birthDate></patient>\n"
         "<patient mrn=\"48392012\"><lastName>Mercer</lastName>\n<birthDate>1971-03-14</birthDate></patient>\n</patients>\n",
         "2 3 4 5"},
        {"a property list", "patients.plist",
         "<plist version=\"1.0\"><array>\n<dict>\n<key>displayName</key><string>Marta Halvorsen</string>\n<key>birthday</key>"
         "<date>1955-01-01T18:09:11Z</date>\n<key>units</key><string>mg/dL</string>\n</dict>\n<dict>\n<key>displayName</key>"
         "<string>Ines Mercer</string>\n<key>birthday</key><date>1956-01-26T08:25:27Z</date>\n</dict>\n</array></plist>\n",
         "3 4 8 9"},
        {"a project and who develops it", "pom.xml",
         "<project>\n<name>Lake Rules</name>\n<description>patient portal conditions</description>\n<developers>\n<developer>"
         "<name>Marta Halvorsen</name>\n<email>marta@lake.org</email></developer>\n</developers>\n</project>\n",
         "nothing"},
        {"elements that never end", "cut.xml", "<a><b><c d='<<<<>>><e f=\"g<h><i/", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_formats, cards_and_rows_are_told_by_what_people_are_treated_for) {
    static const struct row rows[] = {
        {"a visit at home", "day.ics",
         "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Home visit Halvorsen\nDTSTART;TZID=America/Denver:20230213T101500\n"
         "DESCRIPTION:wound vac change\nATTENDEE;CN=Marta Halvorsen:mailto:marta@lake.org\nEND:VEVENT\nBEGIN:VEVENT\n"
         "SUMMARY:Lunch\nDTSTART;TZID=America/Denver:20240611T120000\nEND:VEVENT\nEND:VCALENDAR\n",
         "3 4 5 6"},
        {"a card of a colleague", "c.vcf", "BEGIN:VCARD\nFN:Marta Halvorsen\nORG:Lake Tools\nEMAIL:marta@lake.org\nEND:VCARD\n",
         "nothing"},
        {"names joined by a mark", "implants.csv",
         "ImplantDate,Patient,DeviceModel,Serial\n07-03-2021,Halvorsen/Marta,CD1411,PJN821112K\n10-03-2025,Mercer/Ines,DDMB1D4,"
         "PJN564231H\n",
         "2 3"},
        {"people in a dump about care", "app.sql",
         "INSERT INTO contact VALUES(1,'Marta Halvorsen','guardian','(503) 958-6142');\nINSERT INTO staff VALUES(1,'Ines "
         "Mercer','lead','(503) 958-6143');\nINSERT INTO glucose VALUES('2024-03-01 07:02',142);\n",
         "1"},
        {"people in a dump about nothing of the kind", "shop.sql",
         "INSERT INTO contact VALUES(1,'Marta Halvorsen','buyer','(503) 958-6142');\nINSERT INTO price "
         "VALUES('2024-03-01',142);\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_formats, fields_are_named_by_numbers) {
    static const struct row rows[] = {
        {"an ambulance's report (NEMSIS)", "run.xml",
         "<EMSDataSet xmlns=\"http://www.nemsis.org\">\n<PatientCareReport>\n<ePatient.02>Halvorsen</ePatient.02>\n"
         "<ePatient.03>Marta</ePatient.03>\n<ePatient.15>83</ePatient.15>\n<ePatient.17>1940-08-27</ePatient.17>\n"
         "</PatientCareReport>\n</EMSDataSet>\n",
         "3 4 6"},
        {"a decoded claim of a pharmacy", "b1.txt",
         "AM01\nC419671225\nC52\nCAMARTA\nCBHALVORSEN\nCNFRESNO\nAM04\nC2992004411807\nAM07\nEM1\n", "2 4 5 6 8"},
        {"the same behind bars", "b1.txt", "> AM01|C419671225|CAMARTA|CBHALVORSEN\n> AM04|C2992004411807|C93\n", "1 2"},
        {"a document's patient (IHE XDS)", "set.xml",
         "<rim:Value>PID-5|Halvorsen^Marta^^^</rim:Value>\n<rim:Value>PID-7|19720606</rim:Value>\n<rim:Value>PID-8|F"
         "</rim:Value>\n",
         "1 2"},
        {"an extension and what supports a claim", "eob.json",
         "{\"resourceType\":\"ExplanationOfBenefit\",\n\"patient\":{\"display\":\"Marta Halvorsen\"},\n\"supportingInfo\":[\n"
         "{\"category\":{\"coding\":[{\"code\":\"patientaccountnumber\"}]},\"valueString\":\"PA00991277\"},\n"
         "{\"category\":{\"coding\":[{\"code\":\"admtype\"}]},\"valueString\":\"elective\"}]}\n",
         "2 4"},
        {"literals beside a generator are somebody's", "patients.rb",
         "factory :patient do\n  first_name { Faker::Name.first_name }\n  trait :old do\n    mrn { '10044827' }\n    last_name "
         "{ 'Tillery' }\n    date_of_birth { Date.new(1952, 3, 9) }\n  end\nend\n",
         "4 5 6"},
    };
    EXPECT_ROWS(rows);
}

Test(health_formats, who_is_asked_for_is_named_in_inquiries) {
    static const struct row rows[] = {
        {"a claim's status: the birthday stands before the name", "276.dat",
         "ST*276*0001*005010X212~\nHL*4*3*22*0~\nDMG*D8*19590707*F~\n"
         "NM1*IL*1*HALVORSEN*MARTA****MI*KYM3720827701~\nREF*BLT*131~\n",
         "3 4"},
        {"the answer says since when", "277.dat",
         "ST*277*0001*005010X214~\nHL*4*3*PT~\nNM1*QC*1*HALVORSEN*MARTA****MI*KYM3720827701~\nSTC*A2:20:PR*20250407*WQ*880~\n",
         "3 4"},
        {"candidates for a patient", "qbp.hl7",
         "MSH|^~\\&|REG|LAKE|EMPI|LAKE|20250815021744||QBP^Q22^QBP_Q21|Q3175|P|2.5\n"
         "QPD|Q22^Find Candidates^HL7nnn|PDQ-88|@PID.5.1^HALVORSEN~@PID.5.2^MARTA~@PID.7^19510630\nRCP|I|10^RD\n",
         "2"},
        {"what could be asked for", "qbp.hl7",
         "MSH|^~\\&|REG|LAKE|EMPI|LAKE|20250815021744||QBP^Q22^QBP_Q21|Q3175|P|2.5\n"
         "QPD|Q22^Find Candidates^HL7nnn|PDQ-88|\nRCP|I|10^RD\n",
         "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health_formats, tables_of_plans_and_devices_say_whose_rows_they_are) {
    static const struct row rows[] = {
        {"members beside those who treat them", "gaps.csv",
         "MEMBER_ID;MEMBER_NAME;DOB;PCP_NPI;MEASURE;LAST_SERVICE\nH5941-08204728;Marta "
         "Halvorsen;1958-09-05;1480630932;EED;2023-04-11\n"
         "H5941-08208833;Okwuosa Chidimma;1964-02-29;1480630932;COL;\n",
         "2 3"},
        {"what was done to whom, beside who they are", "seed.sql",
         "INSERT INTO patient (id, given_name, family_name, birth_date) VALUES\n (100, 'Solveig', 'Halvorsen', DATE "
         "'1995-05-25');\n"
         "INSERT INTO treatment (patient_id, tooth, code, done_on) VALUES\n (100, '14', 'D2740', DATE '2025-03-11');\n",
         "2 4"},
    };
    EXPECT_ROWS(rows);
}
