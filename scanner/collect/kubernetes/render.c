/* SPDX-License-Identifier: Apache-2.0 */
/* Which folders are charts and overlays, and what their programs make of them. Templates are programs of somebody else, but
 * those of Helm can neither run nor reach anything; hooks are shown and not run, plugins are off, nothing is fetched. */
#include "collect/kubernetes/render.h"

#include "collect/kubernetes/kubernetes.h"
#include "collect/kubernetes/parts.h"
#include "collect/kubernetes/program.h"
#include "parse/yaml.h"

enum { MOST_RENDERED = 64, MOST_BYTES = 1 << 20, MOST_DEPTH = 16 };

struct folders {
    struct phs_rendering *rendering;
    const struct phs_walk *walk;
    struct phs_arena *arena; /* the graph's */
    struct phs_map charts;   /* folder -> any */
    struct phs_map overlays; /* folder -> struct overlay * */
    size_t rendered;
};

struct overlay {
    const char *folder, *file;   /* from the scan's folder */
    PHS_VEC(const char *) parts; /* files and folders that it takes */
    bool changes;                /* more than a list of manifests */
    bool taken;                  /* by another one */
    bool fetches;                /* names something on the network */
};

static const char *shown_path(const struct folders *folders, const char *path) {
    return phs_path_clean(folders->arena, phs_path_join(folders->arena, folders->rendering->shown, path));
}

static bool lies_below(const char *path, const char *folder) {
    size_t n = strlen(folder);
    if (strcmp(folder, ".") == 0)
        return true;
    return strncmp(path, folder, n) == 0 && path[n] == '/';
}

static void cover(struct folders *folders, const char *kind, const char *what, enum phs_read_state state, const char *reason) {
    phs_graph_cover(folders->rendering->graph, kind, what, state, false, reason, (struct phs_place){0});
}

/* Helm follows links wherever they lead. */
static bool leads_out(const struct folders *folders, const char *folder) {
    for (size_t i = 0; i < folders->walk->left_out.n; i++)
        if (folders->walk->left_out.at[i].link && lies_below(shown_path(folders, folders->walk->left_out.at[i].path), folder))
            return true;
    return false;
}

static void mark_done(struct folders *folders, const char *folder) {
    for (size_t i = 0; i < folders->walk->files.n; i++) {
        const char *shown = shown_path(folders, folders->walk->files.at[i].path);
        if (lies_below(shown, folder))
            phs_map_puts(folders->rendering->done, shown, folders);
    }
}

/* Helm writes in front of each document which template it comes of; that file is where a person looks. */
static const char *source_of(const struct folders *folders, const char *folder, struct phs_slice document) {
    size_t at = phs_slice_find(document, PHS_SLICE("# Source: "));
    if (at == (size_t)-1)
        return folder;
    struct phs_slice rest = phs_slice_n(document.ptr + at + 10, document.len - at - 10);
    const char *end = memchr(rest.ptr, '\n', rest.len), *slash = memchr(rest.ptr, '/', rest.len);
    if (!end || !slash || slash > end)
        return folder;
    return phs_path_clean(folders->arena,
                          phs_path_join(folders->arena, folder,
                                        phs_slice_dup(folders->arena, phs_slice_n(slash + 1, (size_t)(end - slash - 1)))));
}

static size_t read_document(struct folders *folders, const char *root, const char *folder, struct phs_slice document) {
    struct phs_rendering *rendering = folders->rendering;
    const struct phs_kubernetes_file file = {rendering->graph, root, rendering->environment,
                                             source_of(folders, folder, document)};
    return phs_kubernetes_read(&file, document);
}

static size_t read_rendered(struct folders *folders, const char *root, const char *folder, struct phs_slice text) {
    size_t added = 0;
    while (text.len) {
        size_t next = phs_slice_find(phs_slice_n(text.ptr + 1, text.len - 1), PHS_SLICE("\n---\n"));
        size_t n = next == (size_t)-1 ? text.len : next + 2;
        added += read_document(folders, root, folder, phs_slice_n(text.ptr, n));
        text = phs_slice_n(text.ptr + n, text.len - n);
    }
    return added;
}

/* True when the folder was rendered and read. */
static bool render(struct folders *folders, const char *kind, const char *name, const char *folder, const char *const *argv) {
    struct phs_slice text = {0};
    struct phs_err err = {0};
    if (++folders->rendered > MOST_RENDERED) {
        cover(folders, kind, folder, PHS_NOT_READ,
              phs_printf(folders->arena, "not rendered: more than %d of them", MOST_RENDERED));
        return false;
    }
    if (phs_program_run(folders->arena, argv, &text, &err) != PHS_OK) {
        cover(folders, kind, folder, PHS_NOT_READ, phs_printf(folders->arena, "not rendered: %s", err.text));
        return false;
    }
    size_t added = read_rendered(folders, folder, folder, text);
    folders->rendering->files += added > 0;
    folders->rendering->resources += added;
    phs_graph_cover(folders->rendering->graph, kind, folder, PHS_READ, false,
                    phs_printf(folders->arena, "rendered by %s; lines are those of the rendered text", name),
                    (struct phs_place){0})
        ->items = added;
    return true;
}

static const char *absolute(const struct folders *folders, const char *folder) {
    const char *path = phs_path_join(folders->arena, folders->rendering->folder, folder);
    char *real = realpath(path, NULL);
    const char *kept = real ? phs_strdup(folders->arena, real) : NULL;
    free(real);
    return kept;
}

static bool is_part_of_a_chart(const struct folders *folders, const char *folder) {
    for (const char *up = phs_path_dir(folders->arena, folder); strcmp(up, ".") != 0 && *up && strcmp(up, "/") != 0;
         up = phs_path_dir(folders->arena, up))
        if (phs_map_gets(&folders->charts, up))
            return true;
    return phs_map_gets(&folders->charts, ".") && strcmp(folder, ".") != 0;
}

static void render_chart(struct folders *folders, const char *folder) {
    const char *helm = phs_program_find(folders->arena, "helm", folders->rendering->folder);
    const char *path = absolute(folders, folder);
    if (!helm)
        cover(folders, "chart", folder, PHS_NOT_READ,
              "not rendered: the program helm is not on PATH; templates that are manifests as they stand were read");
    else if (leads_out(folders, folder))
        cover(folders, "chart", folder, PHS_NOT_READ, "not rendered: a symbolic link in it leads elsewhere");
    else if (path) {
        const char *const argv[] = {helm, "template", "phiscope", path, "--include-crds", NULL};
        if (render(folders, "chart", "helm", folder, argv))
            mark_done(folders, folder);
    }
}

static void render_charts(struct folders *folders) {
    PHS_VEC(const char *) found = {0};
    for (size_t i = 0; i < folders->walk->files.n; i++) {
        const char *shown = shown_path(folders, folders->walk->files.at[i].path);
        if (strcmp(phs_path_base(shown), "Chart.yaml") != 0)
            continue;
        const char *folder = phs_path_dir(folders->arena, shown);
        PHS_PUSH(folders->arena, found, folder);
        phs_map_puts(&folders->charts, folder, folders);
    }
    for (size_t i = 0; i < found.n; i++)
        if (!is_part_of_a_chart(folders, found.at[i]))
            render_chart(folders, found.at[i]);
}

static bool is_remote(struct phs_slice text) {
    return phs_slice_find(text, PHS_SLICE("://")) != (size_t)-1 || phs_slice_find(text, PHS_SLICE("?ref=")) != (size_t)-1 ||
           phs_slice_find(text, PHS_SLICE("git@")) != (size_t)-1 || phs_slice_starts(text, "github.com/") ||
           phs_slice_starts(text, "gitlab.com/") || phs_slice_starts(text, "bitbucket.org/");
}

static bool changes_something(const struct phs_value *value) {
    static const char *const plain[] = {"apiVersion", "kind", "metadata", "resources", "bases"};
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
            known |= phs_slice_is(value->map.at[i].key, plain[k]);
        if (!known)
            return true;
    }
    return false;
}

static void add_overlay(struct folders *folders, const char *shown) {
    static const struct phs_yaml_options options = {
        .typing_1_1 = true, .allow_duplicates = true, .max_bytes = MOST_BYTES, .max_depth = PHS_KUBERNETES_MAX_DEPTH};
    static const char *const lists[] = {"resources", "bases", "components"};
    const struct phs_value *value = NULL;
    struct phs_slice bytes;
    struct overlay *overlay = PHS_NEW(folders->arena, struct overlay);
    *overlay = (struct overlay){.folder = phs_path_dir(folders->arena, shown), .file = shown};
    if (phs_file_read_in(folders->arena, folders->rendering->folder, shown, MOST_BYTES, &bytes, NULL) != PHS_OK ||
        phs_yaml_parse_one(folders->arena, NULL, bytes, &options, &value, NULL) != PHS_OK || !phs_is(value, PHS_MAP))
        return;
    overlay->changes = changes_something(value);
    overlay->fetches = is_remote(bytes) && phs_get(value, "helmCharts");
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        const struct phs_value *list = phs_get(value, lists[l]);
        for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
            struct phs_slice part = phs_text(list->list.at[i]);
            overlay->fetches |= is_remote(part);
            if (part.len && !is_remote(part))
                PHS_PUSH(folders->arena, overlay->parts,
                         phs_path_clean(folders->arena,
                                        phs_path_join(folders->arena, overlay->folder, phs_slice_dup(folders->arena, part))));
        }
    }
    phs_map_puts(&folders->overlays, overlay->folder, overlay);
}

static bool fetches(const struct folders *folders, const struct overlay *overlay, int depth) {
    if (overlay->fetches || depth > MOST_DEPTH)
        return true;
    for (size_t i = 0; i < overlay->parts.n; i++) {
        const struct overlay *below = phs_map_gets(&folders->overlays, overlay->parts.at[i]);
        if (strncmp(overlay->parts.at[i], "..", 2) == 0 || *overlay->parts.at[i] == '/' ||
            (below && below != overlay && fetches(folders, below, depth + 1)))
            return true;
    }
    return false;
}

/* Nothing of it is read again: it stands in what came out. */
static void mark_taken(struct folders *folders, const struct overlay *overlay, int depth) {
    phs_map_puts(folders->rendering->done, overlay->file, folders);
    for (size_t i = 0; i < overlay->parts.n && depth <= MOST_DEPTH; i++) {
        const struct overlay *below = phs_map_gets(&folders->overlays, overlay->parts.at[i]);
        phs_map_puts(folders->rendering->done, overlay->parts.at[i], folders);
        if (below && below != overlay)
            mark_taken(folders, below, depth + 1);
    }
}

static void render_overlay(struct folders *folders, const struct overlay *overlay) {
    const char *kustomize = phs_program_find(folders->arena, "kustomize", folders->rendering->folder);
    const char *path = absolute(folders, overlay->folder);
    if (!overlay->changes)
        return;
    if (!kustomize)
        cover(folders, "kustomization", overlay->folder, PHS_NOT_READ,
              "not rendered: the program kustomize is not on PATH; manifests were read as they are, without what it changes");
    else if (fetches(folders, overlay, 0))
        cover(folders, "kustomization", overlay->folder, PHS_NOT_READ,
              "not rendered: it takes parts from the network or from outside of the folder, and these are not fetched");
    else if (path) {
        const char *const argv[] = {kustomize, "build", path, NULL};
        if (render(folders, "kustomization", "kustomize", overlay->folder, argv))
            mark_taken(folders, overlay, 0);
    }
}

static void render_overlays(struct folders *folders) {
    PHS_VEC(struct overlay *) found = {0};
    for (size_t i = 0; i < folders->walk->files.n; i++) {
        const char *shown = shown_path(folders, folders->walk->files.at[i].path);
        struct phs_slice name = phs_slice(phs_path_base(shown));
        if (phs_slice_is(name, "kustomization.yaml") || phs_slice_is(name, "kustomization.yml") ||
            phs_slice_is(name, "Kustomization"))
            add_overlay(folders, shown);
        struct overlay *overlay = phs_map_gets(&folders->overlays, phs_path_dir(folders->arena, shown));
        if (overlay && strcmp(overlay->file, shown) == 0)
            PHS_PUSH(folders->arena, found, overlay);
    }
    for (size_t i = 0; i < found.n; i++)
        for (size_t k = 0; k < found.at[i]->parts.n; k++) {
            struct overlay *below = phs_map_gets(&folders->overlays, found.at[i]->parts.at[k]);
            if (below && below != found.at[i])
                below->taken = true;
        }
    for (size_t i = 0; i < found.n; i++)
        if (!found.at[i]->taken)
            render_overlay(folders, found.at[i]);
}

void phs_kubernetes_render(struct phs_rendering *rendering, const struct phs_walk *walk) {
    struct folders folders = {.rendering = rendering, .walk = walk, .arena = rendering->graph->arena};
    phs_map_init(&folders.charts, folders.arena);
    phs_map_init(&folders.overlays, folders.arena);
    render_charts(&folders);
    render_overlays(&folders);
}
