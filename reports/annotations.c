/* SPDX-License-Identifier: Apache-2.0 */
/* GitHub workflow commands. A line of ours is a command to the runner, so nothing from a repository may begin one: control
 * characters are made visible first, then what the command language itself reads is percent-encoded. */
#include "base/escape.h"
#include "reports/export.h"
#include "reports/tally.h"

struct annotations {
    struct phs_buf *out;
    const struct phs_export *export;
};

static void write_encoded(struct phs_buf *out, const char *text, const char *special) {
    struct phs_buf safe;
    phs_buf_init(&safe, 16 * strlen(text) + 16);
    phs_escape_terminal(&safe, phs_slice(text));
    for (const char *c = phs_buf_text(&safe); *c; c++) {
        if (strchr(special, *c))
            phs_buf_printf(out, "%%%02X", (unsigned char)*c);
        else
            phs_buf_putc(out, *c);
    }
    phs_buf_done(&safe);
}

static void property(struct annotations *to, const char *before, const char *name, const char *value) {
    phs_buf_printf(to->out, "%s%s=", before, name);
    write_encoded(to->out, value, "%\r\n:,");
}

static void write_command(struct annotations *to, const char *level, const struct phs_located *located, const char *title,
                          const char *message) {
    phs_buf_printf(to->out, "::%s ", level);
    property(to, "", "file", located->path);
    if (located->line)
        phs_buf_printf(to->out, ",line=%u", located->line);
    if (located->end_line > located->line)
        phs_buf_printf(to->out, ",endLine=%u", located->end_line);
    if (located->column && located->end_line == located->line)
        phs_buf_printf(to->out, ",col=%u", located->column);
    property(to, ",", "title", title);
    phs_buf_puts(to->out, "::");
    write_encoded(to->out, message, "%\r\n");
    phs_buf_putc(to->out, '\n');
}

/* GitHub's words. */
static const char *level_of(enum phs_severity priority) {
    const char *level = phs_export_level(priority);
    return strcmp(level, "note") == 0 ? "notice" : level;
}

static void write_finding(struct annotations *to, const struct phs_finding *finding) {
    struct phs_arena *arena = to->export->arena;
    struct phs_located located = phs_locate_finding(to->export, finding);
    const struct phs_check_info *check = phs_catalogue_check(to->export->catalogue, finding->check);
    const char *address = finding->resource ? finding->resource->address : "";
    const char *message = finding->reason && *finding->reason ? finding->reason : finding->check;
    message = phs_printf(arena, "%s%s%s%s%s", address, *address ? ": " : "", message, located.row && *located.row ? ", " : "",
                         located.row ? located.row : "");
    if (check && check->remedy)
        message = phs_printf(arena, "%s. %s", message, check->remedy);
    const char *title = phs_printf(arena, "%s (%s)", finding->title ? finding->title : finding->check, finding->check);
    write_command(to, level_of(finding->priority), &located, title, message);
}

static void write_lost(struct annotations *to, const struct phs_coverage *coverage) {
    struct phs_arena *arena = to->export->arena;
    struct phs_located located = phs_locate_place(to->export, coverage->place);
    bool lost = coverage->state == PHS_NOT_READ;
    write_command(to, lost ? "error" : "warning", &located, lost ? "Not read" : "Read only in part",
                  phs_printf(arena, "%s %s: %s", coverage->kind, coverage->what,
                             coverage->reason ? coverage->reason : "no reason was given"));
}

static void write_unknown(struct annotations *to) {
    struct phs_arena *arena = to->export->arena;
    struct phs_reason_counts counts = phs_tally_reasons(arena, to->export->run);
    if (counts.items.n == 0)
        return;
    const char *list = "";
    for (size_t i = 0; i < counts.items.n; i++)
        list = phs_printf(arena, "%s%s%zu %s", list, *list ? ", " : "", counts.items.at[i].count, counts.items.at[i].word);
    phs_buf_puts(to->out, "::notice title=Verdicts that could not be given::by reason: ");
    write_encoded(to->out, list, "%\r\n");
    phs_buf_putc(to->out, '\n');
}

/* The runner shows ten of a kind: findings come in the order of their priority. */
void phs_annotations_write(struct phs_buf *out, const struct phs_export *export) {
    struct annotations to = {out, export};
    const struct phs_run *run = export->run;
    for (size_t i = 0; i < run->graph->coverage.n; i++)
        if (run->graph->coverage.at[i].asked && run->graph->coverage.at[i].state != PHS_READ)
            write_lost(&to, &run->graph->coverage.at[i]);
    for (size_t i = 0; i < run->findings.n; i++)
        if (phs_export_counts(export, run->findings.at[i]))
            write_finding(&to, run->findings.at[i]);
    write_unknown(&to);
}
