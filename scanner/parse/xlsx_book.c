/* SPDX-License-Identifier: Apache-2.0 */
/* workbook.xml, its relations, styles.xml and sharedStrings.xml. Elements are told by local name, so that the strict and the
 * transitional namespaces read alike. */
#include "parse/xlsx_book.h"

#include "base/path.h"

struct relation {
    const char *id, *type, *target;
    bool external;
};
struct relations {
    PHS_VEC(struct relation) all;
};

enum { MOST_RELATIONS = 10000, MOST_SHEETS = 1000 }; /* their product bounds the search for a sheet's path */

static bool is_within(struct phs_xlsx_book *book, size_t n, size_t most, const char *what) {
    return n <= most || phs_xlsx_fail(book->archive, PHS_E_LIMIT, "more %s than %zu", what, most);
}

static bool is_yes(const char *text) {
    return strcmp(text, "1") == 0 || strcmp(text, "true") == 0;
}

static struct relation relation_at(struct phs_xlsx_book *book, struct phs_xlsx_part *part) {
    struct relation relation = {"", "", "", false};
    struct phs_xlsx_attribute attribute;
    while (phs_xlsx_next_attribute(part, &attribute)) {
        if (strcmp(attribute.name, "Id") == 0)
            relation.id = phs_strdup(book->scratch, attribute.value);
        else if (strcmp(attribute.name, "Type") == 0)
            relation.type = phs_strdup(book->scratch, attribute.value);
        else if (strcmp(attribute.name, "Target") == 0)
            relation.target = phs_strdup(book->scratch, attribute.value);
        else if (strcmp(attribute.name, "TargetMode") == 0)
            relation.external = strcmp(attribute.value, "External") == 0;
    }
    return relation;
}

static bool read_relations(struct phs_xlsx_book *book, const char *name, struct relations *relations) {
    struct phs_xlsx_part part;
    bool ok = true;
    if (!phs_xlsx_part_open(&part, book->archive, name))
        return false;
    while (ok && phs_xlsx_part_next(&part)) {
        if (phs_xlsx_at(&part, "Relationship"))
            PHS_PUSH(book->scratch, relations->all, relation_at(book, &part));
        ok = is_within(book, relations->all.n, MOST_RELATIONS, "relations");
    }
    return phs_xlsx_part_close(&part, ok);
}

/* Targets count from the folder of the part that has the relation, or from the root. */
static const char *path_of(struct phs_xlsx_book *book, const char *folder, const char *target) {
    if (target[0] == '/')
        return phs_path_clean(book->scratch, target + 1);
    return phs_path_clean(book->scratch, phs_path_join(book->scratch, folder, target));
}

static bool has_type(const struct relation *relation, const char *kind) {
    return !relation->external && phs_slice_ends(phs_slice(relation->type), kind);
}

static const char *find_kind(struct phs_xlsx_book *book, const struct relations *relations, const char *folder,
                             const char *kind) {
    for (size_t i = 0; i < relations->all.n; i++)
        if (has_type(&relations->all.at[i], kind))
            return path_of(book, folder, relations->all.at[i].target);
    return NULL;
}

static struct phs_xlsx_sheet sheet_at(struct phs_xlsx_book *book, struct phs_xlsx_part *part) {
    struct phs_xlsx_sheet sheet = {.name = "", .relation = ""};
    struct phs_xlsx_attribute attribute;
    while (phs_xlsx_next_attribute(part, &attribute)) {
        if (strcmp(attribute.name, "name") == 0)
            sheet.name = phs_strdup(book->arena, attribute.value);
        else if (strcmp(attribute.name, "id") == 0 && attribute.prefixed)
            sheet.relation = phs_strdup(book->scratch, attribute.value);
        else if (strcmp(attribute.name, "state") == 0)
            sheet.hidden = strcmp(attribute.value, "visible") != 0;
    }
    return sheet;
}

static void read_properties(struct phs_xlsx_book *book, struct phs_xlsx_part *part) {
    struct phs_xlsx_attribute attribute;
    while (phs_xlsx_next_attribute(part, &attribute))
        if (strcmp(attribute.name, "date1904") == 0)
            book->since_1904 = is_yes(attribute.value);
}

static bool read_workbook(struct phs_xlsx_book *book, const char *name) {
    struct phs_xlsx_part part;
    bool ok = true;
    if (!phs_xlsx_part_open(&part, book->archive, name))
        return false;
    while (ok && phs_xlsx_part_next(&part)) {
        if (phs_xlsx_at(&part, "workbookPr"))
            read_properties(book, &part);
        else if (phs_xlsx_at(&part, "sheet"))
            PHS_PUSH(book->scratch, book->sheets, sheet_at(book, &part));
        ok = is_within(book, book->sheets.n, MOST_SHEETS, "sheets");
    }
    return phs_xlsx_part_close(&part, ok);
}

static const char *worksheet_path(struct phs_xlsx_book *book, const struct relations *relations, const char *folder,
                                  const char *id) {
    for (size_t i = 0; i < relations->all.n; i++)
        if (strcmp(relations->all.at[i].id, id) == 0)
            return has_type(&relations->all.at[i], "/worksheet") ? path_of(book, folder, relations->all.at[i].target) : NULL;
    return NULL;
}

/* A custom number format of styles.xml. */
struct custom {
    unsigned id;
    enum phs_xlsx_format format;
};
struct styles {
    PHS_VEC(struct custom) custom;
    bool in_cell_formats;
};

static unsigned number_of(const char *text) {
    double number;
    return phs_slice_number(phs_slice(text), &number) && number >= 0 && number < 1e6 ? (unsigned)number : 0;
}

static struct custom custom_at(struct phs_xlsx_part *part) {
    struct custom custom = {0};
    struct phs_xlsx_attribute attribute;
    while (phs_xlsx_next_attribute(part, &attribute)) {
        if (strcmp(attribute.name, "numFmtId") == 0)
            custom.id = number_of(attribute.value);
        else if (strcmp(attribute.name, "formatCode") == 0)
            custom.format = phs_xlsx_format_of(phs_slice(attribute.value));
    }
    return custom;
}

static enum phs_xlsx_format cell_format_at(struct phs_xlsx_part *part, const struct styles *styles) {
    struct phs_xlsx_attribute attribute;
    unsigned id = 0;
    while (phs_xlsx_next_attribute(part, &attribute))
        if (strcmp(attribute.name, "numFmtId") == 0)
            id = number_of(attribute.value);
    for (size_t i = 0; i < styles->custom.n; i++)
        if (styles->custom.at[i].id == id)
            return styles->custom.at[i].format;
    return phs_xlsx_builtin_format(id);
}

enum { MOST_STYLES = 65536, MOST_CUSTOM = 5000 }; /* Excel allows 65,490 cell formats; the product bounds the search above */

static bool read_style_node(struct phs_xlsx_book *book, struct phs_xlsx_part *part, struct styles *styles) {
    if (phs_xlsx_at(part, "cellXfs"))
        styles->in_cell_formats = true;
    if (phs_xlsx_at_end(part, "cellXfs"))
        styles->in_cell_formats = false;
    if (phs_xlsx_at(part, "numFmt"))
        PHS_PUSH(book->scratch, styles->custom, custom_at(part));
    if (styles->in_cell_formats && phs_xlsx_at(part, "xf"))
        PHS_PUSH(book->scratch, book->formats, cell_format_at(part, styles));
    return (book->formats.n <= MOST_STYLES && styles->custom.n <= MOST_CUSTOM) ||
           phs_xlsx_fail(book->archive, PHS_E_LIMIT, "%s has more formats than a workbook may", part->name);
}

static bool read_styles(struct phs_xlsx_book *book) {
    struct phs_xlsx_part part;
    struct styles styles = {0};
    bool ok = true;
    if (!book->styles_path || !phs_xlsx_zip_has(book->archive, book->styles_path))
        return true;
    if (!phs_xlsx_part_open(&part, book->archive, book->styles_path))
        return false;
    while (ok && phs_xlsx_part_next(&part))
        ok = read_style_node(book, &part, &styles);
    return phs_xlsx_part_close(&part, ok);
}

static bool add_string(struct phs_xlsx_book *book, struct phs_slice text) {
    size_t limit = book->archive->limits.max_strings;
    PHS_PUSH(book->scratch, book->strings, text);
    return book->strings.n <= limit || phs_xlsx_fail(book->archive, PHS_E_LIMIT, "more shared strings than %zu", limit);
}

/* The strings live in the arena of the tables, since cells point to them. */
static bool read_strings(struct phs_xlsx_book *book) {
    struct phs_xlsx_part part;
    struct phs_xlsx_text text;
    bool ok = true;
    if (!book->strings_path || !phs_xlsx_zip_has(book->archive, book->strings_path))
        return true;
    if (!phs_xlsx_part_open(&part, book->archive, book->strings_path))
        return false;
    phs_xlsx_text_init(&text, book->archive->limits.table.max_cell_bytes);
    while (ok && phs_xlsx_part_next(&part)) {
        phs_xlsx_text_node(&text, &part, NULL);
        if (phs_xlsx_at_end(&part, "si"))
            ok = add_string(book, phs_xlsx_text_take(&text, book->arena));
    }
    phs_xlsx_text_done(&text);
    return phs_xlsx_part_close(&part, ok);
}

bool phs_xlsx_book_read(struct phs_xlsx_book *book) {
    struct relations root = {0}, own = {0};
    if (!read_relations(book, "_rels/.rels", &root))
        return false;
    const char *workbook = find_kind(book, &root, "", "/officeDocument");
    if (!workbook)
        return phs_xlsx_fail(book->archive, PHS_E_INPUT, "no workbook in the archive");
    const char *folder = phs_path_dir(book->scratch, workbook);
    const char *relations = phs_printf(book->scratch, "%s/_rels/%s.rels", folder, phs_path_base(workbook));
    if (!read_workbook(book, workbook) || !read_relations(book, phs_path_clean(book->scratch, relations), &own))
        return false;
    for (size_t i = 0; i < book->sheets.n; i++)
        book->sheets.at[i].path = worksheet_path(book, &own, folder, book->sheets.at[i].relation);
    book->styles_path = find_kind(book, &own, folder, "/styles");
    book->strings_path = find_kind(book, &own, folder, "/sharedStrings");
    return read_styles(book) && read_strings(book);
}
