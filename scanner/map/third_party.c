/* SPDX-License-Identifier: Apache-2.0 */
/* Systems of others: one for each vendor that receives PHI, or the hosted software that an asset list names. */
#include "map/flows.h"

/* Software as a service in the asset list is where its vendor keeps our records. */
static struct phs_system *hosted_by(const struct phs_mapping *mapping, const char *vendor) {
    const struct phs_resource_list *assets = phs_graph_of_type(mapping->graph, "asset");
    for (size_t i = 0; i < assets->items.n; i++) {
        const struct phs_resource *asset = assets->items.at[i];
        struct phs_system *system = mapping->by_resource[asset->index];
        if (system && system->kind == PHS_SYSTEM_THIRD_PARTY &&
            phs_map_same_name(phs_text_or(mapping->arena, phs_get(asset->attributes, "vendor"), NULL), vendor))
            return system;
    }
    return NULL;
}

static void copy_vendor(struct phs_mapping *mapping, struct phs_system *system, struct phs_resource *vendor) {
    const struct phs_value *records = phs_get(vendor->attributes, "records");
    phs_map_add_member(mapping, system, vendor);
    system->owner = phs_text_or(mapping->arena, phs_get(vendor->attributes, "owner"), system->owner);
    if (system->records < 0 && phs_is(records, PHS_NUMBER) && records->number.value >= 0 && records->number.value < 9e15)
        system->records = (int64_t)records->number.value;
}

struct phs_system *phs_map_third_party(struct phs_mapping *mapping, const char *vendor_name, struct phs_place place) {
    struct phs_resource *vendor = phs_map_vendor(mapping, vendor_name);
    const char *name = vendor ? phs_text_or(mapping->arena, phs_get(vendor->attributes, "name"), vendor_name) : vendor_name;
    struct phs_system *system = phs_map_find_system(mapping, name);
    if (!system)
        system = hosted_by(mapping, name);
    if (!system) {
        system = phs_map_add_system(mapping, name, PHS_SYSTEM_THIRD_PARTY);
        system->place = vendor ? vendor->place : place;
        system->exposure = PHS_PARTNER;
        system->exposure_reason = "another organisation holds it";
    }
    if (vendor)
        copy_vendor(mapping, system, vendor);
    return system;
}

void phs_flow_attach(struct phs_mapping *mapping, struct phs_flow *flow, const char *vendor, const char *service) {
    flow->vendor = phs_map_vendor(mapping, vendor);
    flow->vendor_name = flow->vendor ? phs_text_or(mapping->arena, phs_get(flow->vendor->attributes, "name"), vendor) : vendor;
    flow->service = service;
    flow->to_name = service ? phs_printf(mapping->arena, "%s %s", flow->vendor_name, service) : flow->vendor_name;
    flow->to = phs_map_third_party(mapping, flow->vendor_name, flow->place);
}
