/* SPDX-License-Identifier: Apache-2.0 */
/* Inventories that people keep in YAML, JSON, CSV or XLSX -> rows with named and typed fields, whatever the columns are called.
 */
#ifndef PHS_COLLECT_INVENTORY_H
#define PHS_COLLECT_INVENTORY_H

#include "collect/cell.h"
#include "model/run.h"

enum phs_field_kind {
    PHS_FIELD_TEXT,
    PHS_FIELD_BOOL,
    PHS_FIELD_DATE,
    PHS_FIELD_DATE_OR_BOOL, /* "Signed": a date, or yes and no */
    PHS_FIELD_NUMBER,
    PHS_FIELD_LIST,
};

struct phs_field {
    const char *name;
    enum phs_field_kind kind;
    const char *synonyms; /* column headers and keys, "supplier|third party"; the name itself (with spaces for _) is one too */
};

/* What an inventory is about. fields[0] is the key: a row without it is passed over, unless the spec says that any of `keys`
 * fields does. */
struct phs_inventory_spec {
    const char *kind; /* of the coverage: "vendors" */
    const char *noun; /* "vendor" */
    const struct phs_field *fields;
    size_t n;
    size_t keys;              /* the first keys fields: one of them must be there */
    const char *const *lists; /* keys of a YAML or JSON root whose value is the list ("vendors"), ended by NULL */
    const char *const *nests; /* keys whose map belongs to the row itself ("baa": {signed: ...}), ended by NULL */
    const char *repeats; /* key of a list of maps, each of which makes a row of its own with what stands outside, or NULL */
};

struct phs_inventory_row {
    struct phs_place place;
    const struct phs_value **raw; /* as read, by field; NULL: absent */
    const struct phs_value **at;  /* typed, by field; NULL: absent */
};

enum { PHS_MOST_FIELDS = 48 };

struct phs_inventory {
    struct phs_graph *graph;
    const struct phs_inventory_spec *spec;
    const char *path; /* as printed: relative to the scope's folder */
    struct phs_place asked_at;
    const struct phs_value *mapping;
    PHS_VEC(struct phs_inventory_row) rows;
    PHS_VEC(struct phs_coverage) notes; /* about rows and sheets; written out by phs_inventory_done */
    size_t passed_over;
    const char *field_column[PHS_MOST_FIELDS]; /* header that each field came from, or NULL */
    bool field_mapped[PHS_MOST_FIELDS];        /* by the mapping, not by guess */
    bool field_named[PHS_MOST_FIELDS];         /* the header is the field's own name */
    PHS_VEC(const char *) unused;              /* headers that nothing was made of */
    enum phs_date_order order[PHS_MOST_FIELDS];
};

/* Reads folder/path. False when nothing of it could be read: the coverage then says so already and no _done is due. */
bool phs_inventory_read(struct phs_inventory *inventory, struct phs_graph *graph, const struct phs_inventory_spec *spec,
                        const char *folder, const char *path, const struct phs_value *mapping, struct phs_place asked_at);
/* One sentence about a row; passed_over: nothing was made of it. */
void phs_inventory_note(struct phs_inventory *inventory, struct phs_place place, bool passed_over, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Writes the coverage: the inventory itself with what was guessed about its columns, then the notes. */
void phs_inventory_done(struct phs_inventory *inventory, size_t items);

/* NULL when absent. The name must be one of the spec. */
const struct phs_value *phs_inventory_get(const struct phs_inventory *inventory, const struct phs_inventory_row *row,
                                          const char *field);
/* The same as it was read, before it was typed. */
const struct phs_value *phs_inventory_raw(const struct phs_inventory *inventory, const struct phs_inventory_row *row,
                                          const char *field);
/* The text of a field that is a known string, or NULL. */
const char *phs_inventory_text(const struct phs_inventory *inventory, const struct phs_inventory_row *row, const char *field);
/* Sets attributes of the same names as the fields, where present. */
void phs_inventory_copy(const struct phs_inventory *inventory, const struct phs_inventory_row *row,
                        struct phs_map_builder *attributes, const char *const *fields);
/* "vendor name" -> "vendorname": letters and digits, ASCII case folded. */
char *phs_squash(struct phs_arena *arena, struct phs_slice text);

#endif
