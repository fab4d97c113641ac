/* SPDX-License-Identifier: Apache-2.0 */
/* Finds templates and parameter files by their $schema and runs each template with the parameter file of its name; those that
 * another one is made with are read through it. */
#include "collect/arm/arm.h"

#include "base/path.h"
#include "collect/arm/template.h"
#include "collect/bicep/bicep.h"
#include "parse/json.h"

static bool has(struct phs_slice bytes, const char *text) {
    return phs_slice_find(bytes, phs_slice(text)) != (size_t)-1;
}

struct phs_arm_library *phs_arm_library(struct phs_graph *graph, const char *folder, const struct phs_target *target) {
    struct phs_arm_library *library = PHS_NEW(graph->arena, struct phs_arm_library);
    library->graph = graph;
    library->arena = graph->arena;
    library->folder = folder;
    library->target = target;
    library->environment = target && target->environment ? target->environment : "";
    phs_map_init(&library->templates, graph->arena);
    phs_map_init(&library->parameters, graph->arena);
    phs_map_init(&library->units, graph->arena);
    phs_map_init(&library->parts, graph->arena);
    phs_map_init(&library->files, graph->arena);
    return library;
}

void phs_arm_saw(struct phs_arm_library *library, const char *shown) {
    phs_map_puts(&library->files, phs_strdup(library->arena, shown), library);
}

/* "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#" and its kin for other scopes. */
static bool is_schema(const struct phs_value *value, const char *word) {
    struct phs_slice schema = phs_text(phs_get(value, "$schema"));
    return has(schema, word) && has(schema, "schema.management.azure.com");
}

bool phs_arm_offer(struct phs_arm_library *library, const char *shown, struct phs_slice bytes) {
    static const struct phs_json_limits limits = {
        .max_nodes = PHS_ARM_MAX_NODES, .max_depth = PHS_ARM_MAX_DEPTH, .allow_duplicates = true};
    const struct phs_value *value = NULL;
    struct phs_err err = {0};
    if (phs_bicep_is_file(shown))
        return phs_bicep_offer(library, shown, bytes);
    if (bytes.len > PHS_ARM_MAX_BYTES || !has(bytes, "schema.management.azure.com") || !has(bytes, "eployment"))
        return false;
    struct phs_source *source = PHS_NEW(library->arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(library->arena, shown)};
    bytes = phs_slice_n(phs_slice_dup(library->arena, bytes), bytes.len);
    if (phs_json_parse(library->arena, source, bytes, &limits, &value, &err) != PHS_OK) {
        phs_graph_cover(library->graph, "file", shown, PHS_NOT_READ, false, phs_strdup(library->arena, err.text),
                        (struct phs_place){0});
        library->broken++;
        return true;
    }
    bool parameters = is_schema(value, "eploymentParameters.json");
    if (!parameters && !is_schema(value, "eploymentTemplate.json"))
        return false;
    phs_map_puts(parameters ? &library->parameters : &library->templates, source->path, (void *)(uintptr_t)value);
    return true;
}

/* x.json has x.parameters.json, x.parameters.<environment>.json or x.<environment>.parameters.json beside it. */
const struct phs_value *phs_arm_given_for(const struct phs_arm_library *library, const char *path) {
    const char *point = strrchr(phs_path_base(path), '.');
    const char *stem = phs_strndup(library->arena, path, point ? (size_t)(point - path) : strlen(path)),
               *environment = library->environment;
    const char *const names[] = {phs_printf(library->arena, "%s.parameters.%s.json", stem, environment),
                                 phs_printf(library->arena, "%s.%s.parameters.json", stem, environment),
                                 phs_printf(library->arena, "%s.parameters.json", stem)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct phs_value *file = phs_map_gets(&library->parameters, names[i]);
        if (file)
            return phs_get(file, "parameters");
    }
    return NULL;
}

void phs_arm_begin(struct phs_arm_template *template, struct phs_arm_run *run) {
    phs_map_init(&template->memo, template->arena);
    phs_map_init(&template->by_address, template->arena);
    template->run = run;
    template->steps = &run->steps;
    if (!run->templates.n) {
        phs_map_init(&run->by_name, template->arena);
        phs_map_init(&run->imports, template->arena);
    }
    PHS_PUSH(template->arena, run->templates, template);
}

void phs_arm_run_done(struct phs_arm_library *library, const struct phs_arm_run *run, const char *path) {
    bool exhausted = run->steps == 0;
    for (size_t i = 0; i < run->templates.n; i++)
        exhausted |= run->templates.at[i]->exhausted;
    if (!exhausted)
        return;
    phs_graph_cover(library->graph, "file", path, PHS_READ_PARTLY, false,
                    phs_printf(library->arena, "%s: a part is nested or repeated beyond what is followed", path),
                    (struct phs_place){0});
    library->broken++;
}

/* What `bicep build` made of a file that is read itself. */
static bool is_compiled(struct phs_arm_library *library, const char *path, const struct phs_value *value) {
    const char *point = strrchr(path, '.');
    const char *source = phs_printf(library->arena, "%.*s.bicep", point ? (int)(point - path) : 0, path);
    return phs_slice_is(phs_text(phs_get_path(value, "metadata._generator.name")), "bicep") &&
           phs_map_gets(&library->units, source);
}

static void run(struct phs_arm_library *library, const char *path, const struct phs_value *value) {
    struct phs_arm_run *all = PHS_NEW(library->arena, struct phs_arm_run);
    struct phs_arm_template *template = PHS_NEW(library->arena, struct phs_arm_template);
    *all = (struct phs_arm_run){.root = path, .steps = PHS_ARM_MAX_STEPS};
    *template =
        (struct phs_arm_template){.library = library, .arena = library->arena, .path = path, .prefix = "", .value = value};
    template->given = phs_arm_given_for(library, path);
    phs_arm_begin(template, all);
    phs_arm_items(template);
    phs_arm_emit(all);
    phs_arm_run_done(library, all, path);
}

/* Files that a deployment links to, where the path is no expression. */
static void mark_linked(struct phs_arm_library *library, const char *path, const struct phs_value *value, int depth) {
    struct phs_slice relative = phs_text(phs_get_path(value, "templateLink.relativePath"));
    if (relative.len && relative.ptr[0] != '[') {
        char *linked = phs_slice_dup(library->arena, relative);
        phs_map_puts(&library->parts,
                     phs_path_clean(library->arena, phs_path_join(library->arena, phs_path_dir(library->arena, path), linked)),
                     library);
    }
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n && depth < PHS_ARM_MAX_NESTED; i++)
        mark_linked(library, path, value->map.at[i].value, depth + 1);
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n && depth < PHS_ARM_MAX_NESTED; i++)
        mark_linked(library, path, value->list.at[i], depth + 1);
}

size_t phs_arm_run(struct phs_arm_library *library) {
    for (size_t i = 0; i < library->templates.n; i++)
        mark_linked(library, phs_slice_dup(library->arena, library->templates.items[i].key),
                    phs_get((const struct phs_value *)library->templates.items[i].value, "resources"), 0);
    phs_bicep_run(library);
    for (size_t i = 0; i < library->templates.n; i++) {
        const char *path = phs_slice_dup(library->arena, library->templates.items[i].key);
        const struct phs_value *value = library->templates.items[i].value;
        if (!phs_map_gets(&library->parts, path) && !is_compiled(library, path, value))
            run(library, path, value);
    }
    if ((library->templates.n || library->units.n) && library->target)
        phs_graph_cover(library->graph, "templates", library->target->path, library->broken ? PHS_READ_PARTLY : PHS_READ, false,
                        library->broken ? "some templates were not read as a whole" : NULL, library->target->place)
            ->items = library->added;
    return library->added;
}

void phs_arm_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    struct phs_arm_library *library = phs_arm_library(graph, NULL, NULL);
    phs_arm_offer(library, path, bytes);
    phs_arm_run(library);
}
