/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of checks/maps/ -> struct phs_foreign_map. */
#include "catalogue/foreign.h"

#include "catalogue/catalogue.h"
#include "catalogue/tsv.h"

static const struct {
    const char *word;
    bool wants_arg;
} ops[PHS_OP_COUNT] = {
    [PHS_OP_MAP] = {"map", false},
    [PHS_OP_JSON] = {"json", false},
    [PHS_OP_LIST] = {"list", false},
    [PHS_OP_PAIRS] = {"pairs", true},
    [PHS_OP_ONE] = {"one", false},
    [PHS_OP_FIRST] = {"first", false},
    [PHS_OP_IS] = {"is", true},
    [PHS_OP_NOT] = {"not", false},
    [PHS_OP_TIMES] = {"times", true},
    [PHS_OP_PRESENT] = {"present", false},
    [PHS_OP_WRITTEN] = {"written", false},
    [PHS_OP_LOWER] = {"lower", false},
    [PHS_OP_PARENT] = {"parent", true},
    [PHS_OP_AS] = {"as", true},
    [PHS_OP_ABSENT] = {"absent", false},
    [PHS_OP_LAST] = {"last", true},
    [PHS_OP_VALUES] = {"values", true},
    [PHS_OP_ENTRIES] = {"entries", true},
    [PHS_OP_KEYED] = {"keyed", true},
    [PHS_OP_CAMEL] = {"camel", false},
    [PHS_OP_WHERE] = {"where", true},
    [PHS_OP_UNLESS] = {"unless", true},
    [PHS_OP_WITH] = {"with", true},
};

struct adding {
    struct phs_foreign_map *map;
    const struct phs_tsv *table;
    size_t row;
    const char *problem;
};

static void complain(struct adding *adding, const char *what, struct phs_slice text) {
    if (!adding->problem)
        adding->problem = phs_printf(adding->map->arena, "line %u: %s \"%.*s\"", adding->table->rows.at[adding->row].line, what,
                                     (int)text.len, text.ptr);
}

static bool read_step(struct adding *adding, struct phs_slice word, struct phs_foreign_step *ret_step) {
    struct phs_slice rest = word, name;
    if (!phs_slice_cut(&rest, '=', &name))
        return false;
    bool has_arg = name.len < word.len;
    for (unsigned i = 0; i < PHS_OP_COUNT; i++)
        if (phs_slice_is(name, ops[i].word) && ops[i].wants_arg == has_arg) {
            *ret_step = (struct phs_foreign_step){(enum phs_foreign_op)i, phs_slice_dup(adding->map->arena, rest)};
            return true;
        }
    return false;
}

static struct phs_foreign_rule read_rule(struct adding *adding, struct phs_slice to, struct phs_slice how) {
    struct phs_foreign_rule rule = {.to = phs_slice_dup(adding->map->arena, to)};
    struct phs_slice word;
    while (phs_slice_cut(&how, ',', &word)) {
        struct phs_foreign_step step;
        if (read_step(adding, phs_slice_trim(word), &step))
            PHS_PUSH(adding->map->arena, rule.how, step);
        else
            complain(adding, "no such way to turn a value:", word);
    }
    return rule;
}

static struct phs_foreign_type *type_of(struct phs_foreign_map *map, struct phs_slice written) {
    if (phs_slice_is(written, "*"))
        return map->any;
    struct phs_foreign_type *type = phs_map_get(&map->by_written, written);
    if (type)
        return type;
    type = PHS_NEW(map->arena, struct phs_foreign_type);
    type->written = phs_slice_dup(map->arena, written);
    phs_map_init(&type->by_path, map->arena);
    phs_map_puts(&map->by_written, type->written, type);
    PHS_PUSH(map->arena, map->types, type);
    return type;
}

/* A row without property: what the type is called, "ref=Name" and "when=Property" beside it. */
static void add_variant(struct adding *adding, struct phs_foreign_type *type, struct phs_slice to, struct phs_slice how) {
    struct phs_foreign_variant variant = {.type = phs_slice_dup(adding->map->arena, to)};
    struct phs_slice word;
    while (phs_slice_cut(&how, ',', &word)) {
        word = phs_slice_trim(word);
        if (phs_slice_starts(word, "ref="))
            type->ref = phs_slice_dup(adding->map->arena, phs_slice_n(word.ptr + 4, word.len - 4));
        else if (phs_slice_starts(word, "when="))
            variant.when = phs_slice_dup(adding->map->arena, phs_slice_n(word.ptr + 5, word.len - 5));
        else
            complain(adding, "a type has ref= and when=, not", word);
    }
    if (!phs_slice_is(to, "-"))
        PHS_PUSH(adding->map->arena, type->variants, variant);
}

static void add_property(struct adding *adding, struct phs_foreign_type *type, struct phs_slice path,
                         struct phs_foreign_rule rule) {
    struct phs_foreign_property *property = phs_map_get(&type->by_path, path);
    if (!property) {
        property = PHS_NEW(adding->map->arena, struct phs_foreign_property);
        property->path = phs_slice_dup(adding->map->arena, path);
        phs_map_puts(&type->by_path, property->path, property);
        PHS_PUSH(adding->map->arena, type->properties, property);
    }
    PHS_PUSH(adding->map->arena, property->rules, rule);
}

static void add_row(struct adding *adding) {
    struct phs_arena *arena = adding->map->arena;
    struct phs_slice written = phs_tsv_cell(adding->table, adding->row, "type");
    struct phs_slice path = phs_tsv_cell(adding->table, adding->row, "property");
    struct phs_slice to = phs_tsv_cell(adding->table, adding->row, "to");
    struct phs_slice how = phs_tsv_cell(adding->table, adding->row, "how");
    if (!written.len || !to.len) {
        complain(adding, "a row needs type and to:", written);
        return;
    }
    if (phs_slice_is(written, "-")) {
        PHS_PUSH(arena, adding->map->missing,
                 (struct phs_foreign_missing){phs_slice_dup(arena, to), phs_slice_dup(arena, how)});
        return;
    }
    struct phs_foreign_type *type = type_of(adding->map, written);
    if (!path.len)
        add_variant(adding, type, to, how);
    else if (path.ptr[0] == '=')
        PHS_PUSH(arena, type->constants,
                 (struct phs_foreign_constant){phs_slice_dup(arena, phs_slice_n(path.ptr + 1, path.len - 1)),
                                               read_rule(adding, to, how)});
    else
        add_property(adding, type, path, read_rule(adding, to, how));
}

void phs_foreign_add(struct phs_foreign_map *map, const struct phs_tsv *table, const char **ret_problem) {
    struct adding adding = {.map = map, .table = table};
    for (adding.row = 0; adding.row < table->rows.n; adding.row++)
        add_row(&adding);
    if (adding.problem)
        *ret_problem = adding.problem;
}

struct phs_foreign_map *phs_foreign_map_new(struct phs_arena *arena) {
    struct phs_foreign_map *map = PHS_NEW(arena, struct phs_foreign_map);
    map->arena = arena;
    map->any = PHS_NEW(arena, struct phs_foreign_type);
    phs_map_init(&map->by_written, arena);
    phs_map_init(&map->any->by_path, arena);
    return map;
}

/* Azure does not mind in which case its names are written: "Microsoft.Cache/Redis". */
static void *in_any_case(const struct phs_map *map, struct phs_slice key) {
    void *found = phs_map_get(map, key);
    for (size_t i = 0; !found && i < map->n; i++)
        if (phs_slice_ieq(map->items[i].key, key))
            found = map->items[i].value;
    return found;
}

static bool is_of_azure(struct phs_slice type) {
    return phs_slice_find(type, PHS_SLICE("/")) != (size_t)-1;
}

const struct phs_foreign_type *phs_foreign_type(const struct phs_foreign_map *map, struct phs_slice written) {
    return is_of_azure(written) ? in_any_case(&map->by_written, written) : phs_map_get(&map->by_written, written);
}

const struct phs_foreign_property *phs_foreign_property(const struct phs_foreign_map *map, const struct phs_foreign_type *type,
                                                        struct phs_slice path) {
    const struct phs_foreign_property *own = NULL;
    if (type)
        own = is_of_azure(phs_slice(type->written)) ? in_any_case(&type->by_path, path) : phs_map_get(&type->by_path, path);
    return own ? own : phs_map_get(&map->any->by_path, path);
}
