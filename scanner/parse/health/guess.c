/* SPDX-License-Identifier: Apache-2.0 */
/* What a member of a record is that no list of names knows. Where a record has shown itself to be a patient's, whatever in it
 * has the shape of an identifier of 164.514(b)(2) is the patient's too, unless its key says that it is somebody else's. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "parse/health/note.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"
#include "parse/match/validators.h"

enum {
    MOST_WORDS = 10,
    LONGEST_DAY = 40,
    LONGEST_TEXT = 4000,
    VIN = 17,
    UUID = 36,
    MOST_LETTERS = 8,
    LONGEST_DATE = 18,
    LONGEST_KEY = 48,
    MOST_ANSWERS = 32
};

/* The words of a name of a column or a member. Names come again in every record, so that what was asked of one is kept. */
struct key {
    char name[LONGEST_KEY];
    char word[MOST_WORDS][PHS_HEALTH_KEY_WORD + 1];
    size_t length, n, asked;
    enum phs_health_whose whose;
    struct {
        const char *words;
        bool said;
    } answer[MOST_ANSWERS];
};

static const char persons[] =
    "|patient|member|subscriber|guarantor|insured|beneficiary|dependent|resident|client|decedent|donor|enrollee|policyholder|"
    "person|contact|kin|nok|spouse|mother|father|parent|guardian|emergency|caregiver|relative|daughter|son|wife|husband|"
    "partner|"
    "infant|newborn|child|baby|payee|customer|proxy|responsible|cardholder|participant|student|subject|veteran|";

static const char others[] =
    "|provider|physician|doctor|dr|nurse|clinician|attending|referring|rendering|ordering|prescriber|pharmacist|technician|"
    "technologist|radiologist|surgeon|anesthesiologist|therapist|counselor|staff|employee|author|clerk|agent|operator|facility|"
    "clinic|location|department|dept|pharmacy|practice|site|organization|organisation|org|payer|payor|insurer|carrier|company|"
    "vendor|system|software|application|app|sender|receiver|npi|tin|ein|dea|clia|taxonomy|sending|receiving|manufacturer|"
    "server|"
    "user|practitioner|performer|interpreter|verifier|reviewer|approver|maintainer|committer|publisher|product|brand|"
    "plan|school|lab|laboratory|hospital|labeler|maker|sponsor|drug|ingredient|substance|proprietary|generic|salesperson|rep|"
    "instructor|teacher|trainer|aide|driver|worker|manager|supervisor|coordinator|secretary|investigator|";

/* Of the program, not of somebody. */
static const char technical[] =
    "|created|updated|modified|generated|exported|printed|version|released|published|build|deployed|cached|synced|imported|"
    "ingested|indexed|schema|logged|timestamp|ts|copyright|revision|changed|inserted|processed|uploaded|downloaded|ran|run|";

static const char numbers[] =
    "|id|number|num|key|ref|reference|identifier|account|acct|policy|card|member|subscriber|medicaid|medicare|license|licence|"
    "passport|dl|accession|claim|encounter|visit|csn|fin|case|rx|prescription|specimen|order|auth|authorization|referral|"
    "certificate|barcode|mrn|chart|record|tracking|confirmation|receipt|ssn|hicn|mbi|patient|nbr|no|episode|folio|file|badge|"
    "wristband|bracelet|token|invoice|statement|contract|group|national|identity|registration|enrollment|voucher|";

/* Codes and measures, which have digits too. */
static const char measures[] =
    "|code|icd|cpt|ndc|loinc|snomed|cvx|rxnorm|hcpcs|drg|concept|type|status|count|qty|quantity|amount|price|total|year|age|"
    "timeout|port|size|width|height|weight|dose|duration|days|sequence|seq|index|row|line|page|charge|paid|balance|cost|fee|"
    "units|unit|range|value|result|score|rate|version|schema|hash|checksum|sha|commit|trace|span|correlation|request|thread|"
    "pid|"
    "limit|offset|max|min|length|bytes|ms|seconds|retry|attempt|http|";

static const char names[] =
    "|name|contact|kin|nok|spouse|mother|father|guardian|parent|caregiver|wife|husband|son|daughter|holder|payee|recipient|"
    "relative|person|who|attendee|caller|customer|signed|signature|witness|member|patient|guarantor|subscriber|insured|client|"
    "dependent|resident|proxy|partner|sibling|brother|sister|baby|child|infant|guest|payor|cardholder|owner|wearer|proband|"
    "display|";

static const char parts_of_names[] = "|first|last|given|family|middle|maiden|surname|nickname|preferred|alias|forename|legal|";

static const char addresses[] = "|address|live|lives|reside|street|line|line1|line2|city|town|zip|zipcode|postal|postcode|"
                                "county|village|apt|suite|residence|home|mailing|";

static const char phones[] =
    "|phone|cell|mobile|fax|home|work|contact|callback|sms|text|pager|landline|whatsapp|ani|caller|dial|msisdn|telephone|"
    "from|to|number|tel|reach|";

static const char devices[] = "|serial|sn|udi|device|implant|pacemaker|pump|cgm|glucometer|meter|monitor|wearable|mac|imei|"
                              "macaddress|watch|lead|stent|generator|"
                              "hearing|prosthesis|ventilator|cpap|icd|lens|";

static const char days[] =
    "|date|dob|birth|on|at|time|day|dos|from|thru|through|to|start|end|admission|admit|admitted|discharge|discharged|datetime|"
    "when|service|visit|appointment|begin|expires|expiry|expiration|effective|term|onset|death|deceased|collected|scheduled|"
    "birthdate|birthday|dt|dttm|due|next|last|seen|checkin|checkout|arrival|departure|";

static bool says_any(const struct key *key, const char *words) {
    for (size_t i = 0; i < key->n; i++)
        if (phs_health_word_in(words, key->word[i]))
            return true;
    return false;
}

/* words: a list that stands for as long as the program runs. */
static bool says(struct key *key, const char *words) {
    for (size_t i = 0; i < key->asked; i++)
        if (key->answer[i].words == words)
            return key->answer[i].said;
    bool said = says_any(key, words);
    if (key->asked < MOST_ANSWERS) {
        key->answer[key->asked].words = words;
        key->answer[key->asked++].said = said;
    }
    return said;
}

/* Of "patientProviderName" the last one counts. */
static enum phs_health_whose whose(const struct key *key) {
    if (key->n && strcmp(key->word[key->n - 1], "by") == 0) /* "ordered_by"; not "getByText" */
        return PHS_HEALTH_OTHERS;
    for (size_t i = key->n; i > 0; i--) {
        if (phs_health_word_in(persons, key->word[i - 1]))
            return PHS_HEALTH_PERSONS;
        if (phs_health_word_in(others, key->word[i - 1]))
            return PHS_HEALTH_OTHERS;
    }
    return PHS_HEALTH_ANYBODYS;
}

static void read_key(struct phs_slice name, struct key *ret_key) {
    ret_key->n = ret_key->asked = 0;
    ret_key->length = name.len < LONGEST_KEY ? name.len : LONGEST_KEY;
    memcpy(ret_key->name, name.ptr ? name.ptr : "", ret_key->length);
    while (ret_key->n < MOST_WORDS && phs_health_key_word(&name, ret_key->word[ret_key->n]))
        ret_key->n++;
    ret_key->whose = whose(ret_key);
}

static struct key *key_of(struct phs_slice name) {
    enum { KNOWN = 32 };
    static _Thread_local struct key known[KNOWN];
    struct key *key = &known[phs_slice_hash(name) % KNOWN];
    if (name.len == 0 || name.len >= LONGEST_KEY || key->length != name.len || memcmp(key->name, name.ptr, name.len) != 0)
        read_key(name, key);
    return key;
}

enum phs_health_whose phs_health_whose(struct phs_slice name) {
    return key_of(name)->whose;
}

bool phs_health_is_worn(struct phs_slice name, bool *ret_pump) {
    struct key *key = key_of(name);
    *ret_pump = says(key, "|pump|");
    return says(key, "|cgm|glucometer|pacemaker|cpap|implant|insulin|stent|oximeter|hearing|inhaler|ventilator|");
}

static size_t digits_in(struct phs_slice value) {
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++)
        n += isdigit((unsigned char)value.ptr[i]) != 0;
    return n;
}

/* 13Jan1976, 04OCT23 */
static bool is_glued_day(struct phs_slice value) {
    const char *at = value.ptr + (value.len == 7 || value.len == 9 ? 2 : 1);
    return (value.len >= 6 && value.len <= 9) && isdigit((unsigned char)value.ptr[0]) && isalpha((unsigned char)*at) &&
           isalpha((unsigned char)at[1]) && isalpha((unsigned char)at[2]) && digits_in(value) == value.len - 3 &&
           phs_note_is_month(at, value.ptr + value.len) == false && phs_health_holds_date(value);
}

/* A whole day: "2023-05-06", "5/6/2023 10:30", "2023-05-06T10:30:00Z", "May 6, 2023"; digits alone where the key says so. */
static bool is_day(struct key *key, struct phs_slice value) {
    const char *end = value.ptr + value.len;
    if (value.len < 6 || value.len > LONGEST_DAY || !phs_health_holds_date(value))
        return false;
    if (digits_in(value) == value.len)
        return (value.len == 8 || value.len == 12 || value.len == 14) && says(key, days);
    return is_glued_day(value) || phs_note_is_date(value.ptr, end) || phs_note_is_month(value.ptr, end) ||
           (digits_in(value) >= 8 && value.len > 9 && value.ptr[8] == 'T');
}

/* 90 and above: an identifier by 164.514(b)(2)(i)(C). */
static bool is_great_age(struct phs_slice value) {
    bool digits = digits_in(value) == value.len;
    return digits &&
           ((value.len == 2 && value.ptr[0] == '9') || (value.len == 3 && value.ptr[0] == '1' && value.ptr[1] <= '1'));
}

/* Days or milliseconds since 1970, as queues and stores write a birthday. */
static bool is_count_of_days(struct phs_slice value) {
    size_t sign = value.len && value.ptr[0] == '-';
    return value.len >= 3 && value.len <= 14 && digits_in(value) + sign == value.len;
}

static bool is_phone(struct key *key, struct phs_slice value) {
    size_t digits = digits_in(value);
    if (!phs_health_fits("phone", value) || digits < 10 || digits > 13)
        return false;
    if (value.len == digits)
        return (digits == 10 || digits == 11) && says(key, phones) && !says(key, "|id|");
    return value.ptr[0] == '+' || phs_note_is_phone(value.ptr, value.ptr, value.ptr + value.len);
}

static bool is_vin(struct phs_slice value) {
    return value.len == VIN && digits_in(value) >= 5 && phs_validate_vin(value, value) != PHS_MATCH_NONE;
}

/* Letters, digits and few marks; no decimals. */
static bool is_number(struct phs_slice value, size_t fewest) {
    size_t digits = digits_in(value), letters = 0;
    if (value.len < 4 || value.len > UUID || digits < fewest)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        letters += isalpha(c) != 0;
        if (!isalnum(c) && !strchr("-_/# ", c))
            return false;
    }
    return letters <= MOST_LETTERS || digits >= letters;
}

static bool is_name(struct key *key, struct phs_slice value) {
    bool capital = isupper((unsigned char)value.ptr[0]) || (unsigned char)value.ptr[0] > 127;
    if (!capital || phs_health_is_organization(value) || phs_health_is_clinician(value) || !phs_health_fits("name", value))
        return false;
    if (says(key, parts_of_names) && !says(key, "|visit|seen|login|page|digit|digits|"))
        return value.len < 40;
    if (!phs_health_looks_like_name(value) || phs_health_is_complaint(value))
        return false;
    return says(key, names) || phs_health_has_known_name(value);
}

static const char *by_number(struct key *key, struct phs_slice value) {
    if (says(key, devices) && !says(key, "|code|name|type|model|") && is_number(value, 3))
        return "device_id";
    if (says(key, "|vin|vehicle|car|plate|tag|auto|") && is_number(value, 2) && !says(key, measures))
        return "vehicle";
    if (says(key, measures) && !says(key, persons))
        return NULL;
    return says(key, numbers) && is_number(value, 4) && value.len >= 5 && digits_in(value) * 3 >= value.len ? "account_number"
                                                                                                            : NULL;
}

static const char *by_address(struct key *key, struct phs_slice value) {
    if (phs_health_is_street(value))
        return "address";
    return says(key, addresses) && !says(key, "|email|ip|url|web|") && phs_health_fits("address", value) ? "address" : NULL;
}

static const char *by_link(struct key *key, struct phs_slice value) {
    bool link = phs_slice_starts(value, "http://") || phs_slice_starts(value, "https://");
    if (says(key, "|photo|picture|image|avatar|selfie|headshot|portrait|") && value.len > 8 &&
        memchr(value.ptr, '.', value.len))
        return "photo";
    if (says(key, "|fingerprint|iris|retina|voiceprint|biometric|") && value.len > 8)
        return "biometric";
    return link && says(key, "|portal|profile|website|homepage|facebook|instagram|twitter|linkedin|") ? "url" : NULL;
}

/* "Geraldine Guerrero <gguerrero56@yahoo.com>": what stands in the brackets. */
static struct phs_slice address_in(struct phs_slice value) {
    const char *open = memchr(value.ptr, '<', value.len);
    bool named = open && value.ptr[value.len - 1] == '>';
    return named ? phs_slice_n(open + 1, (size_t)(value.ptr + value.len - open) - 2) : value;
}

/* /referrals/RF-2024-162627/status: the number behind what only patients have. */
static bool is_path_of_patient(struct phs_slice value) {
    static const char *const things[] = {"patient",      "member",      "referral", "claim",      "encounter",
                                         "chart",        "appointment", "visit",    "subscriber", "admission",
                                         "prescription", "resident",    "enrollee"};
    const char *end = value.ptr + value.len;
    for (const char *at = value.ptr; (at = memchr(at, '/', (size_t)(end - at))) != NULL; at++) {
        const char *next = memchr(at + 1, '/', (size_t)(end - at - 1)), *stop = next ? next + 1 : end;
        size_t digits = 0;
        for (; stop < end && (isalnum((unsigned char)*stop) || strchr("-_", *stop)); stop++)
            digits += isdigit((unsigned char)*stop) != 0;
        for (size_t i = 0; next && digits >= 5 && i < sizeof things / sizeof *things; i++)
            if (strncasecmp(at + 1, things[i], strlen(things[i])) == 0)
                return true;
    }
    return false;
}

const char *phs_health_guess(struct phs_slice name, struct phs_slice value) {
    value = phs_slice_trim(value);
    if (value.len < 2 || value.len > 120 || phs_health_is_empty(value))
        return NULL;
    struct key *key = key_of(name);
    if (says(key, "|birth|dob|born|birthdate|birthday|") && !says(key, "|city|place|country|order|weight|year|month|") &&
        value.len > 2 && is_count_of_days(value))
        return "date";
    if (says(key, "|age|") && value.len <= 3 && is_great_age(value))
        return "demographics";
    if (value.len < 4)
        return NULL;
    enum phs_health_whose of = key->whose;
    if (is_day(key, value))
        return says(key, technical) ? NULL : "date";
    if (of == PHS_HEALTH_OTHERS || (says(key, technical) && of != PHS_HEALTH_PERSONS))
        return NULL;
    if (memchr(value.ptr, '@', value.len))
        return phs_health_fits("email", address_in(value)) ? "email" : NULL;
    if (value.len == 11 && phs_note_is_ssn(value.ptr, value.ptr + value.len))
        return "ssn";
    if (is_phone(key, value))
        return "phone";
    if (is_vin(value))
        return "vehicle";
    if (value.len == 17 && value.ptr[2] == ':' && value.ptr[5] == ':' && value.ptr[14] == ':')
        return says(key, "|mac|address|device|bluetooth|ble|hardware|") ? "device_id" : NULL;
    if (phs_note_is_ip(value.ptr, value.ptr + value.len))
        return says(key, "|ip|address|remote|client|host|source|forwarded|peer|") ? "ip" : NULL;
    if (says(key, "|ip|ipaddress|") && memchr(value.ptr, ':', value.len) && phs_health_fits("ip", value)) /* IPv6 */
        return "ip";
    if (memchr(value.ptr, '/', value.len) && is_path_of_patient(value))
        return "account_number";
    const char *told = by_link(key, value);
    told = told ? told : by_number(key, value);
    told = told ? told : by_address(key, value);
    return told ? told : is_name(key, value) ? "name" : NULL;
}

/* One thing at the start of a word; where it ends, or NULL. */
static const char *thing_at(struct phs_slice text, const char *at, const char **ret_category) {
    const char *end = text.ptr + text.len, *stop = at;
    while (stop < end && (isalnum((unsigned char)*stop) || strchr("-/.()@_+", *stop)))
        stop++;
    struct phs_slice word = phs_slice_n(at, (size_t)(stop - at));
    if (word.len == 0)
        return NULL;
    if (memchr(word.ptr, '@', word.len)) {
        *ret_category = "email";
        return phs_health_fits("email", word) ? stop : NULL;
    }
    *ret_category = "ssn";
    if (phs_note_is_ssn(at, end))
        return at + 11;
    *ret_category = "phone";
    if (phs_note_is_phone(text.ptr, at, end))
        return at + 12 < end ? at + 12 : end;
    *ret_category = "date";
    if ((phs_note_is_date(at, end) && phs_health_holds_date(word)) ||
        (phs_note_is_month(at, end) &&
         phs_health_holds_date(phs_slice_n(at, (size_t)(end - at) < 18 ? (size_t)(end - at) : 18))))
        return stop;
    *ret_category = "address";
    if (phs_note_is_street(at, end))
        return stop;
    *ret_category = "account_number";
    if (phs_note_is_number(at, end) || phs_note_is_labelled_number(text.ptr, at, end))
        return stop;
    *ret_category = "name";
    struct phs_slice name;
    if (phs_note_titled_name(at, end, &name))
        return name.ptr + name.len;
    const char *kin = phs_note_kin_at(at, end);
    return kin ? kin : phs_note_person_at(text.ptr, at, end);
}

void phs_health_things(struct phs_health_reader *reader, uint32_t line, struct phs_slice text) {
    if (text.len == 0)
        return;
    const char *end = text.ptr + (text.len < LONGEST_TEXT ? text.len : LONGEST_TEXT);
    text = phs_slice_n(text.ptr, (size_t)(end - text.ptr));
    for (const char *at = text.ptr; at < end;) {
        if ((!isalnum((unsigned char)*at) && *at != '(' && (unsigned char)*at < 128) ||
            (at > text.ptr && isalnum((unsigned char)at[-1]))) {
            at++;
            continue;
        }
        const char *category = NULL, *stop = thing_at(text, at, &category);
        if (stop)
            phs_health_add(reader, category, PHS_HEALTH_CONTACT, line, phs_slice_n(at, (size_t)(stop - at)));
        at = stop && stop > at ? stop : at + 1;
    }
}

bool phs_health_is_prose(struct phs_slice value) {
    size_t spaces = 0;
    for (size_t i = 0; i < value.len; i++)
        spaces += value.ptr[i] == ' ';
    return value.len >= 16 && spaces >= 2;
}
