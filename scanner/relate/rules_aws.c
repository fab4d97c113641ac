/* SPDX-License-Identifier: Apache-2.0 */
/* What AWS security groups, network ACLs and their lone rules let strangers do. In an ACL the rule with the lower number wins,
 * so that what was refused before is taken out of what is allowed. */
#include "relate/rules_aws.h"
#include "relate/passes.h"

enum { MOST_RULES = 2000, MOST_SPANS = 64, LAST_PORT = 65535 };

enum protocol { TCP, UDP, OTHER, EVERY, PING, NOT_KNOWN };

struct look {
    struct phs_graph *graph;
    struct phs_arena *scratch;
    const struct phs_resource *resource;
    PHS_VEC(const struct phs_value *) items;
};

static const struct phs_value *unknown_in(const struct phs_value *value) {
    return phs_is(value, PHS_UNKNOWN) ? value : NULL;
}

static bool number_of(const struct phs_value *value, double *ret_number) {
    if (phs_is(value, PHS_NUMBER)) {
        *ret_number = value->number.value;
        return true;
    }
    return phs_slice_number(phs_text(value), ret_number);
}

static enum protocol protocol_of(const struct phs_value *value) {
    struct phs_slice text = phs_text(value);
    double number = -2;
    if (!value || value->kind == PHS_NULL)
        return OTHER;
    if (phs_is(value, PHS_UNKNOWN))
        return NOT_KNOWN;
    number_of(value, &number);
    if (phs_slice_ieq(text, PHS_SLICE("all")) || number == -1)
        return EVERY;
    if (phs_slice_ieq(text, PHS_SLICE("tcp")) || number == 6)
        return TCP;
    if (phs_slice_ieq(text, PHS_SLICE("udp")) || number == 17)
        return UDP;
    return phs_slice_starts(text, "icmp") || number == 1 || number == 58 ? PING : OTHER;
}

static struct phs_rule_source source_of(const struct look *look, const struct phs_value *rule) {
    const struct phs_rule_place at = {look->graph, look->resource};
    return phs_rule_source_aws(&at, rule);
}

static const char *name_of(enum protocol protocol) {
    static const char *const names[] = {"tcp", "udp", "other", "all", "icmp", ""};
    return names[protocol];
}

static void add(struct look *look, const struct phs_rule_source *source, const struct phs_value *protocol,
                const struct phs_value *from, const struct phs_value *to) {
    struct phs_arena *arena = look->graph->arena;
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_map_builder_set(&map, PHS_SLICE("protocol"), source->place, protocol);
    if (from)
        phs_map_builder_set(&map, PHS_SLICE("from_port"), source->place, from);
    if (to)
        phs_map_builder_set(&map, PHS_SLICE("to_port"), source->place, to);
    phs_map_builder_set(&map, PHS_SLICE("source"), source->place,
                        source->everybody ? phs_value_string(arena, PHS_SLICE("internet"), source->place) : source->unknown);
    PHS_PUSH(look->scratch, look->items, phs_map_builder_done(&map, source->place));
}

static const struct phs_value *word(const struct look *look, enum protocol protocol, const struct phs_value *written) {
    return protocol == NOT_KNOWN ? written
                                 : phs_value_string(look->graph->arena, phs_slice(name_of(protocol)), look->resource->place);
}

static const struct phs_value *port(const struct look *look, double number) {
    return phs_value_number(look->graph->arena, number, look->resource->place);
}

/* Whether there is an opening, and which, is not known. */
static void add_doubt(struct look *look, const struct phs_value *unknown) {
    struct phs_rule_source source = {.unknown = unknown, .place = unknown->place};
    add(look, &source, word(look, EVERY, NULL), port(look, 0), port(look, LAST_PORT));
}

/* protocol: of an inline block or an aws_security_group_rule; ip_protocol: of an aws_vpc_security_group_ingress_rule. */
static void take_rule(struct look *look, const struct phs_value *rule) {
    const struct phs_value *written = phs_get(rule, "protocol");
    const struct phs_value *from = phs_get(rule, "from_port"), *to = phs_get(rule, "to_port");
    struct phs_rule_source source = source_of(look, rule);
    double number;
    if (phs_is(rule, PHS_UNKNOWN)) {
        add_doubt(look, rule);
        return;
    }
    written = written && written->kind != PHS_NULL ? written : phs_get(rule, "ip_protocol");
    enum protocol protocol = protocol_of(written);
    if ((!source.everybody && !source.unknown) || protocol == PING)
        return;
    if (protocol == EVERY)
        from = to = NULL;
    if (from && !unknown_in(from))
        from = number_of(from, &number) ? port(look, number) : NULL;
    if (to && !unknown_in(to))
        to = number_of(to, &number) ? port(look, number) : NULL;
    add(look, &source, word(look, protocol, written), from, to);
}

struct span {
    double from, to;
};

struct spans {
    struct span at[MOST_SPANS];
    size_t n;
};

struct acl_rule {
    struct phs_rule_source source;
    bool allows, denies, ranged, numbered; /* ranged: its ports are known */
    enum protocol protocol;
    const struct phs_value *written;
    struct span span;
    double number;
};

static struct acl_rule read_acl_rule(struct look *look, const struct phs_value *written, const char *action,
                                     const char *number) {
    const struct phs_value *says = phs_get(written, action), *from = phs_get(written, "from_port"),
                           *to = phs_get(written, "to_port");
    struct acl_rule rule = {.source = source_of(look, written), .written = written};
    rule.allows = phs_is(says, PHS_UNKNOWN) || phs_slice_ieq(phs_text(says), PHS_SLICE("allow"));
    rule.denies = phs_slice_ieq(phs_text(says), PHS_SLICE("deny"));
    if (phs_is(says, PHS_UNKNOWN) && rule.source.everybody) {
        rule.source.everybody = false;
        rule.source.unknown = says;
    }
    rule.protocol = protocol_of(phs_get(written, "protocol"));
    rule.numbered = number_of(phs_get(written, number), &rule.number);
    rule.span = (struct span){0, LAST_PORT};
    rule.ranged = rule.protocol == EVERY || (number_of(from, &rule.span.from) && number_of(to, &rule.span.to));
    if (rule.protocol == EVERY)
        rule.span = (struct span){0, LAST_PORT};
    return rule;
}

static void cut_out(struct spans *spans, struct span hole) {
    size_t n = spans->n;
    for (size_t i = 0; i < n; i++) {
        struct span *span = &spans->at[i];
        if (hole.to < span->from || hole.from > span->to)
            continue;
        struct span behind = {hole.to + 1, span->to};
        span->to = hole.from - 1;
        if (behind.from <= behind.to && spans->n < MOST_SPANS)
            spans->at[spans->n++] = behind;
    }
}

/* The family of addresses a denial is about is not told apart: lists deny both or say what they mean by the number. */
static bool denies_before(const struct acl_rule *other, const struct acl_rule *rule, enum protocol protocol) {
    const char *family = phs_get(rule->written, "cidr_block") ? "cidr_block" : "ipv6_cidr_block";
    return other->denies && other->source.everybody && other->numbered && rule->numbered && other->number < rule->number &&
           other->ranged && (other->protocol == EVERY || other->protocol == protocol) && phs_get(other->written, family);
}

/* ret_cut: something was refused before. */
static struct spans left_of(const struct acl_rule *rules, size_t n, const struct acl_rule *rule, enum protocol protocol,
                            bool *ret_cut) {
    struct spans spans = {.at = {rule->span}, .n = 1};
    for (size_t i = 0; i < n; i++)
        if (denies_before(&rules[i], rule, protocol)) {
            cut_out(&spans, rules[i].span);
            *ret_cut = true;
        }
    return spans;
}

static void add_spans(struct look *look, const struct acl_rule *rule, enum protocol protocol, const struct spans *spans) {
    for (size_t i = 0; i < spans->n; i++)
        if (spans->at[i].from <= spans->at[i].to)
            add(look, &rule->source, word(look, protocol, NULL), port(look, spans->at[i].from), port(look, spans->at[i].to));
}

static void take_acl_rule(struct look *look, const struct acl_rule *rules, size_t n, const struct acl_rule *rule) {
    static const enum protocol both[] = {TCP, UDP};
    struct spans left[2];
    bool cut = false;
    if (!rule->allows || rule->protocol == PING || (!rule->source.everybody && !rule->source.unknown))
        return;
    if (!rule->ranged) {
        add(look, &rule->source, word(look, rule->protocol, phs_get(rule->written, "protocol")),
            unknown_in(phs_get(rule->written, "from_port")), unknown_in(phs_get(rule->written, "to_port")));
        return;
    }
    for (size_t i = 0; i < 2; i++)
        left[i] = left_of(rules, n, rule, both[i], &cut);
    if (rule->protocol == EVERY && cut) {
        add_spans(look, rule, TCP, &left[0]);
        add_spans(look, rule, UDP, &left[1]);
    } else if (rule->protocol == TCP || rule->protocol == UDP) {
        add_spans(look, rule, rule->protocol, &left[rule->protocol == UDP]);
    } else {
        struct spans whole = {.at = {rule->span}, .n = 1};
        add_spans(look, rule, rule->protocol == NOT_KNOWN ? OTHER : rule->protocol, &whole);
    }
}

static void take_acl(struct look *look, const struct phs_value *rules) {
    bool many = phs_is(rules, PHS_LIST);
    size_t n = !rules || rules->kind == PHS_NULL ? 0 : many ? rules->list.n : 1;
    n = n > MOST_RULES ? MOST_RULES : n;
    struct acl_rule *read = PHS_NEW_N(look->scratch, struct acl_rule, n + 1);
    for (size_t i = 0; i < n; i++)
        read[i] = read_acl_rule(look, many ? rules->list.at[i] : rules, "action", "rule_no");
    for (size_t i = 0; i < n; i++)
        if (phs_is(read[i].written, PHS_UNKNOWN))
            add_doubt(look, read[i].written);
        else
            take_acl_rule(look, read, n, &read[i]);
}

static void take_group(struct look *look, const struct phs_value *rules) {
    bool many = phs_is(rules, PHS_LIST);
    for (size_t i = 0; rules && i < (many ? rules->list.n : 1) && i < MOST_RULES; i++)
        take_rule(look, many ? rules->list.at[i] : rules);
}

static const struct phs_value *blocks(const struct look *look) {
    struct phs_value *list = PHS_NEW(look->graph->arena, struct phs_value);
    *list = *phs_value_list(look->graph->arena, look->items.at, look->items.n, look->resource->place);
    list->flags |= PHS_VALUE_BLOCKS;
    return list;
}

static void write_down(struct look *look, struct phs_resource *resource, const struct phs_value *openings) {
    const struct phs_value *have = resource->attributes;
    struct phs_map_builder map;
    phs_map_builder_init(&map, look->graph->arena);
    for (size_t i = 0; i < have->map.n; i++)
        phs_map_builder_set(&map, have->map.at[i].key, have->map.at[i].key_place, have->map.at[i].value);
    phs_map_builder_set(&map, PHS_SLICE("open_inbound"), resource->place, openings);
    resource->attributes = phs_map_builder_done(&map, have->place);
}

/* A rule whose group is declared elsewhere is its own list of one. */
static void take_lone(struct look *look, const struct phs_value *rule) {
    const struct phs_value *type = phs_get(rule, "type"), *egress = phs_get(rule, "egress");
    if (phs_slice_is(phs_text(type), "egress") || phs_is_true(egress))
        return;
    if (unknown_in(type) || unknown_in(egress)) {
        add_doubt(look, unknown_in(type) ? type : egress);
        return;
    }
    if (strcmp(look->resource->type, "aws_network_acl_rule") != 0) {
        take_rule(look, rule);
        return;
    }
    struct acl_rule read = read_acl_rule(look, rule, "rule_action", "rule_number");
    take_acl_rule(look, &read, 1, &read);
}

typedef void taker(struct look *look, const struct phs_value *rules);

static void look_at(struct phs_graph *graph, const char *type, const char *rules, taker *take) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, type);
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *resource = list->items.at[i];
        if (resource->folded || !phs_is(resource->attributes, PHS_MAP))
            continue;
        struct look look = {.graph = graph, .scratch = phs_arena_new(), .resource = resource};
        const struct phs_value *written = rules ? phs_get(resource->attributes, rules) : resource->attributes;
        if (!unknown_in(written) && written)
            take(&look, written);
        write_down(&look, resource, unknown_in(written) ? written : blocks(&look));
        phs_arena_free(look.scratch);
    }
}

void phs_relate_rules_aws(struct phs_graph *graph) {
    look_at(graph, "aws_security_group", "ingress", take_group);
    look_at(graph, "aws_default_security_group", "ingress", take_group);
    look_at(graph, "aws_network_acl", "ingress", take_acl);
    look_at(graph, "aws_default_network_acl", "ingress", take_acl);
    look_at(graph, "aws_security_group_rule", NULL, take_lone);
    look_at(graph, "aws_vpc_security_group_ingress_rule", NULL, take_lone);
    look_at(graph, "aws_network_acl_rule", NULL, take_lone);
}
