/* SPDX-License-Identifier: Apache-2.0 */
/* Flows that code shows: a call to a vendor in a file or service that handles patient fields. */
#include "map/flows.h"

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
    phs_flow_believe(mapping, flow, PHS_BASIS_SEEN, confidence, call->place, reason);
    const struct phs_value *categories = phs_get(call->attributes, "phi_categories");
    for (size_t i = 0; flow->to && phs_is(categories, PHS_LIST) && i < categories->list.n; i++)
        phs_map_add_category(mapping, flow->to, phs_text_or(mapping->arena, categories->list.at[i], "record"));
    if (flow->to)
        phs_map_add_member(mapping, flow->to, call);
}

void phs_flow_seen(struct phs_mapping *mapping, struct phs_resource *call) {
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
        flow = phs_flow_new(mapping, from, name, call->place);
        flow->from = phs_flow_sender(mapping, from);
        phs_flow_attach(mapping, flow, name, phs_text_or(mapping->arena, phs_get(call->attributes, "service"), NULL));
        phs_map_baa(mapping, flow, NULL);
    }
    see(mapping, flow, call, confidence, reason);
}
