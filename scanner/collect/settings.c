/* SPDX-License-Identifier: Apache-2.0 */
/* What a setting points to. Nothing else of it is kept. */
#include "collect/settings.h"

#include "model/secretish.h"

enum { LONGEST_HOST = 253, SHORTEST_NAME = 3, MOST_URLS = 16, MOST_MENTIONS = 200 };

struct setting {
    struct phs_graph *graph;
    struct phs_resource *resource;
    const char *attribute;
    struct phs_place place;
};

static bool is_host_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

static bool has_room(const struct setting *setting) {
    const struct phs_graph *graph = setting->graph;
    size_t n = 0;
    for (size_t i = graph->mentions.n; i > 0 && graph->mentions.at[i - 1].from == setting->resource; i--)
        n++;
    return n < MOST_MENTIONS;
}

static void mention(const struct setting *setting, struct phs_slice name) {
    if (name.len < SHORTEST_NAME || name.len > LONGEST_HOST || !has_room(setting))
        return;
    phs_graph_mention(setting->graph, setting->resource, PHS_REFERS_TO,
                      phs_printf(setting->graph->arena, "name:%.*s", (int)name.len, name.ptr), setting->attribute,
                      setting->place);
}

/* Behind "://": what stands before an @ is the user's. */
static struct phs_slice host_at(struct phs_slice text) {
    size_t end = 0, begin = 0;
    while (end < text.len && !strchr("/?# \t\r\n\"'<>,;", text.ptr[end])) {
        if (text.ptr[end] == '@')
            begin = end + 1;
        end++;
    }
    size_t n = 0;
    while (begin + n < end && is_host_char(text.ptr[begin + n]))
        n++;
    return phs_slice_n(text.ptr + begin, n);
}

static size_t mention_urls(const struct setting *setting, struct phs_slice text) {
    size_t found = 0, at;
    while (found < MOST_URLS && (at = phs_slice_find(text, PHS_SLICE("://"))) != (size_t)-1) {
        text = phs_slice_n(text.ptr + at + 3, text.len - at - 3);
        mention(setting, host_at(text));
        found++;
    }
    return found;
}

/* host, host:port or a name; whole and nothing else. */
static struct phs_slice plain_name(struct phs_slice text) {
    size_t n = 0;
    double port;
    text = phs_slice_trim(text);
    while (n < text.len && is_host_char(text.ptr[n]))
        n++;
    struct phs_slice behind = phs_slice_n(text.ptr + n, text.len - n);
    bool whole = !behind.len || (behind.ptr[0] == ':' && phs_slice_number(phs_slice_n(behind.ptr + 1, behind.len - 1), &port));
    return whole && !phs_slice_number(phs_slice_n(text.ptr, n), &port) ? phs_slice_n(text.ptr, n) : (struct phs_slice){0};
}

void phs_settings_mention(struct phs_graph *graph, struct phs_resource *resource, const char *attribute, struct phs_slice key,
                          struct phs_slice text, bool secret, struct phs_place place) {
    const struct setting setting = {graph, resource, attribute, place};
    if (mention_urls(&setting, text) || secret || phs_secretish(key, text))
        return;
    text = phs_slice_trim(text);
    if (phs_slice_starts(text, "arn:") && text.len < 2048 && has_room(&setting))
        phs_graph_mention(graph, resource, PHS_REFERS_TO, phs_slice_dup(graph->arena, text), attribute, place);
    else
        mention(&setting, plain_name(text));
}
