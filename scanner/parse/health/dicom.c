/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a DICOM file (PS3.10, PS3.5): elements in order of their tags up to the image, flat; what a sequence holds is
 * read like the rest. (0012,0062) YES says that the patient's identity was removed. */
#include "parse/health/record.h"

enum { HEAD = 132, MOST_ELEMENTS = 4000, LAST_GROUP = 0x0040 };

struct dicom {
    const unsigned char *at, *end;
    bool explicit_vr, big, deflated;
};

struct element {
    uint32_t tag;
    struct phs_slice value;
};

static const struct {
    uint32_t tag;
    const char *category;
    enum phs_health_kind kind;
} elements[] = {
    {0x00100010, "name", PHS_HEALTH_WEAK},
    {0x00100020, "mrn", PHS_HEALTH_STRONG},
    {0x00100030, "dob", PHS_HEALTH_WEAK},
    {0x00101000, "mrn", PHS_HEALTH_STRONG},
    {0x00101001, "name", PHS_HEALTH_WEAK},
    {0x00101005, "name", PHS_HEALTH_WEAK},
    {0x00101040, "address", PHS_HEALTH_CONTACT},
    {0x00101060, "name", PHS_HEALTH_WEAK},
    {0x00102154, "phone", PHS_HEALTH_CONTACT},
    {0x00104000, "note", PHS_HEALTH_FACT},
    {0x001021B0, "history", PHS_HEALTH_FACT},
    {0x00080012, "date", PHS_HEALTH_CONTACT},
    {0x00080020, "date", PHS_HEALTH_CONTACT},
    {0x00080021, "date", PHS_HEALTH_CONTACT},
    {0x00080022, "date", PHS_HEALTH_CONTACT},
    {0x00080023, "date", PHS_HEALTH_CONTACT},
    {0x0008002A, "date", PHS_HEALTH_CONTACT},
    {0x00080030, "date", PHS_HEALTH_CONTACT},
    {0x00080031, "date", PHS_HEALTH_CONTACT},
    {0x00080032, "date", PHS_HEALTH_CONTACT},
    {0x00080033, "date", PHS_HEALTH_CONTACT},
    {0x00100032, "date", PHS_HEALTH_CONTACT},
    {0x00100050, "insurance_id", PHS_HEALTH_CONTACT},
    {0x00101080, "license_number", PHS_HEALTH_CONTACT},
    {0x00102297, "name", PHS_HEALTH_WEAK},
    {0x00200010, "account_number", PHS_HEALTH_CONTACT},
    {0x00380010, "account_number", PHS_HEALTH_CONTACT},
    {0x00380020, "date", PHS_HEALTH_CONTACT},
    {0x00380021, "date", PHS_HEALTH_CONTACT},
    {0x00380500, "note", PHS_HEALTH_FACT},
    {0x00400002, "date", PHS_HEALTH_CONTACT},
    {0x00400253, "account_number", PHS_HEALTH_CONTACT},
    {0x00401001, "account_number", PHS_HEALTH_CONTACT},
    {0x00080050, "account_number", PHS_HEALTH_CONTACT},
    {0x00080060, "imaging", PHS_HEALTH_FACT},
    {0x00081030, "imaging", PHS_HEALTH_FACT},
    {0x0008103E, "imaging", PHS_HEALTH_FACT},
    {0x00081080, "diagnosis", PHS_HEALTH_FACT},
    {0x00181000, "device_id", PHS_HEALTH_CONTACT},
    {0x00400244, "date", PHS_HEALTH_CONTACT},
};

bool phs_health_dicom_tag(uint32_t tag, const char **ret_category, enum phs_health_kind *ret_kind) {
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (elements[i].tag == tag) {
            *ret_category = elements[i].category;
            *ret_kind = elements[i].kind;
            return true;
        }
    return false;
}

bool phs_health_is_uid(uint32_t tag) {
    return tag == 0x00080018 || tag == 0x0020000D || tag == 0x0020000E || tag == 0x00200052 || tag == 0x00081155 ||
           tag == 0x00020003 || tag == 0x00181002;
}

static uint32_t number(const struct dicom *dicom, const unsigned char *p, size_t n) {
    uint32_t value = 0;
    for (size_t i = 0; i < n; i++)
        value |= (uint32_t)p[i] << (8 * (dicom->big ? n - 1 - i : i));
    return value;
}

static bool has_long_length(const unsigned char *vr) {
    static const char names[] = "OBOWOFODOLOVSQUNUTUCURSVUV";
    for (size_t i = 0; i + 1 < sizeof names; i += 2)
        if (memcmp(vr, names + i, 2) == 0)
            return true;
    return false;
}

/* False at the end or where the bytes make no sense. Sequences and items are entered: their content comes next. */
static bool next(struct dicom *dicom, struct element *ret_element) {
    if (dicom->end - dicom->at < 8)
        return false;
    uint32_t tag = number(dicom, dicom->at, 2) << 16 | number(dicom, dicom->at + 2, 2), length;
    const unsigned char *vr = dicom->at + 4;
    bool delimiter = tag >> 16 == 0xFFFE, sequence = false;
    if (dicom->explicit_vr && !delimiter) {
        bool wide = has_long_length(vr);
        if (wide && dicom->end - dicom->at < 12)
            return false;
        length = wide ? number(dicom, dicom->at + 8, 4) : number(dicom, dicom->at + 6, 2);
        sequence = memcmp(vr, "SQ", 2) == 0;
        dicom->at += wide ? 12 : 8;
    } else {
        length = number(dicom, dicom->at + 4, 4);
        dicom->at += 8;
    }
    *ret_element = (struct element){.tag = tag};
    if (delimiter || sequence || length == 0xFFFFFFFF)
        return true;
    if ((uint64_t)length > (uint64_t)(dicom->end - dicom->at))
        return false;
    ret_element->value = phs_slice_n((const char *)dicom->at, length);
    dicom->at += length;
    return true;
}

static struct phs_slice text_of(struct phs_slice value) {
    while (value.len > 0 && (value.ptr[value.len - 1] == '\0' || value.ptr[value.len - 1] == ' '))
        value.len--;
    return value;
}

/* Group 2 is explicit little endian always and says how the rest is written. */
static void read_meta(struct dicom *dicom) {
    struct element element;
    struct dicom meta = {.at = dicom->at, .end = dicom->end, .explicit_vr = true};
    const unsigned char *before = meta.at;
    while (meta.end - meta.at >= 8 && number(&meta, meta.at, 2) == 2 && next(&meta, &element)) {
        struct phs_slice value = text_of(element.value);
        before = meta.at;
        if (element.tag != 0x00020010)
            continue;
        dicom->explicit_vr = !phs_slice_is(value, "1.2.840.10008.1.2");
        dicom->big = phs_slice_is(value, "1.2.840.10008.1.2.2");
        dicom->deflated = phs_slice_is(value, "1.2.840.10008.1.2.1.99");
    }
    dicom->at = before;
}

bool phs_health_dicom(struct phs_health_reader *reader, bool *ret_deidentified) {
    const unsigned char *bytes = (const unsigned char *)reader->bytes.ptr;
    size_t head = reader->bytes.len > HEAD && memcmp(bytes + HEAD - 4, "DICM", 4) == 0 ? HEAD : 0;
    struct dicom dicom = {.at = bytes + head, .end = bytes + reader->bytes.len, .explicit_vr = true};
    struct element element;
    read_meta(&dicom);
    reader->limited |= dicom.deflated;
    for (size_t n = 0; n < MOST_ELEMENTS && !dicom.deflated && next(&dicom, &element); n++) {
        if (element.tag >> 16 > LAST_GROUP && element.tag >> 16 != 0xFFFE)
            break;
        struct phs_slice value = text_of(element.value);
        *ret_deidentified |= element.tag == 0x00120062 && phs_slice_is(value, "YES");
        const char *category;
        enum phs_health_kind kind;
        if (phs_health_dicom_tag(element.tag, &category, &kind))
            phs_health_add(reader, category, kind, 1, value);
    }
    reader->synthetic |= *ret_deidentified;
    if (*ret_deidentified)
        phs_health_drop(reader, reader->record);
    phs_health_end(reader, true);
    return true;
}
