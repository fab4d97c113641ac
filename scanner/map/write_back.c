/* SPDX-License-Identifier: Apache-2.0 */
/* Systems and flows become resources of the graph, so that checks, exceptions and outputs treat them like any other. */
#include "map/parts.h"

static void put_text(struct phs_map_builder *map, const char *key, const char *text, struct phs_place place) {
    if (text)
        phs_map_builder_put(map, key, phs_value_string(map->arena, phs_slice(text), place));
}

/* One of our own words, which a reason may print. */
static const struct phs_value *word_of(struct phs_arena *arena, const char *word, struct phs_place place) {
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = *phs_value_string(arena, phs_slice(word), place);
    value->flags |= PHS_VALUE_WORD;
    return value;
}

static void put_word(struct phs_map_builder *map, const char *key, const char *word, struct phs_place place) {
    phs_map_builder_put(map, key, word_of(map->arena, word, place));
}

static void put_bool(struct phs_map_builder *map, const char *key, bool value, struct phs_place place) {
    phs_map_builder_put(map, key, phs_value_bool(map->arena, value, place));
}

static void put_tri(struct phs_map_builder *map, const char *key, enum phs_tri value, const char *why, struct phs_place place) {
    if (value == PHS_MAYBE)
        phs_map_builder_put(map, key, phs_value_unknown(map->arena, PHS_WHY_UNREAD, why, place));
    else
        put_bool(map, key, value == PHS_YES, place);
}

static const struct phs_value *texts(struct phs_arena *arena, const char *const *items, size_t n, struct phs_place place) {
    PHS_VEC(const struct phs_value *) list = {0};
    for (size_t i = 0; i < n; i++)
        PHS_PUSH(arena, list, phs_value_string(arena, phs_slice(items[i]), place));
    return phs_value_list(arena, list.at, list.n, place);
}

static const struct phs_value *member_addresses(struct phs_arena *arena, const struct phs_system *system) {
    PHS_VEC(const char *) names = {0};
    for (size_t i = 0; i < system->members.n; i++)
        PHS_PUSH(arena, names, system->members.at[i]->address);
    return texts(arena, names.at, names.n, system->place);
}

static bool has_basis(const struct phs_system *system, enum phs_basis basis) {
    for (size_t i = 0; i < system->beliefs.n; i++)
        if (system->beliefs.at[i].basis == basis)
            return true;
    return false;
}

static const struct phs_value *records_of(struct phs_arena *arena, const struct phs_system *system) {
    if (system->records >= 0)
        return phs_value_number(arena, (double)system->records, system->place);
    return phs_value_unknown(arena, PHS_WHY_UNREAD, "nobody said how many records it holds", system->place);
}

static void write_system(struct phs_mapping *mapping, struct phs_system *system) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, mapping->arena);
    put_text(&map, "name", system->name, system->place);
    put_word(&map, "kind", phs_system_kind_name(system->kind), system->place);
    put_word(&map, "grade", phs_grade_name(PHS_GRADE_PHI), system->place);
    phs_map_builder_put(&map, "categories", texts(mapping->arena, system->categories.at, system->categories.n, system->place));
    phs_map_builder_put(&map, "special", texts(mapping->arena, system->special.at, system->special.n, system->place));
    phs_map_builder_put(&map, "records", records_of(mapping->arena, system));
    put_text(&map, "identifiers", system->identifiers, system->place);
    put_word(&map, "exposure", phs_exposure_name(system->exposure), system->place);
    put_tri(&map, "encrypted", system->encrypted, "nothing that was read shows whether it is encrypted at rest", system->place);
    put_tri(&map, "key_outside", system->key_outside, "nothing that was read shows who holds the key", system->place);
    put_bool(&map, "declared", has_basis(system, PHS_BASIS_DECLARED), system->place);
    put_bool(&map, "seen", system->members.n > 0, system->place);
    if (system->beliefs.n) {
        put_word(&map, "basis", phs_basis_name(system->beliefs.at[0].basis), system->place);
        put_word(&map, "confidence", phs_confidence_name(system->beliefs.at[0].confidence), system->place);
    }
    phs_map_builder_put(&map, "members", member_addresses(mapping->arena, system));
    put_text(&map, "owner", system->owner, system->place);
    struct phs_resource *resource = phs_graph_add(mapping->graph, "map", "", "phi_system", system->id);
    resource->name = system->name;
    resource->collector = "map";
    resource->directness = PHS_DECLARED;
    resource->place = system->place;
    resource->attributes = resource->original = phs_map_builder_done(&map, system->place);
    system->resource = resource;
    for (size_t i = 0; i < system->members.n; i++)
        phs_graph_link(mapping->graph, system->members.at[i], PHS_BELONGS_TO, resource, NULL, system->members.at[i]->place);
}

static bool model_host(const struct phs_mapping *mapping, const struct phs_flow *flow) {
    const struct phs_vendor_info *info = flow->vendor_name ? phs_catalogue_vendor(mapping->catalogue, flow->vendor_name) : NULL;
    return (info && info->model_host) || (flow->vendor && phs_is_true(phs_get(flow->vendor->attributes, "model_host")));
}

static const struct phs_value *baa_of(struct phs_arena *arena, const struct phs_flow *flow) {
    const char *why = flow->baa_reason ? flow->baa_reason : "nothing that was read says whether there is an agreement";
    if (flow->baa == PHS_BAA_UNKNOWN)
        return phs_value_unknown(arena, PHS_WHY_UNREAD, why, flow->baa_place);
    return word_of(arena, phs_baa_name(flow->baa), flow->baa_place);
}

static void write_flow(struct phs_mapping *mapping, struct phs_flow *flow) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, mapping->arena);
    put_text(&map, "from", flow->from_name, flow->place);
    put_text(&map, "to", flow->to_name, flow->place);
    put_text(&map, "vendor", flow->vendor_name, flow->place);
    put_text(&map, "service", flow->service, flow->place);
    put_text(&map, "host", flow->host, flow->place);
    put_text(&map, "purpose", flow->purpose, flow->place);
    put_tri(&map, "encrypted", flow->encrypted, "nothing that was read shows whether the route is encrypted", flow->place);
    phs_map_builder_put(&map, "baa", baa_of(mapping->arena, flow));
    put_text(&map, "baa_reason", flow->baa_reason, flow->baa_place);
    put_text(&map, "redaction", flow->redaction, flow->place);
    put_text(&map, "redaction_basis", flow->redaction_basis, flow->place);
    put_bool(&map, "model_host", model_host(mapping, flow), flow->place);
    put_bool(&map, "declared", flow->declared, flow->place);
    put_bool(&map, "seen", flow->seen, flow->place);
    struct phs_resource *resource = phs_graph_add(mapping->graph, "map", "", "phi_flow", flow->id);
    resource->name = phs_printf(mapping->arena, "%s to %s", flow->from_name, flow->to_name);
    resource->collector = "map";
    resource->directness = PHS_DECLARED;
    resource->place = flow->place;
    resource->attributes = resource->original = phs_map_builder_done(&map, flow->place);
    flow->resource = resource;
    if (flow->vendor)
        phs_graph_link(mapping->graph, resource, PHS_SENDS_TO, flow->vendor, NULL, flow->place);
    if (flow->from && flow->from->resource)
        phs_graph_link(mapping->graph, resource, PHS_READS_FROM, flow->from->resource, NULL, flow->place);
    if (flow->to && flow->to->resource) {
        phs_graph_link(mapping->graph, resource, PHS_BELONGS_TO, flow->to->resource, NULL, flow->place);
        PHS_PUSH(mapping->arena, flow->to->members, resource);
    }
}

void phs_map_write_back(struct phs_mapping *mapping) {
    for (size_t i = 0; i < mapping->map->systems.n; i++)
        write_system(mapping, mapping->map->systems.at[i]);
    for (size_t i = 0; i < mapping->map->flows.n; i++)
        write_flow(mapping, mapping->map->flows.at[i]);
}
