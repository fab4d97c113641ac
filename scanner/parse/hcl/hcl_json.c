/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON syntax of HCL: bodies and expressions out of a value tree. */
#include "parse/hcl/hcl_json.h"

#include "parse/json.h"

struct json_reader {
    struct phs_arena *arena;
    const struct phs_hcl_limits *limits;
    struct phs_hcl_diags *diags;
    bool *damaged;
};

struct schema {
    const struct phs_hcl_json_block *at;
    size_t n;
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

static const struct phs_hcl_expr *scalar(struct json_reader *r, const struct phs_value *value) {
    if (value->kind == PHS_STRING && is_template(value->string)) {
        struct phs_place start = value->place;
        start.column++; /* behind the quote */
        return phs_hcl_parse_template(r->arena, value->place.source, value->string, start, r->limits, r->diags);
    }
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

static const struct phs_hcl_expr *list(struct json_reader *r, const struct phs_value *value) {
    struct phs_hcl_expr *expr = node(r, PHS_HCL_LIST, value->place);
    expr->list.at = PHS_NEW_N(r->arena, const struct phs_hcl_expr *, value->list.n + 1);
    expr->list.n = value->list.n;
    for (size_t i = 0; i < value->list.n; i++)
        expr->list.at[i] = expression(r, value->list.at[i]);
    return expr;
}

static const struct phs_hcl_expr *object(struct json_reader *r, const struct phs_value *value) {
    struct phs_hcl_expr *expr = node(r, PHS_HCL_OBJECT, value->place);
    expr->object.at = PHS_NEW_N(r->arena, struct phs_hcl_item, value->map.n + 1);
    expr->object.n = value->map.n;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        expr->object.at[i].key = scalar(r, phs_value_string(r->arena, entry->key, entry->key_place));
        expr->object.at[i].value = expression(r, entry->value);
    }
    return expr;
}

/* As deep as the JSON reader let the document be. */
static const struct phs_hcl_expr *expression(struct json_reader *r, const struct phs_value *value) {
    if (value->kind == PHS_LIST)
        return list(r, value);
    return value->kind == PHS_MAP ? object(r, value) : scalar(r, value);
}

const struct phs_hcl_expr *phs_hcl_json_expr(struct phs_arena *arena, const struct phs_value *value,
                                             const struct phs_hcl_limits *limits, struct phs_hcl_diags *diags) {
    bool damaged = false;
    struct json_reader reader = {arena, limits, diags, &damaged};
    return expression(&reader, value);
}

/* ---- bodies ------------------------------------------------------------------------------------------------------ */

static void fill_body(struct json_reader *r, const struct phs_value *value, struct schema schema,
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
    fill_body(r, value, (struct schema){known->nested, known->nested_count}, &block.body);
    PHS_PUSH(r->arena, body->blocks, block);
}

static const struct phs_hcl_json_block *find_block(struct schema schema, struct phs_slice name) {
    for (size_t i = 0; i < schema.n; i++)
        if (phs_slice_is(name, schema.at[i].type))
            return &schema.at[i];
    return NULL;
}

static void add_property(struct json_reader *r, struct json_body *body, const struct phs_entry *entry, struct schema schema) {
    const struct phs_hcl_json_block *known = find_block(schema, entry->key);
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
    attribute.expr = expression(r, entry->value);
    PHS_PUSH(r->arena, body->attributes, attribute);
}

static void add_properties(struct json_reader *r, struct json_body *body, const struct phs_value *value, struct schema schema) {
    if (value->kind == PHS_MAP)
        for (size_t i = 0; i < value->map.n; i++)
            add_property(r, body, &value->map.at[i], schema);
    else
        wrong(r, value->place, "A body is written as an object.");
}

static void fill_body(struct json_reader *r, const struct phs_value *value, struct schema schema,
                      struct phs_hcl_body *ret_body) {
    struct json_body body = {0};
    if (value->kind == PHS_LIST)
        for (size_t i = 0; i < value->list.n; i++)
            add_properties(r, &body, value->list.at[i], schema);
    else
        add_properties(r, &body, value, schema);
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
                                        const struct phs_hcl_json_block *blocks, size_t block_count,
                                        const struct phs_hcl_limits *limits) {
    struct phs_hcl_file *file = PHS_NEW(arena, struct phs_hcl_file);
    file->source = source;
    file->text = text;
    file->diags.arena = arena;
    struct phs_json_limits json = {.max_depth = limits && limits->depth ? limits->depth : 200,
                                   .max_nodes = limits && limits->nodes ? limits->nodes : 1000000};
    const struct phs_value *value;
    struct phs_err err = {0};
    struct json_reader reader = {arena, limits, &file->diags, &file->damaged};
    if (phs_json_parse(arena, source, text, &json, &value, &err) == PHS_OK)
        fill_body(&reader, value, (struct schema){blocks, block_count}, &file->body);
    else
        report_json(file, &err);
    return file;
}

/* ---- Terraform --------------------------------------------------------------------------------------------------- */

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct phs_hcl_json_block condition[] = {{"precondition", 0, NULL, 0}, {"postcondition", 0, NULL, 0}};
static const struct phs_hcl_json_block validation[] = {{"validation", 0, NULL, 0}};
static const struct phs_hcl_json_block content[] = {{"content", 0, NULL, 0}};
static const struct phs_hcl_json_block provisioner[] = {{"connection", 0, NULL, 0}};
static const struct phs_hcl_json_block resource[] = {
    {"lifecycle", 0, condition, COUNT(condition)},
    {"provisioner", 1, provisioner, COUNT(provisioner)},
    {"connection", 0, NULL, 0},
    {"dynamic", 1, content, COUNT(content)},
};
static const struct phs_hcl_json_block settings[] = {
    {"required_providers", 0, NULL, 0}, {"backend", 1, NULL, 0}, {"cloud", 0, NULL, 0}, {"provider_meta", 1, NULL, 0}};
static const struct phs_hcl_json_block check[] = {{"data", 2, resource, COUNT(resource)}, {"assert", 0, NULL, 0}};

const struct phs_hcl_json_block phs_hcl_json_terraform[] = {
    {"resource", 2, resource, COUNT(resource)},
    {"data", 2, resource, COUNT(resource)},
    {"ephemeral", 2, resource, COUNT(resource)},
    {"module", 1, NULL, 0},
    {"variable", 1, validation, COUNT(validation)},
    {"output", 1, condition, COUNT(condition)},
    {"locals", 0, NULL, 0},
    {"provider", 1, NULL, 0},
    {"terraform", 0, settings, COUNT(settings)},
    {"check", 1, check, COUNT(check)},
    {"moved", 0, NULL, 0},
    {"import", 0, NULL, 0},
    {"removed", 0, NULL, 0},
};
const size_t phs_hcl_json_terraform_count = COUNT(phs_hcl_json_terraform);
