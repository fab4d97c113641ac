/* SPDX-License-Identifier: Apache-2.0 */
/* What is no text is told by whether records could be in it: by its first bytes, or by its name where it is not opened. */
#include <criterion/criterion.h>

#include "collect/git/binary.h"
#include "collect/git/look.h"

Test(binary, first_bytes_tell_whether_records_could_be_in_a_file) {
    static const struct {
        const char *scenario;
        struct phs_slice bytes;
        enum phs_unread expected;
    } rows[] = {
        {"nothing", {"", 0}, PHS_UNREAD_OTHER},
        {"half of a signature", {"PK\3", 3}, PHS_UNREAD_OTHER},
        {"an image", {"\x89PNG\r\n\x1a\n\0", 9}, PHS_UNREAD_OTHER},
        {"an office document", {"PK\3\4\24\0", 6}, PHS_UNREAD_HOLDER},
        {"an archive of a program", {"PK\3\4..........................META-INF/", 39}, PHS_UNREAD_OTHER},
        {"packed by gzip", {"\x1f\x8b\x08\0", 4}, PHS_UNREAD_HOLDER},
        {"a PDF", {"%PDF-1.7\n", 9}, PHS_UNREAD_HOLDER},
        {"a database", {"SQLite format 3\0", 16}, PHS_UNREAD_HOLDER},
        {"a database of Access", {"\0\1\0\0Standard Jet DB", 19}, PHS_UNREAD_HOLDER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(phs_unread_kind(rows[i].bytes), rows[i].expected, "%s", rows[i].scenario);
    cr_expect(phs_look_is_binary(PHS_SLICE("%PDF-1.7\n")), "whatever its first bytes look like");
}

Test(binary, a_name_tells_where_a_file_is_not_opened) {
    cr_expect_eq(phs_unread_kind_of_name("data/visits.XLSX"), PHS_UNREAD_HOLDER);
    cr_expect_eq(phs_unread_kind_of_name("dump.sql.gz"), PHS_UNREAD_HOLDER);
    cr_expect_eq(phs_unread_kind_of_name("gradle/wrapper/gradle-wrapper.jar"), PHS_UNREAD_OTHER);
    cr_expect_eq(phs_unread_kind_of_name("zip"), PHS_UNREAD_OTHER);
}
