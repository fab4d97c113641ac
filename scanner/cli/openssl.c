/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/openssl.h"

#include <openssl/crypto.h>
#include <openssl/ssl.h>

void phs_openssl_settle(void) {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ATEXIT, NULL);
    OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_SSL_STRINGS, NULL);
}
