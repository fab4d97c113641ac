/* SPDX-License-Identifier: Apache-2.0 */
/* Parameter files: main.bicepparam, any other that says using './main.bicep', or the JSON beside that is named as a template's.
 * Where several fit and the environment chooses none, what they say differently is not known. */
#include "base/path.h"
#include "collect/bicep/instance.h"

enum { MOST_FILES = 50, MOST_BASES = 8 };

static const struct phs_bicep_declaration *target_of(const struct phs_bicep_unit *unit, enum phs_bicep_what what) {
    for (size_t i = 0; i < unit->file->declarations.n; i++)
        if (unit->file->declarations.at[i]->what == what)
            return unit->file->declarations.at[i];
    return NULL;
}

static bool is_for(const struct phs_bicep_instance *in, const struct phs_bicep_unit *file) {
    const struct phs_bicep_declaration *using = target_of(file, PHS_BICEP_USING);
    const char *path = using ? phs_bicep_path(in->template->arena, file->path, using->target) : NULL;
    return path && strcmp(path, in->unit->path) == 0;
}

/* "main.prod.bicepparam", "prod/main.bicepparam" for the environment prod. */
static bool is_of_environment(struct phs_arena *arena, const struct phs_bicep_unit *file, const char *environment) {
    const char *path = phs_arm_lower(arena, file->path), *word = phs_arm_lower(arena, environment);
    size_t n = strlen(word);
    for (const char *at = n ? strstr(path, word) : NULL; at; at = strstr(at + 1, word)) {
        bool begins = at == path || strchr("./-_", at[-1]), ends = strchr("./-_", at[n]) != NULL;
        if (begins && ends)
            return true;
    }
    return false;
}

/* The values of one file, what it extends first. */
static void collect(struct phs_bicep_instance *in, struct phs_bicep_unit *file, struct phs_map *values, int depth) {
    struct phs_arm_template *t = in->template;
    const struct phs_bicep_declaration *extends = target_of(file, PHS_BICEP_EXTENDS);
    const char *path = extends ? phs_bicep_path(t->arena, file->path, extends->target) : NULL;
    struct phs_bicep_unit *base = path ? phs_map_gets(&t->library->units, path) : NULL;
    if (base && depth < MOST_BASES)
        collect(in, base, values, depth + 1);
    struct phs_arm_template *own = PHS_NEW(t->arena, struct phs_arm_template);
    *own = (struct phs_arm_template){.library = t->library, .arena = t->arena, .path = file->path, .prefix = "", .outer = t};
    phs_arm_begin(own, t->run);
    phs_bicep_instance(own, file);
    struct phs_arm_eval eval = {.template = own, .path = ""};
    for (size_t i = 0; i < file->file->declarations.n; i++) {
        const struct phs_bicep_declaration *d = file->file->declarations.at[i];
        if (d->what == PHS_BICEP_PARAM && d->value)
            phs_map_put(values, d->name, (void *)(uintptr_t)phs_bicep_value(eval, d->value));
    }
}

static const struct phs_value *differing(struct phs_bicep_instance *in, struct phs_slice name, const struct phs_value *first) {
    struct phs_arm_eval eval = {.template = in->template, .path = ""};
    return phs_arm_unknown(eval, PHS_WHY_VARIABLE, first->place, "parameter files give %.*s different values", (int)name.len,
                           name.ptr);
}

static void give(struct phs_bicep_instance *in, struct phs_slice name, const struct phs_value *value) {
    struct phs_bicep_given *given = PHS_NEW(in->template->arena, struct phs_bicep_given);
    *given = (struct phs_bicep_given){value, value};
    phs_map_put(&in->given, name, given);
}

static void give_files(struct phs_bicep_instance *in, struct phs_bicep_unit **files, size_t n) {
    struct phs_map values[MOST_FILES];
    for (size_t i = 0; i < n; i++) {
        phs_map_init(&values[i], in->template->arena);
        collect(in, files[i], &values[i], 0);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < values[i].n; k++) {
            struct phs_slice name = values[i].items[k].key;
            const struct phs_value *value = values[i].items[k].value;
            for (size_t other = 0; other < n; other++) {
                const struct phs_value *same = phs_map_get(&values[other], name);
                if (!same || (other != i && !phs_value_equal(same, value)))
                    value = differing(in, name, values[i].items[k].value);
            }
            give(in, name, value);
        }
}

static void give_json(struct phs_bicep_instance *in, const struct phs_value *parameters) {
    struct phs_arm_eval eval = {.template = in->template, .path = ""};
    for (size_t i = 0; phs_is(parameters, PHS_MAP) && i < parameters->map.n; i++) {
        const struct phs_entry *entry = &parameters->map.at[i];
        const struct phs_value *value = phs_get(entry->value, "value");
        if (!value)
            value = phs_arm_unknown(eval, PHS_WHY_DATA, entry->key_place, "parameter %.*s is kept in a vault",
                                    (int)entry->key.len, entry->key.ptr);
        give(in, entry->key, value);
    }
}

void phs_bicep_give(struct phs_bicep_instance *in) {
    const struct phs_arm_library *library = in->template->library;
    struct phs_bicep_unit *files[MOST_FILES], *of_environment[MOST_FILES];
    size_t n = 0, chosen = 0;
    for (size_t i = 0; i < library->units.n && n < MOST_FILES; i++) {
        struct phs_bicep_unit *file = library->units.items[i].value;
        if (!phs_slice_ends(phs_slice(file->path), ".bicepparam") || !is_for(in, file))
            continue;
        files[n++] = file;
        if (is_of_environment(library->arena, file, library->environment))
            of_environment[chosen++] = file;
    }
    give_json(in, phs_arm_given_for(library, in->unit->path));
    if (n)
        give_files(in, chosen ? of_environment : files, chosen ? chosen : n);
}
