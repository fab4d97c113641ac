/* SPDX-License-Identifier: Apache-2.0 */
/* Plan of action and milestones: an item a step of the run's plan, with its open observations and its risks. */
#include "reports/oscal.h"
#include "reports/oscal/parts.h"
#include "reports/view.h"

static const char *title_of(struct phs_oscal *oscal, const struct phs_remediation *step) {
    const struct phs_safeguard *safeguard = step->safeguard ? phs_catalogue_safeguard(oscal->catalogue, step->safeguard) : NULL;
    if (!step->check)
        return phs_printf(oscal->arena, "Find out: %s", safeguard ? safeguard->title : step->safeguard);
    return step->findings.n && step->findings.at[0]->title ? step->findings.at[0]->title : step->check;
}

static const char *how_of(struct phs_oscal *oscal, const struct phs_remediation *step) {
    const struct phs_check_info *check = step->check ? phs_catalogue_check(oscal->catalogue, step->check) : NULL;
    const struct phs_safeguard *safeguard = step->safeguard ? phs_catalogue_safeguard(oscal->catalogue, step->safeguard) : NULL;
    return check ? check->remedy : !safeguard ? NULL : safeguard->question ? safeguard->question : safeguard->what;
}

static void put_observations(struct phs_oscal *oscal, const struct phs_remediation *step) {
    if (!step->findings.n)
        return;
    phs_json_key(&oscal->json, "related-observations");
    phs_json_array(&oscal->json);
    for (size_t i = 0; i < step->findings.n; i++) {
        phs_json_object(&oscal->json);
        phs_json_put(&oscal->json, "observation-uuid", phs_oscal_uuid(oscal, "observation", step->findings.at[i]->fingerprint));
        phs_json_object_end(&oscal->json);
    }
    phs_json_array_end(&oscal->json);
}

static void put_risks(struct phs_oscal *oscal, const struct phs_remediation *step) {
    if (!step->risks.n)
        return;
    phs_json_key(&oscal->json, "related-risks");
    phs_json_array(&oscal->json);
    for (size_t i = 0; i < step->risks.n; i++) {
        phs_json_object(&oscal->json);
        phs_json_put(&oscal->json, "risk-uuid", phs_oscal_uuid(oscal, "risk", step->risks.at[i].risk->id));
        phs_json_object_end(&oscal->json);
    }
    phs_json_array_end(&oscal->json);
}

static void put_item(struct phs_oscal *oscal, const struct phs_remediation *step) {
    struct phs_json *json = &oscal->json;
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_uuid(oscal, "poam-item", step->id));
    phs_oscal_line(oscal, "title", title_of(oscal, step));
    phs_oscal_line(oscal, "description", how_of(oscal, step));
    phs_json_key(json, "props");
    phs_json_array(json);
    phs_oscal_prop(oscal, "step", step->id);
    phs_oscal_prop(oscal, "priority", step->check ? phs_severity_name(step->priority) : NULL);
    phs_oscal_prop(oscal, "hours", phs_printf(oscal->arena, "%g", step->hours));
    phs_oscal_prop(oscal, "level-drop", phs_printf(oscal->arena, "%d", step->level_drop));
    phs_oscal_prop(oscal, "owner", step->owner);
    phs_oscal_prop(oscal, "due", phs_view_date(oscal->arena, step->due));
    phs_json_array_end(json);
    put_observations(oscal, step);
    put_risks(oscal, step);
    phs_json_object_end(json);
}

/* The schema wants at least one item: where nothing is to be done, it says so. */
static void put_nothing(struct phs_oscal *oscal) {
    phs_json_object(&oscal->json);
    phs_json_put(&oscal->json, "uuid", phs_oscal_uuid(oscal, "poam-item", "none"));
    phs_json_put(&oscal->json, "title", "No step");
    phs_json_put(&oscal->json, "description",
                 "Nothing fails and no open question keeps a risk high. That speaks for what was looked at.");
    phs_json_object_end(&oscal->json);
}

void phs_oscal_write_poam(const struct phs_run *run, const struct phs_catalogue *catalogue, enum phs_audience audience,
                          struct phs_buf *out) {
    struct phs_oscal oscal;
    phs_oscal_start(&oscal, run, catalogue, audience);
    phs_json_init(&oscal.json, out, true);
    phs_oscal_open(&oscal, "plan-of-action-and-milestones", run->id, "Risk management plan");
    phs_json_key(&oscal.json, "system-id");
    phs_json_object(&oscal.json);
    phs_oscal_line(&oscal, "id", run->scope->organization.name ? run->scope->organization.name : "unnamed");
    phs_json_object_end(&oscal.json);
    phs_oscal_local_definitions(&oscal);
    phs_oscal_observations(&oscal, true);
    phs_oscal_risks(&oscal, true);
    phs_json_key(&oscal.json, "poam-items");
    phs_json_array(&oscal.json);
    for (size_t i = 0; i < run->plan.n; i++)
        put_item(&oscal, run->plan.at[i]);
    if (!run->plan.n)
        put_nothing(&oscal);
    phs_json_array_end(&oscal.json);
    phs_oscal_close(&oscal);
    phs_arena_free(oscal.arena);
}
