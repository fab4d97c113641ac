/* SPDX-License-Identifier: Apache-2.0 */
/* What stands behind a safeguard: its tests, what they said, where, and what a person attested. */
#include "reports/mapping/parts.h"
#include "reports/tally.h"

enum { MOST_PLACES = 4 };

struct evidence {
    size_t pass, fail, unknown, attested, place_count;
    struct phs_map ran; /* checks that judged something */
    struct phs_view_list places;
};

static const char *place_of(const struct phs_mapping *mapping, const struct phs_finding *finding) {
    struct phs_place place = finding->place.source || !finding->resource ? finding->place : finding->resource->place;
    return phs_view_place(mapping->of.arena, place);
}

static void add_place(struct phs_mapping *mapping, struct evidence *evidence, const char *place, const char *verdict,
                      const char *class) {
    if (evidence->place_count++ >= MOST_PLACES)
        return;
    struct phs_map_builder map;
    phs_view_start(&map, mapping->of.arena);
    phs_view_text(&map, "place", *place ? place : "no place");
    phs_view_text(&map, "verdict", verdict);
    phs_view_text(&map, "class", class);
    phs_view_push(&evidence->places, &map);
}

/* Findings come with fails in front, so the places shown are those that matter most. */
static void read_findings(struct phs_mapping *mapping, struct evidence *evidence, const char *safeguard) {
    for (size_t i = 0; i < mapping->of.run->findings.n; i++) {
        const struct phs_finding *finding = mapping->of.run->findings.at[i];
        if (!finding->safeguard || strcmp(finding->safeguard, safeguard) != 0 || finding->verdict == PHS_NOT_APPLICABLE)
            continue;
        phs_map_puts(&evidence->ran, finding->check, evidence);
        evidence->pass += finding->verdict == PHS_PASS;
        evidence->fail += finding->verdict == PHS_FAIL;
        evidence->unknown += finding->verdict == PHS_VERDICT_UNKNOWN;
        add_place(mapping, evidence, place_of(mapping, finding), phs_verdict_name(finding->verdict),
                  finding->verdict == PHS_PASS   ? "pass"
                  : finding->verdict == PHS_FAIL ? "fail"
                                                 : "unknown");
    }
}

static void read_attestations(struct phs_mapping *mapping, struct evidence *evidence, const char *safeguard) {
    const struct phs_resource_list *list = phs_graph_of_type(mapping->of.run->graph, "attestation");
    for (size_t i = 0; i < list->items.n; i++) {
        const struct phs_resource *resource = list->items.at[i];
        if (!phs_slice_is(phs_text(phs_get(resource->attributes, "safeguard")), safeguard))
            continue;
        const char *state = phs_text_or(mapping->of.arena, phs_get(resource->attributes, "state"), "unknown");
        evidence->attested++;
        add_place(mapping, evidence, phs_view_place(mapping->of.arena, resource->place),
                  phs_printf(mapping->of.arena, "attested: %s", state),
                  strcmp(state, "pass") == 0   ? "pass"
                  : strcmp(state, "fail") == 0 ? "fail"
                                               : "unknown");
    }
}

static const char *words_of(struct phs_arena *arena, const struct evidence *evidence) {
    const char *text = "";
    const struct {
        size_t count;
        const char *word;
    } parts[] = {{evidence->fail, "fail"}, {evidence->unknown, "unknown"}, {evidence->pass, "pass"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].count)
            text = phs_printf(arena, "%s%s%zu %s", text, *text ? ", " : "", parts[i].count, parts[i].word);
    if (evidence->attested)
        text = phs_printf(arena, "%s%s%s", text, *text ? ", " : "",
                          phs_count_text(arena, evidence->attested, "attestation", NULL));
    return *text ? text : "no machine evidence";
}

static const char *idle_text(struct phs_arena *arena, const char *ran, size_t idle) {
    const char *more = phs_count_text(arena, idle, "test", NULL);
    if (!*ran)
        return phs_printf(arena, "%s found nothing here to judge", more);
    return idle ? phs_printf(arena, "%s (%s more found nothing here to judge)", ran, more) : ran;
}

/* The tests that judged something in this run; of the others, which ask about clouds and services that are not here, the
 * number. */
static void put_tests(struct phs_mapping *mapping, struct phs_map_builder *map, const struct phs_safeguard *safeguard,
                      const struct evidence *evidence) {
    struct phs_view_list tests = {0};
    const char *text = "";
    size_t idle = 0;
    for (size_t i = 0; i < mapping->of.catalogue->checks.n; i++) {
        const struct phs_check_info *check = mapping->of.catalogue->checks.at[i];
        if (check->safeguard != safeguard)
            continue;
        if (!phs_map_gets(&evidence->ran, check->id)) {
            idle++;
            continue;
        }
        phs_view_add(mapping->of.arena, &tests, phs_value_text(mapping->of.arena, check->id));
        text = phs_printf(mapping->of.arena, "%s%s%s", text, *text ? "; " : "", check->id);
    }
    phs_view_list(map, "tests", &tests);
    phs_view_count(map, "test_count", tests.items.n);
    if (idle)
        phs_view_count(map, "idle_tests", idle);
    phs_view_text(map, "tests_text",
                  *text || idle         ? idle_text(mapping->of.arena, text, idle)
                  : safeguard->question ? "asked of a person"
                                        : "no test yet");
}

const struct phs_value *phs_mapping_safeguard(struct phs_mapping *mapping, const struct phs_safeguard *safeguard) {
    const struct phs_value *known = phs_map_gets(&mapping->evidence_by_safeguard, safeguard->id);
    if (known)
        return known;
    struct evidence evidence = {0};
    struct phs_map_builder map;
    phs_map_init(&evidence.ran, mapping->of.arena);
    read_findings(mapping, &evidence, safeguard->id);
    read_attestations(mapping, &evidence, safeguard->id);
    phs_view_start(&map, mapping->of.arena);
    phs_view_text(&map, "id", safeguard->id);
    phs_view_text(&map, "title", safeguard->title);
    phs_view_text(&map, "family", safeguard->family);
    phs_view_text(&map, "question", safeguard->question);
    put_tests(mapping, &map, safeguard, &evidence);
    phs_view_count(&map, "pass", evidence.pass);
    phs_view_count(&map, "fail", evidence.fail);
    phs_view_count(&map, "unknown", evidence.unknown);
    phs_view_count(&map, "attested", evidence.attested);
    phs_view_text(&map, "evidence_text", words_of(mapping->of.arena, &evidence));
    phs_view_list(&map, "places", &evidence.places);
    if (evidence.place_count > MOST_PLACES)
        phs_view_count(&map, "more", evidence.place_count - MOST_PLACES);
    const struct phs_value *view = phs_view_done(&map);
    phs_map_puts(&mapping->evidence_by_safeguard, safeguard->id, (void *)(uintptr_t)view);
    return view;
}

void phs_mapping_put_result(const struct phs_mapping *mapping, struct phs_map_builder *map,
                            const struct phs_control_status *status) {
    static const char *const classes[] = {"fail", "partly", "pass", "unknown", "na"};
    enum phs_control_state state = status ? status->state : PHS_NO_EVIDENCE;
    (void)mapping;
    phs_view_text(map, "state", phs_control_state_name(state));
    phs_view_text(map, "class", classes[state]);
    phs_view_count(map, "supported", status ? status->systems_supported : 0);
    phs_view_count(map, "applicable", status ? status->systems_applicable : 0);
    phs_view_flag(map, "applies", status && status->systems_applicable > 0);
    phs_view_text(map, "reason", status ? status->reason : "the run has no row for it");
}
