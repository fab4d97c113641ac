/* SPDX-License-Identifier: Apache-2.0 */
/* Building the value tree that a template reads: maps and lists with as little noise as possible. */
#ifndef PHS_REPORTS_VIEW_H
#define PHS_REPORTS_VIEW_H

#include "catalogue/catalogue.h"
#include "model/run.h"

struct phs_view_list {
    PHS_VEC(const struct phs_value *) items;
};

/* What every part of a report needs. */
struct phs_view_of {
    struct phs_arena *arena;
    const struct phs_run *run;
    const struct phs_catalogue *catalogue;
};

void phs_view_start(struct phs_map_builder *map, struct phs_arena *arena);
const struct phs_value *phs_view_done(struct phs_map_builder *map);
/* Left out when text is NULL. */
void phs_view_text(struct phs_map_builder *map, const char *key, const char *text);
void phs_view_printf(struct phs_map_builder *map, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void phs_view_count(struct phs_map_builder *map, const char *key, size_t number);
void phs_view_flag(struct phs_map_builder *map, const char *key, bool value);
/* A row of law: verified, and verification where there is more to say than "yes" (column `verified` of the table). */
void phs_view_verified(struct phs_map_builder *map, const char *said);
/* Left out when value is NULL. */
void phs_view_value(struct phs_map_builder *map, const char *key, const struct phs_value *value);
void phs_view_list(struct phs_map_builder *map, const char *key, const struct phs_view_list *list);

void phs_view_add(struct phs_arena *arena, struct phs_view_list *list, const struct phs_value *value);
/* Closes the map and adds it. */
void phs_view_push(struct phs_view_list *list, struct phs_map_builder *map);

/* Words for people. */
const char *phs_view_join(struct phs_arena *arena, const char *const *items, size_t n);
const char *phs_view_thousands(struct phs_arena *arena, int64_t number);
/* "2026-03-01", NULL for 0. */
const char *phs_view_date(struct phs_arena *arena, int64_t when);
/* key: {id, title, level word for a class}: "VH", "Very high", "vh". */
void phs_view_level(struct phs_map_builder *map, const char *key, enum phs_level level);
/* "infra/main.tf:12", "vendors.xlsx Sheet1 row 3"; "" for no place. */
const char *phs_view_place(struct phs_arena *arena, struct phs_place place);

/* For formats that have no room for them: the tables beside the drawings say the same. */
const struct phs_value *phs_view_without_drawings(struct phs_arena *arena, const struct phs_value *view);
/* Indented, with a line break at the end. */
void phs_view_write_json(const struct phs_value *view, struct phs_buf *out);

#endif
