/* SPDX-License-Identifier: Apache-2.0 */
/* Code points of TLS as data: cipher suites, groups and signature algorithms with their IANA names and what follows from them.
 */
#ifndef PHS_PARSE_TLS_SUITE_H
#define PHS_PARSE_TLS_SUITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Traits of a suite: a set of bits. */
enum {
    PHS_SUITE_TLS13 = 1 << 0, /* names no key exchange */
    PHS_SUITE_ECDHE = 1 << 1,
    PHS_SUITE_DHE = 1 << 2,
    PHS_SUITE_STATIC_DH = 1 << 3,
    PHS_SUITE_RSA_KX = 1 << 4, /* the client encrypts the secret to the key of the certificate */
    PHS_SUITE_SHARED = 1 << 5, /* needs a secret that a stranger has not: PSK, SRP, Kerberos, password */
    PHS_SUITE_GOST = 1 << 6,
    PHS_SUITE_ECDSA = 1 << 7,
    PHS_SUITE_DSS = 1 << 8,
    PHS_SUITE_ANON = 1 << 9,
    PHS_SUITE_NO_CIPHER = 1 << 10,
    PHS_SUITE_EXPORT = 1 << 11,
    PHS_SUITE_RC4 = 1 << 12,
    PHS_SUITE_RC2 = 1 << 13,
    PHS_SUITE_DES = 1 << 14,
    PHS_SUITE_TRIPLE_DES = 1 << 15,
    PHS_SUITE_IDEA = 1 << 16,
    PHS_SUITE_MD5 = 1 << 17,
    PHS_SUITE_CBC = 1 << 18,
    PHS_SUITE_AEAD = 1 << 19,
    PHS_SUITE_SEED = 1 << 20,
    PHS_SUITE_CAMELLIA = 1 << 21,
    PHS_SUITE_ARIA = 1 << 22,
    PHS_SUITE_SINCE_1_2 = 1 << 23, /* not to be negotiated below TLS 1.2 */
    PHS_SUITE_LISTED = 1 << 24,    /* SP 800-52r2, 3.3.1.1 and 3.3.1.2 */
    PHS_SUITE_BROKEN = PHS_SUITE_ANON | PHS_SUITE_NO_CIPHER | PHS_SUITE_EXPORT | PHS_SUITE_RC4 | PHS_SUITE_RC2 | PHS_SUITE_DES |
                       PHS_SUITE_TRIPLE_DES | PHS_SUITE_IDEA | PHS_SUITE_MD5
};

struct phs_tls_suite {
    uint16_t id;
    const char *name; /* IANA; with _OLD where a draft's code point was in use before the registry had one */
    uint32_t traits;
};

/* All of them, by code point. */
const struct phs_tls_suite *phs_tls_suites(size_t *ret_n);
/* NULL for what is not in the table. */
const struct phs_tls_suite *phs_tls_suite_find(uint16_t id);
/* The suites with any of `any` (0: all) and none of `none`, the stronger kinds first; at most cap, how many are written. */
size_t phs_tls_suites_pick(uint32_t any, uint32_t none, uint16_t *ret_ids, size_t cap);

struct phs_tls_code {
    uint16_t id;
    const char *name;
};

enum { PHS_GROUP_P256 = 23 };
/* Named groups in the order in which we offer them: curves, finite fields, and the hybrids with ML-KEM. NULL for others. */
const struct phs_tls_code *phs_tls_groups(size_t *ret_n);
const char *phs_tls_group_name(uint16_t id);
bool phs_tls_group_is_post_quantum(uint16_t id);
bool phs_tls_group_is_finite_field(uint16_t id);

const struct phs_tls_code *phs_tls_sigalgs(size_t *ret_n);
const char *phs_tls_sigalg_name(uint16_t id);

/* SSLv2 cipher kinds have three bytes. */
struct phs_ssl2_kind {
    uint32_t id;
    const char *name;
};
const struct phs_ssl2_kind *phs_ssl2_kinds(size_t *ret_n);
const char *phs_ssl2_kind_name(uint32_t id);

/* "handshake_failure"; "unknown" for no alert of the registry. */
const char *phs_tls_alert_name(uint8_t alert);

#endif
