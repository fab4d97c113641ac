/* SPDX-License-Identifier: Apache-2.0 */
/* Systems from the asset inventory: laptops, paper, imaging, premises, software as a service. */
#include "map/parts.h"

struct asset_kind {
    const char *kind;
    enum phs_system_kind system;
    bool mobile; /* leaves the premises */
};

static const struct asset_kind kinds[] = {
    {"laptop", PHS_SYSTEM_DEVICE, true}, {"workstation", PHS_SYSTEM_DEVICE, false}, {"phone", PHS_SYSTEM_DEVICE, true},
    {"tablet", PHS_SYSTEM_DEVICE, true}, {"server", PHS_SYSTEM_DEVICE, false},      {"imaging", PHS_SYSTEM_DEVICE, false},
    {"media", PHS_SYSTEM_DEVICE, true},  {"fax", PHS_SYSTEM_DEVICE, false},         {"network", PHS_SYSTEM_DEVICE, false},
    {"paper", PHS_SYSTEM_PAPER, false},  {"saas", PHS_SYSTEM_THIRD_PARTY, false},   {"premises", PHS_SYSTEM_PREMISES, false},
};

static const struct asset_kind *asset_kind(struct phs_slice name) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_ieq(name, phs_slice(kinds[i].kind)))
            return &kinds[i];
    return NULL;
}

static enum phs_tri tri(const struct phs_value *value) {
    return phs_is(value, PHS_BOOL) ? (value->boolean ? PHS_YES : PHS_NO) : PHS_MAYBE;
}

static void copy_details(struct phs_mapping *mapping, struct phs_system *system, const struct phs_resource *asset) {
    const struct phs_value *records = phs_get(asset->attributes, "records");
    const struct phs_value *categories = phs_get(asset->attributes, "categories");
    if (phs_is(records, PHS_NUMBER) && records->number.value >= 0 && records->number.value < 9e15)
        system->records = (int64_t)records->number.value;
    for (size_t i = 0; phs_is(categories, PHS_LIST) && i < categories->list.n; i++)
        phs_map_add_category(mapping, system, phs_text_or(mapping->arena, categories->list.at[i], "other"));
    system->owner = phs_text_or(mapping->arena, phs_get(asset->attributes, "owner"), NULL);
    system->encrypted = tri(phs_get(asset->attributes, "encrypted"));
    system->key_outside = tri(phs_get(asset->attributes, "key_outside"));
    system->place = asset->place;
}

static void set_exposure(struct phs_system *system, const struct asset_kind *kind) {
    system->exposure = kind->mobile || kind->system == PHS_SYSTEM_THIRD_PARTY ? PHS_PARTNER : PHS_INTERNAL;
    system->exposure_reason = kind->mobile                             ? "it leaves the premises"
                              : kind->system == PHS_SYSTEM_THIRD_PARTY ? "another organisation runs it"
                                                                       : "it stays on the premises";
}

static void add_asset(struct phs_mapping *mapping, struct phs_resource *asset) {
    const struct phs_value *holds = phs_get(asset->attributes, "holds_phi");
    const struct asset_kind *kind = asset_kind(phs_text(phs_get(asset->attributes, "kind")));
    if ((phs_is(holds, PHS_BOOL) && !holds->boolean) || mapping->by_resource[asset->index])
        return;
    enum phs_system_kind system_kind = kind ? kind->system : PHS_SYSTEM_DEVICE;
    const char *name = phs_text_or(mapping->arena, phs_get(asset->attributes, "name"), asset->address);
    struct phs_system *system = phs_map_find_system(mapping, name);
    if (!system)
        system = phs_map_add_system(mapping, name, system_kind);
    phs_map_add_member(mapping, system, asset);
    copy_details(mapping, system, asset);
    if (kind)
        set_exposure(system, kind);
    bool said = phs_is_true(holds);
    phs_map_believe(mapping, system, said ? PHS_BASIS_DECLARED : PHS_BASIS_INFERRED,
                    said ? PHS_CONFIDENCE_HIGH : PHS_CONFIDENCE_LOW, asset->place,
                    said ? "the asset inventory says that it holds PHI"
                         : "the asset inventory does not say whether it holds PHI, so it counts until somebody says no");
}

void phs_map_inventory_systems(struct phs_mapping *mapping) {
    const struct phs_resource_list *assets = phs_graph_of_type(mapping->graph, "asset");
    for (size_t i = 0; i < assets->items.n; i++)
        add_asset(mapping, assets->items.at[i]);
}
