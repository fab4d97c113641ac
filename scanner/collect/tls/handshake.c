/* SPDX-License-Identifier: Apache-2.0 */
/* The distribution's openssl.cnf asks for modern settings; a scanner must be able to see old ones, so every limit is set here.
 * What the server chose is read from its messages and not from the state of a finished handshake, because many end later, at a
 * certificate of ours that the server misses. */
#include "collect/tls/handshake.h"

#include <openssl/err.h>

#include "base/err.h"

enum { MOST_BYTES = 512 << 10, SERVER_HELLO = 2, CERTIFICATE_REQUEST = 13 };

struct talk {
    struct phs_arena *arena;
    struct phs_wire *wire;
    SSL *ssl;
    BIO *in, *out;
    size_t received;
    int hello_version; /* of the server's hello, 0 before it */
    bool certificate_requested, alert;
    int alert_code;
};

static const int wire_versions[] = {SSL2_VERSION, SSL3_VERSION, TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION};

/* RFC 8446, 4.1.3: version 1.3 stands in an extension, for the sake of middleboxes. */
static int version_in(const unsigned char *hello, size_t len) {
    enum { VERSION_AT = 4, SESSION_AT = 38, SUPPORTED_VERSIONS = 43 };
    if (len <= SESSION_AT)
        return 0;
    int version = hello[VERSION_AT] << 8 | hello[VERSION_AT + 1];
    size_t at = SESSION_AT + 1u + hello[SESSION_AT] + 3 + 2; /* session, suite, compression, length of extensions */
    while (at + 4 <= len) {
        unsigned type = (unsigned)hello[at] << 8 | hello[at + 1];
        size_t size = (size_t)hello[at + 2] << 8 | hello[at + 3];
        if (type == SUPPORTED_VERSIONS && size == 2 && at + 6 <= len)
            return hello[at + 4] << 8 | hello[at + 5];
        at += 4 + size;
    }
    return version;
}

static void hear_message(int sent, int version, int content, const void *bytes, size_t len, SSL *ssl, void *user) {
    struct talk *talk = user;
    const unsigned char *message = bytes;
    (void)version, (void)ssl;
    if (sent || len == 0)
        return;
    if (content == SSL3_RT_ALERT && len >= 2 && message[0] == SSL3_AL_FATAL) {
        talk->alert = true;
        talk->alert_code = message[1];
    }
    if (content == SSL3_RT_HANDSHAKE && message[0] == SERVER_HELLO)
        talk->hello_version = version_in(message, len);
    if (content == SSL3_RT_HANDSHAKE && message[0] == CERTIFICATE_REQUEST)
        talk->certificate_requested = true;
}

static void free_context(void *context) {
    SSL_CTX_free(context);
}

static void free_ssl(void *ssl) {
    SSL_free(ssl);
}

static void free_chain(void *chain) {
    sk_X509_pop_free(chain, X509_free);
}

static SSL_CTX *make_context(struct phs_arena *arena, const struct phs_hello *hello) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context)
        phs_die("libssl does not start");
    phs_arena_adopt(arena, context, free_context);
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_clear_options(context, SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3);
    SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    bool able = SSL_CTX_set_min_proto_version(context, wire_versions[hello->lowest]) == 1 &&
                SSL_CTX_set_max_proto_version(context, wire_versions[hello->highest]) == 1 &&
                SSL_CTX_set_cipher_list(context, hello->suites) == 1;
    SSL_CTX_set_security_level(context, 0); /* the cipher string may have raised it */
    return able ? context : NULL;
}

static bool open_talk(struct talk *talk, const struct phs_hello *hello) {
    static const unsigned char web[] = {2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    SSL_CTX *context = make_context(talk->arena, hello);
    if (!context)
        return false;
    talk->ssl = SSL_new(context);
    talk->in = BIO_new(BIO_s_mem());
    talk->out = BIO_new(BIO_s_mem());
    if (!talk->ssl || !talk->in || !talk->out)
        phs_out_of_memory();
    phs_arena_adopt(talk->arena, talk->ssl, free_ssl);
    SSL_set_bio(talk->ssl, talk->in, talk->out);
    SSL_set_msg_callback(talk->ssl, hear_message);
    SSL_set_msg_callback_arg(talk->ssl, talk);
    SSL_set_tlsext_status_type(talk->ssl, TLSEXT_STATUSTYPE_ocsp);
    if (hello->name)
        SSL_set_tlsext_host_name(talk->ssl, hello->name);
    if (hello->web)
        SSL_set_alpn_protos(talk->ssl, web, sizeof web);
    return true;
}

static bool flush(struct talk *talk) {
    char *bytes;
    long n = BIO_get_mem_data(talk->out, &bytes);
    bool sent = n <= 0 || phs_wire_send(talk->wire, bytes, (size_t)n);
    (void)BIO_reset(talk->out);
    return sent;
}

/* Feeds one read to libssl; false when no more comes. */
static bool feed(struct talk *talk) {
    char bytes[16384];
    size_t n = talk->received < MOST_BYTES ? phs_wire_receive(talk->wire, bytes, sizeof bytes) : 0;
    talk->received += n;
    return n > 0 && BIO_write(talk->in, bytes, (int)n) == (int)n;
}

/* Until the handshake is done or cannot go on; true when it is done. */
static bool shake(struct talk *talk) {
    for (;;) {
        ERR_clear_error();
        int done = SSL_connect(talk->ssl);
        int error = SSL_get_error(talk->ssl, done);
        bool sent = flush(talk);
        if (done == 1)
            return true;
        /* A server that is full may answer and close before it reads: what it said is still to be had. */
        if (error != SSL_ERROR_WANT_READ || (!sent && talk->wire->end == PHS_WIRE_TIMEOUT) || !feed(talk))
            return false;
    }
}

/* Alerts that answer what was offered; the others may have to do with load, with us, or with the name. */
static bool says_no(int alert) {
    switch (alert) {
    case SSL_AD_HANDSHAKE_FAILURE:
    case SSL_AD_PROTOCOL_VERSION:
    case SSL_AD_INSUFFICIENT_SECURITY:
    case SSL_AD_ILLEGAL_PARAMETER:
    case SSL_AD_INAPPROPRIATE_FALLBACK:
        return true;
    default:
        return false;
    }
}

static bool is_record(unsigned char first) {
    return first >= 20 && first <= 24;
}

static void classify_failure(const struct talk *talk, const struct phs_hello *hello, struct phs_hello_answer *answer) {
    if (talk->alert) {
        answer->end = says_no(talk->alert_code) ? PHS_HELLO_REFUSED : PHS_HELLO_SUSPECT;
        answer->why = phs_printf(talk->arena, "it ended the handshake with the alert \"%s\"",
                                 SSL_alert_desc_string_long(talk->alert_code));
    } else if (talk->hello_version && talk->hello_version < wire_versions[hello->lowest]) {
        /* Before TLS 1.3 a client cannot say which version is its lowest: the server answers with its own highest. */
        answer->end = PHS_HELLO_REFUSED;
        answer->why = "it chose an older version than was offered";
    } else if (talk->wire->received > 0 && !is_record(talk->wire->first)) {
        answer->end = PHS_HELLO_NOT_TLS;
        answer->why = "it answers a TLS handshake with something else";
    } else if (talk->wire->end == PHS_WIRE_TIMEOUT) {
        answer->end = PHS_HELLO_TIMEOUT;
        answer->why = phs_wire_end_words(PHS_WIRE_TIMEOUT);
    } else if (talk->wire->end != PHS_WIRE_OPEN) {
        answer->end = PHS_HELLO_SUSPECT;
        answer->why = phs_wire_end_words(talk->wire->end);
    } else if (talk->received == 0) {
        answer->end = PHS_HELLO_UNABLE;
        answer->why = "this machine's TLS library cannot offer it";
    } else {
        answer->end = PHS_HELLO_UNCLEAR;
        answer->why = "its answer makes no sense";
    }
}

static bool find_version(int wire_version, enum phs_tls_version *ret_version) {
    for (unsigned i = 0; i < PHS_TLS_VERSIONS; i++)
        if (wire_versions[i] == wire_version) {
            *ret_version = (enum phs_tls_version)i;
            return true;
        }
    return false;
}

static const char *group_of(struct phs_arena *arena, SSL *ssl) {
    EVP_PKEY *key = NULL;
    char name[64] = "";
    size_t length = 0;
    const char *group = NULL;
    if (SSL_get_peer_tmp_key(ssl, &key) != 1 || !key)
        return NULL;
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_DH)
        group = phs_printf(arena, "dh%d", EVP_PKEY_get_bits(key));
    else if (EVP_PKEY_get_group_name(key, name, sizeof name, &length) == 1 && *name)
        group = phs_strdup(arena, strcmp(name, "prime256v1") == 0 ? "P-256" : name);
    else if (EVP_PKEY_get0_type_name(key))
        group = phs_strdup(arena, EVP_PKEY_get0_type_name(key));
    EVP_PKEY_free(key);
    return group;
}

static void read_choice(struct talk *talk, struct phs_hello_answer *answer) {
    const SSL_CIPHER *suite = SSL_get_pending_cipher(talk->ssl);
    const unsigned char *alpn = NULL, *staple = NULL;
    unsigned alpn_length = 0;
    suite = suite ? suite : SSL_get_current_cipher(talk->ssl);
    answer->suite = suite && SSL_CIPHER_standard_name(suite) ? SSL_CIPHER_standard_name(suite) : NULL;
    answer->group = group_of(talk->arena, talk->ssl);
    SSL_get0_alpn_selected(talk->ssl, &alpn, &alpn_length);
    /* libssl took it from what we offered, so its bytes are ours. */
    answer->alpn = alpn_length ? phs_strndup(talk->arena, (const char *)alpn, alpn_length) : NULL;
    long staple_length = SSL_get_tlsext_status_ocsp_resp(talk->ssl, &staple);
    answer->ocsp_stapled = staple_length > 0;
    if (answer->ocsp_stapled)
        answer->staple = phs_slice_n(phs_strndup(talk->arena, (const char *)staple, (size_t)staple_length), (size_t)staple_length);
    answer->client_certificate_requested = talk->certificate_requested;
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(talk->ssl);
    if (chain && sk_X509_num(chain) > 0) {
        answer->chain = X509_chain_up_ref(chain);
        phs_arena_adopt(talk->arena, answer->chain, free_chain);
    }
}

struct phs_hello_answer phs_hello_ask(struct phs_arena *arena, struct phs_wire *wire, const struct phs_hello *hello) {
    struct talk talk = {.arena = arena, .wire = wire};
    struct phs_hello_answer answer = {.end = PHS_HELLO_UNABLE, .why = "this machine's TLS library cannot offer it"};
    if (!open_talk(&talk, hello)) {
        ERR_clear_error();
        return answer;
    }
    answer.completed = shake(&talk);
    bool chosen = find_version(talk.hello_version, &answer.version) && answer.version >= hello->lowest &&
                  answer.version <= hello->highest;
    if (chosen)
        read_choice(&talk, &answer);
    /* After libssl objected to the choice itself there is a server hello but no suite. */
    if (answer.completed || (chosen && answer.suite && answer.chain))
        answer.end = PHS_HELLO_ACCEPTED;
    else
        classify_failure(&talk, hello, &answer);
    if (answer.completed) {
        SSL_shutdown(talk.ssl);
        flush(&talk);
    }
    ERR_clear_error();
    return answer;
}
