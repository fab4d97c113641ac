/* SPDX-License-Identifier: Apache-2.0 */
/* One stack: its sections read, its resources added; stacks inside it the same way under "Name.". */
#include "collect/cloudformation/stack.h"
#include "base/file.h"
#include "parse/json.h"

static void init_maps(struct phs_cfn_stack *stack) {
    struct phs_map *maps[] = {&stack->given,   &stack->parameters, &stack->conditions, &stack->resources,
                              &stack->outputs, &stack->nested,     &stack->memo};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        phs_map_init(maps[i], stack->arena);
}

static void read_conditions(struct phs_cfn_stack *stack, struct phs_cfn_eval top) {
    struct phs_map items;
    phs_map_init(&items, stack->arena);
    phs_cfn_items(top, phs_get(stack->template->value, "Conditions"), &items);
    for (size_t i = 0; i < items.n; i++) {
        struct phs_cfn_condition *condition = PHS_NEW(stack->arena, struct phs_cfn_condition);
        condition->item = items.items[i].value;
        phs_map_put(&stack->conditions, items.items[i].key, condition);
    }
}

static void read_sections(struct phs_cfn_stack *stack) {
    struct phs_cfn_eval top = {.stack = stack, .path = ""};
    phs_cfn_parameters(stack);
    read_conditions(stack, top);
    phs_cfn_items(top, phs_get(stack->template->value, "Resources"), &stack->resources);
    phs_cfn_items(top, phs_get(stack->template->value, "Outputs"), &stack->outputs);
}

static struct phs_cfn_stack *new_stack(struct phs_cfn_library *library, const struct phs_cfn_template *template,
                                       const char *prefix, size_t *steps) {
    struct phs_cfn_stack *stack = PHS_NEW(library->arena, struct phs_cfn_stack);
    stack->library = library;
    stack->arena = library->arena;
    stack->template = template;
    stack->prefix = prefix;
    stack->steps = steps;
    init_maps(stack);
    return stack;
}

/* ---- stacks inside a stack */

static bool is_nesting(struct phs_slice type) {
    return phs_slice_is(type, "AWS::CloudFormation::Stack") || phs_slice_is(type, "AWS::Serverless::Application");
}

/* cdk.out: <stack>.assets.json says which file an asset of this name is. */
static const char *asset_path(struct phs_cfn_library *library, const char *folder, struct phs_slice name) {
    for (size_t i = 0; i < library->templates.n; i++) {
        const struct phs_cfn_template *manifest = library->templates.items[i].value;
        const struct phs_value *files = phs_get(manifest->value, "files");
        if (!phs_is(files, PHS_MAP) || strcmp(phs_path_dir(library->arena, manifest->path), folder) != 0)
            continue;
        for (size_t k = 0; k < files->map.n; k++)
            if (phs_slice_starts(name, phs_slice_dup(library->arena, files->map.at[k].key)))
                return phs_text_or(library->arena, phs_get_path(files->map.at[k].value, "source.path"), NULL);
    }
    return NULL;
}

/* The last part of a URL that an Fn::Sub or Fn::Join writes, parameters and all. */
static struct phs_slice last_part(struct phs_slice text) {
    for (size_t i = text.len; i > 0; i--)
        if (text.ptr[i - 1] == '/')
            return phs_slice_n(text.ptr + i, text.len - i);
    return text;
}

/* Of the pieces that are joined the last one holds the name. */
static const struct phs_value *last_piece(const struct phs_value *join) {
    const struct phs_value *pieces = phs_is(join, PHS_LIST) && join->list.n == 2 ? join->list.at[1] : NULL;
    return phs_is(pieces, PHS_LIST) && pieces->list.n ? pieces->list.at[pieces->list.n - 1] : NULL;
}

static struct phs_slice url_text(const struct phs_value *url) {
    const struct phs_value *joined = last_piece(phs_get(url, "Fn::Join"));
    if (joined)
        return phs_text(joined);
    const struct phs_value *inner = phs_get(url, "Fn::Sub");
    return phs_text(phs_is(inner, PHS_LIST) && inner->list.n ? inner->list.at[0] : inner ? inner : url);
}

const char *phs_cfn_local_template(struct phs_cfn_library *library, const struct phs_cfn_template *from,
                                   const struct phs_value *resource) {
    const struct phs_value *properties = phs_get(resource, "Properties");
    const struct phs_value *url = phs_get(properties, "TemplateURL");
    const char *folder = phs_path_dir(library->arena, from->path);
    const char *name = phs_text_or(library->arena, phs_get(phs_get(resource, "Metadata"), "aws:asset:path"), NULL);
    struct phs_slice text = url_text(url ? url : phs_get(properties, "Location"));
    bool joined = phs_get(url, "Fn::Join") != NULL;
    if (!name && text.len && !joined && phs_slice_find(text, PHS_SLICE("://")) == (size_t)-1)
        name = phs_slice_dup(library->arena, text);
    if (!name && text.len)
        name = asset_path(library, folder, last_part(text));
    if (!name)
        return NULL;
    const char *path = phs_path_clean(library->arena, phs_path_join(library->arena, folder, name));
    return phs_map_gets(&library->templates, path) ? path : NULL;
}

static bool is_around(const struct phs_cfn_stack *stack, const struct phs_cfn_template *template) {
    for (; stack; stack = stack->outer)
        if (stack->template == template)
            return true;
    return false;
}

static void pass_parameters(struct phs_cfn_stack *stack, const struct phs_cfn_item *item, struct phs_cfn_stack *nested) {
    const struct phs_value *raw = phs_get(phs_get(item->raw, "Properties"), "Parameters");
    struct phs_cfn_eval eval = {.stack = stack, .bound = item->bound, .path = ""};
    for (size_t i = 0; phs_is(raw, PHS_MAP) && i < raw->map.n; i++) {
        const struct phs_value *value = phs_cfn_value(eval, raw->map.at[i].value);
        if (value)
            phs_map_put(&nested->given, raw->map.at[i].key, (void *)(uintptr_t)value);
    }
}

bool phs_cfn_nesting(const struct phs_cfn_item *item) {
    return is_nesting(phs_text(phs_get(item->raw, "Type")));
}

struct phs_cfn_stack *phs_cfn_nested(struct phs_cfn_stack *stack, const struct phs_cfn_item *item) {
    struct phs_cfn_stack *nested = phs_map_gets(&stack->nested, item->id);
    const char *path = nested ? NULL : phs_cfn_local_template(stack->library, stack->template, item->raw);
    const struct phs_cfn_template *template = path ? phs_map_gets(&stack->library->templates, path) : NULL;
    if (nested || !template || is_around(stack, template) || stack->depth >= PHS_CFN_MAX_STACKS)
        return nested;
    nested = new_stack(stack->library, template, phs_printf(stack->arena, "%s%s.", stack->prefix, item->id), stack->steps);
    nested->outer = stack;
    nested->depth = stack->depth + 1;
    phs_map_puts(&stack->nested, item->id, nested);
    pass_parameters(stack, item, nested);
    read_sections(nested);
    return nested;
}

/* ---- resources */

static void emit(struct phs_cfn_stack *stack);

/* Properties, and beside them with an @ what the service itself looks at. */
static const struct phs_value *attributes_of(struct phs_cfn_stack *stack, const struct phs_cfn_item *item,
                                             const struct phs_value *properties) {
    static const char *const own[] = {"DeletionPolicy", "UpdateReplacePolicy"};
    struct phs_map_builder map;
    if (phs_is(properties, PHS_UNKNOWN))
        return properties;
    phs_map_builder_init(&map, stack->arena);
    for (size_t i = 0; phs_is(properties, PHS_MAP) && i < properties->map.n; i++)
        phs_map_builder_set(&map, properties->map.at[i].key, properties->map.at[i].key_place, properties->map.at[i].value);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        struct phs_cfn_eval eval = {.stack = stack, .bound = item->bound, .path = ""};
        const struct phs_value *raw = phs_get(item->raw, own[i]);
        phs_map_builder_put(&map, phs_printf(stack->arena, "@%s", own[i]), raw ? phs_cfn_value(eval, raw) : NULL);
    }
    return phs_map_builder_done(&map, item->raw->place);
}

static void mention_dependencies(struct phs_cfn_stack *stack, struct phs_resource *resource, const struct phs_value *depends) {
    size_t n = phs_is(depends, PHS_LIST) ? depends->list.n : depends ? 1 : 0;
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *each = phs_is(depends, PHS_LIST) ? depends->list.at[i] : depends;
        if (phs_is(each, PHS_STRING))
            phs_graph_mention(stack->library->graph, resource, PHS_REFERS_TO,
                              phs_printf(stack->arena, "%s%.*s", stack->prefix, (int)each->string.len, each->string.ptr),
                              "depends_on", each->place);
    }
}

static void emit_nested(struct phs_cfn_stack *stack, const struct phs_cfn_item *item, struct phs_resource *resource) {
    struct phs_cfn_stack *nested = phs_cfn_nested(stack, item);
    struct phs_map_builder map;
    if (nested) {
        emit(nested);
        stack->exhausted |= nested->exhausted;
        return;
    }
    phs_graph_cover(stack->library->graph, "module", resource->address, PHS_NOT_READ, false,
                    phs_printf(stack->arena, "the template of nested stack %s is not on disk", resource->address),
                    resource->place);
    phs_map_builder_init(&map, stack->arena);
    for (size_t i = 0; phs_is(resource->attributes, PHS_MAP) && i < resource->attributes->map.n; i++)
        phs_map_builder_set(&map, resource->attributes->map.at[i].key, resource->attributes->map.at[i].key_place,
                            resource->attributes->map.at[i].value);
    phs_map_builder_set(&map, PHS_SLICE("phiscope_unread"), resource->place,
                        phs_value_bool(stack->arena, true, resource->place));
    resource->attributes = phs_map_builder_done(&map, resource->place);
}

static struct phs_resource *add(struct phs_cfn_stack *stack, const struct phs_cfn_item *item, struct phs_slice type) {
    struct phs_cfn_library *library = stack->library;
    const char *address = phs_printf(stack->arena, "%s%s", stack->prefix, item->id);
    const char *written = phs_slice_dup(stack->arena, type);
    struct phs_resource *resource = phs_graph_add(library->graph, library->root, library->environment, written, address);
    resource->name = item->id;
    resource->type_as_written = written;
    resource->collector = "cloudformation";
    resource->directness = PHS_SOURCE;
    resource->place = item->raw->place;
    library->added++;
    return resource;
}

static void emit_item(struct phs_cfn_stack *stack, const struct phs_cfn_item *item) {
    struct phs_slice type = phs_text(phs_get(item->raw, "Type")), condition = phs_text(phs_get(item->raw, "Condition"));
    struct phs_cfn_eval eval = {.stack = stack, .bound = item->bound, .path = ""};
    const struct phs_value *why = NULL;
    enum phs_cfn_truth exists = PHS_CFN_TRUE;
    if (condition.len)
        exists = phs_cfn_named_condition(eval, phs_cfn_key(eval, condition), &why);
    if (!phs_is(item->raw, PHS_MAP) || !type.len || type.len > 200 || exists == PHS_CFN_FALSE)
        return;
    struct phs_resource *resource = add(stack, item, type);
    const struct phs_value *properties = phs_get(item->raw, "Properties");
    resource->existence = exists == PHS_CFN_OPEN ? why : NULL;
    eval.subject = resource;
    properties = properties ? phs_cfn_value(eval, properties) : NULL;
    resource->attributes = attributes_of(stack, item, properties);
    resource->original = properties ? properties : resource->attributes;
    mention_dependencies(stack, resource, phs_get(item->raw, "DependsOn"));
    if (is_nesting(type))
        emit_nested(stack, item, resource);
}

static void emit(struct phs_cfn_stack *stack) {
    for (size_t i = 0; i < stack->resources.n; i++)
        emit_item(stack, stack->resources.items[i].value);
}

struct phs_cfn_stack *phs_cfn_open(struct phs_cfn_library *library, const struct phs_cfn_template *template) {
    size_t *steps = PHS_NEW(library->arena, size_t);
    *steps = PHS_CFN_MAX_STEPS;
    struct phs_cfn_stack *stack = new_stack(library, template, "", steps);
    for (size_t i = 0; i < library->given.n; i++)
        phs_map_put(&stack->given, library->given.items[i].key, library->given.items[i].value);
    read_sections(stack);
    return stack;
}

void phs_cfn_emit(struct phs_cfn_stack *stack) {
    struct phs_cfn_library *library = stack->library;
    const struct phs_cfn_template *template = stack->template;
    library->root = template->path;
    emit(stack);
    if (stack->exhausted)
        phs_graph_cover(library->graph, "file", template->path, PHS_READ_PARTLY, false,
                        phs_printf(library->arena, "%s: a part is nested or repeated beyond what is followed", template->path),
                        template->value->place);
    library->broken += stack->exhausted;
}
