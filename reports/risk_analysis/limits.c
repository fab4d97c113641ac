/* SPDX-License-Identifier: Apache-2.0 */
/* What was not evaluated, and why: coverage, unknowns by reason, systems that nothing was scanned of, warnings. */
#include "reports/conformance.h"
#include "reports/risk_analysis/parts.h"

static const char *reason_title(const char *word) {
    static const struct {
        const char *word, *title;
    } titles[] = {
        {"variable", "a variable has no value"},
        {"data source", "only the cloud provider can answer"},
        {"computed", "the value exists only after the infrastructure is applied"},
        {"not-read", "the place that would say it was not read"},
        {"module", "a module is not on disk"},
        {"check-error", "the check met something it could not judge"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].word, word) == 0)
            return titles[i].title;
    return word;
}

static void put_reasons(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_reason_counts counts = phs_tally_reasons(of->arena, of->run);
    struct phs_view_list list = {0};
    for (size_t i = 0; i < counts.items.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "word", counts.items.at[i].word);
        phs_view_text(&map, "title", reason_title(counts.items.at[i].word));
        phs_view_count(&map, "count", counts.items.at[i].count);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "unknown_reasons", &list);
}

static void put_coverage(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->graph->coverage.n; i++) {
        const struct phs_coverage *coverage = &of->run->graph->coverage.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "kind", coverage->kind);
        phs_view_text(&map, "what", coverage->what);
        phs_view_text(&map, "state",
                      coverage->state == PHS_READ          ? "read"
                      : coverage->state == PHS_READ_PARTLY ? "read in part"
                                                           : "not read");
        phs_view_text(&map, "class",
                      coverage->state == PHS_READ          ? "pass"
                      : coverage->state == PHS_READ_PARTLY ? "partly"
                      : coverage->asked                    ? "fail"
                                                           : "unknown");
        phs_view_count(&map, "items", coverage->items);
        phs_view_text(&map, "reason", coverage->reason);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "coverage", &list);
}

/* What publications ask of endpoints: beside the findings, as a list. */
static void put_conformance(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_conformance_lines lines = phs_conformance_sum(of->arena, of->run);
    struct phs_view_list list = {0};
    for (size_t i = 0; i < lines.items.n; i++) {
        const struct phs_conformance_line *line = &lines.items.at[i];
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "endpoint", line->resource);
        phs_view_text(&map, "profile", line->profile);
        phs_view_count(&map, "met", line->met);
        phs_view_count(&map, "questions", line->questions);
        phs_view_text(&map, "not_met", *line->not_met ? line->not_met : "none");
        phs_view_text(&map, "unknown", *line->unknown ? line->unknown : "none");
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "conformance", &list);
    phs_map_builder_set(view, PHS_SLICE("has_conformance"), (struct phs_place){0},
                        phs_value_bool(of->arena, lines.items.n > 0, (struct phs_place){0}));
}

void phs_part_limits(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list systems = {0}, warnings = {0};
    put_reasons(of, view);
    put_coverage(of, view);
    put_conformance(of, view);
    for (size_t i = 0; of->run->map && i < of->run->map->systems.n; i++) {
        const struct phs_system *system = of->run->map->systems.at[i];
        if (!system->not_evaluated)
            continue;
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", system->id);
        phs_view_text(&map, "name", system->name);
        phs_view_text(&map, "reason", system->not_evaluated);
        phs_view_push(&systems, &map);
    }
    for (size_t i = 0; i < of->run->warnings.n; i++)
        phs_view_add(of->arena, &warnings, phs_value_text(of->arena, of->run->warnings.at[i]));
    phs_view_list(view, "systems_not_evaluated", &systems);
    phs_view_list(view, "warnings", &warnings);
}
