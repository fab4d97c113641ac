/* SPDX-License-Identifier: Apache-2.0 */
/* Draws the map of an organisation of N systems and as many flows, best of 5, beside copying the same bytes. Milliseconds. */
#include <stdlib.h>
#include <time.h>

#include "reports/map/map.h"

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static struct phs_run *organisation(struct phs_arena *arena, size_t n) {
    struct phs_run *run = PHS_NEW(arena, struct phs_run);
    run->arena = arena;
    run->id = run->version = run->catalogue_sha256 = "bench";
    run->scope = PHS_NEW(arena, struct phs_scope);
    run->map = PHS_NEW(arena, struct phs_phi_map);
    run->graph = PHS_NEW(arena, struct phs_graph);
    phs_graph_init(run->graph, arena);
    for (size_t i = 0; i < n; i++) {
        struct phs_system *system = PHS_NEW(arena, struct phs_system);
        system->id = phs_printf(arena, "sys:%zu", i);
        system->name = phs_printf(arena, "system number %zu", i);
        system->kind = (enum phs_system_kind)(i * 7 % PHS_SYSTEM_KIND_COUNT);
        system->owner = phs_printf(arena, "team %zu", i % 9);
        system->records = (int64_t)(i * 7919 % 200000);
        PHS_PUSH(arena, run->map->systems, system);
    }
    for (size_t i = 0; i < n; i++) {
        struct phs_flow *flow = PHS_NEW(arena, struct phs_flow);
        flow->id = phs_printf(arena, "flow:%zu", i);
        flow->from = run->map->systems.at[i];
        flow->to = run->map->systems.at[(i * 31 + 7) % n];
        flow->from_name = flow->from->name;
        flow->to_name = flow->to->name;
        flow->declared = i % 3;
        flow->seen = !flow->declared || i % 2;
        PHS_PUSH(arena, run->map->flows, flow);
    }
    return run;
}

static bool draw(struct phs_buf *out, size_t n, bool html, enum phs_map_grouping grouping, double *ret_ms) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_run *run = organisation(arena, n);
    struct phs_map_options how = {.grouping = grouping};
    struct phs_err err = {0};
    enum phs_code code = PHS_OK;
    double start = now();
    if (html)
        code = phs_map_draw_html(out, arena, run, &how, &err);
    else
        phs_map_draw_svg(out, arena, run, &how);
    *ret_ms = now() - start;
    phs_arena_free(arena);
    return code == PHS_OK && !out->failed;
}

static double copying(const struct phs_buf *bytes) {
    struct phs_buf copy;
    phs_buf_init(&copy, bytes->len + 1);
    double start = now();
    phs_buf_add(&copy, bytes->ptr, bytes->len);
    double ms = now() - start;
    phs_buf_done(&copy);
    return ms;
}

static bool measure(size_t n, bool html, enum phs_map_grouping grouping) {
    double best = 1e9, copy = 1e9, ms;
    size_t bytes = 0;
    for (int i = 0; i < 5; i++) {
        struct phs_buf out;
        phs_buf_init(&out, (size_t)1 << 30);
        if (!draw(&out, n, html, grouping, &ms))
            return false;
        best = ms < best ? ms : best;
        ms = copying(&out);
        copy = ms < copy ? ms : copy;
        bytes = out.len;
        phs_buf_done(&out);
    }
    printf("%-5s %-15s %9zu bytes  drawn in %8.1f  the same bytes copied in %6.2f  ratio %5.0f\n", html ? "html" : "svg",
           grouping == PHS_MAP_GROUP_NEVER ? "every box" : "grouped", bytes, best, copy, best / copy);
    return true;
}

int main(int argc, char **argv) {
    long n = argc > 1 ? strtol(argv[1], NULL, 10) : 5000;
    bool well = n > 0 && n <= 100000;
    for (int html = 0; html < 2 && well; html++)
        for (int grouping = PHS_MAP_GROUP_AUTO; grouping <= PHS_MAP_GROUP_NEVER && well; grouping += 2)
            well = measure((size_t)n, html, (enum phs_map_grouping)grouping);
    return well ? 0 : 1;
}
