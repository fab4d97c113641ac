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
