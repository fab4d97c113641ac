/* SPDX-License-Identifier: Apache-2.0 */
/* XLSX workbooks that a person hands in: values of every sheet, no formulas, no macros, nothing fetched. */
#ifndef PHS_PARSE_XLSX_H
#define PHS_PARSE_XLSX_H

#include "parse/table.h"

struct phs_xlsx_limits {
    struct phs_table_limits table; /* max_rows a sheet, max_cells a workbook */
    size_t max_entries;            /* files in the archive: 2,000 */
    size_t max_part_bytes;         /* one unpacked XML part: 256 MiB */
    size_t max_total_bytes;        /* all parts read: 512 MiB */
    size_t max_ratio;              /* unpacked to packed, for parts above 1 MiB: 200 */
    size_t max_strings;            /* shared strings: 2,000,000 */
    bool of_history;               /* nobody handed it in: its XML is read by xml_scan.h and never meets libxml2 */
};

struct phs_workbook {
    struct phs_table *sheets; /* worksheets in the order of the tabs; chart sheets are left out */
    size_t n;
};

/* Dates are ISO text by the cell's number format, 1904 workbooks included; a formula counts as its stored result; an error cell
 * (#N/A) is left out with a note. Nothing points into bytes afterwards. limits NULL: the defaults. A corrupt, encrypted or
 * oversized file gives one sentence. */
enum phs_code phs_xlsx_parse(struct phs_arena *arena, const struct phs_source *source, struct phs_slice bytes,
                             const struct phs_xlsx_limits *limits, struct phs_workbook *ret_workbook, struct phs_err *err);

#endif
