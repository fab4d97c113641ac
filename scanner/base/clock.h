/* SPDX-License-Identifier: Apache-2.0 */
/* The one clock. Everything that prints or compares a time asks here, so that tests can set it (PHISCOPE_CLOCK). */
#ifndef PHS_BASE_CLOCK_H
#define PHS_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

/* Seconds since 1970 UTC. PHISCOPE_CLOCK="2026-03-01T00:00:00Z" in the environment stops the clock there;
 * what is no time in it ends the process. */
int64_t phs_clock_now(void);
/* Monotonic milliseconds, for progress and budgets; never printed into an output that must be the same twice. */
int64_t phs_clock_ms(void);
bool phs_clock_is_set(void);

/* "2026-03-01T00:00:00Z" and "2026-03-01"; buffers of 21 and 11 bytes. */
void phs_time_format(int64_t when, char ret_text[21]);
void phs_date_format(int64_t when, char ret_text[11]);
/* Reads YYYY-MM-DD, also with Thh:mm:ss and Z or an offset; false when it is no calendar date. A fraction
 * of a second is dropped; without Z or an offset the time is UTC. */
bool phs_time_parse(struct phs_slice text, int64_t *ret_when);
/* Days between the dates of two times, b - a. */
int64_t phs_days_between(int64_t a, int64_t b);

#endif
