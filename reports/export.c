/* SPDX-License-Identifier: Apache-2.0 */
/* Where findings lie in a repository, and the words that all exports share. */
#include "reports/export.h"

#include "base/path.h"
#include "reports/view.h"

/* What is said of a repository as a whole has its folder as place, which no viewer opens. */
static bool is_folder(const char *path) {
    return strcmp(path, ".") == 0 || strcmp(path, "..") == 0 || phs_slice_ends(phs_slice(path), "/");
}

static bool lies_in_a_file(struct phs_place place) {
    return place.source && place.source->path && *place.source->path && place.source->kind != PHS_SOURCE_URL &&
           !(place.line == 0 && is_folder(place.source->path));
}

/* The folder of a target ("services") is the place of what is said of the whole target. */
static struct phs_place file_or_nothing(const struct phs_run *run, struct phs_place place) {
    for (size_t i = 0; lies_in_a_file(place) && !place.line && i < run->scope->targets.n; i++) {
        const struct phs_target *target = &run->scope->targets.at[i];
        bool folder = target->kind == PHS_TARGET_INFRASTRUCTURE || target->kind == PHS_TARGET_REPOSITORY;
        if (folder && strcmp(target->path, place.source->path) == 0)
            return (struct phs_place){0};
    }
    return place;
}

static bool is_workbook(struct phs_place place) {
    return place.source->kind == PHS_SOURCE_ROW &&
           (place.source->sheet || phs_slice_ends(phs_slice(place.source->path), ".xlsx"));
}

struct phs_located phs_locate_place(const struct phs_export *export, struct phs_place place) {
    const char *path = lies_in_a_file(place) ? place.source->path : "phiscope.yaml";
    struct phs_located located = {.path = phs_path_clean(export->arena, phs_path_join(export->arena, export->prefix, path))};
    if (!lies_in_a_file(place))
        return located;
    if (is_workbook(place)) {
        const char *sheet = place.source->sheet;
        located.sheet = sheet ? sheet : "";
        located.row_number = place.line;
        located.row = place.line ? phs_printf(export->arena, "%s%srow %u", sheet ? sheet : "", sheet ? " " : "", place.line)
                                 : located.sheet;
        return located;
    }
    if (place.source->member) { /* lines are those of what is in the file */
        located.sheet = place.source->member;
        located.row_number = place.line;
        located.row = place.line ? phs_printf(export->arena, "%s:%u", located.sheet, place.line)
                                 : phs_strdup(export->arena, located.sheet);
        return located;
    }
    located.line = place.line;
    if (place.source->kind == PHS_SOURCE_ROW || !place.line)
        return located; /* the column of a table is no column of the text */
    located.column = place.column;
    located.end_line = place.end_line >= place.line ? place.end_line : 0;
    located.end_column = located.end_line && place.column ? place.end_column : 0;
    return located;
}

/* An endpoint lies nowhere in a file, but somebody wrote its address into the scope. */
static struct phs_place place_of_target(const struct phs_run *run, const struct phs_resource *resource) {
    for (size_t i = 0; i < run->scope->targets.n; i++) {
        const struct phs_target *target = &run->scope->targets.at[i];
        if ((resource->root && strcmp(resource->root, target->path) == 0) || strstr(resource->address, target->path))
            return target->place;
    }
    return (struct phs_place){0};
}

struct phs_located phs_locate_finding(const struct phs_export *export, const struct phs_finding *finding) {
    const struct phs_run *run = export->run;
    struct phs_place place = file_or_nothing(run, finding->place);
    for (size_t i = 0; i < finding->evidence.n && !lies_in_a_file(place); i++)
        place = file_or_nothing(run, finding->evidence.at[i].place);
    if (!lies_in_a_file(place) && finding->resource)
        place = file_or_nothing(run, finding->resource->place);
    if (!lies_in_a_file(place) && finding->resource)
        place = place_of_target(run, finding->resource);
    if (!lies_in_a_file(place) && finding->system)
        place = file_or_nothing(run, finding->system->place);
    return phs_locate_place(export, place);
}

const char *phs_located_text(struct phs_arena *arena, const struct phs_located *located) {
    if (located->row && *located->row)
        return phs_printf(arena, "%s %s", located->path, located->row);
    return located->line ? phs_printf(arena, "%s:%u", located->path, located->line) : located->path;
}

const char *phs_export_level(enum phs_severity severity) {
    return severity >= PHS_SEV_HIGH ? "error" : severity == PHS_SEV_MEDIUM ? "warning" : "note";
}

const char *phs_export_sentence(struct phs_arena *arena, const struct phs_finding *finding) {
    const char *title = finding->title ? finding->title : finding->check;
    return finding->reason && *finding->reason ? phs_printf(arena, "%s: %s", title, finding->reason) : title;
}

const char *phs_export_accepted(struct phs_arena *arena, const struct phs_finding *finding) {
    const struct phs_exception *exception = finding->exception;
    if (!exception)
        return NULL;
    const char *until = phs_view_date(arena, exception->expires);
    return phs_printf(arena, "accepted%s%s%s%s: %s", until ? " until " : "", until ? until : "",
                      exception->approver ? " by " : "", exception->approver ? exception->approver : "",
                      exception->reason ? exception->reason : "no reason was given");
}

bool phs_export_counts(const struct phs_export *export, const struct phs_finding *finding) {
    return finding->verdict == PHS_FAIL && !finding->exception && (!export->gate || finding->is_new);
}
