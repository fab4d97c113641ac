/* SPDX-License-Identifier: Apache-2.0 */
/* Non-blocking sockets and poll. MSG_NOSIGNAL, because a peer may leave at any time. */
#include "collect/tls/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

#include "base/clock.h"

static bool wait_for(int fd, short events, int64_t deadline) {
    for (;;) {
        int64_t left = deadline - phs_clock_ms();
        struct pollfd item = {.fd = fd, .events = events};
        if (left <= 0)
            return false;
        int ready = poll(&item, 1, left > 60000 ? 60000 : (int)left);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
}

static const char *connect_words(int number) {
    switch (number) {
    case ECONNREFUSED:
        return "the connection was refused";
    case ENETUNREACH:
    case EHOSTUNREACH:
        return "there is no route to it";
    case ETIMEDOUT:
        return "it does not answer";
    default:
        return "the connection failed";
    }
}

bool phs_wire_connect(const struct phs_wire_peer *peer, int64_t deadline, struct phs_wire *ret_wire, const char **ret_why) {
    int fd = socket(peer->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int number = 0, one = 1;
    socklen_t size = sizeof number;
    if (fd < 0) {
        *ret_why = "no socket could be opened";
        return false;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (const struct sockaddr *)&peer->address, peer->length) != 0) {
        number = errno;
        if (number == EINPROGRESS) {
            number = ETIMEDOUT;
            if (wait_for(fd, POLLOUT, deadline) && getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &size) != 0)
                number = EIO;
        }
    }
    if (number != 0) {
        close(fd);
        *ret_why = connect_words(number);
        return false;
    }
    *ret_wire = (struct phs_wire){.fd = fd, .deadline = deadline};
    return true;
}

void phs_wire_close(struct phs_wire *wire) {
    if (wire->fd >= 0)
        close(wire->fd);
    wire->fd = -1;
}

/* EAGAIN waits; anything else is an end. */
static bool goes_on(struct phs_wire *wire, short events) {
    if (errno == EINTR)
        return true;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
        if (wait_for(wire->fd, events, wire->deadline))
            return true;
        wire->end = PHS_WIRE_TIMEOUT;
        return false;
    }
    wire->end = PHS_WIRE_RESET;
    return false;
}

bool phs_wire_send(struct phs_wire *wire, const void *bytes, size_t len) {
    const char *at = bytes;
    while (len > 0) {
        ssize_t n = send(wire->fd, at, len, MSG_NOSIGNAL);
        if (n >= 0) {
            at += n;
            len -= (size_t)n;
        } else if (!goes_on(wire, POLLOUT)) {
            return false;
        }
    }
    return true;
}

size_t phs_wire_receive(struct phs_wire *wire, void *bytes, size_t size) {
    for (;;) {
        if (phs_clock_ms() >= wire->deadline) {
            wire->end = PHS_WIRE_TIMEOUT; /* also for a peer that never stops sending */
            return 0;
        }
        ssize_t n = recv(wire->fd, bytes, size, 0);
        if (n > 0) {
            if (wire->received == 0)
                wire->first = *(unsigned char *)bytes;
            wire->received += (size_t)n;
            return (size_t)n;
        }
        if (n == 0) {
            wire->end = PHS_WIRE_EOF;
            return 0;
        }
        if (!goes_on(wire, POLLIN))
            return 0;
    }
}

const char *phs_wire_end_words(enum phs_wire_end end) {
    switch (end) {
    case PHS_WIRE_EOF:
        return "it closed the connection";
    case PHS_WIRE_RESET:
        return "it reset the connection";
    case PHS_WIRE_TIMEOUT:
        return "it did not answer in time";
    default:
        return "it answered";
    }
}
