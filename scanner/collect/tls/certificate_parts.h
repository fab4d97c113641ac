/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that judge certificates share. */
#ifndef PHS_COLLECT_TLS_CERTIFICATE_PARTS_H
#define PHS_COLLECT_TLS_CERTIFICATE_PARTS_H

#include <openssl/ocsp.h>

#include "collect/tls/certificate.h"

static inline void phs_cert_accuse(struct phs_cert_facts *facts, enum phs_cert_problem which) {
    facts->problems |= 1u << which;
}

static inline bool phs_cert_accused(const struct phs_cert_facts *facts, enum phs_cert_problem which) {
    return facts->problems & (1u << which);
}

bool phs_cert_time(const ASN1_TIME *time, int64_t *ret_when);

/* "R3, Let's Encrypt": as people name an authority. */
const char *phs_cert_issuer(struct phs_arena *arena, X509 *leaf);
void phs_cert_names(struct phs_arena *arena, X509 *leaf, struct phs_cert_facts *facts);
void phs_cert_host(X509 *leaf, const struct phs_tls_address *address, struct phs_cert_facts *facts);

/* Whom the chain leads to. The path that was found when it is trusted, else NULL; release with sk_X509_pop_free. */
STACK_OF(X509) *
    phs_cert_path(STACK_OF(X509) * chain, const struct phs_trust *trust, int64_t now, struct phs_cert_facts *facts);
/* How the chain was sent, against the path that was found (NULL: none). */
void phs_cert_order(STACK_OF(X509) * chain, STACK_OF(X509) * path, struct phs_cert_facts *facts);

/* issuer may be NULL: nobody knows who signs for it. */
void phs_cert_staple(const struct phs_cert_shown *shown, X509 *leaf, X509 *issuer, int64_t now, struct phs_cert_facts *facts);
/* NULL for what is none; the caller frees it. */
OCSP_RESPONSE *phs_cert_staple_decode(struct phs_slice staple);
/* Receipts of the certificate, the handshake and the staple; logs and issuer may be NULL. */
void phs_cert_receipts(const struct phs_cert_shown *shown, X509 *leaf, X509 *issuer, const struct phs_ct_logs *logs,
                       int64_t now, struct phs_cert_facts *facts);

#endif
