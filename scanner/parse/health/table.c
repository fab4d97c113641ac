/* SPDX-License-Identifier: Apache-2.0 */
/* Tables by their header: every row is a record. */
#include <ctype.h>

#include "parse/health/table.h"

enum { HEADER_WITHIN = 30, FEWEST_BESIDE = 4, LARGEST_LIST = 64 << 10 };

/* "Weight clinic roster" above a table says whose names stand in it. */
bool phs_table_is_title(struct phs_slice line) {
    static const char *const words[] = {"patient",     "clinic",     "hospital", "admission",   "discharge",
                                        "appointment", "surgery",    "nursing",  "immuniz",     "vaccin",
                                        "transplant",  "pathology",  "handover", "diabetes",    "oncology",
                                        "dialysis",    "medication", "referral", "prescription"};
    return PHS_HEALTH_HAS_ONE(line, words);
}

/* Animals and those who work there are no patients, whatever the title says. */
bool phs_table_is_of_others(const struct phs_table *table) {
    static const char *const heads[] = {"species", "breed",     "pet name",   "pet",         "animal",    "job title",
                                        "role",    "specialty", "speciality", "credentials", "hire date", "salary",
                                        "on call", "shift",     "pager",      "credential",  "degree",    "taxonomy"};
    for (size_t i = 0; i < table->n; i++)
        for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
            if (phs_slice_ieq(table->cell[i], phs_slice(heads[k])))
                return true;
    return false;
}

/* "MEMBER_NAME", "DOB", "PCP_NPI": members of a club have no numbers of those who treat them. */
static bool is_of_care(const struct phs_table *table, const struct phs_health_column *const *by_column) {
    bool birth = false, care = false;
    for (size_t i = 0; i < table->n; i++) {
        struct phs_slice head = table->cell[i];
        char word[PHS_HEALTH_KEY_WORD + 1];
        birth |= by_column[i] && strcmp(by_column[i]->category, "dob") == 0;
        while (!care && phs_health_key_word(&head, word))
            care = phs_health_word_in("|npi|pcp|icd|icd10|dx|cpt|hcpcs|drg|ndc|copay|hedis|prescriber|", word);
    }
    return birth && care;
}

/* Which columns are ours, and whether they make a table of patients. */
bool phs_table_read_header(struct phs_table *table, bool titled, const struct phs_health_column *by_column[PHS_TABLE_COLUMNS]) {
    const struct phs_health_column *found[PHS_TABLE_COLUMNS];
    size_t n = 0;
    bool others = phs_table_is_of_others(table), patients = titled && !others, own = false;
    memcpy(table->head, table->cell, table->n * sizeof *table->cell);
    for (size_t i = 0; i < table->n; i++) {
        bool patient;
        by_column[i] = phs_health_column_named(table->cell[i], &patient);
        if (phs_slice_ieq(table->cell[i], PHS_SLICE("child"))) /* in programs those of a tree */
            by_column[i] = phs_health_column_exactly("student");
        else if (phs_slice_ieq(table->cell[i], PHS_SLICE("born")))
            by_column[i] = phs_health_column_exactly("dob");
        patients |= by_column[i] && patient;
        own |= by_column[i] && by_column[i]->kind <= PHS_HEALTH_WEAK && (patient || strcmp(by_column[i]->category, "ssn") == 0);
        if (by_column[i])
            found[n++] = by_column[i];
    }
    if (others && !own)
        return false;
    patients |= is_of_care(table, by_column);
    for (size_t i = 0; n == 1 && i < table->n; i++) /* one column alone is no header among numbers */
        if (table->cell[i].len && (isdigit((unsigned char)table->cell[i].ptr[0]) || table->cell[i].ptr[0] == '('))
            return false;
    table->alone = n == 1 && found[0]->patient && strcmp(found[0]->category, "patient_id") == 0 && table->n >= FEWEST_BESIDE;
    return table->alone || phs_health_columns_count(found, n, patients) || phs_table_is_study(table, by_column);
}

/* What the header does not say the first rows may: "Payee" above names, "Memo" above "copay DOS 3/2/23". */
static bool read_rows(const struct phs_table *header, struct phs_table *table, bool titled,
                      const struct phs_health_column **by_column) {
    struct phs_health_profile profile = {.columns = header->n};
    size_t people;
    bool parts;
    uint32_t line;
    *table = *header;
    if (header->n > PHS_HEALTH_PROFILE_COLUMNS || phs_table_is_of_others(header))
        return false;
    while (profile.rows < PHS_HEALTH_PROFILE_ROWS && phs_table_next_row(table, &line) && table->n + 1 >= header->n)
        phs_health_profile_row(&profile, table->cell, table->n);
    if (!phs_health_profile_tells(&profile, header->head, titled, &people, &parts))
        return false;
    by_column[people] = phs_health_column_exactly(parts ? "firstname" : "name");
    if (parts)
        by_column[people + 1] = phs_health_column_exactly("lastname");
    return true;
}

/* Words in every cell, none of which is a value. */
static bool is_whole(const struct phs_table *table) {
    for (size_t i = 0; i < table->n; i++) {
        struct phs_slice cell = table->cell[i];
        if (cell.len < 2 || cell.len > 40 || memchr(cell.ptr, ' ', cell.len))
            return false;
        for (size_t k = 0; k < cell.len; k++)
            if (!isalnum((unsigned char)cell.ptr[k]) && cell.ptr[k] != '_')
                return false;
        if (isdigit((unsigned char)cell.ptr[0]))
            return false;
    }
    return table->n >= 3;
}

/* Titles, dates of printing and empty lines may stand above the header. */
static bool find_header(struct phs_table *table, struct phs_table *ahead, struct phs_slice bytes, bool titled, bool speaks,
                        const struct phs_health_column **by_column) {
    struct phs_slice rest = bytes, header;
    uint32_t line = 0, unused;
    const char *start = rest.ptr;
    while (line < HEADER_WITHIN && phs_health_next_line(&rest, &line, &header)) {
        *table = (struct phs_table){
            .at = start, .end = bytes.ptr + bytes.len, .line = line, .delimiter = phs_table_delimiter(header)};
        bool row = table->delimiter && phs_table_next_row(table, &unused) && table->n >= 3;
        if (row && phs_table_read_header(table, titled, by_column) && !table->alone)
            return true;
        if (row && speaks && read_rows(table, ahead, titled, by_column))
            return true;
        if (row && is_whole(table)) /* the header of another table: what stands below it are rows */
            return false;
        titled |= phs_table_is_title(header);
        start = rest.ptr;
    }
    return false;
}

bool phs_health_table(struct phs_health_reader *reader, bool titled, bool speaks) {
    struct phs_table *table = PHS_NEW(reader->arena, struct phs_table);
    const struct phs_health_column **by_column = PHS_NEW_N(reader->arena, const struct phs_health_column *, PHS_TABLE_COLUMNS);
    struct phs_slice bytes = reader->bytes;
    uint32_t line = 0;
    if (phs_slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = phs_slice_n(bytes.ptr + 3, bytes.len - 3);
    if (!find_header(table, PHS_NEW(reader->arena, struct phs_table), bytes, titled, speaks, by_column))
        return false;
    size_t columns = table->n;
    table->guesses = reader->bytes.len < LARGEST_LIST;
    while (!reader->limited && phs_table_next_row(table, &line))
        phs_table_take_row(reader, table, line, columns, by_column);
    return true;
}
