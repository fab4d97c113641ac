/* SPDX-License-Identifier: Apache-2.0 */
/* What each audience gets: the line on every page, and the auditor's copy. Customers and the public: posture.c. */
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

/* What a map of the view speaks about, by the safeguard that it names or is. */
enum subject { NOTHING_SPECIAL, SECRETS, REACH };

static enum subject subject_of(const struct phs_value *map) {
    static const struct {
        const char *safeguard;
        enum subject subject;
    } rows[] = {{"secrets-management", SECRETS},
                {"credential-rotation", SECRETS},
                {"public-exposure", REACH},
                {"network-segmentation", REACH}};
    struct phs_slice safeguard = phs_text(phs_get(map, "safeguard_id")), id = phs_text(phs_get(map, "id"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (phs_slice_is(safeguard, rows[i].safeguard) || phs_slice_is(id, rows[i].safeguard))
            return rows[i].subject;
    return phs_slice_find(phs_text(phs_get(map, "check")), PHS_SLICE("secret")) != (size_t)-1 ? SECRETS : NOTHING_SPECIAL;
}

/* How a thing is reached is withheld wherever it is said; a place only where it is that of a secret. */
static bool is_withheld(struct phs_slice key, enum subject subject) {
    static const char *const always[] = {"exposure_reason", "reach", NULL};
    static const char *const by_subject[] = {"reason", "text", "evidence", "note", NULL};
    static const char *const of_secrets[] = {"place", "places", "resource", "where", NULL};
    const char *const *lists[] = {always, subject ? by_subject : NULL, subject == SECRETS ? of_secrets : NULL};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (const char *const *word = lists[l]; word && *word; word++)
            if (phs_slice_is(key, *word))
                return true;
    return false;
}

struct copying {
    struct phs_arena *arena;
    struct phs_map secret_places; /* of findings about secrets: other lists name the same place */
};

static const struct phs_value *without(struct copying *copying, const struct phs_value *value, int depth);

static const struct phs_value *list_without(struct copying *copying, const struct phs_value *list, int depth) {
    struct phs_view_list copy = {0};
    for (size_t i = 0; i < list->list.n; i++)
        phs_view_add(copying->arena, &copy, without(copying, list->list.at[i], depth));
    return phs_value_list(copying->arena, copy.items.at, copy.items.n, (struct phs_place){0});
}

static void gather_places(struct copying *copying, const struct phs_value *findings) {
    for (size_t i = 0; phs_is(findings, PHS_LIST) && i < findings->list.n; i++) {
        struct phs_slice place = phs_text(phs_get(findings->list.at[i], "place"));
        if (place.len && subject_of(findings->list.at[i]) == SECRETS)
            phs_map_put(&copying->secret_places, place, copying);
    }
}

/* The factor of a risk that says how the system is reached, and statements of threats that quote it. */
static bool is_reach(const struct phs_value *map) {
    return phs_slice_is(phs_text(phs_get(map, "name")), "exposure") && phs_get(map, "points");
}

static const struct phs_value *without(struct copying *copying, const struct phs_value *value, int depth) {
    struct phs_arena *arena = copying->arena;
    if (depth == 0 || (!phs_is(value, PHS_LIST) && !phs_is(value, PHS_MAP)))
        return value;
    if (phs_is(value, PHS_LIST))
        return list_without(copying, value, depth - 1);
    enum subject subject = subject_of(value);
    bool reach = is_reach(value);
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        bool hidden = is_withheld(entry->key, subject) || (reach && phs_slice_is(entry->key, "reason")) ||
                      (phs_is(entry->value, PHS_STRING) && phs_map_get(&copying->secret_places, entry->value->string));
        if (!hidden)
            phs_map_builder_set(&map, entry->key, entry->key_place, without(copying, entry->value, depth - 1));
        else if (phs_is(entry->value, PHS_LIST))
            phs_view_value(&map, phs_slice_dup(arena, entry->key), phs_value_list(arena, NULL, 0, (struct phs_place){0}));
        else
            phs_view_text(&map, phs_slice_dup(arena, entry->key), "withheld from this audience");
    }
    return phs_view_done(&map);
}

static const struct phs_value *for_auditor(struct phs_arena *arena, const struct phs_value *view) {
    enum { DEPTH = 32 };
    struct copying copying = {.arena = arena};
    phs_map_init(&copying.secret_places, arena);
    gather_places(&copying, phs_get(view, "open_findings"));
    gather_places(&copying, phs_get(view, "closed_findings"));
    return without(&copying, view, DEPTH);
}

const struct phs_value *phs_audience_view(struct phs_arena *arena, const struct phs_value *view, enum phs_audience audience,
                                          const char *counsel) {
    const struct phs_value *seen = audience == PHS_AUDIENCE_INTERNAL  ? view
                                   : audience == PHS_AUDIENCE_AUDITOR ? for_auditor(arena, view)
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
