/* SPDX-License-Identifier: Apache-2.0 */
/* CSV fields one by one, and which separator a file uses. */
#ifndef PHS_PARSE_CSV_SCAN_H
#define PHS_PARSE_CSV_SCAN_H

#include "model/value.h"

struct phs_csv_scan {
    struct phs_slice text;
    size_t at;
    uint32_t line, column; /* of at; columns in Unicode scalars */
    char separator;
    bool after_separator; /* at the end of the text there is one more, empty field */
};

struct phs_csv_field {
    struct phs_slice raw;     /* what stands between the quotes, or the whole field */
    struct phs_place place;   /* without source */
    bool quoted, has_doubled; /* has_doubled: "" inside */
    bool unclosed;            /* the text ends inside the quotes */
    bool trailing;            /* there is text behind the closing quote: it is skipped */
    bool ends_record;
};

/* The next field; false at the end of the text. */
bool phs_csv_next(struct phs_csv_scan *scan, struct phs_csv_field *ret_field);

/* Comma, semicolon or tab: the one that splits the first records most evenly; comma when none occurs. */
char phs_csv_separator(struct phs_slice text);

#endif
