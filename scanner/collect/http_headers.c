/* SPDX-License-Identifier: Apache-2.0 */
/* Header lines of a stranger into facts. Of a cookie its name and flags are kept, of everything else only what it says. */
#include <ctype.h>

#include "collect/http.h"

enum { MOST_COOKIES = 64, LONGEST_NAME = 64 };

/* "name = value" of one directive, the value without quotes. */
static struct phs_slice directive(struct phs_slice text, struct phs_slice *ret_value) {
    size_t at = phs_slice_find(text, PHS_SLICE("="));
    *ret_value = (struct phs_slice){"", 0};
    if (at == (size_t)-1)
        return phs_slice_trim(text);
    *ret_value = phs_slice_trim(phs_slice_n(text.ptr + at + 1, text.len - at - 1));
    if (ret_value->len >= 2 && ret_value->ptr[0] == '"' && ret_value->ptr[ret_value->len - 1] == '"')
        *ret_value = phs_slice_n(ret_value->ptr + 1, ret_value->len - 2);
    return phs_slice_trim(phs_slice_n(text.ptr, at));
}

/* Digits only; what is longer than any time is a very long time. */
static int64_t seconds(struct phs_slice text) {
    int64_t value = 0;
    if (text.len == 0)
        return -1;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return -1;
        value = value > INT32_MAX ? value : value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

/* RFC 6797, 6.1: a header without max-age is no HSTS, and 8.1: only the first of several counts. */
static void read_hsts(struct phs_slice value, struct phs_http_facts *facts) {
    struct phs_slice part, argument;
    int64_t max_age = -1;
    bool subdomains = false, preload = false;
    while (phs_slice_cut(&value, ';', &part)) {
        struct phs_slice name = directive(part, &argument);
        if (phs_slice_ieq(name, PHS_SLICE("max-age")))
            max_age = seconds(argument);
        subdomains |= phs_slice_ieq(name, PHS_SLICE("includeSubDomains"));
        preload |= phs_slice_ieq(name, PHS_SLICE("preload"));
    }
    if (facts->hsts)
        return;
    facts->hsts = true;
    facts->hsts_max_age = max_age;
    facts->hsts_include_subdomains = subdomains;
    facts->hsts_preload = preload;
}

static const char *cookie_name(struct phs_arena *arena, struct phs_slice name) {
    char text[LONGEST_NAME + 1];
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < LONGEST_NAME; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (c < 128 && (isalnum(c) || (c && strchr("!#$%&'*+-.^_`|~", c))))
            text[n++] = (char)c;
    }
    return n ? phs_strndup(arena, text, n) : "(no name)";
}

static enum phs_same_site same_site(struct phs_slice value) {
    return phs_slice_ieq(value, PHS_SLICE("strict")) ? PHS_SAME_SITE_STRICT
           : phs_slice_ieq(value, PHS_SLICE("lax"))  ? PHS_SAME_SITE_LAX
           : phs_slice_ieq(value, PHS_SLICE("none")) ? PHS_SAME_SITE_NONE
                                                     : PHS_SAME_SITE_NONE_WRITTEN;
}

static void read_cookie(struct phs_arena *arena, struct phs_slice value, struct phs_http_facts *facts) {
    struct phs_slice part, argument;
    struct phs_cookie cookie = {0};
    if (facts->cookies.n >= MOST_COOKIES || !phs_slice_cut(&value, ';', &part))
        return;
    cookie.name = cookie_name(arena, directive(part, &argument));
    while (phs_slice_cut(&value, ';', &part)) {
        struct phs_slice name = directive(part, &argument);
        cookie.secure |= phs_slice_ieq(name, PHS_SLICE("secure"));
        cookie.http_only |= phs_slice_ieq(name, PHS_SLICE("httponly"));
        if (phs_slice_ieq(name, PHS_SLICE("samesite")))
            cookie.same_site = same_site(argument);
    }
    PHS_PUSH(arena, facts->cookies, cookie);
}

static bool starts_ignoring_case(struct phs_slice text, const char *prefix) {
    size_t n = strlen(prefix);
    return text.len >= n && phs_slice_ieq(phs_slice_n(text.ptr, n), phs_slice(prefix));
}

/* A relative reference keeps scheme and host. */
static void read_location(struct phs_slice value, const char *host, struct phs_http_facts *facts) {
    bool https = starts_ignoring_case(value, "https://"), http = starts_ignoring_case(value, "http://");
    facts->redirects = value.len > 0;
    facts->redirects_to_https = https;
    facts->redirects_to_same_host = !https && !http && !starts_ignoring_case(value, "//");
    if (https || http) {
        struct phs_slice rest = phs_slice_n(value.ptr + (https ? 8 : 7), value.len - (https ? 8 : 7));
        size_t n = 0;
        while (n < rest.len && !strchr("/:?#", rest.ptr[n]))
            n++;
        facts->redirects_to_same_host = phs_slice_ieq(phs_slice_n(rest.ptr, n), phs_slice(host));
    }
}

void phs_http_header(struct phs_arena *arena, struct phs_slice line, const char *host, struct phs_http_facts *facts) {
    size_t at = phs_slice_find(line, PHS_SLICE(":"));
    if (at == (size_t)-1)
        return;
    struct phs_slice name = phs_slice_n(line.ptr, at),
                     value = phs_slice_trim(phs_slice_n(line.ptr + at + 1, line.len - at - 1));
    if (phs_slice_ieq(name, PHS_SLICE("strict-transport-security")))
        read_hsts(value, facts);
    else if (phs_slice_ieq(name, PHS_SLICE("set-cookie")))
        read_cookie(arena, value, facts);
    else if (phs_slice_ieq(name, PHS_SLICE("location")))
        read_location(value, host, facts);
    facts->content_type_options |=
        phs_slice_ieq(name, PHS_SLICE("x-content-type-options")) && phs_slice_ieq(value, PHS_SLICE("nosniff"));
    facts->frame_options |= phs_slice_ieq(name, PHS_SLICE("x-frame-options"));
    facts->content_security_policy |= phs_slice_ieq(name, PHS_SLICE("content-security-policy"));
    facts->referrer_policy |= phs_slice_ieq(name, PHS_SLICE("referrer-policy"));
}
