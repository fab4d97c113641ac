/* SPDX-License-Identifier: Apache-2.0 */
/* Where conclusions are kept while they are drawn, and how they become attributes. */
#include "relate/conclusions.h"

#include "catalogue/catalogue.h"
#include "relate/passes.h"

static struct phs_map_builder *group_of(struct phs_concluding *c, const struct phs_resource *resource, const char *group) {
    struct phs_map *notes = &c->notes[resource->index];
    if (!notes->arena)
        phs_map_init(notes, c->scratch);
    struct phs_map_builder *builder = phs_map_gets(notes, group);
    if (!builder) {
        builder = PHS_NEW(c->scratch, struct phs_map_builder);
        phs_map_builder_init(builder, c->graph->arena);
        phs_map_puts(notes, group, builder);
    }
    return builder;
}

void phs_conclude_value(struct phs_concluding *c, const struct phs_resource *resource, const char *group, const char *name,
                        const struct phs_value *value) {
    phs_map_builder_set(group_of(c, resource, group), phs_slice(name), value->place, value);
}

void phs_conclude(struct phs_concluding *c, const struct phs_resource *resource, const char *group, const char *name,
                  struct phs_answer answer) {
    if (!answer.place.source)
        answer.place = resource->place;
    phs_conclude_value(c, resource, group, name, phs_answer_value(c->graph->arena, answer));
}

const struct phs_value *phs_concluded(const struct phs_concluding *c, const struct phs_resource *resource, const char *group,
                                      const char *name) {
    const struct phs_map *notes = &c->notes[resource->index];
    const struct phs_map_builder *builder = notes->arena ? phs_map_gets(notes, group) : NULL;
    return builder ? phs_map_builder_get(builder, phs_slice(name)) : NULL;
}

const struct phs_value *phs_conclude_word(struct phs_concluding *c, const char *word, struct phs_place place) {
    struct phs_value *value = PHS_NEW(c->graph->arena, struct phs_value);
    *value = *phs_value_string(c->graph->arena, phs_slice(word), place);
    value->flags |= PHS_VALUE_WORD;
    return value;
}

const struct phs_tsv *phs_conclusions_table(struct phs_concluding *c, const char *path) {
    static const struct phs_tsv none;
    struct phs_tsv *table;
    struct phs_err err;
    if (phs_tsv_parse(c->scratch, path, phs_catalogue_file(path), &table, &err) != PHS_OK)
        return &none;
    return table;
}

static void write_down(struct phs_concluding *c, struct phs_resource *resource) {
    const struct phs_map *notes = &c->notes[resource->index];
    const struct phs_value *have = resource->attributes;
    struct phs_map_builder all, concluded;
    if (!notes->arena || (have && have->kind != PHS_MAP))
        return;
    phs_map_builder_init(&all, c->graph->arena);
    phs_map_builder_init(&concluded, c->graph->arena);
    for (size_t i = 0; have && i < have->map.n; i++)
        phs_map_builder_set(&all, have->map.at[i].key, have->map.at[i].key_place, have->map.at[i].value);
    for (size_t i = 0; i < notes->n; i++)
        phs_map_builder_set(&concluded, notes->items[i].key, resource->place,
                            phs_map_builder_done(notes->items[i].value, resource->place));
    phs_map_builder_set(&all, PHS_SLICE("concluded"), resource->place, phs_map_builder_done(&concluded, resource->place));
    resource->attributes = phs_map_builder_done(&all, have ? have->place : resource->place);
}

/* No table speaks of an endpoint that was asked, and a scan of endpoints alone reads none. */
static bool has_only_endpoints(const struct phs_graph *graph) {
    for (size_t i = 0; i < graph->resources.n; i++)
        if (strcmp(graph->resources.at[i]->type, "tls_endpoint") != 0)
            return false;
    return true;
}

void phs_relate_conclusions(struct phs_graph *graph) {
    if (has_only_endpoints(graph))
        return;
    struct phs_concluding c = {.graph = graph, .scratch = phs_arena_new(), .n = graph->resources.n};
    c.notes = PHS_NEW_N(c.scratch, struct phs_map, c.n + 1);
    phs_map_init(&c.subnets, c.scratch);
    phs_map_init(&c.tables, c.scratch);
    phs_conclude_access(&c);
    phs_conclude_permissions(&c);
    phs_conclude_exposure(&c);
    phs_conclude_encryption(&c);
    phs_conclude_logging(&c);
    phs_conclude_backup(&c);
    for (size_t i = 0; i < c.n; i++)
        write_down(&c, graph->resources.at[i]);
    phs_arena_free(c.scratch);
}
