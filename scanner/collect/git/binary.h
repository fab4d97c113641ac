/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are no text, by whether records could be in them. */
#ifndef PHS_COLLECT_GIT_BINARY_H
#define PHS_COLLECT_GIT_BINARY_H

#include "base/slice.h"

enum phs_unread {
    PHS_UNREAD_HOLDER, /* archives, office documents, PDFs and databases: text and rows could be in them */
    PHS_UNREAD_OTHER,  /* images, fonts, programs */
    /* Of containers that are opened (contained.h): */
    PHS_UNREAD_ENCRYPTED,
    PHS_UNREAD_DAMAGED,
    PHS_UNREAD_LARGE,  /* more is in it than is unpacked of one file */
    PHS_UNREAD_NESTED, /* others in it are not opened */
    PHS_UNREAD_MANY,   /* more are there than are unpacked in one scan */
    PHS_UNREAD_KINDS,
    PHS_UNREAD_NOTHING = PHS_UNREAD_KINDS /* all of it was read */
};

/* Something went wrong or a bound was reached, where formats that are not read are left out on purpose. */
static inline bool phs_unread_is_missing(enum phs_unread kind) {
    return kind == PHS_UNREAD_ENCRYPTED || kind == PHS_UNREAD_DAMAGED || kind == PHS_UNREAD_LARGE || kind == PHS_UNREAD_MANY;
}

/* Of bytes that are no text. */
enum phs_unread phs_unread_kind(struct phs_slice bytes);
/* Of a file that is not opened for its name. */
enum phs_unread phs_unread_kind_of_name(const char *path);
/* "archives, office documents, PDFs or databases were not opened": what is told of so many. */
const char *phs_unread_sentence(enum phs_unread kind);

#endif
