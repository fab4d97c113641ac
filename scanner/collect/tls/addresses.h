/* SPDX-License-Identifier: Apache-2.0 */
/* A name with several addresses: each is asked, and one that answers otherwise than the first is an endpoint of its own. */
#ifndef PHS_COLLECT_TLS_ADDRESSES_H
#define PHS_COLLECT_TLS_ADDRESSES_H

#include "model/value_pool.h"

enum { PHS_TLS_MOST_ADDRESSES = 8 }; /* that are asked; names of large services have more */

/* What became of one address. */
struct phs_tls_at {
    const char *address;
    const struct phs_value *attributes; /* as one endpoint; NULL: it was not read */
    const char *why;                    /* why not */
    bool absent;                        /* nobody listens there, or there is no way to it: nothing to be read */
    const char *partly;                 /* why something of it was not read, or NULL */
};

struct phs_tls_spread {
    PHS_VEC(struct phs_tls_at) at; /* the one that speaks for the name first, then in the order of the resolver */
};

/* Attributes (kept in one pool) that say something else, apart from what differs from answer to answer; n of them in ret_keys.
 */
enum { PHS_TLS_MOST_KEYS = 80 };
size_t phs_tls_differences(const struct phs_value *first, const struct phs_value *other,
                           struct phs_slice ret_keys[PHS_TLS_MOST_KEYS]);

/* The attributes of the first with `by_address`: [{address, read, same, differs [attribute], why}]. */
const struct phs_value *phs_tls_with_addresses(struct phs_value_pool *pool, const struct phs_tls_spread *spread);
/* The attributes of another address as an endpoint of its own: `address` and `of`, the endpoint that it belongs to. */
const struct phs_value *phs_tls_as_own(struct phs_value_pool *pool, const struct phs_tls_at *at, const char *of);

#endif
