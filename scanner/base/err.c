/* SPDX-License-Identifier: Apache-2.0 */
/* Error sentences. They quote file names and input, so they are made safe for a terminal where they are written. */
#include "base/err.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/escape.h"

enum { LONGEST_RAW = 4096 };

static const char ellipsis[] = "\xE2\x80\xA6";

/* Copies as many whole characters as fit and says with an ellipsis that there was more. */
static void store(struct phs_err *err, struct phs_slice text) {
    size_t room = sizeof err->text - 1, len = text.len;
    if (len > room) {
        len = room - (sizeof ellipsis - 1);
        while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
            len--;
    }
    memmove(err->text, text.ptr, len);
    if (len < text.len) {
        memcpy(err->text + len, ellipsis, sizeof ellipsis - 1);
        len += sizeof ellipsis - 1;
    }
    err->text[len] = '\0';
}

static void store_safely(struct phs_err *err, const char *raw) {
    struct phs_buf safe;
    phs_buf_init(&safe, (size_t)LONGEST_RAW * 8);
    phs_escape_terminal(&safe, phs_slice(raw));
    store(err, phs_slice(phs_buf_text(&safe)));
    phs_buf_done(&safe);
}

/* A cut in the middle of a character would show up as an escaped byte. */
static void drop_cut_character(char *raw, size_t size, int wanted) {
    if (wanted < 0) {
        raw[0] = '\0';
        return;
    }
    if ((size_t)wanted < size)
        return;
    size_t len = size - 1;
    for (int i = 0; i < 3 && len > 0 && ((unsigned char)raw[len - 1] & 0xC0) == 0x80; i++)
        len--;
    if (len > 0 && (unsigned char)raw[len - 1] >= 0xC0)
        len--;
    raw[len] = '\0';
}

enum phs_code phs_fail(struct phs_err *err, enum phs_code code, const char *format, ...) {
    if (!err)
        return code;
    char raw[LONGEST_RAW];
    va_list args;
    va_start(args, format);
    drop_cut_character(raw, sizeof raw, vsnprintf(raw, sizeof raw, format, args));
    va_end(args);
    store_safely(err, raw);
    return err->code = code;
}

enum phs_code phs_fail_in(struct phs_err *err, const char *format, ...) {
    if (!err)
        return PHS_E_INTERNAL;
    char raw[LONGEST_RAW], before[sizeof err->text];
    memcpy(before, err->text, sizeof before);
    va_list args;
    va_start(args, format);
    int len = vsnprintf(raw, sizeof raw - sizeof before, format, args);
    va_end(args);
    drop_cut_character(raw, sizeof raw - sizeof before, len);
    size_t used = strlen(raw);
    memcpy(raw + used, before, strnlen(before, sizeof before - 1) + 1);
    raw[sizeof raw - 1] = '\0';
    store_safely(err, raw);
    return err->code;
}

void phs_die(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("phiscope: internal error: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}

void phs_out_of_memory(void) {
    fputs("phiscope: out of memory\n", stderr);
    _Exit(1);
}
