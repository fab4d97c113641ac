/* SPDX-License-Identifier: Apache-2.0 */
/* Flows of PHI to others: declared in the scope, seen in code, stated in the vendor and asset inventories. One flow per sender,
 * vendor and service; a declaration and a sighting of the same flow are one. */
#include "map/parts.h"

static struct phs_flow *flow_new(struct phs_mapping *mapping, const char *from, const char *to, struct phs_place place) {
    struct phs_flow *flow = PHS_NEW(mapping->arena, struct phs_flow);
    flow->from_name = from;
    flow->to_name = to;
    flow->place = place;
    flow->encrypted = PHS_MAYBE;
    PHS_PUSH(mapping->arena, mapping->map->flows, flow);
    return flow;
}

static void believe(struct phs_mapping *mapping, struct phs_flow *flow, enum phs_basis basis, enum phs_confidence confidence,
                    struct phs_place place, const char *reason) {
    struct phs_belief belief = {basis, confidence, reason, place};
    PHS_PUSH(mapping->arena, flow->beliefs, belief);
}

struct phs_system *phs_map_third_party(struct phs_mapping *mapping, const char *vendor_name, struct phs_place place) {
    struct phs_resource *vendor = phs_map_vendor(mapping, vendor_name);
    const char *name = vendor ? phs_text_or(mapping->arena, phs_get(vendor->attributes, "name"), vendor_name) : vendor_name;
    struct phs_system *system = phs_map_find_system(mapping, name);
    if (!system) {
        system = phs_map_add_system(mapping, name, PHS_SYSTEM_THIRD_PARTY);
        system->place = vendor ? vendor->place : place;
        system->exposure = PHS_PARTNER;
        system->exposure_reason = "another organisation holds it";
    }
    if (vendor) {
        phs_map_add_member(mapping, system, vendor);
        system->owner = phs_text_or(mapping->arena, phs_get(vendor->attributes, "owner"), system->owner);
    }
    return system;
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

static void attach_vendor(struct phs_mapping *mapping, struct phs_flow *flow, const char *vendor, const char *service) {
    flow->vendor = phs_map_vendor(mapping, vendor);
    flow->vendor_name = flow->vendor ? phs_text_or(mapping->arena, phs_get(flow->vendor->attributes, "name"), vendor) : vendor;
    flow->service = service;
    flow->to_name = service ? phs_printf(mapping->arena, "%s %s", flow->vendor_name, service) : flow->vendor_name;
    flow->to = phs_map_third_party(mapping, flow->vendor_name, flow->place);
}

/* "lantern-production-notes" is where the folder "services/notes" runs. */
static bool runs_as(struct phs_arena *arena, const char *system, const char *folder) {
    const char *slash = strrchr(folder, '/');
    const char *name = phs_slug(arena, slash ? slash + 1 : folder), *slug = phs_slug(arena, system);
    size_t n = strlen(name), len = strlen(slug);
    return len >= n && strcmp(slug + len - n, name) == 0 && (len == n || slug[len - n - 1] == '-');
}

static struct phs_system *sender(const struct phs_mapping *mapping, const char *name) {
    struct phs_system *system = phs_map_find_system(mapping, name);
    for (size_t i = 0; !system && i < mapping->map->systems.n; i++) {
        struct phs_system *candidate = mapping->map->systems.at[i];
        if (candidate->kind == PHS_SYSTEM_SERVICE && runs_as(mapping->arena, candidate->name, name))
            system = candidate;
    }
    return system;
}

static void declared_flow(struct phs_mapping *mapping, const struct phs_declared_flow *declared) {
    struct phs_flow *flow = flow_new(mapping, declared->from, declared->to, declared->place);
    const char *vendor, *service;
    flow->declared = true;
    flow->from = sender(mapping, declared->from);
    if (vendor_target(mapping, declared->to, &vendor, &service))
        attach_vendor(mapping, flow, vendor, service);
    else
        flow->to = phs_map_find_system(mapping, declared->to);
    flow->purpose = declared->purpose;
    flow->redaction = declared->redaction;
    flow->redaction_basis = declared->basis;
    const struct phs_value *encrypted = phs_get(declared->all, "encrypted");
    flow->encrypted = phs_is(encrypted, PHS_BOOL) ? (encrypted->boolean ? PHS_YES : PHS_NO) : PHS_MAYBE;
    believe(mapping, flow, PHS_BASIS_DECLARED, PHS_CONFIDENCE_HIGH, declared->place, "declared in the scope file");
    if (flow->vendor_name)
        phs_map_baa(mapping, flow, declared->baa_not_required);
    else
        flow->baa = PHS_BAA_NOT_REQUIRED, flow->baa_reason = "it stays within the organisation", flow->baa_place = flow->place;
}

/* "services/notes/app/llm.py" -> "services/notes": the part of the tree that people call by a name. */
static const char *component_of(struct phs_mapping *mapping, const char *file) {
    static const char *const inner[] = {"src", "app", "lib", "pkg", "internal", "cmd", "handlers", "clients", "server"};
    const char *last_slash = strrchr(file, '/');
    struct phs_slice dir = last_slash ? phs_slice_n(file, (size_t)(last_slash - file)) : PHS_SLICE(".");
    for (bool cut = true; cut;) {
        cut = false;
        const char *slash = dir.len ? memrchr(dir.ptr, '/', dir.len) : NULL;
        struct phs_slice last = slash ? phs_slice_n(slash + 1, dir.len - (size_t)(slash + 1 - dir.ptr)) : dir;
        for (size_t i = 0; i < sizeof inner / sizeof *inner && !cut; i++)
            cut = phs_slice_is(last, inner[i]) && slash != NULL;
        if (cut)
            dir.len = (size_t)(slash - dir.ptr);
    }
    return phs_slice_dup(mapping->arena, dir);
}

static const char *sender_name(struct phs_mapping *mapping, const struct phs_resource *call) {
    const char *file = phs_text_or(mapping->arena, phs_get(call->attributes, "file"), ".");
    const char *component = component_of(mapping, file);
    if (strcmp(component, ".") != 0)
        return component;
    return phs_text_or(mapping->arena, phs_get(call->attributes, "repository"), ".");
}

static bool same_component(const char *component, const char *name) {
    const char *slash = strrchr(component, '/');
    return phs_map_same_name(component, name) || (slash && phs_map_same_name(slash + 1, name));
}

/* The flow that a call belongs to: same vendor, and the sender it names or the only sender there is. */
static struct phs_flow *flow_of(struct phs_mapping *mapping, const char *vendor, const char *from) {
    struct phs_flow *only = NULL;
    size_t count = 0;
    for (size_t i = 0; i < mapping->map->flows.n; i++) {
        struct phs_flow *flow = mapping->map->flows.at[i];
        if (!flow->vendor_name || !phs_map_same_name(flow->vendor_name, vendor))
            continue;
        if (same_component(from, flow->from_name))
            return flow;
        /* An inventory names no sender; the first sighting gives it one. */
        bool nameless = flow->declared && !flow->seen;
        count += nameless;
        only = nameless ? flow : only;
    }
    return count == 1 ? only : NULL;
}

static bool phi_schema_nearby(struct phs_mapping *mapping, const struct phs_resource *call) {
    const struct phs_resource_list *sightings = phs_graph_of_type(mapping->graph, "phi_sighting");
    const char *component = sender_name(mapping, call);
    for (size_t i = 0; i < sightings->items.n; i++) {
        const struct phs_resource *sighting = sightings->items.at[i];
        struct phs_slice role = phs_text(phs_get(sighting->attributes, "role"));
        if ((phs_slice_is(role, "code") || phs_slice_is(role, "schema")) &&
            phs_slice_is(phs_text(phs_get(sighting->attributes, "grade")), "phi") &&
            strcmp(sender_name(mapping, sighting), component) == 0)
            return true;
    }
    return false;
}

static bool carries_phi(struct phs_mapping *mapping, const struct phs_resource *call, enum phs_confidence *ret_confidence,
                        const char **ret_reason) {
    *ret_confidence = PHS_CONFIDENCE_MEDIUM;
    *ret_reason = "the same file handles patient fields";
    if (phs_is_true(phs_get(call->attributes, "phi_context")))
        return true;
    *ret_confidence = PHS_CONFIDENCE_LOW;
    *ret_reason = "another file of the same service handles patient fields";
    return phs_is_true(phs_get(call->attributes, "model_host")) && phi_schema_nearby(mapping, call);
}

static enum phs_tri call_encrypted(const struct phs_resource *call) {
    struct phs_slice scheme = phs_text(phs_get(call->attributes, "scheme"));
    if (phs_slice_is(scheme, "http"))
        return PHS_NO;
    /* Vendor SDKs speak HTTPS unless a base URL says otherwise, and a base URL is a call of its own. */
    return scheme.len || phs_slice_is(phs_text(phs_get(call->attributes, "how")), "import") ? PHS_YES : PHS_MAYBE;
}

static void see(struct phs_mapping *mapping, struct phs_flow *flow, struct phs_resource *call, enum phs_confidence confidence,
                const char *reason) {
    enum phs_tri encrypted = call_encrypted(call);
    flow->seen = true;
    if (encrypted == PHS_NO || flow->encrypted == PHS_MAYBE)
        flow->encrypted = encrypted;
    if (!flow->host)
        flow->host = phs_text_or(mapping->arena, phs_get(call->attributes, "host"), NULL);
    believe(mapping, flow, PHS_BASIS_SEEN, confidence, call->place, reason);
    if (flow->to)
        phs_map_add_member(mapping, flow->to, call);
}

static void seen_call(struct phs_mapping *mapping, struct phs_resource *call) {
    const char *vendor = phs_text_or(mapping->arena, phs_get(call->attributes, "vendor"), NULL);
    enum phs_confidence confidence;
    const char *reason;
    if (!vendor || phs_is_true(phs_get(call->attributes, "dependency")) || !carries_phi(mapping, call, &confidence, &reason))
        return;
    struct phs_resource *listed = phs_map_vendor(mapping, vendor);
    const char *name = listed ? phs_text_or(mapping->arena, phs_get(listed->attributes, "name"), vendor) : vendor;
    const char *from = sender_name(mapping, call);
    struct phs_flow *flow = flow_of(mapping, name, from);
    if (!flow) {
        flow = flow_new(mapping, from, name, call->place);
        flow->from = sender(mapping, from);
        attach_vendor(mapping, flow, name, phs_text_or(mapping->arena, phs_get(call->attributes, "service"), NULL));
        phs_map_baa(mapping, flow, NULL);
    }
    see(mapping, flow, call, confidence, reason);
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

static void inventory_flow(struct phs_mapping *mapping, const char *vendor, const char *service, struct phs_system *to,
                           struct phs_place place, const char *reason) {
    struct phs_flow *flow = flow_new(mapping, organisation(mapping), vendor, place);
    flow->declared = true;
    attach_vendor(mapping, flow, vendor, service);
    if (to)
        flow->to = to;
    believe(mapping, flow, PHS_BASIS_DECLARED, PHS_CONFIDENCE_HIGH, place, reason);
    phs_map_baa(mapping, flow, NULL);
}

static void vendor_flow(struct phs_mapping *mapping, struct phs_resource *vendor) {
    const char *name = phs_text_or(mapping->arena, phs_get(vendor->attributes, "name"), vendor->name);
    const struct phs_value *services = phs_get(vendor->attributes, "services");
    const char *service =
        phs_is(services, PHS_LIST) && services->list.n == 1 ? phs_text_or(mapping->arena, services->list.at[0], NULL) : NULL;
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
    struct phs_flow *flow = flow_new(mapping, organisation(mapping), system->name, asset->place);
    flow->declared = true;
    flow->vendor = listed;
    flow->vendor_name = listed ? phs_text_or(mapping->arena, phs_get(listed->attributes, "name"), vendor) : vendor;
    flow->to = system;
    flow->purpose = system->name;
    believe(mapping, flow, PHS_BASIS_DECLARED, PHS_CONFIDENCE_HIGH, asset->place, "the asset inventory names its vendor");
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

/* A third party that only receives data with a recorded 164.514(b) basis holds no PHI any more. */
static void settle_receiver(struct phs_mapping *mapping, struct phs_system *system) {
    const char *basis = NULL;
    size_t flows = 0, deidentified = 0;
    for (size_t i = 0; i < mapping->map->flows.n; i++) {
        const struct phs_flow *flow = mapping->map->flows.at[i];
        if (flow->to != system)
            continue;
        flows++;
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
        seen_call(mapping, calls->items.at[i]);
    const struct phs_resource_list *vendors = phs_graph_of_type(mapping->graph, "vendor");
    for (size_t i = 0; i < vendors->items.n; i++)
        vendor_flow(mapping, vendors->items.at[i]);
    for (size_t i = 0; i < mapping->map->flows.n; i++)
        identify(mapping, mapping->map->flows.at[i], i);
    for (size_t i = 0; i < mapping->map->systems.n; i++)
        settle_receiver(mapping, mapping->map->systems.at[i]);
}
