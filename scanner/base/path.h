/* SPDX-License-Identifier: Apache-2.0 */
/* Paths as text: nothing here looks at a file system. */
#ifndef PHS_BASE_PATH_H
#define PHS_BASE_PATH_H

#include "base/arena.h"

/* dir + "/" + name without "./" and doubled slashes; name alone when dir is "" or "." or name is absolute. */
char *phs_path_join(struct phs_arena *arena, const char *dir, const char *name);
/* Folder part ("." when there is none) and last component ("" when the path ends in a slash). */
char *phs_path_dir(struct phs_arena *arena, const char *path);
const char *phs_path_base(const char *path);
/* Removes "." and "a/.." lexically. */
char *phs_path_clean(struct phs_arena *arena, const char *path);

#endif
