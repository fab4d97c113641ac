/* SPDX-License-Identifier: Apache-2.0 */
/* Walking a tree that may be hostile: folders are opened one below the other without following links, so that a folder that is
 * swapped for a link meanwhile leads nowhere. Names are sorted before they are used, so every bound cuts at the same place. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/file.h"

enum { DEFAULT_FILES = 1000000, DEFAULT_DEPTH = 64, MOST_NAMES = 2000000, MOST_SKIPPED = 1000, LONGEST_SENTENCE = 8192 };

struct name {
    const char *text; /* folders end in '/', so that sorting names sorts paths */
    mode_t mode;
    uint64_t size;
};

struct names {
    PHS_VEC(struct name) list;
};

struct walking {
    struct phs_arena *arena, *scratch;
    const struct phs_walk_options *options;
    size_t max_files;
    int max_depth;
    const char *root;      /* as given */
    const char *real_root; /* resolved, ends in '/' */
    struct phs_walk *walk;
    bool full;
};

static void leave_out(struct walking *w, const char *path, const char *why, bool link) {
    if (w->walk->skipped.n > MOST_SKIPPED)
        return;
    PHS_PUSH(w->arena, w->walk->left_out, (struct phs_walk_skip){phs_strdup(w->arena, path), phs_strdup(w->arena, why), link});
    if (w->walk->skipped.n == MOST_SKIPPED) {
        PHS_PUSH(w->arena, w->walk->skipped, "more was left out than is listed here");
        return;
    }
    struct phs_buf safe;
    phs_buf_init(&safe, LONGEST_SENTENCE);
    phs_escape_terminal(&safe, phs_slice(path));
    PHS_PUSH(w->arena, w->walk->skipped, phs_printf(w->arena, "%s: %s", phs_buf_text(&safe), why));
    phs_buf_done(&safe);
}

static void skip(struct walking *w, const char *path, const char *why) {
    leave_out(w, path, why, false);
}

static void keep(struct walking *w, const char *path, uint64_t size) {
    if (w->walk->files.n == w->max_files) {
        w->full = true;
        skip(w, path, phs_printf(w->scratch, "this file and those behind it: more than %zu files", w->max_files));
        return;
    }
    PHS_PUSH(w->arena, w->walk->files, (struct phs_walk_entry){phs_strdup(w->arena, path), size});
}

/* NULL when the link ends at a regular file inside the root; otherwise why it is left out. */
static const char *refused_link(struct walking *w, const char *path, uint64_t *ret_size) {
    char target[PATH_MAX];
    struct stat status;
    if (!realpath(phs_printf(w->scratch, "%s/%s", w->root, path), target))
        return errno == ELOOP ? "a symbolic link that goes round in circles" : "a symbolic link that leads nowhere";
    if (strncmp(target, w->real_root, strlen(w->real_root)) != 0)
        return "a symbolic link that leads out of the root";
    if (stat(target, &status) != 0)
        return "a symbolic link that leads nowhere";
    if (S_ISDIR(status.st_mode))
        return "a symbolic link to a folder";
    if (!S_ISREG(status.st_mode))
        return "a symbolic link to what is no regular file";
    *ret_size = (uint64_t)status.st_size;
    return NULL;
}

static void visit_link(struct walking *w, const char *path) {
    uint64_t size = 0;
    const char *why = refused_link(w, path, &size);
    if (why)
        leave_out(w, path, why, true);
    else
        keep(w, path, size);
}

static bool is_entered(const struct walking *w, const char *path) {
    if (w->options && w->options->enter)
        return w->options->enter(w->options->user, path);
    return strcmp(phs_path_base(path), ".git") != 0;
}

static int by_text(const void *a, const void *b) {
    return strcmp(((const struct name *)a)->text, ((const struct name *)b)->text);
}

static void add_name(struct walking *w, int dir, const char *text, const char *path, struct names *into) {
    struct stat status;
    if (fstatat(dir, text, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        skip(w, phs_path_join(w->scratch, path, text), strerror(errno));
        return;
    }
    struct name name = {.mode = status.st_mode, .size = (uint64_t)status.st_size};
    name.text = S_ISDIR(status.st_mode) ? phs_printf(w->scratch, "%s/", text) : phs_strdup(w->scratch, text);
    PHS_PUSH(w->scratch, into->list, name);
}

/* False when the folder cannot be read; what was left out is said. */
static bool list_folder(struct walking *w, int fd, const char *path, struct names *into) {
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    DIR *dir = copy >= 0 ? fdopendir(copy) : NULL;
    if (!dir) {
        if (copy >= 0)
            close(copy);
        skip(w, *path ? path : ".", strerror(errno));
        return false;
    }
    for (struct dirent *entry; into->list.n < MOST_NAMES && (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            add_name(w, fd, entry->d_name, path, into);
    }
    closedir(dir);
    if (into->list.n == MOST_NAMES) {
        skip(w, *path ? path : ".", "a folder with too many entries");
        return false;
    }
    if (into->list.n > 0)
        qsort(into->list.at, into->list.n, sizeof *into->list.at, by_text);
    return true;
}

static void walk_folder(struct walking *w, int fd, const char *path, int depth);

static void enter_folder(struct walking *w, int parent, const char *path, int depth) {
    if (!is_entered(w, path))
        return;
    if (depth > w->max_depth) {
        skip(w, path, phs_printf(w->scratch, "folders nested deeper than %d", w->max_depth));
        return;
    }
    /* Without the slash behind it: "name/" would follow a link in spite of O_NOFOLLOW. */
    int fd = openat(parent, phs_path_base(path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        skip(w, path, strerror(errno));
        return;
    }
    walk_folder(w, fd, path, depth);
    close(fd);
}

static void visit(struct walking *w, int fd, const struct name *name, const char *path, int depth) {
    if (S_ISDIR(name->mode))
        enter_folder(w, fd, path, depth + 1);
    else if (S_ISREG(name->mode))
        keep(w, path, name->size);
    else if (S_ISLNK(name->mode))
        visit_link(w, path);
    else
        leave_out(w, path, "neither a file nor a folder", true);
}

static void walk_folder(struct walking *w, int fd, const char *path, int depth) {
    struct names names = {0};
    if (!list_folder(w, fd, path, &names))
        return;
    for (size_t i = 0; i < names.list.n && !w->full; i++)
        visit(w, fd, &names.list.at[i], phs_path_join(w->scratch, path, names.list.at[i].text), depth);
}

enum phs_code phs_walk(struct phs_arena *arena, const char *root, const struct phs_walk_options *options,
                       struct phs_walk *ret_walk, struct phs_err *err) {
    char real[PATH_MAX];
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 && errno == ENOTDIR && phs_is_file(root))
        return phs_fail(err, PHS_E_INPUT, "%s: a file, not a folder", root);
    if (fd < 0 || !realpath(root, real)) {
        enum phs_code code = errno == ENOENT || errno == ENOTDIR ? PHS_E_MISSING : PHS_E_IO;
        phs_fail(err, code, "%s: cannot be read: %s", root, strerror(errno));
        if (fd >= 0)
            close(fd);
        return code;
    }
    struct phs_walk walk = {0};
    struct walking w = {.arena = arena, .scratch = phs_arena_new(), .options = options, .root = root, .walk = &walk};
    w.max_files = options && options->max_files ? options->max_files : DEFAULT_FILES;
    w.max_depth = options && options->max_depth ? options->max_depth : DEFAULT_DEPTH;
    w.real_root = phs_printf(w.scratch, "%s/", strcmp(real, "/") == 0 ? "" : real);
    walk_folder(&w, fd, "", 0);
    close(fd);
    phs_arena_free(w.scratch);
    *ret_walk = walk;
    return PHS_OK;
}
