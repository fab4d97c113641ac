/* SPDX-License-Identifier: Apache-2.0 */
/* Name resolution and one TCP connection, every wait of which ends at a deadline. */
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
    PHS_VEC(struct phs_wire_peer) items;
};

/* Every address of host, each once, at most 32. A clause in ret_why when there is none by deadline (phs_clock_ms). */
bool phs_wire_resolve(struct phs_arena *arena, const char *host, unsigned port, int64_t deadline,
                      struct phs_wire_peers *ret_peers, const char **ret_why);

enum phs_wire_end { PHS_WIRE_OPEN, PHS_WIRE_EOF, PHS_WIRE_RESET, PHS_WIRE_TIMEOUT };

struct phs_wire {
    int fd;
    int64_t deadline;
    enum phs_wire_end end; /* how the last read or write ended */
    size_t received;
    unsigned char first; /* the first byte of the current conversation, when received > 0 */
};

/* A clause in ret_why when the peer cannot be connected to. */
bool phs_wire_connect(const struct phs_wire_peer *peer, int64_t deadline, struct phs_wire *ret_wire, const char **ret_why);
void phs_wire_close(struct phs_wire *wire);
/* All of it or not, see end; never raises SIGPIPE. */
bool phs_wire_send(struct phs_wire *wire, const void *bytes, size_t len);
/* At least one byte and at most size; 0 at an end. */
size_t phs_wire_receive(struct phs_wire *wire, void *bytes, size_t size);
/* "it closed the connection", ... for reasons. */
const char *phs_wire_end_words(enum phs_wire_end end);

#endif
