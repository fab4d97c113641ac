/* SPDX-License-Identifier: Apache-2.0 */
/* Which risks a PHI map gives, and what may and may not move them. */
#include "fixture.h"

struct floor_row {
    const char *scenario;
    enum phs_exposure exposure;
    enum phs_verdict verdict;
    int64_t records;
    bool floor;
};

Test(register, raises_a_floor_only_on_an_observed_fail) {
    static const struct floor_row rows[] = {
        {"open and seen to fail", PHS_PUBLIC_ANON, PHS_FAIL, 12000, true},
        {"open to those who sign in, and seen to fail", PHS_PUBLIC_AUTH, PHS_FAIL, 12000, true},
        {"seen to fail but not reachable", PHS_INTERNAL, PHS_FAIL, 12000, false},
        {"open, and nobody knows", PHS_PUBLIC_ANON, PHS_VERDICT_UNKNOWN, 12000, false},
        {"open by intent, nothing failed", PHS_PUBLIC_ANON, PHS_PASS, 12000, false},
        {"no records", PHS_PUBLIC_ANON, PHS_FAIL, 0, false},
        {"an unknown number of records", PHS_PUBLIC_ANON, PHS_FAIL, -1, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_s3_bucket");
        f.system->exposure = rows[i].exposure;
        f.system->records = rows[i].records;
        say(&f, "public-exposure", rows[i].verdict);
        const struct phs_risk *found = risk(&f, "public-store-read");
        cr_assert(found, "%s", rows[i].scenario);
        cr_expect_eq(found->floor != NULL, rows[i].floor, "%s", rows[i].scenario);
        if (rows[i].floor)
            cr_expect_geq(found->final_observed, PHS_H, "%s", rows[i].scenario);
        phs_arena_free(f.arena);
    }
}

Test(register, asks_of_a_bucket_what_concerns_a_bucket) {
    struct fixture bucket = with_system(PHS_SYSTEM_STORE, "aws_s3_bucket"),
                   database = with_system(PHS_SYSTEM_STORE, "aws_db_instance");
    cr_expect(risk(&bucket, "public-store-read") && !risk(&bucket, "exposed-database-attack"));
    cr_expect(risk(&database, "exposed-database-attack") && !risk(&database, "public-store-read"));
    cr_expect_null(risk(&bucket, "paper-lost-or-discarded"));
    phs_arena_free(bucket.arena);
    phs_arena_free(database.arena);
}

Test(register, counts_a_safeguard_once_however_many_checks_test_it) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_s3_bucket");
    say(&f, "public-exposure", PHS_PASS);
    int before = risk(&f, "public-store-read")->current.p_adv[PHS_OBSERVED];
    say(&f, "public-exposure", PHS_PASS);
    say(&f, "public-exposure", PHS_PASS);
    cr_expect_eq(risk(&f, "public-store-read")->current.p_adv[PHS_OBSERVED], before);
    say(&f, "public-exposure", PHS_FAIL);
    cr_expect_gt(risk(&f, "public-store-read")->current.p_adv[PHS_OBSERVED], before, "partly is less than whole");
    phs_arena_free(f.arena);
}

Test(register, an_exception_changes_no_score) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_s3_bucket");
    struct phs_exception exception = {.id = "EX", .reason = "r", .approver = "a", .expires = 1};
    f.system->exposure = PHS_PUBLIC_ANON;
    say(&f, "public-exposure", PHS_FAIL);
    struct phs_risk before = *risk(&f, "public-store-read");
    f.run.findings.at[0]->exception = &exception;
    const struct phs_risk *after = risk(&f, "public-store-read");
    cr_expect_eq(before.final_observed, after->final_observed);
    cr_expect_eq(before.current.p_adv[PHS_OBSERVED], after->current.p_adv[PHS_OBSERVED]);
    cr_expect(after->floor);
    phs_arena_free(f.arena);
}

struct attestation_row {
    const char *state;
    enum phs_safeguard_state expected;
};

Test(register, an_attestation_counts_as_its_evidence_allows) {
    static const struct attestation_row rows[] = {
        {"pass", PHS_STATE_PASS}, {"partial", PHS_STATE_PARTIAL}, {"fail", PHS_STATE_FAIL}, {"unknown", PHS_STATE_UNKNOWN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_s3_bucket");
        struct phs_resource *attestation =
            phs_graph_add(f.run.graph, "a.yaml", "", "attestation", "attestation:public-exposure");
        struct phs_map_builder map;
        phs_map_builder_init(&map, f.arena);
        phs_map_builder_set(&map, PHS_SLICE("safeguard"), (struct phs_place){0}, phs_value_text(f.arena, "public-exposure"));
        phs_map_builder_set(&map, PHS_SLICE("state"), (struct phs_place){0}, phs_value_text(f.arena, rows[i].state));
        attestation->attributes = phs_map_builder_done(&map, (struct phs_place){0});
        const struct phs_risk *found = risk(&f, "public-store-read");
        for (size_t s = 0; s < found->safeguards.n; s++)
            if (strcmp(found->safeguards.at[s].id, "public-exposure") == 0)
                cr_expect_eq(found->safeguards.at[s].state, rows[i].expected, "%s", rows[i].state);
        phs_arena_free(f.arena);
    }
}

Test(register, prints_the_range_and_the_unknown_that_narrows_it_most) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_s3_bucket");
    const struct phs_risk *found = risk(&f, "public-store-read");
    cr_expect_geq(found->final_worst, found->final_observed);
    cr_expect_leq(found->final_best, found->final_observed);
    cr_expect_str_eq(found->narrowing, "public-exposure");
    cr_expect(strstr(found->statement, "It ") || strstr(found->statement, " It"), "%s", found->statement);
    cr_expect_null(strstr(found->statement, "{"));
    say(&f, "public-exposure", PHS_PASS);
    say(&f, "audit-logging", PHS_PASS);
    found = risk(&f, "public-store-read");
    cr_expect_eq(found->final_worst, found->final_best, "nothing is open any more");
    cr_expect_null(found->narrowing);
    phs_arena_free(f.arena);
}

Test(register, deidentified_counts_only_with_a_recorded_basis) {
    struct fixture f = with_system(PHS_SYSTEM_STORE, "aws_s3_bucket");
    f.system->identifiers = "deidentified";
    cr_expect_gt(risk(&f, "public-store-read")->confidentiality, PHS_VL);
    f.system->deidentification_basis = "expert-2026-03";
    cr_expect_eq(risk(&f, "public-store-read")->confidentiality, PHS_VL);
    phs_arena_free(f.arena);
}
