/* SPDX-License-Identifier: Apache-2.0 */
/* Opens the blob that is linked in, reads its nouns, adds folders and joins everything. */
#include <pthread.h>

#include "base/digest.h"
#include "catalogue/blob.h"
#include "catalogue/builtin.h"
#include "catalogue/foreign.h"
#include "catalogue/image.h"
#include "catalogue/nouns.h"
#include "catalogue/pattern_rule.h"

static struct phs_slice own_image(void) {
    return phs_slice_n(phs_catalogue_image, (size_t)(phs_catalogue_image_end - phs_catalogue_image));
}

static struct phs_blob builtin;
static pthread_once_t opened = PTHREAD_ONCE_INIT;

static void open_once(void) {
    (void)phs_blob_open(phs_image_blob(own_image()), &builtin, NULL);
}

/* Templates and tables are asked for one by one: whether the table of all is sound is looked at once. */
static enum phs_code open_builtin(struct phs_blob *ret_blob, struct phs_err *err) {
    pthread_once(&opened, open_once);
    if (!builtin.n)
        return phs_blob_open(phs_image_blob(own_image()), ret_blob, err); /* for its sentence */
    *ret_blob = builtin;
    return PHS_OK;
}

struct phs_slice phs_catalogue_file(const char *path) {
    struct phs_blob blob;
    struct phs_blob_file file;
    if (open_builtin(&blob, NULL) != PHS_OK || !phs_blob_find(&blob, phs_slice(path), &file))
        return PHS_SLICE("");
    return file.kind == PHS_BLOB_TEXT ? file.text : PHS_SLICE("");
}

const struct phs_value *phs_catalogue_examples(struct phs_arena *arena, const struct phs_value *file) {
    const struct phs_value *examples = phs_get(file, "examples");
    struct phs_blob blob;
    if (examples || !file || !file->place.source || open_builtin(&blob, NULL) != PHS_OK)
        return examples;
    struct phs_slice path = phs_slice(phs_printf(arena, BLOB_EXAMPLES "%s", file->place.source->path));
    for (size_t i = 0; i < blob.n; i++)
        if (phs_slice_eq(phs_blob_at(&blob, i).path, path))
            return phs_blob_tree(arena, &blob, i, &examples, NULL) == PHS_OK ? examples : NULL;
    return NULL;
}

struct phs_slice phs_catalogue_match_database(void) {
    return phs_slice_n(phs_catalogue_patterns, (size_t)(phs_catalogue_patterns_end - phs_catalogue_patterns));
}

/* A start reads no map: most scans meet none of the formats. */
const struct phs_foreign_map *phs_foreign_load(struct phs_arena *arena, const char *format) {
    struct phs_foreign_map *map = phs_foreign_map_new(arena);
    const char *folder = phs_printf(arena, "checks/maps/%s/", format);
    struct phs_blob blob;
    for (size_t i = 0, n = open_builtin(&blob, NULL) == PHS_OK ? blob.n : 0; i < n; i++) {
        struct phs_blob_file file = phs_blob_at(&blob, i);
        struct phs_tsv *table = NULL;
        const char *problem = NULL;
        if (file.kind == PHS_BLOB_TEXT && phs_slice_starts(file.path, folder) &&
            phs_tsv_parse(arena, file.path.ptr, file.text, &table, NULL) == PHS_OK)
            phs_foreign_add(map, table, &problem);
    }
    return map;
}

/* A .c file and its descriptor come together or the check is named in the warnings. */
static void join_code(struct phs_catalogue *catalogue) {
    for (const struct phs_code_check *row = phs_code_checks; row->id; row++) {
        struct phs_check_info *check = phs_map_gets(&catalogue->check_by_id, row->id);
        if (check && check->kind == PHS_CHECK_C)
            check->code = row->check;
        else
            PHS_PUSH(catalogue->arena, catalogue->warnings,
                     phs_printf(catalogue->arena, "check %s has code but no descriptor with code: c", row->id));
    }
    for (size_t i = 0; i < catalogue->checks.n; i++)
        if (catalogue->checks.at[i]->kind == PHS_CHECK_C && !catalogue->checks.at[i]->code)
            PHS_PUSH(catalogue->arena, catalogue->warnings,
                     phs_printf(catalogue->arena, "check %s has no code", catalogue->checks.at[i]->id));
}

static void add_folders(struct phs_catalogue *catalogue, const char *const *folders, size_t n) {
    struct phs_sha256 sha;
    uint8_t digest[32];
    phs_sha256_init(&sha);
    phs_sha256_field(&sha, catalogue->sha256);
    for (size_t i = 0; i < n; i++)
        phs_catalogue_add_folder(catalogue, folders[i], &sha);
    phs_sha256_done(&sha, digest);
    phs_hex(digest, sizeof digest, catalogue->sha256);
}

static enum phs_code load_blob(struct phs_arena *arena, const char *const *folders, size_t n,
                               struct phs_catalogue **ret_catalogue, struct phs_err *err) {
    struct phs_blob blob;
    enum phs_code code = open_builtin(&blob, err);
    if (code == PHS_OK)
        code = phs_catalogue_of_blob(arena, &blob, ret_catalogue, err);
    if (code != PHS_OK)
        return code;
    if (n)
        add_folders(*ret_catalogue, folders, n);
    phs_catalogue_join(*ret_catalogue);
    return PHS_OK;
}

enum phs_code phs_catalogue_load(struct phs_arena *arena, const char *const *folders, size_t n,
                                 struct phs_catalogue **ret_catalogue, struct phs_err *err) {
    /* Whoever adds files joins anew. */
    struct phs_catalogue *catalogue = n ? NULL : phs_image_map(arena, own_image());
    enum phs_code code = catalogue ? PHS_OK : load_blob(arena, folders, n, &catalogue, err);
    if (code != PHS_OK)
        return code;
    join_code(catalogue);
    *ret_catalogue = catalogue;
    return PHS_OK;
}
