/* SPDX-License-Identifier: Apache-2.0 */
/* The PHI map in phiscope.run/1 and in phiscope map --format json. */
#include "reports/json_parts.h"

static void write_belief(struct phs_json *json, const struct phs_belief *belief) {
    phs_json_object(json);
    phs_json_text(json, "basis", phs_basis_name(belief->basis));
    phs_json_text(json, "confidence", phs_confidence_name(belief->confidence));
    phs_json_text(json, "reason", belief->reason);
    phs_json_place(json, "location", belief->place);
    phs_json_object_end(json);
}

static void write_number(struct phs_json *json, const char *key, int64_t number) {
    phs_json_key(json, key);
    if (number >= 0)
        phs_json_int(json, number);
    else
        phs_json_null(json);
}

static void write_members(struct phs_json *json, const struct phs_system *system) {
    phs_json_key(json, "members");
    phs_json_array(json);
    for (size_t i = 0; i < system->members.n; i++)
        phs_json_string(json, system->members.at[i]->address);
    phs_json_array_end(json);
    phs_json_key(json, "beliefs");
    phs_json_array(json);
    for (size_t i = 0; i < system->beliefs.n; i++)
        write_belief(json, &system->beliefs.at[i]);
    phs_json_array_end(json);
}

static void write_system(struct phs_json *json, const struct phs_system *system) {
    phs_json_object(json);
    phs_json_text(json, "id", system->id);
    phs_json_text(json, "name", system->name);
    phs_json_text(json, "kind", phs_system_kind_name(system->kind));
    phs_json_texts(json, "categories", system->categories.at, system->categories.n);
    phs_json_texts(json, "special", system->special.at, system->special.n);
    phs_json_text(json, "identifiers", system->identifiers);
    phs_json_text(json, "deidentification_basis", system->deidentification_basis);
    write_number(json, "records", system->records);
    phs_json_text(json, "exposure", phs_exposure_name(system->exposure));
    phs_json_text(json, "exposure_reason", system->exposure_reason);
    phs_json_text(json, "encrypted", phs_tri_name(system->encrypted));
    phs_json_text(json, "key_outside", phs_tri_name(system->key_outside));
    phs_json_text(json, "owner", system->owner);
    phs_json_text(json, "not_evaluated", system->not_evaluated);
    write_members(json, system);
    phs_json_place(json, "location", system->place);
    phs_json_object_end(json);
}

static void write_ends(struct phs_json *json, const struct phs_flow *flow) {
    phs_json_text(json, "from", flow->from_name);
    phs_json_text(json, "to", flow->to_name);
    phs_json_text(json, "from_system", flow->from ? flow->from->id : NULL);
    phs_json_text(json, "to_system", flow->to ? flow->to->id : NULL);
    phs_json_text(json, "vendor", flow->vendor_name);
    phs_json_text(json, "service", flow->service);
    phs_json_text(json, "host", flow->host);
    phs_json_text(json, "purpose", flow->purpose);
}

static void write_flow(struct phs_json *json, const struct phs_flow *flow) {
    phs_json_object(json);
    phs_json_text(json, "id", flow->id);
    write_ends(json, flow);
    phs_json_text(json, "encrypted", phs_tri_name(flow->encrypted));
    phs_json_text(json, "baa", phs_baa_name(flow->baa));
    phs_json_text(json, "baa_reason", flow->baa_reason);
    phs_json_place(json, "baa_location", flow->baa_place);
    phs_json_text(json, "redaction", flow->redaction);
    phs_json_text(json, "redaction_basis", flow->redaction_basis);
    phs_json_put_bool(json, "declared", flow->declared);
    phs_json_put_bool(json, "seen", flow->seen);
    phs_json_key(json, "beliefs");
    phs_json_array(json);
    for (size_t i = 0; i < flow->beliefs.n; i++)
        write_belief(json, &flow->beliefs.at[i]);
    phs_json_array_end(json);
    phs_json_place(json, "location", flow->place);
    phs_json_object_end(json);
}

void phs_json_map(struct phs_json_run *out) {
    struct phs_json *json = &out->json;
    const struct phs_phi_map *map = out->run->map;
    phs_json_object(json);
    phs_json_key(json, "systems");
    phs_json_array(json);
    for (size_t i = 0; map && i < map->systems.n; i++)
        write_system(json, map->systems.at[i]);
    phs_json_array_end(json);
    phs_json_key(json, "flows");
    phs_json_array(json);
    for (size_t i = 0; map && i < map->flows.n; i++)
        write_flow(json, map->flows.at[i]);
    phs_json_array_end(json);
    phs_json_object_end(json);
}
