/* SPDX-License-Identifier: Apache-2.0 */
/* Errors: a code to branch on and a sentence to show, written where it happened. */
#ifndef PHS_BASE_ERR_H
#define PHS_BASE_ERR_H

/* What a function that can fail returns. A failing check is a verdict, not one of these. */
enum phs_code {
    PHS_OK = 0,
    PHS_E_USAGE,       /* the command line or a policy is not what we take: exit 64 */
    PHS_E_INPUT,       /* bytes that were handed to us are broken */
    PHS_E_LIMIT,       /* a bound of ours was reached: depth, size, count, time */
    PHS_E_IO,          /* reading or writing failed */
    PHS_E_MISSING,     /* a thing that was asked for is not there */
    PHS_E_UNSUPPORTED, /* a thing that we do not read */
    PHS_E_INTERNAL,    /* we are at fault: exit 1 */
};

struct phs_err {
    enum phs_code code;
    char text[640]; /* one sentence, no line break, safe to print; cut with an ellipsis */
};

/* Writes the sentence and returns code, so that "return phs_fail(err, ...)" reads well. err may be NULL. */
enum phs_code phs_fail(struct phs_err *err, enum phs_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts context in front on the way up: "infra/main.tf:3:1: " + what is there. Returns err->code, or
 * PHS_E_INTERNAL when err is NULL, so pass an err where the code matters. */
enum phs_code phs_fail_in(struct phs_err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* For states that cannot be: prints and aborts. */
void phs_die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* Memory ran out: one line on stderr, exit 1. */
void phs_out_of_memory(void) __attribute__((noreturn));

#endif
