/* SPDX-License-Identifier: Apache-2.0 */
/* Object names from hex. */
#include "parse/pack/oid.h"

static int digit_of(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool phs_oid_parse(struct phs_slice hex, struct phs_oid *ret_oid) {
    struct phs_oid oid;
    if (hex.len != PHS_OID_HEX)
        return false;
    for (size_t i = 0; i < PHS_OID_BYTES; i++) {
        int high = digit_of(hex.ptr[2 * i]), low = digit_of(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        oid.id[i] = (uint8_t)(high << 4 | low);
    }
    *ret_oid = oid;
    return true;
}

struct phs_oid phs_oid_of(const void *bytes) {
    struct phs_oid oid;
    memcpy(oid.id, bytes, PHS_OID_BYTES);
    return oid;
}
