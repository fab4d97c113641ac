/* SPDX-License-Identifier: Apache-2.0 */
/* Slices, decimal numbers and globs. */
#include <criterion/criterion.h>
#include <math.h>
#include <time.h>

#include "base/clock.h"
#include "base/number.h"
#include "base/slice.h"

Test(slice, treats_a_null_slice_as_empty) {
    struct phs_slice none = {0}, part;
    cr_assert(phs_slice_eq(none, PHS_SLICE("")));
    cr_assert(phs_slice_starts(none, "") && phs_slice_ends(none, ""));
    cr_assert_not(phs_slice_starts(none, "a"));
    cr_assert_eq(phs_slice_cmp(none, none), 0);
    cr_assert_eq(phs_slice_find(none, PHS_SLICE("a")), (size_t)-1);
    cr_assert_eq(phs_slice_trim(none).len, 0);
    cr_assert_not(phs_slice_cut(&none, ',', &part));
}

Test(slice, cuts_parts_and_ends_after_the_last_separator) {
    static const struct {
        const char *scenario, *text, *parts;
    } rows[] = {
        {"nothing", "", ""},
        {"no separator", "abc", "[abc]"},
        {"empty parts between", "a,,b", "[a][][b]"},
        {"separator first", ",a", "[][a]"},
        {"separator last begins no part", "a,b,", "[a][b]"},
        {"only a separator", ",", "[]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_slice rest = phs_slice(rows[i].text), part;
        char seen[64] = "";
        while (phs_slice_cut(&rest, ',', &part))
            snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "[%.*s]", (int)part.len, part.ptr);
        cr_assert_str_eq(seen, rows[i].parts, "%s", rows[i].scenario);
    }
}

Test(slice, orders_by_unsigned_bytes_and_length) {
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {{"a", "b", -1}, {"b", "a", 1}, {"a", "ab", -1}, {"", "", 0}, {"\xff", "a", 1}, {"same", "same", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int order = phs_slice_cmp(phs_slice(rows[i].a), phs_slice(rows[i].b));
        cr_assert_eq((order > 0) - (order < 0), rows[i].order, "%s / %s", rows[i].a, rows[i].b);
    }
}

Test(slice, trims_finds_and_folds) {
    cr_assert(phs_slice_is(phs_slice_trim(PHS_SLICE(" \t\r\n a b \v\f")), "a b"));
    cr_assert(phs_slice_is(phs_slice_trim(PHS_SLICE("   ")), ""));
    cr_assert_eq(phs_slice_find(PHS_SLICE("abcabd"), PHS_SLICE("abd")), 3);
    cr_assert_eq(phs_slice_find(PHS_SLICE("abc"), PHS_SLICE("")), 0);
    cr_assert_eq(phs_slice_ifind(PHS_SLICE("x@Y`y"), PHS_SLICE("`Y")), 3, "beside letters the bit of the case tells apart");
    cr_assert(phs_slice_ieq(PHS_SLICE("PatientID"), PHS_SLICE("patientid")));
    cr_assert_not(phs_slice_ieq(PHS_SLICE("@"), PHS_SLICE("`")), "only letters are folded");
}

Test(number, reads_decimals_and_nothing_else) {
    static const struct {
        const char *text;
        bool is_number;
        double number;
    } rows[] = {
        {"", false, 0},      {"-", false, 0},         {".5", false, 0},    {"1.", false, 0},
        {"0x10", false, 0},  {"inf", false, 0},       {"nan", false, 0},   {"1e", false, 0},
        {"1e+", false, 0},   {" 1", false, 0},        {"1 ", false, 0},    {"1,5", false, 0},
        {"1e999", false, 0}, {"-1e999", false, 0},    {"--1", false, 0},   {"0", true, 0},
        {"-0", true, 0},     {"+7", true, 7},         {"007", true, 7},    {"1.25", true, 1.25},
        {"1e3", true, 1000}, {"-2.5E-1", true, -.25}, {"1e-999", true, 0}, {"9007199254740993", true, 9007199254740992.0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double number = 42;
        cr_assert_eq(phs_slice_number(phs_slice(rows[i].text), &number), rows[i].is_number, "'%s'", rows[i].text);
        cr_assert_eq(number, rows[i].is_number ? rows[i].number : 42, "'%s'", rows[i].text);
    }
    char digits[2000];
    double number;
    memset(digits, '0', sizeof digits);
    cr_assert(phs_slice_number(phs_slice_n(digits, 1024), &number));
    cr_assert_not(phs_slice_number(phs_slice_n(digits, 1025), &number), "bounded");
    cr_assert_not(phs_slice_number(phs_slice_n("1\0002", 3), &number), "a NUL inside");
}

Test(number, writes_the_shortest_text_that_reads_back) {
    static const struct {
        double number;
        const char *text;
    } rows[] = {{0, "0"},
                {-0.0, "-0"},
                {1, "1"},
                {-12000, "-12000"},
                {0.1, "0.1"},
                {1.0 / 3, "0.3333333333333333"},
                {0.1 + 0.2, "0.30000000000000004"},
                {9007199254740992.0, "9007199254740992"},
                {1e300, "1e+300"},
                {5e-324, "5e-324"},
                {1.7976931348623157e308, "1.7976931348623157e+308"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[32];
        double back;
        phs_number_format(rows[i].number, text);
        cr_assert_str_eq(text, rows[i].text);
        cr_assert(phs_slice_number(phs_slice(text), &back) && back == rows[i].number, "%s", text);
    }
}

Test(glob, matches_as_a_shell_does) {
    static const struct {
        const char *pattern, *path;
        bool matches;
    } rows[] = {
        {"", "", true},
        {"", "a", false},
        {"*", "", true},
        {"*", "a/b", false},
        {"**", "a/b", true},
        {"*.tf", "main.tf", true},
        {"*.tf", "a/main.tf", false},
        {"**/*.tf", "main.tf", true},
        {"**/*.tf", "a/b/main.tf", true},
        {"a/**/b", "a/b", true},
        {"a/**/b", "a/x/y/b", true},
        {"a/**/b", "a/xb", false},
        {"a/**", "a/b/c", true},
        {"a/**", "ab", false},
        {"a**/b", "ax/y/b", true},
        {"**/x/*.c", "x/y/x/z.c", true},
        {"**/x/*.c", "x/y/z.c", false},
        {"**/a*b*c", "a1/b/axbxc", true},
        {"*a/b*", "xa/bc", true},
        {"?", "/", false},
        {"[a-c]?", "bz", true},
        {"[!a-c]", "b", false},
        {"[!a-c]", "/", false},
        {"[]]", "]", true},
        {"[a", "[a", true},
        {"[a-]", "-", true},
        {"\\*", "*", true},
        {"\\*", "a", false},
        {"a\\", "a\\", true},
        {"[\x80-\xff]", "\xe9", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_assert_eq(phs_glob_match(rows[i].pattern, rows[i].path), rows[i].matches, "'%s' on '%s'", rows[i].pattern,
                     rows[i].path);
}

Test(glob, stays_cheap_on_a_hostile_pattern, .timeout = 5) {
    char path[4001], pattern[401] = "";
    memset(path, 'a', 4000);
    path[4000] = '\0';
    for (int i = 0; i < 100; i++)
        memcpy(pattern + 4 * i, i % 2 ? "**a*" : "*a*a", 5);
    pattern[399] = 'b';
    cr_assert_not(phs_glob_match(pattern, path));
}

/* Needles of every length in texts of every length, of so few letters that they nearly match everywhere. */
Test(slice, finds_what_a_search_byte_by_byte_finds) {
    char text[300], needle[8];
    uint32_t state = 9;
    size_t found = 0;
    for (size_t round = 0; round < 20000; round++) {
        size_t length = (state >> 8) % sizeof text, n = 1 + (state >> 20) % sizeof needle, expected = (size_t)-1;
        for (size_t i = 0; i < length + n; i++) {
            state = state * 1664525u + 1013904223u;
            *(i < length ? &text[i] : &needle[i - length]) = "aab"[(state >> 16) % 3];
        }
        for (size_t i = 0; i + n <= length && expected == (size_t)-1; i++)
            if (memcmp(text + i, needle, n) == 0)
                expected = i;
        found += expected != (size_t)-1;
        cr_assert_eq(phs_slice_find(phs_slice_n(text, length), phs_slice_n(needle, n)), expected, "round %zu", round);
        for (size_t i = 0; i < length; i++)
            text[i] = i % 3 ? text[i] : (char)(text[i] - 'a' + 'A');
        cr_assert_eq(phs_slice_ifind(phs_slice_n(text, length), phs_slice_n(needle, n)), expected, "round %zu", round);
    }
    cr_expect_gt(found, 1000);
}
