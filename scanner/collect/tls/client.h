/* SPDX-License-Identifier: Apache-2.0 */
/* What the scope says about us as a client: our certificate and key, and the proxy on the way. Never in any output. */
#ifndef PHS_COLLECT_TLS_CLIENT_H
#define PHS_COLLECT_TLS_CLIENT_H

#include "base/err.h"
#include "collect/tls/address.h"
#include "collect/tls/full.h"
#include "model/run.h"

/* PEM files of the target, relative to folder. A clause that says which file and never what is in it. */
enum phs_code phs_client_read(struct phs_arena *arena, const char *folder, const struct phs_target *target,
                              const struct phs_client **ret_client, struct phs_err *err);

/* "host:port" of the target's proxy, else of https_proxy in the environment unless no_proxy or a loopback address says
 * otherwise; NULL: none. "none" in the scope means none. */
const char *phs_client_proxy(struct phs_arena *arena, const struct phs_target *target, const struct phs_tls_address *address);

#endif
