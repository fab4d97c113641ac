/* SPDX-License-Identifier: Apache-2.0 */
/* What holds of every reading of health documents: sights with a category and a grade, on lines that there are. */
#ifndef PHS_FUZZ_HEALTH_SIGHTS_H
#define PHS_FUZZ_HEALTH_SIGHTS_H

#include <stdint.h>
#include <stdlib.h>

#include "parse/health/health.h"

/* head, then data, in exactly as many bytes as there are, so that reading one more is seen; free() it. */
static char *behind_head(const char *head, size_t n, const uint8_t *data, size_t size) {
    char *bytes = malloc(n + size);
    if (!bytes)
        abort();
    memcpy(bytes, head, n);
    if (size)
        memcpy(bytes + n, data, size);
    return bytes;
}

static void read_and_hold(const char *bytes, size_t size) {
    struct phs_health health;
    struct phs_arena *arena = phs_arena_new();
    uint32_t lines = 1;
    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n' || bytes[i] == '\r';
    phs_health_read(arena, NULL, phs_slice_n(bytes, size), &health);
    for (size_t i = 0; i < health.sights.n; i++)
        if (!health.sights.at[i].category || health.sights.at[i].line == 0 || health.sights.at[i].line > lines ||
            health.sights.at[i].grade == PHS_GRADE_NONE)
            abort();
    phs_arena_free(arena);
}

#endif
