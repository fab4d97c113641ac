/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue as the command line asks for it. */
#include "cli/pipeline.h"

enum phs_code phs_pipeline_catalogue(struct phs_arena *arena, const char *const *folders, size_t n,
                                     struct phs_catalogue **ret_catalogue, struct phs_err *err) {
    struct phs_catalogue *catalogue;
    enum phs_code code = phs_catalogue_load(arena, folders, n, &catalogue, err);
    if (code != PHS_OK)
        return code;
    if (catalogue->errors.n > 0) {
        phs_fail(err, PHS_E_USAGE, "%s", catalogue->errors.at[0]);
        return catalogue->errors.n == 1
                   ? PHS_E_USAGE
                   : phs_fail_in(err, "%zu files of --checks cannot be loaded; the first: ", catalogue->errors.n);
    }
    *ret_catalogue = catalogue;
    return PHS_OK;
}
