/* SPDX-License-Identifier: Apache-2.0 */
/* JSON and NDJSON without a tree. */
#include <string.h>

#include "parse/health/json_scan.h"

/* What ends a string or a line, or takes the meaning from what stands behind it. */
static const bool marks[256] = {['"'] = true, ['\\'] = true, ['\n'] = true};

/* Every byte of every document comes by: the place and its line stand in registers. */
static struct phs_slice take_string(struct phs_json_scan *scan) {
    const char *start = scan->at + 1, *at = start, *end = scan->end;
    uint32_t line = scan->line;
    for (;;) {
        while (at < end && !marks[(unsigned char)*at])
            at++;
        if (at == end || *at == '"')
            break;
        line += *at == '\n';
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    }
    struct phs_slice text = phs_slice_n(start, (size_t)(at - start));
    scan->at = at + (at < end);
    scan->line = line;
    return text;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct phs_slice take_word(struct phs_json_scan *scan) {
    const char *start = scan->at;
    while (scan->at < scan->end && !strchr(",]}[{\":", *scan->at) && !is_space(*scan->at))
        scan->at++;
    if (scan->at == start)
        scan->at++;
    return phs_slice_n(start, (size_t)(scan->at - start));
}

static void skip_space(struct phs_json_scan *scan) {
    const char *at = scan->at, *end = scan->end;
    uint32_t line = scan->line;
    for (; at < end && (is_space(*at) || *at == ','); at++)
        line += *at == '\n';
    scan->at = at;
    scan->line = line;
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
        while (scan->at < scan->end && is_space(*scan->at))
            scan->line += *scan->at++ == '\n';
        if (scan->at >= scan->end || *scan->at != ':') {
            *ret_value = text;
            return PHS_JSON_VALUE;
        }
        scan->at++;
        scan->key = text;
    }
}
