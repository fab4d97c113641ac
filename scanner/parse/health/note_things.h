/* SPDX-License-Identifier: Apache-2.0 */
/* Inside health/ only: what is told from its shape alone. at is at the start of a word; nothing is read at end. */
#ifndef PHS_PARSE_HEALTH_NOTE_THINGS_H
#define PHS_PARSE_HEALTH_NOTE_THINGS_H

#include "parse/health/record.h"

size_t phs_note_run(const char *at, const char *end, int (*is)(int)); /* how many there are of a kind */
bool phs_note_is_date(const char *at, const char *end);
bool phs_note_is_month(const char *at, const char *end);
/* "18 juin 2024", "18 de junio de 2024"; "april 2", "twelfth of May": days as other languages and speech have them. */
bool phs_note_is_foreign_date(const char *at, const char *end);
bool phs_note_is_spoken_date(const char *at, const char *end);
bool phs_note_is_phone(const char *start, const char *at, const char *end); /* start: of the line */
bool phs_note_is_ssn(const char *at, const char *end);
bool phs_note_is_titled(const char *at, const char *end);
bool phs_note_is_place(const char *at, const char *end);
bool phs_note_is_street(const char *at, const char *end);
const char *phs_note_lives_at(const char *start, const char *at, const char *end); /* where it ends, or NULL */
bool phs_note_is_zip(const char *start, const char *at, const char *end);
/* "70563 Stuttgart"; "8 rue des Tanneurs", "Lindenstraße 14" */
bool phs_note_is_town(const char *start, const char *at, const char *end);
bool phs_note_is_foreign_street(const char *at, const char *end);
bool phs_note_is_postcode(const char *at, const char *end);
bool phs_note_is_ip(const char *at, const char *end);
/* "2024-0402-88127", "25-00418": digits in groups */
bool phs_note_is_grouped(const char *at, const char *end);
/* note_spoken.c: where they end, or NULL. */
const char *phs_note_said_number_at(const char *at, const char *end);
/* start: of the line. */
const char *phs_note_spelled_at(const char *start, const char *at, const char *end);
bool phs_note_is_spaced_number(const char *at, const char *end);
bool phs_note_is_code(const char *at, const char *end);
/* "12.4.71", "2nd of November", "on the thirtieth" in a text about a patient. start: of the line. */
bool phs_note_is_loose_date(const char *start, const char *at, const char *end);
bool phs_note_is_number(const char *at, const char *end);
bool phs_note_is_great_age(const char *at, const char *end); /* 90 and above: an identifier by 164.514(b)(2)(i)(C) */
/* The name of somebody behind "husband", "daughter": where it ends, or NULL. */
const char *phs_note_kin_at(const char *at, const char *end);
/* Two to four words with capitals, "Last, First" too: where they end, or NULL. */
const char *phs_note_full_name_at(const char *at, const char *end);
/* Whether the word stands there, in any case; behind what of marks stands there. */
bool phs_note_begins(const char *at, const char *end, const char *word);
const char *phs_note_skip(const char *at, const char *end, const char *marks);
/* "24yo", "geb.", "client": a short text may be about somebody in care. */
bool phs_note_hints_at_somebody(struct phs_slice text);
size_t phs_note_health_words(struct phs_slice text); /* how many different ones */

#endif
