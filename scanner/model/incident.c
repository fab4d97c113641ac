/* SPDX-License-Identifier: Apache-2.0 */
/* The questions of the worksheet. */
#include "model/incident.h"

const char *phs_incident_factor(size_t number) {
    static const char *const factors[PHS_INCIDENT_FACTORS] = {
        "Nature and extent of the PHI involved, including the types of identifiers and the likelihood of re-identification",
        "The unauthorized person who used the PHI or to whom the disclosure was made",
        "Whether the PHI was actually acquired or viewed",
        "The extent to which the risk to the PHI has been mitigated",
    };
    return number < PHS_INCIDENT_FACTORS ? factors[number] : "";
}
