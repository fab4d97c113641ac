/* SPDX-License-Identifier: Apache-2.0 */
/* What a server of TLS 1.3 seals, opened by a client whose key is 1: against libssl as the server. */
#include <openssl/ssl.h>

#include "parse/tls/flight.h"
#include "tests/unit/collect/collecting.h"

TestSuite(tls_sealed, .init = open_graph, .fini = close_graph);

struct server {
    const char *suites, *groups; /* of TLS 1.3, as libssl writes them; NULL: all */
    bool rsa, only_tls12, asks_client;
};

static void free_context(void *context) {
    SSL_CTX_free(context);
}

static SSL_CTX *make(const struct server *server, struct phs_slice *ret_leaf) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    EVP_PKEY *key = server->rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
    X509 *leaf = X509_new();
    unsigned char *der = NULL;
    X509_set_version(leaf, 2);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(leaf), "CN", MBSTRING_UTF8, (const unsigned char *)"a.example", -1, -1, 0);
    X509_set_issuer_name(leaf, X509_get_subject_name(leaf));
    X509_gmtime_adj(X509_getm_notBefore(leaf), 0);
    X509_gmtime_adj(X509_getm_notAfter(leaf), 86400);
    X509_set_pubkey(leaf, key);
    X509_sign(leaf, key, EVP_sha256());
    SSL_CTX_use_certificate(context, leaf);
    SSL_CTX_use_PrivateKey(context, key);
    if (server->suites)
        SSL_CTX_set_ciphersuites(context, server->suites);
    if (server->groups)
        SSL_CTX_set1_groups_list(context, server->groups);
    if (server->only_tls12)
        SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
    if (server->asks_client)
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    int n = i2d_X509(leaf, &der);
    *ret_leaf = phs_slice_n(phs_strndup(arena, (char *)der, (size_t)n), (size_t)n);
    OPENSSL_free(der);
    X509_free(leaf);
    EVP_PKEY_free(key);
    phs_arena_adopt(arena, context, free_context);
    return context;
}

static struct phs_slice hello_with(const uint16_t *sigalgs, size_t n) {
    static const uint16_t suite[] = {PHS_SEALED_SUITE}, group[] = {PHS_SEALED_GROUP};
    static const uint8_t random[32] = {1, 2, 3};
    struct phs_tls_hello hello = {.version = PHS_TLS13,
                                  .flags = PHS_HELLO_SHARE,
                                  .suites = {suite, 1},
                                  .groups = {group, 1},
                                  .sigalgs = {sigalgs, n},
                                  .random = random};
    struct phs_buf out;
    phs_buf_init(&out, 1 << 16);
    cr_assert(phs_tls_hello_write(&hello, &out));
    struct phs_slice kept = phs_slice_n(phs_strndup(arena, out.ptr, out.len), out.len);
    phs_buf_done(&out);
    return kept;
}

static struct phs_slice answer_of(SSL_CTX *context, struct phs_slice hello) {
    SSL *ssl = SSL_new(context);
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
    char *bytes;
    SSL_set_bio(ssl, in, out);
    BIO_write(in, hello.ptr, (int)hello.len);
    SSL_accept(ssl);
    long n = BIO_get_mem_data(out, &bytes);
    struct phs_slice answer = phs_slice_n(phs_strndup(arena, bytes, (size_t)n), (size_t)n);
    SSL_free(ssl);
    return answer;
}

Test(tls_sealed, reads_who_signs_and_with_what) {
    static const uint16_t all[] = {0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806}, only_384[] = {0x0805}, none[] = {0x0807};
    static const struct {
        const char *scenario;
        struct server server;
        struct phs_codes sigalgs;
        enum phs_flight_state state;
        uint16_t version, sigalg;
        bool certificate, asked;
    } rows[] = {
        {"RSA", {.rsa = true}, {all, 6}, PHS_FLIGHT_CHOSEN, PHS_TLS13, 0x0804, true, false},
        {"RSA with one algorithm left", {.rsa = true}, {only_384, 1}, PHS_FLIGHT_CHOSEN, PHS_TLS13, 0x0805, true, false},
        {"a curve", {0}, {all, 6}, PHS_FLIGHT_CHOSEN, PHS_TLS13, 0x0403, true, false},
        {"asks for our certificate", {.asks_client = true}, {all, 6}, PHS_FLIGHT_CHOSEN, PHS_TLS13, 0x0403, true, true},
        {"no algorithm left", {0}, {none, 1}, PHS_FLIGHT_ALERT, 0, 0, false, false},
        {"another suite", {.suites = "TLS_AES_256_GCM_SHA384"}, {all, 6}, PHS_FLIGHT_ALERT, 0, 0, false, false},
        {"another group", {.groups = "X25519"}, {all, 6}, PHS_FLIGHT_ALERT, 0, 0, false, false},
        {"TLS 1.2 alone", {.only_tls12 = true}, {all, 6}, PHS_FLIGHT_ALERT, 0, 0, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_slice leaf, der = {0}, hello = hello_with(rows[i].sigalgs.at, rows[i].sigalgs.n);
        struct phs_slice answer = answer_of(make(&rows[i].server, &leaf), hello);
        for (size_t step = 1; step <= answer.len; step += step < 8 ? 6 : answer.len) {
            struct phs_flight_reader reader;
            phs_flight_init_open(&reader, hello);
            for (size_t at = 0; at < answer.len; at += step)
                phs_flight_feed(&reader, answer.ptr + at, answer.len - at < step ? answer.len - at : step);
            const struct phs_tls_flight *flight = &reader.flight;
            struct phs_slice list = flight->certificates;
            bool shown = list.len && phs_tls_certificate_next(&list, flight->extended, &der) && phs_slice_eq(der, leaf);
            cr_expect_eq(flight->state, rows[i].state, "%s: state is %d, %s", rows[i].scenario, flight->state,
                         flight->why ? flight->why : "");
            cr_expect_eq(flight->version, rows[i].version, "%s: version is %x", rows[i].scenario, flight->version);
            cr_expect_eq(flight->sigalg, rows[i].sigalg, "%s: algorithm is %04x", rows[i].scenario, flight->sigalg);
            cr_expect_eq(shown, rows[i].certificate, "%s: the certificate", rows[i].scenario);
            cr_expect_eq(flight->certificate_requested, rows[i].asked, "%s: our certificate", rows[i].scenario);
            phs_flight_done(&reader);
        }
    }
}

Test(tls_sealed, believes_nothing_that_does_not_open) {
    static const uint16_t all[] = {0x0403};
    struct phs_slice leaf, hello = hello_with(all, 1), answer = answer_of(make(&(struct server){0}, &leaf), hello);
    for (size_t at = 5; at < answer.len; at += 7) {
        char *spoiled = phs_strndup(arena, answer.ptr, answer.len);
        struct phs_flight_reader reader;
        spoiled[at] = (char)(spoiled[at] ^ 1);
        phs_flight_init_open(&reader, hello);
        phs_flight_feed(&reader, spoiled, answer.len);
        bool behind = reader.flight.state == PHS_FLIGHT_CHOSEN && at < answer.len - 60; /* Finished is not needed any more */
        cr_expect(!behind || reader.flight.sigalg == 0, "byte %zu of %zu was spoiled and %04x believed", at, answer.len,
                  reader.flight.sigalg);
        phs_flight_done(&reader);
    }
}

Test(tls_sealed, takes_nothing_in_clear_behind_the_hello) {
    static const uint16_t all[] = {0x0403};
    struct phs_slice leaf, hello = hello_with(all, 1), answer = answer_of(make(&(struct server){0}, &leaf), hello);
    size_t first = 5u + ((size_t)(unsigned char)answer.ptr[3] << 8) + (unsigned char)answer.ptr[4];
    struct phs_flight_reader reader;
    phs_flight_init_open(&reader, hello);
    phs_flight_feed(&reader, answer.ptr, first);
    cr_assert_eq(reader.flight.state, PHS_FLIGHT_MORE);
    phs_flight_feed(&reader, "\x16\x03\x03\0\x0c\x0f\0\0\x08\x04\x03\0\x04\1\2\3\4", 17);
    cr_expect_eq(reader.flight.state, PHS_FLIGHT_BROKEN);
    cr_expect_eq(reader.flight.sigalg, 0);
    phs_flight_done(&reader);
}
