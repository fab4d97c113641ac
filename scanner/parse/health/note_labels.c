/* SPDX-License-Identifier: Apache-2.0 */
/* The longer of two labels that begin alike stands first. */
#include "parse/health/note_labels.h"

#include <ctype.h>
#include <pthread.h>

#define STRONG PHS_HEALTH_STRONG
#define WEAK PHS_HEALTH_WEAK
#define CONTACT PHS_HEALTH_CONTACT
#define FACT PHS_HEALTH_FACT

static const struct phs_note_label labels[] = {
    {"account number", "account_number", STRONG, false, false},
    {"account no", "account_number", STRONG, false, false},
    {"account", "account_number", STRONG, false, false},
    {"acct", "account_number", STRONG, false, false},
    {"address", "address", CONTACT, false, false},
    {"admission date", "date", CONTACT, true, false},
    {"admission diagnosis", "diagnosis", FACT, true, false},
    {"admit date", "date", CONTACT, true, false},
    {"admitted", "date", CONTACT, false, false},
    {"admitting diagnosis", "diagnosis", FACT, true, false},
    {"age", "demographics", CONTACT, false, false},
    {"allergies", "allergy", FACT, false, false},
    {"assessment and plan", "note", FACT, false, false},
    {"assessment", "note", FACT, false, false},
    {"attending physician", "provider", CONTACT, false, false},
    {"attending", "provider", CONTACT, false, false},
    {"authorization number", "account_number", CONTACT, false, false},
    {"beneficiary", "name", WEAK, false, false},
    {"birth date", "dob", WEAK, false, false},
    {"cc", "diagnosis", FACT, false, false},
    {"cell phone", "phone", CONTACT, false, false},
    {"cell", "phone", CONTACT, false, false},
    {"chart number", "mrn", STRONG, true, false},
    {"chart no", "mrn", STRONG, true, false},
    {"chart", "mrn", STRONG, false, false},
    {"chief complaint", "diagnosis", FACT, true, false},
    {"claim number", "account_number", STRONG, false, false},
    {"collected", "date", CONTACT, false, false},
    {"collection date", "date", CONTACT, false, false},
    {"current medications", "medication", FACT, true, false},
    {"date of admission", "date", CONTACT, true, false},
    {"date of birth", "dob", WEAK, true, true},
    {"date of death", "dob", WEAK, true, false},
    {"date of discharge", "date", CONTACT, true, false},
    {"date of service", "date", CONTACT, true, false},
    {"date of visit", "date", CONTACT, true, false},
    {"date", "date", CONTACT, false, false},
    {"device serial", "device_id", CONTACT, false, false},
    {"diagnoses", "diagnosis", FACT, false, false},
    {"diagnosis", "diagnosis", FACT, false, false},
    {"discharge date", "date", CONTACT, true, false},
    {"discharge diagnosis", "diagnosis", FACT, true, false},
    {"discharge medications", "medication", FACT, true, false},
    {"discharged", "date", CONTACT, false, false},
    {"dob", "dob", WEAK, true, true},
    {"dos", "date", CONTACT, false, false},
    {"driver license", "license_number", STRONG, false, false},
    {"driver's license", "license_number", STRONG, false, false},
    {"drivers license", "license_number", STRONG, false, false},
    {"dx", "diagnosis", FACT, false, false},
    {"e mail", "email", CONTACT, false, false},
    {"email address", "email", CONTACT, false, false},
    {"email", "email", CONTACT, false, false},
    {"emergency contact", "name", CONTACT, false, false},
    {"employer", "name", CONTACT, false, false},
    {"encounter date", "date", CONTACT, true, false},
    {"encounter", "account_number", CONTACT, false, false},
    {"exam date", "date", CONTACT, false, false},
    {"family history", "history", FACT, true, false},
    {"fax", "phone", CONTACT, false, false},
    {"first name", "name", WEAK, false, false},
    {"full name", "name", WEAK, false, false},
    {"group number", "insurance_id", CONTACT, false, false},
    {"guarantor", "name", WEAK, false, false},
    {"guardian", "name", WEAK, false, false},
    {"health plan id", "insurance_id", STRONG, true, false},
    {"history of present illness", "history", FACT, true, false},
    {"home address", "address", CONTACT, false, false},
    {"home phone", "phone", CONTACT, false, false},
    {"hospital course", "note", FACT, true, false},
    {"hpi", "history", FACT, true, false},
    {"icd 10", "diagnosis", FACT, false, false},
    {"impression", "note", FACT, false, false},
    {"indication", "diagnosis", FACT, false, false},
    {"insurance id", "insurance_id", STRONG, true, false},
    {"insurance", "insurance_id", CONTACT, false, false},
    {"ip address", "ip", CONTACT, false, false},
    {"lab results", "lab_result", FACT, true, false},
    {"last name", "name", WEAK, false, false},
    {"license plate", "vehicle", CONTACT, false, false},
    {"medicaid id", "insurance_id", STRONG, true, false},
    {"medicaid", "insurance_id", STRONG, false, false},
    {"medical record number", "mrn", STRONG, true, true},
    {"medical record no", "mrn", STRONG, true, true},
    {"medical record", "mrn", STRONG, true, false},
    {"medicare number", "insurance_id", STRONG, true, false},
    {"medicare id", "insurance_id", STRONG, true, false},
    {"medicare", "insurance_id", STRONG, false, false},
    {"medication", "medication", FACT, false, false},
    {"medications", "medication", FACT, false, false},
    {"member id", "insurance_id", STRONG, false, false},
    {"member name", "name", WEAK, false, false},
    {"member number", "insurance_id", STRONG, false, false},
    {"mobile", "phone", CONTACT, false, false},
    {"mother", "name", CONTACT, false, false},
    {"mrn", "mrn", STRONG, true, true},
    {"name", "name", WEAK, false, false},
    {"next of kin", "name", WEAK, true, false},
    {"npi", "provider", CONTACT, false, false},
    {"ordering physician", "provider", CONTACT, true, false},
    {"ordering provider", "provider", CONTACT, true, false},
    {"past medical history", "history", FACT, true, false},
    {"patient address", "address", CONTACT, true, false},
    {"patient dob", "dob", WEAK, true, false},
    {"patient email", "email", CONTACT, true, false},
    {"patient id", "patient_id", STRONG, true, false},
    {"patient identifier", "patient_id", STRONG, true, false},
    {"patient name", "name", WEAK, true, false},
    {"patient number", "patient_id", STRONG, true, false},
    {"patient phone", "phone", CONTACT, true, false},
    {"patient", "name", WEAK, true, false},
    {"pcp", "provider", CONTACT, false, false},
    {"phone number", "phone", CONTACT, false, false},
    {"phone", "phone", CONTACT, false, false},
    {"physical exam", "note", FACT, true, false},
    {"physician", "provider", CONTACT, false, false},
    {"plan", "note", FACT, false, false},
    {"policy number", "insurance_id", STRONG, false, false},
    {"policy", "insurance_id", STRONG, false, false},
    {"prescription", "medication", FACT, false, false},
    {"primary diagnosis", "diagnosis", FACT, true, false},
    {"procedure", "procedure", FACT, false, false},
    {"provider", "provider", CONTACT, false, false},
    {"pt name", "name", WEAK, true, false},
    {"pt", "name", WEAK, false, false},
    {"reason for visit", "diagnosis", FACT, true, false},
    {"referring physician", "provider", CONTACT, true, false},
    {"referring provider", "provider", CONTACT, true, false},
    {"review of systems", "note", FACT, true, false},
    {"rx", "medication", FACT, false, false},
    {"seen by", "provider", CONTACT, false, false},
    {"serial number", "device_id", CONTACT, false, false},
    {"service date", "date", CONTACT, true, false},
    {"signed by", "provider", CONTACT, false, false},
    {"social history", "history", FACT, true, false},
    {"social security number", "ssn", STRONG, false, true},
    {"social security", "ssn", STRONG, false, true},
    {"spouse", "name", CONTACT, false, false},
    {"ssn", "ssn", STRONG, false, true},
    {"subscriber id", "insurance_id", STRONG, true, false},
    {"subscriber", "name", WEAK, false, false},
    {"surgeon", "provider", CONTACT, false, false},
    {"tel", "phone", CONTACT, false, false},
    {"telephone", "phone", CONTACT, false, false},
    {"treatment", "procedure", FACT, false, false},
    {"vehicle", "vehicle", CONTACT, false, false},
    {"vin", "vehicle", CONTACT, false, false},
    {"visit date", "date", CONTACT, true, false},
    {"vital signs", "vital", FACT, true, false},
    {"vitals", "vital", FACT, true, false},
    {"work phone", "phone", CONTACT, false, false},
};

/* Where the label's words end, or NULL. */
static const char *behind(const char *label, const char *at, const char *end) {
    for (; *label; label++) {
        if (*label == ' ') {
            at += at < end && (*at == ' ' || *at == '_' || *at == '-');
            continue;
        }
        if (at >= end || tolower((unsigned char)*at) != *label)
            return NULL;
        at++;
    }
    return at < end && isalnum((unsigned char)*at) ? NULL : at;
}

static const char *skip(const char *at, const char *end, const char *marks) {
    while (at < end && *at && strchr(marks, *at))
        at++;
    return at;
}

enum { LABELS = sizeof labels / sizeof *labels, LETTERS = 26 };

/* Most words of a text are no label: the first two letters say so. */
static struct initial {
    size_t from, to;    /* labels that begin with the letter; they stand together */
    uint32_t followers; /* bit per second letter; all where a separator may stand there */
} initials[LETTERS];
static pthread_once_t initials_once = PTHREAD_ONCE_INIT;

static void index_labels(void) {
    for (size_t i = 0; i < LABELS; i++) {
        struct initial *initial = &initials[labels[i].text[0] - 'a'];
        char second = labels[i].text[1];
        initial->from = initial->to ? initial->from : i;
        initial->to = i + 1;
        initial->followers |= second >= 'a' && second <= 'z' ? UINT32_C(1) << (second - 'a') : UINT32_MAX;
    }
}

static struct initial labels_at(const char *at, const char *end) {
    static const struct initial none;
    pthread_once(&initials_once, index_labels);
    int first = tolower((unsigned char)*at), second = at + 1 < end ? tolower((unsigned char)at[1]) : 0;
    if (first < 'a' || first > 'z')
        return none;
    const struct initial *initial = &initials[first - 'a'];
    bool letter = second >= 'a' && second <= 'z';
    bool follows = letter ? initial->followers & UINT32_C(1) << (second - 'a') : initial->followers == UINT32_MAX;
    return follows ? *initial : none;
}

const struct phs_note_label *phs_note_label_at(const char *at, const char *end, const char **ret_value) {
    struct initial initial = labels_at(at, end);
    for (size_t i = initial.from; i < initial.to; i++) {
        if (labels[i].text[0] != labels[initial.from].text[0])
            continue;
        const char *stop = behind(labels[i].text, at, end);
        if (!stop)
            continue;
        const char *mark = skip(stop, end, " #.*_\"'()");
        if (mark < end && strchr(":=|\t", *mark)) {
            *ret_value = skip(mark + 1, end, " \t*_:=\"'|");
            return &labels[i];
        }
        if (labels[i].bare && mark < end && mark > stop && isdigit((unsigned char)*mark)) {
            *ret_value = mark;
            return &labels[i];
        }
    }
    return NULL;
}
