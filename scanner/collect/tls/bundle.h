/* SPDX-License-Identifier: Apache-2.0 */
/* A PEM file of authorities, of which a chain needs one or none: each is decoded only when a chain names it. OpenSSL's own
 * reader of such files decodes all of them first, which takes longer than all that a scan asks an endpoint. */
#ifndef PHS_COLLECT_TLS_BUNDLE_H
#define PHS_COLLECT_TLS_BUNDLE_H

#include <openssl/x509_vfy.h>

#include "base/arena.h"

/* The certificates of a PEM text ("CERTIFICATE", "X509 CERTIFICATE" and OpenSSL's "TRUSTED CERTIFICATE"), found by the names of
 * their subjects (RFC 5280, 7.1, as X509_NAME_cmp compares them) whenever the store is asked for an issuer. The bytes must live
 * as long as the store, which is used by one thread. Returns how many there are: blocks whose subject can
 * be read. */
size_t phs_bundle_add(struct phs_arena *arena, X509_STORE *store, struct phs_slice pem);

/* The same for a file that is read when the store first asks for an issuer that nothing else knows: load says its bytes, or
 * none. */
typedef struct phs_slice phs_bundle_load(void *user);
void phs_bundle_add_later(struct phs_arena *arena, X509_STORE *store, phs_bundle_load *load, void *user);

#endif
