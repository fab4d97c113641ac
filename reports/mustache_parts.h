/* SPDX-License-Identifier: Apache-2.0 */
/* The parsed template: a flat list of parts in which a section knows where it ends; between mustache_parse.c and mustache.c. */
#ifndef PHS_REPORTS_MUSTACHE_PARTS_H
#define PHS_REPORTS_MUSTACHE_PARTS_H

#include "base/err.h"
#include "model/value.h"

enum phs_part_kind {
    PHS_PART_TEXT,
    PHS_PART_VALUE,
    PHS_PART_RAW,
    PHS_PART_SECTION,
    PHS_PART_INVERTED,
    PHS_PART_END,
    PHS_PART_PARTIAL
};

struct phs_part {
    enum phs_part_kind kind;
    struct phs_slice text;   /* the text, or the name in the tag */
    struct phs_slice indent; /* partial: white space before a tag that stands alone */
    struct phs_slice key;    /* partial: indent, NUL and name: what its parsed text is kept under */
    size_t end;              /* section: index of its end */
};

struct phs_parts {
    PHS_VEC(struct phs_part) items;
};

/* Slices point into text. */
enum phs_code phs_mustache_parse(struct phs_arena *arena, const char *name, struct phs_slice text, int max_depth,
                                 struct phs_parts *ret_parts, struct phs_err *err);

#endif
