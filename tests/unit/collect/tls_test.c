/* SPDX-License-Identifier: Apache-2.0 */
/* What endpoints are called, what their certificates are accused of, and what their headers say: no socket is opened here. */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "collect/tls/certificate.h"
#include "tests/unit/collect/collecting.h"

TestSuite(tls, .init = open_graph, .fini = close_graph);

/* 2026-03-01 */
enum { NOW = 1772323200, DAY = 86400 };

Test(tls, reads_what_people_write_as_an_address) {
    static const struct {
        const char *scenario, *text, *scheme, *id, *path;
    } rows[] = {
        {"host and port", "api.example.com:443", "https", "endpoint:api.example.com:443", "/"},
        {"host alone", "API.Example.com", "https", "endpoint:api.example.com:443", "/"},
        {"another web port", "10.0.0.7:8443", "https", "endpoint:10.0.0.7:8443", "/"},
        {"a port that says nothing", "db.internal:9999", "tls", "endpoint:db.internal:9999", "/"},
        {"port 80", "example.com:80", "http", "endpoint:example.com:80", "/"},
        {"port of mail", "mx.example.com:587", "smtp", "endpoint:mx.example.com:587", "/"},
        {"scheme without port", "smtp://mx.example.com", "smtp", "endpoint:mx.example.com:25", "/"},
        {"scheme in capitals", "IMAPS://mx.example.com", "tls", "endpoint:mx.example.com:993", "/"},
        {"url with a path", "https://example.com/portal/login?x=1", "https", "endpoint:example.com:443", "/portal/login?x=1"},
        {"ipv6 in brackets", "[2001:db8::1]:8443", "https", "endpoint:[2001:db8::1]:8443", "/"},
        {"ipv6 without brackets", "::1", "https", "endpoint:[::1]:443", "/"},
        {"postgres", "postgresql://db.example.com", "postgres", "endpoint:db.example.com:5432", "/"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_tls_address address;
        struct phs_err err = {0};
        cr_assert_eq(phs_tls_address_parse(arena, rows[i].text, &address, &err), PHS_OK, "%s: %s", rows[i].scenario, err.text);
        cr_expect_str_eq(address.scheme, rows[i].scheme, "%s: %s", rows[i].scenario, address.scheme);
        cr_expect_str_eq(address.id, rows[i].id, "%s: %s", rows[i].scenario, address.id);
        cr_expect_str_eq(address.path, rows[i].path, "%s: %s", rows[i].scenario, address.path);
    }
}

Test(tls, refuses_what_is_no_address) {
    static const struct {
        const char *scenario, *text;
        enum phs_code code;
    } rows[] = {
        {"nothing", "", PHS_E_INPUT},
        {"no host", ":443", PHS_E_INPUT},
        {"port 0", "a:0", PHS_E_INPUT},
        {"port too high", "a:65536", PHS_E_INPUT},
        {"port that overflows", "a:4294967739", PHS_E_INPUT},
        {"port with a sign", "a:+443", PHS_E_INPUT},
        {"empty port", "a:", PHS_E_INPUT},
        {"user before the host", "https://user@a", PHS_E_INPUT},
        {"line break in the host", "a\r\nHost: b:443", PHS_E_INPUT},
        {"line break in the path", "https://a/x\r\nHost: b", PHS_E_INPUT},
        {"space in the path", "https://a/x y", PHS_E_INPUT},
        {"empty label", "a..b:443", PHS_E_INPUT},
        {"option of a program", "-oProxy:443", PHS_E_INPUT},
        {"bracket that stays open", "[::1:443", PHS_E_INPUT},
        {"zone", "[fe80::1%eth0]:443", PHS_E_INPUT},
        {"other script",
         "b\xc3\xbc"
         "cher.example:443",
         PHS_E_INPUT},
        {"unknown scheme", "gopher://a", PHS_E_UNSUPPORTED},
        {"file", "file:///etc/passwd", PHS_E_UNSUPPORTED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_tls_address address;
        struct phs_err err = {0};
        cr_expect_eq(phs_tls_address_parse(arena, rows[i].text, &address, &err), rows[i].code, "%s", rows[i].scenario);
        cr_expect(*err.text, "%s: nothing is said", rows[i].scenario);
    }
}

Test(tls, tells_suites_from_their_names) {
    static const struct {
        const char *suite;
        bool secret, broken;
    } rows[] = {
        {"TLS_AES_256_GCM_SHA384", true, false},
        {"TLS_CHACHA20_POLY1305_SHA256", true, false},
        {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", true, false},
        {"TLS_DHE_RSA_WITH_AES_128_CBC_SHA", true, false},
        {"TLS_RSA_WITH_AES_128_GCM_SHA256", false, false},
        {"TLS_ECDH_RSA_WITH_AES_128_CBC_SHA", false, false},
        {"TLS_RSA_WITH_3DES_EDE_CBC_SHA", false, true},
        {"TLS_RSA_WITH_RC4_128_MD5", false, true},
        {"TLS_RSA_WITH_DES_CBC_SHA", false, true},
        {"TLS_RSA_WITH_NULL_SHA256", false, true},
        {"TLS_ECDHE_RSA_WITH_NULL_SHA", true, true},
        {"TLS_DH_anon_WITH_AES_128_CBC_SHA", true, true},
        {"TLS_ECDH_anon_WITH_AES_128_CBC_SHA", true, true},
        {"TLS_RSA_EXPORT_WITH_DES40_CBC_SHA", false, true},
        {"TLS_SHA256_SHA256", true, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(phs_tls_suite_is_forward_secret(rows[i].suite), rows[i].secret, "%s", rows[i].suite);
        cr_expect_eq(phs_tls_suite_is_broken(rows[i].suite), rows[i].broken, "%s", rows[i].suite);
    }
}

/* A certificate to order. */
struct order {
    const char *name;      /* common name */
    const char *san;       /* subject alternative names, or NULL */
    int from_day, to_day;  /* from NOW */
    int rsa_bits;          /* 0: P-256 */
    const EVP_MD *digest;  /* NULL: SHA-256 */
    const char *purpose;   /* extended key usage, or NULL */
    const char *authority; /* where the issuer is to be had, or NULL */
    bool ca;
};

struct made {
    X509 *certificate;
    EVP_PKEY *key;
};

static void free_certificate(void *certificate) {
    X509_free(certificate);
}

static void free_key(void *key) {
    EVP_PKEY_free(key);
}

static void extend(X509 *certificate, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = value ? X509V3_EXT_conf_nid(NULL, &context, nid, value) : NULL;
    if (extension)
        X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

static struct made make(const struct order *order, const struct made *issuer) {
    static long serial;
    struct made made = {X509_new(), order->rsa_bits ? EVP_RSA_gen((unsigned)order->rsa_bits) : EVP_EC_gen("P-256")};
    X509_NAME *name = X509_get_subject_name(made.certificate);
    phs_arena_adopt(arena, made.certificate, free_certificate);
    phs_arena_adopt(arena, made.key, free_key);
    X509_set_version(made.certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.certificate), ++serial);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)order->name, -1, -1, 0);
    X509_set_issuer_name(made.certificate, issuer ? X509_get_subject_name(issuer->certificate) : name);
    ASN1_TIME_set(X509_getm_notBefore(made.certificate), (time_t)NOW + (time_t)order->from_day * DAY);
    ASN1_TIME_set(X509_getm_notAfter(made.certificate), (time_t)NOW + (time_t)order->to_day * DAY);
    X509_set_pubkey(made.certificate, made.key);
    extend(made.certificate, NID_basic_constraints, order->ca ? "critical,CA:TRUE" : NULL);
    extend(made.certificate, NID_subject_alt_name, order->san);
    extend(made.certificate, NID_ext_key_usage, order->purpose);
    extend(made.certificate, NID_info_access, order->authority);
    X509_sign(made.certificate, issuer ? issuer->key : made.key, order->digest ? order->digest : EVP_sha256());
    return made;
}

/* The problems of a chain as words, in the order of the enumeration. */
static const char *accused(X509 *const *chain, size_t n, X509 *root, const char *host, bool own_roots,
                           const struct phs_cert_facts **ret_facts) {
    struct phs_tls_address address = {0};
    struct phs_err err;
    struct phs_trust trust = {.store = X509_STORE_new(), .own_roots = own_roots};
    STACK_OF(X509) *stack = sk_X509_new_null();
    const char *words = "";
    for (size_t i = 0; i < n; i++)
        sk_X509_push(stack, chain[i]);
    if (root)
        X509_STORE_add_cert(trust.store, root);
    else
        trust.empty = own_roots ? NULL : "there are no roots";
    cr_assert_eq(phs_tls_address_parse(arena, host, &address, &err), PHS_OK);
    const struct phs_cert_facts *facts = phs_cert_read(arena, stack, &trust, &address, NOW);
    for (unsigned i = 0; facts && i < PHS_CERT_PROBLEMS; i++)
        if (facts->problems & (1u << i))
            words = phs_printf(arena, "%s%s%s", words, *words ? " " : "", phs_cert_problem_word((enum phs_cert_problem)i));
    sk_X509_free(stack);
    X509_STORE_free(trust.store);
    if (ret_facts)
        *ret_facts = facts;
    return words;
}

static const struct order authority = {.name = "Own authority", .from_day = -100, .to_day = 3000, .ca = true};

Test(tls, accuses_a_certificate_of_all_that_is_wrong) {
    static const struct {
        const char *scenario;
        struct order leaf;
        bool signed_by_root;
        const char *host, *problems;
        enum phs_tri trusted;
    } rows[] = {
        {"sound", {"a", "DNS:a.example", -10, 80, 0, NULL, "serverAuth", NULL, false}, true, "a.example", "", PHS_YES},
        {"last second of the last day",
         {"a", "DNS:a.example", -10, 0, 0, NULL, NULL, NULL, false},
         true,
         "a.example",
         "",
         PHS_YES},
        {"expired", {"a", "DNS:a.example", -90, -1, 0, NULL, NULL, NULL, false}, true, "a.example", "expired", PHS_YES},
        {"not yet", {"a", "DNS:a.example", 1, 90, 0, NULL, NULL, NULL, false}, true, "a.example", "not-yet-valid", PHS_YES},
        {"other host",
         {"a", "DNS:b.example", -10, 80, 0, NULL, NULL, NULL, false},
         true,
         "a.example",
         "name-mismatch",
         PHS_YES},
        {"only a common name",
         {"a.example", NULL, -10, 80, 0, NULL, NULL, NULL, false},
         true,
         "a.example",
         "name-mismatch no-alternative-names",
         PHS_YES},
        {"wildcard", {"a", "DNS:*.example.com", -10, 80, 0, NULL, NULL, NULL, false}, true, "x.example.com", "", PHS_YES},
        {"wildcard over two",
         {"a", "DNS:*.example.com", -10, 80, 0, NULL, NULL, NULL, false},
         true,
         "x.y.example.com",
         "name-mismatch",
         PHS_YES},
        {"address", {"a", "IP:192.0.2.7", -10, 80, 0, NULL, NULL, NULL, false}, true, "192.0.2.7", "", PHS_YES},
        {"address as a name",
         {"a", "DNS:192.0.2.7", -10, 80, 0, NULL, NULL, NULL, false},
         true,
         "192.0.2.7",
         "name-mismatch",
         PHS_YES},
        {"short key", {"a", "DNS:a.example", -10, 80, 1024, NULL, NULL, NULL, false}, true, "a.example", "weak-key", PHS_YES},
        {"SHA-1",
         {"a", "DNS:a.example", -10, 80, 0, (const EVP_MD *)1, NULL, NULL, false},
         true,
         "a.example",
         "weak-signature",
         PHS_YES},
        {"for clients",
         {"a", "DNS:a.example", -10, 80, 0, NULL, "clientAuth", NULL, false},
         true,
         "a.example",
         "not-for-servers",
         PHS_NO},
        {"four years",
         {"a", "DNS:a.example", -10, 1450, 0, NULL, NULL, NULL, false},
         true,
         "a.example",
         "long-validity",
         PHS_YES},
        {"self-signed", {"a", "DNS:a.example", -10, 80, 0, NULL, NULL, NULL, false}, false, "a.example", "self-signed", PHS_NO},
        {"everything",
         {"a", NULL, -2000, -1, 1024, (const EVP_MD *)1, NULL, NULL, false},
         false,
         "a.example",
         "expired name-mismatch self-signed weak-key weak-signature long-validity no-alternative-names",
         PHS_NO},
    };
    struct made root = make(&authority, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct order order = rows[i].leaf;
        order.digest = order.digest ? EVP_sha1() : NULL;
        struct made leaf = make(&order, rows[i].signed_by_root ? &root : NULL);
        const struct phs_cert_facts *facts;
        const char *words = accused(&leaf.certificate, 1, root.certificate, rows[i].host, true, &facts);
        cr_expect_str_eq(words, rows[i].problems, "%s: %s", rows[i].scenario, words);
        cr_expect_eq(facts->trusted.is, rows[i].trusted, "%s: trusted is %s", rows[i].scenario,
                     phs_tri_name(facts->trusted.is));
    }
}

Test(tls, limits_certificates_of_public_authorities_to_398_days) {
    struct made root = make(&authority, NULL);
    struct order year = {.name = "a", .san = "DNS:a.example", .from_day = -10, .to_day = 388};
    struct made good = make(&year, &root);
    year.to_day++;
    struct made longer = make(&year, &root);
    cr_expect_str_eq(accused(&good.certificate, 1, root.certificate, "a.example", false, NULL), "");
    cr_expect_str_eq(accused(&longer.certificate, 1, root.certificate, "a.example", false, NULL), "long-validity");
}

Test(tls, judges_the_path_and_not_only_the_leaf) {
    struct made root = make(&authority, NULL);
    struct order middle_order = {.name = "Middle", .from_day = -50, .to_day = 500, .ca = true};
    struct order leaf_order = {.name = "a",
                               .san = "DNS:a.example",
                               .from_day = -10,
                               .to_day = 80,
                               .authority = "caIssuers;URI:http://ca.example/middle.crt"};
    struct made middle = make(&middle_order, &root), leaf = make(&leaf_order, &middle);
    X509 *whole[] = {leaf.certificate, middle.certificate};
    cr_expect_str_eq(accused(whole, 2, root.certificate, "a.example", true, NULL), "");
    cr_expect_str_eq(accused(whole, 1, root.certificate, "a.example", true, NULL), "unknown-issuer missing-intermediate");
    middle_order.to_day = -1;
    struct made old = make(&middle_order, &root), below = make(&leaf_order, &old);
    X509 *expired[] = {below.certificate, old.certificate};
    cr_expect_str_eq(accused(expired, 2, root.certificate, "a.example", true, NULL), "chain-expired");
    middle_order.to_day = 500;
    middle_order.ca = false;
    struct made layman = make(&middle_order, &root), forged = make(&leaf_order, &layman);
    X509 *no_authority[] = {forged.certificate, layman.certificate};
    const struct phs_cert_facts *facts;
    accused(no_authority, 2, root.certificate, "a.example", true, &facts);
    cr_expect_eq(facts->trusted.is, PHS_NO, "a leaf may not issue");
    struct made stranger = make(&authority, NULL);
    X509 *tampered[] = {make(&leaf_order, &stranger).certificate, stranger.certificate};
    const char *words = accused(tampered, 2, root.certificate, "a.example", true, &facts);
    cr_expect_str_eq(words, "bad-signature", "an authority of the same name with another key: %s", words);
    cr_expect_eq(facts->trusted.is, PHS_NO);
}

Test(tls, does_not_know_whom_to_trust_without_roots) {
    struct made root = make(&authority, NULL);
    struct order order = {.name = "a", .san = "DNS:a.example", .from_day = -10, .to_day = 80};
    struct made leaf = make(&order, &root);
    const struct phs_cert_facts *facts;
    cr_expect_str_eq(accused(&leaf.certificate, 1, NULL, "a.example", false, &facts), "");
    cr_expect_eq(facts->trusted.is, PHS_MAYBE);
    cr_expect_str_eq(facts->trusted.reason, "there are no roots");
}

Test(tls, makes_names_of_certificates_safe) {
    struct order order = {.name = "evil\x1b[31m\n<b>", .from_day = -10, .to_day = 80};
    struct made leaf = make(&order, NULL);
    const struct phs_cert_facts *facts;
    accused(&leaf.certificate, 1, NULL, "a.example", false, &facts);
    cr_assert_eq(facts->names.n, 1);
    for (const char *c = facts->names.at[0]; *c; c++)
        cr_expect((unsigned char)*c >= 0x20, "a control character passed");
}

Test(tls, bounds_the_names_of_a_certificate) {
    struct phs_buf names;
    phs_buf_init(&names, 1 << 20);
    for (int i = 0; i < 3000; i++)
        phs_buf_printf(&names, "%sDNS:n%d.example", i ? "," : "", i);
    struct order order = {.name = "a", .san = phs_buf_text(&names), .from_day = -10, .to_day = 80};
    struct made leaf = make(&order, NULL);
    const struct phs_cert_facts *facts;
    accused(&leaf.certificate, 1, NULL, "n2999.example", false, &facts);
    cr_expect_eq(facts->names.n, 100);
    cr_expect_eq(facts->name_matches.is, PHS_YES, "all names are compared");
    phs_buf_done(&names);
}

Test(tls, has_no_facts_of_no_certificate) {
    const struct phs_cert_facts *facts;
    accused(NULL, 0, NULL, "a.example", false, &facts);
    cr_expect_null(facts);
}

static struct phs_http_facts heard(const char *const *lines) {
    struct phs_http_facts facts = {.hsts_max_age = -1};
    for (size_t i = 0; lines[i]; i++)
        phs_http_header(arena, phs_slice(lines[i]), "a.example", &facts);
    return facts;
}

Test(tls, reads_strict_transport_security) {
    static const struct {
        const char *scenario, *line;
        int64_t max_age;
        bool subdomains;
    } rows[] = {
        {"usual", "Strict-Transport-Security: max-age=63072000; includeSubDomains; preload\r\n", 63072000, true},
        {"quoted, odd case", "STRICT-transport-SECURITY:MAX-AGE=\"600\" ;INCLUDESUBDOMAINS", 600, true},
        {"no max-age", "Strict-Transport-Security: includeSubDomains", -1, true},
        {"negative", "Strict-Transport-Security: max-age=-1", -1, false},
        {"overflowing", "Strict-Transport-Security: max-age=99999999999999999999999", 21474836479, false},
        {"word", "Strict-Transport-Security: max-age=1e9", -1, false},
        {"off", "Strict-Transport-Security: max-age=0", 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_http_facts facts = heard((const char *[]){rows[i].line, NULL});
        cr_expect(facts.hsts);
        if (strcmp(rows[i].scenario, "overflowing") == 0)
            cr_expect(facts.hsts_max_age > INT32_MAX, "%s", rows[i].scenario);
        else
            cr_expect_eq(facts.hsts_max_age, rows[i].max_age, "%s", rows[i].scenario);
        cr_expect_eq(facts.hsts_include_subdomains, rows[i].subdomains, "%s", rows[i].scenario);
    }
    struct phs_http_facts twice = heard((const char *[]){rows[1].line, rows[0].line, NULL});
    cr_expect_eq(twice.hsts_max_age, 600, "the first of two counts");
}

Test(tls, keeps_names_and_flags_of_cookies_and_never_a_value) {
    struct phs_http_facts facts =
        heard((const char *[]){"Set-Cookie: sid=ANNA-DOE-1970; Secure; HttpOnly; SameSite=Strict",
                               "set-cookie: a\x1b[1mb=1;secure=yes; Path=/", "Set-Cookie: ; HttpOnly", "Set-Cookie:", NULL});
    cr_assert_eq(facts.cookies.n, 3);
    cr_expect_str_eq(facts.cookies.at[0].name, "sid");
    cr_expect(facts.cookies.at[0].secure && facts.cookies.at[0].http_only);
    cr_expect_eq(facts.cookies.at[0].same_site, PHS_SAME_SITE_STRICT);
    cr_expect_str_eq(facts.cookies.at[1].name, "a1mb");
    cr_expect(facts.cookies.at[1].secure && !facts.cookies.at[1].http_only);
    cr_expect_str_eq(facts.cookies.at[2].name, "(no name)");
}

Test(tls, bounds_the_number_of_cookies) {
    struct phs_http_facts facts = {0};
    for (int i = 0; i < 1000; i++)
        phs_http_header(arena, PHS_SLICE("Set-Cookie: a=b"), "a.example", &facts);
    cr_expect_eq(facts.cookies.n, 64);
}

Test(tls, tells_where_a_redirect_leads) {
    static const struct {
        const char *line;
        bool https, same_host;
    } rows[] = {
        {"Location: https://a.example/x", true, true},     {"Location: https://A.EXAMPLE:443", true, true},
        {"Location: https://b.example/x", true, false},    {"Location: /login", false, true},
        {"Location: http://a.example/", false, true},      {"Location: //b.example/", false, false},
        {"Location: https://a.example.evil", true, false}, {"Location: https://a.example@evil/", true, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_http_facts facts = heard((const char *[]){rows[i].line, NULL});
        cr_expect(facts.redirects, "%s", rows[i].line);
        cr_expect_eq(facts.redirects_to_https, rows[i].https, "%s", rows[i].line);
        cr_expect_eq(facts.redirects_to_same_host, rows[i].same_host, "%s", rows[i].line);
    }
}

static struct phs_resource written(const struct phs_tls_facts *facts, const char *text) {
    struct phs_tls_address address;
    struct phs_err err;
    cr_assert_eq(phs_tls_address_parse(arena, text, &address, &err), PHS_OK);
    return (struct phs_resource){.attributes = phs_tls_attributes(arena, &address, facts, true, NOW)};
}

Test(tls, leaves_every_question_open_about_what_was_not_reached) {
    struct phs_tls_facts facts = {.unread = "the connection was refused", .tls = {PHS_MAYBE, "the connection was refused"}};
    struct phs_resource endpoint = written(&facts, "https://a.example");
    static const char *const open[] = {
        "tls",           "protocols.tls1_0",          "certificate.trusted", "certificate.days_left", "suite",
        "broken_suites", "accepts.null_or_anonymous", "forward_secrecy",     "http.hsts.present"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        cr_expect_str_eq(shown(&endpoint, open[i]), "?", "%s is %s", open[i], shown(&endpoint, open[i]));
    cr_expect_str_eq(shown(&endpoint, "host"), "a.example");
    cr_expect_str_eq(shown(&endpoint, "owned"), "true");
}

Test(tls, says_inconclusive_of_one_version_and_the_truth_of_the_others) {
    struct phs_tls_facts facts = {
        .tls = {PHS_YES, NULL}, .handshake = true, .best = PHS_TLS_1_3, .suite = "TLS_AES_128_GCM_SHA256"};
    facts.versions[PHS_TLS_1_0].accepted = (struct phs_tls_answer){PHS_MAYBE, "it did not answer in time"};
    facts.versions[PHS_TLS_1_2] =
        (struct phs_tls_version_facts){.accepted = {PHS_YES, NULL}, .suite = "TLS_RSA_WITH_3DES_EDE_CBC_SHA"};
    facts.versions[PHS_TLS_1_3] =
        (struct phs_tls_version_facts){.accepted = {PHS_YES, NULL}, .suite = "TLS_AES_128_GCM_SHA256", .group = "X25519"};
    struct phs_resource endpoint = written(&facts, "a.example:9999");
    cr_expect_str_eq(shown(&endpoint, "protocols.tls1_0"), "?");
    cr_expect_str_eq(shown(&endpoint, "protocols.tls1_1"), "false");
    cr_expect_str_eq(shown(&endpoint, "protocols.tls1_3"), "true");
    cr_expect_str_eq(shown(&endpoint, "broken_suites"), "[\"TLS_RSA_WITH_3DES_EDE_CBC_SHA\"]");
    cr_expect_str_eq(shown(&endpoint, "forward_secrecy"), "false");
    cr_expect_str_eq(shown(&endpoint, "http"), "-");
    cr_expect_str_eq(shown(&endpoint, "scheme"), "tls");
}

Test(tls, reads_the_roots_of_an_own_authority) {
    struct made root = make(&authority, NULL);
    char path[] = "/tmp/phiscope-ca-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    PEM_write_X509(file, root.certificate);
    fclose(file);
    struct phs_trust trust = phs_trust_open(arena, path);
    cr_expect_null(trust.ca_problem, "%s", trust.ca_problem);
    cr_expect(trust.own_roots);
    unlink(path);
    cr_expect_not_null(phs_trust_open(arena, path).ca_problem);
    cr_expect_not_null(phs_trust_open(arena, PHS_FIXTURES "/collect/phiscope.yaml").ca_problem, "no certificate in it");
}
