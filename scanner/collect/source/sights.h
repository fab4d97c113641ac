/* SPDX-License-Identifier: Apache-2.0 */
/* What files showed -> resources of the graph. */
#ifndef PHS_COLLECT_SOURCE_SIGHTS_H
#define PHS_COLLECT_SOURCE_SIGHTS_H

#include "collect/source/scan.h"

enum { PHS_MOST_LANGUAGES = 32 };

struct phs_repository {
    struct phs_graph *graph;
    const struct phs_lexicon *lexicon;
    const char *root, *environment;
    size_t files;
    uint64_t bytes;
    const char *languages[PHS_MOST_LANGUAGES];
    size_t language_files[PHS_MOST_LANGUAGES], language_count;
    struct phs_resource *resource;
};

/* Copies sights out of a scratch arena; categories that never stood in a record that counts are left behind. */
void phs_sights_keep(struct phs_arena *arena, const struct phs_file_sights *sights, struct phs_file_sights *ret_kept);

void phs_repository_language(struct phs_repository *repository, const char *name);
/* The git_repository resource; folder is where it lies, for its HEAD. */
void phs_repository_add(struct phs_repository *repository, const char *folder);
/* The outbound_call and phi_sighting resources of one file. */
void phs_repository_file(struct phs_repository *repository, const char *path, const struct phs_language *language,
                         const struct phs_file_sights *sights);

#endif
