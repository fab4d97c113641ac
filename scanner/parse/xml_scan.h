/* SPDX-License-Identifier: Apache-2.0 */
/* Tags, attributes and text of XML as they come: no tree, no DTD, no entities, nothing to expand. */
#ifndef PHS_PARSE_XML_SCAN_H
#define PHS_PARSE_XML_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

enum { PHS_XML_ATTRIBUTES = 16 };

struct phs_xml_attribute {
    struct phs_slice name, value; /* without its namespace */
    uint32_t line;
};

struct phs_xml_scan {
    const char *at, *end;
    uint32_t line;         /* of the place */
    struct phs_slice name; /* of the element that opened or closed, without its namespace */
    bool closed;           /* it closed itself */
    struct phs_slice text;
    uint32_t text_line; /* on which text begins */
    struct phs_xml_attribute attribute[PHS_XML_ATTRIBUTES];
    size_t attributes;
};

enum phs_xml_token { PHS_XML_END, PHS_XML_TEXT, PHS_XML_OPEN, PHS_XML_CLOSE };

/* Comments, declarations and instructions are stepped over; text is given as it stands, white space and all. */
enum phs_xml_token phs_xml_next(struct phs_xml_scan *scan);
const struct phs_xml_attribute *phs_xml_attribute_of(const struct phs_xml_scan *scan, const char *name);

#endif
