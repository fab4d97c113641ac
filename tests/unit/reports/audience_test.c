/* SPDX-License-Identifier: Apache-2.0 */
/* What an auditor does not get, wherever a view says it; and charts that do not draw what nobody knows. */
#include "unit/reports/fixture_run.h"

#include "reports/audience.h"
#include "reports/document.h"
#include "reports/risk_analysis.h"

#define PRACTICE PHS_FIXTURES "/cli/practice"
#define NOTHING PHS_FIXTURES "/cli/nothing"

/* A run that knows of one secret, at app/keys.py:7. */
static struct phs_run *run_with_secret(struct phs_arena *arena) {
    static const struct phs_source source = {.kind = PHS_SOURCE_FILE, .path = "app/keys.py"};
    struct phs_run *run = PHS_NEW(arena, struct phs_run);
    struct phs_finding *finding = PHS_NEW(arena, struct phs_finding);
    struct phs_resource *resource = PHS_NEW(arena, struct phs_resource);
    resource->type = "secret_sighting";
    resource->address = "secret:app/keys.py#aws-key:1";
    resource->place = (struct phs_place){&source, 7, 0, 0, 0};
    finding->check = "repository.keys";
    finding->safeguard = "secrets-management";
    finding->resource = resource;
    finding->place = resource->place;
    PHS_PUSH(arena, run->findings, finding);
    return run;
}

static const char *seen_by_auditor(struct phs_arena *arena, const struct phs_run *run, const char *key, const char *text) {
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    phs_view_text(&map, key, text);
    return phs_text_or(arena, phs_get(phs_audience_auditor(arena, phs_view_done(&map), run), key), "");
}

Test(audience, withholds_the_place_of_a_secret_from_auditors_in_any_sentence) {
    static const struct {
        const char *scenario, *text;
        bool shown;
    } cases[] = {
        {"the place itself", "app/keys.py:7", false},
        {"the end of a sentence", "A key stands at app/keys.py:7.", false},
        {"in brackets", "seen (app/keys.py:7), rotate it", false},
        {"in quotes", "remove \"app/keys.py:7\" first", false},
        {"a line of a ticket", "Findings:\n- f-0: app/keys.py:7\n", false},
        {"the address of the sighting", "secret:app/keys.py#aws-key:1", false},
        {"a list of places", "app/a.py:1,app/keys.py:7", false},
        {"another line of the file", "app/keys.py:70", true},
        {"a longer path that ends so", "web/app/keys.py:7", true},
        {"nothing of it", "infra/main.tf:7", true},
        {"empty", "", true},
    };
    struct phs_arena *arena = phs_arena_new();
    const struct phs_run *run = run_with_secret(arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *seen = seen_by_auditor(arena, run, "title", cases[i].text);
        cr_assert_eq(strcmp(seen, cases[i].text) == 0, cases[i].shown, "%s: %s", cases[i].scenario, seen);
    }
    phs_arena_free(arena);
}

Test(audience, withholds_how_a_system_is_reached_wherever_a_view_says_it) {
    static const struct {
        const char *scenario, *key, *safeguard;
        bool shown;
    } cases[] = {
        {"the reason of an exposure", "exposure_reason", NULL, false},
        {"the reason of a finding about exposure", "reason", "public-exposure", false},
        {"a ticket about it", "body", "public-exposure", false},
        {"evidence of a segmentation", "text", "network-segmentation", false},
        {"where a step about secrets works", "where", "secrets-management", false},
        {"where another step works", "where", "encryption-at-rest", true},
        {"the reason of another finding", "reason", "encryption-at-rest", true},
    };
    struct phs_arena *arena = phs_arena_new();
    const struct phs_run *run = run_with_secret(arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_text(&map, "safeguard_id", cases[i].safeguard);
        phs_view_text(&map, cases[i].key, "through the bastion");
        const struct phs_value *seen = phs_audience_auditor(arena, phs_view_done(&map), run);
        cr_assert_eq(phs_slice_is(phs_text(phs_get(seen, cases[i].key)), "through the bastion"), cases[i].shown, "%s",
                     cases[i].scenario);
    }
    phs_arena_free(arena);
}

Test(audience, outsiders_get_named_keys_alone_of_every_document) {
    static const char *const allowed[] = {"schema", "document_title", "organization", "run",      "draft",
                                          "counts", "control_groups", "has_controls", "audience", "document"};
    struct fixture_run fixture = fixture_run(PRACTICE);
    for (int document = 0; document <= PHS_DOCUMENT_EVIDENCE; document++)
        for (int audience = PHS_AUDIENCE_CUSTOMER; audience <= PHS_AUDIENCE_PUBLIC; audience++) {
            const struct phs_value *view =
                phs_document_view(fixture.arena, (enum phs_document)document, fixture.run, fixture.catalogue);
            view = phs_audience_view(fixture.arena, view, fixture.run, (enum phs_audience)audience, NULL);
            for (size_t i = 0; i < view->map.n; i++) {
                bool known = false;
                for (size_t k = 0; k < sizeof allowed / sizeof *allowed; k++)
                    known |= phs_slice_is(view->map.at[i].key, allowed[k]);
                cr_assert(known, "%d %d %.*s", document, audience, (int)view->map.at[i].key.len, view->map.at[i].key.ptr);
            }
            cr_assert_eq(phs_get(view, "control_groups") != NULL, audience == PHS_AUDIENCE_CUSTOMER);
        }
    phs_arena_free(fixture.arena);
}

Test(charts, draw_no_system_where_none_is_known_and_an_empty_box_for_an_unknown_number) {
    struct fixture_run nothing = fixture_run(NOTHING), practice = fixture_run(PRACTICE);
    const struct phs_value *none = phs_get(phs_risk_analysis_view(nothing.arena, nothing.run, nothing.catalogue), "charts");
    cr_assert_null(phs_get(none, "phi"));
    cr_assert_null(phs_get(none, "change"));
    cr_assert_not_null(phs_get(none, "coverage"));
    practice.run->map->systems.at[0]->records = -1;
    const struct phs_value *bars =
        phs_get_path(phs_risk_analysis_view(practice.arena, practice.run, practice.catalogue), "charts.phi.bars");
    const struct phs_value *last = bars->list.at[bars->list.n - 1];
    cr_assert(phs_slice_starts(phs_text(phs_get(last, "value")), "not known"));
    cr_assert(phs_slice_is(phs_text(phs_get(phs_get(last, "segments")->list.at[0], "class")), "none"));
    phs_arena_free(nothing.arena);
    phs_arena_free(practice.arena);
}
