/* SPDX-License-Identifier: Apache-2.0 */
/* A view as JSON, as tables or through its template. */
#include "reports/writing.h"

#include "reports/posture.h"
#include "reports/rendering.h"

static enum phs_code write_tables(struct phs_arena *arena, const struct phs_written *written, const struct phs_value *view,
                                  enum phs_report_format format, struct phs_buf *out, struct phs_err *err) {
    struct phs_book book = phs_book_of(arena, view, written->title, written->organization);
    written->tables(arena, view, &book.tables);
    if (format == PHS_REPORT_XLSX)
        return phs_book_write_xlsx(arena, &book, out, err);
    phs_table_write_csv(&book.tables.items.at[0], out);
    return PHS_OK;
}

enum phs_code phs_report_write(struct phs_arena *arena, const struct phs_written *written, const struct phs_value *view,
                               enum phs_report_format format, const struct phs_map *templates, struct phs_buf *out,
                               struct phs_err *err) {
    if (phs_audience_is_posture(view))
        return phs_posture_write(arena, view, format, templates, out, err);
    if (format == PHS_REPORT_JSON) {
        phs_view_write_json(phs_view_without_drawings(arena, view), out);
        return PHS_OK;
    }
    if (format == PHS_REPORT_XLSX || format == PHS_REPORT_CSV)
        return write_tables(arena, written, view, format, out, err);
    const char *ending = format == PHS_REPORT_HTML ? "html" : "md";
    return phs_template_render(arena, phs_printf(arena, "%s.%s", written->template, ending), templates, view, out, err);
}
