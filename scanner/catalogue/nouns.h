/* SPDX-License-Identifier: Apache-2.0 */
/* Inside catalogue/ only: from documents to nouns, the same way for the built-in files, for folders and for the build's own
 * look. */
#ifndef PHS_CATALOGUE_NOUNS_H
#define PHS_CATALOGUE_NOUNS_H

#include "catalogue/catalogue.h"
#include "catalogue/tsv.h"

struct phs_document {
    const char *path;              /* as a person would type it: "checks/aws/s3/x.yaml" */
    const char *below;             /* below checks/ or the folder: "aws/s3/x.yaml" decides which noun it is */
    const struct phs_value *value; /* a map, or NULL for a table */
    struct phs_slice text;         /* a table */
    bool builtin;
    bool packing; /* the build looks into it; what it found in order is not looked into at every start */
    size_t part;  /* number of the document in its file, from 0: the second one of a file has no claim to the file's id */
};

/* What of a document is being read; every problem names the place. */
struct phs_reading {
    struct phs_arena *arena;
    struct phs_catalogue *catalogue;
    const struct phs_document *document;
    bool broken; /* what was read cannot be used */
};

/* Sentence into the catalogue's errors and the reading is broken. */
void phs_reading_break(struct phs_reading *reading, const struct phs_value *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Sentence into its warnings. */
void phs_reading_warn(struct phs_reading *reading, const struct phs_value *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The table that the document is; NULL and a sentence in the catalogue's errors when it is none. */
const struct phs_tsv *phs_reading_table(struct phs_reading *reading);

/* Text of a scalar field; NULL when absent. required: absent or empty breaks. Lists and maps break. */
const char *phs_field_text(struct phs_reading *reading, const struct phs_value *map, const char *key, bool required);
/* The same, one of the words of a space-separated list. */
const char *phs_field_word(struct phs_reading *reading, const struct phs_value *map, const char *key, bool required,
                           const char *words);
bool phs_field_bool(struct phs_reading *reading, const struct phs_value *map, const char *key);
/* List of scalars, or one scalar; absent gives none. */
void phs_field_texts(struct phs_reading *reading, const struct phs_value *map, const char *key, struct phs_texts *ret_texts);
/* Warns of every key that is not among the space-separated ones: a misspelt one would otherwise be silent. */
void phs_field_known(struct phs_reading *reading, const struct phs_value *map, const char *keys);
/* Text of a scalar as written; NULL for other kinds. */
const char *phs_field_scalar(struct phs_arena *arena, const struct phs_value *value);
/* ASCII lower case copy. */
char *phs_lower(struct phs_arena *arena, const char *text);
bool phs_word_in(struct phs_slice word, const char *words);
/* "hipaa:164.312(b)" */
const char *phs_control_key(struct phs_arena *arena, const char *framework, const char *id);

/* Each adds its noun to the catalogue or says why not. */
void phs_read_check(struct phs_reading *reading);
void phs_read_safeguard(struct phs_reading *reading);
void phs_read_threat(struct phs_reading *reading);
void phs_read_framework(struct phs_reading *reading);
void phs_read_vendor(struct phs_reading *reading);
void phs_read_vendor_table(struct phs_reading *reading);
void phs_read_pattern(struct phs_reading *reading);
void phs_read_module(struct phs_reading *reading);
void phs_read_foreign(struct phs_reading *reading); /* only looks: foreign.h loads the tables when they are needed */
void phs_read_profile(struct phs_reading *reading);

/* False and a warning when the id is taken: the first one wins. */
bool phs_claim(struct phs_reading *reading, struct phs_map *map, const char *what, const char *id, void *noun);

/* An empty catalogue. */
struct phs_catalogue *phs_catalogue_new(struct phs_arena *arena);
/* The built-in files of a blob in one, not yet joined. */
struct phs_blob;
enum phs_code phs_catalogue_of_blob(struct phs_arena *arena, const struct phs_blob *blob, struct phs_catalogue **ret_catalogue,
                                    struct phs_err *err);
/* Puts beside each other what every run walks over; of a joined one. */
void phs_catalogue_compact(struct phs_catalogue *catalogue);
/* Its maps can be read in another process (phs_map_fix). */
void phs_catalogue_fix(struct phs_catalogue *catalogue);
/* Reads the documents in their order. */
void phs_catalogue_add(struct phs_catalogue *catalogue, const struct phs_document *documents, size_t n);
/* Sorts by id and joins checks, safeguards, threats and controls; what points nowhere is a warning and left out. */
void phs_catalogue_join(struct phs_catalogue *catalogue);
/* Names and hosts of vendors, after joining. */
void phs_catalogue_index_vendors(struct phs_catalogue *catalogue);
/* Files of a folder as documents, broken ones into errors; their bytes into the digest. */
struct phs_sha256;
void phs_catalogue_add_folder(struct phs_catalogue *catalogue, const char *folder, struct phs_sha256 *sha);

#endif
