/* SPDX-License-Identifier: Apache-2.0 */
/* Which resource types complete another one, and under which canonical attribute of the parent their facts stand. */
#ifndef PHS_RELATE_COMPANIONS_H
#define PHS_RELATE_COMPANIONS_H

#include "model/resource.h"

enum phs_fold {
    PHS_FOLD_ATTRIBUTE, /* the companion's attribute `from` becomes the parent's attribute `to` */
    PHS_FOLD_BLOCK,     /* the companion's attributes become one block `to` */
    PHS_FOLD_APPEND,    /* one more block in the list `to` */
    PHS_FOLD_ITEM,      /* the companion's attribute `from` is one more element of the list `to` */
};

struct phs_companion {
    const char *type, *parent;
    const char *reference; /* companion's attribute that names the parent */
    const char *name;      /* parent's attribute that a literal reference equals */
    enum phs_fold fold;
    const char *from; /* attribute of the companion; NULL: all of them */
    const char *to;   /* canonical attribute of the parent: the spelling of provider 3 where it had one */
    /* Rewrites the companion's facts into the parent's spelling; NULL: as they are. */
    const struct phs_value *(*rewrite)(struct phs_arena *arena, const struct phs_resource *companion);
};

/* Rows of the tables; NULL type ends each. */
extern const struct phs_companion phs_companions_aws[], phs_companions_clouds[];

#endif
