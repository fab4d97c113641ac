/* SPDX-License-Identifier: Apache-2.0 */
/* What names say: of variables, of environments. Names only; a value is never looked at. */
#include <ctype.h>

#include "collect/looking_around.h"

enum { LONGEST_NAME = 80, MOST_WORDS = 3 };

/* The first n words of "AZURE_OPENAI_KEY" as "azure openai"; false when there are fewer. */
static bool first_words(struct phs_slice name, size_t n, char out[LONGEST_NAME + 1]) {
    size_t words = 1, length = 0;
    for (size_t i = 0; i < name.len && length < LONGEST_NAME; i++) {
        if (name.ptr[i] == '_' && words++ == n)
            break;
        out[length++] = name.ptr[i] == '_' ? ' ' : (char)tolower((unsigned char)name.ptr[i]);
    }
    out[length] = '\0';
    return words >= n && length > 2;
}

/* Frameworks put a word of their own in front of what browsers may see. */
static struct phs_slice without_prefix(struct phs_slice name) {
    static const char *const prefixes[] = {"NEXT_PUBLIC_", "REACT_APP_", "VITE_", "EXPO_PUBLIC_", "NUXT_PUBLIC_"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (phs_slice_starts(name, prefixes[i]))
            return phs_slice_n(name.ptr + strlen(prefixes[i]), name.len - strlen(prefixes[i]));
    return name;
}

const struct phs_vendor_info *phs_vendor_of_variable(struct phs_arena *arena, const struct phs_catalogue *catalogue,
                                                     struct phs_slice name) {
    char words[LONGEST_NAME + 1];
    (void)arena;
    name = without_prefix(name);
    for (size_t n = MOST_WORDS; n > 0; n--) {
        const struct phs_vendor_info *vendor = first_words(name, n, words) ? phs_catalogue_vendor(catalogue, words) : NULL;
        if (vendor)
            return vendor;
    }
    return NULL;
}

const char *phs_environment_of_name(struct phs_arena *arena, const char *path) {
    static const struct {
        const char *word, *environment;
    } words[] = {{"production", "production"}, {"prod", "production"}, {"prd", "production"}, {"live", "production"},
                 {"staging", "staging"},       {"stage", "staging"},   {"stg", "staging"},    {"uat", "uat"},
                 {"preprod", "preprod"},       {"qa", "qa"},           {"test", "test"},      {"development", "development"},
                 {"dev", "development"},       {"sandbox", "sandbox"}, {"demo", "demo"}};
    const char *lower = phs_strdup(arena, path);
    for (char *c = (char *)(uintptr_t)lower; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        for (const char *at = strstr(lower, words[i].word); at; at = strstr(at + 1, words[i].word))
            if ((at == lower || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[n]))
                return words[i].environment;
    }
    return NULL;
}
