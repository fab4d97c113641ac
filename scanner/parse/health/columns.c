/* SPDX-License-Identifier: Apache-2.0 */
/* What a column or field holds, by what it is called: with prefixes, endings and words that databases shorten. */
#include <ctype.h>

#include "parse/health/record.h"

enum { LONGEST = 48, MOST_WORDS = 8 };

static size_t plain(struct phs_slice name, char out[LONGEST + 1]) {
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++)
        if (isalnum((unsigned char)name.ptr[i])) {
            if (n == LONGEST)
                return 0;
            out[n++] = (char)tolower((unsigned char)name.ptr[i]);
        }
    out[n] = '\0';
    return n;
}

/* In front of what a column holds: whose it is, or which of several. */
static const struct {
    const char *word;
    bool patient;
} fronts[] = {{"patient", true},    {"patients", true},
              {"member", false},    {"subscriber", true},
              {"guarantor", false}, {"beneficiary", true},
              {"bene", true},       {"pat", true},
              {"pt", true},         {"person", false},
              {"enrollee", true},   {"insured", false},
              {"dependent", false}, {"client", false},
              {"resident", false},  {"test", false},
              {"sample", false},    {"mock", false},
              {"expected", false},  {"primary", false},
              {"home", false},      {"legal", false},
              {"the", false},       {"set", false},
              {"with", false},      {"emergencycontact", false},
              {"kin", false},       {"contact", false},
              {"personal", false},  {"policyholder", false},
              {"add", false},       {"my", false},
              {"spouse", false},    {"mother", false},
              {"father", false},    {"guardian", false},
              {"parent", false},    {"responsibleparty", false},
              {"current", false},   {"mailing", false},
              {"emergency", false}, {"decedent", true},
              {"donor", true},      {"recipient", false},
              {"hospital", true},   {"clinic", true},
              {"demo", false},      {"user", false},
              {"seed", false},      {"example", false},
              {"existing", false},  {"default", false},
              {"new", false},       {"old", false},
              {"updated", false},   {"valid", false},
              {"matched", false},   {"data", false}};

static const char *const ends[] = {"number", "num", "nbr", "no", "txt",  "text",     "str", "value", "val",  "dt",  "desc",
                                   "field",  "at",  "on",  "ts", "date", "datetime", "s",   "mgdl",  "mmhg", "bpm", "mmol"};

static bool is_day(const char *end) {
    return strcmp(end, "dt") == 0 || strcmp(end, "date") == 0 || strcmp(end, "datetime") == 0 || strcmp(end, "ts") == 0;
}

/* "given_at" is no name that was given. */
static bool is_moment(const char *end) {
    return strcmp(end, "at") == 0 || strcmp(end, "on") == 0;
}

static const struct phs_health_column *without_end(char *text) {
    const struct phs_health_column *found = phs_health_column_exactly(text);
    size_t length = strlen(text);
    for (size_t i = 0; !found && i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (length < n + 2 || text[length - 1] != ends[i][n - 1] || strcmp(text + length - n, ends[i]) != 0)
            continue;
        text[length - n] = '\0';
        found = phs_health_column_exactly(text);
        text[length - n] = ends[i][0];
        if (found && is_moment(ends[i]) && strcmp(found->category, "name") == 0)
            found = phs_health_column_exactly("eventdate");
        if (found && is_day(ends[i]) && found->kind != PHS_HEALTH_FACT && strcmp(found->category, "dob") != 0 &&
            strcmp(found->category, "date") != 0) /* "encounter_datetime" is no number of one */
            found = phs_health_column_exactly(found->patient ? "visitdate" : "eventdate");
    }
    return found;
}

/* "hospital_number" is a patient's; "clinicPhone" and "hospital_name" are not. */
static bool is_of_house(const char *front, const struct phs_health_column *column) {
    bool house = strcmp(front, "hospital") == 0 || strcmp(front, "clinic") == 0;
    return house && (strcmp(column->category, "phone") == 0 || strcmp(column->category, "address") == 0 ||
                     strcmp(column->category, "name") == 0 || strcmp(column->category, "email") == 0);
}

static const struct phs_health_column *behind_fronts(char *rest, bool *ret_patient) {
    const struct phs_health_column *found = without_end(rest);
    for (size_t i = 0, steps = 0; !found && steps < 3 && i < sizeof fronts / sizeof *fronts; i++) {
        if (rest[0] != fronts[i].word[0])
            continue;
        size_t n = strlen(fronts[i].word);
        if (strncmp(rest, fronts[i].word, n) != 0 || strlen(rest) <= n + 1)
            continue;
        rest += n;
        *ret_patient |= fronts[i].patient;
        found = without_end(rest);
        if (found && is_of_house(fronts[i].word, found))
            return NULL;
        i = (size_t)-1;
        steps++;
    }
    *ret_patient |= found && found->patient;
    return found;
}

/* What databases shorten; by the short form. */
static const char *const shortened[][2] = {
    {"acc", "account"},       {"acct", "account"},    {"ad", "address"},     {"addr", "address"},     {"adm", "admission"},
    {"admt", "admission"},    {"adr", "address"},     {"adt", "admission"},  {"appt", "appointment"}, {"bday", "birthdate"},
    {"bd", "birthdate"},      {"bdt", "birthdate"},   {"bdte", "birthdate"}, {"lnm", "lastname"},     {"fnm", "firstname"},
    {"lname", "lastname"},    {"fname", "firstname"}, {"pol", "policy"},     {"dxs", "diagnoses"},    {"bene", "beneficiary"},
    {"brth", "birth"},        {"bth", "birth"},       {"clm", "claim"},      {"coll", "collection"},  {"cntct", "contact"},
    {"cty", "city"},          {"dev", "device"},      {"diag", "diagnosis"}, {"disch", "discharge"},  {"encntr", "encounter"},
    {"prsn", "person"},       {"drv", "drivers"},     {"drvr", "drivers"},   {"dsch", "discharge"},   {"dt", "date"},
    {"dte", "date"},          {"dtm", "date"},        {"dttm", "date"},      {"emer", "emergency"},   {"emerg", "emergency"},
    {"eml", "email"},         {"emp", "employer"},    {"enc", "encounter"},  {"f", "first"},          {"fam", "family"},
    {"fn", "firstname"},      {"frst", "first"},      {"fst", "first"},      {"full", "full"},        {"grp", "group"},
    {"gtr", "guarantor"},     {"guar", "guarantor"},  {"hm", "home"},        {"hosp", "hospital"},    {"ins", "insurance"},
    {"insd", "insured"},      {"l", "last"},          {"lic", "license"},    {"ln", "lastname"},      {"lst", "last"},
    {"mbr", "member"},        {"med", "medical"},     {"mem", "member"},     {"mid", "middle"},       {"mob", "mobile"},
    {"nbr", "number"},        {"nm", "name"},         {"nme", "name"},       {"no", "number"},        {"nr", "number"},
    {"num", "number"},        {"pat", "patient"},     {"ph", "phone"},       {"phn", "phone"},        {"pnt", "patient"},
    {"prov", "provider"},     {"pt", "patient"},      {"ptnt", "patient"},   {"rec", "record"},       {"sbr", "subscriber"},
    {"sec", "security"},      {"ser", "serial"},      {"soc", "social"},     {"srl", "serial"},       {"srvc", "service"},
    {"subscr", "subscriber"}, {"svc", "service"},     {"tel", "phone"},      {"telephone", "phone"},  {"veh", "vehicle"},
    {"vst", "visit"},         {"wrk", "work"}};

static const char *in_full(const char *part) {
    for (size_t i = 0; i < sizeof shortened / sizeof *shortened; i++)
        if (shortened[i][0][0] == part[0] && strcmp(shortened[i][0], part) == 0)
            return shortened[i][1];
    return part;
}

/* "PT_LNAME" and "ptLname": words end where a capital follows a small letter and at what is no letter. */
static size_t take_part(struct phs_slice *rest, char part[LONGEST + 1]) {
    size_t i = 0, n = 0;
    part[0] = '\0';
    if (rest->len == 0)
        return 0;
    while (i < rest->len && !isalnum((unsigned char)rest->ptr[i]) && rest->ptr[i] != '#')
        i++;
    if (i < rest->len && rest->ptr[i] == '#') {
        *rest = phs_slice_n(rest->ptr + i + 1, rest->len - i - 1);
        memcpy(part, "no", sizeof "no");
        return 2;
    }
    for (; i < rest->len && isalnum((unsigned char)rest->ptr[i]) && n < LONGEST; i++) {
        if (n && isupper((unsigned char)rest->ptr[i]) && islower((unsigned char)rest->ptr[i - 1]))
            break;
        part[n++] = (char)tolower((unsigned char)rest->ptr[i]);
    }
    part[n] = '\0';
    *rest = phs_slice_n(rest->ptr + i, rest->len - i);
    return n;
}

size_t phs_health_key_word(struct phs_slice *rest, char ret_word[PHS_HEALTH_KEY_WORD + 1]) {
    size_t n = take_part(rest, ret_word);
    const char *full = n ? in_full(ret_word) : ret_word;
    if (full != ret_word)
        memcpy(ret_word, full, strlen(full) + 1);
    return n;
}

/* False where nothing was shortened. */
static bool lengthen(struct phs_slice name, char text[LONGEST + 1]) {
    char part[LONGEST + 1];
    size_t n = 0;
    bool changed = false;
    while (take_part(&name, part)) {
        const char *full = in_full(part);
        size_t length = strlen(full);
        if (n + length > LONGEST)
            return false;
        changed |= full != part;
        memcpy(text + n, full, length);
        n += length;
    }
    text[n] = '\0';
    return changed && n > 2;
}

struct words {
    char word[MOST_WORDS][LONGEST + 1];
    size_t n;
};

bool phs_health_word_in(const char *list, const char *word) {
    char marked[LONGEST + 3];
    size_t n = strlen(word);
    marked[0] = marked[n + 1] = '|';
    memcpy(marked + 1, word, n);
    marked[n + 2] = '\0';
    return strstr(list, marked) != NULL;
}

static bool any_of(const struct words *words, const char *list) {
    for (size_t i = 0; i < words->n; i++)
        if (phs_health_word_in(list, words->word[i]))
            return true;
    return false;
}

/* What columns are called by their words, in whatever order: any of the first, any of the second where there are some, none of
 * the third. The first row that fits. */
static const struct {
    const char *one, *other, *none, *column;
} meanings[] = {
    {"|mrn|medrec|emr|ehr|uhid|empi|", NULL, "|type|system|count|source|", "mrn"},
    {"|record|chart|folder|file|hospital|clinic|", "|number|no|nr|nbr|", "|type|count|line|version|serial|phone|fax|",
     "mrnumber"},
    {"|ssn|", NULL, "|type|mask|flag|", "ssn"},
    {"|social|", "|security|", "|type|", "ssn"},
    {"|mbi|hicn|medicare|medicaid|", NULL, "|type|flag|status|state|eligible|plan|payer|", "mbi"},
    {"|nhs|ohip|chi|hcn|", NULL, "|type|flag|trust|region|", "nhsnumber"},
    {"|birth|dob|born|birthdate|birthday|birthdt|", NULL,
     "|place|city|country|state|weight|order|sex|gender|cert|certificate|facility|name|hospital|length|control|rate|year|",
     "dob"},
    {"|death|deceased|died|", "|date|dt|tm|time|on|at|", "|flag|cause|", "deceaseddate"},
    {"|patient|", "|identifier|id|key|num|number|no|nr|code|uuid|guid|alias|ref|", "|type|class|status|count|group|",
     "patientid"},
    {"|member|subscriber|insured|enrollee|beneficiary|cardholder|", "|id|number|num|no|identifier|",
     "|type|status|count|group|", "membernumber"},
    /* A policy's id is a cloud's more often than an insurer's. */
    {"|policy|", "|number|num|no|nbr|", "|type|status|count|group|version|", "membernumber"},
    {"|patient|decedent|claimant|", "|name|formatted|", "|type|user|file|plan|", "patientname"},
    {"|name|nm|", "|first|given|last|family|full|middle|maiden|formatted|legal|preferred|display|sur|fore|",
     "|file|path|host|user|class|package|type|", "fullname"},
    {"|first|last|given|family|middle|",
     "|patient|member|subscriber|insured|beneficiary|enrollee|guarantor|person|client|resident|decedent|donor|dependent|"
     "contact|kin|mother|father|spouse|guardian|pt|cust|customer|legal|preferred|",
     "|name|date|visit|seen|page|id|index|time|dose|modified|updated|login|run|row|of|", "lastname"},
    {"|phone|mobile|cell|telephone|cellphone|msisdn|", NULL, "|type|verified|count|os|model|country|code|app|", "phone"},
    {"|email|mail|", NULL, "|type|verified|template|server|host|subject|sent|", "email"},
    {"|street|address|addr|", NULL, "|type|ip|mac|email|server|host|url|web|bind|listen|remote|memory|verified|", "address"},
    {"|postcode|zip|zipcode|postal|", NULL, "|file|type|archive|", "zip"},
    {"|admission|admit|admitted|discharge|discharged|encounter|visit|appointment|service|registration|reg|surgery|procedure|"
     "collected|collection|specimen|dispensed|dispense|fill|immunization|vaccination|exam|study|onset|diagnosis|enrollment|"
     "enrolled|injury|transfer|arrival|arrived|referral|scheduled|treatment|dose|"
     "consent|implant|screening|followup|pickup|delivery|review|entry|",
     "|date|dt|dtm|datetime|tm|time|ts|on|at|day|start|end|from|to|begin|", "|out|zone|type|count|", "visitdate"},
    {"|encounter|visit|claim|accession|specimen|fin|csn|prescription|rx|", "|id|number|num|no|nbr|nr|identifier|alias|",
     "|type|status|count|line|user|", "encounterid"},
    {"|diagnosis|diagnoses|dx|icd|icd10|", NULL, "|date|type|count|version|by|", "diagnosis"},
    {"|medication|medications|drug|", NULL, "|count|type|class|form|", "medication"},
};

/* Of others: "prov_first_name", "facility_phone"; of the program: "email_created_at". */
static const char of_others[] =
    "|provider|prov|physician|doctor|dr|nurse|clinician|attending|referring|rendering|ordering|prescriber|pharmacist|facility|"
    "location|department|dept|pharmacy|practice|organization|org|payer|payor|insurer|carrier|company|vendor|system|app|user|"
    "employee|staff|author|sender|receiver|server|npi|supplier|manufacturer|created|updated|modified|template|is|has|num|"
    "count|max|min|default|regex|pattern|valid|validation|error|label|placeholder|required|format|enabled|";

static const struct phs_health_column *by_words(struct phs_slice name, bool *ret_patient) {
    struct words words = {.n = 0};
    for (size_t i = 0; i < name.len; i++)
        if (!isalnum((unsigned char)name.ptr[i]) && !strchr("_-. #:@", name.ptr[i])) /* "mg/dL", "family^given" */
            return NULL;
    while (words.n < MOST_WORDS && phs_health_key_word(&name, words.word[words.n]))
        words.n++;
    if (words.n < 2 || any_of(&words, of_others))
        return NULL;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (!any_of(&words, meanings[i].one) || (meanings[i].other && !any_of(&words, meanings[i].other)) ||
            any_of(&words, meanings[i].none))
            continue;
        const struct phs_health_column *column = phs_health_column_exactly(meanings[i].column);
        if (any_of(&words, "|hospital|clinic|plan|school|") && column && column->kind == PHS_HEALTH_CONTACT &&
            strcmp(column->category, "date") != 0)
            return NULL;
        *ret_patient |= any_of(&words, "|patient|member|subscriber|beneficiary|enrollee|mrn|");
        return column;
    }
    return NULL;
}

static const struct phs_health_column *find_named(struct phs_slice name, bool *ret_patient) {
    char text[LONGEST + 1];
    *ret_patient = false;
    if (plain(name, text) < 2 || strcmp(text, "patients") == 0) /* how many there are */
        return NULL;
    const struct phs_health_column *found = behind_fronts(text, ret_patient);
    if (!found && lengthen(name, text))
        found = behind_fronts(text, ret_patient);
    return found ? found : by_words(name, ret_patient);
}

/* The names of columns come again in every row. Few are kept: every thread has its own, those with small stacks too. */
struct known_name {
    const struct phs_health_column *column;
    uint8_t length; /* 0: nothing is known here */
    bool patient;
    char name[LONGEST];
};

static struct known_name *place_of(struct phs_slice name) {
    enum { KNOWN = 512 };
    static _Thread_local struct known_name known[KNOWN];
    return &known[phs_slice_hash(name) % KNOWN];
}

/* "patient_dob", "member_first_name", "PAT_CITY", "BENE_BIRTH_DT", "setFirstName", "BrthDt". */
const struct phs_health_column *phs_health_column_named(struct phs_slice name, bool *ret_patient) {
    if (name.len == 0 || name.len > LONGEST)
        return find_named(name, ret_patient);
    struct known_name *known = place_of(name);
    if (known->length != name.len || memcmp(known->name, name.ptr, name.len) != 0) {
        known->column = find_named(name, &known->patient);
        known->length = (uint8_t)name.len;
        memcpy(known->name, name.ptr, name.len);
    }
    *ret_patient = known->patient;
    return known->column;
}

const struct phs_health_column *phs_health_column_of(struct phs_slice name) {
    bool patient;
    return phs_health_column_named(name, &patient);
}

/* "name" is what everything has: of drugs, tests and codes too. */
static bool is_list_of_things(const struct phs_health_column *const *found, size_t n) {
    size_t names = 0, others = 0;
    for (size_t i = 0; i < n; i++) {
        names += strcmp(found[i]->name, "name") == 0;
        others += strcmp(found[i]->name, "name") != 0 &&
                  (found[i]->kind != PHS_HEALTH_FACT || strcmp(found[i]->category, "diagnosis") == 0);
    }
    return names > 0 && others == 0;
}

/* "Patient name", not "subscriber": programs have those too. */
static bool names_patient(const struct phs_health_column *column) {
    static const char *const starts[] = {"pat", "pt", "pname", "nameofpatient", "decedent", "claimant", "resident", "paciente"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (column->patient && column->kind == PHS_HEALTH_WEAK && strcmp(column->category, "name") == 0 &&
            strncmp(column->name, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* Somebody's name and birthday next to an illness: "name, birthdate, condition". A note may say anything. */
static bool is_ill_person(const struct phs_health_column *const *found, size_t n) {
    bool name = false, birth = false, ill = false;
    for (size_t i = 0; i < n; i++) {
        name |= found[i]->kind == PHS_HEALTH_WEAK && strcmp(found[i]->category, "name") == 0;
        birth |= strcmp(found[i]->category, "dob") == 0;
        ill |= found[i]->kind == PHS_HEALTH_FACT && strcmp(found[i]->category, "note") != 0;
    }
    return name && birth && ill;
}

/* A list of customers has names, dates of birth and addresses too: something in it must speak of patients or of health. One
 * column of record numbers is enough; one of somebody's own numbers of patients is not. */
bool phs_health_columns_count(const struct phs_health_column *const *found, size_t n, bool patients) {
    size_t strong = 0, weak = 0, patient = 0, facts = 0, ssn = 0, contacts = 0, named = 0, mail = 0, days = 0, told = 0;
    for (size_t i = 0; i < n; i++) {
        strong += found[i]->kind == PHS_HEALTH_STRONG;
        weak += found[i]->kind == PHS_HEALTH_WEAK;
        patient += found[i]->patient;
        contacts += found[i]->kind == PHS_HEALTH_CONTACT;
        facts += found[i]->kind == PHS_HEALTH_FACT && found[i]->patient;
        ssn += strcmp(found[i]->category, "ssn") == 0;
        mail += strcmp(found[i]->category, "email") == 0;
        told += patients && found[i]->kind == PHS_HEALTH_FACT && strncmp(found[i]->name, "note", 4) == 0;
        days += found[i]->patient && strcmp(found[i]->category, "date") == 0;
        named += names_patient(found[i]);
    }
    bool alone = n == 1 && patient && (named || (strong && strcmp(found[0]->category, "patient_id") != 0));
    return (n >= 2 || alone) && (patients || patient > 0 || ssn > 0 || is_ill_person(found, n)) &&
           !is_list_of_things(found, n) &&
           (strong > 0 || weak >= 2 || named > 0 || (mail > 0 && (facts > 0 || days > 0)) ||
            (weak > 0 && (facts > 0 || contacts > 0 || told > 0)));
}
