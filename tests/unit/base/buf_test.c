/* SPDX-License-Identifier: Apache-2.0 */
/* Buffers: ceilings, sticky failure, streaming. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "base/buf.h"

Test(buf, fails_at_the_first_byte_above_the_ceiling_and_stays_failed) {
    for (size_t ceiling = 0; ceiling < 600; ceiling += 7) {
        struct phs_buf buf;
        phs_buf_init(&buf, ceiling);
        for (size_t i = 0; i < ceiling; i++)
            phs_buf_putc(&buf, 'a');
        cr_assert_not(buf.failed, "exactly %zu bytes fit", ceiling);
        phs_buf_putc(&buf, 'b');
        cr_assert(buf.failed);
        phs_buf_puts(&buf, "more");
        cr_assert_eq(buf.len, ceiling);
        cr_assert_eq(strlen(phs_buf_text(&buf)), ceiling);
        phs_buf_clear(&buf);
        cr_assert_not(buf.failed);
        phs_buf_done(&buf);
    }
}

Test(buf, cuts_formatted_text_at_the_ceiling) {
    struct phs_buf buf;
    phs_buf_init(&buf, 5);
    phs_buf_printf(&buf, "%s", "12345");
    cr_assert_not(buf.failed);
    phs_buf_clear(&buf);
    phs_buf_printf(&buf, "%d", 1234567);
    cr_assert(buf.failed);
    cr_assert_str_eq(phs_buf_text(&buf), "12345");
    phs_buf_done(&buf);
}

Test(buf, is_empty_text_before_anything_was_added) {
    struct phs_buf buf;
    phs_buf_init(&buf, SIZE_MAX);
    phs_buf_add(&buf, NULL, 0);
    phs_buf_puts(&buf, NULL);
    phs_buf_slice(&buf, (struct phs_slice){0});
    cr_assert_str_eq(phs_buf_text(&buf), "");
    phs_buf_done(&buf);
}

Test(buf, writes_scalars_as_utf8_and_replaces_what_is_none) {
    static const struct {
        uint32_t scalar;
        const char *bytes;
    } rows[] = {{'a', "a"},
                {0x7F, "\x7f"},
                {0x80, "\xc2\x80"},
                {0x7FF, "\xdf\xbf"},
                {0x800, "\xe0\xa0\x80"},
                {0xFFFF, "\xef\xbf\xbf"},
                {0x10000, "\xf0\x90\x80\x80"},
                {0x10FFFF, "\xf4\x8f\xbf\xbf"},
                {0xD800, "\xef\xbf\xbd"},
                {0xDFFF, "\xef\xbf\xbd"},
                {0x110000, "\xef\xbf\xbd"},
                {UINT32_MAX, "\xef\xbf\xbd"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_buf buf;
        phs_buf_init(&buf, 16);
        phs_buf_utf8(&buf, rows[i].scalar);
        cr_assert_str_eq(phs_buf_text(&buf), rows[i].bytes, "U+%04X", (unsigned)rows[i].scalar);
        phs_buf_done(&buf);
    }
}

Test(buf, streams_more_than_it_holds) {
    char *content = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&content, &size);
    struct phs_buf buf;
    phs_buf_init_file(&buf, file);
    for (int i = 0; i < 100000; i++)
        phs_buf_printf(&buf, "%05d\n", i);
    cr_assert_lt(buf.cap, 300000u, "kept small");
    phs_buf_done(&buf);
    cr_assert_not(buf.failed);
    fclose(file);
    cr_assert_eq(size, 600000);
    cr_assert(memcmp(content + 599994, "99999\n", 6) == 0);
    free(content);
}

Test(buf, says_when_the_file_took_nothing) {
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        cr_skip("no /dev/full here");
    struct phs_buf buf;
    phs_buf_init_file(&buf, full);
    phs_buf_puts(&buf, "lost");
    phs_buf_done(&buf);
    cr_assert(buf.failed);
    fclose(full);
}
