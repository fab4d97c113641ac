/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the parsers share: a source, and trees as one line of JSON. */
#ifndef TESTS_UNIT_PARSE_HELP_H
#define TESTS_UNIT_PARSE_HELP_H

#include <criterion/criterion.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json_writer.h"
#include "model/value.h"

static const struct phs_source source = {.path = "in"};

static inline const char *as_json(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_buf buf;
    struct phs_json json;
    phs_buf_init(&buf, 1 << 20);
    phs_json_init(&json, &buf, false);
    phs_value_write_json(&json, value);
    const char *text = phs_strdup(arena, phs_buf_text(&buf));
    phs_buf_done(&buf);
    return text;
}

/* "3:1-4:2" */
static inline const char *span(struct phs_arena *arena, struct phs_place place) {
    return phs_printf(arena, "%u:%u-%u:%u", place.line, place.column, place.end_line, place.end_column);
}

static inline struct phs_slice repeat(struct phs_arena *arena, const char *text, size_t times) {
    size_t len = strlen(text);
    char *all = phs_alloc(arena, len * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(all + i * len, text, len);
    return phs_slice_n(all, len * times);
}

#define EXPECT_TEXT(actual, expected, scenario)                                                                                \
    cr_expect_str_eq((actual), (expected), "%s: got %s, expected %s", (scenario), (actual), (expected))

#endif
