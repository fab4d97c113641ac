/* SPDX-License-Identifier: Apache-2.0 */
/* Entries of a map of the template, with Fn::ForEach written out (AWS::LanguageExtensions). */
#include "collect/cloudformation/stack.h"

static void add(struct phs_cfn_eval eval, const struct phs_entry *entry, struct phs_map *items) {
    struct phs_arena *arena = eval.stack->arena;
    struct phs_cfn_item *item = PHS_NEW(arena, struct phs_cfn_item);
    if (items->n >= PHS_CFN_MAX_ITEMS) {
        eval.stack->exhausted = true;
        return;
    }
    *item = (struct phs_cfn_item){phs_slice_dup(arena, phs_cfn_key(eval, entry->key)), entry->value, eval.bound};
    phs_map_puts(items, item->id, item);
}

/* [Name, Collection, {Key: body}] */
static void unroll(struct phs_cfn_eval eval, const struct phs_value *loop, struct phs_map *items) {
    struct phs_arena *arena = eval.stack->arena;
    if (!phs_is(loop, PHS_LIST) || loop->list.n != 3 || eval.depth > PHS_CFN_MAX_DEPTH)
        return;
    struct phs_cfn_eval quiet = eval;
    quiet.subject = NULL;
    const struct phs_value *collection = phs_cfn_value(quiet, loop->list.at[1]);
    if (!phs_is(collection, PHS_LIST)) {
        eval.stack->exhausted = true;
        return;
    }
    for (size_t i = 0; i < collection->list.n && items->n < PHS_CFN_MAX_ITEMS; i++) {
        const char *each = phs_scalar_text(arena, collection->list.at[i]);
        if (!each || *eval.stack->steps == 0)
            continue;
        struct phs_cfn_binding *binding = PHS_NEW(arena, struct phs_cfn_binding);
        *binding = (struct phs_cfn_binding){
            phs_text(loop->list.at[0]), phs_value_string(arena, phs_slice(each), collection->list.at[i]->place), eval.bound};
        struct phs_cfn_eval inner = eval;
        inner.bound = binding;
        inner.depth++;
        phs_cfn_items(inner, loop->list.at[2], items);
        eval.stack->exhausted |= items->n >= PHS_CFN_MAX_ITEMS;
    }
}

/* Entries of a piece on disk; what a macro adds that is not there is said, because it may be anything. */
static void include(struct phs_cfn_eval eval, const struct phs_value *transform, struct phs_map *items) {
    const struct phs_value *piece = phs_cfn_include(eval, transform);
    eval.depth++;
    if (piece && eval.depth <= PHS_CFN_MAX_DEPTH && *eval.stack->steps) {
        phs_cfn_items(eval, piece, items);
        return;
    }
    phs_graph_cover(eval.stack->library->graph, "module", eval.stack->template->path, PHS_NOT_READ, false,
                    phs_printf(eval.stack->arena, "%s: what a macro or an AWS::Include adds here is not on disk",
                               eval.stack->template->path),
                    transform->place);
}

void phs_cfn_items(struct phs_cfn_eval eval, const struct phs_value *section, struct phs_map *items) {
    for (size_t i = 0; phs_is(section, PHS_MAP) && i < section->map.n; i++) {
        const struct phs_entry *entry = &section->map.at[i];
        if (*eval.stack->steps)
            --*eval.stack->steps;
        if (phs_slice_starts(entry->key, "Fn::ForEach::"))
            unroll(eval, entry->value, items);
        else if (phs_slice_is(entry->key, "Fn::Transform"))
            include(eval, entry->value, items);
        else
            add(eval, entry, items);
    }
}
