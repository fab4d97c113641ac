/* SPDX-License-Identifier: Apache-2.0 */
/* Parses the input as HCL in both syntaxes and evaluates every expression, once without names and once with values of every
 * kind behind them, under small limits. */
#include <stdint.h>

#include "parse/hcl/eval.h"
#include "parse/hcl/hcl_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ignore(void *user, const struct phs_hcl_traversal *traversal, struct phs_place place) {
    (void)place;
    *(size_t *)user += traversal->n;
}

/* What a name stands for is up to its first letter; other names do not exist. */
static const struct phs_value *variable(const struct phs_hcl_scope *scope, const struct phs_hcl_traversal *traversal,
                                        struct phs_slice behind_splat, struct phs_place place, size_t *ret_used) {
    struct phs_map_builder map;
    struct phs_arena *arena = scope->arena;
    const struct phs_value *secret = phs_value_text(arena, "s");
    ((struct phs_value *)(uintptr_t)secret)->flags = PHS_VALUE_SENSITIVE;
    const struct phs_value *unknown = phs_value_unknown(arena, PHS_WHY_COMPUTED, "after apply", place);
    const struct phs_value *items[] = {phs_value_number(arena, 1, place), secret, unknown, phs_value_null(arena, place)};
    phs_map_builder_init(&map, arena);
    phs_map_builder_set(&map, PHS_SLICE("a"), place, phs_value_list(arena, items, 4, place));
    phs_map_builder_set(&map, PHS_SLICE("b"), place, unknown);
    *ret_used = behind_splat.len ? 1000 : 0; /* more than there are: cut by the evaluator */
    switch (traversal->root.ptr[0]) {
    case 'a':
        return phs_map_builder_done(&map, place);
    case 'b':
        return phs_value_list(arena, items, 4, place);
    case 'c':
        return secret;
    case 'u':
        return unknown;
    default:
        return NULL;
    }
}

static const struct phs_value *call(const struct phs_hcl_scope *scope, struct phs_slice name,
                                    const struct phs_value *const *args, const struct phs_place *arg_places, size_t n,
                                    struct phs_place place) {
    (void)arg_places;
    return name.ptr[0] == 'f' ? phs_value_list(scope->arena, args, n, place) : NULL;
}

static const struct phs_value *special(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    if (phs_slice_is(expr->call.name, "try"))
        return phs_hcl_try(scope, expr);
    return phs_slice_is(expr->call.name, "can") ? phs_hcl_can(scope, expr) : NULL;
}

static void look_at(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    size_t steps = 0;
    phs_hcl_references(expr, ignore, &steps);
    phs_hcl_expr_line(scope->arena, expr, 40);
    phs_hcl_static_traversal(scope->arena, expr);
    const struct phs_value *value = phs_hcl_eval(scope, expr);
    struct phs_hcl_scope named = *scope;
    named.variable = variable;
    named.call = call;
    named.special = special;
    if (!value || !phs_hcl_eval(&named, expr))
        __builtin_trap();
}

static void visit(const struct phs_hcl_scope *scope, const struct phs_hcl_body *body) {
    for (size_t i = 0; i < body->attribute_count; i++)
        look_at(scope, body->attributes[i].expr);
    for (size_t i = 0; i < body->block_count; i++)
        visit(scope, &body->blocks[i].body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice text = {(const char *)data, size};
    struct phs_hcl_file *file = phs_hcl_parse(arena, NULL, text, NULL);
    struct phs_hcl_diags diags = {.arena = arena};
    struct phs_hcl_budget budget = {.steps = 20000, .nodes = 20000, .bytes = 1 << 20, .depth = 200};
    struct phs_hcl_scope scope = {.arena = arena, .diags = &diags, .budget = &budget};
    visit(&scope, &file->body);
    look_at(&scope, phs_hcl_parse_template(arena, NULL, text, (struct phs_place){0}, NULL, &diags));
    look_at(&scope, phs_hcl_parse_expr(arena, NULL, text, (struct phs_place){0}, NULL, &diags));
    struct phs_hcl_file *json = phs_hcl_parse_json(arena, NULL, text, &phs_hcl_json_terraform, NULL);
    visit(&scope, &json->body);
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < file->diags.list.n; i++)
        phs_hcl_excerpt(&out, text, file->diags.list.at[i].place, false);
    phs_buf_done(&out);
    phs_arena_free(arena);
    return 0;
}
