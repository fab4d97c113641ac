/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of arm/ share: a template that is being evaluated, and one value in it. */
#ifndef PHS_COLLECT_ARM_TEMPLATE_H
#define PHS_COLLECT_ARM_TEMPLATE_H

#include "collect/arm/arm.h"

enum {
    PHS_ARM_MAX_DEPTH = 60,      /* values inside values, calls inside calls, variables behind variables */
    PHS_ARM_MAX_NESTED = 8,      /* deployments inside deployments */
    PHS_ARM_MAX_ITEMS = 20000,   /* resources of one template, after loops */
    PHS_ARM_MAX_COPIES = 2000,   /* rounds of one loop */
    PHS_ARM_MAX_PARTS = 50000,   /* values inside one property of a resource */
    PHS_ARM_MAX_STEPS = 2000000, /* values looked at for one template */
    PHS_ARM_MAX_TEXT = 1 << 20,  /* bytes of one text */
    PHS_ARM_MAX_BYTES = 8 << 20, /* of a file */
    PHS_ARM_MAX_NODES = 1000000,
};

struct phs_bicep_instance;
struct phs_bicep_declaration;
struct phs_bicep_expr;

struct phs_arm_library {
    struct phs_graph *graph;
    struct phs_arena *arena;
    const char *environment;
    const char *folder; /* what paths are relative to; NULL: nothing is read from disk */
    const struct phs_target *target;
    struct phs_map templates, parameters; /* path -> const struct phs_value * */
    struct phs_map units;                 /* path of a Bicep file -> struct phs_bicep_unit * */
    struct phs_map parts;                 /* paths of templates that something else is made with: no roots of their own */
    struct phs_map files;                 /* paths that the walk over the target saw */
    size_t added, broken;
};

/* A loop around a value: copyIndex('name'). Or a name that stands for a value: element of a loop, argument of a function. */
struct phs_arm_loop {
    struct phs_slice name;
    size_t index;
    const struct phs_arm_loop *outer;
    struct phs_slice variable;
    const struct phs_value *value;
};

/* One resource of the template, loops unrolled, children flat. */
struct phs_arm_item {
    const char *type, *name, *address; /* full type and name: "a/b" of a child */
    const char *shown;                 /* name in the address: of Bicep the symbol, where the name is not known */
    const char *symbol;                /* key of a template with symbolic names, or NULL */
    const struct phs_value *raw, *existence;
    struct phs_place place;
    const char *unread; /* why the template of this deployment was not read, or NULL */
    struct phs_arm_template *nested;
    /* Of Bicep: */
    const struct phs_bicep_declaration *declaration;
    const struct phs_bicep_expr *body;
    bool existing, absent; /* not made by this template; left out by its condition */
    const char *host;      /* address of what an extension (a diagnostic setting) is about, where its place says so, or NULL */
    const struct phs_arm_loop *loop;
    struct phs_resource *resource;
};

/* A template with everything that it leads to: the root of what is judged. */
struct phs_arm_run {
    const char *root;
    size_t steps;
    struct phs_map by_name; /* "type/name" in lower case, wherever it is made -> struct phs_arm_item * */
    struct phs_map imports; /* path of a Bicep file -> struct phs_bicep_instance * that only its names are taken of */
    PHS_VEC(struct phs_arm_template *) templates;
};

struct phs_arm_template {
    struct phs_arm_library *library;
    struct phs_arena *arena;
    const char *path, *prefix;         /* prefix of addresses inside a nested deployment, else "" */
    const struct phs_value *value;     /* the template */
    const struct phs_value *given;     /* values of parameters: {name: {value: ...}}, or NULL */
    const struct phs_value *existence; /* why it is not sure that this is deployed, or NULL */
    const struct phs_arm_template *outer;
    struct phs_map memo; /* "p name", "v name" -> const struct phs_value * */
    PHS_VEC(struct phs_arm_item *) items;
    struct phs_map by_address; /* address in lower case -> struct phs_arm_item * */
    PHS_VEC(const char *) on_the_way;
    struct phs_arm_run *run;
    size_t *steps;                    /* of run */
    struct phs_bicep_instance *bicep; /* what it is made of where it is Bicep, or NULL */
    int depth;
    bool exhausted;
};

/* One value on its way. */
struct phs_arm_eval {
    struct phs_arm_template *template;
    const struct phs_arm_loop *loop;
    struct phs_resource *subject; /* whose mentions are written down, or NULL */
    const char *path;
    int depth;
    bool lenient; /* what is not known stands as {its name} in texts: for names, which only have to be told apart */
};

/* ---- value.c */
/* NULL for a property that a condition takes away. */
const struct phs_value *phs_arm_value(struct phs_arm_eval eval, const struct phs_value *raw);
/* Values that are made once may stand in each other many times: what would be too big to write down is unknown. */
const struct phs_value *phs_arm_bounded(struct phs_arm_eval eval, const struct phs_value *value);
const struct phs_value *phs_arm_unknown(struct phs_arm_eval eval, enum phs_reason reason, struct phs_place place,
                                        const char *format, ...) __attribute__((format(printf, 4, 5)));
const struct phs_value *phs_arm_parameter(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place);
const struct phs_value *phs_arm_variable(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place);
/* The value as the name of something: what is not known stands as {its reason}. */
const char *phs_arm_name(struct phs_arm_eval eval, const struct phs_value *raw);
/* What a child that is a mere part of its parent ends up in; any other item is itself (emit.c). */
const struct phs_arm_item *phs_arm_whole(const struct phs_arm_template *t, const struct phs_arm_item *item);
/* A reference to another resource of the template, as the unknown that it is before it is made. */
const struct phs_value *phs_arm_reference(struct phs_arm_eval eval, const char *type, const char *name, const char *attribute,
                                          struct phs_place place);

/* ---- expression.c: the text between the brackets */
const struct phs_value *phs_arm_expression(struct phs_arm_eval eval, struct phs_slice text, struct phs_place place);

/* ---- functions.c: arguments are evaluated */
const struct phs_value *phs_arm_function(struct phs_arm_eval eval, struct phs_slice name, const struct phs_value **args,
                                         size_t n, struct phs_place place);
/* One call of a function. */
struct phs_arm_asked {
    struct phs_arm_eval eval;
    struct phs_slice name;
    const struct phs_value **args;
    size_t n;
    struct phs_place place;
};
/* It is this function that is called; capitals do not count. */
bool phs_arm_asks(const struct phs_arm_asked *c, const char *name);
/* Text of an argument; for names an unknown is {why}. NULL where there is none. */
const char *phs_arm_text_of(const struct phs_arm_asked *c, const struct phs_value *value);
/* ---- functions_azure.c: what names other things, and what only Azure can answer */
bool phs_arm_is_built_in(struct phs_arm_eval eval, const char *type, const char *name);
const struct phs_value *phs_arm_identified(const struct phs_arm_asked *c);
const struct phs_value *phs_arm_referred(const struct phs_arm_asked *c);
bool phs_arm_asks_azure(const struct phs_arm_asked *c);
const struct phs_value *phs_arm_from_azure(const struct phs_arm_asked *c);
/* ---- functions_list.c: those over lists and objects; NULL for a name that is none of them */
const struct phs_value *phs_arm_collection(const struct phs_arm_asked *c);
/* ---- functions_text.c: those over texts; NULL for a name that is none of them */
const struct phs_value *phs_arm_texts(const struct phs_arm_asked *c);

/* ---- lambda.c: an unknown that can be called */
typedef const struct phs_value *phs_arm_called(struct phs_arm_eval eval, const void *body);
const struct phs_value *phs_arm_lambda(struct phs_arm_eval eval, const struct phs_slice *names, size_t n, const void *body,
                                       phs_arm_called *called, struct phs_place place);
bool phs_arm_is_lambda(const struct phs_value *value);
const struct phs_value *phs_arm_call(const struct phs_value *lambda, const struct phs_value **args, size_t n, int depth);
/* The value that a name stands for, or NULL. */
const struct phs_value *phs_arm_bound(struct phs_arm_eval eval, struct phs_slice name);
/* map, filter, reduce, sort, toObject ...; NULL for a name that is none of them */
const struct phs_value *phs_arm_higher(const struct phs_arm_asked *c);

/* ---- items.c */
char *phs_arm_lower(struct phs_arena *arena, const char *text);
void phs_arm_items(struct phs_arm_template *template);
/* Puts the item into the list and under its names; type, name and place are set. */
void phs_arm_add_item(struct phs_arm_template *template, struct phs_arm_item *item);
bool phs_arm_is_deployment(const struct phs_arm_item *item);
/* ---- nested.c: the template of a deployment inside a deployment */
void phs_arm_open_nested(struct phs_arm_template *template, struct phs_arm_item *item);
/* ---- emit.c: everything that run leads to */
void phs_arm_emit(struct phs_arm_run *run);
/* ---- arm.c */
void phs_arm_begin(struct phs_arm_template *template, struct phs_arm_run *run);
/* x.parameters.ENVIRONMENT.json and its kin; NULL where there is none */
const struct phs_value *phs_arm_given_for(const struct phs_arm_library *library, const char *path);
void phs_arm_run_done(struct phs_arm_library *library, const struct phs_arm_run *run, const char *path);

#endif
