/* SPDX-License-Identifier: Apache-2.0 */
/* By first bytes where there are any, else by name. Archives of programs are programs. */
#include "collect/git/binary.h"

#include "base/path.h"
#include "collect/git/role.h"

static bool has_at(struct phs_slice bytes, size_t at, const char *what, size_t n) {
    return bytes.len >= at + n && memcmp(bytes.ptr + at, what, n) == 0;
}

#define START(at, literal)                                                                                                     \
    { at, literal, sizeof(literal) - 1 }

enum phs_unread phs_unread_kind(struct phs_slice bytes) {
    static const struct {
        size_t at;
        const char *bytes;
        size_t n;
    } starts[] = {START(0, "PK\3\4"),
                  START(0, "\x1f\x8b"),
                  START(0, "BZh"),
                  START(0, "\xfd\x37zXZ"),
                  START(0, "7z\xbc\xaf"),
                  START(0, "\x28\xb5\x2f\xfd"),
                  START(0, "Rar!"),
                  START(257, "ustar"),
                  START(0, "%PDF-"),
                  START(0, "\xd0\xcf\x11\xe0"), /* office documents as they were until 2006 */
                  START(0, "SQLite format 3"),
                  START(0, "PGDMP"),
                  START(4, "Standard "), /* Access */
                  START(0, "PAR1"),
                  START(0, "Obj\1"), /* Avro */
                  START(1, "HDF\r\n"),
                  START(0, "REDIS0")};
    if (has_at(bytes, 0, "PK\3\4", 4) && has_at(bytes, 30, "META-INF", 8))
        return PHS_UNREAD_OTHER;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (has_at(bytes, starts[i].at, starts[i].bytes, starts[i].n))
            return PHS_UNREAD_HOLDER;
    return PHS_UNREAD_OTHER;
}

enum phs_unread phs_unread_kind_of_name(const char *path) {
    const char *dot = strrchr(phs_path_base(path), '.');
    return dot && phs_word_listed("zip|gz|tgz|bz2|xz|zst|7z|rar|pdf|docx|xlsx|pptx", phs_slice(dot + 1)) ? PHS_UNREAD_HOLDER
                                                                                                         : PHS_UNREAD_OTHER;
}

const char *phs_unread_sentence(enum phs_unread kind) {
    static const char *const sentences[PHS_UNREAD_KINDS] = {
        [PHS_UNREAD_HOLDER] = "archives, office documents, PDFs or databases were not opened",
        [PHS_UNREAD_OTHER] = "other binary files (images, fonts, programs) were not searched",
        [PHS_UNREAD_ENCRYPTED] = "archives or office documents are encrypted: what is in them was not read",
        [PHS_UNREAD_DAMAGED] = "archives, office documents or databases are damaged: not all that is in them was read",
        [PHS_UNREAD_LARGE] =
            "archives, office documents or databases hold more than is unpacked of one file: the rest was not read",
        [PHS_UNREAD_NESTED] = "archives hold others, which were not opened",
        [PHS_UNREAD_MANY] =
            "archives, office documents or databases were not opened: there are more than are unpacked in one scan"};
    return sentences[kind];
}
