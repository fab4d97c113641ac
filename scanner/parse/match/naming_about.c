/* SPDX-License-Identifier: Apache-2.0 */
/* Names that are about a secret and hold none: its length, its policy, where it is kept, what is looked up by it. */
#include <ctype.h>

#include "parse/match/wording.h"

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
    if (naming->word.len <= 3 && phs_slice_ends_word(naming->word, "pw") && isalpha((unsigned char)next) &&
        tolower((unsigned char)next) != 'o' && !(islower((unsigned char)last) && isupper((unsigned char)next)))
        return true;
    struct phs_slice upto = phs_slice_n(naming->name.ptr, (size_t)(naming->word.ptr + naming->word.len - naming->name.ptr));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (phs_slice_ends_word(upto, ends[i]))
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
        if (phs_slice_ends_word(head, leads[i]))
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
    return naming->password ? phs_slice_ends_word(naming->word, "secret") : phs_slice_ends_word(head, "existing");
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
    if (phs_slice_ieq(naming->tail, phs_slice("")) && phs_slice_ends_word(head, "require") &&
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
