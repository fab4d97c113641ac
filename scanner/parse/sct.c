/* SPDX-License-Identifier: Apache-2.0 */
/* Lengths in front of everything, and none of them is believed. Receipts of other versions are skipped, as the standard asks.
 */
#include "parse/sct.h"

enum { HEAD = 1 + PHS_SCT_LOG_BYTES + 8, VERSION_1 = 0 };

/* Two bytes of length and what they count, cut off *rest. */
static bool cut(struct phs_slice *rest, struct phs_slice *ret_part) {
    if (rest->len < 2)
        return false;
    size_t len = (size_t)(unsigned char)rest->ptr[0] << 8 | (unsigned char)rest->ptr[1];
    if (rest->len - 2 < len)
        return false;
    *ret_part = phs_slice_n(rest->ptr + 2, len);
    *rest = phs_slice_n(rest->ptr + 2 + len, rest->len - 2 - len);
    return true;
}

static bool read_one(struct phs_slice bytes, struct phs_sct *ret_sct) {
    struct phs_slice extensions, signature, rest;
    if (bytes.len < HEAD || bytes.ptr[0] != VERSION_1)
        return false;
    memcpy(ret_sct->log, bytes.ptr + 1, PHS_SCT_LOG_BYTES);
    ret_sct->timestamp = 0;
    for (size_t i = 1 + PHS_SCT_LOG_BYTES; i < HEAD; i++)
        ret_sct->timestamp = ret_sct->timestamp << 8 | (unsigned char)bytes.ptr[i];
    rest = phs_slice_n(bytes.ptr + HEAD, bytes.len - HEAD);
    if (!cut(&rest, &extensions) || rest.len < 2)
        return false;
    ret_sct->hash = (unsigned char)rest.ptr[0];
    ret_sct->signature = (unsigned char)rest.ptr[1];
    rest = phs_slice_n(rest.ptr + 2, rest.len - 2);
    if (!cut(&rest, &signature) || signature.len == 0 || rest.len)
        return false;
    ret_sct->extensions = extensions;
    ret_sct->signed_with = signature;
    return true;
}

void phs_sct_read(struct phs_slice bytes, struct phs_sct_list *ret_list) {
    struct phs_slice items, item;
    *ret_list = (struct phs_sct_list){.malformed = true};
    if (!cut(&bytes, &items) || bytes.len || !items.len)
        return;
    ret_list->malformed = false;
    while (items.len && ret_list->n < PHS_SCT_MOST) {
        if (!cut(&items, &item)) {
            ret_list->malformed = true;
            return;
        }
        if (read_one(item, &ret_list->at[ret_list->n]))
            ret_list->n++;
        else
            ret_list->malformed = true;
    }
}
