/* SPDX-License-Identifier: Apache-2.0 */
/* XML of no standard: <patient><lastName>Halvorsen</lastName>...: elements are objects, leaves and attributes their members,
 * and elements that come again and again a list, so that the same decides as about JSON. */
#include "parse/health/json_record.h"
#include "parse/xml_scan.h"

enum { LISTS_WITHIN = 2 };

struct element {
    struct phs_slice name;
    bool open, list; /* as an object: something stands within; of elements of one kind */
};

struct document {
    struct phs_health_reader *reader;
    struct phs_json_objects *objects;
    struct phs_xml_scan scan;
    struct element at[PHS_JSON_DEEPEST];
    size_t depth, too_deep;
    struct phs_slice text; /* the last one that is not empty */
    uint32_t text_line;
    struct phs_slice key; /* of a property list: <key>birthday</key><date>...</date> */
};

/* Whether the next element beside the one that opened has its name. */
static bool comes_again(const struct phs_xml_scan *at) {
    struct phs_xml_scan scan = *at;
    size_t depth = !scan.closed;
    for (enum phs_xml_token token; (token = phs_xml_next(&scan)) != PHS_XML_END;) {
        if (token == PHS_XML_CLOSE && depth-- == 0)
            return false;
        if (token == PHS_XML_OPEN && depth == 0)
            return phs_slice_eq(at->name, scan.name);
        depth += token == PHS_XML_OPEN && !scan.closed;
    }
    return false;
}

/* NEMSIS v3 numbers what others name (data dictionary, ePatient and eTimes). */
static struct phs_slice spelled_out(struct phs_slice name) {
    static const struct {
        const char *number, *name;
    } rows[] = {{"ePatient.01", "patient_id"},
                {"ePatient.02", "patient_last_name"},
                {"ePatient.03", "patient_first_name"},
                {"ePatient.05", "address"},
                {"ePatient.06", "city"},
                {"ePatient.09", "zip"},
                {"ePatient.12", "ssn"},
                {"ePatient.17", "date_of_birth"},
                {"ePatient.18", "phone"},
                {"ePatient.19", "email"},
                {"eRecord.01", "account_number"},
                {"eScene.15", "address"},
                {"eScene.19", "zip"},
                {"eNarrative.01", "note"},
                {"eTimes.01", "service_date"},
                {"eTimes.03", "service_date"},
                {"eTimes.06", "service_date"},
                {"eTimes.11", "service_date"},
                {"eHistory.17", "diagnosis"},
                {"eSituation.11", "diagnosis"}};
    for (size_t i = 0; name.len > 9 && i < sizeof rows / sizeof *rows; i++)
        if (phs_slice_is(name, rows[i].number))
            return phs_slice(rows[i].name);
    return name;
}

static struct element *top(struct document *document) {
    return document->depth ? &document->at[document->depth - 1] : NULL;
}

/* Now that something stands in it. */
static void open_parent(struct document *document) {
    struct element *parent = top(document);
    if (!parent || parent->open)
        return;
    parent->open = true;
    parent->list = document->depth <= LISTS_WITHIN && comes_again(&document->scan);
    phs_json_open(document->objects, parent->name, parent->list);
}

static void take_attributes(struct document *document) {
    const struct phs_xml_scan *scan = &document->scan;
    for (size_t i = 0; i < scan->attributes; i++)
        phs_json_member(document->reader, document->objects, scan->attribute[i].name, true, scan->attribute[i].value,
                        scan->attribute[i].line);
}

static void take_open(struct document *document) {
    const struct phs_xml_scan *scan = &document->scan;
    open_parent(document);
    bool element = top(document) && top(document)->list;
    if (element || scan->attributes) {
        phs_json_open(document->objects, scan->name, false);
        take_attributes(document);
        if (element && scan->closed)
            phs_json_close(document->reader, document->objects);
        else if (!element)
            document->objects->depth--; /* attributes belong to the record around the element */
    }
    document->text = PHS_SLICE("");
    if (scan->closed)
        return;
    if (document->depth == PHS_JSON_DEEPEST) {
        document->too_deep++;
        document->reader->limited = true;
        return;
    }
    document->at[document->depth++] = (struct element){.name = scan->name, .open = element};
}

static void take_leaf(struct document *document, struct phs_slice name) {
    if (phs_slice_is(name, "key"))
        document->key = document->text;
    else if (document->text.len) {
        phs_json_member(document->reader, document->objects, document->key.len ? document->key : spelled_out(name), true,
                        document->text, document->text_line);
        document->key = PHS_SLICE("");
    }
}

static void take_close(struct document *document) {
    struct element *element = top(document);
    if (document->too_deep) {
        document->too_deep--;
        return;
    }
    if (!element)
        return;
    struct phs_slice name = element->name;
    bool open = element->open;
    document->depth--;
    if (!open || document->text.len)
        take_leaf(document, name);
    if (open)
        phs_json_close(document->reader, document->objects);
    document->text = PHS_SLICE("");
}

static void take_text(struct document *document) {
    struct phs_slice text = phs_slice_trim(document->scan.text);
    if (text.len == 0)
        return;
    document->text = text;
    document->text_line = document->scan.text_line;
    for (const char *at = document->scan.text.ptr; at < text.ptr; at++)
        document->text_line += *at == '\n';
}

void phs_health_xml_record(struct phs_health_reader *reader, bool speaks, bool titled) {
    struct document *document = PHS_NEW(reader->arena, struct document);
    document->reader = reader;
    document->objects = PHS_NEW(reader->arena, struct phs_json_objects);
    document->objects->speaks = speaks;
    document->objects->titled = titled;
    document->scan = (struct phs_xml_scan){.at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    for (enum phs_xml_token token; !reader->limited && (token = phs_xml_next(&document->scan)) != PHS_XML_END;) {
        if (token == PHS_XML_OPEN)
            take_open(document);
        else if (token == PHS_XML_CLOSE)
            take_close(document);
        else
            take_text(document);
    }
    phs_json_end_record(reader, document->objects, true);
}
