/* SPDX-License-Identifier: Apache-2.0 */
/* Mentions become links: by address within a root, by ARN, by the names of our own types. */
#include "relate/arn.h"
#include "relate/passes.h"

struct resolver {
    struct phs_graph *graph;
    struct phs_arena *scratch;
    struct phs_map families; /* root NUL environment NUL address without any index -> struct phs_resource_list */
    struct phs_map by_name;  /* "type attribute value" -> struct phs_resource *: literal names that ARNs are matched with */
    struct phs_map own;      /* "vendor:openai/api" folded -> struct phs_resource * */
};

static struct phs_slice family_key(struct resolver *resolver, const char *root, const char *environment, const char *address) {
    const char *bare = phs_address_without_indices(resolver->scratch, address);
    size_t a = strlen(root) + 1, b = strlen(environment) + 1, c = strlen(bare);
    char *key = phs_alloc(resolver->scratch, a + b + c + 1);
    memcpy(key, root, a);
    memcpy(key + a, environment, b);
    memcpy(key + a + b, bare, c);
    return phs_slice_n(key, a + b + c);
}

static void index_family(struct resolver *resolver, struct phs_resource *resource) {
    struct phs_slice key = family_key(resolver, resource->root, resource->environment, resource->address);
    struct phs_resource_list *list = phs_map_get(&resolver->families, key);
    if (!list) {
        list = PHS_NEW(resolver->scratch, struct phs_resource_list);
        phs_map_put(&resolver->families, key, list);
    }
    PHS_PUSH(resolver->scratch, list->items, resource);
}

static void index_names(struct resolver *resolver, struct phs_resource *resource) {
    static const char *const attributes[] = {
        "arn",    "bucket", "name", "identifier", "cluster_identifier", "function_name", "domain_name", "replication_group_id",
        "key_id", "id"};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        struct phs_slice value = phs_text(phs_get(resource->attributes, attributes[i]));
        if (!value.len || value.len > 512)
            continue;
        const char *key = phs_printf(resolver->scratch, "%s %s %.*s", resource->type, attributes[i], (int)value.len, value.ptr);
        if (!phs_map_gets(&resolver->by_name, key))
            phs_map_puts(&resolver->by_name, key, resource);
    }
}

static const char *folded(struct phs_arena *arena, const char *text) {
    char *copy = phs_strdup(arena, text);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

static void index_all(struct resolver *resolver) {
    for (size_t i = 0; i < resolver->graph->resources.n; i++) {
        struct phs_resource *resource = resolver->graph->resources.at[i];
        index_family(resolver, resource);
        index_names(resolver, resource);
        const char *key = folded(resolver->scratch, resource->address);
        if (strchr(resource->address, ':') && !phs_map_gets(&resolver->own, key))
            phs_map_puts(&resolver->own, key, resource);
    }
}

/* The vendor itself when a service of it is meant: "vendor:OpenAI/API" -> "vendor:OpenAI". */
static struct phs_resource *find_own(struct resolver *resolver, const char *target) {
    char *key = phs_strdup(resolver->scratch, folded(resolver->scratch, target));
    struct phs_resource *found = phs_map_gets(&resolver->own, key);
    char *slash = strrchr(key, '/');
    if (!found && slash && strncmp(key, "vendor:", 7) == 0) {
        *slash = '\0';
        found = phs_map_gets(&resolver->own, key);
    }
    return found;
}

static struct phs_resource *find_arn(struct resolver *resolver, struct phs_slice text) {
    struct phs_arn arn;
    const char *type, *attribute;
    struct phs_slice name;
    if (!phs_arn_parse(text, &arn) || !phs_arn_target(&arn, &type, &attribute, &name))
        return NULL;
    struct phs_resource *whole =
        phs_map_gets(&resolver->by_name, phs_printf(resolver->scratch, "%s arn %.*s", type, (int)text.len, text.ptr));
    if (whole)
        return whole;
    return phs_map_gets(&resolver->by_name,
                        phs_printf(resolver->scratch, "%s %s %.*s", type, attribute, (int)name.len, name.ptr));
}

static void link_to(struct resolver *resolver, const struct phs_mention *mention, struct phs_resource *to) {
    if (to && to != mention->from)
        phs_graph_link(resolver->graph, mention->from, mention->kind, to, mention->attribute, mention->place);
}

/* Behind the index that starts at text, or text itself when none starts there. */
static const char *skip_index(const char *text) {
    bool quoted = false;
    if (*text != '[')
        return text;
    for (const char *c = text + 1; *c; c++) {
        if (*c == '"' && c[-1] != '\\')
            quoted = !quoted;
        if (!quoted && *c == ']')
            return c + 1;
    }
    return text + strlen(text);
}

/* An index that the target leaves out, or writes as [*], stands for every instance. */
static bool covers(const char *target, const char *address) {
    while (*target) {
        bool any = strncmp(target, "[*]", 3) == 0 || (*target != '[' && *address == '[');
        if (any) {
            target = strncmp(target, "[*]", 3) == 0 ? target + 3 : target;
            address = skip_index(address);
            continue;
        }
        if (*target++ != *address++)
            return false;
    }
    return *skip_index(address) == '\0';
}

static void resolve_address(struct resolver *resolver, const struct phs_mention *mention) {
    const struct phs_resource *from = mention->from;
    struct phs_resource *exact = phs_graph_find(resolver->graph, from->root, from->environment, mention->target);
    if (exact) {
        link_to(resolver, mention, exact);
        return;
    }
    const struct phs_resource_list *family =
        phs_map_get(&resolver->families, family_key(resolver, from->root, from->environment, mention->target));
    if (!family)
        return;
    /* Unknown count: one symbolic instance stands for whatever index was written. */
    bool symbolic = family->items.n == 1 && family->items.at[0]->existence;
    for (size_t i = 0; i < family->items.n; i++)
        if (symbolic || covers(mention->target, family->items.at[i]->address))
            link_to(resolver, mention, family->items.at[i]);
}

static void resolve(struct resolver *resolver, const struct phs_mention *mention) {
    if (strncmp(mention->target, "arn:", 4) == 0)
        link_to(resolver, mention, find_arn(resolver, phs_slice(mention->target)));
    else if (strchr(mention->target, ':') && !strchr(mention->target, '[') && !strchr(mention->target, '\n'))
        link_to(resolver, mention, find_own(resolver, mention->target));
    else
        resolve_address(resolver, mention);
}

struct walk {
    struct resolver *resolver;
    struct phs_resource *from;
    size_t budget; /* values looked at for one resource */
};

/* ARNs written out in attributes are references too. */
static void link_arns(struct walk *walk, const struct phs_value *value, const char *attribute, int depth) {
    if (!value || depth > 64 || walk->budget == 0)
        return;
    walk->budget--;
    if (value->kind == PHS_STRING && phs_slice_starts(value->string, "arn:")) {
        struct phs_mention mention = {PHS_REFERS_TO, walk->from, NULL, value->place, attribute};
        link_to(walk->resolver, &mention, find_arn(walk->resolver, value->string));
    }
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n; i++)
        link_arns(walk, value->list.at[i], attribute, depth + 1);
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n; i++)
        link_arns(walk, value->map.at[i].value,
                  attribute ? attribute : phs_slice_dup(walk->resolver->scratch, value->map.at[i].key), depth + 1);
}

void phs_relate_links(struct phs_graph *graph) {
    struct resolver resolver = {.graph = graph, .scratch = phs_arena_new()};
    phs_map_init(&resolver.families, resolver.scratch);
    phs_map_init(&resolver.by_name, resolver.scratch);
    phs_map_init(&resolver.own, resolver.scratch);
    index_all(&resolver);
    for (size_t i = 0; i < graph->mentions.n; i++)
        resolve(&resolver, &graph->mentions.at[i]);
    for (size_t i = 0; i < graph->resources.n; i++) {
        struct walk walk = {&resolver, graph->resources.at[i], 100000};
        link_arns(&walk, graph->resources.at[i]->attributes, NULL, 0);
    }
    phs_arena_free(resolver.scratch);
}
