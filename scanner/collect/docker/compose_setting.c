/* SPDX-License-Identifier: Apache-2.0 */
/* One setting of a service: its own or of what it extends, with variables put in. Variables take their default; without one
 * they are not known, because the shell or an .env file gives them. */
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "collect/docker/compose_parts.h"

const struct phs_yaml_options phs_compose_yaml = {
    .allow_duplicates = true, .max_bytes = 4 << 20, .max_depth = 64, .max_nodes = 200000};

static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Behind the variable at i (text[i] is the $): its default is put out, or *ret_unknown set. */
static size_t put_default(struct phs_slice text, size_t i, struct phs_buf *out, bool *ret_unknown) {
    size_t n = i + 1;
    if (n < text.len && text.ptr[n] == '$') {
        phs_buf_putc(out, '$');
        return n + 1;
    }
    if (n == text.len || text.ptr[n] != '{') {
        while (n < text.len && is_name(text.ptr[n]))
            n++;
        *ret_unknown = true;
        return n;
    }
    while (++n < text.len && is_name(text.ptr[n]))
        continue;
    size_t end = n;
    while (end < text.len && text.ptr[end] != '}')
        end++;
    bool colon = n < end && text.ptr[n] == ':';
    size_t word = n + colon + 1;
    if (n + colon < end && text.ptr[n + colon] == '-' && !memchr(text.ptr + word, '$', end - word))
        phs_buf_add(out, text.ptr + word, end - word);
    else
        *ret_unknown = true;
    return end < text.len ? end + 1 : end;
}

const struct phs_value *phs_compose_filled(struct phs_compose *c, const struct phs_value *value) {
    if (!phs_is(value, PHS_STRING) || !memchr(value->string.ptr, '$', value->string.len))
        return value;
    struct phs_buf out;
    bool unknown = false;
    phs_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < value->string.len;) {
        if (value->string.ptr[i] == '$') {
            i = put_default(value->string, i, &out, &unknown);
        } else {
            phs_buf_putc(&out, value->string.ptr[i]);
            i++;
        }
    }
    const struct phs_value *made =
        unknown || out.failed
            ? phs_value_unknown(c->arena, PHS_WHY_VARIABLE, "a variable without a default in the Compose file", value->place)
            : phs_value_string(c->arena, phs_slice_n(phs_strndup(c->arena, phs_buf_text(&out), out.len), out.len),
                               value->place);
    phs_buf_done(&out);
    return made;
}

/* A file that services of another one extend. */
struct base_file {
    const struct phs_value *services; /* NULL: it could not be read */
    const char *path;
};

static const struct base_file *base_file(struct phs_compose *c, const char *from, const struct phs_value *name) {
    struct phs_slice text = phs_text(phs_compose_filled(c, name)), bytes;
    const struct phs_value *value = NULL;
    if (!c->file->folder || !text.len || text.ptr[0] == '/')
        return NULL;
    const char *path =
        phs_path_clean(c->arena, phs_path_join(c->arena, phs_path_dir(c->arena, from), phs_slice_dup(c->arena, text)));
    struct base_file *file = phs_map_gets(&c->bases, path);
    if (file)
        return file;
    file = PHS_NEW(c->arena, struct base_file);
    struct phs_source *source = PHS_NEW(c->arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = path};
    file->path = path;
    phs_map_puts(&c->bases, path, file);
    if (strncmp(path, "..", 2) != 0 && phs_file_read_in(c->arena, c->file->folder, path, 4 << 20, &bytes, NULL) == PHS_OK &&
        phs_yaml_parse_one(c->arena, source, bytes, &phs_compose_yaml, &value, NULL) == PHS_OK)
        file->services = phs_get(value, "services");
    return file;
}

/* The service's own setting, or that of the service that it extends, of this file or another. */
const struct phs_value *phs_compose_setting(struct phs_compose *c, const struct phs_value *service, const char *key) {
    const struct phs_value *services = c->services;
    const char *path = c->file->path;
    for (int depth = 0; depth < 8 && service; depth++) {
        const struct phs_value *value = phs_get(service, key), *extends = phs_get(service, "extends");
        if (value && value->kind != PHS_NULL)
            return value;
        struct phs_slice name = phs_is(extends, PHS_MAP) ? phs_text(phs_get(extends, "service")) : phs_text(extends);
        const struct phs_value *other = phs_get(extends, "file");
        const struct base_file *file = name.len && other ? base_file(c, path, other) : NULL;
        if (name.len && other && (!file || !phs_get_slice(file->services, name)))
            return phs_value_unknown(c->arena, PHS_WHY_UNREAD, "the service extends one of another file", extends->place);
        services = file ? file->services : services;
        path = file ? file->path : path;
        service = name.len ? phs_get_slice(services, name) : NULL;
    }
    return NULL;
}

const struct phs_value *phs_compose_list(struct phs_compose *c, const struct phs_compose_items *items, struct phs_place place,
                                         bool blocks) {
    struct phs_value *made = (struct phs_value *)(uintptr_t)phs_value_list(c->arena, items->at.at, items->at.n, place);
    made->flags |= blocks ? PHS_VALUE_BLOCKS : 0;
    return made;
}

const struct phs_value *phs_compose_text(struct phs_compose *c, struct phs_slice value, struct phs_place place) {
    return phs_value_string(c->arena, value, place);
}
