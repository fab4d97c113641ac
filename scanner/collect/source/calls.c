/* SPDX-License-Identifier: Apache-2.0 */
/* Hosts as code writes them: behind a scheme, alone in quotes, with a template where the region goes, and as the name of an AWS
 * client. */
#include <ctype.h>

#include "collect/source/scan_parts.h"

enum { LONGEST_HOST = 253, LONGEST_URL = 512, MOST_CALLS = 500 };

static bool same_call(const struct phs_call_sight *call, const char *target, const char *scheme, bool import) {
    return call->import == import && strcmp(call->target, target) == 0 &&
           (call->scheme == scheme || (call->scheme && scheme && strcmp(call->scheme, scheme) == 0));
}

void phs_add_call(struct phs_scan *scan, const char *target, const char *scheme, const struct phs_reach *reach, bool import,
                  bool dependency) {
    struct phs_call_sight *call = NULL;
    for (size_t i = 0; i < scan->sights->calls.n && !call; i++)
        if (same_call(&scan->sights->calls.at[i], target, scheme, import))
            call = &scan->sights->calls.at[i];
    if (!call) {
        if (scan->sights->calls.n >= MOST_CALLS)
            return;
        PHS_PUSH(scan->arena, scan->sights->calls,
                 (struct phs_call_sight){.import = import,
                                         .target = phs_strdup(scan->arena, target),
                                         .scheme = phs_strdup(scan->arena, scheme),
                                         .reach = *reach,
                                         .dependency = dependency});
        call = &scan->sights->calls.at[scan->sights->calls.n - 1];
    }
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

const char *phs_scan_url(struct phs_scan *scan, const char *colon) {
    char host[LONGEST_HOST + 1];
    struct phs_reach reach;
    const char *at = colon + 3;
    if (!takes_hosts(scan))
        return at;
    const char *end = read_host(skip_userinfo(at, scan->end), scan->end, host);
    if (is_host(host) && phs_catalogue_reach_host(scan->catalogue, phs_slice(host), &reach))
        phs_add_call(scan, host, scheme_before(scan, colon), &reach, false, false);
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
             strchr(host, '.') != strrchr(host, '.'))
        phs_add_call(scan, host, NULL, &reach, false, false);
    return quote + 1;
}
