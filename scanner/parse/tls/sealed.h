/* SPDX-License-Identifier: Apache-2.0 */
/* What a server of TLS 1.3 seals behind its hello, opened without reckoning on a curve: our share is the base point of P-256,
 * so our key is 1, and the secret that both have is the x-coordinate of the server's share. Whoever listens can open it, too:
 * it is asked for nothing but which certificate and which signature come. */
#ifndef PHS_PARSE_TLS_SEALED_H
#define PHS_PARSE_TLS_SEALED_H

#include <nettle/gcm.h>

#include "base/slice.h"

enum {
    PHS_SEALED_SUITE = 0x1301, /* the only one that is opened: TLS_AES_128_GCM_SHA256 */
    PHS_SEALED_GROUP = 23,     /* P-256 */
};

struct phs_sealed {
    struct gcm_aes128_ctx cipher;
    uint8_t iv[12];
    uint64_t number; /* of the next record */
};

/* The keys of the server's handshake records (RFC 8446, 7.1 and 7.3). The messages are whole, with their type and length; share
 * is that of the server's hello. False when it is no uncompressed point. */
bool phs_sealed_begin(struct phs_sealed *sealed, struct phs_slice client_hello, struct phs_slice server_hello,
                      struct phs_slice share);
/* Opens one record: five bytes of head, and its body. The content goes to ret_plain (room for body.len), without padding; its
 * type stands behind it (RFC 8446, 5.2 to 5.4). False when it was not sealed with these keys. */
bool phs_sealed_open(struct phs_sealed *sealed, struct phs_slice head, struct phs_slice body, uint8_t *ret_plain,
                     size_t *ret_length, unsigned *ret_type);

#endif
