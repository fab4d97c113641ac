/* SPDX-License-Identifier: Apache-2.0 */
/* Ranges of ports, as EXPOSE and Compose write them. */
#include "collect/docker/parts.h"

size_t phs_docker_ports(struct phs_slice range, unsigned *ret_first) {
    enum { MOST_PORTS = 256, LAST_PORT = 65535 };
    struct phs_slice first;
    double from, to;
    /* Beyond the ports a double may be too coarse to be counted up. */
    if (!phs_slice_cut(&range, '-', &first) || !phs_slice_number(first, &from) || !phs_slice_number(range, &to) ||
        !(from >= 0 && from <= to && to <= LAST_PORT))
        return 0;
    size_t n = (size_t)(to - from) + 1;
    *ret_first = (unsigned)from;
    return n < MOST_PORTS ? n : MOST_PORTS;
}
