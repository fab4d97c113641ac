/* SPDX-License-Identifier: Apache-2.0 */
/* Which program a container starts and with which flags: the settings of the API server, etcd and the kubelet stand there. */
#include "relate/kubernetes_flags.h"

enum { MOST_WORDS = 512, LONGEST_SCRIPT = 1 << 16 };

struct words {
    struct phs_slice at[MOST_WORDS];
    struct phs_place place[MOST_WORDS];
    size_t n;
    const struct phs_value *unknown; /* there may be more */
};

static void add_word(struct words *words, struct phs_slice word, struct phs_place place) {
    if (words->n == MOST_WORDS)
        return;
    words->at[words->n] = word;
    words->place[words->n++] = place;
}

static void add(struct words *words, const struct phs_value *list) {
    if (phs_is(list, PHS_UNKNOWN))
        words->unknown = list;
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++) {
        add_word(words, phs_text(list->list.at[i]), list->list.at[i]->place);
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

static bool is_one_of(struct phs_slice word, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (phs_slice_is(word, names[i]))
            return true;
    return false;
}

static bool ends_word(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\' || c == '"' || c == '\'';
}

static bool ends_command(struct phs_slice script, size_t i) {
    char c = script.ptr[i];
    return c == ';' || c == '|' || c == '&' || (c == '\n' && (i == 0 || script.ptr[i - 1] != '\\'));
}

/* The command of a script that starts a server of the cluster, else its last: what goes before prepares it. */
static void add_script(struct words *words, struct phs_slice script, struct phs_place place) {
    static const char *const servers[] = {"kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd", "kubelet"};
    static const char *const before[] = {"exec", "sudo", "nohup", "env"};
    bool server = false;
    for (size_t i = 0; i < script.len && i < LONGEST_SCRIPT; i++) {
        size_t begin = i;
        while (i < script.len && !ends_word(script.ptr[i]) && !ends_command(script, i))
            i++;
        struct phs_slice word = phs_slice_n(script.ptr + begin, i - begin);
        if (word.len && !(words->n == 0 && is_one_of(word, before, 4)))
            add_word(words, word, place);
        if (i >= script.len || !ends_command(script, i))
            continue;
        server |= words->n && is_one_of(base_name(words->at[0]), servers, 5);
        struct phs_slice rest = phs_slice_trim(phs_slice_n(script.ptr + i + 1, script.len - i - 1));
        if (server || !rest.len)
            return;
        words->n = 0;
    }
}

/* sh -c 'exec kube-apiserver ...': the words are those of the script. */
static void open_shell(struct words *words) {
    static const char *const shells[] = {"sh", "bash", "ash", "dash"};
    static const char *const options[] = {"-c", "-ec", "-xc", "-exc", "-euc", "-lc"};
    if (words->n < 3 || !is_one_of(base_name(words->at[0]), shells, 4) || !is_one_of(words->at[1], options, 6))
        return;
    struct phs_slice script = words->at[2];
    words->n = 0;
    add_script(words, script, words->place[2]);
}

/* --name=value, --name value, --name alone (true); one dash will do. A dot in a name would be a path. */
static void add_flag(struct phs_map_builder *map, const struct words *words, size_t i) {
    struct phs_slice word = words->at[i];
    struct phs_slice next = i + 1 < words->n ? words->at[i + 1] : (struct phs_slice){0};
    while (word.len && word.ptr[0] == '-')
        word = phs_slice_n(word.ptr + 1, word.len - 1);
    size_t equals = phs_slice_find(word, PHS_SLICE("="));
    const struct phs_value *value = phs_value_text(map->arena, "true");
    if (equals != (size_t)-1)
        value = phs_value_string(map->arena, phs_slice_n(word.ptr + equals + 1, word.len - equals - 1), words->place[i]);
    else if (next.len && next.ptr[0] != '-')
        value = phs_value_string(map->arena, next, words->place[i + 1]);
    phs_map_builder_set(map, equals == (size_t)-1 ? word : phs_slice_n(word.ptr, equals), words->place[i], value);
}

static void read_words(struct words *words, const struct phs_value *written) {
    add(words, phs_get(written, "command"));
    add(words, phs_get(written, "args"));
    open_shell(words);
}

void phs_kube_set_flags(struct phs_map_builder *container, const struct phs_value *written) {
    struct words *words = PHS_NEW(container->arena, struct words);
    struct phs_map_builder map;
    read_words(words, written);
    if (!words->n)
        return;
    phs_map_builder_init(&map, container->arena);
    if (words->at[0].len)
        phs_map_builder_set(container, PHS_SLICE("program"), words->place[0],
                            phs_value_string(container->arena, base_name(words->at[0]), words->place[0]));
    for (size_t i = 0; i < words->n; i++)
        if (words->at[i].len > 1 && words->at[i].ptr[0] == '-')
            add_flag(&map, words, i);
    phs_map_builder_set(container, PHS_SLICE("flags"), written->place,
                        words->unknown ? words->unknown : phs_map_builder_done(&map, written->place));
}

struct phs_slice phs_kube_program(const struct phs_value *written) {
    struct words *words = &(struct words){0};
    read_words(words, written);
    return words->n ? base_name(words->at[0]) : phs_slice("");
}
