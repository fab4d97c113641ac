/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: names with values behind them, and those that stand together. */
#ifndef PHS_PARSE_HEALTH_FIELDS_H
#define PHS_PARSE_HEALTH_FIELDS_H

#include "parse/health/record.h"

enum { PHS_FIELDS_MOST = 64, PHS_FIELDS_CONTEXT = 30 /* lines that a mention of a patient speaks for */ };

struct phs_field {
    const struct phs_health_column *column;
    struct phs_slice value;
    uint32_t line;
    bool bare, flow; /* stood without quotes; in braces */
};

/* A name that is no column's: of the record that stands around it, if there is one. */
struct phs_field_beside {
    struct phs_slice name, value;
    uint32_t line;
};

/* What ends words without quotes: in markup, in queries, in programs, in settings, in settings within braces. */
enum phs_fields_ends {
    PHS_FIELDS_IN_MARKUP,
    PHS_FIELDS_IN_QUERY,
    PHS_FIELDS_IN_CODE,
    PHS_FIELDS_IN_SETTINGS,
    PHS_FIELDS_IN_BRACES,
    PHS_FIELDS_ENDS
};

/* What was asked of the line under way: each of its names asks again. */
struct phs_fields_line {
    struct phs_slice text;
    struct {
        const char *from, *stop; /* between them nothing ends a word */
    } until[PHS_FIELDS_ENDS];
    unsigned unclosed;  /* quotes that nothing closes, a bit for each kind */
    const char *begins; /* the first thing on it */
    const struct phs_health_column *element;
    bool element_asked, patient_asked, patient, patient_element; /* whether it names one, and as an element */
};

struct phs_fields {
    struct phs_health_reader *reader;
    bool guess;
    bool loose, flow;                     /* flow: in braces of YAML, where commas end values */
    struct phs_field at[PHS_FIELDS_MOST]; /* of the record under way */
    size_t n;
    struct phs_field_beside beside[PHS_FIELDS_MOST];
    size_t besides;
    bool query;             /* of an address */
    bool covered;           /* Member(id=..., first=...) */
    bool patient;           /* one of their names says so */
    uint32_t line, context; /* context: the last line that speaks of a patient, or 0 */
    struct phs_fields_line asked;
    signed char care; /* whether the text is about health care: 0 until somebody asks */
};

/* fields_record.c: one more of the record under way, which ends where the same name comes again or the next is too far. */
void phs_fields_take(struct phs_fields *fields, const struct phs_health_column *column, bool patient, struct phs_slice value,
                     bool bare);
void phs_fields_end(struct phs_fields *fields);
/* A value whose name is no column's; it counts if the record around it does. */
void phs_fields_keep_beside(struct phs_fields *fields, struct phs_slice name, struct phs_slice value);
/* What programs of hospitals, pharmacies and plans are called and about, where nobody is called a patient. */
bool phs_fields_about_care(struct phs_fields *fields);

/* fields_value.c: where a value may begin behind a name, or NULL. ret_mark: what stood between. */
const char *phs_fields_behind_name(const char *at, const char *end, char *ret_mark);
/* home_phone "315-329-9289", sequence(:mrn) { |n| "28789373" }: a word that begins its line, and a text in quotes. */
const char *phs_fields_behind_word(struct phs_fields *fields, const char *start, const char *at, const char *end,
                                   char *ret_mark);
/* The value there, if it is what the column says; before: what stood in front of the name. column NULL: of a name that is no
 * column's, where every value fits. */
bool phs_fields_value_at(struct phs_fields *fields, const struct phs_health_column *column, char before, const char *at,
                         const char *end, char mark, struct phs_slice *ret_value);
/* The first text in quotes that begins here, or nothing. end: of the line. */
bool phs_fields_quoted_at(struct phs_fields *fields, const char *at, const char *end, struct phs_slice *ret_value);
/* Words without quotes, up to what ends them. end: of the line. */
struct phs_slice phs_fields_bare_at(struct phs_fields *fields, const char *at, const char *end, enum phs_fields_ends ends);
bool phs_fields_fit(const struct phs_health_column *column, struct phs_slice value);

#endif
