/* SPDX-License-Identifier: Apache-2.0 */
/* Spreadsheet dates. Day 60 of the 1900 system is 29 February 1900, a day that never was: Lotus 1-2-3's error, kept by Excel.
 */
#include "parse/xlsx_date.h"

#include <math.h>
#include <stdint.h>

enum { DAYS_1900_TO_1970 = 25569, DAYS_1904_TO_1970 = 24107, LEAP_ERROR = 60, DAY = 86400 };

enum phs_xlsx_format phs_xlsx_builtin_format(unsigned id) {
    if (id == 22)
        return PHS_XLSX_DATE_TIME;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
        return PHS_XLSX_DATE;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56)
        return PHS_XLSX_TIME;
    return PHS_XLSX_PLAIN;
}

struct letters {
    bool day_or_year, month_or_minute, hour_or_second, elapsed;
};

/* [h], [mm], [ss]: an amount of time, no time of day. Other brackets are colours, conditions and locales. */
static bool is_elapsed(struct phs_slice inside) {
    char first = inside.len > 0 ? (char)(inside.ptr[0] | 0x20) : ' ';
    for (size_t i = 0; i < inside.len; i++)
        if ((inside.ptr[i] | 0x20) != first)
            return false;
    return first == 'h' || first == 'm' || first == 's';
}

/* Index of the character that ends what begins at `at`, or the last index. */
static size_t skip_to(struct phs_slice code, size_t at, char end) {
    size_t i = at + 1;
    while (i < code.len && code.ptr[i] != end)
        i++;
    return i < code.len ? i : code.len - 1;
}

static struct letters letters_of(struct phs_slice code) {
    struct letters found = {0};
    for (size_t i = 0; i < code.len && code.ptr[i] != ';'; i++) {
        char c = code.ptr[i];
        if (c == '"') {
            i = skip_to(code, i, '"');
        } else if (c == '[') {
            size_t end = skip_to(code, i, ']');
            found.elapsed |= is_elapsed(phs_slice_n(code.ptr + i + 1, end - i - (end > i)));
            i = end;
        } else if (c == '\\' || c == '_' || c == '*') {
            i++;
        }
        c = (char)(c | 0x20);
        found.day_or_year |= c == 'd' || c == 'y';
        found.month_or_minute |= c == 'm';
        found.hour_or_second |= c == 'h' || c == 's';
    }
    return found;
}

enum phs_xlsx_format phs_xlsx_format_of(struct phs_slice code) {
    if (phs_slice_ieq(code, PHS_SLICE("General")))
        return PHS_XLSX_PLAIN;
    struct letters found = letters_of(code);
    if (found.elapsed)
        return PHS_XLSX_PLAIN;
    bool date = found.day_or_year || (found.month_or_minute && !found.hour_or_second);
    if (date)
        return found.hour_or_second ? PHS_XLSX_DATE_TIME : PHS_XLSX_DATE;
    return found.hour_or_second ? PHS_XLSX_TIME : PHS_XLSX_PLAIN;
}

/* Proleptic Gregorian date of a day counted from 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static void civil_of(int64_t days, int *ret_year, int *ret_month, int *ret_day) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    *ret_day = (int)(of_year - (153 * month + 2) / 5 + 1);
    *ret_month = (int)(month < 10 ? month + 3 : month - 9);
    *ret_year = (int)(year + era * 400 + (*ret_month <= 2));
}

static bool day_of(int64_t serial, bool since_1904, int64_t *ret_days) {
    if (since_1904) {
        *ret_days = serial - DAYS_1904_TO_1970;
        return true;
    }
    *ret_days = serial - DAYS_1900_TO_1970 + (serial < LEAP_ERROR);
    return serial >= 1 && serial != LEAP_ERROR;
}

bool phs_xlsx_date_text(double serial, enum phs_xlsx_format format, bool since_1904, char ret_text[32]) {
    int year, month, day;
    int64_t days;
    if (!(serial >= 0 && serial < 2958466))
        return false;
    int64_t seconds = llround(serial * DAY), whole = seconds / DAY;
    int rest = (int)(seconds % DAY);
    if (format == PHS_XLSX_TIME && whole == 0) {
        snprintf(ret_text, 32, "%02d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60);
        return true;
    }
    if (format == PHS_XLSX_TIME || format == PHS_XLSX_PLAIN || !day_of(whole, since_1904, &days))
        return false;
    civil_of(days, &year, &month, &day);
    if (year > 9999)
        return false;
    int used = snprintf(ret_text, 32, "%04d-%02d-%02d", year, month, day);
    if (format == PHS_XLSX_DATE_TIME)
        snprintf(ret_text + used, 32 - (size_t)used, "T%02d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60);
    return true;
}
