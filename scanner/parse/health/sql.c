/* SPDX-License-Identifier: Apache-2.0 */
/* Dumps: rows of COPY ... FROM stdin and of INSERT, with the columns that they name or that CREATE TABLE named before. */
#include <ctype.h>
#include <strings.h>

#include "base/map.h"
#include "parse/health/record.h"

enum { MOST_COLUMNS = 200, LONGEST_NAME = 128, LARGEST_SCRIPT = 64 << 10 };

struct columns {
    const struct phs_health_column *at[MOST_COLUMNS];
    struct phs_slice name[MOST_COLUMNS];
    size_t n;
    bool patients; /* a name among them says so */
    bool counts;
};

struct dump {
    struct phs_health_reader *reader;
    const char *at, *end;
    uint32_t line;
    struct phs_map tables;     /* name -> struct columns */
    bool patients;             /* one of its tables is of patients */
    bool guesses;              /* short enough to look at every value; a dump names its columns */
    struct phs_slice list, of; /* the columns that were read last, and their table */
    struct columns last;
    struct phs_slice told; /* the table in whose rows somebody stood last without columns, and where */
    size_t told_at;
};

static void step(struct dump *dump) {
    dump->line += *dump->at == '\n';
    dump->at++;
}

static void skip_space(struct dump *dump) {
    while (dump->at < dump->end && isspace((unsigned char)*dump->at))
        step(dump);
}

static bool take_word(struct dump *dump, const char *word) {
    size_t n = strlen(word);
    skip_space(dump);
    if ((size_t)(dump->end - dump->at) <= n || strncasecmp(dump->at, word, n) != 0 || isalnum((unsigned char)dump->at[n]))
        return false;
    dump->at += n;
    return true;
}

static bool take_mark(struct dump *dump, char mark) {
    skip_space(dump);
    if (dump->at >= dump->end || *dump->at != mark)
        return false;
    dump->at++;
    return true;
}

/* schema.`name`: the last part, without its quotes. */
static struct phs_slice take_name(struct dump *dump) {
    struct phs_slice name = {0};
    skip_space(dump);
    for (;;) {
        char quote = dump->at < dump->end && (*dump->at == '"' || *dump->at == '`' || *dump->at == '[') ? *dump->at : 0;
        dump->at += quote != 0;
        const char *start = dump->at;
        while (dump->at < dump->end && dump->at - start < LONGEST_NAME &&
               (isalnum((unsigned char)*dump->at) || *dump->at == '_' || *dump->at == '$' || (quote && *dump->at == ' ')))
            dump->at++;
        name = phs_slice_n(start, (size_t)(dump->at - start));
        if (quote && dump->at < dump->end && (*dump->at == '"' || *dump->at == '`' || *dump->at == ']'))
            dump->at++;
        if (dump->at >= dump->end || *dump->at != '.')
            return name;
        dump->at++;
    }
}

static void add_column(struct columns *columns, struct phs_slice name) {
    bool patient = false;
    if (columns->n < MOST_COLUMNS) {
        columns->name[columns->n] = name;
        columns->at[columns->n++] = phs_health_column_named(name, &patient);
    }
    columns->patients |= patient;
}

static bool is_of_patients(struct phs_slice table) {
    static const char *const words[] = {"patient", "guarantor", "enrollee", "beneficiar", "decedent", "claimant"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_health_has_word(table, words[i]))
            return true;
    return false;
}

/* Beside tables of patients those of people are theirs: "person_name", "address". */
static bool is_of_people(const struct dump *dump, struct phs_slice table) {
    static const char *const words[] = {"person",  "people",      "individual", "contact",
                                        "address", "demographic", "guarantor",  "kin"};
    for (size_t i = 0; dump->patients && i < sizeof words / sizeof *words; i++)
        if (phs_health_has_word(table, words[i]))
            return true;
    return false;
}

/* "med_admin", "lab_results": what is done with patients. */
static bool is_of_care(struct phs_slice table) {
    static const char *const words[] = {"med_",    "medic",   "immun",  "vaccin", "admission", "diagnos",
                                        "lab_res", "prescri", "surger", "clinic", "triage",    "dialysis",
                                        "rx_",     "hospi",   "nurs",   "therap", "chemo",     "icu_"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_health_has_word(table, words[i]))
            return true;
    return false;
}

/* "members", "dbo.Enrollees": of a plan, where their birthdays and numbers stand too; a club's have none. */
static bool is_of_plan(struct phs_slice table, const struct columns *columns) {
    static const char *const words[] = {"member", "subscriber", "enrollee", "beneficiar", "insured"};
    bool name = false, birth = false, number = false, plan = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        plan |= phs_health_has_word(table, words[i]);
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
static bool has_more(const struct columns *columns, size_t n) {
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

static void judge(const struct dump *dump, struct columns *columns, struct phs_slice table) {
    const struct phs_health_column *found[MOST_COLUMNS];
    size_t n = 0;
    for (size_t i = 0; i < columns->n; i++)
        if (columns->at[i])
            found[n++] = columns->at[i];
    bool patients = columns->patients || is_of_patients(table) || is_of_people(dump, table) || is_of_care(table) ||
                    is_of_plan(table, columns);
    columns->counts = !is_of_choices(table) &&
                      (phs_health_columns_count(found, n, patients) || (is_of_patients(table) && has_more(columns, n)));
}

/* (a, b, c): false where something else stands. */
static bool take_columns(struct dump *dump, struct columns *columns) {
    if (!take_mark(dump, '('))
        return false;
    do {
        struct phs_slice name = take_name(dump);
        if (name.len == 0)
            return false;
        add_column(columns, name);
    } while (take_mark(dump, ','));
    return take_mark(dump, ')');
}

/* CREATE TABLE: the first word of each part of the list. */
static void take_table(struct dump *dump) {
    if (take_word(dump, "if"))
        dump->at = take_word(dump, "not") && take_word(dump, "exists") ? dump->at : dump->end;
    struct phs_slice table = take_name(dump);
    struct columns *columns = PHS_NEW(dump->reader->arena, struct columns);
    if (table.len == 0 || !take_mark(dump, '('))
        return;
    for (size_t depth = 1; depth > 0 && dump->at < dump->end;) {
        struct phs_slice name = take_name(dump);
        add_column(columns, name);
        for (bool quoted = false; dump->at < dump->end && depth > 0 && (quoted || depth > 1 || *dump->at != ','); step(dump)) {
            quoted ^= *dump->at == '\'';
            depth += !quoted && *dump->at == '(';
            depth -= !quoted && *dump->at == ')';
        }
        if (depth > 0 && dump->at < dump->end)
            dump->at++;
    }
    judge(dump, columns, table);
    phs_map_put(&dump->tables, table, columns);
}

/* What neither ends a string nor a line; false: at the end. */
static bool pass_plain(struct dump *dump) {
    const char *at = dump->at, *end = dump->end;
    while (at < end && *at != '\'' && *at != '\\' && *at != '\n')
        at++;
    dump->at = at;
    return at < end;
}

static struct phs_slice take_value(struct dump *dump) {
    skip_space(dump);
    const char *start = dump->at;
    if (dump->at < dump->end && (*dump->at == 'N' || *dump->at == 'E') && dump->at + 1 < dump->end && dump->at[1] == '\'')
        start = ++dump->at;
    if (dump->at >= dump->end || *dump->at != '\'') {
        for (size_t depth = 0; dump->at < dump->end && (depth > 0 || (*dump->at != ',' && *dump->at != ')'));) {
            depth += *dump->at == '(';
            depth -= *dump->at == ')';
            step(dump);
        }
        return phs_slice_trim(phs_slice_n(start, (size_t)(dump->at - start)));
    }
    start = ++dump->at;
    while (pass_plain(dump) && !(*dump->at == '\'' && (dump->at + 1 == dump->end || dump->at[1] != '\''))) {
        if ((*dump->at == '\\' || *dump->at == '\'') && dump->at + 1 < dump->end)
            step(dump);
        step(dump);
    }
    struct phs_slice value = phs_slice_n(start, (size_t)(dump->at - start));
    dump->at += dump->at < dump->end;
    return value;
}

/* A row of a table of patients whose columns nobody named: what values are by their shape. */
static void guess(struct dump *dump, uint32_t line, struct phs_slice value) {
    bool code = value.len >= 5 && value.len <= 8 && isupper((unsigned char)value.ptr[0]) &&
                isdigit((unsigned char)value.ptr[1]) && value.ptr[3] == '.';
    if (value.ptr == NULL || value.len < 3 || value.ptr[-1] != '\'')
        return;
    if (phs_health_fits("ssn", value) && value.len == 11)
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
static void take_cell(struct dump *dump, const struct columns *columns, size_t i, uint32_t line, struct phs_slice value) {
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
    struct phs_slice value[MOST_COLUMNS];
    uint32_t line[MOST_COLUMNS];
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
static bool is_person_at(const struct dump *dump, struct phs_slice table, const struct row *row, size_t i) {
    struct phs_slice value = row->value[i];
    if (is_known_person(value))
        return true;
    return dump->told_at == i && dump->told.len && phs_slice_eq(dump->told, table) && value.len < 48 && value.ptr[-1] == '\'' &&
           phs_health_looks_like_name(value) && !phs_health_is_complaint(value);
}

/* A table of no name in which somebody stands next to what ails him: (1, 'Marta Halvorsen', '2023-05-06', 'asthma'). */
static void take_telling(struct dump *dump, struct phs_slice table, const struct row *row) {
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
    if (!ill || !day)
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

static void take_row(struct dump *dump, struct phs_slice table, const struct columns *columns, bool patients) {
    size_t i = 0;
    struct row row;
    row.n = 0;
    do {
        uint32_t line = dump->line;
        struct phs_slice value = take_value(dump);
        if (!columns && patients)
            guess(dump, line, value);
        if (columns && columns->counts && i < columns->n)
            take_cell(dump, columns, i, line, value);
        else if (dump->guesses && row.n < MOST_COLUMNS && value.len) {
            row.line[row.n] = line;
            row.value[row.n++] = value;
        }
        i++;
    } while (take_mark(dump, ','));
    if (dump->guesses && !(columns && columns->counts) && !(!columns && patients))
        take_telling(dump, table, &row);
    take_mark(dump, ')');
    phs_health_end(dump->reader, true);
}

/* A dump names the same columns of the same table in every statement. */
static bool take_list(struct dump *dump, struct phs_slice table) {
    const char *start = dump->at;
    size_t n = dump->list.len;
    if (n && (size_t)(dump->end - start) > n && memcmp(start, dump->list.ptr, n) == 0 && phs_slice_eq(table, dump->of)) {
        for (size_t i = 0; i < n; i++)
            step(dump);
        return true;
    }
    dump->list = PHS_SLICE("");
    dump->last.n = 0;
    dump->last.patients = dump->last.counts = false;
    if (!take_columns(dump, &dump->last))
        return false;
    judge(dump, &dump->last, table);
    dump->list = phs_slice_n(start, (size_t)(dump->at - start));
    dump->of = table;
    return true;
}

static void take_insert(struct dump *dump) {
    struct phs_slice table = take_name(dump);
    const struct columns *columns = phs_map_get(&dump->tables, table);
    skip_space(dump);
    if (dump->at < dump->end && *dump->at == '(' && take_list(dump, table))
        columns = &dump->last;
    if (!take_word(dump, "values"))
        return;
    while (take_mark(dump, '(') && !dump->reader->limited) {
        take_row(dump, table, columns, is_of_patients(table));
        if (!take_mark(dump, ','))
            return;
    }
}

/* COPY t (a, b) FROM stdin; then a row a line, cells apart by tabs, up to a line of \. */
static void take_copy(struct dump *dump) {
    struct columns own = {.n = 0};
    struct phs_slice table = take_name(dump);
    skip_space(dump);
    if (dump->at >= dump->end || *dump->at != '(' || !take_columns(dump, &own) || !take_word(dump, "from") ||
        !take_word(dump, "stdin"))
        return;
    judge(dump, &own, table);
    while (dump->at < dump->end && *dump->at != '\n')
        dump->at++;
    while (dump->at < dump->end && !dump->reader->limited) {
        step(dump);
        const char *stop = memchr(dump->at, '\n', (size_t)(dump->end - dump->at));
        struct phs_slice row = phs_slice_n(dump->at, (size_t)((stop ? stop : dump->end) - dump->at)), cell;
        if (phs_slice_starts(row, "\\."))
            return;
        for (size_t i = 0; own.counts && i < own.n && phs_slice_cut(&row, '\t', &cell); i++)
            take_cell(dump, &own, i, dump->line, cell);
        phs_health_end(dump->reader, true);
        dump->at = stop ? stop : dump->end;
    }
}

static void next_line(struct dump *dump) {
    const char *stop = memchr(dump->at, '\n', (size_t)(dump->end - dump->at));
    dump->at = stop ? stop : dump->end;
    if (dump->at < dump->end)
        step(dump);
}

/* execute "INSERT INTO patients ..." in a program. */
bool phs_health_sql_inside(struct phs_health_reader *reader) {
    struct dump dump = {.reader = reader, .end = reader->bytes.ptr + reader->bytes.len, .guesses = true};
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    phs_map_init(&dump.tables, reader->arena);
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        const char *at = memmem(line.ptr, line.len, "INSERT INTO ", 12);
        at = at ? at : memmem(line.ptr, line.len, "insert into ", 12);
        if (!at)
            continue;
        dump.at = at + 12;
        dump.line = number;
        take_insert(&dump);
    }
    return true;
}

bool phs_health_sql(struct phs_health_reader *reader) {
    struct dump dump = {.reader = reader, .at = reader->bytes.ptr, .end = reader->bytes.ptr + reader->bytes.len, .line = 1};
    dump.patients = phs_health_has_word(reader->bytes, "patient");
    dump.guesses = reader->bytes.len < LARGEST_SCRIPT;
    phs_map_init(&dump.tables, reader->arena);
    while (dump.at < dump.end && !reader->limited) {
        if (take_word(&dump, "create") && take_word(&dump, "table"))
            take_table(&dump);
        else if (take_word(&dump, "insert") && (take_word(&dump, "ignore") || true) && (take_word(&dump, "into") || true))
            take_insert(&dump);
        else if (take_word(&dump, "into")) /* insert all into ... into ... */
            take_insert(&dump);
        else if (take_word(&dump, "copy"))
            take_copy(&dump);
        else
            next_line(&dump);
    }
    return true;
}
