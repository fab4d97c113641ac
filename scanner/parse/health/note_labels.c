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
    {"accession number", "account_number", CONTACT, true, false},
    {"accession", "account_number", CONTACT, false, false},
    {"account no", "account_number", STRONG, false, false},
    {"account number", "account_number", STRONG, false, true},
    {"account", "account_number", STRONG, false, false},
    {"acct", "account_number", STRONG, false, false},
    {"address", "address", CONTACT, false, false},
    {"admission date", "date", CONTACT, true, false},
    {"admission diagnosis", "diagnosis", FACT, true, false},
    {"admit date", "date", CONTACT, true, false},
    {"admitted on", "date", CONTACT, true, true},
    {"admitted", "date", CONTACT, false, false},
    {"admitting diagnosis", "diagnosis", FACT, true, false},
    {"age", "demographics", CONTACT, false, false},
    {"allergies", "allergy", FACT, false, false},
    {"allergy", "allergy", FACT, false, false},
    {"assessment and plan", "note", FACT, false, false},
    {"assessment", "note", FACT, false, false},
    {"attending physician", "provider", CONTACT, false, false},
    {"attending", "provider", CONTACT, false, false},
    {"authorization number", "account_number", CONTACT, false, false},
    {"beneficiary", "name", WEAK, false, false},
    {"birth date", "dob", WEAK, false, false},
    {"birthdate", "dob", WEAK, true, true},
    {"birthday", "dob", WEAK, false, true},
    {"born on", "dob", WEAK, false, true},
    {"born", "dob", WEAK, false, true},
    {"case number", "account_number", STRONG, false, false},
    {"cc", "diagnosis", FACT, false, false},
    {"cell phone", "phone", CONTACT, false, false},
    {"cell", "phone", CONTACT, false, false},
    {"chart no", "mrn", STRONG, true, false},
    {"chart number", "mrn", STRONG, true, false},
    {"chart", "mrn", STRONG, false, false},
    {"chief complaint", "diagnosis", FACT, true, false},
    {"city", "address", CONTACT, false, false},
    {"claim number", "account_number", STRONG, false, false},
    {"client name", "name", WEAK, false, false},
    {"client", "name", WEAK, false, false},
    {"collected", "date", CONTACT, false, false},
    {"collection date", "date", CONTACT, false, false},
    {"contact number", "phone", CONTACT, false, false},
    {"csn", "account_number", CONTACT, true, true},
    {"current medications", "medication", FACT, true, false},
    {"d.o.b", "dob", WEAK, true, true},
    {"date of admission", "date", CONTACT, true, false},
    {"date of birth", "dob", WEAK, true, true},
    {"date of consultation", "date", CONTACT, true, false},
    {"date of death", "dob", WEAK, true, false},
    {"date of discharge", "date", CONTACT, true, false},
    {"date of exam", "date", CONTACT, true, false},
    {"date of injury", "date", CONTACT, true, false},
    {"date of operation", "date", CONTACT, true, false},
    {"date of procedure", "date", CONTACT, true, false},
    {"date of service", "date", CONTACT, true, false},
    {"date of surgery", "date", CONTACT, true, false},
    {"date of visit", "date", CONTACT, true, false},
    {"date seen", "date", CONTACT, true, false},
    {"dates of service", "date", CONTACT, true, true},
    {"date", "date", CONTACT, false, false},
    {"device id", "device_id", CONTACT, false, false},
    {"device serial", "device_id", CONTACT, false, false},
    {"diagnoses", "diagnosis", FACT, false, false},
    {"diagnosis", "diagnosis", FACT, false, false},
    {"discharge date", "date", CONTACT, true, false},
    {"discharge diagnosis", "diagnosis", FACT, true, false},
    {"discharge medications", "medication", FACT, true, false},
    {"discharged on", "date", CONTACT, true, true},
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
    {"encounter number", "account_number", CONTACT, true, true},
    {"encounter", "account_number", CONTACT, false, false},
    {"exam date", "date", CONTACT, false, false},
    {"family history", "history", FACT, true, false},
    {"fax number", "phone", CONTACT, false, false},
    {"fax", "phone", CONTACT, false, false},
    {"findings", "note", FACT, false, false},
    {"fin", "account_number", CONTACT, false, false},
    {"first name", "name", WEAK, false, false},
    {"full name", "name", WEAK, false, false},
    {"group id", "insurance_id", CONTACT, false, false},
    {"group number", "insurance_id", CONTACT, false, false},
    {"group", "insurance_id", CONTACT, false, false},
    {"guarantor", "name", WEAK, false, false},
    {"guardian", "name", WEAK, false, false},
    {"health insurance claim no", "insurance_id", STRONG, true, true},
    {"health insurance claim number", "insurance_id", STRONG, true, true},
    {"health plan id", "insurance_id", STRONG, true, false},
    {"health plan number", "insurance_id", STRONG, true, false},
    {"hic number", "insurance_id", STRONG, true, true},
    {"hicn", "insurance_id", STRONG, true, true},
    {"history of present illness", "history", FACT, true, false},
    {"history", "history", FACT, false, false},
    {"home address", "address", CONTACT, false, false},
    {"home phone", "phone", CONTACT, false, false},
    {"hospital course", "note", FACT, true, false},
    {"hospital number", "mrn", STRONG, true, true},
    {"hpi", "history", FACT, true, false},
    {"icd 10", "diagnosis", FACT, false, false},
    {"implant serial", "device_id", CONTACT, true, false},
    {"impression", "note", FACT, false, false},
    {"indication", "diagnosis", FACT, false, false},
    {"insurance id", "insurance_id", STRONG, true, true},
    {"insurance", "insurance_id", CONTACT, false, false},
    {"insured id", "insurance_id", STRONG, true, false},
    {"insured name", "name", WEAK, true, false},
    {"ip address", "ip", CONTACT, false, false},
    {"lab results", "lab_result", FACT, true, false},
    {"last name", "name", WEAK, false, false},
    {"licence", "license_number", CONTACT, false, false},
    {"license number", "license_number", CONTACT, false, false},
    {"license plate", "vehicle", CONTACT, false, false},
    {"license", "license_number", CONTACT, false, false},
    {"mailing address", "address", CONTACT, false, false},
    {"mbi", "insurance_id", STRONG, true, true},
    {"medicaid id", "insurance_id", STRONG, true, false},
    {"medicaid", "insurance_id", STRONG, false, false},
    {"medical record no", "mrn", STRONG, true, true},
    {"medical record number", "mrn", STRONG, true, true},
    {"medical record", "mrn", STRONG, true, false},
    {"medicare beneficiary identifier", "insurance_id", STRONG, true, true},
    {"medicare id", "insurance_id", STRONG, true, false},
    {"medicare number", "insurance_id", STRONG, true, false},
    {"medicare", "insurance_id", STRONG, false, false},
    {"medications", "medication", FACT, false, false},
    {"medication", "medication", FACT, false, false},
    {"member id", "insurance_id", STRONG, false, true},
    {"member name", "name", WEAK, false, false},
    {"member number", "insurance_id", STRONG, false, true},
    {"member", "insurance_id", CONTACT, false, false},
    {"mobile phone", "phone", CONTACT, false, false},
    {"mobile", "phone", CONTACT, false, false},
    {"mother", "name", CONTACT, false, false},
    {"mrn", "mrn", STRONG, true, true},
    {"mr", "mrn", STRONG, false, false},
    {"name", "name", WEAK, false, false},
    {"next of kin", "name", WEAK, true, false},
    {"npi", "provider", CONTACT, false, false},
    {"objective", "note", FACT, false, false},
    {"operation date", "date", CONTACT, true, false},
    {"ordering physician", "provider", CONTACT, true, false},
    {"ordering provider", "provider", CONTACT, true, false},
    {"passport number", "license_number", STRONG, false, false},
    {"passport", "license_number", STRONG, false, false},
    {"past medical history", "history", FACT, true, false},
    {"patient account number", "account_number", STRONG, true, true},
    {"patient address", "address", CONTACT, true, false},
    {"patient dob", "dob", WEAK, true, false},
    {"patient email", "email", CONTACT, true, false},
    {"patient first name", "name", WEAK, true, false},
    {"patient identifier", "patient_id", STRONG, true, false},
    {"patient id", "patient_id", STRONG, true, true},
    {"patient last name", "name", WEAK, true, false},
    {"patient name", "name", WEAK, true, false},
    {"patient number", "patient_id", STRONG, true, true},
    {"patient phone", "phone", CONTACT, true, false},
    {"patient's date of birth", "dob", WEAK, true, true},
    {"patient's dob", "dob", WEAK, true, true},
    {"patient's name", "name", WEAK, true, false},
    {"patient's ssn", "ssn", STRONG, true, true},
    {"patient", "name", WEAK, true, false},
    {"pcp", "provider", CONTACT, false, false},
    {"phone number", "phone", CONTACT, false, false},
    {"phone", "phone", CONTACT, false, false},
    {"physical exam", "note", FACT, true, false},
    {"physician", "provider", CONTACT, false, false},
    {"plan id", "insurance_id", STRONG, false, false},
    {"plan", "note", FACT, false, false},
    {"policy holder", "name", WEAK, false, false},
    {"policy number", "insurance_id", STRONG, false, true},
    {"policy", "insurance_id", STRONG, false, false},
    {"portal", "url", CONTACT, false, false},
    {"postoperative diagnosis", "diagnosis", FACT, true, false},
    {"preoperative diagnosis", "diagnosis", FACT, true, false},
    {"prescription", "medication", FACT, false, false},
    {"primary diagnosis", "diagnosis", FACT, true, false},
    {"problem list", "diagnosis", FACT, true, false},
    {"procedure date", "date", CONTACT, true, false},
    {"procedure", "procedure", FACT, false, false},
    {"provider", "provider", CONTACT, false, false},
    {"pt dob", "dob", WEAK, true, true},
    {"pt mrn", "mrn", STRONG, true, true},
    {"pt name", "name", WEAK, true, false},
    {"pt", "name", WEAK, false, false},
    {"reason for visit", "diagnosis", FACT, true, false},
    {"record number", "mrn", STRONG, false, false},
    {"referring physician", "provider", CONTACT, true, false},
    {"referring provider", "provider", CONTACT, true, false},
    {"report date", "date", CONTACT, false, false},
    {"resident", "name", WEAK, true, false},
    {"review of systems", "note", FACT, true, false},
    {"re", "name", WEAK, false, false},
    {"rx", "medication", FACT, false, false},
    {"seen by", "provider", CONTACT, false, false},
    {"seen on", "date", CONTACT, true, true},
    {"seen", "date", CONTACT, false, true},
    {"serial number", "device_id", CONTACT, false, false},
    {"service date", "date", CONTACT, true, false},
    {"session date", "date", CONTACT, true, false},
    {"signed by", "provider", CONTACT, false, false},
    {"sn", "device_id", CONTACT, false, false},
    {"social history", "history", FACT, true, false},
    {"social security number", "ssn", STRONG, false, true},
    {"social security", "ssn", STRONG, false, true},
    {"specimen", "account_number", CONTACT, false, false},
    {"spouse", "name", CONTACT, false, false},
    {"ssn", "ssn", STRONG, false, true},
    {"street address", "address", CONTACT, false, false},
    {"subjective", "note", FACT, false, false},
    {"subscriber id", "insurance_id", STRONG, true, false},
    {"subscriber", "name", WEAK, false, false},
    {"surgeon", "provider", CONTACT, false, false},
    {"surgery date", "date", CONTACT, true, false},
    {"surname", "name", WEAK, false, false},
    {"telephone", "phone", CONTACT, false, false},
    {"tel", "phone", CONTACT, false, false},
    {"treatment", "procedure", FACT, false, false},
    {"unit number", "mrn", STRONG, true, false},
    {"url", "url", CONTACT, false, false},
    {"vehicle identification number", "vehicle", CONTACT, false, true},
    {"vehicle", "vehicle", CONTACT, false, false},
    {"vin", "vehicle", CONTACT, false, false},
    {"visit date", "date", CONTACT, true, false},
    {"visit number", "account_number", CONTACT, true, true},
    {"vital signs", "vital", FACT, true, false},
    {"vitals", "vital", FACT, true, false},
    {"website", "url", CONTACT, false, false},
    {"work phone", "phone", CONTACT, false, false},
    {"zip code", "address", CONTACT, false, false},
    {"zip", "address", CONTACT, false, false},
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

/* Digits, the letters in front of a number, or the month of a date. */
static bool begins_value(const struct phs_note_label *label, const char *at, const char *end) {
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (isdigit((unsigned char)*at))
        return true;
    if (end - at < 6 || !isupper((unsigned char)*at))
        return false;
    for (size_t i = 0; label->kind != STRONG && i + 1 < sizeof months; i += 3)
        if (memcmp(at, months + i, 3) == 0)
            return true;
    const char *digit = at;
    while (digit < end && digit - at < 5 && (isupper((unsigned char)*digit) || *digit == '-'))
        digit++;
    return label->kind == STRONG && end - digit > 3 && isdigit((unsigned char)*digit) && isdigit((unsigned char)digit[1]);
}

const struct phs_note_label *phs_note_label_at(const char *at, const char *end, const char **ret_value) {
    struct initial initial = labels_at(at, end);
    for (size_t i = initial.from; i < initial.to; i++) {
        if (labels[i].text[0] != labels[initial.from].text[0])
            continue;
        const char *stop = behind(labels[i].text, at, end);
        if (!stop)
            continue;
        const char *mark = skip(stop, end, " #.*_\"'()`");
        if (labels[i].bare && end - mark > 3 && mark > stop && memcmp(mark, "is ", 3) == 0)
            mark = skip(mark + 3, end, " \"'`");
        if (mark < end && strchr(":=|\t", *mark)) {
            *ret_value = skip(mark + 1, end, " \t*_:=\"'|");
            return &labels[i];
        }
        bool numbered = labels[i].kind == STRONG && mark > stop && memchr(stop, '#', (size_t)(mark - stop));
        if ((labels[i].bare || numbered) && mark < end && mark > stop && begins_value(&labels[i], mark, end)) {
            *ret_value = mark;
            return &labels[i];
        }
    }
    return NULL;
}
