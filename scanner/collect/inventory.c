/* SPDX-License-Identifier: Apache-2.0 */
/* Opens an inventory by what its bytes are, types its fields, and writes the coverage about it. */
#include "collect/inventory.h"

#include <stdarg.h>

#include "base/file.h"
#include "collect/entry.h"
#include "collect/inventory_parts.h"
#include "parse/csv.h"
#include "parse/json.h"
#include "parse/xlsx.h"
#include "parse/yaml.h"

enum { MOST_BYTES = 64 << 20, MOST_ROWS = 100000, MOST_NOTES = 60 };

void phs_inventory_note(struct phs_inventory *inventory, struct phs_place place, bool passed_over, const char *format, ...) {
    char text[400];
    struct phs_arena *arena = inventory->graph->arena;
    if (passed_over)
        inventory->passed_over++;
    if (inventory->notes.n >= MOST_NOTES)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *where = phs_place_text(arena, place);
    const char *reason = phs_printf(arena, "%s%s%s", where, *where ? ": " : "", text);
    PHS_PUSH(arena, inventory->notes,
             (struct phs_coverage){.kind = "row",
                                   .what = *where ? where : inventory->path,
                                   .state = passed_over ? PHS_NOT_READ : PHS_READ_PARTLY,
                                   .reason = reason,
                                   .place = place});
}

struct phs_inventory_row *phs_inventory_add_row(struct phs_inventory *inventory, struct phs_place place) {
    struct phs_arena *arena = inventory->graph->arena;
    struct phs_inventory_row row = {.place = place,
                                    .raw = PHS_NEW_N(arena, const struct phs_value *, inventory->spec->n),
                                    .at = PHS_NEW_N(arena, const struct phs_value *, inventory->spec->n)};
    PHS_PUSH(arena, inventory->rows, row);
    return &inventory->rows.at[inventory->rows.n - 1];
}

static enum phs_code read_workbook(struct phs_inventory *inventory, const struct phs_source *source, struct phs_slice bytes,
                                   struct phs_err *err) {
    struct phs_workbook book = {0};
    size_t known = 0;
    enum phs_code code = phs_xlsx_parse(inventory->graph->arena, source, bytes, NULL, &book, err);
    if (code != PHS_OK)
        return code;
    for (size_t i = 0; i < book.n; i++) {
        if (phs_inventory_table(inventory, &book.sheets[i]))
            known++;
        else if (book.sheets[i].n > 0)
            phs_inventory_note(inventory, (struct phs_place){0}, false,
                               "%s: sheet \"%s\" has no header row for %s and was not read", inventory->path,
                               book.sheets[i].sheet, inventory->spec->kind);
    }
    return known ? PHS_OK : phs_fail(err, PHS_E_INPUT, "no sheet has a header row");
}

static enum phs_code read_csv(struct phs_inventory *inventory, const struct phs_source *source, struct phs_slice bytes,
                              struct phs_err *err) {
    struct phs_table table = {0};
    enum phs_code code = phs_csv_parse(inventory->graph->arena, source, bytes, NULL, &table, err);
    if (code != PHS_OK)
        return code;
    return phs_inventory_table(inventory, &table) ? PHS_OK : phs_fail(err, PHS_E_INPUT, "it has no header row");
}

static enum phs_code read_tree(struct phs_inventory *inventory, const struct phs_source *source, struct phs_slice bytes,
                               bool json, struct phs_err *err) {
    const struct phs_value *root = NULL;
    struct phs_arena *arena = inventory->graph->arena;
    enum phs_code code = json ? phs_json_parse(arena, source, bytes, NULL, &root, err)
                              : phs_yaml_parse_one(arena, source, bytes, NULL, &root, err);
    return code == PHS_OK ? phs_inventory_document(inventory, root, err) : code;
}

static bool has_ending(const char *path, const char *ending) {
    size_t n = strlen(path), m = strlen(ending);
    return n > m && phs_slice_ieq(phs_slice_n(path + n - m, m), phs_slice_n(ending, m));
}

static enum phs_code read_bytes(struct phs_inventory *inventory, struct phs_slice bytes, struct phs_err *err) {
    struct phs_source *source = PHS_NEW(inventory->graph->arena, struct phs_source);
    const char *path = inventory->path;
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = path};
    if (phs_slice_trim(bytes).len == 0)
        return phs_fail(err, PHS_E_INPUT, "it is empty");
    if (phs_slice_starts(bytes, "PK\003\004") || has_ending(path, ".xlsx") || has_ending(path, ".xlsm"))
        return read_workbook(inventory, source, bytes, err);
    if (phs_slice_starts(bytes, "\xD0\xCF\x11\xE0"))
        return phs_fail(err, PHS_E_UNSUPPORTED, "it is an old or encrypted Office file; save it as .xlsx or .csv");
    if (has_ending(path, ".yaml") || has_ending(path, ".yml") || has_ending(path, ".json"))
        return read_tree(inventory, source, bytes, has_ending(path, ".json"), err);
    if (has_ending(path, ".csv") || has_ending(path, ".tsv") || has_ending(path, ".txt"))
        return read_csv(inventory, source, bytes, err);
    return phs_fail(err, PHS_E_UNSUPPORTED, "inventories are read from YAML, JSON, CSV and XLSX files");
}

static bool not_read(struct phs_inventory *inventory, const struct phs_err *why) {
    struct phs_arena *arena = inventory->graph->arena;
    bool names_file = strstr(why->text, inventory->path) != NULL;
    const char *where = phs_entry_names_line(why->text, inventory->path) ? "" : phs_place_text(arena, inventory->asked_at);
    phs_graph_cover(inventory->graph, inventory->spec->kind, inventory->path, PHS_NOT_READ, true,
                    phs_printf(arena, "%s%s%s%s%s", where, *where ? ": " : "", names_file ? "" : inventory->path,
                               names_file ? "" : ": ", why->text),
                    inventory->asked_at);
    return false;
}

bool phs_inventory_read(struct phs_inventory *inventory, struct phs_graph *graph, const struct phs_inventory_spec *spec,
                        const char *folder, const char *path, const struct phs_value *mapping, struct phs_place asked_at) {
    struct phs_err err = {0};
    struct phs_slice bytes;
    *inventory = (struct phs_inventory){.graph = graph,
                                        .spec = spec,
                                        .path = phs_path_clean(graph->arena, path),
                                        .mapping = phs_is(mapping, PHS_MAP) ? mapping : NULL,
                                        .asked_at = asked_at};
    phs_mapping_check(inventory);
    if (phs_file_read_in(graph->arena, folder, inventory->path, MOST_BYTES, &bytes, &err) != PHS_OK ||
        read_bytes(inventory, bytes, &err) != PHS_OK)
        return not_read(inventory, &err);
    if (inventory->rows.n > MOST_ROWS) {
        phs_inventory_note(inventory, (struct phs_place){0}, true, "%s has more than %d rows; the rest is not read",
                           inventory->path, MOST_ROWS);
        inventory->rows.n = MOST_ROWS;
    }
    phs_mapping_missing(inventory);
    phs_inventory_type(inventory);
    return true;
}

static const char *guesses(const struct phs_inventory *inventory) {
    struct phs_arena *arena = inventory->graph->arena;
    const char *text = "";
    for (size_t i = 0; i < inventory->spec->n; i++)
        if (inventory->field_column[i] && !inventory->field_mapped[i] && !inventory->field_named[i])
            text = phs_printf(arena, "%s%s%s from \"%s\"", text,
                              *text ? ", " : "columns guessed: ", inventory->spec->fields[i].name, inventory->field_column[i]);
    for (size_t i = 0; i < inventory->unused.n; i++)
        text = phs_printf(arena, "%s%s\"%s\"", text,
                          i       ? ", "
                          : *text ? "; not used: "
                                  : "columns not used: ",
                          inventory->unused.at[i]);
    return *text ? text : NULL;
}

void phs_inventory_done(struct phs_inventory *inventory, size_t items) {
    struct phs_arena *arena = inventory->graph->arena;
    const char *reason = guesses(inventory);
    if (inventory->passed_over)
        reason = phs_printf(arena, "%zu row%s passed over%s%s", inventory->passed_over,
                            inventory->passed_over == 1 ? " was" : "s were", reason ? "; " : "", reason ? reason : "");
    /* Columns that say nothing to us and nothing else: the file is about something, and we did not understand it. */
    bool not_understood = items == 0 && !inventory->passed_over && inventory->unused.n > 0;
    if (not_understood)
        reason = phs_printf(arena, "%s: no entry of it could be used; %s", inventory->path, reason);
    struct phs_coverage *line = phs_graph_cover(inventory->graph, inventory->spec->kind, inventory->path,
                                                inventory->passed_over || not_understood ? PHS_READ_PARTLY : PHS_READ, true,
                                                reason, inventory->asked_at);
    line->items = items;
    for (size_t i = 0; i < inventory->notes.n; i++) {
        const struct phs_coverage *note = &inventory->notes.at[i];
        phs_graph_cover(inventory->graph, note->kind, note->what, note->state, false, note->reason, note->place);
    }
}
