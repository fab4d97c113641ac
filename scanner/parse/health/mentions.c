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
        if (at > start && isalnum((unsigned char)at[-1]))
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

static bool numbers_somebody(struct phs_slice line) {
    const char *end = line.ptr + line.len, *category;
    for (const char *at = line.ptr; at < end; at++)
        if (isalpha((unsigned char)*at) && numbered_at(line.ptr, at, end, &category).len)
            return true;
    return false;
}

static void take_line(struct phs_health_reader *reader, uint32_t number, struct phs_slice line) {
    const char *end = line.ptr + line.len, *category = NULL;
    bool any = false;
    for (const char *at = line.ptr; at < end; at++) {
        if (!isalpha((unsigned char)*at))
            continue;
        struct phs_slice value = numbered_at(line.ptr, at, end, &category);
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

/* Whether another reader found something on the line. */
static bool is_read(const struct phs_health_reader *reader, size_t n, uint32_t line) {
    for (size_t i = 0; i < n; i++)
        if (reader->items.at[i].line == line)
            return true;
    return false;
}

void phs_health_mentions(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    size_t before = reader->items.n < MOST_ITEMS ? reader->items.n : MOST_ITEMS;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line))
        if (line.len < LONGEST_LINE && numbers_somebody(line) && !is_read(reader, before, number))
            take_line(reader, number, line);
}
