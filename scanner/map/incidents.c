/* SPDX-License-Identifier: Apache-2.0 */
/* A record of a patient in a repository has been given to whoever hosts it. Whether that was a breach is decided by people,
 * after the four factors of 45 CFR 164.402(2). */
#include "map/incidents.h"

#include <stdlib.h>

#include "map/parts.h"

enum { MOST_INCIDENTS = 10000 };

static bool is_candidate(const struct phs_resource *sighting) {
    return phs_slice_is(phs_text(phs_get(sighting->attributes, "grade")), "phi") &&
           phs_is_true(phs_get(sighting->attributes, "real_looking")) && phs_get(sighting->attributes, "values") &&
           !phs_get(sighting->attributes, "told_with");
}

static const char *text_of(struct phs_arena *arena, const struct phs_resource *resource, const char *key) {
    return phs_text_or(arena, phs_get(resource->attributes, key), NULL);
}

static const struct phs_resource *repository_of(const struct phs_resource *sighting) {
    for (size_t i = 0; i < sighting->out.n; i++)
        if (sighting->out.at[i]->kind == PHS_BELONGS_TO && strcmp(sighting->out.at[i]->to->type, "git_repository") == 0)
            return sighting->out.at[i]->to;
    return NULL;
}

static void add_host(struct phs_mapping *mapping, struct phs_incident_candidate *candidate, struct phs_slice host) {
    const struct phs_vendor_info *vendor = phs_catalogue_vendor_of_host(mapping->catalogue, host);
    struct phs_incident_host holder = {.host = phs_slice_dup(mapping->arena, host)};
    holder.name = vendor ? vendor->name : holder.host;
    struct phs_flow flow = {.vendor_name = holder.name, .place = candidate->place};
    phs_map_baa(mapping, &flow, NULL);
    holder.baa = phs_baa_name(flow.baa);
    holder.baa_known = flow.baa != PHS_BAA_UNKNOWN;
    PHS_PUSH(mapping->arena, candidate->hosts, holder);
}

static const char *category_text(struct phs_arena *arena, const struct phs_resource *sighting) {
    const struct phs_value *list = phs_get(sighting->attributes, "categories");
    const char *text = NULL;
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        const char *each = phs_slice_dup(arena, phs_text(list->list.at[i]));
        text = text ? phs_printf(arena, "%s, %s", text, each) : each;
    }
    return text ? text : "";
}

static struct phs_incident_candidate candidate_of(struct phs_mapping *mapping, const struct phs_resource *sighting) {
    struct phs_arena *arena = mapping->arena;
    const struct phs_resource *repository = repository_of(sighting);
    const struct phs_value *values = phs_get(sighting->attributes, "values"),
                           *in_head = phs_get(sighting->attributes, "in_head");
    const struct phs_value *hosts = repository ? phs_get(repository->attributes, "hosts") : NULL;
    struct phs_incident_candidate candidate = {.sighting = sighting,
                                               .repository = repository ? repository->address : NULL,
                                               .file = text_of(arena, sighting, "file"),
                                               .commit = text_of(arena, sighting, "first_commit"),
                                               .first_seen = text_of(arena, sighting, "first_seen"),
                                               .in_head = !in_head || phs_is_true(in_head),
                                               .categories = category_text(arena, sighting),
                                               .count = phs_is(values, PHS_NUMBER) ? (size_t)values->number.value : 0,
                                               .place = sighting->place};
    phs_fingerprint("incident-candidate", sighting, NULL, candidate.fingerprint);
    candidate.id = phs_printf(arena, "incident-%.12s", candidate.fingerprint);
    for (size_t i = 0; phs_is(hosts, PHS_LIST) && i < hosts->list.n; i++)
        add_host(mapping, &candidate, phs_text(hosts->list.at[i]));
    return candidate;
}

/* Several categories of one file that is gone are one candidate. */
static bool is_told(const struct phs_run *run, const struct phs_incident_candidate *candidate) {
    for (size_t i = run->incidents.n; i-- > 0;)
        if (candidate->file && run->incidents.at[i].file && strcmp(run->incidents.at[i].file, candidate->file) == 0 &&
            run->incidents.at[i].in_head == candidate->in_head)
            return true;
    return false;
}

static int by_fingerprint(const void *a, const void *b) {
    return strcmp(((const struct phs_incident_candidate *)a)->fingerprint,
                  ((const struct phs_incident_candidate *)b)->fingerprint);
}

void phs_map_incidents(struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct phs_mapping mapping = {.graph = run->graph, .arena = run->arena, .scope = run->scope, .catalogue = catalogue};
    const struct phs_resource_list *sightings = phs_graph_of_type(run->graph, "phi_sighting");
    for (size_t i = 0; i < sightings->items.n && run->incidents.n < MOST_INCIDENTS; i++) {
        if (!is_candidate(sightings->items.at[i]))
            continue;
        struct phs_incident_candidate candidate = candidate_of(&mapping, sightings->items.at[i]);
        if (!is_told(run, &candidate))
            PHS_PUSH(run->arena, run->incidents, candidate);
    }
    if (run->incidents.n)
        qsort(run->incidents.at, run->incidents.n, sizeof *run->incidents.at, by_fingerprint);
}
