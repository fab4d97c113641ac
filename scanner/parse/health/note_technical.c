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
    return phs_health_count_words(text, words, sizeof words / sizeof *words, FEWEST_WORDS) == FEWEST_WORDS;
}
