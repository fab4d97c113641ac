/* SPDX-License-Identifier: Apache-2.0 */
/* Address ranges that are everybody, whole or in halves. */
#include "relate/ranges.h"

enum { WIDEST_OWNED_IPV4 = 8, WIDEST_OWNED_IPV6 = 12 }; /* a registry hands out nothing wider to one holder */

/* fc00::/7, fe80::/10 and ff00::/8 lead to nobody far away. */
static bool is_local_ipv6(struct phs_slice address) {
    if (address.len < 4 || (address.ptr[0] | 0x20) != 'f')
        return false;
    char second = (char)(address.ptr[1] | 0x20);
    return second == 'c' || second == 'd' || second == 'e' || second == 'f';
}

bool phs_range_is_everybody(struct phs_slice text) {
    struct phs_slice rest = phs_slice_trim(text), address;
    double bits;
    if (!phs_slice_cut(&rest, '/', &address) || !rest.len || rest.len > 3 || !phs_slice_number(rest, &bits))
        return false;
    for (size_t i = 0; i < address.len; i++)
        if (address.ptr[i] == ':')
            return bits == 0 || (bits < WIDEST_OWNED_IPV6 && !is_local_ipv6(address));
    return bits < WIDEST_OWNED_IPV4;
}
