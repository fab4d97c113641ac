/* SPDX-License-Identifier: Apache-2.0 */
/* A chain as the server sent it -> every problem it has; and what is trusted. */
#ifndef PHS_COLLECT_TLS_CERTIFICATE_H
#define PHS_COLLECT_TLS_CERTIFICATE_H

#include <openssl/x509.h>

#include "collect/tls/address.h"
#include "collect/tls/ct_logs.h"
#include "collect/tls/facts.h"

struct phs_trust {
    X509_STORE *store;              /* what a caller filled; NULL where phs_trust_open made it */
    struct phs_trust_lazy *lazy;    /* what phs_trust_open found, or will */
    const char *empty;              /* why nobody can be trusted or distrusted, beside what lazy says */
    const char *ca_problem;         /* why the CA file was not read, or NULL */
    bool own_roots;                 /* a CA file was named, so the authority may be a private one */
    const struct phs_ct_logs *logs; /* whose receipts count; NULL: nobody named a list */
    const char *logs_problem;       /* why the list was not read, or NULL */
};

/* The system's roots, and those of a PEM file when ca_file is not NULL. */
struct phs_trust phs_trust_open(struct phs_arena *arena, const char *ca_file);
/* For one thread. The system's roots are looked for when they are first asked for, and decoded when a chain names them. */
X509_STORE *phs_trust_store(const struct phs_trust *trust);
/* Why nobody can be trusted or distrusted: this machine has no roots, a CA file was not read. NULL: it can be told. */
const char *phs_trust_empty(const struct phs_trust *trust);

/* What one handshake showed. */
struct phs_cert_shown {
    const char *shown_as;    /* as in the facts */
    STACK_OF(X509) * chain;  /* the leaf first; may be empty */
    struct phs_slice staple; /* an OCSPResponse as it came, or no bytes */
    struct phs_slice scts;   /* a SignedCertificateTimestampList as it came, or no bytes */
    bool staple_unasked;     /* nobody asked for one, so that none came says nothing */
};

/* Judges it at the time now; NULL for an empty chain. */
const struct phs_cert_facts *phs_cert_judge(struct phs_arena *arena, const struct phs_cert_shown *shown,
                                            const struct phs_trust *trust, const struct phs_tls_address *address, int64_t now);

/* A chain of DER certificates as a Certificate message holds them; what is none ends it. The stack is the arena's. */
STACK_OF(X509) * phs_cert_chain(struct phs_arena *arena, const struct phs_slice *der, size_t n);

/* A chain alone: nobody asked for a staple. */
const struct phs_cert_facts *phs_cert_read(struct phs_arena *arena, STACK_OF(X509) * chain, const struct phs_trust *trust,
                                           const struct phs_tls_address *address, int64_t now);

#endif
