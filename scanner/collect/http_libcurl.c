/* SPDX-License-Identifier: Apache-2.0 */
/* The judge of answers that are not plain. libcurl speaks HTTP to a socket of ours; the caller, who has the connection and its
 * encryption, carries the bytes from there. So no second connection is made, and no name is asked and no redirect followed
 * behind our back. The first byte of a body ends it. The socket has an abstract name that the kernel makes up; only this
 * process may connect to it. (Handing libcurl a connected socket would be simpler, and fails in 7.88, which connects it again.)
 */
#include "collect/http_libcurl.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/err.h"
#include "collect/libcurl.h"

enum { MOST_HEADER_BYTES = 128 << 10, MOST_TURNS = 8 };

struct phs_http_curl {
    struct phs_arena *arena;
    const char *host;
    struct phs_http_facts facts;
    size_t bytes;
    bool body;
    enum phs_http_end end;
    const char *why;
    const struct phs_libcurl *with; /* NULL: it is not installed */
    CURL *curl;
    CURLM *multi;
    int listener, ours;     /* -1: not open */
    struct phs_buf waiting; /* what came and did not fit into the socket yet */
    size_t written;
};

static size_t take_header(char *bytes, size_t size, size_t count, void *user) {
    struct phs_http_curl *talk = user;
    size_t n = size * count;
    talk->bytes += n;
    if (talk->bytes > MOST_HEADER_BYTES)
        return 0;
    if (n >= 5 && memcmp(bytes, "HTTP/", 5) == 0) /* after an interim answer the real one begins anew */
        talk->facts = (struct phs_http_facts){.hsts_max_age = -1};
    else
        phs_http_header(talk->arena, phs_slice_n(bytes, n), talk->host, &talk->facts);
    return n;
}

static size_t refuse_body(char *bytes, size_t size, size_t count, void *user) {
    (void)bytes, (void)size, (void)count;
    ((struct phs_http_curl *)user)->body = true;
    return 0;
}

static void aim(struct phs_http_curl *talk, const struct phs_http_question *question) {
    bool usual = question->port == (strcmp(question->scheme, "https") == 0 ? 443u : 80u);
    const char *open = question->is_ipv6 ? "[" : "", *close = question->is_ipv6 ? "]" : "";
    const char *port = usual ? "" : phs_printf(talk->arena, ":%u", question->port);
    talk->with->curl_easy_setopt(
        talk->curl, CURLOPT_URL,
        phs_printf(talk->arena, "http://%s%s%s%s%s", open, question->host, close, port, question->path));
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_PATH_AS_IS, 1L);
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_PROXY, "");
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_PROTOCOLS_STR, "http");
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_FOLLOWLOCATION, 0L);
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_NOSIGNAL, 1L);
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_BUFFERSIZE, 4096L); /* headers alone; many talk at once */
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_USERAGENT, "phiscope/" PHS_VERSION);
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_HEADERFUNCTION, take_header);
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_HEADERDATA, talk);
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_WRITEFUNCTION, refuse_body);
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_WRITEDATA, talk);
}

/* Listens under a name that the kernel makes up and gives back. */
static bool listen_for(struct phs_http_curl *talk) {
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    socklen_t size = sizeof name;
    talk->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (talk->listener < 0 || bind(talk->listener, (struct sockaddr *)&name, sizeof name.sun_family) != 0 ||
        listen(talk->listener, 1) != 0 || getsockname(talk->listener, (struct sockaddr *)&name, &size) != 0 ||
        size <= offsetof(struct sockaddr_un, sun_path) + 1)
        return false;
    size_t n = size - offsetof(struct sockaddr_un, sun_path) - 1;
    talk->with->curl_easy_setopt(talk->curl, CURLOPT_ABSTRACT_UNIX_SOCKET, phs_strndup(talk->arena, name.sun_path + 1, n));
    return true;
}

/* Nobody else's connection is taken. */
static void take_connection(struct phs_http_curl *talk) {
    struct ucred peer = {0};
    socklen_t size = sizeof peer;
    int fd = accept4(talk->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid == getpid())
        talk->ours = fd;
    else
        close(fd);
}

struct phs_http_curl *phs_http_curl_new(struct phs_arena *arena, const struct phs_http_question *question) {
    struct phs_http_curl *talk = PHS_NEW(arena, struct phs_http_curl);
    *talk = (struct phs_http_curl){
        .arena = arena, .host = question->host, .facts = {.hsts_max_age = -1}, .listener = -1, .ours = -1};
    talk->with = phs_libcurl();
    phs_buf_init(&talk->waiting, 1 << 20);
    if (!talk->with) {
        talk->end = PHS_HTTP_FAILED;
        talk->why = "HTTP is asked with libcurl, which is not installed (package libcurl4)";
        return talk;
    }
    talk->curl = talk->with->curl_easy_init();
    talk->multi = talk->with->curl_multi_init();
    if (!talk->curl || !talk->multi)
        phs_out_of_memory();
    if (!listen_for(talk)) {
        talk->end = PHS_HTTP_FAILED;
        talk->why = "no socket could be opened";
    }
    aim(talk, question);
    talk->with->curl_multi_add_handle(talk->multi, talk->curl);
    return talk;
}

static void judge(struct phs_http_curl *talk, CURLcode code) {
    talk->with->curl_easy_getinfo(talk->curl, CURLINFO_RESPONSE_CODE, &talk->facts.status);
    talk->why = "it did not answer an HTTP request";
    talk->end = PHS_HTTP_FAILED;
    if (talk->bytes > MOST_HEADER_BYTES) {
        talk->why = "the headers of its answer are too long";
    } else if (talk->facts.status > 0 && (code == CURLE_OK || (code == CURLE_WRITE_ERROR && talk->body))) {
        talk->end = PHS_HTTP_ANSWERED;
        talk->facts.redirects &= talk->facts.status >= 300 && talk->facts.status < 400;
        talk->facts.redirects_to_https &= talk->facts.redirects;
    } else if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_GOT_NOTHING ||
               code == CURLE_OK) {
        talk->end = PHS_HTTP_NOT_HTTP;
    }
}

static void hand_over(struct phs_http_curl *talk, bool ended) {
    while (talk->written < talk->waiting.len) {
        ssize_t n =
            send(talk->ours, talk->waiting.ptr + talk->written, talk->waiting.len - talk->written, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n <= 0)
            return;
        talk->written += (size_t)n;
    }
    phs_buf_clear(&talk->waiting);
    talk->written = 0;
    if (ended)
        shutdown(talk->ours, SHUT_WR);
}

/* Whether anything came. */
static bool collect(struct phs_http_curl *talk, struct phs_buf *out) {
    char bytes[4096];
    ssize_t n = talk->ours < 0 ? -1 : recv(talk->ours, bytes, sizeof bytes, MSG_DONTWAIT);
    if (n > 0)
        phs_buf_add(out, bytes, (size_t)n);
    return n > 0;
}

enum phs_http_end phs_http_curl_carry(struct phs_http_curl *talk, struct phs_slice in, bool ended, struct phs_buf *out) {
    int running = 1, left = 0;
    phs_buf_slice(&talk->waiting, in);
    for (int turn = 0; turn < MOST_TURNS && talk->end == PHS_HTTP_GOES_ON; turn++) {
        if (talk->ours >= 0)
            hand_over(talk, ended);
        talk->with->curl_multi_perform(talk->multi, &running);
        if (talk->ours < 0)
            take_connection(talk);
        bool said = collect(talk, out);
        CURLMsg *message = talk->with->curl_multi_info_read(talk->multi, &left);
        if (message && message->msg == CURLMSG_DONE)
            judge(talk, message->data.result);
        if (said && !ended)
            break;
    }
    return talk->end;
}

const struct phs_http_facts *phs_http_curl_facts(const struct phs_http_curl *talk) {
    return &talk->facts;
}

const char *phs_http_curl_why(const struct phs_http_curl *talk) {
    return talk->why ? talk->why : "it did not answer an HTTP request in time";
}

void phs_http_curl_free(struct phs_http_curl *talk) {
    if (talk->with) {
        talk->with->curl_multi_remove_handle(talk->multi, talk->curl);
        talk->with->curl_easy_cleanup(talk->curl);
        talk->with->curl_multi_cleanup(talk->multi);
    }
    if (talk->ours >= 0)
        close(talk->ours);
    if (talk->listener >= 0)
        close(talk->listener);
    phs_buf_done(&talk->waiting);
}
