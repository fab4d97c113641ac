/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of an endpoint, apart from how it was learned: probes fill it, facts_value.c turns it into attributes. A deeper
 * probe adds fields here and nothing elsewhere. */
#ifndef PHS_COLLECT_TLS_FACTS_H
#define PHS_COLLECT_TLS_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "collect/http.h"
#include "model/phi.h"

/* A fact with three values; reason is one clause, set when the answer is PHS_MAYBE. */
struct phs_tls_answer {
    enum phs_tri is;
    const char *reason;
};

enum phs_tls_version { PHS_SSL_2, PHS_SSL_3, PHS_TLS_1_0, PHS_TLS_1_1, PHS_TLS_1_2, PHS_TLS_1_3, PHS_TLS_VERSIONS };
const char *phs_tls_version_word(enum phs_tls_version version);  /* "ssl2" ... "tls1_2": a key of attributes */
const char *phs_tls_version_title(enum phs_tls_version version); /* "TLS 1.2" */

/* Every fault of a chain and not the first one: a set of bits. */
enum phs_cert_problem {
    PHS_CERT_EXPIRED,
    PHS_CERT_NOT_YET_VALID,
    PHS_CERT_NAME_MISMATCH,
    PHS_CERT_SELF_SIGNED,
    PHS_CERT_UNKNOWN_ISSUER,
    PHS_CERT_MISSING_INTERMEDIATE, /* the leaf says where its issuer is to be had, and the server did not send it */
    PHS_CERT_BAD_SIGNATURE,
    PHS_CERT_NOT_FOR_SERVERS, /* extended key usage without serverAuth */
    PHS_CERT_BAD_CHAIN,       /* an issuer that is no authority, a path that is too long, a forbidden name ... */
    PHS_CERT_CHAIN_EXPIRED,   /* the same of a certificate above the leaf */
    PHS_CERT_CHAIN_NOT_YET_VALID,
    PHS_CERT_WEAK_KEY,
    PHS_CERT_WEAK_SIGNATURE,
    PHS_CERT_LONG_VALIDITY,
    PHS_CERT_REVOKED,        /* as its stapled answer says */
    PHS_CERT_NO_STAPLE,      /* the certificate promises one (RFC 7633) and none came */
    PHS_CERT_BAD_STAPLE,     /* one came that proves nothing: unsigned, of another certificate, out of date */
    PHS_CERT_NAME_FORBIDDEN, /* an authority above may not issue for this name */
    PHS_CERT_NO_NAMES,       /* no subject alternative name: clients compare with nothing else (RFC 9525) */
    PHS_CERT_IS_AUTHORITY,   /* the leaf may issue certificates itself */
    PHS_CERT_CHAIN_DISORDERED,
    PHS_CERT_BAD_RECEIPT,       /* a transparency log that it names did not sign it */
    PHS_CERT_CHAIN_SUPERFLUOUS, /* one was sent that the path does not need; roots do not count, many send theirs along */
    PHS_CERT_PROBLEMS
};
const char *phs_cert_problem_word(enum phs_cert_problem problem); /* "expired" ... */

/* What a stapled answer of the authority says (RFC 6960). */
enum phs_revocation { PHS_REVOCATION_UNKNOWN, PHS_REVOCATION_GOOD, PHS_REVOCATION_REVOKED };

struct phs_staple_facts {
    bool present;
    enum phs_revocation status; /* PHS_REVOCATION_UNKNOWN unless the answer holds: signed, of this certificate, of today */
    const char *reason;         /* one clause why unknown, or NULL */
    bool signed_by_delegate;    /* and not by the issuer itself */
    int64_t this_update, next_update; /* next_update 0: it names none */
};

/* Receipts of transparency logs (RFC 6962). Their signatures need the logs' keys, which the scope names or nobody does. */
struct phs_sct_facts {
    size_t embedded, by_tls, by_staple; /* well-formed ones */
    size_t logs;                        /* different logs among them */
    bool malformed;                     /* some were none */
    bool judged;                        /* there is a list of logs; of what follows all is 0 without it */
    size_t verified, wrong, unlisted;   /* signed by a log of the list; not, though it says so; by another log */
    size_t unbound;                     /* embedded, and nobody knows the issuer whose key was signed, too */
};

struct phs_cert_facts {
    const char *shown_as; /* "first", "rsa", "ecdsa", "other", "no-sni", "another": to which question it was the answer */
    PHS_VEC(const char *) names;  /* subject alternative names, then the common name when there are none; made safe */
    bool wildcard, international; /* among the names: one with a star, one in xn-- form */
    const char *issuer;
    char fingerprint[65]; /* SHA-256 of the certificate */
    int64_t not_before, not_after;
    bool has_dates;
    const char *key_type; /* "rsa", "ec", "ed25519", "dsa" ... */
    int key_bits;
    const char *curve;             /* of an "ec" key: "P-256" ..., or NULL */
    const char *signature;         /* "sha256WithRSAEncryption" */
    const char *weakest_signature; /* digest of the path's weakest: "sha1", "sha256" ...; NULL when none was understood */
    bool for_servers;              /* extended key usage serverAuth stands there */
    bool names_ocsp, names_crl, must_staple;
    size_t chain_length; /* as sent */
    unsigned problems;   /* 1u << enum phs_cert_problem */
    struct phs_tls_answer trusted, name_matches;
    bool by_public_authority; /* trusted through the system's roots alone */
    struct phs_staple_facts staple;
    struct phs_sct_facts scts;
};

/* Names that were seen to be accepted. all: PHS_YES when nothing else is, PHS_MAYBE with a reason when there may be more,
 * PHS_NO where the list has no meaning (the version is refused). */
struct phs_tls_list {
    PHS_VEC(const char *) names;
    struct phs_tls_answer all;
};

/* What was said and what came back, so that another can say it again: both the same in every scan. */
struct phs_tls_evidence {
    const char *hello;  /* hex SHA-256 of the ClientHello, or NULL */
    const char *answer; /* "version 0303, suite c02f", "alert 0246 (protocol_version)", "closed, and the canary passed" */
};

struct phs_tls_version_facts {
    struct phs_tls_answer accepted;
    const char *suite;                           /* what the server chose, IANA name; NULL when not accepted */
    const char *group;                           /* of the key exchange, or NULL */
    struct phs_tls_list suites, groups, sigalgs; /* in the server's order where it has one, else in ours */
    bool order_known;                            /* the suites stand in the order that the server gives them */
    struct phs_tls_answer server_order;          /* the server's order of suites counts and not the client's */
    struct phs_tls_evidence evidence;
};

/* Questions whose answer is one word. */
enum phs_tls_trait {
    PHS_TRAIT_COMPRESSION,
    PHS_TRAIT_HEARTBEAT, /* the extension is echoed: Heartbleed can apply */
    PHS_TRAIT_EXTENDED_MASTER_SECRET,
    PHS_TRAIT_ENCRYPT_THEN_MAC,
    PHS_TRAIT_SECURE_RENEGOTIATION, /* RFC 5746 */
    PHS_TRAIT_SESSION_TICKET,
    PHS_TRAIT_SESSION_ID,         /* a session is resumed by its id */
    PHS_TRAIT_RESUMPTION,         /* by ticket or id */
    PHS_TRAIT_EARLY_DATA_OFFERED, /* a ticket allows 0-RTT */
    PHS_TRAIT_EARLY_DATA,         /* early data that was sent was taken */
    PHS_TRAIT_SCT_IN_HANDSHAKE,
    PHS_TRAIT_FALLBACK_SCSV,
    PHS_TRAIT_HELLO_TOLERANT, /* a large hello is answered like a small one */
    PHS_TRAIT_NAME_NEEDED,    /* without SNI it shows another certificate, or none */
    PHS_TRAIT_MTLS_REQUIRED,  /* without a client certificate nothing is answered */
    PHS_TRAIT_POST_QUANTUM,   /* any hybrid or pure ML-KEM group */
    PHS_TRAITS
};
const char *phs_tls_trait_word(enum phs_tls_trait trait); /* "heartbeat": a key of attributes */

/* Named attacks. NO is proven by what is refused, YES by what is accepted or, for those of --deep, by the attack itself. */
enum phs_tls_weakness {
    PHS_WEAK_DROWN,
    PHS_WEAK_POODLE,
    PHS_WEAK_FREAK,
    PHS_WEAK_LOGJAM, /* export Diffie-Hellman, or a field of 1024 bits or fewer */
    PHS_WEAK_SWEET32,
    PHS_WEAK_RC4,
    PHS_WEAK_BEAST,
    PHS_WEAK_LUCKY13,
    PHS_WEAK_CRIME,
    PHS_WEAK_DEEP, /* the first of those that are tried, and not concluded */
    PHS_WEAK_HEARTBLEED = PHS_WEAK_DEEP,
    PHS_WEAK_EARLY_CCS,
    PHS_WEAK_ROBOT,
    PHS_WEAK_TICKETBLEED,
    PHS_WEAK_CLIENT_RENEGOTIATION,
    PHS_WEAKNESSES
};
const char *phs_tls_weakness_word(enum phs_tls_weakness weakness); /* "drown": a key of attributes */

enum phs_tls_mode { PHS_TLS_DEFAULT, PHS_TLS_GATE, PHS_TLS_DEEP };
const char *phs_tls_mode_word(enum phs_tls_mode mode);

/* An address of the name at which no connection came about. */
struct phs_tls_miss {
    const char *address, *why;
    bool absent; /* nobody listens there, or this machine has no way to it: there is nothing to be read */
};

struct phs_tls_facts {
    PHS_VEC(const char *) addresses; /* all of the name, in order of trial */
    PHS_VEC(struct phs_tls_miss) missed;
    bool absent;                    /* as of a miss, when none was reached */
    const char *used;               /* the address that was talked to */
    const char *unread;             /* why nothing could be learned, one clause; NULL when something was */
    const char *partly;             /* why something could not be learned; NULL when all was */
    struct phs_tls_answer tls;      /* it speaks TLS at once or, with a start word, after it */
    struct phs_tls_answer starttls; /* it offers to, for protocols that have a start word */
    enum phs_tri clear_login;       /* it takes passwords before TLS; PHS_MAYBE: its protocol does not tell */
    struct phs_tls_version_facts versions[PHS_TLS_VERSIONS];
    struct phs_tls_answer null_or_anonymous; /* accepts suites without encryption or without a certificate */
    struct phs_tls_answer key_transport;     /* accepts RSA key transport: no forward secrecy */
    enum phs_tls_version best;               /* version of the full handshake */
    bool handshake;                          /* one was completed far enough for what follows */
    const char *suite, *group, *alpn;
    bool ocsp_stapled, client_certificate_requested;
    const struct phs_cert_facts *certificate;            /* NULL: none was shown */
    const char *certificate_reason;                      /* none was seen although there is one: why; or NULL */
    PHS_VEC(const struct phs_cert_facts *) certificates; /* every different one, the above first */
    bool is_web;                                         /* HTTP was asked */
    const struct phs_http_facts *http;                   /* NULL: unknown when is_web */
    const char *http_reason;

    enum phs_tls_mode mode;
    bool enumerated; /* suites, groups ... were asked for; false in gate mode */
    struct phs_tls_answer traits[PHS_TRAITS], weaknesses[PHS_WEAKNESSES];
    bool has_trait[PHS_TRAITS], has_weakness[PHS_WEAKNESSES]; /* the question applies */
    const char *attack_evidence[PHS_WEAKNESSES];       /* of those that are tried: what was sent and what came back, or NULL */
    PHS_VEC(const char *) alpns;                       /* protocols that it chose */
    unsigned dh_bits;                                  /* smallest field that was used; 0: none */
    const char *dh_prime;                              /* a well-known one: "RFC 3526 group 14", or NULL */
    int64_t ticket_lifetime;                           /* seconds; -1: none was said */
    struct phs_tls_answer client_certificate_accepted; /* ours, when the scope names one */
    bool has_client_certificate;
};

/* Everything unknown, because `why`. */
void phs_tls_facts_init(struct phs_tls_facts *facts, const char *why);

/* From an IANA suite name alone, so that raw and library probes agree. */
bool phs_tls_suite_is_forward_secret(const char *suite);
/* NULL, anonymous, export, RC4, DES, 3DES, RC2, IDEA or MD5. */
bool phs_tls_suite_is_broken(const char *suite);

struct phs_tls_address;
/* The attributes of README.md's tls_endpoint. */
const struct phs_value *phs_tls_attributes(struct phs_arena *arena, const struct phs_tls_address *address,
                                           const struct phs_tls_facts *facts, bool owned, int64_t now);

static inline struct phs_tls_answer phs_tls_yes_no(bool is) {
    return (struct phs_tls_answer){is ? PHS_YES : PHS_NO, NULL};
}

static inline struct phs_tls_answer phs_tls_maybe(const char *why) {
    return (struct phs_tls_answer){PHS_MAYBE, why};
}

static inline void phs_tls_trait_set(struct phs_tls_facts *facts, enum phs_tls_trait trait, struct phs_tls_answer answer) {
    facts->traits[trait] = answer;
    facts->has_trait[trait] = true;
}

#endif
