/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar, and the clock that a test can stop. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>

#include "base/clock.h"

Test(clock, reads_calendar_dates_and_refuses_the_rest) {
    static const struct {
        const char *text;
        bool valid;
        const char *utc;
    } rows[] = {
        {"", false, NULL},
        {"2026", false, NULL},
        {"2026-02-30", false, NULL},
        {"2026-02-29", false, NULL},
        {"2100-02-29", false, NULL},
        {"2026-04-31", false, NULL},
        {"2026-00-10", false, NULL},
        {"2026-13-10", false, NULL},
        {"2026-01-00", false, NULL},
        {"2026-1-01", false, NULL},
        {"02/03/2026", false, NULL},
        {"2026-01-01x", false, NULL},
        {"2026-01-01T", false, NULL},
        {"2026-01-01T24:00:00Z", false, NULL},
        {"2026-01-01T00:60:00Z", false, NULL},
        {"2026-01-01T00:00:61Z", false, NULL},
        {"2026-01-01T00:00:00.Z", false, NULL},
        {"2026-01-01T00:00:00ZZ", false, NULL},
        {"2026-01-01T00:00:00+24:00", false, NULL},
        {"2024-02-29", true, "2024-02-29T00:00:00Z"},
        {"2000-02-29", true, "2000-02-29T00:00:00Z"},
        {"1970-01-01", true, "1970-01-01T00:00:00Z"},
        {"1969-12-31T23:59:59Z", true, "1969-12-31T23:59:59Z"},
        {"1600-02-29", true, "1600-02-29T00:00:00Z"},
        {"0000-01-01", true, "0000-01-01T00:00:00Z"},
        {"9999-12-31T23:59:59Z", true, "9999-12-31T23:59:59Z"},
        {"9999-12-31T23:59:59-12:00", true, "9999-12-31T23:59:59Z"},
        {"2016-12-31T23:59:60Z", true, "2017-01-01T00:00:00Z"},
        {"2026-03-01T00:30:00+02:00", true, "2026-02-28T22:30:00Z"},
        {"2026-02-28T22:30:00-0200", true, "2026-03-01T00:30:00Z"},
        {"2026-03-01t10:20:30.123456z", true, "2026-03-01T10:20:30Z"},
        {"2026-03-01 10:20:30", true, "2026-03-01T10:20:30Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t when = 0;
        char text[21];
        cr_assert_eq(phs_time_parse(phs_slice(rows[i].text), &when), rows[i].valid, "'%s'", rows[i].text);
        if (!rows[i].valid)
            continue;
        phs_time_format(when, text);
        cr_assert_str_eq(text, rows[i].utc, "'%s'", rows[i].text);
    }
    cr_assert_not(phs_time_parse(phs_slice_n("2026-01-01\0", 11), &(int64_t){0}), "a NUL behind");
}

Test(clock, goes_through_every_day_of_four_centuries) {
    int64_t when;
    char text[11], before[11] = "";
    cr_assert(phs_time_parse(PHS_SLICE("1900-01-01"), &when));
    for (int day = 0; day < 146097; day++, when += 86400) {
        int64_t back;
        phs_date_format(when, text);
        cr_assert(strcmp(before, text) < 0, "%s after %s", text, before);
        cr_assert(phs_time_parse(phs_slice(text), &back) && back == when, "%s", text);
        memcpy(before, text, sizeof before);
    }
    phs_date_format(when, text);
    cr_assert_str_eq(text, "2300-01-01");
}

Test(clock, counts_days_between_dates_not_seconds) {
    static const struct {
        const char *a, *b;
        int64_t days;
    } rows[] = {{"2026-03-01T23:59:59Z", "2026-03-02T00:00:00Z", 1},
                {"2026-03-01", "2026-03-01T23:59:59Z", 0},
                {"2024-02-28", "2024-03-01", 2},
                {"2026-03-01", "2025-03-01", -365},
                {"1969-12-31T12:00:00Z", "1970-01-01", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t a, b;
        cr_assert(phs_time_parse(phs_slice(rows[i].a), &a) && phs_time_parse(phs_slice(rows[i].b), &b));
        cr_assert_eq(phs_days_between(a, b), rows[i].days, "%s .. %s", rows[i].a, rows[i].b);
    }
}

Test(clock, stays_in_range_when_the_number_does_not) {
    char text[21];
    phs_time_format(INT64_MAX, text);
    cr_assert_str_eq(text, "9999-12-31T23:59:59Z");
    phs_time_format(INT64_MIN, text);
    cr_assert_str_eq(text, "0000-01-01T00:00:00Z");
}

Test(clock, stops_where_the_environment_says) {
    setenv("PHISCOPE_CLOCK", "2026-03-01T00:00:00Z", 1);
    cr_assert(phs_clock_is_set());
    cr_assert_eq(phs_clock_now(), 1772323200);
    unsetenv("PHISCOPE_CLOCK");
    cr_assert_not(phs_clock_is_set());
    cr_assert_gt(phs_clock_now(), 1700000000);
    int64_t before = phs_clock_ms();
    cr_assert_geq(phs_clock_ms(), before);
}

Test(clock, ends_the_process_when_the_environment_holds_no_time, .signal = SIGABRT) {
    setenv("PHISCOPE_CLOCK", "yesterday", 1);
    phs_clock_now();
}
