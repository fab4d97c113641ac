/* SPDX-License-Identifier: Apache-2.0 */
/* Finds templates by what is in them and runs those that no other one nests. */
#include "collect/cloudformation/cloudformation.h"

#include "base/path.h"
#include "collect/cloudformation/stack.h"
#include "parse/json.h"
#include "parse/yaml.h"

static bool has(struct phs_slice bytes, const char *text) {
    return phs_slice_find(bytes, phs_slice(text)) != (size_t)-1;
}

bool phs_cloudformation_may_be(struct phs_slice bytes) {
    return has(bytes, "Resources") && has(bytes, "Type") && has(bytes, "::");
}

struct phs_cfn_library *phs_cloudformation_library(struct phs_graph *graph, const char *folder,
                                                   const struct phs_target *target) {
    struct phs_cfn_library *library = PHS_NEW(graph->arena, struct phs_cfn_library);
    library->graph = graph;
    library->arena = graph->arena;
    library->folder = folder;
    library->target = target;
    library->environment = target && target->environment ? target->environment : "";
    phs_map_init(&library->templates, graph->arena);
    phs_map_init(&library->given, graph->arena);
    phs_map_init(&library->pieces, graph->arena);
    return library;
}

static bool is_resource(const struct phs_value *value) {
    return phs_slice_find(phs_text(phs_get(value, "Type")), PHS_SLICE("::")) != (size_t)-1;
}

static bool is_template(const struct phs_value *value) {
    const struct phs_value *resources = phs_get(value, "Resources");
    for (size_t i = 0; phs_is(resources, PHS_MAP) && i < resources->map.n; i++)
        if (is_resource(resources->map.at[i].value) || phs_slice_starts(resources->map.at[i].key, "Fn::ForEach::"))
            return true;
    return false;
}

/* The manifest of a synthesised CDK application: which files its assets are. */
static bool is_manifest(const char *shown, const struct phs_value *value) {
    return phs_slice_ends(phs_slice(shown), ".assets.json") && phs_is(phs_get(value, "files"), PHS_MAP);
}

enum phs_code phs_cfn_parse(struct phs_cfn_library *library, const char *shown, struct phs_slice bytes,
                            const struct phs_value **ret_value, struct phs_err *err) {
    static const struct phs_json_limits limits = {
        .max_nodes = PHS_CFN_MAX_NODES, .max_depth = PHS_CFN_MAX_DEPTH, .allow_duplicates = true};
    static const struct phs_yaml_options options = {.typing_1_1 = true,
                                                    .cloudformation_tags = true,
                                                    .allow_duplicates = true,
                                                    .max_bytes = PHS_CFN_MAX_BYTES,
                                                    .max_nodes = PHS_CFN_MAX_NODES,
                                                    .max_depth = PHS_CFN_MAX_DEPTH};
    struct phs_source *source = PHS_NEW(library->arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(library->arena, shown)};
    struct phs_slice start = phs_slice_trim(bytes);
    if (!start.len || start.ptr[0] != '{')
        return phs_yaml_parse_one(library->arena, source, bytes, &options, ret_value, err);
    /* Strings of a JSON tree are views of the text. */
    bytes = phs_slice_n(phs_slice_dup(library->arena, bytes), bytes.len);
    return phs_json_parse(library->arena, source, bytes, &limits, ret_value, err);
}

/* Broken, but its first words say what it was meant to be. */
static bool was_meant(struct phs_slice bytes) {
    return has(bytes, "AWSTemplateFormatVersion") || has(bytes, "AWS::Serverless-2016-10-31");
}

static void cover(struct phs_cfn_library *library, const char *shown, const char *reason) {
    phs_graph_cover(library->graph, "file", shown, PHS_NOT_READ, false, reason, (struct phs_place){0});
    library->broken++;
}

bool phs_cloudformation_offer(struct phs_cfn_library *library, const char *shown, struct phs_slice bytes) {
    const struct phs_value *value = NULL;
    struct phs_err err = {0};
    bool manifest = phs_slice_ends(phs_slice(shown), ".assets.json");
    if (!manifest && !phs_cloudformation_may_be(bytes))
        return false;
    if (bytes.len > PHS_CFN_MAX_BYTES)
        return false;
    if (phs_cfn_parse(library, shown, bytes, &value, &err) != PHS_OK) {
        if (was_meant(bytes))
            cover(library, shown, phs_strdup(library->arena, err.text));
        return was_meant(bytes);
    }
    if (!is_template(value) && !is_manifest(shown, value))
        return false;
    struct phs_cfn_template *template = PHS_NEW(library->arena, struct phs_cfn_template);
    template->path = phs_strdup(library->arena, shown);
    template->value = phs_cfn_expand_sam(library->arena, value);
    phs_map_puts(&library->templates, template->path, template);
    return true;
}

static void mark_called(struct phs_cfn_library *library, const struct phs_cfn_template *template) {
    const struct phs_value *resources = phs_get(template->value, "Resources");
    for (size_t i = 0; phs_is(resources, PHS_MAP) && i < resources->map.n; i++) {
        const char *path = phs_cfn_local_template(library, template, resources->map.at[i].value);
        struct phs_cfn_template *called = path ? phs_map_gets(&library->templates, path) : NULL;
        if (called && called != template)
            called->called = true;
    }
}

size_t phs_cloudformation_run(struct phs_cfn_library *library) {
    size_t run = 0;
    if (!library->templates.n)
        return 0;
    library->types = phs_foreign_load(library->arena, "cloudformation");
    phs_cfn_read_given(library);
    for (size_t i = 0; i < library->templates.n; i++)
        mark_called(library, library->templates.items[i].value);
    /* All are read before the first is judged: one may export what another imports. */
    PHS_VEC(struct phs_cfn_stack *) stacks = {0};
    for (size_t i = 0; i < library->templates.n; i++) {
        const struct phs_cfn_template *template = library->templates.items[i].value;
        if (!template->called && is_template(template->value))
            PHS_PUSH(library->arena, stacks, phs_cfn_open(library, template));
    }
    for (size_t i = 0; i < stacks.n; i++)
        phs_cfn_register_exports(stacks.at[i]);
    for (; run < stacks.n; run++)
        phs_cfn_emit(stacks.at[run]);
    if (run && library->target)
        phs_graph_cover(library->graph, "templates", library->target->path, library->broken ? PHS_READ_PARTLY : PHS_READ, false,
                        library->broken ? "some templates were not read as a whole" : NULL, library->target->place)
            ->items = library->added;
    return library->added;
}

void phs_cloudformation_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    struct phs_cfn_library *library = phs_cloudformation_library(graph, ".", NULL);
    phs_cloudformation_offer(library, path, bytes);
    phs_cloudformation_run(library);
}
