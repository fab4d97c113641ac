/* SPDX-License-Identifier: Apache-2.0 */
/* loadTextContent and its kin: only files that the walk over the target saw, so that no path and no link leads out of it. */
#include "base/escape.h"
#include "base/file.h"
#include "collect/bicep/instance.h"
#include "parse/json.h"
#include "parse/yaml.h"

struct loading {
    struct phs_arm_eval eval;
    const char *path;
    struct phs_slice bytes;
    struct phs_place place;
};

static const struct phs_value *unread(const struct loading *l, const char *why) {
    return phs_arm_unknown(l->eval, PHS_WHY_UNREAD, l->place, "%s %s", l->path ? l->path : "a file", why);
}

/* NULL when it was read. */
static const struct phs_value *fetch(struct loading *l, const struct phs_value *name) {
    struct phs_arm_template *t = l->eval.template;
    const struct phs_arm_library *library = t->library;
    if (!phs_is(name, PHS_STRING))
        return phs_is(name, PHS_UNKNOWN) ? name : unread(l, "has no name");
    l->path = phs_bicep_path(t->arena, t->path, name->string);
    if (!l->path || !library->folder || !phs_map_gets(&library->files, l->path))
        return unread(l, "was not read: it is not in the folder that is scanned");
    if (phs_file_read_in(t->arena, library->folder, l->path, PHS_BICEP_MAX_LOADED, &l->bytes, NULL) != PHS_OK)
        return unread(l, "was not read");
    size_t price = l->bytes.len / 16;
    *t->steps -= price < *t->steps ? price : *t->steps;
    return phs_utf8_valid(l->bytes, NULL) ? NULL : unread(l, "is no text");
}

static const struct phs_value *parsed(const struct loading *l, bool yaml) {
    struct phs_arena *arena = l->eval.template->arena;
    const struct phs_value *value = NULL;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = l->path};
    static const struct phs_json_limits limits = {
        .max_nodes = 100000, .max_depth = PHS_ARM_MAX_DEPTH, .allow_duplicates = true};
    enum phs_code code = yaml ? phs_yaml_parse_one(arena, source, l->bytes, NULL, &value, NULL)
                              : phs_json_parse(arena, source, l->bytes, &limits, &value, NULL);
    return code == PHS_OK ? value : unread(l, "cannot be parsed");
}

/* "$.a.b" and ".a.b"; other paths are not followed. */
static const struct phs_value *below(const struct loading *l, const struct phs_value *value, const struct phs_value *path) {
    struct phs_slice rest = phs_text(path);
    for (size_t i = 0; i < rest.len; i++)
        if (strchr("[]*?()@", rest.ptr[i]))
            return unread(l, "is asked for a part by a path that is not followed");
    while (rest.len && (rest.ptr[0] == '$' || rest.ptr[0] == '.'))
        rest = phs_slice_n(rest.ptr + 1, rest.len - 1);
    const struct phs_value *found = rest.len ? phs_get_path(value, phs_slice_dup(l->eval.template->arena, rest)) : value;
    return found ? found : unread(l, "does not have the part that is asked for");
}

const struct phs_value *phs_bicep_load(struct phs_arm_eval eval, struct phs_slice function, const struct phs_value **args,
                                       size_t n, struct phs_place place) {
    struct loading l = {.eval = eval, .place = place};
    bool text = phs_slice_is(function, "loadTextContent"), coded = phs_slice_is(function, "loadFileAsBase64");
    bool json = phs_slice_is(function, "loadJsonContent"), yaml = phs_slice_is(function, "loadYamlContent");
    if (!n || (!text && !coded && !json && !yaml))
        return NULL;
    const struct phs_value *bad = fetch(&l, args[0]);
    if (bad)
        return bad;
    const struct phs_value *value = json || yaml ? parsed(&l, yaml) : phs_value_string(eval.template->arena, l.bytes, place);
    if (coded)
        return phs_arm_function(eval, PHS_SLICE("base64"), &value, 1, place);
    return (json || yaml) && n > 1 && phs_is(args[1], PHS_STRING) ? below(&l, value, args[1]) : value;
}
