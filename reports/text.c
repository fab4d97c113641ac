/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope scan: what was read, where PHI is, the top risks, what fails, what is not known, what was not read. */
#include "reports/text.h"

#include "reports/conformance.h"

#include "base/clock.h"
#include "base/escape.h"
#include "reports/tally.h"

enum { LABEL = 11, WIDTH = 100, TOP_RISKS = 5, TOP_FINDINGS = 20, TOP_COVERAGE = 10 };

static void label(struct phs_terminal *terminal, const char *text) {
    phs_terminal_colored(terminal, PHS_COLOR_DIM, text);
    phs_buf_printf(terminal->out, "%*s", (int)(LABEL - strlen(text)), "");
}

static void line(struct phs_terminal *terminal, const char *name, const char *text) {
    label(terminal, name);
    phs_terminal_wrap(terminal, text, LABEL, WIDTH, LABEL);
}

static const char *join(struct phs_arena *arena, const char *list, const char *item) {
    return *list ? phs_printf(arena, "%s, %s", list, item) : item;
}

static void write_title(struct phs_terminal *terminal, const struct phs_run *run) {
    char when[21];
    phs_time_format(run->started, when);
    const struct phs_scope *scope = run->scope;
    const char *name = scope->organization.name;
    if (!name && !scope->file && scope->targets.n && scope->targets.at[0].kind == PHS_TARGET_ENDPOINT)
        name = scope->targets.n > 1 ? "Endpoints" : scope->targets.at[0].path;
    phs_terminal_colored(terminal, PHS_COLOR_BOLD, name ? name : scope->folder);
    phs_buf_printf(terminal->out, "  %s  ", when);
    phs_terminal_text(terminal, run->id);
    phs_buf_puts(terminal->out, run->approved_by ? "\n\n" : "  draft\n\n");
}

static void write_read(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run,
                       const struct phs_tally *tally) {
    line(terminal, "read",
         phs_printf(arena, "%s from %s%s%s", phs_count_text(arena, run->graph->resources.n, "resource", NULL),
                    phs_count_text(arena, tally->targets_read + tally->targets_partly, "target", NULL),
                    tally->targets_partly ? phs_printf(arena, ", %zu only partly", tally->targets_partly) : "",
                    tally->targets_lost ? phs_printf(arena, "; %zu not read", tally->targets_lost) : ""));
}

static void write_map(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run,
                      const struct phs_tally *tally) {
    if (!run->map || run->map->systems.n == 0) {
        line(terminal, "PHI", "no system with PHI was found or declared; that is no proof that there is none");
        return;
    }
    const char *text = phs_printf(arena, "%s, %s", phs_count_text(arena, run->map->systems.n, "system", NULL),
                                  phs_count_text(arena, run->map->flows.n, "flow", NULL));
    if (tally->flows_without_baa)
        text = phs_printf(arena, "%s; %s to a third party without a BAA in force", text,
                          phs_count_text(arena, tally->flows_without_baa, "flow", NULL));
    line(terminal, "PHI", text);
}

static void write_counts(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_tally *tally) {
    static const char *const words[] = {"very low", "low", "moderate", "high", "very high"};
    const char *risks = "", *findings = "";
    for (int level = PHS_VH; level >= PHS_VL; level--)
        if (tally->risk_by_level[level])
            risks = join(arena, risks, phs_printf(arena, "%zu %s", tally->risk_by_level[level], words[level]));
    line(terminal, "risks", *risks ? risks : "none");
    for (int severity = PHS_SEV_CRITICAL; severity >= PHS_SEV_INFO; severity--)
        if (tally->fail_by_priority[severity])
            findings = join(
                arena, findings,
                phs_printf(arena, "%zu %s", tally->fail_by_priority[severity], phs_severity_name((enum phs_severity)severity)));
    line(terminal, "findings",
         phs_printf(arena, "%s%s; %zu unknown, %zu pass", *findings ? findings : "none",
                    tally->suppressed ? phs_printf(arena, " (%zu hidden from the gate by exceptions)", tally->suppressed) : "",
                    tally->unknown, tally->pass));
}

static enum phs_color color_of_level(enum phs_level level) {
    return level >= PHS_H ? PHS_COLOR_RED : level == PHS_M ? PHS_COLOR_YELLOW : PHS_COLOR_PLAIN;
}

static enum phs_color color_of_severity(enum phs_severity severity) {
    return severity >= PHS_SEV_HIGH ? PHS_COLOR_RED : severity == PHS_SEV_MEDIUM ? PHS_COLOR_YELLOW : PHS_COLOR_PLAIN;
}

static void write_risks(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run) {
    if (run->risks.n == 0)
        return;
    phs_buf_putc(terminal->out, '\n');
    phs_terminal_heading(terminal, "Top risks");
    for (size_t i = 0; i < run->risks.n && i < TOP_RISKS; i++) {
        const struct phs_risk *risk = run->risks.at[i];
        const char *level = phs_level_title(risk->final_observed);
        phs_buf_puts(terminal->out, "  ");
        phs_terminal_colored(terminal, color_of_level(risk->final_observed), level);
        phs_buf_printf(terminal->out, "%*s", (int)(LABEL - strlen(level)), "");
        const char *range =
            risk->final_worst == risk->final_best
                ? ""
                : phs_printf(arena, " (%s to %s)", phs_level_title(risk->final_best), phs_level_title(risk->final_worst));
        phs_terminal_wrap(
            terminal, phs_printf(arena, "%s%s [%s]", risk->statement ? risk->statement : risk->threat_title, range, risk->id),
            LABEL + 2, WIDTH, LABEL + 2);
    }
}

/* Where a person opens an editor: the finding's own place, else that of its subject. */
static const char *place_of(struct phs_arena *arena, const struct phs_finding *finding) {
    struct phs_place place = finding->place;
    if (!place.source && finding->resource)
        place = finding->resource->place;
    if (place.source && place.source->kind == PHS_SOURCE_FILE && place.line && !place.source->member)
        return phs_printf(arena, "%s:%u", place.source->path, place.line);
    return phs_place_text(arena, place);
}

static void write_finding(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_finding *finding) {
    const char *priority = phs_severity_name(finding->priority);
    const char *place = place_of(arena, finding);
    phs_buf_puts(terminal->out, "  ");
    phs_terminal_colored(terminal, color_of_severity(finding->priority), priority);
    phs_buf_printf(terminal->out, "%*s", (int)(LABEL - strlen(priority)), "");
    phs_terminal_colored(terminal, PHS_COLOR_CYAN, *place ? place : "-");
    phs_buf_puts(terminal->out, "  ");
    phs_terminal_text(terminal, finding->resource ? finding->resource->address : "");
    phs_buf_printf(terminal->out, "\n%*s", LABEL + 2, "");
    phs_terminal_wrap(terminal,
                      phs_printf(arena, "%s%s%s [%s]", finding->title ? finding->title : finding->check,
                                 finding->reason && *finding->reason ? ": " : "", finding->reason ? finding->reason : "",
                                 finding->check),
                      LABEL + 2, WIDTH, LABEL + 2);
}

size_t phs_text_findings(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run, bool new_only,
                         size_t limit) {
    size_t count = 0;
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        if (finding->verdict != PHS_FAIL || finding->exception || (new_only && !finding->is_new))
            continue;
        if (count++ < limit)
            write_finding(terminal, arena, finding);
    }
    if (count > limit)
        phs_buf_printf(terminal->out, "  ... and %zu more; --format json lists them all.\n", count - limit);
    return count;
}

static void write_unknown(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run) {
    struct phs_reason_counts counts = phs_tally_reasons(arena, run);
    if (counts.items.n == 0)
        return;
    const char *list = "";
    for (size_t i = 0; i < counts.items.n; i++)
        list = join(arena, list, phs_printf(arena, "%zu %s", counts.items.at[i].count, counts.items.at[i].word));
    phs_buf_putc(terminal->out, '\n');
    line(terminal, "unknown", phs_printf(arena, "by reason: %s", list));
}

static void write_not_read(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run) {
    size_t count = 0;
    for (size_t i = 0; i < run->graph->coverage.n; i++) {
        const struct phs_coverage *coverage = &run->graph->coverage.at[i];
        if (coverage->state == PHS_READ || (coverage->state == PHS_NOT_READ && !coverage->asked && !coverage->reason))
            continue;
        if (count++ == 0) {
            phs_buf_putc(terminal->out, '\n');
            phs_terminal_heading(terminal, "Not read, or only partly");
        }
        if (count > TOP_COVERAGE)
            continue;
        phs_buf_puts(terminal->out, "  ");
        phs_terminal_wrap(terminal,
                          phs_printf(arena, "%s %s%s%s", coverage->kind, coverage->what, coverage->reason ? ": " : "",
                                     coverage->reason ? phs_coverage_reason(coverage) : ""),
                          4, WIDTH, 2);
    }
    if (count > TOP_COVERAGE)
        phs_buf_printf(terminal->out, "  ... and %zu more; --format json lists them all.\n", count - TOP_COVERAGE);
}

static void write_warnings(struct phs_terminal *terminal, const struct phs_run *run) {
    if (run->scope->problems.n + run->warnings.n == 0)
        return;
    phs_buf_putc(terminal->out, '\n');
    phs_terminal_heading(terminal, "Worth knowing");
    for (size_t i = 0; i < run->scope->problems.n + run->warnings.n; i++) {
        bool problem = i < run->scope->problems.n;
        phs_buf_puts(terminal->out, "  ");
        phs_terminal_wrap(terminal, problem ? run->scope->problems.at[i] : run->warnings.at[i - run->scope->problems.n], 4,
                          WIDTH, 2);
    }
}

/* Only where the scope asks for a profile: everybody else has the findings. */
static void write_conformance(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run) {
    enum { MOST_LINES = 20 };
    struct phs_conformance_lines lines = phs_conformance_sum(arena, run);
    if (!run->scope->profile || !lines.items.n)
        return;
    phs_buf_putc(terminal->out, '\n');
    phs_terminal_heading(terminal, "Conformance");
    for (size_t i = 0; i < lines.items.n && i < MOST_LINES; i++) {
        const struct phs_conformance_line *line = &lines.items.at[i];
        const char *text = phs_printf(arena, "%s, %s: %zu of %zu met%s%s%s%s", line->resource, line->profile, line->met,
                                      line->questions, *line->not_met ? "; not met: " : "", line->not_met,
                                      *line->unknown ? "; not known: " : "", line->unknown);
        phs_terminal_wrap(terminal, text, 2, 100, 0);
    }
    if (lines.items.n > MOST_LINES)
        phs_terminal_wrap(terminal, phs_printf(arena, "and %zu more", lines.items.n - MOST_LINES), 2, 100, 0);
}

/* Apart from findings: somebody has to look, and phiscope does not say what it was. */
static void write_incidents(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run) {
    enum { MOST_SHOWN = 5 };
    if (run->incidents.n == 0)
        return;
    phs_buf_putc(terminal->out, '\n');
    phs_terminal_heading(terminal, "Incident candidates, for a person to assess (45 CFR 164.402)");
    for (size_t i = 0; i < run->incidents.n && i < MOST_SHOWN; i++) {
        const struct phs_incident_candidate *candidate = &run->incidents.at[i];
        const char *line =
            phs_printf(arena, "%s: %zu value%s (%s)%s%s%s", phs_place_text(arena, candidate->place), candidate->count,
                       candidate->count == 1 ? "" : "s", candidate->categories, candidate->first_seen ? ", since " : "",
                       candidate->first_seen ? candidate->first_seen : "", candidate->in_head ? "" : ", gone from HEAD");
        phs_buf_puts(terminal->out, "  ");
        phs_escape_terminal(terminal->out, phs_slice(line));
        phs_buf_putc(terminal->out, '\n');
    }
    if (run->incidents.n > MOST_SHOWN)
        phs_buf_printf(terminal->out, "  and %zu more\n", run->incidents.n - MOST_SHOWN);
}

void phs_text_summary(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run) {
    struct phs_tally tally = phs_tally_of(run);
    write_title(terminal, run);
    write_read(terminal, arena, run, &tally);
    write_map(terminal, arena, run, &tally);
    write_counts(terminal, arena, &tally);
    write_risks(terminal, arena, run);
    write_incidents(terminal, arena, run);
    if (tally.fail > tally.suppressed) {
        phs_buf_putc(terminal->out, '\n');
        phs_terminal_heading(terminal, "Findings");
        phs_text_findings(terminal, arena, run, false, TOP_FINDINGS);
    }
    write_conformance(terminal, arena, run);
    write_unknown(terminal, arena, run);
    write_not_read(terminal, arena, run);
    write_warnings(terminal, run);
}
