/* SPDX-License-Identifier: Apache-2.0 */
/* Network functions for IPv4 and IPv6: cidrhost, cidrnetmask, cidrsubnet, cidrsubnets. */
#include <arpa/inet.h>

#include "collect/terraform/kit.h"

struct network {
    unsigned char address[16];
    int bits; /* 32 or 128 */
    int prefix;
};

static bool parse_network(struct phs_slice text, struct network *ret_network) {
    char copy[64];
    size_t slash = phs_slice_find(text, PHS_SLICE("/"));
    double prefix;
    if (slash >= sizeof copy || !phs_slice_number(phs_slice_n(text.ptr + slash + 1, text.len - slash - 1), &prefix))
        return false;
    memcpy(copy, text.ptr, slash);
    copy[slash] = '\0';
    *ret_network = (struct network){.bits = 32};
    if (inet_pton(AF_INET, copy, ret_network->address) != 1) {
        ret_network->bits = 128;
        if (inet_pton(AF_INET6, copy, ret_network->address) != 1)
            return false;
    }
    if (prefix < 0 || prefix > ret_network->bits)
        return false;
    ret_network->prefix = (int)prefix;
    for (int i = ret_network->prefix; i < ret_network->bits; i++)
        ret_network->address[i / 8] &= (unsigned char)~(0x80 >> i % 8);
    return true;
}

static bool arg_network(const struct phs_tf_args *args, struct network *ret_network, const struct phs_value **ret_bad) {
    struct phs_slice text;
    if (!phs_tf_arg_string(args, 0, &text, ret_bad))
        return false;
    if (parse_network(text, ret_network))
        return true;
    *ret_bad = phs_tf_error(args, "argument 1 is no address with a prefix length");
    return false;
}

/* Adds number, shifted left so that its lowest bit lands on position bit (counted from the left, 1-based end). False on
 * overflow beyond first. */
static bool add_at(struct network *network, uint64_t number, int end, int first) {
    for (int bit = end - 1; number; bit--, number >>= 1) {
        if (bit < first)
            return false;
        if (number & 1)
            network->address[bit / 8] |= (unsigned char)(0x80 >> bit % 8);
    }
    return true;
}

static const struct phs_value *network_text(const struct phs_tf_args *args, const struct network *network, bool prefix) {
    char text[INET6_ADDRSTRLEN];
    inet_ntop(network->bits == 32 ? AF_INET : AF_INET6, network->address, text, sizeof text);
    const char *full = prefix ? phs_printf(args->arena, "%s/%d", text, network->prefix) : phs_strdup(args->arena, text);
    return phs_tf_string(args, phs_slice(full));
}

static const struct phs_value *call_cidrhost(const struct phs_tf_args *args) {
    struct network network;
    int64_t number;
    const struct phs_value *bad;
    if (!arg_network(args, &network, &bad) || !phs_tf_arg_int(args, 1, &number, &bad))
        return bad;
    uint64_t host = (uint64_t)(number < 0 ? -number - 1 : number);
    struct network result = network;
    if (!add_at(&result, host, network.bits, network.prefix))
        return phs_tf_error(args, "the prefix has no room for that host number");
    if (number < 0) /* counted from the end: all host bits turned round */
        for (int i = network.prefix; i < network.bits; i++)
            result.address[i / 8] ^= (unsigned char)(0x80 >> i % 8);
    return network_text(args, &result, false);
}

static const struct phs_value *call_cidrnetmask(const struct phs_tf_args *args) {
    struct network network;
    const struct phs_value *bad;
    if (!arg_network(args, &network, &bad))
        return bad;
    if (network.bits != 32)
        return phs_tf_error(args, "IPv6 has no netmask");
    struct network mask = {.bits = 32, .prefix = 32};
    for (int i = 0; i < network.prefix; i++)
        mask.address[i / 8] |= (unsigned char)(0x80 >> i % 8);
    return network_text(args, &mask, false);
}

static const struct phs_value *call_cidrsubnet(const struct phs_tf_args *args) {
    struct network network;
    int64_t more, number;
    const struct phs_value *bad;
    if (!arg_network(args, &network, &bad) || !phs_tf_arg_int(args, 1, &more, &bad) || !phs_tf_arg_int(args, 2, &number, &bad))
        return bad;
    if (more < 0 || more > network.bits - network.prefix || number < 0)
        return phs_tf_error(args, "the prefix has no room for that many bits");
    int first = network.prefix;
    network.prefix += (int)more;
    if (!add_at(&network, (uint64_t)number, network.prefix, first))
        return phs_tf_error(args, "the new bits cannot hold that network number");
    return network_text(args, &network, true);
}

/* Sets *at to the first address behind the network at *at with this prefix; false when the outer one is full. */
static bool advance(struct network *at, int prefix, int outer) {
    for (int bit = prefix - 1; bit >= outer; bit--) {
        unsigned char mask = (unsigned char)(0x80 >> bit % 8);
        at->address[bit / 8] ^= mask;
        if (at->address[bit / 8] & mask)
            return true;
    }
    return false;
}

static bool is_aligned(const struct network *at, int prefix) {
    for (int bit = prefix; bit < at->bits; bit++)
        if (at->address[bit / 8] & (0x80 >> bit % 8))
            return false;
    return true;
}

/* The next free place where a network of this prefix may begin. */
static bool align(struct network *at, int prefix, int outer) {
    if (is_aligned(at, prefix))
        return true;
    for (int bit = prefix; bit < at->bits; bit++)
        at->address[bit / 8] &= (unsigned char)~(0x80 >> bit % 8);
    return advance(at, prefix, outer);
}

static const struct phs_value *call_cidrsubnets(const struct phs_tf_args *args) {
    struct network network;
    const struct phs_value *bad;
    const struct phs_value **items = PHS_NEW_N(args->arena, const struct phs_value *, args->n);
    for (size_t i = 1; i < args->n && args->at[0]->kind == PHS_UNKNOWN; i++)
        items[i - 1] = phs_tf_because(args, args->at[0]);
    if (args->at[0]->kind == PHS_UNKNOWN && args->at[0]->unknown.reason != PHS_WHY_ERROR)
        return phs_tf_list(args, items, args->n - 1); /* as many as were asked for */
    if (!arg_network(args, &network, &bad))
        return bad;
    struct network at = network;
    bool room = true;
    for (size_t i = 1; i < args->n; i++) {
        int64_t more;
        if (!phs_tf_arg_int(args, i, &more, &bad))
            return bad;
        if (more < 1 || more > network.bits - network.prefix)
            return phs_tf_error(args, "argument %zu is no number of bits that fits", i + 1);
        int prefix = network.prefix + (int)more;
        if (!room || !align(&at, prefix, network.prefix))
            return phs_tf_error(args, "the prefix has no room for all networks");
        at.prefix = prefix;
        items[i - 1] = network_text(args, &at, true);
        room = advance(&at, prefix, network.prefix);
    }
    return phs_tf_list(args, items, args->n - 1);
}

const struct phs_tf_function phs_tf_cidr_functions[] = {
    {"cidrhost", 2, 2, 0, call_cidrhost},
    {"cidrnetmask", 1, 1, 0, call_cidrnetmask},
    {"cidrsubnet", 3, 3, 0, call_cidrsubnet},
    {"cidrsubnets", 1, -1, PHS_TF_OWN, call_cidrsubnets},
    {0},
};
