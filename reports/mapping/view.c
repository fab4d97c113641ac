/* SPDX-License-Identifier: Apache-2.0 */
/* The view of the mapping and its three renderings. */
#include "reports/mapping.h"

#include "base/clock.h"
#include "reports/controls.h"
#include "reports/mapping/parts.h"
#include "reports/writing.h"

static const char *const known_columns[] = {"nist80053r5", "csf2", "iso27001"};

static bool is_known(struct phs_slice word) {
    for (size_t i = 0; i < sizeof known_columns / sizeof *known_columns; i++)
        if (phs_slice_is(word, known_columns[i]))
            return true;
    return phs_slice_is(word, "hipaa") || phs_slice_is(word, "soc2") || word.len == 0;
}

/* In a fixed order, whatever order they were asked for in; hipaa and soc2 are always there. */
static enum phs_code read_columns(struct phs_mapping *mapping, const char *list, struct phs_err *err) {
    struct phs_slice rest = phs_slice(list), word;
    while (phs_slice_cut(&rest, ',', &word))
        if (!is_known(phs_slice_trim(word)))
            return phs_fail(err, PHS_E_USAGE,
                            "--frameworks takes nist80053r5, csf2 and iso27001 with commas between, not %.*s.",
                            (int)(word.len > 60 ? 60 : word.len), word.ptr);
    for (size_t i = 0; i < sizeof known_columns / sizeof *known_columns; i++) {
        rest = phs_slice(list);
        while (phs_slice_cut(&rest, ',', &word))
            if (phs_slice_is(phs_slice_trim(word), known_columns[i])) {
                mapping->columns[mapping->column_count++] = known_columns[i];
                break;
            }
    }
    return PHS_OK;
}

static void index_status(struct phs_mapping *mapping) {
    const struct phs_run *run = mapping->of.run;
    phs_map_init(&mapping->status_by_key, mapping->of.arena);
    phs_map_init(&mapping->evidence_by_safeguard, mapping->of.arena);
    for (size_t i = 0; i < run->controls.n; i++) {
        const struct phs_control_status *status = &run->controls.at[i];
        const char *key = phs_printf(mapping->of.arena, "%s:%s", status->framework, status->control);
        phs_map_puts(&mapping->status_by_key, key, (void *)(uintptr_t)status);
    }
}

static void put_front(struct phs_mapping *mapping, struct phs_map_builder *view) {
    const struct phs_run *run = mapping->of.run;
    char when[21];
    struct phs_map_builder map;
    phs_time_format(run->started, when);
    phs_view_text(view, "schema", "phiscope.mapping/1");
    phs_view_text(view, "audience", "internal");
    phs_view_text(view, "organization",
                  run->scope->organization.name ? run->scope->organization.name : "An organization without a name yet");
    phs_view_start(&map, mapping->of.arena);
    phs_view_text(&map, "id", run->id);
    phs_view_text(&map, "started", when);
    phs_view_text(&map, "date", phs_view_date(mapping->of.arena, run->started));
    phs_view_text(&map, "version", run->version);
    phs_view_text(&map, "catalogue_sha256", run->catalogue_sha256);
    phs_view_value(view, "run", phs_view_done(&map));
    phs_view_flag(view, "draft", run->approved_by == NULL);
    phs_view_text(view, "approved_by", run->approved_by);
    phs_view_count(view, "systems", run->map ? run->map->systems.n : 0);
}

static void put_frameworks(struct phs_mapping *mapping, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < mapping->column_count; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, mapping->of.arena);
        phs_view_text(&map, "id", mapping->columns[i]);
        phs_view_text(&map, "title", phs_framework_title(mapping->of.catalogue, mapping->columns[i]));
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "frameworks", &list);
}

/* How many criteria and citations have which state: counts, never a share. */
static void put_counts(struct phs_mapping *mapping, struct phs_map_builder *view, const char *key, const char *framework) {
    static const char *const classes[] = {"fail", "partly", "pass", "unknown", "na"};
    size_t counts[PHS_CONTROL_NA + 1] = {0};
    struct phs_view_list list = {0};
    for (size_t i = 0; i < mapping->of.run->controls.n; i++)
        counts[mapping->of.run->controls.at[i].state] += strcmp(mapping->of.run->controls.at[i].framework, framework) == 0;
    for (int state = PHS_CONTRADICTED; state <= PHS_CONTROL_NA; state++) {
        if (!counts[state])
            continue;
        struct phs_map_builder map;
        phs_view_start(&map, mapping->of.arena);
        phs_view_text(&map, "state", phs_control_state_name((enum phs_control_state)state));
        phs_view_text(&map, "class", classes[state]);
        phs_view_count(&map, "count", counts[state]);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, key, &list);
}

/* Asked for and not read, or only in part: what the results below cannot know of. */
static void put_lost(struct phs_mapping *mapping, struct phs_map_builder *view) {
    const struct phs_graph *graph = mapping->of.run->graph;
    struct phs_view_list list = {0};
    for (size_t i = 0; i < graph->coverage.n; i++) {
        const struct phs_coverage *coverage = &graph->coverage.at[i];
        if (coverage->asked && coverage->state != PHS_READ)
            phs_view_add(
                mapping->of.arena, &list,
                phs_value_text(mapping->of.arena, phs_printf(mapping->of.arena, "%s %s: %s", coverage->kind, coverage->what,
                                                             coverage->reason ? coverage->reason : "no reason was given")));
    }
    phs_view_flag(view, "lost", list.items.n > 0);
    phs_view_list(view, "not_read", &list);
}

enum phs_code phs_mapping_view(struct phs_arena *arena, const struct phs_run *run, const struct phs_catalogue *catalogue,
                               const struct phs_mapping_options *options, const struct phs_value **ret_view,
                               struct phs_err *err) {
    struct phs_mapping mapping = {.of = {arena, run, catalogue}};
    struct phs_map_builder view;
    enum phs_code code = read_columns(&mapping, options->frameworks, err);
    if (code == PHS_OK)
        code = phs_mapping_read_crosswalk(&mapping, err);
    if (code != PHS_OK)
        return code;
    index_status(&mapping);
    phs_view_start(&view, arena);
    put_front(&mapping, &view);
    put_frameworks(&mapping, &view);
    put_counts(&mapping, &view, "soc2_counts", "soc2");
    put_counts(&mapping, &view, "hipaa_counts", "hipaa");
    put_lost(&mapping, &view);
    phs_mapping_put_criteria(&mapping, &view);
    phs_mapping_put_rule(&mapping, &view);
    code = phs_mapping_put_responses(&mapping, &view, err);
    if (code == PHS_OK)
        *ret_view = phs_view_done(&view);
    return code;
}

enum phs_code phs_mapping_write(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                                const struct phs_map *templates, struct phs_buf *out, struct phs_err *err) {
    struct phs_written written = {.title = "Mapping of SOC 2 and the HIPAA Security Rule",
                                  .organization = phs_text_or(arena, phs_get(view, "organization"), ""),
                                  .template = "mapping",
                                  .tables = phs_mapping_tables};
    return phs_report_write(arena, &written, view, format, templates, out, err);
}
