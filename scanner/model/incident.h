/* SPDX-License-Identifier: Apache-2.0 */
/* Incident candidates: sightings that a person has to look at under 45 CFR 164.402. phiscope opens candidates; whether one is a
 * breach is for people to decide, and no output says so. */
#ifndef PHS_MODEL_INCIDENT_H
#define PHS_MODEL_INCIDENT_H

#include "model/phi.h"

enum { PHS_INCIDENT_FACTORS = 4 };

/* Who holds a copy because the repository is kept there. */
struct phs_incident_host {
    const char *name; /* vendor of the catalogue or the inventory, else the host's name */
    const char *host; /* "github.com" */
    const char *baa;  /* "in force", "expired", "none found" ..., as the map says it */
    bool baa_known;   /* false: the state is unknown */
};

struct phs_incident_candidate {
    const char *id; /* "incident-" + 12 hex of its fingerprint: the same from run to run */
    char fingerprint[65];
    const struct phs_resource *sighting; /* phi_sighting of grade phi with a value that looks real */
    const char *repository;              /* address of the git_repository, or NULL */
    const char *file, *commit;           /* commit: where it was first seen, hex; NULL where history was not read */
    const char *first_seen;              /* YYYY-MM-DD of that commit, or NULL */
    bool in_head;                        /* still in the tree */
    const char *categories;              /* "mrn, name" */
    size_t count;                        /* of values, no number of persons */
    PHS_VEC(struct phs_incident_host) hosts;
    struct phs_place place;
};

/* The four factors of 164.402(2), in the words of the worksheet that a person fills in. number < PHS_INCIDENT_FACTORS */
const char *phs_incident_factor(size_t number);

#endif
