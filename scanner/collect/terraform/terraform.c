/* SPDX-License-Identifier: Apache-2.0 */
/* Finds the root modules below a target and evaluates each once. */
#include "collect/terraform/terraform.h"

#include "base/file.h"
#include "collect/remarks.h"
#include "collect/terraform/root.h"

static void scan_init(struct phs_tf_scan *scan, struct phs_graph *graph, const char *folder) {
    *scan = (struct phs_tf_scan){.graph = graph, .arena = graph->arena, .folder = folder, .top = ".", .environment = ""};
    phs_map_init(&scan->dirs, graph->arena);
    phs_map_init(&scan->listings, graph->arena);
}

static bool enters(void *user, const char *path) {
    (void)user;
    const char *name = phs_path_base(path);
    return name[0] != '.' && strcmp(name, "node_modules") != 0;
}

static void add_listing(struct phs_tf_scan *scan, const char *path) {
    const char *folder = phs_path_dir(scan->arena, path);
    struct phs_tf_listing *listing = phs_map_gets(&scan->listings, folder);
    if (!listing) {
        listing = PHS_NEW(scan->arena, struct phs_tf_listing);
        phs_map_puts(&scan->listings, folder, listing);
    }
    PHS_PUSH(scan->arena, listing->names, phs_strdup(scan->arena, phs_path_base(path)));
}

static bool list_files(struct phs_tf_scan *scan, const char *path, struct phs_err *err) {
    struct phs_walk walk = {0};
    struct phs_walk_options options = {.enter = enters};
    if (phs_walk(scan->arena, phs_tf_disk_path(scan, path), &options, &walk, err) != PHS_OK)
        return false;
    for (size_t i = 0; i < walk.files.n; i++)
        if (phs_tf_is_wanted(walk.files.at[i].path))
            add_listing(scan, phs_path_join(scan->arena, path, walk.files.at[i].path));
    for (size_t i = 0; i < walk.left_out.n; i++)
        phs_tf_left_out(scan, path, &walk.left_out.at[i]);
    return true;
}

static const char *called_folder(struct phs_tf_scan *scan, const struct phs_tf_dir *dir, const struct phs_tf_decl *call) {
    const struct phs_hcl_attribute *attribute = phs_hcl_attribute(&call->body, "source");
    struct phs_slice source;
    if (!attribute || !phs_hcl_static_string(attribute->expr, &source) || source.len == 0 || source.ptr[0] != '.')
        return NULL;
    return phs_path_clean(scan->arena, phs_printf(scan->arena, "%s/%s", dir->path, phs_slice_dup(scan->arena, source)));
}

static void mark_called(struct phs_tf_scan *scan, const struct phs_tf_dir *dir, struct phs_map *called) {
    const struct phs_map *calls = &dir->decls[PHS_TF_MODULE];
    for (size_t i = 0; i < calls->n; i++) {
        const char *folder = called_folder(scan, dir, calls->items[i].value);
        if (folder && strcmp(folder, dir->path) != 0)
            phs_map_puts(called, folder, (void *)(uintptr_t)1);
    }
}

/* Everything that is called from dir, directly or not. */
static void mark_reached(struct phs_tf_scan *scan, const struct phs_tf_dir *dir, struct phs_map *reached, int depth) {
    if (phs_map_gets(reached, dir->path) || depth > PHS_TF_MAX_DEPTH)
        return;
    phs_map_puts(reached, dir->path, (void *)(uintptr_t)1);
    const struct phs_map *calls = &dir->decls[PHS_TF_MODULE];
    for (size_t i = 0; i < calls->n; i++) {
        const char *folder = called_folder(scan, dir, calls->items[i].value);
        const struct phs_tf_dir *next = folder ? phs_map_gets(&scan->dirs, folder) : NULL;
        if (next)
            mark_reached(scan, next, reached, depth + 1);
    }
}

static void run(struct phs_tf_scan *scan, struct phs_tf_dir *dir, struct phs_map *reached) {
    phs_progress_step(scan->progress, dir->path);
    mark_reached(scan, dir, reached, 0);
    phs_tf_root_run(scan, dir, true);
}

/* Roots first; folders that only call each other in a circle have none, so the first of them by name stands for it. */
static void run_roots(struct phs_tf_scan *scan, struct phs_tf_dir *const *dirs, size_t n) {
    struct phs_map called, reached;
    phs_map_init(&called, scan->arena);
    phs_map_init(&reached, scan->arena);
    for (size_t i = 0; i < n; i++)
        mark_called(scan, dirs[i], &called);
    for (size_t i = 0; i < n; i++)
        if (!phs_map_gets(&called, dirs[i]->path))
            run(scan, dirs[i], &reached);
    for (size_t i = 0; i < n; i++)
        if (!phs_map_gets(&reached, dirs[i]->path))
            run(scan, dirs[i], &reached);
}

static struct phs_tf_dir **load_all(struct phs_tf_scan *scan, size_t *ret_n) {
    size_t folders = scan->listings.n;
    struct phs_tf_dir **dirs = PHS_NEW_N(scan->arena, struct phs_tf_dir *, folders);
    *ret_n = 0;
    for (size_t i = 0; i < folders; i++) {
        struct phs_slice path = scan->listings.items[i].key;
        struct phs_tf_dir *dir = phs_tf_dir_load(scan, phs_slice_dup(scan->arena, path));
        if (dir->file_count)
            dirs[(*ret_n)++] = dir;
    }
    return dirs;
}

/* Modules may lie beside the target, but never outside the scan's folder. */
static const char *top_of(struct phs_arena *arena, const char *path) {
    const char *clean = phs_path_clean(arena, path);
    bool outside = clean[0] == '/' || strncmp(clean, "../", 3) == 0 || strcmp(clean, "..") == 0;
    return outside ? clean : ".";
}

static void cover(struct phs_tf_scan *scan, const struct phs_target *target, size_t lines, size_t resources) {
    const struct phs_graph *graph = scan->graph;
    bool partly = false;
    for (size_t i = lines; i < graph->coverage.n; i++)
        partly |= strcmp(graph->coverage.at[i].kind, "file") == 0;
    struct phs_coverage *line =
        phs_graph_cover(scan->graph, "infrastructure", target->path, partly ? PHS_READ_PARTLY : PHS_READ, true,
                        partly ? "some Terraform files could not be read as a whole" : NULL, target->place);
    line->items = resources;
}

void phs_terraform_collect(struct phs_graph *graph, const char *folder, const struct phs_target *target,
                           struct phs_progress *progress) {
    phs_terraform_collect_known(graph, folder, target, NULL, progress);
}

void phs_terraform_collect_known(struct phs_graph *graph, const char *folder, const struct phs_target *target,
                                 const struct phs_catalogue *catalogue, struct phs_progress *progress) {
    struct phs_tf_scan scan;
    struct phs_err err = {0};
    size_t n, lines = graph->coverage.n, resources = graph->resources.n;
    scan_init(&scan, graph, folder);
    scan.target = target;
    scan.catalogue = catalogue;
    scan.environment = target->environment ? target->environment : "";
    scan.progress = progress;
    scan.top = top_of(graph->arena, target->path);
    if (!list_files(&scan, phs_path_clean(graph->arena, target->path), &err)) {
        phs_graph_cover(graph, "infrastructure", target->path, PHS_NOT_READ, true, phs_strdup(graph->arena, err.text),
                        target->place);
        return;
    }
    struct phs_tf_dir **dirs = load_all(&scan, &n);
    run_roots(&scan, dirs, n);
    cover(&scan, target, lines, graph->resources.n - resources);
}

void phs_terraform_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    phs_terraform_collect_text_known(graph, path, bytes, NULL);
}

void phs_terraform_collect_text_known(struct phs_graph *graph, const char *path, struct phs_slice bytes,
                                      const struct phs_catalogue *catalogue) {
    struct phs_tf_scan scan;
    bool damaged;
    scan_init(&scan, graph, ".");
    scan.top = "example";
    scan.catalogue = catalogue;
    struct phs_tf_dir *dir = phs_tf_dir_new(&scan, "example");
    phs_remarks_read(graph, path, bytes);
    const struct phs_hcl_body *body = phs_tf_parse_text(&scan, phs_strdup(graph->arena, path), bytes, &damaged);
    dir->damaged = damaged;
    dir->file_count = 1;
    if (body)
        phs_tf_declare(&scan, dir, body, false);
    phs_tf_root_run(&scan, dir, false);
}
