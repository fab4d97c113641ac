/* SPDX-License-Identifier: Apache-2.0 */
/* Maps of other formats: every type that a check of AWS or Azure names is mapped or has a stated reason, and rows lead
 * somewhere. */
#include <criterion/criterion.h>

#include "catalogue/catalogue.h"
#include "catalogue/foreign.h"
#include "support/catalogue.h"

struct known {
    struct phs_map types;
    size_t asked;
    const char *format, *provider;
};

static void learn(struct known *known, const struct phs_foreign_map *map) {
    phs_map_init(&known->types, map->arena);
    for (size_t i = 0; i < map->missing.n; i++) {
        cr_expect_gt(strlen(map->missing.at[i].why), 10, "%s has no reason", map->missing.at[i].type);
        phs_map_puts(&known->types, map->missing.at[i].type, known);
    }
    for (size_t i = 0; i < map->types.n; i++) {
        const struct phs_foreign_type *type = map->types.at[i];
        for (size_t k = 0; k < type->variants.n; k++)
            phs_map_puts(&known->types, type->variants.at[k].type, known);
        for (size_t k = 0; k < type->properties.n; k++)
            for (size_t r = 0; r < type->properties.at[k]->rules.n; r++)
                if (type->properties.at[k]->rules.at[r].to[0] == '+')
                    phs_map_puts(&known->types, type->properties.at[k]->rules.at[r].to + 1, known);
    }
}

static void ask(struct known *known, const char *check, const struct phs_value *value, bool inside) {
    if (inside && value->kind == PHS_STRING && phs_slice_starts(value->string, known->provider)) {
        known->asked++;
        cr_expect(phs_map_get(&known->types, value->string), "%s asks about %.*s, which no row of checks/maps/%s names", check,
                  (int)value->string.len, value->string.ptr, known->format);
    }
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        ask(known, check, value->list.at[i], inside);
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++)
        ask(known, check, value->map.at[i].value, inside || phs_slice_ends(value->map.at[i].key, "resource_types"));
}

static void hold(const char *format, const char *provider, const char *checks) {
    struct phs_arena *arena = phs_arena_new();
    struct known known = {.format = format, .provider = provider};
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    learn(&known, phs_foreign_load(arena, format));
    for (size_t i = 0; i < catalogue->checks.n; i++) {
        const struct phs_check_info *check = catalogue->checks.at[i];
        if (strncmp(check->id, checks, strlen(checks)) == 0 && check->definition)
            ask(&known, check->id, check->definition, false);
    }
    cr_expect_gt(known.asked, 100);
    phs_arena_free(arena);
}

Test(foreign, every_type_of_an_aws_check_is_in_the_map_or_has_a_reason) {
    hold("cloudformation", "aws_", "aws.");
}

Test(foreign, every_type_of_an_azure_check_is_in_the_map_or_has_a_reason) {
    hold("arm", "azurerm_", "azure.");
}

Test(foreign, a_type_has_one_meaning_and_its_reference_is_a_property) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_foreign_map *map = phs_foreign_load(arena, "cloudformation");
    cr_expect_gt(map->types.n, 200);
    for (size_t i = 0; i < map->types.n; i++) {
        const struct phs_foreign_type *type = map->types.at[i];
        for (size_t k = 0; k + 1 < type->variants.n; k++)
            cr_expect(type->variants.at[k].when, "%s: a row behind one without when= is never reached", type->written);
        cr_expect(type->variants.n || type->properties.n, "%s says nothing", type->written);
    }
    phs_arena_free(arena);
}

Test(foreign, every_type_of_azure_native_has_rows_for_templates_or_is_part_of_one_that_has) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_foreign_map *native = phs_foreign_load(arena, "azure-native"), *arm = phs_foreign_load(arena, "arm");
    cr_expect_gt(native->types.n, 100);
    for (size_t i = 0; i < native->types.n; i++) {
        const struct phs_foreign_type *type = native->types.at[i];
        cr_expect_gt(type->variants.n, 0, "%s", type->written);
        for (size_t k = 0; k < type->variants.n; k++) {
            const char *written = type->variants.at[k].type, *end = strrchr(written, '/');
            cr_assert_not_null(end);
            struct phs_slice above = phs_slice_n(written, (size_t)(end - written));
            cr_expect(phs_foreign_type(arm, phs_slice(written)) || phs_foreign_type(arm, above), "%s is %s, which has no row",
                      type->written, written);
        }
    }
    phs_arena_free(arena);
}
