/* SPDX-License-Identifier: Apache-2.0 */
/* What people wrote when they committed or tagged: secrets, and identifiers beside health information. */
#ifndef PHS_COLLECT_GIT_MESSAGES_H
#define PHS_COLLECT_GIT_MESSAGES_H

#include "collect/git/origins.h"
#include "collect/git/search.h"

/* Something was said in it. */
struct phs_message {
    struct phs_hit_blob blob; /* of the commit or tag: places count in its bytes, lines in its message */
    struct phs_origin origin; /* commit: the object itself; no path */
};

struct phs_messages_worker;

struct phs_messages {
    const struct phs_rules *rules;
    const struct phs_oid *known; /* by name: need no look any more; may be NULL */
    size_t known_count;
    PHS_VEC(struct phs_message) items; /* by name; what an earlier scan found in those that are known may be put in before */
    PHS_VEC(struct phs_oid) unfit;     /* by name: with more matches than are kept, so that they need a second look */
    bool names;                        /* seen is asked for */
    struct phs_oid *seen;              /* by name: all that need no second look by the same rules */
    size_t seen_count;
    size_t read; /* those that are known count */
    size_t limited;
    bool cut_short;
    struct phs_messages_worker *workers; /* by number, PHS_WALK_MOST_WORKERS */
};

void phs_messages_init(struct phs_messages *messages, struct phs_arena *arena, const struct phs_rules *rules);
/* A commit or tag, once; on several threads, each by its number. when: seconds since 1970 UTC. */
void phs_messages_look(struct phs_messages *messages, unsigned worker, const struct phs_oid *name, enum phs_object_kind kind,
                       struct phs_slice bytes, int64_t when);
/* Reads the messages of these commits, which are reachable, by libgit2; then gathers. */
void phs_messages_read(struct phs_messages *messages, struct phs_arena *arena, const char *git_dir,
                       const struct phs_oid *commits, size_t n);
/* After the last look: items and figures, in arena. */
void phs_messages_gather(struct phs_messages *messages, struct phs_arena *arena);

#endif
