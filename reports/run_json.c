/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope.run/1, part after part. Attributes of resources stay out: what matters of them is evidence of a finding. */
#include "reports/run_json.h"

#include "reports/json_parts.h"

static void write_run(struct phs_json *json, const struct phs_run *run) {
    phs_json_key(json, "run");
    phs_json_object(json);
    phs_json_text(json, "id", run->id);
    phs_json_time(json, "started", run->started);
    phs_json_text(json, "version", run->version);
    phs_json_text(json, "catalogue_sha256", run->catalogue_sha256);
    phs_json_text(json, "weights_sha256", run->weights_sha256);
    phs_json_text(json, "method", run->method);
    phs_json_text(json, "state", run->approved_by ? "approved" : "draft");
    phs_json_text(json, "approved_by", run->approved_by);
    phs_json_text(json, "audience", "internal");
    phs_json_object_end(json);
}

static void write_organization(struct phs_json *json, const struct phs_scope *scope) {
    phs_json_key(json, "organization");
    phs_json_object(json);
    phs_json_text(json, "name", scope->organization.name);
    phs_json_text(json, "role", scope->organization.role);
    phs_json_texts(json, "states", scope->organization.states.at, scope->organization.states.n);
    phs_json_text(json, "security_official", scope->organization.security_official);
    phs_json_text(json, "privacy_official", scope->organization.privacy_official);
    phs_json_object_end(json);
}

static void write_scope(struct phs_json *json, const struct phs_scope *scope) {
    static const char *const kinds[] = {"infrastructure", "repository", "endpoint", "vendors",
                                        "customers",      "assets",     "resources"};
    phs_json_key(json, "scope");
    phs_json_object(json);
    phs_json_text(json, "file", scope->file);
    phs_json_key(json, "targets");
    phs_json_array(json);
    for (size_t i = 0; i < scope->targets.n; i++) {
        phs_json_object(json);
        phs_json_text(json, "kind", kinds[scope->targets.at[i].kind]);
        phs_json_text(json, "path", scope->targets.at[i].path);
        phs_json_text(json, "environment", scope->targets.at[i].environment);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
    phs_json_texts(json, "problems", scope->problems.at, scope->problems.n);
    phs_json_object_end(json);
}

static void write_coverage(struct phs_json *json, const struct phs_graph *graph) {
    phs_json_key(json, "coverage");
    phs_json_array(json);
    for (size_t i = 0; i < graph->coverage.n; i++) {
        const struct phs_coverage *coverage = &graph->coverage.at[i];
        phs_json_object(json);
        phs_json_text(json, "kind", coverage->kind);
        phs_json_text(json, "what", coverage->what);
        phs_json_text(json, "state", phs_read_state_name(coverage->state));
        phs_json_put_bool(json, "asked", coverage->asked);
        phs_json_put_int(json, "items", (int64_t)coverage->items);
        phs_json_text(json, "reason", coverage->reason);
        phs_json_place(json, "location", coverage->place);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

static void write_resources(struct phs_json *json, const struct phs_graph *graph) {
    phs_json_key(json, "resources");
    phs_json_array(json);
    for (size_t i = 0; i < graph->resources.n; i++) {
        const struct phs_resource *resource = graph->resources.at[i];
        phs_json_object(json);
        phs_json_text(json, "type", resource->type);
        phs_json_text(json, "address", resource->address);
        phs_json_text(json, "root", resource->root);
        phs_json_text(json, "environment", resource->environment);
        phs_json_text(json, "collector", resource->collector);
        phs_json_text(json, "existence", phs_is(resource->existence, PHS_UNKNOWN) ? resource->existence->unknown.why : NULL);
        phs_json_place(json, "location", resource->place);
        phs_json_lines(json, resource);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

/* What publications ask of endpoints: a list, no findings. */
static void write_conformance(struct phs_json *json, const struct phs_run *run) {
    phs_json_key(json, "conformance");
    phs_json_array(json);
    for (size_t i = 0; i < run->conformance.n; i++) {
        const struct phs_conformance *answer = &run->conformance.at[i];
        phs_json_object(json);
        phs_json_text(json, "profile", answer->profile);
        phs_json_text(json, "rule", answer->rule);
        phs_json_text(json, "section", answer->section);
        phs_json_text(json, "level", answer->level);
        phs_json_text(json, "asks", answer->asks);
        phs_json_text(json, "resource", answer->resource->address);
        phs_json_text(json, "verdict", phs_verdict_name(answer->verdict));
        phs_json_text(json, "reason", answer->reason);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

void phs_run_write_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                        const struct phs_catalogue *catalogue) {
    struct phs_json_run all = {.arena = arena, .run = run, .catalogue = catalogue};
    struct phs_json *json = &all.json;
    phs_json_init(json, out, true);
    phs_json_object(json);
    phs_json_put(json, "schema", "phiscope.run/1");
    write_run(json, run);
    write_organization(json, run->scope);
    write_scope(json, run->scope);
    write_coverage(json, run->graph);
    write_resources(json, run->graph);
    phs_json_key(json, "map");
    phs_json_map(&all);
    phs_json_findings(&all);
    if (run->conformance.n)
        write_conformance(json, run);
    phs_json_incidents(&all);
    phs_json_risks(&all);
    phs_json_plan(&all);
    phs_json_money(&all);
    phs_json_texts(json, "warnings", run->warnings.at, run->warnings.n);
    phs_json_object_end(json);
    phs_buf_putc(out, '\n');
}
