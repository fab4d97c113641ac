/* SPDX-License-Identifier: Apache-2.0 */
/* Between the init*.c files: what was seen and answered, and the files that come of it. */
#ifndef PHS_CLI_INIT_H
#define PHS_CLI_INIT_H

#include "base/buf.h"
#include "collect/looking_around.h"

/* Answers of a person; NULL or empty: none given. */
struct phs_init_answers {
    const char *name, *role, *states, *security_official, *records, *charts;
    PHS_VEC(const char *) companies;
    PHS_VEC(const char *) signed_with; /* those of companies and charts with an agreement */
    struct phs_init_device {
        const char *kind; /* "laptop" */
        int count;
    } devices[24];
    size_t device_count;
    bool paper;
    bool asked; /* there was no code: the starters are written too */
};

struct phs_init {
    struct phs_arena *arena;
    const struct phs_catalogue *catalogue;
    const char *folder; /* as typed */
    const char *before; /* put in front of every path in the scope: "" when it lies in folder */
    const struct phs_surroundings *seen;
    const struct phs_phi_map *map;
    struct phs_init_answers answers;
};

/* Ten questions on stderr, answers line by line from stdin; the end of input leaves the rest unanswered. */
void phs_init_ask(struct phs_init *init);

/* The text of phiscope.yaml. */
void phs_init_scope(const struct phs_init *init, struct phs_buf *out);
/* systems: and flows: of it. */
void phs_init_phi(const struct phs_init *init, struct phs_buf *out);
/* vendors.csv, assets.csv and attestations.yaml. */
void phs_init_vendors(const struct phs_init *init, struct phs_buf *out);
void phs_init_assets(const struct phs_init *init, struct phs_buf *out);
void phs_init_attestations(const struct phs_init *init, struct phs_buf *out);

/* In double quotes, as YAML and JSON both read it. */
void phs_init_quoted(struct phs_buf *out, const char *text);
/* Behind a "#": one line, whatever the text holds. */
void phs_init_comment(struct phs_buf *out, const char *text);
/* Path as the scope writes it. */
const char *phs_init_path(const struct phs_init *init, const char *path);

#endif
