/* SPDX-License-Identifier: Apache-2.0 */
/* The request. Only the named host is talked to: no proxy of the environment, no redirect, no other protocol, and the first
 * byte of a body ends it. */
#include "collect/http.h"

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <signal.h>

#include "base/clock.h"
#include "base/err.h"

enum { MOST_HEADER_BYTES = 128 << 10 };

struct answer {
    struct phs_arena *arena;
    const char *host;
    struct phs_http_facts facts;
    size_t bytes;
    bool body;
};

void phs_http_begin(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t take_header(char *bytes, size_t size, size_t count, void *user) {
    struct answer *answer = user;
    size_t n = size * count;
    answer->bytes += n;
    if (answer->bytes > MOST_HEADER_BYTES)
        return 0;
    if (n >= 5 && memcmp(bytes, "HTTP/", 5) == 0) /* after an interim answer the real one begins anew */
        answer->facts = (struct phs_http_facts){.hsts_max_age = -1};
    else
        phs_http_header(answer->arena, phs_slice_n(bytes, n), answer->host, &answer->facts);
    return n;
}

static size_t refuse_body(char *bytes, size_t size, size_t count, void *user) {
    (void)bytes, (void)size, (void)count;
    ((struct answer *)user)->body = true;
    return 0;
}

/* Old servers must be seen to be judged. */
static CURLcode loosen(CURL *curl, void *context, void *user) {
    (void)curl, (void)user;
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
    return CURLE_OK;
}

static void aim(CURL *curl, const struct phs_http_question *question, const char *url, struct curl_slist *pin) {
    int64_t left = question->deadline - phs_clock_ms();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_RESOLVE, pin);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)(left > 1 ? left : 1));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "phiscope/" PHS_VERSION);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_0);
    curl_easy_setopt(curl, CURLOPT_SSL_CIPHER_LIST, "ALL:@SECLEVEL=0");
    curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, loosen);
}

static void listen_to(CURL *curl, struct answer *answer) {
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, answer);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, refuse_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
}

/* libcurl leaves SIGPIPE to us under NOSIGNAL; a thread that blocks it takes what came before it opens again. */
static CURLcode perform_quietly(CURL *curl) {
    sigset_t pipe_signal, before;
    const struct timespec now = {0};
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    CURLcode code = curl_easy_perform(curl);
    while (sigtimedwait(&pipe_signal, NULL, &now) > 0)
        continue;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return code;
}

static enum phs_http_end judge(CURLcode code, const struct answer *answer, const char **ret_why) {
    if (answer->bytes > MOST_HEADER_BYTES) {
        *ret_why = "the headers of its answer are too long";
        return PHS_HTTP_FAILED;
    }
    if (answer->facts.status > 0 && (code == CURLE_OK || (code == CURLE_WRITE_ERROR && answer->body)))
        return PHS_HTTP_ANSWERED;
    *ret_why = code == CURLE_OPERATION_TIMEDOUT ? "it did not answer an HTTP request in time"
                                                : "it did not answer an HTTP request";
    return code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_GOT_NOTHING ||
                   code == CURLE_HTTP2 || code == CURLE_OK
               ? PHS_HTTP_NOT_HTTP
               : PHS_HTTP_FAILED;
}

enum phs_http_end phs_http_ask(struct phs_arena *arena, const struct phs_http_question *question,
                               struct phs_http_facts *ret_facts, const char **ret_why) {
    struct answer answer = {.arena = arena, .host = question->host, .facts = {.hsts_max_age = -1}};
    const char *open = question->is_ipv6 ? "[" : "", *close = question->is_ipv6 ? "]" : "";
    const char *url = phs_printf(arena, "%s://%s%s%s:%u%s", question->scheme, open, question->host, close, question->port,
                                 question->path);
    struct curl_slist *pin = NULL;
    CURL *curl = curl_easy_init();
    if (!curl)
        phs_out_of_memory();
    if (!question->is_ipv6)
        pin = curl_slist_append(NULL, phs_printf(arena, "%s:%u:%s", question->host, question->port, question->address));
    aim(curl, question, url, pin);
    listen_to(curl, &answer);
    CURLcode code = perform_quietly(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.facts.status);
    enum phs_http_end end = judge(code, &answer, ret_why);
    if (end == PHS_HTTP_ANSWERED) {
        answer.facts.redirects &= answer.facts.status >= 300 && answer.facts.status < 400;
        answer.facts.redirects_to_https &= answer.facts.redirects;
        *ret_facts = answer.facts;
    }
    curl_easy_cleanup(curl);
    curl_slist_free_all(pin);
    return end;
}
