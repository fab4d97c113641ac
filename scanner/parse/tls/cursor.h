/* SPDX-License-Identifier: Apache-2.0 */
/* Reading numbers and counted bytes off a slice: a failure sticks and is looked at once. */
#ifndef PHS_PARSE_TLS_CURSOR_H
#define PHS_PARSE_TLS_CURSOR_H

#include <stdint.h>

#include "base/slice.h"

struct phs_cursor {
    const uint8_t *at, *end;
    bool failed;
};

static inline struct phs_cursor phs_cursor(struct phs_slice bytes) {
    const uint8_t *at = (const uint8_t *)bytes.ptr;
    return (struct phs_cursor){at, at ? at + bytes.len : at, false};
}

static inline size_t phs_cursor_left(const struct phs_cursor *cursor) {
    return (size_t)(cursor->end - cursor->at);
}

/* A big-endian number of 1 to 4 bytes; 0 on failure. */
static inline uint32_t phs_cursor_number(struct phs_cursor *cursor, int bytes) {
    uint32_t value = 0;
    if (cursor->failed || phs_cursor_left(cursor) < (size_t)bytes) {
        cursor->failed = true;
        return 0;
    }
    for (int i = 0; i < bytes; i++)
        value = value << 8 | *cursor->at++;
    return value;
}

static inline struct phs_slice phs_cursor_bytes(struct phs_cursor *cursor, size_t n) {
    if (cursor->failed || phs_cursor_left(cursor) < n) {
        cursor->failed = true;
        return PHS_SLICE("");
    }
    const uint8_t *start = cursor->at;
    cursor->at += n;
    return phs_slice_n((const char *)start, n);
}

/* Bytes behind a length of `bytes` bytes. */
static inline struct phs_slice phs_cursor_counted(struct phs_cursor *cursor, int bytes) {
    return phs_cursor_bytes(cursor, phs_cursor_number(cursor, bytes));
}

#endif
