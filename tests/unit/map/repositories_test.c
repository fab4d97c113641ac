/* SPDX-License-Identifier: Apache-2.0 */
/* What secrets and pipelines of a repository say about PHI systems. */
#include "collect/scope.h"
#include "map/map.h"
#include "relate/relate.h"
#include "support/catalogue.h"
#include "support/graph_yaml.h"

#define REPOSITORY "- {type: git_repository, address: 'repository:.', attributes: {path: .}}\n"
#define IN ", links: [{kind: belongs_to, target: 'repository:.'}]}\n"
#define PHI_CODE                                                                                                               \
    "- {type: outbound_call, address: c, attributes: {file: x.py, vendor: OpenAI, how: host, host: api.openai.com, "           \
    "phi_context: true}" IN
#define OTHER_CODE                                                                                                             \
    "- {type: outbound_call, address: c, attributes: {file: x.py, vendor: OpenAI, how: host, host: api.openai.com}" IN
#define SECRET(file, role, real)                                                                                               \
    "- {type: secret_sighting, address: s, attributes: {file: " file ", role: " role ", real_looking: " real "}" IN
#define STORE "- {type: aws_s3_bucket, address: b, attributes: {bucket: uploads, tags: {DataClassification: PHI}}}\n"
#define SERVICES                                                                                                               \
    "- {type: aws_lambda_function, address: f, attributes: {function_name: scribe, tags: {DataClassification: PHI}}}\n"        \
    "- {type: aws_lambda_function, address: g, attributes: {function_name: billing, tags: {DataClassification: PHI}}}\n"

static const char scope_text[] = "targets: {vendors: [v.yaml]}\n";

/* Names of the systems that have the resource as a member, with commas. */
static const char *systems_of(struct phs_arena *arena, const char *resources, const char *address) {
    struct phs_graph graph = {0};
    struct phs_scope *scope;
    struct phs_err err = {0};
    const char *names = "";
    phs_graph_init(&graph, arena);
    cr_assert_eq(phs_scope_parse(arena, "phiscope.yaml", phs_slice(scope_text), &scope, &err), PHS_OK, "%s", err.text);
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    graph_add_yaml(&graph, "root", resources);
    phs_relate(&graph);
    const struct phs_phi_map *map = phs_map_build(&graph, scope, catalogue);
    for (size_t i = 0; i < map->systems.n; i++)
        if (phs_map_holds(map->systems.at[i], graph_at(&graph, address)))
            names = phs_printf(arena, "%s%s%s", names, *names ? "," : "", map->systems.at[i]->name);
    return names;
}

Test(repositories, a_secret_belongs_to_the_systems_that_its_code_serves) {
    static const struct {
        const char *scenario, *resources, *expected;
    } rows[] = {
        {"code that handles no patients", REPOSITORY OTHER_CODE SERVICES SECRET("scribe/a.py", "code", "true"), ""},
        {"the service of its folder", REPOSITORY PHI_CODE SERVICES SECRET("services/scribe/a.py", "code", "true"), "scribe"},
        {"a folder that is no service", REPOSITORY PHI_CODE SERVICES SECRET("lib/a.py", "code", "true"), "billing,scribe"},
        {"the file's own name is no folder", REPOSITORY PHI_CODE SERVICES SECRET("lib/scribe", "code", "true"),
         "billing,scribe"},
        {"no service is known", REPOSITORY PHI_CODE STORE SECRET("lib/a.py", "code", "true"), "uploads"},
        {"in a test", REPOSITORY PHI_CODE SERVICES SECRET("services/scribe/a.py", "test", "true"), ""},
        {"an example", REPOSITORY PHI_CODE SERVICES SECRET("services/scribe/a.py", "code", "false"), ""},
        {"a pipeline", REPOSITORY PHI_CODE SERVICES SECRET(".github/workflows/a.yml", "ci", "true"), "billing,scribe"},
        {"no system at all", REPOSITORY PHI_CODE SECRET("a.py", "code", "true"), ""},
        {"the repository holds records",
         REPOSITORY
         "- {type: phi_sighting, address: p, attributes: {file: a.csv, role: test-data, grade: phi, category: mrn}" IN SECRET(
             "a.py", "test", "false"),
         "Source repository"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_arena *arena = phs_arena_new();
        const char *names = systems_of(arena, rows[i].resources, "s");
        cr_expect_str_eq(names, rows[i].expected, "%s: %s", rows[i].scenario, names);
        phs_arena_free(arena);
    }
}
