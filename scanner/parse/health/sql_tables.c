/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of dumps: their columns, and whose rows they hold by what they are called. */
#include "parse/health/sql.h"

enum { MOST_TABLES = 10000 };

static void add_column(struct phs_sql_columns *columns, struct phs_slice name) {
    bool patient = false;
    if (columns->n < PHS_SQL_COLUMNS) {
        columns->name[columns->n] = name;
        columns->at[columns->n++] = phs_health_column_named(name, &patient);
    }
    columns->patients |= patient;
}

bool phs_sql_is_of_patients(struct phs_slice table) {
    static const char *const words[] = {"patient",  "guarantor", "enrollee",   "beneficiar",
                                        "decedent", "claimant",  "demographic"};
    if (PHS_HEALTH_HAS_ONE(table, words))
        return true;
    char word[PHS_HEALTH_KEY_WORD + 1];
    bool short_for = phs_health_has_word(table, "pt") || phs_health_has_word(table, "pat");
    while (short_for && phs_health_key_word(&table, word)) /* tblPt, PT_INS */
        if (phs_health_word_in("|patient|pt|pts|pat|", word))
            return true;
    return false;
}

/* Beside tables of patients those of people are theirs: "person_name", "address". */
static bool is_of_people(const struct phs_sql_dump *dump, struct phs_slice table) {
    static const char *const words[] = {"person",  "people",      "individual", "contact",
                                        "address", "demographic", "guarantor",  "kin"};
    if (dump->patients && PHS_HEALTH_HAS_ONE(table, words))
        return true;
    return false;
}

/* "med_admin", "lab_results": what is done with patients. */
static bool is_of_care(struct phs_slice table) {
    static const char *const words[] = {"med_",    "medic",  "immun",  "vaccin", "admission", "diagnos",   "lab_res",
                                        "prescri", "surger", "clinic", "triage", "dialysis",  "encounter", "appointment",
                                        "rx_",     "hospi",  "nurs",   "therap", "chemo",     "icu_"};
    return PHS_HEALTH_HAS_ONE(table, words);
}

/* "members", "dbo.Enrollees": of a plan, where their birthdays and numbers stand too; a club's have none. */
static bool is_of_plan(struct phs_slice table, const struct phs_sql_columns *columns) {
    static const char *const words[] = {"member", "subscriber", "enrollee", "beneficiar", "insured"};
    bool name = false, birth = false, number = false, plan = PHS_HEALTH_HAS_ONE(table, words);
    for (size_t i = 0; plan && i < columns->n; i++) {
        const struct phs_health_column *column = columns->at[i];
        name |= column && column->kind == PHS_HEALTH_WEAK && strcmp(column->category, "name") == 0;
        birth |= column && strcmp(column->category, "dob") == 0;
        number |= (column && column->kind == PHS_HEALTH_STRONG) || phs_health_has_word(columns->name[i], "card") ||
                  phs_health_has_word(columns->name[i], "policy") || phs_health_has_word(columns->name[i], "group");
    }
    return name && birth && number;
}

/* Of a table of patients even one number of somebody counts where a member beside it says more about him. */
static bool has_more(const struct phs_sql_columns *columns, size_t n) {
    size_t more = 0;
    for (size_t i = 0; i < columns->n; i++)
        more += !columns->at[i] &&
                (phs_health_has_word(columns->name[i], "identifier") || phs_health_has_word(columns->name[i], "name") ||
                 phs_health_has_word(columns->name[i], "phone") || phs_health_has_word(columns->name[i], "address"));
    return n > 0 && more > 0;
}

/* "encounter_role", "patient_identifier_type": what there is to choose from. */
static bool is_of_choices(struct phs_slice table) {
    static const char *const ends[] = {"_type", "_types", "_role", "_roles", "_status", "_codes", "_category", "_class"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (phs_slice_ends(table, ends[i]))
            return true;
    return false;
}

void phs_sql_judge(const struct phs_sql_dump *dump, struct phs_sql_columns *columns, struct phs_slice table) {
    const struct phs_health_column *found[PHS_SQL_COLUMNS];
    size_t n = 0;
    for (size_t i = 0; i < columns->n; i++)
        if (columns->at[i])
            found[n++] = columns->at[i];
    bool patients = columns->patients || phs_sql_is_of_patients(table) || is_of_people(dump, table) || is_of_care(table) ||
                    is_of_plan(table, columns);
    columns->counts = !is_of_choices(table) &&
                      (phs_health_columns_count(found, n, patients) || (phs_sql_is_of_patients(table) && has_more(columns, n)));
}

/* (a, b, c): false where something else stands. */
bool phs_sql_take_columns(struct phs_sql_dump *dump, struct phs_sql_columns *columns) {
    if (!phs_sql_take_mark(dump, '('))
        return false;
    do {
        struct phs_slice name = phs_sql_take_name(dump);
        if (name.len == 0)
            return false;
        add_column(columns, name);
    } while (phs_sql_take_mark(dump, ','));
    return phs_sql_take_mark(dump, ')');
}

/* CREATE TABLE: the first word of each part of the list. */
void phs_sql_take_table(struct phs_sql_dump *dump) {
    if (phs_sql_take_word(dump, "if"))
        dump->at = phs_sql_take_word(dump, "not") && phs_sql_take_word(dump, "exists") ? dump->at : dump->end;
    struct phs_slice table = phs_sql_take_name(dump);
    static struct phs_sql_columns none; /* of a table that is of nobody */
    struct phs_sql_columns *columns = &dump->last;
    dump->list = PHS_SLICE("");
    columns->n = 0;
    columns->patients = columns->counts = false;
    if (table.len == 0 || !phs_sql_take_mark(dump, '('))
        return;
    for (size_t depth = 1; depth > 0 && dump->at < dump->end;) {
        struct phs_slice name = phs_sql_take_name(dump);
        add_column(columns, name);
        for (bool quoted = false; dump->at < dump->end && depth > 0 && (quoted || depth > 1 || *dump->at != ',');
             phs_sql_step(dump)) {
            quoted ^= *dump->at == '\'';
            depth += !quoted && *dump->at == '(';
            depth -= !quoted && *dump->at == ')';
        }
        if (depth > 0 && dump->at < dump->end)
            dump->at++;
    }
    phs_sql_judge(dump, columns, table);
    if (columns->counts && dump->kept++ < MOST_TABLES)
        columns = memcpy(PHS_NEW(dump->reader->arena, struct phs_sql_columns), columns, sizeof *columns);
    else {
        dump->reader->limited |= columns->counts;
        columns = &none;
    }
    phs_map_put(&dump->tables, table, columns);
}
