/* SPDX-License-Identifier: Apache-2.0 */
/* libzip over bytes in memory; nothing of it touches a disk. */
#include "parse/zip_archive.h"

zip_t *phs_zip_open(struct phs_slice bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    zip_t *zip = memory ? zip_open_from_source(memory, ZIP_RDONLY, &error) : NULL;
    if (memory && !zip)
        zip_source_free(memory);
    zip_error_fini(&error);
    return zip;
}

bool phs_zip_entry_at(zip_t *zip, size_t index, struct phs_zip_entry *ret_entry) {
    const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    zip_stat_t stat;
    if (zip_stat_index(zip, index, 0, &stat) != 0 || (stat.valid & needed) != needed)
        return false;
    bool encrypted = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE;
    *ret_entry = (struct phs_zip_entry){stat.name, index, (size_t)stat.size, (size_t)stat.comp_size, encrypted};
    return true;
}

bool phs_zip_find(zip_t *zip, const char *name, size_t *ret_index) {
    zip_int64_t index = zip_name_locate(zip, name, 0);
    if (index < 0)
        index = zip_name_locate(zip, name, ZIP_FL_NOCASE);
    if (index >= 0)
        *ret_index = (size_t)index;
    return index >= 0;
}

enum phs_zip_outcome phs_zip_read(struct phs_arena *arena, zip_t *zip, const struct phs_zip_entry *entry, size_t most,
                                  struct phs_slice *ret_bytes) {
    if (entry->encrypted)
        return PHS_ZIP_ENCRYPTED;
    if (entry->size > most)
        return PHS_ZIP_LARGE;
    zip_file_t *file = zip_fopen_index(zip, entry->index, 0);
    if (!file)
        return PHS_ZIP_DAMAGED;
    char *bytes = phs_alloc(arena, entry->size + 1);
    size_t made = 0;
    zip_int64_t n;
    /* One byte more than it states: whether it goes on, and whether its checksum is right. */
    while (made <= entry->size && (n = zip_fread(file, bytes + made, entry->size + 1 - made)) > 0)
        made += (size_t)n;
    bool whole = made == entry->size && n == 0;
    zip_fclose(file);
    if (whole)
        *ret_bytes = phs_slice_n(bytes, made);
    return whole ? PHS_ZIP_READ : PHS_ZIP_DAMAGED;
}
