/* SPDX-License-Identifier: Apache-2.0 */
/* checks/frameworks/<id>.tsv -> struct phs_framework. A table without a "# framework:" line is data of another kind and no
 * framework. */
#include "catalogue/nouns.h"
#include "catalogue/tsv.h"

/* NULL for an empty cell. */
static const char *cell(struct phs_arena *arena, const struct phs_tsv *table, size_t row, const char *column) {
    struct phs_slice text = phs_tsv_cell(table, row, column);
    return text.len ? phs_slice_dup(arena, text) : NULL;
}

static const struct phs_value *row_value(struct phs_arena *arena, const struct phs_tsv *table, size_t row,
                                         struct phs_place place) {
    struct phs_map_builder builder;
    phs_map_builder_init(&builder, arena);
    for (size_t i = 0; i < table->columns.n; i++)
        phs_map_builder_set(&builder, table->columns.at[i], place,
                            phs_value_string(arena, table->rows.at[row].cells[i], place));
    return phs_map_builder_done(&builder, place);
}

static void read_control(struct phs_reading *reading, struct phs_framework *framework, const struct phs_tsv *table, size_t row,
                         const struct phs_source *source) {
    struct phs_arena *arena = reading->arena;
    struct phs_place place = {.source = source, .line = table->rows.at[row].line, .column = 1};
    struct phs_control *control = PHS_NEW(arena, struct phs_control);
    control->framework = framework->id;
    control->id = cell(arena, table, row, "id");
    control->title = cell(arena, table, row, "title");
    control->category = cell(arena, table, row, "category");
    control->level = cell(arena, table, row, "level");
    control->status = cell(arena, table, row, "status");
    control->part_of = cell(arena, table, row, "part_of");
    control->text = cell(arena, table, row, "text");
    control->row = row_value(arena, table, row, place);
    if (!control->id || !control->title) {
        phs_reading_break(reading, control->row, "a control without id or title");
        return;
    }
    control->key = phs_control_key(arena, framework->id, control->id);
    control->index = reading->catalogue->control_by_key.n;
    if (phs_claim(reading, &reading->catalogue->control_by_key, "control", control->key, control))
        PHS_PUSH(arena, framework->controls, control);
}

void phs_read_framework(struct phs_reading *reading) {
    const struct phs_document *document = reading->document;
    const struct phs_tsv *table = phs_reading_table(reading);
    if (!table)
        return;
    const char *id = phs_tsv_head(table, "framework");
    if (!id)
        return;
    struct phs_source *source = PHS_NEW(reading->arena, struct phs_source);
    source->path = document->path;
    struct phs_framework *framework = PHS_NEW(reading->arena, struct phs_framework);
    framework->id = id;
    framework->title = phs_tsv_head(table, "title");
    framework->version = phs_tsv_head(table, "version");
    framework->source = phs_tsv_head(table, "source");
    if (!framework->title || !framework->version || !framework->source)
        phs_reading_break(reading, NULL, "a framework has title, version and source lines on top");
    if (reading->broken || !phs_claim(reading, &reading->catalogue->framework_by_id, "framework", id, framework))
        return;
    PHS_PUSH(reading->arena, reading->catalogue->frameworks, framework);
    for (size_t i = 0; i < table->rows.n; i++)
        read_control(reading, framework, table, i, source);
}
