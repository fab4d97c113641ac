/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts of transparency logs: lengths that lie, versions that are not ours. */
#include <criterion/criterion.h>

#include "parse/sct.h"

/* 53 bytes: length, version, log, time, no extensions, SHA-256 with ECDSA, a signature of 4 bytes. */
#define RECEIPT(version, log)                                                                                                  \
    "\0\x33" version log "LOGLOGLOGLOGLOGLOGLOGLOGLOGLOG!"                                                                     \
    "\0\0\1\x8c\0\0\0\7"                                                                                                       \
    "\0\0\4\3\0\4sign"
#define TEXT(literal)                                                                                                          \
    { literal, sizeof(literal) - 1 }

Test(sct, takes_what_is_well_formed_and_says_what_is_not) {
    static const struct {
        const char *scenario;
        struct phs_slice bytes;
        size_t n;
        bool malformed;
    } rows[] = {
        {"nothing", TEXT(""), 0, true},
        {"empty list", TEXT("\0\0"), 0, true},
        {"one", TEXT("\0\x35" RECEIPT("\0", "a")), 1, false},
        {"two", TEXT("\0\x6a" RECEIPT("\0", "a") RECEIPT("\0", "b")), 2, false},
        {"one of version 2 and one of ours", TEXT("\0\x6a" RECEIPT("\1", "a") RECEIPT("\0", "b")), 1, true},
        {"list that is too long", TEXT("\0\x36" RECEIPT("\0", "a")), 0, true},
        {"bytes behind the list", TEXT("\0\x35" RECEIPT("\0", "a") "x"), 0, true},
        {"receipt that is cut", TEXT("\0\x03\0\x33\0"), 0, true},
        {"empty receipt", TEXT("\0\2\0\0"), 0, true},
        {"no signature", TEXT("\0\x31\0\x2f\0aLOGLOGLOGLOGLOGLOGLOGLOGLOGLOG!\0\0\0\0\0\0\0\0\0\0\4\3\0\0"), 0, true},
        {"extensions that are too long", TEXT("\0\x31\0\x2f\0aLOGLOGLOGLOGLOGLOGLOGLOGLOGLOG!\0\0\0\0\0\0\0\0\xff\xff\4\3\0\0"),
         0, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_sct_list list;
        phs_sct_read(rows[i].bytes, &list);
        cr_expect_eq(list.n, rows[i].n, "%s: %zu", rows[i].scenario, list.n);
        cr_expect_eq(list.malformed, rows[i].malformed, "%s", rows[i].scenario);
    }
}

Test(sct, reads_time_log_and_algorithms) {
    struct phs_sct_list list;
    phs_sct_read(PHS_SLICE("\0\x35" RECEIPT("\0", "a")), &list);
    cr_assert_eq(list.n, 1);
    cr_expect_eq(list.at[0].timestamp, 0x18c00000007u);
    cr_expect_eq(list.at[0].log[0], 'a');
    cr_expect_eq(list.at[0].hash, 4);
    cr_expect_eq(list.at[0].signature, 3);
}

Test(sct, bounds_how_many_it_takes) {
    static char bytes[2 + 100 * 53];
    struct phs_sct_list list;
    bytes[0] = (char)(100 * 53 >> 8);
    bytes[1] = (char)(100 * 53 & 0xff);
    for (size_t i = 0; i < 100; i++)
        memcpy(bytes + 2 + i * 53, RECEIPT("\0", "a"), 53);
    phs_sct_read(phs_slice_n(bytes, sizeof bytes), &list);
    cr_expect_eq(list.n, PHS_SCT_MOST);
}
