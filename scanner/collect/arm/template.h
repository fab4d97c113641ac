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
    PHS_ARM_MAX_STEPS = 2000000, /* values looked at for one template */
    PHS_ARM_MAX_TEXT = 1 << 20,  /* bytes of one text */
    PHS_ARM_MAX_BYTES = 8 << 20, /* of a file */
    PHS_ARM_MAX_NODES = 1000000,
};

struct phs_arm_library {
    struct phs_graph *graph;
    struct phs_arena *arena;
    const char *environment;
    const struct phs_target *target;
    struct phs_map templates, parameters; /* path -> const struct phs_value * */
    size_t added, broken;
};

/* A loop around a value: copyIndex('name'). */
struct phs_arm_loop {
    struct phs_slice name;
    size_t index;
    const struct phs_arm_loop *outer;
};

/* One resource of the template, loops unrolled, children flat. */
struct phs_arm_item {
    const char *type, *name, *address; /* full type and name: "a/b" of a child */
    const char *symbol;                /* key of a template with symbolic names, or NULL */
    const struct phs_value *raw, *existence;
    const char *host; /* address of what an extension (a diagnostic setting) is about, where its place says so, or NULL */
    const struct phs_arm_loop *loop;
    struct phs_resource *resource;
};

struct phs_arm_template {
    struct phs_arm_library *library;
    struct phs_arena *arena;
    const char *path, *prefix;     /* prefix of addresses inside a nested deployment, else "" */
    const struct phs_value *value; /* the template */
    const struct phs_value *given; /* values of parameters: {name: {value: ...}}, or NULL */
    const struct phs_arm_template *outer;
    struct phs_map memo; /* "p name", "v name" -> const struct phs_value * */
    PHS_VEC(struct phs_arm_item *) items;
    struct phs_map by_address; /* address in lower case -> struct phs_arm_item * */
    PHS_VEC(const char *) on_the_way;
    size_t *steps;
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
const struct phs_value *phs_arm_unknown(struct phs_arm_eval eval, enum phs_reason reason, struct phs_place place,
                                        const char *format, ...) __attribute__((format(printf, 4, 5)));
const struct phs_value *phs_arm_parameter(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place);
const struct phs_value *phs_arm_variable(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place);
/* The value as the name of something: what is not known stands as {its reason}. */
const char *phs_arm_name(struct phs_arm_eval eval, const struct phs_value *raw);
/* A reference to another resource of the template, as the unknown that it is before it is made. */
const struct phs_value *phs_arm_reference(struct phs_arm_eval eval, const char *type, const char *name, const char *attribute,
                                          struct phs_place place);

/* ---- expression.c: the text between the brackets */
const struct phs_value *phs_arm_expression(struct phs_arm_eval eval, struct phs_slice text, struct phs_place place);

/* ---- functions.c: arguments are evaluated */
const struct phs_value *phs_arm_function(struct phs_arm_eval eval, struct phs_slice name, const struct phs_value **args,
                                         size_t n, struct phs_place place);
/* ---- functions_list.c: those over lists and objects; NULL for a name that is none of them */
const struct phs_value *phs_arm_collection(struct phs_arm_eval eval, struct phs_slice name, const struct phs_value **args,
                                           size_t n, struct phs_place place);

/* ---- items.c */
void phs_arm_items(struct phs_arm_template *template);
/* ---- emit.c */
void phs_arm_emit(struct phs_arm_template *template);
/* ---- arm.c */
void phs_arm_run_template(struct phs_arm_template *template);

#endif
