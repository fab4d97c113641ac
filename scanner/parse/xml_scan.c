/* SPDX-License-Identifier: Apache-2.0 */
/* Tags, attributes and text of XML. */
#include <ctype.h>
#include <string.h>

#include "parse/xml_scan.h"

static struct phs_slice local(struct phs_slice name) {
    const char *colon = memchr(name.ptr, ':', name.len);
    return colon ? phs_slice_n(colon + 1, (size_t)(name.ptr + name.len - colon - 1)) : name;
}

static bool is_name(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == ':';
}

static struct phs_slice take_name(struct phs_xml_scan *scan) {
    const char *start = scan->at;
    while (scan->at < scan->end && is_name(*scan->at))
        scan->at++;
    return phs_slice_n(start, (size_t)(scan->at - start));
}

static void skip_space(struct phs_xml_scan *scan) {
    for (; scan->at < scan->end && isspace((unsigned char)*scan->at); scan->at++)
        scan->line += *scan->at == '\n';
}

static void skip_past(struct phs_xml_scan *scan, const char *mark) {
    const char *stop = memmem(scan->at, (size_t)(scan->end - scan->at), mark, strlen(mark));
    stop = stop ? stop + strlen(mark) : scan->end;
    for (; scan->at < stop; scan->at++)
        scan->line += *scan->at == '\n';
}

/* Returns whether the tag closes itself. */
static bool take_attributes(struct phs_xml_scan *scan) {
    scan->attributes = 0;
    for (;;) {
        skip_space(scan);
        if (scan->at >= scan->end)
            return true;
        if (*scan->at == '>' || *scan->at == '/') {
            bool closed = *scan->at == '/';
            skip_past(scan, ">");
            return closed;
        }
        struct phs_xml_attribute attribute = {.name = local(take_name(scan)), .value = PHS_SLICE("")};
        skip_space(scan);
        if (scan->at < scan->end && *scan->at == '=')
            scan->at++;
        skip_space(scan);
        attribute.line = scan->line;
        if (scan->at < scan->end && (*scan->at == '"' || *scan->at == '\'')) {
            char quote = *scan->at++;
            const char *start = scan->at, *stop = memchr(start, quote, (size_t)(scan->end - start));
            stop = stop ? stop : scan->end;
            attribute.value = phs_slice_n(start, (size_t)(stop - start));
            for (; scan->at < stop; scan->at++)
                scan->line += *scan->at == '\n';
        }
        scan->at += scan->at < scan->end;
        if (attribute.name.len && scan->attributes < PHS_XML_ATTRIBUTES)
            scan->attribute[scan->attributes++] = attribute;
    }
}

const struct phs_xml_attribute *phs_xml_attribute_of(const struct phs_xml_scan *scan, const char *name) {
    for (size_t i = 0; i < scan->attributes; i++)
        if (phs_slice_is(scan->attribute[i].name, name))
            return &scan->attribute[i];
    return NULL;
}

static enum phs_xml_token take_text(struct phs_xml_scan *scan) {
    const char *start = scan->at, *tag = memchr(start, '<', (size_t)(scan->end - start));
    scan->text_line = scan->line;
    for (const char *stop = tag ? tag : scan->end; scan->at < stop; scan->at++)
        scan->line += *scan->at == '\n';
    scan->text = phs_slice_n(start, (size_t)(scan->at - start));
    return PHS_XML_TEXT;
}

enum phs_xml_token phs_xml_next(struct phs_xml_scan *scan) {
    while (scan->at < scan->end) {
        if (*scan->at != '<')
            return take_text(scan);
        scan->at++;
        if (scan->end - scan->at > 2 && memcmp(scan->at, "!--", 3) == 0) {
            skip_past(scan, "-->");
            continue;
        }
        if (scan->at < scan->end && (*scan->at == '!' || *scan->at == '?')) {
            skip_past(scan, ">");
            continue;
        }
        bool closes = scan->at < scan->end && *scan->at == '/';
        scan->at += closes;
        scan->name = local(take_name(scan));
        scan->attributes = 0;
        if (closes || scan->name.len == 0)
            skip_past(scan, ">");
        else
            scan->closed = take_attributes(scan);
        if (closes || scan->name.len)
            return closes ? PHS_XML_CLOSE : PHS_XML_OPEN;
    }
    return PHS_XML_END;
}
