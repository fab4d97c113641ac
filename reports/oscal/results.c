/* SPDX-License-Identifier: Apache-2.0 */
/* Assessment results: one result, its observations and risks, and a finding for each control that the run says something about.
 */
#include "reports/oscal.h"
#include "reports/oscal/parts.h"

/* A run says something about every citation that applies, if only that there is no evidence. Of SOC 2 criteria most are about
 * people and boards: those of which nothing is seen are named as not reviewed instead of as not satisfied. */
static bool is_of(const struct phs_control_status *status, const char *framework) {
    return strcmp(status->framework, framework) == 0 && status->state != PHS_CONTROL_NA &&
           (strcmp(framework, "hipaa") == 0 || status->state != PHS_NO_EVIDENCE);
}

static bool is_ours(const struct phs_oscal *oscal, const struct phs_control_status *status) {
    return is_of(status, "hipaa") || (oscal->soc2 && is_of(status, "soc2"));
}

static const char *left_out(struct phs_oscal *oscal, const char *framework) {
    const char *text = NULL;
    for (size_t i = 0; i < oscal->run->controls.n; i++) {
        const struct phs_control_status *status = &oscal->run->controls.at[i];
        if (strcmp(status->framework, framework) == 0 && !is_of(status, framework))
            text = text ? phs_printf(oscal->arena, "%s, %s", text, status->control) : status->control;
    }
    return text ? text : "none";
}

static void put_selection(struct phs_oscal *oscal, const char *framework, const char *title) {
    struct phs_json *json = &oscal->json;
    bool any = false;
    phs_json_object(json);
    phs_oscal_line(
        oscal, "description",
        phs_printf(oscal->arena,
                   "%s that the run says something about. Not applicable or without machine evidence, and so not reviewed: %s.",
                   title, left_out(oscal, framework)));
    for (size_t i = 0; i < oscal->run->controls.n; i++) {
        const struct phs_control_status *status = &oscal->run->controls.at[i];
        if (!is_of(status, framework))
            continue;
        if (!any) {
            phs_json_key(json, "include-controls");
            phs_json_array(json);
        }
        any = true;
        phs_json_object(json);
        phs_json_put(json, "control-id", phs_oscal_token(oscal, status->framework, status->control));
        phs_json_object_end(json);
    }
    if (any)
        phs_json_array_end(json);
    phs_json_object_end(json);
}

static void put_reviewed(struct phs_oscal *oscal) {
    struct phs_json *json = &oscal->json;
    phs_json_key(json, "reviewed-controls");
    phs_json_object(json);
    phs_json_key(json, "control-selections");
    phs_json_array(json);
    put_selection(oscal, "hipaa", "Citations of the HIPAA Security Rule");
    if (oscal->soc2)
        put_selection(oscal, "soc2", "SOC 2 trust services criteria");
    phs_json_array_end(json);
    phs_json_object_end(json);
}

/* OSCAL has two states. Only "supported" is told as satisfied, and the remark says what that means here and what it does not.
 */
static void put_target(struct phs_oscal *oscal, const struct phs_control_status *status) {
    struct phs_json *json = &oscal->json;
    phs_json_key(json, "target");
    phs_json_object(json);
    phs_json_put(json, "type", "objective-id");
    phs_json_put(json, "target-id", phs_oscal_token(oscal, status->framework, status->control));
    phs_json_key(json, "status");
    phs_json_object(json);
    phs_json_put(json, "state", status->state == PHS_SUPPORTED ? "satisfied" : "not-satisfied");
    phs_json_put(json, "reason",
                 status->state == PHS_SUPPORTED      ? "pass"
                 : status->state == PHS_CONTRADICTED ? "fail"
                                                     : "other");
    phs_oscal_line(oscal, "remarks",
                   phs_printf(oscal->arena, "%s. Of what was looked at; it does not say that the rule is met.",
                              phs_control_state_name(status->state)));
    phs_json_object_end(json);
    phs_json_object_end(json);
}

static void put_related(struct phs_oscal *oscal, const char *uuid, bool *any) {
    if (!*any) {
        phs_json_key(&oscal->json, "related-observations");
        phs_json_array(&oscal->json);
    }
    *any = true;
    phs_json_object(&oscal->json);
    phs_json_put(&oscal->json, "observation-uuid", uuid);
    phs_json_object_end(&oscal->json);
}

static void put_finding(struct phs_oscal *oscal, const struct phs_control_status *status) {
    struct phs_json *json = &oscal->json;
    bool any = false;
    phs_json_object(json);
    phs_json_put(json, "uuid",
                 phs_oscal_uuid(oscal, "finding", phs_printf(oscal->arena, "%s:%s", status->framework, status->control)));
    phs_oscal_line(oscal, "title", phs_printf(oscal->arena, "%s %s", status->control, status->title ? status->title : ""));
    phs_oscal_line(oscal, "description", status->reason ? status->reason : phs_control_state_name(status->state));
    phs_json_key(json, "props");
    phs_json_array(json);
    phs_oscal_prop(oscal, "citation", status->control);
    phs_oscal_prop(oscal, "state", phs_control_state_name(status->state));
    phs_json_array_end(json);
    put_target(oscal, status);
    for (size_t i = 0; i < status->findings.n; i++)
        if (status->findings.at[i]->verdict != PHS_NOT_APPLICABLE)
            put_related(oscal, phs_oscal_uuid(oscal, "observation", status->findings.at[i]->fingerprint), &any);
    for (size_t i = 0; i < status->attestations.n; i++)
        put_related(oscal, phs_oscal_attestation_uuid(oscal, status->attestations.at[i]), &any);
    if (any)
        phs_json_array_end(json);
    phs_json_object_end(json);
}

static void put_findings(struct phs_oscal *oscal) {
    bool any = false;
    for (size_t i = 0; i < oscal->run->controls.n; i++) {
        if (!is_ours(oscal, &oscal->run->controls.at[i]))
            continue;
        if (!any) {
            phs_json_key(&oscal->json, "findings");
            phs_json_array(&oscal->json);
        }
        any = true;
        put_finding(oscal, &oscal->run->controls.at[i]);
    }
    if (any)
        phs_json_array_end(&oscal->json);
}

/* "#" and the id of the resource in the back matter. */
static void put_plan(struct phs_oscal *oscal) {
    phs_json_key(&oscal->json, "import-ap");
    phs_json_object(&oscal->json);
    phs_json_put(&oscal->json, "href", phs_printf(oscal->arena, "#%s", phs_oscal_scope_uuid(oscal)));
    phs_json_put(&oscal->json, "remarks", "There is no OSCAL assessment plan; the scope says what was to be looked at.");
    phs_json_object_end(&oscal->json);
}

static void put_result(struct phs_oscal *oscal, const char *key) {
    struct phs_json *json = &oscal->json;
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_uuid(oscal, "result", key));
    phs_oscal_line(oscal, "title", phs_printf(oscal->arena, "Run %s", oscal->run->id));
    phs_oscal_line(
        oscal, "description",
        oscal->soc2 ? "What one scan observed about criteria and citations. Management's own mapping: no auditor examined it."
                    : "What one scan observed, and the risks computed from it.");
    phs_json_put(json, "start", oscal->when);
    phs_oscal_local_definitions(oscal);
    put_reviewed(oscal);
    phs_oscal_observations(oscal, false);
    phs_oscal_risks(oscal, false);
    put_findings(oscal);
    phs_json_object_end(json);
}

void phs_oscal_write_results(const struct phs_run *run, const struct phs_catalogue *catalogue, bool soc2,
                             enum phs_audience audience, struct phs_buf *out) {
    struct phs_oscal oscal;
    phs_oscal_start(&oscal, run, catalogue, audience);
    oscal.soc2 = soc2;
    const char *key = soc2 ? phs_printf(oscal.arena, "%s with soc2", run->id) : run->id;
    phs_json_init(&oscal.json, out, true);
    phs_oscal_open(&oscal, "assessment-results", key,
                   soc2 ? "SOC 2 criteria and HIPAA Security Rule" : "HIPAA security risk analysis");
    put_plan(&oscal);
    phs_json_key(&oscal.json, "results");
    phs_json_array(&oscal.json);
    put_result(&oscal, key);
    phs_json_array_end(&oscal.json);
    phs_oscal_back_matter(&oscal);
    phs_oscal_close(&oscal);
    phs_arena_free(oscal.arena);
}
