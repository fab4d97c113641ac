/* SPDX-License-Identifier: Apache-2.0 */
/* Incident candidates of phiscope.run/1, each with the worksheet of 45 CFR 164.402(2) that a person fills in. */
#include "reports/json_parts.h"

static void write_hosts(struct phs_json *json, const struct phs_incident_candidate *candidate) {
    phs_json_key(json, "hosts");
    phs_json_array(json);
    for (size_t i = 0; i < candidate->hosts.n; i++) {
        phs_json_object(json);
        phs_json_text(json, "name", candidate->hosts.at[i].name);
        phs_json_text(json, "host", candidate->hosts.at[i].host);
        phs_json_text(json, "baa", candidate->hosts.at[i].baa);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

static void write_worksheet(struct phs_json *json) {
    phs_json_key(json, "worksheet");
    phs_json_array(json);
    for (size_t i = 0; i < PHS_INCIDENT_FACTORS; i++) {
        phs_json_object(json);
        phs_json_text(json, "factor", phs_incident_factor(i));
        phs_json_text(json, "answer", NULL);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

void phs_json_incidents(struct phs_json_run *all) {
    struct phs_json *json = &all->json;
    phs_json_key(json, "incident_candidates");
    phs_json_array(json);
    for (size_t i = 0; i < all->run->incidents.n; i++) {
        const struct phs_incident_candidate *candidate = &all->run->incidents.at[i];
        phs_json_object(json);
        phs_json_text(json, "id", candidate->id);
        phs_json_text(json, "repository", candidate->repository);
        phs_json_text(json, "file", candidate->file);
        phs_json_text(json, "categories", candidate->categories);
        phs_json_put_int(json, "values", (int64_t)candidate->count);
        phs_json_text(json, "first_seen", candidate->first_seen);
        phs_json_text(json, "first_commit", candidate->commit);
        phs_json_put_bool(json, "in_head", candidate->in_head);
        write_hosts(json, candidate);
        phs_json_place(json, "location", candidate->place);
        write_worksheet(json);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}
