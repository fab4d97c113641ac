/* SPDX-License-Identifier: Apache-2.0 */
/* What strangers say before TLS: the first byte is the protocol, the second the size of the pieces. */
#include "parse/starttls.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hold_to_promises(const struct phs_starttls_turn *turn) {
    if ((*turn->why != '\0') !=
        (turn->step == PHS_STARTTLS_NOT_OFFERED || turn->step == PHS_STARTTLS_REFUSED || turn->step == PHS_STARTTLS_UNCLEAR))
        __builtin_trap();
    for (const char *c = turn->why; *c; c++)
        if (*c < ' ' || *c > '~')
            __builtin_trap(); /* it is printed */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2)
        return 0;
    struct phs_arena *arena = phs_arena_new();
    struct phs_starttls *dialogue =
        phs_starttls_new(arena, (enum phs_starttls_kind)(data[0] % PHS_STARTTLS_KINDS), "a.example");
    struct phs_starttls_turn turn = phs_starttls_feed(dialogue, PHS_SLICE(""));
    size_t said = turn.send.len, piece = data[1] ? data[1] : size;
    for (size_t at = 2; at < size; at += piece) {
        turn = phs_starttls_feed(dialogue, phs_slice_n((const char *)data + at, size - at < piece ? size - at : piece));
        hold_to_promises(&turn);
        said += turn.send.len;
    }
    if (said > 2048)
        __builtin_trap(); /* a stranger may not make us talk */
    phs_arena_free(arena);
    return 0;
}
