/* SPDX-License-Identifier: Apache-2.0 */
/* Hellos to any order: what is written is one whole record with lengths that agree. */
#include "parse/tls/cursor.h"
#include "parse/tls/hello.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct phs_buf *out) {
    struct phs_cursor record = phs_cursor(phs_slice_n(out->ptr, out->len));
    if (phs_cursor_number(&record, 1) != 22 || phs_cursor_number(&record, 2) > PHS_TLS10)
        __builtin_trap();
    struct phs_cursor message = phs_cursor(phs_cursor_counted(&record, 2));
    if (record.failed || phs_cursor_left(&record) || phs_cursor_number(&message, 1) != 1)
        __builtin_trap();
    struct phs_cursor body = phs_cursor(phs_cursor_counted(&message, 3));
    phs_cursor_bytes(&body, 34);
    phs_cursor_counted(&body, 1);
    struct phs_slice suites = phs_cursor_counted(&body, 2);
    phs_cursor_counted(&body, 1);
    struct phs_cursor extensions = phs_cursor(phs_cursor_left(&body) ? phs_cursor_counted(&body, 2) : PHS_SLICE(""));
    while (phs_cursor_left(&extensions) && !extensions.failed) {
        phs_cursor_number(&extensions, 2);
        phs_cursor_counted(&extensions, 2);
    }
    if (message.failed || body.failed || extensions.failed || phs_cursor_left(&body) || phs_cursor_left(&message) ||
        suites.len % 2)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static uint16_t codes[1024];
    static char name[512];
    struct phs_cursor in = phs_cursor(phs_slice_n((const char *)data, size));
    struct phs_buf out;
    struct phs_tls_hello hello = {.version = (uint16_t)(PHS_SSL3 + phs_cursor_number(&in, 1) % 5),
                                  .flags = phs_cursor_number(&in, 1)};
    hello.suites = (struct phs_codes){codes, phs_cursor_number(&in, 2) % 1024};
    hello.groups = (struct phs_codes){codes, phs_cursor_number(&in, 2) % 1024};
    hello.sigalgs = (struct phs_codes){codes, phs_cursor_number(&in, 2) % 1024};
    hello.session = phs_cursor_counted(&in, 1);
    hello.ticket = phs_cursor_counted(&in, 2);
    struct phs_slice left =
        phs_cursor_bytes(&in, phs_cursor_left(&in) < sizeof name - 1 ? phs_cursor_left(&in) : sizeof name - 1);
    memset(name, 0, sizeof name);
    memcpy(name, left.ptr, left.len);
    hello.name = left.len ? name : NULL;
    hello.random = (const uint8_t *)name;
    phs_buf_init(&out, 1 << 16);
    if (phs_tls_hello_write(&hello, &out))
        check(&out);
    else if (out.len)
        __builtin_trap();
    phs_buf_done(&out);
    return 0;
}
