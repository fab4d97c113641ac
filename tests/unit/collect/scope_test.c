/* SPDX-License-Identifier: Apache-2.0 */
/* The scope file: every key, every wrong shape, and what a person is told about it. */
#include <criterion/criterion.h>

#include "collect/scope.h"

static struct phs_arena *arena;

static void open_arena(void) {
    arena = phs_arena_new();
}

static void close_arena(void) {
    phs_arena_free(arena);
}

TestSuite(scope, .init = open_arena, .fini = close_arena);

static struct phs_scope *parse(const char *text) {
    struct phs_scope *scope = NULL;
    struct phs_err err = {0};
    enum phs_code code = phs_scope_parse(arena, "org/phiscope.yaml", phs_slice(text), &scope, &err);
    cr_assert_eq(code, PHS_OK, "%s", err.text);
    return scope;
}

Test(scope, refuses_what_is_no_scope_with_one_sentence) {
    static const struct {
        const char *scenario, *text, *says;
    } rows[] = {
        {"an empty file", "", "is empty"},
        {"only comments", "# nothing yet\n", "is empty"},
        {"a list", "- a\n", "where a map"},
        {"a text", "hello\n", "where a map"},
        {"no target at all", "organization: {name: X}\n", "names no target"},
        {"empty lists of targets", "targets: {vendors: []}\n", "names no target"},
        {"an open bracket", "targets: [\n", "phiscope.yaml:"},
        {"a key twice", "targets: {}\ntargets: {}\n", "phiscope.yaml:2"},
        {"two documents", "targets: {vendors: a}\n---\ntargets: {vendors: b}\n", "phiscope.yaml:"},
        {"bytes that are no UTF-8", "targets: {vendors: \xff\xfe}\n", "phiscope.yaml:"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct phs_scope *scope = NULL;
        struct phs_err err = {0};
        enum phs_code code = phs_scope_parse(arena, "org/phiscope.yaml", phs_slice(rows[i].text), &scope, &err);
        cr_expect_eq(code, PHS_E_USAGE, "%s", rows[i].scenario);
        cr_expect(strstr(err.text, rows[i].says), "%s: %s", rows[i].scenario, err.text);
        cr_expect(strstr(err.text, "org/phiscope.yaml"), "%s: %s", rows[i].scenario, err.text);
        cr_expect_null(strchr(err.text, '\n'), "%s", rows[i].scenario);
    }
}

Test(scope, says_that_the_file_is_missing) {
    struct phs_scope *scope = NULL;
    struct phs_err err = {0};
    cr_expect_eq(phs_scope_read(arena, PHS_FIXTURES "/collect/no-such.yaml", &scope, &err), PHS_E_USAGE);
    cr_expect(strstr(err.text, "no-such.yaml"), "%s", err.text);
    cr_expect_null(scope);
}

Test(scope, survives_nesting_and_aliases_meant_to_exhaust_it) {
    char deep[1200];
    memset(deep, '[', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    const char *texts[] = {deep, "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntargets: &t {vendors: *t}\n"};
    for (size_t i = 0; i < 2; i++) {
        struct phs_scope *scope = NULL;
        struct phs_err err = {0};
        phs_scope_parse(arena, "phiscope.yaml", phs_slice(texts[i]), &scope, &err);
        cr_expect(scope || err.text[0]);
    }
}

Test(scope, names_each_entry_it_passes_over_with_its_line) {
    static const struct {
        const char *scenario, *text, *says;
        bool lost;
    } rows[] = {
        {"unknown key with a near one", "targets: {vendors: v.csv}\norganisation: {name: X}\n",
         "phiscope.yaml:2:1: the scope file has no key \"organisation\"; did you mean \"organization\"?", false},
        {"unknown key without a near one", "targets: {vendors: v.csv}\nzzz: 1\n", "has no key \"zzz\"", false},
        {"misspelt kind of target", "targets: {vendor: v.csv}\n", "did you mean \"vendors\"?", true},
        {"target without path", "targets:\n  repositories:\n  - {environment: x}\n",
         "phiscope.yaml:3:5: a target of repositories has no path", true},
        {"endpoint with a path", "targets: {endpoints: [{owned: true}]}\n", "has no address", true},
        {"list inside a list", "targets: {vendors: [[a]]}\n", "vendors holds a list where a path is expected", true},
        {"null target", "targets: {vendors: [null]}\n", "vendors holds nothing", true},
        {"empty target", "targets: {vendors: ['']}\n", "an empty text", true},
        {"targets is a list", "targets: [a]\n", "targets is a list where a map is expected", true},
        {"wrong role", "targets: {vendors: v}\norganization: {role: vendor}\n", "role is \"vendor\"; it can be covered_entity",
         false},
        {"organization is a text", "targets: {vendors: v}\norganization: X\n", "organization is a text", false},
        {"owned is a text", "targets: {endpoints: [{address: a, owned: maybe}]}\n", "owned is a text where true or false",
         false},
        {"system without name", "targets: {vendors: v}\nphi: {systems: [{kind: store}]}\n", "has no name", false},
        {"system of unknown kind", "targets: {vendors: v}\nphi: {systems: [{name: A, kind: cellar}]}\n", "kind is \"cellar\"",
         false},
        {"records are negative", "targets: {vendors: v}\nphi: {systems: [{name: A, records: -2}]}\n", "no whole number", false},
        {"records are a fraction", "targets: {vendors: v}\nphi: {systems: [{name: A, records: 1.5}]}\n", "no whole number",
         false},
        {"flow without to", "targets: {vendors: v}\nphi: {flows: [{from: a}]}\n", "needs both from and to", false},
        {"flows is a map", "targets: {vendors: v}\nphi: {flows: {from: a}}\n", "flows is a map where a list", false},
        {"wrong severity", "targets: {vendors: v}\ngate: {fail_on: severe}\n", "fail_on is \"severe\"", false},
        {"states is a map", "targets: {vendors: v}\norganization: {states: {a: b}}\n", "states holds a map", false},
        {"mapping is a text", "targets: {vendors: [{path: v, mapping: x}]}\n", "mapping is a text", false},
        {"mapping to a number", "targets: {vendors: [{path: v, mapping: {name: 3}}]}\n", "where a column header", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct phs_scope *scope = parse(rows[i].text);
        cr_assert_eq(scope->problems.n, 1, "%s: %zu problems", rows[i].scenario, scope->problems.n);
        cr_expect(strstr(scope->problems.at[0], rows[i].says), "%s: %s", rows[i].scenario, scope->problems.at[0]);
        cr_expect(strncmp(scope->problems.at[0], "phiscope.yaml:", 14) == 0, "%s: %s", rows[i].scenario, scope->problems.at[0]);
        cr_expect_eq(scope->target_lost, rows[i].lost, "%s", rows[i].scenario);
    }
}

Test(scope, counts_problems_instead_of_listing_thousands) {
    struct phs_buf text;
    phs_buf_init(&text, 1 << 20);
    phs_buf_puts(&text, "targets: {vendors: v}\n");
    for (int i = 0; i < 1000; i++)
        phs_buf_printf(&text, "qqq%d: 1\n", i);
    cr_expect_eq(parse(phs_buf_text(&text))->problems.n, 201);
    phs_buf_done(&text);
}

static const char whole[] =
    "organization: {name: Example Health, role: business_associate, states: [CA, NY], security_official: Ada}\n"
    "targets:\n"
    "  infrastructure: [{path: infra, environment: production, var_files: [prod.tfvars]}, deploy/]\n"
    "  repositories: [., ../api]\n"
    "  endpoints: [{address: 'api.example.com:443', owned: yes}, 'smtp://mail.example.com:587']\n"
    "  vendors: [{path: vendors.xlsx, mapping: {name: Supplier}}]\n"
    "  customers: customers.csv\n"
    "  assets: [assets.csv]\n"
    "  resources: [okta.json]\n"
    "phi:\n"
    "  systems: [{name: Patient DB, kind: store, match: aws_db_instance.patients, categories: [name, mrn], records: 12000},\n"
    "            {name: Charts, records: unknown}]\n"
    "  flows: [{from: scribe, to: 'vendor:OpenAI/API', purpose: drafting, redaction: deidentified, basis: expert}]\n"
    "attestations: attestations.yaml\n"
    "exceptions: exceptions.yaml\n"
    "gate: {fail_on: High, new_only: false, unknown: fail}\n";

Test(scope, reads_every_target_in_written_order_of_kinds) {
    static const struct {
        enum phs_target_kind kind;
        const char *path, *environment;
        uint32_t line;
    } rows[] = {
        {PHS_TARGET_INFRASTRUCTURE, "infra", "production", 3},
        {PHS_TARGET_INFRASTRUCTURE, "deploy/", "", 3},
        {PHS_TARGET_REPOSITORY, ".", "", 4},
        {PHS_TARGET_REPOSITORY, "../api", "", 4},
        {PHS_TARGET_ENDPOINT, "api.example.com:443", "", 5},
        {PHS_TARGET_ENDPOINT, "smtp://mail.example.com:587", "", 5},
        {PHS_TARGET_VENDORS, "vendors.xlsx", "", 6},
        {PHS_TARGET_CUSTOMERS, "customers.csv", "", 7},
        {PHS_TARGET_ASSETS, "assets.csv", "", 8},
        {PHS_TARGET_RESOURCES, "okta.json", "", 9},
    };
    struct phs_scope *scope = parse(whole);
    cr_expect_eq(scope->problems.n, 0, "%s", scope->problems.n ? scope->problems.at[0] : "");
    cr_assert_eq(scope->targets.n, sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < scope->targets.n; i++) {
        const struct phs_target *target = &scope->targets.at[i];
        cr_expect_eq(target->kind, rows[i].kind, "target %zu", i);
        cr_expect_str_eq(target->path, rows[i].path);
        cr_expect_str_eq(target->environment, rows[i].environment);
        cr_expect_eq(target->place.line, rows[i].line, "target %zu", i);
    }
    cr_expect_str_eq(scope->targets.at[0].var_files.at[0], "prod.tfvars");
    cr_expect(scope->targets.at[4].owned);
    cr_expect_not(scope->targets.at[5].owned);
    cr_expect(phs_slice_is(phs_text(phs_get(scope->targets.at[6].mapping, "name")), "Supplier"));
}

Test(scope, reads_what_only_people_know) {
    struct phs_scope *scope = parse(whole);
    cr_expect_str_eq(scope->folder, "org");
    cr_expect_str_eq(scope->file, "org/phiscope.yaml");
    cr_expect_str_eq(scope->organization.role, "business_associate");
    cr_expect_eq(scope->organization.states.n, 2);
    cr_assert_eq(scope->systems.n, 2);
    cr_expect_str_eq(scope->systems.at[0].kind, "store");
    cr_expect_str_eq(scope->systems.at[0].match.at[0], "aws_db_instance.patients");
    cr_expect_eq(scope->systems.at[0].records, 12000);
    cr_expect_eq(scope->systems.at[1].records, -1);
    cr_assert_eq(scope->flows.n, 1);
    cr_expect_str_eq(scope->flows.at[0].to, "vendor:OpenAI/API");
    cr_expect_str_eq(scope->flows.at[0].redaction, "deidentified");
    cr_expect_str_eq(scope->attestations, "attestations.yaml");
    cr_expect_eq(scope->exceptions_place.line, 15);
    cr_expect(scope->gate.has_fail_on);
    cr_expect_eq(scope->gate.fail_on, PHS_SEV_HIGH);
    cr_expect_not(scope->gate.new_only);
    cr_expect_eq(scope->gate.unknown, PHS_UNKNOWN_FAIL);
}

Test(scope, gates_on_new_findings_unless_told_otherwise) {
    struct phs_scope *scope = parse("attestations: a.yaml\n");
    cr_expect(scope->gate.new_only);
    cr_expect_not(scope->gate.has_fail_on);
    cr_expect_eq(scope->gate.unknown, PHS_UNKNOWN_REPORT);
}

Test(scope, without_a_file_is_the_folder_twice) {
    struct phs_scope *scope = phs_scope_default(arena, "somewhere");
    cr_assert_eq(scope->targets.n, 2);
    cr_expect_null(scope->file);
    cr_expect_str_eq(scope->folder, "somewhere");
    cr_expect_eq(scope->targets.at[0].kind, PHS_TARGET_INFRASTRUCTURE);
    cr_expect_eq(scope->targets.at[1].kind, PHS_TARGET_REPOSITORY);
    cr_expect_str_eq(scope->targets.at[1].path, ".");
}
