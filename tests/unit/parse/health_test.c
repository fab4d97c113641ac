/* SPDX-License-Identifier: Apache-2.0 */
/* Documents about patients by format: which lines tell what, how grave it is and whose it looks like. All people are made up.
 */
#include <criterion/criterion.h>

#include "base/buf.h"
#include "parse/health/health.h"

static struct phs_arena *arena;

static void open_arena(void) {
    arena = phs_arena_new();
}

static void close_arena(void) {
    phs_arena_free(arena);
}

TestSuite(health, .init = open_arena, .fini = close_arena);

/* "format grade class: 3name 3dob 4ssn"; grade and class are those of the first sight. */
static const char *told(const char *path, struct phs_slice bytes) {
    struct phs_health health;
    struct phs_buf out;
    if (!phs_health_read(arena, path, bytes, &health))
        return "nothing";
    phs_buf_init(&out, 1 << 20);
    phs_buf_printf(&out, "%s %s %s:", health.format, phs_grade_name((enum phs_grade)health.sights.at[0].grade),
                   phs_match_class_name((enum phs_match_class)health.sights.at[0].judged));
    for (size_t i = 0; i < health.sights.n; i++)
        phs_buf_printf(&out, " %u%s", health.sights.at[i].line, health.sights.at[i].category);
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

struct row {
    const char *scenario, *path, *text, *expected;
};

static void expect_rows(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *found = told(rows[i].path, phs_slice(rows[i].text));
        cr_expect_str_eq(found, rows[i].expected, "%s: %s", rows[i].scenario, found);
    }
}

#define EXPECT_ROWS(rows) expect_rows(rows, sizeof(rows) / sizeof *(rows))

Test(health, what_is_about_nobody_is_nothing) {
    static const struct row rows[] = {
        {"nothing", "a.txt", "", "nothing"},
        {"one byte", "a.csv", "x", "nothing"},
        {"bytes that are no text", "a.txt", "\x01\x02\xff\xfe patient: x", "nothing"},
        {"prose that says patient", "a.md", "Be patient: the build takes a while.\nDate: 2025-01-02\nAuthor: Jane Roe\n",
         "nothing"},
        {"a changelog", "CHANGES.txt", "Name: tool\nDate: 03/04/2025\nPlan: ship it\nDiagnosis: fix the crash\n", "nothing"},
        {"customers", "customers.csv", "first_name,last_name,email,address\nMaria,Gonzalez,m@x.org,1 Oak St\n", "nothing"},
        {"columns of a program", "a.csv", "id,name,description\n1,foo,bar\n2,baz,quux\n", "nothing"},
        {"a provider", "p.json", "{\"resourceType\": \"Practitioner\", \"name\": [{\"family\": \"Pruitt\"}]}", "nothing"},
        {"a value set", "v.json", "{\"resourceType\": \"ValueSet\", \"name\": \"x\", \"title\": \"Diagnoses\"}", "nothing"},
        {"settings", "package.json", "{\"name\": \"app\", \"version\": \"1.2.3\", \"description\": \"a tool\"}", "nothing"},
        {"an ordinary table", "t.sql", "INSERT INTO users (name, email) VALUES ('Maria Gonzalez', 'm@x.org');", "nothing"},
        {"a patient table without people", "t.sql",
         "INSERT INTO patient_type (id, name, description) VALUES (1, 'In', 'ward');", "nothing"},
        {"ISA that is no interchange", "a.txt", "ISA is an instruction set architecture", "nothing"},
        {"XML of another kind", "a.xml", "<project><name>Maria Gonzalez</name></project>", "nothing"},
    };
    EXPECT_ROWS(rows);
}

Test(health, reads_fhir_whichever_way_it_is_written) {
    static const struct row rows[] = {
        {"a patient", "p.json",
         "{\"resourceType\": \"Patient\",\n \"identifier\": [{\"system\": \"http://hl7.org/fhir/sid/us-ssn\",\n  \"value\": "
         "\"536-22-8174\"}],\n \"name\": [{\"family\": \"Gonzalez\", \"given\": [\"Maria\"]}],\n \"birthDate\": "
         "\"1964-03-17\",\n"
         " \"telecom\": [{\"system\": \"phone\", \"value\": \"217-555-3492\"}],\n \"address\": [{\"line\": [\"1420 Maple "
         "St\"], "
         "\"city\": \"Springfield\"}]}",
         "fhir identifier real: 3ssn 4name 5dob 6phone 7address"},
        {"its type comes last", "p.json",
         "{\"name\": [{\"family\": \"Gonzalez\"}],\n\"birthDate\": \"1964-03-17\",\n\"resourceType\": \"Patient\"}",
         "fhir identifier real: 1name 2dob"},
        {"an identifier whose type comes after its value", "p.json",
         "{\"resourceType\": \"Patient\", \"identifier\": [{\"value\": \"00471839\",\n"
         "\"type\": {\"coding\": [{\"code\": \"DL\"}]}}]}",
         "fhir identifier real: 1license_number"},
        {"a condition of somebody", "c.json",
         "{\"resourceType\": \"Condition\",\n\"subject\": {\"reference\": \"Patient/1\", \"display\": \"Maria Gonzalez\"},\n"
         "\"code\": {\"text\": \"NSTEMI\"},\n\"onsetDateTime\": \"2025-10-02\"}",
         "fhir phi real: 2name 3diagnosis 4date"},
        {"a condition alone", "c.json", "{\"resourceType\": \"Condition\", \"code\": {\"text\": \"NSTEMI\"}}",
         "fhir health real: 1diagnosis"},
        {"a bundle: one record", "b.json",
         "{\"resourceType\": \"Bundle\", \"entry\": [\n{\"resource\": {\"resourceType\": \"Patient\", \"name\": [{\"text\": "
         "\"Maria "
         "Gonzalez\"}], \"birthDate\": \"1964-03-17\"}},\n{\"resource\": {\"resourceType\": \"Observation\", \"code\": "
         "{\"text\": "
         "\"Glucose\"}}}]}",
         "fhir phi real: 2dob 2name 3lab_result"},
        {"one of many lines", "p.ndjson",
         "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Hale\"}],\"birthDate\":\"1971-11-02\"}\n"
         "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Gonzalez\"}],\"birthDate\":\"1964-03-17\"}\n",
         "fhir identifier real: 1dob 1name 2dob 2name"},
        {"made by a generator", "p.json",
         "{\"resourceType\": \"Patient\", \"text\": {\"div\": \"Generated by Synthea\"}, \"name\": [{\"family\": \"Hale\"}], "
         "\"birthDate\": \"1971-11-02\"}",
         "fhir identifier synthetic: 1dob 1name"},
        {"a number that is never issued", "p.json",
         "{\"resourceType\": \"Patient\", \"identifier\": [{\"system\": \"http://hl7.org/fhir/sid/us-ssn\", \"value\": "
         "\"999-22-8174\"}],\n\"name\": [{\"family\": \"Hale\"}]}",
         "fhir identifier synthetic: 1ssn 2name"},
        {"XML", "p.xml",
         "<Patient xmlns=\"http://hl7.org/fhir\">\n <identifier><value value=\"00471839\"/></identifier>\n <name>\n"
         "  <family value=\"Gonzalez\"/></name>\n <birthDate\n value=\"1964-03-17\"/></Patient>",
         "xml identifier real: 2mrn 4name 6dob"},
        {"cut in the middle", "p.json",
         "{\"resourceType\": \"Patient\", \"birthDate\": \"1964-03-17\", \"name\": [{\"family\": \"Gonz",
         "fhir identifier real: 1dob 1name"},
    };
    EXPECT_ROWS(rows);
}

Test(health, reads_messages_claims_and_documents) {
    static const struct row rows[] = {
        {"HL7 v2", "a.hl7",
         "MSH|^~\\&|A|B|C|D|20251002||ADT^A01|1|P|2.5\rPID|1||00471839^^^H^MR||GONZALEZ^MARIA||19640317|F|||1420 MAPLE ST\r"
         "DG1|1||I21.4^NSTEMI\r",
         "hl7 phi real: 2address 2dob 2mrn 2name 3diagnosis"},
        {"HL7 v2 with separators of its own", "a.txt",
         "MSH*!~\\&*A*B*C*D*20251002**ADT!A01\nPID*1**00471839!!!H**HALE!ROBERT**19711102\n",
         "hl7 identifier real: 2dob 2mrn 2name"},
        {"two messages: records apart", "a.hl7",
         "MSH|^~\\&|A|B|C|D|2025\nPID|1||00471839||HALE^R||19711102\nMSH|^~\\&|A|B|C|D|2025\nOBX|1|NM|2345-7^Glucose||182\n",
         "hl7 identifier real: 2dob 2mrn 2name 4lab_result"},
        {"X12 on one line", "c.837",
         "ISA*00*          *00*          *ZZ*SUBMITTERID    *ZZ*RECEIVERID     *251002*1200*^*00501*000000905*0*T*:~"
         "ST*837*0021~NM1*85*2*CLINIC*****XX*1568472934~N3*500 CLINIC WAY~NM1*IL*1*GONZALEZ*MARIA****MI*XQT40918273~"
         "N3*1420 MAPLE ST~DMG*D8*19640317*F~HI*ABK:I214~SE*8*0021~",
         "x12 phi real: 1address 1diagnosis 1dob 1insurance_id 1name"},
        {"X12 with segments on lines", "c.edi",
         "ISA*00*          *00*          *ZZ*SUBMITTERID    *ZZ*RECEIVERID     *251002*1200*^*00501*000000905*0*T*:~\n"
         "ST*835*1~\nCLP*26463774*1*100~\nNM1*QC*1*HALE*ROBERT****34*536228174~\nSVC*HC:99213*40~\nSE*1*1~\n",
         "x12 phi real: 3account_number 4name 4ssn 5procedure"},
        {"C-CDA", "d.xml",
         "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><recordTarget><patientRole>\n"
         "<id root=\"2.16.840.1.113883.4.1\" extension=\"536-22-8174\"/>\n<telecom value=\"tel:+12175553492\"/><patient>\n"
         "<name><given>Maria</given></name>\n<birthTime value=\"19640317\"/></patient></patientRole></recordTarget>\n"
         "<author><name>Alan Pruitt</name></author>\n<section><text>chest\npain</text>\n<entry><observation><value "
         "code=\"I21.4\" displayName=\"NSTEMI\"/></observation></entry></section></ClinicalDocument>",
         "xml phi real: 2ssn 3phone 4name 5dob 7note 8note 9lab_result"},
    };
    EXPECT_ROWS(rows);
}

Test(health, reads_tables_and_dumps_by_their_columns) {
    static const struct row rows[] = {
        {"CSV with a break in a cell", "p.csv",
         "patient_id,last_name,dob,address,diagnosis\n100234,Hale,1971-11-02,\"88 Oak\nAve\",I10\n100235,Roe,1980-01-09,,\n",
         "table phi real: 2address 2diagnosis 2dob 2name 2patient_id 4dob 4name 4patient_id"},
        {"TSV of Epic Clarity", "x.tsv", "PAT_ID\tPAT_MRN_ID\tPAT_NAME\nZ1002\t00471839\tHALE,ROBERT\n",
         "table identifier real: 2mrn 2name 2patient_id"},
        {"Synthea", "patients.csv", "Id,BIRTHDATE,SSN,FIRST,LAST\n1,1971-11-02,999-22-8174,Robert12,Hale345\n",
         "table identifier synthetic: 2dob 2name 2ssn"},
        {"OMOP", "person.csv", "person_id,person_source_value,year_of_birth\n1,00471839,1971\n",
         "table identifier real: 2patient_id"},
        {"an INSERT of two rows", "d.sql",
         "INSERT INTO `p` (`mrn`, `last_name`, `diagnosis`)\nVALUES ('0047', 'O''Hale', 'I10'),\n('0048', 'Roe; Jane', "
         "NULL);\n",
         "sql phi real: 2diagnosis 2mrn 2name 3mrn 3name"},
        {"columns of CREATE TABLE", "d.sql",
         "CREATE TABLE p (id int, mrn varchar(20) DEFAULT 'a,b', last_name text,\n diagnosis text, PRIMARY KEY (id, mrn));\n"
         "INSERT INTO p VALUES (1,'0047','Hale','I10');\n",
         "sql phi real: 3diagnosis 3mrn 3name"},
        {"COPY", "d.sql", "COPY public.p (mrn, last_name, dx) FROM stdin;\n0047\tHale\tI10\n\\.\nSELECT 1;\n",
         "sql phi real: 2diagnosis 2mrn 2name"},
        {"JSON that is not FHIR", "p.json", "[{\"mrn\": \"0047\", \"lastName\": \"Hale\",\n\"dob\": \"1971-11-02\"}]",
         "json identifier real: 1mrn 1name 2dob"},
    };
    EXPECT_ROWS(rows);
}

Test(health, reads_notes_and_logs_by_their_labels) {
    static const struct row rows[] = {
        {"a note", "n.txt",
         "Patient Name: Gonzalez, Maria   MRN: 00471839\nDOB: 03/17/1964\n\nChief complaint: chest pain\nMrs. Gonzalez was "
         "seen on "
         "October 2, 2025.\nnothing here\nCall 217-555-3492 or m.g@mailhost.net\nLives at 1420 Maple Street\n",
         "note phi real: 1account_number 1mrn 1name 2date 2dob 4diagnosis 5date 5name 7email 7phone 8address"},
        {"a form with underscores", "f.txt", "patient_name = Robert Hale\ndate_of_birth = 1971-11-02\n",
         "note identifier real: 1name 2date 2dob"},
        {"a log", "a.log",
         "2025-10-02 12:00:01 INFO started\n2025-10-02 12:00:02 DEBUG patient_id=100234 name=\"Maria Gonzalez\" "
         "diagnosis=E11.65\n2025-10-02 12:00:03 INFO done\n",
         "log phi real: 2diagnosis 2name 2patient_id"},
    };
    EXPECT_ROWS(rows);
}

static size_t element(char *out, unsigned group, unsigned number, const char *vr, const char *value) {
    size_t n = strlen(value) + strlen(value) % 2;
    memset(out, ' ', 8 + n);
    memcpy(out, (char[]){(char)(group & 255), (char)(group >> 8), (char)(number & 255), (char)(number >> 8)}, 4);
    memcpy(out + 4, vr, 2);
    out[6] = (char)n;
    out[7] = 0;
    memcpy(out + 8, value, strlen(value));
    return 8 + n;
}

static struct phs_slice dicom(const char *deidentified) {
    char *bytes = phs_alloc(arena, 1024);
    size_t n = 132;
    memcpy(bytes + 128, "DICM", 4);
    n += element(bytes + n, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
    n += element(bytes + n, 0x0008, 0x0060, "CS", "MR");
    n += element(bytes + n, 0x0010, 0x0010, "PN", "GONZALEZ^MARIA");
    n += element(bytes + n, 0x0010, 0x0020, "LO", "00471839");
    n += element(bytes + n, 0x0012, 0x0062, "CS", deidentified);
    return phs_slice_n(bytes, n);
}

Test(health, reads_the_head_of_images) {
    struct phs_slice image = dicom("NO"), removed = dicom("YES");
    cr_expect_str_eq(told("a.dcm", image), "dicom phi real: 1imaging 1mrn 1name");
    cr_expect_str_eq(told("a.dcm", removed), "nothing");
    for (size_t cut = 0; cut < image.len; cut++)
        told("a.dcm", phs_slice_n(image.ptr, cut));
}

Test(health, bounds_depth_and_number) {
    struct phs_buf text;
    struct phs_health health;
    phs_buf_init(&text, 64 << 20);
    phs_buf_puts(&text,
                 "{\"resourceType\": \"Patient\", \"birthDate\": \"1964-03-17\", \"name\": [{\"family\": \"Hale\"}], \"x\": ");
    for (size_t i = 0; i < 100000; i++)
        phs_buf_puts(&text, "[{\"a\":");
    cr_expect(phs_health_read(arena, "p.json", phs_slice_n(text.ptr, text.len), &health));
    cr_expect(health.limited);
    cr_expect_eq(health.sights.n, 2);
    phs_buf_clear(&text);
    phs_buf_puts(&text, "mrn,last_name,dob\n");
    for (size_t i = 0; i < 100000; i++)
        phs_buf_puts(&text, "00471839,Hale,1971-11-02\n");
    cr_expect(phs_health_read(arena, "p.csv", phs_slice_n(text.ptr, text.len), &health));
    cr_expect(health.limited);
    cr_expect_leq(health.sights.n, PHS_HEALTH_MOST_SIGHTS);
    phs_buf_done(&text);
}

Test(health, every_prefix_of_every_document_is_read_without_harm) {
    static const char *const paths[] = {"a.json", "a.xml", "a.hl7", "a.837", "a.csv", "a.sql", "a.txt", "a.log", "a.dcm"};
    static const char text[] = "{\"resourceType\":\"Patient\",<Patient xmlns=\"http://hl7.org/fhir\" a='MSH|^~\\&|PID|1||2"
                               "\"INSERT INTO patients (mrn, name) VALUES ('1', 'x'), COPY p (mrn, dx) FROM stdin;\n1\t2\n\\."
                               "ISA*00*  Patient: Maria Hale DOB: 1/2/1980 MRN: 00471839";
    for (size_t p = 0; p < sizeof paths / sizeof *paths; p++)
        for (size_t from = 0; from < sizeof text; from += 7)
            for (size_t len = 0; from + len < sizeof text; len++) {
                struct phs_arena *scratch = phs_arena_new();
                struct phs_health health;
                phs_health_read(scratch, paths[p], phs_slice_n(text + from, len), &health);
                phs_arena_free(scratch);
            }
}
