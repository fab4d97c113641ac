/* SPDX-License-Identifier: Apache-2.0 */
/* Error sentences of the parsers: where first, then what. They never quote the input, which may hold a secret. */
#ifndef PHS_PARSE_FAIL_H
#define PHS_PARSE_FAIL_H

#include "base/err.h"
#include "model/value.h"

/* "infra/main.yaml:3:1: " + the sentence; line 0 leaves the position out, column 0 the column. err may be NULL. */
enum phs_code phs_parse_fail(struct phs_err *err, enum phs_code code, const struct phs_source *source, uint32_t line,
                             uint32_t column, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Clamps a count to what a place holds. */
static inline uint32_t phs_place_count(size_t count) {
    return count > UINT32_MAX ? UINT32_MAX : (uint32_t)count;
}

#endif
