/* SPDX-License-Identifier: Apache-2.0 */
/* Values that stand under a name which says password, secret or key: what somebody could log in with, told from words,
 * references and code. No vendor's format helps here, so the name, the place and the way the value is written decide. */
#include <ctype.h>

#include "parse/match/assigned.h"
#include "parse/match/validators.h"

enum {
    RARE_LONG = 40,
    RARE_ASSIGNED = 45,
    RARE_SHORT = 52,
    RARE_BASE64 = 60,
    SHORT = 16,
    SHORTEST_KEY = 16,
    SHORTEST_TYPED = 8
};

/* cookieKeys: ["...", "..."]: a list of them, where no word stands. */
static bool is_one_of_many(const struct phs_naming *naming, struct phs_slice value) {
    return phs_slice_ieq(naming->tail, phs_slice("s")) && !naming->password && value.len >= SHORTEST_KEY &&
           phs_match_rarity(value) >= RARE_BASE64;
}

/* {"secret", "f490e76f..."}: a word and its digest in a table. */
static bool is_digest_of(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    const char *name = naming->name.ptr;
    bool word = naming->password || phs_slice_ieq(naming->word, phs_slice("secret"));
    for (size_t i = 0; i < value.len; i++)
        if (!isxdigit((unsigned char)value.ptr[i]))
            return false;
    while (name > file.ptr && strchr("\"' ", name[-1]))
        name--;
    return word && value.len >= 16 && value.len % 8 == 0 && naming->name.len <= naming->word.len + 1 && name > file.ptr &&
           name[-1] == '{' && phs_place_is_behind_comma(value, file);
}

/* DB_PASSWORD = "db-password", but FTP_PASS = "ftppass" is a password. */
static bool is_name_again(struct phs_slice value, const struct phs_naming *naming) {
    if (!phs_value_is_named_alike(value, naming) || phs_wording_is_leet(value))
        return false;
    return phs_wording_of(value).joints > 0 || phs_wording_of(naming->name).joints == 0;
}

static bool is_password(struct phs_slice value, struct phs_slice file) {
    struct phs_naming naming;
    bool quoted = phs_place_is_quoted(value, file), common = phs_value_is_common(value) || value.len < 5;
    /* Of three characters only the first numbers are worth a look. */
    if (value.len < 4 && !(phs_slice_ieq(value, phs_slice("123")) && phs_place_is_setting(value, file)))
        return false;
    if ((common && !phs_value_is_tellable(value)) || phs_place_is_first_of_two(value, file) ||
        !phs_naming_of(value, file, &naming) || phs_naming_is_about(&naming) || phs_place_is_listed(value, file) ||
        phs_value_is_of_list(value, file, &naming) || (!quoted && phs_value_names_setting(value, &naming)) ||
        is_name_again(value, &naming) || is_digest_of(value, file, &naming))
        return false;
    if (common)
        return phs_value_is_well_known(value, file, &naming) || phs_value_is_given(value, file, &naming);
    if (!phs_naming_holds(&naming, value) && phs_value_is_typed(value, quoted) &&
        (quoted || !phs_place_is_variable(value, file)))
        return true;
    return phs_value_is_chosen(value, file, &naming) || phs_value_is_given(value, file, &naming);
}

enum phs_match_class phs_validate_assigned_password(struct phs_slice value, struct phs_slice file) {
    bool real = value.len >= 3 && !phs_value_is_code(value) && is_password(value, file) && !phs_place_is_long(value, file);
    return real ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

static bool is_uuid(struct phs_slice value) {
    static const size_t dashes[] = {8, 13, 18, 23};
    size_t digits = 0;
    for (size_t i = 0; i < 4; i++)
        if (value.len != 36 || value.ptr[dashes[i]] != '-')
            return false;
    for (size_t i = 0; i < value.len; i++)
        digits += isxdigit((unsigned char)value.ptr[i]) != 0;
    return digits == 32;
}

static bool is_path_or_name(struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    size_t slashes = 0, dots = 0;
    for (size_t i = 0; i < value.len; i++) {
        slashes += value.ptr[i] == '/';
        dots += value.ptr[i] == '.';
    }
    /* Base64 has slashes too, but no words between them. */
    bool words = phs_match_rarity(value) < RARE_BASE64;
    return (words && (value.ptr[0] == '/' || slashes > 2)) || dots > 2 || (wording.digits < 3 && wording.joints >= 2) ||
           phs_wording_is_name(value);
}

/* "my-project-45e35d85a593.json": a file that holds one. */
static bool is_file_name(struct phs_slice value) {
    static const char *const ends[] = {".json", ".yaml", ".yml", ".pem", ".txt",  ".crt",
                                       ".cer",  ".jks",  ".p12", ".pfx", ".html", ".png"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (phs_slice_ends(value, ends[i]))
            return true;
    return false;
}

/* ClientRequestToken, ChangeToken, lock token: numbers that tell one request from another. */
static bool is_of_request(const struct phs_naming *naming, struct phs_slice file) {
    static const char *const leads[] = {"request", "change", "lock", "client", "idempotency", "creation"};
    const char *word = naming->word.ptr;
    while (word > file.ptr && strchr("_- ", word[-1]))
        word--;
    for (size_t i = 0; i < sizeof leads / sizeof *leads && phs_slice_ieq(naming->word, phs_slice("token")); i++) {
        size_t n = strlen(leads[i]);
        if ((size_t)(word - file.ptr) >= n && phs_slice_ieq(phs_slice_n(word - n, n), phs_slice(leads[i])))
            return true;
    }
    return false;
}

/* Before the value on its line, or in the name itself. */
static bool says_checksum(const struct phs_naming *naming, struct phs_slice value, struct phs_slice file) {
    enum { BEFORE = 12 }; /* checksum/secret: */
    static const char *const sums[] = {"sha1",     "sha-1",    "sha256", "sha-256",   "sha512",      "md5sum",
                                       "digest",   "checksum", "commit", "integrity", "fingerprint", "etag",
                                       "revision", "keyid",    "key_id", "gpg",       "pgp",         "recv-key"};
    const char *from = naming->name.ptr;
    while (from > file.ptr && naming->name.ptr - from < BEFORE && !strchr(" \t\n", from[-1]))
        from--;
    return phs_slice_holds_any(phs_slice_n(from, (size_t)(value.ptr - from)), sums, sizeof sums / sizeof *sums);
}

static bool is_upper_hex(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.ptr[i]) && !(value.ptr[i] >= 'A' && value.ptr[i] <= 'F'))
            return false;
    return true;
}

/* A SIMPLEBLOB, a key that another key encrypts; every project of Visual Studio has two. */
static bool is_wrapped(struct phs_slice value) {
    return phs_slice_starts(value, "AQIAA");
}

/* The number of an OpenPGP key, the key that another encrypts for, an address on a chain. */
static bool is_public(struct phs_slice value, const struct phs_naming *naming, struct phs_slice file) {
    enum { LINE = 300 };
    size_t at = (size_t)(value.ptr - file.ptr), from = at > LINE ? at - LINE : 0;
    size_t to = file.len - at > LINE ? at + LINE : file.len;
    bool key = phs_slice_ieq(naming->word, phs_slice("key"));
    /* A SubjectPublicKeyInfo of RSA or of a curve begins so. */
    if (phs_slice_starts(value, "MIIBIjANBgkq") || phs_slice_starts(value, "MIICIjANBgkq") ||
        phs_slice_starts(value, "MIGfMA0GCSqG") || phs_slice_starts(value, "MFkwEwYHKoZI"))
        return true;
    if (phs_slice_starts(value, "pk_live_") || phs_slice_starts(value, "pk_test_"))
        return true;
    if (key && is_upper_hex(value) && (value.len == 16 || value.len == 40))
        return true;
    if (value.len == 42 && phs_slice_starts(value, "0x"))
        return true;
    return key && naming->tail.len == 0 &&
           phs_slice_find(phs_slice_n(file.ptr + from, to - from), PHS_SLICE("key_id")) != (size_t)-1;
}

/* "key" alone is what anything is looked up by; only a long value that chance made counts. */
static bool is_key_alone(const struct phs_naming *naming) {
    return phs_slice_ieq(naming->word, phs_slice("key")) || phs_slice_ieq(naming->word, phs_slice("auth")) ||
           phs_slice_ieq(naming->word, phs_slice("seed")) || phs_slice_ieq(naming->word, phs_slice("salt")) ||
           phs_slice_ieq(naming->word, phs_slice("nonce"));
}

/* The names of keys that open something; what records are looked up by is called otherwise. */
static bool is_key_of_something(const struct phs_naming *naming) {
    static const char *const kinds[] = {"secret",       "access", "auth",    "encrypt", "sign", "master",
                                        "subscription", "licen",  "service", "storage", "app",  "private",
                                        "webhook",      "hmac",   "account", "admin",   "write"};
    return phs_slice_ieq(naming->word, phs_slice("key")) &&
           phs_slice_holds_any(naming->name, kinds, sizeof kinds / sizeof *kinds);
}

static bool is_rare_enough(struct phs_slice value, const struct phs_naming *naming, bool quoted) {
    int rarity = phs_match_rarity(value);
    struct phs_wording wording = phs_wording_of(value);
    if (wording.letters == value.len && quoted && value.len >= 8 && !is_key_alone(naming))
        return phs_wording_is_strange(&wording);
    if (wording.digits == value.len || (wording.letters == value.len && !(value.len >= SHORTEST_KEY && wording.upper &&
                                                                          wording.lower && phs_wording_is_odd(&wording))))
        return false;
    if (is_key_alone(naming))
        return value.len >= SHORTEST_KEY && rarity >= RARE_ASSIGNED && (quoted || rarity >= RARE_SHORT);
    if (value.len >= SHORT)
        return rarity >= (value.len >= 20 && wording.marks == 0 ? RARE_LONG : RARE_ASSIGNED);
    if (rarity >= RARE_SHORT)
        return true;
    return quoted && phs_slice_ieq(naming->word, phs_slice("secret")) && phs_value_is_typed(value, quoted) &&
           wording.digits >= 2;
}

/* A person's words with digits among them, where a secret is to stand. */
static bool is_typed_secret(struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    size_t slashes = 0;
    for (size_t i = 0; i < value.len; i++)
        slashes += value.ptr[i] == '/' || value.ptr[i] == '.' || value.ptr[i] == ':';
    bool asked = wording.marks > wording.joints && wording.lower >= 2 && wording.upper && phs_match_rarity(value) > 0;
    return !slashes && wording.digits && (asked || phs_wording_is_leet(value)) && phs_value_is_typed(value, true);
}

/* Keys that people choose: of tokens, of sessions, of a cipher. */
static bool is_typed_into(const struct phs_naming *naming) {
    static const char *const chosen[] = {"jwt", "hmac", "session", "signing", "crypt", "cookie", "cipher"};
    return phs_slice_ieq(naming->word, phs_slice("secret")) || phs_slice_ieq(naming->word, phs_slice("pepper")) ||
           (phs_slice_holds_any(naming->name, chosen, sizeof chosen / sizeof *chosen) &&
            phs_slice_holds_any(naming->word, (const char *const[]){"key"}, 1));
}

/* Sign-in over the web and HTTP Digest send one with every request; nobody can use it again. */
static bool is_nonce_of_protocol(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    enum { NEAR = 240 };
    static const char *const beside[] = {"redirect",  "response_type", "scope",   "realm",      "uri=",
                                         "digest",    "client_id",     "state=",  "\"iss\"",    "\"aud\"",
                                         "signature", "mspid",         "<script", "script-src", "anonce"};
    if (!phs_slice_ieq(naming->word, phs_slice("nonce")))
        return false;
    size_t at = (size_t)(value.ptr - file.ptr), from = at > NEAR ? at - NEAR : 0;
    size_t to = file.len - at > NEAR ? at + NEAR : file.len;
    return phs_slice_holds_any(phs_slice_n(file.ptr + from, to - from), beside, sizeof beside / sizeof *beside);
}

static bool is_secret(struct phs_slice value, struct phs_slice file) {
    struct phs_naming naming;
    bool quoted = phs_place_is_quoted(value, file), placeholder = phs_match_placeholder(value) != PHS_MATCH_REAL;
    if (!phs_naming_of(value, file, &naming))
        return false;
    bool about = phs_naming_is_about(&naming);
    if (phs_value_is_of_list(value, file, &naming))
        return false;
    if (!about && phs_value_is_chosen_secret(value, file, &naming))
        return true;
    if (placeholder || value.len < SHORTEST_TYPED || says_checksum(&naming, value, file) ||
        (about && !is_one_of_many(&naming, value)))
        return false;
    if (is_digest_of(value, file, &naming) || is_file_name(value) || is_nonce_of_protocol(value, file, &naming) ||
        (is_uuid(value) && is_of_request(&naming, file)))
        return false;
    if (is_uuid(value))
        return (!is_key_alone(&naming) || is_key_of_something(&naming)) && phs_validate_uuid(value, file) == PHS_MATCH_REAL;
    if (is_typed_into(&naming) && (quoted || phs_place_is_setting(value, file)) && is_typed_secret(value))
        return true;
    if (is_path_or_name(value) || is_public(value, &naming, file) || (!quoted && phs_place_is_variable(value, file)))
        return false;
    return is_rare_enough(value, &naming, quoted);
}

enum phs_match_class phs_validate_assignment(struct phs_slice value, struct phs_slice file) {
    bool real = !is_wrapped(value) && !phs_value_is_code(value) && is_secret(value, file) && !phs_place_is_long(value, file);
    return real ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

static bool says_public(struct phs_slice value, struct phs_slice file) {
    const char *start = phs_place_line(value, file);
    return phs_slice_holds_word(phs_slice_n(start, (size_t)(value.ptr - start)), "public");
}

/* "apiKey" stands alone: "settings.apiKey" and "\"apiKey\"" are members of something, and it may be a key of anything. */
static bool is_member(struct phs_slice value, struct phs_slice file) {
    enum { NEAR = 100 };
    const char *low = value.ptr - file.ptr > NEAR ? value.ptr - NEAR : file.ptr;
    for (const char *key = value.ptr - 3; key >= low; key--) {
        if (memcmp(key, "Key", 3) != 0 || key[3] == '(' || isalnum((unsigned char)key[3]) || key[3] == '_')
            continue;
        const char *start = key;
        while (start > file.ptr && (isalnum((unsigned char)start[-1]) || start[-1] == '_'))
            start--;
        return start > file.ptr && strchr(".-\"'[", start[-1]) != NULL;
    }
    return false;
}

/* Under a name that is no more than "key" or "iv": only what nobody would look something up by. */
enum phs_match_class phs_validate_bare_key(struct phs_slice value, struct phs_slice file) {
    struct phs_wording wording = phs_wording_of(value);
    struct phs_naming naming;
    if (phs_naming_of(value, file, &naming) && value.ptr - naming.name.ptr < 48 && phs_naming_is_about(&naming))
        return PHS_MATCH_NONE;
    if (phs_value_is_secret_by_itself(value) && phs_place_is_quoted(value, file))
        return PHS_MATCH_REAL;
    if (is_wrapped(value))
        return PHS_MATCH_NONE;
    if (value.len < SHORTEST_KEY || is_member(value, file) || phs_match_placeholder(value) != PHS_MATCH_REAL ||
        phs_value_is_code(value) || phs_place_is_long(value, file) || is_uuid(value) || is_path_or_name(value) ||
        says_public(value, file) || wording.digits == 0 || wording.letters == 0)
        return PHS_MATCH_NONE;
    return phs_match_rarity(value) >= RARE_ASSIGNED ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}
