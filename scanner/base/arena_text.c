/* SPDX-License-Identifier: Apache-2.0 */
/* Strings in an arena. */
#include <stdarg.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* What nearly every text fits into: it is formatted once and not once more for its length. */
enum { MOST_TEXTS = 256 };

char *phs_strndup(struct phs_arena *arena, const char *text, size_t len) {
    if (len == SIZE_MAX)
        phs_out_of_memory();
    char *copy = phs_alloc(arena, len + 1);
    if (len > 0)
        memcpy(copy, text, len);
    return copy;
}

char *phs_strdup(struct phs_arena *arena, const char *text) {
    return text ? phs_strndup(arena, text, strlen(text)) : NULL;
}

char *phs_slice_dup(struct phs_arena *arena, struct phs_slice text) {
    return phs_strndup(arena, text.ptr, text.len);
}

char *phs_printf(struct phs_arena *arena, const char *format, ...) {
    char few[MOST_TEXTS];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(few, sizeof few, format, args);
    va_end(args);
    if (len < 0)
        phs_die("a text could not be formatted: %s", format);
    char *text = phs_alloc(arena, (size_t)len + 1);
    if ((size_t)len < sizeof few)
        memcpy(text, few, (size_t)len + 1);
    else
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text;
}
