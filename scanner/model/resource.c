/* SPDX-License-Identifier: Apache-2.0 */
/* The graph: resources by type and address, links once each. */
#include "model/resource.h"

#include <stdint.h>

const char *phs_link_name(enum phs_link_kind kind) {
    static const char *const names[PHS_LINK_COUNT] = {
        [PHS_REFERS_TO] = "refers_to",           [PHS_STORES_IN] = "stores_in",       [PHS_SENDS_TO] = "sends_to",
        [PHS_READS_FROM] = "reads_from",         [PHS_RUNS_AS] = "runs_as",           [PHS_EXPOSED_BY] = "exposed_by",
        [PHS_ENCRYPTED_WITH] = "encrypted_with", [PHS_PROTECTED_BY] = "protected_by", [PHS_BELONGS_TO] = "belongs_to",
    };
    return names[kind];
}

void phs_graph_init(struct phs_graph *graph, struct phs_arena *arena) {
    *graph = (struct phs_graph){.arena = arena};
    phs_map_init(&graph->by_type, arena);
    phs_map_init(&graph->by_address, arena);
}

/* The three parts with NUL between them: no part can contain one. */
static struct phs_slice address_key(struct phs_arena *arena, const char *root, const char *environment, const char *address) {
    size_t a = strlen(root) + 1, b = strlen(environment) + 1, c = strlen(address);
    char *key = phs_alloc(arena, a + b + c + 1);
    memcpy(key, root, a);
    memcpy(key + a, environment, b);
    memcpy(key + a + b, address, c);
    return phs_slice_n(key, a + b + c);
}

static struct phs_slice numbered(struct phs_graph *graph, const char *root, const char *environment, const char *wanted,
                                 unsigned n, const char **ret_address) {
    *ret_address = phs_printf(graph->arena, "%s#%u", wanted, n);
    return address_key(graph->arena, root, environment, *ret_address);
}

/* Numbers are taken in turn, so the first free one is found by halving: a loop may give ten thousand the same name. */
static struct phs_slice free_key(struct phs_graph *graph, const char *root, const char *environment, const char **address) {
    struct phs_slice key = address_key(graph->arena, root, environment, *address);
    const char *wanted = *address;
    unsigned taken = 1, open = 2;
    if (!phs_map_get(&graph->by_address, key))
        return key;
    for (; phs_map_get(&graph->by_address, numbered(graph, root, environment, wanted, open, address)); open *= 2)
        taken = open;
    while (open - taken > 1) {
        unsigned middle = taken + (open - taken) / 2;
        bool is_taken = phs_map_get(&graph->by_address, numbered(graph, root, environment, wanted, middle, address)) != NULL;
        *(is_taken ? &taken : &open) = middle;
    }
    return numbered(graph, root, environment, wanted, open, address);
}

static struct phs_resource_list *list_of(struct phs_graph *graph, const char *type) {
    struct phs_resource_list *list = phs_map_gets(&graph->by_type, type);
    if (!list) {
        list = PHS_NEW(graph->arena, struct phs_resource_list);
        phs_map_puts(&graph->by_type, type, list);
    }
    return list;
}

struct phs_resource *phs_graph_add(struct phs_graph *graph, const char *root, const char *environment, const char *type,
                                   const char *address) {
    struct phs_arena *arena = graph->arena;
    struct phs_resource *resource = PHS_NEW(arena, struct phs_resource);
    resource->index = graph->resources.n;
    resource->type = phs_strdup(arena, type);
    resource->address = phs_strdup(arena, address);
    resource->root = phs_strdup(arena, root ? root : "");
    resource->environment = phs_strdup(arena, environment ? environment : "");
    resource->name = resource->address;
    resource->directness = PHS_SOURCE;
    struct phs_slice key = free_key(graph, resource->root, resource->environment, &resource->address);
    phs_map_put(&graph->by_address, key, resource);
    PHS_PUSH(arena, graph->resources, resource);
    PHS_PUSH(arena, list_of(graph, resource->type)->items, resource);
    return resource;
}

struct phs_resource *phs_graph_find(const struct phs_graph *graph, const char *root, const char *environment,
                                    const char *address) {
    struct phs_arena *scratch = phs_arena_new();
    const char *line = strchr(address, '\n');
    struct phs_slice key = address_key(scratch,
                                       line   ? phs_strndup(scratch, address, (size_t)(line - address))
                                       : root ? root
                                              : "",
                                       environment ? environment : "", line ? line + 1 : address);
    struct phs_resource *found = phs_map_get(&graph->by_address, key);
    phs_arena_free(scratch);
    return found;
}

const struct phs_resource_list *phs_graph_of_type(const struct phs_graph *graph, const char *type) {
    static const struct phs_resource_list none;
    const struct phs_resource_list *list = phs_map_gets(&graph->by_type, type);
    return list ? list : &none;
}

void phs_graph_mention(struct phs_graph *graph, struct phs_resource *from, enum phs_link_kind kind, const char *target,
                       const char *attribute, struct phs_place place) {
    struct phs_mention mention = {kind, from, phs_strdup(graph->arena, target), place, phs_strdup(graph->arena, attribute)};
    PHS_PUSH(graph->arena, graph->mentions, mention);
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static struct phs_link *find_link(const struct phs_resource *from, enum phs_link_kind kind, const struct phs_resource *to,
                                  const char *attribute) {
    /* The shorter of the two sides: a hub with thousands of links must not make adding quadratic. */
    bool by_out = from->out.n <= to->in.n;
    size_t n = by_out ? from->out.n : to->in.n;
    for (size_t i = 0; i < n; i++) {
        struct phs_link *link = by_out ? from->out.at[i] : to->in.at[i];
        if (link->kind == kind && link->from == from && link->to == to && same_text(link->attribute, attribute))
            return link;
    }
    return NULL;
}

struct phs_link *phs_graph_link(struct phs_graph *graph, struct phs_resource *from, enum phs_link_kind kind,
                                struct phs_resource *to, const char *attribute, struct phs_place place) {
    struct phs_link *link = find_link(from, kind, to, attribute);
    if (link)
        return link;
    link = PHS_NEW(graph->arena, struct phs_link);
    *link = (struct phs_link){kind, from, to, place, phs_strdup(graph->arena, attribute)};
    PHS_PUSH(graph->arena, graph->links, link);
    PHS_PUSH(graph->arena, from->out, link);
    PHS_PUSH(graph->arena, to->in, link);
    return link;
}

struct phs_coverage *phs_graph_cover(struct phs_graph *graph, const char *kind, const char *what, enum phs_read_state state,
                                     bool asked, const char *reason, struct phs_place place) {
    struct phs_coverage entry = {
        .kind = phs_strdup(graph->arena, kind),
        .what = phs_strdup(graph->arena, what),
        .state = state,
        .asked = asked,
        .reason = phs_strdup(graph->arena, reason),
        .place = place,
    };
    PHS_PUSH(graph->arena, graph->coverage, entry);
    return &graph->coverage.at[graph->coverage.n - 1];
}

char *phs_address_without_indices(struct phs_arena *arena, const char *address) {
    char *text = phs_strdup(arena, address), *to = text;
    bool quoted = false;
    int depth = 0;
    for (const char *c = address; *c; c++) {
        if (depth && *c == '"' && c[-1] != '\\')
            quoted = !quoted;
        if (!quoted && *c == '[')
            depth++;
        if (!depth)
            *to++ = *c;
        if (!quoted && *c == ']' && depth)
            depth--;
    }
    *to = '\0';
    return text;
}

const char *phs_coverage_reason(const struct phs_coverage *coverage) {
    size_t n = strlen(coverage->what);
    if (!coverage->reason || strncmp(coverage->reason, coverage->what, n) != 0 || strncmp(coverage->reason + n, ": ", 2) != 0)
        return coverage->reason;
    return coverage->reason + n + 2;
}
