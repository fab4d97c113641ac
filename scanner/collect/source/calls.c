/* SPDX-License-Identifier: Apache-2.0 */
/* Hosts as code writes them: behind a scheme, alone in quotes, with a template where the region goes, and as the name of an AWS
 * client. */
#include <ctype.h>

#include "collect/source/scan_parts.h"

enum { LONGEST_HOST = 253, LONGEST_URL = 512, MOST_CALLS = 500 };

static bool same_call(const struct phs_call_sight *call, const char *target, bool import) {
    return call->import == import && strcmp(call->target, target) == 0;
}

/* Of several schemes the one without encryption is what matters. */
static void note_scheme(struct phs_arena *arena, struct phs_call_sight *call, const char *scheme) {
    if (scheme && (!call->scheme || strcmp(scheme, "http") == 0 || strcmp(scheme, "ws") == 0))
        call->scheme = phs_strdup(arena, scheme);
}

void phs_add_call(struct phs_scan *scan, const char *target, const char *scheme, const struct phs_reach *reach, bool import,
                  bool dependency) {
    struct phs_call_sight *call = NULL;
    for (size_t i = 0; i < scan->sights->calls.n && !call; i++)
        if (same_call(&scan->sights->calls.at[i], target, import))
            call = &scan->sights->calls.at[i];
    if (!call) {
        if (scan->sights->calls.n >= MOST_CALLS)
            return;
        PHS_PUSH(scan->arena, scan->sights->calls,
                 (struct phs_call_sight){
                     .import = import, .target = phs_strdup(scan->arena, target), .reach = *reach, .dependency = dependency});
        call = &scan->sights->calls.at[scan->sights->calls.n - 1];
    }
    note_scheme(scan->arena, call, scheme);
    if (call->line_count < PHS_MOST_LINES && (call->line_count == 0 || call->lines[call->line_count - 1] != scan->line))
        call->lines[call->line_count++] = scan->line;
}

/* "${region}", "{region}", "#{region}", "%s": a hole in a host name; returns what stands behind it, or at itself. */
static const char *skip_hole(const char *at, const char *end) {
    const char *open = at;
    if (end - at >= 2 && at[0] == '%' && (at[1] == 's' || at[1] == 'v' || at[1] == 'd'))
        return at + 2;
    if (open < end && (*open == '$' || *open == '#'))
        open++;
    if (open >= end || *open != '{')
        return at;
    for (const char *c = open + 1; c < end && c - open < 80 && *c != '\n'; c++)
        if (*c == '}')
            return c + 1;
    return at;
}

static bool is_host_byte(char c) {
    return isalnum((unsigned char)c) || c == '-' || c == '.' || c == '_';
}

/* Reads a host from at; holes become "*". Returns where it ends, 0 bytes in host for none. */
static const char *read_host(const char *at, const char *end, char host[LONGEST_HOST + 1]) {
    size_t n = 0;
    while (at < end && n < LONGEST_HOST) {
        const char *behind = skip_hole(at, end);
        if (behind != at) {
            host[n++] = '*';
            at = behind;
            continue;
        }
        if (!is_host_byte(*at))
            break;
        host[n++] = (char)tolower((unsigned char)*at++);
    }
    while (n > 0 && host[n - 1] == '.')
        n--;
    host[n] = '\0';
    return at;
}

/* A name that has a dot inside and ends in letters: no number, no file, no hole alone. */
static bool is_host(const char *host) {
    const char *dot = strrchr(host, '.');
    if (!dot || dot == host || strlen(dot + 1) < 2)
        return false;
    for (const char *c = dot + 1; *c; c++)
        if (!isalpha((unsigned char)*c))
            return false;
    return true;
}

/* User names and passwords in front of the host are jumped over, never read. */
static const char *skip_userinfo(const char *at, const char *end) {
    for (const char *c = at; c < end && c - at < LONGEST_URL; c++) {
        if (*c == '@')
            return c + 1;
        if (*c == '/' || *c == '"' || *c == '\'' || *c == '`' || *c == '\n' || *c == ' ' || *c == '?' || *c == '#')
            break;
    }
    return at;
}

static bool takes_hosts(const struct phs_scan *scan) {
    return scan->language->kind <= PHS_LANGUAGE_CONFIG;
}

static const char *scheme_before(struct phs_scan *scan, const char *colon) {
    const char *from = colon;
    while (from > scan->start && isalpha((unsigned char)from[-1]) && colon - from < 8)
        from--;
    char *scheme = phs_strndup(scan->arena, from, (size_t)(colon - from));
    for (char *c = scheme; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return *scheme ? scheme : NULL;
}

static bool is_listed(const struct phs_texts *hosts, const char *host) {
    for (size_t i = 0; i < hosts->n; i++)
        if (phs_slice_ieq(phs_slice(hosts->at[i]), phs_slice(host)))
            return true;
    return false;
}

/* What a vendor tells people, not what programs talk to: "github.com/x/y" in a sentence, "docs.aws.amazon.com". */
static bool is_reading_matter(const struct phs_reach *reach, const char *host) {
    static const char *const first[] = {"www.",       "docs.",  "doc.",         "developer.", "developers.", "support.",
                                        "help.",      "blog.",  "gist.",        "technet.",   "learn.",      "status.",
                                        "community.", "forum.", "marketplace.", "console."};
    if (is_listed(&reach->vendor->hosts, host) || (reach->service && is_listed(&reach->service->hosts, host)))
        return false;
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
        if (phs_slice_starts(phs_slice(host), first[i]))
            return true;
    return is_listed(&reach->vendor->domains, host);
}

/* In code a URL that is called begins its text; one behind other words is prose. In shell and settings nothing is quoted. */
static bool begins_text(const struct phs_scan *scan, const char *scheme) {
    if (scan->language->kind != PHS_LANGUAGE_CODE)
        return true;
    return scheme > scan->start && strchr("\"'`=@}", scheme[-1]) != NULL;
}

const char *phs_scan_url(struct phs_scan *scan, const char *colon) {
    char host[LONGEST_HOST + 1];
    struct phs_reach reach;
    const char *at = colon + 3;
    if (!takes_hosts(scan))
        return at;
    const char *end = read_host(skip_userinfo(at, scan->end), scan->end, host);
    const char *scheme = scheme_before(scan, colon);
    if (is_host(host) && begins_text(scan, colon - (scheme ? strlen(scheme) : 0)) &&
        phs_catalogue_reach_host(scan->catalogue, phs_slice(host), &reach) && !is_reading_matter(&reach, host))
        phs_add_call(scan, host, scheme, &reach, false, false);
    return end;
}

/* client("bedrock-runtime"), clientType: 'comprehendmedical': the SDK makes the host of it. */
static void aws_client(struct phs_scan *scan, const char *quote, struct phs_slice name) {
    char host[LONGEST_HOST + 1];
    struct phs_reach reach;
    static const char call[] = "client(";
    if (name.len < 3 || name.len > 40 || quote - scan->start < (ptrdiff_t)sizeof call - 1 ||
        memcmp(quote - (sizeof call - 1), call, sizeof call - 1) != 0)
        return;
    snprintf(host, sizeof host, "%.*s.*.amazonaws.com", (int)name.len, name.ptr);
    if (phs_catalogue_reach_host(scan->catalogue, phs_slice(host), &reach) && reach.service)
        phs_add_call(scan, host, NULL, &reach, false, false);
}

const char *phs_scan_quoted(struct phs_scan *scan, const char *quote) {
    char host[LONGEST_HOST + 1];
    struct phs_reach reach;
    if (!takes_hosts(scan) || quote + 1 >= scan->end || !isalnum((unsigned char)quote[1]))
        return quote + 1;
    const char *end = read_host(quote + 1, scan->end, host);
    if (end >= scan->end || (*end != *quote && *end != '/' && *end != ':') ||
        (*end == ':' && scan->end - end > 2 && end[1] == '/'))
        return quote + 1;
    if (!strchr(host, '.'))
        aws_client(scan, quote, phs_slice(host));
    else if (is_host(host) && phs_catalogue_reach_host(scan->catalogue, phs_slice(host), &reach) &&
             !is_reading_matter(&reach, host) && strchr(host, '.') != strrchr(host, '.'))
        phs_add_call(scan, host, NULL, &reach, false, false);
    return quote + 1;
}
