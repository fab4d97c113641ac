/* SPDX-License-Identifier: Apache-2.0 */
/* What the three OSCAL documents share: identifiers, metadata, observations and risks. */
#ifndef PHS_REPORTS_OSCAL_PARTS_H
#define PHS_REPORTS_OSCAL_PARTS_H

#include "base/json_writer.h"
#include "catalogue/catalogue.h"
#include "model/run.h"
#include "reports/audience.h"

struct phs_oscal {
    struct phs_arena *arena;
    const struct phs_run *run;
    const struct phs_catalogue *catalogue;
    struct phs_json json;
    bool soc2;                           /* criteria beside citations */
    const char *audience;                /* its word; NULL in the crosswalk, which says nothing of the organisation */
    const struct phs_withheld *withheld; /* what the auditor does not get; NULL: internal */
    char when[21];
};

/* RFC 9562 version 5 over kind and key. */
const char *phs_oscal_uuid(struct phs_oscal *oscal, const char *kind, const char *key);
/* OSCAL's token: "hipaa", "164.312(a)(1)" -> "hipaa-164.312.a.1". */
const char *phs_oscal_token(struct phs_oscal *oscal, const char *framework, const char *id);
/* key: text on one line without blanks at its ends; "not stated" instead of nothing. Text that names the place of a secret is
 * withheld from the auditor, here and in properties. */
void phs_oscal_line(struct phs_oscal *oscal, const char *key, const char *text);
/* {name, ns, value}; left out when value is NULL or empty. */
void phs_oscal_prop(struct phs_oscal *oscal, const char *name, const char *value);
/* uuid of the document, from a key that its run has alone, and its metadata. */
void phs_oscal_start(struct phs_oscal *oscal, const struct phs_run *run, const struct phs_catalogue *catalogue,
                     enum phs_audience audience);
void phs_oscal_open(struct phs_oscal *oscal, const char *root, const char *key, const char *title);
void phs_oscal_close(struct phs_oscal *oscal);
/* local-definitions: the tool that origins point at. */
void phs_oscal_local_definitions(struct phs_oscal *oscal);
/* back-matter: the scope file, with its digest where evidence was hashed. */
void phs_oscal_back_matter(struct phs_oscal *oscal);
const char *phs_oscal_scope_uuid(struct phs_oscal *oscal);
/* The tool, as an origin. */
void phs_oscal_origin(struct phs_oscal *oscal);
/* origins: [the tool]. */
void phs_oscal_origins(struct phs_oscal *oscal);

/* An item of `observations`: what a person stated. The key of its UUID is its address. */
void phs_oscal_attestation(struct phs_oscal *oscal, const struct phs_resource *attestation);
const char *phs_oscal_attestation_uuid(struct phs_oscal *oscal, const struct phs_resource *attestation);

/* Only findings that failed or are open when `open_only`; each array is left out when it is empty, as the schema wants.
 * Attestations come with the findings that are not only open ones. */
void phs_oscal_observations(struct phs_oscal *oscal, bool open_only);
void phs_oscal_risks(struct phs_oscal *oscal, bool open_only);

#endif
