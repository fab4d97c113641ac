/* SPDX-License-Identifier: Apache-2.0 */
/* What was committed: secrets and identifiers without a character of them, files and workflows, and repositories in every
 * shape. Secrets are put together here, so that none stands in this file. */
#include <ftw.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "collecting.h"

#include "base/digest.h"
#include "base/file.h"
#include "collect/git/git.h"
#include "collect/git/role.h"
#include "collect/git/tree.h"
#include "collect/source/source.h"

static struct phs_catalogue *catalogue;
static char folder[] = "/tmp/phiscope-git-XXXXXX";
static git_repository *repository;
static git_index *index_of;

static void open_repository(void) {
    struct phs_err err = {0};
    open_graph();
    cr_assert_eq(phs_catalogue_load(arena, NULL, 0, &catalogue, &err), PHS_OK, "%s", err.text);
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    cr_assert_not_null(mkdtemp(folder));
    scope.folder = folder;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void close_repository(void) {
    git_index_free(index_of);
    git_repository_free(repository);
    git_libgit2_shutdown();
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    close_graph();
}

TestSuite(git, .init = open_repository, .fini = close_repository);

static void init(bool bare) {
    cr_assert_eq(git_repository_init(&repository, phs_printf(arena, "%s/app", folder), bare), 0);
    cr_assert_eq(git_index_new(&index_of), 0);
}

static void put_mode(const char *path, const char *text, uint32_t mode) {
    git_index_entry entry = {.mode = mode, .path = path};
    cr_assert_eq(git_blob_create_from_buffer(&entry.id, repository, text, strlen(text)), 0);
    cr_assert_eq(git_index_add(index_of, &entry), 0);
}

static void put(const char *path, const char *text) {
    put_mode(path, text, GIT_FILEMODE_BLOB);
}

static void commit(void) {
    git_oid tree_id, id;
    git_tree *tree;
    git_signature *who;
    cr_assert_eq(git_index_write_tree_to(&tree_id, index_of, repository), 0);
    cr_assert_eq(git_tree_lookup(&tree, repository, &tree_id), 0);
    cr_assert_eq(git_signature_new(&who, "A", "a@b.test", 1700000000, 0), 0);
    cr_assert_eq(git_commit_create_v(&id, repository, "HEAD", who, who, NULL, "x", tree, 0), 0);
    git_signature_free(who);
    git_tree_free(tree);
}

static void collect(const char *path) {
    const struct phs_target target = {.kind = PHS_TARGET_REPOSITORY, .path = path, .environment = ""};
    phs_source_collect(&graph, scope.folder, &target, catalogue, NULL);
    phs_git_collect(&graph, &scope, &target, catalogue, NULL);
}

static size_t count_of(const char *type) {
    return phs_graph_of_type(&graph, type)->items.n;
}

static const char *key_id(void) {
    return phs_printf(arena, "%s%s", "AKIA", "Q3ZKF7XW2M5RB6TJ");
}

static const char *token(void) {
    return phs_printf(arena, "%s%s", "ghp_", "q7Zk2Vx9LmP4sT8wRbY3nC6dFhJ1gKa5eUo0");
}

static void commit_leaks(void) {
    init(false);
    put("app/settings.py",
        phs_printf(arena, "import os\n\nKEY = \"%s\"\nAGAIN = \"%s\"\nTOKEN = '%s'\n", key_id(), key_id(), token()));
    put("tests/test_x.py", phs_printf(arena, "KEY = \"%s\"\n", key_id()));
    put("README.md", "Set AWS_ACCESS_KEY_ID="
                     "AKIAIOSFODNN7"
                     "EXAMPLE\n");
    put(".github/workflows/ci.yml",
        phs_printf(arena, "on: push\njobs:\n  a:\n    steps:\n      - run: t --token %s\n", token()));
    put("db.env", "DATABASE_URL=postgresql://notes:kV7pQz2"
                  "mTr@db.internal/notes\n");
    put("node_modules/x/index.js", phs_printf(arena, "var k = '%s'\n", token()));
    put("logo.png", phs_printf(arena, "%s", token()));
    put("package-lock.json", phs_printf(arena, "{\"x\": \"%s\"}", token()));
    commit();
}

Test(git, tells_where_a_secret_is_and_nothing_of_what_it_is) {
    static const struct {
        const char *address, *path, *expected;
    } rows[] = {
        {"secret:app/app/settings.py#aws-access-key-id:1", "line", "3"},
        {"secret:app/app/settings.py#aws-access-key-id:1", "prefix", "AKIA"},
        {"secret:app/app/settings.py#aws-access-key-id:1", "length", "16 to 31"},
        {"secret:app/app/settings.py#aws-access-key-id:1", "real_looking", "true"},
        {"secret:app/app/settings.py#aws-access-key-id:1", "reason", "-"},
        {"secret:app/app/settings.py#aws-access-key-id:1", "role", "code"},
        {"secret:app/app/settings.py#aws-access-key-id:2", "line", "4"},
        {"secret:app/app/settings.py#github-token:1", "prefix", "ghp_"},
        {"secret:app/app/settings.py#github-token:1", "kind", "source-hosting"},
        {"secret:app/tests/test_x.py#aws-access-key-id:1", "role", "test"},
        {"secret:app/README.md#aws-access-key-id:1", "real_looking", "false"},
        {"secret:app/README.md#aws-access-key-id:1", "reason", "documented"},
        {"secret:app/README.md#aws-access-key-id:1", "role", "docs"},
        {"secret:app/.github/workflows/ci.yml#github-token:1", "in_ci", "true"},
        {"secret:app/db.env#database-url:1", "role", "env"},
        {"secret:app/db.env#database-url:1", "prefix", "-"},
    };
    static const char *const canaries[] = {"Q3ZK", "F7XW", "q7Zk", "2Vx9", "kV7p", "mTr", "IOSF", "5eUo"};
    commit_leaks();
    collect("app");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(resource("secret_sighting", rows[i].address), rows[i].path), rows[i].expected, "%s %s: %s",
                         rows[i].address, rows[i].path, shown(resource("secret_sighting", rows[i].address), rows[i].path));
    cr_expect_eq(count_of("secret_sighting"), 7);
    for (size_t i = 0; i < sizeof canaries / sizeof *canaries; i++)
        cr_expect_null(strstr(everything(), canaries[i]), "%s", canaries[i]);
    cr_expect_str_eq(shown(resource("git_repository", "repository:app"), "secrets"), "5");
    cr_expect_not_null(covered("folders of bundled dependencies"));
}

static bool shows_hash_of(const char *value) {
    uint8_t digest[32];
    char hex[65];
    git_oid blob;
    phs_sha256_of(phs_slice(value), digest);
    phs_hex(digest, 4, hex);
    git_odb_hash(&blob, value, strlen(value), GIT_OBJECT_BLOB);
    return strstr(everything(), hex) || strstr(everything(), phs_strndup(arena, git_oid_tostr_s(&blob), 8));
}

Test(git, keeps_no_hash_of_a_value) {
    commit_leaks();
    collect("app");
    cr_expect_not(shows_hash_of(key_id()));
    cr_expect_not(shows_hash_of(token()));
}

Test(git, reads_head_and_not_what_lies_around) {
    init(false);
    put("a.txt", "nothing");
    commit();
    struct phs_err err = {0};
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/app/untracked.env", folder), phs_slice(token()), false, &err), PHS_OK);
    collect("app");
    cr_expect_eq(count_of("secret_sighting"), 0);
    cr_expect_eq(count_of("repository_file"), 0);
}

static void save(const char *path, const char *text) {
    struct phs_err err = {0};
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/app/%s", folder, path), phs_slice(text), false, &err), PHS_OK, "%s",
                 err.text);
}

/* As git add does. */
static void stage(const char *path) {
    git_index *index;
    cr_assert_eq(git_repository_index(&index, repository), 0);
    cr_assert_eq(git_index_add_bypath(index, path), 0);
    cr_assert_eq(git_index_write(index), 0);
    git_index_free(index);
}

Test(git, reads_tracked_files_as_they_are_about_to_be_committed) {
    init(false);
    put("edited.py", "nothing");
    put("cleaned.py", token());
    put("deleted.py", token());
    commit();
    save("edited.py", "nothing");
    save("cleaned.py", token());
    stage("edited.py");
    stage("cleaned.py");
    save("edited.py", phs_printf(arena, "# more than there was\n%s", token()));
    save("cleaned.py", "nothing at all");
    save("staged.py", token());
    stage("staged.py");
    save("untracked.py", token());
    collect("app");
    resource("secret_sighting", "secret:app/edited.py#github-token:1");
    resource("secret_sighting", "secret:app/staged.py#github-token:1");
    resource("secret_sighting", "secret:app/deleted.py#github-token:1");
    cr_expect_eq(count_of("secret_sighting"), 3);
}

Test(git, reads_a_folder_of_a_repository_as_head_has_it) {
    init(false);
    put("services/notes/a.py", token());
    put("other.py", token());
    commit();
    cr_assert_eq(mkdir(phs_printf(arena, "%s/app/services", folder), 0700), 0);
    cr_assert_eq(mkdir(phs_printf(arena, "%s/app/services/notes", folder), 0700), 0);
    collect("app/services/notes");
    cr_expect_eq(count_of("secret_sighting"), 1);
    cr_expect_str_eq(shown(resource("git_repository", "repository:app/services/notes"), "codeowners"), "-");
}

Test(git, reads_a_bare_repository) {
    init(true);
    put("a.py", token());
    commit();
    collect("app");
    cr_expect_eq(count_of("secret_sighting"), 1);
}

Test(git, reads_the_folder_where_head_has_no_commit) {
    struct phs_err err = {0};
    init(false);
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/app/x.py", folder), phs_slice(token()), false, &err), PHS_OK);
    collect("app");
    cr_expect_eq(count_of("secret_sighting"), 1);
    cr_expect_not_null(covered("HEAD has no commit yet"));
}

Test(git, reads_a_folder_that_is_no_repository) {
    struct phs_err err = {0};
    cr_assert_eq(mkdir(phs_printf(arena, "%s/plain", folder), 0700), 0);
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/plain/x.py", folder), phs_slice(token()), false, &err), PHS_OK);
    collect("plain");
    cr_expect_eq(count_of("secret_sighting"), 1);
    cr_expect_str_eq(shown(resource("git_repository", "repository:plain"), "codeowners"), "-");
}

Test(git, names_what_it_did_not_read) {
    git_index_entry submodule = {.mode = GIT_FILEMODE_COMMIT, .path = "libs/x"};
    init(false);
    memset(submodule.id.id, 7, sizeof submodule.id.id);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
    cr_assert_eq(git_index_add(index_of, &submodule), 0);
    put("big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n");
    put_mode("outside", "/etc/passwd", GIT_FILEMODE_LINK);
    commit();
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 1);
    collect("app");
    cr_expect_not_null(covered("a submodule is another repository"));
    cr_expect_not_null(covered("1 files are pointers of Git LFS or git-annex"));
    cr_expect_eq(covered("Git LFS")->state, PHS_READ_PARTLY);
    cr_expect_null(strstr(everything(), "root:x"));
}

Test(git, goes_on_where_objects_are_missing) {
    git_oid gone;
    init(false);
    put("a.py", token());
    put("b.py", "gone from the store");
    cr_assert_eq(git_blob_create_from_buffer(&gone, repository, "gone from the store", 19), 0);
    commit();
    const char *hex = git_oid_tostr_s(&gone);
    cr_assert_eq(unlink(phs_printf(arena, "%s/app/.git/objects/%.2s/%s", folder, hex, hex + 2)), 0);
    collect("app");
    cr_expect_eq(count_of("secret_sighting"), 1);
    cr_expect_eq(covered("1 files of the tree are missing")->state, PHS_READ_PARTLY);
}

Test(git, grades_identifiers_by_what_stands_beside_them) {
    static const struct {
        const char *address, *path, *expected;
    } rows[] = {
        {"phi:app/notes/visit.txt#ssn", "grade", "phi"},
        {"phi:app/notes/visit.txt#ssn", "shape", "ddd-dd-dddd"},
        {"phi:app/notes/visit.txt#ssn", "real_looking", "true"},
        {"phi:app/notes/visit.txt#ssn", "role", "document"},
        {"phi:app/notes/visit.txt#diagnosis", "grade", "phi"},
        {"phi:app/notes/visit.txt#dob", "grade", "phi"},
        {"phi:app/people.txt#ssn", "grade", "identifier"},
        {"phi:app/synthetic.txt#ssn", "real_looking", "false"},
        {"phi:app/message.txt#mrn", "grade", "phi"},
    };
    static const char *const canaries[] = {"8174", "536-22", "1964", "00471839", "E11"};
    init(false);
    put("notes/visit.txt", "Seen today.\nSSN: 536-22-8174\nDOB: 03/17/1964\nDiagnosis: E11.65\n");
    put("people.txt", "536-22-8174\n");
    put("synthetic.txt", "SSN 999-22-8174, also 078-05-1120\n");
    put("message.txt", "PID|1||00471839^^^HOSP^MR||DOE^JANE\rDG1|1||E11.65^Diabetes^I10\r");
    put("providers.txt", "NPI: 1568472934\n");
    put("dates.txt", "DOB: 03/17/1964\n");
    put("codes.txt", "Diagnosis: E11.65\n");
    commit();
    collect("app");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(resource("phi_sighting", rows[i].address), rows[i].path), rows[i].expected, "%s %s: %s",
                         rows[i].address, rows[i].path, shown(resource("phi_sighting", rows[i].address), rows[i].path));
    for (size_t i = 0; i < sizeof canaries / sizeof *canaries; i++)
        cr_expect_null(strstr(everything(), canaries[i]), "%s", canaries[i]);
    cr_expect_null(strstr(everything(), "providers.txt"));
    cr_expect_null(strstr(everything(), "dates.txt"));
    cr_expect_null(strstr(everything(), "codes.txt"));
}

Test(git, adds_values_to_what_field_names_showed) {
    struct phs_err err = {0};
    const char *rows = "name,ssn,diagnosis\nA B,536-22-8174,E11\nC D,999-22-8174,I10\n";
    init(false);
    put("testdata/patients.csv", rows);
    commit();
    cr_assert_eq(mkdir(phs_printf(arena, "%s/app/testdata", folder), 0700), 0);
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/app/testdata/patients.csv", folder), phs_slice(rows), false, &err),
                 PHS_OK);
    collect("app");
    const struct phs_resource *ssn = resource("phi_sighting", "phi:app/testdata/patients.csv#ssn");
    cr_expect_str_eq(shown(ssn, "values"), "2");
    cr_expect_str_eq(shown(ssn, "grade"), "phi");
    cr_expect_str_eq(shown(ssn, "real_looking"), "true");
    size_t same = 0;
    for (size_t i = 0; i < graph.resources.n; i++)
        same += strncmp(graph.resources.at[i]->address, ssn->address, strlen(ssn->address)) == 0;
    cr_expect_eq(same, 1);
}

Test(git, leaves_no_line_out_of_the_sighting_that_speaks_for_its_file) {
    enum { NOTES = 900, CUT = 400 };
    struct phs_err err = {0};
    struct phs_buf text;
    phs_buf_init(&text, 1 << 20);
    phs_buf_printf(&text, "Patient: Marta Halvorsen\nMRN: 48392011\n");
    for (size_t i = 0; i < NOTES; i++)
        phs_buf_printf(&text, "seen on 03/%02zu/2024 for diagnosis review\n\n", i % 28 + 1);
    cr_assert_eq(mkdir(phs_printf(arena, "%s/plain", folder), 0700), 0);
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/plain/n.txt", folder), phs_slice(phs_buf_text(&text)), false, &err),
                 PHS_OK);
    phs_buf_done(&text);
    collect("plain");
    const struct phs_resource *mrn = resource("phi_sighting", "phi:plain/n.txt#mrn"),
                              *date = resource("phi_sighting", "phi:plain/n.txt#date");
    cr_assert(mrn && date);
    cr_expect_eq(phs_get(mrn->attributes, "lines")->list.n, NOTES); /* 1-3, 5, 7 ... */
    cr_expect_null(phs_get(mrn->attributes, "lines_left_out"));
    cr_expect_eq(phs_get(date->attributes, "lines")->list.n, CUT);
    cr_expect_str_eq(shown(date, "lines_left_out"), "500");
}

static const char workflow[] = "on:\n"
                               "  pull_request_target:\n"
                               "permissions: write-all\n"
                               "jobs:\n"
                               "  build:\n"
                               "    runs-on: [self-hosted, linux]\n"
                               "    steps:\n"
                               "      - uses: actions/checkout@v4\n"
                               "        with: {ref: \"${{ github.event.pull_request.head.sha }}\"}\n"
                               "      - uses: vendor/deploy@main\n"
                               "      - uses: vendor/pinned@0123456789abcdef0123456789abcdef01234567\n"
                               "      - run: |\n"
                               "          echo \"${{ github.event.issue.title }}\"\n"
                               "          curl https://x.test/i.sh | sh\n"
                               "      - uses: aws-actions/configure-aws-credentials@v4\n"
                               "        with: {aws-access-key-id: \"${{ secrets.ID }}\"}\n"
                               "      - run: echo done\n"
                               "        env: {ALL: \"${{ toJSON(secrets) }}\"}\n"
                               "  call:\n"
                               "    uses: org/repo/.github/workflows/x.yml@v1\n"
                               "    secrets: inherit\n";

Test(git, reads_what_a_workflow_may_do) {
    static const struct {
        const char *address, *path, *expected;
    } rows[] = {
        {"workflow:app/.github/workflows/ci.yml", "triggers", "[\"pull_request_target\"]"},
        {"workflow:app/.github/workflows/ci.yml", "pull_request_target", "true"},
        {"workflow:app/.github/workflows/ci.yml", "write_all", "true"},
        {"workflow:app/.github/workflows/ci.yml", "permissions_declared", "true"},
        {"workflow:app/.github/workflows/ci.yml", "untrusted_checkout", "true"},
        {"workflow:app/.github/workflows/ci.yml", "self_hosted", "true"},
        {"workflow:app/.github/workflows/ci.yml", "piped_shell", "true"},
        {"workflow:app/.github/workflows/ci.yml", "static_cloud_keys", "true"},
        {"workflow:app/.github/workflows/ci.yml", "all_secrets_exposed", "true"},
        {"workflow:app/.github/workflows/ci.yml", "secrets_inherit", "true"},
        {"workflow:app/.github/workflows/ci.yml", "run_injection", "[\"github.event.issue.title\"]"},
        {"workflow:app/.github/workflows/ci.yml", "unpinned",
         "[\"vendor/deploy@main\",\"aws-actions/configure-aws-credentials@v4\",\"org/repo/.github/workflows/x.yml@v1\"]"},
        {"workflow:app/.github/workflows/ci.yml", "actions.0.ref", "tag"},
        {"workflow:app/.github/workflows/ci.yml", "actions.1.ref", "branch"},
        {"workflow:app/.github/workflows/ci.yml", "actions.2.pinned", "true"},
        {"workflow:app/.github/workflows/quiet.yml", "permissions_declared", "true"},
        {"workflow:app/.github/workflows/quiet.yml", "untrusted_checkout", "false"},
        {"workflow:app/.github/workflows/quiet.yml", "run_injection", "[]"},
        {"workflow:app/.gitlab-ci.yml", "remote_include", "true"},
        {"workflow:app/.gitlab-ci.yml", "piped_shell", "true"},
    };
    init(false);
    put(".github/workflows/ci.yml", workflow);
    put(".github/workflows/quiet.yml",
        "on: [push]\njobs:\n  a:\n    permissions: {contents: read}\n    steps:\n"
        "      - run: echo \"$TITLE\"\n        env: {TITLE: \"${{ github.event.issue.title }}\"}\n");
    put(".github/workflows/broken.yml", "on: [push\njobs: {");
    put(".gitlab-ci.yml",
        "include:\n  - remote: https://x.test/ci.yml\nbuild:\n  script:\n    - curl https://x.test/i | bash\n");
    commit();
    collect("app");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(resource("ci_workflow", rows[i].address), rows[i].path), rows[i].expected, "%s %s: %s",
                         rows[i].address, rows[i].path, shown(resource("ci_workflow", rows[i].address), rows[i].path));
    cr_expect_not_null(covered("no YAML that can be read"));
    cr_expect_eq(count_of("ci_workflow"), 3);
}

Test(git, says_which_workflow_is_too_long_to_be_read) {
    enum { LONG = 600 << 10 };
    char *text = malloc(LONG + 1);
    memset(text, '#', LONG);
    for (size_t i = 0; i < LONG; i += 64)
        text[i] = '\n';
    text[LONG] = '\0';
    init(false);
    put(".github/workflows/long.yml", text);
    put("long.yml", text);
    commit();
    collect("app");
    cr_expect_not_null(covered("the workflow is larger than 512 KiB"));
    cr_expect_eq(count_of("ci_workflow"), 0);
    free(text);
}

Test(git, tells_files_that_should_not_be_there_and_those_that_should) {
    static const struct {
        const char *type, *address, *path, *expected;
    } rows[] = {
        {"repository_file", "file:app/infra/terraform.tfstate", "kind", "terraform-state"},
        {"repository_file", "file:app/infra/default.json", "kind", "terraform-state"},
        {"repository_file", "file:app/nightly", "kind", "database-dump"},
        {"repository_file", "file:app/old.sql.zst", "kind", "database-dump"},
        {"repository_file", "file:app/home/.aws/credentials", "kind", "credential-file"},
        {"repository_file", "file:app/.env", "kind", "env-file"},
        {"repository_file", "file:app/.env", "has_values", "true"},
        {"repository_file", "file:app/.env.example", "template", "true"},
        {"repository_file", "file:app/.env.example", "has_values", "false"},
        {"repository_file", "file:app/.env.vault", "encrypted", "true"},
        {"repository_file", "file:app/backup.sql", "kind", "database-dump"},
        {"repository_file", "file:app/keys/server.p12", "kind", "key-store"},
        {"repository_file", "file:app/.netrc", "kind", "credential-file"},
        {"git_repository", "repository:app", "codeowners", "true"},
        {"git_repository", "repository:app", "security_policy", "false"},
        {"git_repository", "repository:app", "update_bot", "true"},
        {"git_repository", "repository:app", "manifests", "5"},
        {"dependency_manifest", "manifest:app/package.json", "ecosystem", "npm"},
        {"dependency_manifest", "manifest:app/packages/a/package.json", "lock_file", "app/package-lock.json"},
        {"dependency_manifest", "manifest:app/api/pyproject.toml", "locked", "false"},
        {"dependency_manifest", "manifest:app/server/pom.xml", "ecosystem", "maven"},
        {"dependency_manifest", "manifest:app/web/Shop.csproj", "ecosystem", "nuget"},
        {"dependency_manifest", "manifest:app/tests/fixture/package.json", "role", "test"},
        {"git_repository", "repository:app", "unlocked", "[\"api/pyproject.toml\"]"},
        {"git_repository", "repository:app", "ci", "[\"jenkins\"]"},
    };
    struct phs_buf dump;
    phs_buf_init(&dump, 1 << 20);
    for (int i = 0; i < 120; i++)
        phs_buf_printf(&dump, "INSERT INTO visits VALUES (%d);\n", i);
    init(false);
    put("infra/terraform.tfstate", "{}");
    put("infra/default.json", "{\"version\": 4, \"terraform_version\": \"1.9.0\", \"serial\": 3, \"lineage\": \"a-b\"}");
    put("nightly", "PGDMP and what follows\n");
    put("old.sql.zst", "(\xb5/\xfd");
    put("home/.aws/credentials", "[default]\n");
    put(".env", "NAME=x\nSTRIPE_SECRET=kV7pQz2mTrw9\n");
    put(".env.example", "STRIPE_SECRET=\nTOKEN=your-token\n");
    put(".env.vault", "$ANSIBLE_VAULT;1.1;AES256\n00\n");
    put("backup.sql", phs_buf_text(&dump));
    put("migrations/001.sql", "INSERT INTO roles VALUES (1);\n");
    put("keys/server.p12", "x");
    put(".netrc", "machine x\n");
    put(".github/CODEOWNERS", "* @x\n");
    put(".github/dependabot.yml", "version: 2\n");
    put("Jenkinsfile", "node {}\n");
    put("package.json", "{}");
    put("package-lock.json", "{}");
    put("packages/a/package.json", "{}");
    put("api/pyproject.toml", "");
    put("server/pom.xml", "<project/>");
    put("web/Shop.csproj", "<Project/>");
    put("tests/fixture/package.json", "{}");
    commit();
    phs_buf_done(&dump);
    collect("app");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(resource(rows[i].type, rows[i].address), rows[i].path), rows[i].expected, "%s %s: %s",
                         rows[i].address, rows[i].path, shown(resource(rows[i].type, rows[i].address), rows[i].path));
    cr_expect_null(strstr(everything(), "001.sql"));
}

Test(git, is_the_same_on_any_number_of_threads) {
    commit_leaks();
    setenv("PHISCOPE_THREADS", "1", 1);
    collect("app");
    char *one = strdup(everything());
    graph = (struct phs_graph){0};
    phs_graph_init(&graph, arena);
    setenv("PHISCOPE_THREADS", "7", 1);
    collect("app");
    cr_expect_str_eq(everything(), one);
    free(one);
    unsetenv("PHISCOPE_THREADS");
}

Test(git, tells_roles_by_paths) {
    static const struct {
        const char *path, *role;
    } rows[] = {
        {"src/app.py", "code"},     {"tests/x.py", "test"},    {"src/foo_test.go", "test"},       {"src/contest.py", "code"},
        {"docs/x.txt", "docs"},     {"README.md", "docs"},     {".github/workflows/x.yml", "ci"}, {".env", "env"},
        {"deploy/prod.env", "env"}, {"latest/app.py", "code"}, {"a/Jenkinsfile", "ci"},           {"", "code"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(phs_file_role(rows[i].path), rows[i].role, "%s", rows[i].path);
}

Test(git, is_not_woken_where_nothing_looks_like_a_repository) {
    char place[] = "/tmp/phs-git-XXXXXX", path[128];
    cr_assert_not_null(mkdtemp(place));
    cr_expect_not(phs_tree_may_have_git(place));
    cr_expect(phs_tree_may_have_git("/nonexistent/folder"), "whoever opens it says why");
    snprintf(path, sizeof path, "%s/a", place);
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_expect_not(phs_tree_may_have_git(path));
    snprintf(path, sizeof path, "%s/HEAD", place);
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_expect(phs_tree_may_have_git(place), "a bare one");
    rmdir(path);
    snprintf(path, sizeof path, "%s/.git", place);
    cr_assert_eq(symlink("nowhere", path), 0);
    cr_expect(phs_tree_may_have_git(place), "whatever .git is");
    snprintf(path, sizeof path, "%s/a", place);
    cr_expect(phs_tree_may_have_git(path), "above it");
    rmdir(path);
    snprintf(path, sizeof path, "%s/.git", place);
    unlink(path);
    rmdir(place);
}

Test(git, folders_called_after_vendors_hold_what_is_about_them_too) {
    static const struct {
        const char *scenario, *path;
        bool bundled;
    } rows[] = {
        {"a package", "app/node_modules/lark/index.js", true},
        {"data within a package", "node_modules/lark/patients.csv", true},
        {"a file of a vendor's feed", "vendor/feed.xml", false},
        {"data in the folder of a vendor", "vendor/lab/result.xml", false},
        {"a program in it", "vendor/lab/index.php", true},
        {"what describes it", "third_party/lark/requirements.txt", true},
        {"a package of an organization", "vendor/lake/lark/data.csv", true},
        {"a module", "vendor/git.lake.org/lark/rules/x.go", true},
        {"a list of modules", "vendor/modules.txt", false},
        {"a folder that only begins so", "vendors/lake/lark/index.php", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_tree_is_bundled(rows[i].path), rows[i].bundled, "%s", rows[i].scenario);
}
