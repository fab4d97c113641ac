/* SPDX-License-Identifier: Apache-2.0 */
/* What strangers send to the collector of endpoints: the first byte says as what the rest is taken. */
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/escape.h"
#include "collect/http.h"
#include "collect/tls/certificate.h"
#include "collect/tls/handshake.h"
#include "collect/tls/starttls.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 32 << 10, BUDGET_MS = 2000 };

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

/* A server that says all of it at once and leaves. */
static void served(struct phs_arena *arena, enum phs_starttls_kind kind, struct phs_slice bytes) {
    int ends[2];
    const char *why = "";
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0)
        return;
    if (write(ends[1], bytes.ptr, bytes.len) >= 0)
        shutdown(ends[1], SHUT_WR);
    struct phs_wire wire = {.fd = ends[0], .deadline = phs_clock_ms() + BUDGET_MS};
    struct phs_hello hello = {PHS_TLS_1_0, PHS_TLS_1_3, "ALL:@SECLEVEL=0", "a.example", true};
    struct phs_tls_address here = {.start = kind, .host = "a.example"};
    enum phs_tri clear_login;
    if (phs_starttls_lead(arena, &wire, &here, &why, &clear_login) == PHS_START_GO && phs_hello_ask(arena, &wire, &hello).completed)
        __builtin_trap(); /* nobody knows the key of a handshake that was written before it began */
    phs_wire_close(&wire);
    close(ends[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice rest = phs_slice_n((const char *)data + 1, size ? size - 1 : 0);
    signal(SIGPIPE, SIG_DFL); /* the collector must not need it to be ignored */
    if (size > 1 && size < MOST_BYTES) {
        if (data[0] == 'h')
            headers(arena, rest);
        else if (data[0] == 'a')
            address(arena, rest);
        else if (data[0] == 'c')
            certificate(arena, rest);
        else if (data[0] >= '0' && data[0] <= '0' + PHS_STARTTLS_SIEVE)
            served(arena, (enum phs_starttls_kind)(data[0] - '0'), rest);
    }
    phs_arena_free(arena);
    return 0;
}
