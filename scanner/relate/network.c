/* SPDX-License-Identifier: Apache-2.0 */
/* Security groups and public addresses. Subnets are in network_routes.c. */
#include "relate/network.h"

#include "relate/network_parts.h"

/* "vpc_security_group_ids" leads to a link whose attribute is that or goes on behind a dot or bracket. */
static bool is_at(const char *have, const char *attribute) {
    size_t n = strlen(attribute);
    return have && strncmp(have, attribute, n) == 0 && (have[n] == '\0' || have[n] == '.' || have[n] == '[');
}

static void add_target(struct phs_targets *targets, struct phs_resource *resource) {
    for (size_t i = 0; i < targets->items.n; i++)
        if (targets->items.at[i] == resource)
            return;
    if (targets->items.n < 256)
        PHS_PUSH(targets->c->scratch, targets->items, resource);
}

static void take_value(void *user, const struct phs_value *value) {
    struct phs_targets *targets = user;
    struct phs_resource *target = phs_facts_target(targets->c, targets->from, value);
    targets->any = true;
    if (target)
        add_target(targets, target);
    else if (phs_is(value, PHS_UNKNOWN))
        targets->unknown = value;
    else
        targets->literal = value;
}

/* Other programs say that two things are linked and not by which attribute: then the type of the target tells. */
static void take_bare_links(struct phs_targets *targets, const char *attribute) {
    bool subnets = strstr(attribute, "subnet") != NULL;
    for (size_t i = 0; i < targets->from->out.n; i++) {
        const struct phs_link *link = targets->from->out.at[i];
        if (!link->attribute && (strstr(link->to->type, "subnet") != NULL) == subnets &&
            (subnets || strstr(link->to->type, "security_group")))
            add_target(targets, link->to);
    }
}

void phs_network_targets(struct phs_concluding *c, const struct phs_resource *from, const char *attribute,
                         struct phs_targets *ret_targets) {
    *ret_targets = (struct phs_targets){.c = c, .from = from};
    phs_facts_each(from->attributes, attribute, take_value, ret_targets);
    size_t by_value = ret_targets->items.n;
    for (size_t i = 0; i < from->out.n; i++)
        if (is_at(from->out.at[i]->attribute, attribute))
            add_target(ret_targets, from->out.at[i]->to);
    if (!ret_targets->any && !ret_targets->items.n)
        take_bare_links(ret_targets, attribute);
    ret_targets->any |= ret_targets->items.n > 0;
    if (ret_targets->items.n > by_value) /* a link says what the value did not */
        ret_targets->unknown = ret_targets->literal = NULL;
}

struct ports {
    struct phs_slice list; /* "any" or "5432|3306" */
    double own;            /* the resource's own port, or -1 */
};

static bool number_of(const struct phs_value *value, double *ret_number) {
    if (phs_is(value, PHS_NUMBER)) {
        *ret_number = value->number.value;
        return true;
    }
    return phs_is(value, PHS_STRING) && phs_slice_number(value->string, ret_number);
}

static bool is_all_protocols(const struct phs_value *protocol) {
    double number;
    struct phs_slice text = phs_text(protocol);
    return phs_slice_is(text, "all") || (number_of(protocol, &number) && number == -1);
}

static enum phs_tri spans(const struct phs_value *rule, const struct ports *ports) {
    double from, to, port;
    const struct phs_value *protocol = phs_get(rule, "protocol"), *first = phs_get(rule, "from_port"),
                           *last = phs_get(rule, "to_port");
    struct phs_slice list = ports->list, word;
    if (is_all_protocols(protocol))
        return PHS_YES;
    if (phs_slice_starts(phs_text(protocol), "icmp") || phs_slice_is(phs_text(protocol), "1"))
        return PHS_NO;
    if (phs_slice_is(list, "any") && ports->own < 0)
        return PHS_YES;
    if (!number_of(first, &from) || !number_of(last, &to))
        return phs_is(first, PHS_UNKNOWN) || phs_is(last, PHS_UNKNOWN) ? PHS_MAYBE : first || last ? PHS_NO : PHS_YES;
    if (ports->own >= 0)
        return from <= ports->own && ports->own <= to ? PHS_YES : PHS_NO;
    while (phs_slice_cut(&list, '|', &word))
        if (phs_slice_number(word, &port) && from <= port && port <= to)
            return PHS_YES;
    return PHS_NO;
}

static struct phs_answer rule_admits(struct phs_concluding *c, const struct phs_resource *group, const struct phs_value *rule,
                                     const struct ports *ports) {
    struct phs_arena *arena = c->graph->arena;
    const struct phs_value *source = phs_get(rule, "source");
    double from = 0, to = 0;
    enum phs_tri says = spans(rule, ports);
    if (says == PHS_NO)
        return phs_answer(PHS_NO, "no rule admits everybody", group->place);
    if (phs_is(source, PHS_UNKNOWN))
        return phs_answer_unknown(arena, phs_printf(arena, "whom %s admits is not known", group->address), source);
    if (says == PHS_MAYBE)
        return phs_answer_unknown(arena, phs_printf(arena, "on which ports %s admits everybody is not known", group->address),
                                  phs_find_unknown(rule));
    bool ranged = number_of(phs_get(rule, "from_port"), &from) && number_of(phs_get(rule, "to_port"), &to) &&
                  !is_all_protocols(phs_get(rule, "protocol"));
    const char *where = ranged ? phs_printf(arena, "port%s %.0f%s", from == to ? "" : "s", from,
                                            from == to ? "" : phs_printf(arena, " to %.0f", to))
                               : "every port";
    return phs_answer(
        PHS_YES, phs_printf(arena, "%s admits everybody on %s (%s)", group->address, where, phs_place_text(arena, rule->place)),
        rule->place);
}

static struct phs_answer group_admits_now(struct phs_concluding *c, const struct phs_resource *group,
                                          const struct ports *ports) {
    struct phs_arena *arena = c->graph->arena;
    const struct phs_value *rules = phs_get(group->attributes, "open_inbound");
    struct phs_answer answer =
        phs_answer(PHS_NO, phs_printf(arena, "%s admits nobody from outside", group->address), group->place);
    if (phs_is(rules, PHS_UNKNOWN))
        return phs_answer_unknown(arena, phs_printf(arena, "what %s admits is not known", group->address), rules);
    for (size_t i = 0; phs_is(rules, PHS_LIST) && i < rules->list.n && answer.says != PHS_YES; i++)
        answer = phs_answer_or(answer, rule_admits(c, group, rules->list.at[i], ports));
    return answer;
}

/* Ten thousand interfaces behind one group ask it once. */
static struct phs_answer group_admits(struct phs_concluding *c, const struct phs_resource *group, const struct ports *ports) {
    const char *key = phs_printf(c->scratch, "%zu %.0f %.*s", group->index, ports->own, (int)ports->list.len, ports->list.ptr);
    struct phs_answer *kept = phs_map_gets(&c->tables, key);
    if (kept)
        return *kept;
    kept = PHS_NEW(c->scratch, struct phs_answer);
    *kept = group_admits_now(c, group, ports);
    phs_map_puts(&c->tables, key, kept);
    return *kept;
}

static bool is_group(const struct phs_resource *resource) {
    return strcmp(resource->type, "aws_security_group") == 0 || strcmp(resource->type, "aws_default_security_group") == 0;
}

struct phs_answer phs_network_admits(struct phs_concluding *c, const struct phs_resource *resource, const char *attribute,
                                     struct phs_slice list, enum phs_tri absent) {
    struct phs_arena *arena = c->graph->arena;
    struct phs_targets targets;
    struct ports ports = {list, -1};
    struct phs_answer answer = phs_answer(PHS_NO, "its security groups admit nobody from outside", resource->place);
    phs_network_targets(c, resource, attribute, &targets);
    if (!phs_slice_is(list, "any"))
        number_of(phs_get(resource->attributes, "port"), &ports.own);
    if (!targets.any)
        return phs_answer(absent, phs_printf(arena, "%s is not set", attribute), resource->place);
    for (size_t i = 0; i < targets.items.n && answer.says != PHS_YES; i++) {
        const struct phs_resource *group = targets.items.at[i];
        if (is_group(group))
            answer = phs_answer_or(answer, group_admits(c, group, &ports));
        else if (strncmp(group->type, "data.", 5) == 0 || strcmp(group->type, "module") == 0)
            answer = phs_answer_or(
                answer, phs_answer(PHS_MAYBE, phs_printf(arena, "what %s admits is not known", group->address), group->place));
    }
    if (targets.unknown)
        answer =
            phs_answer_or(answer, phs_answer_unknown(arena, phs_printf(arena, "%s is not known", attribute), targets.unknown));
    if (targets.literal)
        answer = phs_answer_or(answer, phs_answer(PHS_MAYBE, phs_printf(arena, "a group at %s is not declared here", attribute),
                                                  targets.literal->place));
    return answer;
}

static struct phs_answer elastic_address(const struct phs_concluding *c, const struct phs_resource *resource) {
    for (size_t i = 0; i < resource->in.n; i++) {
        const struct phs_resource *from = resource->in.at[i]->from;
        if (strcmp(from->type, "aws_eip") == 0 || strcmp(from->type, "aws_eip_association") == 0)
            return phs_answer(PHS_YES, phs_printf(c->graph->arena, "%s gives it a public address", from->address), from->place);
    }
    return phs_answer(PHS_NO, "it has no public address", resource->place);
}

struct phs_answer phs_network_public_address(struct phs_concluding *c, const struct phs_resource *resource) {
    struct phs_arena *arena = c->graph->arena;
    struct phs_answer elastic = elastic_address(c, resource);
    const struct phs_value *own = phs_get(resource->attributes, "associate_public_ip_address");
    struct phs_targets targets;
    if (elastic.says == PHS_YES)
        return elastic;
    if (phs_is(own, PHS_BOOL))
        return phs_answer(own->boolean ? PHS_YES : PHS_NO,
                          phs_printf(arena, "associate_public_ip_address is %s", own->boolean ? "true" : "false"), own->place);
    if (phs_is(own, PHS_UNKNOWN))
        return phs_answer_unknown(arena, "associate_public_ip_address is not known", own);
    phs_network_targets(c, resource, "subnet_id", &targets);
    if (!targets.any && !phs_get(resource->attributes, "network_interface"))
        return phs_answer(PHS_YES, "no subnet is named and the default ones give public addresses", resource->place);
    for (size_t i = 0; i < targets.items.n; i++) {
        const struct phs_value *map = phs_get(targets.items.at[i]->attributes, "map_public_ip_on_launch");
        if (phs_is_true(map))
            return phs_answer(PHS_YES, phs_printf(arena, "%s gives public addresses", targets.items.at[i]->address),
                              map->place);
        if (phs_is(map, PHS_UNKNOWN))
            return phs_answer_unknown(arena, "whether its subnet gives public addresses is not known", map);
        if (strcmp(targets.items.at[i]->type, "aws_default_subnet") == 0)
            return phs_answer(PHS_YES, "the default subnet gives public addresses", resource->place);
        if (strcmp(targets.items.at[i]->type, "aws_subnet") != 0)
            return phs_answer(PHS_MAYBE, "its subnet is not declared here", resource->place);
    }
    if (targets.unknown)
        return phs_answer_unknown(arena, "its subnet is not known", targets.unknown);
    if (targets.literal)
        return phs_answer(PHS_MAYBE, "its subnet is not declared here", targets.literal->place);
    return phs_answer(PHS_NO, "it has no public address", resource->place);
}
