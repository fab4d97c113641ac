/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite 3 -> each table as CSV below the names of its columns. The library reads it, since hostile files are what it is tested
 * with most, from a copy in memory and with everything off that a schema could run: views, triggers, virtual tables, functions,
 * generated columns, extensions; what is left are rows, and their number, their size and the steps to them are bounded. */
#include <sqlite3.h>

#include "parse/container/container_parts.h"

enum {
    MOST_ROWS = 200000,
    MOST_COLUMNS = 500,
    LEAST_LENGTH = 1 << 20,
    READ_AGAIN = 4, /* pages may be shared by rows: how often the file's own size is read */
    LONGEST_CELL = 64 << 10,
    STEPS_AT_A_TIME = 1000,
    MOST_STEPS = 50000, /* of so many at a time */
    WRITE_VERSION = 18, /* of the header: 2 where a log was written beside the file, which is not here */
    HEADER = 100
};

struct database {
    struct phs_unpacking *unpacking;
    sqlite3 *db;
    size_t steps;
    size_t read;                     /* bytes of values */
    const char *names[MOST_COLUMNS]; /* of the table at hand */
    size_t columns;
};

static int count_steps(void *user) {
    struct database *database = user;
    return ++database->steps > MOST_STEPS;
}

/* Tables are read, and nothing else is done. */
static int allow(void *user, int action, const char *first, const char *second, const char *schema, const char *inner) {
    (void)user, (void)second, (void)schema;
    if (inner) /* for a view or a trigger */
        return SQLITE_DENY;
    if (action == SQLITE_PRAGMA)
        return strcmp(first, "table_xinfo") == 0 ? SQLITE_OK : SQLITE_DENY;
    return action == SQLITE_SELECT || action == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

static void restrict_all(struct database *database) {
    size_t size = database->unpacking->bytes.len;
    const int length = size > LEAST_LENGTH ? (int)size : LEAST_LENGTH; /* no value is longer than its file */
    const struct {
        int name, value;
    } configs[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                   {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                   {SQLITE_DBCONFIG_ENABLE_FKEY, 0},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}},
      limits[] = {{SQLITE_LIMIT_LENGTH, length}, {SQLITE_LIMIT_SQL_LENGTH, 256 << 10}, {SQLITE_LIMIT_EXPR_DEPTH, 100},
                  {SQLITE_LIMIT_ATTACHED, 0},    {SQLITE_LIMIT_WORKER_THREADS, 0},     {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
                  {SQLITE_LIMIT_COLUMN, 2000},   {SQLITE_LIMIT_VDBE_OP, 25000},        {SQLITE_LIMIT_COMPOUND_SELECT, 2}};
    for (size_t i = 0; i < sizeof configs / sizeof *configs; i++)
        sqlite3_db_config(database->db, configs[i].name, configs[i].value, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(database->db, limits[i].name, limits[i].value);
    sqlite3_progress_handler(database->db, STEPS_AT_A_TIME, count_steps, database);
    sqlite3_exec(database->db, "PRAGMA cell_size_check=1; PRAGMA temp_store=2; PRAGMA mmap_size=0", NULL, NULL, NULL);
    sqlite3_set_authorizer(database->db, allow, database);
}

/* What ended a reading before its end. */
static void note_end(struct database *database, int code) {
    bool large = code == SQLITE_INTERRUPT || code == SQLITE_TOOBIG || code == SQLITE_NOMEM;
    if (code == SQLITE_DONE || code == SQLITE_ROW)
        return;
    database->unpacking->into->large |= large;
    database->unpacking->into->damaged |= !large;
}

static sqlite3_stmt *prepare(struct database *database, char *sql) {
    sqlite3_stmt *statement = NULL;
    int code = sql ? sqlite3_prepare_v2(database->db, sql, -1, &statement, NULL) : SQLITE_NOMEM;
    sqlite3_free(sql);
    if (code != SQLITE_OK)
        note_end(database, code);
    return code == SQLITE_OK ? statement : NULL;
}

static const char *text_of(struct phs_arena *arena, sqlite3_stmt *statement, int column) {
    const unsigned char *text = sqlite3_column_text(statement, column);
    return phs_strdup(arena, text ? (const char *)text : "");
}

/* Columns that are stored: what is computed would be computed by the file's own words. */
static void read_columns(struct database *database, const char *table) {
    enum { NAME = 1, HIDDEN = 6 };
    sqlite3_stmt *statement = prepare(database, sqlite3_mprintf("PRAGMA main.table_xinfo(\"%w\")", table));
    int code = SQLITE_DONE;
    database->columns = 0;
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW && database->columns < MOST_COLUMNS)
        if (sqlite3_column_int(statement, HIDDEN) == 0)
            database->names[database->columns++] = text_of(database->unpacking->arena, statement, NAME);
    note_end(database, code);
    sqlite3_finalize(statement);
}

static char *selection(const struct database *database, const char *table) {
    sqlite3_str *sql = sqlite3_str_new(database->db);
    for (size_t i = 0; i < database->columns; i++)
        sqlite3_str_appendf(sql, "%s\"%w\"", i ? ", " : "SELECT ", database->names[i]);
    sqlite3_str_appendf(sql, " FROM main.\"%w\" NOT INDEXED", table);
    return sqlite3_str_finish(sql);
}

/* Numbers and texts; other bytes are pictures and the like. */
static void write_value(struct database *database, struct phs_rows_writer *writer, sqlite3_stmt *statement, int column) {
    int type = sqlite3_column_type(statement, column);
    const unsigned char *text = type == SQLITE_BLOB || type == SQLITE_NULL ? NULL : sqlite3_column_text(statement, column);
    size_t n = (size_t)sqlite3_column_bytes(statement, column);
    database->read += n;
    phs_rows_cell(writer, text ? phs_slice_n((const char *)text, n < LONGEST_CELL ? n : LONGEST_CELL) : PHS_SLICE(""));
}

static void read_table(struct database *database, const char *table) {
    struct phs_rows_writer writer;
    uint32_t row = 1;
    int code = SQLITE_DONE;
    read_columns(database, table);
    sqlite3_stmt *statement = database->columns ? prepare(database, selection(database, table)) : NULL;
    if (!statement)
        return;
    phs_rows_init(&writer, database->unpacking, PHS_CONTAINED_TABLE, table);
    for (size_t i = 0; i < database->columns; i++)
        phs_rows_cell(&writer, phs_slice(database->names[i]));
    phs_rows_end(&writer, row++);
    size_t most = READ_AGAIN * (database->unpacking->bytes.len + LEAST_LENGTH);
    while (!writer.out.failed && row <= MOST_ROWS && database->read < most && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (size_t i = 0; i < database->columns; i++)
            write_value(database, &writer, statement, (int)i);
        phs_rows_end(&writer, row++);
    }
    database->unpacking->into->large |= row > MOST_ROWS || database->read >= most;
    note_end(database, code);
    sqlite3_finalize(statement);
    phs_rows_done(&writer);
}

/* Tables that have rows of their own, but those that SQLite keeps for itself. */
static void read_tables(struct database *database) {
    struct {
        PHS_VEC(const char *) names;
    } tables = {0};
    sqlite3_stmt *statement =
        prepare(database, sqlite3_mprintf("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0"));
    int code = SQLITE_DONE;
    while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW &&
           tables.names.n <= database->unpacking->limits.max_items)
        PHS_PUSH(database->unpacking->arena, tables.names, text_of(database->unpacking->arena, statement, 0));
    note_end(database, code);
    sqlite3_finalize(statement);
    for (size_t i = 0; i < tables.names.n && phs_unpacking_has_room(database->unpacking); i++)
        if (!phs_slice_starts(phs_slice(tables.names.at[i]), "sqlite_"))
            read_table(database, tables.names.at[i]);
}

/* A log beside the file is not here, and without one nothing is missing that the file itself has. */
static unsigned char *copy_of(struct phs_unpacking *unpacking) {
    unsigned char *copy = sqlite3_malloc64(unpacking->bytes.len);
    if (!copy)
        return NULL;
    memcpy(copy, unpacking->bytes.ptr, unpacking->bytes.len);
    copy[WRITE_VERSION] = copy[WRITE_VERSION + 1] = 1;
    return copy;
}

void phs_unpack_database(struct phs_unpacking *unpacking) {
    struct database *database = PHS_NEW(unpacking->arena, struct database);
    sqlite3_int64 size = (sqlite3_int64)unpacking->bytes.len;
    database->unpacking = unpacking;
    unsigned char *copy = unpacking->bytes.len >= HEADER ? copy_of(unpacking) : NULL;
    int code =
        copy ? sqlite3_open_v2(":memory:", &database->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) : SQLITE_CORRUPT;
    /* Frees the copy, whatever comes of it. */
    if (code == SQLITE_OK)
        code = sqlite3_deserialize(database->db, "main", copy, size, size,
                                   SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE);
    else
        sqlite3_free(copy);
    if (code == SQLITE_OK) {
        restrict_all(database);
        read_tables(database);
    } else {
        unpacking->into->damaged = true;
    }
    unpacking->into->unpacked += unpacking->bytes.len + database->read;
    sqlite3_close(database->db);
}
