/* SPDX-License-Identifier: Apache-2.0 */
/* What servers answer to a hello: hostile lengths first, then every way to say yes and no; and the hellos that we write. */
#include <criterion/criterion.h>

#include "parse/tls/cursor.h"
#include "parse/tls/flight.h"
#include "parse/tls/suite.h"

#define BYTES(literal)                                                                                                         \
    { literal, sizeof(literal) - 1 }
#define RANDOM "RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR"
#define RETRY                                                                                                                  \
    "\xcf\x21\xad\x74\xe5\x9a\x61\x11\xbe\x1d\x8c\x02\x1e\x65\xb8\x91\xc2\xa2\x11\x16\x7a\xbb\x8c\x5e\x07\x9e\x09\xe2\xc8\xa8" \
    "\x33\x9c"
/* version 1.2, no session, ECDHE-RSA-AES128-GCM, no compression */
#define HELLO "\x02\0\0\x26\x03\x03" RANDOM "\0\xc0\x2f\0"
#define DONE "\x0e\0\0\0"

static enum phs_flight_state fed(struct phs_flight_reader *reader, struct phs_slice bytes, size_t step, bool ssl2) {
    phs_flight_init(reader, ssl2);
    for (size_t at = 0; at < bytes.len; at += step)
        phs_flight_feed(reader, bytes.ptr + at, bytes.len - at < step ? bytes.len - at : step);
    return reader->flight.state;
}

Test(tls_flight, reads_every_answer_alike_in_any_pieces) {
    static const struct {
        const char *scenario;
        struct phs_slice bytes;
        enum phs_flight_state state;
        bool has_hello;
    } rows[] = {
        {"a record that never ends", BYTES("\x16\x03\x03\x40\0\x02\0"), PHS_FLIGHT_MORE, false},
        {"a record longer than any", BYTES("\x16\x03\x03\xff\xff\x02"), PHS_FLIGHT_BROKEN, false},
        {"a message longer than any", BYTES("\x16\x03\x03\0\x04\x02\xff\xff\xff"), PHS_FLIGHT_BROKEN, false},
        {"a message that never ends", BYTES("\x16\x03\x03\0\x05\x02\0\x40\0\x03"), PHS_FLIGHT_MORE, false},
        {"no record of TLS", BYTES("HTTP/1.1 400 Bad Request\r\n\r\n"), PHS_FLIGHT_BROKEN, false},
        {"another major version", BYTES("\x16\x7f\x03\0\x04\x0e\0\0\0"), PHS_FLIGHT_BROKEN, false},
        {"data before the handshake", BYTES("\x17\x03\x03\0\x01x"), PHS_FLIGHT_BROKEN, false},
        {"no hello at first", BYTES("\x16\x03\x03\0\x04" DONE), PHS_FLIGHT_BROKEN, false},
        {"a hello cut short", BYTES("\x16\x03\x03\0\x08\x02\0\0\x04\x03\x03RR"), PHS_FLIGHT_BROKEN, false},
        {"a session longer than any", BYTES("\x16\x03\x03\0\x2a\x02\0\0\x26\x03\x03" RANDOM "\xff\xc0\x2f\0"),
         PHS_FLIGHT_BROKEN, false},
        {"two hellos", BYTES("\x16\x03\x03\0\x54" HELLO HELLO), PHS_FLIGHT_BROKEN, false},
        {"a version that does not exist", BYTES("\x16\x03\x03\0\x2a\x02\0\0\x26\x09\x09" RANDOM "\0\xc0\x2f\0"),
         PHS_FLIGHT_BROKEN, false},
        {"half an alert", BYTES("\x15\x03\x01\0\x01\x02"), PHS_FLIGHT_BROKEN, false},
        {"a refusal", BYTES("\x15\x03\x01\0\x02\x02\x28"), PHS_FLIGHT_ALERT, false},
        {"a warning, then a choice", BYTES("\x15\x03\x03\0\x02\x01\x70\x16\x03\x03\0\x2e" HELLO DONE), PHS_FLIGHT_CHOSEN, true},
        {"a choice", BYTES("\x16\x03\x03\0\x2e" HELLO DONE), PHS_FLIGHT_CHOSEN, true},
        {"a choice in two records",
         BYTES("\x16\x03\x03\0\x03\x02\0\0\x16\x03\x03\0\x2b\x26\x03\x03" RANDOM "\0\xc0\x2f\0" DONE), PHS_FLIGHT_CHOSEN, true},
        {"a choice and silence", BYTES("\x16\x03\x03\0\x2a" HELLO), PHS_FLIGHT_MORE, true},
        {"a session taken up again", BYTES("\x16\x03\x03\0\x2a" HELLO "\x14\x03\x03\0\x01\x01\x16\x03\x03\0\x02\xff\xff"),
         PHS_FLIGHT_CHOSEN, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t step = 1; step < 70; step += 17) {
            struct phs_flight_reader reader;
            cr_expect_eq(fed(&reader, rows[i].bytes, step, false), rows[i].state, "%s in pieces of %zu: %d (%s)",
                         rows[i].scenario, step, (int)reader.flight.state, reader.flight.why ? reader.flight.why : "");
            cr_expect_eq(reader.flight.has_hello, rows[i].has_hello, "%s", rows[i].scenario);
            cr_expect(rows[i].state != PHS_FLIGHT_BROKEN || reader.flight.why, "%s: nothing is said", rows[i].scenario);
            phs_flight_done(&reader);
        }
}

Test(tls_flight, bounds_what_a_peer_may_send) {
    struct phs_flight_reader reader;
    char record[5 + 16384] = "\x16\x03\x03\x40";
    phs_flight_init(&reader, false);
    memcpy(record + 5, "\x0b\x01\xff\xff", 4);
    memcpy(record + 5, "\x02", 1);
    for (int i = 0; i < 100; i++)
        phs_flight_feed(&reader, record, sizeof record);
    cr_expect_eq(reader.flight.state, PHS_FLIGHT_BROKEN);
    cr_expect(reader.in.cap <= 2 * PHS_FLIGHT_MOST_BYTES && reader.messages.cap <= 2 * PHS_FLIGHT_MOST_BYTES);
    phs_flight_done(&reader);
    phs_flight_init(&reader, false);
    phs_flight_feed(&reader, "\x16\x03\x03\0\x2a" HELLO, 47);
    for (int i = 0; i < 10000 && reader.flight.state == PHS_FLIGHT_MORE; i++)
        phs_flight_feed(&reader, "\x16\x03\x03\0\x04\0\0\0\0", 9);
    cr_expect_eq(reader.flight.state, PHS_FLIGHT_BROKEN, "thousands of empty messages");
    phs_flight_done(&reader);
}

Test(tls_flight, reads_a_retry_for_suite_and_group) {
    struct phs_flight_reader reader;
    struct phs_slice bytes =
        BYTES("\x16\x03\x03\0\x38\x02\0\0\x34\x03\x03" RETRY "\0\x13\x02\0\0\x0c\0\x2b\0\x02\x03\x04\0\x33\0\x02\x11\xec");
    cr_assert_eq(fed(&reader, bytes, 7, false), PHS_FLIGHT_CHOSEN, "%s", reader.flight.why);
    cr_expect(reader.flight.retry);
    cr_expect_eq(reader.flight.version, PHS_TLS13);
    cr_expect_eq(reader.flight.suite, 0x1302);
    cr_expect_eq(reader.flight.group, 0x11ec);
    cr_expect_str_eq(phs_tls_group_name(reader.flight.group), "X25519MLKEM768");
    cr_expect(phs_tls_group_is_post_quantum(reader.flight.group));
    phs_flight_done(&reader);
}

Test(tls_flight, measures_a_finite_field_without_its_leading_zeros) {
    struct phs_flight_reader reader;
    struct phs_slice bytes = BYTES("\x16\x03\x03\0\x44\x02\0\0\x26\x03\x03" RANDOM "\0\0\x9e\0"
                                   "\x0c\0\0\x12\0\x04\0\x40\0\x01\0\x01\x02\0\x01\x05\x08\x04\0\x02ss" DONE);
    cr_assert_eq(fed(&reader, bytes, 100, false), PHS_FLIGHT_CHOSEN, "%s", reader.flight.why);
    cr_expect_eq(reader.flight.dh_bits, 23);
    cr_expect_eq(reader.flight.dh_prime.len, 3);
    cr_expect_eq(reader.flight.sigalg, 0x0804);
    phs_flight_done(&reader);
}

Test(tls_flight, reads_the_list_of_an_sslv2_server) {
    struct phs_flight_reader reader;
    struct phs_slice bytes = BYTES("\x80\x13\x04\0\x01\0\x02\0\x02\0\x06\0\0CC\x01\0\x80\x07\0\xc0");
    cr_assert_eq(fed(&reader, bytes, 3, true), PHS_FLIGHT_CHOSEN, "%s", reader.flight.why);
    cr_expect_eq(reader.flight.version, 2);
    cr_assert_eq(reader.flight.ssl2_kind_count, 2);
    cr_expect_str_eq(phs_ssl2_kind_name(reader.flight.ssl2_kinds[1]), "SSL_CK_DES_192_EDE3_CBC_WITH_MD5");
    phs_flight_done(&reader);
    struct phs_slice modern = BYTES("\x15\x03\x01\0\x02\x02\x46");
    cr_expect_eq(fed(&reader, modern, 1, true), PHS_FLIGHT_ALERT, "an alert of TLS is a refusal");
    phs_flight_done(&reader);
}

/* The value of an extension in a written hello, or no bytes and found false. */
static struct phs_slice extension(struct phs_slice written, unsigned wanted, bool *ret_found) {
    struct phs_cursor at = phs_cursor(written);
    phs_cursor_bytes(&at, 5 + 4 + 2 + 32);
    phs_cursor_counted(&at, 1);
    phs_cursor_counted(&at, 2);
    phs_cursor_counted(&at, 1);
    struct phs_cursor list = phs_cursor(phs_cursor_left(&at) ? phs_cursor_counted(&at, 2) : PHS_SLICE(""));
    *ret_found = false;
    while (phs_cursor_left(&list) && !list.failed) {
        unsigned type = phs_cursor_number(&list, 2);
        struct phs_slice value = phs_cursor_counted(&list, 2);
        if (type == wanted) {
            *ret_found = true;
            return value;
        }
    }
    return PHS_SLICE("");
}

Test(tls_hello, offers_tls13_without_a_key_share) {
    static const uint16_t suites[] = {0x1301}, groups[] = {29, 0x11ec}, sigalgs[] = {0x0804};
    struct phs_tls_hello hello = {
        PHS_TLS13, 0, {suites, 1}, {groups, 2}, {sigalgs, 1}, "a.example", {0}, {0}, (const uint8_t *)RANDOM};
    struct phs_buf out;
    bool found;
    phs_buf_init(&out, 1 << 16);
    cr_assert(phs_tls_hello_write(&hello, &out));
    struct phs_slice written = phs_slice_n(out.ptr, out.len);
    cr_expect_eq(extension(written, 51, &found).len, 2, "an empty list");
    cr_expect(found);
    cr_expect(phs_slice_eq(extension(written, 43, &found), (struct phs_slice)BYTES("\x02\x03\x04")));
    cr_expect(phs_slice_eq(extension(written, 10, &found), (struct phs_slice)BYTES("\0\x04\0\x1d\x11\xec")));
    cr_expect(phs_slice_eq(phs_slice_n(written.ptr + 9, 2), (struct phs_slice)BYTES("\x03\x03")), "the old field stays at 1.2");
    phs_buf_done(&out);
}

Test(tls_hello, says_nothing_modern_in_sslv3) {
    static const uint16_t suites[] = {0x000a};
    struct phs_tls_hello hello = {PHS_SSL3, PHS_HELLO_ECHOES,       {suites, 1}, {0}, {0}, "a.example", {0},
                                  {0},      (const uint8_t *)RANDOM};
    struct phs_buf out;
    phs_buf_init(&out, 1 << 16);
    cr_assert(phs_tls_hello_write(&hello, &out));
    cr_expect_eq(out.len, 5 + 4 + 2 + 32 + 1 + 2 + 4 + 2, "no extensions, and the signal for renegotiation");
    cr_expect_eq((uint8_t)out.ptr[2], 0, "a record of SSLv3");
    phs_buf_done(&out);
}

Test(tls_hello, keeps_out_of_lengths_that_make_load_balancers_hang) {
    static uint16_t suites[256];
    for (size_t n = 1; n <= 200; n++) {
        struct phs_tls_hello hello = {PHS_TLS12, PHS_HELLO_ECHOES,       {suites, n}, {0}, {0}, NULL, {0},
                                      {0},       (const uint8_t *)RANDOM};
        struct phs_buf out;
        phs_buf_init(&out, 1 << 16);
        cr_assert(phs_tls_hello_write(&hello, &out));
        cr_expect(out.len - 5 < 256 || out.len - 5 >= 512, "%zu suites make %zu bytes", n, out.len - 5);
        phs_buf_done(&out);
    }
}

Test(tls_hello, writes_nothing_that_does_not_fit) {
    static uint16_t many[600];
    struct phs_buf out;
    phs_buf_init(&out, 1 << 16);
    struct phs_tls_hello none = {PHS_TLS12, 0, {many, 0}, {0}, {0}, NULL, {0}, {0}, (const uint8_t *)RANDOM};
    struct phs_tls_hello over = {PHS_TLS12, 0, {many, 600}, {0}, {0}, NULL, {0}, {0}, (const uint8_t *)RANDOM};
    struct phs_tls_hello session = {PHS_TLS12, 0, {many, 1}, {0}, {0}, NULL, {RANDOM RANDOM, 33}, {0}, (const uint8_t *)RANDOM};
    cr_expect(!phs_tls_hello_write(&none, &out) && !phs_tls_hello_write(&over, &out) && !phs_tls_hello_write(&session, &out));
    cr_expect_eq(out.len, 0);
    phs_buf_done(&out);
}

Test(tls_suites, lists_the_sixty_of_800_52_and_no_broken_one) {
    size_t n, listed = 0;
    const struct phs_tls_suite *suites = phs_tls_suites(&n);
    for (size_t i = 0; i < n; i++) {
        listed += (suites[i].traits & PHS_SUITE_LISTED) != 0;
        cr_expect(!(suites[i].traits & PHS_SUITE_LISTED) || !(suites[i].traits & (PHS_SUITE_BROKEN | PHS_SUITE_RSA_KX)), "%s",
                  suites[i].name);
        cr_expect(i == 0 || suites[i - 1].id < suites[i].id, "%s is out of order", suites[i].name);
        cr_expect_eq(phs_tls_suite_find(suites[i].id), &suites[i]);
    }
    cr_expect_eq(listed, 60);
    cr_expect_null(phs_tls_suite_find(0x0a0a), "GREASE is no suite");
    cr_expect_null(phs_tls_suite_find(0xffff));
}
