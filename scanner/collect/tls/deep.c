/* SPDX-License-Identifier: Apache-2.0 */
/* --deep: attacks that are tried and not concluded, on endpoints that the scope calls one's own, and only where the handshake
 * says that they can apply. Each asks for the smallest sign: of what a server leaks nothing is kept, not even for a moment
 * longer than it takes to see that something came. */
#include "collect/tls/attempt.h"

/* A heartbeat that claims 16 bytes and brings none: who answers reads beyond it. The misplaced change of ciphers behind it
 * makes a sound server speak, too, so that nobody need take silence for an answer. */
static bool hear_heartbeat(void *state, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out) {
    static const uint8_t request[] = {1, 0, 16};
    struct phs_attempt *a = state;
    bool over;
    if (phs_attempt_ready(a, event, bytes, out, &over)) {
        a->phase = PHS_ATTEMPT_STRUCK;
        phs_attempt_record(out, a->version, PHS_RECORD_HEARTBEAT, request, sizeof request);
        phs_attempt_change_cipher(a, out);
        return false;
    }
    if (over || a->phase == PHS_ATTEMPT_HELLO)
        return over;
    return phs_attempt_hear(a, event, bytes) || a->records.heartbeat || a->records.alerted || a->waited;
}

static bool hear_early_ccs(void *state, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out) {
    struct phs_attempt *a = state;
    bool over;
    if (phs_attempt_ready(a, event, bytes, out, &over)) {
        a->phase = PHS_ATTEMPT_STRUCK;
        phs_attempt_change_cipher(a, out);
        return false;
    }
    if (over || a->phase == PHS_ATTEMPT_HELLO)
        return over;
    if (phs_attempt_hear(a, event, bytes) || a->records.alerted)
        return true;
    if (event == PHS_ATTACK_WAITED && a->phase == PHS_ATTEMPT_STRUCK) {
        a->phase = PHS_ATTEMPT_STRUCK_AGAIN; /* who took the first silently cannot read the second */
        phs_attempt_change_cipher(a, out);
        return false;
    }
    return event == PHS_ATTACK_WAITED;
}

static const struct phs_attack heartbeat_attack = {PHS_ATTEMPT_MS, hear_heartbeat},
                               early_ccs_attack = {PHS_ATTEMPT_MS, hear_early_ccs};

void phs_weakness_set(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, enum phs_tri is, const char *why) {
    endpoint->facts->weaknesses[weakness] = (struct phs_tls_answer){is, is == PHS_MAYBE ? why : NULL};
    endpoint->facts->has_weakness[weakness] = true;
}

/* What came back behind the flight, in words; nothing of what it held. */
static const char *heard(struct phs_arena *arena, const struct phs_attempt *a) {
    if (a->flight_failed)
        return "its handshake did not come far enough";
    if (a->records.heartbeat)
        return "a heartbeat record with a payload";
    if (a->records.alerted)
        return phs_printf(arena, "alert %02x%02x (%s)", a->records.alert[0], a->records.alert[1],
                          phs_tls_alert_name(a->records.alert[1]));
    return a->closed ? "it closed the connection" : a->records.other ? "other records" : "nothing in time";
}

void phs_weakness_tell(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, const char *sent, const char *came) {
    endpoint->facts->attack_evidence[weakness] = phs_printf(endpoint->arena, "%s: %s", sent, came);
}

static const char silent[] = "it did not answer in time";

static bool heartbleed(struct phs_chain *chain, const struct phs_reply *reply) {
    struct phs_attempt *a = chain->state;
    if (!reply)
        return phs_attempt_ask(chain, &heartbeat_attack, a);
    if (reply->end == PHS_REPLY_CHOSEN)
        phs_weakness_tell(chain->endpoint, PHS_WEAK_HEARTBLEED, "a heartbeat of 0 bytes that claims 16",
                          heard(chain->endpoint->arena, a));
    if (reply->end != PHS_REPLY_CHOSEN || a->flight_failed)
        phs_weakness_set(chain->endpoint, PHS_WEAK_HEARTBLEED, PHS_MAYBE,
                         reply->end == PHS_REPLY_CHOSEN ? phs_attempt_no_flight : reply->why);
    else if (a->records.heartbeat)
        phs_weakness_set(chain->endpoint, PHS_WEAK_HEARTBLEED, PHS_YES, NULL);
    else
        phs_weakness_set(chain->endpoint, PHS_WEAK_HEARTBLEED, a->records.alerted || a->closed ? PHS_NO : PHS_MAYBE, silent);
    return false;
}

static bool early_ccs(struct phs_chain *chain, const struct phs_reply *reply) {
    enum { BAD_RECORD = 20, DECRYPTION_FAILED = 21 };
    struct phs_attempt *a = chain->state;
    if (!reply)
        return phs_attempt_ask(chain, &early_ccs_attack, a);
    if (reply->end == PHS_REPLY_CHOSEN)
        phs_weakness_tell(chain->endpoint, PHS_WEAK_EARLY_CCS,
                          a->phase == PHS_ATTEMPT_STRUCK_AGAIN
                              ? "ChangeCipherSpec before there are keys, silently taken, and a second one"
                              : "ChangeCipherSpec before there are keys",
                          heard(chain->endpoint->arena, a));
    bool cannot_read = a->records.alerted && (a->records.alert[1] == BAD_RECORD || a->records.alert[1] == DECRYPTION_FAILED);
    if (reply->end != PHS_REPLY_CHOSEN || a->flight_failed)
        phs_weakness_set(chain->endpoint, PHS_WEAK_EARLY_CCS, PHS_MAYBE,
                         reply->end == PHS_REPLY_CHOSEN ? phs_attempt_no_flight : reply->why);
    else if (a->phase == PHS_ATTEMPT_STRUCK_AGAIN && cannot_read)
        phs_weakness_set(chain->endpoint, PHS_WEAK_EARLY_CCS, PHS_YES, NULL);
    else
        phs_weakness_set(chain->endpoint, PHS_WEAK_EARLY_CCS, a->records.alerted || a->closed ? PHS_NO : PHS_MAYBE, silent);
    return false;
}

/* ---- Which of them can apply? */

void phs_weakness_spare(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, const char *why) {
    phs_weakness_set(endpoint, weakness, PHS_NO, NULL);
    phs_weakness_tell(endpoint, weakness, "not tried", why);
}

static struct phs_attempt *keep(struct phs_endpoint *endpoint, struct phs_attempt a) {
    struct phs_attempt *copy = PHS_NEW(endpoint->arena, struct phs_attempt);
    *copy = a;
    return copy;
}

static bool best_old_version(const struct phs_endpoint *endpoint, enum phs_tls_version *ret_version) {
    for (int v = PHS_TLS_1_2; v >= PHS_TLS_1_0; v--) {
        enum phs_tls_version version = (enum phs_tls_version)v;
        for (size_t i = 0; i < endpoint->plan->parts.n; i++)
            if (endpoint->plan->parts.at[i]->version == version && endpoint->plan->parts.at[i]->suites.n) {
                *ret_version = version;
                return true;
            }
    }
    return false;
}

void phs_deep_chains(struct phs_endpoint *endpoint) {
    enum phs_tls_version version;
    unsigned echoes = endpoint->plan->echoes;
    if (!best_old_version(endpoint, &version)) {
        for (int i = PHS_WEAK_DEEP; i < PHS_WEAKNESSES; i++) /* none of them is known in TLS 1.3 */
            phs_weakness_spare(endpoint, (enum phs_tls_weakness)i, "nothing below TLS 1.3 is accepted");
        return;
    }
    if (echoes & PHS_ECHO_HEARTBEAT)
        phs_lanes_chain(endpoint, heartbleed, keep(endpoint, phs_attempt_for(endpoint, version, 0)));
    else
        phs_weakness_spare(endpoint, PHS_WEAK_HEARTBLEED, "it does not take heartbeats");
    phs_lanes_chain(endpoint, early_ccs, keep(endpoint, phs_attempt_for(endpoint, version, 0)));
    phs_robot_begin(endpoint, version);
    if (echoes & PHS_ECHO_TICKET && version == PHS_TLS_1_2)
        phs_ticketbleed_begin(endpoint);
    else
        phs_weakness_spare(endpoint, PHS_WEAK_TICKETBLEED, "it gives no tickets in TLS 1.2");
    phs_lanes_chain(endpoint, phs_renegotiation, NULL);
}
