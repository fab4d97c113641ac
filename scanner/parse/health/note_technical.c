/* SPDX-License-Identifier: Apache-2.0 */
/* Texts about programs and machines: change logs, manuals, templates of issues. They have problems, histories and findings too.
 */
#include "parse/health/note_signs.h"

enum { FEWEST_WORDS = 5 };

bool phs_note_is_technical(struct phs_slice text) {
    static const char *const words[] = {
        "github",     "gitlab",     "docker",     "kubernetes", "terraform",  "javascript", "python",    "json",
        "yaml",       "plugin",     "firmware",   "compile",    "debug",      "bugfix",     "pull req",  "commit",
        "repositor",  "changelog",  "release no", "gpio",       "arduino",    "esp8266",    "uart",      "flash",
        "bootloader", "linux",      "kernel",     "windows",    "ubuntu",     "npm ",       "parser",    "command line",
        "stack tra",  "unit test",  "refactor",   "deprecat",   "boolean",    "variable",   "namespace", "syntax",
        "regex",      "ajax",       "jquery",     "stylesheet", "download",   "screenshot", "reproduce", "issue",
        "feature re", "workaround", "upgrade",    "configur",   "module",     "backend",    "frontend",  "browser",
        "library",    "framework",  "runtime",    "dependenc",  "open source"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words && n < FEWEST_WORDS; i++)
        n += phs_health_has_word(text, words[i]);
    return n == FEWEST_WORDS;
}
