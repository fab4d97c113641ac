/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses and networks as ranges of bytes; host bits are ignored. */
#include <arpa/inet.h>

#include "judge/policy/node.h"

static bool read_bits(struct phs_slice text, unsigned max, unsigned *ret_bits) {
    unsigned bits = 0;
    if (text.len == 0 || text.len > 3)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        bits = bits * 10 + (unsigned)(text.ptr[i] - '0');
    }
    *ret_bits = bits;
    return bits <= max;
}

/* A dotted netmask or hostmask behind the slash, as Python's ipaddress takes it. */
static bool read_mask(const char *text, unsigned *ret_bits) {
    uint8_t mask[4];
    if (inet_pton(AF_INET, text, mask) != 1)
        return false;
    uint32_t m = (uint32_t)mask[0] << 24 | (uint32_t)mask[1] << 16 | (uint32_t)mask[2] << 8 | mask[3];
    if (m && !(m & 0x80000000U))
        m = ~m;
    unsigned bits = m ? 32 - (unsigned)__builtin_ctz(m) : 0;
    *ret_bits = bits;
    return m == (bits ? 0xFFFFFFFFU << (32 - bits) : 0);
}

static void spread(struct network *network, const uint8_t *address, unsigned bits) {
    size_t size = network->v6 ? 16 : 4;
    for (size_t i = 0; i < size; i++) {
        unsigned here = bits >= (i + 1) * 8 ? 8 : bits > i * 8 ? bits - (unsigned)i * 8 : 0;
        uint8_t mask = (uint8_t)(0xFF00U >> here);
        network->low[i] = address[i] & mask;
        network->high[i] = (uint8_t)(address[i] | (uint8_t)~mask);
    }
}

bool phs_network_read(struct phs_slice text, struct network *ret_network) {
    struct network network = {0};
    struct phs_slice rest = phs_slice_trim(text), address;
    char copy[64], mask[20];
    if (!phs_slice_cut(&rest, '/', &address) || address.len >= sizeof copy || rest.len >= sizeof mask)
        return false;
    bool has_mask = address.len < phs_slice_trim(text).len;
    memcpy(copy, address.ptr, address.len);
    copy[address.len] = '\0';
    if (rest.len)
        memcpy(mask, rest.ptr, rest.len);
    mask[rest.len] = '\0';
    uint8_t bytes[16];
    network.v6 = memchr(copy, ':', address.len) != NULL;
    unsigned bits = network.v6 ? 128 : 32;
    if (inet_pton(network.v6 ? AF_INET6 : AF_INET, copy, bytes) != 1)
        return false;
    if (has_mask && !read_bits(rest, bits, &bits) && (network.v6 || !read_mask(mask, &bits)))
        return false;
    spread(&network, bytes, bits);
    *ret_network = network;
    return true;
}
