/* SPDX-License-Identifier: Apache-2.0 */
/* What a repository remembers: values that were committed once, whether or not they still stand in HEAD. */
#ifndef PHS_COLLECT_GIT_HISTORY_H
#define PHS_COLLECT_GIT_HISTORY_H

#include "base/progress.h"
#include "collect/git/origins.h"
#include "collect/git/parts.h"
#include "collect/git/search.h"

/* When and where something was committed first. */
struct phs_past_event {
    const struct phs_origin *origin; /* NULL: in no commit that is reachable */
    const struct phs_hit_blob *blob;
    const struct phs_hit *hit;
    const struct phs_health_sight *sight; /* instead of a hit: what a document of that blob says */
    const char *path;                     /* of the origin, with the member of a container: phs_look_address; or NULL */
};

struct phs_past {
    bool read;
    struct phs_searched searched; /* its blobs with the messages in which something was said, by name */
    struct phs_origins origins;   /* by blob of searched */
    size_t messages;              /* of commits and tags, that were read */
    size_t not_reread;            /* see reread.h */
    struct phs_map secrets;       /* rule and value -> struct phs_past_event * */
    struct phs_map records;       /* path NUL category -> struct phs_past_event * */
};

/* Whether the target's history is to be read at all. */
bool phs_history_is_wanted(const struct phs_git_scan *scan, const struct phs_target *target);
/* Reads it; coverage says what could not be. After the tree was looked at. */
void phs_history_collect(struct phs_git_scan *scan, const struct phs_target *target, struct phs_arena *arena,
                         struct phs_progress *progress, struct phs_past *ret_past);

/* First commit of a secret or of a category in a file; NULL when history was not read or does not have it. */
const struct phs_past_event *phs_past_secret(const struct phs_past *past, const struct phs_hit *hit);
const struct phs_past_event *phs_past_record(const struct phs_past *past, const char *path, const char *category);
const char *phs_past_category(const struct phs_git_scan *scan, const struct phs_past_event *event);
/* Of a container; 0: the file itself. */
uint32_t phs_past_member(const struct phs_past_event *event);
/* Sets first_commit and first_seen. */
void phs_past_set(struct phs_map_builder *map, const struct phs_past_event *event);

/* Resources of what stands in history only. After those of the tree. */
void phs_history_sightings(struct phs_git_scan *scan, const struct phs_past *past);

#endif
