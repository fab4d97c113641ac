/* SPDX-License-Identifier: Apache-2.0 */
/* The lexical half of the JSON parser: a cursor that knows its line and column, strings and numbers. */
#ifndef PHS_PARSE_JSON_SCAN_H
#define PHS_PARSE_JSON_SCAN_H

#include "parse/fail.h"

struct phs_json_scan {
    struct phs_arena *arena;
    const struct phs_source *source;
    struct phs_err *err;
    const char *at, *end;
    const char *line_start;
    size_t trailing_bytes; /* UTF-8 continuation bytes on this line so far: they are no columns */
    uint32_t line;
};

static inline int phs_json_peek(const struct phs_json_scan *scan) {
    return scan->at < scan->end ? (unsigned char)*scan->at : -1;
}

static inline uint32_t phs_json_column(const struct phs_json_scan *scan) {
    return phs_place_count((size_t)(scan->at - scan->line_start) - scan->trailing_bytes + 1);
}

/* Each of these returns false after it has written scan->err, with the cursor at the offence. */
bool phs_json_fail(const struct phs_json_scan *scan, const char *sentence);
/* The cursor stands on the opening quote, and behind the closing one afterwards. */
bool phs_json_scan_string(struct phs_json_scan *scan, struct phs_slice *ret_text);
/* The cursor stands on '-' or a digit. */
bool phs_json_scan_number(struct phs_json_scan *scan, struct phs_slice *ret_text, double *ret_value);

#endif
