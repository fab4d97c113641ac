/* SPDX-License-Identifier: Apache-2.0 */
/* JSON and NDJSON without a tree: one pass that tells objects, lists and values as they come. What is no JSON is stepped over.
 */
#include <ctype.h>

#include "parse/health/fhir.h"

enum { LONGEST_NAME = 96 };

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
};

struct objects {
    struct object at[PHS_FHIR_DEEPEST];
    size_t depth;
    PHS_VEC(const struct phs_health_column *) columns; /* of the record under way */
    struct phs_slice label;                            /* {"key": "patient_mrn", "value": ...}, {"type": "MRN", ...} */
    bool pair;           /* the object under way was such a pair: its neighbours belong to the same record */
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
    uint32_t tag = objects->depth && objects->depth <= PHS_FHIR_DEEPEST ? objects->at[objects->depth - 1].tag : 0;
    if (!tag || value.len <= 2 || value.len > 200 || !phs_health_dicom_tag(tag, &category, &kind))
        return;
    objects->image = true;
    phs_health_add(reader, category, kind, line, value);
}

/* "name" is a key of anything: a person's has a capital ("threat base" of a report has none). */
static bool is_any_name(const struct phs_health_column *column, struct phs_slice value) {
    if (strcmp(column->name, "username") == 0)
        return !phs_health_looks_like_name(value);
    if (strcmp(column->name, "name") != 0)
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (isupper((unsigned char)value.ptr[i]) || (unsigned char)value.ptr[i] >= 0x80)
            return false;
    return true;
}

static void take_field(struct phs_health_reader *reader, struct objects *objects, const struct phs_health_column *column,
                       bool patient, uint32_t line, struct phs_slice value) {
    if (!column || (column->kind == PHS_HEALTH_FACT ? value.len > 400 : !phs_health_fits(column->category, value)) ||
        is_any_name(column, value))
        return;
    objects->patient |= patient;
    phs_health_take(reader, column, line, value);
    PHS_PUSH(reader->arena, objects->columns, column);
}

static void end_object(struct phs_health_reader *reader, struct objects *objects) {
    if (!objects->image && !phs_health_columns_count(objects->columns.at, objects->columns.n, objects->patient))
        phs_health_drop(reader, reader->record);
    phs_health_end(reader, true);
    objects->columns.n = 0;
    objects->patient = objects->image = false;
}

/* "line1" of "address", "name" of "emergencyContact": what is in an object is said by both. */
static const struct phs_health_column *column_of(const struct objects *objects, struct phs_slice key, bool *ret_patient) {
    const struct phs_health_column *column = phs_health_column_named(key, ret_patient);
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

/* Field names as columns: {"mrn": "...", "lastName": "..."}. */
bool phs_health_json(struct phs_health_reader *reader) {
    struct objects *objects = PHS_NEW(reader->arena, struct objects);
    struct scan scan = {.at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    struct phs_slice value, key = {0};
    for (enum token token; (token = next(&scan, &value)) != END && !reader->limited;) {
        key = scan.key.len ? scan.key : key;
        if (token == VALUE) {
            bool patient;
            const struct phs_health_column *column = column_of(objects, key, &patient);
            if (!column && is_value(key) && objects->label.len)
                objects->pair = (column = phs_health_column_named(objects->label, &patient)) != NULL;
            if (is_label(key))
                objects->label = value;
            objects->patient |= says_what(key) && value.len < LONGEST_NAME && phs_health_has_word(value, "patient");
            take_element(reader, objects, scan.value_line, value);
            take_field(reader, objects, column, patient, scan.value_line, value);
        } else if (token == CLOSE) {
            objects->depth -= objects->depth > 0;
            objects->label = PHS_SLICE("");
            bool in_list = objects->depth > 0 && objects->depth < PHS_FHIR_DEEPEST && objects->at[objects->depth - 1].list;
            if (objects->depth == 0 || (in_list && objects->depth <= 2 && !objects->pair))
                end_object(reader, objects);
            objects->pair = false;
        } else {
            objects->patient |= phs_health_has_word(scan.key, "patient");
            if (objects->depth < PHS_FHIR_DEEPEST)
                objects->at[objects->depth] =
                    (struct object){.list = token == OPEN_LIST, .key = scan.key, .tag = tag_of(objects, scan.key)};
            objects->depth++;
        }
        scan.key = (struct phs_slice){0};
    }
    end_object(reader, objects);
    return true;
}
