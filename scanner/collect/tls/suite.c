/* SPDX-License-Identifier: Apache-2.0 */
/* The traits of versions and suites that follow from their names. */
#include <string.h>

#include "collect/tls/facts.h"

const char *phs_tls_version_word(enum phs_tls_version version) {
    static const char *const words[] = {"tls1_0", "tls1_1", "tls1_2", "tls1_3"};
    return words[version];
}

const char *phs_tls_version_title(enum phs_tls_version version) {
    static const char *const titles[] = {"TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"};
    return titles[version];
}

/* TLS 1.3 names say no key exchange (TLS_AES_128_GCM_SHA256): it is always ephemeral but for pre-shared keys, which nobody
 * offers to a stranger. */
bool phs_tls_suite_is_forward_secret(const char *suite) {
    return strstr(suite, "_WITH_") == NULL || strstr(suite, "DHE_") != NULL || strstr(suite, "DH_anon") != NULL;
}

bool phs_tls_suite_is_broken(const char *suite) {
    static const char *const words[] = {"_NULL", "_anon_", "EXPORT", "_RC4_", "_DES_", "_DES40_", "_3DES_",
                                        "_RC2_", "_IDEA_", "_MD5"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(suite, words[i]))
            return true;
    return false;
}

const char *phs_cert_problem_word(enum phs_cert_problem problem) {
    static const char *const words[PHS_CERT_PROBLEMS] = {
        [PHS_CERT_EXPIRED] = "expired",
        [PHS_CERT_NOT_YET_VALID] = "not-yet-valid",
        [PHS_CERT_NAME_MISMATCH] = "name-mismatch",
        [PHS_CERT_SELF_SIGNED] = "self-signed",
        [PHS_CERT_UNKNOWN_ISSUER] = "unknown-issuer",
        [PHS_CERT_MISSING_INTERMEDIATE] = "missing-intermediate",
        [PHS_CERT_BAD_SIGNATURE] = "bad-signature",
        [PHS_CERT_NOT_FOR_SERVERS] = "not-for-servers",
        [PHS_CERT_BAD_CHAIN] = "bad-chain",
        [PHS_CERT_CHAIN_EXPIRED] = "chain-expired",
        [PHS_CERT_CHAIN_NOT_YET_VALID] = "chain-not-yet-valid",
        [PHS_CERT_WEAK_KEY] = "weak-key",
        [PHS_CERT_WEAK_SIGNATURE] = "weak-signature",
        [PHS_CERT_LONG_VALIDITY] = "long-validity",
        [PHS_CERT_REVOKED] = "revoked",
        [PHS_CERT_NO_STAPLE] = "no-staple",
        [PHS_CERT_BAD_STAPLE] = "bad-staple",
        [PHS_CERT_NAME_FORBIDDEN] = "name-forbidden",
        [PHS_CERT_NO_NAMES] = "no-alternative-names",
        [PHS_CERT_IS_AUTHORITY] = "is-authority",
        [PHS_CERT_CHAIN_DISORDERED] = "chain-disordered",
        [PHS_CERT_CHAIN_SUPERFLUOUS] = "chain-superfluous",
    };
    return words[problem];
}
