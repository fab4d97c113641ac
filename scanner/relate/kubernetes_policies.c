/* SPDX-License-Identifier: Apache-2.0 */
/* Network policies: which of them lift every limit, and which pods the others limit (NetworkPolicySpec v1 networking). Policies
 * add up: one that lets everybody in undoes all that name their senders. */
#include "relate/kubernetes.h"

/* A selector that is there and selects everything. */
static bool is_empty_selector(const struct phs_value *selector) {
    const struct phs_value *labels = phs_get_path(selector, "match_labels");
    if (!phs_is_set(selector) || phs_is(selector, PHS_UNKNOWN))
        return false;
    return !(phs_is(labels, PHS_MAP) && labels->map.n) && !phs_is(labels, PHS_UNKNOWN) &&
           phs_kube_count(phs_get_path(selector, "match_expressions")) == 0;
}

static bool is_everybody(const struct phs_value *peer) {
    struct phs_slice range = phs_text(phs_get_path(peer, "ip_block.cidr"));
    if (phs_slice_is(range, "0.0.0.0/0") || phs_slice_is(range, "::/0"))
        return phs_kube_count(phs_get_path(peer, "ip_block.except")) == 0;
    const struct phs_value *pods = phs_get_path(peer, "pod_selector");
    return is_empty_selector(phs_get_path(peer, "namespace_selector")) && (!phs_is_set(pods) || is_empty_selector(pods));
}

/* A rule for everybody on every port. */
static bool lifts_limits(const struct phs_value *rule, const char *peers) {
    const struct phs_value *list = phs_get_path(rule, peers), *ports = phs_get_path(rule, "ports");
    if (phs_kube_count(ports) || phs_is(ports, PHS_UNKNOWN) || phs_is(list, PHS_UNKNOWN) || phs_is(rule, PHS_UNKNOWN))
        return false;
    if (!phs_kube_count(list))
        return true;
    for (size_t i = 0; i < phs_kube_count(list); i++)
        if (is_everybody(phs_kube_at(list, i)))
            return true;
    return false;
}

bool phs_kube_lifts(const struct phs_value *spec, const char *direction) {
    const struct phs_value *rules = phs_get(phs_is(spec, PHS_LIST) && spec->list.n ? spec->list.at[0] : spec, direction);
    for (size_t i = 0; i < phs_kube_count(rules); i++)
        if (lifts_limits(phs_kube_at(rules, i), direction[0] == 'i' ? "from" : "to"))
            return true;
    return false;
}

static void set(struct phs_map_builder *map, const char *key, bool is, struct phs_place place) {
    phs_map_builder_set(map, phs_slice(key), place, phs_value_bool(map->arena, is, place));
}

void phs_kube_read_policy(struct phs_graph *graph, struct phs_resource *policy) {
    const struct phs_value *spec = phs_get(policy->attributes, "spec");
    struct phs_map_builder map;
    if (!phs_is(policy->attributes, PHS_MAP))
        return;
    phs_map_builder_init(&map, graph->arena);
    for (size_t i = 0; i < policy->attributes->map.n; i++)
        phs_map_builder_set(&map, policy->attributes->map.at[i].key, policy->attributes->map.at[i].key_place,
                            policy->attributes->map.at[i].value);
    set(&map, "lets_everybody_in", phs_kube_lifts(spec, "ingress"), policy->place);
    set(&map, "lets_out_everywhere", phs_kube_lifts(spec, "egress"), policy->place);
    policy->attributes = phs_map_builder_done(&map, policy->place);
}
