/* SPDX-License-Identifier: Apache-2.0 */
/* PHI systems, the inventory behind them, and the flows between them: every one is listed, scanned or not. */
#include "reports/map/map.h"
#include "reports/risk_analysis/parts.h"

static const char *highest_level(const struct phs_view_of *of, const struct phs_system *system, enum phs_level *ret_level,
                                 size_t *ret_count) {
    *ret_count = 0;
    *ret_level = PHS_VL;
    const char *id = NULL;
    for (size_t i = 0; i < of->run->risks.n; i++) {
        const struct phs_risk *risk = of->run->risks.at[i];
        if (risk->system != system)
            continue;
        (*ret_count)++;
        if (!id || risk->final_observed > *ret_level) {
            *ret_level = risk->final_observed;
            id = risk->id;
        }
    }
    return id;
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

static void put_worst(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_system *system) {
    enum phs_level level;
    size_t count;
    const char *risk = highest_level(of, system, &level, &count);
    phs_view_count(map, "risk_count", count);
    phs_view_text(map, "worst_risk", risk);
    if (risk)
        phs_view_level(map, "worst", level);
}

static struct phs_view_list fails_of(const struct phs_view_of *of, const struct phs_system *system) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->findings.n; i++)
        if (of->run->findings.at[i]->system == system && of->run->findings.at[i]->verdict == PHS_FAIL)
            phs_view_add(of->arena, &list, phs_part_finding_link(of, of->run->findings.at[i]));
    return list;
}

static const struct phs_value *system_view(const struct phs_view_of *of, const struct phs_system *system) {
    struct phs_map_builder map;
    struct phs_view_list why = beliefs(of, system->beliefs.at, system->beliefs.n), fails = fails_of(of, system);
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
    phs_view_text(&map, "exposure_reason", system->exposure_reason);
    phs_view_text(&map, "encrypted", phs_tri_name(system->encrypted));
    phs_view_text(&map, "key_outside", phs_tri_name(system->key_outside));
    phs_view_text(&map, "owner", system->owner);
    phs_view_text(&map, "place", phs_view_place(of->arena, system->place));
    phs_view_text(&map, "not_evaluated", system->not_evaluated);
    phs_view_count(&map, "member_count", system->members.n);
    phs_view_list(&map, "beliefs", &why);
    phs_view_list(&map, "fails", &fails);
    put_worst(of, &map, system);
    return phs_view_done(&map);
}

void phs_part_scope(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0}, states = {0};
    for (size_t i = 0; of->run->map && i < of->run->map->systems.n; i++)
        phs_view_add(of->arena, &list, system_view(of, of->run->map->systems.at[i]));
    for (size_t i = 0; i < of->run->scope->problems.n; i++)
        phs_view_add(of->arena, &states, phs_value_text(of->arena, of->run->scope->problems.at[i]));
    phs_view_list(view, "systems", &list);
    phs_view_list(view, "scope_problems", &states);
}

static const struct phs_system *system_of(const struct phs_run *run, const struct phs_resource *resource) {
    for (size_t i = 0; run->map && i < run->map->systems.n; i++)
        for (size_t k = 0; k < run->map->systems.at[i]->members.n; k++)
            if (run->map->systems.at[i]->members.at[k] == resource)
                return run->map->systems.at[i];
    return NULL;
}

static void put_members(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < of->run->graph->resources.n; i++) {
        const struct phs_resource *resource = of->run->graph->resources.at[i];
        const struct phs_system *system = system_of(of->run, resource);
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
