/* SPDX-License-Identifier: Apache-2.0 */
/* Links that could not be followed: an argument that would carry one has no known value, or the resource is handed to a module
 * that cannot be read. Which argument carries a link is read from its name: kms_key_id speaks of a ..._kms_key. */
#include "judge/policy/connection.h"

enum { MAX_LOOKED_AT = 5000 };

/* A value that refers to a resource or data source of the graph has its edge; what depends on an input or on nothing known may
 * be any resource. */
static bool leads_anywhere(const struct phs_value *unknown) {
    switch (unknown->unknown.reason) {
    case PHS_WHY_DATA:
    case PHS_WHY_COMPUTED:
    case PHS_WHY_SENSITIVE:
        return false;
    default:
        return unknown->unknown.ref == NULL;
    }
}

struct frame {
    struct phs_slice name;
    const struct phs_value *value;
};

static void look(struct board *board, const struct phs_resource *resource, struct open_arguments *open) {
    PHS_VEC(struct frame) stack = {0};
    struct phs_arena *arena = board->eval->arena;
    size_t seen = 0;
    const struct phs_value *root = resource->original ? resource->original : resource->attributes;
    open->looked = true;
    if (root)
        PHS_PUSH(arena, stack, (struct frame){{NULL, 0}, root});
    while (stack.n && ++seen < MAX_LOOKED_AT) {
        struct frame frame = stack.at[--stack.n];
        const struct phs_value *value = frame.value;
        if (value->kind == PHS_UNKNOWN && frame.name.len && leads_anywhere(value))
            PHS_PUSH(arena, open->items, (struct open_argument){frame.name, value});
        for (size_t i = value->kind == PHS_LIST ? value->list.n : 0; i-- > 0;)
            PHS_PUSH(arena, stack, (struct frame){frame.name, value->list.at[i]});
        for (size_t i = value->kind == PHS_MAP ? value->map.n : 0; i-- > 0;)
            PHS_PUSH(arena, stack, (struct frame){value->map.at[i].key, value->map.at[i].value});
    }
}

static const struct open_arguments *open_of(struct board *board, size_t vertex) {
    struct open_arguments *open = &board->open[vertex];
    if (!open->looked)
        look(board, board->vertices.items.at[vertex], open);
    return open;
}

static struct phs_slice singular(struct phs_slice word) {
    return word.len > 2 && word.ptr[word.len - 1] == 's' && word.ptr[word.len - 2] != 's' ? phs_slice_n(word.ptr, word.len - 1)
                                                                                          : word;
}

static bool has_word(struct phs_slice name, struct phs_slice wanted) {
    struct phs_slice part;
    while (phs_slice_cut(&name, '_', &part))
        if (phs_slice_ieq(singular(part), singular(wanted)))
            return true;
    return false;
}

/* Last words that say little alone need the word before them too: security_group, not any group. */
static bool says_little(struct phs_slice word) {
    static const char *const words[] = {"group", "configuration", "policy", "attachment", "rule", "set", "name", "id"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_is(singular(word), words[i]))
            return true;
    return false;
}

static bool names_type(struct phs_slice argument, const char *type) {
    struct phs_slice rest = phs_slice(type), part, last = {NULL, 0}, before = {NULL, 0};
    if (phs_slice_starts(rest, "data."))
        rest = phs_slice(type + strlen("data."));
    phs_slice_cut(&rest, '_', &part); /* the provider */
    while (phs_slice_cut(&rest, '_', &part)) {
        before = last;
        last = part;
    }
    if (last.len == 0 || !has_word(argument, last))
        return false;
    return !says_little(last) || before.len == 0 || has_word(argument, before);
}

static bool looks_like_reference(struct phs_slice argument) {
    static const char *const ends[] = {"_id", "_ids", "_arn", "_arns", "_self_link", "_ref"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (phs_slice_ends(argument, ends[i]))
            return true;
    return false;
}

static bool may_name(struct phs_slice argument, const struct types *types) {
    for (size_t i = 0; i < types->names.n; i++)
        if (names_type(argument, types->names.at[i]))
            return true;
    return (types->all || types->prefixes.n) && looks_like_reference(argument);
}

static bool open_argument(struct board *board, const struct open_argument *argument, const struct phs_resource *owner,
                          const char *of, struct opinion *ret_opinion) {
    const struct phs_value *unknown = argument->unknown;
    const char *why = unknown->unknown.why ? unknown->unknown.why : "its value is not known";
    *ret_opinion = (struct opinion){.word = phs_reason_name(unknown->unknown.reason), .why = why, .place = unknown->place};
    if (!ret_opinion->place.source)
        ret_opinion->place = owner->place;
    ret_opinion->text = phs_printf(board->eval->arena, "%.*s%s may link them and is not known: %.200s", (int)argument->name.len,
                                   argument->name.ptr, of, why);
    return true;
}

static bool own_argument_pending(struct board *board, const struct types *others, size_t vertex, struct opinion *ret_opinion) {
    const struct open_arguments *open = open_of(board, vertex);
    for (size_t i = 0; i < open->items.n; i++)
        if (may_name(open->items.at[i].name, others))
            return open_argument(board, &open->items.at[i], board->vertices.items.at[vertex], "", ret_opinion);
    return false;
}

/* Vertices that have an open argument at all, found once a board. */
static void find_openers(struct board *board) {
    if (board->openers_found)
        return;
    board->openers_found = true;
    for (size_t v = 0; v < board->vertices.items.n; v++)
        if (open_of(board, v)->items.n)
            PHS_PUSH(board->eval->arena, board->openers, v);
}

static bool same_world(const struct phs_resource *a, const struct phs_resource *b) {
    return strcmp(a->root, b->root) == 0 && strcmp(a->environment, b->environment) == 0;
}

static bool their_argument_pending(struct board *board, const struct types *others, size_t vertex,
                                   struct opinion *ret_opinion) {
    const struct phs_resource *own = board->vertices.items.at[vertex];
    find_openers(board);
    for (size_t k = 0; k < board->openers.n; k++) {
        size_t v = board->openers.at[k];
        const struct phs_resource *other = board->vertices.items.at[v];
        const struct open_arguments *open = open_of(board, v);
        if (v == vertex || !phs_types_match(others, other) || !same_world(own, other))
            continue;
        for (size_t i = 0; i < open->items.n; i++)
            if (names_type(open->items.at[i].name, own->type))
                return open_argument(board, &open->items.at[i], other, phs_printf(board->eval->arena, " of %s", other->address),
                                     ret_opinion);
    }
    return false;
}

static bool is_unread_module(const struct phs_resource *resource) {
    return phs_is_true(phs_get(resource->attributes, "phiscope_unread")); /* or a nested stack */
}

static bool handed_to_module(struct board *board, size_t vertex, struct opinion *ret_opinion) {
    const struct phs_resource *resource = board->vertices.items.at[vertex];
    for (size_t i = 0; i < resource->in.n; i++) {
        const struct phs_link *link = resource->in.at[i];
        if (!is_unread_module(link->from))
            continue;
        *ret_opinion = (struct opinion){.word = phs_reason_name(PHS_WHY_MODULE),
                                        .why = "a module that cannot be read receives it",
                                        .place = link->place.source ? link->place : resource->place};
        ret_opinion->text =
            phs_printf(board->eval->arena, "it is handed to %s, which cannot be read and may link it", link->from->address);
        return true;
    }
    return false;
}

bool phs_link_pending(struct board *board, const struct types *others, size_t vertex, struct opinion *ret_opinion) {
    return own_argument_pending(board, others, vertex, ret_opinion) ||
           their_argument_pending(board, others, vertex, ret_opinion) || handed_to_module(board, vertex, ret_opinion);
}
