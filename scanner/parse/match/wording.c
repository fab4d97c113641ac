/* SPDX-License-Identifier: Apache-2.0 */
/* What a value is made of: words, letters that make none, digits in place of letters. */
#include "parse/match/wording.h"

#include <ctype.h>

#include "parse/match/validators.h"

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
