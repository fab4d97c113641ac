/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the blob. It is our own, but a damaged binary must end in a sentence and not in a crash, so every step is bounded. */
#include "base/digest.h"
#include "catalogue/blob.h"
#include "catalogue/blob_format.h"

struct cursor {
    struct phs_arena *arena;
    const struct phs_source *source;
    const unsigned char *at, *end;
    bool damaged;
};

static size_t u32_at(const char *bytes) {
    const unsigned char *b = (const unsigned char *)bytes;
    return (size_t)b[0] | (size_t)b[1] << 8 | (size_t)b[2] << 16 | (size_t)b[3] << 24;
}

static bool inside(struct phs_slice bytes, size_t offset, size_t len) {
    return offset < bytes.len && len < bytes.len - offset; /* room for the NUL behind it */
}

static bool table_is_sound(const struct phs_blob *blob) {
    for (size_t i = 0; i < blob->n; i++) {
        const char *row = blob->bytes.ptr + BLOB_HEAD + i * BLOB_ROW;
        if (!inside(blob->bytes, u32_at(row), u32_at(row + 4)) || u32_at(row + 8) > PHS_BLOB_TREE ||
            !inside(blob->bytes, u32_at(row + 12), u32_at(row + 16)))
            return false;
    }
    return true;
}

enum phs_code phs_blob_open(struct phs_slice bytes, struct phs_blob *ret_blob, struct phs_err *err) {
    struct phs_blob blob = {bytes, 0};
    if (bytes.len < BLOB_HEAD || memcmp(bytes.ptr, BLOB_MAGIC, BLOB_MAGIC_LEN) != 0)
        return phs_fail(err, PHS_E_INPUT, "the built-in catalogue is damaged: wrong head");
    blob.n = u32_at(bytes.ptr + BLOB_MAGIC_LEN + BLOB_DIGEST);
    if (blob.n > (bytes.len - BLOB_HEAD) / BLOB_ROW || !table_is_sound(&blob))
        return phs_fail(err, PHS_E_INPUT, "the built-in catalogue is damaged: wrong table");
    *ret_blob = blob;
    return PHS_OK;
}

struct phs_blob_file phs_blob_at(const struct phs_blob *blob, size_t i) {
    const char *start = blob->bytes.ptr, *row = start + BLOB_HEAD + i * BLOB_ROW;
    struct phs_blob_file file = {.path = phs_slice_n(start + u32_at(row), u32_at(row + 4)),
                                 .kind = (enum phs_blob_kind)u32_at(row + 8)};
    if (file.kind == PHS_BLOB_TEXT)
        file.text = phs_slice_n(start + u32_at(row + 12), u32_at(row + 16));
    return file;
}

bool phs_blob_find(const struct phs_blob *blob, struct phs_slice path, struct phs_blob_file *ret_file) {
    size_t low = 0, high = blob->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct phs_blob_file file = phs_blob_at(blob, middle);
        int order = phs_slice_cmp(file.path, path);
        if (order == 0) {
            *ret_file = file;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static unsigned get_byte(struct cursor *in) {
    if (in->at == in->end) {
        in->damaged = true;
        return 0;
    }
    return *in->at++;
}

static uint64_t get_varint(struct cursor *in) {
    uint64_t number = 0;
    if (in->at < in->end && *in->at < 0x80)
        return *in->at++;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        unsigned byte = get_byte(in);
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return number;
    }
    in->damaged = true;
    return 0;
}

/* A count of things that take at least a byte each. */
static size_t get_count(struct cursor *in) {
    uint64_t n = get_varint(in);
    if (n > (uint64_t)(in->end - in->at))
        in->damaged = true;
    return in->damaged ? 0 : (size_t)n;
}

static struct phs_slice get_text(struct cursor *in) {
    size_t len = get_count(in);
    struct phs_slice text = phs_slice_n((const char *)in->at, len);
    in->at += len;
    if (get_byte(in) != 0)
        in->damaged = true;
    return in->damaged ? PHS_SLICE("") : text;
}

static struct phs_place get_place(struct cursor *in) {
    struct phs_place place = {.source = in->source};
    const unsigned char *at = in->at;
    if (in->end - at >= 4 && !((at[0] | at[1] | at[2] | at[3]) & 0x80)) {
        in->at += 4;
        return (struct phs_place){in->source, at[0], at[1], at[2], at[3]};
    }
    place.line = (uint32_t)get_varint(in);
    place.column = (uint32_t)get_varint(in);
    place.end_line = (uint32_t)get_varint(in);
    place.end_column = (uint32_t)get_varint(in);
    return place;
}

static void get_number(struct cursor *in, struct phs_value *value) {
    uint64_t bits = 0;
    for (unsigned i = 0; i < 64; i += 8)
        bits |= (uint64_t)get_byte(in) << i;
    memcpy(&value->number.value, &bits, sizeof bits);
    value->number.text = get_text(in);
}

static const struct phs_value *get_value(struct cursor *in, int depth);

static void get_list(struct cursor *in, struct phs_value *value, int depth) {
    size_t n = get_count(in);
    value->list.at = PHS_NEW_N(in->arena, const struct phs_value *, n);
    for (; value->list.n < n; value->list.n++)
        value->list.at[value->list.n] = get_value(in, depth + 1);
}

static void get_map(struct cursor *in, struct phs_value *value, int depth) {
    size_t n = get_count(in);
    value->map.at = PHS_NEW_N(in->arena, struct phs_entry, n);
    for (; value->map.n < n; value->map.n++) {
        struct phs_entry *entry = &value->map.at[value->map.n];
        entry->key = get_text(in);
        entry->key_place = get_place(in);
        entry->value = get_value(in, depth + 1);
    }
}

static const struct phs_value *get_value(struct cursor *in, int depth) {
    struct phs_value *value = PHS_NEW(in->arena, struct phs_value);
    unsigned kind = get_byte(in);
    if (kind >= PHS_UNKNOWN || depth > BLOB_DEPTH)
        in->damaged = true;
    if (in->damaged)
        return value;
    value->kind = (enum phs_kind)kind;
    value->flags = (unsigned)get_varint(in);
    value->place = get_place(in);
    if (kind == PHS_BOOL)
        value->boolean = get_byte(in) != 0;
    else if (kind == PHS_NUMBER)
        get_number(in, value);
    else if (kind == PHS_STRING)
        value->string = get_text(in);
    else if (kind == PHS_LIST)
        get_list(in, value, depth);
    else if (kind == PHS_MAP)
        get_map(in, value, depth);
    return value;
}

enum phs_code phs_blob_tree(struct phs_arena *arena, const struct phs_blob *blob, size_t i, const struct phs_value **ret_value,
                            struct phs_err *err) {
    const char *row = blob->bytes.ptr + BLOB_HEAD + i * BLOB_ROW;
    struct phs_slice path = phs_blob_at(blob, i).path;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    source->path = phs_slice_starts(path, BLOB_EXAMPLES) ? path.ptr + strlen(BLOB_EXAMPLES) : path.ptr;
    const unsigned char *start = (const unsigned char *)blob->bytes.ptr + u32_at(row + 12);
    struct cursor in = {arena, source, start, start + u32_at(row + 16), false};
    const struct phs_value *value = get_value(&in, 0);
    if (in.damaged || in.at != in.end)
        return phs_fail(err, PHS_E_INPUT, "the built-in catalogue is damaged: %s", path.ptr);
    *ret_value = value;
    return PHS_OK;
}

void phs_blob_sha256(const struct phs_blob *blob, char ret_text[65]) {
    phs_hex((const uint8_t *)blob->bytes.ptr + BLOB_MAGIC_LEN, BLOB_DIGEST, ret_text);
}
