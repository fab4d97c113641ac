/* SPDX-License-Identifier: Apache-2.0 */
/* Notes, letters, forms and logs in plain text. Labels decide whether a text is about a patient at all; only then do dates,
 * names with titles, addresses, telephones and the patient's own name count wherever they stand in it. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_labels.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

enum {
    MOST_NAMES = 8,
    MOST_KINDS = 16,
    LONGEST_LINE = 8000,
    LONGEST_TEXT = 64 * 1024,
    LONGEST_NAME = 32,
    LONGEST_LABEL = 200,
    LONGEST_SENTENCE = 1000,
    LONGEST_HEADING = 48,
    LARGEST_LETTER = 8 * 1024,
    FEWEST_WORDS = 2
};

struct note {
    struct phs_health_reader *reader;
    struct phs_slice names[MOST_NAMES]; /* words of the patient's name */
    size_t name_count;
    size_t patient, facts, contacts;     /* labels with a value behind */
    size_t numbers;                      /* labels that single somebody out */
    size_t persons;                      /* those of them that only patients have */
    const char *identifiers[MOST_KINDS]; /* different categories of them that say who it is */
    size_t identifier_count;
    uint32_t line, lone_line;
    struct phs_slice lone;             /* a name on a line of its own */
    uint32_t last, apart;              /* line of the last label; how far apart two records are */
    bool entry;                        /* a line of a log: dates and numbers in it are the program's */
    bool greeted;                      /* "Dear Maria Ortega," */
    bool numbered;                     /* "patient 4481902" */
    bool speaks;                       /* of patients */
    int others;                        /* of authors, developers ...: -1 no, 0 not looked at, 1 yes */
    bool wanted;                       /* greeted by name in such a text */
    bool told;                         /* written to one: "your prescription is ready" */
    bool own;                          /* a patient writes: "my date of birth is" */
    const char *headed;                /* category of a heading whose text stands below it */
    const struct phs_note_label *open; /* its value stands on the next line */
};

static bool starts_word(const char *start, const char *at) {
    return at == start || !isalnum((unsigned char)at[-1]);
}

/* "aws_db_option_group" and "subnet-group" are names, and their last words no labels. */
static bool is_tail_of_name(const char *start, const char *at) {
    return at - start > 1 && strchr("_-.", at[-1]) && isalnum((unsigned char)at[-2]);
}

/* Without a mark behind it a word is a label only where its text begins: "in the parameter group" of a page is none. */
static bool is_marked(const char *start, const char *at, const char *value) {
    for (const char *p = at; p < value; p++)
        if (strchr(":=|#", *p))
            return true;
    return at == start || strchr("\t|*", at[-1]) || (at - start > 1 && at[-1] == ' ' && strchr(" *-\t", at[-2]));
}

/* Two spaces, a tab, a bar or the next label end a value, and quotes one that began with them. */
static struct phs_slice value_at(const char *start, const char *at, const char *end) {
    const char *stop = at, *unused, *close = NULL;
    if (at > start && (at[-1] == '"' || at[-1] == '\''))
        close = memchr(at, at[-1], (size_t)(end - at));
    end = close ? close : end;
    if (at > start && at < end && at[-1] == '=' && *at == '[' && (close = memchr(at, ']', (size_t)(end - at))) != NULL) {
        at = stop = at + 1; /* name=[Marta Halvorsen] */
        end = close;
    }
    if (end - at > 3 && memcmp(at, "[**", 3) == 0)
        return phs_slice_n(at, 0);
    for (; stop < end; stop++) {
        if (*stop == '\t' || *stop == '|' || *stop == '<' ||
            (*stop == '\\' && stop + 3 < end && memcmp(stop, "\\par", 4) == 0) ||
            (*stop == ' ' && stop + 1 < end && stop[1] == ' '))
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

/* "Maria Ortega (sister), 12 Oak Street": what a name's label has behind it is more than the name. */
static struct phs_slice name_of(struct phs_slice value) {
    size_t n = 0;
    while (n < value.len && value.ptr[n] != '(' && value.ptr[n] != ';' && value.ptr[n] != '/' && value.ptr[n] != '[' &&
           !isdigit((unsigned char)value.ptr[n])) {
        if (value.ptr[n] == ',' && n + 2 < value.len && value.ptr[n + 1] == ' ' && !isupper((unsigned char)value.ptr[n + 2]))
            break;
        n++;
    }
    value = phs_slice_trim(phs_slice_n(value.ptr, n));
    while (value.len > 0 && strchr(",-.: ", value.ptr[value.len - 1]))
        value.len--;
    return value;
}

/* "E5538713) is allergic to latex", "01/28/1976, consent to ...": sentences go on behind numbers. */
static struct phs_slice number_of(struct phs_slice value) {
    bool digit = false;
    for (size_t i = 0; i < value.len; i++) {
        bool more = i + 2 < value.len && islower((unsigned char)value.ptr[i + 1 + (value.ptr[i] == ',')]);
        if (digit && (strchr(");", value.ptr[i]) || ((value.ptr[i] == ' ' || value.ptr[i] == ',') && more)))
            return phs_slice_trim(phs_slice_n(value.ptr, i));
        digit |= isdigit((unsigned char)value.ptr[i]) != 0;
    }
    return value;
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

static const struct phs_note_label patient_label = {"patient", "name", PHS_HEALTH_WEAK, true, true};
/* "Client: Marta Halvorsen" of a note; companies have clients and members too. */
static bool is_client(const struct phs_note_label *label, struct phs_slice value) {
    static const char *const texts[] = {"client",      "resident", "caller",    "dependent",
                                        "beneficiary", "claimant", "recipient", "veteran"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(label->text, texts[i]) == 0)
            return phs_health_looks_like_name(value) && phs_health_has_known_name(value) && !phs_health_is_organization(value);
    return false;
}

/* "PATIENT FACE SHEET" */
static bool is_heading(struct phs_slice value) {
    static const char *const words[] = {"FACE SHEET",   "CHART",  "SUMMARY", "INFORMATION",  "RECORD",
                                        "REGISTRATION", "INTAKE", "HISTORY", "DEMOGRAPHICS", "LIST",
                                        "CENSUS",       "LABEL",  "COPY",    "PROFILE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (value.len >= strlen(words[i]) && phs_slice_ieq(phs_slice_n(value.ptr, strlen(words[i])), phs_slice(words[i])))
            return true;
    return false;
}

static const struct phs_note_label called = {"name", "name", PHS_HEALTH_WEAK, false, false};

static void take_label(struct note *note, const struct phs_note_label *label, struct phs_slice value) {
    if (label->kind == PHS_HEALTH_FACT) {
        note->facts++;
        note->patient += label->patient;
        note->headed = value.len ? note->headed : label->category;
        phs_health_add(note->reader, label->category, PHS_HEALTH_FACT, note->line, value);
        return;
    }
    if (strcmp(label->category, "name") == 0)
        value = name_of(value);
    else if (label->kind == PHS_HEALTH_STRONG || strcmp(label->category, "dob") == 0 || strcmp(label->category, "date") == 0 ||
             strcmp(label->category, "phone") == 0)
        value = number_of(value);
    note->open = value.len == 0 && !note->entry ? label : NULL;
    if (strcmp(label->text, "member") == 0 && looks_like_name(value))
        label = &called;
    if (strcmp(label->text, "pt") == 0 && phs_health_looks_like_name(value))
        label = &patient_label;
    if (phs_health_is_empty(value) || !fits(label, value) || (strcmp(label->text, "patient") == 0 && is_heading(value)))
        return;
    note->patient += label->patient || is_client(label, value);
    note->contacts += label->kind == PHS_HEALTH_CONTACT;
    note->numbers += label->kind == PHS_HEALTH_STRONG;
    note->persons += label->patient && label->kind != PHS_HEALTH_CONTACT;
    if (label->kind == PHS_HEALTH_STRONG || label->kind == PHS_HEALTH_WEAK)
        count_identifier(note, label->category);
    if (strcmp(label->category, "name") == 0 && label->kind == PHS_HEALTH_WEAK)
        remember_name(note, value);
    phs_health_add(note->reader, label->category, (enum phs_health_kind)label->kind, note->line, value);
}

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

/* "Hi Marta, your prescription is ready" */
static bool is_greeting(const char *at, const char *end, struct phs_slice *ret_name) {
    static const char *const words[] = {"Hi ", "Hello ", "Dear ", "Hey "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(end - at) <= n || memcmp(at, words[i], n) != 0)
            continue;
        const char *name = at + n, *stop = phs_note_full_name_at(name, end);
        *ret_name = phs_slice_n(name, stop ? (size_t)(stop - name) : phs_note_run(name, end, isalpha));
        bool all = phs_slice_ieq(*ret_name, PHS_SLICE("Team")) || phs_slice_ieq(*ret_name, PHS_SLICE("All")) ||
                   phs_slice_ieq(*ret_name, PHS_SLICE("there")) || phs_slice_ieq(*ret_name, PHS_SLICE("Patient"));
        name += ret_name->len;
        return ret_name->len >= 3 && !all && isupper((unsigned char)ret_name->ptr[0]) &&
               (phs_health_has_known_name(*ret_name) || (name < end && strchr(",!:", *name)));
    }
    return false;
}

/* "patient John Q. Ortega", "Pt Ann Lee": two or three words with capitals behind the word, without a colon. */
static bool named_patient(const char *at, const char *end, struct phs_slice *ret_name) {
    size_t n = phs_note_run(at, end, isalpha), words = 0;
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

/* "[**Name 4471**]": what stood there was taken out. */
static const char *skip_removed(const char *at, const char *end) {
    if (end - at < 4 || memcmp(at, "[**", 3) != 0)
        return at;
    const char *close = memmem(at, (size_t)(end - at), "**]", 3);
    return close ? close + 3 : end;
}

/* "Dear Maria Ortega,"; "From: Maria Ortega (patient)". */
static void take_correspondent(struct note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *dear = memmem(line.ptr, line.len, "Dear ", 5),
               *patient = memmem(line.ptr, line.len, " (patient", 9);
    static const struct phs_note_label greeting = {"dear", "name", PHS_HEALTH_WEAK, false, false};
    if (dear && !note->entry) {
        const char *name = dear + 5, *stop;
        bool titled = end - name > 4 && (memcmp(name, "Mr", 2) == 0 || memcmp(name, "Ms", 2) == 0);
        if (titled)
            for (name += 2; name < end && strchr("rs. ~", *name);)
                name++;
        stop = phs_note_full_name_at(name, end);
        size_t n = stop ? (size_t)(stop - name) : titled ? phs_note_run(name, end, isalpha) : 0;
        if (n > 2 && name + n < end && strchr(",:!}", name[n])) {
            take_label(note, &greeting, phs_slice_n(name, n));
            note->greeted = true;
        }
    }
    if (patient && patient > line.ptr) {
        const char *name = patient;
        while (name > line.ptr && (isalpha((unsigned char)name[-1]) || strchr(" .'-", name[-1])))
            name--;
        while (name < patient && *name == ' ')
            name++;
        const char *stop = phs_note_full_name_at(name, patient);
        if (stop == patient)
            take_label(note, &patient_label, phs_slice_n(name, (size_t)(patient - name)));
    }
}

/* "this is Marta Halvorsen", "I, Marta Halvorsen, born ..." */
static void take_introduction(struct note *note, struct phs_slice line) {
    static const char *const words[] = {"this is ", "my name is ", "I am ", "I'm ", "It's ", "it's ", "I, "};
    const char *end = line.ptr + line.len;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = memmem(line.ptr, line.len, words[i], strlen(words[i]));
        const char *name = at ? at + strlen(words[i]) : NULL,
                   *stop = name && starts_word(line.ptr, at) ? phs_note_full_name_at(name, end) : NULL;
        if (stop && (stop == end || strchr(",.!; ", *stop)) && islower((unsigned char)name[1])) {
            note->numbered |= note->entry;
            take_label(note, note->entry ? &patient_label : &called, phs_slice_n(name, (size_t)(stop - name)));
            return;
        }
    }
}

static const struct phs_note_label complaint = {"complaint", "diagnosis", PHS_HEALTH_FACT, true, true};
static const struct phs_note_label patient_number = {"patient", "patient_id", PHS_HEALTH_STRONG, true, true};
static const struct phs_note_label patient_born = {"date of birth", "dob", PHS_HEALTH_WEAK, true, true};

static bool is_of_others(struct note *note) {
    struct phs_slice text = note->reader->bytes;
    if (note->others == 0)
        note->others =
            phs_health_is_of_others(phs_slice_n(text.ptr, text.len < LONGEST_TEXT ? text.len : LONGEST_TEXT)) ? 1 : -1;
    return note->others > 0;
}

/* Who somebody is, from what is said of them. */
static void take_people(struct note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *stop;
    bool told = note->told || (line.len < LONGEST_SENTENCE && phs_note_speaks_to_patient(line)), care = false, asked = false;
    struct phs_slice name, day, number;
    for (const char *at = line.ptr; at < end; at++) {
        if (!starts_word(line.ptr, at) || !isupper((unsigned char)*at))
            continue;
        if ((stop = phs_note_aged_at(at, end)) != NULL) {
            take_label(note, &patient_label, phs_slice_n(at, (size_t)(stop - at)));
        } else if (told && is_greeting(at, end, &name)) {
            take_label(note, &patient_label, name);
            note->greeted = note->wanted = true;
            stop = name.ptr + name.len;
        } else if (!note->entry && phs_note_titled_name(at, end, &name)) {
            care = asked ? care : phs_note_tells_of_care(line);
            asked = true;
            if (care)
                take_label(note, &patient_label, name);
            stop = name.ptr + name.len;
        } else if ((stop = phs_note_full_name_at(at, end)) != NULL && phs_note_is_treated_behind(stop, end)) {
            take_label(note, &patient_label, phs_slice_n(at, (size_t)(stop - at)));
            note->facts++;
            if (phs_health_is_complaint(line))
                take_label(note, &complaint, line);
        } else if ((stop = phs_note_person_at(line.ptr, at, end)) != NULL) {
            bool born = note->speaks && phs_note_born_behind(stop, end, &day);
            bool numbered = (note->speaks || !note->entry) && phs_note_numbered_behind(stop, end, &number);
            bool cared = (!note->entry || note->speaks) && !is_of_others(note) && (stop == end || *stop != ':') &&
                         phs_note_is_in_care(line);
            if (born || numbered || cared)
                take_label(note, &patient_label, phs_slice_n(at, (size_t)(stop - at)));
            if (born)
                take_label(note, &patient_born, day);
            if (numbered)
                take_label(note, &patient_number, number);
        }
        at = stop && stop > at ? stop - 1 : at;
    }
}

/* A name on a line of its own, and a day or a number on the next: the head of a note. */
static void take_lone_name(struct note *note, struct phs_slice line) {
    static const struct phs_note_label number = {"mrn", "mrn", PHS_HEALTH_STRONG, true, true};
    const char *end = line.ptr + line.len, *at = line.ptr;
    while (at < end && strchr(" #*>|-", *at))
        at++;
    if (note->lone.len && note->line <= note->lone_line + 2 && at < end && isdigit((unsigned char)*at)) {
        size_t digits = phs_note_run(at, end, isdigit);
        bool day = phs_note_is_date(at, end) && phs_health_holds_date(phs_slice_n(at, (size_t)(end - at)));
        if (day || (digits >= 6 && at + digits == end))
            take_label(note, &patient_label, note->lone);
        if (day)
            take_label(note, &patient_born, value_at(line.ptr, at, end));
        else if (digits >= 6 && at + digits == end)
            take_label(note, &number, phs_slice_n(at, digits));
        note->lone = PHS_SLICE("");
    }
    const char *stop = at < end && isupper((unsigned char)*at) ? phs_note_person_at(at, at, end) : NULL;
    if (!stop)
        return;
    const char *rest = stop;
    while (rest < end && strchr(" *|,.", *rest))
        rest++;
    if (rest == end) {
        note->lone = phs_slice_n(at, (size_t)(stop - at));
        note->lone_line = note->line;
    }
}

/* "LAST: HALVORSEN   FIRST: MARTA": together they are a name; alone either is a word. */
static void take_last_and_first(struct note *note, struct phs_slice line) {
    static const char *const words[] = {"last", "first"};
    struct phs_slice part[2];
    const char *end = line.ptr + line.len;
    for (size_t i = 0; i < 2; i++) {
        const char *at = line.ptr;
        size_t n = strlen(words[i]);
        while (at < end && !((size_t)(end - at) > n + 2 && strncasecmp(at, words[i], n) == 0 && starts_word(line.ptr, at) &&
                             (at[n] == ':' || at[n] == '.')))
            at++;
        if (at >= end)
            return;
        for (at += n; at < end && strchr(" .:_", *at);)
            at++;
        part[i] = value_at(line.ptr, at, end);
    }
    if (looks_like_name(part[0]) && looks_like_name(part[1])) {
        take_label(note, &called, part[0]);
        take_label(note, &called, part[1]);
    }
}

/* "From: Maria Ortega <mo@...>" of a message in which a patient writes. */
static void take_sender(struct note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *name = line.ptr + 6;
    bool from = note->own && line.len > 12 && memcmp(line.ptr, "From: ", 6) == 0,
         to = note->told && line.len > 12 && memcmp(line.ptr, "To: ", 4) == 0;
    if (!from && !to)
        return;
    name -= to ? 2 : 0;
    name += *name == '"';
    const char *stop = phs_note_full_name_at(name, end);
    if (stop)
        take_label(note, &patient_label, phs_slice_n(name, (size_t)(stop - name)));
}

/* "May I have your date of birth?": the answer stands on the next line. */
static void take_question(struct note *note, struct phs_slice line) {
    static const struct {
        const char *word;
        struct phs_note_label label;
    } questions[] = {{"birth", {"date of birth", "dob", PHS_HEALTH_WEAK, true, false}},
                     {"social", {"ssn", "ssn", PHS_HEALTH_STRONG, false, false}},
                     {"member id", {"member id", "insurance_id", PHS_HEALTH_STRONG, false, false}},
                     {"the id ", {"member id", "insurance_id", PHS_HEALTH_STRONG, false, false}},
                     {"mrn", {"mrn", "mrn", PHS_HEALTH_STRONG, true, false}},
                     {"dob", {"date of birth", "dob", PHS_HEALTH_WEAK, true, false}},
                     {"record number", {"mrn", "mrn", PHS_HEALTH_STRONG, true, false}},
                     {"phone", {"phone", "phone", PHS_HEALTH_CONTACT, false, false}},
                     {"address", {"address", "address", PHS_HEALTH_CONTACT, false, false}},
                     {"your name", {"name", "name", PHS_HEALTH_WEAK, false, false}}};
    line = phs_slice_trim(line);
    bool asks = line.len > 8 && (line.ptr[line.len - 1] == '?' || phs_health_has_word(line, "need her") ||
                                 phs_health_has_word(line, "need his") || phs_health_has_word(line, "need the "));
    for (size_t i = 0; asks && i < sizeof questions / sizeof *questions; i++)
        if (phs_health_has_word(line, questions[i].word)) {
            note->open = &questions[i].label;
            return;
        }
}

/* "CALLER: 3/14/1961", "**Caller:** 3/14/1961", "[9:03 AM] Luis: 48392011" */
static struct phs_slice without_speaker(struct phs_slice line) {
    size_t n = 0;
    if (line.len > 4 && line.ptr[0] == '[' && memchr(line.ptr, ']', line.len < 30 ? line.len : 30))
        n = (size_t)((const char *)memchr(line.ptr, ']', 30) - line.ptr) + 1;
    size_t first = n;
    while (n < line.len && n < first + 24 && (isalpha((unsigned char)line.ptr[n]) || strchr(" *>_", line.ptr[n])))
        n++;
    if (n < first + 2 || n + 1 >= line.len || line.ptr[n] != ':')
        return first ? phs_slice_trim(phs_slice_n(line.ptr + first, line.len - first)) : line;
    for (n++; n < line.len && strchr(" *_", line.ptr[n]);)
        n++;
    return phs_slice_n(line.ptr + n, line.len - n);
}

/* "Halvorsen, Marta  MRN 48392011": who is named in front of a number of a record. */
static void take_bearer(struct note *note, const char *start, const char *label, bool patient) {
    const char *unused;
    for (const char *at = start; at < label; at++) {
        if (!starts_word(start, at) || !isupper((unsigned char)*at))
            continue;
        const char *stop = phs_note_full_name_at(at, label);
        if (!stop || phs_note_label_words(at, label, &unused) || (stop < label && isalpha((unsigned char)*stop)))
            continue;
        size_t letters = phs_note_run(at, label, isalpha);
        if (is_title(phs_slice_n(at, letters)) || (!patient && !phs_note_person_at(start, at, label)))
            continue;
        take_label(note, &called, phs_slice_n(at, (size_t)(stop - at)));
        return;
    }
}

/* "claim for Marta Halvorsen, DOB 03/14/1961" in a line of a log: the name ends where the birthday begins. */
static void take_born(struct note *note, const char *start, const char *label) {
    for (const char *at = start; at < label; at++) {
        if (!starts_word(start, at) || !isupper((unsigned char)*at))
            continue;
        const char *stop = phs_note_full_name_at(at, label), *p = stop;
        while (p && p < label && strchr(" ,(", *p))
            p++;
        if (p && p == label) {
            take_label(note, &called, phs_slice_n(at, (size_t)(stop - at)));
            return;
        }
    }
}

/* "Sure, it's U48392011": behind the words of an answer, what it was asked for. */
static struct phs_slice answer_of(const struct phs_note_label *label, struct phs_slice value) {
    if (label->kind != PHS_HEALTH_STRONG && strcmp(label->category, "dob") != 0 && strcmp(label->category, "phone") != 0)
        return value;
    for (size_t i = 0; i < value.len && value.ptr[0] != '|'; i++) {
        bool start = (i == 0 || strchr(" ,:", value.ptr[i - 1])) && isalnum((unsigned char)value.ptr[i]);
        const char *at = value.ptr + i, *end = value.ptr + value.len;
        size_t letters = phs_note_run(at, end, isupper);
        if (start &&
            ((letters <= 4 && at + letters < end && isdigit((unsigned char)at[letters])) || phs_note_is_month(at, end)))
            return phs_slice_n(at, (size_t)(end - at));
    }
    return value;
}

static void take_open(struct note *note, struct phs_slice line) {
    const struct phs_note_label *label = note->open;
    const char *unused, *end = line.ptr + line.len, *stop;
    struct phs_slice value = without_speaker(phs_slice_trim(line));
    note->open = NULL;
    if (!label || value.len == 0 || phs_note_label_at(value.ptr, end, &unused))
        return;
    struct phs_slice answer = answer_of(label, value);
    if (strcmp(label->category, "name") != 0 && (stop = phs_note_person_at(value.ptr, value.ptr, end)) != NULL)
        take_label(note, &called, phs_slice_n(value.ptr, (size_t)(stop - value.ptr))); /* both were asked for */
    take_label(note, label, value_at(answer.ptr, answer.ptr, end));
}

/* "Name/Nombre" and "Medicare Number" on a card: the value stands below. */
static void take_heading(struct note *note, struct phs_slice line) {
    const char *stop;
    line = phs_slice_trim(line);
    if (note->entry || line.len < 3 || line.len > LONGEST_HEADING || !isalpha((unsigned char)line.ptr[0]))
        return;
    const struct phs_note_label *label = phs_note_label_words(line.ptr, line.ptr + line.len, &stop);
    bool alone = label && (stop == line.ptr + line.len || *stop == '/');
    if (alone && (label->kind == PHS_HEALTH_STRONG || label->kind == PHS_HEALTH_WEAK))
        note->open = label;
}

/* "RX 7734021" on a bottle: the number of somebody's prescription. */
static bool is_prescription(const char *at, const char *end, struct phs_slice *ret_number) {
    const char *p = at + 2;
    if (end - at < 8 || strncasecmp(at, "rx", 2) != 0 || !strchr(" #:", *p))
        return false;
    while (p < end && strchr(" #:", *p))
        p++;
    *ret_number = phs_slice_n(p, phs_note_run(p, end, isdigit));
    return ret_number->len >= 6 && ret_number->len <= 12;
}

/* "MRN130068": the letters are part of the number. */
static bool is_record_number(const char *at, const char *end, struct phs_slice *ret_number) {
    if (end - at < 8 || memcmp(at, "MRN", 3) != 0 || phs_note_run(at + 3, end, isdigit) < 5)
        return false;
    *ret_number = phs_slice_n(at, 3 + phs_note_run(at + 3, end, isdigit));
    return true;
}

static void take_labels(struct note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len, *value;
    if (note->open)
        take_open(note, line);
    take_correspondent(note, line);
    take_people(note, line);
    if (note->entry && line.len < LONGEST_SENTENCE && phs_health_has_word(line, "patient"))
        take_introduction(note, line);
    if (!note->entry) {
        take_sender(note, line);
        take_last_and_first(note, line);
        take_lone_name(note, line);
        take_introduction(note, line);
        take_question(note, line);
    }
    take_heading(note, line);
    for (const char *at = line.ptr; at < end; at++) {
        at = skip_removed(at, end);
        if (at >= end || !isalpha((unsigned char)*at) || !starts_word(line.ptr, at) || is_tail_of_name(line.ptr, at))
            continue;
        const struct phs_note_label *label = phs_note_label_at(at, end, &value);
        struct phs_slice name;
        static const struct phs_note_label prescription = {"rx", "account_number", PHS_HEALTH_STRONG, true, true};
        if (!note->entry && *at == 'R' && line.len < LONGEST_LABEL && is_prescription(at, end, &name)) {
            take_label(note, &prescription, name);
            at = name.ptr + name.len - 1;
            continue;
        }
        if (label && value[-1] == '\t' && !is_marked(line.ptr, at, value))
            label = NULL;
        label = label || note->entry ? label : phs_note_label_in_form(line.ptr, at, end, &value);
        if (label && !note->entry && at > line.ptr && at[-1] == '"')
            label = NULL; /* the key of a program's data */
        if (label) {
            if (!note->entry && label->kind == PHS_HEALTH_STRONG)
                take_bearer(note, line.ptr, at, label->patient);
            else if (strcmp(label->category, "dob") == 0 && value < end && isdigit((unsigned char)*value))
                take_born(note, line.ptr, at);
            take_label(note, label, value_at(line.ptr, value, end));
            at = value > at + 1 ? value - 1 : at;
        } else if (is_record_number(at, end, &name)) {
            static const struct phs_note_label record = {"mrn", "mrn", PHS_HEALTH_STRONG, true, true};
            take_label(note, &record, name);
            at = name.ptr + name.len - 1;
        } else if (strchr("pcs", *at | 0x20) && phs_note_numbered_patient(at, end, &name)) {
            take_label(note, &patient_number, name);
            note->numbered = true;
            at = name.ptr + name.len - 1;
        } else if ((*at | 0x20) == 'p' && named_patient(at, end, &name)) {
            take_label(note, &patient_label, name);
            at = name.ptr + name.len - 1;
        } else
            while (at + 1 < end && isalnum((unsigned char)at[1]))
                at++;
    }
}

static bool is_patient_word(const struct note *note, const char *at, const char *end) {
    struct phs_slice word = phs_slice_n(at, phs_note_run(at, end, isalpha));
    for (size_t i = 0; i < note->name_count && isupper((unsigned char)*at); i++)
        if (phs_slice_ieq(note->names[i], word))
            return true;
    return false;
}

static void contact(struct note *note, const char *category, const char *at, const char *end) {
    size_t n = (size_t)(end - at) < 16 ? (size_t)(end - at) : 16;
    if (note->entry && (strcmp(category, "date") == 0 || strcmp(category, "account_number") == 0))
        return;
    note->contacts += strcmp(category, "phone") == 0 || strcmp(category, "email") == 0 || strcmp(category, "address") == 0;
    phs_health_add(note->reader, category, PHS_HEALTH_CONTACT, note->line, phs_slice_n(at, n));
}

/* "SSN ends in 6618", "last four of his social 6618" */
static bool is_ssn_tail(const char *at, const char *end) {
    if (end - at < 8 || (strncasecmp(at, "ssn", 3) != 0 && strncasecmp(at, "social", 6) != 0))
        return false;
    const char *p = at, *stop = end - at < 40 ? end : at + 40;
    while (p < stop && !isdigit((unsigned char)*p))
        p++;
    return phs_note_run(p, end, isdigit) == 4;
}

static const char *at_digit(struct note *note, struct phs_slice line, const char *at) {
    const char *end = line.ptr + line.len;
    if (phs_note_is_ssn(at, end))
        phs_health_add(note->reader, "ssn", PHS_HEALTH_STRONG, note->line, phs_slice_n(at, 11));
    else if (phs_note_is_phone(line.ptr, at, end))
        contact(note, "phone", at, end);
    else if (phs_note_is_ip(at, end))
        contact(note, "ip", at, end);
    else if (phs_note_is_date(at, end))
        contact(note, "date", at, end);
    else if (phs_note_is_street(at, end) || phs_note_is_zip(line.ptr, at, end))
        contact(note, "address", at, end);
    else if (phs_note_is_number(at, end))
        contact(note, "account_number", at, end);
    else if (!note->entry && phs_note_is_great_age(at, end))
        contact(note, "demographics", at, end);
    else
        return at + phs_note_run(at, end, isdigit);
    while (at < end && (isdigit((unsigned char)*at) || strchr("-/.()", *at)))
        at++;
    return at;
}

/* Things that count only because the text is about a patient. */
static void take_things(struct note *note, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; at < end;) {
        const char *kin, *behind = skip_removed(at, end);
        if (behind > at) {
            at = behind;
            continue;
        }
        bool start = starts_word(line.ptr, at);
        if (start && !note->entry && (kin = phs_note_kin_at(at, end)) != NULL) {
            contact(note, "name", at, kin);
            at = kin;
            continue;
        }
        if (start && (isdigit((unsigned char)*at) || (*at == '(' && phs_note_is_phone(line.ptr, at, end)))) {
            at = at_digit(note, line, at);
            continue;
        }
        if (start && isupper((unsigned char)*at)) {
            const char *stop = note->entry ? NULL : phs_note_person_at(line.ptr, at, end);
            if (stop && !phs_health_is_complaint(phs_slice_n(at, (size_t)(stop - at)))) {
                contact(note, "name", at, stop);
                at = stop;
                continue;
            }
            if (phs_note_is_titled(at, end) || is_patient_word(note, at, end))
                contact(note, "name", at, end);
            else if (phs_note_is_month(at, end))
                contact(note, "date", at, end);
            else if (phs_note_is_number(at, end))
                contact(note, "account_number", at, end);
            else if (!note->entry && phs_note_is_postcode(at, end))
                contact(note, "address", at, end);
        }
        if (start && !note->entry && (*at | 0x20) == 's' && is_ssn_tail(at, end))
            contact(note, "ssn", at, end);
        if (*at == '@' && at > line.ptr && isalnum((unsigned char)at[-1]) && at + 1 < end && isalnum((unsigned char)at[1]) &&
            memchr(at, '.', (size_t)(end - at)))
            contact(note, "email", at, end);
        at++;
    }
}

/* A patient is named and something is said about health, or two things say who it is. Letters and forms have no label that says
 * "patient": there the words do, and a text full of them needs one thing only. */
static bool is_about_patient(struct note *note, bool whole) {
    bool told = note->patient > 0 && (note->facts > 0 || note->identifier_count > 1);
    if (note->identifier_count == 0)
        return false;
    if (!whole)
        return told || (note->patient > 0 && (note->contacts > 0 || note->numbered));
    bool letter = note->reader->bytes.len < 2 * LARGEST_LETTER;
    size_t words = phs_note_health_words(
        phs_slice_n(note->reader->bytes.ptr, note->reader->bytes.len < LONGEST_TEXT ? note->reader->bytes.len : LONGEST_TEXT));
    return told || (words >= 2 && note->identifier_count > 1) || (words >= 3 && note->patient > 0) ||
           (words >= 1 && note->persons >= 3) ||
           (words >= 2 && note->greeted && phs_health_has_word(note->reader->bytes, "appointment")) ||
           (words >= 3 && note->greeted && note->contacts > 0) || (words >= 3 && note->numbers > 0 && letter) ||
           (words >= 2 && note->wanted) || (words >= 4 && note->contacts > 0 && letter && !is_of_others(note));
}

static void each_line(struct note *note, void (*take)(struct note *note, struct phs_slice line)) {
    struct phs_slice rest = note->reader->bytes, line;
    note->line = 0;
    while (!note->reader->limited && phs_health_next_line(&rest, &note->line, &line))
        take(note, line.len > LONGEST_LINE ? phs_slice_n(line.ptr, LONGEST_LINE) : line);
}

/* A heading tells what the record is about; it is no line with anything of anybody. */
static void end_record(struct note *note) {
    struct phs_health_reader *reader = note->reader;
    for (size_t i = reader->record; note->persons >= 3 && !note->entry && i < reader->items.n; i++)
        if (strcmp(reader->items.at[i].category, "dob") == 0) /* a list of patients by bed and birth */
            reader->items.at[i].kind = PHS_HEALTH_STRONG;
    if (note->headed && reader->items.n > reader->record)
        phs_health_add(reader, note->headed, PHS_HEALTH_FACT, reader->items.at[reader->record].line, PHS_SLICE("heading"));
    phs_health_end(reader, true);
}

static void end_entry(struct note *note) {
    if (is_about_patient(note, false))
        end_record(note);
    else
        phs_health_drop(note->reader, note->reader->record);
    note->patient = note->facts = note->contacts = note->persons = note->identifier_count = note->name_count = 0;
    note->headed = NULL;
    note->numbered = false;
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
    note.speaks = phs_health_speaks_of_patients(reader->bytes);
    each_line(&note, take_entry);
    end_entry(&note);
    return reader->items.n > 0;
}

bool phs_health_note(struct phs_health_reader *reader) {
    struct note note = {.reader = reader};
    struct phs_slice head = phs_slice_n(reader->bytes.ptr, reader->bytes.len < LONGEST_TEXT ? reader->bytes.len : LONGEST_TEXT);
    note.own = phs_note_speaks_as_patient(head);
    note.told = phs_note_speaks_to_patient(head);
    note.speaks = phs_health_speaks_of_patients(head);
    each_line(&note, take_labels);
    if (!is_about_patient(&note, true)) {
        phs_health_drop(reader, reader->record);
        size_t before = reader->items.n;
        phs_health_log(reader, 0);
        bool whole = reader->items.n > before && reader->bytes.len < LARGEST_LETTER && !is_of_others(&note) &&
                     phs_note_health_words(head) >= FEWEST_WORDS;
        if (!whole)
            return reader->items.n > before;
        each_line(&note, take_labels);
    }
    each_line(&note, take_things);
    end_record(&note);
    return true;
}
