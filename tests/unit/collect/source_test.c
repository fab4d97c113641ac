/* SPDX-License-Identifier: Apache-2.0 */
/* What a source tree shows: whom it calls, where it names PHI, and nothing of what the values are. */
#include "collecting.h"
#include "support/catalogue.h"

#include "collect/source/source.h"

static struct phs_catalogue *catalogue;

static void open_catalogue(void) {
    open_graph();
    catalogue = built_in_catalogue(arena);
}

TestSuite(source, .init = open_catalogue, .fini = close_graph);

static void collect(const char *path) {
    const struct phs_target target = {.kind = PHS_TARGET_REPOSITORY, .path = path, .environment = ""};
    phs_source_collect(&graph, scope.folder, &target, catalogue, NULL);
}

static bool there_is(const char *type, const char *address) {
    const struct phs_resource_list *all = phs_graph_of_type(&graph, type);
    for (size_t i = 0; i < all->items.n; i++)
        if (strcmp(all->items.at[i]->address, address) == 0)
            return true;
    return false;
}

Test(source, shows_calls_by_host_and_import_with_their_lines) {
    static const struct {
        const char *address, *path, *expected;
    } rows[] = {
        {"call:telehealth/services/scribe/app.py#api.openai.com", "lines", "[12]"},
        {"call:telehealth/services/scribe/app.py#api.openai.com", "scheme", "https"},
        {"call:telehealth/services/scribe/app.py#api.openai.com", "vendor", "OpenAI"},
        {"call:telehealth/services/scribe/app.py#api.openai.com", "model_host", "true"},
        {"call:telehealth/services/scribe/app.py#api.openai.com", "phi_context", "true"},
        {"call:telehealth/services/scribe/app.py#import:openai", "lines", "[3]"},
        {"call:telehealth/services/scribe/app.py#import:openai", "how", "import"},
        {"call:telehealth/services/scribe/app.py#import:anthropic.types", "vendor", "Anthropic"},
        {"call:telehealth/services/scribe/app.py#bedrock-runtime.*.amazonaws.com", "service", "Amazon Bedrock"},
        {"call:telehealth/web/src/notes.ts#import:@anthropic-ai/sdk", "lines", "[2]"},
        {"call:telehealth/web/src/notes.ts#import:openai", "lines", "[3]"},
        {"call:telehealth/web/src/notes.ts#bedrock-runtime.*.amazonaws.com", "scheme", "http"},
        {"call:telehealth/web/src/notes.ts#bedrock-runtime.*.amazonaws.com", "model_host", "true"},
        {"call:telehealth/web/src/colors.ts#import:openai", "phi_context", "-"},
        {"call:telehealth/gateway/main.go#import:github.com/anthropics/anthropic-sdk-go", "phi_context", "true"},
        {"call:telehealth/deploy/.env.production#api.openai.com", "language", "Config"},
        {"call:telehealth/web/package.json#import:openai", "dependency", "true"},
        {"call:telehealth/web/package.json#import:openai", "lines", "[5]"},
        {"call:telehealth/gateway/go.mod#import:github.com/anthropics/anthropic-sdk-go", "dependency", "true"},
        {"call:telehealth/services/scribe/requirements.txt#import:openai", "dependency", "true"},
    };
    collect("telehealth");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_str_eq(shown(resource("outbound_call", rows[i].address), rows[i].path), rows[i].expected, "%s %s: %s",
                         rows[i].address, rows[i].path, shown(resource("outbound_call", rows[i].address), rows[i].path));
}

Test(source, passes_over_comments_documents_and_the_code_of_others) {
    collect("telehealth");
    const char *all = everything();
    static const char *const absent[] = {"deepseek",
                                         "node_modules",
                                         "vendor/y",
                                         "README.md",
                                         "github.com/example",
                                         "api.example.com",
                                         "requirements.txt#import:anthropic",
                                         "left-pad",
                                         "settings.py"};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        cr_expect_null(strstr(all, absent[i]), "%s", absent[i]);
    cr_expect_not_null(covered("not everything was read: 1 binary"));
    cr_expect_not_null(covered("telehealth/plain/blob.py: binary data where its name promises source"));
}

Test(source, grades_what_stands_together) {
    static const struct {
        const char *scenario, *address, *grade, *role, *count;
    } rows[] = {
        {"code names both", "phi:telehealth/services/scribe/app.py#mrn", "phi", "code", "2"},
        {"code names both", "phi:telehealth/services/scribe/app.py#diagnosis", "phi", "code", "2"},
        {"an interface", "phi:telehealth/web/src/notes.ts#note", "phi", "code", "1"},
        {"a struct", "phi:telehealth/gateway/main.go#insurance_id", "phi", "code", "2"},
        {"a table of patients", "phi:telehealth/db/schema.sql#mrn", "phi", "schema", "1"},
        {"rows of a file", "phi:telehealth/testdata/patients.csv#ssn", "phi", "test-data", "3"},
        {"identifiers alone", "phi:telehealth/testdata/fake.json#ssn", "identifier", "test-data", "2"},
        {"FHIR", "phi:telehealth/testdata/bundle.json#diagnosis", "phi", "test-data", "1"},
        {"one line, one record", "phi:telehealth/testdata/visits.ndjson#medication", "phi", "test-data", "1"},
        {"one line, one record", "phi:telehealth/testdata/visits.ndjson#mrn", "phi", "test-data", "2"},
        {"HL7", "phi:telehealth/testdata/adt.hl7#diagnosis", "phi", "test-data", "1"},
    };
    collect("telehealth");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct phs_resource *sighting = resource("phi_sighting", rows[i].address);
        cr_expect_str_eq(shown(sighting, "grade"), rows[i].grade, "%s: %s", rows[i].address, shown(sighting, "grade"));
        cr_expect_str_eq(shown(sighting, "role"), rows[i].role, "%s: %s", rows[i].address, shown(sighting, "role"));
        cr_expect_str_eq(shown(sighting, "count"), rows[i].count, "%s: %s", rows[i].address, shown(sighting, "count"));
    }
    cr_expect_not(there_is("phi_sighting", "phi:telehealth/db/schema.sql#email"));
    cr_expect_not(there_is("phi_sighting", "phi:telehealth/web/src/colors.ts#email"));
}

Test(source, tells_shapes_and_never_a_character) {
    static const char *const canaries[] = {"Canaryson", "CANARYSON", "Quentin",    "Zelda",  "536-22", "8741",
                                           "8742",      "0047113",   "1971",       "078-05", "1120",   "999-12",
                                           "3456",      "0147",      "canary",     "7731",   "svc",    "E11",
                                           "canarimab", "fever",     "design@exa", "Ulf",    "I10"};
    collect("telehealth");
    const char *all = everything();
    for (size_t i = 0; i < sizeof canaries / sizeof canaries[0]; i++)
        cr_expect_null(strstr(all, canaries[i]), "%s", canaries[i]);
    cr_expect_str_eq(shown(resource("phi_sighting", "phi:telehealth/testdata/patients.csv#ssn"), "shape"), "ddd-dd-dddd");
    cr_expect_str_eq(shown(resource("phi_sighting", "phi:telehealth/testdata/patients.csv#ssn"), "real_looking"), "true");
    cr_expect_str_eq(shown(resource("phi_sighting", "phi:telehealth/testdata/fake.json#ssn"), "real_looking"), "false");
    cr_expect_str_eq(shown(resource("phi_sighting", "phi:telehealth/testdata/visits.ndjson#mrn"), "shape"), "AAAddddddd");
}

Test(source, describes_the_repository_and_links_to_it) {
    collect("telehealth");
    const struct phs_resource *repository = resource("git_repository", "repository:telehealth");
    cr_expect_str_eq(shown(repository, "files"), "17");
    cr_expect_str_eq(shown(repository, "languages"),
                     "[\"Config\",\"Go\",\"HL7\",\"JSON\",\"Manifest\",\"Python\",\"SQL\",\"Table\",\"TypeScript\"]");
    const struct phs_resource *call = resource("outbound_call", "call:telehealth/services/scribe/app.py#api.openai.com");
    cr_assert_eq(call->out.n, 1);
    cr_expect_eq(call->out.at[0]->kind, PHS_BELONGS_TO);
    cr_expect_eq(call->out.at[0]->to, repository);
    cr_expect_eq(call->place.line, 12);
    bool mentioned = false;
    for (size_t i = 0; i < graph.mentions.n; i++)
        mentioned |= graph.mentions.at[i].from == call && strcmp(graph.mentions.at[i].target, "vendor:OpenAI") == 0;
    cr_expect(mentioned);
}

Test(source, is_the_same_twice_and_on_any_number_of_threads) {
    setenv("PHISCOPE_THREADS", "1", 1);
    collect("telehealth");
    const char *one = strdup(everything());
    close_graph();
    open_catalogue();
    setenv("PHISCOPE_THREADS", "7", 1);
    collect("telehealth");
    cr_expect_str_eq(everything(), one);
    free((void *)(uintptr_t)one);
    unsetenv("PHISCOPE_THREADS");
}

Test(source, of_a_folder_that_is_not_there_is_not_read) {
    collect("no-such-folder");
    cr_assert_eq(graph.coverage.n, 1);
    cr_expect_eq(graph.coverage.at[0].state, PHS_NOT_READ);
    cr_expect(graph.coverage.at[0].asked);
    cr_expect_eq(graph.resources.n, 0);
}
