/* SPDX-License-Identifier: Apache-2.0 */
/* YAML streams under both typings. The first byte chooses the options. */
#include "parse/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Touches every value that the tree holds, so that a bad pointer is seen; the node budget bounds the walk. */
static size_t walk(const struct phs_value *value) {
    size_t seen = 1;
    if (value->kind == PHS_LIST)
        for (size_t i = 0; i < value->list.n; i++)
            seen += walk(value->list.at[i]);
    if (value->kind == PHS_MAP)
        for (size_t i = 0; i < value->map.n; i++)
            seen += walk(value->map.at[i].value) + value->map.at[i].key.len;
    if (value->kind == PHS_STRING && value->string.len > 0)
        seen += value->string.ptr[value->string.len - 1] == '\0';
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    struct phs_source source = {.path = "in"};
    struct phs_yaml_options options = {.typing_1_1 = data[0] & 1,
                                       .cloudformation_tags = (data[0] & 2) != 0,
                                       .allow_duplicates = (data[0] & 4) != 0,
                                       .max_nodes = 10000};
    struct phs_arena *arena = phs_arena_new();
    struct phs_yaml yaml = {0};
    struct phs_err err;
    if (phs_yaml_parse(arena, &source, phs_slice_n((const char *)data + 1, size - 1), &options, &yaml, &err) == PHS_OK)
        for (size_t i = 0; i < yaml.n; i++)
            if (yaml.at[i].value)
                walk(yaml.at[i].value);
    phs_arena_free(arena);
    return 0;
}
