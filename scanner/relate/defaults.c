/* SPDX-License-Identifier: Apache-2.0 */
/* Defaults that changed between versions of a provider, written into canonical attributes where the root's versions decide. */
#include "catalogue/catalogue.h"
#include "catalogue/tsv.h"
#include "relate/passes.h"
#include "relate/versions.h"

static bool is_provider_of(const struct phs_provider_version *version, const struct phs_resource *resource,
                           struct phs_slice name) {
    return phs_slice_is(name, version->provider) && strcmp(version->root, resource->root) == 0 &&
           strcmp(version->environment, resource->environment) == 0;
}

static const struct phs_value *default_value(struct phs_arena *arena, struct phs_slice text, struct phs_place place) {
    bool yes = phs_slice_is(text, "true");
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = yes || phs_slice_is(text, "false") ? *phs_value_bool(arena, yes, place)
                                                : *phs_value_string(arena, phs_slice(phs_slice_dup(arena, text)), place);
    value->flags |= PHS_VALUE_DEFAULT;
    return value;
}

static bool missing(const struct phs_value *value) {
    return !value || value->kind == PHS_NULL;
}

/* One more argument of a block, which is there once, or not yet. NULL: nothing to add. */
static const struct phs_value *in_block(struct phs_arena *arena, const struct phs_value *blocks, struct phs_slice key,
                                        const struct phs_value *value, struct phs_place place) {
    bool one = phs_is(blocks, PHS_LIST) && blocks->list.n == 1 && phs_is(blocks->list.at[0], PHS_MAP);
    const struct phs_value *have = one ? blocks->list.at[0] : NULL;
    if ((!one && !missing(blocks)) || (have && !missing(phs_get_slice(have, key))))
        return NULL;
    const struct phs_value *block = phs_value_with(arena, have, key, value);
    struct phs_value *list = PHS_NEW(arena, struct phs_value);
    *list = *phs_value_list(arena, &block, 1, place);
    list->flags |= PHS_VALUE_BLOCKS | (one ? 0u : PHS_VALUE_DEFAULT);
    return list;
}

/* `attribute` is a name, or block.name. */
static void put(struct phs_graph *graph, struct phs_resource *resource, const char *attribute, struct phs_slice text) {
    struct phs_slice rest = phs_slice(attribute), first;
    if (!phs_is(resource->attributes, PHS_MAP) || !phs_slice_cut(&rest, '.', &first))
        return;
    const struct phs_value *have = phs_get_slice(resource->attributes, first);
    const struct phs_value *value = default_value(graph->arena, text, resource->place);
    if (rest.len)
        value = in_block(graph->arena, have, rest, value, resource->place);
    else if (!missing(have))
        value = NULL;
    if (value)
        resource->attributes = phs_value_with(graph->arena, resource->attributes, first, value);
}

static void apply(struct phs_graph *graph, const struct phs_tsv *table, size_t row,
                  const struct phs_provider_version *version) {
    const char *type = phs_slice_dup(graph->arena, phs_tsv_cell(table, row, "type"));
    const char *attribute = phs_slice_dup(graph->arena, phs_tsv_cell(table, row, "attribute"));
    const struct phs_resource_list *list = phs_graph_of_type(graph, type);
    for (size_t i = 0; i < list->items.n; i++)
        if (is_provider_of(version, list->items.at[i], phs_tsv_cell(table, row, "provider")))
            put(graph, list->items.at[i], attribute, phs_tsv_cell(table, row, "default"));
}

void phs_relate_defaults(struct phs_graph *graph) {
    static const char path[] = "checks/relate/defaults.tsv";
    struct phs_arena *scratch = phs_arena_new();
    struct phs_tsv *table;
    struct phs_err err;
    if (graph->providers.n && phs_tsv_parse(scratch, path, phs_catalogue_file(path), &table, &err) == PHS_OK)
        for (size_t row = 0; row < table->rows.n; row++)
            for (size_t i = 0; i < graph->providers.n && i < 10000; i++) {
                const struct phs_provider_version *version = &graph->providers.at[i];
                if (phs_slice_is(phs_tsv_cell(table, row, "provider"), version->provider) &&
                    phs_graph_of_type(graph, phs_slice_dup(scratch, phs_tsv_cell(table, row, "type")))->items.n &&
                    phs_versions_within(phs_slice(version->constraint), phs_tsv_cell(table, row, "versions")))
                    apply(graph, table, row, version);
            }
    phs_arena_free(scratch);
}
