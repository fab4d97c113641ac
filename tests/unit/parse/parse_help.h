/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the parsers share: a source, and trees as one line of JSON. */
#ifndef TESTS_UNIT_PARSE_HELP_H
#define TESTS_UNIT_PARSE_HELP_H

#include <criterion/criterion.h>

#include "base/arena.h"
#include "support/json_text.h"

static const struct phs_source source = {.path = "in"};

/* "3:1-4:2" */
static inline const char *span(struct phs_arena *into, struct phs_place place) {
    return phs_printf(into, "%u:%u-%u:%u", place.line, place.column, place.end_line, place.end_column);
}

static inline struct phs_slice repeat(struct phs_arena *into, const char *text, size_t times) {
    size_t len = strlen(text);
    char *all = phs_alloc(into, len * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(all + i * len, text, len);
    return phs_slice_n(all, len * times);
}

#define EXPECT_TEXT(actual, expected, scenario)                                                                                \
    cr_expect_str_eq((actual), (expected), "%s: got %s, expected %s", (scenario), (actual), (expected))

#endif
