/* SPDX-License-Identifier: Apache-2.0 */
/* CloudFormation intrinsic functions in their short form (AWS CloudFormation user guide, intrinsic function reference). */
#include "parse/yaml_tag.h"

static const struct {
    const char *tag, *name;
} short_forms[] = {
    {"!Ref", "Ref"},
    {"!Condition", "Condition"},
    {"!And", "Fn::And"},
    {"!Base64", "Fn::Base64"},
    {"!Cidr", "Fn::Cidr"},
    {"!Equals", "Fn::Equals"},
    {"!FindInMap", "Fn::FindInMap"},
    {"!GetAtt", "Fn::GetAtt"},
    {"!GetAZs", "Fn::GetAZs"},
    {"!If", "Fn::If"},
    {"!ImportValue", "Fn::ImportValue"},
    {"!Join", "Fn::Join"},
    {"!Length", "Fn::Length"},
    {"!Not", "Fn::Not"},
    {"!Or", "Fn::Or"},
    {"!Select", "Fn::Select"},
    {"!Split", "Fn::Split"},
    {"!Sub", "Fn::Sub"},
    {"!ToJsonString", "Fn::ToJsonString"},
    {"!Transform", "Fn::Transform"},
};

const char *phs_yaml_cloudformation_name(const char *tag) {
    for (size_t i = 0; i < sizeof short_forms / sizeof short_forms[0]; i++)
        if (strcmp(short_forms[i].tag, tag) == 0)
            return short_forms[i].name;
    return NULL;
}

/* "Bucket.Arn" -> ["Bucket", "Arn"]; the attribute may hold dots (Outputs.X), the logical id cannot. */
static const struct phs_value *split_attribute(struct phs_arena *arena, const struct phs_value *text) {
    struct phs_slice rest = text->string, id;
    if (phs_slice_find(rest, PHS_SLICE(".")) == (size_t)-1)
        return text;
    phs_slice_cut(&rest, '.', &id);
    const struct phs_value *parts[] = {phs_value_string(arena, id, text->place), phs_value_string(arena, rest, text->place)};
    return phs_value_list(arena, parts, 2, text->place);
}

const struct phs_value *phs_yaml_cloudformation_wrap(struct phs_arena *arena, const char *name, const struct phs_value *inner) {
    if (strcmp(name, "Fn::GetAtt") == 0 && inner->kind == PHS_STRING)
        inner = split_attribute(arena, inner);
    struct phs_entry *entry = PHS_NEW(arena, struct phs_entry);
    *entry = (struct phs_entry){phs_slice(name), inner->place, inner};
    struct phs_value *map = PHS_NEW(arena, struct phs_value);
    map->kind = PHS_MAP;
    map->place = inner->place;
    map->map.at = entry;
    map->map.n = 1;
    return map;
}
