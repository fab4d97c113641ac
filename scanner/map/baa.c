/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a business associate agreement covers a flow: 45 CFR 164.502(e), 164.504(e), 164.308(b). A signed agreement on file
 * is the only evidence; what a vendor offers in public is none. */
#include "map/parts.h"

struct phs_resource *phs_map_vendor(const struct phs_mapping *mapping, const char *name) {
    const struct phs_resource_list *vendors = phs_graph_of_type(mapping->graph, "vendor");
    const struct phs_vendor_info *info = name ? phs_catalogue_vendor(mapping->catalogue, name) : NULL;
    for (size_t i = 0; name && i < vendors->items.n; i++) {
        struct phs_resource *vendor = vendors->items.at[i];
        const char *listed = phs_text_or(mapping->arena, phs_get(vendor->attributes, "name"), vendor->name);
        if (phs_map_same_name(listed, name) || (info && phs_catalogue_vendor(mapping->catalogue, listed) == info))
            return vendor;
    }
    return NULL;
}

static bool is_counterparty(const struct phs_mapping *mapping, const struct phs_resource *agreement, const char *vendor) {
    const char *other = phs_text_or(mapping->arena, phs_get(agreement->attributes, "counterparty"), "");
    const struct phs_vendor_info *info = phs_catalogue_vendor(mapping->catalogue, vendor);
    return phs_map_same_name(other, vendor) || (info && phs_catalogue_vendor(mapping->catalogue, other) == info);
}

/* "API" in a contract and "API Platform" in the catalogue are one service. */
static bool is_same_service(const struct phs_vendor_info *vendor, struct phs_slice listed, const char *service) {
    const struct phs_vendor_service *known = phs_catalogue_service(vendor, listed);
    return phs_slice_ieq(listed, phs_slice(service)) || (known && known == phs_catalogue_service(vendor, phs_slice(service)));
}

static bool names_service(const struct phs_vendor_info *vendor, const struct phs_value *services, const char *service) {
    for (size_t i = 0; i < services->list.n; i++) {
        struct phs_slice listed = phs_text(services->list.at[i]);
        if (is_same_service(vendor, listed, service) || phs_slice_is(listed, "*") || phs_slice_ieq(listed, PHS_SLICE("all")))
            return true;
    }
    return false;
}

/* State of one agreement for the flow's service. */
static enum phs_baa judge_agreement(struct phs_mapping *mapping, const struct phs_flow *flow,
                                    const struct phs_resource *agreement, const char **ret_reason) {
    const struct phs_value *attributes = agreement->attributes, *services = phs_get(attributes, "services");
    struct phs_slice state = phs_text(phs_get(attributes, "state"));
    const char *expires = phs_text_or(mapping->arena, phs_get(attributes, "expires"), NULL);
    if (phs_slice_is(state, "not_required")) {
        *ret_reason =
            phs_text_or(mapping->arena, phs_get(attributes, "not_required"), "the inventory says that none is required");
        return PHS_BAA_NOT_REQUIRED;
    }
    if (phs_slice_is(state, "expired")) {
        *ret_reason = expires ? phs_printf(mapping->arena, "it expired on %s", expires) : "it has expired";
        return PHS_BAA_EXPIRED;
    }
    if (phs_slice_is(state, "unsigned")) {
        *ret_reason = "the agreement on file has no signature date";
        return PHS_BAA_NONE_FOUND;
    }
    if (!phs_slice_is(state, "in_force")) {
        *ret_reason = "the inventory does not say whether the agreement is in force";
        return PHS_BAA_UNKNOWN;
    }
    if (!phs_is(services, PHS_LIST) || !services->list.n) {
        *ret_reason = "signed, for all services";
        return PHS_BAA_IN_FORCE;
    }
    if (!flow->service) {
        *ret_reason = "the agreement names services, and which one receives this flow is not known";
        return PHS_BAA_UNKNOWN;
    }
    const struct phs_vendor_info *vendor = phs_catalogue_vendor(mapping->catalogue, flow->vendor_name);
    bool covered = names_service(vendor, services, flow->service);
    *ret_reason =
        phs_printf(mapping->arena, covered ? "signed, and it names %s" : "the agreement does not name %s", flow->service);
    return covered ? PHS_BAA_IN_FORCE : PHS_BAA_OUT_OF_SCOPE;
}

static bool inventory_was_read(const struct phs_mapping *mapping) {
    for (size_t i = 0; i < mapping->graph->coverage.n; i++) {
        const struct phs_coverage *entry = &mapping->graph->coverage.at[i];
        if (strcmp(entry->kind, "vendors") == 0 && entry->state != PHS_NOT_READ)
            return true;
    }
    return phs_graph_of_type(mapping->graph, "vendor")->items.n > 0;
}

static bool is_baa(const struct phs_resource *agreement) {
    struct phs_slice kind = phs_text(phs_get(agreement->attributes, "kind"));
    return !kind.len || phs_slice_ieq(kind, PHS_SLICE("baa"));
}

void phs_map_baa(struct phs_mapping *mapping, struct phs_flow *flow, const char *not_required) {
    const struct phs_resource_list *agreements = phs_graph_of_type(mapping->graph, "agreement");
    if (not_required) {
        flow->baa = PHS_BAA_NOT_REQUIRED;
        flow->baa_reason = not_required;
        flow->baa_place = flow->place;
        return;
    }
    bool read = inventory_was_read(mapping), found = false;
    flow->baa = read ? PHS_BAA_NONE_FOUND : PHS_BAA_UNKNOWN;
    flow->baa_reason = read ? "no agreement with this vendor is on file" : "no vendor inventory was read";
    /* What proves that something is missing is the place that needs it. */
    flow->baa_place = flow->place;
    for (size_t i = 0; flow->vendor_name && i < agreements->items.n; i++) {
        struct phs_resource *agreement = agreements->items.at[i];
        const char *reason;
        if (!phs_slice_is(phs_text(phs_get(agreement->attributes, "direction")), "downstream") || !is_baa(agreement) ||
            !is_counterparty(mapping, agreement, flow->vendor_name))
            continue;
        enum phs_baa state = judge_agreement(mapping, flow, agreement, &reason);
        /* Of several agreements the best one counts; of equals the first. */
        if (found && state <= flow->baa)
            continue;
        found = true;
        flow->baa = state;
        flow->baa_reason = reason;
        flow->baa_place = agreement->place;
    }
}
