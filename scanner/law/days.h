/* SPDX-License-Identifier: Apache-2.0 */
/* Days as the clocks count them: seconds since 1970, UTC. */
#ifndef PHS_LAW_DAYS_H
#define PHS_LAW_DAYS_H

#include <stdint.h>

/* The last second of the day. */
int64_t phs_day_end(int64_t when);
/* So many days later that are neither Saturday nor Sunday; holidays are not known and count. */
int64_t phs_day_after_business(int64_t from, int64_t days);
/* 31 December of the year. */
int64_t phs_day_year_end(int64_t when);

#endif
