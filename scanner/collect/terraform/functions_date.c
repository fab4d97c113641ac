/* SPDX-License-Identifier: Apache-2.0 */
/* formatdate, timeadd, timecmp over RFC 3339 times, and uuidv5. */
#include <openssl/evp.h>

#include "base/clock.h"
#include "collect/terraform/kit.h"

struct moment {
    int64_t when; /* seconds since 1970 UTC */
    int offset;   /* of the written zone, in minutes */
    bool utc;
};

static bool two_digits(const char *text, int *ret_number) {
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *ret_number = (text[0] - '0') * 10 + text[1] - '0';
    return true;
}

static bool parse_moment(struct phs_slice text, struct moment *ret_moment) {
    *ret_moment = (struct moment){.utc = true};
    if (text.len < 20 || text.ptr[10] != 'T' || !phs_time_parse(text, &ret_moment->when))
        return false;
    const char *zone = text.ptr + text.len - 6;
    int hours, minutes;
    if (text.ptr[text.len - 1] == 'Z')
        return true;
    if ((zone[0] != '+' && zone[0] != '-') || !two_digits(zone + 1, &hours) || !two_digits(zone + 4, &minutes))
        return false;
    ret_moment->utc = false;
    ret_moment->offset = (hours * 60 + minutes) * (zone[0] == '-' ? -1 : 1);
    return true;
}

static bool arg_moment(const struct phs_tf_args *args, size_t index, struct moment *ret_moment,
                       const struct phs_value **ret_bad) {
    struct phs_slice text;
    if (!phs_tf_arg_string(args, index, &text, ret_bad))
        return false;
    if (parse_moment(text, ret_moment))
        return true;
    *ret_bad = phs_tf_error(args, "argument %zu is no RFC 3339 time", index + 1);
    return false;
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

static void put_zone(struct phs_buf *out, const struct moment *moment, size_t n) {
    int offset = moment->offset < 0 ? -moment->offset : moment->offset;
    char sign = moment->offset < 0 ? '-' : '+';
    if ((n == 1 && moment->utc) || (n == 3 && moment->utc))
        phs_buf_puts(out, n == 1 ? "Z" : "UTC");
    else
        phs_buf_printf(out, n == 5 || n == 1 ? "%c%02d:%02d" : "%c%02d%02d", sign, offset / 60, offset % 60);
}

/* One run of a letter; false when the letter has no meaning in this length. */
static bool put_run(struct phs_buf *out, const struct moment *moment, const struct tm *tm, char letter, size_t n) {
    int hour12 = tm->tm_hour % 12 ? tm->tm_hour % 12 : 12;
    int wide = n == 2 ? 2 : 1;
    if (letter == 'Y' && (n == 2 || n == 4))
        phs_buf_printf(out, n == 4 ? "%04d" : "%02d", n == 4 ? tm->tm_year + 1900 : (tm->tm_year + 1900) % 100);
    else if (letter == 'M' && n >= 3 && n <= 4)
        phs_buf_printf(out, n == 3 ? "%.3s" : "%s", months[tm->tm_mon]);
    else if (letter == 'E' && n >= 3 && n <= 4)
        phs_buf_printf(out, n == 3 ? "%.3s" : "%s", days[tm->tm_wday]);
    else if ((letter == 'A' || letter == 'a') && n == 2)
        phs_buf_puts(out, letter == 'A' ? (tm->tm_hour < 12 ? "AM" : "PM") : (tm->tm_hour < 12 ? "am" : "pm"));
    else if (letter == 'Z' && (n == 1 || (n >= 3 && n <= 5)))
        put_zone(out, moment, n);
    else if (n > 2)
        return false;
    else if (letter == 'M')
        phs_buf_printf(out, "%0*d", wide, tm->tm_mon + 1);
    else if (letter == 'D')
        phs_buf_printf(out, "%0*d", wide, tm->tm_mday);
    else if (letter == 'h')
        phs_buf_printf(out, "%0*d", wide, tm->tm_hour);
    else if (letter == 'H')
        phs_buf_printf(out, "%0*d", wide, hour12);
    else if (letter == 'm')
        phs_buf_printf(out, "%0*d", wide, tm->tm_min);
    else if (letter == 's')
        phs_buf_printf(out, "%0*d", wide, tm->tm_sec);
    else
        return false;
    return true;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A quoted part of a format; returns the position behind it. */
static size_t put_quoted(struct phs_buf *out, struct phs_slice format, size_t at) {
    for (at++; at < format.len; at++) {
        if (format.ptr[at] == '\'' && at + 1 < format.len && format.ptr[at + 1] == '\'')
            at++;
        else if (format.ptr[at] == '\'')
            return at + 1;
        phs_buf_putc(out, format.ptr[at]);
    }
    return at;
}

static const struct phs_value *call_formatdate(const struct phs_tf_args *args) {
    struct phs_slice format;
    struct moment moment;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &format, &bad) || !arg_moment(args, 1, &moment, &bad))
        return bad;
    time_t shifted = (time_t)(moment.when + moment.offset * 60);
    struct tm tm;
    gmtime_r(&shifted, &tm);
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    bool good = true;
    for (size_t at = 0; at < format.len && good;) {
        char c = format.ptr[at];
        size_t n = 1;
        while (is_letter(c) && at + n < format.len && format.ptr[at + n] == c)
            n++;
        if (c == '\'') {
            at = put_quoted(&out, format, at);
            continue;
        }
        if (is_letter(c))
            good = put_run(&out, &moment, &tm, c, n);
        else
            phs_buf_putc(&out, c);
        at += n;
    }
    if (good)
        return phs_tf_finish(args, &out);
    phs_buf_done(&out);
    return phs_tf_error(args, "the format has an unknown part");
}

/* Go's duration: "1h30m", "-10m", "1.5h"; seconds. */
static bool parse_duration(struct phs_slice text, double *ret_seconds) {
    double sign = 1, total = 0;
    size_t at = 0;
    if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+'))
        sign = text.ptr[at++] == '-' ? -1 : 1;
    if (at == text.len)
        return false;
    while (at < text.len) {
        size_t from = at, end;
        double number;
        while (at < text.len && !is_letter(text.ptr[at]))
            at++;
        for (end = at; end < text.len && is_letter(text.ptr[end]);)
            end++;
        struct phs_slice unit = phs_slice_n(text.ptr + at, end - at);
        if (!phs_slice_number(phs_slice_n(text.ptr + from, at - from), &number))
            return false;
        double scale = phs_slice_is(unit, "h")    ? 3600
                       : phs_slice_is(unit, "m")  ? 60
                       : phs_slice_is(unit, "s")  ? 1
                       : phs_slice_is(unit, "ms") ? 1e-3
                                                  : 0;
        if (!(scale > 0))
            return false;
        total += number * scale;
        at = end;
    }
    *ret_seconds = sign * total;
    return true;
}

static const struct phs_value *call_timeadd(const struct phs_tf_args *args) {
    struct moment moment;
    struct phs_slice text;
    double seconds;
    const struct phs_value *bad;
    if (!arg_moment(args, 0, &moment, &bad) || !phs_tf_arg_string(args, 1, &text, &bad))
        return bad;
    if (!parse_duration(text, &seconds) || seconds > 1e12 || seconds < -1e12)
        return phs_tf_error(args, "argument 2 is no duration");
    char stamp[21];
    phs_time_format(moment.when + (int64_t)seconds + moment.offset * 60, stamp);
    if (moment.utc)
        return phs_tf_string(args, phs_slice(phs_strdup(args->arena, stamp)));
    int offset = moment.offset < 0 ? -moment.offset : moment.offset;
    return phs_tf_string(args, phs_slice(phs_printf(args->arena, "%.19s%c%02d:%02d", stamp, moment.offset < 0 ? '-' : '+',
                                                    offset / 60, offset % 60)));
}

static const struct phs_value *call_timecmp(const struct phs_tf_args *args) {
    struct moment a, b;
    const struct phs_value *bad;
    if (!arg_moment(args, 0, &a, &bad) || !arg_moment(args, 1, &b, &bad))
        return bad;
    return phs_tf_number(args, a.when < b.when ? -1 : a.when > b.when);
}

static bool parse_uuid(struct phs_slice text, unsigned char ret_bytes[16]) {
    int nibbles = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        int value = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (c == '-')
            continue;
        if (value < 0 || nibbles >= 32)
            return false;
        ret_bytes[nibbles / 2] = (unsigned char)((nibbles % 2 ? ret_bytes[nibbles / 2] << 4 : 0) | value);
        nibbles++;
    }
    return nibbles == 32;
}

static const struct phs_value *call_uuidv5(const struct phs_tf_args *args) {
    static const char *const names[] = {"dns", "url", "oid", "", "x500"};
    struct phs_slice space, name;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &space, &bad) || !phs_tf_arg_string(args, 1, &name, &bad))
        return bad;
    unsigned char bytes[16], sha[20];
    parse_uuid(PHS_SLICE("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), bytes); /* RFC 4122 appendix C */
    size_t known = 0;
    while (known < 5 && !(names[known][0] && phs_slice_is(space, names[known])))
        known++;
    if (known < 5)
        bytes[3] = (unsigned char)(0x10 + known);
    else if (!parse_uuid(space, bytes))
        return phs_tf_error(args, "argument 1 is no namespace");
    char *joined = phs_alloc(args->arena, 16 + name.len);
    memcpy(joined, bytes, 16);
    if (name.len)
        memcpy(joined + 16, name.ptr, name.len);
    if (!EVP_Digest(joined, 16 + name.len, sha, NULL, EVP_sha1(), NULL))
        return phs_tf_unknown(args, PHS_WHY_FUNCTION, "SHA-1 is switched off on this machine");
    sha[6] = (unsigned char)((sha[6] & 0x0f) | 0x50);
    sha[8] = (unsigned char)((sha[8] & 0x3f) | 0x80);
    struct phs_buf out;
    phs_buf_init(&out, 64);
    for (int i = 0; i < 16; i++)
        phs_buf_printf(&out, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", (unsigned)sha[i]);
    return phs_tf_finish(args, &out);
}

const struct phs_tf_function phs_tf_date_functions[] = {
    {"formatdate", 2, 2, 0, call_formatdate},
    {"timeadd", 2, 2, 0, call_timeadd},
    {"timecmp", 2, 2, 0, call_timecmp},
    {"uuidv5", 2, 2, 0, call_uuidv5},
    {0},
};
