/* SPDX-License-Identifier: Apache-2.0 */
/* What one scan of a history leaves for the next: which blobs were searched, what was found in them and where they come from.
 * Places, rules and shapes; of values only which are the same. */
#ifndef PHS_COLLECT_GIT_REMEMBER_H
#define PHS_COLLECT_GIT_REMEMBER_H

#include "collect/git/history.h"
#include "model/memory.h"

enum { PHS_DIGEST_BYTES = 32 };

struct phs_remembered {
    uint8_t state[PHS_DIGEST_BYTES]; /* of packs, loose objects and refs: the same means that nothing has changed at all */
    uint8_t tips[PHS_DIGEST_BYTES];
    struct phs_past past;  /* its maps are not filled */
    struct phs_oid *known; /* by name: searched, and need no second look */
    size_t known_count;
    struct phs_oid *known_messages; /* as known, of commits and tags */
    size_t known_message_count;
    size_t unreached_objects, problems_seen; /* damaged objects of packs; not zero: told in the coverage */
};

/* False for bytes that are none of ours, or of which one was changed. Values of hits stand for themselves: the same for the
 * same value, and for nothing outside of these bytes. */
bool phs_remembered_read(struct phs_arena *arena, struct phs_slice bytes, const struct phs_rules *rules,
                         struct phs_remembered *ret_remembered);
/* The same without the checksum behind it, which would keep a fuzzer out. */
bool phs_remembered_parse(struct phs_arena *arena, struct phs_slice bytes, const struct phs_rules *rules,
                          struct phs_remembered *ret_remembered);
void phs_remembered_write(struct phs_buf *out, const struct phs_remembered *remembered);

#endif
