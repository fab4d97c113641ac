/* SPDX-License-Identifier: Apache-2.0 */
/* Digests, and the functions whose result nobody can know beforehand. */
#include <openssl/evp.h>

#include "base/base64.h"
#include "base/digest.h"
#include "collect/terraform/kit.h"
#include "collect/terraform/readfile.h"

static const struct phs_value *digest(const struct phs_tf_args *args, struct phs_slice bytes, const EVP_MD *md, bool base64) {
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (!EVP_Digest(bytes.ptr ? bytes.ptr : "", bytes.len, raw, &length, md, NULL))
        return phs_tf_unknown(args, PHS_WHY_FUNCTION, "this digest is switched off on this machine");
    if (base64)
        return phs_tf_string(args, phs_base64_encode(args->arena, phs_slice_n((const char *)raw, length)));
    char *hex = phs_alloc(args->arena, 2 * length + 1);
    phs_hex(raw, length, hex);
    return phs_tf_string(args, phs_slice_n(hex, 2 * length));
}

static const EVP_MD *algorithm(const char *name) {
    if (strstr(name, "md5"))
        return EVP_md5();
    if (strstr(name, "512"))
        return EVP_sha512();
    return strstr(name, "256") ? EVP_sha256() : EVP_sha1();
}

static const struct phs_value *call_digest(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    return digest(args, text, algorithm(args->name), phs_slice_starts(phs_slice(args->name), "base64"));
}

static const struct phs_value *call_file_digest(const struct phs_tf_args *args) {
    struct phs_slice name, bytes;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &name, &bad) || !phs_tf_read(args, name, &bytes, &bad))
        return bad;
    return digest(args, bytes, algorithm(args->name), strstr(args->name, "base64") != NULL);
}

static const struct phs_value *at_apply(const struct phs_tf_args *args) {
    const char *why = phs_printf(args->arena, "%s() is known only when it runs", args->name);
    return phs_tf_with_flags(args->arena, phs_tf_unknown(args, PHS_WHY_COMPUTED, why), PHS_VALUE_NOT_NULL);
}

const struct phs_tf_function phs_tf_hash_functions[] = {
    {"base64sha256", 1, 1, 0, call_digest},
    {"base64sha512", 1, 1, 0, call_digest},
    {"bcrypt", 1, 2, 0, at_apply},
    {"filebase64sha256", 1, 1, 0, call_file_digest},
    {"filebase64sha512", 1, 1, 0, call_file_digest},
    {"filemd5", 1, 1, 0, call_file_digest},
    {"filesha1", 1, 1, 0, call_file_digest},
    {"filesha256", 1, 1, 0, call_file_digest},
    {"filesha512", 1, 1, 0, call_file_digest},
    {"md5", 1, 1, 0, call_digest},
    {"plantimestamp", 0, 0, 0, at_apply},
    {"sha1", 1, 1, 0, call_digest},
    {"sha256", 1, 1, 0, call_digest},
    {"sha512", 1, 1, 0, call_digest},
    {"timestamp", 0, 0, 0, at_apply},
    {"uuid", 0, 0, 0, at_apply},
    {0},
};
