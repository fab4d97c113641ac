/* SPDX-License-Identifier: Apache-2.0 */
/* Zip, and what it is of: a workbook, a document, slides, a program, or files of any kind. */
#include "parse/container/container_parts.h"
#include "parse/zip_archive.h"

enum { MOST_ENTRIES = 100000 };

enum archive_kind { ARCHIVE_PLAIN, ARCHIVE_WORKBOOK, ARCHIVE_PROSE, ARCHIVE_FOREIGN, ARCHIVE_PROGRAM };

struct archive {
    struct phs_unpacking *unpacking;
    zip_t *zip;
    size_t n;
};

static bool has(const struct archive *archive, const char *name) {
    size_t index;
    return phs_zip_find(archive->zip, name, &index);
}

static enum archive_kind kind_of(const struct archive *archive) {
    static const struct {
        const char *name;
        enum archive_kind kind;
    } signs[] = {{"xl/workbook.xml", ARCHIVE_WORKBOOK},       {"word/document.xml", ARCHIVE_PROSE},
                 {"ppt/presentation.xml", ARCHIVE_PROSE},     {"xl/workbook.bin", ARCHIVE_FOREIGN},
                 {"META-INF/MANIFEST.MF", ARCHIVE_PROGRAM},   {"AndroidManifest.xml", ARCHIVE_PROGRAM},
                 {"extension.vsixmanifest", ARCHIVE_PROGRAM}, {"[Content_Types].xml", ARCHIVE_FOREIGN},
                 {"META-INF/container.xml", ARCHIVE_FOREIGN}, {"mimetype", ARCHIVE_FOREIGN}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (has(archive, signs[i].name))
            return signs[i].kind;
    return ARCHIVE_PLAIN;
}

static bool is_within(struct phs_slice name, const char *start, const char *end) {
    return phs_slice_starts(name, start) && phs_slice_ends(name, end);
}

/* Parts of Word and of slides that people write. */
static bool is_prose(struct phs_slice name) {
    return phs_slice_is(name, "word/document.xml") || is_within(name, "word/header", ".xml") ||
           is_within(name, "word/footer", ".xml") || phs_slice_is(name, "word/footnotes.xml") ||
           phs_slice_is(name, "word/endnotes.xml") || phs_slice_is(name, "word/comments.xml") ||
           is_within(name, "ppt/slides/slide", ".xml") || is_within(name, "ppt/notesSlides/notesSlide", ".xml");
}

static bool read_entry(struct archive *archive, const struct phs_zip_entry *entry, struct phs_slice *ret_bytes) {
    struct phs_unpacking *unpacking = archive->unpacking;
    enum phs_zip_outcome outcome =
        phs_zip_read(unpacking->arena, archive->zip, entry, phs_unpacking_room(unpacking, entry->packed), ret_bytes);
    unpacking->into->encrypted |= outcome == PHS_ZIP_ENCRYPTED;
    unpacking->into->damaged |= outcome == PHS_ZIP_DAMAGED;
    unpacking->into->large |= outcome == PHS_ZIP_LARGE;
    if (outcome == PHS_ZIP_READ)
        unpacking->into->unpacked += ret_bytes->len;
    return outcome == PHS_ZIP_READ;
}

/* "document" of "word/document.xml" */
static const char *part_name(struct phs_arena *arena, const char *name) {
    const char *base = strrchr(name, '/');
    base = base ? base + 1 : name;
    return phs_strndup(arena, base, strlen(base) - strlen(".xml"));
}

static void read_prose(struct archive *archive, const struct phs_zip_entry *entry) {
    struct phs_slice xml;
    if (!is_prose(phs_slice(entry->name)) || !read_entry(archive, entry, &xml))
        return;
    phs_unpack_prose(archive->unpacking, part_name(archive->unpacking->arena, entry->name), xml);
}

/* Folders have names that end so; what a Mac adds is nobody's. */
static bool is_file(struct phs_slice name) {
    return name.len > 0 && !phs_slice_ends(name, "/") && !phs_slice_starts(name, "__MACOSX/");
}

static void read_file(struct archive *archive, const struct phs_zip_entry *entry) {
    struct phs_unpacking *unpacking = archive->unpacking;
    struct phs_slice bytes;
    if (!is_file(phs_slice(entry->name)))
        return;
    if (!unpacking->limits.wants(entry->name)) {
        unpacking->into->passed = true;
        return;
    }
    if (phs_unpacking_has_room(unpacking) && read_entry(archive, entry, &bytes))
        phs_unpacking_add(unpacking, (struct phs_contained){.name = phs_strdup(unpacking->arena, entry->name), .bytes = bytes});
}

static void read_entries(struct archive *archive, void (*read)(struct archive *, const struct phs_zip_entry *)) {
    struct phs_zip_entry entry;
    for (size_t i = 0; i < archive->n && !archive->unpacking->into->large; i++)
        if (phs_zip_entry_at(archive->zip, i, &entry))
            read(archive, &entry);
        else
            archive->unpacking->into->damaged = true;
}

/* What the parts of a workbook unpack to. */
static void count_parts(struct archive *archive) {
    struct phs_zip_entry entry;
    size_t most = 2 * archive->unpacking->limits.max_bytes, sum = 0;
    for (size_t i = 0; i < archive->n && sum < most; i++)
        if (phs_zip_entry_at(archive->zip, i, &entry) && is_within(phs_slice(entry.name), "xl/", ".xml"))
            sum += entry.size < most ? entry.size : most;
    archive->unpacking->into->unpacked += sum;
}

void phs_unpack_zip(struct phs_unpacking *unpacking) {
    struct archive archive = {unpacking, phs_zip_open(unpacking->bytes), 0};
    if (!archive.zip) {
        unpacking->into->damaged = true;
        return;
    }
    zip_int64_t n = zip_get_num_entries(archive.zip, 0);
    archive.n = n > 0 ? (size_t)n : 0;
    enum archive_kind kind = archive.n > MOST_ENTRIES ? ARCHIVE_FOREIGN : kind_of(&archive);
    if (archive.n > MOST_ENTRIES)
        unpacking->into->large = true;
    else if (kind == ARCHIVE_PLAIN)
        read_entries(&archive, read_file);
    else if (kind == ARCHIVE_PROSE)
        read_entries(&archive, read_prose);
    else if (kind == ARCHIVE_WORKBOOK)
        count_parts(&archive);
    zip_discard(archive.zip);
    if (kind == ARCHIVE_WORKBOOK)
        phs_unpack_workbook(unpacking);
    unpacking->into->foreign |= kind == ARCHIVE_FOREIGN;
    unpacking->into->passed |= kind == ARCHIVE_PROGRAM;
}
