/* SPDX-License-Identifier: Apache-2.0 */
/* Who reads a report, and what they do not get to see: one filter over the view, before any format is written. */
#ifndef PHS_REPORTS_AUDIENCE_H
#define PHS_REPORTS_AUDIENCE_H

#include "base/err.h"
#include "model/run.h"
#include "reports/view.h"

enum phs_audience {
    PHS_AUDIENCE_INTERNAL, /* everything */
    PHS_AUDIENCE_AUDITOR,  /* no places of secrets, nothing about how a weakness is reached */
    PHS_AUDIENCE_CUSTOMER, /* results of controls; no system, finding, risk or vendor */
    PHS_AUDIENCE_PUBLIC,   /* counts */
};

enum phs_report_format { PHS_REPORT_HTML, PHS_REPORT_MARKDOWN, PHS_REPORT_JSON, PHS_REPORT_XLSX, PHS_REPORT_CSV };

bool phs_audience_parse(const char *word, enum phs_audience *ret_audience);

/* The view as this audience may have it: what an auditor does not get is known from the run, since a document may name a place
 * without listing the finding that makes it one of a secret. With `audience` and `document` {audience, confidentiality,
 * counsel, state, line, page_css} set. Internal and auditor keep the view's shape. Customer and public get phiscope.posture/1
 * {organization, run, draft, counts: [{what, count}], control_groups: [{title, controls: [{id, title, binding, state,
 * class}]}]}, made of named keys alone, so that a key which somebody adds to a view later does not leave the house by itself.
 * counsel: a sentence, or NULL. */
const struct phs_value *phs_audience_view(struct phs_arena *arena, const struct phs_value *view, const struct phs_run *run,
                                          enum phs_audience audience, const char *counsel);

/* What phs_audience_view starts from for an auditor: what is withheld says so, lists become empty. */
const struct phs_value *phs_audience_auditor(struct phs_arena *arena, const struct phs_value *view, const struct phs_run *run);

/* What an auditor does not get, for formats that are written from the run instead of a view: made once a run. */
struct phs_withheld;
struct phs_withheld *phs_withheld_of(struct phs_arena *arena, const struct phs_run *run);
/* The text, or, where it names the place of a secret, the words that say so. withheld NULL: the text. */
const char *phs_withheld_text(const struct phs_withheld *withheld, const char *text);
/* Of a finding: reasons and evidence (secrets, and how a thing is reached); also its place and resource (secrets). */
bool phs_withheld_words(const struct phs_finding *finding);
bool phs_withheld_place(const struct phs_finding *finding);
/* Of an attestation, by its safeguard: its words and what was shown for it. */
bool phs_withheld_statement(const char *safeguard);

/* Whether it is a posture. */
bool phs_audience_is_posture(const struct phs_value *view);

#endif
