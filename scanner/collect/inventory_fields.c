/* SPDX-License-Identifier: Apache-2.0 */
/* Typed fields of inventory rows: raw cells become values by the kind of their field, dates by the order their column shows. */
#include "collect/inventory_parts.h"

enum { LONGEST_KEY = 200 };

static bool is_date(enum phs_field_kind kind) {
    return kind == PHS_FIELD_DATE || kind == PHS_FIELD_DATE_OR_BOOL;
}

/* A column that shows 25/12/2025 once is written day first throughout. */
static void find_order(struct phs_inventory *inventory, size_t field) {
    for (size_t i = 0; i < inventory->rows.n; i++)
        if (phs_cell_shows_day_first(inventory->rows.at[i].raw[field]))
            inventory->order[field] = PHS_DAY_FIRST;
}

static const struct phs_value *typed(const struct phs_inventory *inventory, size_t field, const struct phs_value *raw,
                                     enum phs_date_note *note) {
    struct phs_arena *arena = inventory->graph->arena;
    switch (inventory->spec->fields[field].kind) {
    case PHS_FIELD_BOOL:
        return phs_cell_bool(arena, raw);
    case PHS_FIELD_NUMBER:
        return phs_cell_number(arena, raw);
    case PHS_FIELD_LIST:
        return phs_cell_list(arena, raw);
    case PHS_FIELD_DATE:
        return phs_cell_date(arena, raw, inventory->order[field], note);
    case PHS_FIELD_DATE_OR_BOOL:
        return phs_cell_date_or_bool(arena, raw, inventory->order[field], note);
    case PHS_FIELD_TEXT:
        break;
    }
    return phs_cell_text(arena, raw);
}

static void type_field(struct phs_inventory *inventory, size_t field) {
    const char *name = inventory->spec->fields[field].name;
    bool noted = false;
    for (size_t i = 0; i < inventory->rows.n; i++) {
        struct phs_inventory_row *row = &inventory->rows.at[i];
        enum phs_date_note note = PHS_DATE_PLAIN;
        row->at[field] = typed(inventory, field, row->raw[field], &note);
        if (note == PHS_DATE_AMBIGUOUS && !noted)
            phs_inventory_note(inventory, row->raw[field]->place, false, "%s: dates with slashes are read %s first", name,
                               inventory->order[field] == PHS_DAY_FIRST ? "day" : "month");
        if (note == PHS_DATE_SERIAL && !noted)
            phs_inventory_note(inventory, row->raw[field]->place, false, "%s: a number is read as a spreadsheet's day number",
                               name);
        noted |= note != PHS_DATE_PLAIN;
        if (phs_is(row->at[field], PHS_UNKNOWN) && !phs_is(row->raw[field], PHS_UNKNOWN))
            phs_inventory_note(inventory, row->raw[field]->place, false, "%s: %s", name, row->at[field]->unknown.why);
    }
}

static bool has_key(const struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    for (size_t i = 0; i < inventory->spec->keys; i++)
        if (phs_is(row->at[i], PHS_STRING) && row->at[i]->string.len <= LONGEST_KEY)
            return true;
    return false;
}

static bool is_blank(const struct phs_inventory *inventory, const struct phs_inventory_row *row) {
    for (size_t i = 0; i < inventory->spec->n; i++)
        if (phs_is(row->raw[i], PHS_LIST) || phs_is(row->raw[i], PHS_MAP))
            return false;
        else if (row->raw[i] && phs_slice_trim(phs_slice(phs_scalar_text(inventory->graph->arena, row->raw[i]))).len > 0)
            return false;
    return true;
}

/* Rows that hold nothing are no rows; rows without a name are said and dropped. */
static void drop_nameless(struct phs_inventory *inventory) {
    size_t kept = 0;
    for (size_t i = 0; i < inventory->rows.n; i++) {
        struct phs_inventory_row *row = &inventory->rows.at[i];
        if (has_key(inventory, row))
            inventory->rows.at[kept++] = *row;
        else if (!is_blank(inventory, row))
            phs_inventory_note(inventory, row->place, true, "the row names no %s; it is passed over", inventory->spec->noun);
    }
    inventory->rows.n = kept;
}

void phs_inventory_type(struct phs_inventory *inventory) {
    for (size_t field = 0; field < inventory->spec->keys; field++)
        type_field(inventory, field);
    drop_nameless(inventory);
    for (size_t field = inventory->spec->keys; field < inventory->spec->n; field++) {
        if (is_date(inventory->spec->fields[field].kind))
            find_order(inventory, field);
        type_field(inventory, field);
    }
}

static size_t field_index(const struct phs_inventory *inventory, const char *field) {
    for (size_t i = 0; i < inventory->spec->n; i++)
        if (strcmp(inventory->spec->fields[i].name, field) == 0)
            return i;
    phs_die("no field %s in the inventory of %s", field, inventory->spec->kind);
}

const struct phs_value *phs_inventory_get(const struct phs_inventory *inventory, const struct phs_inventory_row *row,
                                          const char *field) {
    return row->at[field_index(inventory, field)];
}

const struct phs_value *phs_inventory_raw(const struct phs_inventory *inventory, const struct phs_inventory_row *row,
                                          const char *field) {
    return row->raw[field_index(inventory, field)];
}

const char *phs_inventory_text(const struct phs_inventory *inventory, const struct phs_inventory_row *row, const char *field) {
    return phs_text_or(inventory->graph->arena, phs_inventory_get(inventory, row, field), NULL);
}

void phs_inventory_copy(const struct phs_inventory *inventory, const struct phs_inventory_row *row,
                        struct phs_map_builder *attributes, const char *const *fields) {
    for (; *fields; fields++) {
        const struct phs_value *value = phs_inventory_get(inventory, row, *fields);
        if (value)
            phs_map_builder_set(attributes, phs_slice(*fields), value->place, value);
    }
}
