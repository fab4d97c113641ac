/* SPDX-License-Identifier: Apache-2.0 */
/* Tables whose header says "Payee" or "Who": what a column holds is told by its first rows. People in a column, something of
 * theirs beside it, and rows or a header about health make a table of patients. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/note_people.h"
#include "parse/health/note_things.h"

/* What plans, desks and books say of care, where no illness is named. */
static const char *const care[] = {"copay",     "co-pay",     "deductible", "dos ",       "eob",         "medicare", "medicaid",
                                   "ppo",       "hmo",        "d/c",        "abd pain",   "coinsurance", "payer",    "dx",
                                   "rx ",       "appt",       "visit",      "no show",    "no-show",     "therap",   "counsel",
                                   "session",   "screening",  "triage",     "discharg",   "admit",       "referr",   "specimen",
                                   "inpatient", "outpatient", "er visit",   "telehealth", "prior auth"};

bool phs_health_names_care(struct phs_slice text) {
    if (text.len == 0)
        return false;
    if (PHS_HEALTH_HAS_ONE(text, care))
        return true;
    return phs_health_is_complaint(text);
}

static bool tells_of_care(struct phs_slice text) {
    return phs_health_names_care(text) || phs_note_health_words(text) > 0;
}

static bool is_full_name(struct phs_slice cell) {
    return cell.len > 4 && cell.len < 48 && phs_health_looks_like_name(cell) && !phs_health_is_organization(cell) &&
           !phs_health_is_clinician(cell) && !phs_health_is_complaint(cell);
}

static bool is_part(struct phs_slice cell) {
    return cell.len > 1 && cell.len < 24 && isupper((unsigned char)cell.ptr[0]) && phs_health_fits("name", cell);
}

/* HALVORSEN, MARTA without quotes: two cells where the header has one. Returns the cells as the header has them. */
static size_t mended(const struct phs_slice *cell, size_t n, size_t columns, struct phs_slice *ret_cell) {
    size_t k = 0;
    for (size_t i = 0; i < n && k < columns; i++) {
        bool split = n == columns + 1 && k == i && i + 1 < n && is_part(cell[i]) && is_part(cell[i + 1]) &&
                     (phs_health_has_known_name(cell[i]) || phs_health_has_known_name(cell[i + 1]));
        ret_cell[k++] = split ? phs_slice_n(cell[i].ptr, (size_t)(cell[i + 1].ptr + cell[i + 1].len - cell[i].ptr)) : cell[i];
        i += split;
    }
    return k;
}

void phs_health_profile_row(struct phs_health_profile *profile, const struct phs_slice *cell, size_t n) {
    struct phs_slice whole[PHS_HEALTH_PROFILE_COLUMNS];
    bool care_here = false;
    if (profile->columns > PHS_HEALTH_PROFILE_COLUMNS || n < profile->columns || n > profile->columns + 1)
        return;
    n = mended(cell, n, profile->columns, whole);
    profile->rows++;
    for (size_t i = 0; i < n; i++) {
        if (whole[i].len == 0)
            continue;
        profile->filled[i]++;
        bool name = is_full_name(whole[i]);
        profile->names[i] += name;
        bool part =
            !name && is_part(whole[i]) && !memchr(whole[i].ptr, ' ', whole[i].len) && !phs_health_is_complaint(whole[i]);
        profile->parts[i] += part;
        profile->known[i] += (name || part) && phs_health_has_known_name(whole[i]);
        care_here |= !name && whole[i].len < 400 && tells_of_care(whole[i]);
    }
    profile->care += care_here;
}

/* The column of people: most of it names, half of it known ones. PHS_HEALTH_PROFILE_COLUMNS: none. */
static size_t people_of(const struct phs_health_profile *profile, const struct phs_slice *head) {
    for (size_t i = 0; i < profile->columns; i++) {
        size_t filled = profile->filled[i];
        bool known = profile->known[i] * 2 >= filled && (profile->known[i] > 1 || filled == 1);
        const struct phs_health_column *column = phs_health_column_of(head[i]);
        known |= column && column->kind == PHS_HEALTH_WEAK && strcmp(column->category, "name") == 0 && filled > 1;
        if (filled && profile->names[i] * 3 >= filled * 2 && known && phs_health_whose(head[i]) != PHS_HEALTH_OTHERS)
            return i;
    }
    return PHS_HEALTH_PROFILE_COLUMNS;
}

/* "Simone", "Dunleavy": two columns of parts, both of which are names more often than not. */
static size_t parts_of(const struct phs_health_profile *profile, const struct phs_slice *head) {
    for (size_t i = 0; i + 1 < profile->columns; i++) {
        size_t filled = profile->filled[i], next = profile->filled[i + 1];
        if (profile->rows > 2 && filled && next && profile->parts[i] * 3 >= filled * 2 &&
            profile->parts[i + 1] * 3 >= next * 2 && (profile->known[i] + profile->known[i + 1]) * 3 >= (filled + next) * 2 &&
            phs_health_whose(head[i]) != PHS_HEALTH_OTHERS)
            return i;
    }
    return PHS_HEALTH_PROFILE_COLUMNS;
}

static bool is_header(const struct phs_slice *head, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t digits = 0;
        for (size_t k = 0; k < head[i].len; k++)
            digits += isdigit((unsigned char)head[i].ptr[k]) != 0;
        if (digits > 2 || head[i].len > 40 || (is_full_name(head[i]) && phs_health_has_known_name(head[i])))
            return false;
    }
    return true;
}

bool phs_health_profile_tells(const struct phs_health_profile *profile, const struct phs_slice *head, bool titled,
                              size_t *ret_people, bool *ret_parts) {
    size_t people = profile->rows ? people_of(profile, head) : PHS_HEALTH_PROFILE_COLUMNS;
    *ret_parts = people == PHS_HEALTH_PROFILE_COLUMNS;
    if (*ret_parts)
        people = parts_of(profile, head);
    if (people == PHS_HEALTH_PROFILE_COLUMNS || !is_header(head, profile->columns))
        return false;
    bool spoken = titled || (profile->rows > 1 && profile->care * 2 >= profile->rows);
    for (size_t i = 0; i < profile->columns && !spoken; i++) {
        const struct phs_health_column *column = phs_health_column_of(head[i]);
        spoken |= (column && column->patient) || phs_health_names_care(head[i]);
    }
    *ret_people = people;
    return spoken;
}
