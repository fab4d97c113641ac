/* SPDX-License-Identifier: Apache-2.0 */
/* Inside container/ only: what its readers share. */
#ifndef PHS_PARSE_CONTAINER_PARTS_H
#define PHS_PARSE_CONTAINER_PARTS_H

#include "base/buf.h"
#include "parse/container/container.h"

struct phs_unpacking {
    struct phs_arena *arena;
    struct phs_slice bytes;
    struct phs_container_limits limits; /* complete */
    struct phs_container *into;
    size_t text; /* bytes of texts so far */
};

/* One table under way. */
struct phs_rows_writer {
    struct phs_unpacking *unpacking;
    enum phs_contained_kind kind;
    const char *name;
    struct phs_buf out;
    size_t in_row; /* cells */
    PHS_VEC(uint32_t) rows;
};

/* How many bytes may still be made of so many packed ones. */
size_t phs_unpacking_room(const struct phs_unpacking *unpacking, size_t packed);
/* Whether another text may be added; else it is large. */
bool phs_unpacking_has_room(struct phs_unpacking *unpacking);
/* A container within is marked as nested and left. */
void phs_unpacking_add(struct phs_unpacking *unpacking, struct phs_contained item);

/* rows.c; the name lives in the arena */
void phs_rows_init(struct phs_rows_writer *writer, struct phs_unpacking *unpacking, enum phs_contained_kind kind,
                   const char *name);
void phs_rows_cell(struct phs_rows_writer *writer, struct phs_slice text);
void phs_rows_end(struct phs_rows_writer *writer, uint32_t row);
void phs_rows_done(struct phs_rows_writer *writer);

void phs_unpack_gzip(struct phs_unpacking *unpacking);
/* bytes: the container's own, or what a gzip was made of */
bool phs_is_tar(struct phs_slice bytes);
void phs_unpack_tar(struct phs_unpacking *unpacking, struct phs_slice bytes);
void phs_unpack_zip(struct phs_unpacking *unpacking);
void phs_unpack_database(struct phs_unpacking *unpacking);
void phs_unpack_workbook(struct phs_unpacking *unpacking);
/* name: of the text, in the arena */
void phs_unpack_prose(struct phs_unpacking *unpacking, const char *name, struct phs_slice xml);

#endif
