/* SPDX-License-Identifier: Apache-2.0 */
/* What strangers send to the collector of endpoints: the first byte says as what the rest is taken. */
#include "base/escape.h"
#include "collect/http.h"
#include "collect/tls/certificate.h"
#include "collect/tls/full.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 32 << 10 };

static void headers(struct phs_arena *arena, struct phs_slice bytes) {
    struct phs_http_facts facts = {.hsts_max_age = -1};
    struct phs_slice line;
    while (phs_slice_cut(&bytes, '\n', &line))
        phs_http_header(arena, line, "a.example", &facts);
    for (size_t i = 0; i < facts.cookies.n; i++)
        for (const char *c = facts.cookies.at[i].name; *c; c++)
            if (*c < ' ' || *c > '~')
                __builtin_trap();
}

static void address(struct phs_arena *arena, struct phs_slice bytes) {
    struct phs_tls_address parsed;
    struct phs_err err;
    if (phs_tls_address_parse(arena, phs_slice_dup(arena, bytes), &parsed, &err) == PHS_OK)
        for (const char *c = phs_printf(arena, "%s%s%s", parsed.host, parsed.path, parsed.id); *c; c++)
            if (*c <= ' ' || *c > '~')
                __builtin_trap(); /* would reach a request line */
}

static void certificate(struct phs_arena *arena, struct phs_slice bytes) {
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    X509 *leaf = d2i_X509(NULL, &at, (long)bytes.len);
    STACK_OF(X509) *chain = sk_X509_new_null();
    struct phs_trust trust = {.store = X509_STORE_new()};
    struct phs_tls_address here = {.host = "a.example", .scheme = "https"};
    if (leaf) {
        sk_X509_push(chain, leaf);
        const struct phs_cert_facts *facts = phs_cert_read(arena, chain, &trust, &here, 1772323200);
        for (size_t i = 0; i < facts->names.n; i++)
            if (!phs_utf8_valid(phs_slice(facts->names.at[i]), NULL))
                __builtin_trap();
        if (facts->trusted.is == PHS_YES)
            __builtin_trap(); /* nobody is trusted here */
    }
    sk_X509_pop_free(chain, X509_free);
    X509_STORE_free(trust.store);
}

/* A server that says all of it at once, or in pieces, to libssl. */
static void shaken(struct phs_arena *arena, struct phs_slice bytes, size_t step) {
    struct phs_full_shop *shop = phs_full_shop_new();
    struct phs_full_order order = {.name = "a.example", .web = true};
    struct phs_full full;
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    if (phs_full_open(&full, shop, &order))
        phs_full_feed(&full, NULL, 0, &out, NULL);
    for (size_t at = 0; at < bytes.len; at += step)
        phs_full_feed(&full, bytes.ptr + at, bytes.len - at < step ? bytes.len - at : step, &out, NULL);
    if (full.state == PHS_FULL_OPEN)
        __builtin_trap(); /* nobody knows the key of a handshake that was written before it began */
    phs_full_suite(&full);
    phs_full_group(arena, &full);
    phs_full_sigalg(&full);
    phs_full_close(&full);
    phs_full_shop_free(shop);
    phs_buf_done(&out);
}

/* A web server, as libcurl hears it. */
static void answered(struct phs_arena *arena, struct phs_slice bytes) {
    struct phs_http_question question = {.scheme = "https", .host = "a.example", .port = 443, .path = "/"};
    struct phs_http_talk *talk = phs_http_talk_new(arena, &question);
    struct phs_buf out;
    phs_buf_init(&out, 1 << 20);
    phs_http_talk_carry(talk, PHS_SLICE(""), false, &out);
    phs_http_talk_carry(talk, bytes, false, &out);
    phs_http_talk_carry(talk, PHS_SLICE(""), true, &out);
    phs_http_talk_free(talk);
    phs_buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice rest = phs_slice_n((const char *)data + 1, size ? size - 1 : 0);
    if (size > 1 && size < MOST_BYTES) {
        if (data[0] == 'h')
            headers(arena, rest);
        else if (data[0] == 'a')
            address(arena, rest);
        else if (data[0] == 'c')
            certificate(arena, rest);
        else if (data[0] == 'w')
            answered(arena, rest);
        else if (data[0] >= '0' && data[0] <= '9')
            shaken(arena, rest, data[0] == '0' ? size : (size_t)(data[0] - '0') * 7);
    }
    phs_arena_free(arena);
    return 0;
}
