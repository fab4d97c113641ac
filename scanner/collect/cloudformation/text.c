/* SPDX-License-Identifier: Apache-2.0 */
/* Fn::Sub and Fn::Join: texts out of parts, of which one unknown makes the whole unknown. */
#include "base/buf.h"
#include "collect/cloudformation/stack.h"

struct joining {
    struct phs_cfn_eval eval;
    struct phs_buf out;
    const struct phs_value *unknown;
    unsigned flags;
};

static void add_part(struct joining *joining, const struct phs_value *part) {
    if (!part || part->kind == PHS_NULL)
        return;
    const char *stands = phs_cfn_stand_in(part);
    joining->flags |= part->flags & PHS_VALUE_SENSITIVE;
    if (stands)
        phs_buf_puts(&joining->out, stands);
    else if (part->kind == PHS_STRING)
        phs_buf_slice(&joining->out, part->string);
    else if (phs_scalar_text(joining->eval.stack->arena, part))
        phs_buf_puts(&joining->out, phs_scalar_text(joining->eval.stack->arena, part));
    else {
        phs_buf_puts(&joining->out, "${}");
        joining->unknown = joining->unknown ? joining->unknown : part;
    }
}

enum { MAX_OUTLINE = 65536 };

/* What is known of a text of which parts are not. */
static const struct phs_hint *outline_of(const struct joining *joining) {
    struct phs_arena *arena = joining->eval.stack->arena;
    struct phs_hint *hint = PHS_NEW(arena, struct phs_hint);
    if (joining->out.failed || joining->out.len > MAX_OUTLINE)
        return NULL;
    hint->outline = phs_slice_n(phs_strndup(arena, phs_buf_text(&joining->out), joining->out.len), joining->out.len);
    return hint;
}

/* An unknown text is unknown for the reason of its first unknown part, and speaks of the same resource. */
static const struct phs_value *done(struct joining *joining, struct phs_place place) {
    struct phs_arena *arena = joining->eval.stack->arena;
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    const struct phs_value *part = joining->unknown;
    if (part && part->kind != PHS_UNKNOWN)
        *value = *phs_value_because(arena, PHS_WHY_ERROR, place, "a text is made of something that is no text");
    else if (part)
        *value = *part;
    else if (joining->out.failed)
        *value = *phs_value_because(arena, PHS_WHY_LIMIT, place, "the text is longer than what is followed");
    else
        *value = *phs_value_string(
            arena, phs_slice_n(phs_strndup(arena, phs_buf_text(&joining->out), joining->out.len), joining->out.len), place);
    if (part && value->kind == PHS_UNKNOWN)
        value->unknown.hint = outline_of(joining);
    value->place = place;
    value->flags |= joining->flags | (part ? PHS_VALUE_NOT_NULL : 0);
    phs_buf_done(&joining->out);
    return value;
}

static const struct phs_cfn_binding *bound_as(const struct phs_cfn_binding *bound, struct phs_slice name) {
    while (bound && !phs_slice_eq(bound->name, name))
        bound = bound->outer;
    return bound;
}

/* The variable that starts at text[*at] ("${Name}" or, where loops are, "&{Name}"); *at moves behind it. */
static bool next_variable(struct phs_slice text, size_t *at, struct phs_slice *ret_name) {
    size_t from = *at + 2, end = from;
    while (end < text.len && text.ptr[end] != '}')
        end++;
    if (end == text.len)
        return false;
    *ret_name = phs_slice_trim(phs_slice_n(text.ptr + from, end - from));
    *at = end + 1;
    return true;
}

static bool starts_variable(struct phs_slice text, size_t at, char sign) {
    return text.ptr[at] == sign && at + 1 < text.len && text.ptr[at + 1] == '{';
}

struct phs_slice phs_cfn_key(struct phs_cfn_eval eval, struct phs_slice key) {
    struct phs_buf out;
    if (!eval.bound || !memchr(key.ptr, '{', key.len))
        return key;
    phs_buf_init(&out, PHS_CFN_MAX_TEXT);
    for (size_t i = 0; i < key.len;) {
        struct phs_slice name = {"", 0};
        size_t at = i;
        bool variable = (starts_variable(key, i, '$') || starts_variable(key, i, '&')) && next_variable(key, &at, &name);
        const struct phs_cfn_binding *binding = variable ? bound_as(eval.bound, name) : NULL;
        if (binding)
            phs_buf_slice(&out, binding->value->string);
        else
            phs_buf_putc(&out, key.ptr[i]);
        i = binding ? at : i + 1;
    }
    struct phs_slice text = phs_slice(phs_strndup(eval.stack->arena, phs_buf_text(&out), out.len));
    phs_buf_done(&out);
    return text;
}

/* "Name", "Name.Attribute", or a name of the map that Fn::Sub brought along. */
static const struct phs_value *variable(struct phs_cfn_eval eval, struct phs_slice name, const struct phs_value *own,
                                        struct phs_place place) {
    const struct phs_value *given = phs_get_slice(own, name);
    struct phs_slice rest = name, id;
    eval.depth++;
    if (given)
        return phs_cfn_value(eval, given);
    if (phs_slice_cut(&rest, '.', &id) && id.len < name.len)
        return phs_cfn_attribute(eval, id, rest, place);
    return phs_cfn_ref(eval, name, place);
}

const struct phs_value *phs_cfn_sub(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    const struct phs_value *pattern = phs_is(argument, PHS_LIST) && argument->list.n ? argument->list.at[0] : argument;
    const struct phs_value *own = phs_is(argument, PHS_LIST) && argument->list.n > 1 ? argument->list.at[1] : NULL;
    struct phs_slice text = phs_cfn_key(eval, phs_text(pattern));
    struct joining joining = {.eval = eval};
    if (!phs_is(pattern, PHS_STRING))
        return phs_value_because(eval.stack->arena, PHS_WHY_ERROR, place, "Fn::Sub needs a text");
    if (phs_slice_find(text, PHS_SLICE("{{resolve:")) != (size_t)-1) {
        struct phs_value shown = *pattern;
        shown.string = text;
        return phs_cfn_value(eval, &shown);
    }
    phs_buf_init(&joining.out, PHS_CFN_MAX_TEXT);
    for (size_t i = 0; i < text.len && !joining.out.failed;) {
        struct phs_slice name;
        if (!starts_variable(text, i, '$') || !next_variable(text, &i, &name))
            phs_buf_putc(&joining.out, text.ptr[i++]);
        else if (name.len && name.ptr[0] == '!')
            phs_buf_printf(&joining.out, "${%.*s}", (int)name.len - 1, name.ptr + 1);
        else
            add_part(&joining, variable(eval, name, own, place));
    }
    return done(&joining, place);
}

const struct phs_value *phs_cfn_join(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    struct joining joining = {.eval = eval};
    if (!phs_is(argument, PHS_LIST) || argument->list.n != 2)
        return phs_value_because(eval.stack->arena, PHS_WHY_ERROR, place, "Fn::Join needs a delimiter and a list");
    const struct phs_value *parts = phs_cfn_value(eval, argument->list.at[1]);
    if (phs_is(parts, PHS_UNKNOWN))
        return parts;
    phs_buf_init(&joining.out, PHS_CFN_MAX_TEXT);
    for (size_t i = 0; phs_is(parts, PHS_LIST) && i < parts->list.n; i++) {
        if (i)
            phs_buf_slice(&joining.out, phs_text(argument->list.at[0]));
        add_part(&joining, parts->list.at[i]);
    }
    return done(&joining, place);
}
