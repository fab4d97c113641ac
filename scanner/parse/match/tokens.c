/* SPDX-License-Identifier: Apache-2.0 */
/* Keys, tokens and passwords: structure where the vendor gives them one, and what is no secret although it looks like one. */
#include <ctype.h>
#include <strings.h>

#include "base/base64.h"
#include "parse/match/validators.h"

enum { RARE_TOKEN = 38, RARE_HEX = 30, CONTEXT = 48, LONGEST_PEM = 16 << 10 };

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
    /* Six letters make few words, but pairs that words have too. */
    bool hex = value.len >= 24 && count_of(value, isxdigit) + 6 >= value.len;
    return phs_match_rarity(value) >= (hex ? RARE_HEX : RARE_TOKEN) ? PHS_MATCH_REAL : PHS_MATCH_COMMON;
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

static bool is_letter64(char c) {
    return phs_base64_value(c, PHS_BASE64_URL) >= 0;
}

/* The first bytes of a base64 text; how many. */
static size_t decode(struct phs_slice text, char *out, size_t most) {
    return phs_base64_decode(text, PHS_BASE64_URL, out, most, NULL);
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
    enum {
        FEW_GAPS = 8,
        LINE_LEAST = 16,
        RUN = 22
    }; /* a key on one line has a space where its lines ended; prose has many more */
    const char *body = value.ptr + value.len, *end = file.ptr + file.len;
    size_t key = 0, odd = 0, gaps = 0, run = 0, longest = 0,
           n = (size_t)(end - body) < LONGEST_PEM ? (size_t)(end - body) : LONGEST_PEM;
    for (size_t i = 0; i < n && !(body[i] == '-' && i + 4 < n && memcmp(body + i, "-----", 5) == 0); i++) {
        if (is_letter64(body[i]))
            key++, run++;
        else if (!isspace((unsigned char)body[i]) && !strchr("\\\"',=:+|*/>#", body[i]))
            odd++;
        longest = run > longest ? run : longest;
        if (!is_letter64(body[i]))
            run = 0;
        gaps += i > 0 && i + 1 < n && body[i] == ' ' && is_letter64(body[i - 1]) && is_letter64(body[i + 1]);
    }
    return key < 64 || longest < RUN || (gaps >= FEW_GAPS && key < gaps * LINE_LEAST) || odd > 40 ? PHS_MATCH_NONE
                                                                                                  : PHS_MATCH_REAL;
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
        "password", "passwd",  "pass",    "pwd",       "postgres",    "root",  "admin",   "secret",      "test",
        "test123",  "testing", "user",    "username",  "guest",       "mysql", "mongo",   "redis",       "rabbitmq",
        "default",  "qwerty",  "letmein", "password1", "password123", "toor",  "dev",     "local",       "docker",
        "db",       "hunter2", "none",    "null",      "changeit",    "pw",    "token",   "key",         "bar",
        "foo",      "hello",   "abc123",  "welcome",   "minioadmin",  "sa",    "elastic", "my-password", "mypassword"};
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

/* user:password in base64. */
enum phs_match_class phs_validate_basic(struct phs_slice value, struct phs_slice file) {
    char plain[256];
    struct phs_slice rest = phs_slice_n(plain, decode(value, plain, sizeof plain)), user;
    if (!memchr(rest.ptr, ':', rest.len))
        return PHS_MATCH_NONE;
    for (size_t i = 0; i < rest.len; i++)
        if (!isprint((unsigned char)rest.ptr[i]))
            return PHS_MATCH_NONE;
    phs_slice_cut(&rest, ':', &user);
    if (user.len == 0 || rest.len < 3)
        return PHS_MATCH_NONE;
    enum phs_match_class told = phs_match_placeholder(rest);
    if (told == PHS_MATCH_REAL)
        told = phs_validate_password(rest, file);
    bool example = user.len >= 4 && rest.len >= 4 && strncasecmp(user.ptr, "user", 4) == 0 &&
                   strncasecmp(rest.ptr, "pass", 4) == 0; /* "user@host:pass@host" */
    return told == PHS_MATCH_REAL && example ? PHS_MATCH_PLACEHOLDER : told;
}

/* A private key, not a certificate, behind the base64 of PEM. */
enum phs_match_class phs_validate_pem64(struct phs_slice value, struct phs_slice file) {
    char plain[64];
    (void)file;
    struct phs_slice text = phs_slice_n(plain, decode(value, plain, sizeof plain));
    return phs_slice_find(text, PHS_SLICE("PRIVATE KEY")) != (size_t)-1 ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

/* Within the lines of PEM the frame tells already. */
enum phs_match_class phs_validate_der(struct phs_slice value, struct phs_slice file) {
    enum { FRAME = 110 };
    size_t at = (size_t)(value.ptr - file.ptr), from = at > FRAME ? at - FRAME : 0;
    if (phs_slice_find(phs_slice_n(file.ptr + from, at - from), PHS_SLICE("-----")) != (size_t)-1)
        return PHS_MATCH_NONE;
    return phs_validate_rare(value, file);
}

/* "d" is the private part where "kty" stands in the same object. */
enum phs_match_class phs_validate_jwk(struct phs_slice value, struct phs_slice file) {
    enum { REACH = 3000 };
    size_t at = (size_t)(value.ptr - file.ptr), from = at > REACH ? at - REACH : 0;
    size_t to = file.len - at > REACH ? at + REACH : file.len;
    if (phs_slice_find(phs_slice_n(file.ptr + from, to - from), PHS_SLICE("\"kty\"")) == (size_t)-1)
        return PHS_MATCH_NONE;
    return phs_validate_rare(value, file);
}
