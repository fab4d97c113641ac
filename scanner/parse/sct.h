/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts of certificate transparency logs: the list of RFC 6962, 3.3, as certificates, staples and handshakes carry it. */
#ifndef PHS_PARSE_SCT_H
#define PHS_PARSE_SCT_H

#include <stdint.h>

#include "base/slice.h"

enum { PHS_SCT_MOST = 64, PHS_SCT_LOG_BYTES = 32 };

struct phs_sct {
    unsigned char log[PHS_SCT_LOG_BYTES];
    uint64_t timestamp;            /* milliseconds since 1970 */
    unsigned char hash, signature; /* of TLS 1.2: 4 is SHA-256; 1 RSA, 3 ECDSA */
    struct phs_slice extensions, signed_with; /* of the bytes that were read */
};

struct phs_sct_list {
    struct phs_sct at[PHS_SCT_MOST];
    size_t n;
    bool malformed; /* something in it was no receipt of version 1 */
};

void phs_sct_read(struct phs_slice bytes, struct phs_sct_list *ret_list);

#endif
