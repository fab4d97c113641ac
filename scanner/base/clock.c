/* SPDX-License-Identifier: Apache-2.0 */
/* Time of day, calendar arithmetic and the test clock; all in UTC and without the C library's time zone state. */
#include "base/clock.h"

#include <stdlib.h>
#include <time.h>

#include "base/err.h"

enum { DAY = 86400 };

/* 0000-01-01 and 9999-12-31T23:59:59: what four digits of a year can print. */
static const int64_t first_second = -62167219200, last_second = 253402300799;

static int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* Days since 1970 of a date in the proleptic Gregorian calendar; years begin in March, so that the leap day is the last. */
static int64_t days_of(int64_t year, int month, int day) {
    int64_t y = year - (month <= 2), era = floor_div(y, 400), of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(int64_t days, int *ret_year, int *ret_month, int *ret_day) {
    days += 719468;
    int64_t era = floor_div(days, 146097), day = days - era * 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    int64_t month = (5 * day + 2) / 153;
    *ret_day = (int)(day - (153 * month + 2) / 5 + 1);
    *ret_month = (int)(month < 10 ? month + 3 : month - 9);
    *ret_year = (int)(year + era * 400 + (*ret_month <= 2));
}

static bool set_clock(int64_t *ret_when) {
    const char *text = getenv("PHISCOPE_CLOCK");
    if (!text || !*text)
        return false;
    if (!phs_time_parse(phs_slice(text), ret_when))
        phs_die("PHISCOPE_CLOCK is no time such as 2026-03-01T00:00:00Z");
    return true;
}

bool phs_clock_is_set(void) {
    int64_t when;
    return set_clock(&when);
}

int64_t phs_clock_now(void) {
    int64_t when;
    if (set_clock(&when))
        return when;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

int64_t phs_clock_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t printable(int64_t when) {
    return when < first_second ? first_second : when > last_second ? last_second : when;
}

static void put_digits(char *at, int width, int number) {
    for (int i = width - 1; i >= 0; i--, number /= 10)
        at[i] = (char)('0' + number % 10);
}

void phs_date_format(int64_t when, char ret_text[11]) {
    int year, month, day;
    date_of(floor_div(printable(when), DAY), &year, &month, &day);
    memcpy(ret_text, "0000-00-00", 11);
    put_digits(ret_text, 4, year);
    put_digits(ret_text + 5, 2, month);
    put_digits(ret_text + 8, 2, day);
}

void phs_time_format(int64_t when, char ret_text[21]) {
    when = printable(when);
    int second = (int)(when - floor_div(when, DAY) * DAY);
    phs_date_format(when, ret_text);
    memcpy(ret_text + 10, "T00:00:00Z", 11);
    put_digits(ret_text + 11, 2, second / 3600);
    put_digits(ret_text + 14, 2, second / 60 % 60);
    put_digits(ret_text + 17, 2, second % 60);
}

/* Takes a fixed number of digits off the front. */
static bool take_digits(struct phs_slice *text, size_t width, int *ret_number) {
    int number = 0;
    if (text->len < width)
        return false;
    for (size_t i = 0; i < width; i++) {
        if (text->ptr[i] < '0' || text->ptr[i] > '9')
            return false;
        number = number * 10 + (text->ptr[i] - '0');
    }
    *text = phs_slice_n(text->ptr + width, text->len - width);
    *ret_number = number;
    return true;
}

static bool take(struct phs_slice *text, const char *any_of) {
    if (text->len == 0 || !text->ptr[0] || !strchr(any_of, text->ptr[0]))
        return false;
    *text = phs_slice_n(text->ptr + 1, text->len - 1);
    return true;
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool take_date(struct phs_slice *text, int64_t *ret_days) {
    int year, month, day;
    if (!take_digits(text, 4, &year) || !take(text, "-") || !take_digits(text, 2, &month) || !take(text, "-") ||
        !take_digits(text, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return false;
    *ret_days = days_of(year, month, day);
    return true;
}

/* hh:mm:ss and a fraction, which is dropped. 60 is a leap second and counts as the next minute. */
static bool take_time(struct phs_slice *text, int64_t *ret_seconds) {
    int hour, minute, second, digit;
    if (!take_digits(text, 2, &hour) || !take(text, ":") || !take_digits(text, 2, &minute) || !take(text, ":") ||
        !take_digits(text, 2, &second) || hour > 23 || minute > 59 || second > 60)
        return false;
    if (take(text, ".")) {
        if (!take_digits(text, 1, &digit))
            return false;
        while (take_digits(text, 1, &digit))
            ;
    }
    *ret_seconds = hour * 3600 + minute * 60 + second;
    return true;
}

static bool take_offset(struct phs_slice *text, int64_t *ret_seconds) {
    int hour, minute;
    *ret_seconds = 0;
    if (text->len == 0 || take(text, "Zz"))
        return true;
    bool west = text->ptr[0] == '-';
    if (!take(text, "+-") || !take_digits(text, 2, &hour))
        return false;
    (void)take(text, ":");
    if (!take_digits(text, 2, &minute) || hour > 23 || minute > 59)
        return false;
    int seconds = hour * 3600 + minute * 60;
    *ret_seconds = west ? -seconds : seconds;
    return true;
}

bool phs_time_parse(struct phs_slice text, int64_t *ret_when) {
    int64_t days, seconds = 0, offset = 0;
    if (!take_date(&text, &days))
        return false;
    if (text.len > 0 && (!take(&text, "Tt ") || !take_time(&text, &seconds) || !take_offset(&text, &offset)))
        return false;
    if (text.len > 0)
        return false;
    *ret_when = days * DAY + seconds - offset;
    return true;
}

int64_t phs_days_between(int64_t a, int64_t b) {
    return floor_div(b, DAY) - floor_div(a, DAY);
}
