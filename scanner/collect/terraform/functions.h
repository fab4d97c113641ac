/* SPDX-License-Identifier: Apache-2.0 */
/* Terraform's built-in functions as pure, three-valued functions over values: unknown in, unknown out, unless the known part
 * decides. Results follow the function reference at developer.hashicorp.com/terraform/language/functions. */
#ifndef PHS_COLLECT_TERRAFORM_FUNCTIONS_H
#define PHS_COLLECT_TERRAFORM_FUNCTIONS_H

#include "model/value.h"

/* What functions may ask of the world: files below one folder, and templates. */
struct phs_tf_host {
    const char *top;   /* nothing outside this folder is read, not through a symbolic link either; NULL: no files at all */
    const char *cwd;   /* relative names start here: the root module's folder */
    size_t bytes_left; /* file functions of one root read at most this much together */
    bool sensitive;    /* set once a sensitive value came up; marks are looked for only then */
    int depth;         /* of templates inside templates */
    /* Renders template text over the variables in vars (a map) and nothing else. NULL: templates are unknown. */
    const struct phs_value *(*render)(void *user, struct phs_slice text, const char *path, const struct phs_value *vars,
                                      struct phs_place place);
    void *user;
};

/* Calls a function by its name ("format", "core::format"). Never NULL: what is wrong comes back as PHS_WHY_ERROR, what we do
 * not evaluate as PHS_WHY_FUNCTION. */
const struct phs_value *phs_tf_call(struct phs_tf_host *host, struct phs_arena *arena, struct phs_slice name,
                                    const struct phs_value *const *args, size_t n, struct phs_place place);

/* Names in byte order; for tests and documentation. */
size_t phs_tf_function_count(void);
const char *phs_tf_function_name(size_t index);

#endif
