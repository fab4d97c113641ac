/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of dumps: values by their columns, or by their shape where nobody named those. */
#include <ctype.h>

#include "parse/health/sql.h"
#include "parse/match/validators.h"

/* A row of a table of patients whose columns nobody named: what values are by their shape. */
static void guess(struct phs_sql_dump *dump, uint32_t line, struct phs_slice value) {
    bool code = value.len >= 5 && value.len <= 8 && isupper((unsigned char)value.ptr[0]) &&
                isdigit((unsigned char)value.ptr[1]) && value.ptr[3] == '.';
    if (value.ptr == NULL || value.len < 3 || value.ptr[-1] != '\'')
        return;
    if (value.len == 11 && phs_validate_mbi(value, value) != PHS_MATCH_NONE)
        phs_health_add(dump->reader, "insurance_id", PHS_HEALTH_STRONG, line, value);
    else if (phs_health_fits("ssn", value) && value.len == 11)
        phs_health_add(dump->reader, "ssn", PHS_HEALTH_STRONG, line, value);
    else if (code)
        phs_health_add(dump->reader, "diagnosis", PHS_HEALTH_FACT, line, value);
    else if (phs_health_holds_date(value) && value.len <= 10)
        phs_health_add(dump->reader, "dob", PHS_HEALTH_WEAK, line, value);
    else if (value.len < 40 && isupper((unsigned char)value.ptr[0]) && phs_health_fits("name", value))
        phs_health_add(dump->reader, "name", PHS_HEALTH_WEAK, line, value);
    else if (phs_health_fits("phone", value))
        phs_health_add(dump->reader, "phone", PHS_HEALTH_CONTACT, line, value);
}

/* A value of a table that counts. */
void phs_sql_take_cell(struct phs_sql_dump *dump, const struct phs_sql_columns *columns, size_t i, uint32_t line,
                       struct phs_slice value) {
    if (columns->at[i])
        phs_health_take(dump->reader, columns->at[i], line, value);
    else if (dump->guesses || dump->reader->items.n == dump->reader->record) {
        const char *category = phs_health_guess(columns->name[i], value);
        if (category)
            phs_health_add(dump->reader, category, PHS_HEALTH_CONTACT, line, value);
    }
    if (dump->guesses && (!columns->at[i] || columns->at[i]->kind == PHS_HEALTH_FACT) && phs_health_is_prose(value))
        phs_health_things(dump->reader, line, value);
}

struct row {
    struct phs_slice value[PHS_SQL_COLUMNS];
    uint32_t line[PHS_SQL_COLUMNS];
    size_t n;
};

static bool is_known_person(struct phs_slice value) {
    return value.len > 4 && value.len < 48 && value.ptr[-1] == '\'' && phs_health_looks_like_name(value) &&
           phs_health_has_known_name(value) && !phs_health_is_organization(value) && !phs_health_is_clinician(value);
}

/* J45.909 */
static bool is_code_of_illness(struct phs_slice value) {
    return value.len >= 5 && value.len <= 8 && value.ptr[-1] == '\'' && isupper((unsigned char)value.ptr[0]) &&
           isdigit((unsigned char)value.ptr[1]) && value.ptr[3] == '.';
}

/* Where the rows before had somebody this one has too, whatever he is called. */
static bool is_person_at(const struct phs_sql_dump *dump, struct phs_slice table, const struct row *row, size_t i) {
    struct phs_slice value = row->value[i];
    if (is_known_person(value))
        return true;
    return dump->told_at == i && dump->told.len && phs_slice_eq(dump->told, table) && value.len < 48 && value.ptr[-1] == '\'' &&
           phs_health_looks_like_name(value) && !phs_health_is_complaint(value);
}

/* Those who work there, and companies. */
static bool is_staff(struct phs_slice table) {
    static const char *const words[] = {"user",      "staff",   "employ",     "provider",  "doctor",
                                        "physician", "nurse",   "author",     "admin",     "vendor",
                                        "supplier",  "account", "contractor", "clinician", "practitioner"};
    return PHS_HEALTH_HAS_ONE(table, words);
}

/* A table of no name in which somebody stands next to what ails him: (1, 'Marta Halvorsen', '2023-05-06', 'asthma'). */
static void take_telling(struct phs_sql_dump *dump, struct phs_slice table, const struct row *row) {
    bool ill = false, day = false;
    size_t person = row->n;
    for (size_t i = 0; i < row->n && person == row->n; i++)
        person = is_person_at(dump, table, row, i) ? i : person;
    if (person == row->n)
        return;
    for (size_t i = 0; i < row->n; i++) {
        ill |= row->value[i].len < 200 && i != person && !is_known_person(row->value[i]) &&
               (is_code_of_illness(row->value[i]) || phs_health_is_complaint(row->value[i]));
        day |= phs_health_holds_date(row->value[i]) || phs_health_fits("phone", row->value[i]);
    }
    if (!day || !(ill || (dump->cares && !is_staff(table))))
        return;
    dump->told = table;
    dump->told_at = person;
    for (size_t i = 0; i < row->n; i++) {
        bool name = is_person_at(dump, table, row, i);
        const char *category = name ? "name" : phs_health_guess(PHS_SLICE(""), row->value[i]);
        if (category)
            phs_health_add(dump->reader, category, name ? PHS_HEALTH_WEAK : PHS_HEALTH_CONTACT, row->line[i], row->value[i]);
        else if (is_code_of_illness(row->value[i]) || phs_health_is_complaint(row->value[i]))
            phs_health_add(dump->reader, "diagnosis", PHS_HEALTH_FACT, row->line[i], row->value[i]);
    }
}

static bool says_visits(struct phs_slice table) {
    char word[PHS_HEALTH_KEY_WORD + 1];
    while (phs_health_key_word(&table, word))
        if (phs_health_word_in(
                "|visit|visits|encounter|encounters|appointment|appointments|appt|appts|admission|admissions|lab|labs|"
                "claim|claims|order|orders|note|notes|med|meds|result|results|dx|diagnosis|diagnoses|ins|insurance|"
                "allergy|allergies|immunization|immunizations|treatment|treatments|procedure|procedures|prescription|"
                "prescriptions|",
                word))
            return true;
    return false;
}

/* "visits", "tblAppt": beside a table of patients their rows are of them. Asked of every row, answered once for a table. */
static bool is_of_visits(struct phs_sql_dump *dump, struct phs_slice table) {
    if (phs_slice_eq(dump->asked, table))
        return dump->visits;
    dump->asked = table;
    dump->visits = says_visits(table);
    return dump->visits;
}

static void take_visit(struct phs_sql_dump *dump, const struct row *row) {
    if (dump->reader->record == 0)
        return;
    for (size_t i = 0; i < row->n; i++)
        if (row->value[i].len < 30 && phs_health_holds_date(row->value[i]))
            phs_health_add(dump->reader, "date", PHS_HEALTH_CONTACT, row->line[i], row->value[i]);
    phs_health_adopt(dump->reader);
}

/* Most rows of a dump are of tables that nobody asks about. */
static void pass_row(struct phs_sql_dump *dump) {
    do
        phs_sql_take_value(dump);
    while (phs_sql_take_mark(dump, ','));
    phs_sql_take_mark(dump, ')');
}

void phs_sql_take_row(struct phs_sql_dump *dump, struct phs_slice table, const struct phs_sql_columns *columns, bool patients) {
    size_t i = 0;
    struct row row;
    bool counts = columns ? columns->counts : patients;
    if (!counts && !dump->guesses) {
        pass_row(dump);
        return;
    }
    row.n = 0;
    do {
        uint32_t line = dump->line;
        struct phs_slice value = phs_sql_take_value(dump);
        if (!columns && patients)
            guess(dump, line, value);
        if (columns && columns->counts && i < columns->n)
            phs_sql_take_cell(dump, columns, i, line, value);
        else if (dump->guesses && row.n < PHS_SQL_COLUMNS && value.len) {
            row.line[row.n] = line;
            row.value[row.n++] = value;
        }
        i++;
    } while (phs_sql_take_mark(dump, ','));
    if (dump->guesses && !(columns && columns->counts) && !patients && is_of_visits(dump, table))
        take_visit(dump, &row);
    if (dump->guesses && !(columns && columns->counts) && !(!columns && patients))
        take_telling(dump, table, &row);
    phs_sql_take_mark(dump, ')');
    phs_health_end(dump->reader, true);
}
