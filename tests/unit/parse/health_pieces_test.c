/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of messages that somebody cut out of their envelope. All people are made up. */
#include "tests/unit/parse/health_lines.h"

Test(health_pieces, are_known_by_what_they_are_made_of) {
    static const struct row rows[] = {
        {"a claim without an envelope", "a.dat",
         "SBR*P*18*******MB~\nNM1*IL*1*HALVORSEN*MARTA****MI*3KT8MN5PQ21~\nN3*17 LARCH LN~\nN4*DULUTH*MN*55803~\n"
         "CLM*ADN-448120*184.6***11:A:1**A*Y*Y~\n",
         "2 3 4 5"},
        {"a table that begins like a claim", "a.dat", "HL*,name\n1,rake\n2,hoe\n", "nothing"},
        {"a study as a server prints it", "t.json",
         "{\n\"0008,0060\": {\"Name\": \"Modality\", \"Type\": \"String\", \"Value\": \"MG\"},\n"
         "\"0010,0010\": {\"Name\": \"PatientName\", \"Type\": \"String\", \"Value\": \"HALVORSEN^MARTA\"},\n"
         "\"0010,0020\": {\"Name\": \"PatientID\", \"Type\": \"String\", \"Value\": \"BCI119402\"},\n"
         "\"0010,0030\": {\"Name\": \"PatientBirthDate\", \"Type\": \"String\", \"Value\": \"19720614\"}\n}\n",
         "2 3 4 5"},
        {"the elements without values", "t.json",
         "{\n\"0010,0010\": {\"Name\": \"PatientName\", \"Type\": \"String\", \"Value\": \"\"},\n"
         "\"0010,0020\": {\"Name\": \"PatientID\", \"Type\": \"String\", \"Value\": \"\"}\n}\n",
         "nothing"},
        {"frames of an analyzer", "a.log",
         "<STX>1H|\\^&|||XN-1000|||||||P|E1394-97|20240118103305<CR><ETX>\n"
         "<STX>2P|1||SJ0088417||Halvorsen^Marta||19740228|M<CR><ETX>\n<STX>4R|1|^^^^WBC^1|6.41|10*3/uL||N||F<CR><ETX>\n",
         "2 3"},
        {"a chart without its namespace", "r.cda",
         "<ClinicalDocument><recordTarget><patientRole><id extension=\"KP-771209438\"/>\n"
         "<patient><name><given>Marta</given><family>Halvorsen</family></name></patient></patientRole></recordTarget>\n"
         "<componentOf><encompassingEncounter><id extension=\"ENC-23-559120\"/></encompassingEncounter></componentOf>\n"
         "</ClinicalDocument>\n",
         "1 2 3"},
        {"one section, whose story names the patient", "s.xml",
         "<section>\n<templateId root=\"2.16.840.1.113883.10.20.22.2.3.1\"/>\n<text>\n"
         "<paragraph>Specimen received for Ms. Marta Halvorsen, accession 24-037-11840.</paragraph>\n</text>\n"
         "<entry><observation classCode=\"OBS\" moodCode=\"EVN\">\n<code code=\"3016-3\" displayName=\"TSH\"/>\n"
         "<effectiveTime value=\"20240206\"/></observation></entry>\n</section>\n",
         "4 7 8"},
        {"one section of a template: of health, and nobody's", "s.xml",
         "<section>\n<templateId root=\"2.16.840.1.113883.10.20.22.2.3.1\"/>\n<text>\n"
         "<paragraph>Results of the laboratory</paragraph>\n</text>\n"
         "<entry><observation classCode=\"OBS\" moodCode=\"EVN\">\n<code code=\"3016-3\" displayName=\"TSH\"/>\n"
         "</observation></entry>\n</section>\n",
         "4 7"},
        {"when a code was last reviewed", "m.tsv",
         "local_code\tloinc\tcomponent\tunits\tlast_reviewed\nGLU\t2345-7\tGlucose\tmg/dL\t2022-04-11\n"
         "TSH\t3016-3\tThyrotropin\tuIU/mL\t2023-01-30\n",
         "nothing"},
        {"the last name of a patient", "m.tsv", "pt_last\tpt_dob\tdx\nHalvorsen\t1961-03-14\tE11.9\nBerg\t1958-11-02\tI10\n",
         "2 3"},
    };
    EXPECT_ROWS(rows);
}
