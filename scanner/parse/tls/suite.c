/* SPDX-License-Identifier: Apache-2.0 */
/* Looking code points up, and the shorter tables: groups, signature algorithms, SSLv2 kinds, alerts. */
#include "parse/tls/suite.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

const struct phs_tls_suite *phs_tls_suite_find(uint16_t id) {
    size_t n, low = 0;
    const struct phs_tls_suite *table = phs_tls_suites(&n);
    for (size_t high = n; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (table[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && table[low].id == id ? &table[low] : NULL;
}

/* Stronger kinds first, so that a server that takes the client's first choice shows its best. */
static int rank(const struct phs_tls_suite *suite) {
    if (suite->traits & PHS_SUITE_BROKEN)
        return 2;
    return suite->traits & PHS_SUITE_AEAD ? 0 : 1;
}

size_t phs_tls_suites_pick(uint32_t any, uint32_t none, uint16_t *ret_ids, size_t cap) {
    size_t n, count = 0;
    const struct phs_tls_suite *table = phs_tls_suites(&n);
    for (int wanted = 0; wanted <= 2; wanted++)
        for (size_t i = 0; i < n; i++)
            if ((!any || table[i].traits & any) && !(table[i].traits & none) && rank(&table[i]) == wanted && count < cap)
                ret_ids[count++] = table[i].id;
    return count;
}

/* IANA, "TLS Supported Groups". */
static const struct phs_tls_code groups[] = {
    {29, "x25519"},
    {23, "secp256r1"},
    {24, "secp384r1"},
    {25, "secp521r1"},
    {30, "x448"},
    {0x11ec, "X25519MLKEM768"},
    {0x11eb, "SecP256r1MLKEM768"},
    {0x11ed, "SecP384r1MLKEM1024"},
    {0x0200, "MLKEM512"},
    {0x0201, "MLKEM768"},
    {0x0202, "MLKEM1024"},
    {0x6399, "X25519Kyber768Draft00"},
    {256, "ffdhe2048"},
    {257, "ffdhe3072"},
    {258, "ffdhe4096"},
    {259, "ffdhe6144"},
    {260, "ffdhe8192"},
    {26, "brainpoolP256r1"},
    {27, "brainpoolP384r1"},
    {28, "brainpoolP512r1"},
    {31, "brainpoolP256r1tls13"},
    {32, "brainpoolP384r1tls13"},
    {33, "brainpoolP512r1tls13"},
    {41, "curveSM2"},
    {22, "secp256k1"},
    {21, "secp224r1"},
    {20, "secp224k1"},
    {19, "secp192r1"},
    {18, "secp192k1"},
    {17, "secp160r2"},
    {16, "secp160r1"},
    {15, "secp160k1"},
    {14, "sect571r1"},
    {13, "sect571k1"},
    {12, "sect409r1"},
    {11, "sect409k1"},
    {10, "sect283r1"},
    {9, "sect283k1"},
    {8, "sect239k1"},
    {7, "sect233r1"},
    {6, "sect233k1"},
    {5, "sect193r2"},
    {4, "sect193r1"},
    {3, "sect163r2"},
    {2, "sect163r1"},
    {1, "sect163k1"},
    {34, "GC256A"},
    {35, "GC256B"},
    {36, "GC256C"},
    {37, "GC256D"},
    {38, "GC512A"},
    {39, "GC512B"},
    {40, "GC512C"},
};

/* IANA, "TLS SignatureScheme", and the pairs of hash and signature of TLS 1.2 that have no name of their own there. */
static const struct phs_tls_code sigalgs[] = {
    {0x0403, "ecdsa_secp256r1_sha256"},
    {0x0503, "ecdsa_secp384r1_sha384"},
    {0x0603, "ecdsa_secp521r1_sha512"},
    {0x0807, "ed25519"},
    {0x0808, "ed448"},
    {0x0809, "rsa_pss_pss_sha256"},
    {0x080a, "rsa_pss_pss_sha384"},
    {0x080b, "rsa_pss_pss_sha512"},
    {0x0804, "rsa_pss_rsae_sha256"},
    {0x0805, "rsa_pss_rsae_sha384"},
    {0x0806, "rsa_pss_rsae_sha512"},
    {0x0401, "rsa_pkcs1_sha256"},
    {0x0501, "rsa_pkcs1_sha384"},
    {0x0601, "rsa_pkcs1_sha512"},
    {0x081a, "ecdsa_brainpoolP256r1tls13_sha256"},
    {0x081b, "ecdsa_brainpoolP384r1tls13_sha384"},
    {0x081c, "ecdsa_brainpoolP512r1tls13_sha512"},
    {0x0708, "sm2sig_sm3"},
    {0x0904, "mldsa44"},
    {0x0905, "mldsa65"},
    {0x0906, "mldsa87"},
    {0x0303, "ecdsa_sha224"},
    {0x0301, "rsa_pkcs1_sha224"},
    {0x0302, "dsa_sha224"},
    {0x0402, "dsa_sha256"},
    {0x0502, "dsa_sha384"},
    {0x0602, "dsa_sha512"},
    {0x0203, "ecdsa_sha1"},
    {0x0201, "rsa_pkcs1_sha1"},
    {0x0202, "dsa_sha1"},
    {0x0101, "rsa_pkcs1_md5"},
};

/* Hickman, "The SSL Protocol", 1995; the last two of SSLeay. */
static const struct phs_ssl2_kind kinds[] = {
    {0x010080, "SSL_CK_RC4_128_WITH_MD5"},          {0x020080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5"},
    {0x030080, "SSL_CK_RC2_128_CBC_WITH_MD5"},      {0x040080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5"},
    {0x050080, "SSL_CK_IDEA_128_CBC_WITH_MD5"},     {0x060040, "SSL_CK_DES_64_CBC_WITH_MD5"},
    {0x0700c0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5"}, {0x080080, "SSL_CK_RC4_64_WITH_MD5"},
    {0x060140, "SSL_CK_DES_64_CBC_WITH_SHA"},       {0x0701c0, "SSL_CK_DES_192_EDE3_CBC_WITH_SHA"},
};

/* RFC 8446, 6, and the alerts that it took out. */
static const struct phs_tls_code alerts[] = {
    {0, "close_notify"},
    {10, "unexpected_message"},
    {20, "bad_record_mac"},
    {21, "decryption_failed"},
    {22, "record_overflow"},
    {30, "decompression_failure"},
    {40, "handshake_failure"},
    {41, "no_certificate"},
    {42, "bad_certificate"},
    {43, "unsupported_certificate"},
    {44, "certificate_revoked"},
    {45, "certificate_expired"},
    {46, "certificate_unknown"},
    {47, "illegal_parameter"},
    {48, "unknown_ca"},
    {49, "access_denied"},
    {50, "decode_error"},
    {51, "decrypt_error"},
    {60, "export_restriction"},
    {70, "protocol_version"},
    {71, "insufficient_security"},
    {80, "internal_error"},
    {86, "inappropriate_fallback"},
    {90, "user_canceled"},
    {100, "no_renegotiation"},
    {109, "missing_extension"},
    {110, "unsupported_extension"},
    {112, "unrecognized_name"},
    {113, "bad_certificate_status_response"},
    {115, "unknown_psk_identity"},
    {116, "certificate_required"},
    {120, "no_application_protocol"},
};

static const char *name_of(const struct phs_tls_code *table, size_t n, uint16_t id) {
    for (size_t i = 0; i < n; i++)
        if (table[i].id == id)
            return table[i].name;
    return NULL;
}

const struct phs_tls_code *phs_tls_groups(size_t *ret_n) {
    *ret_n = COUNT(groups);
    return groups;
}

const char *phs_tls_group_name(uint16_t id) {
    return name_of(groups, COUNT(groups), id);
}

bool phs_tls_group_is_post_quantum(uint16_t id) {
    return (id >= 0x11eb && id <= 0x11ed) || (id >= 0x0200 && id <= 0x0202) || id == 0x6399;
}

bool phs_tls_group_is_finite_field(uint16_t id) {
    return id >= 256 && id <= 511;
}

const struct phs_tls_code *phs_tls_sigalgs(size_t *ret_n) {
    *ret_n = COUNT(sigalgs);
    return sigalgs;
}

const char *phs_tls_sigalg_name(uint16_t id) {
    return name_of(sigalgs, COUNT(sigalgs), id);
}

const struct phs_ssl2_kind *phs_ssl2_kinds(size_t *ret_n) {
    *ret_n = COUNT(kinds);
    return kinds;
}

const char *phs_ssl2_kind_name(uint32_t id) {
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i].id == id)
            return kinds[i].name;
    return NULL;
}

const char *phs_tls_alert_name(uint8_t alert) {
    const char *name = name_of(alerts, COUNT(alerts), alert);
    return name ? name : "unknown";
}
