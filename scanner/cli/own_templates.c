/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a folder of templates, bounded and without leaving it. */
#include "cli/own_templates.h"

#include "base/file.h"

enum { MOST_FILES = 200, MOST_BYTES = 1 << 20 };

static bool is_template(const char *path) {
    struct phs_slice name = phs_slice(path);
    return phs_slice_ends(name, ".html") || phs_slice_ends(name, ".md") || phs_slice_ends(name, ".css");
}

enum phs_code phs_own_templates_read(struct phs_arena *arena, const char *folder, struct phs_map *ret_files,
                                     struct phs_err *err) {
    struct phs_walk_options options = {.max_files = MOST_FILES, .max_depth = 4};
    struct phs_walk walk = {0};
    struct phs_map files;
    size_t count = 0;
    if (!phs_is_dir(folder))
        return phs_fail(err, PHS_E_USAGE, "%s: no such folder of templates", folder);
    enum phs_code code = phs_walk(arena, folder, &options, &walk, err);
    phs_map_init(&files, arena);
    for (size_t i = 0; code == PHS_OK && i < walk.files.n; i++) {
        struct phs_slice *text = PHS_NEW(arena, struct phs_slice);
        if (!is_template(walk.files.at[i].path))
            continue;
        code = phs_file_read_in(arena, folder, walk.files.at[i].path, MOST_BYTES, text, err);
        phs_map_puts(&files, walk.files.at[i].path, text);
        count++;
    }
    if (code == PHS_OK && count == 0)
        code = phs_fail(err, PHS_E_USAGE, "%s holds no template (.html, .md or .css).", folder);
    if (code == PHS_OK)
        *ret_files = files;
    return code;
}
