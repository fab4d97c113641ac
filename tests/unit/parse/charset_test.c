/* SPDX-License-Identifier: Apache-2.0 */
/* Text of two bytes a character is told from other bytes, and becomes UTF-8. */
#include <criterion/criterion.h>

#include "parse/charset.h"

struct wide {
    const char *scenario;
    struct phs_slice bytes;
    const char *text; /* NULL: it is none */
};

#define BYTES(text)                                                                                                            \
    { text, sizeof(text) - 1 }

static const struct wide wides[] = {
    {"nothing", BYTES(""), NULL},
    {"one byte", BYTES("\xFF"), NULL},
    {"a mark alone", BYTES("\xFF\xFE"), ""},
    {"a mark and half a character",
     BYTES("\xFF\xFE"
           "A"),
     "\xEF\xBF\xBD"},
    {"little end first, with a mark",
     BYTES("\xFF\xFE"
           "a\0b\0"),
     "ab"},
    {"big end first, with a mark", BYTES("\xFE\xFF\0a\0b"), "ab"},
    {"UTF-32, whose mark begins the same", BYTES("\xFF\xFE\0\0a\0\0\0"), NULL},
    {"little end first, without a mark", BYTES("p\0a\0s\0s\0w\0o\0r\0d\0=\0"), "password="},
    {"big end first, without a mark", BYTES("\0p\0a\0s\0s\0w\0o\0r\0d"), "password"},
    {"too short to tell", BYTES("p\0a\0s\0"), NULL},
    {"UTF-32 without a mark", BYTES("p\0\0\0a\0\0\0s\0\0\0s\0\0\0"), NULL},
    {"NULs on both sides", BYTES("p\0a\0s\0s\0\0o\0r\0d\0="), NULL},
    {"UTF-8", BYTES("password=password"), NULL},
    {"nothing but NULs", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), NULL},
};

Test(charset, tells_text_of_two_bytes_a_character_from_other_bytes) {
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; i < sizeof wides / sizeof *wides; i++) {
        bool big_endian = false, wide = phs_charset_is_utf16(wides[i].bytes, &big_endian);
        cr_expect_eq(wide, wides[i].text != NULL, "%s", wides[i].scenario);
        if (wide && wides[i].text)
            cr_expect(phs_slice_is(phs_charset_from_utf16(arena, wides[i].bytes, big_endian), wides[i].text), "%s",
                      wides[i].scenario);
    }
    phs_arena_free(arena);
}
