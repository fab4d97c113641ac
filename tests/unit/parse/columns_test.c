/* SPDX-License-Identifier: Apache-2.0 */
/* Values whose name is the heading of their column. */
#include <criterion/criterion.h>

#include "parse/match/validators.h"

static enum phs_match_class judged(const char *validator, const char *file, const char *value) {
    const char *at = strstr(file, value);
    cr_assert_not_null(at, "%s", file);
    return phs_match_validator(validator)(phs_slice_n(at, strlen(value)), phs_slice(file));
}

static const char *const cells[][4] = {
    {"nothing above", "none", "anna,qd7Kx93b", "qd7Kx93b"},
    {"one column", "none", "password\nqd7Kx93b\n", "qd7Kx93b"},
    {"more cells than the heading has", "none", "id,password\n1,qd7Kx93b,x\n", "qd7Kx93b"},
    {"another column", "none", "id,password,note\n1,kx84Wqzd,qd7Kx93b\n", "qd7Kx93b"},
    {"a column about passwords", "none", "id,password_set\n1,qd7Kx93b\n", "qd7Kx93b"},
    {"a statement of a program", "none", "int id = 1, password = 2;\ncall(1, qd7Kx93b);\n", "qd7Kx93b"},
    {"a word", "none", "id,password\n1,password\n", ",password\n"},
    {"the first row", "real", "id,password\n1,qd7Kx93b\n", "qd7Kx93b"},
    {"a later row with line ends of DOS", "real", "id,password\r\n1,x\r\n2,qd7Kx93b\r\n", "qd7Kx93b"},
    {"quotes, and a comma within", "real", "\"id\",\"name\",\"password\"\n1,\"Doe, Jane\",\"qd7Kx93b\"\n", "qd7Kx93b"},
    {"Markdown", "real", "| User | **Password** |\n|---|---|\n| admin | `qd7Kx93b` |\n", "qd7Kx93b"},
    {"tabs", "real", "id\tpasswd\tx\n1\tqd7Kx93b\ty\n", "qd7Kx93b"},
};

static const char *const rows[][4] = {
    {"no statement", "none", "values (1, 'qd7Kx93b')", "qd7Kx93b"},
    {"no columns", "none", "insert into t values (1, 'qd7Kx93b')", "qd7Kx93b"},
    {"another column", "none", "insert into t (password, note) values ('x', 'qd7Kx93b')", "qd7Kx93b"},
    {"behind the statement", "none", "insert into t (id, password) values (1, 'x'); f(1, 'qd7Kx93b')", "qd7Kx93b"},
    {"within another value", "none", "insert into t (id, password) values (1, 'it''s, ''qd7Kx93b')", "qd7Kx93b"},
    {"the first row", "real", "INSERT INTO t (id, password) VALUES (1, 'qd7Kx93b')", "qd7Kx93b"},
    {"a later row", "real", "insert into `t` (`id`, `password`)\nvalues (1, 'a,(b'),\n (f(2, 3), 'qd7Kx93b')", "qd7Kx93b"},
    {"a secret by chance", "real", "insert into t (client_secret) values ('Zt7kQ9vXw2LmRb4Yc8Nd')", "Zt7kQ9vXw2LmRb4Yc8Nd"},
};

Test(columns, names_the_cells_under_a_heading) {
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const char *value = cells[i][3] + (cells[i][3][0] == ',');
        enum phs_match_class told = judged("cell", cells[i][2], value);
        cr_expect_str_eq(phs_match_class_name(told), cells[i][1], "%s: %s", cells[i][0], phs_match_class_name(told));
    }
}

Test(columns, names_the_values_of_rows) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum phs_match_class told = judged("row", rows[i][2], rows[i][3]);
        cr_expect_str_eq(phs_match_class_name(told), rows[i][1], "%s: %s", rows[i][0], phs_match_class_name(told));
    }
}
