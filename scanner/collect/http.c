/* SPDX-License-Identifier: Apache-2.0 */
/* The request, and the answers that nearly all servers give: a status line of HTTP/1, headers of one line each, an empty line.
 * They are read here, since libcurl is 40 libraries and the largest part of a short scan; whatever is written in another way is
 * handed to it from its first byte, so that one judge says what is HTTP and what is not. The first byte of a body ends it. */
#include "collect/http.h"

#include "collect/http_libcurl.h"

enum { MOST_HEADER_BYTES = 128 << 10, STATUS_LINE = 12 };

struct phs_http_talk {
    struct phs_arena *arena;
    struct phs_http_question question;
    struct phs_http_facts facts;
    struct phs_buf came; /* all of it: a line may yet show that it is not plain */
    size_t read;
    bool is_asked;
    enum phs_http_end end;
    struct phs_http_curl *other; /* NULL: all is plain so far */
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_of(char c, const char *marks) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr(marks, c));
}

static bool all_of(const char *text, const char *marks) {
    while (is_of(*text, marks))
        text++;
    return *text == '\0';
}

/* What a URL parser would leave as it is. */
static bool is_plain_question(const struct phs_http_question *question) {
    size_t n = strlen(question->host);
    return n > 0 && question->host[n - 1] != '.' && all_of(question->host, question->is_ipv6 ? ":." : ".-_") &&
           question->path[0] == '/' && all_of(question->path, "/._~-%?=&+");
}

struct phs_http_talk *phs_http_talk_new(struct phs_arena *arena, const struct phs_http_question *question) {
    struct phs_http_talk *talk = PHS_NEW(arena, struct phs_http_talk);
    *talk = (struct phs_http_talk){.arena = arena, .question = *question, .facts = {.hsts_max_age = -1}};
    phs_buf_init(&talk->came, 1 << 20);
    if (!is_plain_question(question))
        talk->other = phs_http_curl_new(arena, question);
    return talk;
}

/* Word for word what libcurl asks. */
static void ask(struct phs_http_talk *talk, struct phs_buf *out) {
    const struct phs_http_question *question = &talk->question;
    bool usual = question->port == (strcmp(question->scheme, "https") == 0 ? 443u : 80u);
    phs_buf_printf(out, "GET %s HTTP/1.1\r\nHost: %s%s%s", question->path, question->is_ipv6 ? "[" : "", question->host,
                   question->is_ipv6 ? "]" : "");
    if (!usual)
        phs_buf_printf(out, ":%u", question->port);
    phs_buf_puts(out, "\r\nUser-Agent: phiscope/" PHS_VERSION "\r\nAccept: */*\r\n\r\n");
    talk->is_asked = true;
}

/* "HTTP/1.1 200", and a reason or nothing behind it. An interim answer that changes the protocol is not plain. */
static bool take_status(struct phs_http_talk *talk, struct phs_slice line) {
    const char *at = line.ptr;
    if (line.len < STATUS_LINE || memcmp(at, "HTTP/1.", 7) != 0 || (at[7] != '0' && at[7] != '1') || at[8] != ' ' ||
        at[9] < '1' || at[9] > '5' || !is_digit(at[10]) || !is_digit(at[11]) ||
        (line.len > STATUS_LINE && at[STATUS_LINE] != ' '))
        return false;
    talk->facts = (struct phs_http_facts){.hsts_max_age = -1};
    talk->facts.status = (at[9] - '0') * 100 + (at[10] - '0') * 10 + (at[11] - '0');
    return talk->facts.status != 101;
}

/* A name of the characters that one may have, directly before its colon; the value without controls. */
static bool is_plain(struct phs_slice line) {
    size_t n = 0;
    while (n < line.len && is_of(line.ptr[n], "!#$%&'*+-.^_`|~"))
        n++;
    for (size_t i = n; i < line.len; i++)
        if ((unsigned char)line.ptr[i] < ' ' && line.ptr[i] != '\t')
            return false;
    return n > 0 && n < line.len && line.ptr[n] == ':';
}

/* How long a body is has its own rules for what is wrong. */
static bool is_about_length(struct phs_slice line) {
    static const struct phs_slice name = {"content-length:", 15};
    return line.len >= name.len && phs_slice_ieq(phs_slice_n(line.ptr, name.len), name);
}

static bool is_number(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.ptr[i]))
            return false;
    return text.len > 0 && text.len < 18;
}

static bool take_header(struct phs_http_talk *talk, struct phs_slice line) {
    if (!is_plain(line) || (is_about_length(line) && !is_number(phs_slice_trim(phs_slice_n(line.ptr + 15, line.len - 15)))))
        return false;
    phs_http_header(talk->arena, line, talk->question.host, &talk->facts);
    return true;
}

/* False when the line is not plain. */
static bool take_line(struct phs_http_talk *talk, struct phs_slice line) {
    if (talk->facts.status == 0)
        return take_status(talk, line);
    if (line.len)
        return take_header(talk, line);
    if (talk->facts.status < 200)
        talk->facts = (struct phs_http_facts){.hsts_max_age = -1}; /* after an interim answer the real one begins anew */
    else
        talk->end = PHS_HTTP_ANSWERED;
    return true;
}

/* Whole lines only. False when what came is not plain. */
static bool take(struct phs_http_talk *talk) {
    while (talk->end == PHS_HTTP_GOES_ON) {
        struct phs_slice rest =
            talk->came.ptr ? phs_slice_n(talk->came.ptr + talk->read, talk->came.len - talk->read) : PHS_SLICE("");
        size_t n = rest.len ? phs_slice_find(rest, PHS_SLICE("\n")) : (size_t)-1;
        if (n == (size_t)-1)
            return talk->came.len <= MOST_HEADER_BYTES;
        talk->read += n + 1;
        if (talk->read > MOST_HEADER_BYTES || n == 0 || rest.ptr[n - 1] != '\r' ||
            !take_line(talk, phs_slice_n(rest.ptr, n - 1)))
            return false;
    }
    talk->facts.redirects &= talk->facts.status >= 300 && talk->facts.status < 400;
    talk->facts.redirects_to_https &= talk->facts.redirects;
    return true;
}

/* Its own question was asked already. */
static void hand_over(struct phs_http_talk *talk, bool ended) {
    struct phs_buf unsent;
    phs_buf_init(&unsent, 1 << 16);
    talk->other = phs_http_curl_new(talk->arena, &talk->question);
    talk->end = phs_http_curl_carry(talk->other, PHS_SLICE(""), false, &unsent);
    if (talk->end == PHS_HTTP_GOES_ON)
        talk->end =
            phs_http_curl_carry(talk->other, phs_slice_n(talk->came.ptr ? talk->came.ptr : "", talk->came.len), ended, &unsent);
    phs_buf_done(&unsent);
}

enum phs_http_end phs_http_talk_carry(struct phs_http_talk *talk, struct phs_slice in, bool ended, struct phs_buf *out) {
    if (talk->other)
        return talk->end = phs_http_curl_carry(talk->other, in, ended, out);
    if (!talk->is_asked)
        ask(talk, out);
    phs_buf_slice(&talk->came, in);
    if (!take(talk) || (ended && talk->end == PHS_HTTP_GOES_ON))
        hand_over(talk, ended);
    return talk->end;
}

const struct phs_http_facts *phs_http_talk_facts(const struct phs_http_talk *talk) {
    return talk->other ? phs_http_curl_facts(talk->other) : &talk->facts;
}

const char *phs_http_talk_why(const struct phs_http_talk *talk) {
    return talk->other ? phs_http_curl_why(talk->other) : "it did not answer an HTTP request in time";
}

void phs_http_talk_free(struct phs_http_talk *talk) {
    if (talk->other)
        phs_http_curl_free(talk->other);
    phs_buf_done(&talk->came);
}
