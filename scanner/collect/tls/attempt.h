/* SPDX-License-Identifier: Apache-2.0 */
/* What the attacks of --deep that speak records in clear have in common: a hello, the server's flight, a blow, and what comes
 * back. */
#ifndef PHS_COLLECT_TLS_ATTEMPT_H
#define PHS_COLLECT_TLS_ATTEMPT_H

#include "collect/tls/plan.h"

enum {
    PHS_RECORD_CHANGE_CIPHER = 20,
    PHS_RECORD_ALERT = 21,
    PHS_RECORD_HANDSHAKE = 22,
    PHS_RECORD_HEARTBEAT = 24,
    PHS_ATTEMPT_MS = 1500
};

/* Records behind the server's flight: their types, and of an alert its code. What they hold is passed over unread. */
struct phs_records {
    uint8_t head[5], alert[2];
    size_t have, skip, alert_have;
    bool heartbeat, alerted, other;
};

struct phs_attempt {
    struct phs_endpoint *endpoint;
    uint16_t version;
    struct phs_found suites;
    struct phs_flight_reader reader;
    struct phs_records records;
    enum { PHS_ATTEMPT_HELLO, PHS_ATTEMPT_STRUCK, PHS_ATTEMPT_STRUCK_AGAIN } phase;
    bool flight_failed, closed, waited;
    struct phs_slice key_exchange; /* ROBOT: what is sent behind the flight */
};

/* Suites of a version that were seen to be accepted and have any of the traits; 0: all. */
struct phs_attempt phs_attempt_for(struct phs_endpoint *endpoint, enum phs_tls_version version, uint32_t traits);
bool phs_attempt_ask(struct phs_chain *chain, const struct phs_attack *attack, struct phs_attempt *a);
void phs_attempt_record(struct phs_buf *out, uint16_t version, unsigned type, const void *bytes, size_t len);
void phs_attempt_change_cipher(const struct phs_attempt *a, struct phs_buf *out);
/* The hello and the flight of every attempt. True when the blow may be struck; ret_over when there is nothing to strike at. */
bool phs_attempt_ready(struct phs_attempt *a, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out,
                       bool *ret_over);
/* Further events: true when nothing more will come. */
bool phs_attempt_hear(struct phs_attempt *a, enum phs_attack_event event, struct phs_slice bytes);
extern const char phs_attempt_no_flight[];

/* robot.c: asks, or says why it need not be asked. */
void phs_robot_begin(struct phs_endpoint *endpoint, enum phs_tls_version version);
/* deep.c: it cannot apply, and why. */
void phs_weakness_spare(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, const char *why);

#endif
