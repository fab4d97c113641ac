/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the foreign-format pass share: one resource's properties on their way to canonical attributes. */
#ifndef PHS_RELATE_FOREIGN_H
#define PHS_RELATE_FOREIGN_H

#include "catalogue/foreign.h"
#include "model/resource.h"
#include "relate/foreign_tree.h"

/* A resource that was written inside another one. */
struct phs_foreign_split {
    const char *path; /* property path with indices: "Policies.0" */
    const char *as;   /* argument that a plain element became, or NULL */
    struct phs_resource *resource;
};

struct phs_translating {
    struct phs_graph *graph;
    struct phs_arena *scratch;
    const struct phs_foreign_map *map;
    const struct phs_foreign_type *type;
    struct phs_resource *resource;
    const struct phs_value *properties; /* as the collector wrote them */
    struct phs_tree *root;
    PHS_VEC(struct phs_foreign_split) splits;
    size_t budget; /* nodes that may still be visited */
    bool some;     /* only some of the properties are said: what is missing means nothing */
};

/* Properties -> attributes of translating->resource, and the resources that stand inside them (foreign_translate.c). */
void phs_foreign_translate(struct phs_translating *translating);

/* Runs the steps of a rule over a value; NULL when nothing is left of it. *ret_plain: it is finished, keys are not respelt. */
const struct phs_value *phs_foreign_turn(struct phs_arena *arena, const struct phs_foreign_rule *rule,
                                         const struct phs_value *value, bool *ret_plain);
const char *phs_foreign_arg(const struct phs_foreign_rule *rule, enum phs_foreign_op op);
/* Texts "true" and "false" as booleans; the rest as it is. */
const struct phs_value *phs_foreign_plain(struct phs_arena *arena, const struct phs_value *value);
/* "KMSMasterKeyId" -> "kms_master_key_id", "vmSize" -> "vm_size". */
struct phs_slice phs_foreign_snake(struct phs_arena *arena, struct phs_slice name);
/* Canonical path of a property path with indices ("A.0.B" -> "a.0.b"). */
const char *phs_foreign_path(const struct phs_translating *translating, const char *path);

/* azapi_resource (foreign_azapi.c): its properties as a template would have them, an unknown where the body is one;
 * type_as_written becomes the type that it makes. */
bool phs_foreign_is_azapi(const struct phs_resource *resource);
const struct phs_value *phs_foreign_azapi(struct phs_arena *arena, struct phs_resource *resource);
/* What a part (blobServices/default) says goes into the resource that it is a part of, before that is translated. */
void phs_foreign_azapi_part(struct phs_graph *graph, struct phs_resource *part);

/* azapi_update_resource: the properties that it changes, of what it names by resource_id; NULL where that is not here. */
const struct phs_value *phs_foreign_azapi_update(struct phs_graph *graph, struct phs_resource *update,
                                                 struct phs_resource **ret_target);
/* `below` with what `above` says in its place, block by block. */
const struct phs_value *phs_foreign_over(struct phs_arena *arena, const struct phs_value *below, const struct phs_value *above,
                                         int depth);

#endif
