/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: statements of a dump as they are read. */
#ifndef PHS_PARSE_HEALTH_SQL_H
#define PHS_PARSE_HEALTH_SQL_H

#include <ctype.h>

#include "base/map.h"
#include "parse/health/record.h"

enum { PHS_SQL_COLUMNS = 200 };

struct phs_sql_columns {
    const struct phs_health_column *at[PHS_SQL_COLUMNS];
    struct phs_slice name[PHS_SQL_COLUMNS];
    size_t n;
    bool patients; /* a name among them says so */
    bool counts;
};

struct phs_sql_dump {
    struct phs_health_reader *reader;
    const char *at, *end;
    uint32_t line;
    size_t kept;               /* of them, those that count */
    struct phs_map tables;     /* name -> struct phs_sql_columns */
    bool patients;             /* one of its tables is of patients */
    bool cares;                /* its text is about care: people in it are in care */
    bool inside;               /* of another text, which need not go on as statements do */
    const char *rows_end;      /* behind the last row that a bracket closed */
    bool guesses;              /* short enough to look at every value; a dump names its columns */
    struct phs_slice list, of; /* the columns that were read last, and their table */
    struct phs_sql_columns last;
    struct phs_slice asked; /* the last table that was asked whether it is of visits */
    bool visits;
    struct phs_slice told; /* the table in whose rows somebody stood last without columns, and where */
    size_t told_at;
};

/* Between every two values of a dump: here, so that no call is made for them. */
static inline void phs_sql_step(struct phs_sql_dump *dump) {
    dump->line += *dump->at == '\n';
    dump->at++;
}

static inline void phs_sql_skip_space(struct phs_sql_dump *dump) {
    while (dump->at < dump->end && isspace((unsigned char)*dump->at))
        phs_sql_step(dump);
}

static inline bool phs_sql_take_mark(struct phs_sql_dump *dump, char mark) {
    phs_sql_skip_space(dump);
    if (dump->at >= dump->end || *dump->at != mark)
        return false;
    dump->at++;
    return true;
}

/* sql_scan.c: each takes what stands at the place, past white space, and moves on; false: something else stands there. */
bool phs_sql_take_word(struct phs_sql_dump *dump, const char *word);
/* schema.`name`: the last part, without its quotes. */
struct phs_slice phs_sql_take_name(struct phs_sql_dump *dump);
/* Up to the comma or bracket behind it; of a string what stands between its quotes. */
struct phs_slice phs_sql_take_value(struct phs_sql_dump *dump);

/* sql_tables.c: which columns there are, and whether they are of a table of patients. */
bool phs_sql_is_of_patients(struct phs_slice table);
void phs_sql_judge(const struct phs_sql_dump *dump, struct phs_sql_columns *columns, struct phs_slice table);
/* (a, b, c): false where something else stands. */
bool phs_sql_take_columns(struct phs_sql_dump *dump, struct phs_sql_columns *columns);
/* CREATE TABLE: the first word of each part of the list. */
void phs_sql_take_table(struct phs_sql_dump *dump);

/* sql_rows.c: a value of a table that counts; a row behind its opening bracket, as a record. columns NULL: nobody named them.
 */
void phs_sql_take_cell(struct phs_sql_dump *dump, const struct phs_sql_columns *columns, size_t i, uint32_t line,
                       struct phs_slice value);
void phs_sql_take_row(struct phs_sql_dump *dump, struct phs_slice table, const struct phs_sql_columns *columns, bool patients);

#endif
