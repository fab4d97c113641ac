/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 against the examples of FIPS 180-4, and the fields that cannot run into each other. */
#include <criterion/criterion.h>

#include "base/digest.h"

static const char *hex_of(struct phs_slice bytes) {
    static char text[65];
    uint8_t digest[32];
    phs_sha256_of(bytes, digest);
    phs_hex(digest, 32, text);
    return text;
}

Test(digest, agrees_with_the_standard) {
    cr_assert_str_eq(hex_of((struct phs_slice){0}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    cr_assert_str_eq(hex_of(PHS_SLICE("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    cr_assert_str_eq(hex_of(PHS_SLICE("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
                     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void fields(const char *a, const char *b, uint8_t ret_digest[32]) {
    struct phs_sha256 sha;
    phs_sha256_init(&sha);
    phs_sha256_field(&sha, a);
    phs_sha256_field(&sha, b);
    phs_sha256_done(&sha, ret_digest);
}

Test(digest, keeps_fields_apart) {
    uint8_t one[32], two[32];
    fields("ab", "c", one);
    fields("a", "bc", two);
    cr_assert(memcmp(one, two, 32) != 0);
    fields(NULL, "x", one);
    fields("", "x", two);
    cr_assert(memcmp(one, two, 32) == 0);
    fields("x", "", two);
    cr_assert(memcmp(one, two, 32) != 0);
}

Test(digest, writes_hex_in_lower_case_with_a_nul) {
    char text[7] = "??????";
    phs_hex((const uint8_t[]){0x00, 0xAB, 0xFF}, 3, text);
    cr_assert_str_eq(text, "00abff");
    phs_hex(NULL, 0, text);
    cr_assert_str_eq(text, "");
}
