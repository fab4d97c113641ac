/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a repository target: the tree of its HEAD where the folder is in a git repository, with what the working copy
 * changed in tracked files; else the folder itself. No
 * hook, no filter and no configured program of the repository runs. */
#ifndef PHS_COLLECT_GIT_TREE_H
#define PHS_COLLECT_GIT_TREE_H

#include <git2.h>

#include "base/file.h"

struct phs_tree_file {
    const char *path; /* relative to the target */
    git_oid id;       /* of the blob; not used where the folder is read */
    bool changed;     /* tracked, and staged or changed since HEAD */
    bool on_disk;     /* read from there */
};

struct phs_tree {
    bool git;            /* HEAD is read; else the folder */
    bool bare;           /* there is a repository without a work tree, so that what is not at HEAD is in no folder */
    bool whole;          /* the target is the root of its repository, so that what is not there is missing */
    const char *git_dir; /* that holds objects/ and refs/; NULL: no repository, or one that was refused */
    const char *closed;  /* a sentence: why a repository that is there was not opened; NULL: it was, or there is none */
    const char *head;    /* id of the commit in hex; NULL: none */
    const char *folder;
    PHS_VEC(struct phs_tree_file) files; /* by path */
    PHS_VEC(const char *) hosts;         /* of its remotes, in their order; no user, no path */
    PHS_VEC(const char *) submodules;
    PHS_VEC(const char *) gaps;  /* what could not be read: sentences */
    PHS_VEC(const char *) notes; /* what was left out knowingly: sentences */
    size_t annexed;              /* links into git-annex, whose content is elsewhere */
    size_t bundled;              /* files of other people's code that is carried along */
};

/* Whether a file is other people's code, carried along: below "node_modules/", in a folder of "vendor/" ... */
bool phs_tree_is_bundled(const char *path);

/* Whether anything at the folder or above it looks like a repository: where nothing does, libgit2 need not be woken, which
 * reads every root certificate of the machine first. */
bool phs_tree_may_have_git(const char *folder);

/* Between init and done libgit2 may be used; both count. */
void phs_tree_library_init(void);
void phs_tree_library_done(void);

/* Everything in arena. PHS_E_IO or so only where not even the folder can be read. */
enum phs_code phs_tree_list(struct phs_arena *arena, const char *folder, struct phs_tree *ret_tree, struct phs_err *err);

enum phs_tree_outcome { PHS_TREE_READ, PHS_TREE_TOO_LARGE, PHS_TREE_MISSING };

/* One a thread. */
struct phs_tree_reader {
    const struct phs_tree *tree;
    git_odb *odb;
    git_odb_object *object; /* whose bytes were handed out last */
};
void phs_tree_reader_open(struct phs_tree_reader *reader, const struct phs_tree *tree);
void phs_tree_reader_close(struct phs_tree_reader *reader);
/* Bytes are valid until the next call; those of a folder live in scratch. */
enum phs_tree_outcome phs_tree_read(struct phs_tree_reader *reader, struct phs_arena *scratch, const struct phs_tree_file *file,
                                    size_t limit, struct phs_slice *ret_bytes);

#endif
