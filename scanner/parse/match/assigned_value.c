/* SPDX-License-Identifier: Apache-2.0 */
/* What a value is made of: what somebody types who must think of a password, told from words, references and code. */
#include <ctype.h>

#include "parse/match/assigned.h"
#include "parse/match/validators.h"

enum { RARE_SHORT = 52, RARE_JOINED = 30 };

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

/* @color/login_text: a resource of an application. */
static bool is_resource(struct phs_slice value) {
    size_t i = 1;
    while (i < value.len && islower((unsigned char)value.ptr[i]))
        i++;
    return value.ptr[0] == '@' && i > 2 && i < value.len && value.ptr[i] == '/';
}

/* --plugin=x, -Dforce=true: what a command is told. */
static bool is_option(struct phs_slice value) {
    return value.len > 2 && value.ptr[0] == '-' &&
           ((value.ptr[1] == '-' && isalpha((unsigned char)value.ptr[2])) ||
            (value.ptr[1] == 'D' && (memchr(value.ptr, '.', value.len) || memchr(value.ptr, '=', value.len))));
}

/* IDX_EE52E3FA19EB6921: what a mapper of objects calls an index by. */
static bool is_index(struct phs_slice value) {
    static const char *const leads[] = {"idx_", "uniq_", "fk_", "pk_", "uk_", "ix_"};
    for (size_t i = 0; i < sizeof leads / sizeof *leads && value.len > 8 && strchr("iIuUfFpP", value.ptr[0]); i++) {
        size_t n = strlen(leads[i]), k = n;
        if (value.len < n + 8 || !phs_slice_ieq(phs_slice_n(value.ptr, n), phs_slice(leads[i])))
            continue;
        while (k < value.len && isxdigit((unsigned char)value.ptr[k]))
            k++;
        return k == value.len;
    }
    return false;
}

/* ${NAME:?message}, of which "?message" is left. */
static bool is_complaint(struct phs_slice value) {
    size_t i = 1;
    while (i < value.len && isalpha((unsigned char)value.ptr[i]))
        i++;
    return value.ptr[0] == '?' && i == value.len;
}

/* A variable, a call, an expression, a pattern, a format: nothing that is typed in as it stands. */
bool phs_value_is_code(struct phs_slice value) {
    static const char *const marks[] = {"()",      "::",        "->",        "[]",       "://",        "/$", "%d",   "%v",
                                        "\\d",     "\\w",       ".*",        ".+",       "(?",         "[a", "env.", "environ",
                                        "getenv",  "self.",     "this.",     "var.",     "null",       "{}", "|",    "config.",
                                        "params.", "settings.", "undefined", "process.", "Microsoft.", "[/"};
    char first = value.ptr[0];
    return first == '$' || first == '<' || first == '{' || first == '[' || first == '(' || first == '\\' || first == '|' ||
           (first == '%' && value.len > 2 && value.ptr[value.len - 1] == '%') ||
           (first == '&' && isalpha((unsigned char)value.ptr[1])) ||
           (first == '*' && value.len > 1 && isalpha((unsigned char)value.ptr[1])) || (first == '.') ||
           (first == '#' && value.len < 12) || (first == '+' && memchr(value.ptr + 2, '+', value.len - 2)) ||
           (first == '%' && memchr(value.ptr, '(', value.len)) || phs_slice_starts(value, "arn:") ||
           phs_slice_starts(value, "refs/") || is_option(value) || is_index(value) || is_complaint(value) || is_format(value) ||
           is_resource(value) || is_time(value) || is_list_of_pairs(value) ||
           phs_slice_holds_any(value, marks, sizeof marks / sizeof *marks);
}

/* reset-password.tsx: a file of the program. */
static bool is_source(struct phs_slice value) {
    static const char *const ends[] = {".tsx", ".ts",  ".jsx", ".js",  ".php",  ".html", ".htm",  ".vue",
                                       ".erb", ".py",  ".rb",  ".css", ".json", ".yml",  ".yaml", ".xml",
                                       ".txt", ".jsp", ".md",  ".svg", ".png",  ".java"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (phs_slice_ends(value, ends[i]))
            return true;
    return false;
}

/* us-east-1 */
static bool is_region(struct phs_slice value) {
    static const char *const sides[] = {"-east-", "-west-", "-north", "-south", "-central-"};
    return value.len < 20 && isdigit((unsigned char)value.ptr[value.len - 1]) &&
           phs_slice_holds_any(value, sides, sizeof sides / sizeof *sides);
}

/* How somebody logs in, how a text is written: named, with digits and marks as passwords have them. */
static bool is_method(struct phs_slice value, const struct phs_wording *wording) {
    if (wording->marks == 0 && wording->digits == 0)
        return false;
    return (phs_slice_starts(value, "WPA") && value.len < 20 &&
            (memchr(value.ptr, '/', value.len) || memchr(value.ptr, '_', value.len) || memchr(value.ptr, '-', value.len))) ||
           phs_slice_is_listed(value, "mysql_native_password|caching_sha2_password|sha256_password|scram-sha-256|scram-sha-1|"
                                      "authorization_code|client_credentials|refresh_token|iso-8859-1|iso8859-1|latin-1|"
                                      "latin1|string?|str?|int?|bool?|object?|array?|true.|false.|none.|null.|cp1252|windows-"
                                      "1252|utf-8|us-ascii|x-www-form-urlencoded");
}

/* user@host.tld, 2020-01-31, 10.0.0.1, 1.2.3: written for another purpose. */
bool phs_value_is_other(struct phs_slice value, const struct phs_wording *wording) {
    const char *at = memchr(value.ptr, '@', value.len);
    bool mail = at && at > value.ptr && at + 1 < value.ptr + value.len && isalpha((unsigned char)at[1]) &&
                memchr(at, '.', (size_t)(value.ptr + value.len - at)) && wording->digits < 3 && !phs_wording_is_odd(wording);
    bool dotted = wording->letters == 0 && wording->marks > 0;
    bool version = wording->letters <= 1 && wording->joints >= 2;
    return mail || dotted || version || is_source(value) || is_region(value) || is_method(value, wording);
}

/* A word with a number behind it: "user1", "sha256", "test123". */
bool phs_value_is_numbered(struct phs_slice value) {
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
bool phs_value_says_itself(struct phs_slice value) {
    static const char *const own[] = {"password",    "passwort",  "passwd",     "passphrase", "secret",     "token",
                                      "apikey",      "api_key",   "api-key",    "username",   "credential", "privatekey",
                                      "private_key", "accesskey", "access_key", "keystore",   "vault",      "email",
                                      "lorem",       "none",      "default"};
    return phs_slice_holds_any(value, own, sizeof own / sizeof *own);
}

size_t phs_value_distinct(struct phs_slice value) {
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
bool phs_value_is_ragged(struct phs_slice value, const struct phs_wording *wording) {
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
bool phs_value_is_typed(struct phs_slice value, bool quoted) {
    struct phs_wording wording = phs_wording_of(value);
    bool asked = is_as_policies_ask(value, &wording);
    if (phs_value_is_label(value) || phs_value_is_other(value, &wording) || (phs_value_is_numbered(value) && !asked) ||
        phs_value_distinct(value) <= 3)
        return false;
    if (phs_value_says_itself(value) && !asked && !(value.len >= 12 && phs_match_rarity(value) >= RARE_SHORT) &&
        (wording.digits == 0 || !phs_wording_is_leet(value)))
        return false;
    if (is_foreign(value) && wording.digits < 3)
        return false;
    if (asked || phs_wording_is_leet(value) || phs_value_is_ragged(value, &wording))
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

bool phs_value_is_common(struct phs_slice value) {
    return phs_validate_password(value, value) != PHS_MATCH_REAL || phs_match_placeholder(value) != PHS_MATCH_REAL;
}
