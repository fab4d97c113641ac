/* SPDX-License-Identifier: Apache-2.0 */
/* Judges a graph by one check alone, and spells what came out as sorted lines that can be compared. */
#ifndef PHS_TESTS_ONE_CHECK_H
#define PHS_TESTS_ONE_CHECK_H

#include <stdlib.h>

#include "base/buf.h"
#include "base/clock.h"
#include "judge/judge.h"
#include "relate/relate.h"
#include "support/catalogue.h"

static inline struct phs_run judged_by(struct phs_arena *where, const struct phs_catalogue *catalogue,
                                       const struct phs_check_info *asked, struct phs_graph *graph) {
    struct phs_catalogue one = *catalogue;
    struct phs_run run = {.arena = where, .graph = graph, .started = phs_clock_now()};
    memset(&one.checks, 0, sizeof one.checks);
    memset(&one.frameworks, 0, sizeof one.frameworks);
    PHS_PUSH(where, one.checks, (struct phs_check_info *)(uintptr_t)asked);
    phs_relate(graph);
    phs_judge(&run, &one);
    return run;
}

static inline int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static inline const char *sorted_lines(struct phs_arena *where, const char **lines, size_t n) {
    struct phs_buf out;
    if (n)
        qsort(lines, n, sizeof *lines, by_text);
    phs_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < n; i++)
        phs_buf_printf(&out, "%s\n", lines[i]);
    const char *text = phs_strdup(where, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

#endif
