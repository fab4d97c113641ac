/* SPDX-License-Identifier: Apache-2.0 */
/* Part of the build: files of checks/ and reports/templates/ -> one image. A broken file ends the build with its sentence.
 * usage: pack SOURCE_DIR LIST OUT PATTERNS, where LIST holds paths below SOURCE_DIR, one a line, and PATTERNS becomes the
 * database of the patterns' expressions, empty where the build has no engine that takes one. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "catalogue/blob.h"
#include "catalogue/image.h"
#include "catalogue/nouns.h"
#include "catalogue/pattern_rule.h"
#include "parse/yaml.h"

enum { MAX_FILE_BYTES = 16 * 1024 * 1024 };

struct pack {
    struct phs_arena *arena;
    const char *folder;
    PHS_VEC(struct phs_blob_file) files;
    size_t problems;
    struct phs_catalogue *catalogue;
    char **argv;
};

static void complain(struct pack *pack, const char *sentence) {
    fprintf(stderr, "%s\n", sentence);
    pack->problems++;
}

static void add_file(struct pack *pack, const char *path) {
    struct phs_err err;
    struct phs_slice bytes;
    struct phs_blob_file file = {.path = phs_slice(path), .kind = PHS_BLOB_TEXT};
    struct phs_source *source = PHS_NEW(pack->arena, struct phs_source);
    source->path = path;
    if (phs_file_read(pack->arena, phs_path_join(pack->arena, pack->folder, path), MAX_FILE_BYTES, &bytes, &err) != PHS_OK) {
        complain(pack, err.text);
        return;
    }
    file.text = bytes;
    if (phs_slice_ends(file.path, ".yaml")) {
        file.kind = PHS_BLOB_TREE;
        if (phs_yaml_parse_one(pack->arena, source, bytes, NULL, &file.value, &err) != PHS_OK) {
            complain(pack, err.text);
            return;
        }
    }
    PHS_PUSH(pack->arena, pack->files, file);
}

static int by_path(const void *a, const void *b) {
    return phs_slice_cmp(((const struct phs_blob_file *)a)->path, ((const struct phs_blob_file *)b)->path);
}

static void add_files(struct pack *pack, const char *list) {
    struct phs_err err;
    struct phs_slice names, name;
    if (phs_file_read(pack->arena, list, MAX_FILE_BYTES, &names, &err) != PHS_OK) {
        complain(pack, err.text);
        return;
    }
    while (phs_slice_cut(&names, '\n', &name))
        if (name.len)
            add_file(pack, phs_slice_dup(pack->arena, name));
    if (pack->files.n)
        qsort(pack->files.at, pack->files.n, sizeof *pack->files.at, by_path);
}

/* The same readers as at run time, so that a file that is YAML but no check fails here and not at a user's desk. */
static void look_at_nouns(struct pack *pack) {
    struct phs_catalogue *catalogue = phs_catalogue_new(pack->arena);
    struct phs_document *documents = PHS_NEW_N(pack->arena, struct phs_document, pack->files.n);
    size_t n = 0;
    for (size_t i = 0; i < pack->files.n; i++) {
        const struct phs_blob_file *file = &pack->files.at[i];
        if (phs_slice_starts(file->path, "checks/"))
            documents[n++] = (struct phs_document){.path = file->path.ptr,
                                                   .below = file->path.ptr + strlen("checks/"),
                                                   .value = file->value,
                                                   .text = file->text,
                                                   .builtin = true,
                                                   .packing = true};
    }
    phs_catalogue_add(catalogue, documents, n);
    pack->catalogue = catalogue;
    for (size_t i = 0; i < catalogue->errors.n; i++)
        complain(pack, catalogue->errors.at[i]);
}

static const struct phs_value *without(struct pack *pack, const struct phs_value *map, const char *key) {
    struct phs_map_builder rest;
    phs_map_builder_init(&rest, pack->arena);
    for (size_t i = 0; i < map->map.n; i++)
        if (!phs_slice_is(map->map.at[i].key, key))
            phs_map_builder_set(&rest, map->map.at[i].key, map->map.at[i].key_place, map->map.at[i].value);
    return phs_map_builder_done(&rest, map->place);
}

/* After all was looked at: the examples of checks and modules become files of their own. */
static void set_examples_apart(struct pack *pack) {
    size_t n = pack->files.n;
    for (size_t i = 0; i < n; i++) {
        struct phs_blob_file *file = &pack->files.at[i];
        const struct phs_value *examples = phs_get(file->value, "examples");
        if (!examples || phs_slice_starts(file->path, "checks/patterns/"))
            continue;
        struct phs_blob_file apart = {.path = phs_slice(phs_printf(pack->arena, BLOB_EXAMPLES "%s", file->path.ptr)),
                                      .kind = PHS_BLOB_TREE,
                                      .value = examples};
        file->value = without(pack, file->value, "examples");
        PHS_PUSH(pack->arena, pack->files, apart);
    }
    qsort(pack->files.at, pack->files.n, sizeof *pack->files.at, by_path);
}

/* Two numbers beside each other may look like an address of this process, seldom, and not of one that lies elsewhere: only what
 * looks so twice is a fault. */
static void try_again(const struct pack *pack) {
    static const char mark[] = "PHS_PACK_AGAIN";
    if (!getenv(mark) && setenv(mark, "1", 1) == 0)
        execv("/proc/self/exe", pack->argv);
}

static void write_image(struct pack *pack, const char *path) {
    struct phs_buf out, image;
    struct phs_err err;
    phs_buf_init(&out, UINT32_MAX);
    phs_buf_init(&image, UINT32_MAX);
    enum phs_code code = phs_blob_write(&out, pack->files.at, pack->files.n, &err);
    if (code == PHS_OK)
        code = phs_image_write(&image, phs_slice_n(phs_buf_text(&out), out.len), &err);
    if (code == PHS_E_INTERNAL)
        try_again(pack);
    if (code == PHS_OK)
        code = phs_file_write(path, phs_slice_n(phs_buf_text(&image), image.len), false, &err);
    if (code != PHS_OK)
        complain(pack, err.text);
    phs_buf_done(&out);
    phs_buf_done(&image);
}

static void write_patterns(struct pack *pack, const char *path) {
    const struct phs_catalogue *catalogue = pack->catalogue;
    struct phs_match_rule *rules = PHS_NEW_N(pack->arena, struct phs_match_rule, catalogue->patterns.n);
    struct phs_slice bytes;
    struct phs_err err;
    size_t n = 0;
    for (size_t i = 0; i < catalogue->patterns.n; i++)
        if (phs_pattern_is_rule(catalogue->patterns.at[i]) && catalogue->patterns.at[i]->regex)
            rules[n++] = phs_pattern_rule(pack->arena, catalogue->patterns.at[i]);
    enum phs_code code = phs_matcher_compile(pack->arena, rules, n, &bytes, &err);
    if (code == PHS_OK)
        code = phs_file_write(path, bytes, false, &err);
    if (code != PHS_OK)
        complain(pack, err.text);
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: pack SOURCE_DIR LIST OUT PATTERNS\n");
        return 64;
    }
    phs_map_repeat();
    struct pack pack = {.arena = phs_arena_new(), .folder = argv[1], .argv = argv};
    add_files(&pack, argv[2]);
    look_at_nouns(&pack);
    if (pack.problems == 0)
        set_examples_apart(&pack);
    if (pack.problems == 0)
        write_image(&pack, argv[3]);
    if (pack.problems == 0)
        write_patterns(&pack, argv[4]);
    phs_arena_free(pack.arena);
    return pack.problems ? 1 : 0;
}
