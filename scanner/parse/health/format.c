/* SPDX-License-Identifier: Apache-2.0 */
/* Which format some bytes are in, from their first bytes and their name. */
#include <ctype.h>

#include "base/path.h"
#include "parse/health/record.h"

enum { HEAD = 16384, BINARY_WITHIN = 1024 };

static bool has(struct phs_slice head, const char *text) {
    return phs_slice_find(head, phs_slice(text)) != (size_t)-1;
}

static struct phs_slice extension_of(const char *path) {
    const char *base = path ? phs_path_base(path) : "", *dot = strrchr(base, '.');
    return phs_slice(dot && dot > base ? dot + 1 : "");
}

static bool listed(const char *words, struct phs_slice word) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_ieq(each, word))
            return true;
    return false;
}

static struct phs_slice start_of(struct phs_slice bytes) {
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < HEAD ? bytes.len : HEAD);
    if (phs_slice_starts(head, "\xEF\xBB\xBF"))
        head = phs_slice_n(head.ptr + 3, head.len - 3);
    while (head.len > 0 && (isspace((unsigned char)head.ptr[0]) || head.ptr[0] == '\v'))
        head = phs_slice_n(head.ptr + 1, head.len - 1);
    return head;
}

static bool is_hl7(struct phs_slice head) {
    return (phs_slice_starts(head, "MSH") || phs_slice_starts(head, "FHS") || phs_slice_starts(head, "BHS")) && head.len > 8 &&
           ispunct((unsigned char)head.ptr[3]) && head.ptr[3] == head.ptr[8];
}

static bool is_x12(struct phs_slice head) {
    return phs_slice_starts(head, "ISA") && head.len > 106 && !isalnum((unsigned char)head.ptr[3]) &&
           head.ptr[6] == head.ptr[3] && head.ptr[17] == head.ptr[3];
}

/* ST*835*0001~: a transaction set alone, with marks of its own. */
static bool is_x12_set(struct phs_slice head) {
    static const char *const sets[] = {"837", "835", "834", "270", "271", "276", "277", "278"};
    char element = head.len > 16 && phs_slice_starts(head, "ST") ? head.ptr[2] : 0;
    if (!element || !ispunct((unsigned char)element) || head.ptr[6] != element)
        return false;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (memcmp(head.ptr + 3, sets[i], 3) == 0)
            return true;
    return false;
}

/* Segments of a claim whose envelope somebody cut off. */
static bool is_x12_piece(struct phs_slice head) {
    static const char *const names[] = {"NM1*", "SBR*", "HL*", "ST*8", "ST*2", "BHT*",
                                        "CLM*", "CLP*", "LX*", "GS*H", "BPR*", "INS*"};
    enum { NEAR = 400 };
    if (!memchr(head.ptr, '~', head.len < NEAR ? head.len : NEAR))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_slice_starts(head, names[i]))
            return true;
    return false;
}

static const char *json_format(struct phs_slice head) {
    if (has(head, "\"resourceType\""))
        return "fhir";
    return "json";
}

static const char *markup_format(struct phs_slice head, bool html) {
    if (html)
        return "html";
    if (has(head, "urn:hl7-org:v2xml") || (has(head, "<PID.") && has(head, "<MSH.")))
        return "hl7xml";
    if (has(head, "urn:hl7-org:v3") || has(head, "http://hl7.org/fhir") || has(head, "<ClinicalDocument") ||
        has(head, "root=\"2.16.840.1.113883.10.20."))
        return "xml";
    return phs_health_has_word(head, "<main") || phs_health_has_word(head, "<section") || phs_health_has_word(head, "<dl") ||
                   phs_health_has_word(head, "<h2") || phs_health_has_word(head, "<html") ||
                   phs_health_has_word(head, "<table") || phs_health_has_word(head, "<body") ||
                   phs_health_has_word(head, "<div")
               ? "html"
               : "fields";
}

/* A data set without a preamble: the first element is the length of group 2 or 8, or the file's character set. */
static bool is_bare_dicom(struct phs_slice bytes) {
    if (bytes.len < 64)
        return false;
    return memcmp(bytes.ptr, "\x02\0\0\0UL\4\0", 8) == 0 || memcmp(bytes.ptr, "\x08\0\0\0UL\4\0", 8) == 0 ||
           memcmp(bytes.ptr, "\x08\0\5\0CS", 6) == 0 || memcmp(bytes.ptr, "\x08\0\x08\0CS", 6) == 0;
}

const char *phs_health_format(const char *path, struct phs_slice bytes) {
    struct phs_slice head = start_of(bytes), extension = extension_of(path);
    if (bytes.len > 132 && memcmp(bytes.ptr + 128, "DICM", 4) == 0)
        return "dicom";
    if (is_bare_dicom(bytes))
        return "dicom";
    if (head.len < 16 || memchr(head.ptr, '\0', head.len < BINARY_WITHIN ? head.len : BINARY_WITHIN))
        return NULL;
    if (is_hl7(head))
        return "hl7";
    if (is_x12(head) || (is_x12_set(head) && !is_x12_piece(head)))
        return "x12";
    if (is_x12_piece(head))
        return "fields";
    if (phs_slice_starts(head, "BEGIN:VC") || phs_slice_starts(head, "BEGIN:VEVENT"))
        return "card";
    if (phs_slice_starts(head, "dn: ") || phs_slice_starts(head, "version: 1\ndn: "))
        return "card";
    if (head.ptr[0] == '<')
        return markup_format(head, listed("html|htm|xhtml|", extension));
    if ((head.ptr[0] == '{' || head.ptr[0] == '[') && (!path || listed("json|ndjson|jsonl|fhir|geojson|", extension)))
        return json_format(head);
    if (listed("sql|dump|pgdump", extension))
        return "sql";
    if (listed("csv|tsv|psv|tab|dat", extension))
        return "table";
    if (listed("log|out", extension))
        return "log";
    if (listed("txt|text|md|rst|note|notes|eml|msg|rtf|dict|yaml|yml|toml|tex|ltx|adoc|org|mbox|letter|fax|vtt|srt|sbv|"
               "transcript|rpt|prn|lst|asc|",
               extension))
        return "note";
    return "fields";
}
