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
    {"accountnumber", "account_number", CONTACT, false},
    {"acctno", "account_number", CONTACT, false},
    {"addline1", "address", CONTACT, false},
    {"address", "address", CONTACT, false},
    {"address1", "address", CONTACT, false},
    {"addressline1", "address", CONTACT, false},
    {"admissiondate", "date", CONTACT, true},
    {"admitdate", "date", CONTACT, true},
    {"admittime", "date", CONTACT, true},
    {"allergen", "allergy", FACT, true},
    {"allergies", "allergy", FACT, true},
    {"allergy", "allergy", FACT, true},
    {"appointmentdate", "date", CONTACT, true},
    {"assessment", "note", FACT, false},
    {"attendingphysician", "provider", CONTACT, true},
    {"beneficiaryid", "insurance_id", STRONG, true},
    {"birthdate", "dob", WEAK, false},
    {"birthdatetime", "dob", WEAK, false},
    {"birthplace", "address", CONTACT, false},
    {"bloodtype", "vital", FACT, true},
    {"cellphone", "phone", CONTACT, false},
    {"chartnumber", "mrn", STRONG, true},
    {"chiefcomplaint", "diagnosis", FACT, true},
    {"city", "address", CONTACT, false},
    {"clinicalnote", "note", FACT, true},
    {"clinicalnotes", "note", FACT, true},
    {"condition", "diagnosis", FACT, false},
    {"conditioncode", "diagnosis", FACT, true},
    {"conditionsourcevalue", "diagnosis", FACT, true},
    {"conditionconceptid", "diagnosis", FACT, true},
    {"cptcode", "procedure", FACT, true},
    {"dateofbirth", "dob", WEAK, false},
    {"dateofdeath", "dob", WEAK, true},
    {"dateofservice", "date", CONTACT, true},
    {"deathdate", "dob", WEAK, false},
    {"deceaseddate", "dob", WEAK, true},
    {"description", "diagnosis", FACT, false},
    {"desynpufid", "insurance_id", STRONG, true},
    {"deviceserialnumber", "device_id", CONTACT, false},
    {"diagnoses", "diagnosis", FACT, true},
    {"diagnosis", "diagnosis", FACT, true},
    {"diagnosiscode", "diagnosis", FACT, true},
    {"diagnosisdescription", "diagnosis", FACT, true},
    {"dischargedate", "date", CONTACT, true},
    {"dischargetime", "date", CONTACT, true},
    {"dob", "dob", WEAK, false},
    {"driverslicense", "license_number", STRONG, false},
    {"drivers", "license_number", STRONG, false},
    {"drugname", "medication", FACT, true},
    {"drugsourcevalue", "medication", FACT, true},
    {"dx", "diagnosis", FACT, true},
    {"dxcode", "diagnosis", FACT, true},
    {"dxname", "diagnosis", FACT, true},
    {"email", "email", CONTACT, false},
    {"emailaddress", "email", CONTACT, false},
    {"emergencycontact", "name", WEAK, false},
    {"empi", "mrn", STRONG, true},
    {"encounterdate", "date", CONTACT, true},
    {"familyname", "name", WEAK, false},
    {"fax", "phone", CONTACT, false},
    {"first", "name", WEAK, false},
    {"firstname", "name", WEAK, false},
    {"fname", "name", WEAK, false},
    {"fullname", "name", WEAK, false},
    {"givenname", "name", WEAK, false},
    {"guarantorname", "name", WEAK, true},
    {"hba1c", "lab_result", FACT, true},
    {"hicn", "insurance_id", STRONG, true},
    {"homephone", "phone", CONTACT, false},
    {"hospadmsntime", "date", CONTACT, true},
    {"hospdischtime", "date", CONTACT, true},
    {"hspaccountid", "account_number", STRONG, true},
    {"icd10", "diagnosis", FACT, true},
    {"icd10code", "diagnosis", FACT, true},
    {"icd9", "diagnosis", FACT, true},
    {"icd9code", "diagnosis", FACT, true},
    {"icdcode", "diagnosis", FACT, true},
    {"immunization", "immunization", FACT, true},
    {"insuranceid", "insurance_id", STRONG, true},
    {"insurancenumber", "insurance_id", STRONG, true},
    {"insurancepolicynumber", "insurance_id", STRONG, true},
    {"ipaddress", "ip", CONTACT, false},
    {"labresult", "lab_result", FACT, true},
    {"labtest", "lab_result", FACT, true},
    {"labvalue", "lab_result", FACT, true},
    {"last", "name", WEAK, false},
    {"lastname", "name", WEAK, false},
    {"lname", "name", WEAK, false},
    {"licenseplate", "vehicle", CONTACT, false},
    {"loinc", "lab_result", FACT, true},
    {"loinccode", "lab_result", FACT, true},
    {"maiden", "name", WEAK, false},
    {"maidenname", "name", WEAK, false},
    {"mbi", "insurance_id", STRONG, true},
    {"medicaidid", "insurance_id", STRONG, true},
    {"medicalrecordnumber", "mrn", STRONG, true},
    {"medicareid", "insurance_id", STRONG, true},
    {"medication", "medication", FACT, true},
    {"medicationname", "medication", FACT, true},
    {"medications", "medication", FACT, true},
    {"medrecno", "mrn", STRONG, true},
    {"memberid", "insurance_id", STRONG, false},
    {"membername", "name", WEAK, false},
    {"membernumber", "insurance_id", STRONG, false},
    {"middlename", "name", WEAK, false},
    {"mobile", "phone", CONTACT, false},
    {"mobilephone", "phone", CONTACT, false},
    {"mrn", "mrn", STRONG, true},
    {"name", "name", WEAK, false},
    {"ndc", "medication", FACT, true},
    {"ndccode", "medication", FACT, true},
    {"nextofkin", "name", WEAK, true},
    {"note", "note", FACT, false},
    {"notes", "note", FACT, false},
    {"notetext", "note", FACT, true},
    {"ordvalue", "lab_result", FACT, true},
    {"passport", "license_number", STRONG, false},
    {"passportnumber", "license_number", STRONG, false},
    {"patenccsnid", "account_number", STRONG, true},
    {"patfirstname", "name", WEAK, true},
    {"patid", "patient_id", STRONG, true},
    {"patient", "patient_id", STRONG, true},
    {"patientaccountnumber", "account_number", STRONG, true},
    {"patientid", "patient_id", STRONG, true},
    {"patientidentifier", "patient_id", STRONG, true},
    {"patientname", "name", WEAK, true},
    {"patientnumber", "patient_id", STRONG, true},
    {"patientno", "patient_id", STRONG, true},
    {"patlastname", "name", WEAK, true},
    {"patmrnid", "mrn", STRONG, true},
    {"patname", "name", WEAK, true},
    {"personid", "patient_id", STRONG, false},
    {"personsourcevalue", "patient_id", STRONG, true},
    {"phone", "phone", CONTACT, false},
    {"phonenumber", "phone", CONTACT, false},
    {"physician", "provider", CONTACT, true},
    {"policynumber", "insurance_id", STRONG, false},
    {"postalcode", "address", CONTACT, false},
    {"prescription", "medication", FACT, true},
    {"primarydiagnosis", "diagnosis", FACT, true},
    {"procedurecode", "procedure", FACT, true},
    {"proceduresourcevalue", "procedure", FACT, true},
    {"ptid", "patient_id", STRONG, true},
    {"ptname", "name", WEAK, true},
    {"reasoncode", "diagnosis", FACT, true},
    {"reasondescription", "diagnosis", FACT, true},
    {"reasonforvisit", "diagnosis", FACT, true},
    {"servicedate", "date", CONTACT, true},
    {"snomedcode", "diagnosis", FACT, true},
    {"socialsecurity", "ssn", STRONG, false},
    {"socialsecuritynumber", "ssn", STRONG, false},
    {"ssn", "ssn", STRONG, false},
    {"street", "address", CONTACT, false},
    {"streetaddress", "address", CONTACT, false},
    {"subjectid", "patient_id", STRONG, true},
    {"subscriberid", "insurance_id", STRONG, true},
    {"subscribername", "name", WEAK, true},
    {"surname", "name", WEAK, false},
    {"telephone", "phone", CONTACT, false},
    {"testresult", "lab_result", FACT, false},
    {"treatment", "procedure", FACT, true},
    {"vaccine", "immunization", FACT, true},
    {"vin", "vehicle", CONTACT, false},
    {"visitdate", "date", CONTACT, true},
    {"visitoccurrenceid", "account_number", CONTACT, true},
    {"workphone", "phone", CONTACT, false},
    {"zip", "address", CONTACT, false},
    {"zipcode", "address", CONTACT, false},
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
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (columns[i].name[0] == name[0] && strcmp(columns[i].name, name) == 0)
            return &columns[i];
    return NULL;
}

/* "patient_dob", "member_first_name", "PAT_CITY": the person in front says whose it is. */
const struct phs_health_column *phs_health_column_of(struct phs_slice name) {
    static const char *const persons[] = {"patient", "member", "subscriber", "guarantor", "pat", "pt", "person"};
    char text[LONGEST + 1];
    if (plain(name, text) < 2)
        return NULL;
    const struct phs_health_column *found = exactly(text);
    for (size_t i = 0; !found && i < sizeof persons / sizeof *persons; i++) {
        size_t n = strlen(persons[i]);
        if (strncmp(text, persons[i], n) == 0 && strlen(text) > n + 1)
            found = exactly(text + n);
    }
    return found;
}

/* A list of customers has names, dates of birth and addresses too: something in it must speak of patients or of health. */
bool phs_health_columns_count(const struct phs_health_column *const *found, size_t n, bool patients) {
    size_t strong = 0, weak = 0, patient = 0, facts = 0, ssn = 0;
    for (size_t i = 0; i < n; i++) {
        strong += found[i]->kind == PHS_HEALTH_STRONG;
        weak += found[i]->kind == PHS_HEALTH_WEAK;
        patient += found[i]->patient;
        facts += found[i]->kind == PHS_HEALTH_FACT && found[i]->patient;
        ssn += strcmp(found[i]->category, "ssn") == 0;
    }
    return n >= 2 && (patients || patient > 0 || ssn > 0) && (strong > 0 || weak >= 2 || (weak > 0 && facts > 0));
}
