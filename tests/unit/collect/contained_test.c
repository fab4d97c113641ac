/* SPDX-License-Identifier: Apache-2.0 */
/* What containers in a repository hold is told as what files hold is, in the tree and in the past, with the member that it is
 * of; and what is not read of them is said. */
#include "committing.h"

#include <sqlite3.h>

#include "collect/git/contained.h"
#include "unit/parse/container_help.h"
#include "unit/parse/xlsx_help.h"

TestSuite(contained, .init = open_repository, .fini = close_repository);

static void put_bytes(const char *path, struct phs_slice bytes) {
    git_index_entry entry = {.mode = GIT_FILEMODE_BLOB, .path = path};
    cr_assert_eq(git_blob_create_from_buffer(&entry.id, repository, bytes.ptr, bytes.len), 0);
    cr_assert_eq(git_index_add(index_of, &entry), 0);
}

static const char *visits(void) {
    return "mrn,patient_name,dob,ssn,diagnosis\n"
           "MR48210773,Marta Halvorsen,1961-04-12,536-44-"
           "8127,E11.9\n"
           "MR48210774,Jonas Weissmann,1958-11-02,419-22-"
           "6093,I10\n";
}

static const char *place_of(const char *type, const char *address) {
    return phs_place_text(arena, resource(type, address)->place);
}

Test(contained, a_gzip_of_the_tree_is_read_by_the_name_of_what_is_in_it) {
    put_bytes("data/visits.csv.gz", gzipped(arena, phs_slice(visits())));
    put_bytes("keys.py.gz", gzipped(arena, phs_slice(phs_printf(arena, "# keys\n%s", token()))));
    put_bytes("cut.csv.gz", phs_slice_n(gzipped(arena, phs_slice(visits())).ptr, 60));
    commit("HEAD");
    collect(PHS_HISTORY_HEAD);
    cr_expect_str_eq(place_of("phi_sighting", "phi:app/data/visits.csv.gz!visits.csv#ssn"),
                     "app/data/visits.csv.gz!visits.csv:2");
    const struct phs_resource *secret = resource("secret_sighting", "secret:app/keys.py.gz!keys.py#github-token:1");
    cr_expect_str_eq(phs_place_text(arena, secret->place), "app/keys.py.gz!keys.py:2");
    cr_expect_str_eq(shown(secret, "file"), "app/keys.py.gz");
    cr_expect_str_eq(shown(secret, "member"), "keys.py");
    cr_expect_eq(count_of("secret_sighting"), 1);
}

Test(contained, a_gzip_of_the_past_is_told_with_the_commit_that_had_it_first_and_from_memory_the_same) {
    const struct phs_memory memory = {.load = load, .save = save};
    put("README", "one\n");
    put_bytes("data/visits.csv.gz", gzipped(arena, phs_slice(visits())));
    put_bytes("keys.py.gz", gzipped(arena, phs_slice(phs_printf(arena, "# keys\n%s", token()))));
    const char *first = phs_strdup(arena, commit("HEAD"));
    cr_expect_str_eq(told(&memory), told(NULL), "while they stand");
    drop("data/visits.csv.gz");
    drop("keys.py.gz");
    commit("HEAD");
    cr_expect_str_eq(told(&memory), told(NULL), "when they are gone");
    cr_expect_str_eq(told(&memory), told(NULL), "and once more");
    put("again.py", token());
    commit("HEAD");
    cr_expect_str_eq(told(&memory), told(NULL), "a value that only a container had stands in a file now");
    phs_graph_init(&graph, arena);
    collect(PHS_HISTORY_DEFAULT);
    const struct phs_resource *found = resource("phi_sighting", "phi:app/data/visits.csv.gz!visits.csv#ssn:history");
    cr_expect_str_eq(phs_place_text(arena, found->place),
                     phs_printf(arena, "%.12s:app/data/visits.csv.gz!visits.csv:2", first));
    cr_expect_str_eq(shown(found, "member"), "visits.csv");
    cr_expect_str_eq(shown(resource("secret_sighting", "secret:app/again.py#github-token:1"), "first_commit"), first);
}

Test(contained, sheets_of_workbooks_are_told_by_name_and_row_and_members_apart) {
    static const struct part parts[] = {
        ROOT_RELATIONS, WORKBOOK, RELATIONS,
        SHEET("<row r='3'><c t='str'><v>mrn</v></c><c t='str'><v>patient_name</v></c><c t='str'><v>dob</v></c><c "
              "t='str'><v>diagnosis</v></c></row>"
              "<row r='7'><c t='str'><v>MR48210773</v></c><c t='str'><v>Marta Halvorsen</v></c><c "
              "t='str'><v>1961-04-12</v></c><c t='str'><v>E11.9</v></c></row>"
              "<row r='8'><c t='str'><v>MR48210774</v></c><c t='str'><v>Jonas Weissmann</v></c><c "
              "t='str'><v>1958-11-02</v></c><c t='str'><v>I10</v></c></row>")};
    const struct part files[] = {{"a/keys.py", token(), 0}, {"b/keys.py", token(), 0}, {"node_modules/x/keys.py", token(), 0}};
    put_bytes("export.xlsx", make_zip(arena, parts, 4));
    put_bytes("all.zip", make_zip(arena, files, 3));
    const char *first = phs_strdup(arena, commit("HEAD"));
    collect(PHS_HISTORY_DEFAULT);
    cr_expect_str_eq(place_of("phi_sighting", "phi:app/export.xlsx!Vendors#mrn"), "app/export.xlsx!Vendors:7");
    cr_expect_str_eq(place_of("secret_sighting", "secret:app/all.zip!a/keys.py#github-token:1"), "app/all.zip!a/keys.py:1");
    cr_expect_str_eq(place_of("secret_sighting", "secret:app/all.zip!b/keys.py#github-token:1"), "app/all.zip!b/keys.py:1");
    cr_expect_eq(count_of("secret_sighting"), 2, "other people's code is not searched in an archive either");
    drop("export.xlsx");
    drop("all.zip");
    commit("HEAD");
    phs_graph_init(&graph, arena);
    collect(PHS_HISTORY_DEFAULT);
    cr_expect_str_eq(place_of("phi_sighting", "phi:app/export.xlsx!Vendors#mrn:history"),
                     phs_printf(arena, "%.12s:app/export.xlsx!Vendors:7", first));
    cr_expect_eq(count_of("secret_sighting"), 1, "one value is one finding");
}

Test(contained, tables_of_a_database_are_read_like_any_other) {
    sqlite3 *db;
    sqlite3_int64 size;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(db,
                     "CREATE TABLE visits(id INTEGER PRIMARY KEY, mrn, patient_name, dob, diagnosis); INSERT INTO visits(mrn, "
                     "patient_name, dob, diagnosis) VALUES('MR48210773', 'Marta Halvorsen', '1961-04-12', 'E11.9'), "
                     "('MR48210774', 'Jonas Weissmann', '1958-11-02', 'I10');",
                     NULL, NULL, NULL),
        SQLITE_OK);
    unsigned char *bytes = sqlite3_serialize(db, "main", &size, 0);
    put_bytes("clinic.sqlite", phs_slice_n((const char *)bytes, (size_t)size));
    sqlite3_free(bytes);
    sqlite3_close(db);
    commit("HEAD");
    collect(PHS_HISTORY_DEFAULT);
    cr_expect_str_eq(place_of("phi_sighting", "phi:app/clinic.sqlite!visits#mrn"), "app/clinic.sqlite!visits:2");
    cr_expect_str_eq(shown(resource("repository_file", "file:app/clinic.sqlite"), "kind"), "database-dump");
}

Test(contained, what_is_not_read_of_containers_is_counted_by_its_reason) {
    put_bytes("a.csv.gz", phs_slice_n(gzipped(arena, phs_slice(visits())).ptr, 60));
    put_bytes("b.gz", gzipped(arena, gzipped(arena, phs_slice(visits()))));
    commit("HEAD");
    collect(PHS_HISTORY_DEFAULT);
    const char *why = history_coverage()->reason;
    cr_expect(strstr(why, "1 archives, office documents or databases are damaged"), "%s", why);
    cr_expect(strstr(why, "1 archives hold others, which were not opened"), "%s", why);
    cr_expect_eq(history_coverage()->state, PHS_READ_PARTLY, "what is damaged is missing");
}
