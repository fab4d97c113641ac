/* SPDX-License-Identifier: Apache-2.0 */
/* Intrinsic functions but Ref, GetAtt, Sub and Join (AWS CloudFormation user guide, intrinsic function reference). */
#include <math.h>

#include "base/buf.h"
#include "base/json_writer.h"
#include "collect/cloudformation/stack.h"

typedef const struct phs_value *(*function)(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place);

static const struct phs_value *wrong(struct phs_cfn_eval eval, struct phs_place place, const char *what) {
    return phs_value_because(eval.stack->arena, PHS_WHY_ERROR, place, "%s", what);
}

static const struct phs_value *item(const struct phs_value *list, size_t i) {
    return phs_is(list, PHS_LIST) && i < list->list.n ? list->list.at[i] : NULL;
}

static const struct phs_value *ref(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    if (!phs_is(argument, PHS_STRING))
        return wrong(eval, place, "Ref needs a name");
    return phs_cfn_ref(eval, phs_cfn_key(eval, argument->string), place);
}

static const struct phs_value *get_att(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    struct phs_slice rest = phs_text(argument), id = phs_text(item(argument, 0));
    const struct phs_value *attribute = item(argument, 1);
    if (rest.len && phs_slice_cut(&rest, '.', &id))
        return phs_cfn_attribute(eval, id, rest, place);
    if (phs_is(attribute, PHS_MAP))
        attribute = phs_cfn_value(eval, attribute);
    if (!id.len || !phs_is(attribute, PHS_STRING))
        return wrong(eval, place, "Fn::GetAtt needs a resource and an attribute");
    return phs_cfn_attribute(eval, id, attribute->string, place);
}

static const struct phs_value *choose(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    const struct phs_value *why = NULL;
    if (!phs_is(argument, PHS_LIST) || argument->list.n != 3)
        return wrong(eval, place, "Fn::If needs a condition and two values");
    switch (phs_cfn_named_condition(eval, phs_cfn_key(eval, phs_text(argument->list.at[0])), &why)) {
    case PHS_CFN_TRUE:
        return phs_cfn_value(eval, argument->list.at[1]);
    case PHS_CFN_FALSE:
        return phs_cfn_value(eval, argument->list.at[2]);
    case PHS_CFN_OPEN:
        break;
    }
    const struct phs_value *yes = phs_cfn_value(eval, argument->list.at[1]), *no = phs_cfn_value(eval, argument->list.at[2]);
    if (yes && no && phs_value_equal(yes, no))
        return yes;
    return phs_value_because(eval.stack->arena, why ? why->unknown.reason : PHS_WHY_VARIABLE, place, "%s",
                             why ? why->unknown.why : "the condition is open");
}

/* Every second-level value of a first key that is not known, when they are all the same. */
static const struct phs_value *in_every(const struct phs_value *map, const struct phs_value *second) {
    const struct phs_value *same = NULL;
    for (size_t i = 0; phs_is(map, PHS_MAP) && i < map->map.n; i++) {
        const struct phs_value *each = phs_get_slice(map->map.at[i].value, phs_text(second));
        if (!each || (same && !phs_value_equal(same, each)))
            return NULL;
        same = each;
    }
    return same;
}

static const struct phs_value *find_in_map(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    struct phs_arena *arena = eval.stack->arena;
    const struct phs_value *keys[3];
    if (!phs_is(argument, PHS_LIST) || argument->list.n < 3)
        return wrong(eval, place, "Fn::FindInMap needs a map and two keys");
    for (size_t i = 0; i < 3; i++)
        keys[i] = phs_cfn_value(eval, argument->list.at[i]);
    const struct phs_value *map = phs_get_slice(phs_get(eval.stack->template->value, "Mappings"), phs_text(keys[0]));
    const struct phs_value *found = phs_is(keys[1], PHS_UNKNOWN) ? in_every(map, keys[2]) : NULL;
    for (size_t i = 0; i < 3 && !found; i++)
        if (phs_is(keys[i], PHS_UNKNOWN))
            return keys[i];
    const char *first = phs_scalar_text(arena, keys[1]), *second = phs_scalar_text(arena, keys[2]);
    if (!found && first && second)
        found = phs_get(phs_get(map, first), second);
    const struct phs_value *otherwise = phs_get(item(argument, 3), "DefaultValue");
    if (!found && otherwise)
        return phs_cfn_value(eval, otherwise);
    return found ? found : wrong(eval, place, "the mapping has no such key");
}

static const struct phs_value *select_one(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    double index;
    if (!phs_is(argument, PHS_LIST) || argument->list.n != 2)
        return wrong(eval, place, "Fn::Select needs an index and a list");
    const struct phs_value *number = phs_cfn_value(eval, argument->list.at[0]);
    const struct phs_value *list = phs_cfn_value(eval, argument->list.at[1]);
    if (phs_is(number, PHS_UNKNOWN) || phs_is(list, PHS_UNKNOWN))
        return phs_is(number, PHS_UNKNOWN) ? number : list;
    const char *text = phs_scalar_text(eval.stack->arena, number);
    if (!text || !phs_slice_number(phs_slice(text), &index) || !phs_is(list, PHS_LIST) || index < 0 ||
        index >= (double)list->list.n)
        return wrong(eval, place, "Fn::Select reaches behind the end of the list");
    return list->list.at[(size_t)index];
}

static const struct phs_value *split(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    struct phs_arena *arena = eval.stack->arena;
    const struct phs_value *text = item(argument, 1) ? phs_cfn_value(eval, item(argument, 1)) : NULL;
    struct phs_slice between = phs_text(item(argument, 0)), rest = phs_text(text);
    PHS_VEC(const struct phs_value *) parts = {0};
    if (phs_is(text, PHS_UNKNOWN))
        return text;
    if (!between.len || !phs_is(text, PHS_STRING))
        return wrong(eval, place, "Fn::Split needs a delimiter and a text");
    for (;;) {
        size_t at = phs_slice_find(rest, between);
        size_t n = at == (size_t)-1 ? rest.len : at;
        PHS_PUSH(arena, parts, phs_value_string(arena, phs_slice_n(rest.ptr, n), place));
        if (at == (size_t)-1)
            return phs_value_list(arena, parts.at, parts.n, place);
        rest = phs_slice_n(rest.ptr + n + between.len, rest.len - n - between.len);
    }
}

/* What is encoded is what is looked at: the text itself stays. */
static const struct phs_value *base64(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    (void)place;
    return phs_cfn_value(eval, argument);
}

static const struct phs_value *length(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    const struct phs_value *list = phs_cfn_value(eval, argument);
    if (phs_is(list, PHS_LIST))
        return phs_value_number(eval.stack->arena, (double)list->list.n, place);
    return phs_is(list, PHS_UNKNOWN) ? list : wrong(eval, place, "Fn::Length needs a list");
}

static const struct phs_value *to_json(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    struct phs_arena *arena = eval.stack->arena;
    const struct phs_value *value = phs_cfn_value(eval, argument);
    struct phs_buf out;
    struct phs_json json;
    if (!value)
        return NULL;
    if (phs_find_unknown(value) || phs_holds_withheld(value)) {
        struct phs_value *tree = PHS_NEW(arena, struct phs_value);
        *tree = *value;
        tree->flags |= PHS_VALUE_JSON;
        return tree;
    }
    phs_buf_init(&out, PHS_CFN_MAX_TEXT);
    phs_json_init(&json, &out, false);
    phs_value_write_json(&json, value);
    const struct phs_value *text =
        out.failed ? phs_value_because(arena, PHS_WHY_LIMIT, place, "the text is longer than what is followed")
                   : phs_value_string(arena, phs_slice_n(phs_strndup(arena, phs_buf_text(&out), out.len), out.len), place);
    phs_buf_done(&out);
    return text;
}

static const struct phs_value *zones(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    (void)argument;
    return phs_value_because(eval.stack->arena, PHS_WHY_DATA, place, "the region decides its availability zones");
}

static const struct phs_value *transform(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place) {
    const struct phs_value *piece = phs_cfn_include(eval, argument);
    if (!piece)
        return phs_value_because(eval.stack->arena, PHS_WHY_UNREAD, place, "a macro of the account writes this");
    eval.depth++;
    return phs_cfn_value(eval, piece);
}

static const struct phs_value *logic(struct phs_cfn_eval eval, const char *name, const struct phs_value *argument,
                                     struct phs_place place) {
    struct phs_entry entry = {phs_slice(name), place, argument};
    struct phs_value call = {.kind = PHS_MAP, .place = place, .map = {&entry, 1}};
    const struct phs_value *why = NULL;
    enum phs_cfn_truth truth = phs_cfn_condition(eval, &call, &why);
    return truth == PHS_CFN_OPEN ? why : phs_value_bool(eval.stack->arena, truth == PHS_CFN_TRUE, place);
}

static const struct {
    const char *name;
    function run; /* NULL: a function of conditions */
} functions[] = {
    {"Ref", ref},
    {"Fn::GetAtt", get_att},
    {"Fn::Sub", phs_cfn_sub},
    {"Fn::Join", phs_cfn_join},
    {"Fn::If", choose},
    {"Fn::FindInMap", find_in_map},
    {"Fn::Select", select_one},
    {"Fn::Split", split},
    {"Fn::Base64", base64},
    {"Fn::Cidr", phs_cfn_cidr},
    {"Fn::GetAZs", zones},
    {"Fn::ImportValue", phs_cfn_import},
    {"Fn::Length", length},
    {"Fn::ToJsonString", to_json},
    {"Fn::Transform", transform},
    {"Fn::And", NULL},
    {"Fn::Or", NULL},
    {"Fn::Not", NULL},
    {"Fn::Equals", NULL},
};

const struct phs_value *phs_cfn_function(struct phs_cfn_eval eval, struct phs_slice name, const struct phs_value *argument,
                                         struct phs_place place, bool *ret_known) {
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (phs_slice_is(name, functions[i].name))
            return functions[i].run ? functions[i].run(eval, argument, place) : logic(eval, functions[i].name, argument, place);
    *ret_known = false;
    return NULL;
}
