/* SPDX-License-Identifier: Apache-2.0 */
/* One HTTP request by libcurl, and the facts of its answer: no redirect is followed, no body is kept, no value of a header. */
#ifndef PHS_COLLECT_HTTP_H
#define PHS_COLLECT_HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum phs_same_site { PHS_SAME_SITE_NONE_WRITTEN, PHS_SAME_SITE_STRICT, PHS_SAME_SITE_LAX, PHS_SAME_SITE_NONE };

struct phs_cookie {
    const char *name; /* its characters that a cookie name may have, at most 64; never a value */
    bool secure, http_only;
    enum phs_same_site same_site;
};

struct phs_http_facts {
    long status;
    bool redirects;             /* 3xx with a Location */
    bool redirects_to_https;    /* to any host */
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
    const char *address; /* the one to talk to, so that no name is asked twice */
    int64_t deadline;    /* phs_clock_ms */
};

enum phs_http_end { PHS_HTTP_ANSWERED, PHS_HTTP_NOT_HTTP, PHS_HTTP_FAILED };

/* Call once before any thread asks. */
void phs_http_begin(void);
/* Certificates are not verified here: the TLS facts say what is wrong with them. A clause in ret_why when not answered. */
enum phs_http_end phs_http_ask(struct phs_arena *arena, const struct phs_http_question *question,
                               struct phs_http_facts *ret_facts, const char **ret_why);

/* One header line as it came, into facts; host tells whether a redirect stays. For tests and fuzzing. */
void phs_http_header(struct phs_arena *arena, struct phs_slice line, const char *host, struct phs_http_facts *facts);

#endif
