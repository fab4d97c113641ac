/* SPDX-License-Identifier: Apache-2.0 */
/* What lies in a folder that a scope could name: roots and their environments, services, inventories, names of the environment,
 * addresses, vendors. Guesses for a person to confirm, each with the place where it was seen. No network, no value of a
 * variable. */
#ifndef PHS_COLLECT_LOOKING_AROUND_H
#define PHS_COLLECT_LOOKING_AROUND_H

#include "base/err.h"
#include "catalogue/catalogue.h"
#include "model/run.h"

struct phs_seen_root {
    const char *path;        /* relative to the folder */
    const char *environment; /* guessed, or NULL */
    const char *var_file;    /* relative to path, or NULL */
    const char *where;       /* what the guess rests on */
};

struct phs_seen_service {
    const char *name;  /* of its folder; of the whole folder for what lies on top */
    const char *where; /* "services/notes/pyproject.toml" */
};

struct phs_seen_inventory {
    enum phs_target_kind kind; /* vendors, customers or assets */
    const char *path;
    const char *why; /* "its columns say so: Vendor, BAA signed" */
};

struct phs_seen_vendor {
    const char *vendor;  /* of the catalogue */
    const char *service; /* or NULL */
    const char *category;
    const char *where; /* "package.json:3", "the name OPENAI_API_KEY in .env.example" */
    bool model_host;
    bool in_flow; /* the map has a flow there without being told */
};

struct phs_seen_address {
    const char *address, *where;
};

struct phs_surroundings {
    PHS_VEC(struct phs_seen_root) roots;
    PHS_VEC(struct phs_seen_service) services;
    PHS_VEC(struct phs_seen_inventory) inventories;
    PHS_VEC(struct phs_seen_vendor) vendors; /* by name */
    PHS_VEC(struct phs_seen_address) addresses;
    PHS_VEC(struct phs_seen_address) address_names; /* variables that hold one: "API_BASE_URL" */
    const char *attestations, *exceptions;          /* files of that name, or NULL */
    size_t files;
    size_t manifests;  /* resources of Kubernetes, Dockerfiles and Compose */
    bool has_source;   /* a repository to search: a language that we read, a service, or a .git */
    const char *title; /* of the folder itself: "scribe" */
};

/* graph: of a run over the folder, which knows roots, calls and ingresses; map: its PHI map, or NULL. */
enum phs_code phs_look_around(struct phs_arena *arena, const char *folder, const struct phs_catalogue *catalogue,
                              const struct phs_graph *graph, const struct phs_phi_map *map, struct phs_surroundings *ret_seen,
                              struct phs_err *err);

/* looking_tables.c: what kind of inventory the first rows of a table are; false when they are none. */
bool phs_looks_like_inventory(struct phs_arena *arena, const char *path, struct phs_slice bytes, enum phs_target_kind *ret_kind,
                              const char **ret_why);
/* looking_names.c: the vendor that a variable is named after ("OPENAI_API_KEY"); NULL. */
const struct phs_vendor_info *phs_vendor_of_variable(struct phs_arena *arena, const struct phs_catalogue *catalogue,
                                                     struct phs_slice name);
/* The environment that a file or folder name says ("prod.tfvars" -> production); NULL. */
const char *phs_environment_of_name(struct phs_arena *arena, const char *path);

#endif
