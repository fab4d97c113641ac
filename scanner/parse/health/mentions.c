/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that number a patient: "chart of Halvorsen, Marta (MRN 8810-447)", "/patients/48392011/labs". Each is a record of its
 * own, and whoever and whatever else is named on it belongs to it. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/record.h"

enum { LONGEST_LINE = 4000, FEWEST_DIGITS = 5, MOST_MARKS = 4, LONGEST_NUMBER = 24, MOST_ITEMS = 2000 };

static const struct {
    const char *words, *category;
} labels[] = {{"mrn", "mrn"},
              {"medical record", "mrn"},
              {"patients/", "patient_id"},
              {"patient/", "patient_id"},
              {"patient id", "patient_id"},
              {"patientid", "patient_id"},
              {"patient_id", "patient_id"},
              {"patient #", "patient_id"},
              {"chart/", "mrn"},
              {"charts/", "mrn"},
              {"chart #", "mrn"},
              {"chart no", "mrn"},
              {"members/", "insurance_id"},
              {"member/", "insurance_id"},
              {"member id", "insurance_id"},
              {"memberid", "insurance_id"},
              {"member_id", "insurance_id"},
              {"subscriber id", "insurance_id"},
              {"subscribers/", "insurance_id"},
              {"?pid=", "patient_id"},
              {"&pid=", "patient_id"},
              {"?mrn=", "mrn"},
              {"&mrn=", "mrn"},
              {"patient=", "patient_id"},
              {"nhs no", "mrn"},
              {"nhs number", "mrn"}};

/* Letters and dashes, five digits at least; no day and no time. */
static struct phs_slice number_at(const char *at, const char *end) {
    size_t n = 0, digits = 0, letters = 0;
    while (at + n < end && (isalnum((unsigned char)at[n]) || at[n] == '-') && n < LONGEST_NUMBER) {
        digits += isdigit((unsigned char)at[n]) != 0;
        letters += isalpha((unsigned char)at[n]) != 0;
        n++;
    }
    struct phs_slice number = phs_slice_n(at, n);
    return digits >= FEWEST_DIGITS && letters <= 6 && !phs_health_holds_date(number) ? number : PHS_SLICE("");
}

static struct phs_slice numbered_at(const char *start, const char *at, const char *end, const char **ret_category) {
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t n = strlen(labels[i].words);
        if ((*at | 0x20) != labels[i].words[0] || (size_t)(end - at) <= n || strncasecmp(at, labels[i].words, n) != 0)
            continue;
        if (at > start && isalnum((unsigned char)at[-1]) && isalpha((unsigned char)*at))
            continue;
        const char *p = at + n;
        for (size_t marks = 0; p < end && marks < MOST_MARKS && strchr(" :=#\"'./", *p); marks++)
            p++;
        if (p < end && isalpha((unsigned char)*p) && p == at + n && isalpha((unsigned char)p[-1]) &&
            !isupper((unsigned char)*p))
            continue;
        *ret_category = labels[i].category;
        return number_at(p, end);
    }
    return PHS_SLICE("");
}

/* "mapped visit 312185576 for HALVORSEN": a number and whose it is. ret_name: the name. */
static struct phs_slice visit_at(const char *start, const char *at, const char *end, struct phs_slice *ret_name) {
    static const char *const words[] = {"visit ", "encounter ", "accession ", "admission "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if ((*at | 0x20) != words[i][0] || (size_t)(end - at) <= n || strncasecmp(at, words[i], n) != 0 ||
            (at > start && isalnum((unsigned char)at[-1])))
            continue;
        struct phs_slice number = number_at(at + n, end);
        if (number.len == 0)
            return number;
        const char *behind = number.ptr + number.len;
        bool of = end - behind > 8 && (memcmp(behind, " for ", 5) == 0 || memcmp(behind, " of ", 4) == 0);
        const char *name = of ? behind + (behind[1] == 'f' ? 5 : 4) : behind, *stop = name;
        while (stop < end && (isalpha((unsigned char)*stop) || (unsigned char)*stop > 127 || strchr(" ,'-", *stop)))
            stop++;
        *ret_name = phs_slice_trim(phs_slice_n(name, (size_t)(stop - name)));
        return of && ret_name->len > 2 && isupper((unsigned char)name[0]) && isupper((unsigned char)name[1]) &&
                       phs_health_fits("name", *ret_name)
                   ? number
                   : PHS_SLICE("");
    }
    return PHS_SLICE("");
}

static bool numbers_somebody(struct phs_slice line) {
    const char *end = line.ptr + line.len, *category;
    struct phs_slice name;
    for (const char *at = line.ptr; at < end; at++)
        if ((isalpha((unsigned char)*at) || *at == '?' || *at == '&') &&
            (numbered_at(line.ptr, at, end, &category).len || visit_at(line.ptr, at, end, &name).len))
            return true;
    return false;
}

static const char *word_end(const char *at, const char *end) {
    if (at >= end || !isupper((unsigned char)*at))
        return NULL;
    while (at < end && (isalpha((unsigned char)*at) || *at == '-' || *at == '\'' || (unsigned char)*at > 127))
        at++;
    return at;
}

/* Halvorsen_Marta_1961-03-14_referral.pdf, HALVORSEN^MARTA_19610314_CT: files that are called after a patient. */
static struct phs_slice filed_at(const char *at, const char *end, struct phs_slice *ret_day) {
    const char *last = word_end(at, end), *first = last && last < end && strchr("_^", *last) ? word_end(last + 1, end) : NULL;
    if (!first || first >= end || *first != '_' || last - at < 3)
        return PHS_SLICE("");
    const char *day = first + 1, *stop = day;
    while (stop < end && (isdigit((unsigned char)*stop) || *stop == '-'))
        stop++;
    *ret_day = phs_slice_n(day, (size_t)(stop - day));
    bool whole = ret_day->len == 8 || ret_day->len == 10;
    struct phs_slice name = phs_slice_n(at, (size_t)(first - at));
    bool known = *last == '^' || phs_health_has_known_name(name); /* "Release_Notes_2024-01-01.pdf" */
    return whole && known && phs_health_holds_date(*ret_day) ? name : PHS_SLICE("");
}

static bool take_files(struct phs_health_reader *reader, uint32_t number, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    struct phs_slice day;
    bool any = false;
    for (const char *at = line.ptr; at < end; at++) {
        if (!isupper((unsigned char)*at) || (at > line.ptr && isalnum((unsigned char)at[-1])))
            continue;
        struct phs_slice name = filed_at(at, end, &day);
        if (name.len == 0)
            continue;
        phs_health_add(reader, "name", PHS_HEALTH_WEAK, number, name);
        phs_health_add(reader, "dob", PHS_HEALTH_WEAK, number, day);
        any = true;
        at = day.ptr;
    }
    return any;
}

static void take_line(struct phs_health_reader *reader, uint32_t number, struct phs_slice line) {
    const char *end = line.ptr + line.len, *category = NULL;
    bool any = false;
    for (const char *at = line.ptr; at < end; at++) {
        if (!isalpha((unsigned char)*at) && *at != '?' && *at != '&')
            continue;
        struct phs_slice value = numbered_at(line.ptr, at, end, &category), name = PHS_SLICE("");
        if (value.len == 0) {
            value = visit_at(line.ptr, at, end, &name);
            category = "account_number";
            phs_health_add(reader, "name", PHS_HEALTH_WEAK, number, value.len ? name : PHS_SLICE(""));
        }
        if (value.len == 0)
            continue;
        phs_health_add(reader, category, PHS_HEALTH_STRONG, number, value);
        any = true;
        at = value.ptr + value.len - 1;
    }
    while (line.len && (isdigit((unsigned char)line.ptr[0]) || strchr("-/:.,TZ+[] ", line.ptr[0]))) /* the time of the entry */
        line = phs_slice_n(line.ptr + 1, line.len - 1);
    if (any)
        phs_health_things(reader, number, line);
    phs_health_end(reader, true);
}

/* POST /portal/forgot?email=marta%40...: who comes to a portal of patients. */
static void take_visitor(struct phs_health_reader *reader, uint32_t number, struct phs_slice line) {
    const char *end = line.ptr + line.len, *at = memmem(line.ptr, line.len, "email=", 6), *stop = at;
    while (stop && stop < end && !isspace((unsigned char)*stop) && *stop != '&' && *stop != '"')
        stop++;
    struct phs_slice value = at ? phs_slice_n(at + 6, (size_t)(stop - at - 6)) : PHS_SLICE("");
    if (memmem(value.ptr ? value.ptr : "", value.len, "%40", 3))
        phs_health_add(reader, "email", PHS_HEALTH_CONTACT, number, value);
    for (at = line.ptr; (at = memchr(at, '@', (size_t)(end - at))) != NULL; at++) {
        const char *start = at;
        for (stop = at + 1; stop < end && (isalnum((unsigned char)*stop) || strchr(".-", *stop)); stop++)
            ;
        while (start > line.ptr && (isalnum((unsigned char)start[-1]) || strchr("._+-", start[-1])))
            start--;
        struct phs_slice mail = phs_slice_n(start, (size_t)(stop - start));
        if (phs_health_fits("email", mail) && start < at)
            phs_health_add(reader, "email", PHS_HEALTH_CONTACT, number, mail);
    }
    phs_health_adopt(reader);
}

/* The lines on which another reader found something, a bit each. */
static uint8_t *lines_read(const struct phs_health_reader *reader, uint32_t *ret_lines) {
    size_t n = reader->items.n < MOST_ITEMS ? reader->items.n : MOST_ITEMS;
    *ret_lines = 0;
    for (size_t i = 0; i < n; i++)
        *ret_lines = reader->items.at[i].line > *ret_lines ? reader->items.at[i].line : *ret_lines;
    uint8_t *read = PHS_NEW_N(reader->arena, uint8_t, *ret_lines / 8 + 1);
    for (size_t i = 0; i < n; i++)
        read[reader->items.at[i].line / 8] |= (uint8_t)(1 << reader->items.at[i].line % 8);
    return read;
}

void phs_health_mentions(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0, lines;
    const uint8_t *read = lines_read(reader, &lines);
    while (!reader->limited && phs_health_next_line(&rest, &number, &line))
        if (line.len >= LONGEST_LINE || (number <= lines && read[number / 8] >> number % 8 & 1))
            continue;
        else if (take_files(reader, number, line))
            phs_health_end(reader, true);
        else if (numbers_somebody(line))
            take_line(reader, number, line);
        else if (reader->record && memmem(line.ptr, line.len, "/portal", 7))
            take_visitor(reader, number, line);
}
