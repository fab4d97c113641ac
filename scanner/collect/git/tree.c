/* SPDX-License-Identifier: Apache-2.0 */
/* Lists the tree of HEAD with libgit2, or the folder where there is none. */
#include "collect/git/tree.h"

#include <stdlib.h>
#include <unistd.h>

#include "collect/git/open.h"
#include "collect/git/tree_parts.h"

enum {
    MOST_FILES = 1000000,
    MOST_FOLDERS = 1000000,
    MOST_VISITS = 1000,
    MOST_PATH_BYTES = 512 << 20,
    DEEPEST = 128,
    MOST_SENTENCES = 50,
    SYMLINK = 0120000,
    LONGEST_LINK = 4096
};

static bool is_named(struct phs_slice name, const char *const *names) {
    for (; *names; names++)
        if (phs_slice_is(name, *names))
            return true;
    return false;
}

static const char *const whole[] = {"node_modules", "bower_components", "site-packages", "Pods", NULL};
static const char *const of_vendors[] = {"third_party", "vendor", NULL};

/* Data, not a program or what describes one. */
static bool is_data(struct phs_slice name) {
    static const char ends[] = "|xml|ndjson|csv|tsv|psv|txt|hl7|x12|edi|sql|dat|log|eml|pem|key|env|";
    static const char *const manifests[] = {"LICENSE.txt",      "license.txt", "modules.txt",
                                            "requirements.txt", "README.txt",  NULL};
    const char *dot = name.len ? memrchr(name.ptr, '.', name.len) : NULL;
    char word[10] = "|";
    size_t n = dot ? (size_t)(name.ptr + name.len - dot - 1) : 0;
    if (n == 0 || n > 7 || is_named(name, manifests))
        return false;
    memcpy(word + 1, dot + 1, n);
    word[n + 1] = '|';
    return strstr(ends, word) != NULL;
}

/* Other people's code, carried along in the tree. Folders that are called after vendors hold what is about those vendors as
 * often: what stands in them is searched, of the folders within what is data, and nothing below. */
bool phs_tree_is_bundled(const char *path) {
    struct phs_slice rest = phs_slice(path), part, above = PHS_SLICE("");
    while (phs_slice_cut(&rest, '/', &part) && rest.len > 0) {
        if (is_named(part, whole))
            return true;
        if (is_named(above, of_vendors))
            return memchr(rest.ptr, '/', rest.len) || !is_data(rest);
        above = part;
    }
    return false;
}

static bool is_bundled_folder(const char *path) {
    struct phs_slice rest = phs_slice(path), part, above = PHS_SLICE("");
    while (phs_slice_cut(&rest, '/', &part)) {
        if (is_named(part, whole) || (is_named(above, of_vendors) && rest.len > 0))
            return true;
        above = part;
    }
    return false;
}

/* Counts the folder of the file, once. */
static void count_bundled(struct phs_tree *tree, const char *path, const char **last) {
    size_t n = (size_t)(phs_path_base(path) - path);
    if (!*last || strncmp(*last, path, n) != 0 || strchr(*last + n, '/'))
        tree->bundled++;
    *last = path;
}

void phs_listing_gap(struct phs_listing *listing, const char *sentence) {
    if (listing->tree->gaps.n < MOST_SENTENCES)
        PHS_PUSH(listing->arena, listing->tree->gaps, sentence);
}

static void list_entry(struct phs_listing *listing, const git_tree_entry *entry, const char *above, int depth);

/* A few objects that name each other can stand for more files than there are atoms. No tree that people made is in a repository
 * a thousand times over. */
static bool is_listed_again(struct phs_listing *listing, const git_oid *id) {
    struct phs_slice key = phs_slice_n((const char *)id->id, sizeof id->id);
    size_t *visits = phs_map_get(&listing->visits, key);
    if (!visits) {
        visits = PHS_NEW(listing->arena, size_t);
        phs_map_put(&listing->visits, phs_slice_n(phs_slice_dup(listing->arena, key), key.len), visits);
    }
    if (++*visits <= MOST_VISITS)
        return false;
    if (!listing->repeats)
        phs_listing_gap(listing, "the same folder is in the tree more than a thousand times: not listed again");
    return listing->repeats = true;
}

static bool has_room(struct phs_listing *listing, const char *path) {
    listing->path_bytes += strlen(path) + 1;
    if (listing->tree->files.n < MOST_FILES && listing->folders < MOST_FOLDERS && listing->path_bytes < MOST_PATH_BYTES)
        return true;
    if (!listing->full)
        phs_listing_gap(listing, "the tree has more files than are read");
    listing->full = true;
    return false;
}

static void list_tree(struct phs_listing *listing, const git_oid *id, const char *path, int depth) {
    git_tree *tree = NULL;
    listing->folders++;
    if (is_listed_again(listing, id))
        return;
    if (depth > DEEPEST) {
        phs_listing_gap(listing, phs_printf(listing->arena, "%s: folders are nested too deeply", path));
        return;
    }
    if (git_tree_lookup(&tree, listing->repository, id) != 0) {
        phs_listing_gap(listing,
                        phs_printf(listing->arena, "%s: the tree object is missing or damaged", *path ? path : "HEAD"));
        return;
    }
    for (size_t i = 0; i < git_tree_entrycount(tree) && !listing->full; i++)
        list_entry(listing, git_tree_entry_byindex(tree, i), path, depth);
    git_tree_free(tree);
}

/* git-annex keeps a file as a link to where its content would be. */
static bool leads_to_annex(struct phs_listing *listing, const git_oid *id) {
    git_blob *link = NULL;
    bool leads = git_blob_lookup(&link, listing->repository, id) == 0 && git_blob_rawsize(link) < LONGEST_LINK &&
                 memmem(git_blob_rawcontent(link), (size_t)git_blob_rawsize(link), "annex/objects/", 14) != NULL;
    git_blob_free(link);
    return leads;
}

static void list_entry(struct phs_listing *listing, const git_tree_entry *entry, const char *above, int depth) {
    struct phs_tree *tree = listing->tree;
    const char *name = git_tree_entry_name(entry);
    const char *path = phs_printf(listing->arena, "%s%s%s", above, *above ? "/" : "", name);
    git_object_t type = git_tree_entry_type(entry);
    if (!has_room(listing, path))
        return;
    if (type == GIT_OBJECT_TREE) {
        if (is_bundled_folder(path))
            tree->bundled++;
        else
            list_tree(listing, git_tree_entry_id(entry), path, depth + 1);
    } else if (type == GIT_OBJECT_COMMIT) {
        PHS_PUSH(listing->arena, tree->submodules, path);
    } else if ((git_tree_entry_filemode_raw(entry) & 0170000) == SYMLINK) {
        tree->annexed += leads_to_annex(listing, git_tree_entry_id(entry));
    } else if (phs_tree_is_bundled(path)) {
        count_bundled(tree, path, &listing->bundled);
    } else {
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

/* Without a work tree there is nothing to read instead; an empty one lacks nothing. */
static void explain_bare(struct phs_listing *listing) {
    git_reference_iterator *refs = NULL;
    git_reference *ref = NULL;
    bool any = git_reference_iterator_new(&refs, listing->repository) == 0 && git_reference_next(&ref, refs) == 0;
    git_reference_free(ref);
    git_reference_iterator_free(refs);
    if (any)
        phs_listing_gap(listing,
                        "HEAD names no commit that is here, so that no file was read as of now: what branches and tags "
                        "lead to is read as history");
    else
        PHS_PUSH(listing->arena, listing->tree->notes, "the repository is empty");
}

/* Of a target that HEAD does not have as a tree. */
static void explain(struct phs_listing *listing, const char *prefix) {
    struct phs_tree *tree = listing->tree;
    git_object *head = NULL;
    if (tree->bare)
        explain_bare(listing);
    else if (git_repository_head_unborn(listing->repository) == 1)
        PHS_PUSH(listing->arena, tree->notes, "HEAD has no commit yet: the folder was read instead");
    else if (!head_tree(listing->repository, &head))
        phs_listing_gap(listing, "HEAD could not be read: the folder was read instead");
    else if (*prefix)
        PHS_PUSH(listing->arena, tree->notes, "HEAD has no such folder: it was read as it lies");
    git_object_free(head);
}

static bool list_head(struct phs_arena *arena, const char *folder, struct phs_tree *tree) {
    struct phs_listing listing = {.arena = arena, .tree = tree};
    struct phs_opened opened = {0};
    git_oid id;
    phs_map_init(&listing.visits, arena);
    if (phs_tree_may_have_git(folder))
        phs_repository_open(arena, folder, &opened);
    listing.repository = opened.repository;
    tree->git_dir = opened.git_dir;
    tree->whole = opened.prefix && !*opened.prefix;
    tree->closed = opened.problem;
    if (opened.problem)
        phs_listing_gap(&listing, phs_printf(arena, "%s: the folder was read instead", opened.problem));
    if (!opened.repository)
        return false;
    tree->bare = git_repository_is_bare(opened.repository) == 1 && access(phs_path_join(arena, folder, ".git"), F_OK) != 0;
    phs_listing_hosts(&listing);
    if (find_tree(listing.repository, opened.prefix, &id)) {
        tree->git = true;
        tree->head = head_commit(arena, listing.repository);
        list_tree(&listing, &id, "", 0);
        phs_listing_changes(&listing, opened.prefix);
    } else {
        explain(&listing, opened.prefix);
    }
    git_repository_free(listing.repository);
    return tree->git;
}

static bool enters(void *user, const char *path) {
    struct phs_tree *tree = user;
    bool bundled = is_bundled_folder(path);
    tree->bundled += bundled;
    return strcmp(phs_path_base(path), ".git") != 0 && !bundled;
}

static enum phs_code list_folder(struct phs_arena *arena, const char *folder, struct phs_tree *tree, struct phs_err *err) {
    const struct phs_walk_options options = {.enter = enters, .user = tree};
    const char *bundled = NULL;
    struct phs_walk walk = {0};
    enum phs_code code = phs_walk(arena, folder, &options, &walk, err);
    for (size_t i = 0; i < walk.files.n; i++)
        if (phs_tree_is_bundled(walk.files.at[i].path))
            count_bundled(tree, walk.files.at[i].path, &bundled);
        else
            PHS_PUSH(arena, tree->files, (struct phs_tree_file){.path = walk.files.at[i].path});
    for (size_t i = 0; i < walk.skipped.n && i < MOST_SENTENCES; i++)
        PHS_PUSH(arena, tree->notes, walk.skipped.at[i]);
    return code;
}

enum phs_code phs_tree_list(struct phs_arena *arena, const char *folder, struct phs_tree *ret_tree, struct phs_err *err) {
    *ret_tree = (struct phs_tree){.folder = folder};
    if (!list_head(arena, folder, ret_tree) && !ret_tree->bare) {
        enum phs_code code = list_folder(arena, folder, ret_tree, err);
        if (code != PHS_OK)
            return code;
    }
    if (ret_tree->files.n)
        qsort(ret_tree->files.at, ret_tree->files.n, sizeof *ret_tree->files.at, by_path);
    drop_changed(ret_tree);
    return PHS_OK;
}
