/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a document about patients in any format; the first byte picks the name. Holds: sights in order, on lines that
 * there are, with a category and a grade. */
#include <stdint.h>
#include <stdlib.h>

#include "parse/health/health.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t most_lines(const uint8_t *data, size_t size) {
    uint32_t lines = 1;
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n' || data[i] == '\r';
    return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const paths[] = {"a.json", "b.ndjson", "c.xml", "d.hl7", "e.837", "f.csv", "g.tsv",
                                        "h.sql",  "i.txt",    "j.log", "k.dcm", "l",     NULL};
    struct phs_health health;
    if (size == 0)
        return 0;
    struct phs_arena *arena = phs_arena_new();
    /* Exactly as many bytes as there are, so that reading one more is seen. */
    char *bytes = malloc(size);
    if (!bytes)
        abort();
    for (size_t i = 1; i < size; i++)
        bytes[i - 1] = (char)data[i];
    phs_health_read(arena, paths[data[0] % (sizeof paths / sizeof *paths)], phs_slice_n(bytes, size - 1), &health);
    for (size_t i = 0; i < health.sights.n; i++) {
        const struct phs_health_sight *sight = &health.sights.at[i];
        if (!sight->category || sight->grade == PHS_GRADE_NONE || sight->line == 0 || sight->line > most_lines(data, size) ||
            (i > 0 && sight->line < health.sights.at[i - 1].line))
            abort();
    }
    free(bytes);
    phs_arena_free(arena);
    return 0;
}
