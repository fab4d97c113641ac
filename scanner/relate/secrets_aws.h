/* SPDX-License-Identifier: Apache-2.0 */
/* Which attributes of AWS, Azure, Google Cloud and of providers are handed secrets, and in which shape they stand there. */
#ifndef PHS_RELATE_SECRETS_AWS_H
#define PHS_RELATE_SECRETS_AWS_H

enum phs_secret_shape {
    PHS_SECRET_ITSELF, /* the whole text is one: a master password; in a list, each */
    PHS_SECRET_KEPT, /* what a secret store is given: one unless it says that it only holds the place; in JSON, its named parts
                      */
    PHS_SECRET_BY_NAME, /* entries of a map: what name and text together say */
    PHS_SECRET_PAIRS,   /* a list of {name, value} */
    PHS_SECRET_SCRIPT,  /* a text with assignments in it, perhaps in base64 */
};

struct phs_secret_holder {
    const char *type;
    const char *path; /* dotted; "[]" behind a segment: each element */
    enum phs_secret_shape shape;
};

/* Rows of the tables; NULL type ends each. */
extern const struct phs_secret_holder phs_secret_holders_aws[], phs_secret_holders_azure[], phs_secret_holders_google[],
    phs_secret_holders_others[];

#endif
