/* SPDX-License-Identifier: Apache-2.0 */
/* The blob, and behind it the memory that loading it comes to: the build loads the catalogue once into memory at a fixed
 * address and keeps that memory, and a start maps it there from the program's file. So a start reads only the pages that a scan
 * touches. Where the address is taken or this is a build with another kind of memory (sanitizers), the blob is loaded. */
#ifndef PHS_CATALOGUE_IMAGE_H
#define PHS_CATALOGUE_IMAGE_H

#include "catalogue/blob.h"

struct phs_catalogue;

struct phs_image_head {
    char magic[8];
    uint64_t base;        /* the address that pointers are made for */
    uint64_t length;      /* of all */
    uint64_t blob_length; /* the blob follows this head */
    uint64_t arena;       /* where the catalogue's arena begins, from the head on; 0: only the blob is here */
    uint64_t catalogue;   /* struct phs_catalogue, from the head on */
};

/* Appends head, blob and memory; only the first two where this build keeps no memory. PHS_E_INTERNAL when the memory points out
 * of itself, with what at. */
enum phs_code phs_image_write(struct phs_buf *out, struct phs_slice blob, struct phs_err *err);

/* The blob in an image; empty when it is none. */
struct phs_slice phs_image_blob(struct phs_slice image);
/* The catalogue of the program's own image, whose arena belongs to this one; NULL when it cannot be had like that. */
struct phs_catalogue *phs_image_map(struct phs_arena *arena, struct phs_slice image);

#endif
