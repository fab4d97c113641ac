/* SPDX-License-Identifier: Apache-2.0 */
/* The common part of the attacks that speak records. What comes back is passed over unread but for types and alerts. */
#include "collect/tls/attempt.h"

const char phs_attempt_no_flight[] = "its handshake did not come far enough";

static void pass_over(struct phs_records *r, struct phs_slice bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        uint8_t byte = (uint8_t)bytes.ptr[i];
        if (r->skip) {
            if (r->head[0] == PHS_RECORD_ALERT && r->alert_have < 2)
                r->alert[r->alert_have++] = byte;
            r->alerted |= r->alert_have == 2;
            r->skip--;
            continue;
        }
        r->head[r->have++] = byte;
        if (r->have < sizeof r->head)
            continue;
        r->have = r->alert_have = 0;
        r->skip = (size_t)r->head[3] << 8 | r->head[4];
        r->heartbeat |= r->head[0] == PHS_RECORD_HEARTBEAT && r->skip > 3;
        r->other |= r->head[0] != PHS_RECORD_HEARTBEAT && r->head[0] != PHS_RECORD_ALERT;
    }
}

static void say_hello(struct phs_attempt *a, struct phs_buf *out) {
    enum phs_tls_version version = PHS_TLS_1_2;
    struct phs_tls_hello hello;
    phs_version_of(a->version, &version);
    phs_plan_hello(a->endpoint, version, &a->suites, &hello);
    hello.random = a->endpoint->random;
    phs_flight_init(&a->reader, false);
    phs_tls_hello_write(&hello, out);
}

void phs_attempt_record(struct phs_buf *out, uint16_t version, unsigned type, const void *bytes, size_t len) {
    const char head[] = {(char)type, (char)(version >> 8), (char)(version & 0xff), (char)(len >> 8), (char)(len & 0xff)};
    phs_buf_add(out, head, sizeof head);
    phs_buf_add(out, bytes, len);
}

void phs_attempt_change_cipher(const struct phs_attempt *a, struct phs_buf *out) {
    phs_attempt_record(out, a->version, PHS_RECORD_CHANGE_CIPHER, "\x01", 1);
}

bool phs_attempt_ready(struct phs_attempt *a, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out,
                       bool *ret_over) {
    *ret_over = false;
    if (event == PHS_ATTACK_BEGINS) {
        *a = (struct phs_attempt){
            .endpoint = a->endpoint, .version = a->version, .suites = a->suites, .key_exchange = a->key_exchange};
        say_hello(a, out);
        return false;
    }
    if (a->phase != PHS_ATTEMPT_HELLO)
        return false;
    if (event == PHS_ATTACK_BYTES && phs_flight_feed(&a->reader, bytes.ptr, bytes.len) == PHS_FLIGHT_MORE)
        return false;
    bool done = a->reader.flight.state == PHS_FLIGHT_CHOSEN && a->reader.flight.version == a->version;
    phs_flight_done(&a->reader);
    a->flight_failed = !done;
    *ret_over = !done;
    return done;
}

bool phs_attempt_hear(struct phs_attempt *a, enum phs_attack_event event, struct phs_slice bytes) {
    if (event == PHS_ATTACK_BYTES)
        pass_over(&a->records, bytes);
    a->closed |= event == PHS_ATTACK_ENDED;
    a->waited |= event == PHS_ATTACK_WAITED;
    return event == PHS_ATTACK_ENDED;
}

bool phs_attempt_ask(struct phs_chain *chain, const struct phs_attack *attack, struct phs_attempt *a) {
    chain->ask = (struct phs_ask){.kind = PHS_ASK_ATTACK, .attack = attack, .attack_state = a};
    return true;
}

struct phs_attempt phs_attempt_for(struct phs_endpoint *endpoint, enum phs_tls_version version, uint32_t traits) {
    struct phs_attempt a = {.endpoint = endpoint, .version = phs_wire_version(version)};
    for (size_t i = 0; i < endpoint->plan->parts.n; i++) {
        const struct phs_part *part = endpoint->plan->parts.at[i];
        for (size_t k = 0; k < part->suites.n && part->version == version; k++) {
            const struct phs_tls_suite *suite = phs_tls_suite_find(part->suites.at[k]);
            if (suite && (!traits || suite->traits & traits))
                phs_found_add(&a.suites, suite->id);
        }
    }
    return a;
}
