/* SPDX-License-Identifier: Apache-2.0 */
/* Google Cloud: firewall policies that carry their rules inside. Each rule becomes a resource like one that stands by itself,
 * under the spelling of those. */
#include "relate/passes.h"

enum { MOST_RULES = 2000 };

static const struct {
    const char *policy, *rule;
} kinds[] = {{"google_compute_network_firewall_policy_with_rules", "google_compute_network_firewall_policy_rule"},
             {"google_compute_region_network_firewall_policy_with_rules", "google_compute_region_network_firewall_policy_rule"},
             {"google_compute_firewall_policy_with_rules", "google_compute_firewall_policy_rule"}};

static const struct phs_value *renamed(struct phs_arena *arena, const struct phs_value *map, const char *from, const char *to) {
    struct phs_map_builder out;
    phs_map_builder_init(&out, arena);
    for (size_t i = 0; i < map->map.n; i++) {
        const struct phs_entry *entry = &map->map.at[i];
        bool it = phs_slice_is(entry->key, from);
        phs_map_builder_set(&out, it ? phs_slice(to) : entry->key, entry->key_place, entry->value);
    }
    return phs_map_builder_done(&out, map->place);
}

/* layer4_config of a rule inside is layer4_configs of one by itself. */
static const struct phs_value *matches(struct phs_arena *arena, const struct phs_value *blocks) {
    const struct phs_value **items;
    if (!phs_is(blocks, PHS_LIST) || !blocks->list.n)
        return blocks;
    items = PHS_NEW_N(arena, const struct phs_value *, blocks->list.n);
    for (size_t i = 0; i < blocks->list.n; i++) {
        const struct phs_value *block = blocks->list.at[i];
        items[i] = phs_is(block, PHS_MAP) ? renamed(arena, block, "layer4_config", "layer4_configs") : block;
    }
    struct phs_value *list = PHS_NEW(arena, struct phs_value);
    *list = *phs_value_list(arena, items, blocks->list.n, blocks->place);
    list->flags |= PHS_VALUE_BLOCKS;
    return list;
}

static const struct phs_value *attributes(struct phs_arena *arena, const struct phs_value *rule) {
    struct phs_map_builder out;
    if (!phs_is(rule, PHS_MAP))
        return rule;
    phs_map_builder_init(&out, arena);
    for (size_t i = 0; i < rule->map.n; i++) {
        const struct phs_entry *entry = &rule->map.at[i];
        bool match = phs_slice_is(entry->key, "match");
        phs_map_builder_set(&out, entry->key, entry->key_place, match ? matches(arena, entry->value) : entry->value);
    }
    return phs_map_builder_done(&out, rule->place);
}

static void make(struct phs_graph *graph, const struct phs_resource *policy, const char *type, const struct phs_value *rule,
                 size_t i) {
    struct phs_resource *made = phs_graph_add(graph, policy->root, policy->environment, type,
                                              phs_printf(graph->arena, "%s.rule[%zu]", policy->address, i));
    made->name = policy->name;
    made->collector = policy->collector;
    made->directness = policy->directness;
    made->existence = policy->existence;
    made->place = rule->place.source ? rule->place : policy->place;
    made->attributes = attributes(graph->arena, rule);
    made->original = made->attributes;
    phs_graph_link(graph, made, PHS_BELONGS_TO, (struct phs_resource *)(uintptr_t)policy, "rule", made->place);
}

void phs_relate_rules_google(struct phs_graph *graph) {
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const struct phs_resource_list *list = phs_graph_of_type(graph, kinds[k].policy);
        for (size_t i = 0; i < list->items.n; i++) {
            const struct phs_value *rules = phs_get(list->items.at[i]->attributes, "rule");
            for (size_t r = 0; phs_is(rules, PHS_LIST) && r < rules->list.n && r < MOST_RULES; r++)
                make(graph, list->items.at[i], kinds[k].rule, rules->list.at[r], r);
        }
    }
}
