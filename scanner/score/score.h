/* SPDX-License-Identifier: Apache-2.0 */
/* Threat events x PHI systems x safeguard states -> risks (NIST SP 800-30 rev. 1, tables G-2 to I-2, with our weights). */
#ifndef PHS_SCORE_SCORE_H
#define PHS_SCORE_SCORE_H

#include "catalogue/catalogue.h"
#include "model/run.h"

/* Fills run->risks, highest first, and run->weights_sha256. run->method is "nist" or "strict". Fails only when the built-in
 * weights are broken. */
enum phs_code phs_score(struct phs_run *run, const struct phs_catalogue *catalogue, struct phs_err *err);

#endif
