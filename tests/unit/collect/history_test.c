/* SPDX-License-Identifier: Apache-2.0 */
/* What was committed once and is gone from HEAD: told once, with the commit that had it first, and without a character of it.
 */
#include "committing.h"

TestSuite(history, .init = open_repository, .fini = close_repository, .timeout = 60);

Test(history, tells_where_a_secret_that_is_gone_was_first) {
    put("README", "one\n");
    commit("HEAD");
    put("src/config/keys.py", phs_printf(arena, "# keys\n%s", token()));
    const char *first = phs_strdup(arena, commit("HEAD"));
    put("src/config/keys.py", phs_printf(arena, "# more keys\n\n%s", token()));
    commit("HEAD");
    drop("src/config/keys.py");
    commit("HEAD");
    collect(PHS_HISTORY_DEFAULT);
    cr_assert_eq(count_of("secret_sighting"), 1, "one value is one finding, however many versions of a file had it");
    const struct phs_resource *found = resource("secret_sighting", "secret:app/src/config/keys.py#github-token:history:1");
    cr_expect_str_eq(shown(found, "role"), "history");
    cr_expect_str_eq(shown(found, "file_role"), "code");
    cr_expect_str_eq(shown(found, "first_commit"), first);
    cr_expect_str_eq(shown(found, "first_seen"), "2023-11-16");
    cr_expect_str_eq(shown(found, "line"), "2");
    cr_expect_str_eq(shown(found, "in_head"), "false");
    cr_expect_str_eq(phs_place_text(arena, found->place), phs_printf(arena, "%.12s:app/src/config/keys.py:2", first));
    cr_expect_eq(history_coverage()->state, PHS_READ);
}

/* By the rule of the tree: a test is told with its role, a label of a box not at all unless chance made it. */
static const char *key(void) {
    return phs_printf(arena, "client_secret = \"%s%s\"\n", "99HhtJdDZwmyx0De", "fhR5RJiy9qmUDHVH");
}

Test(history, tells_a_generic_secret_by_the_rule_of_the_tree) {
    put("README", "one\n");
    put("tests/test_login.py", key());
    put("src/locale/de/labels.py", "password = \"Kennwortwahl7q\"\n");
    commit("HEAD");
    collect(PHS_HISTORY_DEFAULT);
    const struct phs_resource *of_tree = resource("secret_sighting", "secret:app/tests/test_login.py#assigned-secret:1");
    cr_expect_str_eq(shown(of_tree, "role"), "test");
    phs_graph_init(&graph, arena);
    drop("tests/test_login.py");
    drop("src/locale/de/labels.py");
    commit("HEAD");
    collect(PHS_HISTORY_DEFAULT);
    cr_expect_eq(count_of("secret_sighting"), 1);
    const struct phs_resource *gone = resource("secret_sighting", "secret:app/tests/test_login.py#assigned-secret:history:1");
    cr_expect_str_eq(shown(gone, "file_role"), "test");
}

Test(history, adds_to_a_secret_that_still_stands_since_when) {
    put("old.py", token());
    const char *first = phs_strdup(arena, commit("HEAD"));
    drop("old.py");
    put("new.py", phs_printf(arena, "x = 1\n%s", token()));
    commit("HEAD");
    collect(PHS_HISTORY_DEFAULT);
    cr_assert_eq(count_of("secret_sighting"), 1);
    const struct phs_resource *found = resource("secret_sighting", "secret:app/new.py#github-token:1");
    cr_expect_str_eq(shown(found, "first_commit"), first);
    cr_expect_str_eq(shown(found, "role"), "code");
}

Test(history, reads_every_branch_tag_stash_and_reflog_and_says_what_none_of_them_reaches) {
    put("README", "one\n");
    commit("HEAD");
    put("side.py", token());
    commit("refs/heads/side");
    drop("side.py");
    put("stashed.py", phs_printf(arena, "k = '%s%s'\n", "AKIA", "Q3ZKF7XW2M5RB6TJ"));
    commit("refs/stash");
    drop("stashed.py");
    put("lost.py", phs_printf(arena, "k = '%s%s'\n", "AKIA", "Z3QKF7XW2M5RB6TX"));
    commit(NULL);
    collect(PHS_HISTORY_ALL);
    cr_expect_eq(count_of("secret_sighting"), 2);
    resource("secret_sighting", "secret:app/side.py#github-token:history:1");
    resource("secret_sighting", "secret:app/stashed.py#aws-access-key-id:history:1");
    cr_expect_not_null(strstr(history_coverage()->reason, "1 secrets stand only in objects that no branch"));
    cr_expect_eq(history_coverage()->state, PHS_READ);
}

Test(history, is_left_alone_where_only_head_was_asked_for) {
    put("a.py", token());
    commit("HEAD");
    drop("a.py");
    commit("HEAD");
    collect(PHS_HISTORY_HEAD);
    cr_expect_eq(count_of("secret_sighting"), 0);
    cr_expect_null(history_coverage());
}

Test(history, is_partly_read_where_the_clone_is_shallow_or_objects_are_missing) {
    put("a.py", token());
    commit("HEAD");
    put("b.py", "x\n");
    const char *second = phs_strdup(arena, commit("HEAD"));
    const char *git_dir = phs_printf(arena, "%s/app/.git", folder);
    git_object *parent;
    cr_assert_eq(git_revparse_single(&parent, repository, "HEAD~1"), 0);
    const char *hex = git_oid_tostr_s(git_object_id(parent));
    cr_assert_eq(remove(phs_printf(arena, "%s/objects/%.2s/%s", git_dir, hex, hex + 2)), 0);
    git_object_free(parent);
    cr_assert_eq(
        phs_file_write(phs_printf(arena, "%s/shallow", git_dir), phs_slice(phs_printf(arena, "%s\n", second)), false, NULL),
        PHS_OK);
    collect(PHS_HISTORY_DEFAULT);
    const struct phs_coverage *coverage = history_coverage();
    cr_expect(coverage->state == PHS_READ_PARTLY && !coverage->asked, "no failure: history was not asked for by name");
    cr_expect_not_null(strstr(coverage->reason, "shallow"));
}

Test(history, tells_patients_that_are_gone_by_file_and_kind) {
    put("data/visits.txt",
        phs_printf(arena, "patient name: Ann\npatient ssn: %s%s\ndiagnosis code: E11.9\n", "536-44-", "8127"));
    const char *first = phs_strdup(arena, commit("HEAD"));
    drop("data/visits.txt");
    put("README", "x\n");
    commit("HEAD");
    collect(PHS_HISTORY_ALL);
    const struct phs_resource *found = resource("phi_sighting", "phi:app/data/visits.txt#ssn:history");
    cr_expect_str_eq(shown(found, "grade"), "phi");
    cr_expect_str_eq(shown(found, "shape"), "ddd-dd-dddd");
    cr_expect_str_eq(shown(found, "first_commit"), first);
    cr_expect_null(strstr(everything(), "8127"));
}

/* A patient in FHIR; no pattern knows any of it. */
static const char *patient(const char *family) {
    return phs_printf(arena,
                      "{\n\"resourceType\": \"Patient\",\n\"name\": [{\"family\": \"%s\", \"given\": [\"%s\"]}],\n"
                      "\"birthDate\": \"1961-03-14\",\n\"contained\": [{\"resourceType\": \"Condition\", \"code\": "
                      "{\"text\": \"Asthma\"}}]\n}\n",
                      family, family);
}

Test(history, tells_documents_about_patients_that_are_gone) {
    put("fixtures/p.json", patient("Halvorsen"));
    put("seed.csv", "mrn,last_name,first_name,dob,diagnosis\n48392011,Mercer,Dwayne,1949-02-01,E11.9\n");
    put("made-up.json", patient("Ortega482"));
    put("still.json", patient("Thibodeaux"));
    const char *first = phs_strdup(arena, commit("HEAD"));
    drop("fixtures/p.json");
    drop("seed.csv");
    drop("made-up.json");
    commit("HEAD");
    collect(PHS_HISTORY_ALL);
    const struct phs_resource *name = resource("phi_sighting", "phi:app/fixtures/p.json#name:history"),
                              *dob = resource("phi_sighting", "phi:app/fixtures/p.json#dob:history"),
                              *mrn = resource("phi_sighting", "phi:app/seed.csv#mrn:history");
    cr_expect_str_eq(shown(name, "grade"), "phi");
    cr_expect_str_eq(shown(name, "first_commit"), first);
    cr_expect_eq(name->place.line, 3);
    cr_expect_null(phs_get(name->attributes, "told_with"), "one category speaks for its file");
    cr_expect_str_eq(shown(dob, "told_with"), "phi:app/fixtures/p.json#name:history");
    cr_expect_str_eq(shown(mrn, "grade"), "phi");
    cr_expect_null(strstr(everything(), "made-up.json#name:history"), "nobody has a name with a number");
    cr_expect_null(strstr(everything(), "still.json#name:history"), "HEAD tells it");
    cr_expect_str_eq(shown(resource("phi_sighting", "phi:app/still.json#name"), "first_commit"), first);
    cr_expect_null(strstr(everything(), "Halvorsen"));
    cr_expect_null(strstr(everything(), "48392011"));
}

/* Category and grade of each sighting of a file, of now or of its past. */
static const char *sights_of(const char *path, bool past) {
    const struct phs_resource_list *all = phs_graph_of_type(&graph, "phi_sighting");
    const char *text = "";
    for (size_t i = 0; i < all->items.n; i++) {
        const struct phs_resource *each = all->items.at[i];
        bool of_past = strcmp(shown(each, "role"), "history") == 0;
        if (strcmp(shown(each, "file"), phs_printf(arena, "app/%s", path)) == 0 && of_past == past)
            text = phs_printf(arena, "%s%s %s, ", text, shown(each, "category"), shown(each, "grade"));
    }
    return text;
}

/* Patterns alone find a date or two in them. */
static const struct {
    const char *path, *text;
} programs[] = {
    {"tests/seed.py",
     "# who was admitted\npatients = [\n    Patient(name=\"Dwayne Mercer\", dob=\"1949-02-01\", mrn=\"48392011\", "
     "diagnosis=\"Asthma\"),\n]\n"},
    {"src/Fixture.java",
     "class Fixture {\n  Patient p = new Patient();\n  { p.setFamilyName(\"Halvorsen\"); p.setGivenName(\"Inga\");\n"
     "    p.setBirthDate(\"1961-03-14\"); p.setDiagnosis(\"E11.9\"); }\n}\n"},
    {"var/worker.log", "[2026-01-02 10:00:00] INFO admitted patient name=Dwayne Mercer dob=1949-02-01 mrn=48392011 "
                       "diagnosis=asthma\n[2026-01-02 10:00:01] INFO done\n"},
};

Test(history, tells_of_programs_and_logs_what_the_tree_told_of_them) {
    const char *before[sizeof programs / sizeof *programs];
    const struct phs_memory memory = {.load = load, .save = save};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        put(programs[i].path, programs[i].text);
    commit("HEAD");
    collect(PHS_HISTORY_ALL);
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        before[i] = sights_of(programs[i].path, false);
        cr_expect_not_null(strstr(before[i], "name phi"), "%s: %s", programs[i].path, before[i]);
        cr_expect_str_eq(sights_of(programs[i].path, true), "", "HEAD tells it");
    }
    cr_expect_str_eq(told(&memory), told(NULL), "of what HEAD tells nothing is read again");
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        drop(programs[i].path);
    put("README", "x\n");
    commit("HEAD");
    cr_expect_str_eq(told(&memory), told(NULL), "from memory, after they are gone");
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        cr_expect_str_eq(sights_of(programs[i].path, true), before[i], "%s", programs[i].path);
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        put(programs[i].path, programs[i].text);
    commit("HEAD");
    cr_expect_str_eq(told(&memory), told(NULL), "from memory, after they are back");
    cr_expect_str_eq(told(&memory), told(NULL), "and once more");
}

static bool holds(struct phs_slice bytes, const char *text) {
    return phs_slice_find(bytes, phs_slice(text)) != (size_t)-1;
}

Test(history, tells_the_same_from_memory_as_from_a_full_reading) {
    const struct phs_memory memory = {.load = load, .save = save};
    put("a.py", token());
    put("b.txt", phs_printf(arena, "patient ssn: %s%s\ndiagnosis code: E11.9\n", "536-44-", "8127"));
    put("p.json", patient("Halvorsen"));
    put("locale/de/keys.py", key()); /* made by chance, which memory has to know */
    commit("HEAD");
    drop("b.txt");
    drop("p.json");
    drop("locale/de/keys.py");
    put("c.py", phs_printf(arena, "k = '%s%s'\n", "AKIA", "Q3ZKF7XW2M5RB6TJ"));
    commit("HEAD");
    cr_expect_str_eq(told(&memory), told(NULL), "the first time");
    cr_expect(saves == 1 && loads == 0);
    cr_expect_str_eq(told(&memory), told(NULL), "the second time");
    cr_expect(saves == 1 && loads == 1, "nothing changed, so nothing was searched");
    cr_expect_not(holds(remembered, "q7Zk2V") || holds(remembered, "Q3ZKF7") || holds(remembered, "8127") ||
                  holds(remembered, "Halvorsen"));
    /* A value that history had stands elsewhere now; one that HEAD had is gone; and there is a new one. */
    drop("a.py");
    drop("c.py");
    put("moved.py", phs_printf(arena, "# elsewhere\n%s", token()));
    put("d.py", phs_printf(arena, "k = '%s%s'\n", "AKIA", "Z3QKF7XW2M5RB6TX"));
    commit("HEAD");
    cr_expect_str_eq(told(&memory), told(NULL), "after a commit");
    cr_expect(saves == 2 && loads == 2);
    drop("d.py");
    commit("HEAD");
    cr_expect_str_eq(told(&memory), told(NULL), "after another");
    for (size_t cut = 0; cut + 1 < remembered.len; cut += 7) {
        struct phs_slice all = remembered;
        remembered.len = cut + 1;
        const char *text = cut % 70 == 0 ? told(&memory) : NULL;
        cr_expect(!text || strcmp(text, told(NULL)) == 0, "what is cut off is not believed");
        remembered = all;
    }
    const char *truth = told(NULL);
    const struct phs_slice whole = remembered;
    for (size_t at = 0; at < whole.len; at += 41) {
        char *bytes = phs_strndup(arena, whole.ptr, whole.len);
        bytes[at] ^= 4;
        remembered = phs_slice_n(bytes, whole.len);
        cr_expect_str_eq(told(&memory), truth, "a changed bit at %zu is not believed", at);
    }
}

Test(history, follows_no_alternate_and_no_git_directory_outside) {
    put("a.py", token());
    commit("HEAD");
    const char *other = phs_printf(arena, "%s/other", folder);
    cr_assert_eq(mkdir(other, 0700), 0);
    cr_assert_eq(phs_file_write(phs_printf(arena, "%s/.git", other),
                                phs_slice(phs_printf(arena, "gitdir: %s/app/.git\n", folder)), false, NULL),
                 PHS_OK);
    const struct phs_target target = {.kind = PHS_TARGET_REPOSITORY, .path = "other", .environment = ""};
    phs_source_collect(&graph, scope.folder, &target, catalogue, NULL);
    phs_git_collect(&graph, &scope, &target, catalogue, NULL);
    cr_expect_eq(count_of("secret_sighting"), 0);
    bool refused = false;
    for (size_t i = 0; i < graph.coverage.n; i++)
        refused |= graph.coverage.at[i].reason && strstr(graph.coverage.at[i].reason, "refused");
    cr_expect(refused);
}

/* What is about health alone is no finding: told with it, a name beside it would be lost. */
Test(history, what_is_about_health_alone_speaks_for_no_file) {
    cr_expect_lt(phs_git_rank("name", PHS_GRADE_IDENTIFIER), phs_git_rank("diagnosis", PHS_GRADE_HEALTH));
    cr_expect_lt(phs_git_rank("note", PHS_GRADE_PHI), phs_git_rank("ssn", PHS_GRADE_IDENTIFIER));
    cr_expect_lt(phs_git_rank("ssn", PHS_GRADE_PHI), phs_git_rank("name", PHS_GRADE_PHI));
}
