/* SPDX-License-Identifier: Apache-2.0 */
/* One handshake message of a server into the flight; used by flight.c alone. */
#ifndef PHS_PARSE_TLS_MESSAGE_H
#define PHS_PARSE_TLS_MESSAGE_H

#include "parse/tls/flight.h"

/* False with flight->why when the message breaks the rules. */
bool phs_tls_message_read(struct phs_tls_flight *flight, unsigned type, struct phs_slice body);
/* A whole SSLv2 record. */
bool phs_ssl2_message_read(struct phs_tls_flight *flight, struct phs_slice body);

#endif
