/* SPDX-License-Identifier: Apache-2.0 */
/* Rewrites a Terraform text mechanically into another way of saying the same, for the metamorphic test. */
#ifndef PHS_TESTS_REWRITE_H
#define PHS_TESTS_REWRITE_H

#include "base/buf.h"
#include "parse/hcl/eval.h"

enum form {
    FORM_SAME,         /* printed again from the tree */
    FORM_VARIABLE,     /* every constant argument is a variable's default */
    FORM_LOCAL,        /* ... a local */
    FORM_TFVARS,       /* ... a variable that terraform.tfvars gives */
    FORM_MODULE,       /* the whole in a module */
    FORM_NESTED,       /* the whole in a module in a module */
    FORM_INPUT,        /* in a module, every constant argument an input of it */
    FORM_MODULE_COUNT, /* in a module with count */
    FORM_MODULE_EACH,  /* in a module with for_each */
    FORM_COUNT,        /* every resource with count = 1 */
    FORM_EACH,         /* every resource with a for_each of one */
    FORM_DYNAMIC,      /* every nested block a dynamic one */
    FORM_JSONENCODE,   /* JSON texts as jsonencode() */
    FORM_HEREDOC,      /* jsonencode() as a heredoc */
    FORM_DOCUMENT,     /* policies as aws_iam_policy_document */
    FORM_JSON,         /* .tf.json */
    FORM_COUNT_OF
};

struct rewritten {
    bool applies; /* something is written differently, and all of it could be */
    size_t changes;
    const char *path; /* of the text: main.tf or main.tf.json */
    const char *text;
    const char *variables; /* terraform.tfvars, or NULL */
    const char *inputs;    /* arguments of the module call, "" */
};

const char *form_name(enum form form);
struct rewritten rewrite(struct phs_arena *arena, struct phs_slice text, enum form form);

#endif
