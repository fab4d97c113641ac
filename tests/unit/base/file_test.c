/* SPDX-License-Identifier: Apache-2.0 */
/* Reading, replacing and walking files that do not behave. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static struct phs_arena *arena;
static char root[64];

static void remove_tree(const char *path) {
    char command[512];
    snprintf(command, sizeof command, "chmod -R u+rwX %s; rm -rf %s", path, path);
    cr_assert_eq(system(command), 0);
}

static void begin(void) {
    arena = phs_arena_new();
    memcpy(root, "/tmp/phiscope-file-XXXXXX", 26);
    cr_assert_not_null(mkdtemp(root));
}

static void end(void) {
    remove_tree(root);
    phs_arena_free(arena);
}

static const char *in_root(const char *name) {
    return phs_printf(arena, "%s/%s", root, name);
}

static void put(const char *name, const char *text) {
    FILE *file = fopen(in_root(name), "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

TestSuite(file, .init = begin, .fini = end);
TestSuite(walk, .init = begin, .fini = end);

Test(file, reads_up_to_the_limit_and_says_why_not) {
    put("ten", "0123456789");
    put("empty", "");
    mkdir(in_root("folder"), 0700);
    mkfifo(in_root("pipe"), 0600);
    cr_assert_eq(symlink("loop", in_root("loop")), 0);
    const struct {
        const char *scenario, *name;
        size_t limit;
        enum phs_code code;
    } rows[] = {
        {"absent", "nothing", 100, PHS_E_MISSING}, {"below a file", "ten/x", 100, PHS_E_MISSING},
        {"folder", "folder", 100, PHS_E_INPUT},    {"pipe that nobody writes to", "pipe", 100, PHS_E_INPUT},
        {"link to itself", "loop", 100, PHS_E_IO}, {"one above the limit", "ten", 9, PHS_E_LIMIT},
        {"limit 0", "ten", 0, PHS_E_LIMIT},        {"at the limit", "ten", 10, PHS_OK},
        {"no limit", "ten", SIZE_MAX, PHS_OK},     {"empty", "empty", 0, PHS_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_slice bytes = {0};
        struct phs_err err = {0};
        enum phs_code code = phs_file_read(arena, in_root(rows[i].name), rows[i].limit, &bytes, &err);
        cr_assert_eq(code, rows[i].code, "%s: %d %s", rows[i].scenario, code, err.text);
        cr_assert_eq(err.code, code, "%s", rows[i].scenario);
        if (code == PHS_OK)
            cr_assert_eq(bytes.ptr[bytes.len], '\0', "%s", rows[i].scenario);
        else
            cr_assert_not_null(strstr(err.text, rows[i].name), "%s", err.text);
    }
}

Test(file, reads_files_whose_size_is_not_known_before) {
    struct phs_slice bytes;
    cr_assert_eq(phs_file_read(arena, "/proc/self/status", 1 << 20, &bytes, NULL), PHS_OK);
    cr_assert_gt(bytes.len, 100);
    cr_assert_eq(phs_file_read(arena, "/proc/self/status", 20, &bytes, NULL), PHS_E_LIMIT);
}

Test(file, keeps_every_byte_of_a_large_file) {
    size_t size = 3000000;
    char *content = malloc(size);
    for (size_t i = 0; i < size; i++)
        content[i] = (char)(i * 31 + i / 251);
    struct phs_slice bytes;
    cr_assert_eq(phs_file_write(in_root("big"), phs_slice_n(content, size), false, NULL), PHS_OK);
    cr_assert_eq(phs_file_read(arena, in_root("big"), size, &bytes, NULL), PHS_OK);
    cr_assert(phs_slice_eq(bytes, phs_slice_n(content, size)));
    free(content);
}

static size_t entries_of(const char *path) {
    size_t n = 0;
    DIR *dir = opendir(path);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2;
}

Test(file, leaves_the_old_content_and_no_debris_when_writing_fails) {
    put("kept", "old");
    mkdir(in_root("folder"), 0700);
    size_t before = entries_of(root);
    struct phs_err err = {0};
    cr_assert_eq(phs_file_write(in_root("folder"), PHS_SLICE("x"), false, &err), PHS_E_INPUT);
    cr_assert_eq(phs_file_write(in_root("absent/file"), PHS_SLICE("x"), false, &err), PHS_E_MISSING);
    cr_assert_eq(phs_file_write("/dev/full", PHS_SLICE("x"), false, &err), PHS_E_IO);
    cr_assert_eq(entries_of(root), before);
    cr_assert_eq(phs_file_write(in_root("kept"), PHS_SLICE("new"), false, &err), PHS_OK);
    cr_assert_eq(entries_of(root), before, "no temporary file stays");
}

/* A reader that opened before the replacement still sees the whole old file. */
Test(file, never_shows_half_a_file) {
    char seen[16] = "";
    put("report", "old content");
    FILE *reader = fopen(in_root("report"), "r");
    cr_assert_eq(phs_file_write(in_root("report"), PHS_SLICE("new"), false, NULL), PHS_OK);
    cr_assert_eq(fread(seen, 1, 15, reader), 11);
    cr_assert_str_eq(seen, "old content");
    fclose(reader);
}

Test(file, gives_secrets_to_the_owner_only) {
    struct stat status;
    put("key", "was readable");
    cr_assert_eq(chmod(in_root("key"), 0644), 0);
    cr_assert_eq(phs_file_write(in_root("key"), PHS_SLICE("secret"), true, NULL), PHS_OK);
    cr_assert_eq(stat(in_root("key"), &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0600);
}

Test(file, replaces_a_link_and_not_its_target) {
    struct phs_slice bytes;
    struct stat status;
    put("target", "mine");
    cr_assert_eq(symlink("target", in_root("report.html")), 0);
    cr_assert_eq(phs_file_write(in_root("report.html"), PHS_SLICE("report"), false, NULL), PHS_OK);
    cr_assert_eq(phs_file_read(arena, in_root("target"), 100, &bytes, NULL), PHS_OK);
    cr_assert(phs_slice_is(bytes, "mine"));
    cr_assert_eq(lstat(in_root("report.html"), &status), 0);
    cr_assert(S_ISREG(status.st_mode));
}

Test(file, joins_and_cleans_paths) {
    static const struct {
        const char *dir, *name, *joined;
    } joins[] = {{"a", "b", "a/b"},        {"", "b", "b"},    {".", "./b", "b"},
                 {"a/", "b//c/", "a/b/c"}, {"a", "/b", "/b"}, {"./a", "../b", "a/../b"},
                 {"/", "b", "/b"},         {"a", "", "a"},    {"", "", "."},
                 {"a", ".", "a"}};
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
        cr_assert_str_eq(phs_path_join(arena, joins[i].dir, joins[i].name), joins[i].joined, "%s + %s", joins[i].dir,
                         joins[i].name);
    static const struct {
        const char *path, *clean, *dir, *base;
    } rows[] = {{"a/b", "a/b", "a", "b"},
                {"a/../b", "b", "a/..", "b"},
                {"a/..", ".", "a", ".."},
                {"../a", "../a", "..", "a"},
                {"../../a", "../../a", "../..", "a"},
                {"a/../../b", "../b", "a/../..", "b"},
                {"/..", "/", "/", ".."},
                {"/../a/./b/..", "/a", "/../a/./b", ".."},
                {"", ".", ".", ""},
                {"/", "/", "/", ""},
                {"a", "a", ".", "a"},
                {"/a", "/a", "/", "a"},
                {"a//b", "a/b", "a", "b"},
                {"a/b/", "a/b", "a", ""},
                {"...", "...", ".", "..."}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert_str_eq(phs_path_clean(arena, rows[i].path), rows[i].clean, "clean '%s'", rows[i].path);
        cr_assert_str_eq(phs_path_dir(arena, rows[i].path), rows[i].dir, "dir '%s'", rows[i].path);
        cr_assert_str_eq(phs_path_base(rows[i].path), rows[i].base, "base '%s'", rows[i].path);
    }
}

static struct phs_walk walk(const char *path, const struct phs_walk_options *options) {
    struct phs_walk result = {0};
    struct phs_err err = {0};
    cr_assert_eq(phs_walk(arena, path, options, &result, &err), PHS_OK, "%s", err.text);
    return result;
}

static const char *listed(const struct phs_walk *result) {
    char *text = phs_strdup(arena, "");
    for (size_t i = 0; i < result->files.n; i++)
        text = phs_printf(arena, "%s %s", text, result->files.at[i].path);
    return text;
}

static bool is_skipped(const struct phs_walk *result, const char *sentence) {
    for (size_t i = 0; i < result->skipped.n; i++) {
        if (strcmp(result->skipped.at[i], sentence) == 0)
            return true;
    }
    return false;
}

Test(walk, lists_files_in_byte_order_of_whole_paths) {
    mkdir(in_root("a"), 0700);
    mkdir(in_root(".git"), 0700);
    put("a/z", "1");
    put("a.b", "22");
    put("a0", "");
    put("Z", "");
    put(".git/config", "");
    struct phs_walk result = walk(root, NULL);
    cr_assert_str_eq(listed(&result), " Z a.b a/z a0");
    cr_assert_eq(result.files.at[1].size, 2);
    cr_assert_eq(result.skipped.n, 0);
}

Test(walk, follows_no_link_out_of_the_root) {
    mkdir(in_root("scan"), 0700);
    mkdir(in_root("scan-secret"), 0700);
    put("scan-secret/key", "outside, and the root is a prefix of its path");
    put("scan/real", "123");
    mkdir(in_root("scan/folder"), 0700);
    const char *const links[][2] = {
        {"../scan-secret/key", "scan/out"},
        {"/etc/passwd", "scan/absolute"},
        {"../scan-secret", "scan/outdir"},
        {"real", "scan/inside"},
        {"loop2", "scan/loop1"},
        {"loop1", "scan/loop2"},
        {"self", "scan/self"},
        {"nothing", "scan/dangling"},
        {".", "scan/dot"},
        {"folder", "scan/indir"},
        {"outdir/key", "scan/hop"},
    };
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        cr_assert_eq(symlink(links[i][0], in_root(links[i][1])), 0);
    mkfifo(in_root("scan/pipe"), 0600);
    struct phs_walk result = walk(in_root("scan"), NULL);
    cr_assert_str_eq(listed(&result), " inside real");
    cr_assert_eq(result.files.at[0].size, 3, "the size of what the link leads to");
    cr_assert(is_skipped(&result, "out: a symbolic link that leads out of the root"));
    cr_assert(is_skipped(&result, "absolute: a symbolic link that leads out of the root"));
    cr_assert(is_skipped(&result, "outdir: a symbolic link that leads out of the root"));
    cr_assert(is_skipped(&result, "hop: a symbolic link that leads out of the root"));
    cr_assert(is_skipped(&result, "loop1: a symbolic link that goes round in circles"));
    cr_assert(is_skipped(&result, "self: a symbolic link that goes round in circles"));
    cr_assert(is_skipped(&result, "dangling: a symbolic link that leads nowhere"));
    cr_assert(is_skipped(&result, "indir: a symbolic link to a folder"));
    cr_assert(is_skipped(&result, "pipe: neither a file nor a folder"));
    cr_assert_eq(result.skipped.n, 11);
}

Test(walk, takes_a_link_as_the_root_itself) {
    mkdir(in_root("real"), 0700);
    put("real/a", "");
    cr_assert_eq(symlink("a", in_root("real/b")), 0);
    cr_assert_eq(symlink("real", in_root("link")), 0);
    struct phs_walk result = walk(in_root("link"), NULL);
    cr_assert_str_eq(listed(&result), " a b");
}

Test(walk, stops_at_its_bounds_and_says_so) {
    mkdir(in_root("a"), 0700);
    mkdir(in_root("a/b"), 0700);
    put("a/b/deep", "");
    put("a/x", "");
    put("c", "");
    struct phs_walk shallow = walk(root, &(struct phs_walk_options){.max_depth = 1});
    cr_assert_str_eq(listed(&shallow), " a/x c");
    cr_assert(is_skipped(&shallow, "a/b: folders nested deeper than 1"));
    struct phs_walk few = walk(root, &(struct phs_walk_options){.max_files = 2});
    cr_assert_str_eq(listed(&few), " a/b/deep a/x");
    cr_assert(is_skipped(&few, "c: this file and those behind it: more than 2 files"));
    struct phs_walk all = walk(root, &(struct phs_walk_options){.max_files = 3, .max_depth = 2});
    cr_assert_eq(all.files.n, 3);
    cr_assert_eq(all.skipped.n, 0);
}

static bool enters_all_but(void *user, const char *path) {
    return strcmp(path, user) != 0;
}

Test(walk, asks_before_it_enters_a_folder) {
    mkdir(in_root("a"), 0700);
    mkdir(in_root("a/skip"), 0700);
    mkdir(in_root("skip"), 0700);
    put("a/skip/1", "");
    put("skip/2", "");
    struct phs_walk result = walk(root, &(struct phs_walk_options){.enter = enters_all_but, .user = (void *)"a/skip"});
    cr_assert_str_eq(listed(&result), " skip/2");
}

Test(walk, shows_hostile_names_safely_in_what_it_left_out) {
    cr_assert_eq(symlink("/etc/passwd", in_root("a\n\x1b[31m\xff")), 0);
    struct phs_walk result = walk(root, NULL);
    cr_assert(is_skipped(&result, "a \\x1B[31m\\xFF: a symbolic link that leads out of the root"));
}

Test(walk, says_which_folder_it_may_not_read) {
    if (geteuid() == 0)
        cr_skip("root may read everything");
    mkdir(in_root("closed"), 0000);
    struct phs_walk result = walk(root, NULL);
    cr_assert(is_skipped(&result, "closed: Permission denied"));
}

Test(walk, refuses_a_root_that_is_no_folder) {
    struct phs_walk result;
    struct phs_err err = {0};
    put("file", "");
    cr_assert_eq(phs_walk(arena, in_root("absent"), NULL, &result, &err), PHS_E_MISSING);
    cr_assert_eq(phs_walk(arena, in_root("file"), NULL, &result, &err), PHS_E_INPUT);
    cr_assert_not_null(strstr(err.text, "a file, not a folder"));
}
