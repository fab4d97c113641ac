/* SPDX-License-Identifier: Apache-2.0 */
/* libcrypto verifies receipts only against a list in a format of its own, so what was signed is put together here. */
#include "collect/tls/ct_logs.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "model/value.h"
#include "parse/json.h"

enum {
    MOST_BYTES = 8 << 20,
    MOST_LOGS = 2000,
    LONGEST_KEY = 4096, /* base64 */
    SHA256_HASH = 4,    /* RFC 5246, 7.4.1.4.1 */
    RSA_SIGNATURE = 1,
    ECDSA_SIGNATURE = 3,
    SKEW = 300, /* seconds by which clocks may differ */
};

static void free_key(void *key) {
    EVP_PKEY_free(key);
}

/* The bytes of a base64 text; 0 for what is none. */
static size_t decode(struct phs_slice text, uint8_t *out, size_t size) {
    size_t padding = 0;
    while (padding < 2 && padding < text.len && text.ptr[text.len - 1 - padding] == '=')
        padding++;
    if (!text.len || text.len % 4 || text.len / 4 * 3 > size)
        return 0;
    int n = EVP_DecodeBlock(out, (const unsigned char *)text.ptr, (int)text.len);
    return n > 0 && (size_t)n > padding ? (size_t)n - padding : 0;
}

static void add_log(struct phs_arena *arena, struct phs_ct_logs *logs, const struct phs_value *entry) {
    uint8_t der[LONGEST_KEY], id[64];
    struct phs_ct_log log;
    size_t n = decode(phs_text(phs_get(entry, "key")), der, sizeof der);
    const unsigned char *at = der;
    EVP_PKEY *key = n ? d2i_PUBKEY(NULL, &at, (long)n) : NULL;
    if (!key || logs->items.n >= MOST_LOGS) {
        EVP_PKEY_free(key);
        return;
    }
    phs_arena_adopt(arena, key, free_key);
    log.key = key;
    phs_sha256_of(phs_slice_n((const char *)der, n), log.id);
    if (decode(phs_text(phs_get(entry, "log_id")), id, sizeof id) == sizeof log.id && memcmp(id, log.id, sizeof log.id) == 0)
        PHS_PUSH(arena, logs->items, log);
}

static void add_logs(struct phs_arena *arena, struct phs_ct_logs *logs, const struct phs_value *list) {
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        add_log(arena, logs, list->list.at[i]);
}

enum phs_code phs_ct_logs_parse(struct phs_arena *arena, struct phs_slice bytes, const struct phs_ct_logs **ret_logs,
                                struct phs_err *err) {
    const struct phs_json_limits limits = {.max_bytes = MOST_BYTES, .max_nodes = 200000, .max_depth = 20};
    struct phs_ct_logs *logs = PHS_NEW(arena, struct phs_ct_logs);
    const struct phs_value *file;
    enum phs_code code = phs_json_parse(arena, NULL, bytes, &limits, &file, err);
    if (code != PHS_OK)
        return code;
    const struct phs_value *operators = phs_get(file, "operators");
    for (size_t i = 0; phs_is(operators, PHS_LIST) && i < operators->list.n; i++) {
        add_logs(arena, logs, phs_get(operators->list.at[i], "logs"));
        add_logs(arena, logs, phs_get(operators->list.at[i], "tiled_logs"));
    }
    ERR_clear_error();
    if (!logs->items.n)
        return phs_fail(err, PHS_E_INPUT,
                        "it names no log with a key (version 3 of the list is read: operators, logs, key, log_id)");
    *ret_logs = logs;
    return PHS_OK;
}

enum phs_code phs_ct_logs_read(struct phs_arena *arena, const char *file, const struct phs_ct_logs **ret_logs,
                               struct phs_err *err) {
    struct phs_slice bytes;
    enum phs_code code = phs_file_read(arena, file, MOST_BYTES, &bytes, err);
    return code == PHS_OK ? phs_ct_logs_parse(arena, bytes, ret_logs, err) : code;
}

static const struct phs_ct_log *find(const struct phs_ct_logs *logs, const unsigned char *id) {
    for (size_t i = 0; i < logs->items.n; i++)
        if (memcmp(logs->items.at[i].id, id, PHS_SCT_LOG_BYTES) == 0)
            return &logs->items.at[i];
    return NULL;
}

static void put_number(struct phs_buf *out, uint64_t number, int bytes) {
    while (bytes-- > 0) {
        char byte = (char)(number >> (8 * bytes) & 0xff);
        phs_buf_add(out, &byte, 1);
    }
}

/* RFC 6962, 3.2: digitally-signed struct. */
static void put_signed(struct phs_buf *out, const struct phs_sct *receipt, const struct phs_ct_entry *entry) {
    put_number(out, 0, 2); /* version 1, certificate_timestamp */
    put_number(out, receipt->timestamp, 8);
    put_number(out, entry->before, 2);
    if (entry->before)
        phs_buf_add(out, entry->issuer_key, sizeof entry->issuer_key);
    put_number(out, entry->body.len, 3);
    phs_buf_slice(out, entry->body);
    put_number(out, receipt->extensions.len, 2);
    phs_buf_slice(out, receipt->extensions);
}

static bool is_signed_with(EVP_PKEY *key, const struct phs_sct *receipt, struct phs_slice what) {
    int kind = EVP_PKEY_get_base_id(key);
    bool fits = receipt->hash == SHA256_HASH && ((kind == EVP_PKEY_RSA && receipt->signature == RSA_SIGNATURE) ||
                                                 (kind == EVP_PKEY_EC && receipt->signature == ECDSA_SIGNATURE));
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = fits && context && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
                EVP_DigestVerify(context, (const unsigned char *)receipt->signed_with.ptr, receipt->signed_with.len,
                                 (const unsigned char *)what.ptr, what.len) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return good;
}

enum phs_ct_word phs_ct_logs_judge(const struct phs_ct_logs *logs, const struct phs_sct *receipt,
                                   const struct phs_ct_entry *entry, int64_t now) {
    const struct phs_ct_log *log = find(logs, receipt->log);
    struct phs_buf what;
    if (!log)
        return PHS_CT_UNLISTED;
    phs_buf_init(&what, 1 << 20);
    put_signed(&what, receipt, entry);
    bool good = !what.failed && receipt->timestamp / 1000 <= (uint64_t)(now + SKEW) &&
                is_signed_with(log->key, receipt, phs_slice_n(what.ptr, what.len));
    phs_buf_done(&what);
    return good ? PHS_CT_VERIFIED : PHS_CT_WRONG;
}
