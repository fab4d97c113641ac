/* SPDX-License-Identifier: Apache-2.0 */
/* A zip archive in memory: what is in it by name, and its bytes within what they may be. Hostile archives are normal: what they
 * state of themselves is a first check only. */
#ifndef PHS_PARSE_ZIP_ARCHIVE_H
#define PHS_PARSE_ZIP_ARCHIVE_H

#include <zip.h>

#include "base/arena.h"

enum phs_zip_outcome { PHS_ZIP_READ, PHS_ZIP_DAMAGED, PHS_ZIP_ENCRYPTED, PHS_ZIP_LARGE };

struct phs_zip_entry {
    const char *name; /* as it stands there, in UTF-8; lives as long as the archive is open */
    size_t index, size, packed;
    bool encrypted;
};

/* NULL: it is none, or damaged. bytes must live until zip_discard. */
zip_t *phs_zip_open(struct phs_slice bytes);
/* False: there is no such entry, or its head is damaged. */
bool phs_zip_entry_at(zip_t *zip, size_t index, struct phs_zip_entry *ret_entry);
/* By its name, else by the same in other letters. False: none. */
bool phs_zip_find(zip_t *zip, const char *name, size_t *ret_index);
/* All of its bytes, in arena. most: what it may unpack to; more than it states of itself is never read. */
enum phs_zip_outcome phs_zip_read(struct phs_arena *arena, zip_t *zip, const struct phs_zip_entry *entry, size_t most,
                                  struct phs_slice *ret_bytes);

#endif
