/* SPDX-License-Identifier: Apache-2.0 */
/* Decodes an HCL file by a specification in the hcldec language, and holds the outcome against a test description: the
 * implementation-neutral conformance suite of HCL is written in that form.
 *   hcldec_tool BASE       BASE.hcl by BASE.hcldec against BASE.t; exit 0 agree, 1 differ
 *   hcldec_tool SPEC FILE  prints value, type and diagnostics as JSON */
#include <math.h>
#include <stdio.h>

#include "base/file.h"
#include "parse/hcl/eval.h"

enum { FILE_LIMIT = 4 << 20, TYPE_LIMIT = 1 << 16 };

struct result {
    const struct phs_value *value;
    const char *type; /* canonical text: "object({a=string,b=any})" */
};

struct run {
    struct phs_arena *arena;
    struct phs_hcl_diags diags;
    struct phs_hcl_budget budget;
    struct phs_hcl_scope scope;      /* for the input: variables and functions of the specification */
    struct phs_hcl_scope spec_scope; /* for expressions of the specification */
    const struct phs_hcl_file *spec;
    const struct phs_value *variables;
};

static struct result decode(struct run *run, const struct phs_hcl_block *spec, struct phs_slice name,
                            const struct phs_hcl_body *body);

/* ---- types ------------------------------------------------------------------------------------------------------- */

static const char *type_of(struct phs_arena *arena, const struct phs_value *value);

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* object({...}) of "name=type" texts in name order. */
static const char *object_type(struct phs_arena *arena, const char **fields, size_t n) {
    struct phs_buf buf;
    phs_buf_init(&buf, TYPE_LIMIT);
    qsort(fields, n, sizeof *fields, by_name);
    phs_buf_puts(&buf, "object({");
    for (size_t i = 0; i < n; i++)
        phs_buf_printf(&buf, "%s%s", i ? "," : "", fields[i]);
    phs_buf_puts(&buf, "})");
    const char *type = phs_strdup(arena, phs_buf_text(&buf));
    phs_buf_done(&buf);
    return type;
}

static const char *field(struct phs_arena *arena, struct phs_slice name, const char *type) {
    return phs_printf(arena, "%.*s=%s", (int)name.len, name.ptr, type);
}

static const char *map_type(struct phs_arena *arena, const struct phs_value *value) {
    const char **fields = PHS_NEW_N(arena, const char *, value->map.n + 1);
    for (size_t i = 0; i < value->map.n; i++)
        fields[i] = field(arena, value->map.at[i].key, type_of(arena, value->map.at[i].value));
    return object_type(arena, fields, value->map.n);
}

static const char *type_of(struct phs_arena *arena, const struct phs_value *value) {
    static const char *const names[] = {
        [PHS_NULL] = "any", [PHS_BOOL] = "bool", [PHS_NUMBER] = "number", [PHS_STRING] = "string", [PHS_UNKNOWN] = "any"};
    if (value->kind == PHS_MAP)
        return map_type(arena, value);
    if (value->kind != PHS_LIST)
        return names[value->kind];
    const char *text = "tuple([";
    for (size_t i = 0; i < value->list.n; i++)
        text = phs_printf(arena, "%s%s%s", text, i ? "," : "", type_of(arena, value->list.at[i]));
    return phs_printf(arena, "%s])", text);
}

/* The canonical text of a type expression. */
static const char *type_text(struct phs_arena *arena, const struct phs_hcl_expr *expr) {
    struct phs_slice word = phs_hcl_keyword(expr);
    if (word.len)
        return phs_slice_dup(arena, word);
    if (expr->kind != PHS_HCL_CALL || expr->call.n != 1)
        return "any";
    const struct phs_hcl_expr *inner = expr->call.args[0];
    if (inner->kind != PHS_HCL_OBJECT)
        return phs_printf(arena, "%.*s(%s)", (int)expr->call.name.len, expr->call.name.ptr, type_text(arena, inner));
    const char **fields = PHS_NEW_N(arena, const char *, inner->object.n + 1);
    for (size_t i = 0; i < inner->object.n; i++) {
        struct phs_slice name = {0};
        phs_hcl_static_string(inner->object.at[i].key, &name);
        fields[i] = field(arena, name, type_text(arena, inner->object.at[i].value));
    }
    return object_type(arena, fields, inner->object.n);
}

static const struct phs_value *convert(struct run *run, const struct phs_value *value, const char *type);

static const struct phs_value *convert_items(struct run *run, const struct phs_value *value, const char *item) {
    struct phs_map_builder map;
    if (value->kind == PHS_LIST) {
        const struct phs_value **items = PHS_NEW_N(run->arena, const struct phs_value *, value->list.n + 1);
        for (size_t i = 0; i < value->list.n; i++)
            if (!(items[i] = convert(run, value->list.at[i], item)))
                return NULL;
        return phs_value_list(run->arena, items, value->list.n, value->place);
    }
    phs_map_builder_init(&map, run->arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_value *converted = convert(run, value->map.at[i].value, item);
        if (!converted)
            return NULL;
        phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place, converted);
    }
    return phs_map_builder_done(&map, value->place);
}

/* NULL when it does not convert. Objects are taken as they are. */
static const struct phs_value *convert(struct run *run, const struct phs_value *value, const char *type) {
    const char *open = strchr(type, '(');
    if (value->kind == PHS_NULL || value->kind == PHS_UNKNOWN || !strcmp(type, "any") || !strncmp(type, "object", 6))
        return value;
    if (!strcmp(type, "string"))
        return phs_hcl_to_string(&run->scope, value);
    if (!strcmp(type, "number"))
        return phs_hcl_to_number(&run->scope, value);
    if (!strcmp(type, "bool"))
        return phs_hcl_to_bool(&run->scope, value);
    bool map = !strncmp(type, "map", 3);
    if (!open || value->kind != (map ? PHS_MAP : PHS_LIST))
        return NULL;
    return convert_items(run, value, phs_strndup(run->arena, open + 1, strlen(open) - 2));
}

/* ---- specifications ---------------------------------------------------------------------------------------------- */

static struct phs_slice text_arg(const struct phs_hcl_block *spec, const char *name, struct phs_slice fallback) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&spec->body, name);
    struct phs_slice text;
    return attribute && phs_hcl_static_string(attribute->expr, &text) ? text : fallback;
}

static const struct phs_value *arg(struct run *run, const struct phs_hcl_block *spec, const char *name) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&spec->body, name);
    return attribute ? phs_hcl_eval(&run->spec_scope, attribute->expr) : phs_value_null(run->arena, spec->place);
}

static const char *type_arg(struct run *run, const struct phs_hcl_block *spec, const char *name) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&spec->body, name);
    return attribute ? type_text(run->arena, attribute->expr) : "any";
}

static bool is(const struct phs_hcl_block *spec, const char *type) {
    return phs_slice_is(spec->type, type);
}

static bool is_block_spec(const struct phs_hcl_block *spec) {
    return phs_slice_starts(spec->type, "block");
}

static struct phs_slice source_name(const struct phs_hcl_block *spec, struct phs_slice name) {
    return text_arg(spec, is_block_spec(spec) ? "block_type" : "name", name);
}

static struct result missing(struct run *run, const struct phs_hcl_body *body, const char *type) {
    return (struct result){phs_value_null(run->arena, body->end), type};
}

static struct result decode_attr(struct run *run, const struct phs_hcl_block *spec, struct phs_slice name,
                                 const struct phs_hcl_body *body) {
    const char *type = type_arg(run, spec, "type");
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(body, phs_slice_dup(run->arena, source_name(spec, name)));
    if (!attribute) {
        if (phs_is_true(arg(run, spec, "required")))
            phs_hcl_report(&run->diags, PHS_HCL_ERROR, body->end, "A required argument is missing.");
        return missing(run, body, type);
    }
    const struct phs_value *value = phs_hcl_eval(&run->scope, attribute->expr);
    const struct phs_value *converted = convert(run, value, type);
    if (!converted) {
        phs_hcl_report(&run->diags, PHS_HCL_ERROR, attribute->expr->place, "The value is no %s.", type);
        return missing(run, body, type);
    }
    return (struct result){converted, strcmp(type, "any") ? type : type_of(run->arena, converted)};
}

static struct result decode_object(struct run *run, const struct phs_hcl_block *spec, const struct phs_hcl_body *body) {
    struct phs_map_builder map;
    const char **fields = PHS_NEW_N(run->arena, const char *, spec->body.block_count + 1);
    phs_map_builder_init(&map, run->arena);
    for (size_t i = 0; i < spec->body.block_count; i++) {
        const struct phs_hcl_block *nested = &spec->body.blocks[i];
        struct phs_slice name = phs_hcl_label(nested, 0);
        struct result result = decode(run, nested, name, body);
        phs_map_builder_set(&map, name, nested->place, result.value);
        fields[i] = field(run->arena, name, result.type);
    }
    return (struct result){phs_map_builder_done(&map, body->place), object_type(run->arena, fields, spec->body.block_count)};
}

static struct result decode_array(struct run *run, const struct phs_hcl_block *spec, const struct phs_hcl_body *body) {
    const struct phs_value **items = PHS_NEW_N(run->arena, const struct phs_value *, spec->body.block_count + 1);
    struct phs_slice none = {0};
    for (size_t i = 0; i < spec->body.block_count; i++)
        items[i] = decode(run, &spec->body.blocks[i], none, body).value;
    const struct phs_value *list = phs_value_list(run->arena, items, spec->body.block_count, body->place);
    return (struct result){list, type_of(run->arena, list)};
}

static struct result decode_default(struct run *run, const struct phs_hcl_block *spec, struct phs_slice name,
                                    const struct phs_hcl_body *body) {
    struct result result = missing(run, body, "any");
    for (size_t i = 0; i < spec->body.block_count && result.value->kind == PHS_NULL; i++)
        result = decode(run, &spec->body.blocks[i], name, body);
    return result;
}

static struct result decode_transform(struct run *run, const struct phs_hcl_block *spec, struct phs_slice name,
                                      const struct phs_hcl_body *body) {
    const struct phs_hcl_attribute *expr = phs_hcl_attribute(&spec->body, "result");
    if (!expr || !spec->body.block_count)
        return missing(run, body, "any");
    struct phs_hcl_local nested = {PHS_SLICE("nested"), decode(run, &spec->body.blocks[0], name, body).value, NULL};
    struct phs_hcl_scope scope = run->spec_scope;
    scope.locals = &nested;
    const struct phs_value *value = phs_hcl_eval(&scope, expr->expr);
    return (struct result){value, type_of(run->arena, value)};
}

/* ---- block specifications ---------------------------------------------------------------------------------------- */

struct blocks {
    PHS_VEC(const struct phs_hcl_block *) list;
};

static struct blocks blocks_of(struct run *run, const struct phs_hcl_body *body, struct phs_slice type) {
    struct blocks blocks = {0};
    for (size_t i = 0; i < body->block_count; i++)
        if (phs_slice_eq(body->blocks[i].type, type))
            PHS_PUSH(run->arena, blocks.list, &body->blocks[i]);
    return blocks;
}

static void check_count(struct run *run, const struct phs_hcl_block *spec, const struct phs_hcl_body *body,
                        const struct blocks *blocks) {
    const struct phs_value *least = arg(run, spec, "min_items"), *most = arg(run, spec, "max_items");
    bool one = is(spec, "block") || is(spec, "block_attrs");
    if (!blocks->list.n && phs_is_true(arg(run, spec, "required")))
        phs_hcl_report(&run->diags, PHS_HCL_ERROR, body->end, "A required block is missing.");
    if (one && blocks->list.n > 1)
        phs_hcl_report(&run->diags, PHS_HCL_ERROR, blocks->list.at[1]->header, "Only one block of this type is expected.");
    if (least->kind == PHS_NUMBER && (double)blocks->list.n < least->number.value)
        phs_hcl_report(&run->diags, PHS_HCL_ERROR, body->end, "There are too few blocks of this type.");
    if (most->kind == PHS_NUMBER && most->number.value > 0 && (double)blocks->list.n > most->number.value)
        phs_hcl_report(&run->diags, PHS_HCL_ERROR, body->end, "There are too many blocks of this type.");
}

static const struct phs_hcl_block *nested_of(const struct phs_hcl_block *spec) {
    return spec->body.block_count ? &spec->body.blocks[0] : NULL;
}

static struct result decode_block_list(struct run *run, const struct phs_hcl_block *spec, const struct blocks *blocks,
                                       const struct phs_hcl_body *body) {
    const struct phs_hcl_block *nested = nested_of(spec);
    PHS_VEC(const struct phs_value *) items = {0};
    const char *type = "any";
    struct phs_slice none = {0};
    for (size_t i = 0; nested && i < blocks->list.n; i++) {
        struct result item = decode(run, nested, none, &blocks->list.at[i]->body);
        bool seen = false;
        for (size_t k = 0; is(spec, "block_set") && k < items.n; k++)
            seen |= phs_value_equal(items.at[k], item.value);
        type = item.type;
        if (!seen)
            PHS_PUSH(run->arena, items, item.value);
    }
    const struct phs_value *list = phs_value_list(run->arena, items.at, items.n, body->place);
    if (is(spec, "block_tuple"))
        return (struct result){list, type_of(run->arena, list)};
    return (struct result){list, phs_printf(run->arena, "%s(%s)", is(spec, "block_set") ? "set" : "list", type)};
}

/* One level of map a label. */
static const struct phs_value *put_by_label(struct run *run, const struct phs_value *map, const struct phs_hcl_block *block,
                                            size_t label, size_t labels, const struct phs_value *value) {
    struct phs_map_builder builder;
    struct phs_slice key = phs_hcl_label(block, label);
    const struct phs_value *inner = phs_get_slice(map, key);
    if (label == labels)
        return value;
    phs_map_builder_init(&builder, run->arena);
    for (size_t i = 0; map && map->kind == PHS_MAP && i < map->map.n; i++)
        phs_map_builder_set(&builder, map->map.at[i].key, map->map.at[i].key_place, map->map.at[i].value);
    if (inner && label + 1 == labels)
        phs_hcl_report(&run->diags, PHS_HCL_ERROR, block->header, "A block with these labels was there before.");
    phs_map_builder_set(&builder, key, block->header, put_by_label(run, inner, block, label + 1, labels, value));
    return phs_map_builder_done(&builder, block->place);
}

static size_t label_count(struct run *run, const struct phs_hcl_block *spec) {
    const struct phs_value *labels = arg(run, spec, "labels");
    return labels->kind == PHS_LIST ? labels->list.n : 0;
}

static struct result decode_block_map(struct run *run, const struct phs_hcl_block *spec, const struct blocks *blocks,
                                      const struct phs_hcl_body *body) {
    struct phs_map_builder empty;
    const struct phs_hcl_block *nested = nested_of(spec);
    size_t labels = label_count(run, spec);
    const char *type = "any";
    struct phs_slice none = {0};
    phs_map_builder_init(&empty, run->arena);
    const struct phs_value *map = phs_map_builder_done(&empty, body->place);
    for (size_t i = 0; nested && i < blocks->list.n; i++) {
        struct result item = decode(run, nested, none, &blocks->list.at[i]->body);
        type = item.type;
        map = put_by_label(run, map, blocks->list.at[i], 0, labels, item.value);
    }
    if (is(spec, "block_object"))
        return (struct result){map, type_of(run->arena, map)};
    for (size_t i = 0; i < labels; i++)
        type = phs_printf(run->arena, "map(%s)", type);
    return (struct result){map, type};
}

static struct result decode_block_attrs(struct run *run, const struct phs_hcl_block *spec, const struct blocks *blocks,
                                        const struct phs_hcl_body *body) {
    const char *element = type_arg(run, spec, "element_type");
    const char *type = phs_printf(run->arena, "map(%s)", element);
    struct phs_map_builder map;
    if (!blocks->list.n)
        return missing(run, body, type);
    const struct phs_hcl_body *inner = &blocks->list.at[0]->body;
    phs_map_builder_init(&map, run->arena);
    for (size_t i = 0; i < inner->attribute_count; i++) {
        const struct phs_hcl_attribute *attribute = &inner->attributes[i];
        const struct phs_value *value = convert(run, phs_hcl_eval(&run->scope, attribute->expr), element);
        if (!value)
            phs_hcl_report(&run->diags, PHS_HCL_ERROR, attribute->expr->place, "The value is no %s.", element);
        else
            phs_map_builder_set(&map, attribute->name, attribute->name_place, value);
    }
    return (struct result){phs_map_builder_done(&map, inner->place), type};
}

static struct result decode_blocks(struct run *run, const struct phs_hcl_block *spec, struct phs_slice name,
                                   const struct phs_hcl_body *body) {
    struct blocks blocks = blocks_of(run, body, source_name(spec, name));
    const struct phs_hcl_block *nested = nested_of(spec);
    struct phs_slice none = {0};
    check_count(run, spec, body, &blocks);
    if (is(spec, "block_attrs"))
        return decode_block_attrs(run, spec, &blocks, body);
    if (is(spec, "block_map") || is(spec, "block_object"))
        return decode_block_map(run, spec, &blocks, body);
    if (!is(spec, "block"))
        return decode_block_list(run, spec, &blocks, body);
    if (!blocks.list.n || !nested)
        return missing(run, body, "any");
    return decode(run, nested, none, &blocks.list.at[0]->body);
}

static struct result decode(struct run *run, const struct phs_hcl_block *spec, struct phs_slice name,
                            const struct phs_hcl_body *body) {
    if (is(spec, "object"))
        return decode_object(run, spec, body);
    if (is(spec, "attr"))
        return decode_attr(run, spec, name, body);
    if (is(spec, "array"))
        return decode_array(run, spec, body);
    if (is(spec, "default"))
        return decode_default(run, spec, name, body);
    if (is(spec, "transform"))
        return decode_transform(run, spec, name, body);
    if (is_block_spec(spec))
        return decode_blocks(run, spec, name, body);
    const struct phs_value *value = arg(run, spec, "value");
    return (struct result){value, type_of(run->arena, value)};
}

/* ---- what a body may hold ---------------------------------------------------------------------------------------- */

/* The specification that reads this attribute or block of a body, or NULL. */
static const struct phs_hcl_block *reader_of(const struct phs_hcl_block *spec, struct phs_slice label, struct phs_slice name,
                                             bool block) {
    if (is_block_spec(spec) || is(spec, "attr"))
        return is_block_spec(spec) == block && phs_slice_eq(source_name(spec, label), name) ? spec : NULL;
    size_t n = is(spec, "default") || is(spec, "transform") ? spec->body.block_count > 0 : spec->body.block_count;
    for (size_t i = 0; i < n; i++) {
        const struct phs_hcl_block *nested = &spec->body.blocks[i];
        const struct phs_hcl_block *found =
            reader_of(nested, is(spec, "object") ? phs_hcl_label(nested, 0) : label, name, block);
        if (found)
            return found;
    }
    return NULL;
}

static void check_body(struct run *run, const struct phs_hcl_block *spec, const struct phs_hcl_body *body) {
    struct phs_slice none = {0};
    for (size_t i = 0; i < body->attribute_count; i++)
        if (!reader_of(spec, none, body->attributes[i].name, false))
            phs_hcl_report(&run->diags, PHS_HCL_ERROR, body->attributes[i].name_place, "This argument is not expected here.");
    for (size_t i = 0; i < body->block_count; i++) {
        const struct phs_hcl_block *block = &body->blocks[i];
        const struct phs_hcl_block *reader = reader_of(spec, none, block->type, true);
        if (!reader)
            phs_hcl_report(&run->diags, PHS_HCL_ERROR, block->type_place, "A block of this type is not expected here.");
        else if (block->label_count != label_count(run, reader))
            phs_hcl_report(&run->diags, PHS_HCL_ERROR, block->header, "The block has the wrong number of labels.");
        else if (nested_of(reader))
            check_body(run, nested_of(reader), &block->body);
    }
}

/* ---- the run ----------------------------------------------------------------------------------------------------- */

static const struct phs_value *variable(const struct phs_hcl_scope *scope, const struct phs_hcl_traversal *traversal,
                                        struct phs_slice behind_splat, struct phs_place place, size_t *ret_used) {
    const struct run *run = scope->user;
    (void)behind_splat;
    (void)place;
    (void)ret_used;
    return phs_get_slice(run->variables, traversal->root);
}

/* function "name" { params = [a], result = expression } of the specification */
static const struct phs_value *call(const struct phs_hcl_scope *scope, struct phs_slice name,
                                    const struct phs_value *const *args, const struct phs_place *arg_places, size_t n,
                                    struct phs_place place) {
    const struct run *run = scope->user;
    struct phs_hcl_scope inner = run->spec_scope;
    (void)arg_places;
    for (const struct phs_hcl_block *block = NULL; (block = phs_hcl_next_block(&run->spec->body, "function", block));) {
        const struct phs_hcl_attribute *params = phs_hcl_attribute(&block->body, "params");
        const struct phs_hcl_attribute *result = phs_hcl_attribute(&block->body, "result");
        if (!phs_slice_eq(phs_hcl_label(block, 0), name) || !params || !result || params->expr->kind != PHS_HCL_LIST)
            continue;
        if (params->expr->list.n != n)
            return phs_hcl_wrong(scope, place, "The function takes %zu arguments.", params->expr->list.n);
        struct phs_hcl_local *locals = PHS_NEW_N(scope->arena, struct phs_hcl_local, n + 1);
        for (size_t i = 0; i < n; i++)
            locals[i] = (struct phs_hcl_local){phs_hcl_keyword(params->expr->list.at[i]), args[i], i ? &locals[i - 1] : NULL};
        inner.locals = n ? &locals[n - 1] : NULL;
        return phs_hcl_eval(&inner, result->expr);
    }
    return NULL;
}

static const struct phs_value *body_value(const struct phs_hcl_scope *scope, const struct phs_hcl_body *body) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, scope->arena);
    for (size_t i = 0; i < body->attribute_count; i++)
        phs_map_builder_set(&map, body->attributes[i].name, body->attributes[i].name_place,
                            phs_hcl_eval(scope, body->attributes[i].expr));
    return phs_map_builder_done(&map, body->place);
}

static const struct phs_hcl_file *read_hcl(struct run *run, const char *path) {
    struct phs_slice text;
    struct phs_err err;
    struct phs_source *source = PHS_NEW(run->arena, struct phs_source);
    source->path = path;
    if (phs_file_read(run->arena, path, FILE_LIMIT, &text, &err) != PHS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return NULL;
    }
    return phs_hcl_parse(run->arena, source, text, NULL);
}

static void start(struct run *run) {
    *run = (struct run){.arena = phs_arena_new(), .budget = phs_hcl_budget_default()};
    run->diags.arena = run->arena;
    run->spec_scope = (struct phs_hcl_scope){.arena = run->arena, .diags = &run->diags, .budget = &run->budget};
    run->scope = run->spec_scope;
    run->scope.user = run;
    run->scope.variable = variable;
    run->scope.call = call;
}

static bool decode_file(struct run *run, const char *spec_path, const char *path, struct result *ret_result) {
    const struct phs_hcl_file *file = read_hcl(run, path);
    run->spec = read_hcl(run, spec_path);
    if (!file || !run->spec || run->spec->diags.errors)
        return false;
    const struct phs_hcl_block *variables = phs_hcl_next_block(&run->spec->body, "variables", NULL), *root = NULL;
    run->variables = variables ? body_value(&run->spec_scope, &variables->body) : NULL;
    for (size_t i = 0; i < run->spec->body.block_count; i++)
        if (!is(&run->spec->body.blocks[i], "variables") && !is(&run->spec->body.blocks[i], "function"))
            root = &run->spec->body.blocks[i];
    for (size_t i = 0; i < file->diags.list.n; i++)
        PHS_PUSH(run->arena, run->diags.list, file->diags.list.at[i]);
    *ret_result = missing(run, &file->body, "any");
    if (!root)
        return false;
    if (file->diags.errors)
        return true;
    check_body(run, root, &file->body);
    struct phs_slice none = {0};
    *ret_result = decode(run, root, none, &file->body);
    return true;
}

/* ---- the comparison ---------------------------------------------------------------------------------------------- */

static uint32_t number_at(const struct phs_value *pos, const char *name) {
    const struct phs_value *value = phs_get(pos, name);
    return phs_is(value, PHS_NUMBER) ? (uint32_t)value->number.value : 0;
}

static const struct phs_value *position(struct run *run, const struct phs_hcl_block *expected, const char *end) {
    const struct phs_hcl_block *block = phs_hcl_next_block(&expected->body, end, NULL);
    return block ? body_value(&run->spec_scope, &block->body) : NULL;
}

static bool matches(struct run *run, const struct phs_hcl_block *expected, const struct phs_hcl_diag *diag) {
    const struct phs_value *from = position(run, expected, "from"), *to = position(run, expected, "to");
    bool severity = is(expected, "error") == (diag->severity == PHS_HCL_ERROR);
    return severity && number_at(from, "line") == diag->place.line && number_at(from, "column") == diag->place.column &&
           number_at(to, "line") == diag->place.end_line && number_at(to, "column") == diag->place.end_column;
}

static int compare_diags(struct run *run, const struct phs_hcl_body *test, size_t found) {
    static const struct phs_hcl_body none = {0};
    const struct phs_hcl_block *block = phs_hcl_next_block(test, "diagnostics", NULL);
    const struct phs_hcl_body *expected = block ? &block->body : &none;
    int wrong = found != expected->block_count;
    for (size_t i = 0; i < expected->block_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < found; k++)
            seen |= matches(run, &expected->blocks[i], &run->diags.list.at[k]);
        wrong |= !seen;
    }
    for (size_t k = 0; wrong && k < found; k++)
        printf("  found %s: %s\n", phs_place_text(run->arena, run->diags.list.at[k].place), run->diags.list.at[k].text);
    if (wrong)
        printf("  %zu diagnostics found, %zu expected\n", found, expected->block_count);
    return wrong;
}

/* Numbers with a fraction are long double here and arbitrary in the suite. */
static bool same(const struct phs_value *a, const struct phs_value *b) {
    if (a->kind == PHS_NUMBER && b->kind == PHS_NUMBER)
        return fabsl(phs_hcl_number_of(a) - phs_hcl_number_of(b)) <= 1e-17L * fabsl(phs_hcl_number_of(b)) * 8;
    if (a->kind != b->kind || (a->kind != PHS_MAP && a->kind != PHS_LIST))
        return phs_hcl_equal(a, b) == PHS_HCL_TRUE;
    size_t n = a->kind == PHS_MAP ? a->map.n : a->list.n;
    if (n != (b->kind == PHS_MAP ? b->map.n : b->list.n))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct phs_value *x = a->kind == PHS_MAP ? a->map.at[i].value : a->list.at[i];
        const struct phs_value *y = a->kind == PHS_MAP ? phs_get_slice(b, a->map.at[i].key) : b->list.at[i];
        if (!y || !same(x, y))
            return false;
    }
    return true;
}

static void print_value(const struct phs_value *value) {
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init_file(&out, stdout);
    phs_json_init(&json, &out, false);
    phs_value_write_json(&json, value);
    phs_buf_putc(&out, '\n');
    phs_buf_done(&out);
}

static int compare_result(struct run *run, const struct phs_hcl_body *test, const struct result *result) {
    const struct phs_hcl_attribute *value = phs_hcl_attribute(test, "result"), *type = phs_hcl_attribute(test, "result_type");
    const struct phs_value *expected = value ? phs_hcl_eval(&run->spec_scope, value->expr) : NULL;
    int wrong = expected && !same(result->value, expected);
    if (wrong) {
        print_value(result->value);
        print_value(expected);
    }
    const char *expected_type = type ? type_text(run->arena, type->expr) : NULL;
    if (!expected_type || !strcmp(expected_type, result->type))
        return wrong;
    printf("  type %s, expected %s\n", result->type, expected_type);
    return 1;
}

static int check_case(const char *base) {
    struct run run;
    struct result result;
    start(&run);
    const struct phs_hcl_file *test = read_hcl(&run, phs_printf(run.arena, "%s.t", base));
    int wrong = 1;
    if (test && !test->diags.errors &&
        decode_file(&run, phs_printf(run.arena, "%s.hcldec", base), phs_printf(run.arena, "%s.hcl", base), &result)) {
        wrong = compare_diags(&run, &test->body, run.diags.list.n);
        wrong |= compare_result(&run, &test->body, &result);
    }
    printf("%s %s\n", wrong ? "FAIL" : "ok", base);
    phs_arena_free(run.arena);
    return wrong;
}

static int print_decoded(const char *spec, const char *path) {
    struct run run;
    struct result result;
    start(&run);
    bool read = decode_file(&run, spec, path, &result);
    for (size_t i = 0; i < run.diags.list.n; i++)
        fprintf(stderr, "%s: %s\n", phs_place_text(run.arena, run.diags.list.at[i].place), run.diags.list.at[i].text);
    if (read)
        print_value(result.value);
    phs_arena_free(run.arena);
    return !read || run.diags.list.n;
}

int main(int argc, char **argv) {
    if (argc == 3)
        return print_decoded(argv[1], argv[2]);
    if (argc == 2)
        return check_case(argv[1]);
    fprintf(stderr, "usage: hcldec_tool BASE | hcldec_tool SPEC FILE\n");
    return 64;
}
