/* SPDX-License-Identifier: Apache-2.0 */
/* Workbooks made in memory, part by part, so that a test shows the XML that it is about. */
#ifndef TESTS_UNIT_PARSE_XLSX_HELP_H
#define TESTS_UNIT_PARSE_XLSX_HELP_H

#include <zip.h>

#include "unit/parse/parse_help.h"

struct part {
    const char *name, *text;
    size_t len; /* 0: strlen */
};

#define ROOT_RELATIONS                                                                                                         \
    {                                                                                                                          \
        "_rels/.rels",                                                                                                         \
            "<Relationships><Relationship Id='r1' Type='http://x/officeDocument' Target='xl/workbook.xml'/>"                   \
            "</Relationships>",                                                                                                \
            0                                                                                                                  \
    }
#define WORKBOOK                                                                                                               \
    {                                                                                                                          \
        "xl/workbook.xml",                                                                                                     \
            "<workbook xmlns:r='urn:r'><sheets><sheet name='Vendors' sheetId='1' r:id='r1'/></sheets></workbook>", 0           \
    }
#define RELATIONS                                                                                                              \
    {                                                                                                                          \
        "xl/_rels/workbook.xml.rels",                                                                                          \
            "<Relationships><Relationship Id='r1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>"                  \
            "<Relationship Id='r2' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>"                                 \
            "<Relationship Id='r3' Type='http://x/styles' Target='/xl/styles.xml'/></Relationships>",                          \
            0                                                                                                                  \
    }
#define SHEET(text)                                                                                                            \
    { "xl/worksheets/sheet1.xml", "<worksheet><sheetData>" text "</sheetData></worksheet>", 0 }

static inline struct phs_slice make_zip(struct phs_arena *into, const struct part *parts, size_t n) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    cr_assert(zip);
    zip_source_keep(memory);
    for (size_t i = 0; i < n && parts[i].name; i++) {
        size_t len = parts[i].len ? parts[i].len : strlen(parts[i].text);
        zip_source_t *content = zip_source_buffer(zip, parts[i].text, len, 0);
        cr_assert_geq(zip_file_add(zip, parts[i].name, content, ZIP_FL_ENC_UTF_8), 0);
    }
    cr_assert_eq(zip_close(zip), 0);
    zip_stat_t stat;
    cr_assert_eq(zip_source_stat(memory, &stat), 0);
    char *bytes = phs_alloc(into, (size_t)stat.size);
    cr_assert_eq(zip_source_open(memory), 0);
    cr_assert_eq((zip_uint64_t)zip_source_read(memory, bytes, stat.size), stat.size);
    zip_source_close(memory);
    zip_source_free(memory);
    return phs_slice_n(bytes, (size_t)stat.size);
}

#endif
