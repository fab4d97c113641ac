/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of Azure's network security groups say ports as texts ("22", "20-25", "*", a list of them), sources as one or several,
 * and the rule with the lower number wins. Here they become plain numbers and the question who is let in. */
#include "relate/passes.h"

enum { MOST_RULES = 2000, MOST_PORTS = 64 };

struct span {
    const struct phs_value *unknown; /* the ports are not known */
    unsigned from, to;
};

struct rule {
    const struct phs_value *written, *unknown; /* unknown: whether it opens anything */
    bool allows, inbound, all_protocols;
    double priority;
    bool has_priority;
    PHS_VEC(struct span) ports;
};

struct look {
    struct phs_arena *arena, *scratch;
    PHS_VEC(struct rule *) rules;
};

/* Wider than any private range: half the internet, and two of them are all of it. */
static bool is_vast(struct phs_slice text) {
    bool six = text.len && memchr(text.ptr, ':', text.len);
    char bits = text.len > 2 ? text.ptr[text.len - 1] : '9';
    return text.len > 2 && text.ptr[text.len - 2] == '/' && bits >= '0' && bits <= (six ? '3' : '7');
}

static bool is_everybody(struct phs_slice text) {
    static const char *const words[] = {"*", "Internet", "Any", "0.0.0.0", "::"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_ieq(text, phs_slice(words[i])))
            return true;
    return is_vast(text);
}

static const struct phs_value *unknown_in(const struct phs_value *value) {
    return phs_is(value, PHS_UNKNOWN) ? value : NULL;
}

/* One of the addresses is everybody; *ret_unknown where that cannot be told. */
static bool names_everybody(const struct phs_value *rule, const char *one, const char *several,
                            const struct phs_value **ret_unknown) {
    const struct phs_value *single = phs_get(rule, one), *list = phs_get(rule, several);
    if (phs_is(single, PHS_STRING) && is_everybody(single->string))
        return true;
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        if (is_everybody(phs_text(list->list.at[i])))
            return true;
    const struct phs_value *unknown = unknown_in(single) ? single : list ? phs_find_unknown(list) : NULL;
    if (unknown)
        *ret_unknown = unknown;
    return unknown != NULL;
}

static bool port_number(struct phs_slice text, unsigned *ret_port) {
    unsigned port = 0;
    text = phs_slice_trim(text);
    if (!text.len || text.len > 5)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        port = port * 10 + (unsigned)(text.ptr[i] - '0');
    }
    *ret_port = port;
    return port <= 65535;
}

static void add_ports(struct look *look, struct rule *rule, const struct phs_value *value) {
    struct span span = {.unknown = unknown_in(value), .from = 0, .to = 65535};
    const char *text = value ? phs_scalar_text(look->scratch, value) : NULL;
    struct phs_slice rest = phs_slice(text ? text : ""), first;
    if (rule->ports.n >= MOST_PORTS || (!span.unknown && !text))
        return;
    if (!span.unknown && !phs_slice_is(rest, "*")) {
        if (!phs_slice_cut(&rest, '-', &first) || !port_number(first, &span.from))
            return;
        if (!rest.len)
            span.to = span.from;
        else if (!port_number(rest, &span.to))
            return;
    }
    PHS_PUSH(look->scratch, rule->ports, span);
}

static void read_ports(struct look *look, struct rule *rule) {
    const struct phs_value *single = phs_get(rule->written, "destination_port_range");
    const struct phs_value *list = phs_get(rule->written, "destination_port_ranges");
    if (single && single->kind != PHS_NULL)
        add_ports(look, rule, single);
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        add_ports(look, rule, list->list.at[i]);
    if (phs_is(list, PHS_UNKNOWN))
        add_ports(look, rule, list);
}

/* NULL: it is about somebody in particular, about pings, or says nothing. */
static struct rule *read_rule(struct look *look, const struct phs_value *written) {
    const struct phs_value *access = phs_get(written, "access"), *direction = phs_get(written, "direction");
    const struct phs_value *protocol = phs_get(written, "protocol"), *priority = phs_get(written, "priority");
    struct rule *rule = PHS_NEW(look->scratch, struct rule);
    if (!phs_is(written, PHS_MAP) || phs_slice_ieq(phs_text(protocol), PHS_SLICE("Icmp")))
        return NULL;
    rule->written = written;
    rule->unknown = unknown_in(access) ? access : unknown_in(direction);
    rule->allows = phs_slice_ieq(phs_text(access), PHS_SLICE("Allow"));
    rule->inbound = phs_slice_ieq(phs_text(direction), PHS_SLICE("Inbound"));
    rule->all_protocols = phs_slice_is(phs_text(protocol), "*");
    rule->has_priority = phs_is(priority, PHS_NUMBER);
    rule->priority = rule->has_priority ? priority->number.value : 0;
    const char *side = rule->inbound || unknown_in(direction) ? "source_address_prefix" : "destination_address_prefix";
    const char *sides = rule->inbound || unknown_in(direction) ? "source_address_prefixes" : "destination_address_prefixes";
    if (!names_everybody(written, side, sides, &rule->unknown))
        return NULL;
    read_ports(look, rule);
    return rule;
}

/* A rule with a lower number refuses everybody the same ports. */
static bool is_refused(const struct look *look, const struct rule *rule, const struct span *span) {
    for (size_t i = 0; rule->has_priority && !span->unknown && i < look->rules.n; i++) {
        const struct rule *other = look->rules.at[i];
        if (other->allows || other->unknown || other->inbound != rule->inbound || !other->has_priority ||
            other->priority >= rule->priority)
            continue;
        struct phs_slice mine = phs_text(phs_get(rule->written, "protocol"));
        if (!other->all_protocols && !phs_slice_ieq(mine, phs_text(phs_get(other->written, "protocol"))))
            continue;
        for (size_t k = 0; k < other->ports.n; k++)
            if (!other->ports.at[k].unknown && other->ports.at[k].from <= span->from && other->ports.at[k].to >= span->to)
                return true;
    }
    return false;
}

static const struct phs_value *opening(const struct look *look, const struct rule *rule, const struct span *span) {
    struct phs_place place = rule->written->place;
    struct phs_map_builder map;
    phs_map_builder_init(&map, look->arena);
    phs_map_builder_set(&map, PHS_SLICE("from_port"), place,
                        span->unknown ? span->unknown : phs_value_number(look->arena, span->from, place));
    phs_map_builder_set(&map, PHS_SLICE("to_port"), place,
                        span->unknown ? span->unknown : phs_value_number(look->arena, span->to, place));
    phs_map_builder_set(&map, PHS_SLICE("source"), place,
                        rule->unknown ? rule->unknown : phs_value_string(look->arena, PHS_SLICE("internet"), place));
    return phs_map_builder_done(&map, place);
}

static const struct phs_value *openings(struct look *look, bool inbound, struct phs_place place) {
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; i < look->rules.n; i++) {
        const struct rule *rule = look->rules.at[i];
        if ((!rule->allows && !rule->unknown) || rule->inbound != inbound)
            continue;
        for (size_t k = 0; k < rule->ports.n; k++)
            if (!is_refused(look, rule, &rule->ports.at[k]))
                PHS_PUSH(look->scratch, items, opening(look, rule, &rule->ports.at[k]));
    }
    struct phs_value *list = PHS_NEW(look->arena, struct phs_value);
    *list = *phs_value_list(look->arena, items.at, items.n, place);
    list->flags |= PHS_VALUE_BLOCKS;
    return list;
}

static void write_down(struct look *look, struct phs_resource *resource, const struct phs_value *unknown) {
    const struct phs_value *have = resource->attributes;
    struct phs_map_builder map;
    phs_map_builder_init(&map, look->arena);
    for (size_t i = 0; i < have->map.n; i++)
        phs_map_builder_set(&map, have->map.at[i].key, have->map.at[i].key_place, have->map.at[i].value);
    phs_map_builder_set(&map, PHS_SLICE("open_inbound"), resource->place,
                        unknown ? unknown : openings(look, true, resource->place));
    phs_map_builder_set(&map, PHS_SLICE("open_outbound"), resource->place,
                        unknown ? unknown : openings(look, false, resource->place));
    resource->attributes = phs_map_builder_done(&map, have->place);
}

static void look_at(struct phs_graph *graph, struct phs_resource *resource, const struct phs_value *rules) {
    struct look look = {.arena = graph->arena, .scratch = phs_arena_new()};
    bool many = phs_is(rules, PHS_LIST);
    for (size_t i = 0; rules && i < (many ? rules->list.n : 1) && i < MOST_RULES; i++) {
        struct rule *rule = read_rule(&look, many ? rules->list.at[i] : rules);
        if (rule)
            PHS_PUSH(look.scratch, look.rules, rule);
    }
    write_down(&look, resource, unknown_in(rules));
    phs_arena_free(look.scratch);
}

void phs_relate_rules_azure(struct phs_graph *graph) {
    const struct phs_resource_list *groups = phs_graph_of_type(graph, "azurerm_network_security_group");
    const struct phs_resource_list *rules = phs_graph_of_type(graph, "azurerm_network_security_rule");
    for (size_t i = 0; i < groups->items.n; i++)
        if (phs_is(groups->items.at[i]->attributes, PHS_MAP))
            look_at(graph, groups->items.at[i], phs_get(groups->items.at[i]->attributes, "security_rule"));
    for (size_t i = 0; i < rules->items.n; i++)
        if (!rules->items.at[i]->folded && phs_is(rules->items.at[i]->attributes, PHS_MAP))
            look_at(graph, rules->items.at[i], rules->items.at[i]->attributes);
}
