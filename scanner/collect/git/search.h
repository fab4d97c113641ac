/* SPDX-License-Identifier: Apache-2.0 */
/* Every blob of a repository searched once: of a blob that builds on another only what is new, where the other was found to
 * hold nothing. Findings are the same either way. */
#ifndef PHS_COLLECT_GIT_SEARCH_H
#define PHS_COLLECT_GIT_SEARCH_H

#include "collect/git/look.h"
#include "collect/git/loose.h"
#include "collect/git/walk.h"
#include "model/phi.h"

enum { PHS_SEARCH_MOST_BYTES = 64 << 20, PHS_SEARCH_MOST_HITS = 2000000 };

/* Most is said in files; the rest with them. */
enum phs_said { PHS_SAID_IN_FILE, PHS_SAID_OF_COMMIT, PHS_SAID_OF_TAG, PHS_SAID_IN_NOTE };

/* A blob with something in it; or a commit or tag, of which the message was read. */
struct phs_hit_blob {
    struct phs_oid name;
    enum phs_said said;
    uint32_t size; /* bytes */
    bool speaks;   /* of patients, by its words and by an identifier, and is no document that was read by its format */
    bool reread;   /* its sights are of reread.h */
    struct phs_file_look look; /* hits that are worth something, by place */
    uint8_t *grades;           /* by hit: enum phs_grade, of identifiers; sights: one a category that looks real */
};

struct phs_container_blob {
    struct phs_oid name;
    uint32_t size;
};

struct phs_searched {
    PHS_VEC(struct phs_hit_blob) blobs;                       /* by name */
    size_t blobs_read, too_large, damaged, limited, pointers; /* pointers: whose content lies elsewhere */
    bool cut_short;
    PHS_VEC(struct phs_oid) unread[PHS_UNREAD_KINDS]; /* by name, of done: binary, and of no format that is read as such */
    PHS_VEC(struct phs_container_blob) containers;    /* by name: not opened by this search, neither unread nor done */
    uint64_t unpacked;                                /* out of containers */
    PHS_VEC(struct phs_oid) done;                     /* by name: searched now, need no second look by the same rules */
    uint64_t bytes, matched;                          /* what the blobs hold; what of it was matched */
};

struct phs_search {
    const struct phs_rules *rules;
    struct phs_packs *packs; /* linked */
    const struct phs_loose_list *loose;
    bool whole; /* every blob in full */
    /* Names, by their bytes, of blobs that need no look any more; may be NULL. */
    const struct phs_oid *known;
    size_t known_count;
};

/* Everything in arena. */
void phs_search_run(struct phs_arena *arena, const struct phs_search *search, struct phs_searched *ret_searched);

#endif
