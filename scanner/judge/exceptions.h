/* SPDX-License-Identifier: Apache-2.0 */
/* Exceptions: what in-line ignores, baselines and risk acceptances all become. They hide from the gate, never from a report,
 * and change no score and no control. */
#ifndef PHS_JUDGE_EXCEPTIONS_H
#define PHS_JUDGE_EXCEPTIONS_H

#include "base/err.h"
#include "model/run.h"

/* Adds what an exceptions.yaml holds (a list, or a map with the key `exceptions`) to run->exceptions. An entry that is no map,
 * names nothing, or lacks reason, approver or expiry is kept with a problem and takes no effect; so is an expired one.
 * PHS_E_INPUT when the file as a whole cannot be read. */
enum phs_code phs_exceptions_parse(struct phs_run *run, const char *path, struct phs_slice bytes, struct phs_err *err);

/* Sets finding->exception of every failing or unknown finding that an exception in effect names; warns of those that name
 * nothing that was found. */
void phs_exceptions_apply(struct phs_run *run);

#endif
