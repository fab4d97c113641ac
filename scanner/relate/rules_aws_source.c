/* SPDX-License-Identifier: Apache-2.0 */
/* Who a rule of an AWS security group or network ACL is about: ranges of addresses under six names, and prefix lists. */
#include "relate/rules_aws.h"

#include "relate/ranges.h"

/* A network of the account's own is never everybody, whatever its range will be. */
static bool is_own_network(const struct phs_value *unknown) {
    const char *ref = unknown->unknown.ref, *attribute = unknown->unknown.attribute;
    static const char *const types[] = {"aws_vpc.", "aws_subnet.", "aws_default_vpc.", "aws_default_subnet."};
    if (!ref || !attribute || !strstr(attribute, "cidr_block"))
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strstr(ref, types[i]))
            return true;
    return false;
}

static void take_range(struct phs_rule_source *source, const struct phs_value *value) {
    if (phs_is(value, PHS_UNKNOWN)) {
        bool ruled_out = phs_hint_rules_out(value, PHS_SLICE("0.0.0.0/0")) && phs_hint_rules_out(value, PHS_SLICE("::/0"));
        if (!ruled_out && !is_own_network(value))
            source->unknown = value;
    } else if (!source->everybody && phs_range_is_everybody(phs_text(value))) {
        source->everybody = true;
        source->place = value->place;
    }
}

static void take_ranges(struct phs_rule_source *source, const struct phs_value *value) {
    if (!phs_is(value, PHS_LIST))
        take_range(source, value);
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++)
        take_range(source, value->list.at[i]);
}

static void take_entries(struct phs_rule_source *source, const struct phs_value *entries, struct phs_place place) {
    struct phs_rule_source listed = {.place = place};
    if (phs_is(entries, PHS_UNKNOWN))
        listed.unknown = entries;
    else if (phs_is(entries, PHS_MAP))
        take_range(&listed, phs_get(entries, "cidr"));
    for (size_t i = 0; phs_is(entries, PHS_LIST) && i < entries->list.n; i++)
        take_range(&listed, phs_get(entries->list.at[i], "cidr"));
    source->unknown = listed.unknown ? listed.unknown : source->unknown;
    if (listed.everybody) {
        source->everybody = true;
        source->place = place;
    }
}

/* The lists that AWS keeps itself name parts of its network. */
static bool is_list_of_provider(const struct phs_resource *list, const struct phs_value *value) {
    const char *attribute = value->unknown.attribute;
    if (attribute && strstr(attribute, "prefix_list_id")) /* of a gateway endpoint */
        return true;
    return list && strncmp(list->type, "data.", 5) == 0 &&
           (phs_slice_starts(phs_text(phs_get(list->attributes, "name")), "com.amazonaws.") ||
            strcmp(list->type, "data.aws_prefix_list") == 0);
}

static void take_list(const struct phs_rule_place *at, struct phs_rule_source *source, const struct phs_value *value) {
    const struct phs_resource *from = at->resource, *list = NULL;
    if (!value || value->kind == PHS_NULL)
        return;
    if (phs_is(value, PHS_UNKNOWN) && value->unknown.ref)
        list = phs_graph_find(at->graph, from->root, from->environment, value->unknown.ref);
    if (phs_is(value, PHS_UNKNOWN) && is_list_of_provider(list, value))
        return;
    if (list && strcmp(list->type, "aws_ec2_managed_prefix_list") == 0)
        take_entries(source, phs_get(list->attributes, "entry"), value->place);
    else if (phs_is(value, PHS_UNKNOWN))
        source->unknown = value;
    else
        source->unknown = phs_value_unknown(at->graph->arena, PHS_WHY_UNREAD,
                                            "the entries of a prefix list are not declared here", value->place);
}

struct phs_rule_source phs_rule_source_aws(const struct phs_rule_place *at, const struct phs_value *rule) {
    static const char *const ranges[] = {"cidr_blocks",     "ipv6_cidr_blocks", "cidr_block",
                                         "ipv6_cidr_block", "cidr_ipv4",        "cidr_ipv6"};
    struct phs_rule_source source = {.place = rule->place};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        take_ranges(&source, phs_get(rule, ranges[i]));
    const struct phs_value *lists = phs_get(rule, "prefix_list_ids");
    if (phs_is(lists, PHS_UNKNOWN))
        source.unknown = lists;
    for (size_t i = 0; phs_is(lists, PHS_LIST) && i < lists->list.n; i++)
        take_list(at, &source, lists->list.at[i]);
    take_list(at, &source, phs_get(rule, "prefix_list_id"));
    return source;
}
