/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/openssl.h"

#include <openssl/crypto.h>
#include <openssl/ssl.h>

void phs_openssl_settle(void) {
    /* Ciphers by their old names are wanted by nobody here; digests are, by signatures of certificates. */
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ATEXIT |
                            OPENSSL_INIT_NO_ADD_ALL_CIPHERS,
                        NULL);
    OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_SSL_STRINGS, NULL);
}
