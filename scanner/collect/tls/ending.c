/* SPDX-License-Identifier: Apache-2.0 */
/* What became of a question: which alerts are refusals, and what an answer that was cut short is still worth. */
#include "base/err.h"
#include "collect/tls/connection_parts.h"

/* Alerts that answer what was offered; the others may have to do with load, with us, or with the name. */
static bool says_no(uint8_t alert) {
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

static void end_by_alert(struct phs_connection *c, struct phs_reply *reply, uint8_t alert) {
    reply->end = says_no(alert) ? PHS_REPLY_REFUSED : PHS_REPLY_DROPPED;
    reply->alert = true;
    reply->why = phs_printf(c->endpoint->arena, "it ended the handshake with the alert \"%s\"", phs_tls_alert_name(alert));
    phs_connection_answer(c, reply);
}

/* What is known of the flight, at its end or at the end of the connection. */
void phs_ending_flight(struct phs_connection *c, enum phs_reply_end otherwise, const char *why) {
    const struct phs_tls_flight *flight = &c->reader.flight;
    struct phs_reply reply = {.end = otherwise, .why = why, .flight = flight};
    if (flight->has_hello) {
        reply.end = PHS_REPLY_CHOSEN;
        reply.why = NULL;
    } else if (flight->state == PHS_FLIGHT_ALERT) {
        end_by_alert(c, &reply, flight->alert);
        return;
    } else if (flight->state == PHS_FLIGHT_BROKEN) {
        reply.end = flight->not_tls ? PHS_REPLY_NOT_TLS : PHS_REPLY_STRANGE;
        reply.why = flight->why;
        /* "Not SSLv2" in any words is what a server says that does not speak it. */
        if (c->chain->ask.kind == PHS_ASK_SSL2)
            reply.end = PHS_REPLY_DROPPED;
    }
    phs_connection_answer(c, &reply);
}

void phs_ending_full(struct phs_connection *c, enum phs_reply_end otherwise, const char *why) {
    struct phs_full *full = &c->full;
    struct phs_reply reply = {.end = otherwise, .why = why, .full = full};
    bool chosen = c->greeted || (full->has_version && phs_full_suite(full) && phs_full_chain(full));
    if (chosen) {
        reply.end = PHS_REPLY_CHOSEN;
        reply.why = why;
    } else if (full->has_alert) {
        end_by_alert(c, &reply, full->alert);
        return;
    } else if (full->state == PHS_FULL_FAILED) {
        reply.end = full->not_tls ? PHS_REPLY_NOT_TLS : full->received ? PHS_REPLY_STRANGE : otherwise;
        reply.why = full->why;
    }
    phs_connection_answer(c, &reply);
}

/* The connection is over, or its time is. */
void phs_ending(struct phs_connection *c, enum phs_reply_end otherwise, const char *why) {
    const struct phs_attack *attack = c->chain->ask.attack;
    switch (c->stage == PHS_STAGE_TALK ? c->chain->ask.kind : PHS_ASK_NOTHING) {
    case PHS_ASK_HELLO:
    case PHS_ASK_SSL2:
        phs_ending_flight(c, otherwise, why);
        break;
    case PHS_ASK_FULL:
        phs_ending_full(c, otherwise, why);
        break;
    case PHS_ASK_ATTACK:
        attack->hear(c->chain->ask.attack_state, PHS_ATTACK_ENDED, PHS_SLICE(""), &c->out);
        phs_connection_end(c, PHS_REPLY_CHOSEN, NULL);
        break;
    default:
        phs_connection_end(c, c->stage == PHS_STAGE_CONNECTING ? PHS_REPLY_UNREACHED : otherwise, why);
    }
}
