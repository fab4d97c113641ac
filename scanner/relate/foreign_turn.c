/* SPDX-License-Identifier: Apache-2.0 */
/* The ways in which a map may turn a value: tags into a map, a document into its text, a word into a boolean. */
#include <math.h>

#include "base/buf.h"
#include "base/json_writer.h"
#include "relate/foreign.h"

enum { MOST_JSON_BYTES = 4 << 20 };

const char *phs_foreign_arg(const struct phs_foreign_rule *rule, enum phs_foreign_op op) {
    for (size_t i = 0; i < rule->how.n; i++)
        if (rule->how.at[i].op == op)
            return rule->how.at[i].arg;
    return NULL;
}

/* Names of services that Terraform writes as one word; how long the one that starts here is. */
static size_t one_word(struct phs_slice rest) {
    static const char *const names[] = {"CloudWatch", "CloudFront", "CloudFormation", "DynamoDB", "OpenSearch", "ElastiCache"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_slice_starts(rest, names[i]))
            return strlen(names[i]);
    return 0;
}

struct phs_slice phs_foreign_snake(struct phs_arena *arena, struct phs_slice name) {
    struct phs_buf out;
    size_t inside = 0; /* end of a name that is one word */
    phs_buf_init(&out, 1 << 16);
    for (size_t i = 0; i < name.len; i++) {
        size_t word = one_word(phs_slice_n(name.ptr + i, name.len - i));
        char c = name.ptr[i], before = i ? name.ptr[i - 1] : '\0', after = i + 1 < name.len ? name.ptr[i + 1] : '\0';
        bool upper = c >= 'A' && c <= 'Z', after_upper = before >= 'A' && before <= 'Z';
        bool before_lower = after >= 'a' && after <= 'z';
        if (upper && i && i >= inside && before != '_' && (!after_upper || before_lower || i == inside))
            phs_buf_putc(&out, '_');
        inside = word ? i + word : inside;
        phs_buf_putc(&out, upper ? (char)(c - 'A' + 'a') : c);
    }
    struct phs_slice snake = phs_slice(phs_strndup(arena, phs_buf_text(&out), out.len));
    phs_buf_done(&out);
    return snake;
}

const struct phs_value *phs_foreign_plain(struct phs_arena *arena, const struct phs_value *value) {
    struct phs_slice text = phs_text(value);
    bool yes = phs_slice_ieq(text, PHS_SLICE("true"));
    if (yes || phs_slice_ieq(text, PHS_SLICE("false")))
        return phs_value_bool(arena, yes, value->place);
    return value;
}

/* Parts that are unknown make it a tree that stands for its text; where all is known it is the text, as jsonencode gives it. */
static const struct phs_value *as_json(struct phs_arena *arena, const struct phs_value *value) {
    if (value->kind != PHS_MAP && value->kind != PHS_LIST)
        return value;
    struct phs_value *tree = PHS_NEW(arena, struct phs_value);
    *tree = *value;
    tree->flags = (tree->flags & ~(unsigned)PHS_VALUE_BLOCKS) | PHS_VALUE_JSON;
    if (phs_find_unknown(value) || phs_holds_withheld(value))
        return tree;
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init(&out, MOST_JSON_BYTES);
    phs_json_init(&json, &out, false);
    phs_value_write_json(&json, value);
    const struct phs_value *text =
        out.failed
            ? tree
            : phs_value_string(arena, phs_slice_n(phs_strndup(arena, phs_buf_text(&out), out.len), out.len), value->place);
    phs_buf_done(&out);
    return text;
}

/* [{Key: a, Value: b}] -> {a: b}; a key that is not known makes the whole unknown. */
static const struct phs_value *pairs(struct phs_arena *arena, const struct phs_value *value, const char *arg) {
    struct phs_slice rest = phs_slice(arg), key_name;
    struct phs_map_builder map;
    if (value->kind != PHS_LIST || !phs_slice_cut(&rest, ':', &key_name))
        return value;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < value->list.n; i++) {
        const struct phs_value *item = value->list.at[i], *key = phs_get_slice(item, key_name);
        const struct phs_value *content = phs_get_slice(item, rest);
        if (phs_is(item, PHS_UNKNOWN) || phs_is(key, PHS_UNKNOWN))
            return item->kind == PHS_UNKNOWN ? item : key;
        const char *text = phs_scalar_text(arena, key);
        if (text)
            phs_map_builder_set(&map, phs_slice(text), key->place, content ? content : phs_value_null(arena, item->place));
    }
    return phs_map_builder_done(&map, value->place);
}

/* {a: b} -> [{name: a, value: b}] */
static const struct phs_value *entries(struct phs_arena *arena, const struct phs_value *value, const char *arg) {
    struct phs_slice rest = phs_slice(arg), name;
    PHS_VEC(const struct phs_value *) items = {0};
    if (value->kind != PHS_MAP || !phs_slice_cut(&rest, ':', &name))
        return value;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        struct phs_map_builder map;
        phs_map_builder_init(&map, arena);
        phs_map_builder_set(&map, name, entry->key_place, phs_value_string(arena, entry->key, entry->key_place));
        phs_map_builder_set(&map, rest, entry->value->place, entry->value);
        PHS_PUSH(arena, items, phs_map_builder_done(&map, entry->value->place));
    }
    return phs_value_list(arena, items.at, items.n, value->place);
}

/* {AUDIT_LOGS: {Enabled: true}} -> [{LogType: AUDIT_LOGS, Enabled: true}] */
static const struct phs_value *keyed(struct phs_arena *arena, const struct phs_value *value, const char *arg) {
    PHS_VEC(const struct phs_value *) items = {0};
    if (value->kind != PHS_MAP)
        return value;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        struct phs_map_builder map;
        phs_map_builder_init(&map, arena);
        phs_map_builder_set(&map, phs_slice(arg), entry->key_place, phs_value_string(arena, entry->key, entry->key_place));
        for (size_t k = 0; entry->value->kind == PHS_MAP && k < entry->value->map.n; k++)
            phs_map_builder_set(&map, entry->value->map.at[k].key, entry->value->map.at[k].key_place,
                                entry->value->map.at[k].value);
        PHS_PUSH(arena, items,
                 entry->value->kind == PHS_UNKNOWN ? entry->value : phs_map_builder_done(&map, entry->value->place));
    }
    return phs_value_list(arena, items.at, items.n, value->place);
}

static const struct phs_value *camel(struct phs_arena *arena, const struct phs_value *value, int depth) {
    if (depth > 60 || (value->kind != PHS_MAP && value->kind != PHS_LIST))
        return value;
    if (value->kind == PHS_LIST) {
        const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n ? value->list.n : 1);
        for (size_t i = 0; i < value->list.n; i++)
            items[i] = camel(arena, value->list.at[i], depth + 1);
        return phs_value_list(arena, items, value->list.n, value->place);
    }
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < value->map.n; i++) {
        char *key = phs_slice_dup(arena, value->map.at[i].key);
        if (*key >= 'A' && *key <= 'Z')
            *key = (char)(*key - 'A' + 'a');
        phs_map_builder_set(&map, phs_slice_n(key, value->map.at[i].key.len), value->map.at[i].key_place,
                            camel(arena, value->map.at[i].value, depth + 1));
    }
    return phs_map_builder_done(&map, value->place);
}

static bool is_word(struct phs_slice words, struct phs_slice text) {
    struct phs_slice word;
    while (phs_slice_cut(&words, '|', &word))
        if (phs_slice_ieq(word, text))
            return true;
    return false;
}

/* Elements whose key says one of the words, or (wanted false) none of them; NULL where nothing is left. */
static const struct phs_value *those_that_say(struct phs_arena *arena, const struct phs_value *value, const char *arg,
                                              bool wanted) {
    struct phs_slice words = phs_slice(arg), key;
    PHS_VEC(const struct phs_value *) items = {0};
    if (value->kind != PHS_LIST || !phs_slice_cut(&words, ':', &key))
        return value;
    for (size_t i = 0; i < value->list.n; i++)
        if (is_word(words, phs_text(phs_get_slice(value->list.at[i], key))) == wanted)
            PHS_PUSH(arena, items, value->list.at[i]);
    return items.n ? phs_value_list(arena, items.at, items.n, value->place) : NULL;
}

static const struct phs_value *replaced(struct phs_arena *arena, const struct phs_value *value, const char *arg) {
    struct phs_slice rest = phs_slice(arg), pair;
    const char *text = phs_scalar_text(arena, value);
    while (text && phs_slice_cut(&rest, '|', &pair)) {
        struct phs_slice to = pair, from;
        if (phs_slice_cut(&to, ':', &from) && phs_slice_ieq(from, phs_slice(text)))
            return phs_value_string(arena, to, value->place);
    }
    return value;
}

static const struct phs_value *times(struct phs_arena *arena, const struct phs_value *value, const char *arg) {
    double number, factor;
    bool known = value->kind == PHS_NUMBER ? (number = value->number.value, true) : phs_slice_number(phs_text(value), &number);
    return known && phs_slice_number(phs_slice(arg), &factor) && isfinite(number)
               ? phs_value_number(arena, number * factor, value->place)
               : value;
}

static bool is_empty(const struct phs_value *value) {
    return (value->kind == PHS_LIST && !value->list.n) || (value->kind == PHS_MAP && !value->map.n) ||
           (value->kind == PHS_STRING && !value->string.len);
}

static const struct phs_value *behind_last(struct phs_arena *arena, const struct phs_value *value, const char *arg) {
    struct phs_slice text = phs_text(value);
    for (size_t i = text.len; i > 0; i--)
        if (text.ptr[i - 1] == arg[0])
            return phs_value_string(arena, phs_slice_n(text.ptr + i, text.len - i), value->place);
    return value;
}

static const struct phs_value *lower(struct phs_arena *arena, const struct phs_value *value) {
    if (value->kind != PHS_STRING)
        return value;
    char *text = phs_slice_dup(arena, value->string);
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return phs_value_string(arena, phs_slice_n(text, value->string.len), value->place);
}

static const struct phs_value *turned_round(struct phs_arena *arena, const struct phs_value *value) {
    const struct phs_value *plain = phs_foreign_plain(arena, value);
    return plain->kind == PHS_BOOL ? phs_value_bool(arena, !plain->boolean, value->place) : plain;
}

/* Fetched when the stack is made: the collector names the store as the attribute of the unknown. */
static bool is_fetched(const struct phs_value *value) {
    return value->kind == PHS_UNKNOWN && value->unknown.attribute && strcmp(value->unknown.attribute, "resolve") == 0;
}

static const struct phs_value *turn_known(struct phs_arena *arena, const struct phs_foreign_step *step,
                                          const struct phs_value *value) {
    switch (step->op) {
    case PHS_OP_JSON:
        return as_json(arena, value);
    case PHS_OP_PAIRS:
        return pairs(arena, value, step->arg);
    case PHS_OP_FIRST:
        return value->kind != PHS_LIST ? value : value->list.n ? value->list.at[0] : NULL;
    case PHS_OP_IS:
        return phs_value_bool(
            arena, is_word(phs_slice(step->arg), phs_slice(phs_scalar_text(arena, value) ? phs_scalar_text(arena, value) : "")),
            value->place);
    case PHS_OP_NOT:
        return turned_round(arena, value);
    case PHS_OP_TIMES:
        return times(arena, value, step->arg);
    case PHS_OP_PRESENT:
        return phs_value_bool(arena, !is_empty(value), value->place);
    case PHS_OP_LOWER:
        return lower(arena, value);
    case PHS_OP_LAST:
        return behind_last(arena, value, step->arg);
    case PHS_OP_VALUES:
        return replaced(arena, value, step->arg);
    case PHS_OP_ENTRIES:
        return entries(arena, value, step->arg);
    case PHS_OP_KEYED:
        return keyed(arena, value, step->arg);
    case PHS_OP_CAMEL:
        return camel(arena, value, 0);
    case PHS_OP_WHERE:
    case PHS_OP_UNLESS:
        return those_that_say(arena, value, step->arg, step->op == PHS_OP_WHERE);
    default:
        return value;
    }
}

const struct phs_value *phs_foreign_turn(struct phs_arena *arena, const struct phs_foreign_rule *rule,
                                         const struct phs_value *value, bool *ret_plain) {
    bool plain = false;
    for (size_t i = 0; value && i < rule->how.n; i++) {
        const struct phs_foreign_step *step = &rule->how.at[i];
        plain |= step->op == PHS_OP_MAP || step->op == PHS_OP_JSON || step->op == PHS_OP_LIST;
        if (step->op == PHS_OP_WRITTEN && is_fetched(value))
            return NULL;
        if (value->kind == PHS_UNKNOWN && step->op == PHS_OP_PRESENT)
            value = phs_value_bool(arena, true, value->place);
        if (value->kind != PHS_UNKNOWN && value->kind != PHS_NULL)
            value = turn_known(arena, step, value);
    }
    *ret_plain = plain;
    return value;
}
