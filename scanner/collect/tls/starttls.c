/* SPDX-License-Identifier: Apache-2.0 */
/* The dialogue is a machine without a socket; here is one. A refusal for a reason of its own (too busy, not for you) is no "not
 * offered". */
#include "collect/tls/starttls.h"

static struct phs_starttls_turn converse(struct phs_starttls *dialogue, struct phs_wire *wire) {
    char bytes[4096];
    struct phs_starttls_turn turn = phs_starttls_feed(dialogue, PHS_SLICE(""));
    for (;;) {
        bool sent = !turn.send.len || phs_wire_send(wire, turn.send.ptr, turn.send.len);
        if (turn.step == PHS_STARTTLS_READY && !sent)
            turn = (struct phs_starttls_turn){PHS_STARTTLS_UNCLEAR, {0}, phs_wire_end_words(wire->end)};
        if (turn.step != PHS_STARTTLS_MORE)
            return turn;
        size_t n = sent ? phs_wire_receive(wire, bytes, sizeof bytes) : 0;
        if (n == 0)
            return (struct phs_starttls_turn){PHS_STARTTLS_UNCLEAR, {0}, phs_wire_end_words(wire->end)};
        turn = phs_starttls_feed(dialogue, phs_slice_n(bytes, n));
    }
}

enum phs_start_end phs_starttls_lead(struct phs_arena *arena, struct phs_wire *wire, const struct phs_tls_address *address,
                                     const char **ret_why, enum phs_tri *ret_clear_login) {
    struct phs_starttls *dialogue = phs_starttls_new(arena, address->start, address->is_ip ? NULL : address->host);
    struct phs_starttls_turn turn = converse(dialogue, wire);
    *ret_clear_login = phs_starttls_clear_login(dialogue);
    wire->received = 0; /* TLS begins here */
    if (turn.step == PHS_STARTTLS_READY)
        return PHS_START_GO;
    *ret_why = turn.why;
    return turn.step == PHS_STARTTLS_NOT_OFFERED ? PHS_START_NOT_OFFERED : PHS_START_UNCLEAR;
}
