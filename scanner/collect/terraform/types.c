/* SPDX-License-Identifier: Apache-2.0 */
/* Type constraints: string, number, bool, any, list(), set(), map(), tuple([]), object({}) with optional(). */
#include "collect/terraform/types.h"

#include "collect/terraform/kit.h"

enum { MAX_DEPTH = 64 };

static const struct phs_tf_type any = {.kind = PHS_TF_TYPE_ANY};

static const struct phs_tf_type *parse(struct phs_arena *arena, const struct phs_hcl_expr *expr, int depth);

static bool kind_of(struct phs_slice word, enum phs_tf_type_kind *ret_kind) {
    static const struct {
        const char *word;
        enum phs_tf_type_kind kind;
    } kinds[] = {{"any", PHS_TF_TYPE_ANY},   {"string", PHS_TF_TYPE_STRING}, {"number", PHS_TF_TYPE_NUMBER},
                 {"bool", PHS_TF_TYPE_BOOL}, {"list", PHS_TF_TYPE_LIST},     {"set", PHS_TF_TYPE_SET},
                 {"map", PHS_TF_TYPE_MAP},   {"tuple", PHS_TF_TYPE_TUPLE},   {"object", PHS_TF_TYPE_OBJECT}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (phs_slice_is(word, kinds[i].word)) {
            *ret_kind = kinds[i].kind;
            return true;
        }
    return false;
}

/* Defaults in optional() are literals: no names, no functions. */
static const struct phs_value *literal(struct phs_arena *arena, const struct phs_hcl_expr *expr) {
    struct phs_hcl_budget budget = phs_hcl_budget_default();
    struct phs_hcl_diags diags = {.arena = arena};
    struct phs_hcl_scope scope = {.arena = arena, .diags = &diags, .budget = &budget};
    return phs_hcl_eval(&scope, expr);
}

static struct phs_tf_field field_of(struct phs_arena *arena, struct phs_slice name, const struct phs_hcl_expr *expr,
                                    int depth) {
    struct phs_tf_field field = {.name = name};
    const struct phs_hcl_expr *type = phs_hcl_unwrap(expr);
    if (type->kind == PHS_HCL_CALL && phs_slice_is(type->call.name, "optional") && type->call.n) {
        field.optional = true;
        field.fallback = type->call.n > 1 ? literal(arena, type->call.args[1]) : NULL;
        type = type->call.args[0];
    }
    field.type = parse(arena, type, depth + 1);
    return field;
}

static void parse_fields(struct phs_arena *arena, struct phs_tf_type *type, const struct phs_hcl_expr *expr, int depth) {
    expr = phs_hcl_unwrap(expr);
    if (expr->kind == PHS_HCL_OBJECT)
        for (size_t i = 0; i < expr->object.n; i++) {
            struct phs_slice name;
            if (phs_hcl_static_string(expr->object.at[i].key, &name))
                PHS_PUSH(arena, type->fields, field_of(arena, name, expr->object.at[i].value, depth));
        }
    if (expr->kind == PHS_HCL_LIST)
        for (size_t i = 0; i < expr->list.n; i++)
            PHS_PUSH(arena, type->fields, field_of(arena, phs_slice_n("", 0), expr->list.at[i], depth));
}

static const struct phs_tf_type *parse_call(struct phs_arena *arena, const struct phs_hcl_expr *expr, int depth) {
    struct phs_tf_type *type = PHS_NEW(arena, struct phs_tf_type);
    if (!kind_of(expr->call.name, &type->kind) || expr->call.n == 0)
        return &any;
    if (type->kind == PHS_TF_TYPE_OBJECT || type->kind == PHS_TF_TYPE_TUPLE)
        parse_fields(arena, type, expr->call.args[0], depth);
    else
        type->element = parse(arena, expr->call.args[0], depth + 1);
    return type;
}

static const struct phs_tf_type *parse(struct phs_arena *arena, const struct phs_hcl_expr *expr, int depth) {
    if (!expr || depth > MAX_DEPTH)
        return &any;
    expr = phs_hcl_unwrap(expr);
    if (expr->kind == PHS_HCL_CALL)
        return parse_call(arena, expr, depth);
    struct phs_slice word = phs_hcl_keyword(expr);
    struct phs_tf_type *type = PHS_NEW(arena, struct phs_tf_type);
    if (!word.len)
        phs_hcl_static_string(expr, &word); /* "string" as before 0.12 */
    if (!kind_of(word, &type->kind))
        return &any;
    type->element = &any;
    if (type->kind == PHS_TF_TYPE_OBJECT || type->kind == PHS_TF_TYPE_TUPLE)
        return &any;
    return type;
}

const struct phs_tf_type *phs_tf_type_parse(struct phs_arena *arena, const struct phs_hcl_expr *expr) {
    return parse(arena, expr, 0);
}

static const struct phs_value *mismatch(struct phs_arena *arena, const struct phs_value *value, const char *want) {
    return phs_value_unknown(arena, PHS_WHY_ERROR, phs_printf(arena, "the value of a variable cannot become %s", want),
                             value->place);
}

static const struct phs_value *convert(struct phs_arena *arena, const struct phs_tf_type *type, const struct phs_value *value,
                                       int depth);

static const struct phs_value *convert_scalar(struct phs_arena *arena, const struct phs_tf_type *type,
                                              const struct phs_value *value) {
    if (type->kind == PHS_TF_TYPE_STRING && (value->flags & PHS_VALUE_JSON))
        return value; /* it stands for text */
    const struct phs_value *made = type->kind == PHS_TF_TYPE_STRING   ? phs_tf_to_string(arena, value)
                                   : type->kind == PHS_TF_TYPE_NUMBER ? phs_tf_to_number(arena, value)
                                                                      : phs_tf_to_bool(arena, value);
    return made ? made : mismatch(arena, value, "of its type");
}

static const struct phs_value *copy_marks(struct phs_arena *arena, const struct phs_value *made, const struct phs_value *from) {
    return phs_tf_with_flags(arena, made, from->flags & (PHS_VALUE_SENSITIVE | PHS_TF_LOOSE));
}

static const struct phs_value *convert_list(struct phs_arena *arena, const struct phs_tf_type *type,
                                            const struct phs_value *value, int depth) {
    if (value->kind != PHS_LIST)
        return mismatch(arena, value, "a list");
    const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n);
    for (size_t i = 0; i < value->list.n; i++) {
        const struct phs_tf_type *element = type->element;
        if (type->kind == PHS_TF_TYPE_TUPLE)
            element = i < type->fields.n ? type->fields.at[i].type : &any;
        items[i] = convert(arena, element, value->list.at[i], depth + 1);
    }
    if (type->kind == PHS_TF_TYPE_SET)
        return copy_marks(arena, phs_tf_set_of(arena, items, value->list.n, value->place), value);
    if (type->kind == PHS_TF_TYPE_LIST && type->element->kind == PHS_TF_TYPE_ANY)
        phs_tf_unify(arena, items, value->list.n);
    return copy_marks(arena, phs_value_list(arena, items, value->list.n, value->place), value);
}

static const struct phs_value *convert_map(struct phs_arena *arena, const struct phs_tf_type *type,
                                           const struct phs_value *value, int depth) {
    if (value->kind != PHS_MAP)
        return mismatch(arena, value, "a map");
    const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->map.n);
    for (size_t i = 0; i < value->map.n; i++)
        items[i] = convert(arena, type->element, value->map.at[i].value, depth + 1);
    if (type->element->kind == PHS_TF_TYPE_ANY)
        phs_tf_unify(arena, items, value->map.n);
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < value->map.n; i++)
        phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place, items[i]);
    return copy_marks(arena, phs_map_builder_done(&map, value->place), value);
}

/* An optional attribute that is absent or null takes its default. */
static const struct phs_value *convert_field(struct phs_arena *arena, const struct phs_tf_field *field,
                                             const struct phs_value *found, struct phs_place place, int depth) {
    if (field->optional && (!found || found->kind == PHS_NULL))
        found = field->fallback ? field->fallback : phs_value_null(arena, place);
    return found ? convert(arena, field->type, found, depth + 1) : NULL;
}

static const struct phs_value *convert_object(struct phs_arena *arena, const struct phs_tf_type *type,
                                              const struct phs_value *value, int depth) {
    if (value->kind != PHS_MAP)
        return mismatch(arena, value, "an object");
    if (value->flags & PHS_VALUE_OPEN)
        return value; /* a whole resource was handed in: it has what its provider says */
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < type->fields.n; i++) {
        const struct phs_tf_field *field = &type->fields.at[i];
        const struct phs_value *found = phs_get_slice(value, field->name);
        const struct phs_value *made = convert_field(arena, field, found, value->place, depth);
        if (!made)
            return mismatch(arena, value, "an object: a required attribute is missing");
        phs_map_builder_set(&map, field->name, value->place, made);
    }
    return copy_marks(arena, phs_map_builder_done(&map, value->place), value);
}

static const struct phs_value *convert(struct phs_arena *arena, const struct phs_tf_type *type, const struct phs_value *value,
                                       int depth) {
    if (depth > MAX_DEPTH || type->kind == PHS_TF_TYPE_ANY || value->kind == PHS_UNKNOWN || value->kind == PHS_NULL)
        return value;
    switch (type->kind) {
    case PHS_TF_TYPE_STRING:
    case PHS_TF_TYPE_NUMBER:
    case PHS_TF_TYPE_BOOL:
        return convert_scalar(arena, type, value);
    case PHS_TF_TYPE_LIST:
    case PHS_TF_TYPE_SET:
    case PHS_TF_TYPE_TUPLE:
        return convert_list(arena, type, value, depth);
    case PHS_TF_TYPE_MAP:
        return convert_map(arena, type, value, depth);
    default:
        return convert_object(arena, type, value, depth);
    }
}

const struct phs_value *phs_tf_type_convert(struct phs_arena *arena, const struct phs_tf_type *type,
                                            const struct phs_value *value) {
    return convert(arena, type, value, 0);
}
