/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters: what the scope or an outer stack gives, else their defaults, else unknown. */
#include "base/file.h"
#include "collect/cloudformation/stack.h"
#include "parse/yaml.h"

static const struct phs_yaml_options as_cloudformation = {
    .typing_1_1 = true, .cloudformation_tags = true, .allow_duplicates = true, .max_bytes = PHS_CFN_MAX_BYTES};

static void give(struct phs_cfn_library *library, struct phs_slice name, const struct phs_value *value) {
    if (name.len && value)
        phs_map_put(&library->given, name, (void *)(uintptr_t)value);
}

/* [{ParameterKey, ParameterValue}], {Parameters: {...}} and a plain map: the AWS CLI, CodePipeline, the rest. */
static void take(struct phs_cfn_library *library, const struct phs_value *value) {
    const struct phs_value *inner = phs_get(value, "Parameters");
    if (phs_is(inner, PHS_MAP) || phs_is(inner, PHS_LIST))
        value = inner;
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++)
        give(library, phs_text(phs_get(value->list.at[i], "ParameterKey")), phs_get(value->list.at[i], "ParameterValue"));
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n; i++)
        give(library, value->map.at[i].key, value->map.at[i].value);
}

void phs_cfn_read_given(struct phs_cfn_library *library) {
    for (size_t i = 0; library->target && i < library->target->var_files.n; i++) {
        const char *shown = phs_path_join(library->arena, library->target->path, library->target->var_files.at[i]);
        bool fits = phs_slice_ends(phs_slice(shown), ".json") || phs_slice_ends(phs_slice(shown), ".yaml") ||
                    phs_slice_ends(phs_slice(shown), ".yml");
        struct phs_source *source = PHS_NEW(library->arena, struct phs_source);
        const struct phs_value *value = NULL;
        struct phs_slice bytes;
        *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = shown};
        if (fits && phs_file_read_in(library->arena, library->folder, shown, PHS_CFN_MAX_BYTES, &bytes, NULL) == PHS_OK &&
            phs_yaml_parse_one(library->arena, source, bytes, &as_cloudformation, &value, NULL) == PHS_OK)
            take(library, value);
    }
}

static const struct phs_value *open_parameter(struct phs_cfn_stack *stack, const char *name, struct phs_place place) {
    struct phs_value *value = (struct phs_value *)(uintptr_t)phs_value_because(stack->arena, PHS_WHY_VARIABLE, place,
                                                                               "parameter %s has no value", name);
    value->flags |= PHS_VALUE_NOT_NULL;
    return value;
}

static const struct phs_value *as_list(struct phs_arena *arena, const struct phs_value *value) {
    PHS_VEC(const struct phs_value *) items = {0};
    const char *text = phs_scalar_text(arena, value);
    struct phs_slice rest = phs_slice(text), part;
    if (!text)
        return value;
    while (phs_slice_cut(&rest, ',', &part))
        PHS_PUSH(arena, items, phs_value_string(arena, phs_slice_trim(part), value->place));
    return phs_value_list(arena, items.at, items.n, value->place);
}

/* A parameter is a text, whatever it looks like; a list of them is written with commas. */
static const struct phs_value *typed(struct phs_cfn_stack *stack, struct phs_slice type, const struct phs_value *value) {
    if (phs_is(value, PHS_UNKNOWN) || phs_is(value, PHS_LIST))
        return value;
    if (phs_slice_is(type, "CommaDelimitedList") || phs_slice_starts(type, "List<"))
        return as_list(stack->arena, value);
    return value;
}

static const struct phs_value *withheld(struct phs_cfn_stack *stack, const struct phs_value *value) {
    struct phs_value *copy = PHS_NEW(stack->arena, struct phs_value);
    *copy = *value;
    copy->flags |= PHS_VALUE_SENSITIVE;
    return copy;
}

static const struct phs_value *parameter(struct phs_cfn_stack *stack, const char *name, const struct phs_value *raw) {
    const struct phs_value *value = phs_map_gets(&stack->given, name);
    struct phs_slice type = phs_text(phs_get(raw, "Type"));
    const char *no_echo = phs_scalar_text(stack->arena, phs_get(raw, "NoEcho"));
    if (!value)
        value = phs_get(raw, "Default");
    if (value && phs_slice_starts(type, "AWS::SSM::Parameter::Value<"))
        value =
            phs_value_because(stack->arena, PHS_WHY_DATA, raw->place, "parameter %s is read from the parameter store", name);
    if (!value || value->kind == PHS_NULL)
        value = open_parameter(stack, name, raw->place);
    value = typed(stack, type, value);
    return no_echo && phs_slice_ieq(phs_slice(no_echo), PHS_SLICE("true")) ? withheld(stack, value) : value;
}

void phs_cfn_parameters(struct phs_cfn_stack *stack) {
    const struct phs_value *section = phs_get(stack->template->value, "Parameters");
    for (size_t i = 0; phs_is(section, PHS_MAP) && i < section->map.n; i++) {
        const char *name = phs_slice_dup(stack->arena, section->map.at[i].key);
        phs_map_puts(&stack->parameters, name, (void *)(uintptr_t)parameter(stack, name, section->map.at[i].value));
    }
}
