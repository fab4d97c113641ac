/* SPDX-License-Identifier: Apache-2.0 */
/* JSON whose fields are columns of patients: {"mrn": "...", "lastName": "..."}. */
#include <ctype.h>

#include "parse/health/json_record.h"
#include "parse/health/json_scan.h"

enum { LONGEST_NAME = 96, MOST_MEMBERS = 20000, FEWEST_TURNS = 2 };

/* "00100010": {"vr": "PN", "Value": [{"Alphabetic": "..."}]}; what is nested belongs to the element too. */
static uint32_t tag_of(const struct phs_json_objects *objects, struct phs_slice key) {
    uint32_t tag = 0;
    if (key.len != 8)
        return objects->depth && objects->depth <= PHS_JSON_DEEPEST ? objects->at[objects->depth - 1].tag : 0;
    for (size_t i = 0; i < key.len; i++) {
        if (!isxdigit((unsigned char)key.ptr[i]))
            return 0;
        unsigned char c = (unsigned char)tolower((unsigned char)key.ptr[i]);
        tag = tag << 4 | (uint32_t)(isdigit(c) ? c - '0' : c - 'a' + 10);
    }
    return tag;
}

static void take_element(struct phs_health_reader *reader, struct phs_json_objects *objects, uint32_t line,
                         struct phs_slice value) {
    const char *category;
    enum phs_health_kind kind;
    struct phs_json_object *object =
        objects->depth && objects->depth <= PHS_JSON_DEEPEST ? &objects->at[objects->depth - 1] : NULL;
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
    bool numbered = value.len > 4 && isdigit((unsigned char)value.ptr[value.len - 1]) &&
                    isalnum((unsigned char)value.ptr[value.len - 2]); /* Synthea's end with digits */
    return !numbered && !phs_health_looks_like_name(value) && !phs_health_has_known_name(value);
}

/* "provider": {"name": ...}: of those who treat; users and senders may be patients. */
static bool is_of_clinician(const struct phs_json_objects *objects) {
    size_t depth = objects->depth < PHS_JSON_DEEPEST ? objects->depth : PHS_JSON_DEEPEST;
    while (depth > 0 && objects->at[depth - 1].key.len == 0)
        depth--;
    struct phs_slice key = depth ? objects->at[depth - 1].key : PHS_SLICE("");
    char word[PHS_HEALTH_KEY_WORD + 1];
    while (phs_health_key_word(&key, word))
        if (phs_health_word_in(
                "|provider|physician|doctor|practitioner|prescriber|pharmacist|nurse|clinician|attending|surgeon|", word))
            return true;
    return false;
}

/* <graph dx="1106"/>: a size. */
static bool is_count(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.ptr[i]))
            return false;
    return value.len < 5;
}

static bool take_field(struct phs_health_reader *reader, struct phs_json_objects *objects,
                       const struct phs_health_column *column, bool patient, struct phs_slice key, uint32_t line,
                       struct phs_slice value) {
    if (column && !patient && column->kind != PHS_HEALTH_FACT && column->kind != PHS_HEALTH_STRONG && is_of_clinician(objects))
        return false;
    if (!column ||
        (column->kind == PHS_HEALTH_FACT ? value.len > 400 || (is_count(value) && strcmp(column->category, "diagnosis") == 0)
                                         : !phs_health_fits(column->category, value)) ||
        is_any_name(column, value))
        return false;
    objects->patient |= patient;
    phs_health_take(reader, column, line, value);
    PHS_PUSH(reader->arena, objects->columns, column);
    objects->worn |= strcmp(column->category, "device_id") == 0 && phs_json_is_worn(reader, key, value);
    return column->kind != PHS_HEALTH_FACT;
}

static void remember(struct phs_health_reader *reader, struct phs_json_objects *objects, struct phs_slice key,
                     struct phs_slice value, uint32_t line) {
    if (value.len < 3 || objects->members.n >= MOST_MEMBERS)
        return;
    struct phs_json_member member = {.key = key, .value = value, .line = line};
    size_t n = 0;
    for (size_t i = objects->depth < PHS_JSON_DEEPEST ? objects->depth : PHS_JSON_DEEPEST; i > 0 && n < PHS_JSON_NEAREST; i--)
        if (objects->at[i - 1].key.len)
            member.within[n++] = objects->at[i - 1].key;
    PHS_PUSH(reader->arena, objects->members, member);
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
static const struct phs_health_column *column_of(const struct phs_json_objects *objects, struct phs_slice key,
                                                 bool *ret_patient) {
    const struct phs_health_column *column = phs_health_column_named(last_of(key), ret_patient);
    size_t depth = objects->depth < PHS_JSON_DEEPEST ? objects->depth : PHS_JSON_DEEPEST;
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

/* {"name": {"value": "Family name"}, "value": {"value": "Halvorsen"}}: elements of openEHR. */
static bool names_element(const struct phs_json_objects *objects, struct phs_slice key) {
    size_t depth = objects->depth;
    return depth > 0 && depth <= PHS_JSON_DEEPEST && phs_slice_is(key, "value") &&
           phs_slice_is(objects->at[depth - 1].key, "name");
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

void phs_json_member(struct phs_health_reader *reader, struct phs_json_objects *objects, struct phs_slice key, bool own,
                     struct phs_slice value, uint32_t line) {
    bool patient = false, names = names_element(objects, key);
    const struct phs_health_column *column = names ? NULL : column_of(objects, key, &patient);
    objects->keys += own ? phs_slice_hash(key) : 0;
    if (!column && is_value(key) && objects->label.len)
        objects->pair = (column = phs_health_column_named(objects->label, &patient)) != NULL;
    if (is_label(key) || names)
        objects->label = value;
    if (objects->speaks)
        phs_json_listen(reader, objects, key, value, line);
    objects->patient |= objects->titled;
    objects->patient |= says_what(key) && value.len < LONGEST_NAME && phs_health_has_word(value, "patient");
    take_element(reader, objects, line, value);
    if (!take_field(reader, objects, column, patient, key, line, value))
        remember(reader, objects, key, value, line);
}

void phs_json_close(struct phs_health_reader *reader, struct phs_json_objects *objects) {
    bool nested =
        objects->depth > 0 && objects->depth <= PHS_JSON_DEEPEST && phs_slice_is(objects->at[objects->depth - 1].key, "value");
    if (!names_element(objects, PHS_SLICE("value")))
        objects->label = PHS_SLICE("");
    objects->depth -= objects->depth > 0;
    bool in_list = objects->depth > 0 && objects->depth < PHS_JSON_DEEPEST && objects->at[objects->depth - 1].list;
    if (objects->depth == 0 || (in_list && objects->depth <= 2 && !objects->pair))
        phs_json_end_record(reader, objects, objects->depth == 0);
    objects->pair &= nested;
}

/* "patient_identifier_type": what there is to choose from. */
static bool is_of_choices(struct phs_slice key) {
    return phs_slice_ends(key, "_type") || phs_slice_ends(key, "_types") || phs_slice_ends(key, "_status") ||
           phs_slice_ends(key, "_role") || phs_slice_ends(key, "_class");
}

void phs_json_open(struct phs_json_objects *objects, struct phs_slice key, bool list) {
    if (!list && objects->depth > 0 && objects->depth <= 2 && objects->at[objects->depth - 1].list)
        objects->keys = 0; /* an element begins */
    objects->patient |= (phs_health_has_word(key, "patient") && !is_of_choices(key)) || phs_slice_ieq(key, PHS_SLICE("pt")) ||
                        phs_slice_ieq(key, PHS_SLICE("pat"));
    if (objects->depth < PHS_JSON_DEEPEST)
        objects->at[objects->depth] = (struct phs_json_object){.list = list, .key = key, .tag = tag_of(objects, key)};
    objects->depth++;
}

/* Field names as columns: {"mrn": "...", "lastName": "..."}. */
bool phs_health_json(struct phs_health_reader *reader, bool speaks, bool titled) {
    struct phs_json_objects *objects = PHS_NEW(reader->arena, struct phs_json_objects);
    struct phs_json_scan scan = {.at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    struct phs_slice value, key = {0};
    objects->speaks = speaks;
    objects->titled = titled || (speaks && memmem(reader->bytes.ptr, reader->bytes.len, "\"ctx/language", 13)) ||
                      memmem(reader->bytes.ptr, reader->bytes.len, "\"openEHR-EHR-", 13);
    for (enum phs_json_token token; (token = phs_json_next(&scan, &value)) != PHS_JSON_END && !reader->limited;) {
        key = scan.key.len ? scan.key : key;
        if (token == PHS_JSON_VALUE)
            phs_json_member(reader, objects, key, scan.key.len > 0, value, scan.value_line);
        else if (token == PHS_JSON_CLOSE)
            phs_json_close(reader, objects);
        else
            phs_json_open(objects, scan.key, token == PHS_JSON_OPEN_LIST);
        scan.key = (struct phs_slice){0};
    }
    phs_json_end_record(reader, objects, true);
    if (speaks && objects->turns >= FEWEST_TURNS)
        phs_json_take_dialogue(reader, objects);
    return true;
}
