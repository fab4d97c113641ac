/* SPDX-License-Identifier: Apache-2.0 */
/* Shell text cut into commands and words. No shell is parsed: quotes and brackets end a word as blanks do, so that what stands
 * in "sh -c '...'" is seen too. */
#ifndef PHS_COLLECT_DOCKER_COMMAND_H
#define PHS_COLLECT_DOCKER_COMMAND_H

#include <stdbool.h>

#include "base/slice.h"

enum { PHS_COMMAND_MOST_WORDS = 400 };

struct phs_command {
    struct phs_slice text;
    struct phs_slice words[PHS_COMMAND_MOST_WORDS]; /* "|" stands alone */
    size_t n;
};

/* The next command of *rest: what stands between ; && || and line breaks. Comments are passed over. */
bool phs_command_next(struct phs_slice *rest, struct phs_command *ret_command);

/* Words of the pattern, which blanks part, follow each other somewhere in the command; a star at either end of one stands for
 * anything, and one alone for any word, and case makes no difference. */
bool phs_command_has(const struct phs_command *command, const char *pattern);

/* Index of the word behind the program of that name (whatever its folder), or 0. */
size_t phs_command_program(const struct phs_command *command, const char *name);

/* The command switches off a check of certificates, signatures or names of hosts. */
bool phs_command_skips_verification(const struct phs_command *command);
/* An environment variable that does the same for the programs that read it. */
bool phs_variable_skips_verification(struct phs_slice name, struct phs_slice value);
/* An address of another machine that is asked without TLS. */
bool phs_is_clear_url(struct phs_slice word);

#endif
