/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that people think of: what tokens and sessions are signed with, what a program ciphers with. A word, a few of them in
 * one, a phrase; never the name of such a key, which stands under the same names. */
#include <ctype.h>

#include "parse/match/assigned.h"
#include "parse/match/validators.h"

enum { SHORTEST_KEY = 6, SHORTEST_ALONE = 14, SHORTEST_CIPHER = 8, SHORTEST_PHRASE = 8, LONGEST_PHRASE = 80, MOST_WORDS = 14 };

/* Filled in later, whatever else it says: "my-secret" under the name of a key is one. */
static bool is_put_in_later(struct phs_slice value) {
    static const char *const puts[] = {"your",        "change", "replace", "insert", "xxx",      "example", "sample",
                                       "placeholder", "fake",   "dummy",   "todo",   "here",     "fill",    "put_",
                                       "<",           "{",      "$",       "redact", "generate", "goes",    "env",
                                       "none",        "null",   "vault",   "aws"};
    return phs_slice_holds_any(value, puts, sizeof puts / sizeof *puts);
}

/* "super-secret", "this is my key", "something-very-secret": said by somebody who thinks of one. */
static bool is_thought_of(struct phs_slice value) {
    static const char *const leads[] = {"super", "very",  "this", "my",  "you", "some",
                                        "top",   "ultra", "mega", "our", "shh", "s3cr"};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (value.len > strlen(leads[i]) && phs_slice_ieq(phs_slice_n(value.ptr, strlen(leads[i])), phs_slice(leads[i])))
            return true;
    return phs_slice_holds_word(value, "supersecret") || phs_slice_holds_word(value, "very-secret");
}

/* Letters and digits that run together, or words that say that they are a key and not which one. */
static bool is_worded(struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    bool own = phs_slice_holds_word(value, "secret") || phs_slice_holds_word(value, "key");
    bool camel = wording.marks == 0 && wording.words > 1;
    if (wording.letters < 4 || wording.lower == 0 || phs_value_is_other(value, &wording) || memchr(value.ptr, '/', value.len) ||
        memchr(value.ptr, ':', value.len))
        return false;
    if (memchr(value.ptr, '.', value.len))
        return false;
    if (wording.marks == 0)
        return !camel || own || isupper((unsigned char)value.ptr[0]) || wording.digits > 0;
    if (wording.digits > 0)
        return true;
    return is_thought_of(value) || ((own || wording.words >= 3) && wording.marks >= 2 && !memchr(value.ptr, '_', value.len));
}

/* SECRET_KEY, app.secret_key, jwtSecret, HMAC_KEY, encryptionKey. */
static bool is_of_key(const struct phs_naming *naming, size_t length) {
    enum { LONG = 24 };
    static const char *const kinds[] = {"jwt", "hmac", "signing", "crypt", "cipher", "aes"};
    static const char *const sessions[] = {"session", "cookie", "token", "refresh", "auth"};
    struct phs_slice name = naming->name;
    if (phs_slice_holds_word(name, "secret_key") || phs_slice_holds_word(name, "secretkey") ||
        phs_slice_holds_word(name, "secret-key"))
        return !phs_slice_holds_word(name, "access") && !phs_slice_holds_word(name, "aws") && !phs_slice_holds_word(name, "s3");
    bool secret = phs_slice_holds_word(naming->word, "secret");
    if (!secret && !phs_slice_holds_word(naming->word, "key"))
        return false;
    if (length >= LONG && (phs_slice_ieq(name, phs_slice("auth_key")) || phs_slice_ieq(name, phs_slice("authkey"))))
        return true;
    return phs_slice_holds_any(name, kinds, sizeof kinds / sizeof *kinds) ||
           (secret && phs_slice_holds_any(name, sessions, sizeof sessions / sizeof *sessions));
}

/* "Key": "ThisIsMySecretKey": nothing but the words of the value tell. */
bool phs_value_is_secret_by_itself(struct phs_slice value) {
    return value.len >= SHORTEST_CIPHER && phs_slice_holds_word(value, "secret") && is_thought_of(value) &&
           !is_put_in_later(value) && !phs_value_is_label(value) && !phs_value_is_code(value);
}

static bool is_one_word(struct phs_slice value) {
    struct phs_wording wording = phs_wording_of(value);
    return wording.letters == value.len && value.len >= SHORTEST_ALONE && wording.words == 1;
}

bool phs_value_is_chosen_secret(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming) {
    bool quoted = phs_place_is_quoted(value, file), alone = phs_slice_ieq(naming->name, phs_slice("secret"));
    bool whole = naming->tail.len == 0 || phs_slice_is_listed(naming->tail, "_base|base|string|_string");
    if (naming->password || !whole || phs_naming_holds(naming, value))
        return false;
    bool setting = phs_place_is_setting(value, file);
    if (alone && setting && phs_value_is_secret_by_itself(value) && !memchr(value.ptr, '-', value.len))
        return true;
    if (!quoted && !(setting && phs_naming_is_of_environment(naming)))
        return false;
    if (!(alone && quoted && is_one_word(value)) && !is_of_key(naming, value.len))
        return quoted && phs_slice_ieq(naming->word, phs_slice("key")) && phs_value_is_secret_by_itself(value);
    return value.len >= SHORTEST_KEY && phs_match_placeholder(value) != PHS_MATCH_COMMON && is_worded(value) &&
           !phs_value_is_label(value) && !is_put_in_later(value) && !phs_value_is_said(value) && phs_value_distinct(value) >= 2;
}

/* Words of captions, helps and errors. */
static bool is_of_text(struct phs_slice word) {
    return phs_slice_is_listed(word,
                               "enter|your|please|must|invalid|required|missing|provide|provided|cannot|not|field|used|client|"
                               "for|should|optional|of|are|was|when|if|value|name|type|error|failed|shared|no|unknown|bad|"
                               "wrong|incorrect|token|tokens|api|generate|generated|copy|copied|show|hide|new|old|change|"
                               "confirm|forgot|with|without|from|or|and|be|will|has|have|can|select|add|create|example");
}

static bool is_of_caption(struct phs_slice value) {
    size_t words = 0;
    for (size_t start = 0, end; start < value.len; start = end + 1) {
        for (end = start; end < value.len && value.ptr[end] != ' ';)
            end++;
        struct phs_slice word = phs_slice_n(value.ptr + start, end - start);
        const char *point = memchr(word.ptr, '.', word.len);
        /* "scim.read scim.write": of scopes. */
        if (point && point > word.ptr && point + 1 < word.ptr + word.len)
            return true;
        if (is_of_text(word) || ++words > MOST_WORDS)
            return true;
    }
    return words < 2;
}

/* 'keyboard cat', "correct horse battery staple": words that no interface shows. */
enum phs_match_class phs_validate_phrase(struct phs_slice value, struct phs_slice file) {
    struct phs_wording wording = phs_wording_of(value);
    bool sentence = isupper((unsigned char)value.ptr[0]) && wording.lower > 0 && wording.digits == 0;
    if (value.len < SHORTEST_PHRASE || value.len > LONGEST_PHRASE || phs_value_is_code(value) ||
        phs_place_is_long(value, file) || is_put_in_later(value) || wording.lower == 0)
        return PHS_MATCH_NONE;
    if (sentence && !phs_slice_holds_word(value, "secret"))
        return PHS_MATCH_NONE;
    return is_of_caption(value) ? PHS_MATCH_NONE : PHS_MATCH_REAL;
}
