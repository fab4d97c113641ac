/* SPDX-License-Identifier: Apache-2.0 */
/* YAML files that are lists of entries which people write: exceptions, treatments, decisions. */
#ifndef PHS_PARSE_LIST_FILE_H
#define PHS_PARSE_LIST_FILE_H

#include "base/err.h"
#include "model/run.h"
#include "model/value.h"

/* Reads the entries of a file that is a list, or that has one under key; none of an empty file. What the file holds beside a
 * list becomes a warning of the run, with file and line. PHS_E_INPUT when the file as a whole cannot be read. */
typedef void phs_list_file_entry(struct phs_run *run, const struct phs_value *entry);
enum phs_code phs_list_file_read(struct phs_run *run, const char *path, struct phs_slice bytes, const char *key,
                                 phs_list_file_entry *read_entry, struct phs_err *err);

/* A date of an entry, 0 when there is none; what is no date becomes *problem unless it has one already. */
int64_t phs_list_file_date(struct phs_arena *arena, const struct phs_value *entry, const char *key, const char **problem);

#endif
