/* SPDX-License-Identifier: Apache-2.0 */
/* What changed between two runs. A finding that nobody looks at any more is not closed. */
#ifndef PHS_MODEL_CHANGE_H
#define PHS_MODEL_CHANGE_H

#include "base/arena.h"

enum phs_change_kind {
    PHS_CHANGE_NEW,
    PHS_CHANGE_REOPENED, /* not there last time, but once before that */
    PHS_CHANGE_WORSE,
    PHS_CHANGE_BETTER,
    PHS_CHANGE_CLOSED,  /* looked at, and passes or does not apply now */
    PHS_CHANGE_GONE,    /* nothing is said of it any more: it is not there, or nobody looked */
    PHS_CHANGE_UNKNOWN, /* failed, and cannot be told any more */
    PHS_CHANGE_KINDS
};
const char *phs_change_name(enum phs_change_kind kind); /* "new", "reopened" ..., "unknown now" */

struct phs_change {
    enum phs_change_kind kind;
    const char *id;             /* of the finding (f-...) or the risk (R-...) */
    const char *what;           /* check or threat */
    const char *about;          /* address of the resource, or system */
    const char *place;          /* of a finding, or "" */
    const char *before, *after; /* priority or level; NULL where there was none */
    bool method;                /* comes of other rules or weights, not of another posture */
};

struct phs_changes {
    const char *old_run, *new_run;
    int64_t old_started, new_started;
    bool rules_differ, weights_differ, method_differs, version_differs;
    PHS_VEC(struct phs_change) findings, risks; /* by kind, then by what and about */
};

size_t phs_changes_count(const struct phs_change *changes, size_t n, enum phs_change_kind kind, bool method);

#endif
