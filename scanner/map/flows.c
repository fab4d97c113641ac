/* SPDX-License-Identifier: Apache-2.0 */
/* Flows of PHI to others: declared in the scope, seen in code, stated in the vendor and asset inventories. One flow per sender,
 * vendor and service; a declaration and a sighting of the same flow are one. */
#include "map/flows.h"

struct phs_flow *phs_flow_new(struct phs_mapping *mapping, const char *from, const char *to, struct phs_place place) {
    struct phs_flow *flow = PHS_NEW(mapping->arena, struct phs_flow);
    flow->from_name = from;
    flow->to_name = to;
    flow->place = place;
    flow->encrypted = PHS_MAYBE;
    PHS_PUSH(mapping->arena, mapping->map->flows, flow);
    return flow;
}

void phs_flow_believe(struct phs_mapping *mapping, struct phs_flow *flow, enum phs_basis basis, enum phs_confidence confidence,
                      struct phs_place place, const char *reason) {
    struct phs_belief belief = {basis, confidence, reason, place};
    PHS_PUSH(mapping->arena, flow->beliefs, belief);
}

/* "vendor:OpenAI/API" -> vendor "OpenAI", service "API". */
static bool vendor_target(struct phs_mapping *mapping, const char *to, const char **ret_vendor, const char **ret_service) {
    if (strncmp(to, "vendor:", 7) != 0)
        return false;
    const char *slash = strchr(to + 7, '/');
    *ret_vendor = slash ? phs_strndup(mapping->arena, to + 7, (size_t)(slash - to - 7)) : to + 7;
    *ret_service = slash && slash[1] ? slash + 1 : NULL;
    return true;
}

/* "lantern-production-notes" is where the folder "services/notes" runs. */
static bool runs_as(struct phs_arena *arena, const char *system, const char *folder) {
    const char *slash = strrchr(folder, '/');
    const char *name = phs_slug(arena, slash ? slash + 1 : folder), *slug = phs_slug(arena, system);
    size_t n = strlen(name), len = strlen(slug);
    return len >= n && strcmp(slug + len - n, name) == 0 && (len == n || slug[len - n - 1] == '-');
}

struct phs_system *phs_flow_sender(const struct phs_mapping *mapping, const char *name) {
    struct phs_system *system = phs_map_find_system(mapping, name);
    for (size_t i = 0; !system && i < mapping->map->systems.n; i++) {
        struct phs_system *candidate = mapping->map->systems.at[i];
        if (candidate->kind == PHS_SYSTEM_SERVICE && runs_as(mapping->arena, candidate->name, name))
            system = candidate;
    }
    return system;
}

static void declared_flow(struct phs_mapping *mapping, const struct phs_declared_flow *declared) {
    struct phs_flow *flow = phs_flow_new(mapping, declared->from, declared->to, declared->place);
    const char *vendor, *service;
    flow->declared = true;
    flow->from = phs_flow_sender(mapping, declared->from);
    if (vendor_target(mapping, declared->to, &vendor, &service))
        phs_flow_attach(mapping, flow, vendor, service);
    else
        flow->to = phs_map_find_system(mapping, declared->to);
    flow->purpose = declared->purpose;
    flow->redaction = declared->redaction;
    flow->redaction_basis = declared->basis;
    const struct phs_value *encrypted = phs_get(declared->all, "encrypted");
    flow->encrypted = phs_is(encrypted, PHS_BOOL) ? (encrypted->boolean ? PHS_YES : PHS_NO) : PHS_MAYBE;
    phs_flow_believe(mapping, flow, PHS_BASIS_DECLARED, PHS_CONFIDENCE_HIGH, declared->place, "declared in the scope file");
    if (flow->vendor_name)
        phs_map_baa(mapping, flow, declared->baa_not_required);
    else
        flow->baa = PHS_BAA_NOT_REQUIRED, flow->baa_reason = "it stays within the organisation", flow->baa_place = flow->place;
}

static const char *organisation(const struct phs_mapping *mapping) {
    return mapping->scope->organization.name ? mapping->scope->organization.name : "the organisation";
}

static bool has_flow_to(const struct phs_mapping *mapping, const char *vendor) {
    for (size_t i = 0; i < mapping->map->flows.n; i++)
        if (phs_map_same_name(mapping->map->flows.at[i]->vendor_name, vendor))
            return true;
    return false;
}

/* Which service receives the data is known when the vendor has only one. */
static const char *only_service(struct phs_mapping *mapping, const struct phs_resource *vendor) {
    const struct phs_value *services = vendor ? phs_get(vendor->attributes, "services") : NULL;
    bool one = phs_is(services, PHS_LIST) && services->list.n == 1;
    return one ? phs_text_or(mapping->arena, services->list.at[0], NULL) : NULL;
}

static void inventory_flow(struct phs_mapping *mapping, const char *vendor, const char *service, struct phs_system *to,
                           struct phs_place place, const char *reason) {
    struct phs_flow *flow = phs_flow_new(mapping, organisation(mapping), vendor, place);
    flow->declared = true;
    phs_flow_attach(mapping, flow, vendor, service);
    if (to)
        flow->to = to;
    phs_flow_believe(mapping, flow, PHS_BASIS_DECLARED, PHS_CONFIDENCE_HIGH, place, reason);
    phs_map_baa(mapping, flow, NULL);
}

static void vendor_flow(struct phs_mapping *mapping, struct phs_resource *vendor) {
    const char *name = phs_text_or(mapping->arena, phs_get(vendor->attributes, "name"), vendor->name);
    const char *service = only_service(mapping, vendor);
    if (!phs_is_true(phs_get(vendor->attributes, "handles_phi")) || has_flow_to(mapping, name))
        return;
    inventory_flow(mapping, name, service, NULL, vendor->place, "the vendor inventory says that it handles PHI");
}

/* Software as a service in the asset list: its vendor holds our PHI. */
static void asset_flow(struct phs_mapping *mapping, struct phs_resource *asset) {
    const char *vendor = phs_text_or(mapping->arena, phs_get(asset->attributes, "vendor"), NULL);
    struct phs_system *system = mapping->by_resource[asset->index];
    if (!vendor || !system || !phs_slice_ieq(phs_text(phs_get(asset->attributes, "kind")), PHS_SLICE("saas")) ||
        has_flow_to(mapping, vendor))
        return;
    struct phs_resource *listed = phs_map_vendor(mapping, vendor);
    if (listed)
        phs_map_add_member(mapping, system, listed);
    struct phs_flow *flow = phs_flow_new(mapping, organisation(mapping), system->name, asset->place);
    flow->declared = true;
    flow->vendor = listed;
    flow->vendor_name = listed ? phs_text_or(mapping->arena, phs_get(listed->attributes, "name"), vendor) : vendor;
    flow->service = only_service(mapping, listed);
    flow->to = system;
    flow->purpose = system->name;
    phs_flow_believe(mapping, flow, PHS_BASIS_DECLARED, PHS_CONFIDENCE_HIGH, asset->place,
                     "the asset inventory names its vendor");
    phs_map_baa(mapping, flow, NULL);
}

static void identify(struct phs_mapping *mapping, struct phs_flow *flow, size_t at) {
    const char *base = phs_printf(mapping->arena, "flow:%s-to-%s", phs_slug(mapping->arena, flow->from_name),
                                  phs_slug(mapping->arena, flow->to_name));
    flow->id = base;
    for (unsigned n = 2, again = 1; again; n++) {
        again = 0;
        for (size_t i = 0; i < at && !again; i++)
            again = strcmp(mapping->map->flows.at[i]->id, flow->id) == 0;
        if (again)
            flow->id = phs_printf(mapping->arena, "%s-%u", base, n);
    }
}

static const char *known_as(struct phs_mapping *mapping, const struct phs_resource *resource) {
    const char *name = phs_map_display_name(mapping->arena, resource);
    return name == resource->address ? resource->name : name;
}

/* The workload that runs the code which sends PHI handles PHI, whatever else is known of it. */
static void find_workload(struct phs_mapping *mapping, struct phs_flow *flow) {
    for (size_t i = 0; !flow->from && i < mapping->resource_count; i++) {
        struct phs_resource *resource = mapping->graph->resources.at[i];
        const struct phs_map_type *type = phs_map_type(resource->type);
        if (!type || !type->compute || !runs_as(mapping->arena, known_as(mapping, resource), flow->from_name))
            continue;
        flow->from = mapping->by_resource[i];
        if (!flow->from) {
            flow->from = phs_map_add_system(mapping, known_as(mapping, resource), PHS_SYSTEM_SERVICE);
            flow->from->place = resource->place;
            flow->from->owner = phs_map_tagged_owner(mapping->arena, resource);
            phs_map_add_member(mapping, flow->from, resource);
            phs_map_believe(mapping, flow->from, PHS_BASIS_SEEN, PHS_CONFIDENCE_MEDIUM, flow->place,
                            phs_printf(mapping->arena, "it runs %s, which sends PHI to %s", flow->from_name, flow->to_name));
        }
        for (size_t c = 0; flow->to && c < flow->to->categories.n; c++)
            phs_map_add_category(mapping, flow->from, flow->to->categories.at[c]);
    }
}

/* A third party that only receives data with a recorded 164.514(b) basis holds no PHI any more. */
static void settle_receiver(struct phs_mapping *mapping, struct phs_system *system) {
    const char *basis = NULL;
    size_t flows = 0, deidentified = 0;
    int64_t most = 0;
    for (size_t i = 0; i < mapping->map->flows.n; i++) {
        const struct phs_flow *flow = mapping->map->flows.at[i];
        if (flow->to != system)
            continue;
        flows++;
        most = most < 0 || !flow->from || flow->from->records < 0 ? -1
               : flow->from->records > most                       ? flow->from->records
                                                                  : most;
        if (flow->redaction && strcmp(flow->redaction, "deidentified") == 0 && flow->redaction_basis) {
            deidentified++;
            basis = flow->redaction_basis;
        }
        if (!system->beliefs.n && flow->beliefs.n)
            phs_map_believe(
                mapping, system, flow->beliefs.at[0].basis, flow->beliefs.at[0].confidence, flow->beliefs.at[0].place,
                phs_printf(mapping->arena, "receives PHI from %s: %s", flow->from_name, flow->beliefs.at[0].reason));
        for (size_t c = 0; flow->from && c < flow->from->categories.n; c++)
            phs_map_add_category(mapping, system, flow->from->categories.at[c]);
    }
    /* No more than the senders have. */
    if (flows && system->records < 0 && system->kind == PHS_SYSTEM_THIRD_PARTY)
        system->records = most;
    if (flows && flows == deidentified && system->kind == PHS_SYSTEM_THIRD_PARTY) {
        system->identifiers = "deidentified";
        system->deidentification_basis = basis;
    }
}

void phs_map_flows(struct phs_mapping *mapping) {
    for (size_t i = 0; i < mapping->scope->flows.n; i++)
        declared_flow(mapping, &mapping->scope->flows.at[i]);
    const struct phs_resource_list *assets = phs_graph_of_type(mapping->graph, "asset");
    for (size_t i = 0; i < assets->items.n; i++)
        asset_flow(mapping, assets->items.at[i]);
    const struct phs_resource_list *calls = phs_graph_of_type(mapping->graph, "outbound_call");
    for (size_t i = 0; i < calls->items.n; i++)
        phs_flow_seen(mapping, calls->items.at[i]);
    const struct phs_resource_list *vendors = phs_graph_of_type(mapping->graph, "vendor");
    for (size_t i = 0; i < vendors->items.n; i++)
        vendor_flow(mapping, vendors->items.at[i]);
    for (size_t i = 0; i < mapping->map->flows.n; i++)
        identify(mapping, mapping->map->flows.at[i], i);
    for (size_t i = 0; i < mapping->map->flows.n; i++)
        find_workload(mapping, mapping->map->flows.at[i]);
    for (size_t i = 0; i < mapping->map->systems.n; i++)
        settle_receiver(mapping, mapping->map->systems.at[i]);
}
