/* SPDX-License-Identifier: Apache-2.0 */
/* What HTTP showed, as attributes: flags and names, never a value of a cookie or the text of a header. */
#include "collect/tls/facts_parts.h"

static const struct phs_value *hsts(struct phs_arena *arena, const struct phs_http_facts *http) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "present", boolean(arena, http->hsts && http->hsts_max_age >= 0));
    put(&map, "max_age", http->hsts && http->hsts_max_age >= 0 ? number(arena, (double)http->hsts_max_age) : NULL);
    put(&map, "include_subdomains", boolean(arena, http->hsts_include_subdomains));
    put(&map, "preload", boolean(arena, http->hsts_preload));
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *cookie(struct phs_arena *arena, const struct phs_cookie *facts) {
    static const char *const same_site[] = {NULL, "strict", "lax", "none"};
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "name", text(arena, facts->name));
    put(&map, "secure", boolean(arena, facts->secure));
    put(&map, "http_only", boolean(arena, facts->http_only));
    put(&map, "same_site", word(arena, same_site[facts->same_site]));
    return phs_map_builder_done(&map, nowhere);
}

static void put_cookies(struct phs_arena *arena, const struct phs_http_facts *http, struct phs_map_builder *map) {
    struct items all = {0}, insecure = {0}, readable = {0};
    for (size_t i = 0; i < http->cookies.n; i++) {
        const struct phs_cookie *one = &http->cookies.at[i];
        PHS_PUSH(arena, all.at, cookie(arena, one));
        if (!one->secure)
            PHS_PUSH(arena, insecure.at, text(arena, one->name));
        if (!one->http_only)
            PHS_PUSH(arena, readable.at, text(arena, one->name));
    }
    put(map, "cookies", list(arena, &all));
    put(map, "cookies_sent_in_clear", list(arena, &insecure));
    put(map, "cookies_open_to_scripts", list(arena, &readable));
}

static const struct phs_value *headers(struct phs_arena *arena, const struct phs_http_facts *http) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "content_type_options", boolean(arena, http->content_type_options));
    put(&map, "frame_options", boolean(arena, http->frame_options));
    put(&map, "content_security_policy", boolean(arena, http->content_security_policy));
    put(&map, "referrer_policy", boolean(arena, http->referrer_policy));
    return phs_map_builder_done(&map, nowhere);
}

static const struct phs_value *redirect(struct phs_arena *arena, const struct phs_http_facts *http) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    put(&map, "present", boolean(arena, http->redirects));
    put(&map, "to_https", boolean(arena, http->redirects_to_https));
    put(&map, "same_host", boolean(arena, http->redirects && http->redirects_to_same_host));
    return phs_map_builder_done(&map, nowhere);
}

const struct phs_value *phs_tls_http_value(struct writing *w) {
    const struct phs_http_facts *facts = w->facts->http;
    struct phs_map_builder map;
    if (!facts)
        return unread(w->arena, w->facts->http_reason ? w->facts->http_reason : w->facts->unread);
    phs_map_builder_init(&map, w->arena);
    put(&map, "status", number(w->arena, (double)facts->status));
    put(&map, "redirect", redirect(w->arena, facts));
    put(&map, "hsts", hsts(w->arena, facts));
    put_cookies(w->arena, facts, &map);
    put(&map, "headers", headers(w->arena, facts));
    return phs_map_builder_done(&map, nowhere);
}
