/* SPDX-License-Identifier: Apache-2.0 */
/* Reading exceptions and applying them. */
#include "judge/exceptions.h"

#include "base/clock.h"
#include "judge/inline.h"
#include "parse/list_file.h"

static void note(struct phs_run *run, const struct phs_exception *exception) {
    const char *where = phs_place_text(run->arena, exception->place);
    PHS_PUSH(run->arena, run->warnings,
             phs_printf(run->arena, "%s: exception%s%s takes no effect: %s", where, exception->id ? " " : "",
                        exception->id ? exception->id : "", exception->problem));
}

static const char *missing(const struct phs_exception *exception) {
    if (!exception->check && !exception->resource && !exception->fingerprint && !exception->risk)
        return "it names no check, resource, fingerprint or risk";
    if (!exception->reason || !*exception->reason)
        return "it gives no reason";
    if (!exception->approver || !*exception->approver)
        return "it names no approver";
    if (!exception->expires)
        return "it has no expiry date";
    return NULL;
}

static void check_dates(struct phs_run *run, struct phs_exception *exception) {
    char text[11];
    if (exception->problem || exception->expires >= run->started)
        return;
    phs_date_format(exception->expires, text);
    exception->problem = phs_printf(run->arena, "it expired on %s", text);
}

static void read_entry(struct phs_run *run, const struct phs_value *entry) {
    struct phs_exception *exception = PHS_NEW(run->arena, struct phs_exception);
    exception->place = entry->place;
    exception->origin = entry->place.source->path;
    exception->id = phs_text_or(run->arena, phs_get(entry, "id"), NULL);
    exception->check = phs_text_or(run->arena, phs_get(entry, "check"), NULL);
    exception->resource = phs_text_or(run->arena, phs_get(entry, "resource"), NULL);
    exception->fingerprint = phs_text_or(run->arena, phs_get(entry, "fingerprint"), NULL);
    exception->risk = phs_text_or(run->arena, phs_get(entry, "risk"), NULL);
    exception->reason = phs_text_or(run->arena, phs_get(entry, "reason"), NULL);
    exception->approver = phs_text_or(run->arena, phs_get(entry, "approver"), NULL);
    exception->approved = phs_list_file_date(run->arena, entry, "approved", &exception->problem);
    exception->expires = phs_list_file_date(run->arena, entry, "expires", &exception->problem);
    if (!phs_is(entry, PHS_MAP))
        exception->problem = "it is no map of keys";
    if (!exception->problem)
        exception->problem = missing(exception);
    check_dates(run, exception);
    if (exception->problem)
        note(run, exception);
    PHS_PUSH(run->arena, run->exceptions, exception);
}

enum phs_code phs_exceptions_parse(struct phs_run *run, const char *path, struct phs_slice bytes, struct phs_err *err) {
    return phs_list_file_read(run, path, bytes, "exceptions", read_entry, err);
}

/* A pattern without a glob also names every instance. */
static bool names_resource(const char *pattern, const struct phs_resource *resource) {
    size_t n = strlen(pattern);
    return strcmp(pattern, resource->address) == 0 || phs_glob_match(pattern, resource->address) ||
           (strncmp(resource->address, pattern, n) == 0 && resource->address[n] == '[');
}

static bool covers(const struct phs_exception *exception, const struct phs_finding *finding) {
    if (exception->remark)
        return !exception->problem && (!exception->check || strcmp(exception->check, finding->check) == 0) &&
               phs_inline_covers(exception->remark, finding);
    if (exception->problem || (!exception->check && !exception->resource && !exception->fingerprint))
        return false;
    if (exception->check && strcmp(exception->check, finding->check) != 0)
        return false;
    if (exception->fingerprint && strcmp(exception->fingerprint, finding->fingerprint) != 0)
        return false;
    return !exception->resource || (finding->resource && names_resource(exception->resource, finding->resource));
}

/* A remark of another tool's may well cover nothing here. */
static bool is_idle(const struct phs_exception *exception) {
    bool foreign = exception->remark && strcmp(exception->remark->tool, "phiscope") != 0;
    return !exception->used && !exception->problem && !exception->risk && !foreign;
}

/* In a gate a remark counts for what it covered in the base: a change cannot excuse itself. */
static bool is_too_new(const struct phs_run *run, const struct phs_exception *exception, const struct phs_finding *finding) {
    return exception->remark && run->remarked && !phs_map_gets(run->remarked, finding->fingerprint);
}

void phs_exceptions_apply(struct phs_run *run) {
    for (size_t i = 0; i < run->findings.n; i++) {
        struct phs_finding *finding = run->findings.at[i];
        if (finding->verdict != PHS_FAIL && finding->verdict != PHS_VERDICT_UNKNOWN)
            continue;
        for (size_t e = 0; e < run->exceptions.n && !finding->exception; e++)
            if (covers(run->exceptions.at[e], finding)) {
                run->exceptions.at[e]->used = true;
                if (is_too_new(run, run->exceptions.at[e], finding))
                    continue;
                finding->exception = run->exceptions.at[e];
            }
    }
    for (size_t e = 0; e < run->exceptions.n; e++) {
        const struct phs_exception *exception = run->exceptions.at[e];
        if (is_idle(exception))
            PHS_PUSH(run->arena, run->warnings,
                     phs_printf(run->arena, "%s: exception%s%s names nothing that was found",
                                phs_place_text(run->arena, exception->place), exception->id ? " " : "",
                                exception->id ? exception->id : ""));
    }
}
