/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON syntax of HCL: bodies and expressions out of a value tree. */
#include "parse/hcl/hcl_json.h"

#include "parse/json.h"

struct json_reader {
    struct phs_arena *arena;
    const struct phs_hcl_limits *limits;
    struct phs_hcl_diags *diags;
    bool *damaged;
    bool literal; /* strings are no templates here */
};

struct json_body {
    PHS_VEC(struct phs_hcl_attribute) attributes;
    PHS_VEC(struct phs_hcl_block) blocks;
};

static struct phs_hcl_expr *node(struct json_reader *r, enum phs_hcl_kind kind, struct phs_place place) {
    struct phs_hcl_expr *expr = PHS_NEW(r->arena, struct phs_hcl_expr);
    expr->kind = kind;
    expr->place = place;
    return expr;
}

static bool is_template(struct phs_slice text) {
    return text.len > 1 && (memmem(text.ptr, text.len, "${", 2) || memmem(text.ptr, text.len, "%{", 2));
}

static struct phs_place behind_quote(const struct phs_value *value) {
    struct phs_place start = value->place;
    start.column++;
    return start;
}

static const struct phs_hcl_expr *scalar(struct json_reader *r, const struct phs_value *value) {
    if (value->kind == PHS_STRING && !r->literal && is_template(value->string))
        return phs_hcl_parse_template(r->arena, value->place.source, value->string, behind_quote(value), r->limits, r->diags);
    struct phs_hcl_expr *expr = node(r, PHS_HCL_LITERAL, value->place);
    expr->literal = value;
    if (value->kind == PHS_STRING)
        expr->text = value->string;
    else if (value->kind == PHS_NUMBER)
        expr->text = value->number.text;
    else
        expr->text = phs_slice(value->kind == PHS_NULL ? "null" : value->boolean ? "true" : "false");
    return expr;
}

static const struct phs_hcl_expr *expression(struct json_reader *r, const struct phs_value *value);

static const struct phs_hcl_expr *list(struct json_reader *r, const struct phs_value *value,
                                       const struct phs_hcl_expr *(*item)(struct json_reader *, const struct phs_value *)) {
    struct phs_hcl_expr *expr = node(r, PHS_HCL_LIST, value->place);
    expr->list.at = PHS_NEW_N(r->arena, const struct phs_hcl_expr *, value->list.n + 1);
    expr->list.n = value->list.n;
    for (size_t i = 0; i < value->list.n; i++)
        expr->list.at[i] = item(r, value->list.at[i]);
    return expr;
}

/* May be a block that only a provider knows, so that comments are left out as there. */
static const struct phs_hcl_expr *object(struct json_reader *r, const struct phs_value *value) {
    struct phs_hcl_expr *expr = node(r, PHS_HCL_OBJECT, value->place);
    expr->object.at = PHS_NEW_N(r->arena, struct phs_hcl_item, value->map.n + 1);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        struct phs_hcl_item *item = &expr->object.at[expr->object.n];
        if (phs_slice_is(entry->key, "//"))
            continue;
        item->key = scalar(r, phs_value_string(r->arena, entry->key, entry->key_place));
        item->value = expression(r, entry->value);
        expr->object.n++;
    }
    return expr;
}

/* As deep as the JSON reader let the document be. */
static const struct phs_hcl_expr *expression(struct json_reader *r, const struct phs_value *value) {
    if (value->kind == PHS_LIST)
        return list(r, value, expression);
    return value->kind == PHS_MAP ? object(r, value) : scalar(r, value);
}

/* "aws_s3_bucket.b", "list(string)"; "${...}" as older versions wrote them. */
static const struct phs_hcl_expr *reference(struct json_reader *r, const struct phs_value *value) {
    if (value->kind == PHS_LIST)
        return list(r, value, reference);
    if (value->kind != PHS_STRING || is_template(value->string))
        return expression(r, value);
    return phs_hcl_parse_expr(r->arena, value->place.source, value->string, behind_quote(value), r->limits, r->diags);
}

/* ---- bodies ------------------------------------------------------------------------------------------------------ */

static void fill_body(const struct json_reader *r, const struct phs_value *value, const struct phs_hcl_json_block *known,
                      struct phs_hcl_body *ret_body);

static void wrong(struct json_reader *r, struct phs_place place, const char *sentence) {
    phs_hcl_report(r->diags, PHS_HCL_ERROR, place, "%s", sentence);
    *r->damaged = true;
}

/* The blocks below a property: an object a label, then an object or a list of them for the content. */
static void add_blocks(struct json_reader *r, struct json_body *body, const struct phs_hcl_json_block *known,
                       const struct phs_hcl_block *head, const struct phs_value *value) {
    if (value->kind == PHS_LIST) {
        for (size_t i = 0; i < value->list.n; i++)
            add_blocks(r, body, known, head, value->list.at[i]);
        return;
    }
    if (value->kind == PHS_NULL)
        return;
    if (value->kind != PHS_MAP) {
        wrong(r, value->place, "A block is written as an object or a list of objects.");
        return;
    }
    struct phs_hcl_block block = *head;
    if (head->label_count < known->labels) {
        for (size_t i = 0; i < value->map.n; i++) {
            struct phs_hcl_label *labels = PHS_NEW_N(r->arena, struct phs_hcl_label, head->label_count + 1);
            if (head->label_count)
                memcpy(labels, head->labels, head->label_count * sizeof *labels);
            labels[head->label_count] = (struct phs_hcl_label){value->map.at[i].key, value->map.at[i].key_place, true};
            block.labels = labels;
            block.label_count = head->label_count + 1;
            if (!phs_slice_is(value->map.at[i].key, "//"))
                add_blocks(r, body, known, &block, value->map.at[i].value);
        }
        return;
    }
    block.place = block.open = value->place;
    block.header = block.label_count ? block.labels[block.label_count - 1].place : block.type_place;
    fill_body(r, value, known, &block.body);
    PHS_PUSH(r->arena, body->blocks, block);
}

static const struct phs_hcl_json_block *find_block(const struct phs_hcl_json_block *outer, struct phs_slice name) {
    for (size_t i = 0; i < outer->nested_count; i++)
        if (phs_slice_is(name, outer->nested[i].type))
            return &outer->nested[i];
    return NULL;
}

static bool holds_reference(const struct phs_hcl_json_block *outer, struct phs_slice name) {
    for (const char *const *each = outer->references; each && *each; each++)
        if (phs_slice_is(name, *each))
            return true;
    return false;
}

static void add_property(struct json_reader *r, struct json_body *body, const struct phs_entry *entry,
                         const struct phs_hcl_json_block *outer) {
    const struct phs_hcl_json_block *known = find_block(outer, entry->key);
    if (phs_slice_is(entry->key, "//"))
        return;
    if (known) {
        struct phs_hcl_block head = {.type = entry->key, .type_place = entry->key_place};
        add_blocks(r, body, known, &head, entry->value);
        return;
    }
    struct phs_hcl_attribute attribute = {.name = entry->key, .name_place = entry->key_place, .place = entry->key_place};
    attribute.place.end_line = entry->value->place.end_line;
    attribute.place.end_column = entry->value->place.end_column;
    attribute.expr = holds_reference(outer, entry->key) ? reference(r, entry->value) : expression(r, entry->value);
    PHS_PUSH(r->arena, body->attributes, attribute);
}

static void add_properties(struct json_reader *r, struct json_body *body, const struct phs_value *value,
                           const struct phs_hcl_json_block *outer) {
    if (value->kind == PHS_MAP)
        for (size_t i = 0; i < value->map.n; i++)
            add_property(r, body, &value->map.at[i], outer);
    else
        wrong(r, value->place, "A body is written as an object.");
}

static void fill_body(const struct json_reader *outer, const struct phs_value *value, const struct phs_hcl_json_block *known,
                      struct phs_hcl_body *ret_body) {
    struct json_body body = {0};
    struct json_reader inner = *outer;
    inner.literal = known->literal;
    if (value->kind == PHS_LIST)
        for (size_t i = 0; i < value->list.n; i++)
            add_properties(&inner, &body, value->list.at[i], known);
    else
        add_properties(&inner, &body, value, known);
    ret_body->attributes = body.attributes.at;
    ret_body->attribute_count = body.attributes.n;
    ret_body->blocks = body.blocks.at;
    ret_body->block_count = body.blocks.n;
    ret_body->place = value->place;
    ret_body->end = value->place;
}

/* "file:line:column: sentence" of the JSON reader. */
static void report_json(struct phs_hcl_file *file, const struct phs_err *err) {
    struct phs_place place = {.source = file->source};
    const char *text = err->text, *path = file->source && file->source->path ? file->source->path : "";
    if (*path && phs_slice_starts(phs_slice(text), path) && text[strlen(path)] == ':') {
        char *end;
        const char *numbers = text + strlen(path) + 1;
        place.line = (uint32_t)strtoul(numbers, &end, 10);
        if (*end == ':')
            place.column = (uint32_t)strtoul(end + 1, &end, 10);
        if (*end == ':' && end[1] == ' ')
            text = end + 2;
        place.end_line = place.line;
        place.end_column = place.column + 1;
    }
    phs_hcl_report(&file->diags, PHS_HCL_ERROR, place, "%s", text);
    file->damaged = true;
}

struct phs_hcl_file *phs_hcl_parse_json(struct phs_arena *arena, const struct phs_source *source, struct phs_slice text,
                                        const struct phs_hcl_json_block *document, const struct phs_hcl_limits *limits) {
    struct phs_hcl_file *file = PHS_NEW(arena, struct phs_hcl_file);
    file->source = source;
    file->text = text;
    file->diags.arena = arena;
    struct phs_json_limits json = {.max_depth = limits && limits->depth ? limits->depth : 200,
                                   .max_nodes = limits && limits->nodes ? limits->nodes : 1000000,
                                   .allow_duplicates = true};
    const struct phs_value *value;
    struct phs_err err = {0};
    struct json_reader reader = {.arena = arena, .limits = limits, .diags = &file->diags, .damaged = &file->damaged};
    if (phs_json_parse(arena, source, text, &json, &value, &err) == PHS_OK)
        fill_body(&reader, value, document, &file->body);
    else
        report_json(file, &err);
    return file;
}
