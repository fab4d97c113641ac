/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of Word and slides (ECMA-376): each paragraph a line, each row of a table a line; what was deleted in a tracked
 * change stays out, as it does on paper. */
#include "base/buf.h"
#include "parse/container/container_parts.h"
#include "parse/xml_scan.h"
#include "parse/xml_text.h"

enum { MOST_CELLS = 64 };

struct prose {
    struct phs_buf out;              /* lines */
    struct phs_buf line;             /* the one under way */
    size_t tables;                   /* how deep in tables it is */
    size_t start[MOST_CELLS], cells; /* of the row at hand: where its cells begin in line */
    bool in_text;
};

static bool is(const struct phs_xml_scan *scan, const char *name) {
    return phs_slice_is(scan->name, name);
}

static void end_line(struct prose *prose) {
    phs_buf_add(&prose->out, phs_buf_text(&prose->line), prose->line.len);
    phs_buf_putc(&prose->out, '\n');
    phs_buf_clear(&prose->line);
    prose->cells = 0;
}

static struct phs_slice cell(const struct prose *prose, size_t i) {
    size_t end = i + 1 < prose->cells ? prose->start[i + 1] : prose->line.len;
    return phs_slice_trim(phs_slice_n(phs_buf_text(&prose->line) + prose->start[i], end - prose->start[i]));
}

/* Two cells are a label and its value, more are a row of a table. */
static void end_row(struct prose *prose) {
    struct phs_slice first = prose->cells ? cell(prose, 0) : PHS_SLICE("");
    bool labelled = prose->cells == 2 && first.len > 0 && first.ptr[first.len - 1] != ':';
    for (size_t i = 0; i < prose->cells; i++) {
        if (i > 0)
            phs_buf_puts(&prose->out, prose->cells > 2 ? " | " : labelled ? ": " : " ");
        phs_buf_slice(&prose->out, cell(prose, i));
    }
    phs_buf_putc(&prose->out, '\n');
    phs_buf_clear(&prose->line);
    prose->cells = 0;
}

static void open_element(struct prose *prose, const struct phs_xml_scan *scan) {
    if (is(scan, "t"))
        prose->in_text = !scan->closed;
    else if (is(scan, "p") && scan->closed && !prose->tables)
        end_line(prose);
    else if (is(scan, "tab"))
        phs_buf_putc(&prose->line, '\t');
    else if ((is(scan, "br") || is(scan, "cr")) && !prose->tables)
        end_line(prose);
    else if (is(scan, "br") || is(scan, "cr"))
        phs_buf_putc(&prose->line, ' ');
    else if (is(scan, "tbl") && !scan->closed)
        prose->tables++;
    else if (is(scan, "tc") && prose->tables == 1 && prose->cells < MOST_CELLS)
        prose->start[prose->cells++] = prose->line.len;
}

static void close_element(struct prose *prose, const struct phs_xml_scan *scan) {
    if (is(scan, "t"))
        prose->in_text = false;
    else if (is(scan, "p") && prose->tables)
        phs_buf_putc(&prose->line, ' ');
    else if (is(scan, "p"))
        end_line(prose);
    else if (is(scan, "tr") && prose->tables == 1)
        end_row(prose);
    else if (is(scan, "tbl") && prose->tables)
        prose->tables--;
}

/* White space of the file is none of the text. */
static void add_text(struct prose *prose, struct phs_slice raw) {
    size_t from = prose->line.len;
    phs_xml_text_add(&prose->line, raw);
    for (size_t i = from; i < prose->line.len; i++)
        if (prose->line.ptr[i] == '\n' || prose->line.ptr[i] == '\r')
            prose->line.ptr[i] = ' ';
}

void phs_unpack_prose(struct phs_unpacking *unpacking, const char *name, struct phs_slice xml) {
    struct phs_xml_scan scan = {.at = xml.ptr, .end = xml.ptr + xml.len, .line = 1};
    struct prose prose = {.tables = 0};
    enum phs_xml_token token;
    phs_buf_init(&prose.out, phs_unpacking_room(unpacking, xml.len));
    phs_buf_init(&prose.line, xml.len + 1);
    while ((token = phs_xml_next(&scan)) != PHS_XML_END) {
        if (token == PHS_XML_OPEN)
            open_element(&prose, &scan);
        else if (token == PHS_XML_CLOSE)
            close_element(&prose, &scan);
        else if (prose.in_text)
            add_text(&prose, scan.text);
    }
    if (prose.line.len)
        end_line(&prose);
    unpacking->into->large |= prose.out.failed;
    if (prose.out.len && phs_unpacking_has_room(unpacking))
        phs_unpacking_add(unpacking,
                          (struct phs_contained){
                              .kind = PHS_CONTAINED_PROSE,
                              .name = name,
                              .bytes = phs_slice_n(phs_slice_dup(unpacking->arena, phs_slice_n(prose.out.ptr, prose.out.len)),
                                                   prose.out.len)});
    phs_buf_done(&prose.out);
    phs_buf_done(&prose.line);
}
