/* SPDX-License-Identifier: Apache-2.0 */
/* SARIF 2.1.0 (OASIS). Only failures are results, so that nobody mistakes an open question for a fault; what is unknown and
 * what was not read stands under the invocation, where a viewer shows it as a statement about the run. */
#include "reports/sarif.h"

#include "reports/controls.h"
#include "reports/json_parts.h"

static size_t rule_index(const struct phs_sarif *sarif, const char *check) {
    const struct phs_sarif_rule *rule = phs_map_gets(&sarif->rule_by_id, check);
    return rule ? rule->index : 0;
}

static void write_fingerprints(struct phs_json *json, const struct phs_finding *finding) {
    phs_json_key(json, "partialFingerprints");
    phs_json_object(json);
    phs_json_put(json, "phiscope/v1", finding->fingerprint);
    /* The only one that GitHub compares; without it the line's text would decide. */
    phs_json_put(json, "primaryLocationLineHash", finding->fingerprint);
    phs_json_object_end(json);
}

static void write_suppressions(struct phs_sarif *sarif, const struct phs_finding *finding) {
    struct phs_json *json = &sarif->json;
    const struct phs_exception *exception = finding->exception;
    phs_json_key(json, "suppressions");
    phs_json_array(json);
    if (exception) {
        bool in_source = exception->origin && strcmp(exception->origin, "in-line") == 0;
        phs_json_object(json);
        phs_json_put(json, "kind", in_source ? "inSource" : "external");
        phs_json_put(json, "status", "accepted");
        phs_json_put(json, "justification", phs_export_accepted(sarif->arena, finding));
        if (exception->place.source) {
            struct phs_located located = phs_locate_place(sarif->export, exception->place);
            phs_json_key(json, "location");
            phs_sarif_location(sarif, &located, NULL);
        }
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

static void write_properties(struct phs_sarif *sarif, const struct phs_finding *finding) {
    struct phs_json *json = &sarif->json;
    phs_json_key(json, "properties");
    phs_json_object(json);
    phs_json_put(json, "id", finding->id);
    phs_json_put(json, "severity", phs_severity_name(finding->severity));
    phs_json_put(json, "priority", phs_severity_name(finding->priority));
    phs_json_put(json, "safeguard", finding->safeguard);
    phs_json_put(json, "specification", finding->specification);
    phs_json_put(json, "system", finding->system ? finding->system->name : NULL);
    phs_json_put(json, "resource", finding->resource ? finding->resource->address : NULL);
    phs_json_put(json, "environment",
                 finding->resource && finding->resource->environment && *finding->resource->environment
                     ? finding->resource->environment
                     : NULL);
    if (finding->first_seen)
        phs_json_time(json, "firstSeen", finding->first_seen);
    phs_json_object_end(json);
}

enum { MOST_LINES = 100 };

/* The other lines that a sighting stands on, the first of each run of them. */
static void write_related(struct phs_sarif *sarif, const struct phs_finding *finding, struct phs_located located) {
    const struct phs_value *lines = finding->resource ? phs_get(finding->resource->attributes, "lines") : NULL;
    if (!phs_is(lines, PHS_LIST) || lines->list.n == 0 || strcmp(finding->resource->type, "phi_sighting") != 0)
        return;
    phs_json_key(&sarif->json, "relatedLocations");
    phs_json_array(&sarif->json);
    for (size_t i = 0; i < lines->list.n && i < MOST_LINES; i++) {
        struct phs_slice last = phs_text(lines->list.at[i]), first = {0};
        double line = 0, end = 0;
        if (!phs_slice_cut(&last, '-', &first) || !phs_slice_number(first, &line))
            continue;
        located.line = (uint32_t)line;
        located.end_line = last.len && phs_slice_number(last, &end) ? (uint32_t)end : 0;
        located.column = located.end_column = 0;
        phs_sarif_location(sarif, &located, NULL);
    }
    phs_json_array_end(&sarif->json);
}

static void write_result(struct phs_sarif *sarif, const struct phs_finding *finding) {
    struct phs_json *json = &sarif->json;
    const char *address = finding->resource ? finding->resource->address : NULL;
    struct phs_located located = phs_locate_finding(sarif->export, finding);
    phs_json_object(json);
    phs_json_put(json, "ruleId", finding->check);
    phs_json_put_int(json, "ruleIndex", (int64_t)rule_index(sarif, finding->check));
    phs_json_put(json, "kind", "fail");
    phs_json_put(json, "level", phs_export_level(finding->priority));
    phs_sarif_message(sarif, "message",
                      phs_printf(sarif->arena, "%s%s%s%s", phs_export_sentence(sarif->arena, finding), address ? " (" : "",
                                 address ? address : "", address ? ")" : ""),
                      NULL);
    phs_json_key(json, "locations");
    phs_json_array(json);
    phs_sarif_location(sarif, &located, address);
    phs_json_array_end(json);
    write_related(sarif, finding, located);
    write_fingerprints(json, finding);
    write_suppressions(sarif, finding);
    if (sarif->export->gate)
        phs_json_put(json, "baselineState", finding->is_new ? "new" : "unchanged");
    write_properties(sarif, finding);
    phs_json_object_end(json);
}

static void write_results(struct phs_sarif *sarif) {
    const struct phs_run *run = sarif->export->run;
    phs_json_key(&sarif->json, "results");
    phs_json_array(&sarif->json);
    for (size_t i = 0; i < run->findings.n; i++)
        if (run->findings.at[i]->verdict == PHS_FAIL)
            write_result(sarif, run->findings.at[i]);
    phs_json_array_end(&sarif->json);
}

static void write_bases(struct phs_json *json) {
    phs_json_key(json, "originalUriBaseIds");
    phs_json_object(json);
    phs_json_key(json, "%SRCROOT%");
    phs_json_object(json);
    phs_json_key(json, "description");
    phs_json_object(json);
    phs_json_put(json, "text", "The root of the repository that was scanned.");
    phs_json_object_end(json);
    phs_json_object_end(json);
    phs_json_object_end(json);
}

static void write_run(struct phs_sarif *sarif) {
    struct phs_json *json = &sarif->json;
    const struct phs_run *run = sarif->export->run;
    phs_json_object(json);
    phs_sarif_tool(sarif);
    phs_sarif_invocation(sarif);
    write_bases(json);
    phs_json_put(json, "columnKind", "unicodeCodePoints");
    phs_json_key(json, "automationDetails");
    phs_json_object(json);
    phs_json_put(
        json, "id",
        phs_printf(sarif->arena, "phiscope/%s%s%s", sarif->export->prefix, *sarif->export->prefix ? "/" : "", run->id));
    phs_json_object_end(json);
    write_results(sarif);
    phs_json_key(json, "properties");
    phs_json_object(json);
    phs_json_put(json, "run", run->id);
    phs_json_put(json, "catalogueSha256", run->catalogue_sha256);
    phs_json_put(json, "state", run->approved_by ? "approved" : "draft");
    phs_json_put(json, "comparedWith", sarif->export->base);
    phs_json_object_end(json);
    phs_json_object_end(json);
}

void phs_sarif_write(struct phs_buf *out, const struct phs_export *export) {
    struct phs_sarif sarif = {.arena = export->arena, .export = export};
    struct phs_json *json = &sarif.json;
    phs_json_init(json, out, true);
    phs_sarif_rules_find(&sarif);
    phs_json_object(json);
    phs_json_put(json, "$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
    phs_json_put(json, "version", "2.1.0");
    phs_json_key(json, "runs");
    phs_json_array(json);
    write_run(&sarif);
    phs_json_array_end(json);
    phs_json_object_end(json);
    phs_buf_putc(out, '\n');
}
