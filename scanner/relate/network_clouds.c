/* SPDX-License-Identifier: Apache-2.0 */
/* Ways from the internet to machines of Azure and Google Cloud: an address, what admits everybody, and a way back. */
#include "relate/network.h"

#include "relate/network_parts.h"

enum { MOST_RULES = 2000 };

static bool is_type(const struct phs_resource *resource, const char *type) {
    return resource && strcmp(resource->type, type) == 0;
}

static bool same_root(const struct phs_resource *a, const struct phs_resource *b) {
    return strcmp(a->root, b->root) == 0 && strcmp(a->environment, b->environment) == 0;
}

static struct phs_resource *linked(const struct phs_resource *from, const char *type) {
    for (size_t i = 0; from && i < from->out.n; i++)
        if (is_type(from->out.at[i]->to, type))
            return from->out.at[i]->to;
    return NULL;
}

/* What an association of that type ties to the resource. */
static struct phs_resource *tied(const struct phs_resource *to, const char *association, const char *type) {
    for (size_t i = 0; to && i < to->in.n; i++)
        if (is_type(to->in.at[i]->from, association))
            return linked(to->in.at[i]->from, type);
    return NULL;
}

static bool is_default_route(const struct phs_value *route) {
    struct phs_slice to = phs_text(phs_get(route, "address_prefix"));
    return phs_slice_is(to, "0.0.0.0/0") || phs_slice_is(to, "::/0");
}

static bool leads_away(const struct phs_value *route) {
    struct phs_slice hop = phs_text(phs_get(route, "next_hop_type"));
    return is_default_route(route) &&
           (phs_slice_ieq(hop, PHS_SLICE("VirtualAppliance")) || phs_slice_ieq(hop, PHS_SLICE("None")) ||
            phs_slice_ieq(hop, PHS_SLICE("VirtualNetworkGateway")));
}

/* Every subnet of Azure answers to the internet by itself unless a route of its table says otherwise. */
static bool answers_elsewhere(const struct phs_resource *subnet) {
    struct phs_resource *table = tied(subnet, "azurerm_subnet_route_table_association", "azurerm_route_table");
    const struct phs_value *routes = table ? phs_get(table->attributes, "route") : NULL;
    for (size_t i = 0; phs_is(routes, PHS_LIST) && i < routes->list.n && i < MOST_RULES; i++)
        if (leads_away(routes->list.at[i]))
            return true;
    for (size_t i = 0; table && i < table->in.n; i++)
        if (is_type(table->in.at[i]->from, "azurerm_route") && leads_away(table->in.at[i]->from->attributes))
            return true;
    return false;
}

static struct phs_answer group_admits(struct phs_concluding *c, const struct phs_resource *group) {
    const struct phs_value *open = phs_get(group->attributes, "open_inbound");
    if (phs_is(open, PHS_UNKNOWN))
        return phs_answer_unknown(c->graph->arena, phs_printf(c->graph->arena, "rules of %s are not known", group->address),
                                  open);
    bool some = phs_is(open, PHS_LIST) && open->list.n;
    const struct phs_value *unknown = some ? phs_find_unknown(open) : NULL;
    if (unknown)
        return phs_answer_unknown(c->graph->arena, phs_printf(c->graph->arena, "a rule of %s is not known", group->address),
                                  unknown);
    return phs_answer(some ? PHS_YES : PHS_NO,
                      phs_printf(c->graph->arena, "%s %s", group->address, some ? "lets the internet in" : "lets nobody in"),
                      some ? open->list.at[0]->place : group->place);
}

/* Without any group a basic address is open and a standard one closed. */
static struct phs_answer address_alone(struct phs_concluding *c, const struct phs_resource *address,
                                       const struct phs_resource *interface) {
    struct phs_slice sku = phs_text(address ? phs_get(address->attributes, "sku") : NULL);
    (void)c;
    if (phs_slice_ieq(sku, PHS_SLICE("Basic")))
        return phs_answer(PHS_YES, "a basic address needs no group that lets anybody in", address->place);
    if (phs_slice_ieq(sku, PHS_SLICE("Standard")))
        return phs_answer(PHS_NO, "a standard address is closed without a group", address->place);
    return phs_answer(PHS_MAYBE, "no security group is declared here for it", interface->place);
}

static struct phs_answer interface_admits(struct phs_concluding *c, const struct phs_resource *interface) {
    struct phs_resource *subnet = linked(interface, "azurerm_subnet"), *address = linked(interface, "azurerm_public_ip");
    struct phs_resource *own =
        tied(interface, "azurerm_network_interface_security_group_association", "azurerm_network_security_group");
    struct phs_resource *below =
        tied(subnet, "azurerm_subnet_network_security_group_association", "azurerm_network_security_group");
    const struct phs_value *given = phs_get_path(interface->attributes, "ip_configuration.public_ip_address_id");
    if (!address && (!given || given->kind == PHS_NULL))
        return phs_answer(PHS_NO, phs_printf(c->graph->arena, "%s has no public address", interface->address),
                          interface->place);
    if (subnet && answers_elsewhere(subnet))
        return phs_answer(PHS_NO, phs_printf(c->graph->arena, "%s sends answers another way", subnet->address), subnet->place);
    struct phs_answer way =
        phs_answer(PHS_YES, phs_printf(c->graph->arena, "%s has a public address", interface->address), interface->place);
    if (own)
        way = phs_answer_and(c->graph->arena, way, group_admits(c, own));
    if (below)
        way = phs_answer_and(c->graph->arena, way, group_admits(c, below));
    return own || below ? way : phs_answer_and(c->graph->arena, way, address_alone(c, address, interface));
}

struct phs_answer phs_network_azure_way(struct phs_concluding *c, const struct phs_resource *machine) {
    struct phs_answer whole = phs_answer(PHS_MAYBE, "its network interface is not declared here", machine->place);
    bool any = false;
    for (size_t i = 0; i < machine->out.n; i++) {
        const struct phs_resource *interface = machine->out.at[i]->to;
        if (!is_type(interface, "azurerm_network_interface"))
            continue;
        struct phs_answer one = interface_admits(c, interface);
        whole = any ? phs_answer_or(whole, one) : one;
        any = true;
    }
    return whole;
}

/* ---- Google Cloud */

struct machine {
    struct phs_concluding *c;
    const struct phs_resource *resource, *network; /* network: NULL where it is not declared here */
    struct phs_slice network_name;
};

static bool is_world(struct phs_slice text) {
    return phs_slice_ends(text, "/0") || phs_slice_is(text, "0.0.0.0/1") || phs_slice_is(text, "128.0.0.0/1");
}

static bool names_world(const struct phs_value *rule) {
    const struct phs_value *sources = phs_get(rule, "source_ranges");
    for (size_t i = 0; phs_is(sources, PHS_LIST) && i < sources->list.n; i++)
        if (is_world(phs_text(sources->list.at[i])))
            return true;
    return !sources && !phs_get(rule, "source_tags") && !phs_get(rule, "source_service_accounts");
}

static struct phs_slice last_part(struct phs_slice text) {
    for (size_t i = text.len; i > 0; i--)
        if (text.ptr[i - 1] == '/')
            return phs_slice_n(text.ptr + i, text.len - i);
    return text;
}

static bool is_of_network(const struct machine *machine, const struct phs_resource *rule) {
    const struct phs_resource *network = linked(rule, "google_compute_network");
    if (network || machine->network)
        return network == machine->network;
    struct phs_slice name = last_part(phs_text(phs_get(rule->attributes, "network")));
    return name.len && phs_slice_eq(name, machine->network_name);
}

static bool has_tag(const struct machine *machine, struct phs_slice tag) {
    const struct phs_value *tags = phs_get(machine->resource->attributes, "tags");
    for (size_t i = 0; phs_is(tags, PHS_LIST) && i < tags->list.n; i++)
        if (phs_slice_eq(phs_text(tags->list.at[i]), tag))
            return true;
    return false;
}

/* NO: for others; MAYBE: it names accounts or is not known as a whole. */
static enum phs_tri is_for(const struct machine *machine, const struct phs_resource *rule) {
    const struct phs_value *tags = phs_get(rule->attributes, "target_tags");
    const struct phs_value *accounts = phs_get(rule->attributes, "target_service_accounts");
    if (phs_is(tags, PHS_UNKNOWN) || (accounts && accounts->kind != PHS_NULL))
        return PHS_MAYBE;
    if (!tags || tags->kind == PHS_NULL)
        return PHS_YES;
    for (size_t i = 0; phs_is(tags, PHS_LIST) && i < tags->list.n; i++)
        if (has_tag(machine, phs_text(tags->list.at[i])))
            return PHS_YES;
    return phs_find_unknown(tags) || phs_is(phs_get(machine->resource->attributes, "tags"), PHS_UNKNOWN) ? PHS_MAYBE : PHS_NO;
}

static double priority_of(const struct phs_resource *rule) {
    const struct phs_value *priority = phs_get(rule->attributes, "priority");
    return phs_is(priority, PHS_NUMBER) ? priority->number.value : 1000;
}

static bool is_inbound(const struct phs_resource *rule) {
    return !phs_slice_ieq(phs_text(phs_get(rule->attributes, "direction")), PHS_SLICE("EGRESS")) &&
           !phs_is_true(phs_get(rule->attributes, "disabled"));
}

/* A rule that comes earlier refuses everybody everything. */
static bool is_refused(const struct machine *machine, const struct phs_resource_list *rules, const struct phs_resource *rule) {
    for (size_t i = 0; i < rules->items.n && i < MOST_RULES; i++) {
        const struct phs_resource *other = rules->items.at[i];
        struct phs_slice protocol = phs_text(phs_get_path(other->attributes, "deny.0.protocol"));
        if (same_root(other, machine->resource) && is_inbound(other) && phs_slice_is(protocol, "all") &&
            names_world(other->attributes) && priority_of(other) <= priority_of(rule) && is_of_network(machine, other) &&
            is_for(machine, other) == PHS_YES)
            return true;
    }
    return false;
}

static struct phs_answer rules_admit(const struct machine *machine) {
    struct phs_concluding *c = machine->c;
    const struct phs_resource_list *rules = phs_graph_of_type(c->graph, "google_compute_firewall");
    bool undeclared = !machine->network && !phs_slice_is(machine->network_name, "default");
    struct phs_answer whole = phs_answer(undeclared ? PHS_MAYBE : PHS_NO,
                                         undeclared ? "its network is not declared here" : "no firewall rule lets everybody in",
                                         machine->resource->place);
    for (size_t i = 0; i < rules->items.n && i < MOST_RULES; i++) {
        const struct phs_resource *rule = rules->items.at[i];
        if (!same_root(rule, machine->resource) || !is_inbound(rule) || !phs_get(rule->attributes, "allow") ||
            !names_world(rule->attributes) || !is_of_network(machine, rule))
            continue;
        enum phs_tri mine = is_for(machine, rule);
        if (mine != PHS_NO && !is_refused(machine, rules, rule))
            whole = phs_answer_or(
                whole, phs_answer(mine, phs_printf(c->graph->arena, "%s lets the internet in", rule->address), rule->place));
    }
    return whole;
}

/* A network made without its default route has none unless one is added. */
static bool leads_nowhere(const struct machine *machine) {
    const struct phs_resource *network = machine->network;
    if (!network || !phs_is_true(phs_get(network->attributes, "delete_default_routes_on_create")))
        return false;
    const struct phs_resource_list *routes = phs_graph_of_type(machine->c->graph, "google_compute_route");
    for (size_t i = 0; i < routes->items.n && i < MOST_RULES; i++) {
        const struct phs_value *gateway = phs_get(routes->items.at[i]->attributes, "next_hop_gateway");
        bool out = phs_is(gateway, PHS_UNKNOWN) || phs_slice_is(last_part(phs_text(gateway)), "default-internet-gateway");
        if (out && linked(routes->items.at[i], "google_compute_network") == network)
            return false;
    }
    return true;
}

struct phs_answer phs_network_google_way(struct phs_concluding *c, const struct phs_resource *resource) {
    struct machine machine = {.c = c, .resource = resource};
    const struct phs_value *address = phs_get_path(resource->attributes, "network_interface.0.access_config");
    const struct phs_value *six = phs_get_path(resource->attributes, "network_interface.0.ipv6_access_config");
    const struct phs_value *name = phs_get_path(resource->attributes, "network_interface.0.network");
    const struct phs_resource *subnet = linked(resource, "google_compute_subnetwork");
    if (!address && !six)
        return phs_answer(PHS_NO, "it has no public address", resource->place);
    if (phs_is(address, PHS_UNKNOWN))
        return phs_answer_unknown(c->graph->arena, "whether it has a public address is not known", address);
    machine.network = linked(subnet ? subnet : resource, "google_compute_network");
    machine.network_name = last_part(phs_text(name));
    struct phs_answer way = phs_answer(PHS_YES, "it has a public address", resource->place);
    if (leads_nowhere(&machine))
        return phs_answer(PHS_NO, phs_printf(c->graph->arena, "%s has no route to the internet", machine.network->address),
                          machine.network->place);
    return phs_answer_and(c->graph->arena, way, rules_admit(&machine));
}
