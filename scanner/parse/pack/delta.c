/* SPDX-License-Identifier: Apache-2.0 */
/* Copies and insertions in turn; a copy that goes on where the last one ended is no border. */
#include "parse/pack/delta.h"

enum { WHOLE_COPY = 0x10000 };

struct reading {
    const uint8_t *at, *end;
};

static bool read_number(struct reading *reading, uint64_t *ret_number) {
    uint64_t number = 0;
    for (unsigned shift = 0; reading->at < reading->end && shift < 63; shift += 7) {
        uint8_t byte = *reading->at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            *ret_number = number;
            return true;
        }
    }
    return false;
}

static struct reading reading_of(struct phs_slice delta) {
    const uint8_t *start = (const uint8_t *)delta.ptr;
    return (struct reading){start, start + delta.len};
}

bool phs_delta_sizes(struct phs_slice delta, uint64_t *ret_base, uint64_t *ret_result) {
    struct reading reading = reading_of(delta);
    uint64_t base;
    if (!read_number(&reading, &base) || !read_number(&reading, ret_result))
        return false;
    *ret_base = base;
    return true;
}

static void add_part(struct phs_delta_parts *parts, size_t start, size_t end) {
    if (!parts)
        return;
    struct phs_delta_part *last = parts->n ? &parts->at[parts->n - 1] : NULL;
    if (last && (parts->n == parts->cap || start <= (size_t)last->end + parts->near)) {
        last->end = (uint32_t)end;
        return;
    }
    parts->at[parts->n++] = (struct phs_delta_part){.start = (uint32_t)start, .end = (uint32_t)end};
}

static void go_on_from(struct phs_delta_parts *parts, size_t at, size_t from) {
    add_part(parts, at, at);
    if (parts && parts->n)
        parts->at[parts->n - 1].from = (uint32_t)from;
}

/* Which of four offset and three size bytes follow is in the low bits of the instruction. */
static bool read_copy(struct reading *reading, uint8_t instruction, size_t *ret_from, size_t *ret_size) {
    size_t from = 0, size = 0;
    for (unsigned i = 0; i < 7; i++) {
        if (!(instruction >> i & 1))
            continue;
        if (reading->at >= reading->end)
            return false;
        if (i < 4)
            from |= (size_t)*reading->at++ << (8 * i);
        else
            size |= (size_t)*reading->at++ << (8 * (i - 4));
    }
    *ret_from = from;
    *ret_size = size ? size : WHOLE_COPY;
    return true;
}

bool phs_delta_apply(struct phs_slice base, struct phs_slice delta, char *out, size_t out_size, struct phs_delta_parts *parts) {
    struct reading reading = reading_of(delta);
    uint64_t base_size, result_size;
    size_t done = 0, went_on = 0; /* went_on: where in base a copy would be no border */
    bool inserted = false;
    if (!read_number(&reading, &base_size) || !read_number(&reading, &result_size) || base_size != base.len ||
        result_size != out_size)
        return false;
    while (reading.at < reading.end) {
        uint8_t instruction = *reading.at++;
        size_t from, size = instruction;
        if (instruction & 0x80) {
            if (!read_copy(&reading, instruction, &from, &size) || from > base.len || size > base.len - from ||
                size > out_size - done)
                return false;
            memcpy(out + done, base.ptr + from, size);
            if (inserted || from != went_on)
                go_on_from(parts, done, from);
            went_on = from + size;
            inserted = false;
        } else {
            if (instruction == 0 || size > (size_t)(reading.end - reading.at) || size > out_size - done)
                return false;
            memcpy(out + done, reading.at, size);
            reading.at += size;
            add_part(parts, done, done + size);
            inserted = true;
        }
        done += size;
    }
    if (inserted || went_on != base.len)
        add_part(parts, done, done);
    return done == out_size;
}
