/* SPDX-License-Identifier: Apache-2.0 */
/* JSON and NDJSON without a tree: one pass that tells objects, lists and values as they come. What is no JSON is stepped over.
 */
#include <ctype.h>

#include "parse/health/fhir.h"
#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

enum {
    LONGEST_NAME = 96,
    MOST_MEMBERS = 20000,
    PUMPED = 16 << 10,
    SHORT_KEY = 2,
    FEWEST_TURNS = 2,
    MOST_TURNS = 500,
    NEAREST = 3
};

struct scan {
    const char *at, *end;
    uint32_t line, value_line; /* of the place, of the value given last */
    struct phs_slice key;      /* of the value that comes next; empty in a list */
    size_t depth;
};

enum token { END, OPEN_OBJECT, OPEN_LIST, CLOSE, VALUE };

static struct phs_slice take_string(struct scan *scan) {
    const char *start = ++scan->at;
    while (scan->at < scan->end && *scan->at != '"') {
        scan->line += *scan->at == '\n';
        scan->at += *scan->at == '\\' && scan->at + 1 < scan->end ? 2 : 1;
    }
    if (scan->at > scan->end)
        scan->at = scan->end;
    struct phs_slice text = phs_slice_n(start, (size_t)(scan->at - start));
    scan->at += scan->at < scan->end;
    return text;
}

static struct phs_slice take_word(struct scan *scan) {
    const char *start = scan->at;
    while (scan->at < scan->end && !strchr(",]}[{\":", *scan->at) && !isspace((unsigned char)*scan->at))
        scan->at++;
    if (scan->at == start)
        scan->at++;
    return phs_slice_n(start, (size_t)(scan->at - start));
}

static void skip_space(struct scan *scan) {
    for (; scan->at < scan->end && (isspace((unsigned char)*scan->at) || *scan->at == ','); scan->at++)
        scan->line += *scan->at == '\n';
}

/* A string with a colon behind it is the key of what follows. */
static enum token next(struct scan *scan, struct phs_slice *ret_value) {
    for (;;) {
        skip_space(scan);
        if (scan->at >= scan->end)
            return END;
        char c = *scan->at;
        scan->value_line = scan->line;
        if (c == '{' || c == '[') {
            scan->at++;
            return c == '{' ? OPEN_OBJECT : OPEN_LIST;
        }
        if (c == '}' || c == ']') {
            scan->at++;
            return CLOSE;
        }
        if (c != '"') {
            *ret_value = take_word(scan);
            if (phs_slice_is(*ret_value, ":"))
                continue;
            return VALUE;
        }
        struct phs_slice text = take_string(scan);
        while (scan->at < scan->end && isspace((unsigned char)*scan->at))
            scan->line += *scan->at++ == '\n';
        if (scan->at >= scan->end || *scan->at != ':') {
            *ret_value = text;
            return VALUE;
        }
        scan->at++;
        scan->key = text;
    }
}

bool phs_health_fhir_json(struct phs_health_reader *reader) {
    struct phs_fhir *fhir = PHS_NEW(reader->arena, struct phs_fhir);
    struct scan scan = {.at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    struct phs_slice value;
    fhir->reader = reader;
    for (enum token token; (token = next(&scan, &value)) != END;) {
        if (token == VALUE) {
            phs_fhir_value(fhir, scan.key, value, scan.value_line);
        } else if (token == CLOSE) {
            phs_fhir_close(fhir);
            if (fhir->depth == 0) {
                phs_health_end(reader, fhir->patient);
                fhir->patient = false;
            }
        } else {
            phs_fhir_open(fhir, scan.key, token == OPEN_LIST);
        }
        scan.key = (struct phs_slice){0};
    }
    while (fhir->depth)
        phs_fhir_close(fhir);
    phs_health_end(reader, fhir->patient);
    return true;
}

/* Where an object and what it nests become a record of its own: the elements of the outermost list. */
struct object {
    bool list;
    struct phs_slice key;
    uint32_t tag; /* of the DICOM element that it holds (PS3.18 F.2), or 0 */
    bool day;     /* whose value representation is a day's */
};

struct member {
    struct phs_slice key, value;
    uint32_t line;
    struct phs_slice within[NEAREST]; /* keys of the objects that it stands in, the nearest first */
};

struct objects {
    struct object at[PHS_FHIR_DEEPEST];
    size_t depth;
    PHS_VEC(const struct phs_health_column *) columns; /* of the record under way */
    struct phs_slice label;                            /* {"key": "patient_mrn", "value": ...}, {"type": "MRN", ...} */
    PHS_VEC(struct member) members;                    /* of the record under way whose keys are no columns */
    size_t counted, turns;                             /* records of lists in the object under way; who spoke in a dialogue */
    bool speaks;                                       /* the text is about patients */
    PHS_VEC(struct member) spoken;
    bool pair;           /* the object under way was such a pair: its neighbours belong to the same record */
    uint32_t keys, told; /* of the element under way, whatever their order; of the last one that counted */
    bool worn;           /* a field holds the number of a device that only patients have */
    bool patient, image; /* a field or an object of it says so; elements of an image */
};

/* "00100010": {"vr": "PN", "Value": [{"Alphabetic": "..."}]}; what is nested belongs to the element too. */
static uint32_t tag_of(const struct objects *objects, struct phs_slice key) {
    uint32_t tag = 0;
    if (key.len != 8)
        return objects->depth && objects->depth <= PHS_FHIR_DEEPEST ? objects->at[objects->depth - 1].tag : 0;
    for (size_t i = 0; i < key.len; i++) {
        if (!isxdigit((unsigned char)key.ptr[i]))
            return 0;
        unsigned char c = (unsigned char)tolower((unsigned char)key.ptr[i]);
        tag = tag << 4 | (uint32_t)(isdigit(c) ? c - '0' : c - 'a' + 10);
    }
    return tag;
}

static void take_element(struct phs_health_reader *reader, struct objects *objects, uint32_t line, struct phs_slice value) {
    const char *category;
    enum phs_health_kind kind;
    struct object *object = objects->depth && objects->depth <= PHS_FHIR_DEEPEST ? &objects->at[objects->depth - 1] : NULL;
    uint32_t tag = object ? object->tag : 0;
    if (tag && (phs_slice_is(value, "DA") || phs_slice_is(value, "DT")))
        object->day = true;
    if (!tag || value.len <= 2 || value.len > 200)
        return;
    if (!phs_health_dicom_tag(tag, &category, &kind)) {
        bool day = object->day || (object->list && objects->depth > 1 && objects->at[objects->depth - 2].day);
        if (!day && !phs_health_is_uid(tag))
            return;
        category = day ? "date" : "account_number";
        kind = PHS_HEALTH_CONTACT;
    }
    objects->image = true;
    phs_health_add(reader, category, kind, line, value);
}

/* "name" is a key of anything: a person's is of two words, or somebody is called so ("STATUS", "AES128-SHA"). */
static bool is_any_name(const struct phs_health_column *column, struct phs_slice value) {
    if (strcmp(column->name, "username") == 0)
        return !phs_health_looks_like_name(value);
    if (strcmp(column->name, "name") != 0)
        return false;
    for (size_t i = 0; i + 4 < value.len; i++)
        if (isdigit((unsigned char)value.ptr[i]))
            return true;
    bool numbered = value.len > 4 && isdigit((unsigned char)value.ptr[value.len - 1]); /* Synthea's end with digits */
    return !numbered && !phs_health_looks_like_name(value) && !phs_health_has_known_name(value);
}

/* A pump is a patient's where the text is about what it gives. */
static bool is_worn(const struct phs_health_reader *reader, struct phs_slice key, struct phs_slice value) {
    static const char *const given[] = {"reservoir", "insulin", "glucose", "bolus", "basal", "infusion"};
    struct phs_slice head = reader->bytes;
    head.len = head.len < PUMPED ? head.len : PUMPED;
    bool pump = false;
    if (phs_slice_starts(value, "CGM-") || phs_health_is_worn(key, &pump))
        return true;
    for (size_t i = 0; pump && i < sizeof given / sizeof *given; i++)
        if (phs_health_has_word(head, given[i]))
            return true;
    return false;
}

static bool take_field(struct phs_health_reader *reader, struct objects *objects, const struct phs_health_column *column,
                       bool patient, struct phs_slice key, uint32_t line, struct phs_slice value) {
    if (!column || (column->kind == PHS_HEALTH_FACT ? value.len > 400 : !phs_health_fits(column->category, value)) ||
        is_any_name(column, value))
        return false;
    objects->patient |= patient;
    phs_health_take(reader, column, line, value);
    PHS_PUSH(reader->arena, objects->columns, column);
    objects->worn |= strcmp(column->category, "device_id") == 0 && is_worn(reader, key, value);
    return column->kind != PHS_HEALTH_FACT;
}

/* "provider": {"address": {"phone": ...}}: the nearest word says whose it is. */
static bool is_of_others(const struct member *member) {
    for (size_t i = 0; i < NEAREST && member->within[i].len; i++) {
        enum phs_health_whose whose = phs_health_whose(member->within[i]);
        if (whose != PHS_HEALTH_ANYBODYS)
            return whose == PHS_HEALTH_OTHERS;
    }
    return false;
}

static void remember(struct phs_health_reader *reader, struct objects *objects, struct phs_slice key, struct phs_slice value,
                     uint32_t line) {
    if (value.len < 3 || objects->members.n >= MOST_MEMBERS)
        return;
    struct member member = {.key = key, .value = value, .line = line};
    size_t n = 0;
    for (size_t i = objects->depth < PHS_FHIR_DEEPEST ? objects->depth : PHS_FHIR_DEEPEST; i > 0 && n < NEAREST; i--)
        if (objects->at[i - 1].key.len)
            member.within[n++] = objects->at[i - 1].key;
    PHS_PUSH(reader->arena, objects->members, member);
}

/* Two words at least, whatever people are called. */
static bool is_somebody(struct phs_slice value) {
    return value.len < 48 && phs_health_looks_like_name(value) && !phs_health_is_organization(value) &&
           !phs_health_is_clinician(value) && !phs_health_is_complaint(value);
}

/* {"pt": {"n": "Marta Halvorsen", "b": ...}}: in an object of a patient's a name needs no key that says so. */
static bool is_name_in_person(const struct member *member) {
    return member->key.len <= SHORT_KEY && member->within[0].len && is_somebody(member->value) &&
           phs_health_whose(member->within[0]) == PHS_HEALTH_PERSONS;
}

/* The members whose keys are no columns, now that the object is about a patient. person: told by somebody and what ails him. */
static void take_members(struct phs_health_reader *reader, const struct objects *objects, bool person) {
    for (size_t i = 0; i < objects->members.n; i++) {
        const struct member *member = &objects->members.at[i];
        const char *category = is_of_others(member) ? NULL : phs_health_guess(member->key, member->value);
        bool name = person && category && strcmp(category, "name") == 0 && is_somebody(member->value);
        if (category)
            phs_health_add(reader, category, name ? PHS_HEALTH_WEAK : PHS_HEALTH_CONTACT, member->line, member->value);
        else if (objects->patient && is_name_in_person(member))
            phs_health_add(reader, "name", PHS_HEALTH_WEAK, member->line, member->value);
        else if (phs_health_is_prose(member->value))
            phs_health_things(reader, member->line, member->value);
    }
}

/* {"to": "+16196478719", "template": "appt_reminder_v2"} */
static bool is_reminder(const struct member *member) {
    return phs_slice_is(member->key, "template") &&
           (phs_health_has_word(member->value, "appt") || phs_health_has_word(member->value, "appointment") ||
            phs_health_has_word(member->value, "refill") || phs_health_has_word(member->value, "visit"));
}

/* {"to": "+16196478719", "body": "Hi Paulette, reminder of your visit ..."}: written to somebody about his care. */
static bool is_message(const struct objects *objects) {
    bool told = false, reached = false;
    for (size_t i = 0; i < objects->members.n && !told; i++)
        told =
            (phs_health_is_prose(objects->members.at[i].value) && phs_note_speaks_to_patient(objects->members.at[i].value)) ||
            is_reminder(&objects->members.at[i]);
    for (size_t i = 0; told && i < objects->members.n && !reached; i++) {
        const struct member *member = &objects->members.at[i];
        const char *category = member->value.len < 60 ? phs_health_guess(member->key, member->value) : NULL;
        reached =
            category && (strcmp(category, "phone") == 0 || strcmp(category, "email") == 0 || strcmp(category, "name") == 0);
    }
    return reached;
}

static bool is_short_person(const struct objects *objects) {
    bool name = false, more = false;
    for (size_t i = 0; i < objects->columns.n; i++)
        more |= objects->columns.at[i]->kind != PHS_HEALTH_FACT && strcmp(objects->columns.at[i]->category, "name") != 0;
    for (size_t i = 0; objects->patient && i < objects->members.n; i++) {
        bool named = is_name_in_person(&objects->members.at[i]);
        name |= named;
        more |= !named && phs_health_guess(objects->members.at[i].key, objects->members.at[i].value);
    }
    return objects->patient && name && more;
}

/* {"user": "marta@...", "pump_serial": "T2-0988417"}: whoever has it is treated with it. */
static bool is_wearer(const struct phs_health_reader *reader, const struct objects *objects) {
    bool somebody = false, worn = objects->worn;
    for (size_t i = 0; i < objects->members.n && !worn; i++) {
        const struct member *member = &objects->members.at[i];
        worn = member->value.len < 30 && phs_health_fits("mrn", member->value) && is_worn(reader, member->key, member->value);
    }
    for (size_t i = 0; worn && !somebody && i < objects->members.n; i++) {
        const struct member *member = &objects->members.at[i];
        somebody = member->value.len < 60 && (phs_health_fits("email", member->value) || is_somebody(member->value));
    }
    return somebody && worn;
}

static void take_wearer(struct phs_health_reader *reader, const struct objects *objects) {
    for (size_t i = 0; i < objects->members.n; i++) {
        const struct member *member = &objects->members.at[i];
        const char *category = phs_health_guess(member->key, member->value);
        bool email = member->value.len < 60 && phs_health_fits("email", member->value);
        bool name = member->value.len < 60 && is_somebody(member->value);
        if (email || name)
            phs_health_add(reader, email ? "email" : "name", email ? PHS_HEALTH_STRONG : PHS_HEALTH_WEAK, member->line,
                           member->value);
        else if (category || (member->value.len < 30 && phs_health_fits("mrn", member->value) &&
                              is_worn(reader, member->key, member->value)))
            phs_health_add(reader, category ? category : "device_id", PHS_HEALTH_CONTACT, member->line, member->value);
    }
}

/* {"who": "Marta Halvorsen", "bday": "1961-03-14", "cc": "vertigo"}: somebody, born once, and what he came for. */
static bool is_person_in_care(const struct objects *objects) {
    bool name = false, birth = false, care = false, fact = false;
    for (size_t i = 0; i < objects->columns.n; i++) {
        const struct phs_health_column *column = objects->columns.at[i];
        name |= column->kind == PHS_HEALTH_WEAK && strcmp(column->category, "name") == 0;
        birth |= strcmp(column->category, "dob") == 0;
        fact |= column->kind == PHS_HEALTH_FACT && column->patient;
    }
    for (size_t i = 0; (birth || fact) && i < objects->members.n; i++) {
        const struct member *member = &objects->members.at[i];
        const char *category = member->value.len < 60 ? phs_health_guess(member->key, member->value) : NULL;
        name |= category && strcmp(category, "name") == 0;
        care |= phs_health_names_care(member->key) ||
                (!category && member->value.len < 200 && phs_health_names_care(member->value));
    }
    return name && ((birth && care) || fact);
}

/* Such a message is about health, and whoever it is sent to is the patient. */
static void take_message(struct phs_health_reader *reader, const struct objects *objects) {
    for (size_t i = 0; i < objects->members.n; i++) {
        const struct member *member = &objects->members.at[i];
        const char *category = phs_health_guess(member->key, member->value);
        bool who = category && (strcmp(category, "phone") == 0 || strcmp(category, "email") == 0);
        if (category)
            phs_health_add(reader, category, who ? PHS_HEALTH_STRONG : PHS_HEALTH_CONTACT, member->line, member->value);
        else if (phs_health_is_prose(member->value)) {
            phs_health_things(reader, member->line, member->value);
            phs_health_add(reader, "note", PHS_HEALTH_FACT, member->line, member->value);
        }
    }
    phs_health_end(reader, true);
}

/* Elements of one kind: where some have shown themselves to be patients, all that name somebody are. */
static bool names_one(const struct objects *objects) {
    for (size_t i = 0; i < objects->columns.n; i++)
        if (objects->columns.at[i]->kind == PHS_HEALTH_WEAK && strcmp(objects->columns.at[i]->category, "name") == 0)
            return true;
    for (size_t i = 0; i < objects->members.n; i++) {
        const struct member *member = &objects->members.at[i];
        const char *category = is_somebody(member->value) ? phs_health_guess(member->key, member->value) : NULL;
        if (category && strcmp(category, "name") == 0)
            return true;
    }
    return false;
}

static void end_object(struct phs_health_reader *reader, struct objects *objects, bool root) {
    size_t before = reader->record;
    bool counts = objects->image || phs_health_columns_count(objects->columns.at, objects->columns.n, objects->patient) ||
                  is_short_person(objects);
    bool person =
        !counts && (is_person_in_care(objects) || (objects->told && objects->told == objects->keys && names_one(objects)));
    if (counts || person)
        take_members(reader, objects, person);
    else if (is_wearer(reader, objects))
        take_wearer(reader, objects);
    else {
        phs_health_drop(reader, reader->record);
        if (root && objects->counted == 1) { /* what stands around the one patient of a list */
            take_members(reader, objects, false);
            phs_health_adopt(reader);
        } else if (objects->speaks && objects->members.n && is_message(objects))
            take_message(reader, objects);
    }
    phs_health_end(reader, true);
    objects->told = root ? 0 : reader->record > before ? objects->keys : objects->told;
    objects->keys = 0;
    objects->counted = root ? 0 : objects->counted + (reader->record > before);
    objects->columns.n = objects->members.n = 0;
    objects->patient = objects->image = objects->worn = false;
}

/* "demographics/date_of_birth", "vitals/body:0/temperature|magnitude": the last step of a path says what it is. */
static struct phs_slice last_of(struct phs_slice key) {
    if (key.len == 0)
        return key;
    const char *bar = memchr(key.ptr, '|', key.len), *slash = memrchr(key.ptr, '/', key.len);
    const char *end = bar && bar > key.ptr ? bar : key.ptr + key.len;
    return slash && slash + 1 < end ? phs_slice_n(slash + 1, (size_t)(end - slash - 1)) : key;
}

/* "line1" of "address", "name" of "emergencyContact": what is in an object is said by both. */
static const struct phs_health_column *column_of(const struct objects *objects, struct phs_slice key, bool *ret_patient) {
    const struct phs_health_column *column = phs_health_column_named(last_of(key), ret_patient);
    size_t depth = objects->depth < PHS_FHIR_DEEPEST ? objects->depth : PHS_FHIR_DEEPEST;
    char both[LONGEST_NAME];
    while (!column && depth > 0 && objects->at[depth - 1].key.len == 0)
        depth--;
    if (column || depth == 0 || objects->at[depth - 1].key.len + key.len + 1 >= sizeof both)
        return column;
    struct phs_slice above = objects->at[depth - 1].key;
    memcpy(both, above.ptr, above.len);
    both[above.len] = '_';
    memcpy(both + above.len + 1, key.ptr, key.len);
    return phs_health_column_named(phs_slice_n(both, above.len + 1 + key.len), ret_patient);
}

static bool is_label(struct phs_slice key) {
    return phs_slice_ieq(key, PHS_SLICE("key")) || phs_slice_ieq(key, PHS_SLICE("type")) ||
           phs_slice_ieq(key, PHS_SLICE("kind")) || phs_slice_ieq(key, PHS_SLICE("field")) ||
           phs_slice_ieq(key, PHS_SLICE("label")) || phs_slice_ieq(key, PHS_SLICE("system")) ||
           phs_slice_ieq(key, PHS_SLICE("name"));
}

/* "topic": "patient.updated", "model": "clinic.patient" */
static bool says_what(struct phs_slice key) {
    static const char *const keys[] = {"topic", "type",   "resource",   "entity",    "event",        "model", "__typename",
                                       "table", "schema", "collection", "eventType", "resourceType", "kind"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_slice_ieq(key, phs_slice(keys[i])))
            return true;
    return false;
}

static bool is_value(struct phs_slice key) {
    return phs_slice_ieq(key, PHS_SLICE("value")) || phs_slice_ieq(key, PHS_SLICE("values")) ||
           phs_slice_ieq(key, PHS_SLICE("answer")) || phs_slice_ieq(key, PHS_SLICE("number"));
}

/* {"role": "user", "text": "..."}: who speaks, and what is said. */
static void listen(struct phs_health_reader *reader, struct objects *objects, struct phs_slice key, struct phs_slice value,
                   uint32_t line) {
    static const char *const speakers[] = {"role", "speaker", "from", "sender", "author", "who", "by", "party", "channel"};
    static const char *const texts[] = {"text", "content", "message", "body", "utterance", "transcript", "msg", "said", "line"};
    for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++)
        objects->turns += phs_slice_ieq(key, phs_slice(speakers[i]));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (phs_slice_ieq(key, phs_slice(texts[i])) && objects->spoken.n < MOST_TURNS) {
            struct member member = {.key = key, .value = value, .line = line};
            PHS_PUSH(reader->arena, objects->spoken, member);
        }
}

/* Somebody speaks of what hurts him: whoever and whatever is named in the dialogue belongs to him. */
static void take_dialogue(struct phs_health_reader *reader, const struct objects *objects) {
    bool own = false, ill = false;
    for (size_t i = 0; i < objects->spoken.n; i++) {
        struct phs_slice text = objects->spoken.at[i].value;
        own |= phs_note_speaks_as_patient(text) || phs_note_speaks_to_patient(text) || phs_health_has_word(text, "my ") ||
               phs_health_has_word(text, "i've ") || phs_health_has_word(text, "i have ");
        ill |= phs_health_is_complaint(text) || phs_note_health_words(text) >= 1;
    }
    size_t first = reader->items.n;
    for (size_t i = 0; own && ill && i < objects->spoken.n; i++)
        phs_health_things(reader, objects->spoken.at[i].line, objects->spoken.at[i].value);
    for (size_t i = first; i < reader->items.n; i++)
        if (strcmp(reader->items.at[i].category, "name") == 0)
            reader->items.at[i].kind = PHS_HEALTH_WEAK;
    if (reader->items.n > first)
        phs_health_add(reader, "note", PHS_HEALTH_FACT, reader->items.at[first].line, reader->items.at[first].value);
    phs_health_end(reader, true);
}

/* Field names as columns: {"mrn": "...", "lastName": "..."}. */
bool phs_health_json(struct phs_health_reader *reader, bool speaks) {
    struct objects *objects = PHS_NEW(reader->arena, struct objects);
    struct scan scan = {.at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    struct phs_slice value, key = {0};
    objects->speaks = speaks;
    bool openehr = speaks && memmem(reader->bytes.ptr, reader->bytes.len, "\"ctx/language", 13);
    for (enum token token; (token = next(&scan, &value)) != END && !reader->limited;) {
        key = scan.key.len ? scan.key : key;
        if (token == VALUE) {
            objects->keys += scan.key.len ? phs_slice_hash(scan.key) : 0;
            bool patient;
            const struct phs_health_column *column = column_of(objects, key, &patient);
            if (!column && is_value(key) && objects->label.len)
                objects->pair = (column = phs_health_column_named(objects->label, &patient)) != NULL;
            if (is_label(key))
                objects->label = value;
            if (speaks)
                listen(reader, objects, key, value, scan.value_line);
            objects->patient |= openehr;
            objects->patient |= says_what(key) && value.len < LONGEST_NAME && phs_health_has_word(value, "patient");
            take_element(reader, objects, scan.value_line, value);
            if (!take_field(reader, objects, column, patient, key, scan.value_line, value))
                remember(reader, objects, key, value, scan.value_line);
        } else if (token == CLOSE) {
            objects->depth -= objects->depth > 0;
            objects->label = PHS_SLICE("");
            bool in_list = objects->depth > 0 && objects->depth < PHS_FHIR_DEEPEST && objects->at[objects->depth - 1].list;
            if (objects->depth == 0 || (in_list && objects->depth <= 2 && !objects->pair))
                end_object(reader, objects, objects->depth == 0);
            objects->pair = false;
        } else {
            if (token == OPEN_OBJECT && objects->depth > 0 && objects->depth <= 2 && objects->at[objects->depth - 1].list)
                objects->keys = 0; /* an element begins */
            objects->patient |= phs_health_has_word(scan.key, "patient") || phs_slice_is(scan.key, "pt");
            if (objects->depth < PHS_FHIR_DEEPEST)
                objects->at[objects->depth] =
                    (struct object){.list = token == OPEN_LIST, .key = scan.key, .tag = tag_of(objects, scan.key)};
            objects->depth++;
        }
        scan.key = (struct phs_slice){0};
    }
    end_object(reader, objects, true);
    if (speaks && objects->turns >= FEWEST_TURNS)
        take_dialogue(reader, objects);
    return true;
}
