/* SPDX-License-Identifier: Apache-2.0 */
/* A profile of a --checks folder: rules with questions in the policy language. */
#include "catalogue/nouns.h"
#include "parse/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char path[] = "profiles/a.yaml";
    struct phs_arena *arena = phs_arena_new();
    struct phs_catalogue *catalogue = phs_catalogue_new(arena);
    struct phs_source source = {.path = path};
    struct phs_yaml_options options = {.max_nodes = 5000, .max_depth = 50};
    struct phs_yaml yaml;
    struct phs_err err;
    if (phs_yaml_parse(arena, &source, phs_slice_n((const char *)data, size), &options, &yaml, &err) == PHS_OK)
        for (size_t i = 0; i < yaml.n; i++) {
            struct phs_document document = {.path = path, .below = path, .value = yaml.at[i].value, .part = i};
            if (document.value)
                phs_catalogue_add(catalogue, &document, 1);
        }
    for (size_t i = 0; i < catalogue->profiles.n; i++)
        for (size_t k = 0; k < catalogue->profiles.at[i]->rules.n; k++)
            if (!catalogue->profiles.at[i]->rules.at[k]->section ||
                !catalogue->profiles.at[i]->rules.at[k]->question.definition)
                __builtin_trap(); /* a rule without them is none */
    phs_arena_free(arena);
    return 0;
}
