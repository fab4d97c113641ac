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

enum phs_health_when { PHS_HEALTH_ALWAYS, PHS_HEALTH_IF_PERSON, PHS_HEALTH_IF_CLINICAL, PHS_HEALTH_IF_EITHER };

struct phs_health_item {
    const char *category;
    uint32_t line;
    uint8_t kind, judged, when, grade;
    char shape[PHS_HEALTH_SHAPE];
    struct phs_slice value; /* within the bytes; forgotten with the reader */
};

struct phs_health_reader {
    struct phs_arena *arena;
    struct phs_slice bytes;
    PHS_VEC(struct phs_health_item) items;
    size_t record; /* first item of the record under way */
    uint32_t records;
    bool limited, synthetic; /* synthetic: the document says that it was generated */
};

/* What a column or field of that name holds. */
struct phs_health_column {
    const char *name; /* lower case, letters and digits only */
    const char *category;
    enum phs_health_kind kind;
    bool patient; /* such a column stands in tables of patients only */
};

/* Nothing is added for what is empty or stands for nothing ("unknown", "N/A"). The value is judged here and forgotten. */
void phs_health_add(struct phs_health_reader *reader, const char *category, enum phs_health_kind kind, uint32_t line,
                    struct phs_slice value);
/* The same for what stands in a column or field: one that is called "patient" may hold a number or a name. */
void phs_health_take(struct phs_health_reader *reader, const struct phs_health_column *column, uint32_t line,
                     struct phs_slice value);
/* Ends the record under way. patient: the format says that a patient is meant, so that a name counts without a number. What
 * grades as nothing is dropped. */
void phs_health_end(struct phs_health_reader *reader, bool patient);
/* Ends the record under way as one that belongs to the record that ended last: contacts and days alone count then. */
void phs_health_adopt(struct phs_health_reader *reader);
void phs_health_drop(struct phs_health_reader *reader, size_t first); /* items from first on never were */
/* What all records have told, line by line: one sight for each category of a line. */
void phs_health_give(struct phs_health_reader *reader, struct phs_health *health);

/* named.c: what a file is by its name. Words for people; who wrote a program; values without quotes; data that is read like a
 * note; a text about patients; a program or its settings; "patients.plist". */
bool phs_health_is_translation(const char *path);
bool phs_health_is_manifest(const char *path);
bool phs_health_is_loose(const char *path);
bool phs_health_is_setting(const char *path);
bool phs_health_is_called_after_patients(const char *path);
bool phs_health_is_program(const char *path);
bool phs_health_is_titled(const char *path);

/* The readers; each adds and ends its records. False: not in this format after all. */
bool phs_health_fhir_json(struct phs_health_reader *reader);
/* speaks: the text is about patients; titled: its file is called after them. */
bool phs_health_json(struct phs_health_reader *reader, bool speaks, bool titled);
bool phs_health_xml(struct phs_health_reader *reader); /* FHIR and C-CDA */
bool phs_health_hl7(struct phs_health_reader *reader);
void phs_health_xml_record(struct phs_health_reader *reader, bool speaks, bool titled); /* XML of no standard */
/* hl7_xml.c: the same as XML. */
bool phs_health_hl7_xml(struct phs_health_reader *reader);
bool phs_health_x12(struct phs_health_reader *reader);
bool phs_health_dicom(struct phs_health_reader *reader, bool *ret_deidentified);
/* titled: its file is called after patients. speaks: something in it is about health. */
bool phs_health_table(struct phs_health_reader *reader, bool titled, bool speaks);
/* profile.c: what the first rows of a table say of its columns. */
enum { PHS_HEALTH_PROFILE_COLUMNS = 60, PHS_HEALTH_PROFILE_ROWS = 12 };
struct phs_health_profile {
    size_t columns, rows, care; /* care: rows that tell of it */
    size_t filled[PHS_HEALTH_PROFILE_COLUMNS], names[PHS_HEALTH_PROFILE_COLUMNS], known[PHS_HEALTH_PROFILE_COLUMNS];
    size_t parts[PHS_HEALTH_PROFILE_COLUMNS]; /* given or family names alone */
};
bool phs_health_names_care(struct phs_slice text); /* a visit, a plan, an illness */
void phs_health_profile_row(struct phs_health_profile *profile, const struct phs_slice *cell, size_t n);
/* Whether it is one of patients; ret_people: the column of their names; ret_parts: their other part stands in the next one.
 * titled: its file is called after patients. */
bool phs_health_profile_tells(const struct phs_health_profile *profile, const struct phs_slice *head, bool titled,
                              size_t *ret_people, bool *ret_parts);
bool phs_health_sql(struct phs_health_reader *reader);
bool phs_health_sql_inside(struct phs_health_reader *reader); /* statements in other texts */
bool phs_health_note(struct phs_health_reader *reader);
bool phs_health_log(struct phs_health_reader *reader, uint32_t apart); /* apart: lines between two records, 0 in logs */
/* roster.c: lists of people without labels. rows: of a table, so that every line must speak of health itself. */
bool phs_health_roster(struct phs_health_reader *reader, bool rows, bool titled); /* titled: called after patients */
/* complaints.c: what is wrong with somebody or done about it. */
bool phs_health_is_complaint(struct phs_slice line);
/* whose.c: two words of a name at least, and nobody who treats; lists of those who write, work or sell something. */
bool phs_health_is_somebody(struct phs_slice value);
bool phs_health_is_clinician(struct phs_slice name);
bool phs_health_is_organization(struct phs_slice name);
bool phs_health_is_of_others(struct phs_slice text);
/* rows.c: people in rows that nothing names. speaks: the text is about patients; else every row has to say so itself. */
void phs_health_rows(struct phs_health_reader *reader, bool speaks);
bool phs_health_rows_begin(struct phs_health_reader *reader); /* its first rows are of people, with all that they have */
bool phs_health_cards(struct phs_health_reader *reader);      /* vCard, iCalendar */
void phs_health_turtle(struct phs_health_reader *reader);
void phs_health_ncpdp(struct phs_health_reader *reader);
void phs_health_ncpdp_printed(struct phs_health_reader *reader);
void phs_health_ncpdp_decoded(struct phs_health_reader *reader);
/* vertical.c: tables whose cells name what stands behind them. embedded.c: JSON inside of other texts. */
bool phs_health_vertical(struct phs_health_reader *reader, bool speaks);
void phs_health_embedded(struct phs_health_reader *reader);
void phs_health_printed(struct phs_health_reader *reader); /* data frames in the strings of a notebook */
/* steps.c: scenarios of Gherkin. threads.c: lines of a log that one number ties together. */
void phs_health_steps(struct phs_health_reader *reader);
void phs_health_threads(struct phs_health_reader *reader);
struct phs_slice phs_health_thread_of(struct phs_slice line); /* the number of its call or job, or nothing */
/* exports.c: xDT; what other systems write line by line. mentions.c: lines that number a patient, each a record. */
void phs_health_xdt(struct phs_health_reader *reader);
void phs_health_exports(struct phs_health_reader *reader, bool speaks); /* speaks: the text is about patients */
void phs_health_mentions(struct phs_health_reader *reader);
/* calls.c: (1961, 3, 14 at an opening bracket: the day in it. */
bool phs_health_day_in_call(const char *at, const char *end, struct phs_slice *ret_day);
bool phs_health_html(struct phs_health_reader *reader);
/* fields.c: values behind names in code, settings and markup. loose: values stand without quotes too. guess: names that no list
 * knows count beside those that one does. */
bool phs_health_fields(struct phs_health_reader *reader, bool loose, bool guess);
/* listings.c: tables inside of texts: Markdown, listings, exports below a title. */
bool phs_health_tables(struct phs_health_reader *reader);
/* calls.c: people in the arguments of calls and in literals. leftover.c: what stands around records and is in no field. */
void phs_health_calls(struct phs_health_reader *reader);
enum phs_health_leftover_of {
    PHS_HEALTH_LEFT_CODE,
    PHS_HEALTH_LEFT_MARKUP,
    PHS_HEALTH_LEFT_XML,
    PHS_HEALTH_LEFT_SCRIPT,
    PHS_HEALTH_LEFT_TEXT,
    PHS_HEALTH_LEFT_LOG,
    PHS_HEALTH_LEFT_SETTINGS
};
void phs_health_leftover(struct phs_health_reader *reader, enum phs_health_leftover_of of);
/* likely.c: somebody in care, by what stands beside a name. code: most of the text is a program. */
bool phs_health_likely(struct phs_health_reader *reader, bool code);
/* Segments of HL7 v2, X12 and dumps of DICOM inside of other texts. */
bool phs_health_segments(struct phs_health_reader *reader);
/* echo.c: what was found is looked for in the rest of the bytes. */
void phs_health_echo(struct phs_health_reader *reader);

/* Segments as other readers meet them. */
void phs_health_hl7_segment(struct phs_health_reader *reader, struct phs_slice segment, uint32_t line, char field_mark,
                            char part_mark);
/* One component of a field; first: of those of the field. */
void phs_health_hl7_value(struct phs_health_reader *reader, struct phs_slice segment, size_t field, bool first,
                          struct phs_slice value, uint32_t line);
struct phs_x12;
struct phs_x12 *phs_health_x12_new(struct phs_health_reader *reader, char element, char component);
void phs_health_x12_segment(struct phs_x12 *x12, struct phs_slice segment, uint32_t line);
bool phs_health_is_uid(uint32_t tag); /* a unique number of a study, a series or an image */
bool phs_health_dicom_tag(uint32_t tag, const char **ret_category, enum phs_health_kind *ret_kind);

/* column_names.c: a name in lower case, of letters and digits only. NULL: nothing of ours. */
const struct phs_health_column *phs_health_column_exactly(const char *name);
/* columns.c; NULL: nothing of ours. */
const struct phs_health_column *phs_health_column_of(struct phs_slice name);
/* The same; patient: whether the name or what stands in front of it says that a patient is meant. */
const struct phs_health_column *phs_health_column_named(struct phs_slice name, bool *ret_patient);
/* The next word of a key, in lower case and in full: "PT_LName" is "patient", "lname". Returns its length, 0 at the end. */
enum { PHS_HEALTH_KEY_WORD = 48 };
/* Whether the word is one of "|a|b|". */
bool phs_health_word_in(const char *list, const char *word);
size_t phs_health_key_word(struct phs_slice *rest, char ret_word[PHS_HEALTH_KEY_WORD + 1]);
/* Whether columns like these make a table of patients; patients: its name says so. */
bool phs_health_columns_count(const struct phs_health_column *const *columns, size_t n, bool patients);

/* guess.c: what members of a record are that has shown itself to be a patient's. NULL: none of the 18 identifiers. */
const char *phs_health_guess(struct phs_slice key, struct phs_slice value);
enum phs_health_whose { PHS_HEALTH_ANYBODYS, PHS_HEALTH_PERSONS, PHS_HEALTH_OTHERS };
enum phs_health_whose phs_health_whose(struct phs_slice key);
/* Whether the name is a device's that only patients have. ret_pump: of a pump, which others have too. */
bool phs_health_is_worn(struct phs_slice name, bool *ret_pump);
/* What stands in a text of such a record: days, telephones, addresses, numbers, people; all of them as contacts. */
void phs_health_things(struct phs_health_reader *reader, uint32_t line, struct phs_slice text);
bool phs_health_is_prose(struct phs_slice value);

/* judge.c */
enum phs_match_class phs_health_judge(const char *category, struct phs_slice value);
bool phs_health_is_empty(struct phs_slice value);
/* values.c: whether a value is what a column of that category holds, so that a word of a program is none. */
bool phs_health_fits(const char *category, struct phs_slice value);
bool phs_health_looks_like_name(struct phs_slice value);
bool phs_health_is_joined_name(struct phs_slice value); /* "Halvorsen/Marta", "Halvorsen_M" */
bool phs_health_holds_date(struct phs_slice value);
bool phs_health_is_street(struct phs_slice value);
bool phs_health_has_word(struct phs_slice bytes, const char *lower_word); /* case does not count */
/* Whether it has one of the words of an array, and how many of them, up to most. */
bool phs_health_has_one(struct phs_slice bytes, const char *const *lower_words, size_t n);
size_t phs_health_count_words(struct phs_slice bytes, const char *const *lower_words, size_t n, size_t most);
#define PHS_HEALTH_HAS_ONE(bytes, words) phs_health_has_one(bytes, words, sizeof(words) / sizeof *(words))
bool phs_health_says_synthetic(struct phs_slice bytes, bool program);

/* people_names.c */
bool phs_health_has_known_name(struct phs_slice value); /* one of its words is one */

/* A cut of *rest at line ends of any kind (\n, \r\n, \r); *line counts on. False at the end. */
bool phs_health_next_line(struct phs_slice *rest, uint32_t *line, struct phs_slice *ret_line);

#endif
