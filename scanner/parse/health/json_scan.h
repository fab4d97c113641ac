/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: JSON and NDJSON without a tree: objects, lists and values as they come. */
#ifndef PHS_PARSE_HEALTH_JSON_SCAN_H
#define PHS_PARSE_HEALTH_JSON_SCAN_H

#include "base/slice.h"

struct phs_json_scan {
    const char *at, *end;
    uint32_t line, value_line; /* of the place, of the value given last */
    struct phs_slice key;      /* of the value that comes next; empty in a list */
    size_t depth;
};

enum phs_json_token { PHS_JSON_END, PHS_JSON_OPEN_OBJECT, PHS_JSON_OPEN_LIST, PHS_JSON_CLOSE, PHS_JSON_VALUE };

/* A string with a colon behind it is the key of what follows. What is no JSON is stepped over. */
enum phs_json_token phs_json_next(struct phs_json_scan *scan, struct phs_slice *ret_value);

#endif
