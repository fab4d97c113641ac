/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and walking files inside a root, bounded, never out of it through a symbolic link. For collect/, keep/ and cli/. */
#ifndef PHS_BASE_FILE_H
#define PHS_BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"

/* Whole file into the arena, NUL-terminated; PHS_E_MISSING, PHS_E_IO, PHS_E_LIMIT above limit bytes, PHS_E_INPUT for what is
 * no regular file. */
enum phs_code phs_file_read(struct phs_arena *arena, const char *path, size_t limit, struct phs_slice *ret_bytes,
                            struct phs_err *err);

/* The same below folder; sentences name path alone, so that they do not depend on where the folder lies. */
enum phs_code phs_file_read_in(struct phs_arena *arena, const char *folder, const char *path, size_t limit,
                               struct phs_slice *ret_bytes, struct phs_err *err);

/* Replaces a symbolic link rather than what it points to; writes straight into a device or a pipe. Otherwise writes through a
 * temporary file in the same folder and a rename: the old content or the new, never half. Mode 0600 when secret. */
enum phs_code phs_file_write(const char *path, struct phs_slice bytes, bool secret, struct phs_err *err);

bool phs_is_dir(const char *path);
bool phs_is_file(const char *path);

struct phs_walk_options {
    size_t max_files; /* 0: 1,000,000 */
    int max_depth;    /* 0: 64 */
    /* Says whether a folder is entered; path is relative to the root. NULL enters all but .git. */
    bool (*enter)(void *user, const char *path);
    void *user;
};

struct phs_walk_entry {
    const char *path; /* relative to the root, '/' between components */
    uint64_t size;
};

/* Regular files below root in byte order of their paths. A symbolic link is followed only when it stays inside root and ends at
 * a regular file; links to folders are not entered. What was left out is named in ret_skipped, one sentence each. */
struct phs_walk_skip {
    const char *path, *why;
    bool link; /* a symbolic link, or something that is neither a file nor a folder */
};
struct phs_walk {
    PHS_VEC(struct phs_walk_entry) files;
    PHS_VEC(const char *) skipped;
    PHS_VEC(struct phs_walk_skip) left_out; /* the same before it became sentences */
};
enum phs_code phs_walk(struct phs_arena *arena, const char *root, const struct phs_walk_options *options,
                       struct phs_walk *ret_walk, struct phs_err *err);

#endif
