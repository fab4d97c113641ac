/* SPDX-License-Identifier: Apache-2.0 */
/* The scope that was asked for and the run that came of it: the value that keep/ stores and reports/ read. */
#ifndef PHS_MODEL_RUN_H
#define PHS_MODEL_RUN_H

#include "model/change.h"
#include "model/incident.h"
#include "model/memory.h"
#include "model/money.h"
#include "model/plan.h"

struct phs_target {
    enum phs_target_kind {
        PHS_TARGET_INFRASTRUCTURE,
        PHS_TARGET_REPOSITORY,
        PHS_TARGET_ENDPOINT,
        PHS_TARGET_VENDORS,
        PHS_TARGET_CUSTOMERS,
        PHS_TARGET_ASSETS,
        PHS_TARGET_RESOURCES
    } kind;
    const char *path; /* as written, relative to the scope's folder; an address for endpoints */
    const char *environment;
    PHS_VEC(const char *) var_files; /* relative to path */
    const struct phs_value *mapping; /* column mapping of an inventory, or NULL */
    /* Repositories: DEFAULT reads it where the target is the root of its repository, and what is missing of it is no failure.
     */
    enum phs_history_depth { PHS_HISTORY_DEFAULT, PHS_HISTORY_ALL, PHS_HISTORY_HEAD, PHS_HISTORY_SINCE } history;
    const char *since;               /* SINCE: only what commits brought that this one (hex) does not lead to */
    bool owned;                      /* endpoints */
    const char *ca;                  /* endpoints: PEM file of an own authority, relative to the scope's folder; or NULL */
    const char *ct_logs;             /* endpoints: list of transparency logs whose receipts are verified; as ca */
    const char *proxy;               /* endpoints: "host:port" that connects to it, "none", or NULL */
    PHS_VEC(const char *) addresses; /* endpoints: IP addresses to ask instead of those that its name has; or none */
    const char *client_certificate, *client_key; /* endpoints: PEM files, relative to the scope's folder; or NULL */
    struct phs_place place;
};

struct phs_declared_system {
    const char *name;
    const char *kind;            /* or NULL: from its members */
    PHS_VEC(const char *) match; /* address globs, "type:name" */
    PHS_VEC(const char *) categories;
    PHS_VEC(const char *) special;
    int64_t records;             /* -1 unknown */
    const struct phs_value *all; /* the whole entry */
    struct phs_place place;
};

struct phs_declared_flow {
    const char *from, *to, *purpose, *redaction, *basis, *baa_not_required;
    const struct phs_value *all;
    struct phs_place place;
};

struct phs_scope {
    const char *file;   /* path of phiscope.yaml, NULL when the command line named the targets */
    const char *folder; /* all paths are relative to it; "." */
    struct {
        const char *name, *role, *security_official, *privacy_official;
        PHS_VEC(const char *) states;
        const struct phs_value *all;
    } organization;
    PHS_VEC(struct phs_target) targets;
    PHS_VEC(struct phs_declared_system) systems;
    PHS_VEC(struct phs_declared_flow) flows;
    const char *attestations, *exceptions, *treatments, *decisions; /* files, or NULL */
    struct phs_place attestations_place, exceptions_place, treatments_place, decisions_place;
    const char *profile;              /* "federal": a profile of the catalogue becomes a finding; or NULL */
    const struct phs_value *quantify; /* inputs of the money run, or NULL */
    struct {
        bool has_fail_on;
        enum phs_severity fail_on;
        bool new_only;
        enum phs_gate_unknown { PHS_UNKNOWN_REPORT, PHS_UNKNOWN_NEW, PHS_UNKNOWN_FAIL } unknown;
    } gate;
    PHS_VEC(const char *) problems;  /* sentences with file and line about entries that were passed over */
    const char *tls_mode;            /* "gate", "default" or "deep"; NULL: default */
    const struct phs_memory *memory; /* what collectors put away for the next scan; NULL: nowhere */
    bool whole_blobs;                /* every version of every file is searched in full, not by what changed */
    bool target_lost;                /* one of them was, or may have been, a target: exit 64 */
};

/* Something that evidence stands in (keep/evidence.h). */
struct phs_evidence_file {
    const char *path; /* as places name it: from the scope's folder; "FILE in commit ID"; an address */
    char sha256[65];  /* "" where it is not hashed */
    uint64_t bytes;
    size_t observations;
    const char *not_hashed; /* why, or NULL */
    bool secret;            /* because of a secret: its path is not for auditors */
};

struct phs_run {
    struct phs_arena *arena;
    const char *id; /* "run-" + hex of the content digest */
    int64_t started;
    const char *content_sha256;   /* of what it says, without the time: what a person approves */
    const char *version;          /* of phiscope */
    const char *catalogue_sha256; /* of everything under checks/, with --checks folders */
    const char *weights_sha256;
    const char *method; /* "nist" or "strict" */
    const struct phs_scope *scope;
    struct phs_graph *graph;
    struct phs_phi_map *map;
    PHS_VEC(struct phs_finding *) findings; /* sorted: fails by priority, unknowns, passes; then place */
    PHS_VEC(struct phs_exception *) exceptions;
    PHS_VEC(struct phs_control_status) controls;
    PHS_VEC(struct phs_conformance) conformance;      /* by endpoint, profile, rule, in their orders */
    PHS_VEC(struct phs_risk *) risks;                 /* sorted by level observed, then by p and name */
    PHS_VEC(struct phs_decision_record *) records;    /* decisions about addressable specifications */
    PHS_VEC(struct phs_decision *) decisions;         /* treatments */
    PHS_VEC(struct phs_remediation *) plan;           /* most urgent first */
    const struct phs_money *money;                    /* NULL unless it was asked for */
    PHS_VEC(struct phs_incident_candidate) incidents; /* by fingerprint */
    PHS_VEC(const char *) warnings;                   /* sentences: bad exceptions, duplicate ids, policy notes */
    const struct phs_changes *changes; /* against the run before, from the store; NULL: nothing to compare with */
    const char *approved_by;           /* "name, role, 2026-03-01"; NULL: draft */
    PHS_VEC(struct phs_evidence_file) evidence_files; /* by path; only where a report asked for it */
    const struct phs_map *remarked;                   /* gate: fingerprints that remarks in the base covered; NULL: no gate */
};

/* Same identity in, same fingerprint out: hex SHA-256 over check, root, environment, type, address and detail (may be NULL). */
void phs_fingerprint(const char *check, const struct phs_resource *resource, const char *detail, char ret_hex[65]);

/* "Patient DB" -> "patient-db". */
char *phs_slug(struct phs_arena *arena, const char *text);

#endif
