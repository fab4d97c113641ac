/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of bicep/ share: a file as it was parsed, and as it is deployed with certain parameters. */
#ifndef PHS_COLLECT_BICEP_INSTANCE_H
#define PHS_COLLECT_BICEP_INSTANCE_H

#include "collect/bicep/bicep.h"
#include "parse/bicep/bicep.h"

enum { PHS_BICEP_MAX_DEPTH = 250, PHS_BICEP_MAX_LOADED = 1 << 20 };

struct phs_bicep_unit {
    const char *path;
    const struct phs_bicep_file *file;
    struct phs_map names, outputs; /* -> const struct phs_bicep_declaration * */
    bool reached;
};

/* The value of a parameter; for names an unknown stands in it as {why}. */
struct phs_bicep_given {
    const struct phs_value *value, *lenient;
};

/* What became of the declaration of a resource or module. */
struct phs_bicep_made {
    PHS_VEC(struct phs_arm_item *) items;
    bool looped, busy;
    bool open; /* how many there are is not known: one stands for all */
};

struct phs_bicep_instance {
    struct phs_bicep_unit *unit;
    struct phs_arm_template *template;
    struct phs_map given;  /* name -> struct phs_bicep_given * */
    struct phs_map made;   /* name, or "address::name" of one inside another -> struct phs_bicep_made * */
    struct phs_map inside; /* name of one inside another -> struct phs_bicep_made * */
};

/* ---- instance.c */
struct phs_bicep_instance *phs_bicep_instance(struct phs_arm_template *template, struct phs_bicep_unit *unit);
void phs_bicep_open(struct phs_bicep_instance *instance);
/* NULL where the name is no resource or module, or depends on itself. */
struct phs_bicep_made *phs_bicep_made(struct phs_bicep_instance *instance, struct phs_slice name);
struct phs_bicep_made *phs_bicep_made_inside(struct phs_bicep_instance *instance, const struct phs_arm_item *item,
                                             struct phs_slice name);
const struct phs_bicep_expr *phs_bicep_property(const struct phs_bicep_expr *object, const char *name);

/* ---- module.c */
void phs_bicep_open_module(struct phs_arm_template *template, struct phs_arm_item *item);
const struct phs_value *phs_bicep_output(struct phs_arm_eval eval, struct phs_arm_item *item, struct phs_slice name,
                                         struct phs_place place);
/* The file that target names, seen from a file in the folder of from; NULL for what is no path. */
const char *phs_bicep_path(struct phs_arena *arena, const char *from, struct phs_slice target);
/* Where a name that is imported stands: in the instance that is returned; NULL where it is none, or was not read. */
struct phs_bicep_instance *phs_bicep_imported(struct phs_bicep_instance *instance, struct phs_slice name,
                                              const struct phs_bicep_declaration **ret_declaration);
/* alias.name of import * as alias */
struct phs_bicep_instance *phs_bicep_imported_as(struct phs_bicep_instance *instance, struct phs_slice alias,
                                                 struct phs_slice name, const struct phs_bicep_declaration **ret_declaration);

/* ---- value.c */
const struct phs_value *phs_bicep_value(struct phs_arm_eval eval, const struct phs_bicep_expr *expr);
/* ---- names.c: parameters, variables, user functions */
const struct phs_value *phs_bicep_named(struct phs_arm_eval eval, struct phs_slice name, struct phs_place place);
const struct phs_value *phs_bicep_declared(struct phs_arm_eval eval, struct phs_bicep_instance *in,
                                           const struct phs_bicep_declaration *declaration, struct phs_place place);
const struct phs_value *phs_bicep_called(struct phs_arm_eval eval, const struct phs_bicep_expr *call);
/* ---- reference.c: resources of the file */
struct phs_arm_item *phs_bicep_item(struct phs_arm_eval eval, const struct phs_bicep_expr *expr);
/* True where the name or what is asked of it is a resource or module, so that it is not asked as a value. */
bool phs_bicep_is_reference(struct phs_arm_eval eval, const struct phs_bicep_expr *expr);
const struct phs_value *phs_bicep_item_member(struct phs_arm_eval eval, struct phs_arm_item *item, struct phs_slice name,
                                              struct phs_place place);
const struct phs_value *phs_bicep_reference(struct phs_arm_eval eval, const struct phs_arm_item *item, const char *attribute,
                                            struct phs_place place);
/* ---- load.c; NULL for a function that loads nothing */
const struct phs_value *phs_bicep_load(struct phs_arm_eval eval, struct phs_slice function, const struct phs_value **args,
                                       size_t n, struct phs_place place);
/* ---- given.c: parameter files */
void phs_bicep_give(struct phs_bicep_instance *instance);

#endif
