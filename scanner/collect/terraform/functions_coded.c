/* SPDX-License-Identifier: Apache-2.0 */
/* Text in other encodings, compressed or encrypted. What base64gzip gives unpacks to the same text as Terraform's, but its
 * bytes are those of our own compressor. */
#include <iconv.h>
#include <libdeflate.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "base/base64.h"
#include "base/escape.h"
#include "collect/terraform/kit.h"
#include "collect/terraform/readfile.h"

enum { LONGEST_NAME = 32, LARGEST_TEXT = 8 * 1024 * 1024 };

/* A registered name, and nothing that iconv would take for an option or a path. UTF-16 without an order of bytes is a matter of
 * the machine. */
static const char *encoding_of(const struct phs_tf_args *args, struct phs_slice name) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    if (!name.len || name.len > LONGEST_NAME || phs_slice_ieq(name, PHS_SLICE("UTF-16")) ||
        phs_slice_ieq(name, PHS_SLICE("UTF-32")))
        return NULL;
    for (size_t i = 0; i < name.len; i++)
        if (!name.ptr[i] || !strchr(plain, name.ptr[i]))
            return NULL;
    return phs_slice_dup(args->arena, name);
}

static bool recode(struct phs_arena *arena, const char *to, const char *from, struct phs_slice in, struct phs_slice *ret_out) {
    iconv_t handle = iconv_open(to, from);
    size_t size = in.len * 4 + 16, left = size, rest = in.len;
    char *out = phs_alloc(arena, size), *at = out, *source = phs_strndup(arena, in.len ? in.ptr : "", in.len);
    if (handle == (iconv_t)-1)
        return false;
    bool done = iconv(handle, &source, &rest, &at, &left) == 0 && iconv(handle, NULL, NULL, &at, &left) == 0 && rest == 0;
    iconv_close(handle);
    if (done)
        *ret_out = phs_slice_n(out, size - left);
    return done;
}

static bool text_and_encoding(const struct phs_tf_args *args, struct phs_slice *ret_text, const char **ret_encoding,
                              const struct phs_value **ret_bad) {
    struct phs_slice name;
    if (!phs_tf_arg_string(args, 0, ret_text, ret_bad) || !phs_tf_arg_string(args, 1, &name, ret_bad))
        return false;
    if (ret_text->len > LARGEST_TEXT) {
        *ret_bad = phs_tf_unknown(args, PHS_WHY_LIMIT, "a text is too large to change its encoding");
        return false;
    }
    *ret_encoding = encoding_of(args, name);
    if (!*ret_encoding)
        *ret_bad = phs_tf_error(args, "there is no such encoding");
    return *ret_encoding != NULL;
}

static const struct phs_value *call_textencodebase64(const struct phs_tf_args *args) {
    struct phs_slice text, coded;
    const char *encoding;
    const struct phs_value *bad;
    if (!text_and_encoding(args, &text, &encoding, &bad))
        return bad;
    if (!recode(args->arena, encoding, "UTF-8", text, &coded))
        return phs_tf_error(args, "the text cannot be written in this encoding");
    return phs_tf_string(args, phs_base64_encode(args->arena, coded));
}

static const struct phs_value *call_textdecodebase64(const struct phs_tf_args *args) {
    struct phs_slice text, bytes, plain;
    const char *encoding;
    const struct phs_value *bad;
    if (!text_and_encoding(args, &text, &encoding, &bad))
        return bad;
    if (!phs_tf_unbase64(args->arena, text, &bytes))
        return phs_tf_error(args, "the text is no base64");
    if (!recode(args->arena, "UTF-8", encoding, bytes, &plain))
        return phs_tf_error(args, "the bytes are no text in this encoding");
    return phs_tf_string(args, plain);
}

static const struct phs_value *call_base64gzip(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    if (text.len > LARGEST_TEXT)
        return phs_tf_unknown(args, PHS_WHY_LIMIT, "a text is too large to compress");
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(6);
    size_t size = libdeflate_gzip_compress_bound(compressor, text.len);
    char *out = phs_alloc(args->arena, size);
    size_t length = libdeflate_gzip_compress(compressor, text.len ? text.ptr : "", text.len, out, size);
    libdeflate_free_compressor(compressor);
    return phs_tf_string(args, phs_base64_encode(args->arena, phs_slice_n(out, length)));
}

/* No terminal is asked for the password of a key that has one. */
static int no_password(char *out, int size, int writing, void *user) {
    (void)out, (void)size, (void)writing, (void)user;
    return -1;
}

static bool decrypt(struct phs_arena *arena, struct phs_slice bytes, struct phs_slice key, struct phs_slice *ret_plain) {
    BIO *bio = BIO_new_mem_buf(key.len ? key.ptr : "", (int)key.len);
    EVP_PKEY *pkey = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
    EVP_PKEY_CTX *ctx = pkey ? EVP_PKEY_CTX_new(pkey, NULL) : NULL;
    size_t size = pkey ? (size_t)EVP_PKEY_size(pkey) : 0;
    unsigned char *out = phs_alloc(arena, size + 1);
    bool done = ctx && EVP_PKEY_base_id(pkey) == EVP_PKEY_RSA && EVP_PKEY_decrypt_init(ctx) == 1 &&
                EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) == 1 &&
                EVP_PKEY_decrypt(ctx, out, &size, (const unsigned char *)bytes.ptr, bytes.len) == 1;
    if (done)
        *ret_plain = phs_slice_n((const char *)out, size);
    EVP_PKEY_CTX_free(ctx);
    EVP_PKEY_free(pkey);
    BIO_free(bio);
    ERR_clear_error();
    return done;
}

/* Whatever is worth encrypting is not shown, though Terraform would. */
static const struct phs_value *call_rsadecrypt(const struct phs_tf_args *args) {
    struct phs_slice text, key, bytes, plain;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad) || !phs_tf_arg_string(args, 1, &key, &bad))
        return bad;
    if (key.len > 65536 || !phs_tf_unbase64(args->arena, text, &bytes) || !decrypt(args->arena, bytes, key, &plain) ||
        !phs_utf8_valid(plain, NULL))
        return phs_tf_error(args, "the text cannot be decrypted with this key");
    args->host->sensitive = true;
    return phs_tf_with_flags(args->arena, phs_tf_string(args, plain), PHS_VALUE_SENSITIVE);
}

const struct phs_tf_function phs_tf_coded_functions[] = {
    {"base64gzip", 1, 1, 0, call_base64gzip},
    {"rsadecrypt", 2, 2, 0, call_rsadecrypt},
    {"textdecodebase64", 2, 2, 0, call_textdecodebase64},
    {"textencodebase64", 2, 2, 0, call_textencodebase64},
    {0},
};
