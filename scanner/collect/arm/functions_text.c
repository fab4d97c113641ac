/* SPDX-License-Identifier: Apache-2.0 */
/* Template functions over texts that are seldom seen in old templates and often in new ones. */
#include <stdint.h>

#include "base/base64.h"
#include "base/buf.h"
#include "collect/arm/template.h"

enum { LONGEST_PAD = 1000 };

/* Takes the buffer's content and frees it. */
static const struct phs_value *taken(const struct phs_arm_asked *c, struct phs_buf *out) {
    struct phs_arena *arena = c->eval.template->arena;
    const struct phs_value *value;
    if (out->failed)
        value = phs_arm_unknown(c->eval, PHS_WHY_LIMIT, c->place, "a text is longer than what is followed");
    else
        value = phs_value_string(arena, phs_slice_n(phs_strndup(arena, phs_buf_text(out), out->len), out->len), c->place);
    phs_buf_done(out);
    return value;
}

static const struct phs_value *joined(const struct phs_arm_asked *c) {
    struct phs_buf out;
    const struct phs_value *list = c->args[0];
    phs_buf_init(&out, PHS_ARM_MAX_TEXT);
    for (size_t i = 0; i < list->list.n; i++) {
        const char *text = phs_scalar_text(c->eval.template->arena, list->list.at[i]);
        if (!text) {
            phs_buf_done(&out);
            return phs_is(list->list.at[i], PHS_UNKNOWN) ? list->list.at[i] : NULL;
        }
        if (i)
            phs_buf_slice(&out, phs_text(c->args[1]));
        phs_buf_puts(&out, text);
    }
    return taken(c, &out);
}

static const struct phs_value *padded(const struct phs_arm_asked *c) {
    const char *text = phs_scalar_text(c->eval.template->arena, c->args[0]);
    struct phs_slice with = c->n > 2 ? phs_text(c->args[2]) : PHS_SLICE(" ");
    double width = phs_is(c->args[1], PHS_NUMBER) ? c->args[1]->number.value : 0;
    struct phs_buf out;
    if (!text || !(width >= 0 && width <= LONGEST_PAD) || with.len != 1)
        return NULL;
    phs_buf_init(&out, PHS_ARM_MAX_TEXT);
    for (size_t i = strlen(text); i < (size_t)width; i++)
        phs_buf_putc(&out, with.ptr[0]);
    phs_buf_puts(&out, text);
    return taken(c, &out);
}

static char folded(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_at(struct phs_slice text, size_t at, struct phs_slice what) {
    for (size_t i = 0; i < what.len; i++)
        if (folded(text.ptr[at + i]) != folded(what.ptr[i]))
            return false;
    return true;
}

static const struct phs_value *position(const struct phs_arm_asked *c, bool last) {
    struct phs_slice text = phs_text(c->args[0]), what = phs_text(c->args[1]);
    double found = -1;
    for (size_t i = 0; what.len <= text.len && i <= text.len - what.len && (last || found < 0); i++)
        if (is_at(text, i, what))
            found = (double)i;
    return phs_value_number(c->eval.template->arena, found, c->place);
}

static const struct phs_value *in_base64(const struct phs_arm_asked *c) {
    struct phs_arena *arena = c->eval.template->arena;
    struct phs_slice text = c->args[0]->string;
    if (text.len > PHS_ARM_MAX_TEXT / 4 * 3)
        return phs_arm_unknown(c->eval, PHS_WHY_LIMIT, c->place, "a text is longer than what is followed");
    return phs_value_string(arena, phs_base64_encode(arena, text), c->place);
}

static const struct phs_value *from_base64(const struct phs_arm_asked *c) {
    struct phs_arena *arena = c->eval.template->arena;
    struct phs_slice text = c->args[0]->string;
    char *out = phs_alloc(arena, text.len + 1);
    size_t read, n = phs_base64_decode(text, PHS_BASE64_PLAIN, out, text.len, &read);
    return read == text.len || text.ptr[read] == '=' ? phs_value_string(arena, phs_slice_n(out, n), c->place) : NULL;
}

/* "10.1.0.0/16" -> 0x0a010000, 16 */
static bool read_network(struct phs_slice text, uint32_t *ret_address, unsigned *ret_bits) {
    uint32_t address = 0;
    for (int i = 0; i < 5; i++) {
        struct phs_slice part;
        double number;
        if (!phs_slice_cut(&text, i == 3 ? '/' : '.', &part) || !phs_slice_number(part, &number) || !(number >= 0) ||
            number > (i == 4 ? 32 : 255))
            return false;
        if (i == 4)
            *ret_bits = (unsigned)number;
        else
            address = address << 8 | (uint32_t)number;
    }
    *ret_address = address;
    return true;
}

/* cidrSubnet(network, bits, n) and cidrHost(network, n), of the older internet protocol. */
static const struct phs_value *network_part(const struct phs_arm_asked *c, bool host) {
    uint32_t address;
    unsigned bits = 0;
    double wanted = host ? 32 : phs_is(c->args[1], PHS_NUMBER) ? c->args[1]->number.value : -1;
    const struct phs_value *which = c->args[host ? 1 : 2];
    if (!read_network(phs_text(c->args[0]), &address, &bits) || !phs_is(which, PHS_NUMBER) || !(wanted >= bits && wanted <= 32))
        return NULL;
    unsigned width = 32 - (unsigned)wanted;
    double index = which->number.value + (host ? 1 : 0), most = (double)((uint64_t)1 << ((unsigned)wanted - bits));
    if (!(index >= 0 && index < most))
        return NULL;
    uint64_t base = bits ? address & (uint32_t)(0xffffffffu << (32 - bits)) : 0, made = base + ((uint64_t)index << width);
    const char *text = phs_printf(c->eval.template->arena, "%u.%u.%u.%u", (unsigned)(made >> 24 & 255),
                                  (unsigned)(made >> 16 & 255), (unsigned)(made >> 8 & 255), (unsigned)(made & 255));
    if (!host)
        text = phs_printf(c->eval.template->arena, "%s/%u", text, (unsigned)wanted);
    return phs_value_string(c->eval.template->arena, phs_slice(text), c->place);
}

static const struct phs_value *json_of(const struct phs_arm_asked *c) {
    const struct phs_value *open = phs_find_unknown(c->args[0]);
    if (open)
        return open;
    struct phs_buf out;
    struct phs_json json;
    phs_buf_init(&out, PHS_ARM_MAX_TEXT);
    phs_json_init(&json, &out, 0);
    phs_value_write_json(&json, c->args[0]);
    return taken(c, &out);
}

static bool two_and_number(const struct phs_value **args, size_t n) {
    return n == 2 && phs_is(args[0], PHS_STRING) && phs_is(args[1], PHS_NUMBER);
}

const struct phs_value *phs_arm_texts(const struct phs_arm_asked *c) {
    bool one = c->n == 1 && phs_is(c->args[0], PHS_STRING);
    bool two = c->n == 2 && phs_is(c->args[0], PHS_STRING) && phs_is(c->args[1], PHS_STRING);
    if (c->n == 2 && phs_arm_asks(c, "join") && phs_is(c->args[0], PHS_LIST))
        return joined(c);
    if (c->n >= 2 && phs_arm_asks(c, "padLeft"))
        return padded(c);
    if (two && (phs_arm_asks(c, "indexOf") || phs_arm_asks(c, "lastIndexOf")))
        return position(c, phs_arm_asks(c, "lastIndexOf"));
    if (c->n == 3 && phs_arm_asks(c, "cidrSubnet"))
        return network_part(c, false);
    if (two_and_number(c->args, c->n) && phs_arm_asks(c, "cidrHost"))
        return network_part(c, true);
    if (one && phs_arm_asks(c, "base64"))
        return in_base64(c);
    if (one && phs_arm_asks(c, "base64ToString"))
        return from_base64(c);
    if (c->n == 1 && phs_arm_asks(c, "string") && (phs_is(c->args[0], PHS_MAP) || phs_is(c->args[0], PHS_LIST)))
        return json_of(c);
    return NULL;
}
