/* SPDX-License-Identifier: Apache-2.0 */
/* Folders of .tf files: each file is read and parsed once, whoever calls the folder as a module. */
#include "base/escape.h"
#include "base/file.h"
#include "collect/remarks.h"
#include "collect/terraform/scan.h"
#include "parse/hcl/hcl_json.h"

const char *phs_tf_disk_path(struct phs_tf_scan *scan, const char *path) {
    return phs_path_join(scan->arena, scan->folder, path);
}

/* A folder of a module may be a link, or lie behind one. */
static bool leads_out(struct phs_tf_scan *scan, const char *path) {
    char *top = realpath(phs_tf_disk_path(scan, scan->top), NULL);
    char *found = realpath(phs_tf_disk_path(scan, path), NULL);
    size_t n = top ? strlen(top) : 0;
    bool out = top && found && n > 1 && (strncmp(found, top, n) != 0 || (found[n] != '/' && found[n] != '\0'));
    free(top);
    free(found);
    return out;
}

static bool is_below_top(const struct phs_tf_scan *scan, const char *path) {
    size_t n = strlen(scan->top);
    if (strcmp(scan->top, ".") == 0)
        return path[0] != '/' && strncmp(path, "../", 3) != 0 && strcmp(path, "..") != 0;
    return strncmp(path, scan->top, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

bool phs_tf_is_inside(struct phs_tf_scan *scan, const char *path) {
    return is_below_top(scan, path) && !leads_out(scan, path);
}

void phs_tf_cover_file(struct phs_tf_scan *scan, const char *path, enum phs_read_state state, const char *reason,
                       struct phs_place place) {
    phs_graph_cover(scan->graph, "file", path, state, false, reason, place);
}

static const struct phs_source *source_of(struct phs_tf_scan *scan, const char *path) {
    struct phs_source *source = PHS_NEW(scan->arena, struct phs_source);
    source->kind = PHS_SOURCE_FILE;
    source->path = path;
    return source;
}

static void report(struct phs_tf_scan *scan, const char *path, const struct phs_hcl_diags *diags, enum phs_read_state state) {
    for (size_t i = 0; i < diags->list.n; i++) {
        const struct phs_hcl_diag *diag = &diags->list.at[i];
        if (diag->severity != PHS_HCL_ERROR)
            continue;
        const char *more = diags->errors > 1 ? phs_printf(scan->arena, " (and %zu more)", diags->errors - 1) : "";
        phs_tf_cover_file(scan, path, state,
                          phs_printf(scan->arena, "%s: %s%s", phs_place_text(scan->arena, diag->place), diag->text, more),
                          diag->place);
        return;
    }
}

static const struct phs_hcl_file *parse_json(struct phs_tf_scan *scan, const char *path, struct phs_slice text) {
    const struct phs_hcl_json_block *document =
        phs_slice_ends(phs_slice(path), ".tf.json") ? &phs_hcl_json_terraform : &phs_hcl_json_values;
    const struct phs_hcl_file *file = phs_hcl_parse_json(scan->arena, source_of(scan, path), text, document, NULL);
    bool nothing = file->damaged && !file->body.attribute_count && !file->body.block_count;
    report(scan, path, &file->diags, nothing ? PHS_NOT_READ : PHS_READ_PARTLY);
    return file;
}

static const struct phs_hcl_file *parse_native(struct phs_tf_scan *scan, const char *path, struct phs_slice text) {
    const struct phs_hcl_file *file = phs_hcl_parse(scan->arena, source_of(scan, path), text, NULL);
    report(scan, path, &file->diags, PHS_READ_PARTLY);
    return file;
}

static struct phs_place place_of_byte(struct phs_tf_scan *scan, const char *path, struct phs_slice text, size_t at) {
    struct phs_place place = {.source = source_of(scan, path), .line = 1, .column = 1};
    size_t begin = 0;
    for (size_t i = 0; i < at; i++)
        if (text.ptr[i] == '\n') {
            place.line++;
            begin = i + 1;
        }
    place.column += (uint32_t)phs_utf8_length(phs_slice_n(text.ptr + begin, at - begin));
    place.end_line = place.line;
    place.end_column = place.column;
    return place;
}

const struct phs_hcl_body *phs_tf_parse_text(struct phs_tf_scan *scan, const char *path, struct phs_slice text,
                                             bool *ret_damaged) {
    size_t bad;
    *ret_damaged = true;
    if (!phs_utf8_valid(text, &bad)) {
        struct phs_place place = place_of_byte(scan, path, text, bad);
        phs_tf_cover_file(scan, path, PHS_NOT_READ,
                          phs_printf(scan->arena, "%s: this byte is no UTF-8 text", phs_place_text(scan->arena, place)), place);
        return NULL;
    }
    bool json = phs_slice_ends(phs_slice(path), ".json");
    const struct phs_hcl_file *file = json ? parse_json(scan, path, text) : parse_native(scan, path, text);
    *ret_damaged = file->damaged;
    return &file->body;
}

const struct phs_hcl_body *phs_tf_parse_file(struct phs_tf_scan *scan, const char *path, bool *ret_damaged) {
    struct phs_slice text;
    struct phs_err err = {0};
    *ret_damaged = true;
    if (phs_file_read_in(scan->arena, scan->folder, path, PHS_TF_MAX_SOURCE, &text, &err) != PHS_OK) {
        phs_tf_cover_file(scan, path, PHS_NOT_READ, phs_strdup(scan->arena, err.text),
                          (struct phs_place){.source = source_of(scan, path)});
        return NULL;
    }
    phs_remarks_read(scan->graph, path, text);
    return phs_tf_parse_text(scan, path, text, ret_damaged);
}

static bool is_configuration(const char *name) {
    struct phs_slice text = phs_slice(name);
    return name[0] != '.' && (phs_slice_ends(text, ".tf") || phs_slice_ends(text, ".tf.json"));
}

bool phs_tf_is_wanted(const char *name) {
    struct phs_slice text = phs_slice(name);
    return phs_slice_ends(text, ".tf") || phs_slice_ends(text, ".tf.json") || phs_slice_ends(text, ".tfvars") ||
           phs_slice_ends(text, ".tfvars.json");
}

void phs_tf_left_out(struct phs_tf_scan *scan, const char *folder, const struct phs_walk_skip *skip) {
    const char *path = phs_path_join(scan->arena, folder, skip->path);
    struct phs_source *source = PHS_NEW(scan->arena, struct phs_source);
    if (skip->link && !phs_tf_is_wanted(skip->path))
        return;
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = path};
    if (is_configuration(phs_path_base(path)))
        PHS_PUSH(scan->arena, scan->graph->blind, phs_path_dir(scan->arena, path));
    phs_tf_cover_file(scan, path, PHS_NOT_READ, phs_printf(scan->arena, "%s: %s", path, skip->why),
                      (struct phs_place){.source = source});
}

static bool enters_nothing(void *user, const char *path) {
    (void)user;
    (void)path;
    return false;
}

/* Names in one folder: from the walk over the target, or looked up for a module that lies elsewhere. */
static const struct phs_tf_listing *listing_of(struct phs_tf_scan *scan, const char *path) {
    struct phs_tf_listing *listing = phs_map_gets(&scan->listings, path);
    if (listing)
        return listing;
    listing = PHS_NEW(scan->arena, struct phs_tf_listing);
    struct phs_walk_options options = {.enter = enters_nothing, .max_files = 10000};
    struct phs_walk walk = {0};
    if (phs_walk(scan->arena, phs_tf_disk_path(scan, path), &options, &walk, NULL) == PHS_OK)
        for (size_t i = 0; i < walk.files.n; i++)
            PHS_PUSH(scan->arena, listing->names, walk.files.at[i].path);
    for (size_t i = 0; i < walk.left_out.n; i++)
        phs_tf_left_out(scan, path, &walk.left_out.at[i]);
    phs_map_puts(&scan->listings, path, listing);
    return listing;
}

static bool is_override(const char *name) {
    struct phs_slice text = phs_slice(name);
    return strcmp(name, "override.tf") == 0 || strcmp(name, "override.tf.json") == 0 || phs_slice_ends(text, "_override.tf") ||
           phs_slice_ends(text, "_override.tf.json");
}

static void load_files(struct phs_tf_scan *scan, struct phs_tf_dir *dir, const struct phs_tf_listing *listing, bool override) {
    for (size_t i = 0; i < listing->names.n; i++) {
        const char *name = listing->names.at[i];
        if (!is_configuration(name) || is_override(name) != override)
            continue;
        bool damaged;
        const struct phs_hcl_body *body = phs_tf_parse_file(scan, phs_path_join(scan->arena, dir->path, name), &damaged);
        dir->damaged |= damaged;
        if (damaged)
            PHS_PUSH(scan->arena, scan->graph->blind, dir->path);
        dir->file_count++;
        if (body)
            phs_tf_declare(scan, dir, body, override);
    }
}

/* terraform.tfvars, terraform.tfvars.json, then *.auto.tfvars in byte order: what comes later wins. */
static void find_variable_files(struct phs_tf_scan *scan, struct phs_tf_dir *dir, const struct phs_tf_listing *listing) {
    static const char *const fixed[] = {"terraform.tfvars", "terraform.tfvars.json"};
    for (size_t f = 0; f < 2; f++)
        for (size_t i = 0; i < listing->names.n; i++)
            if (strcmp(listing->names.at[i], fixed[f]) == 0)
                PHS_PUSH(scan->arena, dir->variable_files, listing->names.at[i]);
    for (size_t i = 0; i < listing->names.n; i++) {
        struct phs_slice name = phs_slice(listing->names.at[i]);
        if (phs_slice_ends(name, ".auto.tfvars") || phs_slice_ends(name, ".auto.tfvars.json"))
            PHS_PUSH(scan->arena, dir->variable_files, listing->names.at[i]);
    }
}

struct phs_tf_dir *phs_tf_dir_new(struct phs_tf_scan *scan, const char *path) {
    struct phs_tf_dir *dir = PHS_NEW(scan->arena, struct phs_tf_dir);
    dir->path = phs_strdup(scan->arena, path);
    for (int kind = 0; kind < PHS_TF_DECL_KINDS; kind++)
        phs_map_init(&dir->decls[kind], scan->arena);
    return dir;
}

struct phs_tf_dir *phs_tf_dir_load(struct phs_tf_scan *scan, const char *path) {
    struct phs_tf_dir *dir = phs_map_gets(&scan->dirs, path);
    if (dir)
        return dir;
    dir = phs_tf_dir_new(scan, path);
    phs_map_puts(&scan->dirs, dir->path, dir);
    const struct phs_tf_listing *listing = listing_of(scan, dir->path);
    load_files(scan, dir, listing, false);
    load_files(scan, dir, listing, true);
    find_variable_files(scan, dir, listing);
    return dir;
}
