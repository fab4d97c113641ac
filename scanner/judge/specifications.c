/* SPDX-License-Identifier: Apache-2.0 */
/* Decision records, and the specifications that need one. */
#include "judge/specifications.h"

#include "base/clock.h"
#include "parse/list_file.h"

static const char *missing(const struct phs_decision_record *record) {
    static const char *const words[] = {"implement", "alternative", "not_reasonable"};
    bool known = false;
    for (size_t i = 0; record->decision && i < 3; i++)
        known = known || strcmp(record->decision, words[i]) == 0;
    if (!known)
        return "`decision` is implement, alternative or not_reasonable";
    if (!record->rationale)
        return "it gives no `rationale`: why the specification is, or is not, reasonable and appropriate here";
    if (strcmp(record->decision, "alternative") == 0 && !record->alternative)
        return "it names no `alternative`: the equivalent measure that is in place";
    if (!record->approver)
        return "it names no `approver`";
    if (!record->decided || !record->review)
        return "it has no dates: `decided`, and `review` for when it is looked at again";
    return NULL;
}

static void check_review(struct phs_run *run, struct phs_decision_record *record) {
    char text[11];
    if (record->problem || record->review >= run->started)
        return;
    phs_date_format(record->review, text);
    record->problem = phs_printf(run->arena, "its review was due on %s", text);
    record->overdue = true;
}

static void read_entry(struct phs_run *run, const struct phs_value *entry) {
    struct phs_arena *arena = run->arena;
    struct phs_decision_record *record = PHS_NEW(arena, struct phs_decision_record);
    record->place = entry->place;
    record->specification = phs_text_or(arena, phs_get(entry, "specification"), NULL);
    record->decision = phs_text_or(arena, phs_get(entry, "decision"), NULL);
    record->rationale = phs_text_or(arena, phs_get(entry, "rationale"), NULL);
    record->alternative = phs_text_or(arena, phs_get(entry, "alternative"), NULL);
    record->approver = phs_text_or(arena, phs_get(entry, "approver"), NULL);
    record->decided = phs_list_file_date(arena, entry, "decided", &record->problem);
    record->review = phs_list_file_date(arena, entry, "review", &record->problem);
    if (!record->specification)
        record->problem = "it names no `specification`, as in 164.312(a)(2)(iv)";
    else if (strncmp(record->specification, "hipaa:", 6) == 0)
        record->specification += 6;
    if (!record->problem)
        record->problem = missing(record);
    check_review(run, record);
    if (record->problem)
        PHS_PUSH(arena, run->warnings,
                 phs_printf(arena, "%s: this decision record does not count: %s", phs_place_text(arena, record->place),
                            record->problem));
    PHS_PUSH(arena, run->records, record);
}

enum phs_code phs_records_parse(struct phs_run *run, const char *path, struct phs_slice bytes, struct phs_err *err) {
    return phs_list_file_read(run, path, bytes, "decisions", read_entry, err);
}

/* What fails one specification. */
struct failing {
    const struct phs_control *control;
    size_t findings;
    struct phs_map systems;
    struct phs_place place; /* of the first */
};

struct gathering {
    struct phs_run *run;
    const struct phs_catalogue *catalogue;
    struct phs_map by_id; /* specification -> struct failing * */
};

static bool is_addressable(const struct phs_control *control) {
    return control && control->status && strcmp(control->status, "A") == 0;
}

static void count(struct gathering *gathering, const char *id, const struct phs_finding *finding) {
    struct phs_arena *arena = gathering->run->arena;
    const struct phs_control *control = phs_catalogue_control(gathering->catalogue, phs_printf(arena, "hipaa:%s", id));
    if (!is_addressable(control))
        return;
    struct failing *failing = phs_map_gets(&gathering->by_id, control->id);
    if (!failing) {
        failing = PHS_NEW(arena, struct failing);
        failing->control = control;
        failing->place = finding->place;
        phs_map_init(&failing->systems, arena);
        phs_map_puts(&gathering->by_id, control->id, failing);
    }
    failing->findings++;
    phs_map_puts(&failing->systems, finding->system->name, finding->system);
}

/* A check that speaks to one specification fails that one; another fails all that its safeguard supports. */
static void count_finding(struct gathering *gathering, const struct phs_finding *finding) {
    if (finding->verdict != PHS_FAIL || !finding->system)
        return;
    if (finding->specification && strncmp(finding->specification, "hipaa:", 6) == 0) {
        count(gathering, finding->specification + 6, finding);
        return;
    }
    const struct phs_safeguard *safeguard =
        finding->safeguard ? phs_catalogue_safeguard(gathering->catalogue, finding->safeguard) : NULL;
    for (size_t i = 0; safeguard && i < safeguard->controls.n; i++)
        if (strcmp(safeguard->controls.at[i].framework, "hipaa") == 0)
            count(gathering, safeguard->controls.at[i].id, finding);
}

/* The best record of a specification: one in order, else the last. */
static struct phs_decision_record *record_of(const struct phs_run *run, const char *id) {
    struct phs_decision_record *found = NULL;
    for (size_t i = 0; i < run->records.n; i++)
        if (run->records.at[i]->specification && strcmp(run->records.at[i]->specification, id) == 0) {
            found = run->records.at[i];
            if (!found->problem)
                return found;
        }
    return found;
}

static const char *state_of(const struct phs_decision_record *record) {
    return !record ? "none" : record->overdue ? "overdue" : record->problem ? "incomplete" : "in order";
}

static void set(struct phs_arena *arena, struct phs_map_builder *map, const char *key, const char *text,
                struct phs_place place) {
    phs_map_builder_set(map, phs_slice(key), place, phs_value_text(arena, text));
}

static void add(struct gathering *gathering, const struct failing *failing) {
    struct phs_run *run = gathering->run;
    struct phs_decision_record *record = record_of(run, failing->control->id);
    struct phs_place place = record ? record->place : failing->place;
    struct phs_map_builder map;
    phs_map_builder_init(&map, run->arena);
    set(run->arena, &map, "id", failing->control->id, place);
    set(run->arena, &map, "title", failing->control->title, place);
    set(run->arena, &map, "record", state_of(record), place);
    phs_map_builder_set(&map, phs_slice("failing"), place, phs_value_number(run->arena, (double)failing->findings, place));
    phs_map_builder_set(&map, phs_slice("systems"), place, phs_value_number(run->arena, (double)failing->systems.n, place));
    if (record && record->problem)
        set(run->arena, &map, "record_problem", record->problem, place);
    struct phs_resource *resource = phs_graph_add(run->graph, "", "", "specification", failing->control->id);
    resource->place = place;
    resource->collector = "judge";
    resource->attributes = phs_map_builder_done(&map, place);
    if (record)
        record->used = true;
}

static void note_unused(struct gathering *gathering) {
    struct phs_run *run = gathering->run;
    for (size_t i = 0; i < run->records.n; i++) {
        const struct phs_decision_record *record = run->records.at[i];
        const struct phs_control *control =
            record->specification
                ? phs_catalogue_control(gathering->catalogue, phs_printf(run->arena, "hipaa:%s", record->specification))
                : NULL;
        if (record->specification && !is_addressable(control))
            PHS_PUSH(run->arena, run->warnings,
                     phs_printf(run->arena, "%s: %s is %s; a record does not replace it",
                                phs_place_text(run->arena, record->place), record->specification,
                                !control ? "no specification of the Security Rule" : "not addressable but required"));
    }
}

void phs_specifications_add(struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct gathering gathering = {.run = run, .catalogue = catalogue};
    phs_map_init(&gathering.by_id, run->arena);
    for (size_t i = 0; i < run->findings.n; i++)
        count_finding(&gathering, run->findings.at[i]);
    for (size_t i = 0; i < gathering.by_id.n; i++)
        add(&gathering, gathering.by_id.items[i].value);
    note_unused(&gathering);
}
