/* SPDX-License-Identifier: Apache-2.0 */
/* Resources of other formats (CloudFormation and those to come) under Terraform's types and attributes, by the tables of
 * checks/maps/. Runs first, so that every other pass sees one vocabulary. */
#include "relate/foreign.h"

#include "relate/passes.h"

enum { MOST_NODES = 200000 };

static const struct {
    const char *collector, *format;
} formats[] = {{"cloudformation", "cloudformation"}, {"sam", "cloudformation"}, {"arm", "arm"}, {"bicep", "arm"},
               {"aws-native", "cloudformation"},     {"azure-native", "arm"}};

struct pass {
    struct phs_graph *graph;
    struct phs_arena *scratch;
    const struct phs_foreign_map *maps[sizeof formats / sizeof *formats];
    struct phs_translating **done; /* by index of the resource */
    size_t n;
};

static const struct phs_foreign_map *map_of(struct pass *pass, const char *collector) {
    for (size_t i = 0; collector && i < sizeof formats / sizeof *formats; i++)
        if (strcmp(collector, formats[i].collector) == 0) {
            if (!pass->maps[i])
                pass->maps[i] = phs_foreign_load(pass->graph->arena, formats[i].format);
            return pass->maps[i];
        }
    return NULL;
}

/* "A", "!A", "A=text" */
static bool fits(struct phs_arena *scratch, const char *when, const struct phs_value *properties) {
    if (!when)
        return true;
    bool absent = *when == '!';
    struct phs_slice rest = phs_slice(when + absent), path;
    if (!phs_slice_cut(&rest, '=', &path))
        return false;
    const struct phs_value *value = phs_get_path(properties, phs_slice_dup(scratch, path));
    bool there = value && value->kind != PHS_NULL;
    if (rest.len)
        there = phs_slice_ieq(phs_text(value), rest);
    return there != absent;
}

static const char *canonical_type(struct pass *pass, const struct phs_foreign_type *type, const struct phs_value *properties) {
    for (size_t i = 0; type && i < type->variants.n; i++)
        if (fits(pass->scratch, type->variants.at[i].when, properties))
            return type->variants.at[i].type;
    return NULL;
}

static void translate(struct pass *pass, struct phs_resource *resource, const struct phs_foreign_map *map, bool some) {
    struct phs_translating *t = PHS_NEW(pass->scratch, struct phs_translating);
    *t = (struct phs_translating){.graph = pass->graph,
                                  .scratch = pass->scratch,
                                  .map = map,
                                  .type = phs_foreign_type(map, phs_slice(resource->type_as_written)),
                                  .resource = resource,
                                  .properties = resource->attributes,
                                  .budget = MOST_NODES,
                                  .some = some};
    const char *type = canonical_type(pass, t->type, t->properties);
    const struct phs_value *body = phs_get(t->properties, "properties");
    phs_foreign_translate(t);
    /* Azure keeps all that is asked of a resource in its properties: where they are not known, nothing is. */
    resource->attributes = phs_is(body, PHS_UNKNOWN) ? body : phs_tree_value(pass->graph->arena, t->root);
    resource->type = type ? type : resource->type;
    pass->done[resource->index] = t;
}

/* Of a body that is not known only the type is: whatever is asked of it is open. */
static bool translate_azapi(struct pass *pass, struct phs_resource *resource) {
    const struct phs_value *properties = phs_foreign_azapi(pass->graph->arena, resource);
    const struct phs_foreign_map *map = map_of(pass, "arm");
    const struct phs_foreign_type *type = phs_foreign_type(map, phs_slice(resource->type_as_written));
    bool known = phs_is(properties, PHS_MAP);
    if (type && type->variants.n) {
        resource->attributes = properties;
        if (known)
            translate(pass, resource, map, false);
        else
            resource->type = type->variants.at[type->variants.n - 1].type;
    }
    resource->type_as_written = "azapi_resource";
    return type && type->variants.n;
}

/* Types that no table names are parts of others. */
static void gather_azapi_parts(struct pass *pass) {
    for (size_t i = 0; i < pass->n; i++) {
        struct phs_resource *resource = pass->graph->resources.at[i];
        if (!phs_foreign_is_azapi(resource))
            continue;
        struct phs_slice rest = phs_text(phs_get(resource->attributes, "type")), type;
        phs_slice_cut(&rest, '@', &type);
        if (!phs_foreign_type(map_of(pass, "arm"), type))
            phs_foreign_azapi_part(pass->graph, resource);
    }
}

/* What an update says stands in the place of what its target says; the update itself is no thing in the cloud. */
static void apply_updates(struct pass *pass) {
    for (size_t i = 0; i < pass->n; i++) {
        struct phs_resource *update = pass->graph->resources.at[i], *target;
        const struct phs_value *have = update->attributes;
        const char *type = update->type;
        if (strcmp(type, "azapi_update_resource") != 0)
            continue;
        const struct phs_value *said = phs_foreign_azapi_update(pass->graph, update, &target);
        if (said && phs_foreign_type(map_of(pass, "arm"), phs_slice(update->type_as_written)) &&
            phs_is(target->attributes, PHS_MAP)) {
            update->attributes = said;
            translate(pass, update, map_of(pass, "arm"), true);
            target->attributes = phs_foreign_over(pass->graph->arena, target->attributes, update->attributes, 0);
        }
        update->attributes = have;
        update->type = type;
        update->type_as_written = "azapi_update_resource";
        pass->done[i] = NULL;
    }
}

/* "Policies.0.PolicyDocument" belongs to what was split off there, under what is left of the path. */
static const struct phs_foreign_split *split_at(const struct phs_translating *t, const char *path) {
    for (size_t i = 0; i < t->splits.n; i++) {
        size_t n = strlen(t->splits.at[i].path);
        if (strncmp(path, t->splits.at[i].path, n) == 0 && (path[n] == '.' || path[n] == '\0'))
            return &t->splits.at[i];
    }
    return NULL;
}

static void move_mention(struct pass *pass, struct phs_mention *mention) {
    struct phs_translating *t = mention->from->index < pass->n ? pass->done[mention->from->index] : NULL;
    if (!t || !mention->attribute)
        return;
    const struct phs_foreign_split *split = split_at(t, mention->attribute);
    const char *path = phs_foreign_path(t, mention->attribute);
    if (split) {
        mention->from = split->resource;
        mention->attribute = split->as ? split->as : path;
    } else {
        mention->attribute = path;
    }
}

static void index_types(struct phs_graph *graph) {
    for (size_t i = 0; i < graph->by_type.n; i++)
        ((struct phs_resource_list *)graph->by_type.items[i].value)->items.n = 0;
    for (size_t i = 0; i < graph->resources.n; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        struct phs_resource_list *list = phs_map_gets(&graph->by_type, resource->type);
        if (!list) {
            list = PHS_NEW(graph->arena, struct phs_resource_list);
            phs_map_puts(&graph->by_type, resource->type, list);
        }
        PHS_PUSH(graph->arena, list->items, resource);
    }
}

void phs_relate_foreign(struct phs_graph *graph) {
    struct pass pass = {.graph = graph, .scratch = phs_arena_new(), .n = graph->resources.n};
    size_t mentions = graph->mentions.n, translated = 0;
    pass.done = PHS_NEW_N(pass.scratch, struct phs_translating *, pass.n ? pass.n : 1);
    gather_azapi_parts(&pass);
    for (size_t i = 0; i < pass.n; i++) {
        struct phs_resource *resource = graph->resources.at[i];
        const struct phs_foreign_map *map = resource->type_as_written ? map_of(&pass, resource->collector) : NULL;
        if (phs_foreign_is_azapi(resource)) {
            translated += translate_azapi(&pass, resource);
        } else if (map) {
            translate(&pass, resource, map, false);
            translated++;
        }
    }
    apply_updates(&pass);
    for (size_t i = 0; translated && i < mentions; i++)
        move_mention(&pass, &graph->mentions.at[i]);
    if (translated)
        index_types(graph);
    phs_arena_free(pass.scratch);
}
