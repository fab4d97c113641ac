/* SPDX-License-Identifier: Apache-2.0 */
/* The XML of a part by our own scanner: for workbooks that nobody handed in, since no library meets what a history holds. */
#ifndef PHS_PARSE_XLSX_OWN_H
#define PHS_PARSE_XLSX_OWN_H

#include "base/arena.h"
#include "base/buf.h"
#include "parse/xml_scan.h"

struct phs_xlsx_own {
    struct phs_arena *arena; /* of the part's bytes, and itself */
    struct phs_xml_scan scan;
    enum phs_xml_token token;
    size_t attribute;    /* the next */
    struct phs_buf text; /* what was handed out last */
};

struct phs_xlsx_own *phs_xlsx_own_new(void);
void phs_xlsx_own_start(struct phs_xlsx_own *own, struct phs_slice bytes);
void phs_xlsx_own_free(struct phs_xlsx_own *own);

/* As their kin of xlsx_zip.h. */
bool phs_xlsx_own_next(struct phs_xlsx_own *own);
bool phs_xlsx_own_at(const struct phs_xlsx_own *own, const char *element);
bool phs_xlsx_own_at_end(const struct phs_xlsx_own *own, const char *element);
bool phs_xlsx_own_attribute(struct phs_xlsx_own *own, const char **ret_name, const char **ret_value, bool *ret_prefixed);
const char *phs_xlsx_own_text(struct phs_xlsx_own *own);

#endif
