/* SPDX-License-Identifier: Apache-2.0 */
/* What the functions share: the call at hand, results, errors, and the ways an unknown argument passes through. */
#ifndef PHS_COLLECT_TERRAFORM_KIT_H
#define PHS_COLLECT_TERRAFORM_KIT_H

#include "base/buf.h"
#include "collect/terraform/functions.h"

enum {
    PHS_TF_MAX_RESULT = 16 * 1024 * 1024, /* bytes of one string */
    PHS_TF_MAX_ITEMS = 100000,            /* elements of one list */
    PHS_TF_SET = PHS_VALUE_SET,
    PHS_TF_LOOSE = 1 << 17, /* flag of a list: unknown elements may stand for none or for several */
};

struct phs_tf_args {
    struct phs_tf_host *host;
    struct phs_arena *arena;
    const char *name;
    const struct phs_value *const *at;
    size_t n;
    struct phs_place place;
};

enum {
    PHS_TF_NULLS = 1, /* takes null arguments */
    PHS_TF_OWN = 2,   /* looks at unknown arguments itself */
    PHS_TF_DEEP = 4,  /* an unknown anywhere inside an argument makes the result unknown */
};

struct phs_tf_function {
    const char *name;
    int min, max; /* arguments; max -1: any number */
    unsigned flags;
    const struct phs_value *(*call)(const struct phs_tf_args *args);
};

/* One table a file, ended by a NULL name; functions.c gathers them. */
extern const struct phs_tf_function phs_tf_string_functions[], phs_tf_text_functions[], phs_tf_format_functions[],
    phs_tf_regex_functions[], phs_tf_list_functions[], phs_tf_pick_functions[], phs_tf_map_functions[], phs_tf_set_functions[],
    phs_tf_number_functions[], phs_tf_encoding_functions[], phs_tf_hash_functions[], phs_tf_file_functions[],
    phs_tf_cidr_functions[], phs_tf_type_functions[], phs_tf_date_functions[], phs_tf_coded_functions[];

const struct phs_value *phs_tf_error(const struct phs_tf_args *args, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const struct phs_value *phs_tf_unknown(const struct phs_tf_args *args, enum phs_reason reason, const char *why);
/* Unknown because cause is: the reason stays, the reference does not, since this is another value. */
const struct phs_value *phs_tf_derived(struct phs_arena *arena, const struct phs_value *cause, struct phs_place place);
const struct phs_value *phs_tf_because(const struct phs_tf_args *args, const struct phs_value *cause);
const struct phs_value *phs_tf_string(const struct phs_tf_args *args, struct phs_slice text);
const struct phs_value *phs_tf_number(const struct phs_tf_args *args, double number);
const struct phs_value *phs_tf_bool(const struct phs_tf_args *args, bool value);
/* The buffer's text as a string; an error when the ceiling was reached. Empties the buffer. */
const struct phs_value *phs_tf_finish(const struct phs_tf_args *args, struct phs_buf *buf);
const struct phs_value *phs_tf_list(const struct phs_tf_args *args, const struct phs_value *const *items, size_t n);
/* A set: sorted where all elements are strings or all numbers, known doubles dropped. */
const struct phs_value *phs_tf_set_of(struct phs_arena *arena, const struct phs_value *const *items, size_t n,
                                      struct phs_place place);
const struct phs_value *phs_tf_with_flags(struct phs_arena *arena, const struct phs_value *value, unsigned flags);

/* An argument as a string, a number, an integer or a boolean, converted as Terraform does; false leaves the result (unknown or
 * error) in ret_bad. */
bool phs_tf_arg_string(const struct phs_tf_args *args, size_t index, struct phs_slice *ret_text,
                       const struct phs_value **ret_bad);
bool phs_tf_arg_number(const struct phs_tf_args *args, size_t index, double *ret_number, const struct phs_value **ret_bad);
bool phs_tf_arg_int(const struct phs_tf_args *args, size_t index, int64_t *ret_number, const struct phs_value **ret_bad);
bool phs_tf_arg_bool(const struct phs_tf_args *args, size_t index, bool *ret_value, const struct phs_value **ret_bad);
bool phs_tf_arg_list(const struct phs_tf_args *args, size_t index, const struct phs_value **ret_bad);
bool phs_tf_arg_map(const struct phs_tf_args *args, size_t index, const struct phs_value **ret_bad);

/* Scalar conversions; an unknown stays what it is, what cannot be converted gives NULL. */
const struct phs_value *phs_tf_to_string(struct phs_arena *arena, const struct phs_value *value);
const struct phs_value *phs_tf_to_number(struct phs_arena *arena, const struct phs_value *value);
const struct phs_value *phs_tf_to_bool(struct phs_arena *arena, const struct phs_value *value);
/* Elements become one type where scalars are mixed, as in a list or map of any. The array is written to. */
void phs_tf_unify(struct phs_arena *arena, const struct phs_value **items, size_t n);
bool phs_tf_is_scalar(const struct phs_value *value);
/* An error anywhere inside. */
const struct phs_value *phs_tf_find_error(const struct phs_value *value);
bool phs_tf_is_sensitive(const struct phs_value *value);
int phs_tf_scalar_cmp(const struct phs_value *a, const struct phs_value *b);

#endif
