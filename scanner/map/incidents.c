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

/* What else of the same file looks real: told with the sighting that speaks for it. */
struct together {
    PHS_VEC(const struct phs_resource *) sightings;
};

static const char *place_key(struct phs_arena *arena, const struct phs_resource *sighting, const char *address) {
    return phs_printf(arena, "%s\n%s\n%s", sighting->root, sighting->environment, address);
}

static void gather(struct phs_arena *arena, const struct phs_resource_list *sightings, struct phs_map *ret_together) {
    phs_map_init(ret_together, arena);
    for (size_t i = 0; i < sightings->items.n; i++) {
        const struct phs_resource *sighting = sightings->items.at[i];
        const char *with = phs_text_or(arena, phs_get(sighting->attributes, "told_with"), NULL);
        if (!with || !phs_is_true(phs_get(sighting->attributes, "real_looking")) || !phs_get(sighting->attributes, "values"))
            continue;
        const char *key = place_key(arena, sighting, with);
        struct together *together = phs_map_gets(ret_together, key);
        if (!together)
            phs_map_puts(ret_together, key, together = PHS_NEW(arena, struct together));
        PHS_PUSH(arena, together->sightings, sighting);
    }
}

static size_t values_of(const struct phs_resource *sighting) {
    const struct phs_value *values = phs_get(sighting->attributes, "values");
    return phs_is(values, PHS_NUMBER) && values->number.value > 0 ? (size_t)values->number.value : 0;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Each category once, in the order of the alphabet. */
static const char *category_text(struct phs_arena *arena, const char **categories, size_t n) {
    const char *text = NULL;
    qsort(categories, n, sizeof *categories, by_text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(categories[i - 1], categories[i]) != 0)
            text = text ? phs_printf(arena, "%s, %s", text, categories[i]) : categories[i];
    return text ? text : "";
}

static void add_up(struct phs_arena *arena, const struct phs_map *all, struct phs_incident_candidate *candidate) {
    const struct phs_resource *sighting = candidate->sighting;
    const struct together *together = phs_map_gets(all, place_key(arena, sighting, sighting->address));
    size_t others = together ? together->sightings.n : 0;
    const char **categories = PHS_NEW_N(arena, const char *, others + 1);
    categories[others] = phs_text_or(arena, phs_get(sighting->attributes, "category"), "");
    candidate->count = values_of(sighting);
    for (size_t i = 0; i < others; i++) {
        categories[i] = phs_text_or(arena, phs_get(together->sightings.at[i]->attributes, "category"), "");
        candidate->count += values_of(together->sightings.at[i]);
    }
    candidate->categories = category_text(arena, categories, others + 1);
}

static struct phs_incident_candidate candidate_of(struct phs_mapping *mapping, const struct phs_map *all,
                                                  const struct phs_resource *sighting) {
    struct phs_arena *arena = mapping->arena;
    const struct phs_resource *repository = repository_of(sighting);
    const struct phs_value *in_head = phs_get(sighting->attributes, "in_head");
    const struct phs_value *hosts = repository ? phs_get(repository->attributes, "hosts") : NULL;
    struct phs_incident_candidate candidate = {.sighting = sighting,
                                               .repository = repository ? repository->address : NULL,
                                               .file = text_of(arena, sighting, "file"),
                                               .commit = text_of(arena, sighting, "first_commit"),
                                               .first_seen = text_of(arena, sighting, "first_seen"),
                                               .in_head = !in_head || phs_is_true(in_head),
                                               .place = sighting->place};
    add_up(arena, all, &candidate);
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
    struct phs_map together;
    gather(run->arena, sightings, &together);
    for (size_t i = 0; i < sightings->items.n && run->incidents.n < MOST_INCIDENTS; i++) {
        if (!is_candidate(sightings->items.at[i]))
            continue;
        struct phs_incident_candidate candidate = candidate_of(&mapping, &together, sightings->items.at[i]);
        if (!is_told(run, &candidate))
            PHS_PUSH(run->arena, run->incidents, candidate);
    }
    if (run->incidents.n == MOST_INCIDENTS)
        PHS_PUSH(run->arena, run->warnings,
                 phs_printf(run->arena, "incident candidates were listed up to %d; there may be more", MOST_INCIDENTS));
    if (run->incidents.n)
        qsort(run->incidents.at, run->incidents.n, sizeof *run->incidents.at, by_fingerprint);
}
