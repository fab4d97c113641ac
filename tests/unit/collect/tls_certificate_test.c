/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates in depth: what a staple proves, what receipts and constraints say, how a chain was sent. */
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "collect/tls/certificate.h"
#include "tests/unit/collect/collecting.h"

TestSuite(certificate, .init = open_graph, .fini = close_graph);

/* 2026-03-01 */
enum { NOW = 1772323200, DAY = 86400, HOUR = 3600 };

struct extension {
    int nid;
    const char *value;
};

struct made {
    X509 *x;
    EVP_PKEY *key;
};

static void free_certificate(void *certificate) {
    X509_free(certificate);
}

static void free_key(void *key) {
    EVP_PKEY_free(key);
}

static const struct extension authority[] = {{NID_basic_constraints, "critical,CA:TRUE"}, {0, NULL}};
static const struct extension plain[] = {{NID_subject_alt_name, "DNS:a.example"}, {NID_ext_key_usage, "serverAuth"}, {0, NULL}};

static struct made make(const char *name, const struct extension *extensions, const struct made *issuer) {
    static long serial;
    struct made made = {X509_new(), EVP_EC_gen("P-256")};
    X509_NAME *subject = X509_get_subject_name(made.x);
    phs_arena_adopt(arena, made.x, free_certificate);
    phs_arena_adopt(arena, made.key, free_key);
    X509_set_version(made.x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.x), ++serial);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
    X509_set_issuer_name(made.x, issuer ? X509_get_subject_name(issuer->x) : subject);
    ASN1_TIME_set(X509_getm_notBefore(made.x), (time_t)NOW - 10 * DAY);
    ASN1_TIME_set(X509_getm_notAfter(made.x), (time_t)NOW + 80 * DAY);
    X509_set_pubkey(made.x, made.key);
    for (const struct extension *e = extensions; e->value; e++) {
        X509V3_CTX context;
        X509V3_set_ctx(&context, made.x, made.x, NULL, NULL, 0);
        X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, e->nid, e->value);
        cr_assert_not_null(extension, "%s", e->value);
        X509_add_ext(made.x, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(made.x, issuer ? issuer->key : made.key, EVP_sha256());
    return made;
}

struct shown {
    X509 *chain[4];
    struct phs_slice staple, scts;
    bool unasked;
};

static const struct phs_cert_facts *judge(const struct shown *shown, X509 *root, const char *host) {
    struct phs_tls_address address = {0};
    struct phs_err err;
    struct phs_trust trust = {.store = X509_STORE_new(), .own_roots = true};
    STACK_OF(X509) *stack = sk_X509_new_null();
    for (size_t i = 0; i < 4 && shown->chain[i]; i++)
        sk_X509_push(stack, shown->chain[i]);
    X509_STORE_add_cert(trust.store, root);
    cr_assert_eq(phs_tls_address_parse(arena, host, &address, &err), PHS_OK);
    struct phs_cert_shown what = {"first", stack, shown->staple, shown->scts, shown->unasked};
    const struct phs_cert_facts *facts = phs_cert_judge(arena, &what, &trust, &address, NOW);
    sk_X509_free(stack);
    X509_STORE_free(trust.store);
    return facts;
}

static const char *words(const struct phs_cert_facts *facts) {
    const char *all = "";
    for (unsigned i = 0; i < PHS_CERT_PROBLEMS; i++)
        if (facts->problems & (1u << i))
            all = phs_printf(arena, "%s%s%s", all, *all ? " " : "", phs_cert_problem_word((enum phs_cert_problem)i));
    return all;
}

struct answer {
    const struct made *about, *issuer, *signer;
    int status;
    int from_hour, to_hour; /* from NOW; to_hour 0: names none */
    const EVP_MD *digest;   /* of the identifier; NULL: SHA-1 */
};

static struct phs_slice encode(OCSP_RESPONSE *response) {
    unsigned char *der = NULL;
    int n = i2d_OCSP_RESPONSE(response, &der);
    struct phs_slice copy = phs_slice_n(phs_strndup(arena, (char *)der, (size_t)n), (size_t)n);
    OPENSSL_free(der);
    OCSP_RESPONSE_free(response);
    return copy;
}

static struct phs_slice staple(const struct answer *answer) {
    OCSP_BASICRESP *basic = OCSP_BASICRESP_new();
    OCSP_CERTID *id = OCSP_cert_to_id(answer->digest, answer->about->x, answer->issuer->x);
    ASN1_TIME *from = ASN1_TIME_set(NULL, (time_t)NOW + answer->from_hour * HOUR), *to = NULL, *revoked = NULL;
    if (answer->to_hour)
        to = ASN1_TIME_set(NULL, (time_t)NOW + answer->to_hour * HOUR);
    if (answer->status == V_OCSP_CERTSTATUS_REVOKED)
        revoked = ASN1_TIME_set(NULL, (time_t)NOW - DAY);
    OCSP_basic_add1_status(basic, id, answer->status, 0, revoked, from, to);
    OCSP_basic_sign(basic, answer->signer->x, answer->signer->key, EVP_sha256(), NULL, 0);
    struct phs_slice der = encode(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic));
    ASN1_TIME_free(from);
    ASN1_TIME_free(to);
    ASN1_TIME_free(revoked);
    OCSP_CERTID_free(id);
    OCSP_BASICRESP_free(basic);
    return der;
}

Test(certificate, believes_a_staple_only_of_the_issuer_about_this_certificate_and_today) {
    static const struct extension delegate_uses[] = {{NID_ext_key_usage, "OCSPSigning"}, {0, NULL}};
    struct made root = make("Root", authority, NULL), stranger = make("Root", authority, NULL);
    struct made leaf = make("a", plain, &root), other = make("b", plain, &root);
    struct made delegate = make("Responder", delegate_uses, &root), foreign = make("Responder", delegate_uses, &stranger);
    const struct {
        const char *scenario;
        struct answer answer;
        enum phs_revocation status;
        const char *problems, *reason;
    } rows[] = {
        {"good", {&leaf, &root, &root, V_OCSP_CERTSTATUS_GOOD, -1, 72, NULL}, PHS_REVOCATION_GOOD, "", NULL},
        {"good, by SHA-256",
         {&leaf, &root, &root, V_OCSP_CERTSTATUS_GOOD, -1, 72, EVP_sha256()},
         PHS_REVOCATION_GOOD,
         "",
         NULL},
        {"good without an end", {&leaf, &root, &root, V_OCSP_CERTSTATUS_GOOD, -1, 0, NULL}, PHS_REVOCATION_GOOD, "", NULL},
        {"by a delegate", {&leaf, &root, &delegate, V_OCSP_CERTSTATUS_GOOD, -1, 72, NULL}, PHS_REVOCATION_GOOD, "", NULL},
        {"revoked", {&leaf, &root, &root, V_OCSP_CERTSTATUS_REVOKED, -1, 72, NULL}, PHS_REVOCATION_REVOKED, "revoked", NULL},
        {"out of date",
         {&leaf, &root, &root, V_OCSP_CERTSTATUS_GOOD, -72, -1, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "date"},
        {"revoked, out of date",
         {&leaf, &root, &root, V_OCSP_CERTSTATUS_REVOKED, -72, -1, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "date"},
        {"of the future",
         {&leaf, &root, &root, V_OCSP_CERTSTATUS_GOOD, 1, 72, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "future"},
        {"unknown to its authority",
         {&leaf, &root, &root, V_OCSP_CERTSTATUS_UNKNOWN, -1, 72, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "does not know"},
        {"about another",
         {&other, &root, &root, V_OCSP_CERTSTATUS_GOOD, -1, 72, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "another"},
        {"by another of the same name",
         {&leaf, &root, &stranger, V_OCSP_CERTSTATUS_GOOD, -1, 72, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "signed"},
        {"by somebody's delegate",
         {&leaf, &root, &foreign, V_OCSP_CERTSTATUS_GOOD, -1, 72, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "signed"},
        {"by a certificate without the purpose",
         {&leaf, &root, &other, V_OCSP_CERTSTATUS_GOOD, -1, 72, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "signed"},
        {"by itself",
         {&leaf, &root, &leaf, V_OCSP_CERTSTATUS_GOOD, -1, 72, NULL},
         PHS_REVOCATION_UNKNOWN,
         "bad-staple",
         "signed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct shown shown = {{leaf.x}, staple(&rows[i].answer), {0}, false};
        const struct phs_cert_facts *facts = judge(&shown, root.x, "a.example");
        cr_expect_eq(facts->staple.status, rows[i].status, "%s: status %d", rows[i].scenario, (int)facts->staple.status);
        cr_expect_str_eq(words(facts), rows[i].problems, "%s: %s", rows[i].scenario, words(facts));
        cr_expect_eq(facts->staple.signed_by_delegate, i == 3, "%s", rows[i].scenario);
        cr_expect_eq(facts->staple.reason == NULL, rows[i].reason == NULL, "%s", rows[i].scenario);
        if (rows[i].reason)
            cr_expect(strstr(facts->staple.reason, rows[i].reason), "%s: %s", rows[i].scenario, facts->staple.reason);
        shown.staple.len /= 2;
        facts = judge(&shown, root.x, "a.example");
        cr_expect_str_eq(words(facts), "bad-staple", "%s, cut in half: %s", rows[i].scenario, words(facts));
    }
}

Test(certificate, holds_a_certificate_to_the_staple_that_it_promises) {
    static const struct extension strict[] = {
        {NID_subject_alt_name, "DNS:a.example"}, {NID_tlsfeature, "status_request"}, {0, NULL}};
    struct made root = make("Root", authority, NULL), leaf = make("a", strict, &root), lax = make("a", plain, &root);
    struct answer answer = {&leaf, &root, &root, V_OCSP_CERTSTATUS_GOOD, -1, 72, NULL};
    struct shown none = {{leaf.x}, {0}, {0}, false}, unasked = {{leaf.x}, {0}, {0}, true},
                 whole = {{leaf.x}, staple(&answer), {0}, false}, other = {{lax.x}, {0}, {0}, false};
    cr_expect_str_eq(words(judge(&none, root.x, "a.example")), "no-staple");
    cr_expect_str_eq(words(judge(&unasked, root.x, "a.example")), "");
    cr_expect_str_eq(words(judge(&whole, root.x, "a.example")), "");
    const struct phs_cert_facts *facts = judge(&other, root.x, "a.example");
    cr_expect_str_eq(words(facts), "");
    cr_expect_not(facts->must_staple);
    cr_expect_eq(facts->staple.status, PHS_REVOCATION_UNKNOWN, "nothing stapled is nothing known");
    cr_expect_not_null(facts->staple.reason);
}

Test(certificate, says_an_error_of_the_responder_is_no_answer) {
    struct made root = make("Root", authority, NULL), leaf = make("a", plain, &root);
    struct shown shown = {{leaf.x}, encode(OCSP_response_create(OCSP_RESPONSE_STATUS_TRYLATER, NULL)), {0}, false};
    const struct phs_cert_facts *facts = judge(&shown, root.x, "a.example");
    cr_expect_str_eq(words(facts), "bad-staple");
    cr_expect(strstr(facts->staple.reason, "error"), "%s", facts->staple.reason);
}

Test(certificate, accuses_by_names_purposes_and_constraints) {
    static const struct {
        const char *scenario;
        struct extension authority[4], leaf[4];
        const char *host, *problems;
        enum phs_tri trusted;
    } rows[] = {
        {"permitted name",
         {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_name_constraints, "permitted;DNS:a.example"}},
         {{NID_subject_alt_name, "DNS:x.a.example"}},
         "x.a.example",
         "",
         PHS_YES},
        {"forbidden name",
         {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_name_constraints, "permitted;DNS:b.example"}},
         {{NID_subject_alt_name, "DNS:x.a.example"}},
         "x.a.example",
         "name-forbidden",
         PHS_NO},
        {"excluded name",
         {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_name_constraints, "excluded;DNS:a.example"}},
         {{NID_subject_alt_name, "DNS:x.a.example"}},
         "x.a.example",
         "name-forbidden",
         PHS_NO},
        {"leaf that may issue",
         {{NID_basic_constraints, "critical,CA:TRUE"}},
         {{NID_subject_alt_name, "DNS:a.example"}, {NID_basic_constraints, "critical,CA:TRUE"}},
         "a.example",
         "is-authority",
         PHS_YES},
        {"no name at all",
         {{NID_basic_constraints, "critical,CA:TRUE"}},
         {{NID_ext_key_usage, "serverAuth"}},
         "a.example",
         "name-mismatch no-alternative-names",
         PHS_YES},
        {"star in the middle of a label",
         {{NID_basic_constraints, "critical,CA:TRUE"}},
         {{NID_subject_alt_name, "DNS:w*.a.example"}},
         "www.a.example",
         "name-mismatch",
         PHS_YES},
        {"star for an international label",
         {{NID_basic_constraints, "critical,CA:TRUE"}},
         {{NID_subject_alt_name, "DNS:*.a.example"}},
         "xn--bcher-kva.a.example",
         "",
         PHS_YES},
        {"the same international name",
         {{NID_basic_constraints, "critical,CA:TRUE"}},
         {{NID_subject_alt_name, "DNS:xn--bcher-kva.example"}},
         "xn--bcher-kva.example",
         "",
         PHS_YES},
        {"IPv6 in another spelling",
         {{NID_basic_constraints, "critical,CA:TRUE"}},
         {{NID_subject_alt_name, "IP:2001:db8::1"}},
         "[2001:db8:0:0:0:0:0:1]",
         "",
         PHS_YES},
        {"IPv6 of another",
         {{NID_basic_constraints, "critical,CA:TRUE"}},
         {{NID_subject_alt_name, "IP:2001:db8::2"}},
         "[2001:db8::1]",
         "name-mismatch",
         PHS_YES},
        {"authority for mail only",
         {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_ext_key_usage, "emailProtection"}},
         {{NID_subject_alt_name, "DNS:a.example"}},
         "a.example",
         "bad-chain",
         PHS_NO},
    };
    struct made root = make("Root", authority, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct made middle = make("Middle", rows[i].authority, &root), leaf = make("a", rows[i].leaf, &middle);
        struct shown shown = {{leaf.x, middle.x}, {0}, {0}, true};
        const struct phs_cert_facts *facts = judge(&shown, root.x, rows[i].host);
        cr_expect_str_eq(words(facts), rows[i].problems, "%s: %s", rows[i].scenario, words(facts));
        cr_expect_eq(facts->trusted.is, rows[i].trusted, "%s", rows[i].scenario);
    }
}

Test(certificate, tells_how_a_chain_was_sent) {
    struct made root = make("Root", authority, NULL), first = make("First", authority, &root),
                second = make("Second", authority, &first);
    struct made leaf = make("a", plain, &second), stray = make("Stray", plain, &root);
    const struct {
        const char *scenario;
        struct shown shown;
        const char *problems;
    } rows[] = {
        {"in order", {.chain = {leaf.x, second.x, first.x}}, ""},
        {"with its root", {.chain = {leaf.x, second.x, first.x, root.x}}, ""},
        {"out of order", {.chain = {leaf.x, first.x, second.x}}, "chain-disordered"},
        {"with a stranger", {.chain = {leaf.x, second.x, first.x, stray.x}}, "chain-superfluous"},
        {"leaf twice", {.chain = {leaf.x, leaf.x, second.x, first.x}}, "chain-disordered"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct shown shown = rows[i].shown;
        shown.unasked = true;
        const struct phs_cert_facts *facts = judge(&shown, root.x, "a.example");
        cr_expect_str_eq(words(facts), rows[i].problems, "%s: %s", rows[i].scenario, words(facts));
        cr_expect_eq(facts->trusted.is, PHS_YES, "%s", rows[i].scenario);
    }
}

/* Two receipts of log 1, one of log 2, as they come in a handshake. */
Test(certificate, counts_receipts_and_logs) {
    char list[2 + 3 * 53] = {0, (char)(3 * 53)};
    for (size_t i = 0; i < 3; i++) {
        char *at = list + 2 + i * 53;
        memcpy(at, "\0\x33\0", 3);
        at[3] = i == 2 ? 2 : 1;
        memcpy(at + 43, "\0\0\4\3\0\4sign", 10);
    }
    struct made root = make("Root", authority, NULL), leaf = make("a", plain, &root);
    struct shown shown = {{leaf.x}, {0}, phs_slice_n(list, sizeof list), true};
    const struct phs_cert_facts *facts = judge(&shown, root.x, "a.example");
    cr_expect_eq(facts->scts.by_tls, 3);
    cr_expect_eq(facts->scts.logs, 2);
    cr_expect_not(facts->scts.malformed);
    shown.scts.len--;
    facts = judge(&shown, root.x, "a.example");
    cr_expect(facts->scts.malformed);
}

Test(certificate, takes_a_chain_as_it_came_up_to_the_first_that_is_none) {
    struct made root = make("Root", authority, NULL), leaf = make("a", plain, &root);
    unsigned char *der = NULL;
    int n = i2d_X509(leaf.x, &der);
    struct phs_slice items[40];
    for (size_t i = 0; i < 40; i++)
        items[i] = phs_slice_n((char *)der, (size_t)n);
    cr_expect_eq(sk_X509_num(phs_cert_chain(arena, items, 40)), 32, "bounded");
    items[1].len--;
    cr_expect_eq(sk_X509_num(phs_cert_chain(arena, items, 3)), 1);
    items[0].len = 0;
    cr_expect_eq(sk_X509_num(phs_cert_chain(arena, items, 3)), 0);
    OPENSSL_free(der);
}
