/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 there and back, and where it ends. */
#include <criterion/criterion.h>

#include "base/base64.h"

/* RFC 4648, 10. */
Test(base64, the_examples_of_the_standard_go_there_and_back) {
    static const struct {
        const char *plain, *coded;
    } rows[] = {{"", ""},
                {"f", "Zg=="},
                {"fo", "Zm8="},
                {"foo", "Zm9v"},
                {"foob", "Zm9vYg=="},
                {"fooba", "Zm9vYmE="},
                {"foobar", "Zm9vYmFy"},
                {"\xff\xfe\xfd", "//79"}};
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[16];
        size_t read, n = phs_base64_decode(phs_slice(rows[i].coded), PHS_BASE64_PLAIN, out, sizeof out, &read);
        cr_expect(phs_slice_is(phs_slice_n(out, n), rows[i].plain), "%s", rows[i].coded);
        cr_expect_eq(read, strcspn(rows[i].coded, "="), "%s", rows[i].coded);
        cr_expect(phs_slice_is(phs_base64_encode(arena, phs_slice(rows[i].plain)), rows[i].coded), "%s", rows[i].plain);
    }
    phs_arena_free(arena);
}

Test(base64, ends_where_no_letter_of_its_kind_stands_or_there_is_no_room) {
    static const struct {
        const char *scenario, *text;
        unsigned kinds;
        size_t most, n, read;
    } rows[] = {
        {"no letter at all", "!", PHS_BASE64_URL | PHS_BASE64_SPACES, 8, 0, 0},
        {"white space in the plain kind", "Zm9v\nYmFy", PHS_BASE64_PLAIN, 8, 3, 4},
        {"white space that is passed over", "Zm9v\r\n YmFy\t", PHS_BASE64_SPACES, 8, 6, 12},
        {"letters of addresses in the plain kind", "-_79", PHS_BASE64_PLAIN, 8, 0, 0},
        {"letters of addresses", "-_79", PHS_BASE64_URL, 8, 3, 4},
        {"no room", "Zm9v", PHS_BASE64_PLAIN, 0, 0, 0},
        {"less room than bytes", "Zm9vYmFy", PHS_BASE64_PLAIN, 4, 4, 6},
        {"one letter is no byte", "Z", PHS_BASE64_PLAIN, 8, 0, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[16];
        size_t read, n = phs_base64_decode(phs_slice(rows[i].text), rows[i].kinds, out, rows[i].most, &read);
        cr_expect(n == rows[i].n && read == rows[i].read, "%s: %zu bytes of %zu", rows[i].scenario, n, read);
    }
}
