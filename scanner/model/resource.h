/* SPDX-License-Identifier: Apache-2.0 */
/* Resources and links: the one graph that holds code, cloud, endpoints and contracts. */
#ifndef PHS_MODEL_RESOURCE_H
#define PHS_MODEL_RESOURCE_H

#include "base/map.h"
#include "model/value.h"

/* How directly a collector saw the thing: most direct first. */
enum phs_directness { PHS_LIVE, PHS_STATE, PHS_PLAN, PHS_SOURCE, PHS_DECLARED };

enum phs_link_kind {
    PHS_REFERS_TO,
    PHS_STORES_IN,
    PHS_SENDS_TO,
    PHS_READS_FROM,
    PHS_RUNS_AS,
    PHS_EXPOSED_BY,
    PHS_ENCRYPTED_WITH,
    PHS_PROTECTED_BY,
    PHS_BELONGS_TO,
    PHS_LINK_COUNT
};
const char *phs_link_name(enum phs_link_kind kind); /* "refers_to" ... */

struct phs_resource;

struct phs_link {
    enum phs_link_kind kind;
    struct phs_resource *from, *to;
    struct phs_place place; /* what proves it */
    const char *attribute;  /* dotted path in from's attributes, or NULL */
};

/* A link before its target is known: what collectors write down and relate/ resolves. */
struct phs_mention {
    enum phs_link_kind kind;
    struct phs_resource *from;
    const char *target; /* resource address within from's root ("module.db.aws_kms_key.k[0]"; without an index: every instance),
                           an ARN, or "type:name" for our own types ("vendor:OpenAI/API") */
    struct phs_place place;
    const char *attribute;
};

/* Another collector's sight of the same identity. */
struct phs_observation {
    const char *collector;
    enum phs_directness directness;
    struct phs_place place;
    const struct phs_value *attributes;
};

struct phs_resource {
    size_t index;     /* position in the graph, stable within a run */
    const char *type; /* one vocabulary: aws_s3_bucket, kubernetes_deployment, vendor, phi_system, data.aws_x, module */
    const char *type_as_written; /* the format's own name where it differs (AWS::S3::Bucket, Deployment), else NULL: for
                                    policies without a phiscope: block */
    const char *address;         /* unique within (root, environment): "module.db.aws_db_instance.patients[0]" */
    const char *name;            /* short, for people: "patients" */
    const char *root;            /* folder of the root module, repository, inventory file ... */
    const char *environment;     /* as the scope names it, or "" */
    const char *collector;       /* "terraform", "vendors", "source" ... */
    enum phs_directness directness;
    struct phs_place place;
    /* Canonical attributes: what phiscope's own checks ask. relate/ writes them; until then they are the original ones. */
    const struct phs_value *attributes;
    /* As written, with the format's own spelling: what policies without a phiscope: block ask. */
    const struct phs_value *original;
    /* Set when the whole thing is uncertain (count or for_each unknown): verdicts on it stay, existence is unknown. */
    const struct phs_value *existence;            /* NULL: it exists; else the unknown that says why */
    PHS_VEC(struct phs_observation) observations; /* after merging; [0] is this one when there are several */
    PHS_VEC(struct phs_link *) out;
    PHS_VEC(struct phs_link *) in;
    bool folded; /* a companion whose facts went into its parent: still listed and judged as itself */
};

/* What was asked for and how far it was read. */
enum phs_read_state { PHS_READ, PHS_READ_PARTLY, PHS_NOT_READ };

struct phs_coverage {
    const char *kind; /* "infrastructure", "repository", "vendors", "file", "module" ... */
    const char *what; /* path or address as a person would type it */
    enum phs_read_state state;
    bool asked;         /* the scope named it: not read means exit 3 */
    const char *reason; /* one sentence, NULL when read */
    struct phs_place place;
    size_t items; /* resources, rows or files that came of it */
};

/* A comment in code that asks to overlook something; judge/ makes an exception of it. */
struct phs_remark {
    const char *tool;           /* whose words they are: "phiscope", "checkov", "trivy", "tfsec", "kics" */
    const char *id;             /* the check as that tool calls it; "" for every one, "?" where none is named */
    const char *reason, *until; /* as written, or NULL */
    uint32_t next;              /* line of what stands below the comment; 0: the whole file is meant */
    struct phs_place place;
};

/* Which version of a provider a root asks for: what it leaves unsaid depends on it. */
struct phs_provider_version {
    const char *root, *environment;
    const char *provider;   /* "aws" */
    const char *constraint; /* ">= 4.0, < 6.0" as written, or one version from a lock file */
};

struct phs_graph {
    struct phs_arena *arena;
    PHS_VEC(struct phs_provider_version) providers;
    PHS_VEC(struct phs_resource *) resources;
    PHS_VEC(struct phs_link *) links;
    PHS_VEC(struct phs_mention) mentions;
    PHS_VEC(struct phs_coverage) coverage;
    PHS_VEC(struct phs_remark) remarks;
    /* Folders where a file of declarations was not read as a whole: that something is absent there proves nothing. */
    PHS_VEC(const char *) blind;
    struct phs_map by_type;    /* type -> struct phs_resource_list * */
    struct phs_map by_address; /* root NUL environment NUL address -> struct phs_resource *; see phs_graph_find */
};

struct phs_resource_list {
    PHS_VEC(struct phs_resource *) items;
};

void phs_graph_init(struct phs_graph *graph, struct phs_arena *arena);

/* Adds a resource and indexes it; the caller fills the rest (attributes, place, ...). Strings are copied. A second resource of
 * the same (root, environment, type, address) is kept under the address with "#2" and so on. */
struct phs_resource *phs_graph_add(struct phs_graph *graph, const char *root, const char *environment, const char *type,
                                   const char *address);
/* "ROOT\nADDRESS" is a resource of another root, whatever `root` says. */
struct phs_resource *phs_graph_find(const struct phs_graph *graph, const char *root, const char *environment,
                                    const char *address);
/* Every resource of a type, in order; an empty list when there is none. */
const struct phs_resource_list *phs_graph_of_type(const struct phs_graph *graph, const char *type);
void phs_graph_mention(struct phs_graph *graph, struct phs_resource *from, enum phs_link_kind kind, const char *target,
                       const char *attribute, struct phs_place place);
/* Adds a link once: the same (kind, from, to, attribute) a second time returns the first. */
struct phs_link *phs_graph_link(struct phs_graph *graph, struct phs_resource *from, enum phs_link_kind kind,
                                struct phs_resource *to, const char *attribute, struct phs_place place);
struct phs_coverage *phs_graph_cover(struct phs_graph *graph, const char *kind, const char *what, enum phs_read_state state,
                                     bool asked, const char *reason, struct phs_place place);

/* Its reason without the name of what it is about, where the sentence begins with that; NULL without a reason. */
const char *phs_coverage_reason(const struct phs_coverage *coverage);

/* "module.a[0].aws_x.y[\"k\"]" -> "module.a.aws_x.y": what stands for every instance. */
char *phs_address_without_indices(struct phs_arena *arena, const char *address);

#endif
