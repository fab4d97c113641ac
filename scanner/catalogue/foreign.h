/* SPDX-License-Identifier: Apache-2.0 */
/* checks/maps/<format>/: how another format's resource types and properties are spelt in the one vocabulary, which is
 * Terraform's. Data only; relate/foreign.c applies it. checks/maps/README.md explains the tables. */
#ifndef PHS_CATALOGUE_FOREIGN_H
#define PHS_CATALOGUE_FOREIGN_H

#include "base/arena.h"
#include "base/map.h"

enum phs_foreign_op {
    PHS_OP_MAP,     /* keys inside are the user's: taken as they are */
    PHS_OP_JSON,    /* a policy document or the like: its JSON text */
    PHS_OP_LIST,    /* a list that is an argument and not blocks */
    PHS_OP_PAIRS,   /* arg "Key:Value": a list of such pairs is a map; its keys are further path segments */
    PHS_OP_ONE,     /* one more element of the list `to` */
    PHS_OP_FIRST,   /* first element of a list */
    PHS_OP_IS,      /* whether the text is arg (of several with '|': one of them) */
    PHS_OP_NOT,     /* a boolean turned round */
    PHS_OP_TIMES,   /* a number times arg */
    PHS_OP_PRESENT, /* true where it is written at all and not empty */
    PHS_OP_WRITTEN, /* left out where it is fetched from a store of secrets when the stack is made */
    PHS_OP_LOWER,   /* text in lower case */
    PHS_OP_PARENT,  /* with to "+type": the argument of the new resource that names this one */
    PHS_OP_AS,      /* with to "+type": the argument that an element which is no map becomes */
    PHS_OP_ABSENT,  /* constants only: where nothing else said so */
    PHS_OP_LAST,    /* what stands behind the last arg of a text */
    PHS_OP_VALUES,  /* the text is replaced: arg "a:b|c:d" */
    PHS_OP_ENTRIES, /* arg "name:value": a map is a list of such pairs */
    PHS_OP_KEYED,   /* a map of maps is a list of them, the key under arg */
    PHS_OP_CAMEL,   /* keys at every depth begin with a small letter */
    PHS_OP_WHERE,   /* arg "Key:a|b": only elements that say one of these */
    PHS_OP_UNLESS,  /* arg "Key:a|b": only elements that say none of these */
    PHS_OP_WITH,    /* with to "+type": properties "A:B" of this resource that each new one repeats */
    PHS_OP_COUNT
};

struct phs_foreign_step {
    enum phs_foreign_op op;
    const char *arg; /* "" where there is none */
};

/* One target of a property. */
struct phs_foreign_rule {
    const char *to; /* path from the resource, ".name" from the enclosing block, "-" nothing, "+type" resources of their own */
    PHS_VEC(struct phs_foreign_step) how;
};

struct phs_foreign_property {
    const char *path; /* segments without list indices: "SecurityGroupIngress.CidrIp" */
    PHS_VEC(struct phs_foreign_rule) rules;
};

struct phs_foreign_constant {
    const char *text; /* "true" and "false" are booleans */
    struct phs_foreign_rule rule;
};

struct phs_foreign_variant {
    const char *type; /* Terraform's */
    const char *when; /* property that must be there (or, with "!" in front, must not); NULL: always. "A=b": with this text */
};

struct phs_foreign_type {
    const char *written; /* "AWS::S3::Bucket" */
    const char *ref;     /* property whose text a plain reference gives, or NULL: something made with the resource */
    PHS_VEC(struct phs_foreign_variant) variants; /* first that fits; none: a type that only carries facts for others */
    PHS_VEC(struct phs_foreign_property *) properties;
    PHS_VEC(struct phs_foreign_constant) constants;
    struct phs_map by_path;
};

/* A type of the one vocabulary that this format cannot say, and why. */
struct phs_foreign_missing {
    const char *type, *why;
};

struct phs_foreign_map {
    struct phs_arena *arena;
    PHS_VEC(struct phs_foreign_type *) types;
    PHS_VEC(struct phs_foreign_missing) missing;
    struct phs_map by_written;
    struct phs_foreign_type *any; /* rules of type "*": for every type that has none of its own for the property */
};

/* The built-in tables of checks/maps/<format>/; read anew at each call, so keep it. Never NULL. */
const struct phs_foreign_map *phs_foreign_load(struct phs_arena *arena, const char *format);
/* NULL for a type that no table names. */
const struct phs_foreign_type *phs_foreign_type(const struct phs_foreign_map *map, struct phs_slice written);
/* Rules of the type itself, else of "*"; NULL when neither has one. type may be NULL. */
const struct phs_foreign_property *phs_foreign_property(const struct phs_foreign_map *map, const struct phs_foreign_type *type,
                                                        struct phs_slice path);

/* One table into the map; sentences about rows that make no sense go to ret_problem (the first one), which stays NULL else. */
struct phs_tsv;
struct phs_foreign_map *phs_foreign_map_new(struct phs_arena *arena);
void phs_foreign_add(struct phs_foreign_map *map, const struct phs_tsv *table, const char **ret_problem);

#endif
