/* SPDX-License-Identifier: Apache-2.0 */
/* What a statement is worth today. */
#include "collecting.h"
#include "support/catalogue.h"

#include "collect/attestations.h"

TestSuite(attestations, .init = open_graph, .fini = close_graph);

Test(attestations, count_by_answer_evidence_person_and_date) {
    static const struct {
        const char *address, *state, *why;
    } rows[] = {
        {"attestation:odd", "unknown", "no answer that we can read"},
        {"attestation:contingency-plan", "unknown", "undated"},
        {"attestation:workforce-training", "unknown", "names no review date"},
        {"attestation:due", "unknown", "review was due by 2026-02-28"},
        {"attestation:later", "unknown", "dated in the future"},
        {"attestation:logging", "unknown", "nobody is named"},
        {"attestation:facility", "unknown", "gives no reason"},
        {"attestation:facility/Annex", "not_applicable", NULL},
        {"attestation:sanctions", "fail", NULL},
        {"attestation:media-disposal", "partial", "only partly"},
        {"attestation:access-control", "partial", "no evidence"},
        {"attestation:encryption-at-rest", "pass", NULL},
    };
    scope.attestations = "attestations.yaml";
    phs_attestations_collect(&graph, &scope, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct phs_resource *attestation = resource("attestation", rows[i].address);
        cr_expect_str_eq(shown(attestation, "state"), rows[i].state, "%s", rows[i].address);
        cr_expect(rows[i].why ? strstr(shown(attestation, "state_reason"), rows[i].why) != NULL
                              : strcmp(shown(attestation, "state_reason"), "-") == 0,
                  "%s: %s", rows[i].address, shown(attestation, "state_reason"));
    }
    cr_expect_not_null(covered("the row names no safeguard"));
    cr_expect_str_eq(shown(resource("attestation", "attestation:encryption-at-rest"), "evidence"),
                     "[\"bitlocker-report.pdf\"]");
}

Test(attestations, of_safeguards_nobody_knows_are_kept_and_named) {
    struct phs_catalogue *catalogue = built_in_catalogue(arena);
    scope.attestations = "attestations.yaml";
    phs_attestations_collect(&graph, &scope, catalogue);
    cr_expect_not_null(covered("there is no safeguard \"odd\""));
    resource("attestation", "attestation:odd");
}

Test(attestations, are_nothing_where_the_scope_names_none) {
    phs_attestations_collect(&graph, &scope, NULL);
    cr_expect_eq(graph.coverage.n, 0);
    scope.attestations = "no-such.yaml";
    phs_attestations_collect(&graph, &scope, NULL);
    cr_assert_eq(graph.coverage.n, 1);
    cr_expect_eq(graph.coverage.at[0].state, PHS_NOT_READ);
}
