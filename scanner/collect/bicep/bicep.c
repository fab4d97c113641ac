/* SPDX-License-Identifier: Apache-2.0 */
/* Bicep files of a target: parsed when they are offered, run when all are there. */
#include "collect/bicep/bicep.h"

#include "base/escape.h"
#include "base/path.h"
#include "collect/bicep/instance.h"

bool phs_bicep_is_file(const char *path) {
    struct phs_slice name = phs_slice(path);
    return phs_slice_ends(name, ".bicep") || phs_slice_ends(name, ".bicepparam");
}

static void index_unit(struct phs_arm_library *library, struct phs_bicep_unit *unit) {
    phs_map_init(&unit->names, library->arena);
    phs_map_init(&unit->outputs, library->arena);
    for (size_t i = 0; i < unit->file->declarations.n; i++) {
        const struct phs_bicep_declaration *d = unit->file->declarations.at[i];
        bool named = d->what == PHS_BICEP_PARAM || d->what == PHS_BICEP_VAR || d->what == PHS_BICEP_RESOURCE ||
                     d->what == PHS_BICEP_MODULE || d->what == PHS_BICEP_FUNC;
        if (d->name.len && (named || d->what == PHS_BICEP_OUTPUT))
            phs_map_put(named ? &unit->names : &unit->outputs, d->name, (void *)(uintptr_t)d);
    }
}

bool phs_bicep_offer(struct phs_arm_library *library, const char *shown, struct phs_slice bytes) {
    struct phs_source *source = PHS_NEW(library->arena, struct phs_source);
    struct phs_bicep_unit *unit = PHS_NEW(library->arena, struct phs_bicep_unit);
    struct phs_err err = {0};
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(library->arena, shown)};
    unit->path = source->path;
    enum phs_code code = PHS_E_INPUT;
    if (!phs_utf8_valid(bytes, NULL))
        phs_fail(&err, code, "%s: the file is not UTF-8", shown);
    else {
        bytes = phs_slice_n(phs_slice_dup(library->arena, bytes), bytes.len);
        code = phs_bicep_parse(library->arena, source, bytes, NULL, &unit->file, &err);
    }
    if (code != PHS_OK) {
        phs_graph_cover(library->graph, "file", shown, PHS_NOT_READ, false, phs_strdup(library->arena, err.text),
                        (struct phs_place){0});
        PHS_PUSH(library->arena, library->graph->blind, phs_path_dir(library->arena, shown));
        library->broken++;
        return true;
    }
    index_unit(library, unit);
    phs_map_puts(&library->units, unit->path, unit);
    return true;
}

/* ---- which files are roots */

static bool is_parameter_file(const struct phs_bicep_unit *unit) {
    return phs_slice_ends(phs_slice(unit->path), ".bicepparam");
}

static bool makes_something(const struct phs_bicep_unit *unit) {
    for (size_t i = 0; i < unit->file->declarations.n; i++) {
        enum phs_bicep_what what = unit->file->declarations.at[i]->what;
        if (what == PHS_BICEP_RESOURCE || what == PHS_BICEP_MODULE)
            return true;
    }
    return false;
}

/* Marks what the files name as their modules. */
static void mark_modules(struct phs_arm_library *library, const struct phs_bicep_unit *unit, struct phs_map *called) {
    for (size_t i = 0; i < unit->file->declarations.n; i++) {
        const struct phs_bicep_declaration *d = unit->file->declarations.at[i];
        const char *path = d->what == PHS_BICEP_MODULE ? phs_bicep_path(library->arena, unit->path, d->target) : NULL;
        if (path)
            phs_map_puts(phs_bicep_is_file(path) ? called : &library->parts, path, library);
    }
}

static void reach(struct phs_arm_library *library, struct phs_bicep_unit *unit) {
    PHS_VEC(struct phs_bicep_unit *) open = {0};
    unit->reached = true;
    PHS_PUSH(library->arena, open, unit);
    while (open.n) {
        const struct phs_bicep_unit *from = open.at[--open.n];
        for (size_t i = 0; i < from->file->declarations.n; i++) {
            const struct phs_bicep_declaration *d = from->file->declarations.at[i];
            const char *path = d->what == PHS_BICEP_MODULE ? phs_bicep_path(library->arena, from->path, d->target) : NULL;
            struct phs_bicep_unit *to = path ? phs_map_gets(&library->units, path) : NULL;
            if (to && !to->reached) {
                to->reached = true;
                PHS_PUSH(library->arena, open, to);
            }
        }
    }
}

static void run(struct phs_arm_library *library, struct phs_bicep_unit *unit) {
    struct phs_arm_run *all = PHS_NEW(library->arena, struct phs_arm_run);
    struct phs_arm_template *template = PHS_NEW(library->arena, struct phs_arm_template);
    *all = (struct phs_arm_run){.root = unit->path, .steps = PHS_ARM_MAX_STEPS};
    *template = (struct phs_arm_template){.library = library, .arena = library->arena, .path = unit->path, .prefix = ""};
    phs_arm_begin(template, all);
    struct phs_bicep_instance *instance = phs_bicep_instance(template, unit);
    phs_bicep_give(instance);
    phs_bicep_open(instance);
    phs_arm_emit(all);
    phs_arm_run_done(library, all, unit->path);
    reach(library, unit);
}

void phs_bicep_run(struct phs_arm_library *library) {
    struct phs_map called;
    phs_map_init(&called, library->arena);
    for (size_t i = 0; i < library->units.n; i++)
        mark_modules(library, library->units.items[i].value, &called);
    /* Those that only name each other are nobody's modules: the second round. */
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < library->units.n; i++) {
            struct phs_bicep_unit *unit = library->units.items[i].value;
            bool root = round ? !unit->reached : !phs_map_gets(&called, unit->path);
            if (root && !is_parameter_file(unit) && makes_something(unit))
                run(library, unit);
        }
}
