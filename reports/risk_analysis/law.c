/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks and amounts that the catalogue knows: facts with citations, applied to nothing. */
#include "base/clock.h"
#include "catalogue/tsv.h"
#include "reports/risk_analysis/parts.h"

static const char *cell(const struct phs_view_of *of, const struct phs_control *control, const char *column) {
    const char *text = phs_text_or(of->arena, phs_get(control->row, column), NULL);
    return text && *text && strcmp(text, "-") != 0 ? text : NULL;
}

static void put_factors(const struct phs_view_of *of, struct phs_map_builder *view) {
    const struct phs_framework *rule = phs_catalogue_framework(of->catalogue, "hipaa-breach");
    struct phs_view_list factors = {0}, clocks = {0};
    for (size_t i = 0; rule && i < rule->controls.n; i++) {
        const struct phs_control *control = rule->controls.at[i];
        const char *number = cell(of, control, "number_or_deadline");
        if (!number)
            continue;
        bool factor = phs_slice_starts(phs_slice(number), "factor ");
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", cell(of, control, "citation"));
        phs_view_text(&map, "title", control->title);
        phs_view_text(&map, "text", control->text);
        phs_view_text(&map, "deadline", number);
        phs_view_push(factor ? &factors : &clocks, &map);
    }
    phs_view_list(view, "breach_factors", &factors);
    phs_view_list(view, "breach_clocks", &clocks);
}

/* Laws of the states that the scope names ("CA-1798.82" for CA), and federal ones beside HIPAA. */
static bool concerns(const struct phs_run *run, const struct phs_control *control) {
    const char *dash = strchr(control->id, '-');
    if (!dash || dash - control->id != 2)
        return false;
    for (size_t i = 0; i < run->scope->organization.states.n; i++)
        if (strncmp(run->scope->organization.states.at[i], control->id, 2) == 0)
            return true;
    return false;
}

static void put_states(const struct phs_view_of *of, struct phs_map_builder *view) {
    const struct phs_framework *law = phs_catalogue_framework(of->catalogue, "state-law");
    struct phs_view_list list = {0};
    for (size_t i = 0; law && i < law->controls.n; i++) {
        const struct phs_control *control = law->controls.at[i];
        if (!concerns(of->run, control))
            continue;
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "title", control->title);
        phs_view_text(&map, "citation", cell(of, control, "citation"));
        phs_view_text(&map, "deadline", cell(of, control, "deadline"));
        phs_view_text(&map, "notice", cell(of, control, "regulator_notice"));
        phs_view_text(&map, "as_of", cell(of, control, "as_of"));
        phs_view_verified(&map, cell(of, control, "verified"));
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "state_laws", &list);
}

static const char *money(const struct phs_view_of *of, const struct phs_tsv *table, size_t row, const char *column) {
    struct phs_slice text = phs_tsv_cell(table, row, column);
    double number;
    if (!phs_slice_number(text, &number))
        return text.len && !phs_slice_is(text, "-") ? phs_slice_dup(of->arena, text) : NULL;
    return phs_view_thousands(of->arena, (int64_t)number);
}

/* The schedule in force on the day of the assessment: the latest that is not after it. */
static struct phs_slice schedule_on(const struct phs_tsv *table, int64_t day) {
    struct phs_slice best = {0};
    for (size_t row = 0; row < table->rows.n; row++) {
        struct phs_slice effective = phs_tsv_cell(table, row, "effective");
        int64_t when;
        if (!phs_slice_starts(phs_tsv_cell(table, row, "schedule"), "criminal") && phs_time_parse(effective, &when) &&
            when <= day && (best.len == 0 || phs_slice_cmp(effective, best) > 0))
            best = effective;
    }
    return best;
}

static void put_penalties(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_tsv *table;
    const char *path = "checks/frameworks/penalties.tsv";
    if (phs_tsv_parse(of->arena, path, phs_catalogue_file(path), &table, NULL) != PHS_OK)
        return;
    struct phs_slice effective = schedule_on(table, of->run->started);
    struct phs_view_list list = {0};
    for (size_t row = 0; row < table->rows.n; row++) {
        if (effective.len == 0 || !phs_slice_eq(phs_tsv_cell(table, row, "effective"), effective))
            continue;
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "tier", phs_slice_dup(of->arena, phs_tsv_cell(table, row, "tier")));
        phs_view_text(&map, "culpability", phs_slice_dup(of->arena, phs_tsv_cell(table, row, "culpability")));
        phs_view_text(&map, "least", money(of, table, row, "min_per_violation_usd"));
        phs_view_text(&map, "most", money(of, table, row, "max_per_violation_usd"));
        phs_view_text(&map, "cap", money(of, table, row, "calendar_year_cap_identical_usd"));
        phs_view_text(&map, "discretion", money(of, table, row, "ocr_2019_discretion_cap_usd"));
        phs_view_push(&list, &map);
    }
    phs_view_text(view, "penalties_effective", phs_slice_dup(of->arena, effective));
    phs_view_list(view, "penalties", &list);
}

static struct phs_view_list hosts_of(const struct phs_view_of *of, const struct phs_incident_candidate *candidate) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < candidate->hosts.n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "name", candidate->hosts.at[i].name);
        phs_view_text(&map, "baa", candidate->hosts.at[i].baa_known ? candidate->hosts.at[i].baa : "unknown");
        phs_view_push(&list, &map);
    }
    return list;
}

/* Records of patients where they do not belong: for people to assess, each with its empty worksheet. */
static void put_incidents(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0}, questions = {0};
    for (size_t i = 0; i < of->run->incidents.n; i++) {
        const struct phs_incident_candidate *candidate = &of->run->incidents.at[i];
        struct phs_view_list hosts = hosts_of(of, candidate);
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "id", candidate->id);
        phs_view_text(&map, "place", phs_view_place(of->arena, candidate->place));
        phs_view_text(&map, "seen_as", candidate->categories);
        phs_view_count(&map, "value_count", candidate->count);
        phs_view_text(&map, "first_committed", candidate->first_seen);
        phs_view_flag(&map, "in_head", candidate->in_head);
        phs_view_list(&map, "hosts", &hosts);
        phs_view_push(&list, &map);
    }
    for (size_t i = 0; i < PHS_INCIDENT_FACTORS; i++)
        phs_view_add(of->arena, &questions, phs_value_text(of->arena, phs_incident_factor(i)));
    phs_view_list(view, "incident_candidates", &list);
    phs_view_list(view, "worksheet", &questions);
}

void phs_part_law(const struct phs_view_of *of, struct phs_map_builder *view) {
    put_factors(of, view);
    put_states(of, view);
    put_penalties(of, view);
    put_incidents(of, view);
}
