/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of pipeline files share: one record for every system, and what a script, a variable or an image says. */
#ifndef PHS_COLLECT_GIT_CI_H
#define PHS_COLLECT_GIT_CI_H

#include "base/slice.h"
#include "model/value.h"

enum { PHS_MOST_CI_ACTIONS = 200, PHS_MOST_CI_NAMES = 50, PHS_MOST_CI_SECRETS = 40, PHS_LARGEST_PIPELINE = 512 << 10 };

/* Each once, in the order of the file. */
struct phs_ci_names {
    const struct phs_value *at[PHS_MOST_CI_NAMES];
    size_t n;
};

struct phs_ci {
    struct phs_arena *arena;
    const char *system;
    const struct phs_value *actions[PHS_MOST_CI_ACTIONS];
    size_t action_count;
    struct phs_ci_names unpinned; /* code of others */
    struct phs_ci_names injections, floating_images, literal_credentials, printed_secrets, exposed_artifacts;
    struct phs_ci_names interpolated_secrets;      /* Jenkins */
    struct phs_slice secrets[PHS_MOST_CI_SECRETS]; /* variables in reach of the script at hand that hold one */
    size_t secret_count;
    bool javascript; /* what is read now is no shell's: JSON is a literal there */
    bool piped_shell, privileged, remote_include;
    bool static_keys, federated, calls_cloud; /* a stored key; a token of the run; commands of a cloud */
    bool connection;                          /* a service connection, which may hold a stored key or none */
    uint32_t line;                            /* of the first thing that is wrong */
};

/* `github`, `github-action`, `gitlab`, `azure`, `circleci`, `bitbucket`, `jenkins`, `pre-commit`, or NULL. Static. */
const char *phs_ci_system_of(const char *path);

void phs_ci_note(struct phs_ci *ci, struct phs_ci_names *names, struct phs_slice name, uint32_t line);
/* Somebody's code that the pipeline runs; ref is what stands behind the @ or the colon. */
void phs_ci_action(struct phs_ci *ci, struct phs_slice uses, const char *ref, bool pinned, bool platform_owned, uint32_t line);
void phs_ci_image(struct phs_ci *ci, struct phs_slice image, uint32_t line);
/* One script, or a list of lines. */
void phs_ci_script(struct phs_ci *ci, const struct phs_value *script);
void phs_ci_script_text(struct phs_ci *ci, struct phs_slice script, uint32_t line);
/* NAME: value. */
void phs_ci_variable(struct phs_ci *ci, struct phs_slice name, const struct phs_value *value);
void phs_ci_variables(struct phs_ci *ci, const struct phs_value *map);
/* Paths, one a line or in a list. */
void phs_ci_artifact(struct phs_ci *ci, const struct phs_value *paths);
void phs_ci_options(struct phs_ci *ci, const struct phs_value *options); /* of docker run */

/* What every system has, into map. */
void phs_ci_finish(const struct phs_ci *ci, struct phs_map_builder *map);

/* Readers. */
void phs_ci_github(struct phs_ci *ci, const struct phs_value *root, struct phs_map_builder *map);
void phs_ci_github_action(struct phs_ci *ci, const struct phs_value *root);
void phs_ci_by_keys(struct phs_ci *ci, const struct phs_value *root);
void phs_ci_jenkins(struct phs_ci *ci, struct phs_slice text);

/* ci_text.c: pure. */
bool phs_ci_holds(struct phs_slice text, const char *word);
bool phs_ci_is_commit(struct phs_slice ref);
const char *phs_ci_ref_kind(struct phs_slice ref); /* `sha`, `tag`, `branch` */
bool phs_ci_is_version(struct phs_slice ref);      /* 1.2.3 with all its parts */
bool phs_ci_is_secret_name(struct phs_slice name); /* whatever its case */
bool phs_ci_is_filled(struct phs_slice value);     /* a value and no reference, placeholder or test */
bool phs_ci_is_of_the_job(struct phs_slice text);  /* the password of a database that lives as long as the job */
bool phs_ci_is_floating(struct phs_slice image);
bool phs_ci_is_exposing(struct phs_slice path);
bool phs_ci_pipes_into_shell(struct phs_slice line);
bool phs_ci_calls_cloud(struct phs_slice line);
bool phs_ci_is_cloud_key(struct phs_slice name);
/* Whether the line prints a secret; which name it has. names: variables that hold one, whatever they are called. */
bool phs_ci_prints_secret(struct phs_slice line, const struct phs_slice *names, size_t n, struct phs_slice *ret_name);
/* Lines that check out what a pull request brings. */
bool phs_ci_takes_pull_request(struct phs_slice script);
/* Text that whoever opens an issue, a pull request or a branch chooses. */
bool phs_ci_is_untrusted(const char *system, struct phs_slice expression);

#endif
