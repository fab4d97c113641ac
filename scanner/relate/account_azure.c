/* SPDX-License-Identifier: Apache-2.0 */
/* Azure: what stands two steps away from what it holds for. The audit of a server is one of its databases too (`server_audit`),
 * an assessment of weaknesses hangs on the server's alerts (`vulnerability_assessment`), and a diagnostic setting or a role
 * says whether it is about a whole subscription (`of_subscription`). */
#include "relate/passes.h"

static void set(struct phs_graph *graph, struct phs_resource *resource, const char *key, const struct phs_value *value) {
    struct phs_map_builder map;
    const struct phs_value *have = resource->attributes;
    if (!phs_is(have, PHS_MAP))
        return;
    phs_map_builder_init(&map, graph->arena);
    for (size_t i = 0; i < have->map.n; i++)
        phs_map_builder_set(&map, have->map.at[i].key, have->map.at[i].key_place, have->map.at[i].value);
    phs_map_builder_set(&map, phs_slice(key), value->place, value);
    resource->attributes = phs_map_builder_done(&map, have->place);
}

/* A key in a managed HSM is a key of one's own like one in a vault; the former argument is gone in version 5. */
static const struct phs_value *with_vault_key(struct phs_graph *graph, const struct phs_value *map) {
    const struct phs_value *key = phs_get(map, "managed_hsm_key_id"), *have = phs_get(map, "key_vault_key_id");
    struct phs_map_builder builder;
    if (!key || key->kind == PHS_NULL || (have && have->kind != PHS_NULL))
        return NULL;
    phs_map_builder_init(&builder, graph->arena);
    for (size_t i = 0; i < map->map.n; i++)
        phs_map_builder_set(&builder, map->map.at[i].key, map->map.at[i].key_place, map->map.at[i].value);
    phs_map_builder_set(&builder, PHS_SLICE("key_vault_key_id"), key->place, key);
    return phs_map_builder_done(&builder, map->place);
}

void phs_relate_keys_azure(struct phs_graph *graph) {
    for (size_t i = 0; i < graph->resources.n; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        if (!phs_slice_starts(phs_slice(resource->type), "azurerm_") || !phs_is(resource->attributes, PHS_MAP))
            continue;
        const struct phs_value *own = with_vault_key(graph, resource->attributes);
        resource->attributes = own ? own : resource->attributes;
        const struct phs_value *blocks = phs_get(resource->attributes, "customer_managed_key");
        bool one = phs_is(blocks, PHS_LIST) && blocks->list.n == 1 && phs_is(blocks->list.at[0], PHS_MAP);
        const struct phs_value *block = one ? with_vault_key(graph, blocks->list.at[0]) : NULL;
        if (block) {
            struct phs_value *list = PHS_NEW(graph->arena, struct phs_value);
            *list = *phs_value_list(graph->arena, &block, 1, blocks->place);
            list->flags |= PHS_VALUE_BLOCKS;
            set(graph, resource, "customer_managed_key", list);
        }
    }
}

static struct phs_resource *linked(const struct phs_resource *from, const char *attribute, const char *type) {
    for (size_t i = 0; i < from->out.n; i++) {
        struct phs_link *link = from->out.at[i];
        if (link->attribute && strcmp(link->attribute, attribute) == 0 && strcmp(link->to->type, type) == 0)
            return link->to;
    }
    return NULL;
}

static const struct phs_value *block(struct phs_graph *graph, const struct phs_resource *resource) {
    const struct phs_value *item = resource->existence ? resource->existence : resource->attributes;
    struct phs_value *list = PHS_NEW(graph->arena, struct phs_value);
    *list = *phs_value_list(graph->arena, &item, 1, resource->place);
    list->flags |= PHS_VALUE_BLOCKS;
    return list;
}

static void give_assessments(struct phs_graph *graph) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, "azurerm_mssql_server_vulnerability_assessment");
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *alerts =
            linked(list->items.at[i], "server_security_alert_policy_id", "azurerm_mssql_server_security_alert_policy");
        struct phs_resource *server = alerts ? linked(alerts, "server_name", "azurerm_mssql_server") : NULL;
        if (server)
            set(graph, server, "vulnerability_assessment", block(graph, list->items.at[i]));
    }
}

static void give_audits(struct phs_graph *graph) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, "azurerm_mssql_database");
    for (size_t i = 0; i < list->items.n; i++) {
        struct phs_resource *database = list->items.at[i], *server = linked(database, "server_id", "azurerm_mssql_server");
        const struct phs_value *audit = server ? phs_get(server->attributes, "extended_auditing_policy") : NULL;
        if (audit && audit->kind != PHS_NULL)
            set(graph, database, "server_audit", audit);
    }
}

static bool is_subscription_id(struct phs_slice text) {
    struct phs_slice start = PHS_SLICE("/subscriptions/");
    return phs_slice_starts(text, "/subscriptions/") && text.len > start.len &&
           !memchr(text.ptr + start.len, '/', text.len - start.len);
}

static bool names_subscription(const struct phs_value *target) {
    if (phs_is(target, PHS_STRING))
        return is_subscription_id(target->string);
    if (!phs_is(target, PHS_UNKNOWN))
        return false;
    const struct phs_hint *hint = target->unknown.hint;
    if (hint)
        return phs_slice_is(hint->prefix, "/subscriptions/") && !hint->suffix.len;
    const char *ref = target->unknown.ref, *attribute = target->unknown.attribute;
    return ref && attribute && strcmp(attribute, "id") == 0 && strstr(ref, "azurerm_subscription.");
}

static void mark_subscriptions(struct phs_graph *graph, const char *type, const char *target) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, type);
    for (size_t i = 0; i < list->items.n; i++)
        if (names_subscription(phs_get(list->items.at[i]->attributes, target)))
            set(graph, list->items.at[i], "of_subscription", phs_value_bool(graph->arena, true, list->items.at[i]->place));
}

void phs_relate_account_azure(struct phs_graph *graph) {
    give_assessments(graph);
    give_audits(graph);
    mark_subscriptions(graph, "azurerm_monitor_diagnostic_setting", "target_resource_id");
    mark_subscriptions(graph, "azurerm_role_assignment", "scope");
}
