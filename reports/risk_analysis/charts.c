/* SPDX-License-Identifier: Apache-2.0 */
/* Charts where people would rather look than read: bars for a template to draw, each with a sentence that says the same. What
 * is not known is drawn as an empty box with its word, never as a short bar. */
#include <math.h>

#include "base/escape.h"
#include "reports/risk_analysis/parts.h"

enum { WIDTH = 480, ROW = 44, BAR_TOP = 20, MOST_SYSTEMS = 12, MOST_LABEL = 28 };

static const char *const classes[] = {"vl", "l", "m", "h", "vh"}; /* by level */

struct segment {
    const char *class, *title;
    size_t count;
};

struct chart {
    struct phs_arena *arena;
    struct phs_view_list rows, axis, key;
    struct phs_buf told; /* the sentence */
};

static void start(struct chart *chart, struct phs_arena *arena) {
    *chart = (struct chart){.arena = arena};
    phs_buf_init(&chart->told, 1 << 20);
}

/* Long names are cut in the drawing; the sentence has them whole. */
static const char *label_of(struct phs_arena *arena, const char *name) {
    struct phs_slice all = phs_slice(name);
    size_t at = 0, characters = 0, fits = 0;
    while (at < all.len) {
        phs_utf8_next(all, &at);
        if (++characters < MOST_LABEL)
            fits = at;
    }
    return characters <= MOST_LABEL ? name : phs_printf(arena, "%.*s…", (int)fits, name);
}

static void put_segment(struct phs_arena *arena, struct phs_view_list *list, const char *class, int x, int width) {
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    phs_view_text(&map, "class", class);
    phs_view_count(&map, "x", (size_t)x);
    phs_view_count(&map, "width", (size_t)(width > 2 ? width : 2));
    phs_view_push(list, &map);
}

static void add_row(struct chart *chart, const char *name, const char *value, const struct phs_view_list *segments) {
    size_t y = chart->rows.items.n * ROW;
    struct phs_map_builder map;
    phs_view_start(&map, chart->arena);
    phs_view_text(&map, "label", label_of(chart->arena, name));
    phs_view_text(&map, "value", value);
    phs_view_count(&map, "text_y", y + 14);
    phs_view_count(&map, "bar_y", y + BAR_TOP);
    phs_view_list(&map, "segments", segments);
    phs_view_push(&chart->rows, &map);
    phs_buf_printf(&chart->told, "%s%s: %s", chart->told.len ? "; " : "", name, value);
}

static void add_key(struct chart *chart, const char *class, const char *title) {
    struct phs_map_builder map;
    phs_view_start(&map, chart->arena);
    phs_view_text(&map, "class", class);
    phs_view_text(&map, "title", title);
    phs_view_push(&chart->key, &map);
}

static void finish(struct chart *chart, struct phs_map_builder *charts, const char *id, const char *title,
                   const char *caption) {
    size_t bottom = chart->rows.items.n * ROW;
    struct phs_map_builder map;
    if (chart->rows.items.n) {
        phs_view_start(&map, chart->arena);
        phs_view_text(&map, "id", id);
        phs_view_text(&map, "title", title);
        phs_view_text(&map, "caption", caption);
        phs_view_printf(&map, "told", "%s.", phs_buf_text(&chart->told));
        phs_view_count(&map, "width", WIDTH);
        phs_view_count(&map, "height", bottom + (chart->axis.items.n ? 22 : 4));
        phs_view_count(&map, "axis_y", bottom + 18);
        phs_view_count(&map, "bottom", bottom);
        phs_view_list(&map, "axis", &chart->axis);
        phs_view_list(&map, "bars", &chart->rows);
        phs_view_list(&map, "key", &chart->key);
        phs_view_value(charts, id, phs_view_done(&map));
    }
    phs_buf_done(&chart->told);
}

/* Parts of a whole, side by side over the full width; an empty box where there is nothing to divide. */
static void add_shares(struct chart *chart, const char *name, const struct segment *segments, size_t n, const char *none) {
    struct phs_view_list list = {0};
    const char *value = "";
    size_t total = 0, before = 0;
    for (size_t i = 0; i < n; i++)
        total += segments[i].count;
    for (size_t i = 0; i < n; i++) {
        if (!segments[i].count)
            continue;
        int from = (int)(before * WIDTH / total), to = (int)((before + segments[i].count) * WIDTH / total);
        put_segment(chart->arena, &list, segments[i].class, from, to - from);
        before += segments[i].count;
        value = phs_printf(chart->arena, "%s%s%zu %s", value, *value ? ", " : "", segments[i].count, segments[i].title);
    }
    if (!total)
        put_segment(chart->arena, &list, "none", 1, WIDTH - 2);
    add_row(chart, name, total ? value : none, &list);
}

/* Records on a logarithmic axis: a clinic and a hospital fit into one picture, and the axis says so. */
static int width_of(int64_t records, int64_t most) {
    return records < 1 || most < 2 ? 0 : (int)lround(log10((double)records) / log10((double)most) * WIDTH);
}

static int64_t axis_end(const struct phs_run *run) {
    int64_t most = 10, end = 10;
    for (size_t i = 0; run->map && i < run->map->systems.n; i++)
        if (run->map->systems.at[i]->records > most)
            most = run->map->systems.at[i]->records;
    while (end < most && end < INT64_MAX / 10)
        end *= 10;
    return end;
}

static void add_axis(struct chart *chart, int64_t end) {
    for (int64_t tick = 1; tick <= end; tick *= 10) {
        bool first = tick == 1, last = tick == end;
        struct phs_map_builder map;
        phs_view_start(&map, chart->arena);
        phs_view_count(&map, "x", (size_t)width_of(tick, end));
        phs_view_text(&map, "label", phs_view_thousands(chart->arena, tick));
        phs_view_text(&map, "anchor", first ? "start" : last ? "end" : "middle");
        phs_view_push(&chart->axis, &map);
        if (last)
            return;
    }
}

/* The worst level among the risks of a system; false when it has none. */
static bool worst_of(const struct phs_run *run, const struct phs_system *system, enum phs_level *ret_level) {
    bool any = false;
    enum phs_level worst = PHS_VL;
    for (size_t i = 0; i < run->risks.n; i++)
        if (run->risks.at[i]->system == system && (!any || run->risks.at[i]->final_observed > worst)) {
            worst = run->risks.at[i]->final_observed;
            any = true;
        }
    *ret_level = worst;
    return any;
}

static void add_system(struct chart *chart, const struct phs_run *run, const struct phs_system *system, int64_t end) {
    struct phs_view_list segments = {0};
    enum phs_level worst;
    bool any = worst_of(run, system, &worst), known = system->records >= 0;
    put_segment(chart->arena, &segments, known ? any ? classes[worst] : "na" : "none", known ? 0 : 1,
                known ? width_of(system->records, end) : WIDTH - 2);
    add_row(chart, system->name,
            phs_printf(chart->arena, "%s%s%s", known ? phs_view_thousands(chart->arena, system->records) : "not known",
                       any ? "; worst risk " : "; no risk", any ? phs_level_title(worst) : ""),
            &segments);
}

static int by_records(const void *a, const void *b) {
    const struct phs_system *x = *(const struct phs_system *const *)a, *y = *(const struct phs_system *const *)b;
    if (x->records != y->records)
        return x->records < y->records ? 1 : -1;
    return strcmp(x->id, y->id);
}

static void put_phi(const struct phs_view_of *of, struct phs_map_builder *charts) {
    size_t n = of->run->map ? of->run->map->systems.n : 0, shown = n < MOST_SYSTEMS ? n : MOST_SYSTEMS;
    const struct phs_system **systems = PHS_NEW_N(of->arena, const struct phs_system *, n + 1);
    int64_t end = axis_end(of->run);
    struct chart chart;
    for (size_t i = 0; i < n; i++)
        systems[i] = of->run->map->systems.at[i];
    qsort(systems, n, sizeof *systems, by_records);
    start(&chart, of->arena);
    for (size_t i = 0; i < shown; i++)
        add_system(&chart, of->run, systems[i], end);
    if (shown)
        add_axis(&chart, end);
    for (int level = PHS_VH; level >= PHS_VL; level--)
        add_key(&chart, classes[level], phs_level_title((enum phs_level)level));
    add_key(&chart, "none", "not known, counts as high");
    finish(&chart, charts, "phi", "Records with patient information by system",
           n > shown ? phs_printf(of->arena,
                                  "Records on a logarithmic scale, filled by the worst risk of the system; %zu more systems "
                                  "stand in the table below.",
                                  n - shown)
                     : "Records on a logarithmic scale, filled by the worst risk of the system.");
}

static void add_sources(struct chart *chart, const struct phs_run *run) {
    size_t counts[3] = {0};
    for (size_t i = 0; i < run->graph->coverage.n; i++) {
        const struct phs_coverage *line = &run->graph->coverage.at[i];
        counts[line->state == PHS_READ ? 0 : line->state == PHS_READ_PARTLY ? 1 : 2]++;
    }
    const struct segment segments[] = {
        {"first", "read", counts[0]}, {"partly", "read in part", counts[1]}, {"unknown", "not read", counts[2]}};
    add_shares(chart, "Sources", segments, 3, "none was named");
}

static void add_systems(struct chart *chart, const struct phs_run *run) {
    size_t n = run->map ? run->map->systems.n : 0, without = 0;
    for (size_t i = 0; i < n; i++)
        without += run->map->systems.at[i]->not_evaluated != NULL;
    const struct segment segments[] = {{"first", "scanned", n - without}, {"unknown", "not scanned", without}};
    add_shares(chart, "PHI systems", segments, 2, "none is known");
}

static void add_citations(struct chart *chart, const struct phs_run *run) {
    size_t seen = 0, unseen = 0;
    for (size_t i = 0; i < run->controls.n; i++) {
        const struct phs_control_status *status = &run->controls.at[i];
        if (strcmp(status->framework, "hipaa") != 0 || status->state == PHS_CONTROL_NA)
            continue;
        seen += status->state != PHS_NO_EVIDENCE;
        unseen += status->state == PHS_NO_EVIDENCE;
    }
    const struct segment segments[] = {{"first", "with evidence", seen}, {"unknown", "without", unseen}};
    add_shares(chart, "Security Rule citations", segments, 2, "none applies");
}

static void put_coverage(const struct phs_view_of *of, struct phs_map_builder *charts) {
    struct phs_tally tally = phs_tally_of(of->run);
    const struct segment checks[] = {{"first", "answered", tally.pass + tally.fail}, {"unknown", "left open", tally.unknown}};
    struct chart chart;
    start(&chart, of->arena);
    add_sources(&chart, of->run);
    add_systems(&chart, of->run);
    add_shares(&chart, "Checks that apply", checks, 2, "none applies");
    add_citations(&chart, of->run);
    finish(
        &chart, charts, "coverage", "What was looked at, and what was not",
        "Shares of what is known of: sources that were asked for or met on the way, systems, checks that apply, citations with "
        "evidence for or against. What nobody named and nothing led to is in no bar.");
}

static size_t most_changes(const struct phs_changes *changes) {
    size_t most = 1;
    for (enum phs_change_kind kind = 0; kind < PHS_CHANGE_KINDS; kind++) {
        size_t n = phs_changes_count(changes->findings.at, changes->findings.n, kind, false) +
                   phs_changes_count(changes->risks.at, changes->risks.n, kind, false);
        most = n > most ? n : most;
    }
    return most;
}

static void put_change(const struct phs_view_of *of, struct phs_map_builder *charts) {
    const struct phs_changes *changes = of->run->changes;
    struct chart chart;
    if (!changes)
        return;
    size_t most = most_changes(changes);
    start(&chart, of->arena);
    for (enum phs_change_kind kind = 0; kind < PHS_CHANGE_KINDS; kind++) {
        size_t findings = phs_changes_count(changes->findings.at, changes->findings.n, kind, false);
        size_t risks = phs_changes_count(changes->risks.at, changes->risks.n, kind, false);
        int middle = (int)(findings * WIDTH / most), end = (int)((findings + risks) * WIDTH / most);
        struct phs_view_list segments = {0};
        if (findings)
            put_segment(of->arena, &segments, "first", 0, middle);
        if (risks)
            put_segment(of->arena, &segments, "second", middle, end - middle);
        add_row(&chart, phs_change_name(kind),
                phs_printf(of->arena, "%s, %s", phs_count_text(of->arena, findings, "finding", NULL),
                           phs_count_text(of->arena, risks, "risk", NULL)),
                &segments);
    }
    add_key(&chart, "first", "findings");
    add_key(&chart, "second", "risks");
    finish(&chart, charts, "change", "Changes since the earlier run",
           "Changes of posture; those of method are counted apart below.");
}

void phs_part_charts(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_map_builder charts;
    phs_view_start(&charts, of->arena);
    put_phi(of, &charts);
    put_coverage(of, &charts);
    put_change(of, &charts);
    phs_view_value(view, "charts", phs_view_done(&charts));
}
