/* SPDX-License-Identifier: Apache-2.0 */
/* Segments of HL7 v2 behind a header whose separators the first two bytes choose. Holds: sights on lines that there are. */
#include <stdint.h>
#include <stdlib.h>

#include "parse/health/health.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char head[] = "MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|P|2.5\r";
    enum { HEAD = sizeof head - 1 };
    struct phs_health health;
    uint32_t lines = 1;
    struct phs_arena *arena = phs_arena_new();
    /* Exactly as many bytes as there are, so that reading one more is seen. */
    char *bytes = malloc(HEAD + size);
    if (!bytes)
        abort();
    memcpy(bytes, head, HEAD);
    for (size_t i = 0; i < size; i++) {
        bytes[HEAD + i] = (char)data[i];
        lines += data[i] == '\n' || data[i] == '\r';
    }
    if (size > 1 && data[0] > ' ' && data[0] < 127 && data[0] != data[1])
        bytes[3] = bytes[8] = (char)data[0];
    phs_health_read(arena, NULL, phs_slice_n(bytes, HEAD + size), &health);
    for (size_t i = 0; i < health.sights.n; i++)
        if (!health.sights.at[i].category || health.sights.at[i].line == 0 || health.sights.at[i].line > lines + 3 ||
            health.sights.at[i].grade == PHS_GRADE_NONE)
            abort();
    free(bytes);
    phs_arena_free(arena);
    return 0;
}
