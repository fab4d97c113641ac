/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of phiscope.run/1, one function a noun; between the *_json.c files. */
#ifndef PHS_REPORTS_JSON_PARTS_H
#define PHS_REPORTS_JSON_PARTS_H

#include "base/json_writer.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

struct phs_json_run {
    struct phs_json json;
    struct phs_arena *arena;
    const struct phs_run *run;
    const struct phs_catalogue *catalogue;
};

/* key: {file, line, column, end_line}, null for no place. */
void phs_json_place(struct phs_json *json, const char *key, struct phs_place place);
/* Always there: null for NULL. */
void phs_json_text(struct phs_json *json, const char *key, const char *text);
/* "2026-03-01T00:00:00Z", null for 0. */
void phs_json_time(struct phs_json *json, const char *key, int64_t when);
void phs_json_texts(struct phs_json *json, const char *key, const char *const *items, size_t n);
/* "lines": ["12", "14-20"] of a sighting that stands on many; nothing for other resources. */
void phs_json_lines(struct phs_json *json, const struct phs_resource *resource);
const char *phs_read_state_name(enum phs_read_state state);

void phs_json_findings(struct phs_json_run *out);
void phs_json_map(struct phs_json_run *out);
void phs_json_risks(struct phs_json_run *out);
void phs_json_plan(struct phs_json_run *out);
void phs_json_incidents(struct phs_json_run *all);
void phs_json_money(struct phs_json_run *out);

#endif
