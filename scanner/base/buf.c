/* SPDX-License-Identifier: Apache-2.0 */
/* Growing buffers with a ceiling, in memory or streaming into a file. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/err.h"

enum { FIRST_CAPACITY = 256, FLUSH_AT = 64 * 1024 };

void phs_buf_init(struct phs_buf *buf, size_t ceiling) {
    *buf = (struct phs_buf){.ceiling = ceiling < SIZE_MAX / 4 ? ceiling : SIZE_MAX / 4};
}

void phs_buf_init_file(struct phs_buf *buf, FILE *file) {
    *buf = (struct phs_buf){.ceiling = SIZE_MAX / 4, .sink = file};
}

static void flush(struct phs_buf *buf) {
    if (buf->len > 0 && !buf->failed && fwrite(buf->ptr, 1, buf->len, buf->sink) != buf->len)
        buf->failed = true;
    buf->len = 0;
    if (buf->ptr)
        buf->ptr[0] = '\0';
}

void phs_buf_done(struct phs_buf *buf) {
    if (buf->sink) {
        flush(buf);
        if (fflush(buf->sink) != 0)
            buf->failed = true;
    }
    free(buf->ptr);
    buf->ptr = NULL;
    buf->len = buf->cap = 0;
}

void phs_buf_clear(struct phs_buf *buf) {
    buf->len = 0;
    buf->failed = false;
    if (buf->ptr)
        buf->ptr[0] = '\0';
}

/* Makes room for extra bytes and a NUL; returns how many of them the ceiling allows. */
static size_t reserve(struct phs_buf *buf, size_t extra) {
    if (buf->sink && buf->len > 0 && (extra > FLUSH_AT || buf->len > FLUSH_AT - extra))
        flush(buf);
    if (extra > buf->ceiling - buf->len) {
        extra = buf->ceiling - buf->len;
        buf->failed = true;
    }
    size_t needed = buf->len + extra + 1;
    if (needed <= buf->cap)
        return extra;
    size_t cap = buf->cap ? buf->cap * 2 : FIRST_CAPACITY;
    if (cap > buf->ceiling + 1)
        cap = buf->ceiling + 1;
    if (cap < needed)
        cap = needed;
    char *grown = realloc(buf->ptr, cap);
    if (!grown)
        phs_out_of_memory();
    buf->ptr = grown;
    buf->cap = cap;
    return extra;
}

void phs_buf_add(struct phs_buf *buf, const void *bytes, size_t len) {
    if (buf->failed || len == 0)
        return;
    size_t fits = reserve(buf, len);
    if (fits > 0)
        memcpy(buf->ptr + buf->len, bytes, fits);
    buf->len += fits;
    buf->ptr[buf->len] = '\0';
}

void phs_buf_puts(struct phs_buf *buf, const char *text) {
    if (text)
        phs_buf_add(buf, text, strlen(text));
}

void phs_buf_putc(struct phs_buf *buf, char c) {
    bool has_room = buf->len + 2 <= buf->cap && (!buf->sink || buf->len < FLUSH_AT);
    if (buf->failed || !has_room) {
        phs_buf_add(buf, &c, 1);
        return;
    }
    buf->ptr[buf->len++] = c;
    buf->ptr[buf->len] = '\0';
}

void phs_buf_slice(struct phs_buf *buf, struct phs_slice text) {
    phs_buf_add(buf, text.ptr, text.len);
}

/* Into the room that is there; a text that does not fit is written again once there is more. */
void phs_buf_printf(struct phs_buf *buf, const char *format, ...) {
    if (buf->failed)
        return;
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    size_t room = buf->cap - buf->len; /* with the NUL */
    int len = vsnprintf(room ? buf->ptr + buf->len : NULL, room, format, args);
    va_end(args);
    if (len < 0)
        phs_die("a text could not be formatted: %s", format);
    size_t fits = (size_t)len;
    if (fits >= room || (buf->sink && buf->len + fits > FLUSH_AT)) {
        fits = reserve(buf, fits);
        vsnprintf(buf->ptr + buf->len, fits + 1, format, again);
    }
    va_end(again);
    buf->len += fits;
}

void phs_buf_utf8(struct phs_buf *buf, uint32_t scalar) {
    if (scalar > 0x10FFFF || (scalar >= 0xD800 && scalar <= 0xDFFF))
        scalar = 0xFFFD;
    unsigned char bytes[4];
    size_t n = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--) {
        bytes[i] = (unsigned char)(0x80 | (scalar & 0x3F));
        scalar >>= 6;
    }
    bytes[0] = (unsigned char)(lead[n] | scalar);
    phs_buf_add(buf, bytes, n);
}

const char *phs_buf_text(const struct phs_buf *buf) {
    return buf->ptr ? buf->ptr : "";
}
