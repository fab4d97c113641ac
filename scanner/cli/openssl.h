/* SPDX-License-Identifier: Apache-2.0 */
/* How this program wants its OpenSSL. */
#ifndef PHS_CLI_OPENSSL_H
#define PHS_CLI_OPENSSL_H

/* Before the first handshake: what a scan can offer is the same on every machine, whatever its openssl.cnf says, no error of
 * OpenSSL is printed in its words, and nothing is tidied up by a process that ends. */
void phs_openssl_settle(void);

#endif
