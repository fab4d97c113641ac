/* SPDX-License-Identifier: Apache-2.0 */
/* JSON and NDJSON without a tree. */
#include <ctype.h>
#include <string.h>

#include "parse/health/json_scan.h"

static struct phs_slice take_string(struct phs_json_scan *scan) {
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

static struct phs_slice take_word(struct phs_json_scan *scan) {
    const char *start = scan->at;
    while (scan->at < scan->end && !strchr(",]}[{\":", *scan->at) && !isspace((unsigned char)*scan->at))
        scan->at++;
    if (scan->at == start)
        scan->at++;
    return phs_slice_n(start, (size_t)(scan->at - start));
}

static void skip_space(struct phs_json_scan *scan) {
    for (; scan->at < scan->end && (isspace((unsigned char)*scan->at) || *scan->at == ','); scan->at++)
        scan->line += *scan->at == '\n';
}

/* A string with a colon behind it is the key of what follows. */
enum phs_json_token phs_json_next(struct phs_json_scan *scan, struct phs_slice *ret_value) {
    for (;;) {
        skip_space(scan);
        if (scan->at >= scan->end)
            return PHS_JSON_END;
        char c = *scan->at;
        scan->value_line = scan->line;
        if (c == '{' || c == '[') {
            scan->at++;
            return c == '{' ? PHS_JSON_OPEN_OBJECT : PHS_JSON_OPEN_LIST;
        }
        if (c == '}' || c == ']') {
            scan->at++;
            return PHS_JSON_CLOSE;
        }
        if (c != '"') {
            *ret_value = take_word(scan);
            if (phs_slice_is(*ret_value, ":"))
                continue;
            return PHS_JSON_VALUE;
        }
        struct phs_slice text = take_string(scan);
        while (scan->at < scan->end && isspace((unsigned char)*scan->at))
            scan->line += *scan->at++ == '\n';
        if (scan->at >= scan->end || *scan->at != ':') {
            *ret_value = text;
            return PHS_JSON_VALUE;
        }
        scan->at++;
        scan->key = text;
    }
}
