/* SPDX-License-Identifier: Apache-2.0 */
/* Comments in code that ask to overlook a finding: what they cover, what is said about them, what they cannot do. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/clock.h"
#include "catalogue/tsv.h"
#include "collect/docker/docker.h"
#include "collect/remarks.h"
#include "collect/terraform/terraform.h"
#include "judge/judge.h"
#include "relate/relate.h"
#include "support/catalogue.h"

static struct phs_arena *arena;
static struct phs_catalogue *catalogue;

static void load(void) {
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    arena = phs_arena_new();
    catalogue = built_in_catalogue(arena);
}

static void unload(void) {
    phs_arena_free(arena);
}

TestSuite(inline, .init = load, .fini = unload);

static struct phs_run judged(struct phs_graph *graph, const struct phs_map *remarked) {
    struct phs_run run = {.arena = arena, .graph = graph, .started = phs_clock_now(), .remarked = remarked};
    phs_relate(graph);
    phs_judge(&run, catalogue);
    return run;
}

static const struct phs_finding *finding_of(const struct phs_run *run, const char *check) {
    for (size_t i = 0; i < run->findings.n; i++)
        if (strcmp(run->findings.at[i]->check, check) == 0)
            return run->findings.at[i];
    return NULL;
}

static const char *warnings_of(const struct phs_run *run) {
    const char *all = "";
    for (size_t i = 0; i < run->warnings.n; i++)
        all = phs_printf(arena, "%s%s\n", all, run->warnings.at[i]);
    return all;
}

static const struct {
    const char *scenario, *above, *inside;
    bool covered;
    const char *said; /* part of a warning, or NULL for none */
} rows[] = {
    {"no comment", "", "", false, NULL},
    {"inside the block", "", "# phiscope:ignore aws.sqs.encryption-at-rest reason=\"a queue of ids\" until=2027-01-01", true,
     NULL},
    {"above the block", "// phiscope:ignore aws.sqs.encryption-at-rest reason=ids only until=2027-01-01", "", true, NULL},
    {"behind an argument", "", "name = \"q\" # phiscope:ignore aws.sqs.encryption-at-rest reason=x until=2027-01-01", true,
     NULL},
    {"one of several", "# phiscope:ignore aws.s3.versioning,aws.sqs.encryption-at-rest reason=x until=2027-01-01", "", true,
     "names nothing that was found"},
    {"another check", "", "# phiscope:ignore aws.s3.versioning reason=x until=2027-01-01", false,
     "names nothing that was found"},
    {"without a reason", "", "# phiscope:ignore aws.sqs.encryption-at-rest until=2027-01-01", true, "gives no reason"},
    {"without an expiry", "", "# phiscope:ignore aws.sqs.encryption-at-rest reason=x", true, "has no expiry date"},
    {"with neither", "", "# phiscope:ignore aws.sqs.encryption-at-rest", true, "no reason and no expiry"},
    {"expired", "", "# phiscope:ignore aws.sqs.encryption-at-rest reason=x until=2026-02-01", false, "expired on 2026-02-01"},
    {"a date that is none", "", "# phiscope:ignore aws.sqs.encryption-at-rest reason=x until=soon", false, "is no date"},
    {"a check that does not exist", "", "# phiscope:ignore aws.sqs.encrypted reason=x until=2027-01-01", false,
     "no such check"},
    {"no check", "", "# phiscope:ignore reason=x until=2027-01-01", false, "names no check"},
    {"checkov", "", "# checkov:skip=CKV_AWS_27:a queue of ids", true, "has no expiry date"},
    {"checkov above", "#checkov:skip=CKV_AWS_27:a queue of ids", "", true, "has no expiry date"},
    {"checkov, another", "", "# checkov:skip=CKV_AWS_21:not versioned", false, "has no expiry date"},
    {"checkov, not ours", "", "# checkov:skip=CKV_AWS_99999:x", false, "names a check that phiscope does not have"},
    {"tfsec", "#tfsec:ignore:aws-sqs-enable-queue-encryption", "", true, "no reason and no expiry"},
    {"trivy with expiry", "#trivy:ignore:aws-sqs-enable-queue-encryption:exp:2027-01-01", "", true, "gives no reason"},
    {"trivy expired", "#trivy:ignore:aws-sqs-enable-queue-encryption:exp:2025-01-01", "", false, "expired on 2025-01-01"},
    {"two in a line", "#tfsec:ignore:aws-s3-enable-versioning tfsec:ignore:aws-sqs-enable-queue-encryption", "", true,
     "no reason and no expiry"},
    {"trivy everything", "#trivy:ignore:*", "", true, "no reason and no expiry"},
    {"kics line", "# kics-scan ignore-line", "", true, "no reason and no expiry"},
    {"kics block", "# kics-scan ignore-block", "", true, "no reason and no expiry"},
    {"a word in a string", "", "name = \"# checkov:skip=CKV_AWS_27:x\"", false, NULL},
    {"far above", "# phiscope:ignore aws.sqs.encryption-at-rest reason=x until=2027-01-01\nlocals {\n}\n", "", false,
     "names nothing that was found"},
};

Test(inline, covers_what_stands_there_and_says_what_is_missing) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_graph graph;
        phs_graph_init(&graph, arena);
        const char *text =
            phs_printf(arena, "%s\nresource \"aws_sqs_queue\" \"q\" {\n  %s\n  sqs_managed_sse_enabled = false\n}\n",
                       rows[i].above, rows[i].inside);
        phs_terraform_collect_text(&graph, phs_printf(arena, "row%zu.tf", i), phs_slice(text));
        struct phs_run run = judged(&graph, NULL);
        const struct phs_finding *finding = finding_of(&run, "aws.sqs.encryption-at-rest");
        const char *said = warnings_of(&run);
        cr_assert_not_null(finding, "%s", rows[i].scenario);
        cr_expect_eq(finding->verdict, PHS_FAIL, "%s: the verdict stays", rows[i].scenario);
        cr_expect_eq(finding->exception != NULL, rows[i].covered, "%s: %s", rows[i].scenario, said);
        cr_expect(rows[i].said ? strstr(said, rows[i].said) != NULL : !*said, "%s: %s", rows[i].scenario, said);
    }
}

Test(inline, a_comment_in_a_dockerfile_speaks_of_the_file) {
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    struct phs_slice text = PHS_SLICE("# checkov:skip=CKV_DOCKER_3:a build image\nFROM debian:12\nRUN true\n");
    phs_remarks_read(&graph, "Dockerfile", text);
    phs_dockerfile_collect_text(&graph, "Dockerfile", text);
    struct phs_run run = judged(&graph, NULL);
    const struct phs_finding *finding = finding_of(&run, "docker.root-user");
    cr_assert_not_null(finding);
    cr_expect_not_null(finding->exception);
}

Test(inline, in_a_gate_a_comment_counts_for_what_it_covered_in_the_base) {
    struct phs_map none, some;
    struct phs_graph graph;
    struct phs_slice text = PHS_SLICE("resource \"aws_sqs_queue\" \"q\" {\n"
                                      "  # phiscope:ignore aws.sqs.encryption-at-rest reason=x until=2027-01-01\n"
                                      "  sqs_managed_sse_enabled = false\n}\n");
    phs_map_init(&none, arena);
    phs_map_init(&some, arena);
    phs_graph_init(&graph, arena);
    phs_terraform_collect_text(&graph, "main.tf", text);
    struct phs_run run = judged(&graph, &none);
    const struct phs_finding *finding = finding_of(&run, "aws.sqs.encryption-at-rest");
    cr_expect_null(finding->exception, "a change cannot excuse itself");
    phs_map_puts(&some, finding->fingerprint, &some);
    phs_graph_init(&graph, arena);
    phs_terraform_collect_text(&graph, "main.tf", text);
    run = judged(&graph, &some);
    cr_expect_not_null(finding_of(&run, "aws.sqs.encryption-at-rest")->exception);
}

Test(inline, a_reason_that_looks_like_a_secret_is_withheld) {
    struct phs_graph graph;
    phs_graph_init(&graph, arena);
    phs_remarks_read(&graph, "a.tf", PHS_SLICE("# checkov:skip=CKV_AWS_27:AKIAQ7X3PLW93VTZR5KY\n"));
    cr_assert_eq(graph.remarks.n, 1);
    cr_expect_str_eq(graph.remarks.at[0].reason, "(withheld)");
}

Test(inline, every_foreign_id_leads_to_a_check_that_exists) {
    static const char path[] = "checks/foreign-ids.tsv";
    struct phs_tsv *table;
    struct phs_err err;
    cr_assert_eq(phs_tsv_parse(arena, path, phs_catalogue_file(path), &table, &err), PHS_OK, "%s", err.text);
    cr_expect_gt(table->rows.n, 100);
    for (size_t i = 0; i < table->rows.n; i++) {
        const char *check = phs_slice_dup(arena, phs_tsv_cell(table, i, "check"));
        cr_expect_not_null(phs_catalogue_check(catalogue, check), "%s:%u: there is no check %s", path, table->rows.at[i].line,
                           check);
    }
}
