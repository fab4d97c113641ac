/* SPDX-License-Identifier: Apache-2.0 */
/* Parses the input as HCL and evaluates every expression in a scope without names, with small limits. */
#include <stdint.h>

#include "parse/hcl/eval.h"
#include "parse/hcl/hcl_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ignore(void *user, const struct phs_hcl_traversal *traversal, struct phs_place place) {
    (void)place;
    *(size_t *)user += traversal->n;
}

static void look_at(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr) {
    size_t steps = 0;
    phs_hcl_references(expr, ignore, &steps);
    phs_hcl_expr_line(scope->arena, expr, 40);
    phs_hcl_static_traversal(scope->arena, expr);
    const struct phs_value *value = phs_hcl_eval(scope, expr);
    if (!value)
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
    struct phs_hcl_file *json =
        phs_hcl_parse_json(arena, NULL, text, phs_hcl_json_terraform, phs_hcl_json_terraform_count, NULL);
    visit(&scope, &json->body);
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < file->diags.list.n; i++)
        phs_hcl_excerpt(&out, text, file->diags.list.at[i].place, false);
    phs_buf_done(&out);
    phs_arena_free(arena);
    return 0;
}
