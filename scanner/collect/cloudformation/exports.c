/* SPDX-License-Identifier: Apache-2.0 */
/* Fn::ImportValue: what another template of the same target exports. Names mostly begin with the name of the stack, which no
 * template knows; then the rest of the name decides, if one export alone ends with it. */
#include "collect/cloudformation/stack.h"

enum { SHORTEST_TAIL = 4, MOST_EXPORTS = 20000 };

struct phs_cfn_export {
    struct phs_slice name; /* with ${AWS::StackName} in it as written; empty when it is not known */
    struct phs_slice tail; /* what stands behind the last thing that only the stack decides */
    struct phs_cfn_stack *stack;
    const struct phs_cfn_item *item;
    bool visiting;
};

static struct phs_slice behind_last_brace(struct phs_slice text) {
    for (size_t i = text.len; i > 0; i--)
        if (text.ptr[i - 1] == '}')
            return phs_slice_n(text.ptr + i, text.len - i);
    return text;
}

static bool is_function(const struct phs_value *raw) {
    struct phs_slice name;
    const struct phs_value *argument;
    return phs_cfn_call(raw, &name, &argument);
}

/* Of Fn::Sub the text behind the last variable, of Fn::Join the last piece with its delimiter, of a text the whole. */
static struct phs_slice tail_of(struct phs_arena *arena, const struct phs_value *raw) {
    struct phs_slice name;
    const struct phs_value *argument;
    if (!phs_cfn_call(raw, &name, &argument))
        return phs_text(raw);
    bool list = phs_is(argument, PHS_LIST) && argument->list.n > 0;
    if (phs_slice_is(name, "Fn::Sub"))
        return behind_last_brace(phs_text(list ? argument->list.at[0] : argument));
    if (!phs_slice_is(name, "Fn::Join") || !list || argument->list.n != 2 || !phs_is(argument->list.at[1], PHS_LIST))
        return (struct phs_slice){0};
    const struct phs_value *pieces = argument->list.at[1];
    const struct phs_value *last = pieces->list.n > 1 ? pieces->list.at[pieces->list.n - 1] : NULL;
    if (!last || is_function(last))
        return (struct phs_slice){0};
    struct phs_slice between = phs_text(argument->list.at[0]), text = phs_text(last);
    return phs_slice(phs_printf(arena, "%.*s%.*s", (int)between.len, between.ptr, (int)text.len, text.ptr));
}

static bool is_stack_bound(struct phs_slice name) {
    return phs_slice_find(name, PHS_SLICE("${AWS::")) != (size_t)-1;
}

void phs_cfn_register_exports(struct phs_cfn_stack *stack) {
    struct phs_cfn_library *library = stack->library;
    struct phs_arena *arena = stack->arena;
    for (size_t i = 0; i < stack->outputs.n && library->exports.n < MOST_EXPORTS; i++) {
        const struct phs_cfn_item *item = stack->outputs.items[i].value;
        const struct phs_value *raw = phs_get(phs_get(item->raw, "Export"), "Name");
        if (!raw)
            continue;
        struct phs_cfn_eval eval = {.stack = stack, .bound = item->bound, .path = ""};
        struct phs_cfn_export *made = PHS_NEW(arena, struct phs_cfn_export);
        const struct phs_value *name = phs_cfn_value(eval, raw);
        *made = (struct phs_cfn_export){phs_text(name), tail_of(arena, raw), stack, item, false};
        if (is_stack_bound(made->name))
            made->tail = behind_last_brace(made->name);
        PHS_PUSH(arena, library->exports, made);
    }
    for (size_t i = 0; i < stack->resources.n; i++) {
        struct phs_cfn_stack *nested =
            phs_cfn_nesting(stack->resources.items[i].value) ? phs_cfn_nested(stack, stack->resources.items[i].value) : NULL;
        if (nested)
            phs_cfn_register_exports(nested);
    }
}

static bool names(const struct phs_cfn_export *made, struct phs_slice name, struct phs_slice tail) {
    bool known = name.len && !is_stack_bound(name), known_there = made->name.len && !is_stack_bound(made->name);
    if (known && known_there)
        return phs_slice_eq(made->name, name);
    if (known)
        return made->tail.len >= SHORTEST_TAIL && phs_slice_ends(name, phs_slice_dup(made->stack->arena, made->tail));
    if (tail.len < SHORTEST_TAIL)
        return false;
    return known_there ? phs_slice_ends(made->name, phs_slice_dup(made->stack->arena, tail)) : phs_slice_eq(made->tail, tail);
}

/* NULL where none or more than one of the exports may be meant. */
static struct phs_cfn_export *find(struct phs_cfn_eval eval, struct phs_slice name, struct phs_slice tail) {
    struct phs_cfn_library *library = eval.stack->library;
    struct phs_cfn_export *found = NULL;
    for (size_t i = 0; i < library->exports.n && *eval.stack->steps; i++) {
        --*eval.stack->steps;
        if (!names(library->exports.at[i], name, tail))
            continue;
        if (found)
            return NULL;
        found = library->exports.at[i];
    }
    return found;
}

const char *phs_cfn_root(const struct phs_cfn_stack *stack) {
    while (stack->outer)
        stack = stack->outer;
    return stack->template->path;
}

const struct phs_value *phs_cfn_import(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    struct phs_arena *arena = eval.stack->arena;
    const struct phs_value *name = phs_cfn_value(eval, argument);
    struct phs_slice text = phs_text(name);
    bool bound = is_stack_bound(text);
    struct phs_cfn_export *export = find(eval, text, bound ? behind_last_brace(text) : tail_of(arena, argument));
    const struct phs_value *raw = export ? phs_get(export->item->raw, "Value") : NULL;
    if (!raw)
        return phs_value_because(arena, PHS_WHY_DATA, place, "another stack exports %.*s",
                                 text.len ? (int)(text.len > 100 ? 100 : text.len) : 2, text.len ? text.ptr : "it");
    if (export->visiting)
        return phs_value_because(arena, PHS_WHY_CYCLE, place, "the exports of these stacks depend on each other");
    struct phs_cfn_eval other = {.stack = export->stack,
                                 .bound = export->item->bound,
                                 .subject = eval.subject,
                                 .path = eval.path,
                                 .depth = eval.depth + 1};
    export->visiting = true;
    const struct phs_value *value = phs_cfn_value(other, raw);
    export->visiting = false;
    return value ? phs_cfn_abroad(arena, value, phs_cfn_root(export->stack), 0) : NULL;
}

/* The same value with what it speaks of named by the template that makes it. */
const struct phs_value *phs_cfn_abroad(struct phs_arena *arena, const struct phs_value *value, const char *root, int depth) {
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *value;
    if (value->kind == PHS_UNKNOWN && value->unknown.ref && !strchr(value->unknown.ref, '\n'))
        copy->unknown.ref = phs_printf(arena, "%s\n%s", root, value->unknown.ref);
    if (depth > PHS_CFN_MAX_DEPTH)
        return copy;
    if (value->kind == PHS_LIST) {
        const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n);
        for (size_t i = 0; i < value->list.n; i++)
            items[i] = phs_cfn_abroad(arena, value->list.at[i], root, depth + 1);
        copy->list.at = items;
    }
    if (value->kind == PHS_MAP) {
        struct phs_entry *entries = PHS_NEW_N(arena, struct phs_entry, value->map.n);
        for (size_t i = 0; i < value->map.n; i++) {
            entries[i] = value->map.at[i];
            entries[i].value = phs_cfn_abroad(arena, value->map.at[i].value, root, depth + 1);
        }
        copy->map.at = entries;
    }
    return copy;
}
