/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the Terraform collector: parsed folders, module instances, expanded resources. Private to this folder. */
#ifndef PHS_COLLECT_TERRAFORM_SCAN_H
#define PHS_COLLECT_TERRAFORM_SCAN_H

#include "base/file.h"
#include "base/progress.h"
#include "catalogue/catalogue.h"
#include "collect/terraform/kit.h"
#include "collect/terraform/types.h"
#include "model/resource.h"
#include "model/run.h"
#include "parse/hcl/eval.h"

enum {
    PHS_TF_MAX_DEPTH = 32,                /* modules inside modules */
    PHS_TF_MAX_INSTANCES = 100000,        /* resources and modules of one root */
    PHS_TF_MAX_SOURCE = 16 * 1024 * 1024, /* bytes of one .tf file */
};

enum phs_tf_decl_kind {
    PHS_TF_RESOURCE,
    PHS_TF_DATA,
    PHS_TF_MODULE,
    PHS_TF_VARIABLE,
    PHS_TF_LOCAL,
    PHS_TF_OUTPUT,
    PHS_TF_PROVIDER,
    PHS_TF_DECL_KINDS
};

/* A declaration after override files were merged in. A local has expr and no body. */
struct phs_tf_decl {
    enum phs_tf_decl_kind kind;
    const char *type, *name; /* type "" for what has only a name */
    const char *key;         /* "aws_s3_bucket.b", "data.aws_ami.a", or the name */
    struct phs_hcl_body body;
    const struct phs_hcl_expr *expr;
    struct phs_place place, header;
    bool damaged;
    const struct phs_tf_type *var_type; /* variables: parsed once */
    bool sensitive, nullable;
};

/* One folder of .tf files, parsed once and used by every call of it. */
struct phs_tf_dir {
    const char *path;                        /* as a person would type it from the scan's folder */
    struct phs_map decls[PHS_TF_DECL_KINDS]; /* key -> struct phs_tf_decl *, in written order, files in byte order */
    struct phs_map providers;                /* required_providers: name -> char *, its version as written */
    PHS_VEC(const char *) variable_files;    /* names of terraform.tfvars and *.auto.tfvars in order of precedence */
    size_t file_count;
    const struct phs_module_info *known; /* no folder: what the catalogue knows of a module that is not on disk */
    bool damaged;                        /* something at the top level was not read: absence proves nothing */
};

struct phs_tf_scan {
    struct phs_graph *graph;
    struct phs_arena *arena;
    const char *folder; /* prefix from the working folder to the scan's folder */
    const char *top;    /* logical path that nothing may leave */
    const char *environment;
    const struct phs_target *target;
    const struct phs_catalogue *catalogue; /* for modules that are not on disk; may be NULL */
    struct phs_map dirs;                   /* logical path -> struct phs_tf_dir * */
    struct phs_map listings;               /* logical path -> struct phs_tf_listing * */
    struct phs_progress *progress;
};

struct phs_tf_listing {
    PHS_VEC(const char *) names;
};

struct phs_tf_module;

enum phs_tf_repeat { PHS_TF_SINGLE, PHS_TF_COUNT, PHS_TF_EACH };

struct phs_tf_node;

struct phs_tf_instance {
    struct phs_tf_node *node;
    const struct phs_value *key;   /* NULL, a number or a string */
    const struct phs_value *value; /* each.value, or NULL */
    const char *address;           /* within the root */
    const struct phs_value *body;  /* what its body evaluates to, once asked for */
    bool evaluating;
    struct phs_tf_module *child; /* of a module call that could be read */
    struct phs_resource *resource;
};

/* A resource, data source or module call within one module instance. */
struct phs_tf_node {
    const struct phs_tf_decl *decl;
    struct phs_tf_module *module;
    const char *address; /* without an index */
    enum phs_tf_repeat repeat;
    const struct phs_value *existence; /* unknown: one instance stands for all */
    PHS_VEC(struct phs_tf_instance *) instances;
    struct phs_map by_key; /* PHS_TF_EACH: key -> struct phs_tf_instance * */
    bool expanding, expanded;
    const char *unresolved; /* module calls: why its folder was not read, one clause */
    const struct phs_value *refs;
};

/* A lazily evaluated name: a local, a variable, an output. */
struct phs_tf_memo {
    const struct phs_value *value;
    bool evaluating;
};

/* Addresses that a name finally refers to. */
struct phs_tf_targets {
    PHS_VEC(const char *) list;
    struct phs_map seen;
    bool building, built;
};

struct phs_tf_root {
    struct phs_tf_scan *scan;
    const char *path; /* as a person would type it */
    struct phs_tf_host host;
    struct phs_hcl_budget budget;
    struct phs_hcl_diags diags;
    struct phs_map values;  /* variables given from outside -> struct phs_value * */
    struct phs_map modules; /* .terraform/modules/modules.json: key -> const char * folder */
    size_t instances, mentions;
    struct phs_map nodes;     /* address without an index -> struct phs_tf_node * */
    struct phs_map addresses; /* address -> struct phs_tf_instance * */
    bool full;                /* the bound was said once */
};

struct phs_tf_module {
    struct phs_tf_root *root;
    struct phs_tf_dir *dir;
    struct phs_tf_module *parent; /* NULL for the root module */
    struct phs_tf_instance *call; /* in parent */
    const char *prefix;           /* "" or "module.a[0]." */
    const char *key;              /* "a.b": key in modules.json */
    const char *relative;         /* path.module */
    int depth;
    struct phs_map memos[PHS_TF_DECL_KINDS]; /* name -> struct phs_tf_memo * */
    struct phs_map targets;                  /* "local.x" -> struct phs_tf_targets * */
    struct phs_map nodes;                    /* decl key ("module.m" for calls) -> struct phs_tf_node * */
};

/* ---- provider_versions.c: required_providers and the lock file */
void phs_tf_require(struct phs_tf_scan *scan, struct phs_tf_dir *dir, const struct phs_hcl_body *terraform);
/* Says in the graph what the root asks for. files: its lock file, which knows it exactly, is read. */
void phs_tf_note_versions(struct phs_tf_root *root, const struct phs_tf_dir *dir, bool files);

/* ---- dir.c, decl.c: folders and declarations */
struct phs_tf_dir *phs_tf_dir_load(struct phs_tf_scan *scan, const char *path);
void phs_tf_declare(struct phs_tf_scan *scan, struct phs_tf_dir *dir, const struct phs_hcl_body *body, bool override);
const struct phs_tf_decl *phs_tf_find_decl(const struct phs_tf_dir *dir, enum phs_tf_decl_kind kind, struct phs_slice key);
const char *phs_tf_disk_path(struct phs_tf_scan *scan, const char *path);
bool phs_tf_is_inside(struct phs_tf_scan *scan, const char *path);
void phs_tf_cover_file(struct phs_tf_scan *scan, const char *path, enum phs_read_state state, const char *reason,
                       struct phs_place place);
/* Says what a walk over folder could not read, where it may have been Terraform. */
void phs_tf_left_out(struct phs_tf_scan *scan, const char *folder, const struct phs_walk_skip *skip);
/* Whether a file of this name is read: .tf, .tf.json, .tfvars, .tfvars.json. */
bool phs_tf_is_wanted(const char *name);
/* Reads and parses one file; NULL when it cannot be (coverage says so). json: .tf.json and .tfvars.json. */
const struct phs_hcl_body *phs_tf_parse_file(struct phs_tf_scan *scan, const char *path, bool *ret_damaged);
const struct phs_hcl_body *phs_tf_parse_text(struct phs_tf_scan *scan, const char *path, struct phs_slice text,
                                             bool *ret_damaged);

/* An empty one. */
struct phs_tf_dir *phs_tf_dir_new(struct phs_tf_scan *scan, const char *path);

/* ---- known.c: modules that are not on disk */
/* What the catalogue knows of the module that call names, as if it were its folder; NULL. */
struct phs_tf_dir *phs_tf_known(struct phs_tf_scan *scan, const struct phs_tf_decl *call);
/* A place inside knowledge is where the module is called. */
struct phs_place phs_tf_place_in(const struct phs_tf_module *module, struct phs_place place);
const struct phs_value *phs_tf_moved(const struct phs_tf_module *module, const struct phs_value *value);

/* ---- variables.c: what is given from outside */
void phs_tf_read_variables(struct phs_tf_root *root, struct phs_tf_dir *dir);

/* ---- scope.c: names to values */
struct phs_hcl_scope phs_tf_scope(struct phs_tf_module *module, struct phs_tf_instance *instance);
const struct phs_value *phs_tf_variable(struct phs_tf_module *module, struct phs_slice name, struct phs_place place);
const struct phs_value *phs_tf_local(struct phs_tf_module *module, struct phs_slice name, struct phs_place place);
const struct phs_value *phs_tf_output(struct phs_tf_module *module, struct phs_slice name, struct phs_place place);

/* ---- expand.c: count and for_each */
struct phs_tf_module *phs_tf_module_new(struct phs_tf_root *root, struct phs_tf_dir *dir, struct phs_tf_module *parent,
                                        struct phs_tf_instance *call);
struct phs_tf_node *phs_tf_node(struct phs_tf_module *module, enum phs_tf_decl_kind kind, struct phs_slice key);
void phs_tf_expand(struct phs_tf_node *node);
struct phs_tf_module *phs_tf_child(struct phs_tf_instance *call);

const char *phs_tf_without_login(struct phs_arena *arena, struct phs_slice source);

/* ---- reference.c: references to resources, data sources and modules */
const struct phs_value *phs_tf_node_value(const struct phs_hcl_scope *scope, struct phs_tf_node *node,
                                          const struct phs_hcl_step *steps, size_t n, struct phs_slice behind_splat,
                                          struct phs_place place, size_t *ret_used);
const struct phs_value *phs_tf_instance_body(struct phs_tf_instance *instance);
const struct phs_value *phs_tf_computed(struct phs_tf_instance *instance, const char *attribute, struct phs_place place);

/* ---- body.c: bodies to value trees */
const struct phs_value *phs_tf_body_value(const struct phs_hcl_scope *scope, const struct phs_hcl_body *body,
                                          enum phs_tf_decl_kind kind, struct phs_place place);
bool phs_tf_is_meta(enum phs_tf_decl_kind kind, struct phs_slice name);
const struct phs_value *phs_tf_json_template(const struct phs_hcl_scope *scope, const struct phs_hcl_expr *expr,
                                             const struct phs_value *value);

/* ---- document.c: data sources that can be computed here */
const struct phs_value *phs_tf_data_value(struct phs_tf_instance *instance, const struct phs_value *body,
                                          struct phs_slice attribute, struct phs_place place);
/* document_google.c: policy_data of a google_iam_policy. */
const struct phs_value *phs_tf_google_policy(struct phs_arena *arena, const struct phs_value *body, struct phs_place place);

/* ---- mentions*.c: what its attributes refer to in the end, as mentions of its resource */
void phs_tf_mention(struct phs_tf_instance *instance);

/* ---- emit.c */
void phs_tf_emit(struct phs_tf_module *module);

#endif
