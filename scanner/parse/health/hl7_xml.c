/* SPDX-License-Identifier: Apache-2.0 */
/* HL7 v2 as XML (urn:hl7-org:v2xml): <PID.5><XPN.1><FN.1>...: fields are elements of a segment and a number, their components
 * stand inside. */
#include <ctype.h>

#include "parse/health/record.h"
#include "parse/xml_scan.h"

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

/* The field that is open, and how many of its components were told. */
struct open {
    struct phs_slice field;
    size_t told;
};

static void take_tag(struct phs_health_reader *reader, struct open *open, const struct phs_xml_scan *scan, bool closes) {
    if (!closes && !open->field.len && is_field(scan->name) && !scan->closed)
        *open = (struct open){.field = scan->name};
    else if (closes && open->field.len && phs_slice_eq(scan->name, open->field))
        open->field = PHS_SLICE("");
    else if (!closes && phs_slice_is(scan->name, "MSH"))
        phs_health_end(reader, true);
}

static void take_text(struct phs_health_reader *reader, struct open *open, const struct phs_xml_scan *scan) {
    struct phs_slice text = phs_slice_trim(scan->text);
    uint32_t line = scan->text_line;
    for (const char *at = scan->text.ptr; at < text.ptr; at++)
        line += *at == '\n';
    if (text.len && open->field.len)
        phs_health_hl7_value(reader, phs_slice_n(open->field.ptr, 3), number_of(open->field), open->told++ == 0, text, line);
}

bool phs_health_hl7_xml(struct phs_health_reader *reader) {
    struct phs_xml_scan *scan = PHS_NEW(reader->arena, struct phs_xml_scan);
    struct open open = {.told = 0};
    *scan = (struct phs_xml_scan){.at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    for (enum phs_xml_token token; !reader->limited && (token = phs_xml_next(scan)) != PHS_XML_END;) {
        if (token == PHS_XML_TEXT)
            take_text(reader, &open, scan);
        else
            take_tag(reader, &open, scan, token == PHS_XML_CLOSE);
    }
    phs_health_end(reader, true);
    return true;
}
