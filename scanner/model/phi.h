/* SPDX-License-Identifier: Apache-2.0 */
/* The PHI map: systems that hold protected health information and the flows between them. */
#ifndef PHS_MODEL_PHI_H
#define PHS_MODEL_PHI_H

#include "model/resource.h"

/* How sure we are that there is PHI (DESIGN.md, nouns). identifier: one of the 18 of 164.514(b)(2) without health context. */
enum phs_grade { PHS_GRADE_NONE, PHS_GRADE_IDENTIFIER, PHS_GRADE_HEALTH, PHS_GRADE_PHI };
const char *phs_grade_name(enum phs_grade grade);

enum phs_basis { PHS_BASIS_DECLARED, PHS_BASIS_TAGGED, PHS_BASIS_SEEN, PHS_BASIS_INFERRED };
const char *phs_basis_name(enum phs_basis basis);

enum phs_confidence { PHS_CONFIDENCE_LOW, PHS_CONFIDENCE_MEDIUM, PHS_CONFIDENCE_HIGH };
const char *phs_confidence_name(enum phs_confidence confidence);

enum phs_tri { PHS_NO, PHS_YES, PHS_MAYBE };
const char *phs_tri_name(enum phs_tri tri); /* "no", "yes", "unknown" */

/* Lifecycle of a BAA towards the vendor of a flow, strictest first for sorting. */
enum phs_baa {
    PHS_BAA_NONE_FOUND,
    PHS_BAA_EXPIRED,
    PHS_BAA_OUT_OF_SCOPE,
    PHS_BAA_UNKNOWN,
    PHS_BAA_NOT_REQUIRED, /* with a declared reason */
    PHS_BAA_IN_FORCE,
};
const char *phs_baa_name(enum phs_baa baa);

/* Node kinds that threats name. */
enum phs_system_kind {
    PHS_SYSTEM_STORE,       /* database, bucket, disk, queue, backup, log */
    PHS_SYSTEM_SERVICE,     /* a workload that processes it */
    PHS_SYSTEM_ENTRY,       /* portal, API, endpoint */
    PHS_SYSTEM_THIRD_PARTY, /* a vendor that receives it, model hosts included */
    PHS_SYSTEM_REPOSITORY,
    PHS_SYSTEM_DEVICE, /* laptop, phone, imaging device, workstation, removable media, server on the premises */
    PHS_SYSTEM_PAPER,
    PHS_SYSTEM_PREMISES,
    PHS_SYSTEM_KIND_COUNT
};
const char *phs_system_kind_name(enum phs_system_kind kind);
bool phs_system_kind_parse(struct phs_slice name, enum phs_system_kind *ret_kind);

enum phs_exposure { PHS_ISOLATED, PHS_INTERNAL, PHS_PARTNER, PHS_PUBLIC_AUTH, PHS_PUBLIC_ANON, PHS_EXPOSURE_UNKNOWN };
const char *phs_exposure_title(enum phs_exposure exposure); /* who reaches it: "our own network", "anyone who signs in" */
const char *phs_exposure_name(enum phs_exposure exposure);  /* spelling of weights.tsv: "public-anon" */

struct phs_belief {
    enum phs_basis basis;
    enum phs_confidence confidence;
    const char *reason; /* "tag data-classification = phi", "declared in phiscope.yaml" */
    struct phs_place place;
};

struct phs_system {
    const char *id; /* stable: "sys:" + name slug */
    const char *name;
    enum phs_system_kind kind;
    struct phs_resource *resource;          /* the phi_system resource written back to the graph */
    PHS_VEC(struct phs_resource *) members; /* resources that make it up */
    PHS_VEC(struct phs_belief) beliefs;     /* firmest first */
    PHS_VEC(const char *) categories;       /* name, mrn, diagnosis ... */
    PHS_VEC(const char *) special;          /* Part 2, mental-health, reproductive, genetic, hiv, minors */
    const char *identifiers;                /* "full", "limited", "deidentified" */
    const char *deidentification_basis;     /* recorded 164.514(b) basis, or NULL */
    int64_t records;                        /* -1 unknown */
    enum phs_exposure exposure;
    const char *exposure_reason;
    enum phs_tri encrypted;          /* NIST-type encryption at rest observed */
    enum phs_tri key_outside;        /* key outside the blast radius of the system */
    const char *integrity_impact;    /* "VL".."VH" or NULL: default by kind */
    const char *availability_impact; /* likewise */
    const char *owner;
    struct phs_place place;
    const char *not_evaluated; /* why nothing was scanned about it, or NULL */
};

struct phs_flow {
    const char *id;
    const char *from_name, *to_name;
    struct phs_system *from, *to;  /* NULL for an end that is no PHI system */
    struct phs_resource *resource; /* the phi_flow resource written back */
    struct phs_resource *vendor;   /* the third party, or NULL */
    const char *vendor_name, *service;
    const char *host;    /* route seen in code, or NULL */
    const char *purpose; /* or NULL */
    enum phs_tri encrypted;
    enum phs_baa baa;
    const char *baa_reason;
    struct phs_place baa_place;
    const char *redaction; /* "none", "redacted", "deidentified", NULL when unknown */
    const char *redaction_basis;
    bool declared, seen;
    PHS_VEC(struct phs_belief) beliefs;
    struct phs_place place;
};

struct phs_phi_map {
    PHS_VEC(struct phs_system *) systems; /* by id */
    PHS_VEC(struct phs_flow *) flows;     /* by id */
};

#endif
