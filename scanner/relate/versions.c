/* SPDX-License-Identifier: Apache-2.0 */
/* A constraint is an interval of versions, from `low` on and below `high`. */
#include "relate/versions.h"

struct interval {
    double low, high;
};

enum { STEP = 10000, MOST = 9999 };

static const double endless = 1e15;

/* "5.31.0-beta" -> 5 * STEP^2 + 31 * STEP; *ret_parts says how many numbers there were. */
static bool read_version(struct phs_slice text, double *ret_version, int *ret_parts) {
    double version = 0, number;
    int parts = 0;
    struct phs_slice part;
    text = phs_slice_trim(text);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '-' || text.ptr[i] == '+')
            text.len = i;
    if (text.len && text.ptr[0] == 'v')
        text = phs_slice_n(text.ptr + 1, text.len - 1);
    while (phs_slice_cut(&text, '.', &part)) {
        if (parts == 3 || !phs_slice_number(part, &number) || number < 0 || number > MOST)
            return false;
        version = version * STEP + number;
        parts++;
    }
    for (int i = parts; i < 3; i++)
        version *= STEP;
    *ret_version = version;
    *ret_parts = parts;
    return parts > 0;
}

static double step_of(int part) {
    return part == 1 ? (double)STEP * STEP : part == 2 ? STEP : 1;
}

static void narrow(struct interval *interval, double low, double high) {
    interval->low = low > interval->low ? low : interval->low;
    interval->high = high < interval->high ? high : interval->high;
}

/* "~> 5.1" allows 5.x from 5.1 on, "~> 5.1.2" allows 5.1.x from 5.1.2 on: the last number written may grow. */
static double pessimistic(double version, int parts) {
    double step = step_of(parts > 1 ? parts - 1 : 1);
    return version - (double)((long long)version % (long long)step) + step;
}

static bool add(struct interval *interval, struct phs_slice text) {
    static const char *const signs[] = {"~>", ">=", "<=", "!=", ">", "<", "="};
    size_t sign = 0;
    double version;
    int parts;
    text = phs_slice_trim(text);
    while (sign < 7 && !phs_slice_starts(text, signs[sign]))
        sign++;
    size_t skip = sign < 7 ? strlen(signs[sign]) : 0;
    if (!read_version(phs_slice_n(text.ptr + skip, text.len - skip), &version, &parts))
        return false;
    switch (sign) {
    case 0:
        narrow(interval, version, pessimistic(version, parts));
        break;
    case 1:
        narrow(interval, version, endless);
        break;
    case 2:
        narrow(interval, 0, version + 1);
        break;
    case 3:
        break; /* one version less decides nothing */
    case 4:
        narrow(interval, version + 1, endless);
        break;
    case 5:
        narrow(interval, 0, version);
        break;
    default:
        narrow(interval, version, version + 1);
    }
    return true;
}

static bool read_interval(struct phs_slice text, struct interval *ret_interval) {
    struct interval interval = {0, endless};
    struct phs_slice part;
    bool any = false;
    while (phs_slice_cut(&text, ',', &part)) {
        if (!add(&interval, part))
            return false;
        any = true;
    }
    *ret_interval = interval;
    return any && interval.low < interval.high;
}

bool phs_versions_within(struct phs_slice constraint, struct phs_slice range) {
    struct interval a, b;
    return read_interval(constraint, &a) && read_interval(range, &b) && a.low >= b.low && a.high <= b.high;
}
