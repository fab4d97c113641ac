/* SPDX-License-Identifier: Apache-2.0 */
/* The distribution's openssl.cnf asks for modern settings; a scanner must be able to see old ones, so every limit is set here.
 * What the server chose is read from its messages and not from the state of a finished handshake, because many end later, at a
 * certificate of ours that the server misses. */
#include "collect/tls/full.h"

#include <openssl/err.h>

#include "base/err.h"
#include "parse/tls/suite.h"

enum { MOST_BYTES = 512 << 10, SERVER_HELLO = 2, CERTIFICATE_REQUEST = 13 };

struct phs_full_shop {
    SSL_CTX *context;
};

static int keep_session(SSL *ssl, SSL_SESSION *session) {
    struct phs_full *full = SSL_get_app_data(ssl);
    if (full->session)
        SSL_SESSION_free(full->session);
    full->session = session;
    return 1; /* ours now */
}

struct phs_full_shop *phs_full_shop_new(void) {
    struct phs_full_shop *shop = calloc(1, sizeof *shop);
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!shop || !context)
        phs_out_of_memory();
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_clear_options(context, SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3);
    SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context, keep_session);
    SSL_CTX_set_cipher_list(context, "DEFAULT:ALL:!aNULL:@SECLEVEL=0");
    SSL_CTX_set_security_level(context, 0);              /* the cipher string may have raised it */
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS); /* 34 kB a handshake, and there are hundreds at once */
    shop->context = context;
    return shop;
}

void phs_full_shop_free(struct phs_full_shop *shop) {
    if (shop)
        SSL_CTX_free(shop->context);
    free(shop);
}

/* RFC 8446, 4.1.3: version 1.3 stands in an extension, for the sake of middleboxes. */
static uint16_t version_in(const unsigned char *hello, size_t len) {
    enum { VERSION_AT = 4, SESSION_AT = 38, SUPPORTED_VERSIONS = 43 };
    if (len <= SESSION_AT)
        return 0;
    unsigned version = (unsigned)hello[VERSION_AT] << 8 | hello[VERSION_AT + 1];
    size_t at = SESSION_AT + 1u + hello[SESSION_AT] + 3 + 2; /* session, suite, compression, length of extensions */
    while (at + 4 <= len) {
        unsigned type = (unsigned)hello[at] << 8 | hello[at + 1];
        size_t size = (size_t)hello[at + 2] << 8 | hello[at + 3];
        if (type == SUPPORTED_VERSIONS && size == 2 && at + 6 <= len)
            return (uint16_t)(hello[at + 4] << 8 | hello[at + 5]);
        at += 4 + size;
    }
    return (uint16_t)version;
}

static void hear_message(int sent, int version, int content, const void *bytes, size_t len, SSL *ssl, void *user) {
    struct phs_full *full = user;
    const unsigned char *message = bytes;
    (void)version, (void)ssl;
    if (sent || len == 0)
        return;
    if (content == SSL3_RT_ALERT && len >= 2 && (message[0] == SSL3_AL_FATAL || message[1] == SSL_AD_NO_RENEGOTIATION)) {
        full->has_alert = true;
        full->alert = message[1];
    }
    if (content == SSL3_RT_HANDSHAKE && message[0] == SERVER_HELLO) {
        full->version = version_in(message, len);
        full->has_version = full->version != 0;
        full->server_hellos++;
    }
    if (content == SSL3_RT_HANDSHAKE && message[0] == CERTIFICATE_REQUEST)
        full->certificate_requested = true;
}

static void offer_suite(SSL *ssl, uint16_t id) {
    const unsigned char code[2] = {(unsigned char)(id >> 8), (unsigned char)id};
    const SSL_CIPHER *suite = SSL_CIPHER_find(ssl, code);
    char list[80];
    if (!suite)
        return;
    snprintf(list, sizeof list, "%s:@SECLEVEL=0", SSL_CIPHER_get_name(suite));
    SSL_set_cipher_list(ssl, list);
}

static bool settle(struct phs_full *full, const struct phs_full_order *order) {
    static const unsigned char web[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    SSL *ssl = full->ssl;
    SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp);
    if (order->name)
        SSL_set_tlsext_host_name(ssl, order->name);
    if (order->web)
        SSL_set_alpn_protos(ssl, web, sizeof web);
    if (order->resume)
        SSL_set_session(ssl, order->resume);
    if (order->suite)
        offer_suite(ssl, order->suite);
    if (order->only_tls12)
        SSL_set_max_proto_version(ssl, TLS1_2_VERSION);
    if (order->group)
        SSL_set1_groups_list(ssl, order->group);
    if (order->no_tickets)
        SSL_set_options(ssl, SSL_OP_NO_TICKET);
    if (order->client &&
        (SSL_use_certificate(ssl, order->client->certificate) != 1 || SSL_use_PrivateKey(ssl, order->client->key) != 1 ||
         (order->client->chain && SSL_set1_chain(ssl, order->client->chain) != 1)))
        return false;
    return !order->sigalgs || SSL_set1_sigalgs_list(ssl, order->sigalgs) == 1;
}

bool phs_full_open(struct phs_full *full, struct phs_full_shop *shop, const struct phs_full_order *order) {
    *full = (struct phs_full){.ssl = SSL_new(shop->context), .in = BIO_new(BIO_s_mem()), .out = BIO_new(BIO_s_mem())};
    if (!full->ssl || !full->in || !full->out)
        phs_out_of_memory();
    SSL_set_bio(full->ssl, full->in, full->out);
    SSL_set_app_data(full->ssl, full);
    SSL_set_msg_callback(full->ssl, hear_message);
    SSL_set_msg_callback_arg(full->ssl, full);
    full->early = order->early;
    bool able = settle(full, order);
    ERR_clear_error();
    return able;
}

void phs_full_close(struct phs_full *full) {
    if (full->session)
        SSL_SESSION_free(full->session);
    if (full->ssl) /* otherwise libssl takes an unfinished farewell for an attack and spoils the session */
        SSL_set_shutdown(full->ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(full->ssl);
    ERR_clear_error();
    *full = (struct phs_full){0};
}

static void flush(struct phs_full *full, struct phs_buf *out) {
    char *bytes;
    long n = BIO_get_mem_data(full->out, &bytes);
    if (n > 0)
        phs_buf_add(out, bytes, (size_t)n);
    (void)BIO_reset(full->out);
}

static void fail(struct phs_full *full, const char *why) {
    full->state = PHS_FULL_FAILED;
    full->why = why;
}

/* Goes out behind the first hello. An empty text sends the hello alone, which asks all the same. */
static void send_early(struct phs_full *full) {
    size_t written = 0;
    SSL_write_early_data(full->ssl, full->early, strlen(full->early), &written);
    full->early = NULL;
}

static void shake(struct phs_full *full) {
    ERR_clear_error();
    if (full->early)
        send_early(full);
    int done = SSL_connect(full->ssl);
    int error = SSL_get_error(full->ssl, done);
    if (done == 1) {
        full->state = PHS_FULL_OPEN;
        full->greeted = true;
        full->resumed = SSL_session_reused(full->ssl) == 1;
        full->early_taken = SSL_get_early_data_status(full->ssl) == SSL_EARLY_DATA_ACCEPTED;
    } else if (error != SSL_ERROR_WANT_READ) {
        fail(full, full->received ? "its answer makes no sense" : "this machine's TLS library cannot offer it");
    }
}

static void listen_to(struct phs_full *full, struct phs_buf *plain) {
    char bytes[16384];
    for (;;) {
        ERR_clear_error();
        int n = SSL_read(full->ssl, bytes, sizeof bytes);
        if (n > 0) {
            if (plain)
                phs_buf_add(plain, bytes, (size_t)n);
            continue;
        }
        int error = SSL_get_error(full->ssl, n);
        if (error != SSL_ERROR_WANT_READ)
            fail(full, error == SSL_ERROR_ZERO_RETURN ? "it closed the connection" : "it ended the connection");
        return;
    }
}

void phs_full_feed(struct phs_full *full, const void *bytes, size_t len, struct phs_buf *out, struct phs_buf *plain) {
    if (full->state == PHS_FULL_FAILED)
        return;
    if (len && full->received == 0) {
        unsigned char first = *(const unsigned char *)bytes;
        full->not_tls = first < 20 || first > 24;
    }
    full->received += len;
    if (full->not_tls) {
        fail(full, "it answers a TLS handshake with something else");
        return;
    }
    if (full->received > MOST_BYTES || (len && BIO_write(full->in, bytes, (int)len) != (int)len)) {
        fail(full, "its answer is longer than any");
        return;
    }
    if (full->state == PHS_FULL_SHAKING)
        shake(full);
    if (full->state == PHS_FULL_OPEN)
        listen_to(full, plain);
    flush(full, out);
    ERR_clear_error();
}

void phs_full_say(struct phs_full *full, const void *bytes, size_t len, struct phs_buf *out) {
    if (full->state != PHS_FULL_OPEN || len == 0)
        return;
    if (SSL_write(full->ssl, bytes, (int)len) != (int)len)
        fail(full, "it ended the connection");
    flush(full, out);
    ERR_clear_error();
}

void phs_full_farewell(struct phs_full *full, struct phs_buf *out) {
    SSL_shutdown(full->ssl);
    flush(full, out);
    ERR_clear_error();
}

void phs_full_renegotiate(struct phs_full *full, struct phs_buf *out) {
    if (full->state != PHS_FULL_OPEN)
        return;
    full->renegotiations++;
    SSL_renegotiate(full->ssl);
    SSL_do_handshake(full->ssl);
    flush(full, out);
    ERR_clear_error();
}

const char *phs_full_suite(const struct phs_full *full) {
    const SSL_CIPHER *suite = SSL_get_pending_cipher(full->ssl);
    suite = suite ? suite : SSL_get_current_cipher(full->ssl);
    return suite ? SSL_CIPHER_standard_name(suite) : NULL;
}

const char *phs_full_group(struct phs_arena *arena, const struct phs_full *full) {
    static const struct {
        const char *libssl, *iana;
    } names[] = {{"prime256v1", "secp256r1"}, {"P-256", "secp256r1"}, {"X25519", "x25519"}, {"X448", "x448"}};
    EVP_PKEY *key = NULL;
    char name[64] = "";
    size_t length = 0;
    if (SSL_get_peer_tmp_key(full->ssl, &key) != 1 || !key)
        return NULL;
    if (EVP_PKEY_get_group_name(key, name, sizeof name, &length) != 1 || !*name)
        snprintf(name, sizeof name, "%s", EVP_PKEY_get0_type_name(key) ? EVP_PKEY_get0_type_name(key) : "");
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_DH && strncmp(name, "ffdhe", 5) != 0)
        snprintf(name, sizeof name, "dh%d", EVP_PKEY_get_bits(key));
    EVP_PKEY_free(key);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i].libssl) == 0)
            return names[i].iana;
    return *name ? phs_strdup(arena, name) : NULL;
}

/* libssl tells hash and kind; the scheme of TLS 1.3 follows with the kind of the certificate's key. */
const char *phs_full_sigalg(const struct phs_full *full) {
    static const struct {
        int kind, hash;
        uint16_t id;
    } schemes[] = {
        {EVP_PKEY_RSA_PSS, NID_sha256, 0x0804}, {EVP_PKEY_RSA_PSS, NID_sha384, 0x0805}, {EVP_PKEY_RSA_PSS, NID_sha512, 0x0806},
        {EVP_PKEY_EC, NID_sha256, 0x0403},      {EVP_PKEY_EC, NID_sha384, 0x0503},      {EVP_PKEY_EC, NID_sha512, 0x0603},
        {EVP_PKEY_RSA, NID_sha256, 0x0401},     {EVP_PKEY_RSA, NID_sha384, 0x0501},     {EVP_PKEY_RSA, NID_sha512, 0x0601},
        {EVP_PKEY_ED25519, NID_undef, 0x0807},  {EVP_PKEY_ED448, NID_undef, 0x0808}};
    int hash = NID_undef, kind = NID_undef;
    X509 *leaf = SSL_get0_peer_certificate(full->ssl);
    if (SSL_get_peer_signature_type_nid(full->ssl, &kind) != 1)
        return NULL;
    SSL_get_peer_signature_nid(full->ssl, &hash);
    bool pss_key = leaf && EVP_PKEY_get_base_id(X509_get0_pubkey(leaf)) == EVP_PKEY_RSA_PSS;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (schemes[i].kind == kind && (schemes[i].hash == hash || schemes[i].hash == NID_undef))
            return phs_tls_sigalg_name((uint16_t)(schemes[i].id + (pss_key && kind == EVP_PKEY_RSA_PSS ? 5 : 0)));
    return NULL;
}

const char *phs_full_alpn(struct phs_arena *arena, const struct phs_full *full) {
    const unsigned char *alpn = NULL;
    unsigned length = 0;
    SSL_get0_alpn_selected(full->ssl, &alpn, &length);
    return length ? phs_strndup(arena, (const char *)alpn, length) : NULL; /* libssl took it from what we offered */
}

struct phs_slice phs_full_staple(const struct phs_full *full) {
    const unsigned char *staple = NULL;
    long n = SSL_get_tlsext_status_ocsp_resp(full->ssl, &staple);
    return n > 0 ? phs_slice_n((const char *)staple, (size_t)n) : PHS_SLICE("");
}

STACK_OF(X509) * phs_full_chain(const struct phs_full *full) {
    return SSL_get_peer_cert_chain(full->ssl);
}
