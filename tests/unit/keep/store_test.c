/* SPDX-License-Identifier: Apache-2.0 */
#include "keep/store.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

struct fixture {
    struct phs_arena *arena;
    char folder[64];
    const char *path;
};

static struct fixture open_folder(void) {
    struct fixture f = {.arena = phs_arena_new(), .folder = "/tmp/phs-store-XXXXXX"};
    cr_assert(mkdtemp(f.folder));
    f.path = phs_printf(f.arena, "%s/store.db", f.folder);
    return f;
}

static void close_folder(struct fixture *f) {
    unlink(f->path);
    rmdir(f->folder);
    phs_arena_free(f->arena);
}

static void add_finding(struct phs_run *run, struct phs_resource *resource, enum phs_verdict verdict) {
    struct phs_finding *finding = PHS_NEW(run->arena, struct phs_finding);
    finding->check = "t.check";
    finding->verdict = verdict;
    finding->resource = resource;
    phs_fingerprint(finding->check, resource, NULL, finding->fingerprint);
    PHS_PUSH(run->arena, run->findings, finding);
}

static struct phs_run *run_at(struct phs_arena *arena, const char *id, int64_t when, const char *const *addresses, size_t n) {
    struct phs_run *run = PHS_NEW(arena, struct phs_run);
    *run =
        (struct phs_run){.arena = arena, .id = id, .started = when, .version = "0", .catalogue_sha256 = "c", .method = "nist"};
    run->graph = PHS_NEW(arena, struct phs_graph);
    phs_graph_init(run->graph, arena);
    for (size_t i = 0; i < n; i++)
        add_finding(run, phs_graph_add(run->graph, "r", "", "t", addresses[i]), PHS_FAIL);
    return run;
}

static struct phs_store *opened(const char *path) {
    struct phs_store *store = NULL;
    struct phs_err err = {0};
    cr_assert_eq(phs_store_open(path, &store, &err), PHS_OK, "%s", err.text);
    return store;
}

Test(store, remembers_when_a_finding_was_first_seen) {
    struct fixture f = open_folder();
    struct phs_err err = {0};
    static const char *const first[] = {"a"}, *const second[] = {"a", "b"};
    struct phs_run *one = run_at(f.arena, "run-1", 1000, first, 1), *two = run_at(f.arena, "run-2", 2000, second, 2);
    struct phs_store *store = opened(f.path);
    cr_assert_eq(phs_store_stamp(store, one, &err), PHS_OK, "%s", err.text);
    cr_expect_eq(one->findings.at[0]->first_seen, 1000);
    cr_assert_eq(phs_store_save(store, one, &err), PHS_OK, "%s", err.text);
    phs_store_close(store);
    store = opened(f.path);
    cr_assert_eq(phs_store_stamp(store, two, &err), PHS_OK, "%s", err.text);
    cr_expect_eq(two->findings.at[0]->first_seen, 1000, "the old one keeps its date");
    cr_expect_eq(two->findings.at[1]->first_seen, 2000);
    phs_store_close(store);
    close_folder(&f);
}

Test(store, lists_runs_newest_first_and_replaces_a_run_saved_twice) {
    struct fixture f = open_folder();
    struct phs_err err = {0};
    static const char *const addresses[] = {"a", "b"};
    struct phs_store *store = opened(f.path);
    struct phs_stored_run *runs;
    size_t n;
    cr_assert_eq(phs_store_save(store, run_at(f.arena, "run-1", 1000, addresses, 2), &err), PHS_OK, "%s", err.text);
    cr_assert_eq(phs_store_save(store, run_at(f.arena, "run-2", 2000, addresses, 1), &err), PHS_OK, "%s", err.text);
    cr_assert_eq(phs_store_save(store, run_at(f.arena, "run-2", 2000, addresses, 1), &err), PHS_OK, "%s", err.text);
    cr_assert_eq(phs_store_runs(store, f.arena, 10, &runs, &n, &err), PHS_OK, "%s", err.text);
    cr_assert_eq(n, 2);
    cr_expect_str_eq(runs[0].id, "run-2");
    cr_expect_eq(runs[0].fails, 1);
    cr_expect_eq(runs[1].fails, 2);
    phs_store_close(store);
    close_folder(&f);
}

Test(store, is_readable_by_its_owner_alone) {
    struct fixture f = open_folder();
    struct stat info;
    phs_store_close(opened(f.path));
    cr_assert_eq(stat(f.path, &info), 0);
    cr_expect_eq(info.st_mode & 0777, 0600, "%o", info.st_mode & 0777);
    close_folder(&f);
}

Test(store, refuses_what_is_no_store_with_a_sentence) {
    struct fixture f = open_folder();
    struct phs_store *store = NULL;
    struct phs_err err = {0};
    cr_assert_eq(
        phs_file_write(f.path,
                       PHS_SLICE("this is not a database, but long enough to be looked at as one ......................."),
                       false, &err),
        PHS_OK);
    cr_expect_eq(phs_store_open(f.path, &store, &err), PHS_E_INPUT);
    cr_expect(strstr(err.text, f.path), "%s", err.text);
    cr_expect_null(store);
    close_folder(&f);
}

Test(store, does_not_follow_a_link_to_somewhere_else) {
    struct fixture f = open_folder();
    struct phs_store *store = NULL;
    struct phs_err err = {0};
    cr_assert_eq(symlink("/tmp/phs-store-elsewhere", f.path), 0);
    cr_expect_eq(phs_store_open(f.path, &store, &err), PHS_E_IO);
    cr_expect_neq(access("/tmp/phs-store-elsewhere", F_OK), 0);
    close_folder(&f);
}

Test(store, marks_blobs_by_rule_set) {
    struct fixture f = open_folder();
    struct phs_err err = {0};
    struct phs_store *store = opened(f.path);
    bool seen = true;
    cr_assert_eq(phs_store_blob_seen(store, "aa", "r1", &seen, &err), PHS_OK);
    cr_expect(!seen);
    cr_assert_eq(phs_store_blob_mark(store, "aa", "r1", &err), PHS_OK);
    cr_assert_eq(phs_store_blob_mark(store, "aa", "r1", &err), PHS_OK);
    cr_assert_eq(phs_store_blob_seen(store, "aa", "r1", &seen, &err), PHS_OK);
    cr_expect(seen);
    cr_assert_eq(phs_store_blob_seen(store, "aa", "r2", &seen, &err), PHS_OK);
    cr_expect(!seen, "another rule set reads it again");
    phs_store_close(store);
    close_folder(&f);
}
