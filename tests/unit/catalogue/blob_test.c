/* SPDX-License-Identifier: Apache-2.0 */
/* The blob gives back what went in, says when it is damaged, and the built-in one has the digest it claims. */
#include <criterion/criterion.h>

#include "base/digest.h"
#include "catalogue/blob.h"
#include "catalogue/blob_format.h"
#include "catalogue/builtin.h"
#include "catalogue/image.h"
#include "parse/yaml.h"

static struct phs_arena *arena;

static void make(void) {
    arena = phs_arena_new();
}

static void unmake(void) {
    phs_arena_free(arena);
}

TestSuite(blob, .init = make, .fini = unmake);

static const char yaml[] = "a: [1, 2.5, 12345678901234567890, 164.402]\n'quoted': \"yes\"\nb: {c: true, d: null, e: \"\"}\n"
                           "text: |\n  two\n  lines\nempty: []\nnone: {}\n";

static struct phs_slice pack(void) {
    struct phs_err err;
    const struct phs_value *value;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    source->path = "a.yaml";
    cr_assert_eq(phs_yaml_parse_one(arena, source, phs_slice(yaml), NULL, &value, &err), PHS_OK);
    struct phs_blob_file files[] = {{.path = PHS_SLICE("a.yaml"), .kind = PHS_BLOB_TREE, .value = value},
                                    {.path = PHS_SLICE("b.tsv"), .kind = PHS_BLOB_TEXT, .text = PHS_SLICE("x\ty\n")},
                                    {.path = PHS_SLICE("c"), .kind = PHS_BLOB_TEXT}};
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    cr_assert_eq(phs_blob_write(&out, files, 3, &err), PHS_OK);
    struct phs_slice bytes = phs_slice_n(phs_strndup(arena, phs_buf_text(&out), out.len), out.len);
    phs_buf_done(&out);
    return bytes;
}

Test(blob, gives_back_the_tree_with_its_places) {
    struct phs_blob blob;
    struct phs_err err;
    const struct phs_value *packed, *read;
    struct phs_source source = {.path = "a.yaml"};
    cr_assert_eq(phs_blob_open(pack(), &blob, &err), PHS_OK);
    cr_assert_eq(phs_blob_tree(arena, &blob, 0, &read, &err), PHS_OK);
    cr_assert_eq(phs_yaml_parse_one(arena, &source, phs_slice(yaml), NULL, &packed, &err), PHS_OK);
    cr_expect(phs_value_equal(read, packed));
    cr_expect(phs_slice_is(phs_get(read, "a")->list.at[2]->number.text, "12345678901234567890"));
    cr_expect_eq(phs_get_path(read, "b.c")->place.line, phs_get_path(packed, "b.c")->place.line);
    cr_expect_eq(phs_get_path(read, "b.c")->place.column, phs_get_path(packed, "b.c")->place.column);
    cr_expect_eq(phs_get(read, "quoted")->flags, phs_get(packed, "quoted")->flags);
    cr_expect_str_eq(phs_get(read, "a")->place.source->path, "a.yaml");
}

Test(blob, finds_files_by_path) {
    struct phs_blob blob;
    struct phs_blob_file file;
    struct phs_err err;
    cr_assert_eq(phs_blob_open(pack(), &blob, &err), PHS_OK);
    cr_expect(phs_blob_find(&blob, phs_slice("b.tsv"), &file) && phs_slice_is(file.text, "x\ty\n"));
    cr_expect(phs_blob_find(&blob, phs_slice("c"), &file) && file.text.len == 0);
    cr_expect_not(phs_blob_find(&blob, phs_slice("b"), &file));
    cr_expect_not(phs_blob_find(&blob, phs_slice(""), &file));
}

Test(blob, a_cut_or_changed_one_is_refused_or_still_safe_to_read) {
    struct phs_slice whole = pack();
    struct phs_blob blob;
    const struct phs_value *value;
    for (size_t len = 0; len < whole.len; len++)
        cr_expect(phs_blob_open(phs_slice_n(phs_strndup(arena, whole.ptr, len), len), &blob, NULL) != PHS_OK, "%zu bytes", len);
    for (size_t i = 0; i < whole.len; i++)
        for (unsigned bit = 0; bit < 8; bit += 3) {
            char *copy = phs_strndup(arena, whole.ptr, whole.len);
            copy[i] = (char)(copy[i] ^ (1 << bit));
            if (phs_blob_open(phs_slice_n(copy, whole.len), &blob, NULL) != PHS_OK)
                continue;
            for (size_t k = 0; k < blob.n; k++)
                if (phs_blob_at(&blob, k).kind == PHS_BLOB_TREE)
                    (void)phs_blob_tree(arena, &blob, k, &value, NULL);
        }
}

Test(blob, the_built_in_one_has_the_digest_it_claims_and_no_path_of_a_machine) {
    struct phs_slice image = phs_slice_n(phs_catalogue_image, (size_t)(phs_catalogue_image_end - phs_catalogue_image));
    struct phs_slice bytes = phs_image_blob(image);
    struct phs_blob blob;
    struct phs_err err;
    uint8_t digest[32];
    char expected[65], claimed[65];
    cr_assert_eq(phs_blob_open(bytes, &blob, &err), PHS_OK);
    size_t skip = BLOB_MAGIC_LEN + BLOB_DIGEST;
    phs_sha256_of(phs_slice_n(bytes.ptr + skip, bytes.len - skip), digest);
    phs_hex(digest, sizeof digest, expected);
    phs_blob_sha256(&blob, claimed);
    cr_expect_str_eq(claimed, expected);
    cr_expect_eq(phs_slice_find(image, phs_slice(PHS_SOURCE_DIR)), (size_t)-1);
    for (size_t i = 1; i < blob.n; i++)
        cr_expect_lt(phs_slice_cmp(phs_blob_at(&blob, i - 1).path, phs_blob_at(&blob, i).path), 0);
}
