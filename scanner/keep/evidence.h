/* SPDX-License-Identifier: Apache-2.0 */
/* Digests of the files that a run's evidence stands in. */
#ifndef PHS_KEEP_EVIDENCE_H
#define PHS_KEEP_EVIDENCE_H

#include "model/run.h"

/* Fills run->evidence_files, sorted by path: every file, commit and address that a finding, an observation, an attestation, an
 * agreement, an exception, a decision or the scope itself stands in. Files are read again from below the scope's folder, at
 * most 256 MB each. A file in which a secret or a record of a patient was seen, or of a kind that often holds secrets, gets no
 * digest, since a digest of little that is unknown gives it away; it is listed with that reason. */
void phs_evidence_hash(struct phs_run *run);

#endif
