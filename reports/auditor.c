/* SPDX-License-Identifier: Apache-2.0 */
/* The auditor's copy of a view: the same shape, without the places of secrets and without how weaknesses are reached. */
#include "reports/audience.h"

static const char told_instead[] = "withheld from this audience";

/* What a map of the view speaks about. */
enum subject { NOTHING_SPECIAL, SECRETS, REACH };

static enum subject subject_of_safeguard(struct phs_slice safeguard) {
    static const struct {
        const char *safeguard;
        enum subject subject;
    } rows[] = {{"secrets-management", SECRETS},
                {"credential-rotation", SECRETS},
                {"public-exposure", REACH},
                {"network-segmentation", REACH}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (phs_slice_is(safeguard, rows[i].safeguard))
            return rows[i].subject;
    return NOTHING_SPECIAL;
}

static bool names_secrets(struct phs_slice text) {
    return phs_slice_find(text, PHS_SLICE("secret")) != (size_t)-1;
}

/* A finding, step, ticket, safeguard or exception, by the safeguard or check that it names. */
static enum subject subject_of(const struct phs_value *map) {
    enum subject subject = subject_of_safeguard(phs_text(phs_get(map, "safeguard_id")));
    if (subject == NOTHING_SPECIAL)
        subject = subject_of_safeguard(phs_text(phs_get(map, "id")));
    bool secret = names_secrets(phs_text(phs_get(map, "check"))) ||
                  (phs_get(map, "approver") && names_secrets(phs_text(phs_get(map, "what"))));
    return subject == NOTHING_SPECIAL && secret ? SECRETS : subject;
}

/* How a thing is reached is withheld wherever it is said; a place only where it is that of a secret. */
static bool is_withheld(struct phs_slice key, enum subject subject) {
    static const char *const always[] = {"exposure_reason", "reach", NULL};
    static const char *const by_subject[] = {"reason", "text", "evidence", "note", "body", NULL};
    static const char *const of_secrets[] = {"place", "places", "resource", "where", NULL};
    const char *const *lists[] = {always, subject ? by_subject : NULL, subject == SECRETS ? of_secrets : NULL};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (const char *const *word = lists[l]; word && *word; word++)
            if (phs_slice_is(key, *word))
                return true;
    return false;
}

struct phs_withheld {
    struct phs_arena *arena;
    struct phs_map secret_places; /* places and addresses of what findings about secrets speak of: other lists name them too */
};

static enum subject subject_of_finding(const struct phs_finding *finding) {
    enum subject subject = finding->safeguard ? subject_of_safeguard(phs_slice(finding->safeguard)) : NOTHING_SPECIAL;
    return subject == NOTHING_SPECIAL && names_secrets(phs_slice(finding->check)) ? SECRETS : subject;
}

bool phs_withheld_words(const struct phs_finding *finding) {
    return subject_of_finding(finding) != NOTHING_SPECIAL;
}

bool phs_withheld_place(const struct phs_finding *finding) {
    return subject_of_finding(finding) == SECRETS;
}

bool phs_withheld_statement(const char *safeguard) {
    return safeguard && subject_of_safeguard(phs_slice(safeguard)) != NOTHING_SPECIAL;
}

static void hide(struct phs_withheld *withheld, struct phs_place place) {
    const char *text = phs_view_place(withheld->arena, place);
    if (*text)
        phs_map_puts(&withheld->secret_places, text, withheld);
}

/* A sighting is the secret itself: its address names the file. Other resources are only what a secret is used by. */
static void gather_places(struct phs_withheld *withheld, const struct phs_run *run) {
    for (size_t i = 0; i < run->findings.n; i++) {
        const struct phs_finding *finding = run->findings.at[i];
        if (!phs_withheld_place(finding))
            continue;
        hide(withheld, finding->place);
        if (!finding->resource)
            continue;
        hide(withheld, finding->resource->place);
        if (strcmp(finding->resource->type, "secret_sighting") == 0)
            phs_map_puts(&withheld->secret_places, finding->resource->address, withheld);
    }
}

/* The text is one of the places, or a sentence that has one among its words. */
static bool names_secret_place(const struct phs_withheld *withheld, struct phs_slice text) {
    if (phs_map_get(&withheld->secret_places, text))
        return true;
    for (size_t at = 0, start = 0; at <= text.len; at++) {
        if (at < text.len && !strchr(" ,;()\"'`[]\n", text.ptr[at]))
            continue;
        struct phs_slice word = phs_slice_n(text.ptr + start, at - start);
        while (word.len && (word.ptr[word.len - 1] == '.' || word.ptr[word.len - 1] == ':'))
            word.len--;
        if (word.len && phs_map_get(&withheld->secret_places, word))
            return true;
        start = at + 1;
    }
    return false;
}

static const struct phs_value *without(struct phs_withheld *withheld, const struct phs_value *value, int depth);

/* The list itself where nothing in it is withheld, so that a large view is not there twice. */
static const struct phs_value *list_without(struct phs_withheld *withheld, const struct phs_value *list, int depth) {
    struct phs_view_list copy = {0};
    bool changed = false;
    for (size_t i = 0; i < list->list.n; i++) {
        const struct phs_value *item = list->list.at[i];
        bool hidden = phs_is(item, PHS_STRING) && names_secret_place(withheld, item->string);
        const struct phs_value *seen = hidden ? phs_value_text(withheld->arena, told_instead) : without(withheld, item, depth);
        for (size_t k = 0; !changed && seen != item && k < i; k++)
            phs_view_add(withheld->arena, &copy, list->list.at[k]);
        changed |= seen != item;
        if (changed)
            phs_view_add(withheld->arena, &copy, seen);
    }
    return changed ? phs_value_list(withheld->arena, copy.items.at, copy.items.n, (struct phs_place){0}) : list;
}

/* The factor of a risk that says how the system is reached, and statements of threats that quote it. */
static bool is_reach(const struct phs_value *map) {
    return phs_slice_is(phs_text(phs_get(map, "name")), "exposure") && phs_get(map, "points");
}

/* What stands at a key for this audience: the value itself, a copy, or the word that it is withheld. */
static const struct phs_value *seen_at(struct phs_withheld *withheld, const struct phs_entry *entry, enum subject subject,
                                       bool reach, int depth) {
    const struct phs_value *value = entry->value;
    bool hidden = is_withheld(entry->key, subject) || (reach && phs_slice_is(entry->key, "reason")) ||
                  (phs_is(value, PHS_STRING) && names_secret_place(withheld, value->string));
    if (!hidden)
        return without(withheld, value, depth);
    return phs_is(value, PHS_LIST) ? phs_value_list(withheld->arena, NULL, 0, (struct phs_place){0})
                                   : phs_value_text(withheld->arena, told_instead);
}

static const struct phs_value *without(struct phs_withheld *withheld, const struct phs_value *value, int depth) {
    if (depth == 0 || (!phs_is(value, PHS_LIST) && !phs_is(value, PHS_MAP)))
        return value;
    if (phs_is(value, PHS_LIST))
        return list_without(withheld, value, depth - 1);
    enum subject subject = subject_of(value);
    bool reach = is_reach(value), changed = false;
    struct phs_map_builder map;
    for (size_t i = 0; i < value->map.n; i++) {
        const struct phs_entry *entry = &value->map.at[i];
        const struct phs_value *seen = seen_at(withheld, entry, subject, reach, depth - 1);
        if (!changed && seen != entry->value) {
            phs_view_start(&map, withheld->arena);
            for (size_t k = 0; k < i; k++)
                phs_map_builder_set(&map, value->map.at[k].key, value->map.at[k].key_place, value->map.at[k].value);
            changed = true;
        }
        if (changed)
            phs_map_builder_set(&map, entry->key, entry->key_place, seen);
    }
    return changed ? phs_view_done(&map) : value;
}

struct phs_withheld *phs_withheld_of(struct phs_arena *arena, const struct phs_run *run) {
    struct phs_withheld *withheld = PHS_NEW(arena, struct phs_withheld);
    withheld->arena = arena;
    phs_map_init(&withheld->secret_places, arena);
    gather_places(withheld, run);
    return withheld;
}

const char *phs_withheld_text(const struct phs_withheld *withheld, const char *text) {
    return withheld && text && names_secret_place(withheld, phs_slice(text)) ? told_instead : text;
}

const struct phs_value *phs_audience_auditor(struct phs_arena *arena, const struct phs_value *view, const struct phs_run *run) {
    enum { DEPTH = 32 };
    return without(phs_withheld_of(arena, run), view, DEPTH);
}
