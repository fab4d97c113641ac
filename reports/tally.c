/* SPDX-License-Identifier: Apache-2.0 */
/* Counting only: no mean and no percentage is ever made of these. */
#include "reports/tally.h"

static void count_finding(struct phs_tally *tally, const struct phs_finding *finding) {
    switch (finding->verdict) {
    case PHS_PASS:
        tally->pass++;
        break;
    case PHS_FAIL:
        tally->fail++;
        tally->fail_by_priority[finding->priority]++;
        tally->suppressed += finding->exception != NULL;
        break;
    case PHS_VERDICT_UNKNOWN:
        tally->unknown++;
        break;
    case PHS_NOT_APPLICABLE:
        tally->not_applicable++;
        break;
    }
}

struct phs_tally phs_tally_of(const struct phs_run *run) {
    struct phs_tally tally = {0};
    for (size_t i = 0; i < run->findings.n; i++)
        count_finding(&tally, run->findings.at[i]);
    for (size_t i = 0; i < run->risks.n; i++)
        tally.risk_by_level[run->risks.at[i]->final_observed]++;
    for (size_t i = 0; run->map && i < run->map->flows.n; i++)
        tally.flows_without_baa += run->map->flows.at[i]->baa < PHS_BAA_UNKNOWN;
    for (size_t i = 0; i < run->graph->coverage.n; i++) {
        const struct phs_coverage *coverage = &run->graph->coverage.at[i];
        tally.targets_read += coverage->asked && coverage->state == PHS_READ;
        tally.targets_partly += coverage->asked && coverage->state == PHS_READ_PARTLY;
        tally.targets_lost += coverage->asked && coverage->state == PHS_NOT_READ;
    }
    return tally;
}

const char *phs_count_text(struct phs_arena *arena, size_t n, const char *singular, const char *plural) {
    if (n == 1)
        return phs_printf(arena, "1 %s", singular);
    return plural ? phs_printf(arena, "%zu %s", n, plural) : phs_printf(arena, "%zu %ss", n, singular);
}

static int more_first(const void *a, const void *b) {
    const struct phs_reason_count *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->word, y->word);
}

static void add_reason(struct phs_arena *arena, struct phs_reason_counts *counts, const char *word) {
    for (size_t i = 0; i < counts->items.n; i++)
        if (strcmp(counts->items.at[i].word, word) == 0) {
            counts->items.at[i].count++;
            return;
        }
    PHS_PUSH(arena, counts->items, (struct phs_reason_count){word, 1});
}

struct phs_reason_counts phs_tally_reasons(struct phs_arena *arena, const struct phs_run *run) {
    struct phs_reason_counts counts = {0};
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        if (finding->verdict == PHS_VERDICT_UNKNOWN)
            add_reason(arena, &counts, finding->reason_word ? finding->reason_word : "no reason given");
    }
    if (counts.items.n)
        qsort(counts.items.at, counts.items.n, sizeof *counts.items.at, more_first);
    return counts;
}
