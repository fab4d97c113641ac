/* SPDX-License-Identifier: Apache-2.0 */
/* Objects that lie by themselves, each in a file. libgit2 reads them, told not to look at any other repository:
 * of alternates only at those within this one. */
#ifndef PHS_COLLECT_GIT_LOOSE_H
#define PHS_COLLECT_GIT_LOOSE_H

#include <git2.h>

#include "collect/git/packs.h"

struct phs_loose {
    struct phs_oid name;
    enum phs_object_kind kind; /* PHS_OBJECT_NONE: damaged */
    uint64_t size;
};

struct phs_loose_list {
    const char *git_dir;
    PHS_VEC(struct phs_loose) items; /* by name; without those that a pack holds too */
    size_t damaged;
    bool limited;
    bool with_packs; /* they were listed by other means and may lie in packs */
};

void phs_loose_list_read(struct phs_arena *arena, const char *git_dir, const struct phs_packs *packs,
                         struct phs_loose_list *ret_list);
/* The place in the list, or PHS_NO_OBJECT. */
uint32_t phs_loose_find(const struct phs_loose_list *list, const struct phs_oid *oid);

/* An object database of exactly this repository: loose objects, with its packs where asked for; of alternates those within it.
 * NULL when it cannot be opened. */
git_odb *phs_odb_open(const char *git_dir, bool with_packs);

#endif
