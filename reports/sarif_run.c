/* SPDX-License-Identifier: Apache-2.0 */
/* The invocation of a SARIF log: open questions by reason, what was not read, what was passed over in our own files. */
#include "base/clock.h"
#include "reports/sarif.h"
#include "reports/tally.h"

enum { MOST_PLACES = 500 }; /* of one reason; the count says how many there are */

static void write_unknown_places(struct phs_sarif *sarif, const char *word) {
    const struct phs_run *run = sarif->export->run;
    size_t shown = 0;
    phs_json_key(&sarif->json, "locations");
    phs_json_array(&sarif->json);
    for (size_t i = 0; i < run->findings.n && shown < MOST_PLACES; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        if (finding->verdict != PHS_VERDICT_UNKNOWN ||
            strcmp(finding->reason_word ? finding->reason_word : "no reason given", word) != 0)
            continue;
        struct phs_located located = phs_locate_finding(sarif->export, finding);
        phs_sarif_location_said(
            sarif, &located, finding->resource ? finding->resource->address : NULL,
            phs_printf(sarif->arena, "%s [%s]", phs_export_sentence(sarif->arena, finding), finding->check));
        shown++;
    }
    phs_json_array_end(&sarif->json);
}

static void write_unknowns(struct phs_sarif *sarif) {
    struct phs_reason_counts counts = phs_tally_reasons(sarif->arena, sarif->export->run);
    struct phs_json *json = &sarif->json;
    for (size_t i = 0; i < counts.items.n; i++) {
        const struct phs_reason_count *count = &counts.items.at[i];
        phs_json_object(json);
        phs_json_put(json, "level", "note");
        phs_sarif_message(sarif, "message",
                          phs_printf(sarif->arena, "%s could not be given. Reason: %s.",
                                     phs_count_text(sarif->arena, count->count, "verdict", NULL), count->word),
                          NULL);
        write_unknown_places(sarif, count->word);
        phs_json_key(json, "properties");
        phs_json_object(json);
        phs_json_put(json, "reason", count->word);
        phs_json_put_int(json, "count", (int64_t)count->count);
        phs_json_object_end(json);
        phs_json_object_end(json);
    }
}

static bool is_loss(const struct phs_coverage *coverage) {
    return coverage->state != PHS_READ && (coverage->asked || coverage->reason);
}

static void write_coverage(struct phs_sarif *sarif, const struct phs_coverage *coverage) {
    struct phs_json *json = &sarif->json;
    bool lost = coverage->state == PHS_NOT_READ;
    phs_json_object(json);
    phs_json_put(json, "level", lost && coverage->asked ? "error" : "warning");
    phs_sarif_message(sarif, "message",
                      phs_printf(sarif->arena, "%s %s was %s: %s", coverage->kind, coverage->what,
                                 lost ? "not read" : "read only in part",
                                 coverage->reason ? coverage->reason : "no reason was given"),
                      NULL);
    if (coverage->place.source) {
        struct phs_located located = phs_locate_place(sarif->export, coverage->place);
        phs_json_key(json, "locations");
        phs_json_array(json);
        phs_sarif_location(sarif, &located, NULL);
        phs_json_array_end(json);
    }
    phs_json_object_end(json);
}

/* False when something that was asked for was not read: SARIF 3.20.14 ties this to the errors above. */
static bool write_execution(struct phs_sarif *sarif) {
    const struct phs_graph *graph = sarif->export->run->graph;
    bool whole = true;
    phs_json_key(&sarif->json, "toolExecutionNotifications");
    phs_json_array(&sarif->json);
    for (size_t i = 0; i < graph->coverage.n; i++) {
        const struct phs_coverage *coverage = &graph->coverage.at[i];
        if (is_loss(coverage))
            write_coverage(sarif, coverage);
        whole &= !(coverage->asked && coverage->state == PHS_NOT_READ);
    }
    write_unknowns(sarif);
    phs_json_array_end(&sarif->json);
    return whole;
}

static void write_warnings(struct phs_sarif *sarif, const char *const *sentences, size_t n) {
    for (size_t i = 0; i < n; i++) {
        phs_json_object(&sarif->json);
        phs_json_put(&sarif->json, "level", "warning");
        phs_sarif_message(sarif, "message", sentences[i], NULL);
        phs_json_object_end(&sarif->json);
    }
}

void phs_sarif_invocation(struct phs_sarif *sarif) {
    struct phs_json *json = &sarif->json;
    const struct phs_run *run = sarif->export->run;
    char when[21];
    phs_time_format(run->started, when);
    phs_json_key(json, "invocations");
    phs_json_array(json);
    phs_json_object(json);
    bool whole = write_execution(sarif);
    phs_json_key(json, "toolConfigurationNotifications");
    phs_json_array(json);
    write_warnings(sarif, run->scope->problems.at, run->scope->problems.n);
    write_warnings(sarif, run->warnings.at, run->warnings.n);
    phs_json_array_end(json);
    phs_json_put_bool(json, "executionSuccessful", whole);
    phs_json_put(json, "startTimeUtc", when);
    phs_json_object_end(json);
    phs_json_array_end(json);
}
