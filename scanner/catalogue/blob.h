/* SPDX-License-Identifier: Apache-2.0 */
/* The one blob inside the binary: files sorted by path, YAML as value trees that are already parsed, so that a start parses
 * none. */
#ifndef PHS_CATALOGUE_BLOB_H
#define PHS_CATALOGUE_BLOB_H

#include "base/buf.h"
#include "base/err.h"
#include "model/value.h"

/* Layout, integers little-endian:
 *   magic 8 bytes, SHA-256 of all that follows it 32 bytes, file count u32,
 *   per file path offset, path length, kind, data offset, data length, each u32 and offsets from the start of the blob,
 *   then paths and data. Every string in a tree is followed by a NUL.
 * No time, no absolute path: the same files give the same bytes. */
/* Examples lie apart from the check or module that they are of, so that a start passes them by:
 * "examples/checks/aws/s3/x.yaml" holds those of "checks/aws/s3/x.yaml". */
#define BLOB_EXAMPLES "examples/"

enum phs_blob_kind { PHS_BLOB_TEXT, PHS_BLOB_TREE };

struct phs_blob_file {
    struct phs_slice path; /* NUL-terminated when it comes out of a blob */
    enum phs_blob_kind kind;
    struct phs_slice text;         /* PHS_BLOB_TEXT */
    const struct phs_value *value; /* PHS_BLOB_TREE; must hold nothing unknown */
};

/* Appends the blob of the files, which are sorted by path by the caller. PHS_E_LIMIT above 4 GiB. */
enum phs_code phs_blob_write(struct phs_buf *out, const struct phs_blob_file *files, size_t n, struct phs_err *err);

struct phs_blob {
    struct phs_slice bytes;
    size_t n; /* files */
};

/* PHS_E_INPUT when it is no blob of this version. Bounds of the table are looked at here, those of trees while they are read.
 */
enum phs_code phs_blob_open(struct phs_slice bytes, struct phs_blob *ret_blob, struct phs_err *err);
/* File i without its tree; the text is a view of the blob. */
struct phs_blob_file phs_blob_at(const struct phs_blob *blob, size_t i);
/* False when there is none of that path. */
bool phs_blob_find(const struct phs_blob *blob, struct phs_slice path, struct phs_blob_file *ret_file);
/* The tree of file i; strings are views of the blob. PHS_E_INPUT when the bytes are damaged. */
enum phs_code phs_blob_tree(struct phs_arena *arena, const struct phs_blob *blob, size_t i, const struct phs_value **ret_value,
                            struct phs_err *err);
/* As hex. */
void phs_blob_sha256(const struct phs_blob *blob, char ret_text[65]);

#endif
