/* SPDX-License-Identifier: Apache-2.0 */
/* What is read here and what libcurl says of the same bytes are the same, and plain answers do not load it. */
#include "collect/http.h"

#include <criterion/criterion.h>
#include <dlfcn.h>
#include <stdio.h>

#include "collect/http_libcurl.h"

static const struct phs_http_question usual = {.scheme = "https", .host = "a.example", .port = 443, .path = "/"};

static bool libcurl_is_loaded(void) {
    void *handle = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_NOLOAD);
    if (handle)
        dlclose(handle);
    return handle != NULL;
}

static const char *described(struct phs_arena *arena, enum phs_http_end end, const struct phs_http_facts *f, const char *why) {
    if (end != PHS_HTTP_ANSWERED)
        return phs_printf(arena, "end %d: %s", (int)end, why);
    const char *cookies = "";
    for (size_t i = 0; i < f->cookies.n; i++)
        cookies = phs_printf(arena, "%s %s/%d%d%d", cookies, f->cookies.at[i].name, f->cookies.at[i].secure,
                             f->cookies.at[i].http_only, (int)f->cookies.at[i].same_site);
    return phs_printf(arena, "%ld r%d%d%d h%d%d%d %lld t%d%d%d%d%s", f->status, f->redirects, f->redirects_to_https,
                      f->redirects_to_same_host, f->hsts, f->hsts_include_subdomains, f->hsts_preload,
                      (long long)f->hsts_max_age, f->content_type_options, f->frame_options, f->content_security_policy,
                      f->referrer_policy, cookies);
}

/* Bytes in pieces of so many, then the end. */
static const char *ours(struct phs_arena *arena, struct phs_slice bytes, size_t piece) {
    struct phs_http_talk *talk = phs_http_talk_new(arena, &usual);
    struct phs_buf out;
    phs_buf_init(&out, 1 << 16);
    enum phs_http_end end = phs_http_talk_carry(talk, PHS_SLICE(""), false, &out);
    for (size_t at = 0; at < bytes.len && end == PHS_HTTP_GOES_ON; at += piece)
        end = phs_http_talk_carry(talk, phs_slice_n(bytes.ptr + at, bytes.len - at < piece ? bytes.len - at : piece), false,
                                  &out);
    if (end == PHS_HTTP_GOES_ON)
        end = phs_http_talk_carry(talk, PHS_SLICE(""), true, &out);
    const char *text = described(arena, end, phs_http_talk_facts(talk), phs_http_talk_why(talk));
    phs_http_talk_free(talk);
    phs_buf_done(&out);
    return text;
}

static const char *theirs(struct phs_arena *arena, struct phs_slice bytes) {
    struct phs_http_curl *talk = phs_http_curl_new(arena, &usual);
    struct phs_buf out;
    phs_buf_init(&out, 1 << 16);
    enum phs_http_end end = phs_http_curl_carry(talk, PHS_SLICE(""), false, &out);
    if (end == PHS_HTTP_GOES_ON)
        end = phs_http_curl_carry(talk, bytes, false, &out);
    if (end == PHS_HTTP_GOES_ON)
        end = phs_http_curl_carry(talk, PHS_SLICE(""), true, &out);
    const char *text = described(arena, end, phs_http_curl_facts(talk), phs_http_curl_why(talk));
    phs_http_curl_free(talk);
    phs_buf_done(&out);
    return text;
}

#define HEAD "HTTP/1.1 200 OK\r\nServer: x\r\n"

static const struct {
    const char *scenario;
    struct phs_slice bytes;
    bool is_plain;
} answers[] = {
#define ROW(scenario, text, plain)                                                                                             \
    { scenario, {text, sizeof(text) - 1}, plain }
    ROW("nothing", "", false),
    ROW("the end in the status line", "HTTP/1.1 2", false),
    ROW("the end in the headers", HEAD "X-Frame-Options: DENY\r\n", false),
    ROW("no HTTP", "220 mail.example ESMTP\r\n", false),
    ROW("binary", "\x16\x03\x01\x00\x05hello", false),
    ROW("HTTP/0.9", "<html>hello</html>", false),
    ROW("HTTP/2 in the status line", "HTTP/2 200\r\n\r\n", false),
    ROW("a status of two digits", "HTTP/1.1 20\r\n\r\n", false),
    ROW("a status beyond 599", "HTTP/1.1 600 Odd\r\n\r\n", false),
    ROW("bare line feeds", "HTTP/1.1 200 OK\nX-Frame-Options: DENY\n\n", false),
    ROW("a folded header", HEAD "X-A: b\r\n c\r\nReferrer-Policy: no-referrer\r\nContent-Length: 0\r\n\r\n", false),
    ROW("a header without colon", HEAD "nonsense\r\nX-Frame-Options: DENY\r\nContent-Length: 0\r\n\r\n", false),
    ROW("a NUL in a header", HEAD "X-A: b\0c\r\nContent-Length: 0\r\n\r\n", false),
    ROW("a length that is none", HEAD "Content-Length: many\r\n\r\n", false),
    ROW("a change of protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", false),
    ROW("no reason", "HTTP/1.1 204\r\nX-Frame-Options: DENY\r\n\r\n", true),
    ROW("HTTP/1.0 with a body", "HTTP/1.0 200 OK\r\nContent-Length: 3\r\nx-frame-options: SAMEORIGIN\r\n\r\nabc", true),
    ROW("chunks", HEAD "Transfer-Encoding: chunked\r\nContent-Security-Policy: x\r\n\r\n2\r\nab\r\n0\r\n\r\n", true),
    ROW("an interim answer",
        "HTTP/1.1 103 Early Hints\r\nX-Frame-Options: DENY\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", true),
    ROW("all that is looked for",
        HEAD "Strict-Transport-Security: max-age=63072000; includeSubDomains; preload\r\nSet-Cookie: a=b; Secure; HttpOnly; "
             "SameSite=Lax\r\nSet-Cookie: c=d\r\nX-Content-Type-Options: nosniff\r\nContent-Length: 2\r\n\r\nab",
        true),
    ROW("a redirect", "HTTP/1.1 301 Moved\r\nLocation: https://a.example/x\r\nContent-Length: 0\r\n\r\n", true),
    ROW("a location without redirect", HEAD "Location: https://b.example/x\r\nContent-Length: 0\r\n\r\n", true),
    ROW("empty values", HEAD "X-A:\r\nX-B: \t \r\nContent-Length:0\r\n\r\n", true),
};

Test(http, says_of_every_answer_what_libcurl_says) {
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        for (size_t piece = 1; piece < 4096; piece = piece * 5 + 2)
            cr_expect_str_eq(ours(arena, answers[i].bytes, piece), theirs(arena, answers[i].bytes), "%s in pieces of %zu",
                             answers[i].scenario, piece);
    phs_arena_free(arena);
}

Test(http, reads_plain_answers_without_libcurl) {
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (answers[i].is_plain)
            ours(arena, answers[i].bytes, 7);
    cr_expect_not(libcurl_is_loaded());
    phs_arena_free(arena);
}

Test(http, hands_over_what_is_not_plain) {
    struct phs_arena *arena = phs_arena_new();
    cr_assert_not(libcurl_is_loaded());
    ours(arena, answers[3].bytes, 7);
    cr_expect(libcurl_is_loaded());
    phs_arena_free(arena);
}

Test(http, ends_where_headers_do_not) {
    struct phs_arena *arena = phs_arena_new();
    struct phs_buf endless;
    phs_buf_init(&endless, 1 << 20);
    phs_buf_puts(&endless, HEAD);
    while (endless.len < 200000)
        phs_buf_puts(&endless, "X-A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n");
    const char *said = ours(arena, phs_slice_n(endless.ptr, endless.len), 4096);
    cr_expect_not_null(strstr(said, "too long"), "%s", said);
    phs_buf_done(&endless);
    phs_arena_free(arena);
}

static const char *asked(struct phs_arena *arena, const struct phs_http_question *question, bool by_libcurl) {
    struct phs_buf out;
    phs_buf_init(&out, 1 << 16);
    if (by_libcurl) {
        struct phs_http_curl *talk = phs_http_curl_new(arena, question);
        phs_http_curl_carry(talk, PHS_SLICE(""), false, &out);
        phs_http_curl_free(talk);
    } else {
        struct phs_http_talk *talk = phs_http_talk_new(arena, question);
        phs_http_talk_carry(talk, PHS_SLICE(""), false, &out);
        phs_http_talk_free(talk);
    }
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

Test(http, asks_word_for_word_what_libcurl_asks) {
    static const struct {
        const char *scenario;
        struct phs_http_question question;
    } rows[] = {
        {"an injected header", {.scheme = "https", .host = "a.example", .port = 443, .path = "/ HTTP/1.1\r\nX: y"}},
        {"a fragment", {.scheme = "https", .host = "a.example", .port = 443, .path = "/a#b"}},
        {"no path", {.scheme = "https", .host = "a.example", .port = 443, .path = ""}},
        {"a dot at the end", {.scheme = "https", .host = "a.example.", .port = 443, .path = "/"}},
        {"the usual", {.scheme = "https", .host = "a.example", .port = 443, .path = "/"}},
        {"another port", {.scheme = "https", .host = "A-1.example", .port = 8443, .path = "/x/../y?z=1&t=%20"}},
        {"plain HTTP", {.scheme = "http", .host = "127.0.0.1", .port = 80, .path = "/"}},
        {"plain HTTP on 443", {.scheme = "http", .host = "a.example", .port = 443, .path = "/"}},
        {"IPv6", {.scheme = "https", .host = "2001:db8::1", .is_ipv6 = true, .port = 8443, .path = "/"}},
    };
    struct phs_arena *arena = phs_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(asked(arena, &rows[i].question, false), asked(arena, &rows[i].question, true), "%s", rows[i].scenario);
    phs_arena_free(arena);
}
