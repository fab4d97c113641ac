/* SPDX-License-Identifier: Apache-2.0 */
/* A comment on a pull request. GitHub refuses one above 65,536 characters, so rows are only written while they fit and what
 * was left out is said. Names from the repository are escaped, "@" is kept from calling people and "://" from
 * becoming a link. */
#include "base/escape.h"
#include "reports/export.h"
#include "reports/tally.h"

enum { MOST = 65536, FOR_LOST = 12288, FOR_END = 2048, CELL = 600, MOST_LOST = 40 };

struct summary {
    struct phs_buf *out; /* in memory: its length is looked at */
    const struct phs_export *export;
};

static void cell(struct summary *to, const char *text) {
    struct phs_buf safe;
    phs_buf_init(&safe, 32 * (size_t)CELL + 64);
    struct phs_slice cut = phs_slice(text);
    bool longer = cut.len > CELL;
    if (longer)
        for (cut.len = CELL; cut.len && ((unsigned char)cut.ptr[cut.len] & 0xC0) == 0x80;)
            cut.len--;
    phs_escape_markdown(&safe, cut);
    for (const char *c = phs_buf_text(&safe); *c; c++) {
        phs_buf_putc(to->out, *c);
        if (*c == '@' || strncmp(c, "://", 3) == 0)
            phs_buf_puts(to->out, "<!-- -->");
    }
    if (longer)
        phs_buf_puts(to->out, " ...");
    phs_buf_done(&safe);
}

/* Takes back what was written since start when it leaves less than so many bytes. */
static bool fits(struct summary *to, size_t start, size_t spare) {
    if (to->out->len <= MOST - spare)
        return true;
    to->out->len = start;
    to->out->ptr[start] = '\0';
    return false;
}

static void write_counts(struct summary *to, size_t fails) {
    struct phs_arena *arena = to->export->arena;
    struct phs_tally tally = phs_tally_of(to->export->run);
    const char *what = to->export->gate ? "new finding" : "finding";
    phs_buf_printf(to->out, "### phiscope: %s\n\n",
                   fails              ? phs_count_text(arena, fails, what, NULL)
                   : to->export->gate ? "no new finding"
                                      : "no finding");
    if (to->export->gate)
        phs_buf_printf(to->out, "%zu known before, ", tally.fail - fails - tally.suppressed);
    phs_buf_printf(to->out, "%zu accepted by an exception, %zu unknown, %zu pass. ", tally.suppressed, tally.unknown,
                   tally.pass);
    phs_buf_printf(to->out, "%s with PHI, %zu of its flows without a BAA in force.\n\n",
                   phs_count_text(arena, to->export->run->map ? to->export->run->map->systems.n : 0, "system", NULL),
                   tally.flows_without_baa);
}

static void write_row(struct summary *to, const struct phs_finding *finding) {
    struct phs_located located = phs_locate_finding(to->export, finding);
    phs_buf_printf(to->out, "| %s | ", phs_severity_name(finding->priority));
    cell(to, phs_located_text(to->export->arena, &located));
    phs_buf_puts(to->out, " | ");
    cell(to, finding->resource ? finding->resource->address : "");
    phs_buf_puts(to->out, " | ");
    cell(to, phs_export_sentence(to->export->arena, finding));
    phs_buf_puts(to->out, " | ");
    cell(to, finding->check);
    phs_buf_puts(to->out, " |\n");
}

static void write_findings(struct summary *to, size_t fails) {
    const struct phs_run *run = to->export->run;
    size_t shown = 0;
    if (!fails)
        return;
    phs_buf_puts(to->out, "| Priority | Place | Resource | Finding | Check |\n| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < run->findings.n; i++) {
        if (!phs_export_counts(to->export, run->findings.at[i]))
            continue;
        size_t before = to->out->len;
        write_row(to, run->findings.at[i]);
        if (!fits(to, before, FOR_LOST))
            break;
        shown++;
    }
    phs_buf_putc(to->out, '\n');
    if (shown < fails)
        phs_buf_printf(to->out, "%zu more do not fit into a comment; `--format sarif` and `--format json` list them all.\n\n",
                       fails - shown);
}

static bool is_lost(const struct phs_coverage *coverage) {
    return coverage->state != PHS_READ && (coverage->asked || coverage->reason);
}

static void write_lost_line(struct summary *to, const struct phs_coverage *coverage) {
    phs_buf_puts(to->out, "- ");
    cell(to, phs_printf(to->export->arena, "%s %s", coverage->kind, coverage->what));
    phs_buf_puts(to->out, coverage->state == PHS_NOT_READ ? " (not read): " : " (in part): ");
    cell(to, coverage->reason ? coverage->reason : "no reason was given");
    phs_buf_putc(to->out, '\n');
}

static void write_lost(struct summary *to) {
    const struct phs_graph *graph = to->export->run->graph;
    size_t count = 0, shown = 0;
    for (size_t i = 0; i < graph->coverage.n; i++) {
        if (!is_lost(&graph->coverage.at[i]))
            continue;
        if (count++ == 0)
            phs_buf_puts(to->out, "**Not read, or only in part**\n\n");
        if (shown + 1 < count || shown >= MOST_LOST)
            continue;
        size_t start = to->out->len;
        write_lost_line(to, &graph->coverage.at[i]);
        shown += fits(to, start, FOR_END);
    }
    if (count > shown)
        phs_buf_printf(to->out, "- and %zu more\n", count - shown);
    if (count)
        phs_buf_putc(to->out, '\n');
}

static void write_unknown(struct summary *to) {
    struct phs_reason_counts counts = phs_tally_reasons(to->export->arena, to->export->run);
    if (counts.items.n == 0)
        return;
    phs_buf_puts(to->out, "**Unknown, by reason:** ");
    for (size_t i = 0; i < counts.items.n; i++)
        phs_buf_printf(to->out, "%s%zu %s", i ? ", " : "", counts.items.at[i].count, counts.items.at[i].word);
    phs_buf_puts(to->out, "\n\n");
}

void phs_summary_markdown_write(struct phs_buf *out, const struct phs_export *export) {
    struct phs_buf text;
    phs_buf_init(&text, (size_t)4 * MOST);
    struct summary to = {&text, export};
    size_t fails = 0;
    for (size_t i = 0; i < export->run->findings.n; i++)
        fails += phs_export_counts(export, export->run->findings.at[i]);
    write_counts(&to, fails);
    write_findings(&to, fails);
    write_lost(&to);
    write_unknown(&to);
    phs_buf_printf(&text, "Run %s%s%.12s. What is not seen here is not known to be sound.\n", export->run->id,
                   export->base ? " against " : "", export->base ? export->base : "");
    phs_buf_add(out, phs_buf_text(&text), text.len);
    phs_buf_done(&text);
}
