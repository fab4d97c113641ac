/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of pulumi/ share. */
#ifndef PHS_COLLECT_PULUMI_PARTS_H
#define PHS_COLLECT_PULUMI_PARTS_H

#include "catalogue/foreign.h"
#include "collect/pulumi/pulumi.h"
#include "model/resource.h"

enum { PHS_PULUMI_MAX_DEPTH = 60 };

/* ---- types.c: "aws:s3/bucketV2:BucketV2" -> "aws_s3_bucket"; NULL for what has no type of Terraform here. */
const char *phs_pulumi_type(struct phs_arena *arena, struct phs_slice token);
/* "kmsKeyId" -> "kms_key_id" */
const char *phs_pulumi_snake(struct phs_arena *arena, struct phs_slice name);

/* ---- values.c: inputs and outputs of one resource. */
struct phs_pulumi_values {
    struct phs_arena *arena;
    const struct phs_map *addresses;      /* URN -> address */
    const struct phs_value *dependencies; /* property -> list of URNs, or NULL */
    const char *source;                   /* the only resource that the present property comes of, or NULL */
};
/* In Terraform's spelling. What stands in first wins. */
const struct phs_value *phs_pulumi_attributes(const struct phs_pulumi_values *values, const struct phs_value *first,
                                              const struct phs_value *second, struct phs_place place);
/* Names as they are: a manifest of Kubernetes. */
const struct phs_value *phs_pulumi_manifest(const struct phs_pulumi_values *values, const struct phs_value *inputs);

/* ---- native.c: resources of aws-native under the names of CloudFormation. */
bool phs_pulumi_is_native(struct phs_slice token);
/* NULL for a type that no table names. */
const struct phs_foreign_type *phs_pulumi_native_type(const struct phs_foreign_map *map, struct phs_slice token);
/* "vpcSecurityGroups" -> "VPCSecurityGroups" */
const char *phs_pulumi_native_name(struct phs_arena *arena, const struct phs_foreign_map *map,
                                   const struct phs_foreign_type *type, struct phs_slice key);
const char *phs_pulumi_lower(struct phs_arena *arena, struct phs_slice text);
const struct phs_value *phs_pulumi_native(struct phs_arena *arena, const struct phs_foreign_map *map,
                                          const struct phs_foreign_type *type, const struct phs_value *inputs);

/* ---- azure.c: resources of azure-native under the names of Azure Resource Manager. */
struct phs_pulumi_azure { /* one stack */
    struct phs_graph *graph;
    const char *root, *environment;
    const struct phs_map *addresses; /* URN -> address */
    struct phs_map names;            /* type and name in lower case -> resource */
};
bool phs_pulumi_is_azure(struct phs_slice token);
/* map is checks/maps/azure-native; NULL for a type that it does not name. */
const struct phs_foreign_type *phs_pulumi_azure_type(const struct phs_foreign_map *map, struct phs_slice token);
/* "Microsoft.Storage/storageAccounts" */
const char *phs_pulumi_azure_written(const struct phs_foreign_type *type, const struct phs_value *inputs);
/* What an input is called in a template: "-" for one that only finds the resource, NULL for one of the same name. */
const char *phs_pulumi_azure_key(const struct phs_foreign_map *map, const struct phs_foreign_type *type, const char *path);
const struct phs_value *phs_pulumi_azure(struct phs_arena *arena, const struct phs_foreign_map *map,
                                         const struct phs_foreign_type *type, const struct phs_value *inputs);
/* Names of the resources from `first` on, once they have their attributes. */
void phs_pulumi_azure_index(struct phs_pulumi_azure *azure, size_t first);
/* Settings that only say more about their parent (blobServices, auditing). */
bool phs_pulumi_azure_is_part(const struct phs_foreign_type *type, const char *written);
/* Into the parent; false where that is not in the stack. */
bool phs_pulumi_azure_fold(const struct phs_pulumi_azure *azure, const struct phs_foreign_type *type, const char *written,
                           const struct phs_value *said, const struct phs_value *state);
/* `parent` of a child whose parent is in the stack. */
void phs_pulumi_azure_child(const struct phs_pulumi_azure *azure, const struct phs_foreign_type *type,
                            struct phs_resource *resource, const struct phs_value *state);
/* Each value that comes of another resource, under its path. */
void phs_pulumi_azure_mention(const struct phs_pulumi_azure *azure, struct phs_resource *resource,
                              const struct phs_value *value, const char *path, int depth);

/* A preview has steps, each with the resource inside; an export has the resources. */
struct phs_pulumi_stack {
    const char *path, *root;
    bool preview;
    const struct phs_value *items;
    struct phs_map addresses;                /* URN -> address */
    struct phs_map unmapped;                 /* type -> size_t * */
    PHS_VEC(const struct phs_value *) parts; /* items that say more about a resource of azure-native */
    size_t added, orphans;
};

struct phs_pulumi_library {
    struct phs_graph *graph;
    const char *environment;
    const struct phs_target *target;
    PHS_VEC(struct phs_pulumi_stack *) stacks;
    PHS_VEC(const char *) projects;
    /* Loaded when the first type of aws-native or azure-native is met. */
    const struct phs_foreign_map *cloudformation, *azure;
};

/* ---- items.c: one step or resource of a stack. */
/* The resource inside. NULL for components, stacks and providers, which are no things in a cloud, and for what is deleted. */
const struct phs_value *phs_pulumi_state(const struct phs_pulumi_stack *stack, const struct phs_value *item);
struct phs_slice phs_pulumi_urn(const struct phs_value *item, const struct phs_value *state);
/* The last part of a URN. */
const char *phs_pulumi_name(struct phs_arena *arena, struct phs_slice urn);
/* NULL for a type that is not azure-native or not known. */
const struct phs_foreign_type *phs_pulumi_library_azure_type(struct phs_pulumi_library *library, struct phs_slice token);
/* NULL for a part of azure-native, which waits until its parent is there. */
struct phs_resource *phs_pulumi_add(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack,
                                    const struct phs_value *item, const struct phs_value *state);
/* Its attributes, once all resources of the stack have their addresses. */
void phs_pulumi_fill(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack, struct phs_resource *resource,
                     const struct phs_value *state);
/* As a template of Azure would say it. */
const struct phs_value *phs_pulumi_azure_attributes(struct phs_pulumi_library *library, const struct phs_pulumi_values *values,
                                                    const struct phs_value *state);

/* ---- mentions.c */
void phs_pulumi_mention(struct phs_pulumi_library *library, const struct phs_pulumi_stack *stack, struct phs_resource *resource,
                        const struct phs_value *dependencies);
void phs_pulumi_mention_azure(struct phs_pulumi_library *library, const struct phs_pulumi_stack *stack,
                              const struct phs_pulumi_azure *azure, struct phs_resource *resource,
                              const struct phs_value *state);
/* Parts into their parents; one whose parent is not here is said to be unread. */
void phs_pulumi_fold_parts(struct phs_pulumi_library *library, struct phs_pulumi_stack *stack,
                           const struct phs_pulumi_azure *azure);
/* From resource number `first` of the graph on. */
void phs_pulumi_link_ids(struct phs_pulumi_library *library, size_t first);

#endif
