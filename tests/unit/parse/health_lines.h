/* SPDX-License-Identifier: Apache-2.0 */
/* Documents and the lines that are told of them: rows of a table of tests. */
#ifndef PHS_TEST_HEALTH_LINES_H
#define PHS_TEST_HEALTH_LINES_H

#include <criterion/criterion.h>

#include "base/arena.h"
#include "base/buf.h"
#include "parse/health/health.h"

struct row {
    const char *scenario, *path, *text, *expected;
};

/* The lines that are told, "2 3 5"; "" where all is judged to be nobody's, "nothing" where nothing is seen. */
static const char *lines_of(struct phs_arena *arena, const char *path, const char *text) {
    struct phs_health health;
    struct phs_buf out;
    uint32_t last = 0;
    if (!phs_health_read(arena, path, phs_slice(text), &health))
        return "nothing";
    phs_buf_init(&out, 4096);
    for (size_t i = 0; i < health.sights.n; i++)
        if (health.sights.at[i].line != last && health.sights.at[i].judged == PHS_MATCH_REAL) {
            phs_buf_printf(&out, "%s%u", last ? " " : "", health.sights.at[i].line);
            last = health.sights.at[i].line;
        }
    const char *lines = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return lines;
}

static void expect_rows(const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct phs_arena *arena = phs_arena_new();
        const char *found = lines_of(arena, rows[i].path, rows[i].text);
        cr_expect_str_eq(found, rows[i].expected, "%s: %s", rows[i].scenario, found);
        phs_arena_free(arena);
    }
}

#define EXPECT_ROWS(rows) expect_rows(rows, sizeof(rows) / sizeof *(rows))

#endif
