/* SPDX-License-Identifier: Apache-2.0 */
/* Names by their words, texts by their shape; nothing of a text is kept or returned. */
#include "model/secretish.h"

enum { LONGEST_NAME = 256, LONGEST_TEXT = 65536 };

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* "DB_Pass-Word" -> "dbpassword": letters and digits alone. */
static size_t squeezed(struct phs_slice name, char *ret_text, size_t cap) {
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < cap; i++)
        if (is_word(name.ptr[i]))
            ret_text[n++] = lower(name.ptr[i]);
    return n;
}

static bool ends_with_any(struct phs_slice text, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_ends(text, words[i]))
            return true;
    return false;
}

static bool has_any(struct phs_slice text, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_find(text, phs_slice(words[i])) != (size_t)-1)
            return true;
    return false;
}

bool phs_secretish_name(struct phs_slice name) {
    static const char *const pointers[] = {
        "file",   "path",     "dir",       "name",      "url",        "uri",      "endpoint", "host", "ttl",      "arn",
        "count",  "expiry",   "expires",   "length",    "ref",        "issuer",   "type",     "id",   "mount",    "store",
        "class",  "policy",   "algorithm", "enabled",   "seconds",    "minutes",  "hours",    "days", "timeout",  "limit",
        "limits", "header",   "audience",  "hasher",    "rounds",     "pattern",  "regex",    "time", "lifespan", "version",
        "prefix", "required", "stdin",     "mechanism", "mechanisms", "provider", "source"};
    static const char *const words[] = {"password",  "passwd",     "passphrase", "secret",           "token",      "apikey",
                                        "accesskey", "privatekey", "credential", "encryptionkey",    "signingkey", "authkey",
                                        "masterkey", "jwtkey",     "hmackey",    "connectionstring", "clientkey",  "sharedkey"};
    static const char *const whole[] = {"pwd",      "pass",      "dbpass",    "dbpwd",    "pgpass",      "userpass",
                                        "rootpass", "adminpass", "dsn",       "mysqlpwd", "requirepass", "sslkey",
                                        "smtppass", "mailpass",  "redispass", "mongopass"};
    char text[LONGEST_NAME];
    struct phs_slice squeeze = phs_slice_n(text, squeezed(name, text, sizeof text));
    if (ends_with_any(squeeze, pointers, sizeof pointers / sizeof *pointers) && !phs_slice_ends(squeeze, "accesskeyid"))
        return false;
    if (phs_slice_starts(squeeze, "allowempty"))
        return false;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (phs_slice_is(squeeze, whole[i]))
            return true;
    return has_any(squeeze, words, sizeof words / sizeof *words);
}

/* How many characters of a token stand from here on. */
static size_t run_of(struct phs_slice text, size_t at) {
    size_t n = 0;
    while (at + n < text.len && (is_word(text.ptr[at + n]) || strchr("_-+/=.", text.ptr[at + n])) && text.ptr[at + n])
        n++;
    return n;
}

/* Beginnings that their issuers document so that scanners can see them, and how long the token is at least. */
static bool has_known_beginning(struct phs_slice text) {
    static const struct {
        const char *text;
        size_t least;
    } known[] = {{"AKIA", 20},        {"ASIA", 20},      {"ghp_", 36},     {"gho_", 36},      {"ghs_", 36},
                 {"github_pat_", 40}, {"glpat-", 20},    {"xoxb-", 24},    {"xoxp-", 24},     {"sk_live_", 24},
                 {"rk_live_", 24},    {"sk-ant-", 24},   {"sk-proj-", 24}, {"AIza", 39},      {"SG.", 60},
                 {"npm_", 36},        {"dckr_pat_", 30}, {"hf_", 34},      {"eyJhbGciOi", 60}};
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        struct phs_slice rest = text;
        size_t at, base = 0;
        while ((at = phs_slice_find(rest, phs_slice(known[k].text))) != (size_t)-1) {
            base += at;
            if ((base == 0 || !is_word(text.ptr[base - 1])) && run_of(text, base) >= known[k].least)
                return true;
            base++;
            rest = phs_slice_n(text.ptr + base, text.len - base);
        }
    }
    return false;
}

/* scheme://user:secret@host, where the secret is no reference. */
static bool has_credentials_in_url(struct phs_slice text) {
    size_t scheme = phs_slice_find(text, PHS_SLICE("://"));
    while (scheme != (size_t)-1) {
        size_t at = scheme + 3, colon = 0;
        while (at < text.len && !strchr("/ \t\n\"'@", text.ptr[at])) {
            if (text.ptr[at] == ':' && !colon)
                colon = at;
            at++;
        }
        if (at < text.len && text.ptr[at] == '@' && colon && at > colon + 1 && text.ptr[colon + 1] != '$' &&
            text.ptr[colon + 1] != '{' && text.ptr[colon + 1] != '<')
            return true;
        struct phs_slice rest = phs_slice_n(text.ptr + scheme + 3, text.len - scheme - 3);
        size_t next = phs_slice_find(rest, PHS_SLICE("://"));
        scheme = next == (size_t)-1 ? next : scheme + 3 + next;
    }
    return false;
}

bool phs_secretish_text(struct phs_slice text) {
    if (text.len < 8)
        return false;
    if (text.len > LONGEST_TEXT)
        text.len = LONGEST_TEXT;
    static const char *const keys[] = {"PRIVATE KEY-----", "PRIVATE KEY BLOCK-----"};
    return has_any(text, keys, 2) || has_known_beginning(text) || has_credentials_in_url(text);
}

/* A text that is said to be a secret and yet is none. */
static bool is_harmless(struct phs_slice text) {
    static const char *const flags[] = {"true",  "false",  "yes",     "no",       "on",          "off",
                                        "null",  "none",   "enabled", "disabled", "jwt",         "opaque",
                                        "basic", "bearer", "oauth",   "oauth2",   "oauthbearer", "default"};
    double number;
    text = phs_slice_trim(text);
    if (text.len < 2 || text.ptr[0] == '$' || text.ptr[0] == '/' || text.ptr[0] == '<' || phs_slice_starts(text, "{{"))
        return true;
    /* Lines of settings: what is secret in them stands behind names of its own. */
    if (memchr(text.ptr, '\n', text.len) || phs_slice_starts(text, "required ") || phs_slice_ends(text, "_creds"))
        return true;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (phs_slice_ieq(text, phs_slice(flags[i])))
            return true;
    if (phs_slice_starts(text, "arn:") || phs_slice_starts(text, "http://") || phs_slice_starts(text, "https://"))
        return true;
    return text.len < 4 && phs_slice_number(text, &number);
}

/* ZOOKEEPER_CONNECTION_STRING: zookeeper:2181 names who to talk to; one with a password says key=value or user@host. */
static bool is_bare_address(struct phs_slice name, struct phs_slice text) {
    char squeeze[LONGEST_NAME];
    struct phs_slice plain = phs_slice_n(squeeze, squeezed(name, squeeze, sizeof squeeze));
    /* DSN=memory */
    if (phs_slice_ends(plain, "dsn") && !memchr(text.ptr, '@', text.len) && !memchr(text.ptr, '=', text.len))
        return true;
    return phs_slice_ends(plain, "connectionstring") && memchr(text.ptr, ':', text.len) && !memchr(text.ptr, '=', text.len) &&
           !memchr(text.ptr, '@', text.len);
}

/* DB_CONNECTION_STRING_KEY: DB-CONNECTION-STRING says where it is kept; a value that is the name stands in a template. */
static bool says_its_name(struct phs_slice name, struct phs_slice text) {
    enum { LEAST = 10 };
    char left[LONGEST_NAME], right[LONGEST_NAME];
    struct phs_slice long_one = phs_slice_n(left, squeezed(name, left, sizeof left));
    struct phs_slice other = phs_slice_n(right, squeezed(text, right, sizeof right));
    if (other.len >= LEAST && other.len == long_one.len)
        return memcmp(long_one.ptr, other.ptr, other.len) == 0;
    return other.len >= LEAST && other.len < long_one.len && memcmp(long_one.ptr, other.ptr, other.len) == 0 &&
           phs_slice_ends(long_one, "key");
}

bool phs_secretish(struct phs_slice name, struct phs_slice text) {
    return phs_secretish_text(text) ||
           (phs_secretish_name(name) && !is_harmless(text) && !is_bare_address(name, text) && !says_its_name(name, text));
}
