/* SPDX-License-Identifier: Apache-2.0 */
/* A growing byte buffer with a ceiling named at the start and a failure that sticks and is looked at once. */
#ifndef PHS_BASE_BUF_H
#define PHS_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/slice.h"

struct phs_buf {
    char *ptr; /* NUL-terminated once something was added */
    size_t len, cap, ceiling;
    bool failed; /* the ceiling was reached: content is cut and must not be used as whole */
    FILE *sink;  /* when set, content is flushed there and the ceiling counts nothing */
};

/* ceiling in bytes. */
void phs_buf_init(struct phs_buf *buf, size_t ceiling);
/* Streams into file; phs_buf_done flushes. The file stays the caller's. */
void phs_buf_init_file(struct phs_buf *buf, FILE *file);
void phs_buf_done(struct phs_buf *buf);
void phs_buf_clear(struct phs_buf *buf);

void phs_buf_add(struct phs_buf *buf, const void *bytes, size_t len);
void phs_buf_puts(struct phs_buf *buf, const char *text);
void phs_buf_putc(struct phs_buf *buf, char c);
void phs_buf_slice(struct phs_buf *buf, struct phs_slice text);
void phs_buf_printf(struct phs_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A Unicode scalar value as UTF-8; surrogates and anything above U+10FFFF as U+FFFD. */
void phs_buf_utf8(struct phs_buf *buf, uint32_t scalar);

/* What was written so far; "" when empty. Valid until the next call. */
const char *phs_buf_text(const struct phs_buf *buf);

#endif
