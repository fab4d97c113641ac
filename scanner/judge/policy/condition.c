/* SPDX-License-Identifier: Apache-2.0 */
/* An attribute condition asked about one resource: walks the path through maps, lists, blocks and texts that are JSON.
 *
 * Several blocks of one name are one attribute: what is asked of b.p must hold for every block. A star asks for any element. A
 * key with dots is found by joining segments, because paths have no quoting. */
#include "judge/policy/jsonpath.h"

struct walk {
    struct eval *eval;
    const struct node *leaf;
};

/* Where we are: below a text that was parsed, lists of one collapse. */
struct spot {
    const struct phs_value *value;
    size_t at;    /* segment */
    size_t depth; /* values passed */
    bool in_json;
};

static struct opinion step(struct walk *walk, struct spot spot);

static struct opinion nothing_at(const struct phs_value *parent) {
    struct opinion opinion = {.truth = SAYS_NOTHING};
    if (parent && parent->place.source)
        opinion.place = parent->place;
    return opinion;
}

static struct opinion maybe(struct walk *walk, const struct phs_value *value) {
    const struct eval *eval = walk->eval;
    return (struct opinion){.truth = SAYS_MAYBE,
                            .leaf = walk->leaf,
                            .value = value,
                            .word = eval->word,
                            .why = eval->why,
                            .place = value ? value->place : (struct phs_place){0}};
}

/* Only where the check says so, and never for the operators that ask for presence. */
static bool absent_is_unknown(const struct walk *walk) {
    return walk->eval->policy->check->absent_is_unknown && walk->leaf->kind == NODE_ATTRIBUTE && !walk->leaf->op->takes_unknown;
}

static struct opinion ask(struct walk *walk, const struct phs_value *value) {
    struct opinion opinion = {.leaf = walk->leaf, .value = value};
    if (!phs_view(walk->eval, value) && absent_is_unknown(walk)) {
        phs_doubt(walk->eval, phs_reason_name(PHS_WHY_UNREAD), "nobody stated it");
        return maybe(walk, value);
    }
    if (value)
        opinion.place = value->place;
    opinion.truth = phs_operator_ask(walk->eval, walk->leaf, value);
    if (opinion.truth == SAYS_MAYBE)
        return maybe(walk, value);
    return opinion;
}

static struct opinion missing(struct walk *walk, struct phs_place place) {
    struct opinion opinion = ask(walk, NULL);
    opinion.place = place;
    return opinion;
}

static bool is_blocks(const struct walk *walk, const struct phs_value *list) {
    if (list->flags & PHS_VALUE_BLOCKS)
        return true;
    if (walk->eval->dialect != DIALECT_NATIVE)
        return false;
    for (size_t i = 0; i < list->list.n; i++)
        if (!phs_is(list->list.at[i], PHS_MAP) && !phs_is(list->list.at[i], PHS_UNKNOWN))
            return false;
    return list->list.n > 0;
}

/* Terraform policies see a list of one inside a list, or below a parsed text, as its element. */
static const struct phs_value *collapse(const struct walk *walk, const struct phs_value *value, bool in_json, bool in_list) {
    bool applies = in_json || (in_list && walk->eval->dialect == DIALECT_TERRAFORM);
    while (applies && phs_is(value, PHS_LIST) && value->list.n == 1 && !(value->flags & PHS_VALUE_BLOCKS))
        value = value->list.at[0];
    return value;
}

static struct spot into(const struct walk *walk, struct spot spot, const struct phs_value *child, size_t segments) {
    bool in_list = spot.value->kind == PHS_LIST;
    return (struct spot){collapse(walk, child, spot.in_json, in_list), spot.at + segments, spot.depth + 1, spot.in_json};
}

/* Takes the more telling of two answers: the one that decided. */
static struct opinion merge(struct opinion a, struct opinion b, bool every) {
    enum truth truth = every ? phs_truth_and(a.truth, b.truth) : phs_truth_or(a.truth, b.truth);
    return truth == a.truth ? a : b;
}

/* A star: any element, or every one for operators that say so; elements without a match have no say. */
static struct opinion each_element(struct walk *walk, struct spot spot) {
    struct opinion all = nothing_at(spot.value);
    for (size_t i = 0; i < spot.value->list.n; i++)
        all = merge(all, step(walk, into(walk, spot, spot.value->list.at[i], 1)), walk->leaf->op->every);
    return all;
}

static struct opinion star(struct walk *walk, struct spot spot) {
    bool trailing = spot.at + 1 == walk->leaf->path.n;
    if (spot.value->kind != PHS_LIST || (spot.value->list.n == 0 && trailing)) {
        spot.at++; /* stays put */
        return step(walk, spot);
    }
    return each_element(walk, spot);
}

/* Blocks without an index: each must satisfy; one that lacks the attribute counts as missing there. */
static struct opinion each_block(struct walk *walk, struct spot spot) {
    struct opinion all = nothing_at(spot.value);
    bool lacking = false;
    struct phs_place place = {0};
    for (size_t i = 0; i < spot.value->list.n; i++) {
        struct opinion one = step(walk, into(walk, spot, spot.value->list.at[i], 0));
        if (one.truth == SAYS_NOTHING && !lacking) {
            lacking = true;
            place = spot.value->list.at[i]->place;
        }
        all = merge(all, one, true);
    }
    return lacking && all.truth != SAYS_NOTHING ? merge(all, missing(walk, place), true) : all;
}

static bool as_index(struct phs_slice segment, size_t *ret_index) {
    size_t index = 0;
    if (segment.len == 0 || segment.len > 9)
        return false;
    for (size_t i = 0; i < segment.len; i++) {
        if (segment.ptr[i] < '0' || segment.ptr[i] > '9')
            return false;
        index = index * 10 + (size_t)(segment.ptr[i] - '0');
    }
    *ret_index = index;
    return true;
}

static struct opinion in_list(struct walk *walk, struct spot spot) {
    size_t index;
    const struct phs_value *list = spot.value;
    if (as_index(walk->leaf->path.segments[spot.at], &index))
        return index < list->list.n ? step(walk, into(walk, spot, list->list.at[index], 1)) : nothing_at(list);
    if (is_blocks(walk, list))
        return each_block(walk, spot);
    if (list->list.n == 1 && walk->eval->dialect == DIALECT_INDEXED && spot.depth == 1)
        return step(walk, into(walk, spot, list->list.at[0], 0));
    return nothing_at(list);
}

/* Native checks may index a list of one below a text although it was collapsed. */
static struct opinion past_index(struct walk *walk, struct spot spot) {
    size_t index;
    bool applies = spot.in_json && walk->eval->dialect == DIALECT_NATIVE &&
                   as_index(walk->leaf->path.segments[spot.at], &index) && index == 0;
    if (!applies)
        return nothing_at(spot.value);
    spot.at++;
    return step(walk, spot);
}

static struct opinion in_map(struct walk *walk, struct spot spot) {
    const struct path *path = &walk->leaf->path;
    const char *start = path->segments[spot.at].ptr;
    for (size_t last = spot.at; last < path->n; last++) {
        const char *end = path->segments[last].ptr + path->segments[last].len;
        const struct phs_value *child = phs_get_slice(spot.value, phs_slice_n(start, (size_t)(end - start)));
        if (!child)
            continue;
        struct opinion found = step(walk, into(walk, spot, child, last + 1 - spot.at));
        if (found.truth != SAYS_NOTHING)
            return found;
    }
    return past_index(walk, spot);
}

static struct opinion in_text(struct walk *walk, struct spot spot) {
    const struct phs_value *parsed = phs_text_as_json(walk->eval, spot.value, false);
    if (!parsed)
        return past_index(walk, spot);
    spot.value = parsed;
    spot.in_json = true;
    return step(walk, spot);
}

static struct opinion step(struct walk *walk, struct spot spot) {
    const struct path *path = &walk->leaf->path;
    if (!phs_spend(walk->eval)) {
        phs_doubt(walk->eval, phs_reason_name(PHS_WHY_LIMIT), "there is too much to look at");
        return maybe(walk, spot.value);
    }
    if (spot.at == path->n) {
        bool is_one = walk->eval->dialect == DIALECT_INDEXED && spot.depth == 1 && spot.value->kind == PHS_LIST &&
                      spot.value->list.n == 1;
        return ask(walk, is_one ? spot.value->list.at[0] : spot.value);
    }
    if (spot.value->kind == PHS_UNKNOWN) {
        phs_doubt_value(walk->eval, spot.value);
        return maybe(walk, spot.value);
    }
    spot.in_json |= (spot.value->flags & PHS_VALUE_JSON) != 0;
    if (spot.at > 0 && phs_slice_is(path->segments[spot.at], "*"))
        return star(walk, spot);
    switch (spot.value->kind) {
    case PHS_LIST:
        return in_list(walk, spot);
    case PHS_MAP:
        return in_map(walk, spot);
    case PHS_STRING:
        return in_text(walk, spot);
    default:
        return nothing_at(spot.value);
    }
}

static struct opinion ask_path(struct walk *walk, const struct phs_value *root) {
    struct opinion found = root ? step(walk, (struct spot){root, 0, 0, false}) : nothing_at(NULL);
    return found.truth == SAYS_NOTHING ? missing(walk, found.place) : found;
}

/* Every match must satisfy; no match is a missing attribute; an unknown on the way leaves it open unless a match decides. */
static struct opinion ask_jsonpath(struct walk *walk, const struct phs_value *root) {
    struct jsonpath_matches matches = {0};
    phs_jsonpath_find(walk->eval, walk->leaf->jsonpath, root, &matches);
    struct opinion all = nothing_at(NULL);
    for (size_t i = 0; i < matches.found.n; i++)
        all = merge(all, ask(walk, matches.found.at[i]), true);
    if (!matches.doubtful)
        return all.truth == SAYS_NOTHING ? missing(walk, (struct phs_place){0}) : all;
    if (all.truth == SAYS_NO)
        return all;
    phs_doubt(walk->eval, matches.word, matches.why);
    return maybe(walk, matches.unknown);
}

struct opinion phs_condition_ask(struct eval *eval, const struct node *leaf, const struct phs_resource *resource) {
    struct walk walk = {eval, leaf};
    const struct phs_value *root = phs_root_of(eval, resource);
    eval->steps = 0;
    struct opinion opinion = leaf->jsonpath ? ask_jsonpath(&walk, root) : ask_path(&walk, root);
    if (!opinion.place.source)
        opinion.place = resource->place;
    return opinion;
}
