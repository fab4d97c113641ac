/* SPDX-License-Identifier: Apache-2.0 */
/* A step of the plan as an issue tracker takes it: title, body, labels, priority, due, and the command that shows it is done.
 */
#include "reports/documents/parts.h"

enum { MOST_PLACES = 20 };

/* The scope as a person would type it in a shell: quoted where it holds more than letters of a path. */
static const char *shell_word(const struct phs_view_of *of, const char *text) {
    for (const char *at = text; *at; at++) {
        bool plain =
            (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') || strchr("._/-", *at);
        if (plain)
            continue;
        if (strchr(text, '\''))
            return NULL;
        return phs_printf(of->arena, "'%s'", text);
    }
    return text;
}

static const char *scan_of(const struct phs_view_of *of) {
    const struct phs_scope *scope = of->run->scope;
    const char *word = shell_word(of, scope->file ? scope->file : scope->folder ? scope->folder : ".");
    if (!word || *word == '-')
        return "phiscope scan";
    return phs_printf(of->arena, "phiscope scan %s%s", scope->file ? "--scope " : "", word);
}

/* A question is answered by a person; a check is seen to pass by scanning again. */
static const char *verify(const struct phs_view_of *of, const struct phs_remediation *step) {
    if (!step->check)
        return "phiscope attest";
    return phs_printf(of->arena, "%s --fail-on %s", scan_of(of), phs_severity_name(step->priority));
}

static void put_body(const struct phs_view_of *of, struct phs_buf *text, const struct phs_remediation *step) {
    for (size_t i = 0; i < step->findings.n && i < MOST_PLACES; i++) {
        const struct phs_finding *finding = step->findings.at[i];
        const char *place = phs_part_finding_place(of, finding);
        phs_buf_printf(text, "\n- %s: %s%s%s", finding->id, finding->resource ? finding->resource->address : finding->check,
                       *place ? ", " : "", place);
    }
    if (step->findings.n > MOST_PLACES)
        phs_buf_printf(text, "\n- and %zu more", step->findings.n - MOST_PLACES);
    for (size_t i = 0; i < step->risks.n && i < MOST_PLACES; i++)
        phs_buf_printf(text, "%s%s (%s)", i ? ", " : "\n\nRisks: ", step->risks.at[i].risk->id,
                       phs_level_title(step->risks.at[i].risk->final_observed));
    if (step->risks.n > MOST_PLACES)
        phs_buf_printf(text, ", and %zu more", step->risks.n - MOST_PLACES);
}

static const char *body(const struct phs_view_of *of, const struct phs_remediation *step, const char *how, const char *where,
                        const char *drop) {
    struct phs_buf text;
    phs_buf_init(&text, 1 << 20);
    phs_buf_puts(&text, how ? how : "");
    if (where && *where)
        phs_buf_printf(&text, "\n\nWhere: %s.", where);
    if (drop)
        phs_buf_printf(&text, "\n\nTakes off, alone: %s.", drop);
    if (step->findings.n)
        phs_buf_puts(&text, "\n\nFindings:");
    put_body(of, &text, step);
    phs_buf_printf(&text, "\n\nMore: phiscope explain %s", step->check ? step->check : step->safeguard);
    phs_buf_printf(&text, "\n%s: %s", step->check ? "Done when this names it no more" : "Answer it with", verify(of, step));
    const char *copy = phs_strdup(of->arena, phs_buf_text(&text));
    phs_buf_done(&text);
    return copy;
}

void phs_part_ticket(const struct phs_view_of *of, struct phs_map_builder *map, const struct phs_remediation *step,
                     const char *how, const char *where, const char *drop) {
    const char *priority = step->check ? phs_severity_name(step->priority) : NULL;
    struct phs_map_builder ticket;
    phs_view_text(map, "explain", step->check ? phs_printf(of->arena, "phiscope explain %s", step->check) : NULL);
    phs_view_text(map, "verify", verify(of, step));
    phs_view_start(&ticket, of->arena);
    phs_view_text(&ticket, "id", step->id);
    phs_view_text(&ticket, "title", phs_part_step_title(of, step));
    phs_view_text(&ticket, "body", body(of, step, how, where, drop));
    phs_view_printf(&ticket, "labels", "phiscope,%s%s%s", step->check ? "fix" : "question", step->safeguard ? "," : "",
                    step->safeguard ? step->safeguard : "");
    phs_view_text(&ticket, "priority", priority ? priority : phs_level_title(step->level));
    phs_view_text(&ticket, "safeguard_id", step->safeguard); /* what an audience may see of it depends on this */
    phs_view_text(&ticket, "due", phs_view_date(of->arena, step->due));
    phs_view_text(&ticket, "owner", step->owner);
    phs_view_value(map, "ticket", phs_view_done(&ticket));
}
