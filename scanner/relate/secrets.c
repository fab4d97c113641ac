/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets that stand in configuration: under which name, never what. Only what is written counts: a value that comes from a
 * variable without default, a secret store or another resource is not in the files that we read. Start-up scripts and
 * environments are shown to every reader of the account, so that there a value marked as sensitive counts wherever it came
 * from. */
#include "base/base64.h"
#include "model/secretish.h"
#include "parse/json.h"
#include "relate/passes.h"
#include "relate/secrets_aws.h"

enum { LONGEST_SCRIPT = 262144, MOST_LINES = 8192 };

struct finder {
    struct phs_graph *graph;
    struct phs_resource *resource;
    struct phs_arena *scratch;
    const struct phs_secret_holder *holder;
    struct phs_place place; /* of the outermost text, for what stands inside a JSON text */
    PHS_VEC(const struct phs_value *) found;
    const struct phs_value *unknown; /* what our own limits hid */
};

static bool is_own_gap(const struct phs_value *value) {
    return phs_is(value, PHS_UNKNOWN) &&
           (value->unknown.reason == PHS_WHY_FUNCTION || value->unknown.reason == PHS_WHY_UNSUPPORTED ||
            value->unknown.reason == PHS_WHY_LIMIT);
}

static void note(struct finder *f, struct phs_slice name, struct phs_place place) {
    struct phs_arena *arena = f->graph->arena;
    struct phs_map_builder map;
    if (!place.source)
        place = f->place;
    phs_map_builder_init(&map, arena);
    phs_map_builder_set(&map, PHS_SLICE("name"), place, phs_value_text(arena, phs_slice_dup(arena, name)));
    PHS_PUSH(f->scratch, f->found, phs_map_builder_done(&map, place));
}

/* "placeholder", "REPLACE_ME", "set-by-console": stands in for a value that is set elsewhere. */
static bool holds_the_place(struct phs_slice text) {
    static const char *const words[] = {"placeholder", "replace", "change", "dummy",   "todo", "tobe",
                                        "setme",       "manual",  "update", "rotate",  "fill", "empty",
                                        "none",        "null",    "unset",  "initial", "mock", "fake"};
    char plain[48];
    size_t n = 0;
    for (size_t i = 0; i < text.len && n < sizeof plain; i++)
        if ((text.ptr[i] | 0x20) >= 'a' && (text.ptr[i] | 0x20) <= 'z')
            plain[n++] = (char)(text.ptr[i] | 0x20);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (phs_slice_find(phs_slice_n(plain, n), phs_slice(words[i])) != (size_t)-1)
            return true;
    return n == 0 || phs_slice_is(phs_slice_n(plain, n), "test");
}

/* "user[].password" -> "password", "passwords[]" -> "passwords". */
static struct phs_slice last_segment(const struct finder *f) {
    const char *dot = strrchr(f->holder->path, '.');
    struct phs_slice name = phs_slice(dot ? dot + 1 : f->holder->path);
    if (phs_slice_ends(name, "[]"))
        name.len -= 2;
    return name;
}

/* "@Microsoft.KeyVault(SecretUri=...)", "$(secretOrRandomPassword vault name)": it is fetched. */
static bool is_fetched(struct phs_slice text) {
    return phs_slice_starts(text, "$(") || phs_slice_starts(text, "@Microsoft.KeyVault(");
}

/* What base64 says, or the text itself where it is none. */
static struct phs_slice plain_of(struct finder *f, struct phs_slice text) {
    char *plain = phs_alloc(f->scratch, text.len + 1);
    size_t read, n = phs_base64_decode(text, PHS_BASE64_PLAIN, plain, text.len, &read);
    return n >= 8 && (read == text.len || text.ptr[read] == '=') ? phs_slice_n(plain, n) : text;
}

/* What begins and ends as known with something unknown between: "postgres://app:word@${...}/notes". */
static struct phs_slice known_text(struct finder *f, const struct phs_value *value) {
    if (phs_is(value, PHS_STRING))
        return value->string;
    const struct phs_hint *hint = phs_is(value, PHS_UNKNOWN) ? value->unknown.hint : NULL;
    if (!hint || hint->choice_count)
        return (struct phs_slice){"", 0};
    if (hint->outline.len)
        return hint->outline;
    struct phs_slice before = hint->prefix;
    if (f->holder->shape == PHS_SECRET_SCRIPT && before.len)
        before = plain_of(f, before);
    return phs_slice(phs_printf(f->scratch, "%.*s${}%.*s", (int)before.len, before.len ? before.ptr : "", (int)hint->suffix.len,
                                hint->suffix.len ? hint->suffix.ptr : ""));
}

/* Marked sensitive (NoEcho in CloudFormation), known or not: where it lands, every reader of the account sees it. */
static bool is_given_in_secret(const struct phs_value *value) {
    return value && (phs_is(value, PHS_STRING) || phs_is(value, PHS_UNKNOWN)) && (value->flags & PHS_VALUE_SENSITIVE);
}

static bool shows_a_secret(struct finder *f, struct phs_slice name, const struct phs_value *value) {
    if (phs_is(value, PHS_STRING))
        return !is_fetched(value->string) && phs_secretish(name, value->string);
    bool given = strstr(f->holder->path, "environment") && phs_secretish_name(name) && is_given_in_secret(value);
    return given || phs_secretish_text(known_text(f, value));
}

static void look_at_named(struct finder *f, const struct phs_value *map) {
    for (size_t i = 0; phs_is(map, PHS_MAP) && i < map->map.n; i++) {
        const struct phs_entry *entry = &map->map.at[i];
        if (is_own_gap(entry->value))
            f->unknown = entry->value;
        else if (shows_a_secret(f, entry->key, entry->value))
            note(f, entry->key, entry->value->place);
    }
}

/* {name, value} or {key, value}; a pair with a type takes its value from a store, unless it says PLAINTEXT. */
static void look_at_pair(struct finder *f, const struct phs_value *pair) {
    const struct phs_value *name = phs_get(pair, "name") ? phs_get(pair, "name") : phs_get(pair, "key");
    const struct phs_value *value = phs_get(pair, "value"), *type = phs_get(pair, "type");
    if (phs_is(type, PHS_STRING) && !phs_slice_is(type->string, "PLAINTEXT"))
        return;
    if (is_own_gap(value))
        f->unknown = value;
    else if (phs_is(name, PHS_STRING) && value && shows_a_secret(f, name->string, value))
        note(f, name->string, value->place);
}

/* A parameter that is plain text and whose name says nothing of a secret is configuration. */
static bool is_said_to_be_secret(const struct finder *f) {
    const struct phs_value *attributes = f->resource->attributes;
    return strcmp(f->resource->type, "aws_ssm_parameter") != 0 ||
           phs_slice_is(phs_text(phs_get(attributes, "type")), "SecureString") ||
           phs_secretish_name(phs_text(phs_get(attributes, "name")));
}

static void look_at_kept(struct finder *f, const struct phs_value *value) {
    if (phs_is(value, PHS_MAP)) {
        for (size_t i = 0; i < value->map.n; i++) {
            const struct phs_entry *entry = &value->map.at[i];
            if (phs_is(entry->value, PHS_STRING) && phs_secretish(entry->key, entry->value->string) &&
                !holds_the_place(entry->value->string))
                note(f, entry->key, entry->value->place);
        }
        return;
    }
    if (!phs_is(value, PHS_STRING) || holds_the_place(value->string))
        return;
    bool reference =
        phs_slice_starts(value->string, "arn:") || phs_slice_starts(value->string, "/") || is_fetched(value->string);
    if (phs_secretish_text(value->string) || (is_said_to_be_secret(f) && value->string.len >= 4 && !reference))
        note(f, last_segment(f), value->place);
}

static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/* The text up to a quote's end, or to the next space. */
static struct phs_slice value_at(struct phs_slice line, size_t at) {
    while (at < line.len && line.ptr[at] == ' ')
        at++;
    char quote = at < line.len && strchr("\"'", line.ptr[at]) ? line.ptr[at++] : '\0';
    size_t end = at;
    while (end < line.len && (quote ? line.ptr[end] != quote : !strchr(" \t\r;,&|\"'`", line.ptr[end])))
        end++;
    return phs_slice_n(line.ptr + at, end - at);
}

/* A value that the shell fills in, or a word that only tells its place, is no secret. */
static bool is_filled_in(struct phs_slice value) {
    return value.len < 4 || strchr("$`<{(%/", value.ptr[0]) || phs_slice_find(value, PHS_SLICE("$(")) != (size_t)-1 ||
           phs_slice_find(value, PHS_SLICE("${")) != (size_t)-1;
}

/* Between a name and its value: "=" and ":"; a comma between two texts, define('DB_PASSWORD', 'value'); the blank behind an
 * option, --password value. */
static bool is_between(struct phs_slice line, size_t i) {
    if (line.ptr[i] == '=' || line.ptr[i] == ':')
        return true;
    if (line.ptr[i] == ',' && strchr("\"'", line.ptr[i - 1])) {
        size_t next = i + 1;
        while (next < line.len && line.ptr[next] == ' ')
            next++;
        return next < line.len && line.ptr[next] == line.ptr[i - 1];
    }
    if (line.ptr[i] != ' ' || i + 1 == line.len || strchr(" -", line.ptr[i + 1]))
        return false;
    size_t start = i;
    while (start && is_name(line.ptr[start - 1]))
        start--;
    return i - start > 2 && line.ptr[start] == '-' && line.ptr[start + 1] == '-';
}

static bool look_at_line(struct finder *f, struct phs_slice line, struct phs_place place) {
    for (size_t i = 1; i < line.len; i++) {
        size_t start = i;
        if (!is_between(line, i))
            continue;
        if (start && strchr("\"'", line.ptr[start - 1]))
            start--;
        size_t end = start;
        while (start && is_name(line.ptr[start - 1]))
            start--;
        struct phs_slice name = phs_slice_n(line.ptr + start, end - start), value = value_at(line, i + 1);
        if (name.len && phs_secretish_name(name) && !is_filled_in(value) && phs_secretish(name, value)) {
            note(f, name, place);
            return true;
        }
    }
    return false;
}

static void look_at_script(struct finder *f, const struct phs_value *value) {
    struct phs_slice text = known_text(f, value), rest, line;
    if (is_given_in_secret(value)) {
        note(f, last_segment(f), value->place);
        return;
    }
    if (!text.len || text.len > LONGEST_SCRIPT || is_fetched(text))
        return;
    rest = text = plain_of(f, text);
    for (size_t n = 0; n < MOST_LINES && phs_slice_cut(&rest, '\n', &line); n++)
        if (line.len && line.ptr[0] != '#' && look_at_line(f, line, value->place))
            return;
    if (phs_secretish_text(text))
        note(f, last_segment(f), value->place);
}

static void look_at(struct finder *f, const struct phs_value *value) {
    if (is_own_gap(value))
        f->unknown = value;
    switch (f->holder->shape) {
    case PHS_SECRET_ITSELF:
        if (phs_is(value, PHS_STRING) && value->string.len && !strchr("${", value->string.ptr[0]))
            note(f, last_segment(f), value->place);
        break;
    case PHS_SECRET_KEPT:
        look_at_kept(f, value);
        break;
    case PHS_SECRET_BY_NAME:
        look_at_named(f, value);
        break;
    case PHS_SECRET_PAIRS:
        for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++)
            look_at_pair(f, value->list.at[i]);
        if (phs_is(value, PHS_MAP))
            look_at_pair(f, value);
        break;
    case PHS_SECRET_SCRIPT:
        look_at_script(f, value);
        break;
    }
}

/* The tree that a JSON text stands for; anything else as it is. */
static const struct phs_value *entered(struct finder *f, const struct phs_value *value) {
    const struct phs_value *tree;
    if (!phs_is(value, PHS_STRING) || !value->string.len || !strchr("[{", value->string.ptr[0]) ||
        value->string.len > LONGEST_SCRIPT || phs_json_parse(f->scratch, NULL, value->string, NULL, &tree, NULL) != PHS_OK)
        return value;
    f->place = value->place;
    return tree;
}

/* What stands at a dotted path; a text that is JSON is entered like what it says. */
static const struct phs_value *at_path(struct finder *f, const struct phs_value *value, const char *path) {
    struct phs_slice rest = phs_slice(path), key;
    while (value && !phs_is(value, PHS_UNKNOWN) && phs_slice_cut(&rest, '.', &key))
        value = phs_get_path(entered(f, value), phs_slice_dup(f->scratch, key));
    return value;
}

static void walk(struct finder *f, const struct phs_value *value, const char *path) {
    const char *each = strstr(path, "[]");
    if (!each) {
        const struct phs_value *at = at_path(f, value, path);
        if (at)
            look_at(f, f->holder->shape == PHS_SECRET_SCRIPT ? at : entered(f, at));
        return;
    }
    const struct phs_value *list = entered(f, at_path(f, value, phs_strndup(f->scratch, path, (size_t)(each - path))));
    if (is_own_gap(list))
        f->unknown = list;
    const char *rest = each[2] == '.' ? each + 3 : each + 2;
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        walk(f, list->list.at[i], rest);
    if (phs_is(list, PHS_MAP))
        walk(f, list, rest);
}

static void judge_resource(struct finder *f) {
    struct phs_arena *arena = f->graph->arena;
    const struct phs_value *have = phs_get(f->resource->attributes, "written_secrets"), *list;
    if (!f->found.n && !f->unknown)
        return;
    for (size_t i = 0; phs_is(have, PHS_LIST) && i < have->list.n; i++)
        PHS_PUSH(f->scratch, f->found, have->list.at[i]);
    list = f->found.n ? phs_value_list(arena, f->found.at, f->found.n, f->found.at[0]->place) : f->unknown;
    f->resource->attributes = phs_value_with(arena, f->resource->attributes, PHS_SLICE("written_secrets"), list);
}

static void judge_table(struct phs_graph *graph, const struct phs_secret_holder *holder) {
    for (; holder->type; holder++) {
        const struct phs_resource_list *list = phs_graph_of_type(graph, holder->type);
        for (size_t i = 0; i < list->items.n; i++) {
            struct finder f = {.graph = graph, .resource = list->items.at[i], .scratch = phs_arena_new(), .holder = holder};
            if (phs_is(f.resource->attributes, PHS_MAP)) {
                walk(&f, f.resource->attributes, holder->path);
                judge_resource(&f);
            }
            phs_arena_free(f.scratch);
        }
    }
}

void phs_relate_secrets(struct phs_graph *graph) {
    judge_table(graph, phs_secret_holders_aws);
    judge_table(graph, phs_secret_holders_azure);
    judge_table(graph, phs_secret_holders_google);
    judge_table(graph, phs_secret_holders_others);
}
