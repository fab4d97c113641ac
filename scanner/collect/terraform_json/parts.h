/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of terraform_json/ share. */
#ifndef PHS_COLLECT_TERRAFORM_JSON_PARTS_H
#define PHS_COLLECT_TERRAFORM_JSON_PARTS_H

#include "collect/terraform_json/terraform_json.h"

enum { PHS_TFJSON_MAX_DEPTH = 60, PHS_TFJSON_MAX_MODULES = 60 };

enum phs_tfjson_kind { PHS_TFJSON_PLAN, PHS_TFJSON_STATE, PHS_TFJSON_STATE_FILE };

struct phs_tfjson_file {
    struct phs_graph *graph;
    struct phs_arena *arena;
    const char *path, *root, *environment;
    enum phs_tfjson_kind kind;
    const struct phs_value *value;
    struct phs_map unknowns; /* address -> after_unknown */
    struct phs_map configs;  /* address without indices -> struct phs_tfjson_config * */
    struct phs_map ids;      /* id or ARN -> address, of a state */
    const char *subject;     /* address of the resource that is being read, of a plan */
    size_t added;
};

/* A module of the configuration, and where its calls lead out. */
struct phs_tfjson_module {
    const struct phs_value *value;
    const char *prefix; /* "module.a." without indices */
    struct phs_slice call;
    const struct phs_tfjson_module *outer;
};

struct phs_tfjson_config {
    const struct phs_value *resource;
    const struct phs_tfjson_module *module;
};

/* ---- values.c: values of one resource with what is unknown and what must not be shown. expressions may be NULL. */
const struct phs_value *phs_tfjson_values(struct phs_tfjson_file *file, const struct phs_tfjson_config *config,
                                          const struct phs_value *values, const struct phs_value *unknown,
                                          const struct phs_value *sensitive);

/* ---- references.c */
void phs_tfjson_read_configuration(struct phs_tfjson_file *file);
void phs_tfjson_mention(struct phs_tfjson_file *file, struct phs_resource *resource, const struct phs_tfjson_config *config);
/* The only resource that an expression speaks of, with the attribute where it is told (else NULL); false when there are none or
 * several. */
bool phs_tfjson_single(struct phs_tfjson_file *file, const struct phs_tfjson_config *config, const struct phs_value *expression,
                       const char **ret_address, const char **ret_attribute);

/* ---- providers.c: their configurations as resources provider.NAME, of a plan. */
void phs_tfjson_add_providers(struct phs_tfjson_file *file);

/* ---- state.c */
void phs_tfjson_add_state_file(struct phs_tfjson_file *file);
/* Texts that are the id or ARN of another resource of the file are references to it. */
void phs_tfjson_link_ids(struct phs_tfjson_file *file, size_t first);

struct phs_resource *phs_tfjson_add(struct phs_tfjson_file *file, const char *type, const char *address, const char *name,
                                    struct phs_place place);

#endif
