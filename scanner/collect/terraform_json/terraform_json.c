/* SPDX-License-Identifier: Apache-2.0 */
/* Recognises plans and states by their first keys and adds what they plan or hold. */
#include "collect/terraform_json/terraform_json.h"

#include "base/path.h"
#include "collect/terraform_json/parts.h"
#include "parse/json.h"

struct phs_tfjson_library {
    struct phs_graph *graph;
    const char *environment;
    const struct phs_target *target;
    PHS_VEC(struct phs_tfjson_file *) files;
};

struct phs_tfjson_library *phs_terraform_json_library(struct phs_graph *graph, const char *folder,
                                                      const struct phs_target *target) {
    struct phs_tfjson_library *library = PHS_NEW(graph->arena, struct phs_tfjson_library);
    (void)folder;
    library->graph = graph;
    library->target = target;
    library->environment = target && target->environment ? target->environment : "";
    return library;
}

static bool has(struct phs_slice bytes, const char *text) {
    return phs_slice_find(bytes, phs_slice(text)) != (size_t)-1;
}

bool phs_terraform_json_may_be(struct phs_slice start) {
    return has(start, "\"terraform_version\"") && (has(start, "\"format_version\"") || has(start, "\"lineage\"") ||
                                                   has(start, "\"serial\"") || has(start, "\"version\""));
}

static bool kind_of(const struct phs_value *value, enum phs_tfjson_kind *ret_kind) {
    const struct phs_value *version = phs_get(value, "version");
    bool planned = phs_get_path(value, "planned_values.root_module") != NULL;
    bool shown = phs_get_path(value, "values.root_module") != NULL;
    bool stored = phs_is(version, PHS_NUMBER) && version->number.value >= 4 && phs_is(phs_get(value, "resources"), PHS_LIST) &&
                  phs_get(value, "terraform_version");
    *ret_kind = planned ? PHS_TFJSON_PLAN : shown ? PHS_TFJSON_STATE : PHS_TFJSON_STATE_FILE;
    return planned || shown || stored;
}

static void not_read(struct phs_tfjson_library *library, const char *shown, const char *reason) {
    phs_graph_cover(library->graph, "file", shown, PHS_NOT_READ, false, reason, (struct phs_place){0});
}

void phs_terraform_json_binary(struct phs_tfjson_library *library, const char *shown) {
    not_read(library, shown,
             phs_printf(library->graph->arena, "%s: a plan as Terraform saves it; write it with terraform show -json", shown));
}

static struct phs_tfjson_file *new_file(struct phs_tfjson_library *library, const char *shown, enum phs_tfjson_kind kind,
                                        const struct phs_value *value) {
    struct phs_arena *arena = library->graph->arena;
    struct phs_tfjson_file *file = PHS_NEW(arena, struct phs_tfjson_file);
    file->graph = library->graph;
    file->arena = arena;
    file->path = phs_strdup(arena, shown);
    file->root = phs_path_clean(arena, phs_path_dir(arena, shown));
    file->environment = library->environment;
    file->kind = kind;
    file->value = value;
    phs_map_init(&file->unknowns, arena);
    phs_map_init(&file->configs, arena);
    phs_map_init(&file->ids, arena);
    return file;
}

bool phs_terraform_json_offer(struct phs_tfjson_library *library, const char *shown, struct phs_slice bytes) {
    static const struct phs_json_limits limits = {.max_depth = 150, .max_nodes = 20000000, .allow_duplicates = true};
    struct phs_arena *arena = library->graph->arena;
    struct phs_slice start = phs_slice_n(bytes.ptr, bytes.len < 4096 ? bytes.len : 4096);
    const struct phs_value *value = NULL;
    enum phs_tfjson_kind kind;
    struct phs_err err = {0};
    if (!phs_terraform_json_may_be(start))
        return false;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(arena, shown)};
    bytes = phs_slice_n(phs_slice_dup(arena, bytes), bytes.len);
    if (phs_json_parse(arena, source, bytes, &limits, &value, &err) != PHS_OK) {
        not_read(library, shown, phs_strdup(arena, err.text));
        return true;
    }
    if (!kind_of(value, &kind))
        return false;
    PHS_PUSH(arena, library->files, new_file(library, shown, kind, value));
    return true;
}

struct phs_resource *phs_tfjson_add(struct phs_tfjson_file *file, const char *type, const char *address, const char *name,
                                    struct phs_place place) {
    struct phs_resource *resource = phs_graph_add(file->graph, file->root, file->environment, type, address);
    resource->name = name;
    resource->collector = file->kind == PHS_TFJSON_PLAN ? "plan" : "state";
    resource->directness = file->kind == PHS_TFJSON_PLAN ? PHS_PLAN : PHS_STATE;
    resource->place = place;
    file->added++;
    return resource;
}

static void add_resource(struct phs_tfjson_file *file, const struct phs_value *item) {
    struct phs_arena *arena = file->arena;
    const char *type = phs_text_or(arena, phs_get(item, "type"), ""),
               *address = phs_text_or(arena, phs_get(item, "address"), "");
    bool data = phs_slice_is(phs_text(phs_get(item, "mode")), "data");
    if (!*type || !*address)
        return;
    const struct phs_tfjson_config *config = phs_map_gets(&file->configs, phs_address_without_indices(arena, address));
    struct phs_resource *resource = phs_tfjson_add(file, data ? phs_printf(arena, "data.%s", type) : type, address,
                                                   phs_text_or(arena, phs_get(item, "name"), address), item->place);
    file->subject = address;
    resource->attributes = phs_tfjson_values(file, config, phs_get(item, "values"), phs_map_gets(&file->unknowns, address),
                                             phs_get(item, "sensitive_values"));
    resource->original = resource->attributes;
    phs_tfjson_mention(file, resource, config);
}

static void add_module(struct phs_tfjson_file *file, const struct phs_value *module, int depth) {
    const struct phs_value *resources = phs_get(module, "resources"), *inner = phs_get(module, "child_modules");
    for (size_t i = 0; phs_is(resources, PHS_LIST) && i < resources->list.n; i++)
        add_resource(file, resources->list.at[i]);
    for (size_t i = 0; depth < PHS_TFJSON_MAX_MODULES && phs_is(inner, PHS_LIST) && i < inner->list.n; i++)
        add_module(file, inner->list.at[i], depth + 1);
}

static void read_unknowns(struct phs_tfjson_file *file) {
    const struct phs_value *changes = phs_get(file->value, "resource_changes");
    for (size_t i = 0; phs_is(changes, PHS_LIST) && i < changes->list.n; i++) {
        struct phs_slice address = phs_text(phs_get(changes->list.at[i], "address"));
        const struct phs_value *unknown = phs_get_path(changes->list.at[i], "change.after_unknown");
        if (address.len && unknown)
            phs_map_put(&file->unknowns, address, (void *)(uintptr_t)unknown);
    }
}

static void run(struct phs_tfjson_file *file) {
    size_t first = file->graph->resources.n;
    if (file->kind == PHS_TFJSON_PLAN) {
        read_unknowns(file);
        phs_tfjson_read_configuration(file);
        phs_tfjson_add_providers(file);
        add_module(file, phs_get_path(file->value, "planned_values.root_module"), 0);
    } else if (file->kind == PHS_TFJSON_STATE) {
        add_module(file, phs_get_path(file->value, "values.root_module"), 0);
    } else {
        phs_tfjson_add_state_file(file);
    }
    phs_tfjson_link_ids(file, first);
}

/* Several of a kind in one folder are not one root in several sights. */
static bool is_only(const struct phs_tfjson_library *library, const struct phs_tfjson_file *file) {
    for (size_t i = 0; i < library->files.n; i++) {
        const struct phs_tfjson_file *other = library->files.at[i];
        bool same_kind = (other->kind == PHS_TFJSON_PLAN) == (file->kind == PHS_TFJSON_PLAN);
        if (other != file && same_kind &&
            strcmp(phs_path_dir(file->arena, other->path), phs_path_dir(file->arena, file->path)) == 0)
            return false;
    }
    return true;
}

size_t phs_terraform_json_run(struct phs_tfjson_library *library) {
    size_t added = 0;
    for (size_t i = 0; i < library->files.n; i++) {
        struct phs_tfjson_file *file = library->files.at[i];
        if (!is_only(library, file))
            file->root = file->path;
        run(file);
        added += file->added;
        if (library->target)
            phs_graph_cover(library->graph, file->kind == PHS_TFJSON_PLAN ? "plan" : "state", file->path, PHS_READ, false, NULL,
                            library->target->place)
                ->items = file->added;
    }
    return added;
}

void phs_terraform_json_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    struct phs_tfjson_library *library = phs_terraform_json_library(graph, ".", NULL);
    phs_terraform_json_offer(library, path, bytes);
    for (size_t i = 0; i < library->files.n; i++) {
        library->files.at[i]->root = "example";
        run(library->files.at[i]);
    }
}
