/* SPDX-License-Identifier: Apache-2.0 */
/* An address as people write it, and what a stranger sends to libssl: the first byte says which. */
#include "collect/tls/address.h"
#include "collect/tls/full.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 32 << 10 };

static void address(struct phs_arena *arena, struct phs_slice bytes) {
    struct phs_tls_address parsed;
    struct phs_err err;
    if (phs_tls_address_parse(arena, phs_slice_dup(arena, bytes), &parsed, &err) == PHS_OK)
        for (const char *c = phs_printf(arena, "%s%s%s", parsed.host, parsed.path, parsed.id); *c; c++)
            if (*c <= ' ' || *c > '~')
                __builtin_trap(); /* would reach a request line */
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_slice rest = phs_slice_n((const char *)data + 1, size ? size - 1 : 0);
    if (size > 1 && size < MOST_BYTES) {
        if (data[0] == 'a')
            address(arena, rest);
        else if (data[0] >= '0' && data[0] <= '9')
            shaken(arena, rest, data[0] == '0' ? size : (size_t)(data[0] - '0') * 7);
    }
    phs_arena_free(arena);
    return 0;
}
