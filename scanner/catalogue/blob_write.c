/* SPDX-License-Identifier: Apache-2.0 */
/* Writes the blob; runs only while phiscope is built (and in tests). */
#include "base/digest.h"
#include "catalogue/blob.h"
#include "catalogue/blob_format.h"

static void put_u32(struct phs_buf *out, size_t number) {
    unsigned char bytes[4] = {(unsigned char)number, (unsigned char)(number >> 8), (unsigned char)(number >> 16),
                              (unsigned char)(number >> 24)};
    phs_buf_add(out, bytes, sizeof bytes);
}

static void put_varint(struct phs_buf *out, uint64_t number) {
    for (; number >= 0x80; number >>= 7)
        phs_buf_putc(out, (char)(unsigned char)(number | 0x80));
    phs_buf_putc(out, (char)number);
}

static void put_text(struct phs_buf *out, struct phs_slice text) {
    put_varint(out, text.len);
    phs_buf_slice(out, text);
    phs_buf_putc(out, '\0');
}

static void put_place(struct phs_buf *out, struct phs_place place) {
    put_varint(out, place.line);
    put_varint(out, place.column);
    put_varint(out, place.end_line);
    put_varint(out, place.end_column);
}

static void put_number(struct phs_buf *out, const struct phs_value *value) {
    uint64_t bits;
    memcpy(&bits, &value->number.value, sizeof bits);
    put_u32(out, (size_t)(bits & 0xffffffffU));
    put_u32(out, (size_t)(bits >> 32));
    put_text(out, value->number.text);
}

static void put_value(struct phs_buf *out, const struct phs_value *value) {
    phs_buf_putc(out, (char)value->kind);
    put_varint(out, value->flags);
    put_place(out, value->place);
    switch (value->kind) {
    case PHS_NULL:
        break;
    case PHS_BOOL:
        phs_buf_putc(out, value->boolean ? 1 : 0);
        break;
    case PHS_NUMBER:
        put_number(out, value);
        break;
    case PHS_STRING:
        put_text(out, value->string);
        break;
    case PHS_LIST:
        put_varint(out, value->list.n);
        for (size_t i = 0; i < value->list.n; i++)
            put_value(out, value->list.at[i]);
        break;
    case PHS_MAP:
        put_varint(out, value->map.n);
        for (size_t i = 0; i < value->map.n; i++) {
            put_text(out, value->map.at[i].key);
            put_place(out, value->map.at[i].key_place);
            put_value(out, value->map.at[i].value);
        }
        break;
    case PHS_UNKNOWN:
        phs_die("a file of checks/ holds an unknown value");
    }
}

struct span {
    size_t offset, len;
};

/* Data first, so that the table can be written with the offsets known. */
static void put_file(struct phs_buf *data, const struct phs_blob_file *file, struct span *ret_path, struct span *ret_data) {
    *ret_path = (struct span){data->len, file->path.len};
    phs_buf_slice(data, file->path);
    phs_buf_putc(data, '\0');
    size_t start = data->len;
    if (file->kind == PHS_BLOB_TREE)
        put_value(data, file->value);
    else
        phs_buf_slice(data, file->text);
    *ret_data = (struct span){start, data->len - start};
    phs_buf_putc(data, '\0');
}

enum phs_code phs_blob_write(struct phs_buf *out, const struct phs_blob_file *files, size_t n, struct phs_err *err) {
    struct phs_buf data, body;
    phs_buf_init(&data, UINT32_MAX);
    phs_buf_init(&body, UINT32_MAX);
    size_t base = BLOB_HEAD + n * BLOB_ROW;
    put_u32(&body, n);
    for (size_t i = 0; i < n; i++) {
        struct span path, content;
        put_file(&data, &files[i], &path, &content);
        put_u32(&body, base + path.offset);
        put_u32(&body, path.len);
        put_u32(&body, (size_t)files[i].kind);
        put_u32(&body, base + content.offset);
        put_u32(&body, content.len);
    }
    phs_buf_add(&body, phs_buf_text(&data), data.len);
    uint8_t digest[32];
    phs_sha256_of(phs_slice_n(phs_buf_text(&body), body.len), digest);
    phs_buf_add(out, BLOB_MAGIC, BLOB_MAGIC_LEN);
    phs_buf_add(out, digest, sizeof digest);
    phs_buf_add(out, phs_buf_text(&body), body.len);
    bool whole = !data.failed && !body.failed && !out->failed && out->len < UINT32_MAX;
    phs_buf_done(&data);
    phs_buf_done(&body);
    return whole ? PHS_OK : phs_fail(err, PHS_E_LIMIT, "the catalogue is larger than its format holds");
}
