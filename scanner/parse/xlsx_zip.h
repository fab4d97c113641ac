/* SPDX-License-Identifier: Apache-2.0 */
/* The archive around a workbook: parts by name, unpacked piece by piece into an XML reader, within limits. */
#ifndef PHS_PARSE_XLSX_ZIP_H
#define PHS_PARSE_XLSX_ZIP_H

#include <libxml/xmlreader.h>

#include "parse/xlsx.h"
#include "parse/xlsx_own.h"
#include "parse/zip_archive.h"

struct phs_xlsx_zip {
    zip_t *zip;
    const struct phs_source *source;
    struct phs_xlsx_limits limits; /* complete */
    size_t total;                  /* bytes unpacked so far */
    struct phs_err *err;
};

/* False after it wrote err. bytes must live until phs_xlsx_zip_close. */
bool phs_xlsx_zip_open(struct phs_xlsx_zip *archive, struct phs_slice bytes);
void phs_xlsx_zip_close(struct phs_xlsx_zip *archive);
bool phs_xlsx_zip_has(const struct phs_xlsx_zip *archive, const char *name);
bool phs_xlsx_fail(struct phs_xlsx_zip *archive, enum phs_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* One part while it is read. */
struct phs_xlsx_part {
    struct phs_xlsx_zip *archive;
    const char *name;
    zip_file_t *file;
    size_t unpacked, most; /* most: what the part may unpack to */
    size_t doctype;        /* how much of "<!DOCTYPE" was just seen */
    bool refused;          /* err is written */
    bool broken;           /* libxml2 gave up */
    xmlTextReader *reader; /* NULL: own reads it */
    struct phs_xlsx_own *own;
};

/* False after it wrote err; the part needs no closing then. */
bool phs_xlsx_part_open(struct phs_xlsx_part *part, struct phs_xlsx_zip *archive, const char *name);
/* Releases it, and false (err written) when the part broke off or is no XML. */
bool phs_xlsx_part_close(struct phs_xlsx_part *part, bool so_far);

/* The next node; false at the end and at an error, which phs_xlsx_part_close tells apart. */
bool phs_xlsx_part_next(struct phs_xlsx_part *part);
/* The node is the start (or the end) of an element of that local name. */
bool phs_xlsx_at(const struct phs_xlsx_part *part, const char *element);
bool phs_xlsx_at_end(const struct phs_xlsx_part *part, const char *element);
/* The attributes of the element at hand one by one, namespace declarations included. Both texts live until the next call. */
struct phs_xlsx_attribute {
    const char *name; /* local */
    const char *value;
    bool prefixed;
};
bool phs_xlsx_next_attribute(const struct phs_xlsx_part *part, struct phs_xlsx_attribute *ret_attribute);
/* Text of the text node at hand, else NULL. Valid until the next node. */
const char *phs_xlsx_node_text(const struct phs_xlsx_part *part);

#endif
