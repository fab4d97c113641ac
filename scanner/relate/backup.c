/* SPDX-License-Identifier: Apache-2.0 */
/* Whether there is a copy of a resource: by its own settings, by backup plans, by schedules of snapshots. */
#include "relate/coverage.h"
#include "relate/iam/document.h"

/* Backup plans: selections by ARN, by reference or by tag. */
static bool has_tag(const struct phs_resource *resource, struct phs_slice key, struct phs_slice value) {
    static const char *const maps[] = {"tags", "tags_all"};
    for (size_t i = 0; key.len && i < 2; i++)
        if (phs_slice_eq(phs_text(phs_get_slice(phs_get(resource->attributes, maps[i]), key)), value))
            return true;
    return false;
}

static struct phs_answer by_tag(struct phs_concluding *c, const struct phs_resource *selection,
                                const struct phs_resource *resource) {
    struct phs_arena *arena = c->graph->arena;
    const struct phs_value *tags = phs_get(selection->attributes, "selection_tag");
    const struct phs_value *own = phs_get(resource->attributes, "tags");
    struct phs_answer no = phs_answer(PHS_NO, phs_printf(arena, "%s does not cover it", selection->address), selection->place);
    for (size_t i = 0; phs_is(tags, PHS_LIST) && i < tags->list.n; i++) {
        const struct phs_value *tag = tags->list.at[i], *unknown = phs_find_unknown(tag);
        if (unknown)
            return phs_answer_unknown(arena, "a tag of a backup selection is not known", unknown);
        if (has_tag(resource, phs_text(phs_get(tag, "key")), phs_text(phs_get(tag, "value"))))
            return phs_answer(PHS_YES, phs_printf(arena, "%s covers it by a tag", selection->address), selection->place);
        if (phs_is(own, PHS_UNKNOWN))
            no = phs_answer_unknown(arena, "its tags are not known", own);
    }
    return no;
}

/* One test of a condition block: a tag of the resource against a word, or a pattern. */
static struct phs_answer meets_test(struct phs_concluding *c, const struct phs_value *test, bool negative, bool pattern,
                                    const struct phs_resource *resource) {
    const struct phs_value *key = phs_get(test, "key"), *wanted = phs_get(test, "value");
    const struct phs_value *tags = phs_get(resource->attributes, "tags"), *unknown = phs_find_unknown(test);
    struct phs_slice name = phs_text(key);
    if (phs_slice_starts(name, "aws:ResourceTag/"))
        name = phs_slice_n(name.ptr + 16, name.len - 16);
    const struct phs_value *tag = phs_get_slice(tags, name);
    if (!unknown)
        unknown = phs_is(tags, PHS_UNKNOWN) ? tags : phs_is(tag, PHS_UNKNOWN) ? tag : NULL;
    if (unknown)
        return phs_answer_unknown(c->graph->arena, "whether the tags meet a backup selection is not known", unknown);
    bool same =
        tag && (pattern ? phs_iam_glob(phs_text(wanted), phs_text(tag)) : phs_slice_eq(phs_text(wanted), phs_text(tag)));
    return phs_answer(same != negative ? PHS_YES : PHS_NO,
                      same != negative ? "its tags are selected" : "its tags are not selected", test->place);
}

/* All tests of all condition blocks must hold. */
static struct phs_answer meets_conditions(struct phs_concluding *c, const struct phs_resource *selection,
                                          const struct phs_resource *resource) {
    static const struct {
        const char *name;
        bool negative, pattern;
    } tests[] = {{"string_equals", false, false},
                 {"string_like", false, true},
                 {"string_not_equals", true, false},
                 {"string_not_like", true, true}};
    const struct phs_value *blocks = phs_get(selection->attributes, "condition");
    struct phs_answer answer = phs_answer(PHS_YES, NULL, selection->place);
    if (phs_is(blocks, PHS_UNKNOWN))
        return phs_answer_unknown(c->graph->arena, "what a backup selection asks of tags is not known", blocks);
    for (size_t b = 0; phs_is(blocks, PHS_LIST) && b < blocks->list.n; b++)
        for (size_t k = 0; k < sizeof tests / sizeof *tests; k++) {
            const struct phs_value *list = phs_get(blocks->list.at[b], tests[k].name);
            for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
                struct phs_answer one = meets_test(c, list->list.at[i], tests[k].negative, tests[k].pattern, resource);
                answer = answer.because ? phs_answer_and(c->graph->arena, answer, one) : one;
            }
        }
    return answer;
}

static struct phs_answer by_selection(struct phs_concluding *c, const struct phs_resource *selection,
                                      const struct phs_resource *resource) {
    static const char *const selected[] = {"resources", NULL};
    struct phs_arena *arena = c->graph->arena;
    struct phs_answer named =
        phs_covering_links(selection, resource, "resources")
            ? phs_answer(PHS_YES, phs_printf(arena, "%s covers it", selection->address), selection->place)
            : phs_answer_or(phs_covering_named(c, selection, selected, resource), by_tag(c, selection, resource));
    struct phs_answer tags = meets_conditions(c, selection, resource);
    return tags.because ? phs_answer_and(arena, named, tags) : named;
}

/* Schedules of snapshots (Data Lifecycle Manager): volumes, or whole machines, that carry one of the tags. */
static struct phs_answer by_schedule(struct phs_concluding *c, const struct phs_resource *resource) {
    struct phs_arena *arena = c->graph->arena;
    const struct phs_resource_list *list = phs_graph_of_type(c->graph, "aws_dlm_lifecycle_policy");
    const char *kind = strcmp(resource->type, "aws_ebs_volume") == 0 ? "VOLUME" : "INSTANCE";
    struct phs_answer answer = phs_answer(PHS_NO, "no schedule of snapshots covers it", resource->place);
    for (size_t i = 0; i < list->items.n && i < 256 && answer.says != PHS_YES; i++) {
        const struct phs_resource *policy = list->items.at[i];
        const struct phs_value *tags = phs_get_path(policy->attributes, "policy_details.target_tags");
        if (!phs_covering_same_root(policy, resource) ||
            phs_slice_is(phs_text(phs_get(policy->attributes, "state")), "DISABLED") ||
            !phs_covering_says(phs_get_path(policy->attributes, "policy_details.resource_types"), kind))
            continue;
        if (phs_is(tags, PHS_UNKNOWN))
            answer = phs_answer_unknown(arena, "the tags of a schedule of snapshots are not known", tags);
        for (size_t k = 0; phs_is(tags, PHS_MAP) && k < tags->map.n; k++)
            if (has_tag(resource, tags->map.at[k].key, phs_text(tags->map.at[k].value)))
                answer = phs_answer(PHS_YES, phs_printf(arena, "%s covers it by a tag", policy->address), policy->place);
    }
    return answer;
}

/* A volume has no setting of its own: where the files hold no plan at all, it may be made elsewhere. */
static bool has_plans(struct phs_graph *graph) {
    return phs_graph_of_type(graph, "aws_backup_selection")->items.n > 0 ||
           phs_graph_of_type(graph, "aws_dlm_lifecycle_policy")->items.n > 0;
}

static struct phs_answer by_plan(struct phs_covering *covering, const struct phs_resource *resource) {
    static const char *const excepted[] = {"not_resources", NULL};
    const struct phs_resource_list *list = phs_graph_of_type(covering->c->graph, "aws_backup_selection");
    struct phs_answer answer = phs_answer(PHS_NO, "no backup plan covers it", resource->place);
    for (size_t i = 0; i < list->items.n && i < 256 && answer.says != PHS_YES; i++) {
        const struct phs_resource *selection = list->items.at[i];
        if (!phs_covering_same_root(selection, resource) ||
            phs_covering_named(covering->c, selection, excepted, resource).says == PHS_YES)
            continue;
        answer = phs_answer_or(answer, by_selection(covering->c, selection, resource));
    }
    if (answer.says != PHS_YES && strcmp(resource->type, "aws_ebs_volume") == 0)
        answer = phs_answer_or(answer, by_schedule(covering->c, resource));
    if (answer.says == PHS_NO && strcmp(resource->type, "aws_ebs_volume") == 0 && !has_plans(covering->c->graph))
        return (struct phs_answer){PHS_MAYBE, "no backup plan and no schedule of snapshots is among the files that were read",
                                   resource->place, PHS_WHY_UNREAD};
    const struct phs_resource *module = answer.says == PHS_NO ? phs_facts_unread_module(resource) : NULL;
    if (module)
        return (struct phs_answer){
            PHS_MAYBE, phs_printf(covering->c->graph->arena, "%s is not on disk and may back it up", module->address),
            module->place, PHS_WHY_MODULE};
    return answer;
}

void phs_conclude_backup(struct phs_concluding *c) {
    struct phs_covering covering = {.c = c, .group = "backup", .elsewhere = by_plan};
    phs_covering_conclude(&covering, "checks/relate/backup.tsv");
}
