/* SPDX-License-Identifier: Apache-2.0 */
/* Databases of SQLite: rows of tables and nothing that a schema could run. */
#include <sqlite3.h>

#include "container_help.h"

static struct phs_arena *arena;

static void begin(void) {
    arena = phs_arena_new();
}

static void end(void) {
    phs_arena_free(arena);
}

TestSuite(container_database, .init = begin, .fini = end);

static struct phs_slice database(const char *sql) {
    sqlite3 *db;
    sqlite3_int64 size;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    unsigned char *bytes = sqlite3_serialize(db, "main", &size, 0);
    char *copy = phs_alloc(arena, (size_t)size);
    memcpy(copy, bytes, (size_t)size);
    sqlite3_free(bytes);
    sqlite3_close(db);
    return phs_slice_n(copy, (size_t)size);
}

static const char *opened(struct phs_slice bytes) {
    struct phs_container container;
    struct phs_buf out;
    phs_container_open(arena, bytes, NULL, &container);
    phs_buf_init(&out, 64 << 20);
    phs_buf_puts(&out, flags_of(arena, &container));
    for (size_t i = 0; i < container.items.n; i++) {
        const struct phs_contained *item = &container.items.at[i];
        phs_buf_printf(&out, "[%s]%.*s", item->name, (int)item->bytes.len, item->bytes.ptr);
    }
    const char *text = phs_strdup(arena, phs_buf_text(&out));
    phs_buf_done(&out);
    return text;
}

Test(container_database, tables_are_given_as_they_are_stored) {
    static const struct {
        const char *scenario, *sql, *expected;
    } rows[] = {
        {"nothing in it", "CREATE TABLE a(x); DROP TABLE a;", ""},
        {"texts, numbers, nothing, pictures",
         "CREATE TABLE \"my \"\"t\"(a TEXT, \"b,c\" REAL, d, e BLOB); INSERT INTO \"my \"\"t\" VALUES('x \"y\"\nz', 1.5, NULL, "
         "x'00ff');",
         "[my \"t]a,\"b,c\",d,e\n\"x \"\"y\"\" z\",1.5,,\n"},
        {"rows without numbers of their own",
         "CREATE TABLE t(a PRIMARY KEY, b) WITHOUT ROWID; INSERT INTO t VALUES(2, 'x'), (1, 'y');", "[t]a,b\n1,y\n2,x\n"},
        {"what is computed is left", "CREATE TABLE t(a, b AS (a || a), c AS (a + 1) STORED); INSERT INTO t VALUES('7');",
         "[t]a\n7\n"},
        {"views and triggers are nothing",
         "CREATE TABLE t(a); CREATE VIEW v AS SELECT * FROM t; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;"
         "INSERT INTO t VALUES(1);",
         "[t]a\n1\n"},
        {"two tables, one without rows", "CREATE TABLE b(x); CREATE TABLE a(y); INSERT INTO a VALUES('1');", "[b]x\n[a]y\n1\n"},
        {"in UTF-16", "PRAGMA encoding='UTF-16le'; CREATE TABLE t(a); INSERT INTO t VALUES('\xc3\xa4');", "[t]a\n\xc3\xa4\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(opened(database(rows[i].sql)), rows[i].expected, "%s: %s", rows[i].scenario,
                         opened(database(rows[i].sql)));
}

Test(container_database, an_index_of_words_gives_the_texts_that_it_keeps) {
    const char *said = opened(database("CREATE VIRTUAL TABLE n USING fts5(body); INSERT INTO n VALUES('some words');"));
    cr_expect(strstr(said, "[n_content]id,c0\n1,some words\n"), "%s", said);
    cr_expect_not(strstr(said, "[n]"), "no module is woken");
}

Test(container_database, one_that_was_written_beside_a_log_is_read_without_it) {
    char *bytes = (char *)database("CREATE TABLE t(a); INSERT INTO t VALUES(1);").ptr;
    struct phs_slice all = database("CREATE TABLE t(a); INSERT INTO t VALUES(1);");
    bytes = phs_slice_dup(arena, all);
    bytes[18] = bytes[19] = 2;
    cr_expect_str_eq(opened(phs_slice_n(bytes, all.len)), "[t]a\n1\n");
}

Test(container_database, is_bounded_and_says_so) {
    const char *many = "CREATE TABLE t(a); WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 200100)"
                       " INSERT INTO t SELECT n FROM r;";
    cr_expect(phs_slice_starts(phs_slice(opened(database(many))), "large [t]a\n1\n2\n"), "rows");
    const char *default_of = "CREATE TABLE t(a DEFAULT (hex(randomblob(100)))); INSERT INTO t VALUES(1);";
    cr_expect_str_eq(opened(database(default_of)), "[t]a\n1\n", "what a schema says is not run");
    const struct phs_container_limits small = {.max_bytes = 100};
    struct phs_container container;
    phs_container_open(arena, database(many), &small, &container);
    cr_expect(container.large && container.items.n == 1 && container.items.at[0].bytes.len <= 100);
}

Test(container_database, survives_any_single_damaged_byte) {
    struct phs_slice all =
        database("PRAGMA page_size=512; CREATE TABLE t(a, b); CREATE INDEX i ON t(b); INSERT INTO t VALUES('x', 1), "
                 "('y', zeroblob(2000)), (3, 'some longer text that stands in it');");
    for (size_t i = 16; i < all.len; i++) {
        char *copy = phs_slice_dup(arena, all);
        copy[i] ^= 0x55;
        opened(phs_slice_n(copy, all.len));
    }
    for (size_t n = 512; n < all.len; n += 100)
        opened(phs_slice_n(all.ptr, n));
    cr_expect_str_eq(opened(phs_slice_n(all.ptr, 600)), "damaged ");
}
