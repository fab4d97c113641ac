/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: facts are added to the record under way, and a record that ends grades them. */
#ifndef PHS_PARSE_HEALTH_RECORD_H
#define PHS_PARSE_HEALTH_RECORD_H

#include "parse/health/health.h"

enum phs_health_kind {
    PHS_HEALTH_STRONG,  /* singles a patient out by itself: a record, plan or social security number */
    PHS_HEALTH_WEAK,    /* with another one: names, dates of birth */
    PHS_HEALTH_CONTACT, /* common in every program: addresses, telephones, dates; never alone */
    PHS_HEALTH_FACT,    /* about somebody's health */
};

enum phs_health_when { PHS_HEALTH_ALWAYS, PHS_HEALTH_IF_PERSON, PHS_HEALTH_IF_CLINICAL };

struct phs_health_item {
    const char *category;
    uint32_t line;
    uint8_t kind, judged, when, grade;
    char shape[PHS_HEALTH_SHAPE];
};

struct phs_health_reader {
    struct phs_arena *arena;
    struct phs_slice bytes;
    PHS_VEC(struct phs_health_item) items;
    size_t record; /* first item of the record under way */
    uint32_t records;
    bool limited, synthetic; /* synthetic: the document says that it was generated */
};

/* Nothing is added for what is empty or stands for nothing ("unknown", "N/A"). The value is judged here and forgotten. */
void phs_health_add(struct phs_health_reader *reader, const char *category, enum phs_health_kind kind, uint32_t line,
                    struct phs_slice value);
/* Ends the record under way. patient: the format says that a patient is meant, so that a name counts without a number. What
 * grades as nothing is dropped. */
void phs_health_end(struct phs_health_reader *reader, bool patient);
void phs_health_drop(struct phs_health_reader *reader, size_t first); /* items from first on never were */

/* The readers; each adds and ends its records. False: not in this format after all. */
bool phs_health_fhir_json(struct phs_health_reader *reader);
bool phs_health_json(struct phs_health_reader *reader);
bool phs_health_xml(struct phs_health_reader *reader); /* FHIR and C-CDA */
bool phs_health_hl7(struct phs_health_reader *reader);
bool phs_health_x12(struct phs_health_reader *reader);
bool phs_health_dicom(struct phs_health_reader *reader, bool *ret_deidentified);
bool phs_health_table(struct phs_health_reader *reader);
bool phs_health_sql(struct phs_health_reader *reader);
bool phs_health_note(struct phs_health_reader *reader);
bool phs_health_log(struct phs_health_reader *reader);

/* columns.c: what a column or field of that name holds; NULL: nothing of ours. */
struct phs_health_column {
    const char *name; /* lower case, letters and digits only */
    const char *category;
    enum phs_health_kind kind;
    bool patient; /* such a column stands in tables of patients only */
};
const struct phs_health_column *phs_health_column_of(struct phs_slice name);
/* Whether columns like these make a table of patients; patients: its name says so. */
bool phs_health_columns_count(const struct phs_health_column *const *columns, size_t n, bool patients);

/* judge.c */
enum phs_match_class phs_health_judge(const char *category, struct phs_slice value);
bool phs_health_is_empty(struct phs_slice value);
bool phs_health_says_synthetic(struct phs_slice bytes);

/* A cut of *rest at line ends of any kind (\n, \r\n, \r); *line counts on. False at the end. */
bool phs_health_next_line(struct phs_slice *rest, uint32_t *line, struct phs_slice *ret_line);

#endif
