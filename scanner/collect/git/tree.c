/* SPDX-License-Identifier: Apache-2.0 */
/* Lists and reads with libgit2. Owner validation is off because a checkout in a container belongs to somebody else, and nothing
 * here obeys the repository's configuration. */
#include "collect/git/tree.h"

#include <git2/sys/repository.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "collect/git/loose.h"

enum { MOST_FILES = 1000000, DEEPEST = 128, MOST_SENTENCES = 50, SYMLINK = 0120000 };

struct listing {
    struct phs_arena *arena;
    struct phs_tree *tree;
    git_repository *repository;
    bool full;
};

void phs_tree_library_init(void) {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    /* Content is searched, not trusted: hashing it again would halve the speed. */
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

void phs_tree_library_done(void) {
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
    git_libgit2_shutdown();
}

/* Other people's code, carried along in the tree. */
static bool is_bundled(const char *name) {
    static const char *const names[] = {"node_modules", "bower_components", "third_party", "site-packages", "Pods", "vendor"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

bool phs_tree_is_bundled(const char *path) {
    struct phs_slice rest = phs_slice(path), part;
    char name[32];
    while (phs_slice_cut(&rest, '/', &part)) {
        if (rest.len == 0 || part.len >= sizeof name)
            continue;
        memcpy(name, part.ptr, part.len);
        name[part.len] = '\0';
        if (is_bundled(name))
            return true;
    }
    return false;
}

static void gap(struct listing *listing, const char *sentence) {
    if (listing->tree->gaps.n < MOST_SENTENCES)
        PHS_PUSH(listing->arena, listing->tree->gaps, sentence);
}

static void list_entry(struct listing *listing, const git_tree_entry *entry, const char *above, int depth);

static void list_tree(struct listing *listing, const git_oid *id, const char *path, int depth) {
    git_tree *tree = NULL;
    if (depth > DEEPEST) {
        gap(listing, phs_printf(listing->arena, "%s: folders are nested too deeply", path));
        return;
    }
    if (git_tree_lookup(&tree, listing->repository, id) != 0) {
        gap(listing, phs_printf(listing->arena, "%s: the tree object is missing or damaged", *path ? path : "HEAD"));
        return;
    }
    for (size_t i = 0; i < git_tree_entrycount(tree); i++)
        list_entry(listing, git_tree_entry_byindex(tree, i), path, depth);
    git_tree_free(tree);
}

static void list_entry(struct listing *listing, const git_tree_entry *entry, const char *above, int depth) {
    struct phs_tree *tree = listing->tree;
    const char *name = git_tree_entry_name(entry);
    const char *path = phs_printf(listing->arena, "%s%s%s", above, *above ? "/" : "", name);
    git_object_t type = git_tree_entry_type(entry);
    if (tree->files.n >= MOST_FILES) {
        if (!listing->full)
            gap(listing, "the tree has more files than are read");
        listing->full = true;
    } else if (type == GIT_OBJECT_TREE) {
        if (is_bundled(name))
            tree->bundled++;
        else
            list_tree(listing, git_tree_entry_id(entry), path, depth + 1);
    } else if (type == GIT_OBJECT_COMMIT) {
        PHS_PUSH(listing->arena, tree->submodules, path);
    } else if ((git_tree_entry_filemode_raw(entry) & 0170000) != SYMLINK) {
        struct phs_tree_file file = {.path = path, .id = *git_tree_entry_id(entry)};
        PHS_PUSH(listing->arena, tree->files, file);
    }
}

static int by_path(const void *a, const void *b) {
    const struct phs_tree_file *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : y->changed - x->changed;
}

/* A change stands before what it changes. */
static void drop_changed(struct phs_tree *tree) {
    size_t kept = 0;
    for (size_t i = 0; i < tree->files.n; i++)
        if (kept == 0 || strcmp(tree->files.at[kept - 1].path, tree->files.at[i].path) != 0)
            tree->files.at[kept++] = tree->files.at[i];
    tree->files.n = kept;
}

/* "" for the root; NULL: the folder is not below the work tree. A git directory without a configuration counts as bare. */
static const char *prefix_of(struct phs_arena *arena, git_repository *repository, const char *folder) {
    const char *workdir = git_repository_workdir(repository);
    char *real = realpath(folder, NULL), *root = workdir ? realpath(workdir, NULL) : NULL;
    char *own = realpath(git_repository_path(repository), NULL);
    const char *prefix = NULL;
    size_t n = root ? strlen(root) : 0;
    if (!workdir || (real && own && strcmp(real, own) == 0))
        prefix = "";
    else if (real && root && strncmp(real, root, n) == 0 && (real[n] == '/' || real[n] == '\0'))
        prefix = phs_strdup(arena, real[n] ? real + n + 1 : "");
    free(real);
    free(root);
    free(own);
    return prefix;
}

/* Not by git_revparse_single, which leaks the reference in libgit2 1.5 when its object is missing. */
static bool head_tree(git_repository *repository, git_object **ret_tree) {
    git_reference *head = NULL;
    bool found = git_repository_head(&head, repository) == 0 && git_reference_peel(ret_tree, head, GIT_OBJECT_TREE) == 0;
    git_reference_free(head);
    return found;
}

static const char *head_commit(struct phs_arena *arena, git_repository *repository) {
    char hex[GIT_OID_HEXSZ + 1];
    git_reference *head = NULL;
    git_object *commit = NULL;
    bool found = git_repository_head(&head, repository) == 0 && git_reference_peel(&commit, head, GIT_OBJECT_COMMIT) == 0;
    if (found)
        git_oid_tostr(hex, sizeof hex, git_object_id(commit));
    git_object_free(commit);
    git_reference_free(head);
    return found ? phs_strdup(arena, hex) : NULL;
}

/* The tree object that the target stands for; false: there is none at HEAD. */
static bool find_tree(git_repository *repository, const char *prefix, git_oid *ret_id) {
    git_object *head = NULL;
    git_tree_entry *entry = NULL;
    bool found = false;
    if (!head_tree(repository, &head))
        return false;
    if (!*prefix) {
        git_oid_cpy(ret_id, git_object_id(head));
        found = true;
    } else if (git_tree_entry_bypath(&entry, (git_tree *)head, prefix) == 0) {
        git_oid_cpy(ret_id, git_tree_entry_id(entry));
        found = git_tree_entry_type(entry) == GIT_OBJECT_TREE;
        git_tree_entry_free(entry);
    }
    git_object_free(head);
    return found;
}

/* Tracked files as they are about to be committed: staged ones, and changed ones as they lie on the disk. What is not tracked
 * (settings of this machine, built things) was given to nobody, and a file that was only deleted here still is in HEAD. */
static void add_change(struct listing *listing, const git_status_entry *entry, const char *prefix) {
    bool on_disk = entry->status & GIT_STATUS_WT_MODIFIED;
    const git_diff_delta *delta = on_disk ? entry->index_to_workdir : entry->head_to_index;
    size_t skip = *prefix ? strlen(prefix) + 1 : 0;
    const char *path = delta ? delta->new_file.path : NULL;
    if (!path || (skip && (strncmp(path, prefix, skip - 1) != 0 || path[skip - 1] != '/')) ||
        (delta->new_file.mode != GIT_FILEMODE_BLOB && delta->new_file.mode != GIT_FILEMODE_BLOB_EXECUTABLE))
        return;
    struct phs_tree_file file = {
        .path = phs_strdup(listing->arena, path + skip), .id = delta->new_file.id, .on_disk = on_disk, .changed = true};
    PHS_PUSH(listing->arena, listing->tree->files, file);
}

static void list_changes(struct listing *listing, const char *prefix) {
    git_status_options options;
    git_status_list *changes = NULL;
    git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
    options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
    options.flags = GIT_STATUS_OPT_EXCLUDE_SUBMODULES | GIT_STATUS_OPT_NO_REFRESH;
    if (git_repository_is_bare(listing->repository) || git_status_list_new(&changes, listing->repository, &options) != 0)
        return;
    for (size_t i = 0; i < git_status_list_entrycount(changes); i++) {
        const git_status_entry *entry = git_status_byindex(changes, i);
        if (entry->status & (GIT_STATUS_INDEX_NEW | GIT_STATUS_INDEX_MODIFIED | GIT_STATUS_WT_MODIFIED))
            add_change(listing, entry, prefix);
    }
    git_status_list_free(changes);
}

static bool same_place(const char *a, const char *b) {
    char *x = realpath(a, NULL), *y = realpath(b, NULL);
    bool same = x && y && strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}

static bool lies_within(const char *path, const char *folder) {
    char *x = realpath(path, NULL), *y = realpath(folder, NULL);
    size_t n = y ? strlen(y) : 0;
    bool within = x && y && strncmp(x, y, n) == 0 && (x[n] == '/' || x[n] == '\0');
    free(x);
    free(y);
    return within;
}

/* "gitdir" of a further work tree names the ".git" that it belongs to; a submodule names its work tree in its configuration. */
static bool points_back(struct phs_arena *arena, git_repository *repository) {
    struct phs_slice bytes = {0};
    const char *own = git_repository_path(repository), *workdir = git_repository_workdir(repository), *named = NULL;
    git_config *config = NULL, *snapshot = NULL;
    if (phs_file_read(arena, phs_path_join(arena, own, "gitdir"), 1 << 16, &bytes, NULL) == PHS_OK)
        return same_place(phs_slice_dup(arena, phs_slice_trim(bytes)), phs_path_join(arena, workdir, ".git"));
    bool back = git_repository_config(&config, repository) == 0 && git_config_snapshot(&snapshot, config) == 0 &&
                git_config_get_string(&named, snapshot, "core.worktree") == 0 &&
                same_place(*named == '/' ? named : phs_path_join(arena, own, named), workdir);
    git_config_free(snapshot);
    git_config_free(config);
    return back;
}

/* A ".git" that leads elsewhere is followed only to where somebody other than this folder says that the two belong together. */
static bool is_own(struct phs_arena *arena, git_repository *repository) {
    const char *workdir = git_repository_workdir(repository), *own = git_repository_path(repository);
    const char *common = git_repository_commondir(repository);
    if (workdir && !lies_within(own, workdir))
        return points_back(arena, repository);
    return lies_within(common, workdir ? workdir : own);
}

/* Objects of this repository and of no other: libgit2 would follow objects/info/alternates. */
static bool keep_inside(git_repository *repository, const char *git_dir) {
    git_odb *odb = phs_odb_open(git_dir, true);
    bool set = odb && git_repository_set_odb(repository, odb) == 0;
    git_odb_free(odb);
    return set;
}

/* "https://user:word@host:1/path", "ssh://host/path", "git@host:path"; a folder has none. Only the host is kept: people put
 * passwords in front of it. */
static struct phs_slice host_of(const char *url) {
    struct phs_slice rest = phs_slice(url), host;
    size_t scheme = phs_slice_find(rest, PHS_SLICE("://"));
    size_t colon = phs_slice_find(rest, PHS_SLICE(":")), slash = phs_slice_find(rest, PHS_SLICE("/"));
    if (scheme != (size_t)-1)
        rest = phs_slice_n(rest.ptr + scheme + 3, rest.len - scheme - 3);
    else if (colon == (size_t)-1 || colon < 2 || slash < colon)
        return phs_slice_n("", 0);
    if (!phs_slice_cut(&rest, '/', &host))
        return phs_slice_n("", 0);
    const char *at = memrchr(host.ptr, '@', host.len);
    if (at)
        host = phs_slice_n(at + 1, host.len - (size_t)(at + 1 - host.ptr));
    struct phs_slice name = host;
    phs_slice_cut(&name, ':', &host);
    return host;
}

static void add_host(struct listing *listing, const char *url) {
    struct phs_slice host = url ? host_of(url) : phs_slice_n("", 0);
    bool known = host.len == 0;
    for (size_t k = 0; k < listing->tree->hosts.n; k++)
        known |= phs_slice_is(host, listing->tree->hosts.at[k]);
    if (!known)
        PHS_PUSH(listing->arena, listing->tree->hosts, phs_slice_dup(listing->arena, host));
}

/* From the configuration itself: git_remote_list of libgit2 1.5 leaks what its expression matched. */
static void list_hosts(struct listing *listing) {
    enum { MOST_REMOTES = 100 };
    git_config *config = NULL;
    git_config_iterator *entries = NULL;
    git_config_entry *entry;
    size_t remotes = 0;
    if (git_repository_config_snapshot(&config, listing->repository) == 0 && git_config_iterator_new(&entries, config) == 0)
        while (remotes < MOST_REMOTES && git_config_next(&entry, entries) == 0)
            if (strncmp(entry->name, "remote.", 7) == 0 && phs_slice_ends(phs_slice(entry->name), ".url")) {
                add_host(listing, entry->value);
                remotes++;
            }
    git_config_iterator_free(entries);
    git_config_free(config);
}

static bool holds(const char *folder, const char *name) {
    char path[PATH_MAX];
    struct stat info;
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    return n < 0 || (size_t)n >= sizeof path || lstat(path, &info) == 0;
}

bool phs_tree_may_have_git(const char *folder) {
    char path[PATH_MAX];
    if (!realpath(folder, path))
        return true; /* whoever opens it says why it cannot be */
    for (;;) {
        char *slash = strrchr(path, '/');
        if (holds(path, ".git") || holds(path, "HEAD"))
            return true;
        if (!slash || !*path)
            return false;
        *slash = '\0';
    }
}

static bool list_head(struct phs_arena *arena, const char *folder, struct phs_tree *tree) {
    struct listing listing = {.arena = arena, .tree = tree};
    git_oid id;
    if (!phs_tree_may_have_git(folder) || git_repository_open_ext(&listing.repository, folder, 0, NULL) != 0)
        return false;
    const char *git_dir = phs_strdup(arena, git_repository_commondir(listing.repository));
    if (!is_own(arena, listing.repository) || !keep_inside(listing.repository, git_dir)) {
        gap(&listing, "its git directory lies outside and does not point back: refused, the folder was read instead");
        git_repository_free(listing.repository);
        return false;
    }
    const char *prefix = prefix_of(arena, listing.repository, folder);
    tree->git_dir = prefix ? git_dir : NULL;
    list_hosts(&listing);
    if (prefix && find_tree(listing.repository, prefix, &id)) {
        tree->git = true;
        tree->head = head_commit(arena, listing.repository);
        tree->whole = !*prefix;
        list_tree(&listing, &id, "", 0);
        list_changes(&listing, prefix);
    } else if (prefix && !*prefix) {
        tree->whole = true;
        if (git_repository_head_unborn(listing.repository) == 1)
            PHS_PUSH(arena, tree->notes, "HEAD has no commit yet: the folder was read instead");
        else
            gap(&listing, "HEAD could not be read: the folder was read instead");
    }
    git_repository_free(listing.repository);
    return tree->git;
}

static bool enters(void *user, const char *path) {
    struct phs_tree *tree = user;
    const char *name = phs_path_base(path);
    if (is_bundled(name))
        tree->bundled++;
    return strcmp(name, ".git") != 0 && !is_bundled(name);
}

static enum phs_code list_folder(struct phs_arena *arena, const char *folder, struct phs_tree *tree, struct phs_err *err) {
    const struct phs_walk_options options = {.enter = enters, .user = tree};
    struct phs_walk walk = {0};
    enum phs_code code = phs_walk(arena, folder, &options, &walk, err);
    for (size_t i = 0; i < walk.files.n; i++)
        PHS_PUSH(arena, tree->files, (struct phs_tree_file){.path = walk.files.at[i].path});
    for (size_t i = 0; i < walk.skipped.n && i < MOST_SENTENCES; i++)
        PHS_PUSH(arena, tree->notes, walk.skipped.at[i]);
    return code;
}

enum phs_code phs_tree_list(struct phs_arena *arena, const char *folder, struct phs_tree *ret_tree, struct phs_err *err) {
    *ret_tree = (struct phs_tree){.folder = folder};
    if (!list_head(arena, folder, ret_tree)) {
        enum phs_code code = list_folder(arena, folder, ret_tree, err);
        if (code != PHS_OK)
            return code;
    }
    if (ret_tree->files.n)
        qsort(ret_tree->files.at, ret_tree->files.n, sizeof *ret_tree->files.at, by_path);
    drop_changed(ret_tree);
    return PHS_OK;
}

void phs_tree_reader_open(struct phs_tree_reader *reader, const struct phs_tree *tree) {
    *reader = (struct phs_tree_reader){.tree = tree};
    if (tree->git)
        reader->odb = phs_odb_open(tree->git_dir, true);
}

void phs_tree_reader_close(struct phs_tree_reader *reader) {
    if (reader->object)
        git_odb_object_free(reader->object);
    if (reader->odb)
        git_odb_free(reader->odb);
    *reader = (struct phs_tree_reader){0};
}

static enum phs_tree_outcome read_blob(struct phs_tree_reader *reader, const struct phs_tree_file *file, size_t limit,
                                       struct phs_slice *ret_bytes) {
    size_t size;
    git_object_t type;
    git_odb_object_free(reader->object);
    reader->object = NULL;
    if (!reader->odb || git_odb_read_header(&size, &type, reader->odb, &file->id) != 0 || type != GIT_OBJECT_BLOB)
        return PHS_TREE_MISSING;
    if (size > limit)
        return PHS_TREE_TOO_LARGE;
    if (git_odb_read(&reader->object, reader->odb, &file->id) != 0)
        return PHS_TREE_MISSING;
    *ret_bytes = phs_slice_n(git_odb_object_data(reader->object), git_odb_object_size(reader->object));
    return PHS_TREE_READ;
}

enum phs_tree_outcome phs_tree_read(struct phs_tree_reader *reader, struct phs_arena *scratch, const struct phs_tree_file *file,
                                    size_t limit, struct phs_slice *ret_bytes) {
    if (reader->tree->git && !file->on_disk)
        return read_blob(reader, file, limit, ret_bytes);
    enum phs_code code =
        phs_file_read(scratch, phs_path_join(scratch, reader->tree->folder, file->path), limit, ret_bytes, NULL);
    return code == PHS_OK ? PHS_TREE_READ : code == PHS_E_LIMIT ? PHS_TREE_TOO_LARGE : PHS_TREE_MISSING;
}
