/* SPDX-License-Identifier: Apache-2.0 */
/* From comments in code to exceptions: which checks are meant, what they cover, and what is said about them. */
#include "judge/inline.h"

#include "base/clock.h"
#include "catalogue/tsv.h"

struct translating {
    struct phs_run *run;
    const struct phs_catalogue *catalogue;
    const struct phs_tsv *foreign; /* NULL while no remark needs it */
};

static const struct phs_tsv *foreign_ids(struct translating *t) {
    static const char path[] = "checks/foreign-ids.tsv";
    struct phs_tsv *table = NULL;
    if (!t->foreign && phs_tsv_parse(t->run->arena, path, phs_catalogue_file(path), &table, NULL) == PHS_OK)
        t->foreign = table;
    return t->foreign;
}

/* "checkov:skip=CKV_AWS_18" as a person would look for it. */
static const char *words_of(struct phs_arena *arena, const struct phs_remark *remark) {
    const char *verb = strcmp(remark->tool, "checkov") == 0 ? "skip" : "ignore";
    return phs_printf(arena, "%s:%s %s", remark->tool, verb, remark->id[0] ? remark->id : "(everything)");
}

static void warn(struct translating *t, const struct phs_remark *remark, const char *what) {
    struct phs_arena *arena = t->run->arena;
    PHS_PUSH(arena, t->run->warnings,
             phs_printf(arena, "%s: %s %s", phs_place_text(arena, remark->place), words_of(arena, remark), what));
}

static void warn_of_gaps(struct translating *t, const struct phs_remark *remark) {
    if (!remark->reason && !remark->until)
        warn(t, remark, "takes effect, but gives no reason and no expiry date");
    else if (!remark->reason)
        warn(t, remark, "takes effect, but gives no reason");
    else if (!remark->until)
        warn(t, remark, "takes effect, but has no expiry date");
}

static void check_expiry(struct translating *t, struct phs_exception *exception) {
    const struct phs_remark *remark = exception->remark;
    char text[11];
    if (!remark->until)
        return;
    if (!phs_time_parse(phs_slice(remark->until), &exception->expires)) {
        exception->problem = "its expiry is no date (write it as 2026-12-31)";
    } else if (exception->expires < t->run->started) {
        phs_date_format(exception->expires, text);
        exception->problem = phs_printf(t->run->arena, "it expired on %s", text);
    }
    if (exception->problem)
        warn(t, remark, phs_printf(t->run->arena, "takes no effect: %s", exception->problem));
}

/* check NULL: every one. */
static bool add(struct translating *t, const struct phs_remark *remark, const char *check) {
    struct phs_exception *exception = PHS_NEW(t->run->arena, struct phs_exception);
    exception->check = check;
    exception->reason = remark->reason;
    exception->origin = "in-line";
    exception->place = remark->place;
    exception->remark = remark;
    check_expiry(t, exception);
    PHS_PUSH(t->run->arena, t->run->exceptions, exception);
    return exception->problem == NULL;
}

static void add_own(struct translating *t, const struct phs_remark *remark) {
    const struct phs_check_info *check = phs_catalogue_check(t->catalogue, remark->id);
    if (strcmp(remark->id, "?") == 0)
        warn(t, remark, "takes no effect: it names no check");
    else if (!check && remark->id[0])
        warn(t, remark, "takes no effect: there is no such check");
    else if (add(t, remark, check ? check->id : NULL))
        warn_of_gaps(t, remark);
}

static void add_foreign(struct translating *t, const struct phs_remark *remark) {
    const struct phs_tsv *table = foreign_ids(t);
    /* A policy that was loaded with --checks keeps its own id. */
    const struct phs_check_info *loaded = phs_catalogue_check(t->catalogue, remark->id);
    bool named = loaded != NULL || !remark->id[0], effective = false;
    if (named)
        effective = add(t, remark, loaded ? loaded->id : NULL);
    for (size_t i = 0; table && remark->id[0] && i < table->rows.n; i++) {
        struct phs_slice id = phs_tsv_cell(table, i, "id"), check = phs_tsv_cell(table, i, "check");
        if (!phs_slice_is(id, remark->id))
            continue;
        named = true;
        effective |= add(t, remark, phs_slice_dup(t->run->arena, check));
    }
    if (!named)
        warn(t, remark, "names a check that phiscope does not have");
    else if (effective)
        warn_of_gaps(t, remark);
}

void phs_inline_exceptions(struct phs_run *run, const struct phs_catalogue *catalogue) {
    struct translating t = {.run = run, .catalogue = catalogue};
    for (size_t i = 0; i < run->graph->remarks.n; i++) {
        const struct phs_remark *remark = &run->graph->remarks.at[i];
        if (strcmp(remark->tool, "phiscope") == 0)
            add_own(&t, remark);
        else
            add_foreign(&t, remark);
    }
}

static bool is_in(struct phs_place place, const char *path) {
    return place.source && place.source->path && strcmp(place.source->path, path) == 0;
}

static bool spans(struct phs_place place, const struct phs_remark *remark) {
    uint32_t end = place.end_line > place.line ? place.end_line : place.line;
    return (place.line <= remark->place.line && remark->place.line <= end) || place.line == remark->next;
}

bool phs_inline_covers(const struct phs_remark *remark, const struct phs_finding *finding) {
    const char *path = remark->place.source->path;
    const struct phs_resource *resource = finding->resource;
    if (resource && is_in(resource->place, path) &&
        (remark->next == 0 || strcmp(resource->type, "dockerfile") == 0 || spans(resource->place, remark)))
        return true;
    return is_in(finding->place, path) &&
           (remark->next == 0 || finding->place.line == remark->next || finding->place.line == remark->place.line);
}
