/* SPDX-License-Identifier: Apache-2.0 */
/* A list of transparency logs that somebody handed over. */
#include "collect/tls/ct_logs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    const struct phs_ct_logs *logs = NULL;
    struct phs_err err = {0};
    if (phs_ct_logs_parse(arena, phs_slice_n((const char *)data, size), &logs, &err) == PHS_OK && logs->items.n == 0)
        __builtin_trap(); /* a list without a log is none */
    phs_arena_free(arena);
    return 0;
}
