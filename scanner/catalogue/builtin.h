/* SPDX-License-Identifier: Apache-2.0 */
/* What the build puts into the binary: the image and the table of C checks. */
#ifndef PHS_CATALOGUE_BUILTIN_H
#define PHS_CATALOGUE_BUILTIN_H

struct phs_check;

/* blob.S */
extern const char phs_catalogue_image[], phs_catalogue_image_end[];
extern const char phs_catalogue_patterns[], phs_catalogue_patterns_end[];

/* code_checks.c, generated from the names of C files below checks/; ends with an id of NULL. */
struct phs_code_check {
    const char *id;
    const struct phs_check *check;
};
extern const struct phs_code_check phs_code_checks[];

#endif
