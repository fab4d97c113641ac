/* SPDX-License-Identifier: Apache-2.0 */
/* HL7 v2 as XML (urn:hl7-org:v2xml): <PID.5><XPN.1><FN.1>...: fields are elements of a segment and a number, their components
 * stand inside. A scanner of tags: no DTD, no entities. */
#include <ctype.h>

#include "parse/health/record.h"

struct scan {
    struct phs_health_reader *reader;
    const char *at, *end;
    uint32_t line;
    struct phs_slice field; /* "PID.5" while it is open */
    size_t told;            /* its components so far */
};

/* "PID.5", not "XPN.1", which is inside of one. */
static bool is_field(struct phs_slice name) {
    static const char types[] =
        "|CX|XPN|XAD|XTN|XCN|XON|TS|DTM|DT|FN|SAD|HD|EI|CE|CWE|CNE|PL|SN|NM|ST|TX|FT|ID|IS|SI|MSG|PT|VID|CP|"
        "MO|DR|TQ|CQ|DLN|EIP|FC|JCC|DLD|PRL|ED|RP|OSD|";
    char marked[8];
    size_t dot = 0;
    while (dot < name.len && name.ptr[dot] != '.')
        dot++;
    if (dot < 2 || dot > 3 || dot + 1 >= name.len || !isdigit((unsigned char)name.ptr[dot + 1]))
        return false;
    marked[0] = '|';
    memcpy(marked + 1, name.ptr, dot);
    marked[dot + 1] = '|';
    return dot == 3 && !memmem(types, sizeof types, marked, dot + 2);
}

static size_t number_of(struct phs_slice name) {
    size_t n = 0;
    for (size_t i = 4; i < name.len && i < 7 && isdigit((unsigned char)name.ptr[i]); i++)
        n = n * 10 + (size_t)(name.ptr[i] - '0');
    return n;
}

static void take_tag(struct scan *scan) {
    const char *stop = memchr(scan->at, '>', (size_t)(scan->end - scan->at));
    bool closes = scan->at + 1 < scan->end && scan->at[1] == '/';
    const char *start = scan->at + 1 + closes, *name = start;
    stop = stop ? stop : scan->end;
    while (name < stop && (isalnum((unsigned char)*name) || *name == '.' || *name == '_'))
        name++;
    struct phs_slice tag = phs_slice_n(start, (size_t)(name - start));
    if (!closes && !scan->field.len && is_field(tag)) {
        scan->field = tag;
        scan->told = 0;
    } else if (closes && scan->field.len && phs_slice_eq(tag, scan->field))
        scan->field = PHS_SLICE("");
    else if (!closes && phs_slice_is(tag, "MSH"))
        phs_health_end(scan->reader, true);
    for (; scan->at < stop; scan->at++)
        scan->line += *scan->at == '\n';
    scan->at += scan->at < scan->end;
}

static void take_text(struct scan *scan) {
    const char *start = scan->at;
    uint32_t line = scan->line;
    while (scan->at < scan->end && *scan->at != '<')
        scan->at++;
    struct phs_slice raw = phs_slice_n(start, (size_t)(scan->at - start)), text = phs_slice_trim(raw);
    for (const char *at = start; at < scan->at; at++) {
        line += at < text.ptr && *at == '\n';
        scan->line += *at == '\n';
    }
    if (text.len && scan->field.len)
        phs_health_hl7_value(scan->reader, phs_slice_n(scan->field.ptr, 3), number_of(scan->field), scan->told++ == 0, text,
                             line);
}

bool phs_health_hl7_xml(struct phs_health_reader *reader) {
    struct scan scan = {.reader = reader, .at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    while (scan.at < scan.end && !reader->limited) {
        if (*scan.at == '<')
            take_tag(&scan);
        else
            take_text(&scan);
    }
    phs_health_end(reader, true);
    return true;
}
