/* SPDX-License-Identifier: Apache-2.0 */
/* What the chains of one endpoint share: what was shown, and which parts of a version are still being asked for. */
#ifndef PHS_COLLECT_TLS_PLAN_H
#define PHS_COLLECT_TLS_PLAN_H

#include "collect/tls/engine.h"

enum { PHS_MOST_CODES = 160 };

/* Names found by one chain, in the order in which they were chosen. */
struct phs_found {
    uint16_t at[PHS_MOST_CODES];
    size_t n;
};

/* One part of the suites of one version; what all parts found is put together at the end, in the order of the parts, so that it
 * does not matter which connection was quicker. */
struct phs_part {
    enum phs_tls_version version;
    struct phs_found suites, groups, sigalgs;
    bool accepted; /* a hello of this version was answered with it */
    bool sought_groups, sought_sigalgs;
    const char *unsure_suites, *unsure_groups, *unsure_sigalgs; /* why there may be more, or NULL */
    const char *first_suite, *first_group;
    struct phs_tls_evidence chosen, refused;
    bool done, ordered;
    struct phs_tls_answer server_order;
};

/* What a flight showed, kept. */
struct phs_flight_kept {
    struct phs_slice certificates, staple, sct;
    bool extended; /* certificates of TLS 1.3 */
};

/* Further ones of a kind that was seen before: several servers behind one address have one each. */
enum phs_slot {
    PHS_SLOT_FIRST,
    PHS_SLOT_RSA,
    PHS_SLOT_ECDSA,
    PHS_SLOT_OTHER,
    PHS_SLOT_NAMELESS,
    PHS_SLOT_FURTHER,
    PHS_SLOTS = PHS_SLOT_FURTHER + 4
};

struct phs_plan {
    PHS_VEC(struct phs_part *) parts;
    bool order_asked[PHS_TLS_VERSIONS];
    struct phs_slice leaves[PHS_SLOTS]; /* DER, to know one that was seen before */
    const struct phs_cert_facts *shown[PHS_SLOTS];
    uint16_t curve;  /* of an EC certificate: without it in the list of groups the certificate cannot be used */
    unsigned echoes; /* of all hellos of TLS 1.2 and below */
    bool heard_echoes, deflates;
    bool gives_ids;   /* of sessions */
    bool vouched;     /* a suite was chosen that comes with a certificate */
    bool odd, unlike; /* answers that one server alone hardly gives; that it cannot give: see consistency.c */
    bool greeted, has_more;
    bool small;              /* hellos must be */
    struct phs_chain *scout; /* the first hello of an enumeration, until somebody is known to be there; then NULL */
    bool scouted;            /* that enumeration stands among the parts */
    bool first_shown;        /* the slot of the first handshake is filled, or will stay empty */
    PHS_VEC(struct phs_flight_kept) kept; /* until then: certificates that hellos showed */
    struct signing *signing;              /* a refusal that may have had another reason */
    unsigned stage;
    SSL_SESSION *session;
    struct phs_found
        merged[PHS_TLS_VERSIONS]; /* all suites in the server's order; empty where it has none or it is not known */
    struct phs_found fields;      /* finite fields that it takes by name in TLS 1.2 */
};

/* A part and its chain. Joint: groups and signature algorithms are looked for on the way. */
struct phs_part *phs_enumerate(struct phs_endpoint *endpoint, enum phs_tls_version version, const uint16_t *suites, size_t n,
                               bool joint, unsigned flags);
/* The suites of a version in at most PHS_PARTS lists that older stacks take (at most 125 each); how many lists. */
enum { PHS_PARTS = 3 };
size_t phs_suite_parts(enum phs_tls_version version, struct phs_found ret_parts[PHS_PARTS]);
uint16_t phs_wire_version(enum phs_tls_version version);
bool phs_version_of(uint16_t wire, enum phs_tls_version *ret_version);
void phs_found_add(struct phs_found *found, uint16_t id);

/* plan.c: a hello of a version with everything beside the suites. */
void phs_plan_hello(const struct phs_endpoint *endpoint, enum phs_tls_version version, const struct phs_found *suites,
                    struct phs_tls_hello *ret_hello);
/* All lists of a version, each a chain. */
void phs_plan_enumerate(struct phs_endpoint *endpoint, enum phs_tls_version version);
/* older.c */
phs_chain_next phs_plan_legacy, phs_plan_ssl2;

/* An ordinary client's handshake. */
struct phs_full_order phs_plan_full(const struct phs_endpoint *endpoint);

/* sessions.c: what the first handshake left is kept, then asked about; and let go. */
void phs_sessions_keep(struct phs_endpoint *endpoint, const struct phs_full *full);
void phs_sessions_chains(struct phs_endpoint *endpoint, const struct phs_full *full);
void phs_sessions_done(struct phs_plan *plan);

/* signing.c: which else it signs TLS 1.3 with, after the first handshake showed one. */
void phs_signing_begin(struct phs_endpoint *endpoint, const char *first);
/* When all suites and groups are known: what a refusal meant. True when it has to be asked otherwise. */
bool phs_signing_settle(struct phs_endpoint *endpoint);

/* deep.c: what an attack showed, and the words for it; deep_sessions.c: two of them. */
void phs_weakness_set(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, enum phs_tri is, const char *why);
void phs_weakness_tell(struct phs_endpoint *endpoint, enum phs_tls_weakness weakness, const char *sent, const char *came);
void phs_ticketbleed_begin(struct phs_endpoint *endpoint);
phs_chain_next phs_renegotiation;

/* late.c: when all suites are known; true when anything is asked. */
bool phs_late_chains(struct phs_endpoint *endpoint);

/* consistency.c: when all else was asked; true when anything is. And what follows, once versions are put together. */
bool phs_consistency_chains(struct phs_endpoint *endpoint);
void phs_consistency_conclude(struct phs_endpoint *endpoint);

/* shown.c: a prime that many servers share, or NULL. */
const char *phs_known_prime(struct phs_slice prime);
/* shown.c: what a flight showed, into the facts. */
void phs_shown_flight(struct phs_endpoint *endpoint, const struct phs_tls_flight *flight);
void phs_shown_full(struct phs_endpoint *endpoint, const struct phs_full *full, enum phs_slot slot);
/* The first handshake's certificates, or NULL where it has none; then those that were kept meanwhile. Once. */
void phs_shown_first(struct phs_endpoint *endpoint, const struct phs_full *full);
struct phs_tls_evidence phs_evidence(struct phs_endpoint *endpoint, const struct phs_ask *ask, const struct phs_reply *reply);

/* verdicts.c: what follows from all that was found. */
void phs_verdicts(struct phs_endpoint *endpoint);

/* gate.c, deep.c */
void phs_gate_chains(struct phs_endpoint *endpoint);
void phs_deep_chains(struct phs_endpoint *endpoint);

#endif
