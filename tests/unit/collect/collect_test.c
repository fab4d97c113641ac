/* SPDX-License-Identifier: Apache-2.0 */
/* A whole scope: what can be read is read, and what cannot is a line of coverage that names who asked for it. */
#include "collecting.h"
#include "support/catalogue.h"

#include "collect/collect.h"
#include "collect/scope.h"

TestSuite(collect, .init = open_graph, .fini = close_graph);

static void collect_all(void) {
    struct phs_scope *read = NULL;
    struct phs_err err = {0};
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    cr_assert_eq(phs_scope_read(arena, COLLECT_FIXTURES "/phiscope.yaml", &read, &err), PHS_OK, "%s", err.text);
    cr_assert_eq(phs_collect(&graph, read, catalogue, phs_collect_begin(read, NULL), NULL, &err), PHS_OK, "%s", err.text);
}

Test(collect, names_each_target_that_was_not_read_with_its_line) {
    static const struct {
        const char *kind, *says;
    } rows[] = {
        {"infrastructure", "phiscope.yaml:3:20: no-such-infra: there is no such folder"},
        {"infrastructure", "phiscope.yaml:3:35: vendors.csv: a folder is expected"},
        {"repository", "phiscope.yaml:4:30: ../nowhere: there is no such folder"},
        {"endpoint", "phiscope.yaml:5:15: rdp://127.0.0.1:3389: this version does not speak its protocol"},
        {"vendors", "gone.xlsx"},
        {"resources", "wrong-schema.json: \"schema\" is not"},
    };
    collect_all();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct phs_coverage *line = covered(rows[i].says);
        cr_assert_not_null(line, "%s", rows[i].says);
        cr_expect_str_eq(line->kind, rows[i].kind);
        cr_expect_eq(line->state, PHS_NOT_READ);
        cr_expect(line->asked);
        cr_expect(strncmp(line->reason, "phiscope.yaml:", 14) == 0, "%s", line->reason);
    }
}

Test(collect, goes_on_with_the_rest) {
    static const char *const types[] = {"vendor",   "agreement",      "asset",         "attestation",
                                        "okta_app", "git_repository", "outbound_call", "phi_sighting"};
    collect_all();
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        cr_expect_gt(phs_graph_of_type(&graph, types[i])->items.n, 0, "%s", types[i]);
}

Test(collect, reads_a_target_that_is_named_twice_once) {
    size_t lines = 0;
    collect_all();
    for (size_t i = 0; i < graph.coverage.n; i++)
        lines += strcmp(graph.coverage.at[i].kind, "vendors") == 0 && strcmp(graph.coverage.at[i].what, "vendors.csv") == 0;
    cr_expect_eq(lines, 1);
}

Test(collect, knows_vendors_of_the_inventory_by_their_catalogue_names) {
    collect_all();
    const struct phs_resource *openai = resource("vendor", "vendor:OpenAI");
    cr_expect_str_eq(shown(openai, "catalogue"), "OpenAI");
    cr_expect_str_eq(shown(openai, "model_host"), "true");
    cr_expect_str_eq(shown(resource("vendor", "vendor:Paper Shredders"), "catalogue"), "-");
}

Test(collect, gives_the_same_graph_twice) {
    collect_all();
    char *once = strdup(everything());
    close_graph();
    open_graph();
    collect_all();
    cr_expect_str_eq(everything(), once);
    free(once);
}
