/* SPDX-License-Identifier: Apache-2.0 */
/* Files that hold texts or rows in a wrapping: gzip, zip and what is made of it, databases -> texts that are read as files are.
 * No I/O; names of members are never paths; what is unpacked is bounded. */
#ifndef PHS_PARSE_CONTAINER_CONTAINER_H
#define PHS_PARSE_CONTAINER_CONTAINER_H

#include "base/arena.h"

enum phs_container_kind {
    PHS_CONTAINER_NONE,
    PHS_CONTAINER_GZIP,
    PHS_CONTAINER_TAR,
    PHS_CONTAINER_ZIP,
    PHS_CONTAINER_DATABASE
};

enum phs_contained_kind {
    PHS_CONTAINED_FILE,  /* bytes under a name of their own */
    PHS_CONTAINED_SHEET, /* of a workbook, as CSV */
    PHS_CONTAINED_TABLE, /* of a database, as CSV below the names of its columns */
    PHS_CONTAINED_PROSE, /* paragraphs, a line each */
};

struct phs_contained {
    enum phs_contained_kind kind;
    const char *name;       /* in the container; NULL: the container's own without its ending */
    struct phs_slice bytes; /* in the arena, or in those of the container */
    const uint32_t
        *rows; /* of a sheet or table: the row that the line (from 1) at [line - 1] is of; NULL: lines are as they are */
    uint32_t row_count;
};

struct phs_container {
    PHS_VEC(struct phs_contained) items; /* in the order of the container; names are not unique */
    size_t unpacked;                     /* bytes that were made on the way, which may be more than the texts have */
    bool encrypted, damaged;             /* all of it, or something in it */
    bool large;                          /* more is in it than may be made of it */
    bool nested;                         /* other containers are in it, which were not opened */
    bool foreign;                        /* of a kind that is not read */
    bool passed;                         /* what is in it was not asked for: programs, pictures */
};

struct phs_container_limits {
    size_t max_bytes;                /* all texts together: 64 MiB */
    size_t max_ratio;                /* unpacked to packed, above 1 MiB: 200 */
    size_t max_items;                /* 1,000 */
    bool (*wants)(const char *name); /* which files of an archive to unpack; NULL: all */
};

/* By its first bytes. */
enum phs_container_kind phs_container_kind(struct phs_slice bytes);

/* Always something: what was not read is said by the flags. limits NULL or 0: the defaults. */
void phs_container_open(struct phs_arena *arena, struct phs_slice bytes, const struct phs_container_limits *limits,
                        struct phs_container *ret_container);

/* How what is in it is called, in a container of that path: "visits.csv" of "data/visits.csv.gz". */
const char *phs_contained_name(struct phs_arena *arena, const char *path, const char *name);
/* A path by which it is read: beside the container, with the ending of what it is. path NULL: not known; NULL then where only
 * the path would tell. */
const char *phs_contained_path(struct phs_arena *arena, const char *path, const struct phs_contained *item);

#endif
