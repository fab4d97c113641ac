/* SPDX-License-Identifier: Apache-2.0 */
/* A filter of our own may say yes too often, and never no where the expression matches. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <criterion/criterion.h>
#include <pcre2.h>

#include "parse/match/filters.h"

static phs_match_filter filter_of(const char *name) {
    phs_match_filter filter = NULL;
    cr_assert(phs_match_filter_named(name, &filter), "%s", name);
    return filter;
}

Test(match_filters, are_known_by_name) {
    phs_match_filter filter;
    cr_expect_not(phs_match_filter_named(NULL, &filter));
    cr_expect_not(phs_match_filter_named("address-password", &filter), "an expression");
    cr_expect_null(filter_of("named:magic"));
    cr_expect_not_null(filter_of("named:address-password"));
}

Test(match_filters, see_passwords_in_addresses) {
    static const struct {
        const char *scenario, *text;
        bool expected;
    } rows[] = {
        {"a password", "fetch https://ann:k3Vq@files.internal/x", true},
        {"at the very start", "://a:b@", true},
        {"the second of two", "a@b, ftp://u:pw1@h", true},
        {"no password", "https://ann@files.internal", false},
        {"no user", "https://:secret@files.internal", false},
        {"a port and an address behind it", "https://files.internal:8080/a@b", false},
        {"an address of mail", "mail ann@internal", false},
        {"an annotation", "\t@Override\n", false},
        {"a space in it", "https://ann:k3 Vq@files", false},
        {"no scheme", "ann:k3Vq@files", false},
        {"one slash", ":/ann:k3Vq@files", false},
        {"only the sign", "@", false},
        {"nothing", "", false},
    };
    phs_match_filter filter = filter_of("named:address-password");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(filter(phs_slice(rows[i].text)), rows[i].expected, "%s", rows[i].scenario);
}

/* The expression of checks/patterns/secrets/url-password.yaml without its schemes. */
Test(match_filters, say_yes_wherever_the_expression_matches) {
    static const char expression[] = "://[^\\s:@/\"'<>`\\\\()|,$]{1,64}:[^\\s:@/\"'<>`\\\\()|,$]{3,128}@";
    static const char *const pieces[] = {"://", "://", ":", ":", "@", "@", "/", "ab", "x1Q", "k3Vq9", " ", "\n", "%40", "\x80"};
    int error;
    PCRE2_SIZE at;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED, 0, &error, &at, NULL);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    phs_match_filter filter = filter_of("named:address-password");
    uint32_t state = 7;
    size_t matches = 0;
    for (size_t round = 0; round < 40000; round++) {
        char text[128];
        size_t length = 0;
        for (size_t i = 0; i < 12; i++) {
            state = state * 1664525u + 1013904223u;
            const char *piece = pieces[(state >> 16) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
        }
        bool matched = pcre2_match(code, (PCRE2_SPTR)text, length, 0, 0, data, NULL) >= 0;
        matches += matched;
        cr_assert(!matched || filter(phs_slice_n(text, length)), "round %zu", round);
    }
    cr_expect_gt(matches, 100);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
}
