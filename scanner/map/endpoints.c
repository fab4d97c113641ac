/* SPDX-License-Identifier: Apache-2.0 */
/* A TLS endpoint is the outside of an entry point: what answers under the host that an ingress, a distribution or a DNS record
 * names belongs to the same system. */
#include "map/parts.h"

enum { DEEPEST = 12 };

/* Keys under which entry points write the hosts that they answer to. */
static bool is_host_key(struct phs_slice key) {
    static const char *const keys[] = {"host", "hosts", "aliases", "dns_name", "domain_name", "fqdn"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_slice_is(key, keys[i]))
            return true;
    return false;
}

/* Case does not count, nor does the dot at the end of a DNS name. */
static bool is_host(struct phs_slice text, struct phs_slice host) {
    if (text.len && text.ptr[text.len - 1] == '.')
        text.len--;
    return phs_slice_ieq(text, host);
}

static bool names(const struct phs_value *value, struct phs_slice host, bool under_key, int depth) {
    if (depth > DEEPEST || !value)
        return false;
    if (phs_is(value, PHS_STRING))
        return under_key && is_host(value->string, host);
    if (phs_is(value, PHS_LIST))
        for (size_t i = 0; i < value->list.n; i++)
            if (names(value->list.at[i], host, under_key, depth + 1))
                return true;
    if (phs_is(value, PHS_MAP))
        for (size_t i = 0; i < value->map.n; i++)
            if (names(value->map.at[i].value, host, is_host_key(value->map.at[i].key), depth + 1))
                return true;
    return false;
}

static struct phs_system *system_of(const struct phs_mapping *mapping, const struct phs_resource *resource) {
    const struct phs_map_type *type = phs_map_type(resource->type);
    bool is_entry = type && type->kind == PHS_SYSTEM_ENTRY && resource->index < mapping->resource_count;
    return is_entry ? mapping->by_resource[resource->index] : NULL;
}

/* A DNS record leads to what it refers to. */
static struct phs_system *system_behind_record(const struct phs_mapping *mapping, const struct phs_resource *record,
                                               struct phs_slice host) {
    struct phs_system *system = NULL;
    if (is_host(phs_text(phs_get(record->attributes, "name")), host))
        for (size_t i = 0; i < record->out.n && !system; i++)
            system = system_of(mapping, record->out.at[i]->to);
    return system;
}

static struct phs_system *system_at(const struct phs_mapping *mapping, struct phs_slice host) {
    struct phs_system *system = NULL;
    for (size_t i = 0; i < mapping->resource_count && !system; i++) {
        const struct phs_resource *resource = mapping->graph->resources.at[i];
        if (strcmp(resource->type, "aws_route53_record") == 0)
            system = system_behind_record(mapping, resource, host);
        else if (strcmp(resource->type, "tls_endpoint") != 0 && system_of(mapping, resource) &&
                 names(resource->attributes, host, false, 0))
            system = system_of(mapping, resource);
    }
    return system;
}

/* One address of a name that answers otherwise than the others belongs where they do. */
static struct phs_system *system_beside(const struct phs_mapping *mapping, const struct phs_resource_list *endpoints,
                                        const struct phs_resource *endpoint) {
    struct phs_slice of = phs_text(phs_get(endpoint->attributes, "of"));
    for (size_t i = 0; of.len && i < endpoints->items.n; i++)
        if (phs_slice_is(of, endpoints->items.at[i]->address))
            return mapping->by_resource[endpoints->items.at[i]->index];
    return NULL;
}

void phs_map_endpoints(struct phs_mapping *mapping) {
    const struct phs_resource_list *endpoints = phs_graph_of_type(mapping->graph, "tls_endpoint");
    for (size_t i = 0; i < endpoints->items.n; i++) {
        struct phs_resource *endpoint = endpoints->items.at[i];
        struct phs_slice host = phs_text(phs_get(endpoint->attributes, "host"));
        struct phs_system *system = mapping->by_resource[endpoint->index] ? NULL : system_beside(mapping, endpoints, endpoint);
        if (!system && host.len && !mapping->by_resource[endpoint->index])
            system = system_at(mapping, host);
        if (system)
            phs_map_add_member(mapping, system, endpoint);
    }
}
