/* SPDX-License-Identifier: Apache-2.0 */
/* --deep. */
#include "collect/tls/plan.h"

void phs_deep_chains(struct phs_endpoint *endpoint) {
    (void)endpoint;
}
