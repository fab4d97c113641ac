/* SPDX-License-Identifier: Apache-2.0 */
/* The state of one pass over a file, and the readers that share it. */
#ifndef PHS_COLLECT_SOURCE_SCAN_PARTS_H
#define PHS_COLLECT_SOURCE_SCAN_PARTS_H

#include "collect/source/scan.h"

/* Field names that stand together: an object, a class, a table, a run of nearby lines. */
struct phs_record {
    bool open, patient; /* patient: a FHIR resource about a person */
    bool alone;         /* one of the identifiers says by itself that a patient is meant */
    uint32_t first_line, last_line, indent;
    uint64_t strong, weak, contact, health, phi; /* categories, bit by index; weak holds contact too */
    uint32_t count[PHS_MOST_CATEGORIES];
    uint32_t line[PHS_MOST_CATEGORIES];
};

struct phs_scan {
    struct phs_arena *arena;
    const struct phs_lexicon *lexicon;
    const struct phs_catalogue *catalogue;
    const struct phs_language *language;
    const char *path, *start, *end;
    uint32_t line, indent; /* of the line under way */
    bool in_go_imports;
    struct phs_record record;
    uint64_t seen_identifiers, seen_health; /* of the whole file: strong identifiers, health */
    struct phs_file_sights *sights;
};

/* record.c */
void phs_record_hit(struct phs_scan *scan, const struct phs_lexeme *lexeme, bool about_a_person, uint32_t count);
void phs_record_close(struct phs_scan *scan);
struct phs_field_sight *phs_field_sight_of(struct phs_scan *scan, size_t category);

/* calls.c: at points behind "://", or at the quote that opens a string; both return where to go on. */
const char *phs_scan_url(struct phs_scan *scan, const char *colon);
const char *phs_scan_quoted(struct phs_scan *scan, const char *quote);
void phs_add_call(struct phs_scan *scan, const char *target, const char *scheme, const struct phs_reach *reach, bool import,
                  bool dependency);

/* imports.c: word is a token that begins an import in this language ("import", "require"). Looks at what follows. */
void phs_scan_import(struct phs_scan *scan, struct phs_slice word, const char *rest);
bool phs_is_import_word(struct phs_slice word);
void phs_scan_package(struct phs_scan *scan, struct phs_slice package, bool dependency);

/* manifest.c, table.c, hl7.c */
void phs_scan_manifest(struct phs_scan *scan, struct phs_slice bytes);
void phs_scan_table(struct phs_scan *scan, struct phs_slice bytes);
void phs_scan_hl7(struct phs_scan *scan, struct phs_slice bytes);

/* shape.c: what stands beside a strong identifier. Keeps its shape, never a character of it. */
void phs_scan_value(struct phs_scan *scan, size_t category, struct phs_slice value);

#endif
