/* SPDX-License-Identifier: Apache-2.0 */
/* Which program a container starts and with which flags: the settings of the API server, etcd and the kubelet stand there. */
#include "relate/kubernetes_flags.h"

enum { MOST_WORDS = 512 };

struct words {
    const struct phs_value *at[MOST_WORDS];
    size_t n;
    const struct phs_value *unknown; /* there may be more */
};

static void add(struct words *words, const struct phs_value *list) {
    if (phs_is(list, PHS_UNKNOWN))
        words->unknown = list;
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n && words->n < MOST_WORDS; i++) {
        words->at[words->n++] = list->list.at[i];
        if (phs_is(list->list.at[i], PHS_UNKNOWN))
            words->unknown = list->list.at[i];
    }
}

/* "/usr/local/bin/kube-apiserver" -> "kube-apiserver". */
static struct phs_slice base_name(struct phs_slice path) {
    for (size_t i = path.len; i; i--)
        if (path.ptr[i - 1] == '/')
            return phs_slice_n(path.ptr + i, path.len - i);
    return path;
}

/* --name=value, --name value, --name alone (true); one dash will do. A dot in a name would be a path. */
static void add_flag(struct phs_map_builder *map, const struct words *words, size_t i) {
    struct phs_slice word = phs_text(words->at[i]);
    const struct phs_value *next = i + 1 < words->n ? words->at[i + 1] : NULL;
    while (word.len && word.ptr[0] == '-')
        word = phs_slice_n(word.ptr + 1, word.len - 1);
    size_t equals = phs_slice_find(word, PHS_SLICE("="));
    struct phs_place place = words->at[i]->place;
    const struct phs_value *value = phs_value_text(map->arena, "true");
    if (equals != (size_t)-1)
        value = phs_value_string(map->arena, phs_slice_n(word.ptr + equals + 1, word.len - equals - 1), place);
    else if (phs_is(next, PHS_STRING) && next->string.len && next->string.ptr[0] != '-')
        value = next;
    phs_map_builder_set(map, equals == (size_t)-1 ? word : phs_slice_n(word.ptr, equals), place, value);
}

void phs_kube_set_flags(struct phs_map_builder *container, const struct phs_value *written) {
    struct words *words = PHS_NEW(container->arena, struct words);
    struct phs_map_builder map;
    add(words, phs_get(written, "command"));
    add(words, phs_get(written, "args"));
    if (!words->n)
        return;
    phs_map_builder_init(&map, container->arena);
    if (phs_is(words->at[0], PHS_STRING))
        phs_map_builder_set(container, PHS_SLICE("program"), words->at[0]->place,
                            phs_value_string(container->arena, base_name(words->at[0]->string), words->at[0]->place));
    for (size_t i = 0; i < words->n; i++)
        if (phs_is(words->at[i], PHS_STRING) && words->at[i]->string.len > 1 && words->at[i]->string.ptr[0] == '-')
            add_flag(&map, words, i);
    phs_map_builder_set(container, PHS_SLICE("flags"), written->place,
                        words->unknown ? words->unknown : phs_map_builder_done(&map, written->place));
}

struct phs_slice phs_kube_program(const struct phs_value *written) {
    struct words *words = &(struct words){0};
    add(words, phs_get(written, "command"));
    add(words, phs_get(written, "args"));
    return words->n ? base_name(phs_text(words->at[0])) : phs_slice("");
}
