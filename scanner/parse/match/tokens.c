/* SPDX-License-Identifier: Apache-2.0 */
/* Keys, tokens and passwords: structure where the vendor gives them one, and what is no secret although it looks like one. */
#include <ctype.h>

#include "parse/match/validators.h"

enum {
    RARE_TOKEN = 38,
    RARE_ASSIGNED = 45,
    RARE_SHORT = 55,
    RARE_BASE64 = 60,
    SHORT = 16,
    LONGEST_LINE = 2000,
    CONTEXT = 48,
    LONGEST_PEM = 16 << 10
};

static size_t count_of(struct phs_slice value, int (*is)(int)) {
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++)
        n += is((unsigned char)value.ptr[i]) != 0;
    return n;
}

static bool one_of(struct phs_slice value, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_ieq(value, phs_slice(words[i])))
            return true;
    return false;
}

enum phs_match_class phs_validate_rare(struct phs_slice value, struct phs_slice file) {
    (void)file;
    return phs_match_rarity(value) >= RARE_TOKEN ? PHS_MATCH_REAL : PHS_MATCH_COMMON;
}

/* Behind the four letters of its kind, an access key id is base 32. */
enum phs_match_class phs_validate_aws_key_id(struct phs_slice value, struct phs_slice file) {
    if (value.len != 20)
        return PHS_MATCH_NONE;
    for (size_t i = 4; i < value.len; i++)
        if (!isupper((unsigned char)value.ptr[i]) && !isdigit((unsigned char)value.ptr[i]))
            return PHS_MATCH_NONE;
    return phs_validate_rare(phs_slice_n(value.ptr + 4, 16), file);
}

static int base64_value(unsigned char c) {
    if (isupper(c))
        return c - 'A';
    if (islower(c))
        return c - 'a' + 26;
    if (isdigit(c))
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/* The first bytes of a base64 text; how many. */
static size_t decode(struct phs_slice text, char *out, size_t most) {
    size_t n = 0;
    uint32_t bits = 0;
    int held = 0;
    for (size_t i = 0; i < text.len && n < most; i++) {
        int value = base64_value((unsigned char)text.ptr[i]);
        if (value < 0)
            break;
        bits = bits << 6 | (uint32_t)value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[n++] = (char)(bits >> held & 0xff);
        }
    }
    return n;
}

/* Three parts, the first a JSON object with "alg" (RFC 7515); without a signature it opens nothing. */
enum phs_match_class phs_validate_jwt(struct phs_slice value, struct phs_slice file) {
    char header[256], claims[512];
    struct phs_slice rest = value, part[3];
    (void)file;
    for (size_t i = 0; i < 3; i++)
        if (!phs_slice_cut(&rest, '.', &part[i]))
            return PHS_MATCH_NONE;
    struct phs_slice head = phs_slice_n(header, decode(part[0], header, sizeof header));
    struct phs_slice body = phs_slice_n(claims, decode(part[1], claims, sizeof claims));
    if (!phs_slice_starts(head, "{") || phs_slice_find(head, PHS_SLICE("\"alg\"")) == (size_t)-1)
        return PHS_MATCH_NONE;
    if (phs_slice_find(body, PHS_SLICE("1234567890")) != (size_t)-1 ||
        phs_slice_find(body, PHS_SLICE("John Doe")) != (size_t)-1 || phs_slice_find(body, PHS_SLICE("example")) != (size_t)-1)
        return PHS_MATCH_DOCUMENTED;
    return part[2].len < 20 ? PHS_MATCH_COMMON : PHS_MATCH_REAL;
}

/* A key has a body and an end; documentation shows dots. Encrypted ones are told by the file's facts. */
enum phs_match_class phs_validate_pem(struct phs_slice value, struct phs_slice file) {
    const char *body = value.ptr + value.len, *end = file.ptr + file.len;
    size_t key = 0, odd = 0, n = (size_t)(end - body) < LONGEST_PEM ? (size_t)(end - body) : LONGEST_PEM;
    for (size_t i = 0; i < n && !(body[i] == '-' && i + 4 < n && memcmp(body + i, "-----", 5) == 0); i++) {
        if (base64_value((unsigned char)body[i]) >= 0)
            key++;
        else if (!isspace((unsigned char)body[i]) && !strchr("\\\"',=:+|*/>#", body[i]))
            odd++;
    }
    return key < 64 || odd > 40 ? PHS_MATCH_NONE : PHS_MATCH_REAL;
}

enum phs_match_class phs_validate_key64(struct phs_slice value, struct phs_slice file) {
    char bytes[80];
    (void)file;
    /* The storage emulators' account key is printed in their documentation. */
    if (phs_slice_starts(value, "Eby8vdM02xNOcqFl") || phs_slice_starts(value, "C2y6yDjf5/R+ob0N"))
        return PHS_MATCH_DOCUMENTED;
    return decode(value, bytes, sizeof bytes) == 64 ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

/* What stands on the same line before the value, at most CONTEXT bytes. */
static struct phs_slice before_of(struct phs_slice value, struct phs_slice file) {
    const char *start = value.ptr;
    while (start > file.ptr && start[-1] != '\n' && value.ptr - start < CONTEXT)
        start--;
    return phs_slice_n(start, (size_t)(value.ptr - start));
}

static bool before_says(struct phs_slice value, struct phs_slice file, const char *const *words, size_t n) {
    char lower[CONTEXT + 1];
    struct phs_slice before = before_of(value, file);
    for (size_t i = 0; i < before.len; i++)
        lower[i] = (char)tolower((unsigned char)before.ptr[i]);
    for (size_t i = 0; i < n; i++)
        if (phs_slice_find(phs_slice_n(lower, before.len), phs_slice(words[i])) != (size_t)-1)
            return true;
    return false;
}

static bool is_checksum(struct phs_slice value, struct phs_slice file) {
    static const char *const words[] = {"sha1",   "sha-1",     "sha256", "sha-256", "sha512",      "md5",  "digest", "checksum",
                                        "commit", "integrity", "hash",   "rev",     "fingerprint", "etag", "git"};
    return before_says(value, file, words, sizeof words / sizeof *words);
}

enum phs_match_class phs_validate_hex(struct phs_slice value, struct phs_slice file) {
    return is_checksum(value, file) ? PHS_MATCH_NONE : phs_validate_rare(value, file);
}

enum phs_match_class phs_validate_password(struct phs_slice value, struct phs_slice file) {
    static const char *const common[] = {
        "password", "passwd",   "pass",       "pwd",    "postgres", "root",        "admin",       "secret",
        "test",     "test123",  "testing",    "user",   "username", "guest",       "mysql",       "mongo",
        "redis",    "rabbitmq", "default",    "qwerty", "letmein",  "password1",   "password123", "toor",
        "dev",      "local",    "docker",     "db",     "hunter2",  "none",        "null",        "changeit",
        "s3cr3t",   "p@ssw0rd", "pw",         "token",  "key",      "bar",         "foo",         "hello",
        "abc123",   "welcome",  "minioadmin", "sa",     "elastic",  "my-password", "mypassword"};
    (void)file;
    if (value.len < 3 || one_of(value, common, sizeof common / sizeof *common))
        return PHS_MATCH_COMMON;
    if (value.ptr[0] == '$' || value.ptr[0] == '<' || value.ptr[0] == '{' || value.ptr[0] == '%')
        return PHS_MATCH_PLACEHOLDER;
    return count_of(value, isdigit) == value.len && value.len < 6 ? PHS_MATCH_COMMON : PHS_MATCH_REAL;
}

static bool is_uuid(struct phs_slice value) {
    static const size_t dashes[] = {8, 13, 18, 23};
    for (size_t i = 0; i < 4; i++)
        if (value.len != 36 || value.ptr[dashes[i]] != '-')
            return false;
    return count_of(value, isxdigit) == 32;
}

/* A key that is a UUID by its vendor's design, where its vendor's name stands before it. What is typed by hand repeats itself.
 */
enum phs_match_class phs_validate_uuid(struct phs_slice value, struct phs_slice file) {
    bool seen[256] = {false};
    size_t distinct = 0;
    if (!is_uuid(value))
        return phs_validate_rare(value, file);
    for (size_t i = 0; i < value.len; i++) {
        distinct += !seen[(unsigned char)value.ptr[i]];
        seen[(unsigned char)value.ptr[i]] = true;
    }
    return distinct >= 9 ? PHS_MATCH_REAL : PHS_MATCH_COMMON;
}

static bool is_path_or_name(struct phs_slice value) {
    size_t slashes = 0, dots = 0, scores = 0, dashes = 0;
    for (size_t i = 0; i < value.len; i++) {
        slashes += value.ptr[i] == '/';
        dots += value.ptr[i] == '.';
        scores += value.ptr[i] == '_';
        dashes += value.ptr[i] == '-';
    }
    size_t digits = count_of(value, isdigit);
    /* Base64 has slashes too, but no words between them. */
    bool words = phs_match_rarity(value) < RARE_BASE64;
    return (words && (value.ptr[0] == '/' || slashes > 2)) || dots > 2 || (digits < 3 && slashes + dots + scores + dashes >= 2);
}

static size_t line_length(struct phs_slice value, struct phs_slice file) {
    const char *start = value.ptr, *end = value.ptr + value.len;
    while (start > file.ptr && start[-1] != '\n' && value.ptr - start <= LONGEST_LINE)
        start--;
    while (end < file.ptr + file.len && *end != '\n' && end - value.ptr <= LONGEST_LINE)
        end++;
    return (size_t)(end - start);
}

/* "publicKey", "key_id", "keyboard", "token_url": what is named is no secret. */
static bool is_named_public(struct phs_slice value, struct phs_slice file) {
    static const char *const words[] = {
        "public",    "pubkey",     "_id",       "-id",        "keyid",        "_url",       "uri",         "endpoint",
        "path",      "file",       "_name",     "-name",      "keyname",      "token_type", "expir",       "thumbprint",
        "issuer",    "csrf",       "sitekey",   "site_key",   "recaptcha",    "nonce",      "example",     "salt",
        "i18n",      "test",       "address",   "contract",   "placeholder",  "label",      "token_count", "tokenid",
        "nexttoken", "next_token", "pagetoken", "page_token", "continuation", "synctoken",  "sync_token"};
    return before_says(value, file, words, sizeof words / sizeof *words);
}

enum phs_match_class phs_validate_assignment(struct phs_slice value, struct phs_slice file) {
    enum phs_match_class told = phs_match_placeholder(value);
    size_t letters = count_of(value, isalpha), digits = count_of(value, isdigit);
    if (told != PHS_MATCH_REAL || is_uuid(value) || is_path_or_name(value) || line_length(value, file) > LONGEST_LINE)
        return PHS_MATCH_NONE;
    if (letters == value.len || digits == value.len || is_checksum(value, file) || is_named_public(value, file))
        return PHS_MATCH_NONE;
    return phs_match_rarity(value) >= (value.len < SHORT ? RARE_SHORT : RARE_ASSIGNED) ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}
