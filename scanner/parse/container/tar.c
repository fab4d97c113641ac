/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX.1-1988 tar (ustar), with the long names of GNU and of pax: files behind heads of 512 bytes. Nothing is copied, and no
 * name is a path. */
#include "parse/container/container_parts.h"

enum { BLOCK = 512, NAME = 100, PREFIX = 155, LONGEST_NAME = 4096 };

/* Where the fields of a head begin. */
enum { AT_SIZE = 124, AT_CHECKSUM = 148, AT_TYPE = 156, AT_MAGIC = 257, AT_PREFIX = 345, AFTER_CHECKSUM = 156 };

bool phs_is_tar(struct phs_slice bytes) {
    return bytes.len >= BLOCK && memcmp(bytes.ptr + AT_MAGIC, "ustar", 5) == 0;
}

/* Octal digits up to a space or NUL. False: other bytes, or more than any file has. */
static bool octal(const char *field, size_t n, size_t *ret_number) {
    size_t number = 0, i = 0;
    while (i < n && field[i] == ' ')
        i++;
    for (; i < n && field[i] >= '0' && field[i] <= '7'; i++)
        number = number << 3 | (size_t)(field[i] - '0');
    if (i < n && field[i] != ' ' && field[i] != '\0')
        return false;
    *ret_number = number;
    return true;
}

static bool is_sound(const char *head) {
    size_t stated, sum = 0;
    for (size_t i = 0; i < BLOCK; i++)
        sum += i >= AT_CHECKSUM && i < AFTER_CHECKSUM ? ' ' : (unsigned char)head[i];
    return octal(head + AT_CHECKSUM, AFTER_CHECKSUM - AT_CHECKSUM, &stated) && stated == sum;
}

static bool is_zero(const char *head) {
    for (size_t i = 0; i < BLOCK; i++)
        if (head[i])
            return false;
    return true;
}

static const char *name_of(struct phs_arena *arena, const char *head) {
    const char *name = phs_strndup(arena, head, strnlen(head, NAME));
    const char *prefix = phs_strndup(arena, head + AT_PREFIX, strnlen(head + AT_PREFIX, PREFIX));
    return *prefix ? phs_printf(arena, "%s/%s", prefix, name) : name;
}

/* "27 path=exports/a.csv\n" among the records of pax; NULL: none. */
static const char *pax_path(struct phs_arena *arena, struct phs_slice records) {
    struct phs_slice line;
    while (phs_slice_cut(&records, '\n', &line)) {
        size_t at = phs_slice_find(line, PHS_SLICE(" path="));
        if (at != (size_t)-1 && line.len - at - 6 < LONGEST_NAME)
            return phs_strndup(arena, line.ptr + at + 6, line.len - at - 6);
    }
    return NULL;
}

static void add_file(struct phs_unpacking *unpacking, const char *name, struct phs_slice bytes) {
    if (!unpacking->limits.wants(name))
        unpacking->into->passed = true;
    else if (phs_unpacking_has_room(unpacking) && bytes.len <= phs_unpacking_room(unpacking, bytes.len))
        phs_unpacking_add(unpacking, (struct phs_contained){.name = name, .bytes = bytes});
    else
        unpacking->into->large = true;
}

void phs_unpack_tar(struct phs_unpacking *unpacking, struct phs_slice bytes) {
    struct phs_arena *arena = unpacking->arena;
    const char *longer = NULL; /* the name of the file that comes next */
    while (bytes.len >= BLOCK && !is_zero(bytes.ptr) && !unpacking->into->large) {
        const char *head = bytes.ptr;
        size_t size, left = bytes.len - BLOCK;
        if (!is_sound(head) || !octal(head + AT_SIZE, AT_CHECKSUM - 12 - AT_SIZE, &size) || size > left) {
            unpacking->into->damaged = true;
            return;
        }
        struct phs_slice content = phs_slice_n(head + BLOCK, size);
        char type = head[AT_TYPE];
        if (type == 'L' && size < LONGEST_NAME)
            longer = phs_strndup(arena, content.ptr, strnlen(content.ptr, size));
        else if (type == 'x')
            longer = pax_path(arena, content);
        else if (type == '0' || type == '\0')
            add_file(unpacking, longer ? longer : name_of(arena, head), content);
        if (type != 'L' && type != 'x')
            longer = NULL;
        size_t filled = (size + BLOCK - 1) / BLOCK * BLOCK;
        filled = filled < left ? filled : left;
        bytes = phs_slice_n(head + BLOCK + filled, left - filled);
    }
}
