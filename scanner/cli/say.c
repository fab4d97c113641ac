/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that the command line says on stderr goes through here, so that a file name cannot drive the terminal. */
#include "cli/say.h"

#include <stdarg.h>

#include "base/escape.h"
#include "collect/nearest.h"

enum { MAX_SENTENCE = 4096 };

void phs_say(const char *format, ...) {
    char text[MAX_SENTENCE];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct phs_buf out;
    phs_buf_init(&out, 16 * (size_t)MAX_SENTENCE);
    phs_escape_terminal(&out, phs_slice(text));
    fprintf(stderr, "phiscope: %s\n", phs_buf_text(&out));
    phs_buf_done(&out);
}

int phs_say_err(const struct phs_err *err) {
    phs_say("%s", err->text);
    return err->code == PHS_E_USAGE ? PHS_EXIT_USAGE : PHS_EXIT_FAILED;
}

const char *phs_suggest(struct phs_arena *arena, const char *word, const char *const *words) {
    const char *near = phs_nearest(phs_slice(word), words);
    return near ? phs_printf(arena, " Did you mean %s?", near) : "";
}
