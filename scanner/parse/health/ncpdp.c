/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of pharmacies (NCPDP Telecommunication D.0): fields of two letters behind 0x1C, segments behind 0x1E, groups behind
 * 0x1D. */
#include <ctype.h>

#include "parse/health/record.h"

static const struct {
    const char *id, *category;
    enum phs_health_kind kind;
} fields[] = {{"C2", "insurance_id", PHS_HEALTH_STRONG},
              {"CY", "mrn", PHS_HEALTH_STRONG},
              {"C4", "dob", PHS_HEALTH_WEAK},
              {"CA", "name", PHS_HEALTH_WEAK},
              {"CB", "name", PHS_HEALTH_WEAK},
              {"CC", "name", PHS_HEALTH_WEAK},
              {"CD", "name", PHS_HEALTH_WEAK},
              {"CM", "address", PHS_HEALTH_CONTACT},
              {"CN", "address", PHS_HEALTH_CONTACT},
              {"CP", "address", PHS_HEALTH_CONTACT},
              {"CQ", "phone", PHS_HEALTH_CONTACT},
              {"HN", "email", PHS_HEALTH_CONTACT},
              {"C1", "insurance_id", PHS_HEALTH_CONTACT},
              {"D2", "account_number", PHS_HEALTH_CONTACT},
              {"DE", "date", PHS_HEALTH_CONTACT},
              {"D7", "medication", PHS_HEALTH_FACT},
              {"DO", "diagnosis", PHS_HEALTH_FACT}};

static void take_field(struct phs_health_reader *reader, uint32_t line, struct phs_slice field) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (phs_slice_starts(field, fields[i].id))
            phs_health_add(reader, fields[i].category, fields[i].kind, line, phs_slice_n(field.ptr + 2, field.len - 2));
}

/* "C4=19440813  CA=MARTA  CB=HALVORSEN": as tools print them. */
static void take_printed(struct phs_health_reader *reader, uint32_t number, struct phs_slice line) {
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; end - at > 4; at++) {
        bool start = at == line.ptr || isspace((unsigned char)at[-1]);
        if (!start || !isupper((unsigned char)at[0]) || !isalnum((unsigned char)at[1]) || (at[2] != '=' && at[2] != ':'))
            continue;
        const char *stop = at + 3;
        while (stop < end && !(stop[0] == ' ' &&
                               (stop + 1 == end || stop[1] == ' ' || (end - stop > 3 && (stop[3] == '=' || stop[3] == ':')))))
            stop++;
        struct phs_slice value = phs_slice_trim(phs_slice_n(at + 3, (size_t)(stop - at - 3)));
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            if (memcmp(at, fields[i].id, 2) == 0 && value.len > 1)
                phs_health_add(reader, fields[i].category, fields[i].kind, number, value);
        at = stop - 1;
    }
}

/* "CAMARTA", or "AM01|C419440813|CAMARTA": identifiers and values stand together, fields on lines or behind bars. */
static void take_decoded(struct phs_health_reader *reader, uint32_t number, struct phs_slice line) {
    struct phs_slice field;
    while (phs_slice_cut(&line, '|', &field)) {
        field = phs_slice_trim(field);
        while (field.len && strchr("> ", field.ptr[0]))
            field = phs_slice_n(field.ptr + 1, field.len - 1);
        if (field.len > 3)
            take_field(reader, number, field);
    }
}

void phs_health_ncpdp_decoded(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line))
        take_decoded(reader, number, line);
    phs_health_end(reader, true);
}

void phs_health_ncpdp_printed(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line))
        take_printed(reader, number, line);
    phs_health_end(reader, true);
}

void phs_health_ncpdp(struct phs_health_reader *reader) {
    struct phs_slice rest = reader->bytes, line;
    uint32_t number = 0;
    while (!reader->limited && phs_health_next_line(&rest, &number, &line)) {
        size_t start = line.len;
        for (size_t i = 0; i <= line.len; i++) {
            bool mark = i == line.len || (line.ptr[i] >= 0x1C && line.ptr[i] <= 0x1E);
            if (!mark)
                continue;
            if (start < i)
                take_field(reader, number, phs_slice_n(line.ptr + start, i - start));
            start = i + 1;
        }
    }
    phs_health_end(reader, true);
}
