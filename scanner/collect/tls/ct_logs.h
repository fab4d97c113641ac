/* SPDX-License-Identifier: Apache-2.0 */
/* Transparency logs whose receipts can be told from made-up ones: a list in the format that browsers read (log list version 3,
 * JSON), which the person who scans hands over; none comes with this program. */
#ifndef PHS_COLLECT_TLS_CT_LOGS_H
#define PHS_COLLECT_TLS_CT_LOGS_H

#include <openssl/x509.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"
#include "parse/sct.h"

struct phs_ct_log {
    uint8_t id[PHS_SCT_LOG_BYTES]; /* SHA-256 of the key (RFC 6962, 3.2) */
    EVP_PKEY *key;
};

struct phs_ct_logs {
    PHS_VEC(struct phs_ct_log) items;
};

/* Entries without a readable key, or with an id that is not their key's, are left out; a list without any entry is PHS_E_INPUT.
 */
enum phs_code phs_ct_logs_parse(struct phs_arena *arena, struct phs_slice bytes, const struct phs_ct_logs **ret_logs,
                                struct phs_err *err);
enum phs_code phs_ct_logs_read(struct phs_arena *arena, const char *file, const struct phs_ct_logs **ret_logs,
                               struct phs_err *err);

/* What a receipt is about: a certificate as it is, or what its authority showed the log before (RFC 6962, 3.2). */
struct phs_ct_entry {
    bool before; /* body is the TBSCertificate without the receipts, issuer_key the hash of the issuer's key */
    uint8_t issuer_key[32];
    struct phs_slice body;
};

enum phs_ct_word { PHS_CT_VERIFIED, PHS_CT_WRONG, PHS_CT_UNLISTED };
/* now: seconds; a receipt of the future is wrong. */
enum phs_ct_word phs_ct_logs_judge(const struct phs_ct_logs *logs, const struct phs_sct *receipt,
                                   const struct phs_ct_entry *entry, int64_t now);

#endif
