/* SPDX-License-Identifier: Apache-2.0 */
/* Attestations: a person's dated statement counts in full only with evidence and until its review date. */
#include "collect/attestations.h"

#include "base/clock.h"
#include "collect/inventory.h"
#include "collect/nearest.h"

/* Without a review date of its own a statement lasts a year. */
enum { GOOD_FOR_DAYS = 365 };

static const struct phs_field fields[] = {
    {"safeguard", PHS_FIELD_TEXT, "safeguard id|control|control id|question id|id"},
    {"system", PHS_FIELD_TEXT, "applies to|phi system|about"},
    {"answer", PHS_FIELD_TEXT, "in place|implemented|response|status|result"},
    {"statement", PHS_FIELD_TEXT, "description|details|how|explanation|what we do"},
    {"evidence", PHS_FIELD_LIST, "proof|evidence link|documents|document|link|attachment"},
    {"by", PHS_FIELD_TEXT, "attested by|answered by|person|signed by|name|who|owner"},
    {"role", PHS_FIELD_TEXT, "title|job title|position"},
    {"date", PHS_FIELD_DATE, "attested on|answered on|date attested|signed on|as of"},
    {"review_by", PHS_FIELD_DATE, "review date|next review|expires|expiry|valid until|due"},
    {"reason", PHS_FIELD_TEXT, "why|why not|rationale|justification"},
};

static const char *const lists[] = {"attestations", "answers", NULL};
static const struct phs_inventory_spec spec = {.kind = "attestations",
                                               .noun = "safeguard",
                                               .fields = fields,
                                               .n = sizeof fields / sizeof fields[0],
                                               .keys = 1,
                                               .lists = lists};

struct answer_words {
    const char *answer, *words;
};

static const struct answer_words answers[] = {
    {"yes", "yes|y|true|done|implemented|inplace|complete|full|fully"},
    {"no", "no|n|false|none|missing|notimplemented|notinplace"},
    {"partly", "partly|partial|partially|some|inprogress|started"},
    {"not_applicable", "notapplicable|na"},
};

static const char *answer_of(struct phs_arena *arena, const char *text) {
    const char *squashed = text ? phs_squash(arena, phs_slice(text)) : "";
    for (size_t i = 0; *squashed && i < sizeof answers / sizeof answers[0]; i++) {
        struct phs_slice rest = phs_slice(answers[i].words), word;
        while (phs_slice_cut(&rest, '|', &word))
            if (phs_slice_is(word, squashed))
                return answers[i].answer;
    }
    return NULL;
}

struct judgement {
    const char *state, *reason; /* reason: why it is not simply pass, or NULL */
};

static bool is(const char *a, const char *b) {
    return a && strcmp(a, b) == 0;
}

/* Why a statement cannot be relied on today, or NULL. */
static const char *stale(const struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    int64_t date, review, now = phs_clock_now();
    const char *review_by = phs_inventory_text(inventory, row, "review_by");
    const char *dated = phs_inventory_text(inventory, row, "date");
    if (!dated || !phs_time_parse(phs_slice(dated), &date))
        return "it is undated";
    if (phs_days_between(now, date) > 0)
        return "it is dated in the future";
    if (review_by && phs_time_parse(phs_slice(review_by), &review))
        return phs_days_between(now, review) < 0 ? phs_printf(inventory->graph->arena, "its review was due by %s", review_by)
                                                 : NULL;
    if (phs_days_between(date, now) > GOOD_FOR_DAYS)
        return phs_printf(inventory->graph->arena, "it is from %s and names no review date", dated);
    return NULL;
}

static bool has_items(const struct phs_value *list) {
    return phs_is(list, PHS_LIST) && list->list.n > 0;
}

static struct judgement judge(const struct phs_inventory *inventory, const struct phs_inventory_row *row, const char *answer) {
    if (!answer)
        return (struct judgement){"unknown", "it gives no answer that we can read (yes, no, partly, not_applicable)"};
    if (is(answer, "no"))
        return (struct judgement){"fail", NULL};
    if (!phs_inventory_text(inventory, row, "by"))
        return (struct judgement){"unknown", "nobody is named who stands for it"};
    const char *why = stale(inventory, row);
    if (why)
        return (struct judgement){"unknown", why};
    if (is(answer, "not_applicable"))
        return phs_inventory_text(inventory, row, "reason")
                   ? (struct judgement){"not_applicable", NULL}
                   : (struct judgement){"unknown", "it says not applicable and gives no reason"};
    if (is(answer, "partly"))
        return (struct judgement){"partial", "it is in place only partly"};
    return has_items(phs_inventory_get(inventory, row, "evidence")) ? (struct judgement){"pass", NULL}
                                                                    : (struct judgement){"partial", "it names no evidence"};
}

static void set(struct phs_map_builder *map, const char *key, const char *text) {
    if (text)
        phs_map_builder_set(map, phs_slice(key), (struct phs_place){0}, phs_value_text(map->arena, text));
}

static const char *or_none(const char *text) {
    return text ? text : "";
}

/* Of two dated statements about the same the later one counts, and on one day the one that stands below; the other is history.
 */
static bool is_history(const struct phs_inventory *inventory, size_t at) {
    const struct phs_inventory_row *row = &inventory->rows.at[at];
    int64_t date, later;
    const char *dated = phs_inventory_text(inventory, row, "date");
    if (!dated || !phs_time_parse(phs_slice(dated), &date))
        return false;
    for (size_t i = 0; i < inventory->rows.n; i++) {
        const struct phs_inventory_row *other = &inventory->rows.at[i];
        const char *when = phs_inventory_text(inventory, other, "date");
        if (i == at || !when || !phs_time_parse(phs_slice(when), &later) || later < date || (later == date && i < at) ||
            !is(phs_inventory_text(inventory, other, "safeguard"), phs_inventory_text(inventory, row, "safeguard")) ||
            !is(or_none(phs_inventory_text(inventory, other, "system")), or_none(phs_inventory_text(inventory, row, "system"))))
            continue;
        return true;
    }
    return false;
}

static void add_attestation(struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    static const char *const copied[] = {"safeguard", "system", "statement", "evidence", "by",
                                         "role",      "date",   "review_by", "reason",   NULL};
    struct phs_graph *graph = inventory->graph;
    struct phs_map_builder map;
    const char *safeguard = phs_inventory_text(inventory, row, "safeguard"),
               *system = phs_inventory_text(inventory, row, "system");
    const char *address = phs_printf(graph->arena, "attestation:%s%s%s", safeguard, system ? "/" : "", system ? system : "");
    struct phs_resource *before = phs_graph_find(graph, inventory->path, "", address);
    if (before)
        phs_inventory_note(inventory, row->place, false, "%s is attested already at %s; both are kept", safeguard,
                           phs_place_text(graph->arena, before->place));
    const char *answer = answer_of(graph->arena, phs_inventory_text(inventory, row, "answer"));
    struct judgement judgement = judge(inventory, row, answer);
    struct phs_resource *attestation = phs_graph_add(graph, inventory->path, "", "attestation", address);
    phs_map_builder_init(&map, graph->arena);
    phs_inventory_copy(inventory, row, &map, copied);
    set(&map, "answer", answer);
    set(&map, "state", judgement.state);
    set(&map, "state_reason", judgement.reason);
    attestation->attributes = attestation->original = phs_map_builder_done(&map, row->place);
    attestation->name = safeguard;
    attestation->collector = "attestations";
    attestation->directness = PHS_DECLARED;
    attestation->place = row->place;
}

/* YAML and JSON may write true and false. */
static void words_for_bools(struct phs_inventory *inventory) {
    for (size_t i = 0; i < inventory->rows.n; i++)
        for (size_t field = 0; field < spec.n; field++)
            if (strcmp(fields[field].name, "answer") == 0 && phs_is(inventory->rows.at[i].raw[field], PHS_BOOL))
                inventory->rows.at[i].at[field] =
                    phs_value_text(inventory->graph->arena, inventory->rows.at[i].raw[field]->boolean ? "yes" : "no");
}

static void check_safeguard(struct phs_inventory *inventory, const struct phs_inventory_row *row,
                            const struct phs_catalogue *catalogue) {
    struct phs_arena *arena = inventory->graph->arena;
    const char *id = phs_inventory_text(inventory, row, "safeguard");
    PHS_VEC(const char *) ids = {0};
    if (!catalogue || phs_catalogue_safeguard(catalogue, id))
        return;
    for (size_t i = 0; i < catalogue->safeguards.n; i++)
        PHS_PUSH(arena, ids, catalogue->safeguards.at[i]->id);
    PHS_PUSH(arena, ids, NULL);
    const char *meant = phs_nearest(phs_slice(id), ids.at);
    phs_inventory_note(inventory, row->place, false, "there is no safeguard \"%.80s\"%s%s%s", id,
                       meant ? "; did you mean \"" : "", meant ? meant : "", meant ? "\"?" : "");
}

void phs_attestations_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_catalogue *catalogue) {
    struct phs_inventory inventory;
    if (!scope->attestations ||
        !phs_inventory_read(&inventory, graph, &spec, scope->folder, scope->attestations, NULL, scope->attestations_place))
        return;
    words_for_bools(&inventory);
    for (size_t i = 0; i < inventory.rows.n; i++) {
        check_safeguard(&inventory, &inventory.rows.at[i], catalogue);
        if (!is_history(&inventory, i))
            add_attestation(&inventory, &inventory.rows.at[i]);
    }
    phs_inventory_done(&inventory, inventory.rows.n);
}
