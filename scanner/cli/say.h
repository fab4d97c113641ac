/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences for the person at the terminal, on stderr, safe whatever is quoted in them. */
#ifndef PHS_CLI_SAY_H
#define PHS_CLI_SAY_H

#include "base/err.h"
#include "base/slice.h"
#include "cli/commands.h"

/* "phiscope: sentence" and a line break. */
void phs_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Says the sentence of err and returns the exit code that its code stands for. */
int phs_say_err(const struct phs_err *err);
/* " Did you mean X?" where a word (list ended by NULL) is near, else "". */
const char *phs_suggest(struct phs_arena *arena, const char *word, const char *const *words);

#endif
