/* SPDX-License-Identifier: Apache-2.0 */
/* Sizes that the two halves of the blob format share. */
#ifndef PHS_CATALOGUE_BLOB_FORMAT_H
#define PHS_CATALOGUE_BLOB_FORMAT_H

#define BLOB_MAGIC "PHSCAT\0\1"
enum { BLOB_MAGIC_LEN = 8, BLOB_DIGEST = 32, BLOB_HEAD = BLOB_MAGIC_LEN + BLOB_DIGEST + 4, BLOB_ROW = 20, BLOB_DEPTH = 256 };

#endif
