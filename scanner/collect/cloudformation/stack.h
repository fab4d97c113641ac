/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of cloudformation/ share: templates, a stack that is being evaluated, and one evaluation in it. */
#ifndef PHS_COLLECT_CLOUDFORMATION_STACK_H
#define PHS_COLLECT_CLOUDFORMATION_STACK_H

#include "base/err.h"
#include "catalogue/foreign.h"
#include "collect/cloudformation/cloudformation.h"

enum {
    PHS_CFN_MAX_DEPTH = 100,     /* values inside values, references behind references */
    PHS_CFN_MAX_STACKS = 12,     /* stacks inside stacks */
    PHS_CFN_MAX_ITEMS = 20000,   /* resources of one template, after Fn::ForEach */
    PHS_CFN_MAX_STEPS = 2000000, /* values looked at for one template */
    PHS_CFN_MAX_TEXT = 1 << 20,  /* bytes of one joined text */
    PHS_CFN_MAX_BYTES = 8 << 20, /* of a file */
    PHS_CFN_MAX_NODES = 1000000,
};

struct phs_cfn_template {
    const char *path; /* as shown */
    const struct phs_value *value;
    bool called; /* a nested stack of another one */
};

struct phs_cfn_export;

struct phs_cfn_library {
    struct phs_graph *graph;
    struct phs_arena *arena;
    const char *folder, *environment, *root;
    const struct phs_target *target;
    struct phs_map templates; /* path -> struct phs_cfn_template * */
    struct phs_map given;     /* parameter -> const struct phs_value *: of the scope's var_files */
    struct phs_map pieces;    /* path -> const struct phs_value *: of AWS::Include */
    PHS_VEC(struct phs_cfn_export *) exports;
    const struct phs_foreign_map *types; /* which property a reference to a type gives */
    size_t added, broken;
};

/* What Fn::ForEach puts in the place of a name. */
struct phs_cfn_binding {
    struct phs_slice name;
    const struct phs_value *value; /* a string */
    const struct phs_cfn_binding *outer;
};

/* One entry of Resources (or Conditions, Outputs) with the loops around it. */
struct phs_cfn_item {
    const char *id;
    const struct phs_value *raw;
    const struct phs_cfn_binding *bound;
};

enum phs_cfn_truth { PHS_CFN_FALSE, PHS_CFN_TRUE, PHS_CFN_OPEN };

struct phs_cfn_condition {
    const struct phs_cfn_item *item;
    bool visiting, known;
    enum phs_cfn_truth truth;
    const struct phs_value *why; /* the unknown behind PHS_CFN_OPEN */
};

struct phs_cfn_stack {
    struct phs_cfn_library *library;
    struct phs_arena *arena;
    const struct phs_cfn_template *template;
    const char *prefix;                /* "Network." inside a nested stack, else "" */
    const struct phs_cfn_stack *outer; /* the stack that names this one, or NULL */
    int depth;
    struct phs_map given;             /* parameter -> const struct phs_value *: from outside */
    struct phs_map parameters;        /* name -> const struct phs_value * */
    struct phs_map conditions;        /* name -> struct phs_cfn_condition * */
    struct phs_map resources;         /* id -> struct phs_cfn_item * */
    struct phs_map outputs;           /* name -> struct phs_cfn_item * */
    struct phs_map nested;            /* id -> struct phs_cfn_stack * */
    struct phs_map memo;              /* "id.property" -> const struct phs_value * */
    PHS_VEC(const char *) on_the_way; /* "id.property" that are being worked out: meeting one again is a cycle */
    size_t *steps;
    bool exhausted;
};

/* One value on its way. */
struct phs_cfn_eval {
    struct phs_cfn_stack *stack;
    const struct phs_cfn_binding *bound;
    struct phs_resource *subject; /* whose mentions are written down, or NULL */
    const char *path;             /* property path inside the subject */
    int depth;
};

/* ---- value.c: a value as it will be; NULL where AWS::NoValue takes it away. */
const struct phs_value *phs_cfn_value(struct phs_cfn_eval eval, const struct phs_value *raw);
/* The same below a key or an index of the path. */
const struct phs_value *phs_cfn_below(struct phs_cfn_eval eval, struct phs_slice key, const struct phs_value *raw);
/* {"Fn::X": argument}: the name and the argument; false for any other value. */
bool phs_cfn_call(const struct phs_value *raw, struct phs_slice *ret_name, const struct phs_value **ret_argument);

/* ---- functions.c: NULL result as above; *ret_known is false for a name that is no function. */
const struct phs_value *phs_cfn_function(struct phs_cfn_eval eval, struct phs_slice name, const struct phs_value *argument,
                                         struct phs_place place, bool *ret_known);
const struct phs_value *phs_cfn_cidr(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place);

/* ---- reference.c */
const struct phs_value *phs_cfn_ref(struct phs_cfn_eval eval, struct phs_slice name, struct phs_place place);
const struct phs_value *phs_cfn_attribute(struct phs_cfn_eval eval, struct phs_slice id, struct phs_slice attribute,
                                          struct phs_place place);
/* Text of a pseudo parameter that stands for itself inside longer texts; NULL for anything else. */
const char *phs_cfn_stand_in(const struct phs_value *value);

/* ---- text.c */
const struct phs_value *phs_cfn_sub(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place);
const struct phs_value *phs_cfn_join(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place);
/* The text with names that Fn::ForEach bound filled in: ${Name} and &{Name}. */
struct phs_slice phs_cfn_key(struct phs_cfn_eval eval, struct phs_slice key);

/* ---- condition.c: text of Conditions, or what stands in Fn::If. */
enum phs_cfn_truth phs_cfn_named_condition(struct phs_cfn_eval eval, struct phs_slice name, const struct phs_value **ret_why);
enum phs_cfn_truth phs_cfn_condition(struct phs_cfn_eval eval, const struct phs_value *raw, const struct phs_value **ret_why);

/* ---- items.c: entries of a section, loops unrolled. */
void phs_cfn_items(struct phs_cfn_eval eval, const struct phs_value *section, struct phs_map *items);

/* ---- parameters.c */
void phs_cfn_read_given(struct phs_cfn_library *library);
void phs_cfn_parameters(struct phs_cfn_stack *stack);

/* ---- sam.c: the template with AWS::Serverless types written out; itself when it has none. */
const struct phs_value *phs_cfn_expand_sam(struct phs_arena *arena, const struct phs_value *template);
/* The method (or route of an HTTP API) that an event of a function becomes; NULL where its path or who may call is computed. */
const struct phs_value *phs_cfn_sam_route(struct phs_arena *arena, const struct phs_value *event, const struct phs_value *api,
                                          const struct phs_value *api_ref, bool http);

/* ---- exports.c */
void phs_cfn_register_exports(struct phs_cfn_stack *stack);
const struct phs_value *phs_cfn_import(struct phs_cfn_eval eval, const struct phs_value *argument, struct phs_place place);
/* Path of the template around all stacks, which is the root of its resources. */
const char *phs_cfn_root(const struct phs_cfn_stack *stack);
/* The value as another template sees it: references with their root in front (phs_graph_find). */
const struct phs_value *phs_cfn_abroad(struct phs_arena *arena, const struct phs_value *value, const char *root, int depth);

/* ---- include.c: what {Name: AWS::Include} stands for; NULL when it is something else or not on disk. */
const struct phs_value *phs_cfn_include(struct phs_cfn_eval eval, const struct phs_value *transform);

/* ---- cloudformation.c */
enum phs_code phs_cfn_parse(struct phs_cfn_library *library, const char *shown, struct phs_slice bytes,
                            const struct phs_value **ret_value, struct phs_err *err);

/* ---- stack.c: a template read as a stack, and its resources added. */
struct phs_cfn_stack *phs_cfn_open(struct phs_cfn_library *library, const struct phs_cfn_template *template);
void phs_cfn_emit(struct phs_cfn_stack *stack);
bool phs_cfn_nesting(const struct phs_cfn_item *item);
struct phs_cfn_stack *phs_cfn_nested(struct phs_cfn_stack *stack, const struct phs_cfn_item *item);
/* Path of the local template that a nested stack names, or NULL. */
const char *phs_cfn_local_template(struct phs_cfn_library *library, const struct phs_cfn_template *from,
                                   const struct phs_value *resource);

#endif
