/* SPDX-License-Identifier: Apache-2.0 */
/* PHI systems, the inventory behind them, and the flows between them: every one is listed, scanned or not. */
#include "reports/map/map.h"
#include "reports/risk_analysis/parts.h"

/* What findings and risks say of one system, gathered in one pass: a run may have thousands of each. */
struct said {
    struct phs_view_list fails;
    const struct phs_risk *worst; /* the first of the highest level; NULL: no risk */
    size_t risks;
};

static struct said *said_of(struct phs_map *by_system, const struct phs_system *system) {
    struct said *said = phs_map_gets(by_system, system->id);
    if (!said)
        phs_map_puts(by_system, system->id, said = PHS_NEW(by_system->arena, struct said));
    return said;
}

static void gather(const struct phs_view_of *of, struct phs_map *ret_by_system) {
    phs_map_init(ret_by_system, of->arena);
    for (size_t i = 0; i < of->run->findings.n; i++) {
        const struct phs_finding *finding = of->run->findings.at[i];
        if (finding->system && finding->verdict == PHS_FAIL)
            phs_view_add(of->arena, &said_of(ret_by_system, finding->system)->fails, phs_part_finding_link(of, finding));
    }
    for (size_t i = 0; i < of->run->risks.n; i++) {
        const struct phs_risk *risk = of->run->risks.at[i];
        struct said *said = said_of(ret_by_system, risk->system);
        said->risks++;
        if (!said->worst || risk->final_observed > said->worst->final_observed)
            said->worst = risk;
    }
}

static struct phs_view_list beliefs(const struct phs_view_of *of, const struct phs_belief *at, size_t n) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "basis", phs_basis_name(at[i].basis));
        phs_view_text(&map, "confidence", phs_confidence_name(at[i].confidence));
        phs_view_text(&map, "reason", at[i].reason);
        phs_view_text(&map, "place", phs_view_place(of->arena, at[i].place));
        phs_view_push(&list, &map);
    }
    return list;
}

static void put_worst(struct phs_map_builder *map, const struct said *said) {
    phs_view_count(map, "risk_count", said->risks);
    if (!said->worst)
        return;
    phs_view_text(map, "worst_risk", said->worst->id);
    phs_view_level(map, "worst", said->worst->final_observed);
}

static const struct phs_value *system_view(const struct phs_view_of *of, const struct phs_system *system,
                                           const struct said *said) {
    struct phs_map_builder map;
    struct phs_view_list why = beliefs(of, system->beliefs.at, system->beliefs.n);
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", system->id);
    phs_view_text(&map, "name", system->name);
    phs_view_text(&map, "kind", phs_system_kind_name(system->kind));
    phs_view_text(&map, "categories", phs_view_join(of->arena, system->categories.at, system->categories.n));
    phs_view_text(&map, "special", phs_view_join(of->arena, system->special.at, system->special.n));
    phs_view_text(&map, "records", system->records >= 0 ? phs_view_thousands(of->arena, system->records) : "not known");
    if (system->records >= 0)
        phs_view_count(&map, "record_count", (size_t)system->records);
    phs_view_text(&map, "identifiers", system->identifiers);
    phs_view_text(&map, "deidentification_basis", system->deidentification_basis);
    phs_view_text(&map, "exposure", phs_exposure_name(system->exposure));
    phs_view_text(&map, "reachable_by", phs_exposure_title(system->exposure));
    phs_view_text(&map, "exposure_reason", system->exposure_reason);
    phs_view_text(&map, "encrypted", phs_tri_name(system->encrypted));
    phs_view_text(&map, "key_outside", phs_tri_name(system->key_outside));
    phs_view_text(&map, "owner", system->owner);
    phs_view_text(&map, "place", phs_view_place(of->arena, system->place));
    phs_view_text(&map, "not_evaluated", system->not_evaluated);
    phs_view_count(&map, "member_count", system->members.n);
    phs_view_list(&map, "beliefs", &why);
    phs_view_list(&map, "fails", &said->fails);
    put_worst(&map, said);
    return phs_view_done(&map);
}

void phs_part_scope(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0}, states = {0};
    struct phs_map by_system;
    gather(of, &by_system);
    for (size_t i = 0; of->run->map && i < of->run->map->systems.n; i++)
        phs_view_add(of->arena, &list,
                     system_view(of, of->run->map->systems.at[i], said_of(&by_system, of->run->map->systems.at[i])));
    for (size_t i = 0; i < of->run->scope->problems.n; i++)
        phs_view_add(of->arena, &states, phs_value_text(of->arena, of->run->scope->problems.at[i]));
    phs_view_list(view, "systems", &list);
    phs_view_list(view, "scope_problems", &states);
}

/* By the resource's place in the graph; the first system that has it. */
static const struct phs_system **systems_of_resources(const struct phs_view_of *of) {
    const struct phs_system **owners = PHS_NEW_N(of->arena, const struct phs_system *, of->run->graph->resources.n + 1);
    for (size_t i = 0; of->run->map && i < of->run->map->systems.n; i++) {
        const struct phs_system *system = of->run->map->systems.at[i];
        for (size_t k = 0; k < system->members.n; k++) {
            size_t at = system->members.at[k]->index;
            if (at < of->run->graph->resources.n && !owners[at])
                owners[at] = system;
        }
    }
    return owners;
}

static void put_members(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    const struct phs_system **owners = systems_of_resources(of);
    for (size_t i = 0; i < of->run->graph->resources.n; i++) {
        const struct phs_resource *resource = of->run->graph->resources.at[i];
        const struct phs_system *system = owners[i];
        if (!system || strcmp(resource->type, "phi_flow") == 0)
            continue;
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "type", resource->type);
        phs_view_text(&map, "address", resource->address);
        phs_view_text(&map, "environment", resource->environment);
        phs_view_text(&map, "place", phs_view_place(of->arena, resource->place));
        phs_view_text(&map, "collector", resource->collector);
        phs_view_text(&map, "system", system->name);
        phs_view_text(&map, "system_id", system->id);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "members", &list);
}

/* Everything collected by type: also what holds no PHI was looked at, and is counted. */
static void put_types(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->graph->by_type.n; i++) {
        const struct phs_map_item *item = &of->run->graph->by_type.items[i];
        const struct phs_resource_list *resources = item->value;
        if (phs_slice_starts(item->key, "phi_") && !phs_slice_is(item->key, "phi_sighting"))
            continue;
        struct phs_map_builder map;
        phs_view_start(&map, of->arena);
        phs_view_text(&map, "type", phs_slice_dup(of->arena, item->key));
        phs_view_count(&map, "count", resources->items.n);
        phs_view_push(&list, &map);
    }
    phs_view_list(view, "types", &list);
}

void phs_part_inventory(const struct phs_view_of *of, struct phs_map_builder *view) {
    put_members(of, view);
    put_types(of, view);
}

const struct phs_value *phs_part_flow(const struct phs_view_of *of, const struct phs_flow *flow) {
    struct phs_map_builder map;
    struct phs_view_list why = beliefs(of, flow->beliefs.at, flow->beliefs.n);
    bool bad = flow->baa < PHS_BAA_UNKNOWN;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "id", flow->id);
    phs_view_text(&map, "from", flow->from_name);
    phs_view_text(&map, "to", flow->to_name);
    phs_view_text(&map, "from_id", flow->from ? flow->from->id : NULL);
    phs_view_text(&map, "to_id", flow->to ? flow->to->id : NULL);
    phs_view_flag(&map, "third_party", flow->vendor != NULL || flow->vendor_name != NULL);
    phs_view_text(&map, "host", flow->host);
    phs_view_text(&map, "purpose", flow->purpose);
    phs_view_text(&map, "encrypted", phs_tri_name(flow->encrypted));
    phs_view_text(&map, "baa", phs_baa_name(flow->baa));
    phs_view_text(&map, "baa_class", bad ? "fail" : flow->baa == PHS_BAA_UNKNOWN ? "unknown" : "pass");
    phs_view_text(&map, "baa_reason", flow->baa_reason);
    phs_view_text(&map, "redaction", flow->redaction);
    phs_view_text(&map, "redaction_basis", flow->redaction_basis);
    phs_view_text(&map, "known",
                  flow->declared && flow->seen ? "declared and seen"
                  : flow->declared             ? "declared, not seen"
                                               : "seen, not declared");
    phs_view_text(&map, "place", phs_view_place(of->arena, flow->place));
    phs_view_list(&map, "beliefs", &why);
    return phs_view_done(&map);
}

/* For the HTML alone; the JSON of the view leaves it out. */
static void put_drawing(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_buf svg;
    phs_buf_init(&svg, (size_t)64 * 1024 * 1024);
    phs_map_draw_svg(&svg, of->arena, of->run, &(struct phs_map_options){.inside = true});
    if (!svg.failed)
        phs_view_text(view, "map_svg", phs_strndup(of->arena, phs_buf_text(&svg), svg.len));
    phs_buf_done(&svg);
}

void phs_part_flows(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; of->run->map && i < of->run->map->flows.n; i++)
        phs_view_add(of->arena, &list, phs_part_flow(of, of->run->map->flows.at[i]));
    phs_view_list(view, "flows", &list);
    put_drawing(of, view);
}
