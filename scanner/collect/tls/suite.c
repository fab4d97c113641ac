/* SPDX-License-Identifier: Apache-2.0 */
/* The traits of versions and suites that follow from their names. */
#include <string.h>

#include "collect/tls/facts.h"

const char *phs_tls_version_word(enum phs_tls_version version) {
    static const char *const words[] = {"ssl2", "ssl3", "tls1_0", "tls1_1", "tls1_2", "tls1_3"};
    return words[version];
}

const char *phs_tls_version_title(enum phs_tls_version version) {
    static const char *const titles[] = {"SSLv2", "SSLv3", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"};
    return titles[version];
}

/* TLS 1.3 names say no key exchange (TLS_AES_128_GCM_SHA256): it is always ephemeral but for pre-shared keys, which nobody
 * offers to a stranger. */
bool phs_tls_suite_is_forward_secret(const char *suite) {
    return strstr(suite, "_WITH_") == NULL || strstr(suite, "DHE_") != NULL || strstr(suite, "DH_anon") != NULL;
}

bool phs_tls_suite_is_broken(const char *suite) {
    static const char *const words[] = {"_NULL",   "_anon_", "EXPORT", "_RC4_",  "_DES_",
                                        "_DES40_", "_3DES_", "_RC2_",  "_IDEA_", "_MD5"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(suite, words[i]))
            return true;
    return false;
}

const char *phs_tls_trait_word(enum phs_tls_trait trait) {
    static const char *const words[PHS_TRAITS] = {
        [PHS_TRAIT_COMPRESSION] = "compression",
        [PHS_TRAIT_HEARTBEAT] = "heartbeat",
        [PHS_TRAIT_EXTENDED_MASTER_SECRET] = "extended_master_secret",
        [PHS_TRAIT_ENCRYPT_THEN_MAC] = "encrypt_then_mac",
        [PHS_TRAIT_SECURE_RENEGOTIATION] = "secure_renegotiation",
        [PHS_TRAIT_SESSION_TICKET] = "session_ticket",
        [PHS_TRAIT_SESSION_ID] = "session_id_resumption",
        [PHS_TRAIT_RESUMPTION] = "resumption",
        [PHS_TRAIT_EARLY_DATA_OFFERED] = "early_data_offered",
        [PHS_TRAIT_EARLY_DATA] = "early_data",
        [PHS_TRAIT_SCT_IN_HANDSHAKE] = "sct_in_handshake",
        [PHS_TRAIT_FALLBACK_SCSV] = "fallback_scsv",
        [PHS_TRAIT_HELLO_TOLERANT] = "hello_tolerant",
        [PHS_TRAIT_NAME_NEEDED] = "name_needed",
        [PHS_TRAIT_MTLS_REQUIRED] = "mtls_required",
        [PHS_TRAIT_POST_QUANTUM] = "post_quantum",
    };
    return words[trait];
}

const char *phs_tls_weakness_word(enum phs_tls_weakness weakness) {
    static const char *const words[PHS_WEAKNESSES] = {
        [PHS_WEAK_DROWN] = "drown",
        [PHS_WEAK_POODLE] = "poodle",
        [PHS_WEAK_FREAK] = "freak",
        [PHS_WEAK_LOGJAM] = "logjam",
        [PHS_WEAK_SWEET32] = "sweet32",
        [PHS_WEAK_RC4] = "rc4",
        [PHS_WEAK_BEAST] = "beast",
        [PHS_WEAK_LUCKY13] = "lucky13",
        [PHS_WEAK_CRIME] = "crime",
        [PHS_WEAK_HEARTBLEED] = "heartbleed",
        [PHS_WEAK_EARLY_CCS] = "early_ccs",
        [PHS_WEAK_ROBOT] = "robot",
        [PHS_WEAK_TICKETBLEED] = "ticketbleed",
        [PHS_WEAK_CLIENT_RENEGOTIATION] = "client_renegotiation",
    };
    return words[weakness];
}

const char *phs_tls_mode_word(enum phs_tls_mode mode) {
    static const char *const words[] = {[PHS_TLS_DEFAULT] = "default", [PHS_TLS_GATE] = "gate", [PHS_TLS_DEEP] = "deep"};
    return words[mode];
}

void phs_tls_facts_init(struct phs_tls_facts *facts, const char *why) {
    const struct phs_tls_answer open = {PHS_MAYBE, why};
    *facts = (struct phs_tls_facts){.tls = open,
                                    .starttls = open,
                                    .null_or_anonymous = open,
                                    .key_transport = open,
                                    .clear_login = PHS_MAYBE,
                                    .ticket_lifetime = -1};
    for (int i = 0; i < PHS_TLS_VERSIONS; i++) {
        struct phs_tls_version_facts *version = &facts->versions[i];
        version->accepted = version->suites.all = version->groups.all = version->sigalgs.all = version->server_order = open;
    }
    for (int i = 0; i < PHS_TRAITS; i++)
        facts->traits[i] = open;
    for (int i = 0; i < PHS_WEAKNESSES; i++)
        facts->weaknesses[i] = open;
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
        [PHS_CERT_BAD_RECEIPT] = "bad-receipt",
        [PHS_CERT_CHAIN_SUPERFLUOUS] = "chain-superfluous",
    };
    return words[problem];
}
