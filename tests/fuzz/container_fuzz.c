/* SPDX-License-Identifier: Apache-2.0 */
/* Archives, office documents and databases of repositories under scan. Behind a 'D' stands the XML of a document around which a
 * sound archive is put. */
#include <zip.h>

#include "parse/container/container.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void open_container(struct phs_slice bytes) {
    const struct phs_container_limits limits = {.max_bytes = 1 << 20, .max_items = 50};
    struct phs_arena *arena = phs_arena_new();
    struct phs_container container;
    size_t sum = 0;
    phs_container_open(arena, bytes, &limits, &container);
    for (size_t i = 0; i < container.items.n; i++) {
        sum += container.items.at[i].bytes.len;
        if (!phs_contained_path(arena, "data/in.zip", &container.items.at[i]))
            __builtin_trap(); /* everything has a name */
    }
    if (sum > limits.max_bytes || container.items.n > limits.max_items)
        __builtin_trap(); /* within the bounds */
    phs_arena_free(arena);
}

static void open_document(const uint8_t *data, size_t size) {
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = memory ? zip_open_from_source(memory, ZIP_TRUNCATE, NULL) : NULL;
    zip_stat_t stat;
    static char bytes[1 << 16];
    if (!zip)
        return;
    zip_source_keep(memory);
    zip_file_add(zip, "word/document.xml", zip_source_buffer(zip, data, size, 0), 0);
    zip_set_file_compression(zip, 0, ZIP_CM_STORE, 0);
    if (zip_close(zip) != 0) {
        zip_discard(zip);
    } else if (zip_source_stat(memory, &stat) == 0 && stat.size <= sizeof bytes && zip_source_open(memory) == 0) {
        zip_source_read(memory, bytes, stat.size);
        zip_source_close(memory);
        open_container(phs_slice_n(bytes, (size_t)stat.size));
    }
    zip_source_free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 0 && data[0] == 'D')
        open_document(data + 1, size - 1);
    else
        open_container(phs_slice_n((const char *)data, size));
    return 0;
}
