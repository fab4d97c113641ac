/* SPDX-License-Identifier: Apache-2.0 */
/* Findings out of judgements, and the one order that every output prints them in. */
#include "judge/findings.h"

#include <stdlib.h>

#include "judge/policy/node.h"

static bool is_phi(const struct phs_system *system) {
    const struct phs_value *grade = system->resource ? phs_get(system->resource->attributes, "grade") : NULL;
    return !grade || phs_slice_is(phs_text(grade), phs_grade_name(PHS_GRADE_PHI));
}

static enum phs_severity weigh(const struct phs_membership *membership, const struct phs_resource *resource,
                               enum phs_severity severity) {
    const struct phs_system *system = resource->index < membership->n ? membership->system[resource->index] : NULL;
    if (system)
        return is_phi(system) && severity < PHS_SEV_CRITICAL ? severity + 1 : severity;
    bool far = membership->any && resource->index < membership->n && !membership->touches[resource->index] &&
               phs_type_is_managed(resource->type);
    return far && severity > PHS_SEV_INFO ? severity - 1 : severity;
}

/* What kind of evidence a resource's attributes are. */
static const char *evidence_class(const struct phs_resource *resource) {
    if (strcmp(resource->type, "attestation") == 0)
        return "attested";
    if (strcmp(resource->type, "phi_system") == 0 || strcmp(resource->type, "phi_flow") == 0)
        return "inferred";
    return resource->directness == PHS_DECLARED ? "declared" : "observed";
}

struct phs_finding *phs_finding_new(struct phs_arena *arena, const struct phs_membership *membership,
                                    const struct phs_check_info *check, const struct phs_judgement *judgement) {
    struct phs_finding *finding = PHS_NEW(arena, struct phs_finding);
    struct phs_resource *resource = judgement->resource;
    finding->check = check->id;
    finding->title = check->name;
    finding->safeguard = check->safeguard ? check->safeguard->id : NULL;
    finding->specification = check->specification;
    finding->verdict = judgement->verdict;
    finding->severity = check->has_severity ? check->severity : PHS_SEV_MEDIUM;
    finding->priority = weigh(membership, resource, finding->severity);
    finding->resource = resource;
    finding->system = resource->index < membership->n ? membership->system[resource->index] : NULL;
    finding->place = judgement->place.source ? judgement->place : resource->place;
    const char *reason = phs_strdup(arena, judgement->reason);
    finding->reason = judgement->verdict == PHS_PASS ? NULL : reason;
    finding->reason_word = phs_strdup(arena, judgement->reason_word);
    phs_fingerprint(check->id, resource, NULL, finding->fingerprint);
    finding->id = phs_printf(arena, "f-%.12s", finding->fingerprint);
    struct phs_evidence evidence = {.text = reason, .place = finding->place};
    evidence.class = evidence_class(resource);
    if (evidence.text) { /* one and no more: a thousand endpoints have fifty thousand findings */
        finding->evidence.at = PHS_NEW(arena, struct phs_evidence);
        finding->evidence.n = finding->evidence.cap = 1;
        finding->evidence.at[0] = evidence;
    }
    return finding;
}

static int compare_numbers(long a, long b) {
    return a < b ? -1 : a > b;
}

static int compare_texts(const char *a, const char *b) {
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_places(const struct phs_place *a, const struct phs_place *b) {
    int order = compare_texts(a->source ? a->source->path : NULL, b->source ? b->source->path : NULL);
    if (order == 0)
        order = compare_numbers(a->line, b->line);
    return order ? order : compare_numbers(a->column, b->column);
}

static int rank(enum phs_verdict verdict) {
    static const int ranks[] = {[PHS_FAIL] = 0, [PHS_VERDICT_UNKNOWN] = 1, [PHS_PASS] = 2, [PHS_NOT_APPLICABLE] = 3};
    return ranks[verdict];
}

static int compare_findings(const void *left, const void *right) {
    const struct phs_finding *a = *(struct phs_finding *const *)left, *b = *(struct phs_finding *const *)right;
    int order = compare_numbers(rank(a->verdict), rank(b->verdict));
    if (order == 0)
        order = compare_numbers(b->priority, a->priority);
    if (order == 0)
        order = compare_places(&a->place, &b->place);
    if (order == 0)
        order = compare_texts(a->check, b->check);
    if (order == 0)
        order = compare_texts(a->resource->address, b->resource->address);
    if (order == 0)
        order = compare_texts(a->resource->environment, b->resource->environment);
    return order ? order : compare_numbers((long)a->resource->index, (long)b->resource->index);
}

void phs_findings_sort(struct phs_run *run) {
    size_t number = 0;
    if (run->findings.n > 1)
        qsort(run->findings.at, run->findings.n, sizeof *run->findings.at, compare_findings);
    for (size_t i = 0; i < run->findings.n; i++) {
        struct phs_finding *finding = run->findings.at[i];
        for (size_t k = 0; k < finding->evidence.n; k++)
            finding->evidence.at[k].id = phs_printf(run->arena, "ev-%zu", ++number);
    }
}
