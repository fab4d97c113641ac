/* SPDX-License-Identifier: Apache-2.0 */
/* --checks DIR: files of a folder, through the same readers as the built-in ones. */
#include "base/digest.h"
#include "base/file.h"
#include "catalogue/nouns.h"
#include "parse/json.h"
#include "parse/yaml.h"

enum { MAX_FILES = 20000, MAX_FILE_BYTES = 4 * 1024 * 1024, MAX_DOCUMENTS = 1000, MAX_DEPTH = 100, MAX_NODES = 200000 };

struct folder {
    struct phs_arena *arena;
    struct phs_catalogue *catalogue;
    const char *path;
    struct {
        struct phs_document *at;
        size_t n, cap;
    } documents;
};

static void error(struct folder *folder, const char *text) {
    PHS_PUSH(folder->arena, folder->catalogue->errors, phs_strdup(folder->arena, text));
}

static bool is_nouns_folder(const char *below) {
    static const char *const names[] = {"safeguards/", "threats/", "vendors/", "patterns/", "frameworks/", "profiles/"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_slice_starts(phs_slice(below), names[i]))
            return true;
    return false;
}

static struct phs_document *add(struct folder *folder, const char *path, const char *below, size_t part) {
    PHS_PUSH(folder->arena, folder->documents, (struct phs_document){.path = path, .below = below, .part = part});
    return &folder->documents.at[folder->documents.n - 1];
}

static bool parse_yaml(struct folder *folder, const struct phs_source *source, struct phs_slice bytes, bool typing_1_1,
                       struct phs_yaml *ret_yaml) {
    struct phs_yaml_options options = {.typing_1_1 = typing_1_1,
                                       .allow_duplicates = typing_1_1,
                                       .max_nodes = MAX_NODES,
                                       .max_documents = MAX_DOCUMENTS,
                                       .max_depth = MAX_DEPTH};
    struct phs_err err;
    if (phs_yaml_parse(folder->arena, source, bytes, &options, ret_yaml, &err) == PHS_OK)
        return true;
    error(folder, err.text);
    return false;
}

/* Ours, or a noun of ours: held to YAML 1.2 without repeated keys. */
static bool is_own(const struct phs_value *value, const char *below) {
    return phs_get(value, "phiscope") || (is_nouns_folder(below) && !phs_get(value, "metadata"));
}

static void add_document(struct folder *folder, const struct phs_source *source, const char *below, size_t part,
                         const struct phs_yaml_document *document) {
    for (size_t i = 0; i < document->note_count; i++)
        PHS_PUSH(folder->arena, folder->catalogue->warnings, document->notes[i]);
    if (document->value)
        add(folder, source->path, below, part)->value = document->value;
    else
        error(folder, document->error);
}

/* A policy without a phiscope: block was written for a reader of YAML 1.1, in which yes is true, 010 is 8 and the last of two
 * equal keys counts. Both readings see the same documents, so each is taken from the reading that it was written for. */
static void add_yaml(struct folder *folder, const struct phs_source *source, const char *below, struct phs_slice bytes) {
    struct phs_yaml ours = {0}, theirs = {0};
    if (!parse_yaml(folder, source, bytes, false, &ours) || !parse_yaml(folder, source, bytes, true, &theirs))
        return;
    if (theirs.n != ours.n) {
        error(folder, phs_printf(folder->arena, "%s: its documents cannot be told apart", source->path));
        return;
    }
    for (size_t i = 0; i < ours.n; i++) {
        bool own = is_own(ours.at[i].value ? ours.at[i].value : theirs.at[i].value, below);
        add_document(folder, source, below, i, own ? &ours.at[i] : &theirs.at[i]);
    }
}

static void add_json(struct folder *folder, const struct phs_source *source, const char *below, struct phs_slice bytes) {
    struct phs_json_limits limits = {.max_nodes = MAX_NODES, .max_depth = MAX_DEPTH};
    const struct phs_value *value;
    struct phs_err err;
    if (phs_json_parse(folder->arena, source, bytes, &limits, &value, &err) == PHS_OK)
        add(folder, source->path, below, 0)->value = value;
    else
        error(folder, err.text);
}

static bool ends(const char *path, const char *suffix) {
    return phs_slice_ends(phs_slice(path), suffix);
}

static bool is_ours(const char *below) {
    bool table = ends(below, ".tsv") && is_nouns_folder(below);
    return table || ends(below, ".yaml") || ends(below, ".yml") || ends(below, ".json");
}

static void add_file(struct folder *folder, const char *below, struct phs_sha256 *sha) {
    struct phs_err err;
    struct phs_slice bytes;
    struct phs_source *source = PHS_NEW(folder->arena, struct phs_source);
    source->path = phs_path_join(folder->arena, folder->path, below);
    if (phs_file_read(folder->arena, source->path, MAX_FILE_BYTES, &bytes, &err) != PHS_OK) {
        error(folder, err.text);
        return;
    }
    phs_sha256_field(sha, below);
    uint8_t digest[32];
    phs_sha256_of(bytes, digest);
    phs_sha256_add(sha, digest, sizeof digest);
    if (ends(below, ".tsv"))
        add(folder, source->path, below, 0)->text = bytes;
    else if (ends(below, ".json"))
        add_json(folder, source, below, bytes);
    else
        add_yaml(folder, source, below, bytes);
}

void phs_catalogue_add_folder(struct phs_catalogue *catalogue, const char *path, struct phs_sha256 *sha) {
    struct folder folder = {.arena = catalogue->arena, .catalogue = catalogue, .path = path};
    struct phs_walk_options options = {.max_files = MAX_FILES};
    struct phs_walk walk;
    struct phs_err err;
    memset(&walk, 0, sizeof walk);
    if (!phs_is_dir(path)) {
        error(&folder, phs_printf(folder.arena, "%s: no such folder of checks", path));
        return;
    }
    if (phs_walk(folder.arena, path, &options, &walk, &err) != PHS_OK) {
        error(&folder, err.text);
        return;
    }
    for (size_t i = 0; i < walk.skipped.n; i++)
        PHS_PUSH(folder.arena, catalogue->warnings, walk.skipped.at[i]);
    for (size_t i = 0; i < walk.files.n; i++)
        if (is_ours(walk.files.at[i].path))
            add_file(&folder, walk.files.at[i].path, sha);
    phs_catalogue_add(catalogue, folder.documents.at, folder.documents.n);
}
