/* SPDX-License-Identifier: Apache-2.0 */
/* Facts of a certificate -> the attribute `certificate` of a tls_endpoint (scanner/model/README.md). */
#ifndef PHS_COLLECT_TLS_CERTIFICATE_VALUE_H
#define PHS_COLLECT_TLS_CERTIFICATE_VALUE_H

#include "collect/tls/facts.h"
#include "model/value.h"

/* NULL for NULL. problems are bits of enum phs_cert_problem: those of this certificate or of all that an endpoint shows. */
const struct phs_value *phs_cert_value(struct phs_arena *arena, const struct phs_cert_facts *facts, unsigned problems,
                                       int64_t now);

#endif
