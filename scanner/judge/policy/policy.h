/* SPDX-License-Identifier: Apache-2.0 */
/* The declarative engine: a policy is compiled once a check and asked about a graph; it yields one verdict a resource.
 *
 * The language is the one users of Checkov already write. A check with a phiscope: block is asked about canonical attributes;
 * a foreign one about attributes as written: no provider defaults, missing is missing. Unresolved is unknown in both. */
#ifndef PHS_JUDGE_POLICY_H
#define PHS_JUDGE_POLICY_H

#include "base/err.h"
#include "catalogue/catalogue.h"
#include "model/resource.h"

struct phs_policy;

/* Sentences about a policy that loads but may not say what its author meant. */
struct phs_policy_notes {
    PHS_VEC(const char *) items;
};

/* Compiles check->definition: types, paths, patterns, networks and numbers are prepared here and never again. PHS_E_USAGE with
 * the place and the reason for a definition that is not the language. notes may be NULL. The policy holds no state of a run and
 * may be asked from one thread at a time. */
enum phs_code phs_policy_compile(struct phs_arena *arena, const struct phs_check_info *check, struct phs_policy_notes *notes,
                                 struct phs_policy **ret_policy, struct phs_err *err);

/* An operator whose complement holds for a missing attribute is used (is_false, is_not_empty, not_...): worth saying once. */
bool phs_policy_passes_on_missing(const struct phs_policy *policy);

struct phs_judgement {
    struct phs_resource *resource;
    enum phs_verdict verdict;
    const char *reason;      /* one clause about the attribute or link that decided; never a value that may be secret */
    const char *reason_word; /* unknown: phs_reason_name() word or "check-error"; else NULL */
    struct phs_place place;  /* of the attribute that decided, else of the resource */
};

struct phs_policy_sink {
    void (*take)(void *user, const struct phs_judgement *judgement); /* texts live as long as the scratch arena */
    void *user;
};

/* What one thread keeps between policies: parsed JSON texts and working tables. Lives in arena, one a thread and graph. */
struct phs_policy_desk;
struct phs_policy_desk *phs_policy_desk_new(struct phs_arena *arena, const struct phs_graph *graph);

/* Judges every resource that the policy is about, in graph order. scratch may be reset afterwards. */
void phs_policy_judge(const struct phs_policy *policy, struct phs_policy_desk *desk, struct phs_arena *scratch,
                      const struct phs_policy_sink *sink);

#endif
