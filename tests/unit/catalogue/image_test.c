/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue/image.h"
#include "support/catalogue.h"

#include <criterion/criterion.h>

#include "base/json_writer.h"
#include "catalogue/builtin.h"
#include "catalogue/nouns.h"

static struct phs_slice own_image(void) {
    return phs_slice_n(phs_catalogue_image, (size_t)(phs_catalogue_image_end - phs_catalogue_image));
}

static const struct phs_image_head *head(void) {
    return (const void *)phs_catalogue_image;
}

static struct phs_catalogue *load(struct phs_arena *arena) {
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    return catalogue;
}

static bool is_mapped(const struct phs_catalogue *catalogue) {
    uintptr_t at = (uintptr_t)catalogue;
    return at >= head()->base && at - head()->base < head()->length;
}

Test(image, is_no_image_when_it_is_cut_or_another_thing) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice image = own_image();
    char *other = phs_strndup(arena, image.ptr, sizeof(struct phs_image_head) + 16);
    other[0] = 'X';
    cr_expect_eq(phs_image_blob(PHS_SLICE("")).len, 0);
    cr_expect_eq(phs_image_blob(phs_slice_n(image.ptr, sizeof(struct phs_image_head) - 1)).len, 0);
    cr_expect_eq(phs_image_blob(phs_slice_n(image.ptr, sizeof(struct phs_image_head) + 16)).len, 0, "the blob ends early");
    cr_expect_eq(phs_image_blob(phs_slice_n(other, sizeof(struct phs_image_head) + 16)).len, 0);
    cr_expect_null(phs_image_map(arena, phs_slice_n(image.ptr, image.len - 1)), "a shorter one");
    phs_arena_free(arena);
}

Test(image, whose_bytes_lie_in_no_file_is_not_mapped) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice image = own_image();
    cr_expect_null(phs_image_map(arena, phs_slice_n(phs_strndup(arena, image.ptr, image.len), image.len)));
    phs_arena_free(arena);
}

Test(image, is_mapped_once_and_loaded_while_it_is_mapped) {
    struct phs_arena *first = phs_arena_new(), *second = phs_arena_new();
    bool has_memory = head()->arena != 0; /* not where each object is its own malloc */
    cr_expect_eq(is_mapped(load(first)), has_memory);
    cr_expect_not(is_mapped(load(second)), "its place is taken");
    phs_arena_free(first);
    phs_arena_free(second);
    first = phs_arena_new();
    cr_expect_eq(is_mapped(load(first)), has_memory, "free again");
    phs_arena_free(first);
}

static const char *text_of(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 24);
    struct phs_json json;
    phs_json_init(&json, &out, false);
    if (value)
        phs_value_write_json(&json, value);
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

static void expect_same_checks(struct phs_arena *arena, const struct phs_catalogue *one, const struct phs_catalogue *other) {
    cr_assert_eq(one->checks.n, other->checks.n);
    for (size_t i = 0; i < one->checks.n; i++) {
        const struct phs_check_info *a = one->checks.at[i], *b = other->checks.at[i];
        cr_assert_str_eq(a->id, b->id);
        cr_assert_str_eq(a->safeguard->id, b->safeguard->id);
        cr_assert_eq(a->code, b->code);
        cr_assert_eq(phs_catalogue_check(one, a->id), a);
        cr_assert_eq(a->place.line, b->place.line);
        cr_assert_str_eq(text_of(arena, a->file), text_of(arena, b->file), "%s", a->id);
        cr_assert_eq(phs_catalogue_examples(arena, a->file) != NULL, phs_catalogue_examples(arena, b->file) != NULL);
    }
}

static void expect_same_map(const struct phs_map *one, const struct phs_map *other) {
    cr_assert_eq(one->n, other->n);
    for (size_t i = 0; i < one->n; i++) {
        cr_assert(phs_slice_eq(one->items[i].key, other->items[i].key));
        cr_assert_eq(phs_map_get(one, other->items[i].key), one->items[i].value);
    }
}

Test(image, holds_what_loading_the_blob_comes_to) {
    struct phs_arena *first = phs_arena_new(), *second = phs_arena_new();
    const struct phs_catalogue *one = load(first), *other = load(second);
    expect_same_checks(second, one, other);
    expect_same_map(&one->check_by_id, &other->check_by_id);
    expect_same_map(&one->safeguard_by_id, &other->safeguard_by_id);
    expect_same_map(&one->threat_by_id, &other->threat_by_id);
    expect_same_map(&one->control_by_key, &other->control_by_key);
    expect_same_map(&one->framework_by_id, &other->framework_by_id);
    expect_same_map(&one->vendor_by_name, &other->vendor_by_name);
    expect_same_map(&one->pattern_by_id, &other->pattern_by_id);
    expect_same_map(&one->reach_by_host, &other->reach_by_host);
    expect_same_map(&one->reach_by_import, &other->reach_by_import);
    cr_expect_str_eq(one->sha256, other->sha256);
    cr_expect_eq(one->warnings.n + one->errors.n, 0);
    cr_expect_eq(one->profiles.n, other->profiles.n);
    cr_expect_eq(one->modules.n, other->modules.n);
    cr_expect_eq(one->host_rules.n, other->host_rules.n);
    phs_arena_free(first);
    phs_arena_free(second);
}

Test(image, takes_additions_like_any_other_catalogue) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_catalogue *catalogue = load(arena);
    size_t n = catalogue->checks.n;
    struct phs_check_info *check = PHS_NEW(catalogue->arena, struct phs_check_info);
    check->id = phs_strdup(catalogue->arena, "own.check");
    PHS_PUSH(catalogue->arena, catalogue->checks, check);
    phs_map_puts(&catalogue->check_by_id, check->id, check);
    cr_expect_eq(catalogue->checks.n, n + 1);
    cr_expect_eq(phs_catalogue_check(catalogue, "own.check"), check);
    cr_expect_eq(phs_catalogue_check(catalogue, catalogue->checks.at[0]->id), catalogue->checks.at[0]);
    phs_arena_free(arena);
}
