/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of a run as OSCAL observations, and its risks as OSCAL risks that point at them. */
#include "base/clock.h"
#include "reports/oscal/parts.h"
#include "reports/view.h"

static bool is_told(const struct phs_finding *finding, bool open_only) {
    return open_only ? finding->verdict == PHS_FAIL || finding->verdict == PHS_VERDICT_UNKNOWN
                     : finding->verdict != PHS_NOT_APPLICABLE;
}

static void put_evidence(struct phs_oscal *oscal, const struct phs_finding *finding) {
    if (!finding->evidence.n || (oscal->withheld && phs_withheld_words(finding)))
        return;
    phs_json_key(&oscal->json, "relevant-evidence");
    phs_json_array(&oscal->json);
    for (size_t i = 0; i < finding->evidence.n; i++) {
        const struct phs_evidence *evidence = &finding->evidence.at[i];
        phs_json_object(&oscal->json);
        phs_oscal_line(oscal, "description", evidence->text);
        phs_json_key(&oscal->json, "props");
        phs_json_array(&oscal->json);
        phs_oscal_prop(oscal, "evidence-id", evidence->id);
        phs_oscal_prop(oscal, "class", evidence->class);
        phs_oscal_prop(oscal, "place", phs_view_place(oscal->arena, evidence->place));
        phs_json_array_end(&oscal->json);
        phs_json_object_end(&oscal->json);
    }
    phs_json_array_end(&oscal->json);
}

static void put_observation(struct phs_oscal *oscal, const struct phs_finding *finding) {
    struct phs_json *json = &oscal->json;
    bool quiet = oscal->withheld && phs_withheld_words(finding), placeless = oscal->withheld && phs_withheld_place(finding);
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_uuid(oscal, "observation", finding->fingerprint));
    phs_oscal_line(oscal, "title", finding->title ? finding->title : finding->check);
    phs_oscal_line(oscal, "description", finding->reason && !quiet ? finding->reason : phs_verdict_name(finding->verdict));
    phs_json_key(json, "props");
    phs_json_array(json);
    phs_oscal_prop(oscal, "finding-id", finding->id);
    phs_oscal_prop(oscal, "check", finding->check);
    phs_oscal_prop(oscal, "verdict", phs_verdict_name(finding->verdict));
    phs_oscal_prop(oscal, "priority", phs_severity_name(finding->priority));
    phs_oscal_prop(oscal, "resource", finding->resource && !placeless ? finding->resource->address : NULL);
    phs_oscal_prop(oscal, "place", placeless ? NULL : phs_view_place(oscal->arena, finding->place));
    phs_oscal_prop(oscal, "withheld", placeless ? "reason, evidence and place" : quiet ? "reason and evidence" : NULL);
    phs_oscal_prop(oscal, "system", finding->system ? finding->system->name : NULL);
    phs_json_array_end(json);
    phs_json_key(json, "methods");
    phs_json_array(json);
    phs_json_string(json, "TEST"); /* FedRAMP: an observation of type finding is one of a test */
    phs_json_array_end(json);
    phs_json_key(json, "types");
    phs_json_array(json);
    phs_json_string(json, "finding");
    phs_json_array_end(json);
    phs_oscal_origins(oscal);
    put_evidence(oscal, finding);
    phs_json_put(json, "collected", oscal->when);
    phs_json_object_end(json);
}

static void open_array(struct phs_oscal *oscal, bool *any) {
    if (!*any) {
        phs_json_key(&oscal->json, "observations");
        phs_json_array(&oscal->json);
    }
    *any = true;
}

void phs_oscal_observations(struct phs_oscal *oscal, bool open_only) {
    const struct phs_resource_list *stated = phs_graph_of_type(oscal->run->graph, "attestation");
    bool any = false;
    for (size_t i = 0; i < oscal->run->findings.n; i++) {
        if (!is_told(oscal->run->findings.at[i], open_only))
            continue;
        open_array(oscal, &any);
        put_observation(oscal, oscal->run->findings.at[i]);
    }
    for (size_t i = 0; !open_only && i < stated->items.n; i++) {
        open_array(oscal, &any);
        phs_oscal_attestation(oscal, stated->items.at[i]);
    }
    if (any)
        phs_json_array_end(&oscal->json);
}

static void put_facet(struct phs_oscal *oscal, const char *name, const char *value) {
    phs_json_object(&oscal->json);
    phs_json_put(&oscal->json, "name", name);
    phs_json_put(&oscal->json, "system", "https://phiscope.invalid/ns/oscal");
    phs_json_put(&oscal->json, "value", value);
    phs_json_object_end(&oscal->json);
}

static void put_characterization(struct phs_oscal *oscal, const struct phs_risk *risk) {
    struct phs_json *json = &oscal->json;
    phs_json_key(json, "characterizations");
    phs_json_array(json);
    phs_json_object(json);
    phs_json_key(json, "origin");
    phs_oscal_origin(oscal);
    phs_json_key(json, "facets");
    phs_json_array(json);
    put_facet(oscal, "likelihood", phs_level_title(risk->current.likelihood[PHS_OBSERVED]));
    put_facet(oscal, "impact", phs_level_title(risk->impact));
    put_facet(oscal, "risk", phs_level_title(risk->final_observed));
    put_facet(oscal, "risk-inherent", phs_level_title(risk->final_inherent));
    put_facet(oscal, "risk-worst", phs_level_title(risk->final_worst));
    put_facet(oscal, "risk-best", phs_level_title(risk->final_best));
    phs_json_array_end(json);
    phs_json_object_end(json);
    phs_json_array_end(json);
}

static void put_related(struct phs_oscal *oscal, const struct phs_risk *risk, bool open_only) {
    struct phs_map seen;
    bool any = false;
    phs_map_init(&seen, oscal->arena);
    for (size_t i = 0; i < risk->safeguards.n; i++)
        for (size_t k = 0; k < risk->safeguards.at[i].findings.n; k++) {
            const struct phs_finding *finding = risk->safeguards.at[i].findings.at[k];
            if (!is_told(finding, open_only) || phs_map_gets(&seen, finding->fingerprint))
                continue;
            phs_map_puts(&seen, finding->fingerprint, &seen);
            if (!any) {
                phs_json_key(&oscal->json, "related-observations");
                phs_json_array(&oscal->json);
            }
            any = true;
            phs_json_object(&oscal->json);
            phs_json_put(&oscal->json, "observation-uuid", phs_oscal_uuid(oscal, "observation", finding->fingerprint));
            phs_json_object_end(&oscal->json);
        }
    if (any)
        phs_json_array_end(&oscal->json);
}

static void put_risk(struct phs_oscal *oscal, const struct phs_risk *risk, bool open_only) {
    struct phs_json *json = &oscal->json;
    char due[21];
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_uuid(oscal, "risk", risk->id));
    phs_oscal_line(oscal, "title", phs_printf(oscal->arena, "%s: %s", risk->threat_title, risk->system->name));
    phs_oscal_line(oscal, "description", risk->statement);
    phs_oscal_line(oscal, "statement", risk->statement);
    phs_json_key(json, "props");
    phs_json_array(json);
    phs_oscal_prop(oscal, "risk-id", risk->id);
    phs_oscal_prop(oscal, "treatment", risk->treatment);
    phs_oscal_prop(oscal, "owner", risk->owner);
    phs_json_array_end(json);
    phs_json_put(json, "status", risk->treatment && strcmp(risk->treatment, "mitigate") == 0 ? "remediating" : "open");
    phs_oscal_origins(oscal);
    put_characterization(oscal, risk);
    if (risk->due) {
        phs_time_format(risk->due, due);
        phs_json_put(json, "deadline", due);
    }
    put_related(oscal, risk, open_only);
    phs_json_object_end(json);
}

void phs_oscal_risks(struct phs_oscal *oscal, bool open_only) {
    if (!oscal->run->risks.n)
        return;
    phs_json_key(&oscal->json, "risks");
    phs_json_array(&oscal->json);
    for (size_t i = 0; i < oscal->run->risks.n; i++)
        put_risk(oscal, oscal->run->risks.at[i], open_only);
    phs_json_array_end(&oscal->json);
}
