/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a template as they will be once it is deployed. */
#include <stdarg.h>

#include "collect/arm/template.h"

const struct phs_value *phs_arm_unknown(struct phs_arm_eval eval, enum phs_reason reason, struct phs_place place,
                                        const char *format, ...) {
    va_list args;
    va_start(args, format);
    const struct phs_value *value = phs_value_because_v(eval.template->arena, reason, place, format, args);
    va_end(args);
    return value;
}

static void weigh(const struct phs_value *value, size_t *budget, int depth) {
    if (*budget == 0 || depth > PHS_ARM_MAX_DEPTH) {
        *budget = 0;
        return;
    }
    --*budget;
    for (size_t i = 0; value->kind == PHS_LIST && i < value->list.n && *budget; i++)
        weigh(value->list.at[i], budget, depth + 1);
    for (size_t i = 0; value->kind == PHS_MAP && i < value->map.n && *budget; i++)
        weigh(value->map.at[i].value, budget, depth + 1);
}

static const struct phs_value *bounded(struct phs_arm_eval eval, const struct phs_value *value) {
    size_t *steps = eval.template->steps, budget = *steps < PHS_ARM_MAX_PARTS ? *steps : PHS_ARM_MAX_PARTS, before = budget;
    weigh(value, &budget, 0);
    *steps -= before - budget;
    if (budget)
        return value;
    eval.template->exhausted = true;
    return phs_arm_unknown(eval, PHS_WHY_LIMIT, value->place, "a value is bigger or deeper than what is followed");
}

const struct phs_value *phs_arm_bounded(struct phs_arm_eval eval, const struct phs_value *value) {
    struct phs_map_builder map;
    if (value->kind != PHS_MAP)
        return bounded(eval, value);
    phs_map_builder_init(&map, eval.template->arena);
    for (size_t i = 0; i < value->map.n; i++)
        phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place, bounded(eval, value->map.at[i].value));
    return phs_map_builder_done(&map, value->place);
}

static struct phs_arm_eval below(struct phs_arm_eval eval, struct phs_slice key) {
    /* What `properties` hold is the thing itself (emit.c). */
    if (eval.subject && !phs_slice_is(key, "properties"))
        eval.path = *eval.path ? phs_printf(eval.template->arena, "%s.%.*s", eval.path, (int)key.len, key.ptr)
                               : phs_slice_dup(eval.template->arena, key);
    eval.depth++;
    return eval;
}

/* {name, count, input}: the list that it stands for. */
static const struct phs_value *repeated(struct phs_arm_eval eval, const struct phs_value *copy) {
    const struct phs_value *count = phs_get(copy, "count"), *input = phs_get(copy, "input");
    PHS_VEC(const struct phs_value *) items = {0};
    count = count ? phs_arm_value(eval, count) : NULL;
    if (!phs_is(count, PHS_NUMBER) || !input || !(count->number.value >= 0 && count->number.value <= PHS_ARM_MAX_COPIES))
        return phs_is(count, PHS_UNKNOWN)
                   ? count
                   : phs_arm_unknown(eval, PHS_WHY_LIMIT, copy->place, "a loop here has no usable count");
    for (size_t i = 0; i < (size_t)count->number.value; i++) {
        struct phs_arm_loop loop = {.name = phs_text(phs_get(copy, "name")), .index = i, .outer = eval.loop};
        struct phs_arm_eval round = eval;
        round.loop = &loop;
        const struct phs_value *item = phs_arm_value(round, input);
        if (item)
            PHS_PUSH(eval.template->arena, items, item);
    }
    return phs_value_list(eval.template->arena, items.at, items.n, copy->place);
}

static bool is_loop(const struct phs_value *value) {
    return phs_is(value, PHS_LIST) && value->list.n && phs_get(value->list.at[0], "count") &&
           phs_get(value->list.at[0], "name");
}

static const struct phs_value *map(struct phs_arm_eval eval, const struct phs_value *raw) {
    struct phs_map_builder builder;
    phs_map_builder_init(&builder, eval.template->arena);
    for (size_t i = 0; i < raw->map.n; i++) {
        const struct phs_entry *entry = &raw->map.at[i];
        struct phs_slice key = entry->key;
        if (phs_slice_is(key, "copy") && is_loop(entry->value)) {
            for (size_t k = 0; k < entry->value->list.n; k++) {
                struct phs_slice name = phs_text(phs_get(entry->value->list.at[k], "name"));
                phs_map_builder_set(&builder, name, entry->key_place, repeated(below(eval, name), entry->value->list.at[k]));
            }
            continue;
        }
        const struct phs_value *value = phs_arm_value(below(eval, key), entry->value);
        if (value)
            phs_map_builder_set(&builder, key, entry->key_place, value);
    }
    return phs_map_builder_done(&builder, raw->place);
}

static const struct phs_value *list(struct phs_arm_eval eval, const struct phs_value *raw) {
    PHS_VEC(const struct phs_value *) items = {0};
    for (size_t i = 0; i < raw->list.n; i++) {
        const char *index = phs_printf(eval.template->arena, "%zu", i);
        const struct phs_value *value = phs_arm_value(below(eval, phs_slice(index)), raw->list.at[i]);
        if (value)
            PHS_PUSH(eval.template->arena, items, value);
    }
    return phs_value_list(eval.template->arena, items.at, items.n, raw->place);
}

static const struct phs_value *text(struct phs_arm_eval eval, const struct phs_value *raw) {
    struct phs_slice s = raw->string;
    if (s.len < 2 || s.ptr[0] != '[' || s.ptr[s.len - 1] != ']')
        return raw;
    if (s.ptr[1] == '[')
        return phs_value_string(eval.template->arena, phs_slice_n(s.ptr + 1, s.len - 1), raw->place);
    return phs_arm_expression(eval, phs_slice_n(s.ptr + 1, s.len - 2), raw->place);
}

const struct phs_value *phs_arm_value(struct phs_arm_eval eval, const struct phs_value *raw) {
    if (eval.depth > PHS_ARM_MAX_DEPTH || *eval.template->steps == 0) {
        eval.template->exhausted = true;
        return phs_arm_unknown(eval, PHS_WHY_LIMIT, raw->place, "the template is nested or repeated beyond what is followed");
    }
    --*eval.template->steps;
    eval.depth++;
    switch (raw->kind) {
    case PHS_STRING:
        return text(eval, raw);
    case PHS_MAP:
        return map(eval, raw);
    case PHS_LIST:
        return list(eval, raw);
    default:
        return raw;
    }
}

static const struct phs_value *find(const struct phs_value *map, struct phs_slice name) {
    for (size_t i = 0; phs_is(map, PHS_MAP) && i < map->map.n; i++)
        if (phs_slice_ieq(map->map.at[i].key, name))
            return map->map.at[i].value;
    return NULL;
}

static bool is_secure(const struct phs_value *declared) {
    struct phs_slice type = phs_text(phs_get(declared, "type"));
    return phs_slice_ieq(type, PHS_SLICE("securestring")) || phs_slice_ieq(type, PHS_SLICE("secureobject"));
}

static const struct phs_value *unmemoed_parameter(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place) {
    const struct phs_value *declared = find(phs_get(eval.template->value, "parameters"), name);
    const struct phs_value *given = find(eval.template->given, name), *value = phs_get(given, "value");
    const struct phs_value *fallback = phs_get(declared, "defaultValue");
    if (!value && !given && fallback)
        value = phs_arm_value(eval, fallback);
    if (!value)
        return phs_arm_unknown(eval, PHS_WHY_VARIABLE, place, "parameter %.*s has no value", (int)name.len, name.ptr);
    if (is_secure(declared) && value->kind == PHS_STRING) {
        struct phs_value *copy = PHS_NEW(eval.template->arena, struct phs_value);
        *copy = *value;
        copy->flags |= PHS_VALUE_SENSITIVE;
        return copy;
    }
    return value;
}

static const struct phs_value *unmemoed_variable(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place) {
    const struct phs_value *variables = phs_get(eval.template->value, "variables"), *raw = find(variables, name);
    const struct phs_value *copies = phs_get(variables, "copy");
    for (size_t i = 0; !raw && is_loop(copies) && i < copies->list.n; i++)
        if (phs_slice_ieq(phs_text(phs_get(copies->list.at[i], "name")), name))
            return repeated(eval, copies->list.at[i]);
    if (!raw)
        return phs_arm_unknown(eval, PHS_WHY_ERROR, place, "there is no variable %.*s", (int)name.len, name.ptr);
    return phs_arm_value(eval, raw);
}

/* Parameters and variables are worked out once; meeting one again on the way is a cycle. */
static const struct phs_value *memoed(struct phs_arm_eval eval, char kind, struct phs_slice name, struct phs_place place) {
    struct phs_arm_template *t = eval.template;
    const char *key = phs_printf(t->arena, "%c%d %.*s", kind, eval.lenient, (int)name.len, name.ptr);
    const struct phs_value *have = phs_map_gets(&t->memo, key);
    if (have)
        return have;
    for (size_t i = 0; i < t->on_the_way.n; i++)
        if (strcmp(t->on_the_way.at[i], key) == 0)
            return phs_arm_unknown(eval, PHS_WHY_CYCLE, place, "%.*s depends on itself", (int)name.len, name.ptr);
    PHS_PUSH(t->arena, t->on_the_way, key);
    eval.loop = NULL;
    eval.subject = NULL;
    have = kind == 'p' ? unmemoed_parameter(eval, name, place) : unmemoed_variable(eval, name, place);
    t->on_the_way.n--;
    phs_map_puts(&t->memo, key, (void *)(uintptr_t)have);
    return have;
}

/* What a parameter or a variable leads to is referred to by what uses it. */
static const struct phs_value *used(struct phs_arm_eval eval, const struct phs_value *value, struct phs_place place) {
    if (eval.subject && phs_is(value, PHS_UNKNOWN) && value->unknown.ref)
        phs_graph_mention(eval.template->library->graph, eval.subject, PHS_REFERS_TO, value->unknown.ref, eval.path, place);
    return value;
}

const struct phs_value *phs_arm_parameter(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place) {
    return used(eval, memoed(eval, 'p', name, place), place);
}

const struct phs_value *phs_arm_variable(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place) {
    return used(eval, memoed(eval, 'v', name, place), place);
}

const char *phs_arm_name(struct phs_arm_eval eval, const struct phs_value *raw) {
    eval.lenient = true;
    eval.subject = NULL;
    const struct phs_value *value = raw ? phs_arm_value(eval, raw) : NULL;
    const char *text = value ? phs_scalar_text(eval.template->arena, value) : NULL;
    if (text)
        return text;
    return value && value->kind == PHS_UNKNOWN ? phs_printf(eval.template->arena, "{%s}", value->unknown.why) : "{}";
}

const struct phs_value *phs_arm_reference(struct phs_arm_eval eval, const char *type, const char *name, const char *attribute,
                                          struct phs_place place) {
    struct phs_arm_template *t = eval.template;
    const char *address = phs_printf(t->arena, "%s%s/%s", t->prefix, type, name);
    const struct phs_arm_item *item = phs_map_gets(&t->by_address, phs_arm_lower(t->arena, address));
    if (!item || item->existing)
        item = phs_map_gets(&t->run->by_name, phs_arm_lower(t->arena, phs_printf(t->arena, "%s/%s", type, name)));
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_arm_unknown(
        eval, item ? PHS_WHY_COMPUTED : PHS_WHY_DATA, place,
        item ? "%s %s is known once it is deployed" : "%s %s is not in this template", type, name);
    value->flags |= PHS_VALUE_NOT_NULL;
    if (!item)
        return value;
    item = phs_arm_whole(t, item);
    value->unknown.ref = item->address;
    value->unknown.attribute = attribute;
    if (eval.subject && eval.path)
        phs_graph_mention(t->library->graph, eval.subject, PHS_REFERS_TO, item->address, eval.path, place);
    return value;
}
