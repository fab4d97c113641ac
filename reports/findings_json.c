/* SPDX-License-Identifier: Apache-2.0 */
/* Findings, exceptions and control status in phiscope.run/1. */
#include "reports/controls.h"
#include "reports/json_parts.h"

static void write_evidence(struct phs_json *json, const struct phs_finding *finding) {
    phs_json_key(json, "evidence");
    phs_json_array(json);
    for (size_t i = 0; i < finding->evidence.n; i++) {
        const struct phs_evidence *evidence = &finding->evidence.at[i];
        phs_json_object(json);
        phs_json_text(json, "id", evidence->id);
        phs_json_text(json, "text", evidence->text);
        phs_json_text(json, "class", evidence->class);
        phs_json_place(json, "location", evidence->place);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

static void write_subject(struct phs_json *json, const struct phs_finding *finding) {
    const struct phs_resource *resource = finding->resource;
    phs_json_text(json, "resource", resource ? resource->address : NULL);
    phs_json_text(json, "type", resource ? resource->type : NULL);
    phs_json_text(json, "root", resource ? resource->root : NULL);
    phs_json_text(json, "environment", resource ? resource->environment : NULL);
    phs_json_text(json, "system", finding->system ? finding->system->id : NULL);
    phs_json_place(json, "location", finding->place.source || !resource ? finding->place : resource->place);
    if (finding->verdict == PHS_FAIL)
        phs_json_lines(json, resource);
}

static void write_finding(struct phs_json_run *out, const struct phs_finding *finding) {
    struct phs_json *json = &out->json;
    const struct phs_safeguard *safeguard =
        finding->safeguard ? phs_catalogue_safeguard(out->catalogue, finding->safeguard) : NULL;
    struct phs_texts controls = phs_controls_of(out->arena, safeguard, finding->specification);
    phs_json_object(json);
    phs_json_text(json, "id", finding->id);
    phs_json_text(json, "check", finding->check);
    phs_json_text(json, "title", finding->title);
    phs_json_text(json, "verdict", phs_verdict_name(finding->verdict));
    phs_json_text(json, "severity", phs_severity_name(finding->severity));
    phs_json_text(json, "priority", phs_severity_name(finding->priority));
    write_subject(json, finding);
    phs_json_text(json, "safeguard", finding->safeguard);
    phs_json_texts(json, "controls", controls.at, controls.n);
    phs_json_text(json, "reason", finding->reason);
    phs_json_text(json, "reason_word", finding->reason_word);
    write_evidence(json, finding);
    phs_json_text(json, "fingerprint", finding->fingerprint);
    phs_json_put_bool(json, "suppressed", finding->exception != NULL);
    phs_json_text(json, "exception", finding->exception ? finding->exception->id : NULL);
    phs_json_put_bool(json, "new", finding->is_new);
    phs_json_time(json, "first_seen", finding->first_seen);
    phs_json_object_end(json);
}

static void write_exception(struct phs_json *json, const struct phs_exception *exception) {
    phs_json_object(json);
    phs_json_text(json, "id", exception->id);
    phs_json_text(json, "check", exception->check);
    phs_json_text(json, "resource", exception->resource);
    phs_json_text(json, "fingerprint", exception->fingerprint);
    phs_json_text(json, "risk", exception->risk);
    phs_json_text(json, "reason", exception->reason);
    phs_json_text(json, "approver", exception->approver);
    phs_json_time(json, "approved", exception->approved);
    phs_json_time(json, "expires", exception->expires);
    phs_json_text(json, "origin", exception->origin);
    phs_json_place(json, "location", exception->place);
    phs_json_text(json, "problem", exception->problem);
    phs_json_put_bool(json, "used", exception->used);
    phs_json_object_end(json);
}

static void write_control(struct phs_json *json, const struct phs_control_status *control) {
    phs_json_object(json);
    phs_json_text(json, "framework", control->framework);
    phs_json_text(json, "control", control->control);
    phs_json_text(json, "title", control->title);
    phs_json_text(json, "state", phs_control_state_name(control->state));
    phs_json_put_int(json, "systems_supported", (int64_t)control->systems_supported);
    phs_json_put_int(json, "systems_applicable", (int64_t)control->systems_applicable);
    phs_json_text(json, "reason", control->reason);
    phs_json_key(json, "findings");
    phs_json_array(json);
    for (size_t i = 0; i < control->findings.n; i++)
        phs_json_string(json, control->findings.at[i]->id);
    phs_json_array_end(json);
    phs_json_key(json, "attestations");
    phs_json_array(json);
    for (size_t i = 0; i < control->attestations.n; i++)
        phs_json_string(json, control->attestations.at[i]->address);
    phs_json_array_end(json);
    phs_json_object_end(json);
}

void phs_json_findings(struct phs_json_run *out) {
    struct phs_json *json = &out->json;
    phs_json_key(json, "findings");
    phs_json_array(json);
    for (size_t i = 0; i < out->run->findings.n; i++)
        write_finding(out, out->run->findings.at[i]);
    phs_json_array_end(json);
    phs_json_key(json, "exceptions");
    phs_json_array(json);
    for (size_t i = 0; i < out->run->exceptions.n; i++)
        write_exception(json, out->run->exceptions.at[i]);
    phs_json_array_end(json);
    phs_json_key(json, "controls");
    phs_json_array(json);
    for (size_t i = 0; i < out->run->controls.n; i++)
        write_control(json, &out->run->controls.at[i]);
    phs_json_array_end(json);
}
