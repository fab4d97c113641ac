/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope explain for what the catalogue holds: checks, safeguards, threat events, controls. */
#include "reports/story.h"

static const char *examples_text(struct phs_story *story, const struct phs_check_info *check) {
    const struct phs_value *examples = phs_catalogue_examples(story->arena, check->file);
    size_t pass = 0, fail = 0, other = 0;
    for (size_t i = 0; phs_is(examples, PHS_LIST) && i < examples->list.n; i++) {
        struct phs_slice verdict = phs_text(phs_get(examples->list.at[i], "verdict"));
        pass += phs_slice_is(verdict, "pass");
        fail += phs_slice_is(verdict, "fail");
        other += !phs_slice_is(verdict, "pass") && !phs_slice_is(verdict, "fail");
    }
    if (pass + fail + other == 0)
        return NULL;
    return phs_printf(story->arena, "%zu that pass, %zu that fail, %zu other; the tests judge each of them", pass, fail, other);
}

static void threats_of(struct phs_story *story, const struct phs_safeguard *safeguard) {
    bool any = false;
    for (size_t i = 0; i < story->catalogue->threats.n; i++) {
        const struct phs_threat *threat = story->catalogue->threats.at[i];
        for (size_t k = 0; k < threat->safeguards.n; k++) {
            if (threat->safeguards.at[k].safeguard != safeguard)
                continue;
            if (!any)
                phs_story_part(story, "Threat events it interrupts");
            any = true;
            phs_story_item(story, threat->id,
                           phs_printf(story->arena, "%s (%s)", threat->title, threat->safeguards.at[k].effect));
        }
    }
}

static void explain_check(struct phs_story *story, const struct phs_check_info *check) {
    static const char *const kinds[] = {"declarative", "C", "plugin"};
    phs_story_title(story, check->id, check->name);
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "severity", check->has_severity ? phs_severity_name(check->severity) : "not given");
    phs_story_field(story, "kind",
                    check->foreign ? "policy without a phiscope: block: judged as written, on original attributes"
                                   : kinds[check->kind]);
    phs_story_field(story, "why", check->why);
    phs_story_field(story, "remedy", check->remedy);
    phs_story_field(story, "specification", check->specification);
    phs_story_field(story, "guideline", check->guideline);
    phs_story_field(story, "examples", examples_text(story, check));
    phs_story_field(story, "file", phs_place_text(story->arena, check->place));
    if (!check->safeguard)
        return;
    phs_story_part(story, "Safeguard it tests");
    phs_story_item(story, check->safeguard->id, check->safeguard->title);
    phs_story_controls(story, check->safeguard);
    threats_of(story, check->safeguard);
}

static void checks_of(struct phs_story *story, const struct phs_safeguard *safeguard) {
    phs_story_part(story, "Checks that test it");
    bool any = false;
    for (size_t i = 0; i < story->catalogue->checks.n; i++) {
        const struct phs_check_info *check = story->catalogue->checks.at[i];
        if (check->safeguard != safeguard)
            continue;
        any = true;
        phs_story_item(story, check->id, check->name);
    }
    if (!any)
        phs_story_item(story, "none", safeguard->question ? "a person answers for it" : NULL);
}

static void explain_safeguard(struct phs_story *story, const struct phs_safeguard *safeguard) {
    phs_story_title(story, safeguard->id, safeguard->title);
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "family", safeguard->family);
    phs_story_field(story, "what", safeguard->what);
    phs_story_field(story, "why", safeguard->why);
    phs_story_field(story, "question", safeguard->question);
    checks_of(story, safeguard);
    threats_of(story, safeguard);
    phs_story_controls(story, safeguard);
}

static const char *kinds_text(struct phs_story *story, const struct phs_threat *threat) {
    const char *list = "";
    for (unsigned kind = 0; kind < PHS_SYSTEM_KIND_COUNT; kind++)
        if (threat->kinds & (1u << kind))
            list =
                phs_printf(story->arena, "%s%s%s", list, *list ? ", " : "", phs_system_kind_name((enum phs_system_kind)kind));
    return list;
}

static void explain_threat(struct phs_story *story, const struct phs_threat *threat) {
    phs_story_title(story, threat->id, threat->title);
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "source", threat->source);
    phs_story_field(story, "exploit", threat->exploitability);
    phs_story_field(story, "applies to", kinds_text(story, threat));
    phs_story_field(story, "statement", threat->statement);
    phs_story_field(story, "floor", threat->floor);
    phs_story_field(story, "from", threat->citation);
    phs_story_part(story, "Safeguards that interrupt it");
    for (size_t i = 0; i < threat->safeguards.n; i++)
        phs_story_item(
            story, threat->safeguards.at[i].safeguard->id,
            phs_printf(story->arena, "%s: %s", threat->safeguards.at[i].effect, threat->safeguards.at[i].safeguard->title));
}

static const char *binding_text(const struct phs_control *control) {
    if (!control->status)
        return NULL;
    if (strcmp(control->status, "R") == 0)
        return "required";
    if (strcmp(control->status, "A") == 0)
        return "addressable: implement it, or record why not and what is done instead (164.306(d)(3)); not optional";
    return NULL;
}

static void explain_control(struct phs_story *story, const struct phs_control *control) {
    phs_story_title(story, phs_printf(story->arena, "%s:%s", control->framework, control->id), control->title);
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "category", control->category);
    phs_story_field(story, "level", control->level);
    phs_story_field(story, "binding", binding_text(control));
    phs_story_field(story, "part of", control->part_of);
    phs_story_field(story, "asks for", control->text);
    if (strcmp(control->framework, "nprm2025") == 0)
        phs_story_field(story, "status", "a proposal of 2025, not in force: it never changes a score");
    phs_story_part(story, "Safeguards that support it");
    bool any = false;
    for (size_t i = 0; i < story->catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = story->catalogue->safeguards.at[i];
        for (size_t k = 0; k < safeguard->controls.n; k++)
            if (safeguard->controls.at[k].control == control) {
                phs_story_item(story, safeguard->id, safeguard->title);
                any = true;
            }
    }
    if (!any)
        phs_story_item(story, "none", "no machine evidence can support it");
}

/* "164.312(b)" without a framework: the first framework that has it. */
static const struct phs_control *find_control(const struct phs_catalogue *catalogue, const char *id) {
    const struct phs_control *control = phs_catalogue_control(catalogue, id);
    for (size_t i = 0; !control && i < catalogue->frameworks.n; i++)
        for (size_t k = 0; !control && k < catalogue->frameworks.at[i]->controls.n; k++)
            if (strcmp(catalogue->frameworks.at[i]->controls.at[k]->id, id) == 0)
                control = catalogue->frameworks.at[i]->controls.at[k];
    return control;
}

/* The one finding that no check of the catalogue makes: the gate does. */
static void explain_policy_change(struct phs_story *story) {
    phs_story_title(story, "policy-change", "A file that steers the scan was changed");
    phs_buf_putc(story->terminal.out, '\n');
    phs_story_field(story, "severity", phs_severity_name(PHS_SEV_MEDIUM));
    phs_story_field(story, "kind", "made by phiscope gate, not by a check");
    phs_story_field(story, "why",
                    "A pull request that changes the scope, the exceptions or the attestations could excuse itself. "
                    "The gate reads these files as of the base commit and names each that differs.");
    phs_story_field(story, "remedy",
                    "Have the change reviewed by somebody who may accept a risk; it takes effect after merge.");
}

bool phs_explain_known(struct phs_story *story, const char *id) {
    const struct phs_check_info *check = phs_catalogue_check(story->catalogue, id);
    const struct phs_safeguard *safeguard = phs_catalogue_safeguard(story->catalogue, id);
    const struct phs_threat *threat = phs_catalogue_threat(story->catalogue, id);
    const struct phs_control *control = find_control(story->catalogue, id);
    if (check)
        explain_check(story, check);
    else if (safeguard)
        explain_safeguard(story, safeguard);
    else if (threat)
        explain_threat(story, threat);
    else if (control)
        explain_control(story, control);
    else if (strcmp(id, "policy-change") == 0)
        explain_policy_change(story);
    else
        return false;
    return true;
}

const char **phs_explain_ids(const struct phs_catalogue *catalogue, struct phs_arena *arena) {
    PHS_VEC(const char *) ids = {0};
    for (size_t i = 0; i < catalogue->checks.n; i++)
        PHS_PUSH(arena, ids, catalogue->checks.at[i]->id);
    for (size_t i = 0; i < catalogue->safeguards.n; i++)
        PHS_PUSH(arena, ids, catalogue->safeguards.at[i]->id);
    for (size_t i = 0; i < catalogue->threats.n; i++)
        PHS_PUSH(arena, ids, catalogue->threats.at[i]->id);
    for (size_t i = 0; i < catalogue->frameworks.n; i++)
        for (size_t k = 0; k < catalogue->frameworks.at[i]->controls.n; k++)
            PHS_PUSH(
                arena, ids,
                phs_printf(arena, "%s:%s", catalogue->frameworks.at[i]->id, catalogue->frameworks.at[i]->controls.at[k]->id));
    PHS_PUSH(arena, ids, NULL);
    return ids.at;
}
