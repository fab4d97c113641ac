/* SPDX-License-Identifier: Apache-2.0 */
/* Segments of HL7 v2 and X12, and listings of DICOM elements, inside of other texts: string constants of tests, logged
 * messages, documentation, the output of dcmdump and pydicom. */
#include <ctype.h>
#include <strings.h>

#include "parse/health/record.h"

enum { LONGEST_LINE = 64 * 1024, FARTHEST_LINES = 12, LONGEST_VALUE = 200, ASTM_FIELDS = 32 };

static bool holds(struct phs_slice bytes, const char *text) {
    return phs_slice_find(bytes, phs_slice(text)) != (size_t)-1;
}

/* As holds, where a byte of the text is rare: every text about patients is asked, and few have it at all. */
static bool holds_rare(struct phs_slice bytes, const char *text, size_t rare) {
    const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;
    size_t n = strlen(text);
    while (at < end && (at = memchr(at, text[rare], (size_t)(end - at))) != NULL) {
        if ((size_t)(at - bytes.ptr) >= rare && (size_t)(end - at) >= n - rare && memcmp(at - rare, text, n) == 0)
            return true;
        at++;
    }
    return false;
}

static bool has_digits(struct phs_slice text) {
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += isdigit((unsigned char)text.ptr[i]) != 0;
    return n >= 4;
}

static bool is_segment(const char *at, const char *end) {
    static const char names[] =
        "MSH PID PD1 NK1 PV1 PV2 GT1 IN1 IN2 IN3 MRG DG1 OBR OBX AL1 IAM RXA RXE RXO RXD PR1 FT1 NTE EVN "
        "ORC SCH AIS AIL AIP AIG ACC SPM TXA DB1 ";
    char name[5] = {0};
    if (end - at < 5 || at[3] != '|' || !isupper((unsigned char)*at))
        return false;
    memcpy(name, at, 3);
    return strstr(names, name) != NULL || (*at == 'Z' && isalnum((unsigned char)at[1]) && isalnum((unsigned char)at[2]));
}

/* Where the next segment may begin: at the start, behind a line end as it is or as strings and logs write it. */
static const char *next_segment(const char *at, const char *end) {
    for (; at < end; at++) {
        if (*at == '\r' || *at == '\n')
            return at + 1;
        if (*at == '\\' && at + 1 < end && (at[1] == 'r' || at[1] == 'n'))
            return at + 2;
        if (*at == '\\' && end - at > 3 && (memcmp(at, "\\x0d", 4) == 0 || memcmp(at, "\\x0D", 4) == 0))
            return at + 4;
        if (*at == ' ' && end - at > 6 && is_segment(at + 1, end) && (isdigit((unsigned char)at[5]) || at[5] == '|'))
            return at + 1;
        if (*at == '<' && end - at > 4 && strncasecmp(at, "<cr>", 4) == 0)
            return at + 4;
    }
    return end;
}

static const char *skip_quotes(const char *at, const char *end) {
    while (at < end && (isspace((unsigned char)*at) || strchr("\"'`+(,.=", *at) || *at == '\v'))
        at++;
    return at;
}

/* What a segment's string constant ends with. */
static struct phs_slice without_end(const char *at, const char *end) {
    const char *stop = at;
    while (stop < end && *stop != '"' && *stop != '`' && *stop != '\\' && *stop != '\r' && *stop != '\n')
        stop++;
    if (stop < end && *stop == '\\' && stop + 1 < end && stop[1] == '\\') /* MSH|^~\\& */
        stop = next_segment(stop + 2, end);
    return phs_slice_n(at, (size_t)(stop - at));
}

/* The same up to the next segment, since a message may stand on one line. */
static struct phs_slice one_segment(const char *at, const char *end, const char *next) {
    return without_end(at, next < end && next > at && next[-1] == ' ' ? next - 1 : end);
}

/* Segments that stand within twelve lines are a message; a message without a patient is none. */
static void hl7(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0, last = 0;
    bool patient = false;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        const char *end = line.ptr + (line.len < LONGEST_LINE ? line.len : LONGEST_LINE), *at = line.ptr, *mark;
        if ((mark = memchr(line.ptr, '|', line.len)) == NULL)
            continue;
        if (mark - line.ptr >= 3 && is_segment(mark - 3, end)) /* content = "MSH|..." */
            at = mark - 3;
        for (const char *next; at < end; at = next) {
            at = skip_quotes(at, end);
            next = next_segment(at, end);
            if (!is_segment(at, end))
                continue;
            if (memcmp(at, "MSH", 3) == 0 || number > last + FARTHEST_LINES) {
                if (patient)
                    phs_health_end(reader, true);
                phs_health_drop(reader, reader->record);
                patient = false;
            }
            patient |= memcmp(at, "PID", 3) == 0;
            phs_health_hl7_segment(reader, one_segment(at, end, next), number, '|', '^');
            last = number;
        }
    }
    if (!patient)
        phs_health_drop(reader, reader->record);
    phs_health_end(reader, true);
}

/* ASTM E1394 of analyzers: P|1|practice's|laboratory's|third|Last^First||birth ..., O|1|specimen|...; H opens a message. */
static void astm(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line, field[ASTM_FIELDS];
    uint32_t number = 0;
    bool patient = false;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        size_t n = 0;
        line = phs_slice_trim(line);
        if (phs_slice_starts(line, "<STX>"))
            line = phs_slice_n(line.ptr + 5, line.len - 5);
        else if (line.len && line.ptr[0] == '\x02')
            line = phs_slice_n(line.ptr + 1, line.len - 1);
        if (line.len && isdigit((unsigned char)line.ptr[0])) /* 1H|: the number of a frame */
            line = phs_slice_n(line.ptr + 1, line.len - 1);
        if (line.len < 4 || line.ptr[1] != '|' || !strchr("HPOR", line.ptr[0]))
            continue;
        while (n < ASTM_FIELDS && phs_slice_cut(&line, '|', &field[n]))
            n++;
        if (field[0].ptr[0] == 'P') {
            phs_health_end(reader, patient);
            patient = true;
            for (size_t i = 2; i < 5 && i < n; i++)
                if (has_digits(field[i]))
                    phs_health_add(reader, "mrn", PHS_HEALTH_STRONG, number, field[i]);
            if (n > 5)
                phs_health_add(reader, "name", PHS_HEALTH_WEAK, number, field[5]);
            if (n > 7 && has_digits(field[7]))
                phs_health_add(reader, "dob", PHS_HEALTH_WEAK, number, field[7]);
            if (n > 10)
                phs_health_add(reader, "address", PHS_HEALTH_CONTACT, number, field[10]);
            if (n > 12 && has_digits(field[12]))
                phs_health_add(reader, "phone", PHS_HEALTH_CONTACT, number, field[12]);
        } else if (patient && field[0].ptr[0] == 'O' && n > 2) {
            if (has_digits(field[2]))
                phs_health_add(reader, "account_number", PHS_HEALTH_CONTACT, number, field[2]);
            if (n > 6 && has_digits(field[6]))
                phs_health_add(reader, "date", PHS_HEALTH_CONTACT, number, field[6]);
        } else if (patient && field[0].ptr[0] == 'R' && n > 3) {
            phs_health_add(reader, "lab_result", PHS_HEALTH_FACT, number, field[3]);
            if (n > 12 && has_digits(field[12]))
                phs_health_add(reader, "date", PHS_HEALTH_CONTACT, number, field[12]);
        }
    }
    phs_health_end(reader, patient);
}

static bool is_x12_segment(struct phs_slice segment, char mark) {
    static const char *const names[] = {"NM1", "N3",  "N4",  "DMG", "REF", "SBR", "PAT", "CLM", "CLP", "HI",
                                        "DTP", "PER", "INS", "HL",  "SV1", "SV2", "EB",  "DTM", "TRN", "STC"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);
        if (segment.len > n + 1 && memcmp(segment.ptr, names[i], n) == 0 && segment.ptr[n] == mark)
            return true;
    }
    return false;
}

static void x12(struct phs_health_reader *reader, char mark) {
    struct phs_x12 *x12 = phs_health_x12_new(reader, mark, ':');
    struct phs_slice rest = reader->bytes, line, segment;
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        if (!memchr(line.ptr, mark, line.len))
            continue;
        while (phs_slice_cut(&line, '~', &segment)) {
            const char *end = segment.ptr + segment.len, *at = skip_quotes(segment.ptr, end);
            const char *name = memmem(at, (size_t)(end - at), "NM1", 3);
            at = name && name > at ? name : at;
            segment = without_end(at, end);
            if (is_x12_segment(segment, mark))
                phs_health_x12_segment(x12, segment, number);
        }
    }
    phs_health_end(reader, true);
}

static unsigned hex(char c) {
    return isdigit((unsigned char)c) ? (unsigned)(c - '0') : (unsigned)(tolower((unsigned char)c) - 'a' + 10);
}

/* gggg,eeee with or without a space behind the comma. */
static const char *tag_at(const char *at, const char *end, uint32_t *ret_tag) {
    uint32_t tag = 0;
    for (size_t i = 0; i < 8; i++, at++) {
        if (i == 4) {
            if (at >= end || *at != ',')
                return NULL;
            at++;
            at += at < end && *at == ' ';
        }
        if (at >= end || !isxdigit((unsigned char)*at))
            return NULL;
        tag = tag << 4 | hex(*at);
    }
    *ret_tag = tag;
    return at;
}

/* dcmdump puts values into brackets, pydicom behind a colon into quotes, tables of elements behind the last bar or equals sign.
 */
static struct phs_slice element_value(const char *at, const char *end) {
    const char *open = memchr(at, '[', (size_t)(end - at)), *close;
    if (open && (close = memchr(open, ']', (size_t)(end - open))) != NULL)
        return phs_slice_n(open + 1, (size_t)(close - open - 1));
    open = memmem(at, (size_t)(end - at), "\"Value\": \"", 10); /* a server's JSON with names of elements */
    if (open && (close = memchr(open + 10, '"', (size_t)(end - open - 10))) != NULL)
        return phs_slice_n(open + 10, (size_t)(close - open - 10));
    open = memmem(at, (size_t)(end - at), ": '", 3);
    if (open && (close = memchr(open + 3, '\'', (size_t)(end - open - 3))) != NULL)
        return phs_slice_n(open + 3, (size_t)(close - open - 3));
    open = memchr(at, '"', (size_t)(end - at));
    if (open && (close = memchr(open + 1, '"', (size_t)(end - open - 1))) != NULL)
        return phs_slice_n(open + 1, (size_t)(close - open - 1));
    return PHS_SLICE("");
}

/* What no list of elements has: days, and the unique numbers of studies, series and images (PS3.6). */
static bool by_representation(uint32_t tag, const char *at, const char *end, const char **ret_category,
                              enum phs_health_kind *ret_kind) {
    while (at < end && (isspace((unsigned char)*at) || strchr(")|", *at)))
        at++;
    bool day = end - at > 2 && (memcmp(at, "DA", 2) == 0 || memcmp(at, "DT", 2) == 0);
    day |= memmem(at, (size_t)(end - at), " DA:", 4) || memmem(at, (size_t)(end - at), " DT:", 4);
    if (!day && !phs_health_is_uid(tag))
        return false;
    *ret_category = day ? "date" : "account_number";
    *ret_kind = PHS_HEALTH_CONTACT;
    return true;
}

static void dicom(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0, tag;
    const char *category;
    enum phs_health_kind kind;
    bool removed = false;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        const char *end = line.ptr + line.len, *open = memchr(line.ptr, '(', line.len < 24 ? line.len : 24);
        const char *at = open ? open + 1 : line.ptr; /* "I: (0010,0010)" of a log */
        if (open && open > line.ptr && strchr("\"'{(", open[-1]))
            continue; /* a table of tags in a program */
        while (at < end && (isspace((unsigned char)*at) || *at == '"'))
            at++;
        at = tag_at(at, end, &tag);
        removed |= at && tag == 0x00120062 && phs_slice_is(phs_slice_trim(element_value(at, end)), "YES");
        if (!at || (!phs_health_dicom_tag(tag, &category, &kind) && !by_representation(tag, at, end, &category, &kind)))
            continue;
        struct phs_slice value = element_value(at, end);
        if (value.len < LONGEST_VALUE)
            phs_health_add(reader, category, kind, number, value);
    }
    if (removed)
        phs_health_drop(reader, reader->record);
    phs_health_end(reader, true);
}

/* PID-5|Halvorsen^Marta^^^ (IHE XDS, sourcePatientInfo), {"PID-7", "19830715"} of a test. */
static void numbered_fields(struct phs_health_reader *reader) {
    const char *at = reader->bytes.ptr, *end = at + reader->bytes.len;
    uint32_t number = 1;
    for (const char *next; (next = memmem(at, (size_t)(end - at), "PID-", 4)) != NULL; at = next) {
        for (; at < next; at++)
            number += *at == '\n';
        size_t field = 0;
        for (next += 4; next < end && isdigit((unsigned char)*next) && field < 100; next++)
            field = field * 10 + (size_t)(*next - '0');
        bool first = true;
        while (next < end && strchr("\"', ", *next))
            next++;
        next += next < end && *next == '|';
        const char *stop = next, *far = end - next < LONGEST_VALUE ? end : next + LONGEST_VALUE;
        while (stop < far && !strchr("<\"'\r\n", *stop))
            stop++;
        struct phs_slice value = phs_slice_n(next, (size_t)(stop - next)), part;
        for (; field && phs_slice_cut(&value, '^', &part); first = false)
            if (part.len)
                phs_health_hl7_value(reader, PHS_SLICE("PID"), field, first, part, number);
    }
    phs_health_end(reader, true);
}

bool phs_health_segments(struct phs_health_reader *reader) {
    size_t before = reader->items.n;
    if (holds_rare(reader->bytes, "PID|", 3))
        hl7(reader);
    if (holds_rare(reader->bytes, "PID-5|", 5) || holds_rare(reader->bytes, "\"PID-5\"", 6))
        numbered_fields(reader);
    if (holds_rare(reader->bytes, "H|\\^&|", 1) && holds_rare(reader->bytes, "P|1|", 1))
        astm(reader);
    if (holds_rare(reader->bytes, "NM1*IL*", 3) || holds_rare(reader->bytes, "NM1*QC*", 3))
        x12(reader, '*');
    if (holds(reader->bytes, "0010,") && (holds(reader->bytes, "(0010,") || holds(reader->bytes, "0010,0010")))
        dicom(reader);
    if (holds(reader->bytes, "fhir:Patient") && holds(reader->bytes, "hl7.org/fhir"))
        phs_health_turtle(reader);
    if (holds_rare(reader->bytes,
                   "\x1C"
                   "C4",
                   0) ||
        holds_rare(reader->bytes,
                   "\x1C"
                   "C2",
                   0))
        phs_health_ncpdp(reader);
    return reader->items.n > before;
}
