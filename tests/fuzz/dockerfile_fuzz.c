/* SPDX-License-Identifier: Apache-2.0 */
/* Dockerfiles; every slice and value that comes out is touched. */
#include "parse/dockerfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t touch(struct phs_slice text) {
    size_t sum = 0;
    for (size_t i = 0; i < text.len; i++)
        sum += (unsigned char)text.ptr[i];
    return sum;
}

static size_t touch_value(const struct phs_value *value) {
    size_t sum = 0;
    if (!value)
        return 0;
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        sum += touch_value(value->list.at[i]);
    return sum + (value->kind == PHS_STRING ? touch(value->string) : 0);
}

static size_t touch_instruction(const struct phs_dockerfile_instruction *instruction) {
    size_t sum = touch(instruction->raw) + touch(instruction->text) + touch(instruction->rest) + touch_value(instruction->json);
    for (size_t i = 0; i < instruction->flags.n; i++)
        sum += touch(instruction->flags.at[i].name) + touch_value(instruction->flags.at[i].value);
    for (size_t i = 0; i < instruction->heredocs.n; i++)
        sum += touch(instruction->heredocs.at[i].content);
    for (size_t i = 0; i < instruction->words.n; i++)
        sum += touch_value(instruction->words.at[i]);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_source source = {.path = "Dockerfile"};
    struct phs_arena *arena = phs_arena_new();
    struct phs_dockerfile file;
    struct phs_err err;
    volatile size_t sum = 0;
    if (phs_dockerfile_parse(arena, &source, phs_slice_n((const char *)data, size), &file, &err) == PHS_OK) {
        for (size_t i = 0; i < file.instructions.n; i++)
            sum += touch_instruction(file.instructions.at[i]);
        for (size_t i = 0; i < file.stages.n; i++)
            sum += touch_value(file.stages.at[i].base) + touch(file.stages.at[i].alias);
    }
    phs_arena_free(arena);
    return 0;
}
