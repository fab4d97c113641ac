/* SPDX-License-Identifier: Apache-2.0 */
/* Words in values, and the names before them. */
#include "parse/match/wording.h"

#include <ctype.h>

#include "parse/match/validators.h"

enum { LOOK_BACK = 160, LOOK_BACK_FAR = 240, MOST_LINES = 1, MOST_LINES_FAR = 6, LONGEST_NAME = 96 };

static void add_letter(struct phs_wording *wording, unsigned char before, unsigned char c, size_t *run) {
    bool begins = !isalpha(before) || (islower(before) && isupper(c));
    wording->letters++;
    wording->lower += islower(c) != 0;
    wording->upper += isupper(c) != 0;
    wording->words += begins;
    *run = begins ? 1 : *run + 1;
    wording->longest = *run > wording->longest ? *run : wording->longest;
    if (begins)
        return;
    wording->pairs++;
    wording->odd += !phs_match_letters_follow(before, c);
}

struct phs_wording phs_wording_of(struct phs_slice value) {
    struct phs_wording wording = {0};
    size_t run = 0;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (isalpha(c)) {
            add_letter(&wording, i ? (unsigned char)value.ptr[i - 1] : 0, c, &run);
        } else if (isdigit(c)) {
            wording.digits++;
        } else {
            wording.marks++;
            wording.joints += c == '-' || c == '_' || c == '.' || c == '/' || c == ':';
        }
    }
    return wording;
}

bool phs_wording_is_odd(const struct phs_wording *wording) {
    return wording->odd >= 2 && wording->odd * 4 >= wording->pairs;
}

bool phs_wording_is_strange(const struct phs_wording *wording) {
    return wording->odd >= 3 && wording->odd * 5 >= wording->pairs * 2;
}

bool phs_wording_is_name(struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    size_t few = 1 + wording.words / 2;
    if (wording.words == 0 || wording.marks != wording.joints || phs_wording_is_odd(&wording))
        return false;
    return wording.digits <= few && wording.letters >= 3 * wording.words;
}

/* Terms that have digits within: "oauth2client", "base64url". */
static bool is_term(struct phs_slice value) {
    static const char *const terms[] = {
        "oauth2",  "base64", "base32",  "utf8",    "utf16", "sha1",  "sha2",  "sha3",  "sha512", "md5",  "x509",
        "h264",    "k8s",    "i18n",    "l10n",    "a11y",  "p12",   "pkcs",  "http2", "ipv4",   "ipv6", "log4",
        "neo4",    "web3",   "auth0",   "d25519",  "secp",  "boto3", "int3",  "int6",  "int8",   "s3_",  "ec2",
        "route53", "java8",  "mp3",     "mp4",     "2fa",   "u2f",   "fido2", "step1", "step2",  "arg0", "arg1",
        "win32",   "log4j",  "sqlite3", "python3", "es256", "rs256", "hs256", "part1", "part2",  "level"};
    return phs_slice_holds_any(value, terms, sizeof terms / sizeof *terms);
}

bool phs_wording_is_leet(struct phs_slice value) {
    size_t letters = 0, swaps = 0;
    for (size_t i = 0; i < value.len; i++) {
        unsigned char before = i ? (unsigned char)value.ptr[i - 1] : 0;
        unsigned char after = i + 1 < value.len ? (unsigned char)value.ptr[i + 1] : 0;
        letters += isalpha((unsigned char)value.ptr[i]) != 0;
        if (!strchr("0134578", value.ptr[i]))
            continue;
        bool within = isalpha(before) && islower(after) && !(i >= 2 && before == 'x' && value.ptr[i - 2] == '0');
        bool first = (i == 0 || !isalnum(before)) && isalpha(after) && (value.ptr[i] == '0' ? tolower(after) != 'x' : i > 0);
        swaps += within || first;
    }
    return value.len >= 6 && swaps > 0 && letters >= 4 && letters * 2 >= value.len && !is_term(value);
}

/* The longest first where one begins another. */
static const struct {
    const char *word;
    bool password;
} words[] = {
    {"passphrase", true}, {"passcode", true}, {"password", true},    {"passwort", true}, {"passwrd", true}, {"passwd", true},
    {"passw", true},      {"pswd", true},     {"pwd", true},         {"pass", true},     {"psw", true},     {"_pw", true},
    {"pw", true},         {"userpw", true},   {"identified", true},  {"secret", false},  {"token", false},  {"apikey", false},
    {"api_key", false},   {"api-key", false}, {"credential", false}, {"authkey", false}, {"auth", false},   {"salt", false},
    {"nonce", false},     {"pepper", false},  {"seed", false},       {"key", false},     {"cred", false},   {"_psk", true},
    {"stapsk", true},
};

static bool is_name_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-' || c == '.';
}

/* By what words begin with: five bits of a character, the same for a letter in either case. */
static uint32_t first_letters(void) {
    uint32_t letters = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        letters |= UINT32_C(1) << (words[i].word[0] & 31);
    return letters;
}

static size_t word_at(const char *at, const char *end, uint32_t letters, bool *ret_password) {
    if (!(letters >> (*at & 31) & 1))
        return 0;
    char first = (char)tolower((unsigned char)*at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t k = 0;
        if (words[i].word[0] != first)
            continue;
        while (at + k < end && words[i].word[k] && tolower((unsigned char)at[k]) == words[i].word[k])
            k++;
        if (!words[i].word[k]) {
            *ret_password = words[i].password;
            return k;
        }
    }
    return 0;
}

static void set_name(struct phs_naming *naming, const char *low, const char *word, size_t n, const char *high) {
    const char *start = word, *end = word + n;
    while (start > low && is_name_byte(start[-1]) && word - start < LONGEST_NAME)
        start--;
    while (end < high && is_name_byte(*end) && end - word < LONGEST_NAME)
        end++;
    naming->name = phs_slice_n(start, (size_t)(end - start));
    naming->word = phs_slice_n(word, n);
    naming->tail = phs_slice_n(word + n, (size_t)(end - word) - n);
}

static bool ends_with(struct phs_slice text, const char *lower_end) {
    size_t n = strlen(lower_end);
    return text.len >= n && phs_slice_ieq(phs_slice_n(text.ptr + text.len - n, n), phs_slice(lower_end));
}

/* default: value, some lines below the name of a parameter. */
static bool is_default(struct phs_slice value, struct phs_slice file) {
    const char *at = value.ptr;
    while (at > file.ptr && at[-1] != '\n' && value.ptr - at < LONGEST_NAME)
        at--;
    struct phs_slice said = phs_slice_trim(phs_slice_n(at, (size_t)(value.ptr - at)));
    if (said.len && *said.ptr == '"')
        said = phs_slice_n(said.ptr + 1, said.len - 1);
    return (said.len > 7 && phs_slice_ieq(phs_slice_n(said.ptr, 7), phs_slice("default"))) ||
           (said.len > 7 && phs_slice_ieq(phs_slice_n(said.ptr, 7), phs_slice("example")));
}

/* <wsse:Password Type="PasswordText">: of the text of an element, the name of the element comes first. */
static bool element_of(struct phs_slice value, struct phs_slice file, struct phs_naming *ret_naming) {
    const char *open = value.ptr;
    while (open > file.ptr && value.ptr - open < LOOK_BACK && *open != '<')
        open--;
    if (value.ptr == file.ptr || value.ptr[-1] != '>' || *open != '<')
        return false;
    const char *end = open + 1;
    while (end < value.ptr && (is_name_byte(*end) || *end == ':'))
        end++;
    uint32_t letters = first_letters();
    for (const char *at = open + 1; at < end; at++) {
        size_t n = word_at(at, end, letters, &ret_naming->password);
        if (n) {
            set_name(ret_naming, open + 1, at, n, end);
            return true;
        }
    }
    return false;
}

bool phs_naming_of(struct phs_slice value, struct phs_slice file, struct phs_naming *ret_naming) {
    const char *low = value.ptr, *at;
    size_t lines = 0;
    uint32_t letters = first_letters();
    bool far = is_default(value, file);
    if (element_of(value, file, ret_naming))
        return true;
    ptrdiff_t reach = far ? LOOK_BACK_FAR : LOOK_BACK;
    while (low > file.ptr && value.ptr - low < reach && lines <= (far ? MOST_LINES_FAR : MOST_LINES))
        lines += *--low == '\n';
    for (at = value.ptr; at > low;) {
        size_t n = word_at(--at, value.ptr, letters, &ret_naming->password);
        if (n == 0)
            continue;
        /* A word may stand in a longer one that began before: "key" of "api_key", "pass" of "userpassword". */
        for (const char *back = at; back > low && is_name_byte(back[-1]) && at - back < LONGEST_NAME;) {
            bool password;
            size_t longer = word_at(--back, value.ptr, letters, &password);
            if (longer && back + longer >= at && (size_t)(back + longer - at) <= n) {
                n = (size_t)(at + n - back) > longer ? (size_t)(at + n - back) : longer;
                at = back;
                ret_naming->password = password;
            }
        }
        set_name(ret_naming, low, at, n, value.ptr);
        /* What types into a field says nothing of what the field is. */
        if (!ret_naming->password && (ends_with(ret_naming->name, "sendkeys") || ends_with(ret_naming->name, "send_keys")))
            continue;
        return true;
    }
    return false;
}

bool phs_naming_holds(const struct phs_naming *naming, struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    for (size_t i = 0; wording.letters == value.len && i + value.len <= naming->name.len; i++)
        if (phs_slice_ieq(phs_slice_n(naming->name.ptr + i, value.len), value))
            return true;
    return false;
}

/* The first word of what follows: "Length" of "passwordLengthMin", "url" of "token_url". */
static struct phs_slice first_word(struct phs_slice tail) {
    size_t start = 0, end;
    if (tail.len && (*tail.ptr == 's' || *tail.ptr == 'S') && (tail.len == 1 || !islower((unsigned char)tail.ptr[1])))
        start++;
    while (start < tail.len && !isalpha((unsigned char)tail.ptr[start]))
        start++;
    for (end = start; end < tail.len && isalpha((unsigned char)tail.ptr[end]); end++)
        if (end > start && isupper((unsigned char)tail.ptr[end]) && islower((unsigned char)tail.ptr[end - 1]))
            break;
    return phs_slice_n(tail.ptr + start, end - start);
}

/* "compass", "monkey", "author": no secret in them. */
static bool is_other_word(const struct phs_naming *naming) {
    static const char *const ends[] = {"compass", "bypass", "trespass", "surpass", "overpass", "underpass", "monkey",
                                       "turkey",  "donkey", "whiskey",  "jockey",  "hockey",   "basalt",    "sacred"};
    /* AppAssembly, mpAssets: where the next word begins. */
    if (naming->word.len > 2 && islower((unsigned char)naming->word.ptr[0]) && isupper((unsigned char)naming->word.ptr[1]) &&
        islower((unsigned char)naming->word.ptr[2]))
        return true;
    /* "pwm" and "pwned", not "pwHash". */
    char next = naming->tail.len ? *naming->tail.ptr : '\0', last = naming->word.ptr[naming->word.len - 1];
    if (naming->word.len <= 3 && ends_with(naming->word, "pw") && isalpha((unsigned char)next) &&
        tolower((unsigned char)next) != 'o' && !(islower((unsigned char)last) && isupper((unsigned char)next)))
        return true;
    struct phs_slice upto = phs_slice_n(naming->name.ptr, (size_t)(naming->word.ptr + naming->word.len - naming->name.ptr));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(upto, ends[i]))
            return true;
    if (phs_slice_ieq(first_word(naming->tail), phs_slice("port")) ||
        phs_slice_ieq(first_word(naming->tail), phs_slice("ports")))
        return true;
    return phs_slice_is_listed(
        naming->tail, "or|ors|ority|enger|engers|ive|ed|ing|es|er|ary|it|its|ize|izer|entication|enticated|board|s|ful");
}

/* "nextToken", "cache_key": what is looked up or turned to; but the password of a cache is one. */
static bool is_led_by(struct phs_slice head) {
    static const char *const leads[] = {"next",  "page", "sync",   "cancel",   "prev",      "foreign",     "primary",
                                        "cache", "sort", "hotkey", "shortcut", "partition", "continuation"};
    while (head.len && strchr("_-.", head.ptr[head.len - 1]))
        head.len--;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (ends_with(head, leads[i]))
            return true;
    return false;
}

/* getSecret("name"): what is looked up is told by its name. */
static bool is_looked_up(const struct phs_naming *naming) {
    static const char *const verbs[] = {"get",      "fetch",  "find",   "load",   "read", "lookup",
                                        "retrieve", "delete", "revoke", "remove", "list", "describe"};
    const char *end = naming->name.ptr + naming->name.len, *start = naming->word.ptr;
    if (*end != '(' || end[1] == ')')
        return false;
    while (start > naming->name.ptr && start[-1] != '.')
        start--;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t n = strlen(verbs[i]);
        if ((size_t)(end - start) > n && phs_slice_ieq(phs_slice_n(start, n), phs_slice(verbs[i])) &&
            (isupper((unsigned char)start[n]) || start[n] == '_'))
            return true;
    }
    return false;
}

/* existingSecret, passwordSecret: of an orchestrator, where a name of one stands. */
static bool is_of_orchestrator(const struct phs_naming *naming, struct phs_slice head) {
    return naming->password ? phs_slice_ieq(first_word(naming->tail), phs_slice("secret")) : ends_with(head, "existing");
}

bool phs_naming_is_about(const struct phs_naming *naming) {
    static const char *const heads[] = {"public",  "pubkey",        "csrf",         "xsrf",        "i18n",
                                        "hide",    "show",          "require",      "forgot",      "wrong",
                                        "invalid", "recaptchasite", "captcha_site", "captcha-site"};
    struct phs_slice head = phs_slice_n(naming->name.ptr, (size_t)(naming->word.ptr - naming->name.ptr));
    if ((!naming->password && is_led_by(head)) || is_looked_up(naming) || is_of_orchestrator(naming, head))
        return true;
    /* new UsernamePasswordToken("jane", ...): the first is the user. */
    if (phs_slice_holds_word(head, "username") && naming->tail.len > 0)
        return true;
    /* Told with every request, and of no use afterwards. */
    if (phs_slice_ieq(naming->word, phs_slice("nonce")) && phs_slice_holds_word(head, "oauth"))
        return true;
    /* Redis calls its password so. */
    if (phs_slice_ieq(naming->tail, phs_slice("")) && ends_with(head, "require") &&
        phs_slice_ieq(naming->word, phs_slice("pass")))
        return false;
    if (phs_slice_holds_any(head, heads, sizeof heads / sizeof *heads))
        return true;
    if (phs_slice_holds_word(naming->name, "pubkey") || phs_slice_holds_word(naming->name, "badge"))
        return true;
    if (is_other_word(naming))
        return true;
    /* The content of a field, not its caption. */
    if (phs_slice_ieq(naming->tail, phs_slice(".text")) || phs_slice_ieq(naming->tail, phs_slice(".value")) ||
        phs_slice_ieq(naming->tail, phs_slice(".sendkeys")))
        return false;
    return phs_slice_is_listed(
        first_word(naming->tail),
        "url|uri|endpoint|path|file|filename|dir|directory|folder|name|type|types|length|len|min|max|minimum|"
        "maximum|policy|regex|regexp|pattern|expiry|expires|expired|expiration|expire|ttl|header|headers|prefix|"
        "suffix|field|fields|param|params|parameter|attr|attribute|hint|prompt|placeholder|error|errors|message|"
        "msg|text|title|help|desc|description|reset|encoder|hasher|validator|validators|validation|strategy|"
        "format|version|change|date|algorithm|alg|size|count|limit|location|env|var|variable|ref|arn|alias|label|input|form|"
        "view|page|button|icon|class|style|column|event|action|state|status|changed|lifetime|duration|timeout|"
        "period|age|interval|issuer|audience|scope|method|mode|enabled|disabled|required|manager|service|"
        "provider|factory|builder|handler|ring|code|thumbprint|fingerprint|checksum|rotation|strength|recovery|"
        "forgot|mismatch|invalid|wrong|visible|visibility|mask|question|id|ids|identifier|server|host|user|"
        "username|serial|kind|mapping|index|range|cache|binding|press|down|up|usage|ops|bits|tab|space|links|"
        "link|spec|schema|template|selector|exists|missing|rule|rules|group|request|response|callback|"
        "verification|review|scheme|set|updated|protected|needed|hidden|address|grants|flow|owner|info|metadata|data_"
        "type|storage|prompted|cookie|less");
}
