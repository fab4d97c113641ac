/* SPDX-License-Identifier: Apache-2.0 */
/* YAML files that are lists of entries which people write: exceptions, treatments, decisions. */
#ifndef PHS_PARSE_LIST_FILE_H
#define PHS_PARSE_LIST_FILE_H

#include "base/err.h"
#include "model/value.h"

/* The list of a file that is one, or that has it under key. *ret_list is NULL when the file is empty; when it holds something
 * else, *ret_problem is a sentence with file and line. PHS_E_INPUT when the file as a whole cannot be read. */
enum phs_code phs_list_file_read(struct phs_arena *arena, const char *path, struct phs_slice bytes, const char *key,
                                 const struct phs_value **ret_list, const char **ret_problem, struct phs_err *err);

/* A date of an entry, 0 when there is none; what is no date becomes *problem unless it has one already. */
int64_t phs_list_file_date(struct phs_arena *arena, const struct phs_value *entry, const char *key, const char **problem);

#endif
