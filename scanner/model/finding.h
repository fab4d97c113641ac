/* SPDX-License-Identifier: Apache-2.0 */
/* Verdicts, findings, exceptions and control status: what judge/ hands to score/, keep/ and reports/. */
#ifndef PHS_MODEL_FINDING_H
#define PHS_MODEL_FINDING_H

#include "model/phi.h"

enum phs_verdict { PHS_PASS, PHS_FAIL, PHS_VERDICT_UNKNOWN, PHS_NOT_APPLICABLE };
const char *phs_verdict_name(enum phs_verdict verdict); /* "pass", "fail", "unknown", "not_applicable" */

enum phs_severity { PHS_SEV_INFO, PHS_SEV_LOW, PHS_SEV_MEDIUM, PHS_SEV_HIGH, PHS_SEV_CRITICAL };
const char *phs_severity_name(enum phs_severity severity);                       /* "info".."critical" */
bool phs_severity_parse(struct phs_slice name, enum phs_severity *ret_severity); /* any case */

struct phs_exception {
    const char *id;
    const char *check;       /* check id or NULL for any */
    const char *resource;    /* address glob or NULL */
    const char *fingerprint; /* or NULL */
    const char *risk;        /* risk id, or NULL */
    const char *reason, *approver;
    int64_t approved, expires; /* 0: not given */
    const char *origin;        /* "exceptions.yaml", "baseline", "in-line" */
    struct phs_place place;
    const struct phs_remark *remark; /* in-line: covers what stands there instead of `resource` */
    const char *problem;             /* why it does not take effect ("expired 2026-01-31", "no reason"), NULL when it does */
    bool used;
};

/* What people decided about an addressable specification (decisions.yaml, 164.306(d)(3)). */
struct phs_decision_record {
    const char *specification; /* "164.312(a)(2)(iv)" */
    const char *decision;      /* "implement", "alternative", "not_reasonable" */
    const char *rationale, *alternative, *approver;
    int64_t decided, review; /* 0: not given */
    struct phs_place place;
    const char *problem; /* why it does not count, or NULL */
    bool overdue;        /* that is the problem */
    bool used;           /* its specification is one that something fails */
};

struct phs_evidence {
    const char *id;   /* "ev-" + number in the run */
    const char *text; /* one clause: "storage_encrypted is false" */
    struct phs_place place;
    const char *class; /* "observed", "declared", "attested", "inferred" */
};

struct phs_finding {
    const char *id; /* "f-" + first 12 of the fingerprint */
    const char *check;
    const char *title;         /* the check's name */
    const char *safeguard;     /* id, or NULL for a foreign policy without one */
    const char *specification; /* "hipaa:164.312(a)(2)(iv)" or NULL */
    enum phs_verdict verdict;
    enum phs_severity severity;
    enum phs_severity priority; /* severity weighted by PHI reach */
    struct phs_resource *resource;
    struct phs_system *system; /* PHI system that the resource belongs to, or NULL */
    struct phs_place place;
    const char *reason;      /* for unknown and not_applicable always; for fail one clause */
    const char *reason_word; /* unknown: phs_reason_name() word or "check-error" ..., else NULL */
    PHS_VEC(struct phs_evidence) evidence;
    char fingerprint[65];                  /* hex; survives line moves, rebases, renames of unrelated things */
    const struct phs_exception *exception; /* NULL: not suppressed */
    bool is_new;                           /* against the base, gate only */
    int64_t first_seen;                    /* from the store, 0 when no store */
};

enum phs_control_state { PHS_CONTRADICTED, PHS_PARTLY, PHS_SUPPORTED, PHS_NO_EVIDENCE, PHS_CONTROL_NA };
const char *phs_control_state_name(enum phs_control_state state); /* "contradicted" ... "no machine evidence" */

/* One row per control of a framework. */
/* One question of a profile (checks/profiles/) about one endpoint. No finding: a list beside them. */
struct phs_conformance {
    const char *profile, *title; /* "sp800-52r2" and its title */
    const char *rule, *section, *level, *asks;
    const struct phs_resource *resource;
    enum phs_verdict verdict; /* PHS_NOT_APPLICABLE is not listed */
    const char *reason;       /* one clause unless it is met */
};

struct phs_control_status {
    const char *framework, *control; /* "hipaa", "164.312(a)(1)" */
    const char *title;
    enum phs_control_state state;
    size_t systems_supported, systems_applicable;
    const char *reason;
    PHS_VEC(const struct phs_finding *) findings;
    PHS_VEC(struct phs_resource *) attestations;
};

#endif
