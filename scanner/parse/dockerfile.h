/* SPDX-License-Identifier: Apache-2.0 */
/* Dockerfiles: instructions with places, stages, and words with ARG and ENV put in as far as they are known. The grammar is
 * that of the Dockerfile reference and BuildKit's line parser. */
#ifndef PHS_PARSE_DOCKERFILE_H
#define PHS_PARSE_DOCKERFILE_H

#include "base/err.h"
#include "model/value.h"

struct phs_dockerfile_flag {
    struct phs_slice name;         /* "from" of --from=build */
    const struct phs_value *value; /* text or unknown; PHS_BOOL true for a flag without one */
};

struct phs_dockerfile_heredoc {
    struct phs_slice name, content; /* content without the line that ends it */
};

struct phs_dockerfile_instruction {
    const char *word;      /* upper case: "RUN"; what is no instruction of the reference is a problem, not in the list */
    struct phs_slice raw;  /* as written, with continuation lines, comments between them and heredocs */
    struct phs_slice text; /* arguments with continuation lines joined, flags included */
    struct phs_slice rest; /* text behind the flags */
    PHS_VEC(struct phs_dockerfile_flag) flags;
    PHS_VEC(struct phs_dockerfile_heredoc) heredocs;
    const struct phs_value *json; /* a list of texts when written in JSON form, else NULL */
    /* Where the reference has variables put in (ADD, COPY, ENV, EXPOSE, FROM, LABEL, ARG, USER, VOLUME, WORKDIR, STOPSIGNAL):
     * each word without its quotes; an unknown where a variable is not known. */
    PHS_VEC(const struct phs_value *) words;
    size_t stage; /* PHS_DOCKERFILE_NO_STAGE before the first FROM */
    struct phs_place place;
};

enum { PHS_DOCKERFILE_NO_STAGE = 0x7FFFFFFF };

struct phs_dockerfile_stage {
    const struct phs_value *base;     /* "node:20", unknown with ARG without default; text "scratch" for nothing */
    struct phs_slice alias;           /* of AS, or empty */
    const struct phs_value *platform; /* or NULL */
    size_t from_stage;                /* the stage that base names, or PHS_DOCKERFILE_NO_STAGE */
    struct phs_place place;
};

struct phs_dockerfile {
    PHS_VEC(struct phs_dockerfile_instruction *) instructions;
    PHS_VEC(struct phs_dockerfile_stage) stages;
    PHS_VEC(const char *) problems; /* sentences that begin with "file:line: "; reading goes on behind them */
};

/* PHS_E_LIMIT over 1 MiB, 20,000 instructions or 500 stages, PHS_E_INPUT for what is no UTF-8 text. A file without FROM is read
 * and has no stage. Slices point into the arena. */
enum phs_code phs_dockerfile_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                                   struct phs_dockerfile *ret_dockerfile, struct phs_err *err);

#endif
