/* SPDX-License-Identifier: Apache-2.0 */
/* Profiles: a list beside the findings; a finding only for whoever asks; nothing is met that nobody asked. */
#include "judge/judge.h"
#include "support/catalogue.h"
#include "tests/support/graph_yaml.h"

static struct phs_arena *arena;
static struct phs_catalogue *catalogue;
static struct phs_graph graph;
static struct phs_scope scope;
static struct phs_run run;

static void open_run(void) {
    arena = phs_arena_new();
    catalogue = built_in_catalogue(arena);
    phs_graph_init(&graph, arena);
    scope = (struct phs_scope){.folder = "."};
    run = (struct phs_run){.arena = arena, .graph = &graph, .scope = &scope};
}

static void close_run(void) {
    phs_arena_free(arena);
}

TestSuite(profiles, .init = open_run, .fini = close_run);

/* Meets SP 800-52r2 but for what a test replaces. */
#define ENDPOINT(mode, suites, known)                                                                                          \
    "- type: tls_endpoint\n"                                                                                                   \
    "  address: endpoint:a.example:443\n"                                                                                      \
    "  attributes:\n"                                                                                                          \
    "    tls: true\n    scheme: tls\n    mode: " mode "\n"                                                                     \
    "    protocols: {ssl2: false, ssl3: false, tls1_0: false, tls1_1: false, tls1_2: true, tls1_3: true}\n"                    \
    "    accepted_suites: {tls1_2: [" suites "], tls1_3: [TLS_AES_128_GCM_SHA256]}\n"                                          \
    "    all_suites_known: {tls1_2: " known ", tls1_3: true}\n"                                                                \
    "    accepted_groups: {tls1_2: [x25519, secp256r1], tls1_3: [x25519]}\n    all_groups_known: {tls1_2: true, tls1_3: "      \
    "true}\n"                                                                                                                  \
    "    group: x25519\n    ocsp_stapled: true\n"                                                                              \
    "    certificate: {key: {type: ec, bits: 256, curve: P-256}, days: 90, problems: [], for_servers: true, names_ocsp: "      \
    "true}\n"
#define LISTED "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_DHE_RSA_WITH_AES_256_CCM_8"

static const struct phs_conformance *answer(const char *profile, const char *rule) {
    for (size_t i = 0; i < run.conformance.n; i++)
        if (strcmp(run.conformance.at[i].profile, profile) == 0 && strcmp(run.conformance.at[i].rule, rule) == 0)
            return &run.conformance.at[i];
    return NULL;
}

static size_t findings_of(const char *check, enum phs_verdict *ret_verdict) {
    size_t n = 0;
    for (size_t i = 0; i < run.findings.n; i++)
        if (strcmp(run.findings.at[i]->check, check) == 0) {
            *ret_verdict = run.findings.at[i]->verdict;
            n++;
        }
    return n;
}

Test(profiles, listed_suites_are_those_of_the_publication_and_no_others) {
    static const struct {
        const char *scenario, *text;
        enum phs_verdict verdict;
    } rows[] = {
        {"listed", ENDPOINT("default", LISTED, "true"), PHS_PASS},
        {"ChaCha20", ENDPOINT("default", LISTED ", TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "true"), PHS_FAIL},
        {"static RSA", ENDPOINT("default", "TLS_RSA_WITH_AES_128_GCM_SHA256", "true"), PHS_FAIL},
        {"ARIA", ENDPOINT("default", "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256", "true"), PHS_FAIL},
        {"anonymous", ENDPOINT("default", "TLS_DH_anon_WITH_AES_128_GCM_SHA256", "true"), PHS_FAIL},
        {"CCM of ECDHE_RSA, which does not exist", ENDPOINT("default", "TLS_ECDHE_RSA_WITH_AES_128_CCM", "true"), PHS_FAIL},
        {"there may be more", ENDPOINT("default", LISTED, "{unknown: not-read, why: it closed the connection}"),
         PHS_VERDICT_UNKNOWN},
        {"bad, and there may be more",
         ENDPOINT("default", "TLS_RSA_WITH_AES_128_GCM_SHA256", "{unknown: not-read, why: it closed the connection}"),
         PHS_FAIL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        close_run();
        open_run();
        graph_add_yaml(&graph, "endpoints", rows[i].text);
        phs_judge(&run, catalogue);
        const struct phs_conformance *suites = answer("sp800-52r2", "suites");
        cr_assert_not_null(suites, "%s", rows[i].scenario);
        cr_expect_eq(suites->verdict, rows[i].verdict, "%s: %s, %s", rows[i].scenario, phs_verdict_name(suites->verdict),
                     suites->reason);
        cr_expect_eq(suites->reason == NULL, rows[i].verdict == PHS_PASS, "%s", rows[i].scenario);
    }
}

Test(profiles, raise_a_finding_only_where_the_scope_names_them) {
    static const struct {
        const char *scenario, *profile, *suites;
        size_t federal, mozilla, modern;
        enum phs_verdict verdict;
    } rows[] = {
        {"nobody asks", NULL, "TLS_RSA_WITH_AES_128_GCM_SHA256", 0, 0, 0, PHS_PASS},
        {"met", "federal", LISTED, 1, 0, 0, PHS_PASS},
        {"not met", "federal", "TLS_RSA_WITH_AES_128_GCM_SHA256", 1, 0, 0, PHS_FAIL},
        {"the other one", "mozilla", LISTED, 0, 1, 0, PHS_FAIL},
        {"the strict one", "mozilla-modern", LISTED, 0, 0, 1, PHS_FAIL},
        {"one that nobody knows", "martian", LISTED, 0, 0, 0, PHS_PASS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum phs_verdict verdict = PHS_PASS;
        const char *text = strcmp(rows[i].suites, LISTED) == 0 ? ENDPOINT("default", LISTED, "true")
                                                               : ENDPOINT("default", "TLS_RSA_WITH_AES_128_GCM_SHA256", "true");
        close_run();
        open_run();
        scope.profile = rows[i].profile;
        graph_add_yaml(&graph, "endpoints", text);
        phs_judge(&run, catalogue);
        cr_expect_eq(findings_of("tls.sp800-52r2", &verdict), rows[i].federal, "%s", rows[i].scenario);
        cr_expect_eq(findings_of("tls.mozilla-intermediate", &verdict), rows[i].mozilla, "%s", rows[i].scenario);
        cr_expect_eq(findings_of("tls.mozilla-modern", &verdict), rows[i].modern, "%s", rows[i].scenario);
        cr_expect_eq(verdict, rows[i].verdict, "%s: %s", rows[i].scenario, phs_verdict_name(verdict));
        cr_expect_eq(run.warnings.n > 0, rows[i].profile && strcmp(rows[i].profile, "martian") == 0, "%s", rows[i].scenario);
        cr_expect_gt(run.conformance.n, 20, "%s: the list is there whoever asks", rows[i].scenario);
    }
}

/* Five connections cannot tell what else is accepted. */
Test(profiles, say_nothing_about_endpoints_that_were_only_looked_at_for_a_gate) {
    enum phs_verdict verdict;
    scope.profile = "federal";
    graph_add_yaml(&graph, "endpoints", ENDPOINT("gate", LISTED, "true"));
    phs_judge(&run, catalogue);
    cr_expect_eq(run.conformance.n, 0);
    cr_expect_eq(findings_of("tls.sp800-52r2", &verdict), 0);
}

/* What does not apply is no question; what nobody knows is open. */
Test(profiles, keep_apart_what_does_not_apply_and_what_is_not_known) {
    graph_add_yaml(
        &graph, "endpoints",
        ENDPOINT("default", LISTED, "true") "    extended_master_secret: {unknown: not-read, why: it closed the connection}\n");
    phs_judge(&run, catalogue);
    cr_expect_null(answer("sp800-52r2", "encrypt-then-mac"), "no CBC, no question");
    const struct phs_conformance *secret = answer("sp800-52r2", "extended-master-secret");
    cr_assert_not_null(secret);
    cr_expect_eq(secret->verdict, PHS_VERDICT_UNKNOWN);
    cr_expect(strstr(secret->reason, "it closed the connection"), "%s", secret->reason);
    cr_expect_eq(answer("sp800-52r2", "curves")->verdict, PHS_PASS, "P-256 in TLS 1.2 suffices");
}
