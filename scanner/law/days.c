/* SPDX-License-Identifier: Apache-2.0 */
/* Days as the clocks count them, in UTC. */
#include "law/days.h"

#include <string.h>

#include "base/clock.h"

enum { DAY = 24 * 3600 };

static bool is_weekend(int64_t when) {
    int64_t day = (when / DAY + 4) % 7; /* 1970-01-01 was a Thursday; 0 is Sunday */
    return day == 0 || day == 6;
}

int64_t phs_day_end(int64_t when) {
    return when - ((when % DAY) + DAY) % DAY + DAY - 1;
}

int64_t phs_day_after_business(int64_t from, int64_t days) {
    int64_t when = from;
    while (days > 0) {
        when += DAY;
        days -= !is_weekend(when);
    }
    return when;
}

/* 31 December of the year of a time. */
int64_t phs_day_year_end(int64_t when) {
    char date[21];
    int64_t end = 0;
    phs_time_format(when, date);
    memcpy(date + 5, "12-31", 5);
    phs_time_parse((struct phs_slice){date, 10}, &end);
    return end;
}
