/* SPDX-License-Identifier: Apache-2.0 */
/* The risk analysis: every section is there whatever was found, every link leads somewhere, and nothing is claimed too much. */
#include "unit/reports/fixture_run.h"

#include "reports/risk_analysis.h"

#define PRACTICE PHS_FIXTURES "/cli/practice"
#define NOTHING PHS_FIXTURES "/cli/nothing"

static struct phs_buf render(const struct fixture_run *fixture, enum phs_report_format format) {
    struct phs_buf out;
    struct phs_err err = {0};
    phs_buf_init(&out, 64 << 20);
    const struct phs_value *view = phs_risk_analysis_view(fixture->arena, fixture->run, fixture->catalogue);
    view = phs_audience_view(fixture->arena, view, fixture->run, PHS_AUDIENCE_INTERNAL, NULL);
    cr_assert_eq(phs_risk_analysis_write(fixture->arena, view, format, NULL, &out, &err), PHS_OK, "%s", err.text);
    return out;
}

static bool holds(const struct phs_buf *out, const char *text) {
    return phs_slice_find(phs_slice_n(out->ptr, out->len), phs_slice(text)) != (size_t)-1;
}

static const char *const folders[] = {NOTHING, PRACTICE};

Test(risk_analysis, has_all_twenty_sections_and_five_annexes_whatever_was_found) {
    for (size_t f = 0; f < 2; f++) {
        struct fixture_run fixture = fixture_run(folders[f]);
        struct phs_buf html = render(&fixture, PHS_REPORT_HTML), markdown = render(&fixture, PHS_REPORT_MARKDOWN);
        for (int section = 1; section <= 20; section++) {
            cr_assert(holds(&html, phs_printf(fixture.arena, "<section id=\"s%d\"", section)), "%s %d", folders[f], section);
            cr_assert(holds(&html, phs_printf(fixture.arena, "\">%d. ", section)), "%s %d", folders[f], section);
            cr_assert(holds(&markdown, phs_printf(fixture.arena, "\n## %d. ", section)), "%s %d", folders[f], section);
        }
        for (char annex = 'a'; annex <= 'e'; annex++) {
            cr_assert(holds(&html, phs_printf(fixture.arena, "<section id=\"annex-%c\"", annex)), "%s %c", folders[f], annex);
            cr_assert(holds(&markdown, phs_printf(fixture.arena, "\n## Annex %c. ", annex - 'a' + 'A')), "%s %c", folders[f],
                      annex);
        }
        phs_buf_done(&html);
        phs_buf_done(&markdown);
        phs_arena_free(fixture.arena);
    }
}

Test(risk_analysis, every_link_leads_to_a_place_in_the_page) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    struct phs_buf html = render(&fixture, PHS_REPORT_HTML);
    struct phs_map ids;
    size_t links = 0, at;
    phs_map_init(&ids, fixture.arena);
    struct phs_slice rest = phs_slice_n(html.ptr, html.len);
    while ((at = phs_slice_find(rest, PHS_SLICE(" id=\""))) != (size_t)-1) {
        rest = phs_slice_n(rest.ptr + at + 5, rest.len - at - 5);
        struct phs_slice id = phs_slice_n(rest.ptr, phs_slice_find(rest, PHS_SLICE("\"")));
        cr_assert_null(phs_map_put(&ids, id, &ids), "%.*s stands twice", (int)id.len, id.ptr);
    }
    rest = phs_slice_n(html.ptr, html.len);
    while ((at = phs_slice_find(rest, PHS_SLICE(" href=\""))) != (size_t)-1) {
        rest = phs_slice_n(rest.ptr + at + 7, rest.len - at - 7);
        struct phs_slice target = phs_slice_n(rest.ptr, phs_slice_find(rest, PHS_SLICE("\"")));
        cr_assert(phs_slice_starts(target, "#"), "%.*s leads out", (int)target.len, target.ptr);
        cr_assert_not_null(phs_map_get(&ids, phs_slice_n(target.ptr + 1, target.len - 1)), "%.*s leads nowhere",
                           (int)target.len, target.ptr);
        links++;
    }
    cr_assert_gt(links, 200);
    phs_buf_done(&html);
    phs_arena_free(fixture.arena);
}

Test(risk_analysis, says_what_it_is_and_what_it_is_not) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    struct phs_buf html = render(&fixture, PHS_REPORT_HTML), markdown = render(&fixture, PHS_REPORT_MARKDOWN);
    static const struct {
        const char *scenario, *text;
        bool there;
    } rows[] = {
        {"draft", "Draft", true},
        {"audience", "Internal", true},
        {"the person who must sign", "Dana Whitfield", true},
        {"annual is practice", "practice, not rule text", true},
        {"unread template tag", "{{", false},
        {"a percentage of fulfilment", "% compliant", false},
        {"a sentence that ends in nothing", "(null)", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert_eq(holds(&html, rows[i].text), rows[i].there, "HTML: %s", rows[i].scenario);
        cr_assert_eq(holds(&markdown, rows[i].text), rows[i].there, "Markdown: %s", rows[i].scenario);
    }
    cr_assert_not(holds(&html, "<script"));
    cr_assert_not(holds(&html, "http:"));
    phs_buf_done(&html);
    phs_buf_done(&markdown);
    fixture.run->approved_by = "Dana Whitfield";
    html = render(&fixture, PHS_REPORT_HTML);
    cr_assert_not(holds(&html, "Draft"));
    cr_assert(holds(&html, "Approved by Dana Whitfield"));
    phs_buf_done(&html);
    phs_arena_free(fixture.arena);
}

Test(risk_analysis, numbers_are_those_of_the_run) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    const struct phs_value *view = phs_risk_analysis_view(fixture.arena, fixture.run, fixture.catalogue);
    double sum = 0, cells = 0;
    const struct phs_value *levels = phs_get_path(view, "numbers.levels"), *heat = phs_get(view, "heat");
    for (size_t i = 0; i < levels->list.n; i++)
        sum += phs_get(levels->list.at[i], "count")->number.value;
    for (size_t i = 0; i < heat->list.n; i++) {
        const struct phs_value *row = phs_get(heat->list.at[i], "cells");
        cr_assert_eq(row->list.n, 5);
        for (size_t k = 0; k < row->list.n; k++)
            cells += phs_get(row->list.at[k], "count")->number.value;
    }
    cr_assert_gt(fixture.run->risks.n, 0);
    cr_assert_eq(sum, (double)fixture.run->risks.n);
    cr_assert_eq(cells, (double)fixture.run->risks.n);
    cr_assert_eq(phs_get(view, "risks")->list.n, fixture.run->risks.n);
    cr_assert_eq(phs_get(view, "systems")->list.n, fixture.run->map->systems.n);
    cr_assert_eq(phs_get(view, "open_findings")->list.n + phs_get(view, "closed_findings")->list.n, fixture.run->findings.n);
    cr_assert_eq(phs_get(view, "first_steps")->list.n, 5);
    phs_arena_free(fixture.arena);
}

Test(risk_analysis, heat_map_colours_are_those_of_the_scoring) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    const struct phs_value *heat = phs_get(phs_risk_analysis_view(fixture.arena, fixture.run, fixture.catalogue), "heat");
    for (size_t i = 0; i < fixture.run->risks.n; i++) {
        const struct phs_risk *risk = fixture.run->risks.at[i];
        const struct phs_value *row = heat->list.at[PHS_VH - risk->current.likelihood[PHS_OBSERVED]];
        const struct phs_value *cell = phs_get(row, "cells")->list.at[risk->impact];
        cr_assert(phs_slice_is(phs_text(phs_get_path(cell, "level.id")), phs_level_name(risk->current.level[PHS_OBSERVED])),
                  "%s", risk->id);
    }
    phs_arena_free(fixture.arena);
}

Test(risk_analysis, an_exception_hides_nothing_from_the_report) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    const struct phs_value *open =
        phs_get(phs_risk_analysis_view(fixture.arena, fixture.run, fixture.catalogue), "open_findings");
    size_t hidden = 0;
    for (size_t i = 0; i < open->list.n; i++)
        hidden += phs_get(open->list.at[i], "exception") != NULL;
    cr_assert_eq(hidden, 1);
    phs_arena_free(fixture.arena);
}
