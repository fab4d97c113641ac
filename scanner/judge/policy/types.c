/* SPDX-License-Identifier: Apache-2.0 */
/* Which resources a condition is about: exact type names, a provider's types by prefix, or everything configured. */
#include <stdlib.h>

#include "judge/policy/node.h"

/* Our own nouns are not configuration: a policy about "all" resources does not mean vendors and attestations. */
static const char *const own_types[] = {
    "agreement",
    "asset",
    "attestation",
    "ci_workflow",
    "compose_service",
    "dockerfile",
    "exposure_path",
    "git_commit",
    "git_repository",
    "host",
    "kubernetes_container",
    "kubernetes_control_plane",
    "outbound_call",
    "phi_flow",
    "phi_sighting",
    "phi_system",
    "repository_file",
    "secret_sighting",
    "tls_endpoint",
    "vendor",
};

static bool has_prefix(const char *text, const char *prefix) {
    return phs_slice_starts(phs_slice(text), prefix);
}

bool phs_type_is_configured(const char *type) {
    for (size_t i = 0; i < sizeof own_types / sizeof *own_types; i++)
        if (strcmp(own_types[i], type) == 0)
            return false;
    return true;
}

bool phs_type_is_managed(const char *type) {
    return phs_type_is_configured(type) && strcmp(type, "module") != 0 && !has_prefix(type, "data.") &&
           !has_prefix(type, "provider.");
}

/* Prefixes of Terraform types for the providers that "all" and "taggable" know; NULL for another one. */
static const char *prefix_of(const char *provider) {
    static const struct {
        const char *provider, *prefix;
    } known[] = {{"aws", "aws_"}, {"azure", "azurerm_"}, {"gcp", "google_"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].provider, provider) == 0)
            return known[i].prefix;
    return NULL;
}

static size_t providers_of(const struct phs_check_info *check, struct phs_arena *arena, const char **names, size_t cap) {
    size_t n = 0;
    if (phs_is(check->providers, PHS_LIST)) {
        for (size_t i = 0; i < check->providers->list.n && n < cap; i++)
            names[n++] = phs_text_or(arena, check->providers->list.at[i], "");
    } else if (check->provider) {
        names[n++] = check->provider;
    }
    return n;
}

/* all and taggable: by prefix when every provider of the scope is known, else everything. */
static void take_wide(struct phs_arena *arena, const struct phs_check_info *check, bool taggable, struct types *types) {
    const char *names[16];
    size_t n = providers_of(check, arena, names, 16);
    types->taggable = taggable && n == 0;
    types->all = n == 0;
    for (size_t i = 0; i < n; i++) {
        const char *prefix = prefix_of(names[i]);
        if (!prefix)
            types->all = true;
        else
            PHS_PUSH(arena, types->prefixes, prefix);
    }
    if (!types->all)
        types->taggable = taggable;
}

static void take_name(struct phs_arena *arena, const struct phs_check_info *check, struct phs_slice name, struct types *types) {
    const char *providers[16];
    if (!phs_slice_is(name, "provider")) {
        PHS_PUSH(arena, types->names, phs_slice_dup(arena, name));
        return;
    }
    size_t n = providers_of(check, arena, providers, 16);
    for (size_t i = 0; i < n; i++)
        PHS_PUSH(arena, types->names, phs_printf(arena, "provider.%s", providers[i]));
}

enum phs_code phs_types_read(struct phs_arena *arena, const struct phs_value *value, const struct phs_check_info *check,
                             struct types *ret_types) {
    struct types types = {.foreign = check->foreign};
    const struct phs_value *first = phs_is(value, PHS_LIST) && value->list.n ? value->list.at[0] : value;
    if (!value || value->kind == PHS_NULL || (value->kind == PHS_LIST && value->list.n == 0) ||
        phs_slice_ieq(phs_text(first), PHS_SLICE("all"))) {
        take_wide(arena, check, false, &types);
    } else if (phs_slice_ieq(phs_text(first), PHS_SLICE("taggable"))) {
        take_wide(arena, check, true, &types);
    } else if (value->kind == PHS_STRING) {
        take_name(arena, check, value->string, &types);
    } else if (value->kind == PHS_LIST) {
        for (size_t i = 0; i < value->list.n; i++) {
            if (!phs_is(value->list.at[i], PHS_STRING))
                return PHS_E_USAGE;
            take_name(arena, check, value->list.at[i]->string, &types);
        }
    } else {
        return PHS_E_USAGE;
    }
    *ret_types = types;
    return PHS_OK;
}

bool phs_types_empty(const struct types *types) {
    return !types->all && types->names.n == 0 && types->prefixes.n == 0;
}

static bool names_it(const struct types *types, const char *type) {
    for (size_t i = 0; i < types->names.n; i++)
        if (strcmp(types->names.at[i], type) == 0)
            return true;
    return false;
}

void phs_types_join(struct phs_arena *arena, struct types *into, const struct types *from) {
    bool was_wide = into->all || into->prefixes.n;
    bool is_wide = from->all || from->prefixes.n;
    if (is_wide)
        into->taggable = was_wide ? into->taggable && from->taggable : from->taggable;
    into->all |= from->all;
    into->foreign |= from->foreign;
    for (size_t i = 0; i < from->names.n; i++)
        if (!names_it(into, from->names.at[i]))
            PHS_PUSH(arena, into->names, from->names.at[i]);
    for (size_t i = 0; i < from->prefixes.n; i++)
        PHS_PUSH(arena, into->prefixes, from->prefixes.at[i]);
}

static bool widely_admitted(const struct types *types, const char *type) {
    if (types->all)
        return phs_type_is_configured(type);
    for (size_t i = 0; i < types->prefixes.n; i++)
        if (has_prefix(type, types->prefixes.at[i]))
            return true;
    return false;
}

/* What carries tags is read from the resource when our table does not know the type. */
static bool is_taggable(const struct phs_resource *resource) {
    return phs_type_taggable(resource->type) || phs_get(resource->attributes, "tags") ||
           phs_get(resource->attributes, "labels");
}

/* A policy of others reads the original attributes, so it is about the name that goes with them: one that asks
 * kubernetes_deployment for Terraform's attributes is not about a manifest. */
static bool names_resource(const struct types *types, const struct phs_resource *resource) {
    if (types->foreign && resource->type_as_written)
        return names_it(types, resource->type_as_written);
    return names_it(types, resource->type) || (resource->type_as_written && names_it(types, resource->type_as_written));
}

bool phs_types_match(const struct types *types, const struct phs_resource *resource) {
    if (names_resource(types, resource))
        return true;
    if (!widely_admitted(types, resource->type))
        return false;
    return !types->taggable || is_taggable(resource);
}

static int by_index(const void *a, const void *b) {
    size_t x = (*(struct phs_resource *const *)a)->index, y = (*(struct phs_resource *const *)b)->index;
    return x < y ? -1 : x > y;
}

static void append(struct phs_arena *arena, const struct types *types, struct resources *found,
                   struct phs_resource *const *items, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (names_resource(types, items[i]))
            PHS_PUSH(arena, found->items, items[i]);
}

static void list_named(struct phs_arena *arena, const struct phs_policy_desk *desk, const struct types *types,
                       struct resources *found) {
    for (size_t t = 0; t < types->names.n; t++) {
        const struct phs_resource_list *list = phs_graph_of_type(desk->graph, types->names.at[t]);
        const struct resources *written = phs_map_gets(&desk->written, types->names.at[t]);
        append(arena, types, found, list->items.at, list->items.n);
        if (written)
            append(arena, types, found, written->items.at, written->items.n);
    }
    if (found->items.n > 1)
        qsort(found->items.at, found->items.n, sizeof *found->items.at, by_index);
    size_t kept = 0;
    for (size_t i = 0; i < found->items.n; i++)
        if (kept == 0 || found->items.at[kept - 1] != found->items.at[i])
            found->items.at[kept++] = found->items.at[i];
    found->items.n = kept;
}

void phs_types_list(struct phs_arena *arena, const struct phs_policy_desk *desk, const struct types *types,
                    struct resources *ret_resources) {
    struct resources found = {0};
    const struct phs_graph *graph = desk->graph;
    if (types->all || types->prefixes.n) {
        for (size_t i = 0; i < graph->resources.n; i++)
            if (phs_types_match(types, graph->resources.at[i]))
                PHS_PUSH(arena, found.items, graph->resources.at[i]);
    } else {
        list_named(arena, desk, types, &found);
    }
    *ret_resources = found;
}
