/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords whose place says all: an option of a command, a call that logs in, the address of a database, the name of a user
 * beside. There a plain word is one too, but for the words that stand for any password. */
#include <ctype.h>

#include "parse/match/assigned.h"
#include "parse/match/validators.h"

enum { SHORTEST_TOLD = 3, LONGEST_LABEL = 48, BACK = 160, FORTH = 120, MOST_LINES_AWAY = 2 };

/* "password" within a word, and what is left of it when they are gone. */
static const char *const own_words[] = {"passphrase", "password", "passwort", "passcode",    "passwd",    "passwrd",
                                        "pass",       "pwd",      "pswd",     "psw",         "pw",        "secret",
                                        "token",      "apikey",   "key",      "credentials", "credential"};

/* What is put before "password" to name one rather than to make one. */
static bool is_generic(struct phs_slice word) {
    return phs_slice_is_listed(
        word, "my|your|our|the|a|an|some|any|this|that|his|her|user|users|username|usr|name|db|database|sql|host|repo|registry|"
              "new|old|current|confirm|confirmed|confirmation|repeat|again|verify|default|initial|original|plain|raw|clear|"
              "text|encrypted|hashed|hash|encoded|decoded|encode|decode|temp|temporary|reset|forgot|forgotten|change|changed|"
              "update|updated|enter|type|set|get|is|has|no|not|empty|blank|missing|required|optional|valid|correct|good|"
              "wrong|bad|incorrect|invalid|different|another|other|same|login|signin|signup|access|refresh|auth|oauth|bearer|"
              "csrf|session|client|consumer|api|app|application|service|server|account|mail|email|smtp|ftp|ssh|private|"
              "public|shared|store|storage|value|val|field|input|param|label|string|str|id|for|from|of|to|with|and|or|in|jwt|"
              "test|testing|tests|foo|bar|baz|x|y|s|one|two|here|file|path|url|env|var|config|generic|fake|dummy|mock|object|"
              "provider|manager|master|encryption|signing|algorithm|info|data|weak|strong|long|short|sample|example|very|"
              "network|soft|ap|ssid|wifi|wlan|primary|secondary|hotspot|hidden|none|null|lorem|vault|keystore|truststore|"
              "default|defaults|mask|masked|root-|admin-|link|page|form|"
              "dialog|view|button|screen|prompt|hint|policy|strength");
}

/* Own words and generic ones at both ends of letters that run together, until nothing can be taken away. */
static bool is_run_of_labels(struct phs_slice word) {
    for (size_t before = word.len + 1; word.len && word.len < before;) {
        before = word.len;
        if (is_generic(word))
            return true;
        for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++) {
            size_t n = strlen(own_words[i]);
            if (word.len >= n && phs_slice_ieq(phs_slice_n(word.ptr + word.len - n, n), phs_slice(own_words[i])))
                word.len -= n;
            else if (word.len >= n && phs_slice_ieq(phs_slice_n(word.ptr, n), phs_slice(own_words[i])))
                word = phs_slice_n(word.ptr + n, word.len - n);
        }
    }
    return word.len == 0;
}

/* "password", "db_password", "newPassword", "mysecret": any password, not one. Digits and marks make one of it, but for marks
 * that join words. */
bool phs_value_is_label(struct phs_slice value) {
    if (value.len > LONGEST_LABEL)
        return false;
    for (size_t start = 0, end; start < value.len; start = end) {
        char c = value.ptr[start];
        end = start + 1;
        if (c == '%' && start + 2 < value.len && isxdigit((unsigned char)value.ptr[start + 1]) &&
            isxdigit((unsigned char)value.ptr[start + 2])) {
            end = start + 3;
            continue;
        }
        if (!isalpha((unsigned char)c)) {
            if (!strchr("-_. :", c))
                return false;
            continue;
        }
        while (end < value.len && isalpha((unsigned char)value.ptr[end]) &&
               !(isupper((unsigned char)value.ptr[end]) && islower((unsigned char)value.ptr[end - 1])))
            end++;
        if (!is_run_of_labels(phs_slice_n(value.ptr + start, end - start)))
            return false;
    }
    return true;
}

/* 1234, 111111, qwerty: placeholders elsewhere, passwords where one is told. */
static bool is_weak_sequence(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isdigit((unsigned char)value.ptr[i]))
            return false;
    return value.len >= 4;
}

/* "pass_sha256_0123456789": the digits are counted, the words before are not. */
static bool ends_in_digits(struct phs_slice value) {
    size_t n = value.len;
    while (n > 0 && isdigit((unsigned char)value.ptr[n - 1]))
        n--;
    return n < value.len && n >= 5 && phs_match_placeholder(phs_slice_n(value.ptr, n)) == PHS_MATCH_REAL;
}

/* What comes with a product, what is counted: a password where one is set for something, not in a test. */
bool phs_value_is_trivial(struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    return wording.digits == value.len || (phs_value_is_numbered(value) && wording.digits == 1) ||
           phs_slice_is_listed(value, "admin|root|demo|guest|postgres|mysql|mongo|redis|rabbit|rabbitmq|docker|welcome|toor|"
                                      "elastic|hello|abc|abcd|qwerty|letmein|changeit|tomcat|vagrant|cat|dog");
}

/* true, MAVEN_REPO_KEY, +has-password, /persistent, anonymous@: nothing that somebody chose. */
static bool is_no_choice(struct phs_slice value, const struct phs_wording *wording) {
    return strchr("+/,", value.ptr[0]) ||
           phs_slice_is_listed(
               value, "true|false|yes|no|on|off|nil|not|all|any|0123456789|md5|sha1|sha224|sha256|sha384|sha512|sha512_"
                      "crypt|sha256_crypt|utf8") ||
           (wording->lower == 0 && wording->digits == 0 && memchr(value.ptr, '_', value.len)) ||
           (value.len >= 9 && phs_slice_ieq(phs_slice_n(value.ptr, 9), phs_slice("anonymous")));
}

bool phs_value_is_tellable(struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    enum phs_match_class judged = phs_match_placeholder(value);
    bool caption = wording.upper == 1 && isupper((unsigned char)value.ptr[0]) && wording.digits == 0 && wording.marks == 0;
    if (value.len < SHORTEST_TOLD || phs_value_is_code(value) || phs_value_is_label(value) || caption ||
        is_no_choice(value, &wording))
        return false;
    bool counted = judged == PHS_MATCH_COMMON && (is_weak_sequence(value) || ends_in_digits(value));
    if (judged != PHS_MATCH_REAL && !counted)
        return false;
    if (wording.letters == 0 && wording.marks == 0)
        return true;
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] > 127)
            return false;
    return wording.letters + wording.digits >= SHORTEST_TOLD && !phs_value_is_other(value, &wording) &&
           !phs_value_is_said(value) && phs_value_distinct(value) >= 2;
}

static bool is_name_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* at: behind a word for a user. What follows is the rest of its name, a sign and something. */
static bool is_given(const char *at, const char *end, bool option) {
    const char *name = at;
    while (at < end && is_name_byte(*at))
        at++;
    if (at - name > 16 || phs_slice_holds_any(phs_slice_n(name, (size_t)(at - name)), own_words, 10))
        return false;
    while (at < end && strchr("\"'`]\\)*", *at))
        at++;
    bool sign = option && at < end && *at == ' ';
    for (; at < end && strchr(" \t:=>,(", *at); at++)
        sign |= strchr(":=,(", *at) != NULL;
    if (end - at > 7 && phs_slice_ieq(phs_slice_n(at, 5), phs_slice("value")))
        at += 6;
    while (at < end && strchr("\"'`\\@*", *at))
        at++;
    return sign && at < end && isalnum((unsigned char)*at);
}

static bool is_beside(const char *const *words, size_t count, struct phs_slice value, struct phs_slice file) {
    const char *low = value.ptr, *high = value.ptr + value.len, *end = file.ptr + file.len;
    for (size_t lines = 0; low > file.ptr && value.ptr - low < BACK; low--)
        if (low[-1] == '\n' && lines++ == MOST_LINES_AWAY)
            break;
    for (size_t lines = 0; high < end && high - value.ptr < FORTH; high++)
        if (*high == '\n' && lines++ == MOST_LINES_AWAY)
            break;
    for (const char *at = low; at < high; at++) {
        if (at > low && isalpha((unsigned char)at[-1]) && !(isupper((unsigned char)*at) && islower((unsigned char)at[-1])))
            continue;
        for (size_t i = 0; i < count; i++) {
            size_t n = strlen(words[i]);
            if ((size_t)(high - at) > n && phs_slice_ieq(phs_slice_n(at, n), phs_slice(words[i])) &&
                !(at <= value.ptr && at + n > value.ptr) && is_given(at + n, high, at > low && at[-1] == '-'))
                return true;
        }
    }
    return false;
}

/* user: 'x', <login>x</login>, --user x, username=x: within two lines of the value. */
bool phs_place_names_user(struct phs_slice value, struct phs_slice file) {
    static const char *const words[] = {"user", "login", "email", "usr", "uid"};
    return is_beside(words, sizeof words / sizeof *words, value, file);
}

bool phs_place_names_host(struct phs_slice value, struct phs_slice file) {
    static const char *const words[] = {"host", "hostname", "server", "database", "dbname",     "db",
                                        "port", "dialect",  "jdbc",   "driver",   "datasource", "broker"};
    return is_beside(words, sizeof words / sizeof *words, value, file);
}

/* What stands before the value on its line, without spaces and quotes. */
static struct phs_slice word_before(struct phs_slice value, struct phs_slice file, bool *ret_apart) {
    const char *at = value.ptr, *line = phs_place_line(value, file);
    while (at > line && strchr(" \t\"'`", at[-1]))
        at--;
    const char *name = at;
    while (name > line && !strchr(" \t\"'`(", name[-1]))
        name--;
    *ret_apart = at < value.ptr && strchr(" \t", *at) != NULL;
    return phs_slice_n(name, (size_t)(at - name));
}

/* --password word: the sentence that explains an option goes on behind it. -p 27017 may be a port. */
static bool is_explained(struct phs_slice value, struct phs_slice file) {
    bool apart;
    struct phs_slice option = word_before(value, file, &apart);
    if (!apart || option.len == 0 || *option.ptr != '-')
        return false;
    if (value.len < 6 && is_weak_sequence(value) && !phs_place_is_quoted(value, file))
        return true;
    return phs_slice_ieq(option, phs_slice("--pass")) ||
           (phs_slice_holds_word(option, "passw") && !phs_place_names_user(value, file));
}

static bool ends_line(struct phs_slice value, struct phs_slice file) {
    const char *end = value.ptr + value.len, *limit = file.ptr + file.len;
    while (end < limit && strchr(" \t\"'\r;\\", *end))
        end++;
    return end == limit || *end == '\n';
}

/* "identified by its name": a sentence. */
static bool is_of_sentence(struct phs_slice value) {
    return phs_slice_is_listed(value, "its|their|his|her|the|a|an|this|that|name|id|user|one|each|either|using|means");
}

/* 'app'@'%', not "@Description". */
static bool names_account(struct phs_slice said) {
    const char *at = memchr(said.ptr, '@', said.len);
    return at && at > said.ptr && !strchr(" \t*/", at[-1]);
}

/* CREATE USER u IDENTIFIED BY 'x': what is identified by a name in a sentence has no user. */
static bool is_of_statement(struct phs_slice said) {
    static const char *const words[] = {"user", "grant", "role", "alter", "connect to"};
    return phs_slice_holds_any(said, words, sizeof words / sizeof *words) || names_account(said) ||
           phs_slice_find(said, PHS_SLICE("IDENTIFIED BY")) != (size_t)-1;
}

/* rootpw word, net user bob word: behind words that begin a line of a configuration or a command. What a sentence says goes on
 * behind words, too. */
static bool is_behind_word(struct phs_slice value, struct phs_slice file) {
    static const char *const commands[] = {"htpasswd",       "net user",       "net use",    "/root_password",
                                           "/root-password", "/user-password", "mysqladmin", "rabbitmqctl",
                                           "wpa_passphrase", "nmcli",          "machine "};
    static const char settings[] = "requirepass|masterauth|rootpw|bindpw";
    bool apart;
    struct phs_slice before = word_before(value, file, &apart);
    const char *line = phs_place_line(value, file);
    struct phs_slice said = phs_slice_n(line, (size_t)(value.ptr - line));
    if (!apart || before.len == 0 || *before.ptr == '-' || strchr("=:/%|<>,", before.ptr[before.len - 1]))
        return false;
    if (phs_slice_ieq(before, phs_slice("by")))
        return !is_of_statement(said) || (is_of_sentence(value) && !phs_place_is_quoted(value, file));
    /* The last line of an entry of .netrc. */
    if (phs_slice_ieq(before, phs_slice("password")) && phs_slice_trim(said).len == before.len)
        return !ends_line(value, file);
    if (phs_slice_is_listed(before, settings))
        return !ends_line(value, file) || phs_slice_trim(phs_slice_n(line, (size_t)(before.ptr - line))).len > 0;
    if (phs_place_is_quoted(value, file))
        return false;
    return phs_slice_find(said, PHS_SLICE("ENV ")) == (size_t)-1 &&
           !(phs_slice_holds_any(said, commands, sizeof commands / sizeof *commands) && ends_line(value, file));
}

/* The name of the call that value is an argument of. */
static struct phs_slice call_of(struct phs_slice value, struct phs_slice file) {
    const char *low = value.ptr - file.ptr > 2 * BACK ? value.ptr - 2 * BACK : file.ptr, *at = value.ptr;
    for (size_t depth = 0; at > low; at--) {
        depth += at[-1] == ')';
        if (at[-1] == '(' && depth-- == 0)
            break;
    }
    const char *end = at > low ? at - 1 : at;
    while (end > low && end[-1] == ' ')
        end--;
    const char *start = end;
    while (start > low && (is_name_byte(start[-1]) || start[-1] == '.'))
        start--;
    return phs_slice_n(start, (size_t)(end - start));
}

/* Calls of these names do other things as well, but for databases: pymysql.connect. */
static bool is_ambiguous(struct phs_slice call) {
    static const char *const stores[] = {"sql", "psycopg", "oracle", "mongo", "redis", "paramiko", "ssh", "ftp"};
    size_t last = call.len;
    while (last > 0 && call.ptr[last - 1] != '.')
        last--;
    if (phs_slice_holds_any(phs_slice_n(call.ptr, last), stores, sizeof stores / sizeof *stores))
        return false;
    return phs_slice_is_listed(phs_slice_n(call.ptr + last, call.len - last),
                               "bind|auth|authenticate|encode|matches|createuser|create_user|createaccount|connect|"
                               "assertequals|assert_equal|assertthat|credentials|signin|sign_in|log_in|createasync|"
                               "setauth|userpassword|with|clientcredentials|x509certificate2|btoa");
}

/* Calls that reach a database or a network: what they are given is set there. */
static bool is_of_store(struct phs_slice call) {
    static const char *const parts[] = {"connect", "sequelize", "pdo", "mysqli", "wifi", "begin", "pool"};
    return phs_slice_holds_any(call, parts, sizeof parts / sizeof *parts);
}

/* "the button is identified by btn_[id]_save" */
static bool is_in_prose(struct phs_slice value, struct phs_slice file) {
    bool apart;
    const char *line = phs_place_line(value, file);
    return !phs_place_is_quoted(value, file) && phs_slice_ieq(word_before(value, file, &apart), phs_slice("by")) &&
           !is_of_statement(phs_slice_n(line, (size_t)(value.ptr - line)));
}

enum phs_match_class phs_validate_told(struct phs_slice value, struct phs_slice file) {
    if (phs_place_is_long(value, file) || value.len < SHORTEST_TOLD || is_in_prose(value, file))
        return PHS_MATCH_NONE;
    if (phs_value_is_tellable(value) && !is_behind_word(value, file) && !is_explained(value, file))
        return PHS_MATCH_REAL;
    return phs_match_placeholder(value) == PHS_MATCH_REAL ? phs_validate_typed(value, file) : PHS_MATCH_NONE;
}

enum phs_match_class phs_validate_told_argument(struct phs_slice value, struct phs_slice file) {
    struct phs_slice call = call_of(value, file);
    if (!is_ambiguous(call) && (!phs_value_is_trivial(value) || is_of_store(call)))
        return phs_validate_told(value, file);
    return phs_match_placeholder(value) == PHS_MATCH_REAL ? phs_validate_typed(value, file) : PHS_MATCH_NONE;
}

/* "password `word`": a name where nobody logs in. */
enum phs_match_class phs_validate_written(struct phs_slice value, struct phs_slice file) {
    bool marked = value.ptr > file.ptr && strchr("`*>", value.ptr[-1]);
    if (marked && phs_value_is_tellable(value) && phs_place_names_user(value, file) && !phs_place_is_long(value, file))
        return PHS_MATCH_REAL;
    return phs_match_placeholder(value) == PHS_MATCH_REAL ? phs_validate_typed(value, file) : PHS_MATCH_NONE;
}
