/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts of transparency logs: signed by a log of the list or not, about this certificate or another; libcrypto, which wants
 * the list in a file of its own kind, says the same. */
#include <openssl/ct.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "collect/tls/certificate.h"
#include "tests/unit/collect/collecting.h"

TestSuite(ct_logs, .init = open_graph, .fini = close_graph);

/* 2026-03-01 */
enum { NOW = 1772323200, DAY = 86400 };

static void free_certificate(void *certificate) {
    X509_free(certificate);
}

static void free_key(void *key) {
    EVP_PKEY_free(key);
}

static EVP_PKEY *kept_key(EVP_PKEY *key) {
    phs_arena_adopt(arena, key, free_key);
    return key;
}

/* Signed, and complete but for receipts. */
static X509 *make(const char *name, X509 *issuer, EVP_PKEY *signer, EVP_PKEY *key) {
    X509 *x = X509_new();
    phs_arena_adopt(arena, x, free_certificate);
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), issuer ? 2 : 1);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
    X509_set_issuer_name(x, X509_get_subject_name(issuer ? issuer : x));
    ASN1_TIME_set(X509_getm_notBefore(x), (time_t)NOW - 10 * DAY);
    ASN1_TIME_set(X509_getm_notAfter(x), (time_t)NOW + 80 * DAY);
    X509_set_pubkey(x, key);
    X509_EXTENSION *e = issuer ? X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "DNS:a.example")
                               : X509V3_EXT_conf_nid(NULL, NULL, NID_basic_constraints, "critical,CA:TRUE");
    X509_add_ext(x, e, -1);
    X509_EXTENSION_free(e);
    X509_sign(x, signer, EVP_sha256());
    return x;
}

static struct phs_slice taken(unsigned char *bytes, int n) {
    struct phs_slice copy = phs_slice_n(phs_strndup(arena, (char *)bytes, (size_t)n), (size_t)n);
    OPENSSL_free(bytes);
    return copy;
}

static struct phs_slice key_of(EVP_PKEY *key) {
    unsigned char *der = NULL;
    int n = i2d_PUBKEY(key, &der);
    return taken(der, n);
}

static void number(struct phs_buf *out, uint64_t value, int bytes) {
    while (bytes--) {
        char byte = (char)(value >> (8 * bytes));
        phs_buf_add(out, &byte, 1);
    }
}

/* A list with one receipt of the log; issuer: of what the authority showed before, else of the certificate as it is. */
static struct phs_slice receipt(EVP_PKEY *log, X509 *about, EVP_PKEY *issuer, uint64_t when) {
    unsigned char *der = NULL, signature[1024];
    int length = issuer ? i2d_re_X509_tbs(about, &der) : i2d_X509(about, &der);
    struct phs_slice body = taken(der, length);
    struct phs_buf what, out;
    uint8_t digest[32];
    size_t n = sizeof signature;
    phs_buf_init(&what, 1 << 16);
    phs_buf_init(&out, 1 << 16);
    number(&what, 0, 2);
    number(&what, when, 8);
    number(&what, issuer != NULL, 2);
    if (issuer) {
        phs_sha256_of(key_of(issuer), digest);
        phs_buf_add(&what, digest, sizeof digest);
    }
    number(&what, body.len, 3);
    phs_buf_slice(&what, body);
    number(&what, 0, 2);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, log);
    EVP_DigestSign(context, signature, &n, (unsigned char *)what.ptr, what.len);
    EVP_MD_CTX_free(context);
    phs_sha256_of(key_of(log), digest);
    size_t one = 1 + 32 + 8 + 2 + 2 + 2 + n;
    number(&out, one + 2, 2);
    number(&out, one, 2);
    number(&out, 0, 1);
    phs_buf_add(&out, digest, sizeof digest);
    number(&out, when, 8);
    number(&out, 0, 2);
    number(&out, 4, 1);
    number(&out, EVP_PKEY_get_base_id(log) == EVP_PKEY_RSA ? 1 : 3, 1);
    number(&out, n, 2);
    phs_buf_add(&out, signature, n);
    struct phs_slice list = phs_slice_n(phs_strndup(arena, out.ptr, out.len), out.len);
    phs_buf_done(&what);
    phs_buf_done(&out);
    return list;
}

static void embed(X509 *leaf, struct phs_slice list, EVP_PKEY *signer) {
    ASN1_OCTET_STRING *inner = ASN1_OCTET_STRING_new(), *value = ASN1_OCTET_STRING_new();
    unsigned char *der = NULL;
    ASN1_OCTET_STRING_set(inner, (const unsigned char *)list.ptr, (int)list.len);
    int n = i2d_ASN1_OCTET_STRING(inner, &der);
    ASN1_OCTET_STRING_set(value, der, n);
    X509_EXTENSION *e = X509_EXTENSION_create_by_NID(NULL, NID_ct_precert_scts, 0, value);
    X509_add_ext(leaf, e, -1);
    X509_EXTENSION_free(e);
    X509_sign(leaf, signer, EVP_sha256());
    OPENSSL_free(der);
    ASN1_OCTET_STRING_free(inner);
    ASN1_OCTET_STRING_free(value);
}

static const char *base64(struct phs_slice bytes) {
    unsigned char *text = phs_alloc(arena, bytes.len * 2 + 4);
    EVP_EncodeBlock(text, (const unsigned char *)bytes.ptr, (int)bytes.len);
    return (const char *)text;
}

static const char *entry_of(EVP_PKEY *log) {
    uint8_t id[32];
    phs_sha256_of(key_of(log), id);
    return phs_printf(arena, "{\"description\": \"a log\", \"log_id\": \"%s\", \"key\": \"%s\", \"mmd\": 86400}",
                      base64(phs_slice_n((char *)id, 32)), base64(key_of(log)));
}

static const struct phs_ct_logs *list_of(EVP_PKEY *first, EVP_PKEY *tiled) {
    const struct phs_ct_logs *logs = NULL;
    struct phs_err err = {0};
    const char *text =
        phs_printf(arena, "{\"version\": \"80.1\", \"operators\": [{\"name\": \"one\", \"logs\": [%s], \"tiled_logs\": [%s]}]}",
                   entry_of(first), tiled ? entry_of(tiled) : "");
    cr_assert_eq(phs_ct_logs_parse(arena, phs_slice(text), &logs, &err), PHS_OK, "%s", err.text);
    return logs;
}

static const struct phs_cert_facts *judge(X509 *leaf, X509 *issuer, struct phs_slice by_tls, const struct phs_ct_logs *logs) {
    struct phs_tls_address address = {.host = "a.example", .scheme = "https"};
    struct phs_trust trust = {.store = X509_STORE_new(), .own_roots = true, .logs = logs};
    STACK_OF(X509) *stack = sk_X509_new_null();
    sk_X509_push(stack, leaf);
    if (issuer)
        X509_STORE_add_cert(trust.store, issuer);
    struct phs_cert_shown what = {.shown_as = "first", .chain = stack, .scts = by_tls};
    const struct phs_cert_facts *facts = phs_cert_judge(arena, &what, &trust, &address, NOW);
    sk_X509_free(stack);
    X509_STORE_free(trust.store);
    return facts;
}

/* What libcrypto says of a receipt. */
static sct_validation_status_t oracle(struct phs_slice list, bool embedded, X509 *leaf, X509 *issuer, EVP_PKEY *log) {
    char file[] = "/tmp/phiscope-ct-XXXXXX";
    const unsigned char *at = (const unsigned char *)list.ptr;
    FILE *out = fdopen(mkstemp(file), "w");
    fprintf(out, "enabled_logs=a\n[a]\ndescription=a log\nkey=%s\n", base64(key_of(log)));
    fclose(out);
    CTLOG_STORE *store = CTLOG_STORE_new();
    cr_assert_eq(CTLOG_STORE_load_file(store, file), 1);
    unlink(file);
    STACK_OF(SCT) *scts = o2i_SCT_LIST(NULL, &at, list.len);
    CT_POLICY_EVAL_CTX *context = CT_POLICY_EVAL_CTX_new();
    CT_POLICY_EVAL_CTX_set1_cert(context, leaf);
    CT_POLICY_EVAL_CTX_set1_issuer(context, issuer);
    CT_POLICY_EVAL_CTX_set_shared_CTLOG_STORE(context, store);
    CT_POLICY_EVAL_CTX_set_time(context, (uint64_t)NOW * 1000);
    SCT *sct = sk_SCT_value(scts, 0);
    SCT_set_source(sct, embedded ? SCT_SOURCE_X509V3_EXTENSION : SCT_SOURCE_TLS_EXTENSION);
    SCT_set_log_entry_type(sct, embedded ? CT_LOG_ENTRY_TYPE_PRECERT : CT_LOG_ENTRY_TYPE_X509);
    SCT_validate(sct, context);
    sct_validation_status_t status = SCT_get_validation_status(sct);
    CT_POLICY_EVAL_CTX_free(context);
    SCT_LIST_free(scts);
    CTLOG_STORE_free(store);
    ERR_clear_error();
    return status;
}

enum about { THIS, ANOTHER, TOMORROW, CHANGED };

Test(ct_logs, believes_a_receipt_only_of_a_listed_log_about_this_certificate_and_not_of_tomorrow) {
    static const struct {
        const char *scenario;
        bool embedded, rsa, listed;
        enum about about;
        size_t verified, wrong, unlisted;
    } rows[] = {
        {"embedded", true, false, true, THIS, 1, 0, 0},
        {"embedded, of an RSA log", true, true, true, THIS, 1, 0, 0},
        {"beside the handshake", false, false, true, THIS, 1, 0, 0},
        {"of a log that the list has not", true, false, false, THIS, 0, 0, 1},
        {"about another certificate", true, false, true, ANOTHER, 0, 1, 0},
        {"of tomorrow", true, false, true, TOMORROW, 0, 1, 0},
        {"with one bit changed", false, false, true, CHANGED, 0, 1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        EVP_PKEY *root_key = kept_key(EVP_EC_gen("P-256")), *key = kept_key(EVP_EC_gen("P-256")),
                 *log = kept_key(rows[i].rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"));
        X509 *root = make("Root", NULL, root_key, root_key), *leaf = make("a", root, root_key, key),
             *other = make("b", root, root_key, key);
        uint64_t when = rows[i].about == TOMORROW ? (uint64_t)(NOW + DAY) * 1000 : (uint64_t)(NOW - DAY) * 1000;
        struct phs_slice list = receipt(log, rows[i].about == ANOTHER ? other : leaf, rows[i].embedded ? root_key : NULL, when);
        if (rows[i].about == CHANGED)
            ((char *)(uintptr_t)list.ptr)[list.len - 1] ^= 1;
        if (rows[i].embedded)
            embed(leaf, list, root_key);
        const struct phs_ct_logs *logs = list_of(rows[i].listed ? log : key, NULL);
        const struct phs_cert_facts *facts = judge(leaf, root, rows[i].embedded ? PHS_SLICE("") : list, logs);
        cr_expect_eq(facts->scts.verified, rows[i].verified, "%s: %zu", rows[i].scenario, facts->scts.verified);
        cr_expect_eq(facts->scts.wrong, rows[i].wrong, "%s: %zu", rows[i].scenario, facts->scts.wrong);
        cr_expect_eq(facts->scts.unlisted, rows[i].unlisted, "%s", rows[i].scenario);
        cr_expect_eq((facts->problems & (1u << PHS_CERT_BAD_RECEIPT)) != 0, rows[i].wrong > 0, "%s", rows[i].scenario);
        sct_validation_status_t theirs = oracle(list, rows[i].embedded, leaf, root, rows[i].listed ? log : key);
        sct_validation_status_t want = rows[i].verified   ? SCT_VALIDATION_STATUS_VALID
                                       : rows[i].unlisted ? SCT_VALIDATION_STATUS_UNKNOWN_LOG
                                                          : SCT_VALIDATION_STATUS_INVALID;
        cr_expect_eq(theirs, want, "%s: libcrypto says %d", rows[i].scenario, (int)theirs);
    }
}

Test(ct_logs, leaves_signatures_open_without_a_list_or_without_the_issuer) {
    EVP_PKEY *root_key = kept_key(EVP_EC_gen("P-256")), *log = kept_key(EVP_EC_gen("P-256"));
    X509 *root = make("Root", NULL, root_key, root_key), *leaf = make("a", root, root_key, log);
    embed(leaf, receipt(log, leaf, root_key, (uint64_t)NOW * 1000), root_key);
    const struct phs_cert_facts *facts = judge(leaf, root, PHS_SLICE(""), NULL);
    cr_expect_eq(facts->scts.embedded, 1);
    cr_expect_not(facts->scts.judged);
    cr_expect_eq(facts->scts.verified + facts->scts.wrong, 0);
    facts = judge(leaf, NULL, PHS_SLICE(""), list_of(log, NULL));
    cr_expect_eq(facts->scts.unbound, 1);
    cr_expect_eq(facts->scts.verified + facts->scts.wrong, 0);
}

Test(ct_logs, reads_logs_and_tiled_logs_and_nothing_that_is_not_its_own_key) {
    EVP_PKEY *one = kept_key(EVP_EC_gen("P-256")), *two = kept_key(EVP_EC_gen("P-256"));
    cr_expect_eq(list_of(one, two)->items.n, 2);
    const char *id = strstr(entry_of(two), "\"log_id\"") + 11;
    static const char *const shapes[] = {
        "",
        "[]",
        "{\"operators\": 1}",
        "{\"operators\": [{\"logs\": [{\"log_id\": \"AAAA\"}]}]}",
        "{\"operators\": [{\"logs\": [{\"log_id\": 7, \"key\": \"!!!!\"}, null, []]}, 3]}",
    };
    const struct phs_ct_logs *logs = NULL;
    struct phs_err err = {0};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        cr_expect_neq(phs_ct_logs_parse(arena, phs_slice(shapes[i]), &logs, &err), PHS_OK, "%s", shapes[i]);
    const char *mixed =
        phs_printf(arena, "{\"operators\": [{\"logs\": [{\"log_id\": \"%.44s\", \"key\": \"%s\"}]}]}", id, base64(key_of(one)));
    cr_expect_neq(phs_ct_logs_parse(arena, phs_slice(mixed), &logs, &err), PHS_OK, "the key of one and the id of another");
}
