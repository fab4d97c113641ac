/* SPDX-License-Identifier: Apache-2.0 */
/* Ref and Fn::GetAtt: parameters, pseudo parameters, names and attributes of other resources, outputs of nested stacks. */
#include "collect/cloudformation/stack.h"

/* What only the account and the place of a stack decide. Inside a longer text they stand for themselves, "${AWS::AccountId}":
 * no check asks for their digits, and a text around them is never a wildcard. The region by itself is not known. */
static const struct {
    const char *name, *text;
    bool known; /* also by itself */
} pseudo[] = {
    {"AWS::AccountId", "${AWS::AccountId}", true},
    {"AWS::Region", "${AWS::Region}", false},
    {"AWS::Partition", "aws", true},
    {"AWS::URLSuffix", "amazonaws.com", true},
    {"AWS::StackName", "${AWS::StackName}", true},
    {"AWS::StackId", "${AWS::StackId}", true},
};

const char *phs_cfn_stand_in(const struct phs_value *value) {
    if (!phs_is(value, PHS_UNKNOWN) || !value->unknown.attribute)
        return NULL;
    for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
        if (strcmp(pseudo[i].name, value->unknown.attribute) == 0)
            return pseudo[i].text;
    return NULL;
}

static const struct phs_value *pseudo_value(struct phs_arena *arena, size_t i, struct phs_place place) {
    if (pseudo[i].known)
        return phs_value_string(arena, phs_slice(pseudo[i].text), place);
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_value_because(
        arena, PHS_WHY_VARIABLE, place, "%s is decided where the stack is made", pseudo[i].name);
    value->flags |= PHS_VALUE_NOT_NULL;
    value->unknown.attribute = pseudo[i].name;
    return value;
}

static void mention(struct phs_cfn_eval eval, const char *address, struct phs_place place) {
    const char *root = phs_cfn_root(eval.stack);
    bool abroad = eval.subject && strcmp(eval.subject->root, root) != 0 && !strchr(address, '\n');
    if (abroad)
        address = phs_printf(eval.stack->arena, "%s\n%s", root, address);
    if (eval.subject && (abroad || strcmp(eval.subject->address, address) != 0))
        phs_graph_mention(eval.stack->library->graph, eval.subject, PHS_REFERS_TO, address, eval.path, place);
}

static const char *address_of(struct phs_cfn_stack *stack, const char *id) {
    return *stack->prefix ? phs_printf(stack->arena, "%s%s", stack->prefix, id) : id;
}

static const struct phs_value *made_with(struct phs_cfn_eval eval, const char *id, const char *attribute,
                                         struct phs_place place) {
    const char *address = address_of(eval.stack, id);
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_value_because(
        eval.stack->arena, PHS_WHY_COMPUTED, place, "%s of %s exists only once the stack is made", attribute, address);
    value->flags |= PHS_VALUE_NOT_NULL;
    value->unknown.ref = address;
    value->unknown.attribute = attribute;
    return value;
}

static bool is_on_the_way(const struct phs_cfn_stack *stack, const char *key) {
    for (size_t i = 0; i < stack->on_the_way.n; i++)
        if (strcmp(stack->on_the_way.at[i], key) == 0)
            return true;
    return false;
}

/* A property of another resource, worked out once; NULL when it is not written. */
static const struct phs_value *property(struct phs_cfn_eval eval, const struct phs_cfn_item *item, const char *name,
                                        struct phs_place place) {
    struct phs_cfn_stack *stack = eval.stack;
    const struct phs_value *raw = phs_get(phs_get(item->raw, "Properties"), name);
    const char *key = phs_printf(stack->arena, "%s.%s", item->id, name);
    const struct phs_value *known = phs_map_gets(&stack->memo, key);
    if (!raw || known)
        return known;
    if (is_on_the_way(stack, key))
        return phs_value_because(stack->arena, PHS_WHY_CYCLE, place, "%s depends on itself", key);
    PHS_PUSH(stack->arena, stack->on_the_way, key);
    struct phs_cfn_eval other = {.stack = stack, .bound = item->bound, .path = "", .depth = eval.depth + 1};
    const struct phs_value *value = phs_cfn_value(other, raw);
    stack->on_the_way.n--;
    if (value)
        phs_map_puts(&stack->memo, key, (void *)(uintptr_t)value);
    return value;
}

static const struct phs_value *at_place(struct phs_arena *arena, const struct phs_value *value, struct phs_place place) {
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *value;
    copy->place = place;
    return copy;
}

static const struct phs_value *ref_resource(struct phs_cfn_eval eval, const struct phs_cfn_item *item, struct phs_place place) {
    struct phs_slice written = phs_text(phs_get(item->raw, "Type"));
    const struct phs_foreign_type *type = phs_foreign_type(eval.stack->library->types, written);
    mention(eval, address_of(eval.stack, item->id), place);
    const struct phs_value *name = type && type->ref ? property(eval, item, type->ref, place) : NULL;
    if (phs_is(name, PHS_STRING))
        return at_place(eval.stack->arena, name, place);
    return made_with(eval, item->id, "id", place);
}

const struct phs_value *phs_cfn_ref(struct phs_cfn_eval eval, struct phs_slice name, struct phs_place place) {
    struct phs_arena *arena = eval.stack->arena;
    for (const struct phs_cfn_binding *bound = eval.bound; bound; bound = bound->outer)
        if (phs_slice_eq(bound->name, name))
            return at_place(arena, bound->value, place);
    if (phs_slice_is(name, "AWS::NoValue"))
        return NULL;
    for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
        if (phs_slice_is(name, pseudo[i].name))
            return pseudo_value(arena, i, place);
    const struct phs_value *parameter = phs_map_get(&eval.stack->parameters, name);
    if (parameter) {
        if (phs_is(parameter, PHS_UNKNOWN) && parameter->unknown.ref)
            mention(eval, parameter->unknown.ref, place);
        return at_place(arena, parameter, place);
    }
    const struct phs_cfn_item *item = phs_map_get(&eval.stack->resources, name);
    if (item)
        return ref_resource(eval, item, place);
    return phs_value_because(arena, PHS_WHY_ERROR, place, "nothing here is called %.*s", (int)(name.len > 100 ? 100 : name.len),
                             name.ptr);
}

static const struct phs_value *output(struct phs_cfn_eval eval, const struct phs_cfn_item *item, struct phs_slice name,
                                      struct phs_place place) {
    struct phs_cfn_stack *nested = phs_cfn_nested(eval.stack, item);
    const struct phs_cfn_item *out = nested ? phs_map_get(&nested->outputs, name) : NULL;
    if (!out)
        return phs_value_because(eval.stack->arena, PHS_WHY_MODULE, place, "the template of nested stack %s is not on disk",
                                 item->id);
    struct phs_cfn_eval inner = {
        .stack = nested, .bound = out->bound, .subject = eval.subject, .path = eval.path, .depth = eval.depth + 1};
    const struct phs_value *raw = phs_get(out->raw, "Value");
    return raw ? phs_cfn_value(inner, raw) : NULL;
}

/* Terraform's word for an attribute: "Arn" -> "arn", "Endpoint.Address" -> "endpoint". */
static const char *attribute_word(struct phs_arena *arena, struct phs_slice attribute) {
    struct phs_slice rest = attribute, first;
    if (!phs_slice_cut(&rest, '.', &first))
        return "id";
    char *word = phs_slice_dup(arena, first);
    for (char *c = word; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return phs_slice_ends(phs_slice(word), "id") && strlen(word) < 8 ? "id" : word;
}

const struct phs_value *phs_cfn_attribute(struct phs_cfn_eval eval, struct phs_slice id, struct phs_slice attribute,
                                          struct phs_place place) {
    struct phs_cfn_stack *stack = eval.stack;
    const struct phs_cfn_item *item = phs_map_get(&stack->resources, phs_cfn_key(eval, id));
    if (!item)
        return phs_value_because(stack->arena, PHS_WHY_ERROR, place, "no resource here is called %.*s",
                                 (int)(id.len > 100 ? 100 : id.len), id.ptr);
    if (phs_slice_starts(attribute, "Outputs.")) {
        struct phs_slice name = phs_slice_n(attribute.ptr + 8, attribute.len - 8);
        mention(eval, address_of(stack, item->id), place);
        return output(eval, item, name, place);
    }
    mention(eval, address_of(stack, item->id), place);
    const struct phs_value *written = property(eval, item, phs_slice_dup(stack->arena, attribute), place);
    if (written && written->kind != PHS_UNKNOWN)
        return at_place(stack->arena, written, place);
    return made_with(eval, item->id, attribute_word(stack->arena, attribute), place);
}
