/* SPDX-License-Identifier: Apache-2.0 */
/* A dialogue of --deep as data: bytes in, bytes out, no socket. */
#ifndef PHS_COLLECT_TLS_ATTACK_H
#define PHS_COLLECT_TLS_ATTACK_H

#include "base/buf.h"

enum phs_attack_event { PHS_ATTACK_BEGINS, PHS_ATTACK_BYTES, PHS_ATTACK_ENDED, PHS_ATTACK_WAITED };

struct phs_attack {
    int64_t patience_ms; /* WAITED comes when nothing was heard for that long */
    /* True when it is decided; the state holds how. Adds to out what is to be sent. */
    bool (*hear)(void *state, enum phs_attack_event event, struct phs_slice bytes, struct phs_buf *out);
};

#endif
