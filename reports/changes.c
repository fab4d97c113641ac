/* SPDX-License-Identifier: Apache-2.0 */
/* Changes between two runs: posture apart from method. */
#include "reports/changes.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/json_writer.h"
#include "reports/view.h"

enum { WIDTH = 100 };

const char *phs_changes_method(struct phs_arena *arena, const struct phs_changes *changes) {
    const char *parts[4];
    size_t n = 0;
    if (changes->version_differs)
        parts[n++] = "the version of phiscope";
    if (changes->rules_differ)
        parts[n++] = "the rule set";
    if (changes->weights_differ)
        parts[n++] = "the weights";
    if (changes->method_differs)
        parts[n++] = "how likelihoods join";
    return n ? phs_view_join(arena, parts, n) : NULL;
}

static const char *arrow(struct phs_arena *arena, const struct phs_change *change) {
    if (change->before && change->after)
        return phs_printf(arena, "%s -> %s", change->before, change->after);
    return change->after ? change->after : change->before ? phs_printf(arena, "was %s", change->before) : "";
}

static void write_changes(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_change *at, size_t n,
                          bool method) {
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (at[i].method != method)
            continue;
        any = true;
        phs_buf_puts(terminal->out, "  ");
        phs_terminal_text(terminal, phs_printf(arena, "%-11s  %-10s  %s  %s", phs_change_name(at[i].kind), arrow(arena, &at[i]),
                                               at[i].what, at[i].about));
        phs_buf_puts(terminal->out, "\n");
        if (*at[i].place) {
            phs_buf_puts(terminal->out, "                           ");
            phs_terminal_colored(terminal, PHS_COLOR_DIM, at[i].place);
            phs_buf_puts(terminal->out, "\n");
        }
    }
    if (!any)
        phs_buf_puts(terminal->out, "  nothing\n");
}

static void write_part(struct phs_terminal *terminal, struct phs_arena *arena, const char *heading,
                       const struct phs_changes *changes, bool method) {
    phs_terminal_heading(terminal, phs_printf(arena, "%s: findings", heading));
    write_changes(terminal, arena, changes->findings.at, changes->findings.n, method);
    phs_buf_putc(terminal->out, '\n');
    phs_terminal_heading(terminal, phs_printf(arena, "%s: risks", heading));
    write_changes(terminal, arena, changes->risks.at, changes->risks.n, method);
    phs_buf_putc(terminal->out, '\n');
}

void phs_changes_write_text(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_changes *changes) {
    char before[11], after[11];
    const char *method = phs_changes_method(arena, changes);
    phs_date_format(changes->old_started, before);
    phs_date_format(changes->new_started, after);
    phs_terminal_wrap(terminal, phs_printf(arena, "From %s (%s) to %s (%s)", changes->old_run, before, changes->new_run, after),
                      0, WIDTH, 0);
    phs_buf_putc(terminal->out, '\n');
    write_part(terminal, arena, "Posture", changes, false);
    if (!method)
        return;
    phs_terminal_wrap(terminal, phs_printf(arena, "The method changed: %s. What follows comes of that.", method), 0, WIDTH, 0);
    phs_buf_putc(terminal->out, '\n');
    write_part(terminal, arena, "Method", changes, true);
}

static void write_cells(struct phs_buf *out, const char *const *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        phs_buf_puts(out, i ? " | " : "| ");
        phs_escape_markdown(out, phs_slice(cells[i]));
    }
    phs_buf_puts(out, " |\n");
}

static void write_table(struct phs_buf *out, struct phs_arena *arena, const struct phs_change *at, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *kind = phs_printf(arena, "%s%s", phs_change_name(at[i].kind), at[i].method ? " (method)" : "");
        const char *cells[] = {kind, arrow(arena, &at[i]), at[i].what, at[i].about, at[i].place};
        write_cells(out, cells, sizeof cells / sizeof *cells);
    }
}

void phs_changes_write_markdown(struct phs_buf *out, struct phs_arena *arena, const struct phs_changes *changes) {
    char before[11], after[11];
    const char *method = phs_changes_method(arena, changes);
    phs_date_format(changes->old_started, before);
    phs_date_format(changes->new_started, after);
    phs_buf_printf(out, "# Change from %s to %s\n\n", before, after);
    if (method)
        phs_buf_printf(out, "The method changed: %s. Rows marked so come of that.\n\n", method);
    phs_buf_puts(out, "| Change | Level | What | About | Where |\n|---|---|---|---|---|\n");
    write_table(out, arena, changes->findings.at, changes->findings.n);
    write_table(out, arena, changes->risks.at, changes->risks.n);
}

static void write_list(struct phs_json *json, const char *key, const struct phs_change *at, size_t n) {
    phs_json_key(json, key);
    phs_json_array(json);
    for (size_t i = 0; i < n; i++) {
        phs_json_object(json);
        phs_json_put(json, "change", phs_change_name(at[i].kind));
        phs_json_put_bool(json, "method", at[i].method);
        phs_json_put(json, "id", at[i].id);
        phs_json_put(json, "what", at[i].what);
        phs_json_put(json, "about", at[i].about);
        phs_json_put(json, "place", at[i].place);
        phs_json_put(json, "before", at[i].before);
        phs_json_put(json, "after", at[i].after);
        phs_json_object_end(json);
    }
    phs_json_array_end(json);
}

static void put_time(struct phs_json *json, const char *key, int64_t when) {
    char text[21];
    phs_time_format(when, text);
    phs_json_put(json, key, text);
}

void phs_changes_write_json(struct phs_buf *out, const struct phs_changes *changes) {
    struct phs_json json;
    phs_json_init(&json, out, true);
    phs_json_object(&json);
    phs_json_put(&json, "schema", "phiscope.changes/1");
    phs_json_put(&json, "old_run", changes->old_run);
    put_time(&json, "old_started", changes->old_started);
    phs_json_put(&json, "new_run", changes->new_run);
    put_time(&json, "new_started", changes->new_started);
    phs_json_put_bool(&json, "rules_differ", changes->rules_differ);
    phs_json_put_bool(&json, "weights_differ", changes->weights_differ);
    phs_json_put_bool(&json, "method_differs", changes->method_differs);
    phs_json_put_bool(&json, "version_differs", changes->version_differs);
    write_list(&json, "findings", changes->findings.at, changes->findings.n);
    write_list(&json, "risks", changes->risks.at, changes->risks.n);
    phs_json_object_end(&json);
    phs_buf_putc(out, '\n');
}
