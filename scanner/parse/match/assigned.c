/* SPDX-License-Identifier: Apache-2.0 */
/* Values that stand under a name which says password, secret or key: what somebody could log in with, told from words,
 * references and code. No vendor's format helps here, so the name and the way the value is written decide. */
#include <ctype.h>

#include "parse/match/validators.h"
#include "parse/match/wording.h"

enum {
    RARE_LONG = 40,
    RARE_ASSIGNED = 45,
    RARE_SHORT = 52,
    RARE_BARE = 45,
    RARE_JOINED = 30,
    RARE_BASE64 = 60,
    SHORT = 16,
    LONGEST_LINE = 2000,
    SHORTEST_KEY = 16
};

static bool is_quoted(struct phs_slice value, struct phs_slice file) {
    char before = value.ptr > file.ptr ? value.ptr[-1] : '\0';
    const char *end = value.ptr + value.len;
    char after = end < file.ptr + file.len ? *end : '\0';
    /* The text of an element is as literal as what stands in quotes. */
    if (before == '>' && after == '<')
        return true;
    return (before == '"' || before == '\'' || before == '`') && (after == before || after == '\\');
}

static const char *line_start(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr;
    while (at > file.ptr && at[-1] != '\n' && value.ptr - at <= LONGEST_LINE)
        at--;
    return at;
}

/* "host=db password=value dbname=x": what a string says is not what a program calls. */
static bool is_within_string(struct phs_slice value, struct phs_slice file) {
    size_t quotes = 0;
    for (const char *at = line_start(value, file); at < value.ptr; at++)
        quotes += *at == '"' && !(at > file.ptr && at[-1] == '\\');
    return quotes % 2 == 1;
}

/* --password=value: of a command, where a variable would have its sign. */
static bool is_option(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr, *start = line_start(value, file);
    while (at > start && (isalnum((unsigned char)at[-1]) || strchr("=-_", at[-1])))
        at--;
    return value.ptr > start && value.ptr[-1] == '=' && value.ptr - at > 3 && at[0] == '-' && at[1] == '-';
}

/* "%s" and "%s/%s", and not a password that happens to hold it. */
static bool is_format(struct phs_slice value) {
    for (size_t i = 0; i + 1 < value.len; i++)
        if (value.ptr[i] == '%' && value.ptr[i + 1] == 's' &&
            (i == 0 || i + 2 == value.len || !isalnum((unsigned char)value.ptr[i + 2]) ||
             !isalnum((unsigned char)value.ptr[i - 1])))
            return true;
    return false;
}

/* 2022-08-25T09:26:05Z under access_token: when it was given. */
static bool is_time(struct phs_slice value) {
    static const char shape[] = "dddd-dd-ddTdd:dd";
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (value.len <= i || (shape[i] == 'd' ? !isdigit((unsigned char)value.ptr[i]) : value.ptr[i] != shape[i]))
            return false;
    return true;
}

/* r=ab,s=abcd,i=5: values with names of their own. */
static bool is_list_of_pairs(struct phs_slice value) {
    size_t pairs = 0;
    for (size_t i = 1; i + 1 < value.len; i++)
        pairs += value.ptr[i] == ',' && memchr(value.ptr + i, '=', value.len - i) != NULL;
    return pairs > 0 && memchr(value.ptr, '=', value.len) < memchr(value.ptr, ',', value.len);
}

/* A variable, a call, an expression, a pattern, a format: nothing that is typed in as it stands. */
static bool is_code(struct phs_slice value) {
    static const char *const marks[] = {"()",   "::",      "->",      "[]",      "://",       "/$",        "%d",
                                        "%v",   "\\d",     "\\w",     ".*",      ".+",        "(?",        "[a",
                                        "env.", "environ", "getenv",  "self.",   "this.",     "var.",      "null",
                                        "{}",   "|",       "config.", "params.", "settings.", "undefined", "process."};
    char first = value.ptr[0];
    return first == '$' || first == '<' || first == '{' || first == '[' || first == '(' || first == '\\' || first == '|' ||
           (first == '%' && value.len > 2 && value.ptr[value.len - 1] == '%') ||
           (first == '&' && isalpha((unsigned char)value.ptr[1])) ||
           (first == '*' && value.len > 1 && isalpha((unsigned char)value.ptr[1])) || (first == '.') ||
           (first == '#' && value.len < 12) || (first == '+' && memchr(value.ptr + 2, '+', value.len - 2)) ||
           is_format(value) || is_time(value) || is_list_of_pairs(value) ||
           phs_slice_holds_any(value, marks, sizeof marks / sizeof *marks);
}

/* user@host.tld, 2020-01-31, 10.0.0.1, 1.2.3: written for another purpose. */
static bool is_other_thing(struct phs_slice value, const struct phs_wording *wording) {
    const char *at = memchr(value.ptr, '@', value.len);
    bool mail = at && at > value.ptr && at + 1 < value.ptr + value.len && isalpha((unsigned char)at[1]) &&
                memchr(at, '.', (size_t)(value.ptr + value.len - at)) && wording->digits < 3 && !phs_wording_is_odd(wording);
    bool dotted = wording->letters == 0 && wording->marks > 0;
    bool version = wording->letters <= 1 && wording->joints >= 2;
    return mail || dotted || version;
}

/* A word with a number behind it: "user1", "sha256", "test123". */
static bool is_numbered_word(struct phs_slice value) {
    size_t n = value.len;
    while (n > 0 && (isdigit((unsigned char)value.ptr[n - 1]) || value.ptr[n - 1] == '!' || value.ptr[n - 1] == '_' ||
                     value.ptr[n - 1] == '-'))
        n--;
    while (n > 0 && (value.ptr[n - 1] == '_' || value.ptr[n - 1] == '-' || value.ptr[n - 1] == '@'))
        n--;
    return phs_slice_is_listed(
        phs_slice_n(value.ptr, n),
        "user|test|tests|foo|bar|baz|abc|abcd|abcdef|key|sha|md|base|oauth|utf|aes|rsa|hmac|hmac-sha|x|v|http|h|col|"
        "row|field|arg|param|value|val|item|node|host|port|ip|ipv|step|level|line|part|type|option|input|group|role|"
        "page|tab|tmp|string|str|name|id|title|text|label|example|sample|demo|token|bearer|basic|secret|pass|pwd|pw|"
        "password|passwd|admin|root|data|file|img|image|section|bcrypt|pbkdf|scrypt|argon|des|ed|curve|p|k|s|t|a|b|c|"
        "qwerty|default|app|client|server|service|db|database|account|log|out|new|old|some|any|the|no|yes|true|false");
}

/* The names of such things stand in labels, fields and messages: "new-password", "accessToken". "Passw0rd" does not. */
static bool says_itself(struct phs_slice value) {
    static const char *const own[] = {"password",    "passwort",  "passwd",     "passphrase", "secret",     "token",
                                      "apikey",      "api_key",   "api-key",    "username",   "credential", "privatekey",
                                      "private_key", "accesskey", "access_key", "keystore",   "vault",      "email",
                                      "lorem",       "none",      "default"};
    return phs_slice_holds_any(value, own, sizeof own / sizeof *own);
}

static size_t distinct_of(struct phs_slice value) {
    bool seen[256] = {false};
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++) {
        n += !seen[(unsigned char)value.ptr[i]];
        seen[(unsigned char)value.ptr[i]] = true;
    }
    return n;
}

static bool is_foreign(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] > 127)
            return true;
    return false;
}

/* "Pasahitza" and "Salasana" are words too, of languages whose pairs the table does not know: they begin with a capital. */
static bool is_typed_letters(struct phs_slice value, const struct phs_wording *wording) {
    bool title = wording->upper == 1 && isupper((unsigned char)value.ptr[0]);
    if (value.len < 6)
        return false;
    if (title)
        return wording->odd * 2 >= wording->pairs;
    return phs_wording_is_odd(wording) || (value.len >= 10 && phs_match_rarity(value) >= RARE_SHORT);
}

/* "bou_hqHEn", "TSYiFoiVA": capitals and small letters, and none of it long enough for a word. */
static bool is_ragged(struct phs_slice value, const struct phs_wording *wording) {
    return value.len >= 7 && wording->words >= 3 && wording->letters * 2 <= 7 * wording->words && wording->upper &&
           wording->lower && wording->marks <= 1;
}

static bool is_typed_marks(struct phs_slice value, const struct phs_wording *wording) {
    bool odd = phs_wording_is_odd(wording);
    if (wording->marks == wording->joints && !odd)
        return wording->digits >= 2 && wording->letters > 0 &&
               ((!phs_wording_is_name(value) && phs_match_rarity(value) >= RARE_JOINED) || (wording->upper && value.len >= 12));
    if (wording->digits == 0 && odd && value.len >= 6 && strchr("!#$%&*@?", value.ptr[value.len - 1]))
        return true;
    if (wording->digits == 0)
        return value.len >= 8 && (wording->marks >= 2 || wording->upper >= 2 || odd) &&
               (wording->marks >= 4 || !strchr(",.;:)", value.ptr[value.len - 1]));
    return wording->letters + wording->digits >= 4;
}

/* Small and capital letters, a digit and a mark: what policies ask of passwords and names seldom have. */
static bool is_as_policies_ask(struct phs_slice value, const struct phs_wording *wording) {
    for (size_t i = 0; i < value.len; i++)
        if (strchr("./:[]()", value.ptr[i]))
            return false;
    return value.len >= 8 && wording->lower >= 2 && wording->upper && wording->digits && wording->marks;
}

/* What somebody would type: letters with digits or marks, or letters that make no word. */
static bool is_typed(struct phs_slice value, bool quoted) {
    struct phs_wording wording = phs_wording_of(value);
    if (is_other_thing(value, &wording) || is_numbered_word(value) || distinct_of(value) <= 3)
        return false;
    bool asked = is_as_policies_ask(value, &wording);
    if (says_itself(value) && !(value.len >= 12 && (asked || phs_match_rarity(value) >= RARE_SHORT)))
        return false;
    if (is_foreign(value) && wording.digits < 3)
        return false;
    if (asked || phs_wording_is_leet(value) || is_ragged(value, &wording))
        return true;
    if (wording.letters == value.len)
        return is_typed_letters(value, &wording);
    if (wording.digits == value.len)
        return quoted && value.len >= 6;
    if (wording.marks == 0)
        return wording.digits > 1 || phs_wording_is_odd(&wording) ||
               (quoted && value.len > 6 && wording.upper && wording.lower && wording.words == 1);
    return is_typed_marks(value, &wording);
}

/* A name, = or :, the value, and nothing more on the line: a setting, not a statement. */
static bool is_setting(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr, *end = value.ptr + value.len;
    bool sign = false;
    for (; at > file.ptr && at[-1] != '\n'; at--) {
        if (strchr("=: \t", at[-1]))
            sign |= at[-1] == '=' || at[-1] == ':';
        else if (!isalnum((unsigned char)at[-1]) && !strchr("_.-\"'", at[-1]))
            return false;
    }
    while (end < file.ptr + file.len && (*end == ' ' || *end == '\r'))
        end++;
    return sign && (end == file.ptr + file.len || *end == '\n');
}

/* Without quotes, what is made like a name is a variable, an argument of a call all the more, and a word that others follow
 * is of a sentence. */
static bool is_variable(struct phs_slice value, struct phs_slice file) {
    const char *end = value.ptr + value.len;
    struct phs_wording wording = phs_wording_of(value);
    bool odd = phs_wording_is_odd(&wording);
    if ((phs_wording_is_leet(value) || is_ragged(value, &wording)) &&
        (is_setting(value, file) || is_within_string(value, file) || is_option(value, file)))
        return false;
    if (wording.letters == value.len && end + 1 < file.ptr + file.len && *end == ' ' && isalpha((unsigned char)end[1]))
        return true;
    for (size_t i = value.ptr[0] == '@'; i < value.len; i++)
        if (!isalnum((unsigned char)value.ptr[i]) && value.ptr[i] != '_' && value.ptr[i] != '.')
            return false;
    if (isdigit((unsigned char)value.ptr[0]))
        return false;
    if (end < file.ptr + file.len && (*end == ',' || *end == ')' || *end == ';'))
        return !odd && phs_match_rarity(value) < RARE_BARE;
    return wording.digits < 2 && !odd;
}

static size_t line_length(struct phs_slice value, struct phs_slice file) {
    const char *start = value.ptr, *end = value.ptr + value.len;
    while (start > file.ptr && start[-1] != '\n' && value.ptr - start <= LONGEST_LINE)
        start--;
    while (end < file.ptr + file.len && *end != '\n' && end - value.ptr <= LONGEST_LINE)
        end++;
    return (size_t)(end - start);
}

/* `adminPassword`, `httpProxy` and `port`: a list of names in a text. */
static bool is_listed_name(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr;
    return at - file.ptr > 4 && at[-1] == '`' && at[-2] == ' ' && at[-3] == ',' && at[-4] == '`';
}

static bool is_common(struct phs_slice value) {
    return phs_validate_password(value, value) != PHS_MATCH_REAL || phs_match_placeholder(value) != PHS_MATCH_REAL;
}

/* cookieKeys: ["...", "..."]: a list of them, where no word stands. */
static bool is_one_of_many(const struct phs_naming *naming, struct phs_slice value) {
    return phs_slice_ieq(naming->tail, phs_slice("s")) && !naming->password && value.len >= SHORTEST_KEY &&
           phs_match_rarity(value) >= RARE_BASE64;
}

/* "binarypwd" under "binarypwd_4". */
static bool says_its_name(struct phs_slice value, const struct phs_naming *naming) {
    struct phs_wording wording = phs_wording_of(value);
    for (size_t i = 0; wording.letters == value.len && i + value.len <= naming->name.len; i++)
        if (phs_slice_ieq(phs_slice_n(naming->name.ptr + i, value.len), value))
            return true;
    return false;
}

enum phs_match_class phs_validate_assigned_password(struct phs_slice value, struct phs_slice file) {
    struct phs_naming naming;
    bool quoted = is_quoted(value, file);
    if (value.len < 5 || is_code(value) || is_common(value) || line_length(value, file) > LONGEST_LINE)
        return PHS_MATCH_NONE;
    if (!phs_naming_of(value, file, &naming) || phs_naming_is_about(&naming) || is_listed_name(value, file) ||
        says_its_name(value, &naming))
        return PHS_MATCH_NONE;
    return is_typed(value, quoted) && (quoted || !is_variable(value, file)) ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

/* An argument of a call that logs in: no name says so, the call does. */
enum phs_match_class phs_validate_typed(struct phs_slice value, struct phs_slice file) {
    if (value.len < 5 || is_code(value) || is_common(value) || line_length(value, file) > LONGEST_LINE)
        return PHS_MATCH_NONE;
    return is_typed(value, is_quoted(value, file)) ? PHS_MATCH_REAL : PHS_MATCH_NONE;
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

/* Before the value on its line, or in the name itself. */
static bool says_checksum(const struct phs_naming *naming, struct phs_slice value) {
    static const char *const sums[] = {"sha1",     "sha-1",    "sha256", "sha-256",   "sha512",      "md5sum",
                                       "digest",   "checksum", "commit", "integrity", "fingerprint", "etag",
                                       "revision", "keyid",    "key_id", "gpg",       "pgp",         "recv-key"};
    struct phs_slice said = phs_slice_n(naming->name.ptr, (size_t)(value.ptr - naming->name.ptr));
    return phs_slice_holds_any(said, sums, sizeof sums / sizeof *sums);
}

static bool is_upper_hex(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.ptr[i]) && !(value.ptr[i] >= 'A' && value.ptr[i] <= 'F'))
            return false;
    return true;
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
    return quoted && phs_slice_ieq(naming->word, phs_slice("secret")) && is_typed(value, quoted) && wording.digits >= 2;
}

/* A person's words with digits among them, where a secret is to stand. */
static bool is_typed_secret(struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    size_t slashes = 0;
    for (size_t i = 0; i < value.len; i++)
        slashes += value.ptr[i] == '/' || value.ptr[i] == '.' || value.ptr[i] == ':';
    return !slashes && wording.digits && phs_wording_is_leet(value) && is_typed(value, true);
}

/* Keys that people choose: of tokens, of sessions, of a cipher. */
static bool is_typed_into(const struct phs_naming *naming) {
    static const char *const chosen[] = {"jwt", "hmac", "session", "signing", "crypt", "cookie", "cipher"};
    return phs_slice_ieq(naming->word, phs_slice("secret")) || phs_slice_ieq(naming->word, phs_slice("pepper")) ||
           (phs_slice_holds_any(naming->name, chosen, sizeof chosen / sizeof *chosen) &&
            phs_slice_holds_any(naming->word, (const char *const[]){"key"}, 1));
}

enum phs_match_class phs_validate_assignment(struct phs_slice value, struct phs_slice file) {
    struct phs_naming naming;
    bool quoted = is_quoted(value, file);
    if (phs_match_placeholder(value) != PHS_MATCH_REAL || is_code(value) || line_length(value, file) > LONGEST_LINE)
        return PHS_MATCH_NONE;
    if (!phs_naming_of(value, file, &naming) || says_checksum(&naming, value) ||
        (phs_naming_is_about(&naming) && !is_one_of_many(&naming, value)))
        return PHS_MATCH_NONE;
    if (is_uuid(value))
        return is_key_alone(&naming) && !is_key_of_something(&naming) ? PHS_MATCH_NONE : phs_validate_uuid(value, file);
    if (is_typed_into(&naming) && (quoted || is_setting(value, file)) && is_typed_secret(value))
        return PHS_MATCH_REAL;
    if (is_path_or_name(value) || is_public(value, &naming, file) || (!quoted && is_variable(value, file)))
        return PHS_MATCH_NONE;
    return is_rare_enough(value, &naming, quoted) ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

/* A literal where a cipher or a signature takes its key: whatever a person would choose, and not the name of a method. */
enum phs_match_class phs_validate_key_argument(struct phs_slice value, struct phs_slice file) {
    struct phs_wording wording = phs_wording_of(value);
    if (value.len < 6 || is_code(value) || is_common(value) || line_length(value, file) > LONGEST_LINE)
        return PHS_MATCH_NONE;
    if (is_other_thing(value, &wording) || is_numbered_word(value) || distinct_of(value) <= 3)
        return PHS_MATCH_NONE;
    bool joined = value.len >= 8 && wording.digits > 0 && wording.letters > 0 && (wording.marks || wording.words > 1);
    bool listed = says_itself(value) && !phs_wording_is_leet(value);
    return !listed && (joined || is_typed(value, true)) ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}

static bool says_public(struct phs_slice value, struct phs_slice file) {
    const char *start = line_start(value, file);
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
    if (is_member(value, file) || phs_match_placeholder(value) != PHS_MATCH_REAL || is_code(value) ||
        line_length(value, file) > LONGEST_LINE || is_uuid(value) || is_path_or_name(value) || says_public(value, file) ||
        wording.digits == 0 || wording.letters == 0)
        return PHS_MATCH_NONE;
    return phs_match_rarity(value) >= RARE_ASSIGNED ? PHS_MATCH_REAL : PHS_MATCH_NONE;
}
