/* SPDX-License-Identifier: Apache-2.0 */
#include "keep/gate.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static struct phs_run *run_of(struct phs_arena *arena, const char *addresses, enum phs_verdict verdict) {
    struct phs_run *run = PHS_NEW(arena, struct phs_run);
    run->arena = arena;
    run->graph = PHS_NEW(arena, struct phs_graph);
    phs_graph_init(run->graph, arena);
    for (const char *c = addresses; *c; c++) {
        struct phs_finding *finding = PHS_NEW(arena, struct phs_finding);
        char address[2] = {*c, 0};
        finding->check = "t.check";
        finding->verdict = verdict;
        finding->resource = phs_graph_add(run->graph, "r", "", "t", address);
        phs_fingerprint(finding->check, finding->resource, NULL, finding->fingerprint);
        PHS_PUSH(arena, run->findings, finding);
    }
    return run;
}

struct row {
    const char *scenario, *base, *head;
    enum phs_verdict base_verdict, head_verdict;
    size_t fresh;
};

Test(gate, counts_only_failures_that_the_base_did_not_have) {
    static const struct row rows[] = {
        {"nothing changed", "ab", "ab", PHS_FAIL, PHS_FAIL, 0},
        {"one came", "ab", "abc", PHS_FAIL, PHS_FAIL, 1},
        {"one went", "ab", "a", PHS_FAIL, PHS_FAIL, 0},
        {"a pass became a failure", "a", "a", PHS_PASS, PHS_FAIL, 1},
        {"an unknown became a failure", "a", "a", PHS_VERDICT_UNKNOWN, PHS_FAIL, 1},
        {"a new unknown is no failure", "", "a", PHS_FAIL, PHS_VERDICT_UNKNOWN, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        struct phs_run *base = run_of(arena, rows[i].base, rows[i].base_verdict);
        struct phs_run *head = run_of(arena, rows[i].head, rows[i].head_verdict);
        cr_expect_eq(phs_gate_compare(base, head), rows[i].fresh, "%s", rows[i].scenario);
        phs_arena_free(arena);
    }
}

static void shell(const char *folder, const char *command) {
    char line[2048];
    snprintf(
        line, sizeof line,
        "cd %s && export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.com GIT_COMMITTER_NAME=t "
        "GIT_COMMITTER_EMAIL=t@example.com; { %s; } >/dev/null 2>&1",
        folder, command);
    cr_assert_eq(system(line), 0, "%s", command);
}

Test(gate, takes_the_files_of_the_commit_where_two_branches_parted) {
    struct phs_arena *arena = phs_arena_new();
    char folder[] = "/tmp/phs-gate-XXXXXX";
    struct phs_base base;
    struct phs_err err = {0};
    struct phs_slice bytes;
    cr_assert(mkdtemp(folder));
    shell(folder, "git init -q -b main . && mkdir app && echo one > app/phiscope.yaml && ln -s /etc app/leak && git add -A && "
                  "git commit -qm 1 && "
                  "git checkout -qb work && echo two > app/phiscope.yaml && git commit -qam 2 && git checkout -q main && "
                  "echo three > app/phiscope.yaml && git commit -qam 3 && git checkout -q work");
    const char *app = phs_path_join(arena, folder, "app");
    cr_assert_eq(phs_base_take(arena, app, "main", &base, &err), PHS_OK, "%s", err.text);
    cr_assert_eq(phs_file_read(arena, phs_path_join(arena, base.folder, "phiscope.yaml"), 100, &bytes, &err), PHS_OK, "%s",
                 err.text);
    cr_expect(phs_slice_is(bytes, "one\n"), "%s", bytes.ptr);
    cr_expect_neq(access(phs_path_join(arena, base.folder, "leak"), F_OK), 0, "links are not written");
    struct stat info;
    cr_assert_eq(stat(base.tree, &info), 0);
    cr_expect_eq(info.st_mode & 0777, 0700);

    struct phs_run *run = run_of(arena, "", PHS_FAIL);
    static const char *const files[] = {"phiscope.yaml", "exceptions.yaml", NULL};
    cr_assert_eq(phs_gate_policy_changes(run, &base, app, files, 3, &err), PHS_OK);
    cr_assert_eq(run->findings.n, 1);
    cr_expect_str_eq(run->findings.at[0]->check, "policy-change");
    phs_base_drop(&base);
    cr_expect_neq(access(base.tree, F_OK), 0);
    shell("/tmp", phs_printf(arena, "rm -rf %s", folder));
    phs_arena_free(arena);
}

Test(gate, names_a_ref_that_is_not_there) {
    struct phs_arena *arena = phs_arena_new();
    char folder[] = "/tmp/phs-gate-XXXXXX";
    struct phs_base base;
    struct phs_err err = {0};
    cr_assert(mkdtemp(folder));
    cr_expect_eq(phs_base_take(arena, folder, "main", &base, &err), PHS_E_MISSING);
    shell(folder, "git init -q -b main . && echo a > a && git add a && git commit -qm 1");
    cr_expect_eq(phs_base_take(arena, folder, "no-such-branch", &base, &err), PHS_E_MISSING);
    cr_expect(strstr(err.text, "no-such-branch"), "%s", err.text);
    shell("/tmp", phs_printf(arena, "rm -rf %s", folder));
    phs_arena_free(arena);
}
