/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of an incident, and the clocks that run if people decide that it is a breach. phiscope never decides that. */
#ifndef PHS_MODEL_BREACH_H
#define PHS_MODEL_BREACH_H

#include "model/incident.h"

enum phs_breach_role {
    PHS_ROLE_COVERED_ENTITY,
    PHS_ROLE_BUSINESS_ASSOCIATE,
    PHS_ROLE_AGENT, /* a business associate that acts as agent of the covered entity (federal common law of agency) */
    PHS_ROLE_COUNT
};
const char *phs_breach_role_name(enum phs_breach_role role);  /* "covered_entity", "business_associate", "agent" */
const char *phs_breach_role_title(enum phs_breach_role role); /* "business associate acting as agent" */
bool phs_breach_role_parse(struct phs_slice name, enum phs_breach_role *ret_role);

/* Persons affected in one state (two letters), or in "EU". */
struct phs_breach_count {
    const char *where;
    int64_t persons; /* -1: nobody knows */
    struct phs_place place;
};

/* Somebody whom a contract or policy says to tell: a customer, an insurer. */
struct phs_breach_party {
    const char *name, *kind; /* kind: "covered entity", "insurer", "contract" */
    double hours;            /* -1: nobody wrote how many */
    struct phs_place place;
};

struct phs_breach_facts {
    const char *title;
    enum phs_breach_role role;
    bool role_stated;       /* by whoever wrote the facts; else covered entity until the scope says otherwise */
    int64_t discovered;     /* when it was known, or would have been with reasonable diligence (164.404(a)(2)) */
    bool discovery_assumed; /* nobody stated it: the time of the scan that found the candidate */
    int64_t notified;       /* when the covered entity was told by us; 0: not yet */
    int64_t delay_until;    /* law enforcement asked to wait (164.412); 0: nobody did */
    bool delay_oral;
    bool licence_stated;    /* licensed_facility is what somebody wrote */
    bool licensed_facility; /* a clinic or facility licensed under Cal. Health & Safety Code 1204, 1250 ... */
    PHS_VEC(struct phs_breach_count) counts;
    PHS_VEC(const char *) data; /* kinds of information */
    PHS_VEC(struct phs_breach_party) parties;
    const char *factors[PHS_INCIDENT_FACTORS];      /* what people wrote; NULL: nothing */
    const struct phs_incident_candidate *candidate; /* or NULL */
};

/* Persons altogether; ret_known false when a count is missing or there is none. */
int64_t phs_breach_total(const struct phs_breach_facts *facts, bool *ret_known);

enum phs_clock_state {
    PHS_CLOCK_RUNS,
    PHS_CLOCK_DOES_NOT_APPLY, /* a threshold is not reached */
    PHS_CLOCK_UNKNOWN,        /* whether it runs, or until when, follows from something that nobody stated */
};
const char *phs_clock_state_name(enum phs_clock_state state); /* "runs", "does not apply", "unknown" */

struct phs_clock {
    const char *id;    /* row of checks/frameworks/clocks.tsv, or "contract:" + name */
    const char *duty;  /* "tell each affected individual" */
    const char *whose; /* "our", "the covered entity's": before the word duty */
    const char *to;
    const char *citation;
    enum phs_clock_state state;
    int64_t due;              /* 0 unless it runs with a date */
    bool exact;               /* due is a time and not the end of a day */
    bool at_once;             /* without a number of days */
    const char *term;         /* "60 calendar days (outer limit), from discovery" */
    const char *note;         /* of the table, or NULL */
    const char *reason;       /* why it runs, does not, or is unknown */
    bool verified;            /* the row of the law was checked against a source */
    const char *verification; /* the words of that row */
};

struct phs_breach {
    const struct phs_breach_facts *facts;
    PHS_VEC(struct phs_clock) clocks; /* those that run first, strictest first; then unknown; then those that do not apply */
    PHS_VEC(const char *) notes;      /* sentences */
};

#endif
