/* SPDX-License-Identifier: Apache-2.0 */
/* Every line of refs, packed refs and reflogs that begins with an object name is taken: more than is needed does no harm. */
#include "collect/git/tips.h"

#include <stdlib.h>

#include "base/file.h"

enum { MOST_REF_BYTES = 64 << 20, MOST_TIPS = 4000000 };

static void take(struct phs_arena *arena, struct phs_tips *tips, struct phs_slice word) {
    static const struct phs_oid zero;
    struct phs_oid oid;
    if (!phs_oid_parse(word, &oid) || phs_oid_cmp(&oid, &zero) == 0)
        return;
    if (tips->items.n == MOST_TIPS)
        tips->limited = true;
    else
        PHS_PUSH(arena, tips->items, oid);
}

/* "NAME\n", "NAME refs/...", "^NAME", "OLD NEW who ..." */
static void take_lines(struct phs_arena *arena, struct phs_tips *tips, struct phs_slice bytes) {
    struct phs_slice line;
    while (phs_slice_cut(&bytes, '\n', &line)) {
        if (line.len > PHS_OID_HEX && line.ptr[0] == '^')
            line = phs_slice_n(line.ptr + 1, line.len - 1);
        if (line.len >= PHS_OID_HEX)
            take(arena, tips, phs_slice_n(line.ptr, PHS_OID_HEX));
        if (line.len > 2 * PHS_OID_HEX && line.ptr[PHS_OID_HEX] == ' ')
            take(arena, tips, phs_slice_n(line.ptr + PHS_OID_HEX + 1, PHS_OID_HEX));
    }
}

static bool enters(void *user, const char *path) {
    static const char *const folders[] = {"refs", "logs", "worktrees"};
    (void)user;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        size_t n = strlen(folders[i]);
        if (strncmp(path, folders[i], n) == 0 && (path[n] == '/' || path[n] == '\0'))
            return true;
    }
    return false;
}

static bool holds_names(const char *path) {
    return strchr(path, '/') ? true : strcmp(path, "packed-refs") == 0 || phs_slice_ends(phs_slice(path), "HEAD");
}

static int by_name(const void *a, const void *b) {
    return phs_oid_cmp(a, b);
}

static void sort(struct phs_tips *tips) {
    size_t kept = 0;
    if (tips->items.n)
        qsort(tips->items.at, tips->items.n, sizeof *tips->items.at, by_name);
    for (size_t i = 0; i < tips->items.n; i++)
        if (kept == 0 || phs_oid_cmp(&tips->items.at[kept - 1], &tips->items.at[i]) != 0)
            tips->items.at[kept++] = tips->items.at[i];
    tips->items.n = kept;
}

/* "[remote ...] promisor = true" or "[extensions] partialClone = ...": the key is enough, whatever the section. */
static bool is_partial(struct phs_arena *scratch, const char *git_dir) {
    struct phs_slice bytes, line, key;
    if (phs_file_read_in(scratch, git_dir, "config", MOST_REF_BYTES, &bytes, NULL) != PHS_OK)
        return false;
    while (phs_slice_cut(&bytes, '\n', &line)) {
        if (!phs_slice_cut(&line, '=', &key))
            continue;
        key = phs_slice_trim(key);
        if (phs_slice_ieq(key, PHS_SLICE("promisor")) || phs_slice_ieq(key, PHS_SLICE("partialclone")) ||
            phs_slice_ieq(key, PHS_SLICE("partialclonefilter")))
            return true;
    }
    return false;
}

void phs_tips_read(struct phs_arena *arena, const char *git_dir, struct phs_tips *ret_tips) {
    const struct phs_walk_options options = {.enter = enters};
    struct phs_arena *scratch = phs_arena_new();
    struct phs_walk walk = {0};
    struct phs_slice bytes;
    *ret_tips = (struct phs_tips){0};
    if (phs_walk(scratch, git_dir, &options, &walk, NULL) != PHS_OK)
        ret_tips->limited = true;
    for (size_t i = 0; i < walk.files.n; i++) {
        ret_tips->shallow |= strcmp(walk.files.at[i].path, "shallow") == 0 && walk.files.at[i].size > 0;
        if (!holds_names(walk.files.at[i].path))
            continue;
        struct phs_arena *one = phs_arena_new();
        if (phs_file_read_in(one, git_dir, walk.files.at[i].path, MOST_REF_BYTES, &bytes, NULL) == PHS_OK)
            take_lines(arena, ret_tips, bytes);
        phs_arena_free(one);
    }
    ret_tips->partial = is_partial(scratch, git_dir);
    sort(ret_tips);
    phs_arena_free(scratch);
}
