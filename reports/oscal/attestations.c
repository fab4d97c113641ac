/* SPDX-License-Identifier: Apache-2.0 */
/* What a person stated, as an observation: by interview, with what was shown for it and until when it holds. */
#include "base/clock.h"
#include "reports/oscal/parts.h"
#include "reports/view.h"

static const char *text_of(struct phs_oscal *oscal, const struct phs_resource *attestation, const char *key) {
    return phs_text_or(oscal->arena, phs_get(attestation->attributes, key), NULL);
}

const char *phs_oscal_attestation_uuid(struct phs_oscal *oscal, const struct phs_resource *attestation) {
    return phs_oscal_uuid(oscal, "attestation",
                          phs_printf(oscal->arena, "%s %s %s", attestation->root ? attestation->root : "", attestation->address,
                                     phs_view_place(oscal->arena, attestation->place)));
}

static void put_evidence(struct phs_oscal *oscal, const struct phs_resource *attestation) {
    const struct phs_value *evidence = phs_get(attestation->attributes, "evidence");
    if (!phs_is(evidence, PHS_LIST) || !evidence->list.n)
        return;
    phs_json_key(&oscal->json, "relevant-evidence");
    phs_json_array(&oscal->json);
    for (size_t i = 0; i < evidence->list.n; i++) {
        phs_json_object(&oscal->json);
        phs_oscal_line(oscal, "description", phs_text_or(oscal->arena, evidence->list.at[i], NULL));
        phs_json_object_end(&oscal->json);
    }
    phs_json_array_end(&oscal->json);
}

/* false: not a day that the format has a place for. */
static bool put_day(struct phs_oscal *oscal, const char *key, const char *day) {
    int64_t when;
    char text[21];
    if (!day || !phs_time_parse(phs_slice(day), &when))
        return false;
    phs_time_format(when, text);
    phs_json_put(&oscal->json, key, text);
    return true;
}

void phs_oscal_attestation(struct phs_oscal *oscal, const struct phs_resource *attestation) {
    struct phs_json *json = &oscal->json;
    const char *id = text_of(oscal, attestation, "safeguard"), *statement = text_of(oscal, attestation, "statement");
    bool quiet = oscal->withheld && phs_withheld_statement(id);
    const struct phs_safeguard *safeguard = id ? phs_catalogue_safeguard(oscal->catalogue, id) : NULL;
    phs_json_object(json);
    phs_json_put(json, "uuid", phs_oscal_attestation_uuid(oscal, attestation));
    phs_oscal_line(oscal, "title", safeguard ? safeguard->title : attestation->address);
    phs_oscal_line(oscal, "description", statement && !quiet ? statement : text_of(oscal, attestation, "answer"));
    phs_json_key(json, "props");
    phs_json_array(json);
    phs_oscal_prop(oscal, "safeguard", id);
    phs_oscal_prop(oscal, "answer", text_of(oscal, attestation, "answer"));
    phs_oscal_prop(oscal, "state", text_of(oscal, attestation, "state"));
    phs_oscal_prop(oscal, "state-reason", text_of(oscal, attestation, "state_reason"));
    phs_oscal_prop(oscal, "attested-by", text_of(oscal, attestation, "by"));
    phs_oscal_prop(oscal, "class", "attested");
    phs_oscal_prop(oscal, "withheld", quiet ? "statement and evidence" : NULL);
    phs_oscal_prop(oscal, "place", phs_view_place(oscal->arena, attestation->place));
    phs_json_array_end(json);
    phs_json_key(json, "methods");
    phs_json_array(json);
    phs_json_string(json, "INTERVIEW");
    phs_json_array_end(json);
    phs_json_key(json, "types");
    phs_json_array(json);
    phs_json_string(json, "control-objective");
    phs_json_array_end(json);
    phs_oscal_origins(oscal);
    if (!quiet)
        put_evidence(oscal, attestation);
    if (!put_day(oscal, "collected", text_of(oscal, attestation, "date")))
        phs_json_put(json, "collected", oscal->when);
    put_day(oscal, "expires", text_of(oscal, attestation, "review_by"));
    phs_json_object_end(json);
}
