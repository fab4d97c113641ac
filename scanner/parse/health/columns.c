/* SPDX-License-Identifier: Apache-2.0 */
/* What columns and fields are called: OMOP, Epic Clarity, Synthea, payers' exports and what people call them. */
#include <ctype.h>
#include <stdlib.h>

#include "parse/health/record.h"

enum { LONGEST = 48 };

#define STRONG PHS_HEALTH_STRONG
#define WEAK PHS_HEALTH_WEAK
#define CONTACT PHS_HEALTH_CONTACT
#define FACT PHS_HEALTH_FACT

/* By name, for the search. */
static const struct phs_health_column columns[] = {
    {"accessionnumber", "account_number", CONTACT, true},
    {"accountnumber", "account_number", CONTACT, false},
    {"acct", "account_number", CONTACT, false},
    {"acctno", "account_number", CONTACT, false},
    {"addline1", "address", CONTACT, false},
    {"addr", "address", CONTACT, false},
    {"addr1", "address", CONTACT, false},
    {"address", "address", CONTACT, false},
    {"address1", "address", CONTACT, false},
    {"addressline", "address", CONTACT, false},
    {"addressline1", "address", CONTACT, false},
    {"addressline2", "address", CONTACT, false},
    {"admdt", "date", CONTACT, true},
    {"admissiondate", "date", CONTACT, true},
    {"admissiontime", "date", CONTACT, true},
    {"admitdate", "date", CONTACT, true},
    {"admitdatetime", "date", CONTACT, true},
    {"admitted", "date", CONTACT, true},
    {"admittedon", "date", CONTACT, true},
    {"admittime", "date", CONTACT, true},
    {"allergen", "allergy", FACT, true},
    {"allergies", "allergy", FACT, true},
    {"allergy", "allergy", FACT, true},
    {"appointment", "date", CONTACT, true},
    {"appointmentdate", "date", CONTACT, true},
    {"appointmenttime", "date", CONTACT, true},
    {"apptdate", "date", CONTACT, true},
    {"appttime", "date", CONTACT, true},
    {"assessment", "note", FACT, false},
    {"attendingphysician", "provider", CONTACT, true},
    {"authoredon", "date", CONTACT, true},
    {"beneficiaryid", "insurance_id", STRONG, true},
    {"beneid", "insurance_id", STRONG, true},
    {"benesk", "insurance_id", STRONG, true},
    {"birth", "dob", WEAK, false},
    {"birthdate", "dob", WEAK, false},
    {"birthdatetime", "dob", WEAK, false},
    {"birthday", "dob", WEAK, false},
    {"birthplace", "address", CONTACT, false},
    {"bloodtype", "vital", FACT, true},
    {"bornon", "dob", WEAK, false},
    {"cardnumber", "insurance_id", CONTACT, false},
    {"caremanager", "provider", CONTACT, true},
    {"cell", "phone", CONTACT, false},
    {"cellphone", "phone", CONTACT, false},
    {"chart", "mrn", STRONG, false},
    {"chartid", "mrn", STRONG, true},
    {"chartno", "mrn", STRONG, true},
    {"chartnumber", "mrn", STRONG, true},
    {"chiefcomplaint", "diagnosis", FACT, true},
    {"city", "address", CONTACT, false},
    {"claimid", "account_number", CONTACT, false},
    {"claimnumber", "account_number", CONTACT, false},
    {"clientdob", "dob", WEAK, false},
    {"clientname", "name", WEAK, false},
    {"clinicalnote", "note", FACT, true},
    {"clinicalnotes", "note", FACT, true},
    {"clmfromdt", "date", CONTACT, true},
    {"clmid", "account_number", STRONG, true},
    {"clmthrudt", "date", CONTACT, true},
    {"collected", "date", CONTACT, true},
    {"collecteddate", "date", CONTACT, true},
    {"collectiondate", "date", CONTACT, true},
    {"complaint", "diagnosis", FACT, false},
    {"condition", "diagnosis", FACT, false},
    {"conditioncode", "diagnosis", FACT, true},
    {"conditionconceptid", "diagnosis", FACT, true},
    {"conditions", "diagnosis", FACT, true},
    {"conditionsourcevalue", "diagnosis", FACT, true},
    {"contactname", "name", WEAK, false},
    {"contactphone", "phone", CONTACT, false},
    {"cptcode", "procedure", FACT, true},
    {"dateofadmission", "date", CONTACT, true},
    {"dateofbirth", "dob", WEAK, false},
    {"dateofdeath", "dob", WEAK, true},
    {"dateofdischarge", "date", CONTACT, true},
    {"dateofservice", "date", CONTACT, true},
    {"dateofvisit", "date", CONTACT, true},
    {"dayphone", "phone", CONTACT, false},
    {"daytimephone", "phone", CONTACT, false},
    {"deathdate", "dob", WEAK, false},
    {"deceaseddate", "dob", WEAK, true},
    {"description", "diagnosis", FACT, false},
    {"desynpufid", "insurance_id", STRONG, true},
    {"deviceid", "device_id", CONTACT, false},
    {"deviceserial", "device_id", CONTACT, false},
    {"deviceserialnumber", "device_id", CONTACT, false},
    {"diag", "diagnosis", FACT, true},
    {"diagnoses", "diagnosis", FACT, true},
    {"diagnosis", "diagnosis", FACT, true},
    {"diagnosiscode", "diagnosis", FACT, true},
    {"diagnosisdescription", "diagnosis", FACT, true},
    {"dischargedate", "date", CONTACT, true},
    {"dischargedatetime", "date", CONTACT, true},
    {"dischargetime", "date", CONTACT, true},
    {"dischdt", "date", CONTACT, true},
    {"dl", "license_number", STRONG, false},
    {"dln", "license_number", STRONG, false},
    {"dlnumber", "license_number", STRONG, false},
    {"dob", "dob", WEAK, false},
    {"doctor", "provider", CONTACT, true},
    {"dos", "date", CONTACT, true},
    {"driverlicense", "license_number", STRONG, false},
    {"drivers", "license_number", STRONG, false},
    {"driverslicence", "license_number", STRONG, false},
    {"driverslicense", "license_number", STRONG, false},
    {"drug", "medication", FACT, true},
    {"drugname", "medication", FACT, true},
    {"drugsourcevalue", "medication", FACT, true},
    {"dx", "diagnosis", FACT, true},
    {"dxcode", "diagnosis", FACT, true},
    {"dxname", "diagnosis", FACT, true},
    {"email", "email", CONTACT, false},
    {"emailaddr", "email", CONTACT, false},
    {"emailaddress", "email", CONTACT, false},
    {"emergencycontact", "name", WEAK, false},
    {"empi", "mrn", STRONG, true},
    {"encounterdate", "date", CONTACT, true},
    {"encounterid", "account_number", CONTACT, true},
    {"encounternumber", "account_number", CONTACT, true},
    {"eveningphone", "phone", CONTACT, false},
    {"family", "name", WEAK, false},
    {"familyname", "name", WEAK, false},
    {"fathername", "name", WEAK, false},
    {"fax", "phone", CONTACT, false},
    {"faxnumber", "phone", CONTACT, false},
    {"faxphone", "phone", CONTACT, false},
    {"first", "name", WEAK, false},
    {"firstname", "name", WEAK, false},
    {"fname", "name", WEAK, false},
    {"forename", "name", WEAK, false},
    {"fullname", "name", WEAK, false},
    {"given", "name", WEAK, false},
    {"givenname", "name", WEAK, false},
    {"groupid", "insurance_id", CONTACT, false},
    {"groupno", "insurance_id", CONTACT, true},
    {"groupnumber", "insurance_id", CONTACT, true},
    {"guarantorname", "name", WEAK, true},
    {"hba1c", "lab_result", FACT, true},
    {"healthcardnumber", "insurance_id", STRONG, true},
    {"healthplanid", "insurance_id", STRONG, true},
    {"hic", "insurance_id", STRONG, true},
    {"hicn", "insurance_id", STRONG, true},
    {"hicno", "insurance_id", STRONG, true},
    {"homephone", "phone", CONTACT, false},
    {"hospadmsntime", "date", CONTACT, true},
    {"hospdischtime", "date", CONTACT, true},
    {"hospitalnumber", "mrn", STRONG, true},
    {"hspaccountid", "account_number", STRONG, true},
    {"icd", "diagnosis", FACT, true},
    {"icd10", "diagnosis", FACT, true},
    {"icd10code", "diagnosis", FACT, true},
    {"icd9", "diagnosis", FACT, true},
    {"icd9code", "diagnosis", FACT, true},
    {"icdcode", "diagnosis", FACT, true},
    {"icddgnscd1", "diagnosis", FACT, true},
    {"immunization", "immunization", FACT, true},
    {"implantdate", "date", CONTACT, true},
    {"implantserial", "device_id", CONTACT, true},
    {"implantserialnumber", "device_id", CONTACT, true},
    {"insurance", "insurance_id", CONTACT, false},
    {"insurancegroup", "insurance_id", CONTACT, true},
    {"insuranceid", "insurance_id", STRONG, true},
    {"insurancememberid", "insurance_id", STRONG, true},
    {"insurancenumber", "insurance_id", STRONG, true},
    {"insurancepolicy", "insurance_id", STRONG, true},
    {"insurancepolicynumber", "insurance_id", STRONG, true},
    {"ip", "ip", CONTACT, false},
    {"ipaddr", "ip", CONTACT, false},
    {"ipaddress", "ip", CONTACT, false},
    {"labdate", "date", CONTACT, true},
    {"labresult", "lab_result", FACT, true},
    {"labtest", "lab_result", FACT, true},
    {"labvalue", "lab_result", FACT, true},
    {"last", "name", WEAK, false},
    {"lastcommafirst", "name", WEAK, false},
    {"lastfirst", "name", WEAK, false},
    {"lastlogin", "date", CONTACT, false},
    {"lastname", "name", WEAK, false},
    {"lastseen", "date", CONTACT, false},
    {"lastvisit", "date", CONTACT, true},
    {"license", "license_number", CONTACT, false},
    {"licenseno", "license_number", CONTACT, false},
    {"licensenumber", "license_number", CONTACT, false},
    {"licenseplate", "vehicle", CONTACT, false},
    {"lname", "name", WEAK, false},
    {"loinc", "lab_result", FACT, true},
    {"loinccode", "lab_result", FACT, true},
    {"maiden", "name", WEAK, false},
    {"maidenname", "name", WEAK, false},
    {"mail", "email", CONTACT, false},
    {"mailingaddress", "address", CONTACT, false},
    {"mbi", "insurance_id", STRONG, true},
    {"medicaid", "insurance_id", STRONG, true},
    {"medicaidid", "insurance_id", STRONG, true},
    {"medicaidnumber", "insurance_id", STRONG, true},
    {"medicalrecord", "mrn", STRONG, true},
    {"medicalrecordid", "mrn", STRONG, true},
    {"medicalrecordno", "mrn", STRONG, true},
    {"medicalrecordnumber", "mrn", STRONG, true},
    {"medicare", "insurance_id", STRONG, true},
    {"medicareid", "insurance_id", STRONG, true},
    {"medicarenumber", "insurance_id", STRONG, true},
    {"medication", "medication", FACT, true},
    {"medicationname", "medication", FACT, true},
    {"medications", "medication", FACT, true},
    {"medrec", "mrn", STRONG, true},
    {"medrecno", "mrn", STRONG, true},
    {"medrecnum", "mrn", STRONG, true},
    {"memberid", "insurance_id", STRONG, false},
    {"membername", "name", WEAK, false},
    {"membernumber", "insurance_id", STRONG, false},
    {"memid", "insurance_id", STRONG, true},
    {"middlename", "name", WEAK, false},
    {"mobile", "phone", CONTACT, false},
    {"mobileno", "phone", CONTACT, false},
    {"mobilephone", "phone", CONTACT, false},
    {"mothername", "name", WEAK, false},
    {"mothersmaidenname", "name", WEAK, true},
    {"mrn", "mrn", STRONG, true},
    {"name", "name", WEAK, false},
    {"namefamily", "name", WEAK, false},
    {"namefirst", "name", WEAK, false},
    {"namegiven", "name", WEAK, false},
    {"namelast", "name", WEAK, false},
    {"nameofpatient", "name", WEAK, true},
    {"ndc", "medication", FACT, true},
    {"ndccode", "medication", FACT, true},
    {"nextofkin", "name", WEAK, true},
    {"nextofkinname", "name", WEAK, true},
    {"nextofkinphone", "phone", CONTACT, true},
    {"nhsnumber", "mrn", STRONG, true},
    {"note", "note", FACT, false},
    {"notes", "note", FACT, false},
    {"notetext", "note", FACT, true},
    {"ordvalue", "lab_result", FACT, true},
    {"otherphone", "phone", CONTACT, false},
    {"passport", "license_number", STRONG, false},
    {"passportnumber", "license_number", STRONG, false},
    {"patdob", "dob", WEAK, true},
    {"patenccsnid", "account_number", STRONG, true},
    {"patfirstname", "name", WEAK, true},
    {"patid", "patient_id", STRONG, true},
    {"patient", "patient_id", STRONG, true},
    {"patientaccountnumber", "account_number", STRONG, true},
    {"patientid", "patient_id", STRONG, true},
    {"patientidentifier", "patient_id", STRONG, true},
    {"patientname", "name", WEAK, true},
    {"patientno", "patient_id", STRONG, true},
    {"patientnumber", "patient_id", STRONG, true},
    {"patlastname", "name", WEAK, true},
    {"patmrnid", "mrn", STRONG, true},
    {"patname", "name", WEAK, true},
    {"person", "name", WEAK, false},
    {"personid", "patient_id", STRONG, false},
    {"personsourcevalue", "patient_id", STRONG, true},
    {"phone", "phone", CONTACT, false},
    {"phone1", "phone", CONTACT, false},
    {"phone2", "phone", CONTACT, false},
    {"phonecell", "phone", CONTACT, false},
    {"phonecontact", "phone", CONTACT, false},
    {"phonehome", "phone", CONTACT, false},
    {"phonemobile", "phone", CONTACT, false},
    {"phonenumber", "phone", CONTACT, false},
    {"phonework", "phone", CONTACT, false},
    {"photo", "photo", CONTACT, false},
    {"photourl", "photo", CONTACT, false},
    {"physician", "provider", CONTACT, true},
    {"pickupaddress", "address", CONTACT, false},
    {"plate", "vehicle", CONTACT, false},
    {"policyid", "insurance_id", STRONG, false},
    {"policyno", "insurance_id", STRONG, false},
    {"policynumber", "insurance_id", STRONG, false},
    {"postal", "address", CONTACT, false},
    {"postalcode", "address", CONTACT, false},
    {"postcode", "address", CONTACT, false},
    {"prescription", "medication", FACT, true},
    {"primarydiagnosis", "diagnosis", FACT, true},
    {"problem", "diagnosis", FACT, false},
    {"procedurecode", "procedure", FACT, true},
    {"proceduresourcevalue", "procedure", FACT, true},
    {"ptid", "patient_id", STRONG, true},
    {"ptname", "name", WEAK, true},
    {"pubpid", "mrn", STRONG, true},
    {"reason", "diagnosis", FACT, false},
    {"reasoncode", "diagnosis", FACT, true},
    {"reasondescription", "diagnosis", FACT, true},
    {"reasonforvisit", "diagnosis", FACT, true},
    {"residence", "address", CONTACT, false},
    {"rxnumber", "account_number", CONTACT, true},
    {"serialno", "device_id", CONTACT, false},
    {"serialnumber", "device_id", CONTACT, false},
    {"servicedate", "date", CONTACT, true},
    {"snomedcode", "diagnosis", FACT, true},
    {"socialsecurity", "ssn", STRONG, false},
    {"socialsecuritynumber", "ssn", STRONG, false},
    {"socsecno", "ssn", STRONG, false},
    {"spousename", "name", WEAK, false},
    {"ss", "ssn", STRONG, false},
    {"ssn", "ssn", STRONG, false},
    {"ssno", "ssn", STRONG, false},
    {"ssnum", "ssn", STRONG, false},
    {"street", "address", CONTACT, false},
    {"street1", "address", CONTACT, false},
    {"streetaddr", "address", CONTACT, false},
    {"streetaddress", "address", CONTACT, false},
    {"streetline", "address", CONTACT, false},
    {"studydate", "date", CONTACT, true},
    {"subdob", "dob", WEAK, true},
    {"subfname", "name", WEAK, true},
    {"subjectdob", "dob", WEAK, true},
    {"subjectid", "patient_id", STRONG, true},
    {"subjectinitials", "name", CONTACT, true},
    {"subjectname", "name", WEAK, false},
    {"sublname", "name", WEAK, true},
    {"subscriber", "name", WEAK, true},
    {"subscriberid", "insurance_id", STRONG, true},
    {"subscribername", "name", WEAK, true},
    {"subscribernumber", "insurance_id", STRONG, true},
    {"surname", "name", WEAK, false},
    {"symptoms", "diagnosis", FACT, true},
    {"tel", "phone", CONTACT, false},
    {"telephone", "phone", CONTACT, false},
    {"telephonenumber", "phone", CONTACT, false},
    {"telno", "phone", CONTACT, false},
    {"testresult", "lab_result", FACT, false},
    {"town", "address", CONTACT, false},
    {"treatment", "procedure", FACT, true},
    {"vaccine", "immunization", FACT, true},
    {"vehicleid", "vehicle", CONTACT, false},
    {"vehiclevin", "vehicle", CONTACT, false},
    {"vin", "vehicle", CONTACT, false},
    {"vinnumber", "vehicle", CONTACT, false},
    {"visitdate", "date", CONTACT, true},
    {"visitid", "account_number", CONTACT, true},
    {"visitnumber", "account_number", CONTACT, true},
    {"visitoccurrenceid", "account_number", CONTACT, true},
    {"workphone", "phone", CONTACT, false},
    {"zip", "address", CONTACT, false},
    {"zip5", "address", CONTACT, false},
    {"zipcode", "address", CONTACT, false},
    {"zippostal", "address", CONTACT, false},
};

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

static const struct phs_health_column *exactly(const char *name) {
    size_t low = 0, high = sizeof columns / sizeof *columns;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(columns[middle].name, name);
        if (order == 0)
            return &columns[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
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
              {"personal", false},  {"policyholder", false}};

static const char *const ends[] = {"number", "num", "nbr", "no", "txt", "text", "str", "value", "val", "dt", "desc", "field"};

static const struct phs_health_column *without_end(char *text) {
    const struct phs_health_column *found = exactly(text);
    size_t length = strlen(text);
    for (size_t i = 0; !found && i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (length < n + 2 || strcmp(text + length - n, ends[i]) != 0)
            continue;
        text[length - n] = '\0';
        found = exactly(text);
        text[length - n] = ends[i][0];
    }
    return found;
}

/* "patient_dob", "member_first_name", "PAT_CITY", "BENE_BIRTH_DT", "setFirstName". */
const struct phs_health_column *phs_health_column_named(struct phs_slice name, bool *ret_patient) {
    char text[LONGEST + 1], *rest = text;
    *ret_patient = false;
    if (plain(name, text) < 2)
        return NULL;
    const struct phs_health_column *found = without_end(rest);
    for (size_t i = 0, steps = 0; !found && steps < 3 && i < sizeof fronts / sizeof *fronts; i++) {
        size_t n = strlen(fronts[i].word);
        if (strncmp(rest, fronts[i].word, n) != 0 || strlen(rest) <= n + 1)
            continue;
        rest += n;
        *ret_patient |= fronts[i].patient;
        found = without_end(rest);
        i = (size_t)-1;
        steps++;
    }
    *ret_patient |= found && found->patient;
    return found;
}

const struct phs_health_column *phs_health_column_of(struct phs_slice name) {
    bool patient;
    return phs_health_column_named(name, &patient);
}

/* A list of customers has names, dates of birth and addresses too: something in it must speak of patients or of health. */
bool phs_health_columns_count(const struct phs_health_column *const *found, size_t n, bool patients) {
    size_t strong = 0, weak = 0, patient = 0, facts = 0, ssn = 0, contacts = 0;
    for (size_t i = 0; i < n; i++) {
        strong += found[i]->kind == PHS_HEALTH_STRONG;
        weak += found[i]->kind == PHS_HEALTH_WEAK;
        patient += found[i]->patient;
        contacts += found[i]->kind == PHS_HEALTH_CONTACT;
        facts += found[i]->kind == PHS_HEALTH_FACT && found[i]->patient;
        ssn += strcmp(found[i]->category, "ssn") == 0;
    }
    return n >= 2 && (patients || patient > 0 || ssn > 0) &&
           (strong > 0 || weak >= 2 || (weak > 0 && (facts > 0 || contacts > 0)));
}
