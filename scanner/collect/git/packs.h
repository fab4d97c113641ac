/* SPDX-License-Identifier: Apache-2.0 */
/* The packs of one repository, mapped into memory, and how their objects build on each other. Nothing outside of the
 * repository is opened: of alternates those within it, and no symbolic link. */
#ifndef PHS_COLLECT_GIT_PACKS_H
#define PHS_COLLECT_GIT_PACKS_H

#include "base/arena.h"
#include "parse/pack/entry.h"
#include "parse/pack/idx.h"

enum { PHS_NO_OBJECT = UINT32_MAX };

struct phs_pack_file {
    const char *name; /* "pack-....pack" */
    struct phs_slice bytes;
    struct phs_idx idx;
    uint32_t first, n; /* its objects in phs_packs.objects, by offset */
    uint32_t *by_row;  /* row of the index -> object */
    bool promisor;     /* of a partial clone */
};

struct phs_packed {
    uint64_t offset;
    uint32_t row;                  /* in its index */
    uint32_t base, child, sibling; /* objects, or PHS_NO_OBJECT */
    uint32_t weight;               /* how many of it and what builds on it are wanted in the walk that is prepared */
    uint16_t pack;
    uint8_t kind;  /* enum phs_object_kind; PHS_OBJECT_NONE: hangs on nothing, or on itself */
    uint8_t state; /* what the visitor made of it */
    bool wanted;
};

struct phs_packs {
    struct phs_arena *arena;
    PHS_VEC(struct phs_pack_file) files; /* by name */
    struct phs_packed *objects;
    uint32_t n;
    uint32_t *order; /* objects such that each stands behind what it builds on; reached of them */
    uint32_t reached;
    PHS_VEC(const char *) problems; /* what could not be read, or was refused: sentences */
};

/* Maps what lies in objects/pack, and in that of alternates; git_dir is the one that holds objects/. Never fails: what cannot
 * be read is a problem. The mappings go with the arena. */
void phs_packs_open(struct phs_arena *arena, const char *git_dir, struct phs_packs *ret_packs);
/* Reads the heads of all objects and links them. Before any walk. */
void phs_packs_link(struct phs_packs *packs);

struct phs_oid phs_packed_name(const struct phs_packs *packs, uint32_t object);
/* Lets go of the pages that were read; they come back when they are needed. */
void phs_packs_relax(const struct phs_packs *packs);
/* Whether a pack holds it; also before they are linked. */
bool phs_packs_hold(const struct phs_packs *packs, const struct phs_oid *oid);
/* PHS_NO_OBJECT when no pack holds it. The same object in several packs: the first. */
uint32_t phs_packs_find(const struct phs_packs *packs, const struct phs_oid *oid);

#endif
