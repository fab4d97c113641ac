/* SPDX-License-Identifier: Apache-2.0 */
/* Decoders for UTF-16 and Windows-1252 (as the WHATWG Encoding standard has it: the five holes are C1 controls). */
#include "parse/charset.h"

#include <stdint.h>

#include "base/escape.h"

enum { LOOKED_AT = 64, FEWEST = 16 }; /* bytes that tell text of two bytes a character from other things */

enum { UTF8_GROWTH = 3 }; /* bytes of UTF-8 for one byte of Windows-1252; two bytes of UTF-16 need no more */

static const uint16_t windows_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

struct writer {
    char *out;
    size_t n;
};

static void put(struct writer *writer, uint32_t scalar) {
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    char *out = writer->out + writer->n;
    size_t len = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, scalar >>= 6)
        out[i] = (char)(0x80 | (scalar & 0x3F));
    out[0] = (char)(lead[len] | scalar);
    writer->n += len;
}

static uint32_t unit_at(struct phs_slice bytes, size_t at, bool big_endian) {
    uint32_t first = (unsigned char)bytes.ptr[at], second = (unsigned char)bytes.ptr[at + 1];
    return big_endian ? first << 8 | second : second << 8 | first;
}

static struct phs_slice from_utf16(struct phs_arena *arena, struct phs_slice bytes, bool big_endian, size_t *damaged) {
    struct writer writer = {phs_alloc(arena, bytes.len * UTF8_GROWTH + 4), 0};
    size_t at = 0;
    for (; bytes.len - at >= 2; at += 2) {
        uint32_t unit = unit_at(bytes, at, big_endian);
        uint32_t low = bytes.len - at >= 4 ? unit_at(bytes, at + 2, big_endian) : 0;
        bool is_pair = unit >= 0xD800 && unit <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF;
        bool is_half = !is_pair && unit >= 0xD800 && unit <= 0xDFFF;
        put(&writer, is_pair ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : is_half ? 0xFFFD : unit);
        *damaged += is_half;
        at += is_pair ? 2 : 0;
    }
    if (at < bytes.len) {
        put(&writer, 0xFFFD);
        ++*damaged;
    }
    return phs_slice_n(writer.out, writer.n);
}

static struct phs_slice from_windows_1252(struct phs_arena *arena, struct phs_slice bytes) {
    struct writer writer = {phs_alloc(arena, bytes.len * UTF8_GROWTH + 1), 0};
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        put(&writer, c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c);
    }
    return phs_slice_n(writer.out, writer.n);
}

static struct phs_slice without_nuls(struct phs_arena *arena, struct phs_slice text, size_t *ret_removed) {
    *ret_removed = 0;
    if (text.len == 0 || !memchr(text.ptr, '\0', text.len))
        return text;
    char *out = phs_alloc(arena, text.len);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\0')
            out[n++] = text.ptr[i];
    *ret_removed = text.len - n;
    return phs_slice_n(out, n);
}

static struct phs_slice behind(struct phs_slice bytes, size_t n) {
    return phs_slice_n(bytes.ptr + n, bytes.len - n);
}

static bool has_mark(struct phs_slice bytes) {
    return bytes.len >= 2 && (memcmp(bytes.ptr, "\xFF\xFE", 2) == 0 || memcmp(bytes.ptr, "\xFE\xFF", 2) == 0);
}

/* UTF-32 of the same order of bytes begins with the same mark. */
static bool is_utf32(struct phs_slice bytes) {
    return bytes.len >= 4 && memcmp(bytes.ptr, "\xFF\xFE\0\0", 4) == 0;
}

bool phs_charset_is_utf16(struct phs_slice bytes, bool *ret_big_endian) {
    size_t n = (bytes.len < LOOKED_AT ? bytes.len : LOOKED_AT) & ~(size_t)1, nuls[2] = {0};
    if (has_mark(bytes) && !is_utf32(bytes)) {
        *ret_big_endian = bytes.ptr[0] == '\xFE';
        return true;
    }
    for (size_t i = 0; i < n; i++)
        nuls[i & 1] += bytes.ptr[i] == '\0';
    *ret_big_endian = nuls[0] > 0;
    return n >= FEWEST && nuls[0] + nuls[1] == n / 2 && (nuls[0] == 0 || nuls[1] == 0);
}

struct phs_slice phs_charset_from_utf16(struct phs_arena *arena, struct phs_slice bytes, bool big_endian) {
    size_t damaged = 0;
    return from_utf16(arena, has_mark(bytes) ? behind(bytes, 2) : bytes, big_endian, &damaged);
}

struct phs_slice phs_charset_to_utf8(struct phs_arena *arena, struct phs_slice bytes, const char **ret_encoding,
                                     size_t *ret_damaged, size_t *ret_nuls) {
    struct phs_slice text = bytes;
    *ret_damaged = 0;
    if (phs_slice_starts(bytes, "\xFF\xFE") || phs_slice_starts(bytes, "\xFE\xFF")) {
        bool big_endian = bytes.ptr[0] == '\xFE';
        *ret_encoding = big_endian ? "UTF-16BE" : "UTF-16LE";
        text = from_utf16(arena, behind(bytes, 2), big_endian, ret_damaged);
    } else if (phs_utf8_valid(bytes, NULL)) {
        *ret_encoding = "UTF-8";
        text = phs_slice_starts(bytes, "\xEF\xBB\xBF") ? behind(bytes, 3) : bytes;
    } else {
        *ret_encoding = "Windows-1252";
        text = from_windows_1252(arena, bytes);
    }
    return without_nuls(arena, text, ret_nuls);
}
