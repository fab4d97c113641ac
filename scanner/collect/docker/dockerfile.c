/* SPDX-License-Identifier: Apache-2.0 */
/* A Dockerfile -> one resource about the image that its last stage makes, and one an instruction when policies ask for them. */
#include "base/path.h"
#include "collect/docker/command.h"
#include "collect/docker/parts.h"
#include "model/image.h"
#include "model/secretish.h"

struct values {
    PHS_VEC(const struct phs_value *) items;
};

struct building {
    struct phs_arena *arena;
    const struct phs_docker_file *file;
    const struct phs_dockerfile *parsed;
    struct phs_place place;
};

bool phs_is_dockerfile(const char *path) {
    struct phs_slice name = phs_slice(phs_path_base(path));
    if (phs_slice_ieq(name, PHS_SLICE("Dockerfile")) || phs_slice_ieq(name, PHS_SLICE("Containerfile")))
        return true;
    return phs_slice_starts(name, "Dockerfile.") || phs_slice_starts(name, "Containerfile.") ||
           phs_slice_ends(name, ".Dockerfile") || phs_slice_ends(name, ".dockerfile");
}

static const struct phs_value *text(const struct building *b, struct phs_slice value, struct phs_place place) {
    return phs_value_string(b->arena, value, place);
}

static const struct phs_value *list(const struct building *b, const struct values *values, bool blocks) {
    struct phs_value *made =
        (struct phs_value *)(uintptr_t)phs_value_list(b->arena, values->items.at, values->items.n, b->place);
    made->flags |= blocks ? PHS_VALUE_BLOCKS : 0;
    return made;
}

/* Stages whose instructions are in the last image: the last one and those that it is built from by name. */
static bool in_image(const struct building *b, size_t stage) {
    size_t at = b->parsed->stages.n ? b->parsed->stages.n - 1 : PHS_DOCKERFILE_NO_STAGE;
    for (size_t i = 0; at != PHS_DOCKERFILE_NO_STAGE && i <= b->parsed->stages.n; i++) {
        if (at == stage)
            return true;
        at = b->parsed->stages.at[at].from_stage;
    }
    return false;
}

static bool is(const struct phs_dockerfile_instruction *instruction, const char *word) {
    return strcmp(instruction->word, word) == 0;
}

static const struct phs_value *stages_of(const struct building *b) {
    struct values made = {0};
    for (size_t i = 0; i < b->parsed->stages.n; i++) {
        const struct phs_dockerfile_stage *stage = &b->parsed->stages.at[i];
        struct phs_map_builder map;
        phs_map_builder_init(&map, b->arena);
        if (stage->alias.len)
            phs_map_builder_put(&map, "name", text(b, stage->alias, stage->place));
        if (stage->from_stage != PHS_DOCKERFILE_NO_STAGE)
            phs_map_builder_put(&map, "from_stage", phs_value_number(b->arena, (double)stage->from_stage, stage->place));
        else if (!phs_slice_is(phs_text(stage->base), "scratch"))
            phs_map_builder_put(&map, "image", phs_image_value(b->arena, stage->base));
        phs_map_builder_put(&map, "final", phs_value_bool(b->arena, i + 1 == b->parsed->stages.n, stage->place));
        PHS_PUSH(b->arena, made.items, phs_map_builder_done(&map, stage->place));
    }
    return list(b, &made, true);
}

static const struct phs_dockerfile_instruction *last_user(const struct building *b) {
    const struct phs_dockerfile_instruction *user = NULL;
    for (size_t i = 0; i < b->parsed->instructions.n; i++)
        if (is(b->parsed->instructions.at[i], "USER") && in_image(b, b->parsed->instructions.at[i]->stage))
            user = b->parsed->instructions.at[i];
    return user;
}

static const struct phs_value *outer_base(const struct building *b) {
    size_t at = b->parsed->stages.n - 1;
    for (size_t i = 0; i < b->parsed->stages.n && b->parsed->stages.at[at].from_stage != PHS_DOCKERFILE_NO_STAGE; i++)
        at = b->parsed->stages.at[at].from_stage;
    return b->parsed->stages.at[at].base;
}

/* Images that are published to run as somebody else say so in their name. */
static const struct phs_value *kept_by_base(const struct building *b) {
    static const char *const signs[] = {"nonroot", "non-root", "unprivileged", "rootless", "chainguard"};
    const struct phs_value *base = outer_base(b);
    if (phs_is(base, PHS_UNKNOWN))
        return base;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (phs_slice_find(phs_text(base), phs_slice(signs[i])) != (size_t)-1)
            return phs_value_unknown(b->arena, PHS_WHY_UNREAD, "the base image sets the user", base->place);
    return phs_value_bool(b->arena, false, base->place);
}

static bool is_root(struct phs_slice user) {
    struct phs_slice name;
    double id;
    if (!phs_slice_cut(&user, ':', &name))
        name = user;
    return phs_slice_is(name, "root") || (phs_slice_number(name, &id) && !(id > 0));
}

static void set_user(const struct building *b, struct phs_map_builder *map) {
    const struct phs_dockerfile_instruction *user = last_user(b);
    const struct phs_value *name = user && user->words.n ? user->words.at[0] : NULL;
    if (!b->parsed->stages.n)
        return;
    phs_map_builder_put(map, "user", name);
    phs_map_builder_put(map, "kept_from_root",
                        !name                      ? kept_by_base(b)
                        : name->kind == PHS_STRING ? phs_value_bool(b->arena, !is_root(name->string), name->place)
                                                   : name);
}

static void add_range(const struct building *b, struct values *ports, struct phs_slice range, struct phs_place place) {
    unsigned first;
    size_t n = phs_docker_ports(range, &first);
    for (size_t i = 0; i < n; i++)
        PHS_PUSH(b->arena, ports->items, phs_value_number(b->arena, (double)(first + i), place));
}

static const struct phs_value *ports_of(const struct building *b) {
    struct values ports = {0};
    for (size_t i = 0; i < b->parsed->instructions.n; i++) {
        const struct phs_dockerfile_instruction *expose = b->parsed->instructions.at[i];
        for (size_t w = 0; is(expose, "EXPOSE") && in_image(b, expose->stage) && w < expose->words.n; w++) {
            const struct phs_value *word = expose->words.at[w];
            struct phs_slice rest = phs_text(word), port;
            double number;
            if (word->kind == PHS_UNKNOWN)
                PHS_PUSH(b->arena, ports.items, word);
            else if (!phs_slice_cut(&rest, '/', &port))
                continue;
            else if (phs_slice_number(port, &number))
                PHS_PUSH(b->arena, ports.items, phs_value_number(b->arena, number, expose->place));
            else
                add_range(b, &ports, port, expose->place);
        }
    }
    return list(b, &ports, false);
}

static const struct phs_value *health_of(const struct building *b) {
    bool checked = false;
    for (size_t i = 0; i < b->parsed->instructions.n; i++) {
        const struct phs_dockerfile_instruction *health = b->parsed->instructions.at[i];
        if (is(health, "HEALTHCHECK") && in_image(b, health->stage))
            checked = !phs_slice_ieq(health->rest, PHS_SLICE("NONE"));
    }
    return phs_value_bool(b->arena, checked, b->place);
}

/* A word "name=value" of ENV or ARG; a word that is not known because of its value still has a name. */
static struct phs_slice name_in(struct phs_slice raw) {
    const char *equals = raw.len ? memchr(raw.ptr, '=', raw.len) : NULL;
    return equals ? phs_slice_n(raw.ptr, (size_t)(equals - raw.ptr)) : raw;
}

static void add_variable(const struct building *b, struct values *into, const struct phs_dockerfile_instruction *from,
                         struct phs_slice name, struct phs_slice literal, bool has_value) {
    struct phs_map_builder map;
    struct phs_place place = phs_docker_place_of(from, name);
    phs_map_builder_init(&map, b->arena);
    phs_map_builder_put(&map, "name", text(b, name, place));
    phs_map_builder_put(&map, "instruction", text(b, phs_slice(from->word), from->place));
    /* An argument without default that is named like a secret is handed over on the command line, and stays in the history. */
    bool secret = has_value ? phs_secretish(name, literal) : is(from, "ARG") && phs_secretish_name(name);
    phs_map_builder_put(&map, "secret", phs_value_bool(b->arena, secret, place));
    phs_map_builder_put(&map, "switches_checks_off",
                        phs_value_bool(b->arena, phs_variable_skips_verification(name, literal), place));
    PHS_PUSH(b->arena, into->items, phs_map_builder_done(&map, place));
}

static const struct phs_value *variables_of(const struct building *b) {
    struct values made = {0};
    for (size_t i = 0; i < b->parsed->instructions.n; i++) {
        const struct phs_dockerfile_instruction *from = b->parsed->instructions.at[i];
        if ((!is(from, "ENV") && !is(from, "ARG")) || !from->words.n)
            continue;
        struct phs_slice first = phs_text(from->words.at[0]);
        bool old_form = is(from, "ENV") && from->words.at[0]->kind == PHS_STRING && !memchr(first.ptr, '=', first.len);
        if (old_form) {
            add_variable(b, &made, from, first, from->words.n > 1 ? phs_text(from->words.at[1]) : (struct phs_slice){0}, true);
            continue;
        }
        for (size_t w = 0; w < from->words.n; w++) {
            struct phs_slice word = phs_text(from->words.at[w]), name = name_in(word);
            bool has_value = name.len < word.len;
            if (name.len)
                add_variable(b, &made, from, name,
                             has_value ? phs_slice_n(name.ptr + name.len + 1, word.len - name.len - 1) : (struct phs_slice){0},
                             has_value);
        }
    }
    return list(b, &made, true);
}

static const struct phs_value *run_of(const struct building *b) {
    struct values made = {0};
    for (size_t i = 0; i < b->parsed->instructions.n; i++)
        if (is(b->parsed->instructions.at[i], "RUN"))
            PHS_PUSH(b->arena, made.items, phs_docker_run(b->arena, b->parsed->instructions.at[i]));
    return list(b, &made, true);
}

static bool has_flag(const struct phs_dockerfile_instruction *instruction, const char *name) {
    for (size_t i = 0; i < instruction->flags.n; i++)
        if (phs_slice_is(instruction->flags.at[i].name, name))
            return true;
    return false;
}

static bool is_url(struct phs_slice word) {
    return phs_slice_starts(word, "http://") || phs_slice_starts(word, "https://") || phs_slice_starts(word, "ftp://");
}

/* Sources of ADD and COPY that a predicate picks; the last word is where they go. */
static const struct phs_value *sources_of(const struct building *b, bool urls) {
    struct values made = {0};
    for (size_t i = 0; i < b->parsed->instructions.n; i++) {
        const struct phs_dockerfile_instruction *copy = b->parsed->instructions.at[i];
        bool add = is(copy, "ADD");
        if (!(add || (!urls && is(copy, "COPY"))) || has_flag(copy, "from") || (urls && has_flag(copy, "checksum")))
            continue;
        for (size_t w = 0; w + 1 < copy->words.n; w++) {
            struct phs_slice word = phs_text(copy->words.at[w]);
            if (urls ? is_url(word) && !phs_secretish_text(word) : phs_docker_is_secret_file(word))
                PHS_PUSH(b->arena, made.items, text(b, word, copy->place));
        }
    }
    return list(b, &made, false);
}

/* COPY and ADD that give everybody the right to write. */
static const struct phs_value *wide_copies(const struct building *b) {
    bool wide = false;
    for (size_t i = 0; i < b->parsed->instructions.n; i++) {
        const struct phs_dockerfile_instruction *copy = b->parsed->instructions.at[i];
        for (size_t f = 0; (is(copy, "COPY") || is(copy, "ADD")) && f < copy->flags.n; f++)
            wide |= phs_slice_is(copy->flags.at[f].name, "chmod") && phs_docker_mode_is_wide(phs_text(copy->flags.at[f].value));
    }
    return phs_value_bool(b->arena, wide, b->place);
}

/* Images that files are copied from: --from names a stage, its number or an image. */
static const struct phs_value *copied_images(const struct building *b) {
    struct values made = {0};
    double number;
    for (size_t i = 0; i < b->parsed->instructions.n; i++) {
        const struct phs_dockerfile_instruction *copy = b->parsed->instructions.at[i];
        for (size_t f = 0; is(copy, "COPY") && f < copy->flags.n; f++) {
            const struct phs_value *from = copy->flags.at[f].value;
            bool stage = phs_slice_number(phs_text(from), &number);
            for (size_t s = 0; s < b->parsed->stages.n; s++)
                stage |= phs_slice_ieq(b->parsed->stages.at[s].alias, phs_text(from));
            if (phs_slice_is(copy->flags.at[f].name, "from") && !stage && from && from->kind == PHS_STRING)
                PHS_PUSH(b->arena, made.items, phs_image_value(b->arena, from));
        }
    }
    return list(b, &made, true);
}

static const struct phs_value *labels_of(const struct building *b) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, b->arena);
    for (size_t i = 0; i < b->parsed->instructions.n; i++) {
        const struct phs_dockerfile_instruction *label = b->parsed->instructions.at[i];
        for (size_t w = 0; is(label, "LABEL") && in_image(b, label->stage) && w < label->words.n; w++) {
            struct phs_slice word = phs_text(label->words.at[w]), name = name_in(word);
            if (name.len && name.len < word.len && !phs_secretish_text(word))
                phs_map_builder_set(&map, name, label->place,
                                    text(b, phs_slice_n(name.ptr + name.len + 1, word.len - name.len - 1), label->place));
        }
    }
    return phs_map_builder_done(&map, b->place);
}

static const struct phs_value *attributes_of(const struct building *b) {
    struct phs_map_builder map;
    phs_map_builder_init(&map, b->arena);
    phs_map_builder_put(&map, "path", text(b, phs_slice(b->file->path), b->place));
    phs_map_builder_put(&map, "stage", stages_of(b));
    set_user(b, &map);
    phs_map_builder_put(&map, "exposed_ports", ports_of(b));
    phs_map_builder_put(&map, "healthcheck", health_of(b));
    phs_map_builder_put(&map, "variable", variables_of(b));
    phs_map_builder_put(&map, "run", run_of(b));
    phs_map_builder_put(&map, "added_urls", sources_of(b, true));
    phs_map_builder_put(&map, "copied_secrets", sources_of(b, false));
    phs_map_builder_put(&map, "copied_image", copied_images(b));
    phs_map_builder_put(&map, "writable_copies", wide_copies(b));
    phs_map_builder_put(&map, "labels", labels_of(b));
    return phs_map_builder_done(&map, b->place);
}

/* Text of an instruction with a secret in it is not kept. */
static bool holds_secret(const struct phs_dockerfile_instruction *instruction) {
    struct phs_slice first = instruction->words.n ? phs_text(instruction->words.at[0]) : (struct phs_slice){0};
    bool old_form = is(instruction, "ENV") && instruction->words.n > 1 && first.len && !memchr(first.ptr, '=', first.len);
    if (old_form && phs_secretish(first, phs_text(instruction->words.at[1])))
        return true;
    for (size_t w = 0; w < instruction->words.n; w++) {
        struct phs_slice word = phs_text(instruction->words.at[w]), name = name_in(word);
        if (name.len < word.len && phs_secretish(name, phs_slice_n(name.ptr + name.len + 1, word.len - name.len - 1)))
            return true;
    }
    return phs_secretish_text(instruction->raw);
}

static void add_instruction(const struct building *b, const struct phs_dockerfile_instruction *instruction) {
    struct phs_graph *graph = b->file->graph;
    struct phs_resource *resource =
        phs_graph_add(graph, b->file->root, b->file->environment, "dockerfile_instruction",
                      phs_printf(b->arena, "%s.%s.%u", b->file->path, instruction->word, instruction->place.line));
    const struct phs_value *withheld =
        phs_value_unknown(b->arena, PHS_WHY_SENSITIVE, "the value is not kept", instruction->place);
    bool secret = holds_secret(instruction);
    struct phs_map_builder map;
    phs_map_builder_init(&map, b->arena);
    phs_map_builder_put(&map, "value", secret ? withheld : text(b, instruction->text, instruction->place));
    phs_map_builder_put(&map, "content", secret ? withheld : text(b, instruction->raw, instruction->place));
    resource->attributes = resource->original = phs_map_builder_done(&map, instruction->place);
    resource->type_as_written = instruction->word;
    resource->collector = "dockerfile";
    resource->place = instruction->place;
}

size_t phs_dockerfile_read(const struct phs_docker_file *file, struct phs_slice bytes) {
    struct phs_arena *arena = file->graph->arena;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    struct phs_dockerfile parsed = {0};
    struct phs_err err = {0};
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(arena, file->path)};
    if (phs_dockerfile_parse(arena, source, bytes, &parsed, &err) != PHS_OK) {
        phs_graph_cover(file->graph, "file", file->path, PHS_NOT_READ, false, phs_strdup(arena, err.text),
                        (struct phs_place){0});
        return 0;
    }
    for (size_t i = 0; i < parsed.problems.n; i++)
        phs_graph_cover(file->graph, "file", file->path, PHS_READ_PARTLY, false, parsed.problems.at[i], (struct phs_place){0});
    if (!parsed.stages.n)
        return 0;
    struct building b = {arena, file, &parsed, parsed.stages.at[parsed.stages.n - 1].place};
    struct phs_resource *resource = phs_graph_add(file->graph, file->root, file->environment, "dockerfile", file->path);
    resource->name = resource->address;
    resource->collector = "dockerfile";
    resource->place = b.place;
    resource->attributes = attributes_of(&b);
    for (size_t i = 0; file->instructions && i < parsed.instructions.n; i++)
        add_instruction(&b, parsed.instructions.at[i]);
    return 1;
}

void phs_dockerfile_collect_text(struct phs_graph *graph, const char *path, struct phs_slice bytes) {
    const struct phs_docker_file file = {graph, "example", "", path, true, NULL};
    phs_dockerfile_read(&file, bytes);
}
