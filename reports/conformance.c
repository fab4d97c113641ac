/* SPDX-License-Identifier: Apache-2.0 */
/* Sums the list of conformance, which is sorted by endpoint and profile. No percentage: a met question is not worth another. */
#include "reports/conformance.h"

static const char *add(struct phs_arena *arena, const char *list, const struct phs_conformance *answer) {
    return phs_printf(arena, "%s%s%s (%s, %s)", list, *list ? ", " : "", answer->rule, answer->level, answer->section);
}

static struct phs_conformance_line *line_of(struct phs_arena *arena, struct phs_conformance_lines *lines,
                                            const struct phs_conformance *answer, const struct phs_conformance *before) {
    static const char prefix[] = "endpoint:";
    const char *address = answer->resource->address;
    if (strncmp(address, prefix, sizeof prefix - 1) == 0)
        address += sizeof prefix - 1;
    if (!before || before->resource != answer->resource || strcmp(before->profile, answer->profile) != 0)
        PHS_PUSH(arena, lines->items,
                 (struct phs_conformance_line){.resource = address, .profile = answer->title, .not_met = "", .unknown = ""});
    return &lines->items.at[lines->items.n - 1];
}

struct phs_conformance_lines phs_conformance_sum(struct phs_arena *arena, const struct phs_run *run) {
    struct phs_conformance_lines lines = {0};
    for (size_t i = 0; i < run->conformance.n; i++) {
        const struct phs_conformance *answer = &run->conformance.at[i];
        struct phs_conformance_line *line = line_of(arena, &lines, answer, i ? answer - 1 : NULL);
        line->questions++;
        line->met += answer->verdict == PHS_PASS;
        line->open += answer->verdict == PHS_VERDICT_UNKNOWN;
        if (answer->verdict == PHS_FAIL)
            line->not_met = add(arena, line->not_met, answer);
        else if (answer->verdict == PHS_VERDICT_UNKNOWN)
            line->unknown = add(arena, line->unknown, answer);
    }
    return lines;
}
