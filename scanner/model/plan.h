/* SPDX-License-Identifier: Apache-2.0 */
/* The plan of remediation: what one change fixes, and what it takes off the risks. */
#ifndef PHS_MODEL_PLAN_H
#define PHS_MODEL_PLAN_H

#include "model/risk.h"

/* What a person decided about a risk or a step of the plan (treatments.yaml). */
enum phs_treatment { PHS_UNDECIDED, PHS_MITIGATE, PHS_ACCEPT, PHS_TRANSFER, PHS_AVOID };
const char *phs_treatment_name(enum phs_treatment treatment); /* "mitigate" ..., NULL for undecided */
bool phs_treatment_parse(struct phs_slice name, enum phs_treatment *ret_treatment);

struct phs_decision {
    const char *risk;      /* R-..., or NULL */
    const char *check;     /* id or glob of a step's check, or NULL */
    const char *safeguard; /* id: the step that answers or repairs it, or NULL */
    const char *system;    /* name or id; NULL: any */
    enum phs_treatment treatment;
    const char *owner, *approver, *note;
    int64_t due, expires; /* 0: not said */
    double hours;         /* effort; -1: not said */
    struct phs_place place;
    const char *problem; /* why it does not count, or NULL */
    bool used;
};

/* Whether it speaks of a step: by its check (a glob may name it) or its safeguard, either NULL when the step has none. system
 * NULL: only a decision for any system does; else also one for that system alone. One with a problem speaks of nothing. */
bool phs_decision_concerns(const struct phs_decision *decision, const char *check, const char *safeguard,
                           const struct phs_system *system);

/* The same risk once the step is done. */
struct phs_remedied {
    const struct phs_risk *risk;
    int p_adv; /* all three as observed, after this step alone */
    enum phs_level likelihood, level;
};

/* A step is one check that fails, wherever it does, or one question that nobody has answered and that keeps a risk high. */
struct phs_remediation {
    const char *id;                               /* "fix:" + check, or "answer:" + safeguard: stable between runs */
    const char *check;                            /* NULL for a question */
    const char *safeguard;                        /* id, or NULL */
    PHS_VEC(const struct phs_finding *) findings; /* fails */
    PHS_VEC(struct phs_remedied) risks;
    enum phs_level level;       /* highest of its risks as observed; VL without one */
    enum phs_severity priority; /* highest of its findings */
    int level_drop; /* steps down the five levels, summed over its risks; for a question: what an answer of yes would take off
                     */
    int p_drop;     /* points off p_adv, summed over its risks */
    double hours;   /* effort */
    const char *hours_reason;
    const struct phs_decision *decision; /* or NULL */
    const char *owner;
    int64_t due, first_seen;
};

#endif
