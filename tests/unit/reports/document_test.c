/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of their own: links lead somewhere, hostile names are inert, nothing is claimed too much, tickets are whole. */
#include "unit/reports/fixture_run.h"

#include "reports/document.h"

#define PRACTICE PHS_FIXTURES "/cli/practice"
#define NOTHING PHS_FIXTURES "/cli/nothing"

enum { DOCUMENTS = PHS_DOCUMENT_EVIDENCE + 1 };

static struct phs_buf render(const struct fixture_run *fixture, enum phs_document document, enum phs_report_format format) {
    struct phs_buf out;
    struct phs_err err = {0};
    phs_buf_init(&out, 64 << 20);
    const struct phs_value *view = phs_document_view(fixture->arena, document, fixture->run, fixture->catalogue);
    view = phs_audience_view(fixture->arena, view, fixture->run, PHS_AUDIENCE_INTERNAL, NULL);
    cr_assert_eq(phs_document_write(fixture->arena, view, format, NULL, &out, &err), PHS_OK, "%s", err.text);
    cr_assert_not(out.failed);
    return out;
}

static bool holds(const struct phs_buf *out, const char *text) {
    return phs_slice_find(phs_slice_n(out->ptr, out->len), phs_slice(text)) != (size_t)-1;
}

static size_t links_that_lead(struct phs_arena *arena, const struct phs_buf *html, enum phs_document document) {
    struct phs_map ids;
    size_t links = 0, at;
    phs_map_init(&ids, arena);
    struct phs_slice rest = phs_slice_n(html->ptr, html->len);
    while ((at = phs_slice_find(rest, PHS_SLICE(" id=\""))) != (size_t)-1) {
        rest = phs_slice_n(rest.ptr + at + 5, rest.len - at - 5);
        struct phs_slice id = phs_slice_n(rest.ptr, phs_slice_find(rest, PHS_SLICE("\"")));
        cr_assert_null(phs_map_put(&ids, id, &ids), "%d: %.*s stands twice", document, (int)id.len, id.ptr);
    }
    rest = phs_slice_n(html->ptr, html->len);
    while ((at = phs_slice_find(rest, PHS_SLICE(" href=\"#"))) != (size_t)-1) {
        rest = phs_slice_n(rest.ptr + at + 8, rest.len - at - 8);
        struct phs_slice target = phs_slice_n(rest.ptr, phs_slice_find(rest, PHS_SLICE("\"")));
        cr_assert_not_null(phs_map_get(&ids, target), "%d: %.*s leads nowhere", document, (int)target.len, target.ptr);
        links++;
    }
    return links;
}

Test(document, every_link_leads_to_a_place_in_the_page) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    for (int document = 0; document < DOCUMENTS; document++) {
        struct phs_buf html = render(&fixture, (enum phs_document)document, PHS_REPORT_HTML);
        cr_assert_gt(links_that_lead(fixture.arena, &html, (enum phs_document)document), 4, "%d", document);
        phs_buf_done(&html);
    }
    phs_arena_free(fixture.arena);
}

Test(document, claims_nothing_that_a_scan_cannot_know) {
    static const char *const never[] = {"HIPAA compliant", "certified", "{{", "(null)", "<script", "http:"};
    static const char *const folders[] = {NOTHING, PRACTICE};
    for (size_t f = 0; f < 2; f++) {
        struct fixture_run fixture = fixture_run(folders[f]);
        for (int document = 0; document < DOCUMENTS; document++)
            for (int format = 0; format <= PHS_REPORT_JSON; format++) {
                struct phs_buf out = render(&fixture, (enum phs_document)document, (enum phs_report_format)format);
                for (size_t i = 0; i < sizeof never / sizeof *never; i++)
                    cr_assert_not(holds(&out, never[i]), "%s %d %d: %s", folders[f], document, format, never[i]);
                cr_assert(holds(&out, fixture.run->id), "%s %d %d", folders[f], document, format);
                phs_buf_done(&out);
            }
        phs_arena_free(fixture.arena);
    }
}

Test(document, a_name_with_markup_in_it_stays_a_name) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    fixture.run->scope =
        memcpy(phs_alloc(fixture.arena, sizeof *fixture.run->scope), fixture.run->scope, sizeof *fixture.run->scope);
    ((struct phs_scope *)(uintptr_t)fixture.run->scope)->organization.name = "<script>alert(1)</script>\x1b[31m";
    for (int document = 0; document < DOCUMENTS; document++) {
        struct phs_buf html = render(&fixture, (enum phs_document)document, PHS_REPORT_HTML);
        struct phs_buf markdown = render(&fixture, (enum phs_document)document, PHS_REPORT_MARKDOWN);
        cr_assert_not(holds(&html, "<script"), "%d", document);
        cr_assert_not(holds(&html, "\x1b"), "%d", document);
        cr_assert_not(holds(&markdown, "<script"), "%d", document);
        phs_buf_done(&html);
        phs_buf_done(&markdown);
    }
    phs_arena_free(fixture.arena);
}

Test(document, every_step_is_a_ticket_with_a_way_to_see_it_done) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    const struct phs_value *steps =
        phs_get(phs_document_view(fixture.arena, PHS_DOCUMENT_PLAN, fixture.run, fixture.catalogue), "steps");
    cr_assert_gt(steps->list.n, 3);
    cr_assert_eq(steps->list.n, fixture.run->plan.n);
    for (size_t i = 0; i < steps->list.n; i++) {
        const struct phs_value *step = steps->list.at[i];
        static const char *const keys[] = {"ticket.title", "ticket.body", "ticket.labels", "ticket.priority", "ticket.id"};
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            cr_assert_gt(phs_text(phs_get_path(step, keys[k])).len, 0, "%zu %s", i, keys[k]);
        cr_assert(phs_slice_starts(phs_text(phs_get(step, "verify")), "phiscope "), "%zu", i);
    }
    struct phs_buf csv = render(&fixture, PHS_DOCUMENT_PLAN, PHS_REPORT_CSV);
    cr_assert(phs_slice_starts(phs_slice_n(csv.ptr, csv.len), "title,body,labels,priority,due,"));
    phs_buf_done(&csv);
    phs_arena_free(fixture.arena);
}

Test(document, proposals_move_no_level) {
    struct fixture_run fixture = fixture_run(PRACTICE);
    enum phs_level before[256];
    size_t n = fixture.run->risks.n < 256 ? fixture.run->risks.n : 256, shown = 0;
    for (size_t i = 0; i < n; i++)
        before[i] = fixture.run->risks.at[i]->final_observed;
    const struct phs_value *proposals =
        phs_get(phs_document_view(fixture.arena, PHS_DOCUMENT_NPRM, fixture.run, fixture.catalogue), "proposals");
    for (size_t i = 0; i < n; i++)
        cr_assert_eq(before[i], fixture.run->risks.at[i]->final_observed);
    cr_assert_gt(proposals->list.n, 20);
    for (size_t i = 0; i < proposals->list.n; i++)
        shown += phs_get(proposals->list.at[i], "safeguards")->list.n > 0;
    cr_assert_gt(shown, 18);
    phs_arena_free(fixture.arena);
}

Test(document, says_what_is_missing_for_an_incident_where_nothing_is_known) {
    struct fixture_run fixture = fixture_run(NOTHING);
    const struct phs_value *missing =
        phs_get(phs_document_view(fixture.arena, PHS_DOCUMENT_BREACH, fixture.run, fixture.catalogue), "missing");
    cr_assert_gt(missing->list.n, 6);
    phs_arena_free(fixture.arena);
}
