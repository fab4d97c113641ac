/* SPDX-License-Identifier: Apache-2.0 */
/* Assessment results: one result, its observations and risks, and a finding for each control that the run says something about.
 */
#include "reports/oscal.h"
#include "reports/oscal/parts.h"

static bool is_ours(const struct phs_control_status *status) {
    return strcmp(status->framework, "hipaa") == 0 && status->state != PHS_CONTROL_NA;
}

static void put_reviewed(struct phs_oscal *oscal) {
    struct phs_json *json = &oscal->json;
    bool any = false;
    phs_json_key(json, "reviewed-controls");
    phs_json_object(json);
    phs_json_key(json, "control-selections");
    phs_json_array(json);
    phs_json_object(json);
    for (size_t i = 0; i < oscal->run->controls.n; i++) {
        const struct phs_control_status *status = &oscal->run->controls.at[i];
        if (!is_ours(status))
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
    else
        phs_oscal_line(oscal, "description", "No control was reviewed.");
    phs_json_object_end(json);
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
    for (size_t i = 0; i < status->findings.n; i++) {
        if (status->findings.at[i]->verdict == PHS_NOT_APPLICABLE)
            continue;
        if (!any) {
            phs_json_key(json, "related-observations");
            phs_json_array(json);
        }
        any = true;
        phs_json_object(json);
        phs_json_put(json, "observation-uuid", phs_oscal_uuid(oscal, "observation", status->findings.at[i]->fingerprint));
        phs_json_object_end(json);
    }
    if (any)
        phs_json_array_end(json);
    phs_json_object_end(json);
}

static void put_findings(struct phs_oscal *oscal) {
    bool any = false;
    for (size_t i = 0; i < oscal->run->controls.n; i++) {
        if (!is_ours(&oscal->run->controls.at[i]))
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

void phs_oscal_write_results(const struct phs_run *run, const struct phs_catalogue *catalogue, struct phs_buf *out) {
    struct phs_oscal oscal = {.arena = phs_arena_new(), .run = run, .catalogue = catalogue};
    struct phs_json *json = &oscal.json;
    phs_json_init(json, out, true);
    phs_oscal_open(&oscal, "assessment-results", "HIPAA security risk analysis");
    phs_json_key(json, "import-ap");
    phs_json_object(json);
    phs_json_put(json, "href", "#");
    phs_json_put(json, "remarks", "There is no OSCAL assessment plan; the scope file says what was to be looked at.");
    phs_json_object_end(json);
    phs_json_key(json, "results");
    phs_json_array(json);
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_uuid(&oscal, "result", run->id));
    phs_oscal_line(&oscal, "title", phs_printf(oscal.arena, "Run %s", run->id));
    phs_oscal_line(&oscal, "description", "What one scan observed, and the risks computed from it.");
    phs_json_put(json, "start", oscal.when);
    put_reviewed(&oscal);
    phs_oscal_observations(&oscal, false);
    phs_oscal_risks(&oscal, false);
    put_findings(&oscal);
    phs_json_object_end(json);
    phs_json_array_end(json);
    phs_oscal_close(&oscal);
    phs_arena_free(oscal.arena);
}
