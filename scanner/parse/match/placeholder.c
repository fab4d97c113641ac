/* SPDX-License-Identifier: Apache-2.0 */
/* Values that say themselves that they are none. */
#include <ctype.h>
#include <stdlib.h>

#include "parse/match/validators.h"
#include "parse/match/wording.h"

static size_t longest_run(struct phs_slice value, int step) {
    size_t best = 0, run = 1;
    for (size_t i = 1; i < value.len; i++) {
        run = value.ptr[i] == value.ptr[i - 1] + step ? run + 1 : 1;
        best = run > best ? run : best;
    }
    return best;
}

static int nibble(char c) {
    return isdigit((unsigned char)c) ? c - '0' : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1000;
}

/* 00010203, 1F1E1D1C, 00112233: bytes that are counted, as documents of ciphers have them. */
static bool is_counted(struct phs_slice value) {
    enum { ENOUGH = 4 };
    size_t run = 0;
    int last = 0;
    for (size_t i = 2; i + 1 < value.len; i += 2) {
        int before = nibble(value.ptr[i - 2]) * 16 + nibble(value.ptr[i - 1]);
        int here = nibble(value.ptr[i]) * 16 + nibble(value.ptr[i + 1]), step = here - before;
        if (before < 0 || here < 0)
            return false;
        run = abs(step) != 1 && abs(step) != 0x11 ? 0 : step == last ? run + 1 : 1;
        last = step;
        if (run >= ENOUGH)
            return true;
    }
    return false;
}

/* __NEXUS_PW */
static bool is_constant(struct phs_slice value) {
    for (size_t i = 0; i < value.len; i++)
        if (!isupper((unsigned char)value.ptr[i]) && value.ptr[i] != '_')
            return false;
    return value.len > 5 && memcmp(value.ptr, "__", 2) == 0;
}

/* ${NAME}, $(cmd), {{ name }}, <name>, %NAME%, @NAME@, #{name}: filled in later by something else. */
static bool is_template(struct phs_slice value) {
    static const char *const marks[] = {"${", "$(", "{{", "}}", "#{", "<%", "%(", "@{", "[["};
    bool framed =
        value.len > 1 &&
        ((value.ptr[0] == '@' && value.ptr[value.len - 1] == '@') || (value.ptr[0] == '<' && value.ptr[value.len - 1] == '>') ||
         (value.ptr[0] == '%' && value.ptr[value.len - 1] == '%') || (value.ptr[0] == '[' && value.ptr[value.len - 1] == ']') ||
         (value.ptr[0] == '{' && value.ptr[value.len - 1] == '}') ||
         (value.len > 5 && memcmp(value.ptr, "__", 2) == 0 && memcmp(value.ptr + value.len - 2, "__", 2) == 0) ||
         is_constant(value));
    return framed || phs_slice_holds_any(value, marks, sizeof marks / sizeof *marks);
}

/* Half of it or more is one of the characters that stand for "something". */
static bool is_masked(struct phs_slice value) {
    size_t masks = 0;
    for (size_t i = 0; i < value.len; i++)
        masks +=
            value.ptr[i] == '*' || value.ptr[i] == 'x' || value.ptr[i] == 'X' || value.ptr[i] == '.' || value.ptr[i] == '#';
    return value.len > 0 && masks * 2 >= value.len;
}

/* "long-and-random-string", "a random key to use": what is to stand here. */
static bool is_described(struct phs_slice value) {
    static const char *const what[] = {"string", "key", "secret", "char", "value", "alphanum", "text", "password"};
    return phs_slice_holds_word(value, "random") && phs_slice_holds_any(value, what, sizeof what / sizeof *what);
}

/* "v1.1f699f1069f60xxx", "eyJhbGciOiJSUzI1NiJ9...": the rest was left away. */
static bool is_cut(struct phs_slice value) {
    return (value.len < 20 && phs_slice_starts(value, "eyJ")) || phs_slice_ends(value, "xxx") || phs_slice_ends(value, "XXX") ||
           phs_slice_ends(value, "...");
}

enum phs_match_class phs_match_placeholder(struct phs_slice value) {
    static const char *const puts[] = {
        "your",     "changeme", "change-me", "change_me",  "placeholder", "replace",   "insert", "dummy",     "redacted",
        "notreal",  "not-real", "not_real",  "goes-here",  "goes_here",   "goeshere",  "xxxx",   "fake",      "todo",
        "fill-in",  "fillme",   "foobar",    "deadbeef",   "mysecret",    "my-secret", "masked", "my_secret", "mytoken",
        "my-token", "my_token", "mykey",     "notasecret", "invalid",     "blah"};
    static const char *const documented[] = {"example", "sample"};
    /* The account keys of the storage and database emulators stand in their documentation, the last in RFC 7515. */
    if (phs_slice_starts(value, "Eby8vdM02xNOcqFl") || phs_slice_starts(value, "C2y6yDjf5/R+ob0N") ||
        phs_slice_starts(value, "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-"))
        return PHS_MATCH_DOCUMENTED;
    if (phs_slice_holds_any(value, documented, 2))
        return PHS_MATCH_DOCUMENTED;
    if (phs_slice_holds_any(value, puts, sizeof puts / sizeof *puts) || is_template(value) || is_masked(value) ||
        is_described(value) || is_cut(value))
        return PHS_MATCH_PLACEHOLDER;
    if (longest_run(value, 0) >= 6 || longest_run(value, 1) >= 6 || longest_run(value, -1) >= 6 ||
        phs_slice_holds_word(value, "1234567890") || is_counted(value))
        return PHS_MATCH_COMMON;
    return PHS_MATCH_REAL;
}
