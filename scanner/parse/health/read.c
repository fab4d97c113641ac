/* SPDX-License-Identifier: Apache-2.0 */
/* Which readers a document meets: one of its format, or where it has no one format several, each of which adds what the
 * others cannot see. */
#include <ctype.h>

#include "base/path.h"
#include "parse/health/note_people.h"
#include "parse/health/note_signs.h"
#include "parse/health/note_things.h"

enum {
    LARGEST_SCRIPT = 64 << 10,
    SPOKEN = 16 << 10,
    TITLE = 120,
    HEAD = 1024,
    FEWEST_WORDS = 2,
    MANY_WORDS = 5,
    LETTER = 4 << 10
};

/* {"user": ..., "text": "bed offer for Mr Halvorsen"} */
static bool is_chat_of_care(struct phs_slice bytes) {
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < SPOKEN ? bytes.len : SPOKEN);
    static const char *const keys[] = {"\"text\":", "\"body\":", "\"message\":", "\"content\":"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (phs_slice_find(head, phs_slice(keys[i])) != (size_t)-1)
            return phs_note_health_words(head) >= (phs_note_hints_at_somebody(head) ? 1 : FEWEST_WORDS);
    return false;
}

/* Clinicians shorten: "Pt c/o LBP x 3 wks" has no word of those that a program's text about patients has. */
static bool speaks_of_somebody(const char *format, const char *path, struct phs_slice bytes) {
    if (phs_health_speaks_of_patients(bytes) || phs_health_is_called_after_patients(path))
        return true;
    if (memmem(bytes.ptr, bytes.len, "USUBJID", 7)) /* CDISC: subjects of a trial */
        return true;
    if (strcmp(format, "sql") == 0 && bytes.len < SPOKEN) /* a query of somebody's */
        return phs_health_has_word(bytes, "chart") || phs_health_has_word(bytes, "pt_id") ||
               phs_health_has_word(bytes, "rx_") || phs_note_health_words(bytes) >= FEWEST_WORDS;
    if (strcmp(format, "json") == 0) /* messages to patients, or between those who care for them */
        return is_chat_of_care(bytes) ||
               phs_note_speaks_to_patient(phs_slice_n(bytes.ptr, bytes.len < SPOKEN ? bytes.len : SPOKEN));
    bool text = strcmp(format, "note") == 0 || strcmp(format, "log") == 0, table = strcmp(format, "table") == 0;
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < SPOKEN ? bytes.len : SPOKEN);
    if (text && phs_health_is_complaint(phs_slice_n(bytes.ptr, bytes.len < TITLE ? bytes.len : TITLE)))
        return true;
    bool written = !memmem(head.ptr, head.len, "\":", 2); /* not by a program */
    size_t fewest = table || (written && strcmp(format, "note") == 0 && bytes.len < LETTER) ? 1
                    : written                                                               ? FEWEST_WORDS
                                                                                            : MANY_WORDS;
    return (text || table) &&
           (phs_note_health_words(head) >= fewest || (fewest == 1 && text && phs_note_hints_at_somebody(head)));
}

/* Rows without columns tell nothing of whose they are: the tables' names have to. */
static bool inserts_patients(struct phs_slice bytes) {
    static const char *const words[] = {"patient", "enrollee", "beneficiar", "subscriber", "insured", "resident", "member"};
    return PHS_HEALTH_HAS_ONE(bytes, words);
}

/* "C2=...  CA=...  CB=...": a card holder, and somebody's two names. */
static bool prints_claims(struct phs_slice bytes) {
    return memmem(bytes.ptr, bytes.len, "C2=", 3) && memmem(bytes.ptr, bytes.len, "CB=", 3) &&
           memmem(bytes.ptr, bytes.len, "CA=", 3);
}

/* "AM01", "AM04": segments of a patient and of who is insured, and a birthday. */
static bool decodes_claims(struct phs_slice bytes) {
    return memmem(bytes.ptr, bytes.len, "AM01", 4) && memmem(bytes.ptr, bytes.len, "C4", 2) &&
           memmem(bytes.ptr, bytes.len, "AM04", 4);
}

/* {event=ADMIT, who={last=Halvorsen, first=Marta}}: as programs of Java print what they hold. */
static bool prints_objects(struct phs_slice bytes) {
    return memmem(bytes.ptr, bytes.len < SPOKEN ? bytes.len : SPOKEN, "={", 2) != NULL;
}

/* {"owner": ..., "pets": [{"visits": [{"description": "rabies shot"}]}]} */
static bool is_of_animals(struct phs_slice bytes) {
    return !phs_health_has_word(bytes, "patient") &&
           phs_note_is_of_animals(phs_slice_n(bytes.ptr, bytes.len < SPOKEN ? bytes.len : SPOKEN));
}

/* Templates of clouds, lists of parts, locks: what stands in them is a program's by the definition of their format. */
static bool describes_program(struct phs_slice bytes) {
    static const char *const marks[] = {"eploymentTemplate.json", "eploymentParameters.json", "\"bomFormat\"",
                                        "\"spdxVersion\"",        "\"lockfileVersion\"",      "\"packages-dev\""};
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < HEAD ? bytes.len : HEAD);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (phs_slice_find(head, phs_slice(marks[i])) != (size_t)-1)
            return true;
    return false;
}

/* What an interface takes and gives, without examples: its contacts are those who run it. */
static bool describes_interface(struct phs_slice bytes) {
    struct phs_slice head = phs_slice_n(bytes.ptr, bytes.len < TITLE ? bytes.len : TITLE);
    bool interface = phs_slice_starts(head, "openapi:") || phs_slice_starts(head, "swagger:") ||
                     memmem(head.ptr, head.len, "\"openapi\":", 10) || memmem(head.ptr, head.len, "\"swagger\":", 10);
    return interface && !memmem(bytes.ptr, bytes.len, "example", 7);
}

/* {"level":"INFO","message":"..."} line by line. */
static bool is_log_of_json(struct phs_slice bytes) {
    const char *stop = memchr(bytes.ptr, '\n', bytes.len);
    struct phs_slice line = phs_slice_n(bytes.ptr, stop ? (size_t)(stop - bytes.ptr) : 0);
    return line.len > 20 && line.len < SPOKEN && line.ptr[line.len - 1] == '}' &&
           (memmem(line.ptr, line.len, "\"msg\"", 5) || memmem(line.ptr, line.len, "\"message\"", 9));
}

/* What the readers of a format left is read as its lines are. */
static void read_leftover(const char *format, const char *path, struct phs_health_reader *reader) {
    static const struct {
        const char *format;
        enum phs_health_leftover_of of;
    } rows[] = {{"fields", PHS_HEALTH_LEFT_CODE}, {"json", PHS_HEALTH_LEFT_CODE}, {"html", PHS_HEALTH_LEFT_MARKUP},
                {"sql", PHS_HEALTH_LEFT_SCRIPT},  {"note", PHS_HEALTH_LEFT_TEXT}, {"log", PHS_HEALTH_LEFT_LOG}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(format, rows[i].format) == 0)
            phs_health_leftover(reader, phs_health_is_setting(path) ? PHS_HEALTH_LEFT_SETTINGS
                                        : rows[i].of == PHS_HEALTH_LEFT_CODE && reader->bytes.ptr[0] == '<'
                                            ? PHS_HEALTH_LEFT_XML
                                            : rows[i].of);
}

static bool is_markup(struct phs_slice bytes) {
    size_t i = 0;
    while (i < bytes.len && (isspace((unsigned char)bytes.ptr[i]) || (unsigned char)bytes.ptr[i] > 127))
        i++;
    return i < bytes.len && bytes.ptr[i] == '<';
}

/* What has no one format is read in several ways; each adds what the others cannot see. */
static bool read_text(const char *format, const char *path, struct phs_health_reader *reader) {
    bool speaks = speaks_of_somebody(format, path, reader->bytes) && !phs_health_is_translation(path) &&
                  !describes_interface(reader->bytes);
    if (phs_health_is_manifest(path))
        return false;
    if (strcmp(format, "json") == 0 && (describes_program(reader->bytes) || is_of_animals(reader->bytes)))
        return false;
    bool json = strcmp(format, "json") == 0, code = strcmp(format, "fields") == 0, markup = strcmp(format, "html") == 0;
    if (strcmp(format, "sql") == 0)
        phs_health_sql(reader);
    else if (strcmp(format, "json") == 0 && !phs_health_is_translation(path)) {
        phs_health_json(reader, speaks, phs_health_is_titled(path));
        if (speaks && memmem(reader->bytes.ptr, reader->bytes.len, "<td", 3)) /* what a notebook printed */
            phs_health_html(reader);
    } else if (strcmp(format, "html") == 0)
        phs_health_html(reader);
    else if (speaks && strcmp(format, "note") == 0) {
        phs_health_note(reader);
        phs_health_roster(reader, false, phs_health_is_called_after_patients(path));
    }
    if (code && reader->bytes.len < LARGEST_SCRIPT && is_markup(reader->bytes) && !phs_health_is_translation(path))
        phs_health_xml_record(reader, speaks, phs_health_is_titled(path));
    phs_health_segments(reader);
    if (!json && strcmp(format, "sql") != 0)
        phs_health_xdt(reader);
    if (strcmp(format, "note") == 0) {
        phs_health_exports(reader, speaks);
        if (decodes_claims(reader->bytes))
            phs_health_ncpdp_decoded(reader);
        if (prints_claims(reader->bytes))
            phs_health_ncpdp_printed(reader);
    }
    if (speaks && strcmp(format, "note") != 0 && strcmp(format, "sql") != 0)
        phs_health_log(reader, strcmp(format, "log") == 0 || strcmp(format, "json") == 0 ? 0 : 3);
    bool dump = strcmp(format, "sql") == 0 && reader->bytes.len > LARGEST_SCRIPT;
    bool rows = strcmp(format, "sql") == 0 ? inserts_patients(reader->bytes) : strcmp(format, "html") != 0;
    if (!dump && rows && (speaks || (strcmp(format, "note") == 0 && phs_health_rows_begin(reader))))
        phs_health_rows(reader, true);
    if (speaks && !json && strcmp(format, "sql") != 0)
        phs_health_sql_inside(reader);
    if (speaks && !dump && (!json || memmem(reader->bytes.ptr, reader->bytes.len, "\\\"", 2)))
        phs_health_fields(reader, phs_health_is_loose(path),
                          strcmp(format, "note") != 0 || phs_health_is_setting(path) || prints_objects(reader->bytes));
    if (speaks && strcmp(format, "json") != 0 && strcmp(format, "sql") != 0)
        phs_health_tables(reader);
    bool images = memmem(reader->bytes.ptr, reader->bytes.len < SPOKEN ? reader->bytes.len : SPOKEN, ".dcm", 4) != NULL;
    if (((speaks || images) && strcmp(format, "log") == 0) || (speaks && json && is_log_of_json(reader->bytes)))
        phs_health_mentions(reader);
    if (speaks && !json && !dump && !markup)
        phs_health_embedded(reader);
    if (speaks && code)
        phs_health_calls(reader);
    if (speaks && path && phs_slice_ends(phs_slice(path), ".feature"))
        phs_health_steps(reader);
    if (speaks && strcmp(format, "log") == 0)
        phs_health_threads(reader);
    if (speaks && path && phs_slice_ends(phs_slice(path), ".ipynb"))
        phs_health_printed(reader);
    bool text = code && speaks && reader->bytes.len < LARGEST_SCRIPT && !phs_health_is_program(path);
    if (text && reader->items.n == 0)
        phs_health_note(reader);
    if (speaks && reader->items.n == 0 && !dump)
        phs_health_likely(reader, code || json || strcmp(format, "sql") == 0);
    if ((speaks || reader->items.n) && !dump && !(json && is_log_of_json(reader->bytes)))
        read_leftover(format, path, reader);
    return true;
}

/* A list of customers has nothing to do with what is done with charts. */
static bool has_column_of_people(struct phs_slice bytes) {
    struct phs_slice line, cell;
    uint32_t number = 0;
    if (!phs_health_next_line(&bytes, &number, &line) || line.len > SPOKEN)
        return true;
    while (phs_slice_cut(&line, ',', &cell)) {
        const struct phs_health_column *column = phs_health_column_of(phs_slice_trim(cell));
        if (column && column->kind == PHS_HEALTH_WEAK)
            return true;
    }
    return false;
}

/* Companies, places and goods have names, numbers and days as well. */
static bool is_list_of_things(struct phs_slice bytes) {
    static const char *const columns[] = {"company", "latitude", "lat", "industry", "price", "sku", "product", "isbn", "ssid"};
    struct phs_slice line, cell;
    uint32_t number = 0;
    if (!phs_health_next_line(&bytes, &number, &line) || line.len > SPOKEN)
        return false;
    while (phs_slice_cut(&line, ',', &cell)) {
        cell = phs_slice_trim(cell);
        if (cell.len > 2 && cell.ptr[0] == '"' && cell.ptr[cell.len - 1] == '"')
            cell = phs_slice_n(cell.ptr + 1, cell.len - 2);
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
            if (phs_slice_ieq(cell, phs_slice(columns[i])))
                return true;
    }
    return false;
}

/* npi,last_name,credential,specialty: a list of those who treat; ndc,drug,strength,tier: of drugs. */
static bool is_directory(struct phs_slice bytes) {
    static const char *const words[] = {"specialty", "speciality",     "credential", "taxonomy",
                                        "practice",  "senior_partner", "ndc,",       "strength"};
    static const char *const others[] = {"patient", "member", "dob", "birth", "mrn", "subscriber", "rx_num", "rx_no", "fill"};
    struct phs_slice line;
    uint32_t number = 0;
    if (!phs_health_next_line(&bytes, &number, &line) || line.len > SPOKEN)
        return false;
    return PHS_HEALTH_HAS_ONE(line, words) && !PHS_HEALTH_HAS_ONE(line, others);
}

static bool read_table(const char *path, struct phs_health_reader *reader) {
    bool speaks = speaks_of_somebody("table", path, reader->bytes);
    if (phs_health_table(reader, phs_health_is_called_after_patients(path), speaks) || phs_health_vertical(reader, speaks) ||
        is_directory(reader->bytes) || phs_health_roster(reader, true, false))
        return true;
    phs_health_rows(reader, (speaks && !is_list_of_things(reader->bytes)) || phs_health_rows_begin(reader));
    if (speaks && reader->items.n == 0 && !has_column_of_people(reader->bytes)) /* what was done with whose chart */
    {
        phs_health_log(reader, 0);
        phs_health_mentions(reader);
    }
    return true;
}

static bool read_as(const char *format, const char *path, struct phs_health_reader *reader, struct phs_health *health) {
    if (strcmp(format, "fhir") == 0)
        return phs_health_fhir_json(reader);
    if (strcmp(format, "xml") == 0)
        return phs_health_xml(reader);
    if (strcmp(format, "hl7") == 0)
        return phs_health_hl7(reader);
    if (strcmp(format, "hl7xml") == 0)
        return phs_health_hl7_xml(reader);
    if (strcmp(format, "x12") == 0)
        return phs_health_x12(reader);
    if (strcmp(format, "dicom") == 0)
        return phs_health_dicom(reader, &health->deidentified);
    if (strcmp(format, "table") == 0)
        return read_table(path, reader);
    if (strcmp(format, "card") == 0)
        return phs_health_cards(reader);
    return read_text(format, path, reader);
}

bool phs_health_read(struct phs_arena *arena, const char *path, struct phs_slice bytes, struct phs_health *ret_health) {
    struct phs_health_reader reader = {.arena = arena, .bytes = bytes};
    const char *format = phs_health_format(path, bytes);
    *ret_health = (struct phs_health){.format = format};
    if (!format || !read_as(format, path, &reader, ret_health))
        return false;
    phs_health_end(&reader, false);
    phs_health_echo(&reader);
    reader.synthetic = reader.items.n && phs_health_says_synthetic(bytes, strcmp(format, "fields") == 0);
    phs_health_give(&reader, ret_health);
    return ret_health->sights.n > 0;
}
