/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in files of the blob -> an unjoined catalogue. */
#include "catalogue/blob.h"
#include "catalogue/nouns.h"

static const char checks_folder[] = "checks/";

enum phs_code phs_catalogue_of_blob(struct phs_arena *arena, const struct phs_blob *blob, struct phs_catalogue **ret_catalogue,
                                    struct phs_err *err) {
    struct phs_catalogue *catalogue = phs_catalogue_new(arena);
    struct phs_document *documents = PHS_NEW_N(arena, struct phs_document, blob->n);
    size_t n = 0;
    phs_blob_sha256(blob, catalogue->sha256);
    for (size_t i = 0; i < blob->n; i++) {
        struct phs_blob_file file = phs_blob_at(blob, i);
        if (!phs_slice_starts(file.path, checks_folder))
            continue;
        struct phs_document *document = &documents[n++];
        *document = (struct phs_document){
            .path = file.path.ptr, .below = file.path.ptr + sizeof checks_folder - 1, .text = file.text, .builtin = true};
        if (file.kind == PHS_BLOB_TREE) {
            enum phs_code code = phs_blob_tree(arena, blob, i, &document->value, err);
            if (code != PHS_OK)
                return code;
        }
    }
    phs_catalogue_add(catalogue, documents, n);
    *ret_catalogue = catalogue;
    return PHS_OK;
}
