/* SPDX-License-Identifier: Apache-2.0 */
/* Which writer a format has, and where in its repository a scan took place: that is what code hosts want paths from. */
#include "cli/exports.h"

#include <sys/stat.h>

#include "base/file.h"

static bool has_git(struct phs_arena *arena, const char *folder) {
    struct stat found;
    return lstat(phs_path_join(arena, folder, ".git"), &found) == 0; /* a file in worktrees and submodules */
}

/* "examples/scribe" below the nearest folder with a .git; "" when there is none. */
static const char *below_the_root(struct phs_arena *arena, const char *folder) {
    char *real = realpath(folder, NULL);
    if (!real)
        return "";
    const char *here = phs_strdup(arena, real), *prefix = "";
    free(real);
    for (const char *root = here; strcmp(root, "/") != 0; root = phs_path_dir(arena, root))
        if (has_git(arena, root)) {
            prefix = here + strlen(root) + (here[strlen(root)] == '/');
            break;
        }
    return prefix;
}

bool phs_export_write(struct phs_buf *out, const char *format, const char *folder, struct phs_export *export) {
    static const struct {
        const char *format;
        void (*write)(struct phs_buf *out, const struct phs_export *export);
    } writers[] = {{"sarif", phs_sarif_write},
                   {"junit", phs_junit_write},
                   {"github", phs_annotations_write},
                   {"markdown", phs_summary_markdown_write}};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (strcmp(writers[i].format, format) == 0) {
            export->prefix = below_the_root(export->arena, folder);
            writers[i].write(out, export);
            return true;
        }
    return false;
}
