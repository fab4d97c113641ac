/* SPDX-License-Identifier: Apache-2.0 */
/* Inside match/ only: of what stands under a name that says password, secret or key, where it stands and what it is made of. */
#ifndef PHS_PARSE_MATCH_ASSIGNED_H
#define PHS_PARSE_MATCH_ASSIGNED_H

#include "parse/match/wording.h"

/* In quotes, or all the text of an element. */
bool phs_place_is_quoted(struct phs_slice value, struct phs_slice file);
/* Where the line of value begins, no further back than a line is long. */
const char *phs_place_line(struct phs_slice value, struct phs_slice file);
/* A line that is too long for one that somebody wrote. */
bool phs_place_is_long(struct phs_slice value, struct phs_slice file);
/* A name, = or :, the value, and nothing more on the line: a setting, not a statement. */
bool phs_place_is_setting(struct phs_slice value, struct phs_slice file);
bool phs_place_is_option(struct phs_slice value, struct phs_slice file);
bool phs_place_is_markup(struct phs_slice value, struct phs_slice file);
bool phs_place_is_fallback(struct phs_slice value, struct phs_slice file);
bool phs_place_is_first_of_two(struct phs_slice value, struct phs_slice file);
/* Of an INI file. */
bool phs_place_is_in_section(struct phs_slice value, struct phs_slice file);
/* "host=db password=value": of a string that a program holds. */
bool phs_place_is_within_string(struct phs_slice value, struct phs_slice file);
/* Of a value without quotes. */
bool phs_place_is_variable(struct phs_slice value, struct phs_slice file);
/* "name", "value": value must not be the first byte of file. */
bool phs_place_is_behind_comma(struct phs_slice value, struct phs_slice file);
bool phs_place_is_listed(struct phs_slice value, struct phs_slice file);

/* A variable, a call, an expression, a pattern, a format: nothing that is typed in as it stands. */
bool phs_value_is_code(struct phs_slice value);
/* An address, a date, a version. */
bool phs_value_is_other(struct phs_slice value, const struct phs_wording *wording);
/* A word with a number behind it: "user1", "sha256". */
bool phs_value_is_numbered(struct phs_slice value);
/* "new-password", "accessToken": the names of such things. */
bool phs_value_says_itself(struct phs_slice value);
size_t phs_value_distinct(struct phs_slice value);
bool phs_value_is_ragged(struct phs_slice value, const struct phs_wording *wording);
/* One of the passwords that everybody has, or what stands for one. */
bool phs_value_is_common(struct phs_slice value);
/* What somebody would type: letters with digits or marks, or letters that make no word. */
bool phs_value_is_typed(struct phs_slice value, bool quoted);

/* Kinds, states and parts of a program: what is said of a password. */
bool phs_value_is_said(struct phs_slice value);
/* "password", "db_password", "newPassword": any password, not one. */
bool phs_value_is_label(struct phs_slice value);
/* Whatever somebody could have chosen, where the place says that it is a password. */
bool phs_value_is_tellable(struct phs_slice value);
/* One of those that everybody takes first. */
bool phs_value_is_trivial(struct phs_slice value);
/* user: "x", host: "x" or the like, within two lines of value. */
bool phs_place_names_user(struct phs_slice value, struct phs_slice file);
bool phs_place_names_host(struct phs_slice value, struct phs_slice file);

/* DB_PASSWORD, spring.datasource.password, key-store-password: of the environment and of configurations. */
bool phs_naming_is_of_environment(const struct phs_naming *naming);

/* A plain word, where the name says password and nothing more and the place sets a value. */
bool phs_value_is_chosen(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming);
/* One of the passwords that everybody has, where one is set: of a database, an administrator, a key store. */
bool phs_value_is_well_known(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming);
/* adminPassword: deployUserPassword!, without quotes: of another setting of the same file. */
bool phs_value_names_setting(struct phs_slice value, const struct phs_naming *naming);
/* ["vcs_username", "vcs_password", "tfvc_project"]: a list of names. */
bool phs_value_is_of_list(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming);
/* DB_PASSWORD = "db-password": the letters are the same. */
bool phs_value_is_named_alike(struct phs_slice value, const struct phs_naming *naming);
/* Any word, where a user's name stands beside or the environment is set. */
bool phs_value_is_given(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming);
/* The same of what tokens and sessions are signed with. */
bool phs_value_is_chosen_secret(struct phs_slice value, struct phs_slice file, const struct phs_naming *naming);
/* Words that only somebody who thinks of a key writes: "ThisIsMySecretKey". */
bool phs_value_is_secret_by_itself(struct phs_slice value);

#endif
