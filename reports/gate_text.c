/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope gate as text: all new findings, none cut, since a reviewer works through them. */
#include "reports/gate_text.h"

#include "reports/tally.h"
#include "reports/text.h"

enum { ALL = 10000, WIDTH = 100 };

size_t phs_gate_unknowns(const struct phs_run *run, const struct phs_run *base) {
    struct phs_arena *scratch = phs_arena_new();
    struct phs_map known;
    size_t count = 0;
    phs_map_init(&known, scratch);
    for (size_t i = 0; base && i < base->findings.n; i++)
        if (base->findings.at[i]->verdict == PHS_VERDICT_UNKNOWN)
            phs_map_puts(&known, base->findings.at[i]->fingerprint, base->findings.at[i]);
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        count += finding->verdict == PHS_VERDICT_UNKNOWN && !finding->exception && !phs_map_gets(&known, finding->fingerprint);
    }
    phs_arena_free(scratch);
    return count;
}

static size_t count_known(const struct phs_run *run) {
    size_t count = 0;
    for (size_t i = 0; i < run->findings.n; i++)
        count += run->findings.at[i]->verdict == PHS_FAIL && !run->findings.at[i]->is_new;
    return count;
}

void phs_gate_text(struct phs_terminal *terminal, struct phs_arena *arena, const struct phs_run *run, const char *ref,
                   const char *commit, enum phs_severity threshold) {
    bool new_only = run->scope->gate.new_only;
    size_t listed = phs_text_findings(terminal, arena, run, new_only, ALL);
    const char *count = new_only ? phs_count_text(arena, listed, "new finding", NULL)
                                 : phs_printf(arena, "%s, new or not,", phs_count_text(arena, listed, "finding", NULL));
    if (listed)
        phs_buf_putc(terminal->out, '\n');
    phs_terminal_wrap(
        terminal,
        phs_printf(arena,
                   "%s against %.12s, where this tree and %s parted, under the scope, exceptions and "
                   "attestations of that commit; the gate fails from priority %s on. %zu known before, %zu unknown.",
                   listed     ? count
                   : new_only ? "No new finding"
                              : "No finding",
                   commit, ref, phs_severity_name(threshold), count_known(run), phs_gate_unknowns(run, NULL)),
        0, WIDTH, 0);
}
