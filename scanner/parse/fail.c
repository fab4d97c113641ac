/* SPDX-License-Identifier: Apache-2.0 */
/* Puts the place in front of a parser's error sentence. */
#include "parse/fail.h"

#include <stdarg.h>
#include <stdio.h>

/* "vendors.xlsx Sheet1 row 3: " */
static void put_row_in_front(struct phs_err *err, const struct phs_source *source, uint32_t row) {
    char where[24] = "";
    if (row > 0)
        snprintf(where, sizeof where, " row %u", row);
    phs_fail_in(err, "%s%s%s%s: ", source->path ? source->path : "input", source->sheet ? " " : "",
                source->sheet ? source->sheet : "", where);
}

static void put_place_in_front(struct phs_err *err, const struct phs_source *source, uint32_t line, uint32_t column) {
    const char *path = source && source->path ? source->path : "input";
    bool in_commit = source && source->kind == PHS_SOURCE_COMMIT && source->commit;
    char commit[16] = "", where[32] = "";
    if (in_commit)
        snprintf(commit, sizeof commit, "%.12s:", source->commit);
    if (line > 0 && column > 0)
        snprintf(where, sizeof where, ":%u:%u", line, column);
    else if (line > 0)
        snprintf(where, sizeof where, ":%u", line);
    phs_fail_in(err, "%s%s%s: ", commit, path, where);
}

enum phs_code phs_parse_fail(struct phs_err *err, enum phs_code code, const struct phs_source *source, uint32_t line,
                             uint32_t column, const char *format, ...) {
    if (!err)
        return code;
    char text[sizeof err->text];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    phs_fail(err, code, "%s", text);
    if (source && source->kind == PHS_SOURCE_ROW)
        put_row_in_front(err, source, line);
    else
        put_place_in_front(err, source, line, column);
    return code;
}
