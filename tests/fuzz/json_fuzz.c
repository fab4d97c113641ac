/* SPDX-License-Identifier: Apache-2.0 */
/* JSON and JSON Lines. The first byte chooses the options. */
#include "parse/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    struct phs_source source = {.path = "in"};
    struct phs_json_limits limits = {.allow_duplicates = data[0] & 1, .refuse_bom = (data[0] & 2) != 0, .max_nodes = 10000};
    struct phs_slice bytes = phs_slice_n((const char *)data + 1, size - 1);
    struct phs_arena *arena = phs_arena_new();
    const struct phs_value *value = NULL;
    struct phs_err err;
    if (phs_json_parse(arena, &source, bytes, &limits, &value, &err) == PHS_OK && value->place.end_line < value->place.line)
        __builtin_trap();
    struct phs_ndjson reader;
    phs_ndjson_init(&reader, arena, &source, bytes, &limits);
    while (phs_ndjson_next(&reader, &value, &err))
        continue;
    phs_arena_free(arena);
    return 0;
}
