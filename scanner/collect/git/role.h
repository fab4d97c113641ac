/* SPDX-License-Identifier: Apache-2.0 */
/* What a file of a repository is for, from its path alone. */
#ifndef PHS_COLLECT_GIT_ROLE_H
#define PHS_COLLECT_GIT_ROLE_H

#include "base/slice.h"

/* "ci", "test", "docs", "env" or "code". */
const char *phs_file_role(const char *path);
/* "test-data", "document", "schema", "code" or "log": the words of phi_sighting. */
const char *phs_file_record_role(const char *path);
/* Images, archives, programs, office documents. */
bool phs_file_is_binary_by_name(const char *path);
/* Neither those nor lock files: what a person may have written. */
bool phs_file_is_searched(const char *path);

/* ".env.example", "settings.sample.yaml": a form to be filled in. */
bool phs_file_is_template(const char *path);

/* Labels and messages in a language of people: "password" is what a box is called there. */
bool phs_file_is_translation(const char *path);

/* Whether word is one of the words between bars, without case. */
bool phs_word_listed(const char *words, struct phs_slice word);

#endif
