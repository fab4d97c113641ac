/* SPDX-License-Identifier: Apache-2.0 */
/* Notes, letters, forms and logs in plain text. Labels decide whether a text is about a patient at all; only then do dates,
 * names with titles, addresses, telephones and the patient's own name count wherever they stand in it. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_labels.h"

enum { MOST_NAMES = 8, MOST_KINDS = 16, LONGEST_LINE = 8000, LONGEST_TEXT = 64 * 1024, LONGEST_NAME = 32 };

struct note {
    struct phs_health_reader *reader;
    struct phs_slice names[MOST_NAMES]; /* words of the patient's name */
    size_t name_count;
    size_t patient, facts, contacts;     /* labels with a value behind */
    const char *identifiers[MOST_KINDS]; /* different categories of them that say who it is */
    size_t identifier_count;
    uint32_t line;
    uint32_t last, apart; /* line of the last label; how far apart two records are */
    bool entry;           /* a line of a log: dates and numbers in it are the program's */
};

static bool starts_word(const char *start, const char *at) {
    return at == start || !isalnum((unsigned char)at[-1]);
}

/* Two spaces, a tab, a bar or the next label end a value. */
static struct phs_slice value_at(const char *at, const char *end) {
    const char *stop = at, *unused;
    for (; stop < end; stop++) {
        if (*stop == '\t' || *stop == '|' || *stop == '<' || (*stop == ' ' && stop + 1 < end && stop[1] == ' '))
            break;
        if (stop > at && (stop[-1] == ' ' || stop[-1] == ',' || stop[-1] == ';') && isalpha((unsigned char)*stop) &&
            phs_note_label_at(stop, end, &unused))
            break;
    }
    struct phs_slice value = phs_slice_trim(phs_slice_n(at, (size_t)(stop - at)));
    while (value.len > 0 && strchr(",;\"'*", value.ptr[value.len - 1]))
        value.len--;
    return value;
}

static size_t digits_in(struct phs_slice value) {
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++)
        n += isdigit((unsigned char)value.ptr[i]) != 0;
    return n;
}

/* Two words with capitals, "SMITH, JOHN" or "Maria". */
static bool looks_like_name(struct phs_slice value) {
    if (value.len < 3 || value.len > 60 || !isupper((unsigned char)value.ptr[0]))
        return false;
    size_t words = 0, capitals = 0;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        bool start = isalpha(c) && (i == 0 || !isalpha((unsigned char)value.ptr[i - 1]));
        words += start;
        capitals += start && isupper(c);
        if (!isalpha(c) && c < 128 && !strchr(" ,.'-^()", c) && !isdigit(c))
            return false;
    }
    return words >= 1 && words <= 6 && capitals * 2 >= words;
}

/* Whether the value is what its label says: "Patient: was seen" is none. */
static bool fits(const struct phs_note_label *label, struct phs_slice value) {
    if (strcmp(label->category, "name") == 0)
        return looks_like_name(value);
    if (strcmp(label->category, "provider") == 0)
        return looks_like_name(value) || digits_in(value) == 10;
    if (strcmp(label->category, "date") == 0 || strcmp(label->category, "dob") == 0)
        return digits_in(value) >= 3 && value.len < 40;
    if (strcmp(label->category, "ssn") == 0)
        return digits_in(value) >= 4 && value.len < 24;
    if (strcmp(label->category, "phone") == 0)
        return digits_in(value) >= 7 && value.len < 40;
    if (strcmp(label->category, "email") == 0)
        return memchr(value.ptr, '@', value.len) != NULL;
    if (label->kind == PHS_HEALTH_STRONG)
        return digits_in(value) >= 4 && value.len < 40;
    return value.len > 0;
}

static void remember_name(struct note *note, struct phs_slice value) {
    size_t start = 0;
    for (size_t i = 0; i <= value.len; i++) {
        if (i < value.len && isalpha((unsigned char)value.ptr[i]))
            continue;
        struct phs_slice word = phs_slice_n(value.ptr + start, i - start);
        start = i + 1;
        bool known = word.len < 3 || word.len > LONGEST_NAME || note->name_count == MOST_NAMES;
        for (size_t k = 0; !known && k < note->name_count; k++)
            known = phs_slice_ieq(note->names[k], word);
        if (!known)
            note->names[note->name_count++] = word;
    }
}

/* The same label again and again is a variable of a program. */
static void count_identifier(struct note *note, const char *category) {
    for (size_t i = 0; i < note->identifier_count; i++)
        if (strcmp(note->identifiers[i], category) == 0)
            return;
    if (note->identifier_count < MOST_KINDS)
        note->identifiers[note->identifier_count++] = category;
}

static void take_label(struct note *note, const struct phs_note_label *label, struct phs_slice value) {
    if (label->kind == PHS_HEALTH_FACT) {
        note->facts++;
        note->patient += label->patient;
        phs_health_add(note->reader, label->category, PHS_HEALTH_FACT, note->line, value.len ? value : phs_slice(label->text));
        return;
    }
    if (phs_health_is_empty(value) || !fits(label, value))
        return;
    note->patient += label->patient;
    if (label->kind == PHS_HEALTH_STRONG || label->kind == PHS_HEALTH_WEAK)
        count_identifier(note, label->category);
    if (strcmp(label->category, "name") == 0 && label->kind == PHS_HEALTH_WEAK)
        remember_name(note, value);
    phs_health_add(note->reader, label->category, (enum phs_health_kind)label->kind, note->line, value);
}

static size_t run_of(const char *at, const char *end, int (*is)(int)) {
    size_t n = 0;
    while (at + n < end && is((unsigned char)at[n]))
        n++;
    return n;
}

static const struct phs_note_label patient_label = {"patient", "name", PHS_HEALTH_WEAK, true, true};

/* "Patient Data Portal" is no name; nor is anything whose words people write behind "patient" all day. */
static bool is_title(struct phs_slice word) {
    static const char words[] =
        "|name|names|id|ids|portal|data|record|records|care|safety|access|information|info|summary|visit|health|rights|"
        "education|"
        "management|service|services|history|form|list|search|registration|identity|identifier|demographics|api|resource|"
        "everything|matching|match|model|view|page|table|class|object|type|status|contact|consent|document|documents|"
        "administration|dashboard|app|application|experience|engagement|intake|discovery|and|or|the|not|with|search|index|"
        "level|context|compartment|facing|reported|generated|level|centered|centric|protection|affordable|act|number|first|"
        "last|test|tests|bundle|import|export|merge|flags|program|state|states|workflow|encounter|birth|address|phone|email|"
        "no|new|create|update|delete|get|set|service|controller|repository|mapper|builder|factory|spec|";
    char text[24] = "|";
    if (word.len + 3 > sizeof text)
        return false;
    for (size_t i = 0; i < word.len; i++)
        text[1 + i] = (char)tolower((unsigned char)word.ptr[i]);
    text[1 + word.len] = '|';
    return strstr(words, text) != NULL;
}

/* "patient John Q. Ortega", "Pt Ann Lee": two or three words with capitals behind the word, without a colon. */
static bool named_patient(const char *at, const char *end, struct phs_slice *ret_name) {
    size_t n = run_of(at, end, isalpha), words = 0;
    bool patient = (n == 7 && strncasecmp(at, "patient", 7) == 0) || (n == 2 && strncasecmp(at, "pt", 2) == 0);
    const char *p = at + n, *start, *stop;
    if (!patient || p >= end || !strchr(" ,.*'\"", *p))
        return false;
    while (p < end && strchr(" ,.*'\"", *p))
        p++;
    if (end - p > 8 && (memcmp(p, "named ", 6) == 0 || memcmp(p, "called", 6) == 0))
        for (p += 6; p < end && strchr(" '\"", *p);)
            p++;
    for (start = stop = p; words < 4 && p < end && isupper((unsigned char)*p); words++) {
        size_t letters = 0;
        while (p + letters < end && (isalpha((unsigned char)p[letters]) || (unsigned char)p[letters] > 127 ||
                                     p[letters] == '-' || (p[letters] == '\'' && letters == 1)))
            letters++;
        if (is_title(phs_slice_n(p, letters)))
            return false;
        stop = p += letters;
        p += p < end && (*p == '.' || *p == ',') && letters == 1;
        p += p < end && *p == ',';
        p += p < end && *p == ' ';
    }
    *ret_name = phs_slice_n(start, (size_t)(stop - start));
    return words >= 2 && words <= 3 && islower((unsigned char)stop[-1]);
}

static void take_labels(struct note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *value;
    for (const char *at = line.ptr; at < end; at++) {
        if (!isalpha((unsigned char)*at) || !starts_word(line.ptr, at))
            continue;
        const struct phs_note_label *label = phs_note_label_at(at, end, &value);
        struct phs_slice name;
        if (label) {
            take_label(note, label, value_at(value, end));
            at = value > at + 1 ? value - 1 : at;
        } else if ((*at | 0x20) == 'p' && named_patient(at, end, &name)) {
            take_label(note, &patient_label, name);
            at = name.ptr + name.len - 1;
        } else
            while (at + 1 < end && isalnum((unsigned char)at[1]))
                at++;
    }
}

static bool is_date(const char *at, const char *end) {
    size_t a = run_of(at, end, isdigit);
    if ((a != 1 && a != 2 && a != 4) || at + a + 2 >= end || !strchr("/-.", at[a]))
        return false;
    const char *second = at + a + 1;
    size_t b = run_of(second, end, isdigit);
    if (b < 1 || b > 2)
        return false;
    if (second + b >= end || second[b] != at[a])
        return at[a] == '/' && a <= 2 && b <= 2 && !(second + b < end && isalnum((unsigned char)second[b])); /* 3/17 */
    size_t c = run_of(second + b + 1, end, isdigit);
    return a == 4 ? c >= 1 && c <= 2 : at[a] != '.' && (c == 2 || c == 4);
}

static bool is_month(const char *at, const char *end) {
    static const char *const months[] = {"january",   "february", "march",    "april",    "may",  "june", "july", "august",
                                         "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
                                         "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "nov",  "dec"};
    size_t n = run_of(at, end, isalpha);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strlen(months[i]) == n && strncasecmp(at, months[i], n) == 0) {
            const char *next = at + n;
            while (next < end && (*next == ' ' || *next == '.' || *next == ','))
                next++;
            return isupper((unsigned char)*at) && next < end && isdigit((unsigned char)*next);
        }
    return false;
}

/* 415-867-2094, (415) 867-2094, 415.867.2094 */
static bool is_phone(const char *start, const char *at, const char *end) {
    const char *p = at + (*at == '(');
    size_t digits = run_of(p, end, isdigit);
    if (digits == 11 && *p == '1' && p > start && p[-1] == '+')
        return true;
    if (digits != 3)
        return false;
    p += 3;
    while (p < end && strchr(")-. ", *p) && p - at < 7)
        p++;
    if (p == at + 3 || run_of(p, end, isdigit) != 3)
        return false;
    p += 3;
    if (p >= end || !strchr("-. ", *p))
        return false;
    return run_of(p + 1, end, isdigit) == 4;
}

static bool is_ssn(const char *at, const char *end) {
    return run_of(at, end, isdigit) == 3 && end - at >= 11 && at[3] == '-' && run_of(at + 4, end, isdigit) == 2 &&
           at[6] == '-' && run_of(at + 7, end, isdigit) == 4;
}

/* Mr. Ortega, Dr. Anne Lee */
static bool is_titled(const char *at, const char *end) {
    static const char *const titles[] = {"Mr", "Mrs", "Ms", "Miss", "Dr", "Dear"};
    size_t n = run_of(at, end, isalpha);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strlen(titles[i]) == n && memcmp(at, titles[i], n) == 0) {
            const char *p = at + n;
            p += p < end && *p == '.';
            p += p < end && *p == ' ';
            return p + 1 < end && isupper((unsigned char)*p) && isalpha((unsigned char)p[1]);
        }
    return false;
}

/* 1420 Maple Street: a number, one to four words, and what streets are called. */
static bool is_street(const char *at, const char *end) {
    static const char kinds[] =
        "|street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|way|place|pl|circle|cir|"
        "terrace|trail|parkway|pkwy|highway|hwy|apt|suite|";
    size_t n = run_of(at, end, isdigit);
    const char *p = at + n;
    if (n < 1 || n > 5 || p >= end || *p != ' ')
        return false;
    for (size_t words = 0; words < 5 && p < end && *p == ' '; words++) {
        char kind[20] = "|";
        size_t length = run_of(++p, end, isalpha);
        if (length == 0 || !isupper((unsigned char)*p))
            return false;
        if (words > 0 && length < 12) {
            for (size_t i = 0; i < length; i++)
                kind[1 + i] = (char)tolower((unsigned char)p[i]);
            kind[1 + length] = '|';
            if (strstr(kinds, kind))
                return true;
        }
        p += length;
        p += p < end && *p == '.';
    }
    return false;
}

/* Springfield, IL 62704 */
static bool is_zip(const char *start, const char *at, const char *end) {
    if (run_of(at, end, isdigit) != 5 || at - start < 4 || at[-1] != ' ' || !isupper((unsigned char)at[-2]) ||
        !isupper((unsigned char)at[-3]))
        return false;
    return at[-4] == ' ' || at[-4] == ',';
}

static bool is_address_line(const char *at, const char *end) {
    size_t n = run_of(at, end, isdigit);
    return n >= 1 && n <= 3 && at + n < end && at[n] == '.' && run_of(at + n + 1, end, isdigit) >= 1;
}

/* 10.2.3.4 */
static bool is_ip(const char *at, const char *end) {
    size_t parts = 0;
    while (is_address_line(at, end) && parts < 3) {
        at += run_of(at, end, isdigit) + 1;
        parts++;
    }
    size_t last = run_of(at, end, isdigit);
    return parts == 3 && last >= 1 && last <= 3 && !(at + last < end && (isalnum((unsigned char)at[last]) || at[last] == '.'));
}

static bool is_patient_word(const struct note *note, const char *at, const char *end) {
    struct phs_slice word = phs_slice_n(at, run_of(at, end, isalpha));
    for (size_t i = 0; i < note->name_count && isupper((unsigned char)*at); i++)
        if (phs_slice_ieq(note->names[i], word))
            return true;
    return false;
}

/* MRN 0042, HX-4481902, acct 77120493: letters and at least six digits in a row. */
static bool is_number(const char *at, const char *end) {
    size_t letters = run_of(at, end, isupper);
    const char *p = at + letters;
    p += letters > 0 && p < end && *p == '-';
    size_t digits = run_of(p, end, isdigit);
    return letters <= 4 && digits >= 6 && digits <= 14 &&
           !(p + digits < end && (isalpha((unsigned char)p[digits]) || p[digits] == '_'));
}

static void contact(struct note *note, const char *category, const char *at, const char *end) {
    size_t n = (size_t)(end - at) < 16 ? (size_t)(end - at) : 16;
    if (note->entry && (strcmp(category, "date") == 0 || strcmp(category, "account_number") == 0))
        return;
    note->contacts += strcmp(category, "phone") == 0 || strcmp(category, "email") == 0 || strcmp(category, "address") == 0;
    phs_health_add(note->reader, category, PHS_HEALTH_CONTACT, note->line, phs_slice_n(at, n));
}

static const char *at_digit(struct note *note, struct phs_slice line, const char *at) {
    const char *end = line.ptr + line.len;
    if (is_ssn(at, end))
        phs_health_add(note->reader, "ssn", PHS_HEALTH_STRONG, note->line, phs_slice_n(at, 11));
    else if (is_phone(line.ptr, at, end))
        contact(note, "phone", at, end);
    else if (is_ip(at, end))
        contact(note, "ip", at, end);
    else if (is_date(at, end))
        contact(note, "date", at, end);
    else if (is_street(at, end) || is_zip(line.ptr, at, end))
        contact(note, "address", at, end);
    else if (is_number(at, end))
        contact(note, "account_number", at, end);
    else
        return at + run_of(at, end, isdigit);
    while (at < end && (isdigit((unsigned char)*at) || strchr("-/.()", *at)))
        at++;
    return at;
}

/* Things that count only because the text is about a patient. */
static void take_things(struct note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; at < end;) {
        bool start = starts_word(line.ptr, at);
        if (start && (isdigit((unsigned char)*at) || (*at == '(' && is_phone(line.ptr, at, end)))) {
            at = at_digit(note, line, at);
            continue;
        }
        if (start && isupper((unsigned char)*at)) {
            if (is_titled(at, end) || is_patient_word(note, at, end))
                contact(note, "name", at, end);
            else if (is_month(at, end))
                contact(note, "date", at, end);
            else if (is_number(at, end))
                contact(note, "account_number", at, end);
        }
        if (*at == '@' && at > line.ptr && isalnum((unsigned char)at[-1]) && at + 1 < end && isalnum((unsigned char)at[1]) &&
            memchr(at, '.', (size_t)(end - at)))
            contact(note, "email", at, end);
        at++;
    }
}

/* Words of health care, each counted once. */
static size_t health_words(struct phs_slice text) {
    static const char *const words[] = {"patient",
                                        "diagnos",
                                        "hospital",
                                        "clinic",
                                        "medication",
                                        "symptom",
                                        "allerg",
                                        "admitted",
                                        "doctor",
                                        "nurse",
                                        "insurance",
                                        "surgery",
                                        "blood",
                                        "physician",
                                        "referral",
                                        "pharmacy",
                                        "dosage",
                                        " mg ",
                                        "medicare",
                                        "prescri",
                                        "x-ray",
                                        "imaging",
                                        "emergency contact",
                                        "discharge",
                                        "laborator",
                                        "mammogram",
                                        "therap",
                                        "pain",
                                        "treatment",
                                        "date of birth"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        n += phs_health_has_word(text, words[i]);
    return n;
}

/* A patient is named and something is said about health, or two things say who it is. Letters and forms have no label that says
 * "patient": there the words do, and a text full of them needs one thing only. */
static bool is_about_patient(const struct note *note, bool whole) {
    if (note->identifier_count == 0)
        return false;
    if (note->patient > 0 && (note->facts > 0 || note->identifier_count > 1))
        return true;
    if (!whole)
        return note->patient > 0 && note->contacts > 0;
    size_t words = health_words(
        phs_slice_n(note->reader->bytes.ptr, note->reader->bytes.len < LONGEST_TEXT ? note->reader->bytes.len : LONGEST_TEXT));
    return (words >= 2 && note->identifier_count > 1) || (words >= 4 && note->patient > 0);
}

static void each_line(struct note *note, void (*take)(struct note *note, struct phs_slice line)) {
    struct phs_slice rest = note->reader->bytes, line;
    note->line = 0;
    while (!note->reader->limited && phs_health_next_line(&rest, &note->line, &line))
        take(note, line.len > LONGEST_LINE ? phs_slice_n(line.ptr, LONGEST_LINE) : line);
}

static void end_entry(struct note *note) {
    if (is_about_patient(note, false))
        phs_health_end(note->reader, true);
    else
        phs_health_drop(note->reader, note->reader->record);
    note->patient = note->facts = note->contacts = note->identifier_count = note->name_count = 0;
}

/* Of a log every line is a record of its own: its dates are those of the program. In the strings of a program lines that
 * stand together are one. */
static void take_entry(struct note *note, struct phs_slice line) {
    size_t before = note->identifier_count, items = note->reader->items.n;
    if (note->apart == 0 || note->line > note->last + note->apart)
        end_entry(note);
    take_labels(note, line);
    if (note->reader->items.n > items)
        note->last = note->line;
    if (note->identifier_count > before || (note->identifier_count && note->apart == 0))
        take_things(note, line);
}

bool phs_health_log(struct phs_health_reader *reader, uint32_t apart) {
    struct note note = {.reader = reader, .entry = true, .apart = apart};
    each_line(&note, take_entry);
    end_entry(&note);
    return reader->items.n > 0;
}

bool phs_health_note(struct phs_health_reader *reader) {
    struct note note = {.reader = reader};
    each_line(&note, take_labels);
    if (!is_about_patient(&note, true)) {
        phs_health_drop(reader, reader->record);
        return phs_health_log(reader, 0);
    }
    each_line(&note, take_things);
    phs_health_end(reader, true);
    return true;
}
