/* SPDX-License-Identifier: Apache-2.0 */
/* Which field names stand together, and what that makes of them: an identifier beside health information is PHI. */
#include "collect/source/scan_parts.h"

enum { FARTHEST_LINES = 15 };

static uint64_t bit(size_t category) {
    return (uint64_t)1 << category;
}

struct phs_field_sight *phs_field_sight_of(struct phs_scan *scan, size_t category) {
    if (!scan->sights->fields)
        scan->sights->fields = PHS_NEW_N(scan->arena, struct phs_field_sight, PHS_MOST_CATEGORIES);
    return &scan->sights->fields[category];
}

/* One weak identifier is company for nobody; two (a name and a birth date, a name and a telephone) single a person out. */
static bool names_a_person(const struct phs_record *record) {
    return record->strong || record->patient || (__builtin_popcountll(record->weak) >= 2 && (record->weak & ~record->contact));
}

static enum phs_grade grade_of(const struct phs_record *record) {
    if (record->phi || (record->health && names_a_person(record)))
        return PHS_GRADE_PHI;
    if (record->alone || (record->patient && record->weak))
        return PHS_GRADE_IDENTIFIER;
    /* One health word is a word; two in one place are a record about health. */
    return __builtin_popcountll(record->health) >= 2 ? PHS_GRADE_HEALTH : PHS_GRADE_NONE;
}

static uint64_t counted(const struct phs_record *record, enum phs_grade grade) {
    uint64_t identifiers = record->strong | record->weak;
    if (grade == PHS_GRADE_PHI)
        return identifiers | record->health | record->phi;
    return grade == PHS_GRADE_IDENTIFIER ? identifiers : grade == PHS_GRADE_HEALTH ? record->health : 0;
}

static void raise_sight(struct phs_field_sight *sight, const struct phs_record *record, size_t category, enum phs_grade grade,
                        uint64_t company) {
    sight->count += record->count[category];
    if (grade > sight->grade) {
        sight->grade = grade;
        sight->line = record->line[category];
        sight->company = 0;
    }
    if (grade == sight->grade)
        sight->company |= company;
}

void phs_record_close(struct phs_scan *scan) {
    struct phs_record *record = &scan->record;
    if (!record->open)
        return;
    enum phs_grade grade = grade_of(record);
    uint64_t company = counted(record, grade);
    for (size_t i = 0; i < PHS_MOST_CATEGORIES; i++)
        if (company & bit(i))
            raise_sight(phs_field_sight_of(scan, i), record, i, grade, company);
    scan->sights->phi_context |= grade == PHS_GRADE_PHI;
    memset(record, 0, sizeof *record);
}

static void open_record(struct phs_scan *scan) {
    scan->record.open = true;
    scan->record.first_line = scan->line;
    scan->record.indent = scan->indent;
}

void phs_record_hit(struct phs_scan *scan, const struct phs_lexeme *lexeme, bool about_a_person, uint32_t count) {
    struct phs_record *record = &scan->record;
    bool strong = lexeme->grade == PHS_GRADE_IDENTIFIER && (!lexeme->weak || about_a_person);
    if (record->open && scan->line > record->last_line + FARTHEST_LINES)
        phs_record_close(scan);
    if (!record->open)
        open_record(scan);
    record->last_line = scan->line;
    if (scan->indent < record->indent)
        record->indent = scan->indent;
    if (lexeme->grade == PHS_GRADE_HEALTH)
        record->health |= bit(lexeme->category);
    else if (lexeme->grade == PHS_GRADE_PHI)
        record->phi |= bit(lexeme->category);
    else if (strong)
        record->strong |= bit(lexeme->category);
    else
        record->weak |= bit(lexeme->category);
    record->alone |= strong && (lexeme->alone || lexeme->weak);
    if (lexeme->contact && !strong)
        record->contact |= bit(lexeme->category);
    scan->seen_identifiers |= strong ? bit(lexeme->category) : 0;
    scan->seen_health |= lexeme->grade == PHS_GRADE_HEALTH ? bit(lexeme->category) : 0;
    if (!record->line[lexeme->category])
        record->line[lexeme->category] = scan->line;
    record->count[lexeme->category] += count;
}
