/* SPDX-License-Identifier: Apache-2.0 */
/* What each audience gets, with the line on every page. The auditor's copy: auditor.c; customers and the public: posture.c. */
#include "reports/audience.h"

#include "base/escape.h"
#include "reports/posture.h"

static const char *const names[] = {"internal", "auditor", "customer", "public"};

bool phs_audience_parse(const char *word, enum phs_audience *ret_audience) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(word, names[i]) == 0) {
            *ret_audience = (enum phs_audience)i;
            return true;
        }
    return false;
}

static const char *confidentiality(enum phs_audience audience) {
    static const char *const lines[] = {
        "Internal and confidential: names systems, weaknesses and the places where they stand",
        "Confidential, for the auditor: without the places of secrets and without how weaknesses are reached",
        "Confidential, for customers: results of controls only",
        "Public: counts only",
    };
    return lines[audience];
}

/* A string of a style sheet: letters, digits and spaces as they are, everything else by number. */
static const char *css_text(struct phs_arena *arena, const char *text) {
    struct phs_buf plain, out;
    phs_buf_init(&plain, 1 << 16);
    phs_buf_init(&out, 1 << 20);
    phs_escape_plain(&plain, phs_slice(text));
    struct phs_slice rest = phs_slice_n(phs_buf_text(&plain), plain.len);
    for (size_t at = 0; at < rest.len;) {
        uint32_t c = phs_utf8_next(rest, &at);
        bool plainly =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '.' || c == ',';
        if (plainly)
            phs_buf_putc(&out, (char)c);
        else
            phs_buf_printf(&out, "\\%06x ", (unsigned)c); /* the space ends the number and is not shown */
    }
    const char *copy = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&plain);
    phs_buf_done(&out);
    return copy;
}

static const struct phs_value *document(struct phs_arena *arena, const struct phs_value *view, enum phs_audience audience,
                                        const char *counsel) {
    const char *run = phs_text_or(arena, phs_get_path(view, "run.id"), ""),
               *rules = phs_text_or(arena, phs_get_path(view, "run.catalogue_sha256"), ""),
               *weights = phs_text_or(arena, phs_get_path(view, "run.weights_sha256"), NULL),
               *approver = phs_text_or(arena, phs_get(view, "approved_by"), NULL);
    const char *state = approver ? phs_printf(arena, "Approved by %s", approver) : "Draft until a person approves it";
    const char *line =
        phs_printf(arena, "%s. %s%s%s. Run %s, rule set %.12s%s%.12s", confidentiality(audience), counsel ? counsel : "",
                   counsel ? ". " : "", state, run, rules, weights ? ", weights " : "", weights ? weights : "");
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    phs_view_text(&map, "audience", names[audience]);
    phs_view_printf(&map, "audience_title", "%c%s", names[audience][0] - 'a' + 'A', names[audience] + 1);
    phs_view_text(&map, "confidentiality", confidentiality(audience));
    phs_view_text(&map, "counsel", counsel);
    phs_view_text(&map, "state", state);
    phs_view_text(&map, "line", line);
    phs_view_text(&map, "page_css", css_text(arena, line));
    return phs_view_done(&map);
}

const struct phs_value *phs_audience_view(struct phs_arena *arena, const struct phs_value *view, const struct phs_run *run,
                                          enum phs_audience audience, const char *counsel) {
    const struct phs_value *seen = audience == PHS_AUDIENCE_INTERNAL  ? view
                                   : audience == PHS_AUDIENCE_AUDITOR ? phs_audience_auditor(arena, view, run)
                                                                      : phs_posture_view(arena, view, audience);
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    for (size_t i = 0; i < seen->map.n; i++)
        if (audience != PHS_AUDIENCE_AUDITOR || !phs_slice_is(seen->map.at[i].key, "map_svg"))
            phs_map_builder_set(&map, seen->map.at[i].key, seen->map.at[i].key_place, seen->map.at[i].value);
    phs_view_text(&map, "audience", names[audience]);
    phs_view_value(&map, "document", document(arena, view, audience, counsel));
    return phs_view_done(&map);
}

bool phs_audience_is_posture(const struct phs_value *view) {
    return phs_slice_is(phs_text(phs_get(view, "schema")), "phiscope.posture/1");
}
