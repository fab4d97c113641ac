/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: the row of a table under way, and what its header says. */
#ifndef PHS_PARSE_HEALTH_TABLE_H
#define PHS_PARSE_HEALTH_TABLE_H

#include "parse/health/record.h"

enum { PHS_TABLE_COLUMNS = 400 };

struct phs_table {
    const char *at, *end;
    char delimiter;
    bool alone; /* of its columns only that of the patient is ours: names in it must be some */
    uint32_t line;
    struct phs_slice cell[PHS_TABLE_COLUMNS];
    size_t n;
    struct phs_slice head[PHS_TABLE_COLUMNS]; /* what the columns are called */
    const char *row;                          /* where the row under way begins */
    bool guesses;                             /* short enough to look at every value */
};

/* The mark that the header has most of, or 0. */
char phs_table_delimiter(struct phs_slice header);
/* Cells of the row at table->at, which moves behind it; false at the end. ret_line: where the row begins. */
bool phs_table_next_row(struct phs_table *table, uint32_t *ret_line);
/* Adds the cells of a row and ends its record; columns: how many the header has. */
void phs_table_take_row(struct phs_health_reader *reader, struct phs_table *table, uint32_t line, size_t columns,
                        const struct phs_health_column *const *by_column);

/* "Weight clinic roster" above a table says whose names stand in it. */
bool phs_table_is_title(struct phs_slice line);
/* Animals and those who work there are no patients, whatever the title says. */
bool phs_table_is_of_others(const struct phs_table *table);
/* Which columns are ours, and whether they make a table of patients. */
bool phs_table_read_header(struct phs_table *table, bool titled, const struct phs_health_column *by_column[PHS_TABLE_COLUMNS]);

/* table_study.c: subjects by number with days of their illness, where no column says more. */
bool phs_table_is_study(const struct phs_table *table, const struct phs_health_column **by_column);

#endif
