/* SPDX-License-Identifier: Apache-2.0 */
/* Filters and type lists: what is cut away leaves no record, and conditions still look at everything. */
#include "tests/unit/judge/graph_builder.h"

#define FILTER(attribute, value) "{cond_type: filter, attribute: " attribute ", operator: within, value: " value "}"
#define V "{cond_type: attribute, resource_types: [t_a, t_b], attribute: v, operator: exists}"
#define LINK "{cond_type: connection, resource_types: [t_a], connected_resource_types: [t_b], operator: exists}"
#define TWO "[{a: t_a.x, attrs: {v: 1, kind: laptop}}, {a: t_b.y, attrs: {v: 1, kind: paper}}, {a: t_b.z, attrs: {v: 1}}]"

Test(policy_filter, limits_its_own_composite_by_type_or_by_any_attribute) {
    HOLDS("a list of types", TWO, "{and: [" FILTER("resource_type", "[t_a]") ", " V "]}", "x=P");
    HOLDS("a text means a part of it", TWO, "{and: [" FILTER("resource_type", "xx_t_a_xx") ", " V "]}", "x=P");
    HOLDS("another attribute", TWO, "{and: [" FILTER("kind", "[laptop, phone]") ", " V "]}", "x=P");
    HOLDS("a missing attribute is cut away", TWO, "{and: [" FILTER("kind", "[paper]") ", " V "]}", "y=P");
    HOLDS("an unknown one is not", "[{a: t_a.x, attrs: {v: 1, kind: '?variable'}}]",
          "{and: [" FILTER("kind", "[paper]") ", " V "]}", "x=P");
    HOLDS("several filters intersect", TWO,
          "{and: [" FILTER("resource_type", "[t_b]") ", " FILTER("kind", "[paper]") ", " V "]}", "y=P");
    HOLDS("a type that the conditions do not name", TWO, "{and: [" FILTER("resource_type", "[t_c]") ", " V "]}", "");
    HOLDS("each of two nested ands has its own", TWO,
          "{or: [{and: [" FILTER("resource_type", "[t_a]") ", " V "]}, {and: [" FILTER("kind", "[paper]") ", " V "]}]}",
          "x=P y=P");
}

Test(policy_filter, cuts_what_is_reported_and_not_what_is_looked_at) {
    HOLDS("under and", "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y, attrs: {v: 1}}]",
          "{and: [" FILTER("resource_type", "[t_a]") ", " LINK ", " V "]}", "x=F");
    HOLDS("under or", "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y}]", "{or: [" FILTER("resource_type", "[t_b]") ", " LINK "]}",
          "y=P");
    HOLDS("by an attribute", "[{a: t_a.x, attrs: {kind: k}, refs: [t_b.y]}, {a: t_a.w, refs: [t_b.y]}, {a: t_b.y}]",
          "{and: [" FILTER("kind", "[k]") ", " LINK "]}", "x=P");
    HOLDS("a nested one only its own", "[{a: t_a.x, refs: [t_b.y]}, {a: t_b.y}]",
          "{or: [{and: [" FILTER("resource_type", "[t_a]") ", " LINK "]}, {and: [" FILTER("resource_type", "[t_b]") ", " LINK
                                                                                                                    "]}]}",
          "x=P y=P");
}

Test(policy_filter, types_are_known_by_the_name_of_their_format_too) {
    const char *graph = "[{a: aws_s3_bucket.b, collector: cloudformation, written: 'AWS::S3::Bucket', attrs: {v: 1}, refs: "
                        "[t_b.y]}, {a: t_b.y}]";
    HOLDS("by its own name", graph,
          "{cond_type: attribute, resource_types: ['AWS::S3::Bucket'], attribute: v, operator: exists}", "b=P");
    HOLDS("by both, once", graph,
          "{cond_type: attribute, resource_types: ['AWS::S3::Bucket', aws_s3_bucket], attribute: v, operator: exists}", "b=P");
    HOLDS("in a filter", graph,
          "{and: [{cond_type: filter, attribute: resource_type, operator: within, value: ['AWS::S3::Bucket']},"
          " {cond_type: attribute, resource_types: ['AWS::S3::Bucket', t_b], attribute: v, operator: exists}]}",
          "b=P");
    HOLDS("in a connection", graph,
          "{cond_type: connection, resource_types: ['AWS::S3::Bucket'], connected_resource_types: [t_b], operator: exists}",
          "b=P y=P");
}

Test(policy_filter, type_names_match_exactly_and_by_case) {
    HOLDS("a text is a list of one", TWO, "{cond_type: attribute, resource_types: t_a, attribute: v, operator: exists}", "x=P");
    HOLDS("case", TWO, "{cond_type: attribute, resource_types: [T_A], attribute: v, operator: exists}", "");
    HOLDS("a prefix is another name", TWO, "{cond_type: attribute, resource_types: [t_], attribute: v, operator: exists}", "");
    HOLDS("a module call", "[{a: module.m, t: module, attrs: {source: here}}]",
          "{cond_type: attribute, resource_types: [module], attribute: source, operator: equals, value: here}", "m=P");
    HOLDS("provider without a scope means none", "[{a: p, t: provider.aws}, {a: t_a.x, refs: []}]",
          "{or: [{cond_type: attribute, resource_types: [provider], attribute: v, operator: exists}, " LINK "]}", "x=F");
}
