/* SPDX-License-Identifier: Apache-2.0 */
/* Reading maps that people wrote: each key asked for by its type, each surprise one sentence with file and line. */
#ifndef PHS_COLLECT_ENTRY_H
#define PHS_COLLECT_ENTRY_H

#include "model/run.h"

/* Who complains, and to whom: the sentences go to scope->problems. */
struct phs_entry_reader {
    struct phs_arena *arena;
    struct phs_scope *scope;
};

void phs_entry_problem(struct phs_entry_reader *reader, struct phs_place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* False, with a sentence, when value is no map. NULL and null are quietly false. */
bool phs_entry_map(struct phs_entry_reader *reader, const struct phs_value *value, const char *what);
/* A sentence per key that is not among keys (ended by NULL), with the nearest one that is. */
void phs_entry_keys(struct phs_entry_reader *reader, const struct phs_value *map, const char *what, const char *const *keys);

/* Text of a string, number or bool; NULL when absent or, with a sentence, of another kind. */
const char *phs_entry_text(struct phs_entry_reader *reader, const struct phs_value *map, const char *key);
/* One of words (ended by NULL), else a sentence and NULL. */
const char *phs_entry_word(struct phs_entry_reader *reader, const struct phs_value *map, const char *key,
                           const char *const *words);
/* fallback when absent or, with a sentence, no bool. */
bool phs_entry_bool(struct phs_entry_reader *reader, const struct phs_value *map, const char *key, bool fallback);
/* A whole number from 0 up; -1 when absent, unknown or, with a sentence, something else. */
int64_t phs_entry_count(struct phs_entry_reader *reader, const struct phs_value *map, const char *key);

struct phs_entry_list {
    PHS_VEC(const char *) items;
};
/* A list of texts, or one text for a list of one. Items of another kind are passed over with a sentence. */
struct phs_entry_list phs_entry_texts(struct phs_entry_reader *reader, const struct phs_value *map, const char *key);
/* Moves the result of phs_entry_texts into any PHS_VEC(const char *). */
#define PHS_TAKE_TEXTS(vec, texts)                                                                                             \
    do {                                                                                                                       \
        struct phs_entry_list t_ = (texts);                                                                                    \
        (vec).at = t_.items.at;                                                                                                \
        (vec).n = t_.items.n;                                                                                                  \
        (vec).cap = t_.items.cap;                                                                                              \
    } while (0)

/* Whether a sentence begins with "path:line": then the line that asked for the file adds nothing. */
bool phs_entry_names_line(const char *sentence, const char *path);

/* "a string", "a list" ...: for sentences. */
const char *phs_kind_words(const struct phs_value *value);

#endif
