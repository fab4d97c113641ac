/* SPDX-License-Identifier: Apache-2.0 */
/* Does a subnet lead to an internet gateway, and does its network ACL let strangers in? */
#include "relate/network.h"

#include "relate/network_parts.h"
#include "relate/ranges.h"

static bool is_type(const struct phs_resource *resource, const char *type) {
    return resource && strcmp(resource->type, type) == 0;
}

static bool is_everywhere(const struct phs_value *route) {
    static const char *const keys[] = {"cidr_block", "ipv6_cidr_block", "destination_cidr_block",
                                       "destination_ipv6_cidr_block"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_range_is_everybody(phs_text(phs_get(route, keys[i]))))
            return true;
    return false;
}

static bool names_gateway(struct phs_concluding *c, const struct phs_resource *table, const struct phs_value *gateway) {
    const struct phs_resource *target = phs_facts_target(c, table, gateway);
    if (phs_slice_starts(phs_text(gateway), "igw-") || is_type(target, "aws_internet_gateway"))
        return true;
    return phs_is(gateway, PHS_UNKNOWN) && gateway->unknown.ref && strstr(gateway->unknown.ref, "aws_internet_gateway.");
}

static struct phs_answer route_leads(struct phs_concluding *c, const struct phs_resource *table,
                                     const struct phs_value *route) {
    struct phs_arena *arena = c->graph->arena;
    const struct phs_value *gateway = phs_get(route, "gateway_id");
    struct phs_answer no = phs_answer(PHS_NO, "no route leads to an internet gateway", table->place);
    if (phs_is(route, PHS_UNKNOWN))
        return phs_answer_unknown(arena, phs_printf(arena, "a route of %s is not known", table->address), route);
    if (!is_everywhere(route) || !gateway || gateway->kind == PHS_NULL)
        return no;
    if (names_gateway(c, table, gateway))
        return phs_answer(
            PHS_YES,
            phs_printf(arena, "%s leads to an internet gateway (%s)", table->address, phs_place_text(arena, gateway->place)),
            gateway->place);
    if (phs_is(gateway, PHS_UNKNOWN) && !gateway->unknown.ref)
        return phs_answer_unknown(arena, phs_printf(arena, "a gateway of %s is not known", table->address), gateway);
    return no;
}

/* In plans and templates the link says which gateway it is. */
static bool links_to_gateway(const struct phs_resource *table) {
    for (size_t i = 0; i < table->out.n; i++)
        if (is_type(table->out.at[i]->to, "aws_internet_gateway"))
            return true;
    for (size_t i = 0; i < table->in.n; i++) {
        const struct phs_resource *route = table->in.at[i]->from;
        for (size_t k = 0; is_type(route, "aws_route") && k < route->out.n; k++)
            if (is_type(route->out.at[k]->to, "aws_internet_gateway") && is_everywhere(route->attributes))
                return true;
    }
    return false;
}

static struct phs_answer table_leads(struct phs_concluding *c, const struct phs_resource *table) {
    const struct phs_value *routes = phs_get(table->attributes, "route");
    struct phs_answer answer =
        phs_answer(PHS_NO, phs_printf(c->graph->arena, "%s has no route to an internet gateway", table->address), table->place);
    if (phs_is(routes, PHS_UNKNOWN))
        answer = phs_answer_unknown(c->graph->arena,
                                    phs_printf(c->graph->arena, "the routes of %s are not known", table->address), routes);
    for (size_t i = 0; phs_is(routes, PHS_LIST) && i < routes->list.n && answer.says != PHS_YES; i++)
        answer = phs_answer_or(answer, route_leads(c, table, routes->list.at[i]));
    if (answer.says != PHS_YES && links_to_gateway(table))
        answer =
            phs_answer(PHS_YES, phs_printf(c->graph->arena, "%s leads to an internet gateway", table->address), table->place);
    return answer;
}

static const struct phs_resource *linked(const struct phs_resource *resource, const char *type) {
    for (size_t i = 0; i < resource->out.n; i++)
        if (is_type(resource->out.at[i]->to, type))
            return resource->out.at[i]->to;
    return NULL;
}

/* The table that an association names; *ret_unknown: there is an association and its table is not here. */
static const struct phs_resource *associated_table(const struct phs_resource *subnet, bool *ret_unknown) {
    for (size_t i = 0; i < subnet->in.n; i++) {
        const struct phs_resource *association = subnet->in.at[i]->from;
        const struct phs_resource *table = NULL;
        if (!is_type(association, "aws_route_table_association"))
            continue;
        table = linked(association, "aws_route_table");
        table = table ? table : linked(association, "aws_default_route_table");
        *ret_unknown = !table;
        return table;
    }
    return NULL;
}

static const struct phs_resource *main_table(const struct phs_resource *vpc) {
    for (size_t i = 0; i < vpc->in.n; i++) {
        const struct phs_resource *from = vpc->in.at[i]->from;
        if (is_type(from, "aws_default_route_table"))
            return from;
        if (is_type(from, "aws_main_route_table_association"))
            return linked(from, "aws_route_table");
    }
    return NULL;
}

static struct phs_answer subnet_leads(struct phs_concluding *c, const struct phs_resource *subnet) {
    struct phs_arena *arena = c->graph->arena;
    bool unknown = false;
    const struct phs_resource *table = associated_table(subnet, &unknown), *vpc = linked(subnet, "aws_vpc");
    if (is_type(subnet, "aws_default_subnet"))
        return phs_answer(PHS_YES, "the default subnet leads to the internet", subnet->place);
    if (!table && !unknown && vpc)
        table = main_table(vpc);
    if (table)
        return table_leads(c, table);
    if (unknown || !vpc)
        return phs_answer(PHS_MAYBE, phs_printf(arena, "the routes of %s are not declared here", subnet->address),
                          subnet->place);
    const struct phs_resource *module = phs_facts_unread_module(subnet);
    module = module ? module : phs_facts_unread_module(vpc);
    if (module)
        return (struct phs_answer){PHS_MAYBE,
                                   phs_printf(arena, "%s is not on disk and may route %s", module->address, subnet->address),
                                   module->place, PHS_WHY_MODULE};
    return phs_answer(PHS_NO, phs_printf(arena, "no route of %s leads to an internet gateway", subnet->address), subnet->place);
}

struct lowest {
    double allow, deny; /* numbers of the first rules about everybody; -1: none */
    bool unknown, any;
};

static double number_of(const struct phs_value *value) {
    double number = 1e9;
    if (phs_is(value, PHS_NUMBER))
        return value->number.value;
    phs_slice_number(phs_text(value), &number);
    return number;
}

static void look_at_rule(void *user, const struct phs_value *rule) {
    struct lowest *lowest = user;
    const struct phs_value *action = phs_get(rule, "action"), *number = phs_get(rule, "rule_no");
    struct phs_slice cidr = phs_text(phs_get(rule, "cidr_block")), cidr6 = phs_text(phs_get(rule, "ipv6_cidr_block"));
    lowest->any = true;
    if (phs_find_unknown(rule)) {
        lowest->unknown = true;
        return;
    }
    if (!phs_range_is_everybody(cidr) && !phs_range_is_everybody(cidr6))
        return;
    bool all =
        phs_slice_is(phs_text(phs_get(rule, "protocol")), "-1") || phs_slice_is(phs_text(phs_get(rule, "protocol")), "all");
    double n = number_of(number);
    if (phs_slice_ieq(phs_text(action), PHS_SLICE("allow"))) {
        if (lowest->allow < 0 || n < lowest->allow)
            lowest->allow = n;
    } else if (all && (lowest->deny < 0 || n < lowest->deny)) {
        lowest->deny = n;
    }
}

/* A list of our own admits what it says; the default one of a network, everybody. Rules are looked at lowest number first. */
static struct phs_answer list_admits(struct phs_concluding *c, const struct phs_resource *subnet) {
    struct phs_arena *arena = c->graph->arena;
    for (size_t i = 0; i < subnet->in.n; i++) {
        const struct phs_resource *list = subnet->in.at[i]->from;
        if (is_type(list, "aws_network_acl_association"))
            list = linked(list, "aws_network_acl");
        if (!is_type(list, "aws_network_acl"))
            continue;
        struct lowest lowest = {-1, -1, false, false};
        phs_facts_each(list->attributes, "ingress", look_at_rule, &lowest);
        if (lowest.unknown)
            return phs_answer(PHS_MAYBE, phs_printf(arena, "a rule of %s is not known", list->address), list->place);
        if (lowest.allow < 0 || (lowest.deny >= 0 && lowest.deny < lowest.allow))
            return phs_answer(PHS_NO, phs_printf(arena, "%s admits no stranger", list->address), list->place);
    }
    return phs_answer(PHS_YES, NULL, subnet->place);
}

static struct phs_answer subnet_opens(struct phs_concluding *c, const struct phs_resource *subnet) {
    const char *key = phs_printf(c->scratch, "%zu", subnet->index);
    struct phs_answer *kept = phs_map_gets(&c->subnets, key);
    if (kept)
        return *kept;
    kept = PHS_NEW(c->scratch, struct phs_answer);
    *kept = phs_answer_and(c->graph->arena, subnet_leads(c, subnet), list_admits(c, subnet));
    phs_map_puts(&c->subnets, key, kept);
    return *kept;
}

static bool is_subnet(const struct phs_resource *resource) {
    return is_type(resource, "aws_subnet") || is_type(resource, "aws_default_subnet");
}

static bool is_subnet_group(const struct phs_resource *resource) {
    return strstr(resource->type, "subnet_group") != NULL;
}

static struct phs_answer any_opens(struct phs_concluding *c, const struct phs_targets *targets, const char *attribute,
                                   bool deeper) {
    struct phs_arena *arena = c->graph->arena;
    struct phs_answer answer = phs_answer(PHS_NO, "none of its subnets leads to the internet", targets->from->place);
    for (size_t i = 0; i < targets->items.n && answer.says != PHS_YES; i++) {
        const struct phs_resource *target = targets->items.at[i];
        struct phs_targets below;
        if (is_subnet(target)) {
            answer = phs_answer_or(answer, subnet_opens(c, target));
        } else if (is_subnet_group(target) && deeper) {
            phs_network_targets(c, target, "subnet_ids", &below);
            answer = phs_answer_or(answer, any_opens(c, &below, "subnet_ids", false));
        } else {
            answer =
                phs_answer_or(answer, phs_answer(PHS_MAYBE, phs_printf(arena, "where %s leads is not known", target->address),
                                                 target->place));
        }
    }
    if (targets->unknown)
        answer =
            phs_answer_or(answer, phs_answer_unknown(arena, phs_printf(arena, "%s is not known", attribute), targets->unknown));
    if (targets->literal)
        answer =
            phs_answer_or(answer, phs_answer(PHS_MAYBE, phs_printf(arena, "a subnet at %s is not declared here", attribute),
                                             targets->literal->place));
    return answer;
}

struct phs_answer phs_network_routes_out(struct phs_concluding *c, const struct phs_resource *resource, const char *attribute,
                                         enum phs_tri absent) {
    struct phs_targets targets;
    phs_network_targets(c, resource, attribute, &targets);
    if (!targets.any)
        return phs_answer(absent, "it stands in the default network", resource->place);
    return any_opens(c, &targets, attribute, true);
}
