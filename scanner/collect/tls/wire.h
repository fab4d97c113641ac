/* SPDX-License-Identifier: Apache-2.0 */
/* Name resolution that a loop can wait for. */
#ifndef PHS_COLLECT_TLS_WIRE_H
#define PHS_COLLECT_TLS_WIRE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "base/arena.h"

struct phs_wire_peer {
    struct sockaddr_storage address;
    socklen_t length;
    const char *text; /* "192.0.2.1" */
};

struct phs_wire_peers {
    PHS_VEC(struct phs_wire_peer) items; /* each once, at most 32 */
};

struct phs_resolving;

/* Literal addresses are answered at once: NULL comes back and the peers are set. Otherwise bell, an eventfd, rings when
 * phs_resolve_take has an answer. NULL with a clause in ret_why and no peers when it cannot be asked. */
struct phs_resolving *phs_resolve_begin(struct phs_arena *arena, const char *host, unsigned port, int bell,
                                        struct phs_wire_peers *ret_peers, const char **ret_why);
/* An IP address without asking anybody; false when it is none. */
bool phs_resolve_literal(struct phs_arena *arena, const char *address, unsigned port, struct phs_wire_peers *ret_peers);
/* False while there is no answer; afterwards the question is gone, and there is a clause in ret_why when nothing was found. */
bool phs_resolve_take(struct phs_arena *arena, struct phs_resolving *question, struct phs_wire_peers *ret_peers,
                      const char **ret_why);
/* Nobody waits for it any more. */
void phs_resolve_leave(struct phs_resolving *question);

#endif
