/* SPDX-License-Identifier: Apache-2.0 */
/* --checks DIR: other people's policies and our own, broken ones included. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "catalogue/catalogue.h"

static struct phs_arena *arena;
static struct phs_catalogue *catalogue;
static char folder[] = "/tmp/phs-checks-XXXXXX";
static struct phs_texts written;

static void make(void) {
    arena = phs_arena_new();
    memset(&written, 0, sizeof written);
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    cr_assert(mkdtemp(folder) != NULL);
}

static void unmake(void) {
    for (size_t i = 0; i < written.n; i++)
        unlink(written.at[i]);
    char *sub = phs_path_join(arena, folder, "safeguards");
    rmdir(sub);
    rmdir(phs_path_join(arena, folder, "vendors"));
    rmdir(folder);
    phs_arena_free(arena);
}

TestSuite(folder, .init = make, .fini = unmake);

static void put_bytes(const char *name, struct phs_slice bytes) {
    struct phs_err err;
    const char *path = phs_path_join(arena, folder, name);
    mkdir(phs_path_dir(arena, path), 0700);
    if (phs_file_write(path, bytes, false, &err) != PHS_OK)
        cr_assert_fail("%s", err.text);
    PHS_PUSH(arena, written, path);
}

static void put(const char *name, const char *text) {
    put_bytes(name, phs_slice(text));
}

static void load(void) {
    struct phs_err err;
    const char *folders[] = {folder};
    if (phs_catalogue_load(arena, folders, 1, &catalogue, &err) != PHS_OK)
        cr_assert_fail("%s", err.text);
}

static bool one_contains(const char *const *at, size_t n, const char *words) {
    bool found = false;
    for (size_t i = 0; i < n; i++)
        found |= strstr(at[i], words) != NULL;
    return found;
}
#define WARNED(words) one_contains(catalogue->warnings.at, catalogue->warnings.n, words)
#define FAILED(words) one_contains(catalogue->errors.at, catalogue->errors.n, words)

#define POLICY(id)                                                                                                             \
    "metadata: {id: " id ", name: A policy, category: ENCRYPTION, severity: HIGH}\n"                                           \
    "definition: {cond_type: attribute, resource_types: [aws_x], attribute: a, operator: equals, value: yes}\n"

Test(folder, a_policy_without_our_block_is_read_as_written_elsewhere) {
    put("a.yaml", POLICY("ORG_1"));
    load();
    const struct phs_check_info *check = phs_catalogue_check(catalogue, "ORG_1");
    cr_assert(check != NULL);
    cr_expect(check->foreign && check->safeguard == NULL && check->kind == PHS_CHECK_DECLARATIVE);
    cr_expect(phs_is_true(phs_get(check->definition, "value")), "yes is true in YAML 1.1");
}

Test(folder, a_check_with_our_block_is_read_as_yaml_1_2) {
    put("b.yaml",
        POLICY("b") "phiscope: {why: because of something, remedy: write the other, safeguard: encryption-at-rest}\n");
    load();
    const struct phs_check_info *check = phs_catalogue_check(catalogue, "b");
    cr_assert(check != NULL);
    cr_expect(!check->foreign);
    cr_expect_str_eq(check->safeguard->id, "encryption-at-rest");
    cr_expect(phs_slice_is(phs_text(phs_get(check->definition, "value")), "yes"));
}

static const struct {
    const char *scenario, *written;
    bool has;
    enum phs_severity severity;
} severities[] = {
    {"upper case", "CRITICAL", true, PHS_SEV_CRITICAL},
    {"lower case", "low", true, PHS_SEV_LOW},
    {"moderate is medium", "MODERATE", true, PHS_SEV_MEDIUM},
    {"important is high", "Important", true, PHS_SEV_HIGH},
    {"none", "NONE", false, PHS_SEV_MEDIUM},
    {"off is false in YAML 1.1", "OFF", false, PHS_SEV_MEDIUM},
    {"any other word", "urgent", false, PHS_SEV_MEDIUM},
    {"empty", "", false, PHS_SEV_MEDIUM},
};

Test(folder, severity_words_of_the_policy_language_are_known) {
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
        put(phs_printf(arena, "%zu.yaml", i),
            phs_printf(arena,
                       "metadata:\n  id: S%zu\n  name: n\n  category: c\n  severity: %s\ndefinition: {operator: exists}\n", i,
                       severities[i].written));
    load();
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
        const struct phs_check_info *check = phs_catalogue_check(catalogue, phs_printf(arena, "S%zu", i));
        cr_assert(check != NULL, "%s", severities[i].scenario);
        cr_expect(check->has_severity == severities[i].has && check->severity == severities[i].severity, "%s",
                  severities[i].scenario);
    }
}

static const struct {
    const char *scenario, *text, *words;
} skipped[] = {
    {"no id", "metadata: {name: n, category: c}\ndefinition: {operator: exists}\n", "without id"},
    {"no name", "metadata: {id: x, category: c}\ndefinition: {operator: exists}\n", "without name"},
    {"no category", "metadata: {id: x, name: n}\ndefinition: {operator: exists}\n", "without category"},
    {"no definition", "metadata: {id: x, name: n, category: c}\n", "definition is missing"},
    {"a list of conditions", "metadata: {id: x, name: n, category: c}\ndefinition: [{operator: exists}]\n",
     "not one condition"},
    {"no metadata", "definition: {operator: exists}\n", "without id"},
    {"metadata is text", "metadata: hello\ndefinition: {operator: exists}\n", "without id"},
    {"a list", "- metadata: {id: x}\n", "no map"},
    {"a scalar", "hello\n", "no map"},
};

Test(folder, a_policy_that_lacks_something_is_left_out_with_a_warning) {
    for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
        put(phs_printf(arena, "p%zu.yaml", i), skipped[i].text);
    load();
    cr_expect_null(phs_catalogue_check(catalogue, "x"));
    cr_expect_eq(catalogue->errors.n, 0);
    for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++) {
        char *file = phs_printf(arena, "/p%zu.yaml", i);
        bool named = false;
        for (size_t k = 0; k < catalogue->warnings.n; k++)
            named |= strstr(catalogue->warnings.at[k], file) && strstr(catalogue->warnings.at[k], skipped[i].words);
        cr_expect(named, "%s", skipped[i].scenario);
    }
}

Test(folder, a_repeated_key_counts_last_in_a_policy_and_breaks_a_check_of_ours) {
    put("theirs.yaml", "metadata: {id: T, name: n, category: c, category: d}\ndefinition: {operator: exists}\n");
    put("b.yaml", POLICY("b") "phiscope: {why: because, why: of it, remedy: write it, safeguard: encryption-at-rest}\n");
    load();
    cr_assert(phs_catalogue_check(catalogue, "T") != NULL);
    cr_expect_str_eq(phs_catalogue_check(catalogue, "T")->category, "d");
    cr_expect(WARNED("theirs.yaml:1"));
    cr_expect_null(phs_catalogue_check(catalogue, "b"));
    cr_expect(FAILED("b.yaml:"));
}

Test(folder, a_policy_in_a_folder_named_like_one_of_ours_is_still_a_policy) {
    put("vendors/p.yaml", POLICY("V"));
    load();
    cr_expect(phs_catalogue_check(catalogue, "V") && phs_catalogue_check(catalogue, "V")->foreign);
    cr_expect_eq(catalogue->errors.n, 0);
}

Test(folder, each_document_of_a_file_is_a_policy) {
    put("many.yaml", "---\n" POLICY("M1") "---\n" POLICY("M2"));
    load();
    cr_expect(phs_catalogue_check(catalogue, "M1") && phs_catalogue_check(catalogue, "M2"));
}

Test(folder, a_broken_file_is_an_error_with_its_name_and_the_others_load) {
    put("bad.yaml", "metadata: {id: [\n");
    put("bad.json", "{\"metadata\": ");
    put("good.yaml", POLICY("GOOD"));
    load();
    cr_expect(FAILED("bad.yaml:"));
    cr_expect(FAILED("bad.json:"));
    cr_expect_eq(catalogue->errors.n, 2);
    cr_expect(phs_catalogue_check(catalogue, "GOOD") != NULL);
}

Test(folder, json_is_the_same_structure) {
    put("p.json", "{\"metadata\": {\"id\": \"J1\", \"name\": \"n\", \"category\": \"c\"}, \"scope\": {\"provider\": [\"aws\", "
                  "\"azure\"]}, \"definition\": {\"operator\": \"exists\"}}");
    load();
    const struct phs_check_info *check = phs_catalogue_check(catalogue, "J1");
    cr_assert(check != NULL);
    cr_expect_str_eq(check->provider, "aws");
    cr_expect(phs_is(check->providers, PHS_LIST) && check->providers->list.n == 2);
}

Test(folder, of_two_files_with_one_id_the_first_by_path_wins) {
    put("b.yaml", "metadata: {id: D, name: second, category: c}\ndefinition: {operator: exists}\n");
    put("a.yaml", "metadata: {id: D, name: first, category: c}\ndefinition: {operator: exists}\n");
    load();
    cr_expect_str_eq(phs_catalogue_check(catalogue, "D")->name, "first");
    cr_expect(WARNED("check D exists already"));
}

Test(folder, an_id_that_is_not_the_path_is_only_warned_about) {
    put("elsewhere.yaml", POLICY("b") "phiscope: {why: because of it, remedy: write it, safeguard: encryption-at-rest}\n");
    load();
    cr_expect(WARNED("id is b, its path says elsewhere"));
    cr_expect(phs_catalogue_check(catalogue, "b") != NULL);
}

Test(folder, a_check_whose_safeguard_does_not_exist_is_not_run) {
    put("b.yaml", POLICY("b") "phiscope: {why: because of it, remedy: write it, safeguard: no-such}\n");
    load();
    cr_expect(WARNED("safeguard no-such does not exist"));
    cr_expect_null(phs_catalogue_check(catalogue, "b"));
}

Test(folder, a_folder_may_bring_its_own_safeguards_and_vendors) {
    put("safeguards/own.yaml",
        "id: own\ntitle: Own\nfamily: technical\nwhat: w\nwhy: y\ncontrols: {hipaa: [164.312(b), 164.999]}\n");
    put("vendors/acme.yaml", "name: Acme Scribe\ncategory: AI model host\nmodel_host: true\nhosts: [api.acme.example]\n");
    put("b.yaml", POLICY("b") "phiscope: {why: because of it, remedy: write it, safeguard: own}\n");
    load();
    cr_expect_str_eq(phs_catalogue_check(catalogue, "b")->safeguard->title, "Own");
    cr_expect_eq(phs_catalogue_safeguard(catalogue, "own")->controls.n, 1);
    cr_expect(WARNED("control hipaa:164.999 does not exist"));
    struct phs_reach reach;
    cr_assert(phs_catalogue_reach_host(catalogue, phs_slice("api.acme.example"), &reach));
    cr_expect_str_eq(reach.vendor->name, "Acme Scribe");
    cr_expect(reach.model_host);
}

Test(folder, a_misspelt_key_is_warned_about) {
    put("b.yaml",
        POLICY("b") "phiscope: {why: because of it, remedy: write it, safeguard: encryption-at-rest, specifcation: x}\n");
    load();
    cr_expect(WARNED("specifcation is no key here"));
}

Test(folder, the_digest_covers_what_folders_add) {
    struct phs_err err;
    struct phs_catalogue *plain;
    cr_assert_eq(phs_catalogue_load(arena, NULL, 0, &plain, &err), PHS_OK);
    put("a.yaml", POLICY("ORG_1"));
    load();
    char first[65];
    memcpy(first, catalogue->sha256, sizeof first);
    cr_expect_str_neq(first, plain->sha256);
    load();
    cr_expect_str_eq(catalogue->sha256, first);
    put("a.yaml", POLICY("ORG_2"));
    load();
    cr_expect_str_neq(catalogue->sha256, first);
}

Test(folder, one_that_does_not_exist_is_an_error_that_names_it) {
    struct phs_err err;
    const char *folders[] = {"/nonexistent/checks"};
    cr_assert_eq(phs_catalogue_load(arena, folders, 1, &catalogue, &err), PHS_OK);
    cr_expect(FAILED("/nonexistent/checks: no such folder"));
}

Test(folder, hostile_files_cost_one_sentence_each) {
    char *deep = phs_alloc(arena, 4001);
    memset(deep, '[', 4000);
    put("deep.yaml", deep);
    put_bytes("nul.yaml", phs_slice_n("a: \0b\n", 6));
    put_bytes("latin.yaml", phs_slice_n("a: \xff\xfe\n", 6));
    put("bomb.yaml",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
        "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n");
    put("empty.yaml", "");
    put("good.yaml", POLICY("GOOD"));
    load();
    cr_expect(FAILED("deep.yaml") && FAILED("nul.yaml") && FAILED("latin.yaml") && FAILED("bomb.yaml"));
    cr_expect_eq(catalogue->errors.n, 4);
    cr_expect(phs_catalogue_check(catalogue, "GOOD") != NULL);
}
