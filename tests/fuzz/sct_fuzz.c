/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts of transparency logs, as a stranger may send them. */
#include "parse/sct.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_sct_list list;
    phs_sct_read(phs_slice_n((const char *)data, size), &list);
    if (list.n > PHS_SCT_MOST || (!list.n && !list.malformed))
        __builtin_trap();
    return 0;
}
