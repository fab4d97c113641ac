/* SPDX-License-Identifier: Apache-2.0 */
/* Whole IAM policies of Google Cloud (google_project_iam_policy and its kin) say what bindings and audit configurations say one
 * by one: each becomes a resource of that type, so that nobody has to take a policy apart again. */
#include "parse/json.h"
#include "relate/passes.h"

enum { MOST_BINDINGS = 2000 };

struct policy {
    struct phs_graph *graph;
    struct phs_resource *from;
    struct phs_slice service; /* "google_project": the type without _iam_policy */
    size_t links;             /* that the policy had before anything was made of it */
};

static const struct phs_value *parsed(struct phs_arena *arena, const struct phs_value *data) {
    const struct phs_value *tree = data;
    if (!phs_is(data, PHS_STRING))
        return data;
    if (phs_json_parse(arena, NULL, data->string, NULL, &tree, NULL) != PHS_OK)
        return phs_value_unknown(arena, PHS_WHY_ERROR, "policy_data is no JSON", data->place);
    return tree;
}

/* What the policy hangs on, without the policy itself. */
static void copy_others(struct phs_map_builder *map, const struct phs_value *attributes) {
    for (size_t i = 0; i < attributes->map.n; i++)
        if (!phs_slice_is(attributes->map.at[i].key, "policy_data"))
            phs_map_builder_set(map, attributes->map.at[i].key, attributes->map.at[i].key_place, attributes->map.at[i].value);
}

static void copy(struct phs_map_builder *map, const char *key, const struct phs_value *from, const char *name) {
    const struct phs_value *value = phs_is(from, PHS_UNKNOWN) ? from : phs_get(from, name);
    if (value)
        phs_map_builder_set(map, phs_slice(key), value->place, value);
}

static struct phs_resource *made(struct policy *policy, const char *kind, const struct phs_value *mark, size_t i,
                                 struct phs_map_builder *attributes) {
    struct phs_arena *arena = policy->graph->arena;
    struct phs_resource *from = policy->from;
    struct phs_slice text = phs_text(mark);
    const char *type = phs_printf(arena, "%.*s_%s", (int)policy->service.len, policy->service.ptr, kind);
    const char *key = text.len ? phs_printf(arena, "[\"%.*s\"]", (int)text.len, text.ptr) : phs_printf(arena, "[%zu]", i);
    struct phs_resource *resource =
        phs_graph_add(policy->graph, from->root, from->environment, type, phs_printf(arena, "%s%s", from->address, key));
    resource->name = from->name;
    resource->collector = from->collector;
    resource->directness = from->directness;
    resource->place = mark && mark->place.source ? mark->place : from->place;
    resource->existence = from->existence;
    resource->attributes = phs_map_builder_done(attributes, resource->place);
    resource->original = resource->attributes;
    for (size_t l = 0; l < policy->links; l++) {
        struct phs_link *link = from->out.at[l];
        phs_graph_link(policy->graph, resource, link->kind, link->to, link->attribute, link->place);
    }
    return resource;
}

static void add_binding(struct policy *policy, const struct phs_value *binding, size_t i) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, policy->graph->arena);
    copy_others(&map, policy->from->attributes);
    copy(&map, "role", binding, "role");
    copy(&map, "members", binding, "members");
    copy(&map, "condition", phs_is(binding, PHS_MAP) ? binding : NULL, "condition");
    made(policy, "iam_binding", phs_get(binding, "role"), i, &map);
}

static const struct phs_value *logs_of(struct phs_arena *arena, const struct phs_value *logs) {
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; i < logs->list.n; i++) {
        struct phs_map_builder map;
        phs_map_builder_init(&map, arena);
        copy(&map, "log_type", logs->list.at[i], "logType");
        copy(&map, "exempted_members", logs->list.at[i], "exemptedMembers");
        PHS_PUSH(arena, items, phs_map_builder_done(&map, logs->list.at[i]->place));
    }
    struct phs_value *blocks = PHS_NEW(arena, struct phs_value);
    *blocks = *phs_value_list(arena, items.at, items.n, logs->place);
    blocks->flags |= PHS_VALUE_BLOCKS;
    return blocks;
}

static void add_audit(struct policy *policy, const struct phs_value *audit, size_t i) {
    struct phs_map_builder map;
    const struct phs_value *logs = phs_get(audit, "auditLogConfigs");
    phs_map_builder_init(&map, policy->graph->arena);
    copy_others(&map, policy->from->attributes);
    copy(&map, "service", audit, "service");
    if (logs)
        phs_map_builder_set(&map, PHS_SLICE("audit_log_config"), logs->place,
                            phs_is(logs, PHS_LIST) ? logs_of(policy->graph->arena, logs) : logs);
    made(policy, "iam_audit_config", phs_get(audit, "service"), i, &map);
}

static void take_apart(struct policy *policy, const struct phs_value *tree) {
    const struct phs_value *bindings = phs_is(tree, PHS_UNKNOWN) ? tree : phs_get(tree, "bindings");
    const struct phs_value *audits = phs_get(tree, "auditConfigs");
    if (phs_is(bindings, PHS_UNKNOWN))
        add_binding(policy, bindings, 0);
    for (size_t i = 0; phs_is(bindings, PHS_LIST) && i < bindings->list.n && i < MOST_BINDINGS; i++)
        add_binding(policy, bindings->list.at[i], i);
    for (size_t i = 0; phs_is(audits, PHS_LIST) && i < audits->list.n && i < MOST_BINDINGS; i++)
        add_audit(policy, audits->list.at[i], i);
}

void phs_relate_policies_google(struct phs_graph *graph) {
    size_t n = graph->resources.n;
    for (size_t i = 0; i < n; i++) {
        struct phs_resource *from = graph->resources.at[i];
        struct phs_slice type = phs_slice(from->type), end = PHS_SLICE("_iam_policy");
        if (!phs_slice_starts(type, "google_") || !phs_slice_ends(type, "_iam_policy") || !phs_is(from->attributes, PHS_MAP))
            continue;
        struct policy policy = {graph, from, phs_slice_n(type.ptr, type.len - end.len), from->out.n};
        const struct phs_value *data = phs_get(from->attributes, "policy_data");
        if (data)
            take_apart(&policy, parsed(graph->arena, data));
    }
}
