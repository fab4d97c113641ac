/* SPDX-License-Identifier: Apache-2.0 */
/* Workbooks. Mutating a deflated archive finds little beyond its directory, so the input may also be the XML of one part
 * (chosen by the first byte) around which a sound archive is put; 0x50, the 'P' of "PK", means a whole archive. */
#include <zip.h>

#include "parse/xlsx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
    const char *name, *text;
} parts[] = {
    {"_rels/.rels", "<Relationships><Relationship Type='/officeDocument' Target='xl/workbook.xml'/></Relationships>"},
    {"xl/workbook.xml", "<workbook xmlns:r='urn:r'><sheets><sheet name='S' r:id='r1'/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r1' Type='/worksheet' Target='sheet1.xml'/>"
                                   "<Relationship Id='r2' Type='/sharedStrings' Target='strings.xml'/>"
                                   "<Relationship Id='r3' Type='/styles' Target='styles.xml'/></Relationships>"},
    {"xl/styles.xml", "<styleSheet><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>"},
    {"xl/strings.xml", "<sst><si><t>a</t></si></sst>"},
    {"xl/sheet1.xml", "<worksheet><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>"},
};
enum { PARTS = sizeof parts / sizeof parts[0] };

/* A stored archive with the input as part number `which`; NULL when libzip does not make one. */
static zip_source_t *wrap(const uint8_t *data, size_t size, size_t which) {
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = memory ? zip_open_from_source(memory, ZIP_TRUNCATE, NULL) : NULL;
    if (!zip)
        return NULL;
    zip_source_keep(memory);
    for (size_t i = 0; i < PARTS; i++) {
        const void *text = i == which ? (const void *)data : parts[i].text;
        zip_source_t *content = zip_source_buffer(zip, text, i == which ? size : strlen(parts[i].text), 0);
        zip_int64_t index = zip_file_add(zip, parts[i].name, content, 0);
        zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
    }
    if (zip_close(zip) == 0)
        return memory;
    zip_discard(zip);
    zip_source_free(memory);
    return NULL;
}

static void parse_by(struct phs_arena *arena, struct phs_slice bytes, bool of_history) {
    struct phs_source source = {.path = "in"};
    struct phs_xlsx_limits limits = {
        .table = {.max_cells = 5000}, .max_total_bytes = 4 << 20, .max_strings = 5000, .of_history = of_history};
    struct phs_workbook book = {0};
    struct phs_err err;
    if (phs_xlsx_parse(arena, &source, bytes, &limits, &book, &err) != PHS_OK)
        return;
    for (size_t s = 0; s < book.n; s++)
        for (size_t r = 0; r < book.sheets[s].n; r++)
            for (size_t c = 0; c < book.sheets[s].rows[r].n; c++)
                if (book.sheets[s].rows[r].cells[c].text.len == 0)
                    __builtin_trap(); /* only cells that hold something exist */
}

static void parse(struct phs_arena *arena, struct phs_slice bytes) {
    parse_by(arena, bytes, false);
    parse_by(arena, bytes, true);
}

static void parse_wrapped(struct phs_arena *arena, const uint8_t *data, size_t size) {
    zip_stat_t stat;
    zip_source_t *memory = wrap(data + 1, size - 1, data[0] % PARTS);
    if (!memory)
        return;
    if (zip_source_stat(memory, &stat) == 0 && zip_source_open(memory) == 0) {
        char *bytes = phs_alloc(arena, (size_t)stat.size);
        zip_source_read(memory, bytes, stat.size);
        zip_source_close(memory);
        parse(arena, phs_slice_n(bytes, (size_t)stat.size));
    }
    zip_source_free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct phs_arena *arena = phs_arena_new();
    if (size > 0 && data[0] == 'P')
        parse(arena, phs_slice_n((const char *)data, size));
    else if (size > 0)
        parse_wrapped(arena, data, size);
    phs_arena_free(arena);
    return 0;
}
