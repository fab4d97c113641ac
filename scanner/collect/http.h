/* SPDX-License-Identifier: Apache-2.0 */
/* One HTTP request, and the facts of its answer: no redirect is followed, no body is kept, no value of a header. */
#ifndef PHS_COLLECT_HTTP_H
#define PHS_COLLECT_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum phs_same_site { PHS_SAME_SITE_NONE_WRITTEN, PHS_SAME_SITE_STRICT, PHS_SAME_SITE_LAX, PHS_SAME_SITE_NONE };

struct phs_cookie {
    const char *name; /* its characters that a cookie name may have, at most 64; never a value */
    bool secure, http_only;
    enum phs_same_site same_site;
};

struct phs_http_facts {
    long status;
    bool redirects;          /* 3xx with a Location */
    bool redirects_to_https; /* to any host */
    bool redirects_to_same_host;
    bool hsts, hsts_include_subdomains, hsts_preload;
    int64_t hsts_max_age; /* seconds; -1 when the header says none */
    bool content_type_options, frame_options, content_security_policy, referrer_policy;
    PHS_VEC(struct phs_cookie) cookies; /* at most 64 */
};

struct phs_http_question {
    const char *scheme; /* "http" or "https" */
    const char *host;
    bool is_ipv6;
    unsigned port;
    const char *path;
};

enum phs_http_end { PHS_HTTP_GOES_ON, PHS_HTTP_ANSWERED, PHS_HTTP_NOT_HTTP, PHS_HTTP_FAILED };

/* One request over a connection of the caller's, who carries the bytes. A plain answer is read here, any other by libcurl,
 * which is loaded for it. */
struct phs_http_talk;
struct phs_http_talk *phs_http_talk_new(struct phs_arena *arena, const struct phs_http_question *question);
/* Hands over what came (ended: nothing more will) and adds to out what is to be sent. */
enum phs_http_end phs_http_talk_carry(struct phs_http_talk *talk, struct phs_slice in, bool ended, struct phs_buf *out);
/* After an end: facts when ANSWERED, else a clause. */
const struct phs_http_facts *phs_http_talk_facts(const struct phs_http_talk *talk);
const char *phs_http_talk_why(const struct phs_http_talk *talk);
void phs_http_talk_free(struct phs_http_talk *talk);

/* One header line as it came, into facts; host tells whether a redirect stays. For tests and fuzzing. */
void phs_http_header(struct phs_arena *arena, struct phs_slice line, const char *host, struct phs_http_facts *facts);

#endif
