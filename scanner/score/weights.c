/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the weights and asking them. */
#include "score/weights.h"

#include <stdlib.h>

#include "base/digest.h"

enum phs_code phs_weights_parse(struct phs_arena *arena, struct phs_slice tsv, struct phs_weights *ret_weights,
                                struct phs_err *err) {
    struct phs_slice rest = tsv, line;
    unsigned number = 0;
    uint8_t digest[32];
    phs_map_init(&ret_weights->rows, arena);
    while (phs_slice_cut(&rest, '\n', &line)) {
        struct phs_slice group, name, value, fields = line;
        number++;
        if (!line.len || line.ptr[0] == '#')
            continue;
        if (!phs_slice_cut(&fields, '\t', &group) || !phs_slice_cut(&fields, '\t', &name) ||
            !phs_slice_cut(&fields, '\t', &value))
            return phs_fail(err, PHS_E_INPUT, "checks/weights.tsv:%u: a row needs group, name and value", number);
        char *key = phs_printf(arena, "%.*s %.*s", (int)group.len, group.ptr, (int)name.len, name.ptr);
        if (phs_map_puts(&ret_weights->rows, key, phs_slice_dup(arena, phs_slice_trim(value))))
            return phs_fail(err, PHS_E_INPUT, "checks/weights.tsv:%u: %s stands there twice", number, key);
    }
    phs_sha256_of(tsv, digest);
    phs_hex(digest, sizeof digest, ret_weights->sha256);
    return PHS_OK;
}

const char *phs_weights_text(const struct phs_weights *weights, const char *group, const char *name) {
    char key[128];
    if (!group || !name || snprintf(key, sizeof key, "%s %s", group, name) >= (int)sizeof key)
        return NULL;
    return phs_map_gets(&weights->rows, key);
}

bool phs_weights_points(const struct phs_weights *weights, const char *group, const char *name, int *ret_points) {
    const char *text = phs_weights_text(weights, group, name);
    double number;
    if (text && *text == '+')
        text++;
    if (!text || !phs_slice_number(phs_slice(text), &number) || number < -1000 || number > 1000) {
        *ret_points = 0;
        return false;
    }
    *ret_points = (int)number;
    return true;
}

/* "21-79", "100000+", "0": whether number lies in it. */
static bool in_range(struct phs_slice range, double number) {
    double low, high;
    size_t dash = phs_slice_find(range, PHS_SLICE("-"));
    if (range.len && range.ptr[range.len - 1] == '+')
        return phs_slice_number(phs_slice_n(range.ptr, range.len - 1), &low) && number >= low;
    if (dash == (size_t)-1)
        return phs_slice_number(range, &low) && number >= low && number <= low;
    return phs_slice_number(phs_slice_n(range.ptr, dash), &low) &&
           phs_slice_number(phs_slice_n(range.ptr + dash + 1, range.len - dash - 1), &high) && number >= low && number <= high;
}

enum phs_level phs_weights_band(const struct phs_weights *weights, int percent) {
    for (enum phs_level level = PHS_VL; level <= PHS_VH; level++) {
        const char *range = phs_weights_text(weights, "band", phs_level_name(level));
        if (range && in_range(phs_slice(range), percent))
            return level;
    }
    return PHS_VH;
}

enum phs_level phs_weights_records(const struct phs_weights *weights, int64_t records) {
    enum phs_level level = PHS_H;
    if (records < 0) {
        const char *name = phs_weights_text(weights, "records", "unknown");
        if (name)
            phs_level_parse(phs_slice(name), &level);
        return level;
    }
    for (size_t i = 0; i < weights->rows.n; i++) {
        struct phs_slice key = weights->rows.items[i].key;
        if (phs_slice_starts(key, "records ") && in_range(phs_slice_n(key.ptr + 8, key.len - 8), (double)records))
            phs_level_parse(phs_slice(weights->rows.items[i].value), &level);
    }
    return level;
}
