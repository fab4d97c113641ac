/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a file of any language: the scanner of source trees reads hostile repositories. The first byte picks the path.
 */
#include <stdint.h>

#include "collect/source/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct phs_catalogue *catalogue;
static struct phs_lexicon lexicon;

static void load_once(void) {
    static struct phs_arena *arena;
    struct phs_err err = {0};
    if (arena)
        return;
    arena = phs_arena_new();
    if (phs_catalogue_load(arena, NULL, 0, &catalogue, &err) != PHS_OK)
        phs_die("%s", err.text);
    phs_lexicon_init(&lexicon, arena, catalogue);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const paths[] = {"a.py",     "b.ts",  "c.go",  "D.java", "e.rb", "f.sql",        "g.json",
                                        "h.ndjson", "i.csv", "j.hl7", "k.yaml", ".env", "package.json", "requirements.txt",
                                        "go.mod",   "l.sh",  "m.log", "n.php"};
    struct phs_file_sights sights;
    load_once();
    if (size == 0)
        return 0;
    const char *path = paths[data[0] % (sizeof paths / sizeof paths[0])];
    struct phs_arena *arena = phs_arena_new();
    phs_source_scan(arena, &lexicon, catalogue, phs_language_of(path), path, phs_slice_n((const char *)data + 1, size - 1),
                    &sights);
    for (size_t i = 0; i < sights.calls.n; i++)
        if (sights.calls.at[i].line_count == 0 || !sights.calls.at[i].reach.vendor)
            phs_die("a call without a line or a vendor");
    for (size_t i = 0; sights.fields && i < PHS_MOST_CATEGORIES; i++)
        if (sights.fields[i].grade != PHS_GRADE_NONE && sights.fields[i].line == 0)
            phs_die("a sighting without a line");
    phs_arena_free(arena);
    return 0;
}
