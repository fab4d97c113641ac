/* SPDX-License-Identifier: Apache-2.0 */
/* Commits and tags. */
#include "parse/pack/commit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_slice bytes = phs_slice_n((const char *)data, size);
    struct phs_commit commit;
    struct phs_tag tag;
    if (phs_commit_parse(bytes, &commit) && (commit.parent_count > PHS_COMMIT_MOST_PARENTS || commit.committed < 0))
        __builtin_trap(); /* bounded, and no time before 1970 */
    if (phs_tag_parse(bytes, &tag) && tag.tagged < 0)
        __builtin_trap();
    if (phs_message_start(bytes) > size)
        __builtin_trap();
    phs_message_line_names(bytes);
    return 0;
}
