/* SPDX-License-Identifier: Apache-2.0 */
/* Files of a --checks folder as checks, safeguards, threats, vendors and patterns. The first byte chooses which. */
#include "catalogue/lexicon.h"
#include "catalogue/nouns.h"
#include "parse/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const below[] = {"a.yaml", "safeguards/a.yaml", "threats/a.yaml", "vendors/a.yaml", "patterns/field/a.yaml"};

static void add(struct phs_catalogue *catalogue, const char *path, struct phs_slice bytes) {
    struct phs_source *source = PHS_NEW(catalogue->arena, struct phs_source);
    source->path = path;
    struct phs_yaml_options options = {.max_nodes = 5000, .max_depth = 50};
    struct phs_yaml yaml;
    struct phs_err err;
    if (phs_yaml_parse(catalogue->arena, source, bytes, &options, &yaml, &err) != PHS_OK)
        return;
    for (size_t i = 0; i < yaml.n; i++) {
        struct phs_document document = {.path = path, .below = path, .value = yaml.at[i].value, .part = i};
        if (document.value)
            phs_catalogue_add(catalogue, &document, 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    struct phs_arena *arena = phs_arena_new();
    struct phs_catalogue *catalogue = phs_catalogue_new(arena);
    const char *path = below[data[0] % (sizeof below / sizeof *below)];
    struct phs_slice bytes = phs_slice_n((const char *)data + 1, size - 1);
    struct phs_reach reach;
    struct phs_lexicon lexicon;
    bool person;
    add(catalogue, path, bytes);
    phs_catalogue_join(catalogue);
    (void)phs_catalogue_reach_host(catalogue, bytes, &reach);
    (void)phs_catalogue_reach_import(catalogue, bytes, &reach);
    phs_lexicon_init(&lexicon, arena, catalogue);
    (void)phs_lexicon_find(&lexicon, bytes, &person);
    phs_arena_free(arena);
    return 0;
}
