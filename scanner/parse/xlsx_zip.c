/* SPDX-License-Identifier: Apache-2.0 */
/* Reading parts out of a hostile archive. The sizes that the archive states are only a first check: what is unpacked is counted
 * too. A DOCTYPE is refused before libxml2 sees it, so no entity is ever declared. */
#include "parse/xlsx_zip.h"

#include <pthread.h>
#include <stdarg.h>

#include "parse/fail.h"

static const char doctype[] = "<!DOCTYPE";
enum { RATIO_FREE_BYTES = 1 << 20 };

static pthread_once_t xml_once = PTHREAD_ONCE_INIT;

bool phs_xlsx_fail(struct phs_xlsx_zip *archive, enum phs_code code, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    phs_parse_fail(archive->err, code, archive->source, 0, 0, "%s", text);
    return false;
}

/* Errors are told by phs_xlsx_part_close; libxml2 must not print them. */
static void keep_silent(void *context, xmlErrorPtr error) {
    (void)context;
    (void)error;
}

static const char *why_no_zip(struct phs_slice bytes) {
    if (phs_slice_starts(bytes, "\xD0\xCF\x11\xE0"))
        return "an encrypted workbook or an old .xls file; save it as .xlsx without a password";
    return "no XLSX workbook: the archive is damaged or cut off";
}

bool phs_xlsx_zip_open(struct phs_xlsx_zip *archive, struct phs_slice bytes) {
    if (bytes.len == 0)
        return phs_xlsx_fail(archive, PHS_E_INPUT, "the file is empty");
    if (!archive->limits.of_history) {
        pthread_once(&xml_once, xmlInitParser);
        xmlSetStructuredErrorFunc(NULL, keep_silent);
    }
    archive->zip = phs_zip_open(bytes);
    if (!archive->zip) {
        phs_xlsx_zip_close(archive);
        return phs_xlsx_fail(archive, PHS_E_INPUT, "%s", why_no_zip(bytes));
    }
    zip_int64_t entries = zip_get_num_entries(archive->zip, 0);
    if (entries >= 0 && (uint64_t)entries <= archive->limits.max_entries)
        return true;
    phs_xlsx_zip_close(archive);
    return phs_xlsx_fail(archive, PHS_E_LIMIT, "more files in the archive than %zu", archive->limits.max_entries);
}

void phs_xlsx_zip_close(struct phs_xlsx_zip *archive) {
    if (archive->zip)
        zip_discard(archive->zip);
    archive->zip = NULL;
    if (!archive->limits.of_history)
        xmlSetStructuredErrorFunc(NULL, NULL);
}

bool phs_xlsx_zip_has(const struct phs_xlsx_zip *archive, const char *name) {
    size_t index;
    return phs_zip_find(archive->zip, name, &index);
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* How many bytes the part may unpack to, by its packed size and by what is left of the budget. */
static bool allowance(struct phs_xlsx_part *part, const struct phs_zip_entry *entry) {
    const struct phs_xlsx_limits *limits = &part->archive->limits;
    size_t by_ratio;
    if (__builtin_mul_overflow(entry->packed, limits->max_ratio, &by_ratio))
        by_ratio = SIZE_MAX;
    by_ratio = by_ratio > RATIO_FREE_BYTES ? by_ratio : RATIO_FREE_BYTES;
    part->most = smaller(smaller(by_ratio, limits->max_part_bytes), limits->max_total_bytes - part->archive->total);
    if (entry->size <= part->most)
        return true;
    return phs_xlsx_fail(part->archive, PHS_E_LIMIT, "%s unpacks to more than the %zu bytes that it may", part->name,
                         part->most);
}

/* One byte after another against "<!DOCTYPE", over the borders of buffers; '<' occurs in it only at its start. */
static bool has_doctype(struct phs_xlsx_part *part, const char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        part->doctype = bytes[i] == doctype[part->doctype] ? part->doctype + 1 : bytes[i] == '<';
        if (doctype[part->doctype] == '\0')
            return true;
    }
    return false;
}

static int refuse(struct phs_xlsx_part *part, enum phs_code code, const char *sentence) {
    phs_xlsx_fail(part->archive, code, "%s %s", part->name, sentence);
    part->refused = true;
    return -1;
}

/* UTF-16 would slip past the search for a DOCTYPE; no program writes it into a workbook. */
static bool starts_in_utf8(const char *bytes, size_t n) {
    return n < 2 || !(memchr(bytes, '\0', n < 4 ? n : 4) || (unsigned char)bytes[0] >= 0xFE);
}

/* libxml2 asks for more. */
static int read_more(void *context, char *buffer, int size) {
    struct phs_xlsx_part *part = context;
    if (part->refused)
        return -1;
    zip_int64_t n = zip_fread(part->file, buffer, size < 0 ? 0 : (zip_uint64_t)size);
    if (n < 0)
        return refuse(part, PHS_E_INPUT, "is damaged");
    bool first = part->unpacked == 0;
    part->unpacked += (size_t)n;
    part->archive->total += (size_t)n;
    if (part->unpacked > part->most)
        return refuse(part, PHS_E_LIMIT, "unpacks to more than it may");
    if (first && !starts_in_utf8(buffer, (size_t)n))
        return refuse(part, PHS_E_UNSUPPORTED, "is not in UTF-8");
    if (has_doctype(part, buffer, (size_t)n))
        return refuse(part, PHS_E_INPUT, "has a DOCTYPE, which no workbook needs");
    return (int)n;
}

static bool start_reader(struct phs_xlsx_part *part) {
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
    part->reader = xmlReaderForIO(read_more, NULL, part, NULL, NULL, options);
    if (part->reader)
        xmlTextReaderSetStructuredErrorHandler(part->reader, keep_silent, NULL);
    else
        zip_fclose(part->file);
    return part->reader || (!part->refused && phs_xlsx_fail(part->archive, PHS_E_INPUT, "%s is no XML", part->name));
}

/* All of the part at once. */
static bool start_own(struct phs_xlsx_part *part, const struct phs_zip_entry *entry) {
    struct phs_xlsx_own *own = phs_xlsx_own_new();
    struct phs_slice bytes = {0};
    enum phs_zip_outcome outcome = phs_zip_read(own->arena, part->archive->zip, entry, part->most, &bytes);
    part->own = own;
    part->archive->total += bytes.len;
    if (outcome != PHS_ZIP_READ)
        refuse(part, PHS_E_INPUT, outcome == PHS_ZIP_ENCRYPTED ? "is encrypted" : "is damaged");
    else if (!starts_in_utf8(bytes.ptr, bytes.len))
        refuse(part, PHS_E_UNSUPPORTED, "is not in UTF-8");
    else if (has_doctype(part, bytes.ptr, bytes.len))
        refuse(part, PHS_E_INPUT, "has a DOCTYPE, which no workbook needs");
    phs_xlsx_own_start(own, bytes);
    if (part->refused)
        phs_xlsx_own_free(own);
    return !part->refused;
}

bool phs_xlsx_part_open(struct phs_xlsx_part *part, struct phs_xlsx_zip *archive, const char *name) {
    *part = (struct phs_xlsx_part){.archive = archive, .name = name};
    struct phs_zip_entry entry;
    size_t index;
    if (!phs_zip_find(archive->zip, name, &index))
        return phs_xlsx_fail(archive, PHS_E_INPUT, "%s is missing in the workbook", name);
    if (!phs_zip_entry_at(archive->zip, index, &entry))
        return phs_xlsx_fail(archive, PHS_E_INPUT, "%s is damaged", name);
    if (!allowance(part, &entry))
        return false;
    if (archive->limits.of_history)
        return start_own(part, &entry);
    part->file = zip_fopen_index(archive->zip, index, 0);
    if (!part->file)
        return phs_xlsx_fail(archive, PHS_E_INPUT, "%s cannot be unpacked", name);
    return start_reader(part);
}

bool phs_xlsx_part_close(struct phs_xlsx_part *part, bool so_far) {
    if (part->own) {
        phs_xlsx_own_free(part->own);
        return so_far;
    }
    int line = xmlTextReaderGetParserLineNumber(part->reader);
    xmlFreeTextReader(part->reader);
    zip_fclose(part->file);
    if (!so_far || part->refused)
        return false;
    return !part->broken ||
           phs_xlsx_fail(part->archive, PHS_E_INPUT, "%s is no well-formed XML near its line %d", part->name, line);
}

bool phs_xlsx_part_next(struct phs_xlsx_part *part) {
    if (part->own)
        return phs_xlsx_own_next(part->own);
    int result = part->refused ? -1 : xmlTextReaderRead(part->reader);
    part->broken |= result < 0;
    if (result != 1 || part->refused)
        return false;
    if (xmlTextReaderNodeType(part->reader) != XML_READER_TYPE_DOCUMENT_TYPE)
        return true;
    refuse(part, PHS_E_INPUT, "has a DOCTYPE, which no workbook needs");
    return false;
}

static bool is_named(const struct phs_xlsx_part *part, int type, const char *element) {
    return xmlTextReaderNodeType(part->reader) == type &&
           strcmp((const char *)xmlTextReaderConstLocalName(part->reader), element) == 0;
}

bool phs_xlsx_at(const struct phs_xlsx_part *part, const char *element) {
    if (part->own)
        return phs_xlsx_own_at(part->own, element);
    return is_named(part, XML_READER_TYPE_ELEMENT, element);
}

bool phs_xlsx_at_end(const struct phs_xlsx_part *part, const char *element) {
    if (part->own)
        return phs_xlsx_own_at_end(part->own, element);
    return is_named(part, XML_READER_TYPE_END_ELEMENT, element) ||
           (is_named(part, XML_READER_TYPE_ELEMENT, element) && xmlTextReaderIsEmptyElement(part->reader) == 1);
}

bool phs_xlsx_next_attribute(const struct phs_xlsx_part *part, struct phs_xlsx_attribute *ret_attribute) {
    if (part->own)
        return phs_xlsx_own_attribute(part->own, &ret_attribute->name, &ret_attribute->value, &ret_attribute->prefixed);
    if (xmlTextReaderMoveToNextAttribute(part->reader) != 1) {
        xmlTextReaderMoveToElement(part->reader);
        return false;
    }
    ret_attribute->name = (const char *)xmlTextReaderConstLocalName(part->reader);
    const xmlChar *value = xmlTextReaderConstValue(part->reader);
    ret_attribute->value = value ? (const char *)value : "";
    ret_attribute->prefixed = xmlTextReaderConstPrefix(part->reader) != NULL;
    return true;
}

const char *phs_xlsx_node_text(const struct phs_xlsx_part *part) {
    if (part->own)
        return phs_xlsx_own_text(part->own);
    int type = xmlTextReaderNodeType(part->reader);
    bool is_text = type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_WHITESPACE ||
                   type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
    return is_text ? (const char *)xmlTextReaderConstValue(part->reader) : NULL;
}
