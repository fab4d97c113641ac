/* SPDX-License-Identifier: Apache-2.0 */
/* JUnit XML as CI servers read it: a suite per check in the order of its id, a case per thing that was judged, and one suite
 * for what was to be read. What was not read is an error, what is unknown is skipped with its reason; neither is ever a pass.
 */
#include "base/clock.h"
#include "base/escape.h"
#include "reports/export.h"

struct junit {
    struct phs_buf *out;
    const struct phs_export *export;
};

struct suite {
    const char *check;
    PHS_VEC(const struct phs_finding *) findings;
    size_t failures, skipped;
};

static void attribute(struct junit *junit, const char *name, const char *text) {
    phs_buf_printf(junit->out, " %s=\"", name);
    phs_escape_html(junit->out, phs_slice(text));
    phs_buf_putc(junit->out, '"');
}

static void number(struct junit *junit, const char *name, size_t value) {
    phs_buf_printf(junit->out, " %s=\"%zu\"", name, value);
}

static bool is_skipped(const struct junit *junit, const struct phs_finding *finding) {
    return finding->verdict != PHS_PASS && !phs_export_counts(junit->export, finding);
}

static int by_check(const void *a, const void *b) {
    return strcmp((*(struct suite *const *)a)->check, (*(struct suite *const *)b)->check);
}

struct suites {
    PHS_VEC(struct suite *) items;
};

static struct suites group(struct junit *junit) {
    struct phs_arena *arena = junit->export->arena;
    const struct phs_run *run = junit->export->run;
    struct suites suites = {0};
    struct phs_map by_id;
    phs_map_init(&by_id, arena);
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        struct suite *suite = phs_map_gets(&by_id, finding->check);
        if (!suite) {
            suite = PHS_NEW(arena, struct suite);
            suite->check = finding->check;
            phs_map_puts(&by_id, suite->check, suite);
            PHS_PUSH(arena, suites.items, suite);
        }
        PHS_PUSH(arena, suite->findings, finding);
        suite->failures += phs_export_counts(junit->export, finding);
        suite->skipped += is_skipped(junit, finding);
    }
    if (suites.items.n)
        qsort(suites.items.at, suites.items.n, sizeof *suites.items.at, by_check);
    return suites;
}

static void write_failure(struct junit *junit, const struct phs_finding *finding, const struct phs_located *located) {
    struct phs_arena *arena = junit->export->arena;
    const struct phs_check_info *check = phs_catalogue_check(junit->export->catalogue, finding->check);
    phs_buf_puts(junit->out, "      <failure");
    attribute(junit, "message", phs_export_sentence(arena, finding));
    attribute(junit, "type", phs_severity_name(finding->priority));
    phs_buf_puts(junit->out, ">");
    phs_escape_html(junit->out, phs_slice(phs_printf(arena, "%s: %s", phs_located_text(arena, located),
                                                     phs_export_sentence(arena, finding))));
    if (check && check->why) {
        phs_buf_puts(junit->out, "\nWhy: ");
        phs_escape_html(junit->out, phs_slice(check->why));
    }
    if (check && check->remedy) {
        phs_buf_puts(junit->out, "\nInstead: ");
        phs_escape_html(junit->out, phs_slice(check->remedy));
    }
    phs_buf_puts(junit->out, "</failure>\n");
}

static const char *why_skipped(struct junit *junit, const struct phs_finding *finding) {
    struct phs_arena *arena = junit->export->arena;
    const char *reason = finding->reason ? finding->reason : "no reason was given";
    if (finding->verdict == PHS_NOT_APPLICABLE)
        return phs_printf(arena, "not applicable: %s", reason);
    if (finding->exception)
        return phs_printf(arena, "%s; %s", phs_export_accepted(arena, finding), reason);
    if (finding->verdict == PHS_FAIL)
        return phs_printf(arena, "fails, but did so before this change: %s", reason);
    return phs_printf(arena, "unknown (%s): %s", finding->reason_word ? finding->reason_word : "no reason given", reason);
}

static const char *case_name(struct phs_arena *arena, const struct phs_finding *finding) {
    const struct phs_resource *resource = finding->resource;
    if (!resource)
        return "the whole run";
    bool environment = resource->environment && *resource->environment;
    return phs_printf(arena, "%s%s%s%s", resource->address, environment ? " (" : "", environment ? resource->environment : "",
                      environment ? ")" : "");
}

static void write_case(struct junit *junit, const struct phs_finding *finding) {
    struct phs_located located = phs_locate_finding(junit->export, finding);
    phs_buf_puts(junit->out, "    <testcase");
    attribute(junit, "classname", finding->check);
    attribute(junit, "name", case_name(junit->export->arena, finding));
    attribute(junit, "file", located.path);
    if (located.line)
        number(junit, "line", located.line);
    if (finding->verdict == PHS_PASS) {
        phs_buf_puts(junit->out, "/>\n");
        return;
    }
    phs_buf_puts(junit->out, ">\n");
    if (phs_export_counts(junit->export, finding)) {
        write_failure(junit, finding, &located);
    } else {
        phs_buf_puts(junit->out, "      <skipped");
        attribute(junit, "message", why_skipped(junit, finding));
        phs_buf_puts(junit->out, "/>\n");
    }
    phs_buf_puts(junit->out, "    </testcase>\n");
}

static void write_counts(struct junit *junit, const char *name, size_t tests, size_t failures, size_t errors, size_t skipped) {
    attribute(junit, "name", name);
    number(junit, "tests", tests);
    number(junit, "failures", failures);
    number(junit, "errors", errors);
    number(junit, "skipped", skipped);
}

static void write_suite(struct junit *junit, const struct suite *suite) {
    char when[21];
    phs_time_format(junit->export->run->started, when);
    phs_buf_puts(junit->out, "  <testsuite");
    write_counts(junit, suite->check, suite->findings.n, suite->failures, 0, suite->skipped);
    phs_buf_printf(junit->out, " timestamp=\"%.19s\">\n", when);
    for (size_t i = 0; i < suite->findings.n; i++)
        write_case(junit, suite->findings.at[i]);
    phs_buf_puts(junit->out, "  </testsuite>\n");
}

static void write_target(struct junit *junit, const struct phs_coverage *coverage) {
    struct phs_arena *arena = junit->export->arena;
    phs_buf_puts(junit->out, "    <testcase classname=\"coverage\"");
    attribute(junit, "name", phs_printf(arena, "%s %s", coverage->kind, coverage->what));
    if (coverage->state == PHS_READ) {
        phs_buf_puts(junit->out, "/>\n");
        return;
    }
    phs_buf_puts(junit->out, "><error");
    attribute(junit, "message",
              phs_printf(arena, "%s: %s", coverage->state == PHS_NOT_READ ? "not read" : "read only in part",
                         coverage->reason ? coverage->reason : "no reason was given"));
    attribute(junit, "type", "coverage");
    phs_buf_puts(junit->out, "/></testcase>\n");
}

/* Only what was asked for: the rest is in the JSON. */
static void count_targets(const struct junit *junit, size_t *ret_asked, size_t *ret_lost) {
    const struct phs_graph *graph = junit->export->run->graph;
    *ret_asked = *ret_lost = 0;
    for (size_t i = 0; i < graph->coverage.n; i++) {
        *ret_asked += graph->coverage.at[i].asked;
        *ret_lost += graph->coverage.at[i].asked && graph->coverage.at[i].state != PHS_READ;
    }
}

static void write_targets(struct junit *junit, size_t asked, size_t lost) {
    const struct phs_graph *graph = junit->export->run->graph;
    phs_buf_puts(junit->out, "  <testsuite");
    write_counts(junit, "coverage", asked, 0, lost, 0);
    phs_buf_puts(junit->out, ">\n");
    for (size_t i = 0; i < graph->coverage.n; i++)
        if (graph->coverage.at[i].asked)
            write_target(junit, &graph->coverage.at[i]);
    phs_buf_puts(junit->out, "  </testsuite>\n");
}

void phs_junit_write(struct phs_buf *out, const struct phs_export *export) {
    struct junit junit = {out, export};
    struct suites suites = group(&junit);
    size_t asked, lost, failures = 0, skipped = 0;
    count_targets(&junit, &asked, &lost);
    for (size_t i = 0; i < suites.items.n; i++) {
        failures += suites.items.at[i]->failures;
        skipped += suites.items.at[i]->skipped;
    }
    phs_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    write_counts(&junit, "phiscope", export->run->findings.n + asked, failures, lost, skipped);
    phs_buf_puts(out, ">\n");
    for (size_t i = 0; i < suites.items.n; i++)
        write_suite(&junit, suites.items.at[i]);
    write_targets(&junit, asked, lost);
    phs_buf_puts(out, "</testsuites>\n");
}
