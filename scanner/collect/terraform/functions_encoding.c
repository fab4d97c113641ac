/* SPDX-License-Identifier: Apache-2.0 */
/* jsonencode and its kin, base64, urlencode, csvdecode. */
#include "base/base64.h"
#include "base/escape.h"
#include "collect/terraform/encode.h"
#include "collect/terraform/readfile.h"
#include "parse/json.h"
#include "parse/yaml.h"

/* A document with unknown parts is handed on as the tree that it stands for: what is known in a policy stays known. */
static const struct phs_value *call_jsonencode(const struct phs_tf_args *args) {
    const struct phs_value *value = args->at[0];
    const struct phs_value *unknown = phs_find_unknown(value);
    if (unknown && value->kind == PHS_UNKNOWN)
        return phs_tf_with_flags(args->arena, phs_tf_because(args, unknown), PHS_VALUE_NOT_NULL);
    if (unknown)
        return phs_tf_with_flags(args->arena, value, PHS_VALUE_JSON);
    return phs_tf_string(args, phs_tf_json_text(args->arena, value));
}

static const struct phs_value *call_jsondecode(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *value = args->at[0];
    if (value->flags & PHS_VALUE_JSON)
        return value;
    if (!phs_tf_arg_string(args, 0, &text, &value))
        return value;
    if (phs_json_parse(args->arena, NULL, text, NULL, &value, NULL) != PHS_OK)
        return phs_tf_error(args, "the text is no JSON");
    return value;
}

static const struct phs_value *call_yamlencode(const struct phs_tf_args *args) {
    return phs_tf_string(args, phs_tf_yaml_text(args->arena, args->at[0]));
}

static bool is_one_of(struct phs_slice text, const char *const *words) {
    for (; *words; words++)
        if (phs_slice_is(text, *words))
            return true;
    return false;
}

/* Terraform's YAML still reads plain yes, no, on, off, y and n as booleans; keys are left alone. */
static const struct phs_value *yaml_1_1(struct phs_arena *arena, const struct phs_value *value, int depth) {
    static const char *const yes[] = {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", NULL};
    static const char *const no[] = {"n", "N", "no", "No", "NO", "off", "Off", "OFF", NULL};
    if (value->kind == PHS_STRING && !(value->flags & PHS_VALUE_QUOTED) && value->string.len <= 3) {
        if (is_one_of(value->string, yes) || is_one_of(value->string, no))
            return phs_value_bool(arena, is_one_of(value->string, yes), value->place);
    } else if (value->kind == PHS_LIST && depth < 200) {
        const struct phs_value **items = PHS_NEW_N(arena, const struct phs_value *, value->list.n);
        for (size_t i = 0; i < value->list.n; i++)
            items[i] = yaml_1_1(arena, value->list.at[i], depth + 1);
        return phs_value_list(arena, items, value->list.n, value->place);
    } else if (value->kind == PHS_MAP && depth < 200) {
        struct phs_map_builder map;
        phs_map_builder_init(&map, arena);
        for (size_t i = 0; i < value->map.n; i++)
            phs_map_builder_set(&map, value->map.at[i].key, value->map.at[i].key_place,
                                yaml_1_1(arena, value->map.at[i].value, depth + 1));
        return phs_map_builder_done(&map, value->place);
    }
    return value;
}

static const struct phs_value *call_yamldecode(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *value;
    if (!phs_tf_arg_string(args, 0, &text, &value))
        return value;
    if (phs_yaml_parse_one(args->arena, NULL, text, NULL, &value, NULL) != PHS_OK)
        return phs_tf_error(args, "the text is no YAML that is read here");
    return yaml_1_1(args->arena, value, 0);
}

/* How a text begins tells how its base64 begins, three bytes at a time. */
static const struct phs_value *unknown_base64(const struct phs_tf_args *args, const struct phs_value *text) {
    const struct phs_hint *known = text->unknown.hint;
    const struct phs_value *result = phs_tf_with_flags(args->arena, phs_tf_because(args, text), PHS_VALUE_NOT_NULL);
    if (!known || known->choice_count || (known->prefix.len < 3 && !known->outline.len))
        return result;
    struct phs_value *copy = PHS_NEW(args->arena, struct phs_value);
    struct phs_hint *hint = PHS_NEW(args->arena, struct phs_hint);
    hint->prefix = phs_base64_encode(args->arena, phs_slice_n(known->prefix.ptr, known->prefix.len / 3 * 3));
    hint->outline = known->outline;
    *copy = *result;
    copy->unknown.hint = hint;
    return copy;
}

static const struct phs_value *call_base64encode(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (args->at[0]->kind == PHS_UNKNOWN)
        return unknown_base64(args, args->at[0]);
    return phs_tf_arg_string(args, 0, &text, &bad) ? phs_tf_string(args, phs_base64_encode(args->arena, text)) : bad;
}

bool phs_tf_unbase64(struct phs_arena *arena, struct phs_slice text, struct phs_slice *ret_bytes) {
    size_t length = text.len, read;
    if (length % 4)
        return false;
    for (int i = 0; i < 2 && length && text.ptr[length - 1] == '='; i++)
        length--;
    char *out = phs_alloc(arena, length + 1);
    *ret_bytes = phs_slice_n(out, phs_base64_decode(phs_slice_n(text.ptr, length), PHS_BASE64_PLAIN, out, length, &read));
    return read == length;
}

static const struct phs_value *call_base64decode(const struct phs_tf_args *args) {
    struct phs_slice text, bytes;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    if (!phs_tf_unbase64(args->arena, text, &bytes))
        return phs_tf_error(args, "the text is no base64");
    if (!phs_utf8_valid(bytes, NULL))
        return phs_tf_error(args, "the decoded bytes are no UTF-8");
    return phs_tf_string(args, bytes);
}

static bool plain_in_url(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-_.~", c));
}

static const struct phs_value *call_urlencode(const struct phs_tf_args *args) {
    struct phs_slice text;
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &text, &bad))
        return bad;
    struct phs_buf out;
    phs_buf_init(&out, PHS_TF_MAX_RESULT);
    for (size_t i = 0; i < text.len; i++) {
        if (plain_in_url(text.ptr[i]))
            phs_buf_putc(&out, text.ptr[i]);
        else if (text.ptr[i] == ' ')
            phs_buf_putc(&out, '+');
        else
            phs_buf_printf(&out, "%%%02X", (unsigned)(unsigned char)text.ptr[i]);
    }
    return phs_tf_finish(args, &out);
}

struct csv {
    struct phs_arena *arena;
    struct phs_slice rest;
    bool broken;
};

/* One field; *ret_last says that the record ended with it. */
static struct phs_slice csv_field(struct csv *csv, bool *ret_last) {
    char *out = phs_alloc(csv->arena, csv->rest.len + 1);
    size_t used = 0, at = 0;
    struct phs_slice text = csv->rest;
    bool quoted = text.len && text.ptr[0] == '"';
    if (quoted) {
        for (at = 1; at < text.len; at++) {
            if (text.ptr[at] == '"' && at + 1 < text.len && text.ptr[at + 1] == '"')
                at++;
            else if (text.ptr[at] == '"')
                break;
            out[used++] = text.ptr[at];
        }
        csv->broken |= at >= text.len;
        at++;
    }
    while (!quoted && at < text.len && text.ptr[at] != ',' && text.ptr[at] != '\n')
        out[used++] = text.ptr[at++];
    if (at < text.len && text.ptr[at] == '\r')
        at++;
    if (!quoted && used && out[used - 1] == '\r')
        used--;
    *ret_last = at >= text.len || text.ptr[at] == '\n';
    csv->broken |= !*ret_last && text.ptr[at] != ',';
    at = at < text.len ? at + 1 : text.len;
    csv->rest = phs_slice_n(text.ptr + at, text.len - at);
    return phs_slice_n(out, used);
}

static const struct phs_value *csv_row(const struct phs_tf_args *args, struct csv *csv, const struct phs_slice *names,
                                       size_t n) {
    struct phs_map_builder row;
    phs_map_builder_init(&row, args->arena);
    bool last = false;
    for (size_t i = 0; i < n && !last; i++) {
        struct phs_slice field = csv_field(csv, &last);
        phs_map_builder_set(&row, names[i], args->place, phs_tf_string(args, field));
        csv->broken |= last != (i + 1 == n);
    }
    return phs_map_builder_done(&row, args->place);
}

static const struct phs_value *call_csvdecode(const struct phs_tf_args *args) {
    struct csv csv = {.arena = args->arena};
    const struct phs_value *bad;
    if (!phs_tf_arg_string(args, 0, &csv.rest, &bad))
        return bad;
    if (csv.rest.len > 1024 * 1024)
        return phs_tf_unknown(args, PHS_WHY_LIMIT, "the CSV text is longer than 1 MiB");
    PHS_VEC(struct phs_slice) names = {0};
    PHS_VEC(const struct phs_value *) rows = {0};
    for (bool last = false; !last && !csv.broken;)
        PHS_PUSH(args->arena, names, csv_field(&csv, &last));
    while (csv.rest.len && !csv.broken && rows.n < 10000)
        PHS_PUSH(args->arena, rows, csv_row(args, &csv, names.at, names.n));
    return csv.broken ? phs_tf_error(args, "the text is no CSV") : phs_tf_list(args, rows.at, rows.n);
}

const struct phs_tf_function phs_tf_encoding_functions[] = {
    {"base64decode", 1, 1, 0, call_base64decode},
    {"base64encode", 1, 1, PHS_TF_OWN, call_base64encode},
    {"csvdecode", 1, 1, 0, call_csvdecode},
    {"jsondecode", 1, 1, 0, call_jsondecode},
    {"jsonencode", 1, 1, PHS_TF_OWN | PHS_TF_NULLS, call_jsonencode},
    {"urlencode", 1, 1, 0, call_urlencode},
    {"yamldecode", 1, 1, 0, call_yamldecode},
    {"yamlencode", 1, 1, PHS_TF_DEEP | PHS_TF_NULLS, call_yamlencode},
    {0},
};
