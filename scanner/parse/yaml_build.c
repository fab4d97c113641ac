/* SPDX-License-Identifier: Apache-2.0 */
/* Events to values. An alias is a pointer to the anchored value, so a "billion laughs" file costs nothing here; it is refused
 * all the same, by counting nodes as if they were copied, because whoever walks the tree would pay. */
#include "parse/yaml_build.h"

#include "parse/entries.h"
#include "parse/fail.h"
#include "parse/yaml_events.h"
#include "parse/yaml_lines.h"
#include "parse/yaml_merge.h"
#include "parse/yaml_scalar.h"
#include "parse/yaml_tag.h"

struct anchor {
    const struct phs_value *value; /* NULL while the node is being built */
    size_t nodes;                  /* expanded */
};

struct builder {
    struct phs_arena *arena;
    const struct phs_yaml_options *options;
    struct phs_yaml_events events;
    struct phs_yaml_lines lines;
    struct phs_arena *scratch, *keys;
    struct phs_map anchors;
    PHS_VEC(const struct phs_value *) items;
    PHS_VEC(struct phs_entry) entries;
    PHS_VEC(const char *) notes;
    size_t nodes; /* expanded */
    int depth;
    uint32_t end_line, end_column; /* of the node that was read last, as a place counts */
};

static const struct phs_value *build_node(struct builder *builder, yaml_event_t *event);

static bool count_nodes(struct builder *builder, yaml_mark_t mark, size_t nodes) {
    builder->nodes += nodes;
    return builder->nodes <= builder->options->max_nodes ||
           phs_yaml_over_limit(&builder->events, mark, "too many values, with aliases counted as if expanded: more than",
                               builder->options->max_nodes);
}

static void ends_at(struct builder *builder, yaml_mark_t end) {
    builder->end_line = phs_yaml_line(&builder->events, end.line);
    builder->end_column = phs_place_count(end.column + 1);
}

static struct anchor *open_anchor(struct builder *builder, const yaml_char_t *name) {
    if (!name)
        return NULL;
    struct anchor *anchor = PHS_NEW(builder->scratch, struct anchor);
    const char *key = phs_strdup(builder->scratch, (const char *)name);
    phs_map_puts(&builder->anchors, key, anchor);
    return anchor;
}

static const struct phs_value *build_alias(struct builder *builder, const yaml_event_t *event) {
    const struct anchor *anchor = phs_map_gets(&builder->anchors, (const char *)event->data.alias.anchor);
    yaml_mark_t at = event->start_mark;
    if (!anchor)
        return phs_yaml_fail_syntax(&builder->events, at, "an alias for an anchor that was not set before it"), NULL;
    if (!anchor->value)
        return phs_yaml_fail(&builder->events, PHS_E_INPUT, at.line, at.column, "an alias for the very value that contains it"),
               NULL;
    ends_at(builder, event->end_mark);
    return count_nodes(builder, at, anchor->nodes) ? anchor->value : NULL;
}

static bool is_block_style(const yaml_event_t *event) {
    yaml_scalar_style_t style = event->data.scalar.style;
    return style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
}

/* libyaml ends a block scalar behind the blank lines that follow it. */
static void end_of_scalar(struct builder *builder, const yaml_event_t *event) {
    yaml_mark_t end = event->end_mark;
    if (is_block_style(event) && end.line > event->start_mark.line)
        phs_yaml_last_text(&builder->lines, event->start_mark.line, end.column > 0 ? end.line + 1 : end.line, &end.line,
                           &end.column);
    ends_at(builder, end);
}

static const char *cloudformation_name(const struct builder *builder, const yaml_char_t *tag) {
    return tag && builder->options->cloudformation_tags ? phs_yaml_cloudformation_name((const char *)tag) : NULL;
}

static bool type_scalar(struct builder *builder, const yaml_event_t *event, struct phs_slice text, struct phs_value *value) {
    const char *tag = (const char *)event->data.scalar.tag;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE, typing_1_1 = builder->options->typing_1_1;
    bool is_text = !plain || (tag && (strcmp(tag, "!") == 0 || cloudformation_name(builder, event->data.scalar.tag)));
    value->flags = plain ? 0 : PHS_VALUE_QUOTED;
    if (tag && phs_slice_starts(phs_slice(tag), "tag:yaml.org,2002:"))
        return phs_yaml_type_tagged(text, tag, typing_1_1, value) ||
               phs_yaml_fail(&builder->events, PHS_E_INPUT, event->start_mark.line, event->start_mark.column,
                             "the value does not fit its tag");
    if (is_text) {
        value->kind = PHS_STRING;
        value->string = text;
    } else {
        phs_yaml_type_plain(text, typing_1_1, value);
    }
    return true;
}

static struct phs_slice scalar_text(struct builder *builder, const yaml_event_t *event) {
    size_t len = event->data.scalar.length;
    return phs_slice_n(phs_strndup(builder->arena, (const char *)event->data.scalar.value, len), len);
}

static struct phs_value *build_scalar(struct builder *builder, const yaml_event_t *event) {
    struct phs_value *value = PHS_NEW(builder->arena, struct phs_value);
    value->place = phs_yaml_place(&builder->events, event->start_mark, event->end_mark);
    if (!type_scalar(builder, event, scalar_text(builder, event), value))
        return NULL;
    end_of_scalar(builder, event);
    return value;
}

/* Items until the end of the sequence. *ret_end is where its closing bracket ends, for flow style. */
static bool build_items(struct builder *builder, yaml_mark_t *ret_end) {
    yaml_event_t event;
    while (phs_yaml_next(&builder->events, &event)) {
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            *ret_end = event.end_mark;
            yaml_event_delete(&event);
            return true;
        }
        const struct phs_value *item = build_node(builder, &event);
        if (!item)
            return false;
        PHS_PUSH(builder->scratch, builder->items, item);
    }
    return false;
}

static void take_items(struct builder *builder, size_t base, struct phs_value *list) {
    list->kind = PHS_LIST;
    list->list.n = builder->items.n - base;
    list->list.at = PHS_NEW_N(builder->arena, const struct phs_value *, list->list.n);
    if (list->list.n > 0)
        memcpy(list->list.at, builder->items.at + base, list->list.n * sizeof *list->list.at);
    builder->items.n = base;
}

/* Flow collections end with their bracket; block collections with the last value in them. */
static void end_of_collection(struct builder *builder, bool is_flow, bool is_empty, yaml_mark_t end) {
    if (is_flow || is_empty)
        ends_at(builder, end);
}

static struct phs_value *build_list(struct builder *builder, const yaml_event_t *start) {
    size_t base = builder->items.n;
    yaml_mark_t end;
    if (!build_items(builder, &end))
        return NULL;
    struct phs_value *list = PHS_NEW(builder->arena, struct phs_value);
    list->place = phs_yaml_place(&builder->events, start->start_mark, end);
    bool is_flow = start->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    end_of_collection(builder, is_flow, builder->items.n == base, end);
    take_items(builder, base, list);
    return list;
}

/* A key keeps the text that was written: on, 8080 and ~ are keys of that name. */
static bool build_key(struct builder *builder, const yaml_event_t *event, struct phs_entry *entry, bool *ret_is_merge) {
    const char *tag = event->type == YAML_SCALAR_EVENT ? (const char *)event->data.scalar.tag : NULL;
    *ret_is_merge = false;
    if (event->type == YAML_ALIAS_EVENT) {
        const struct phs_value *value = build_alias(builder, event);
        if (value && value->kind != PHS_STRING)
            phs_yaml_fail_syntax(&builder->events, event->start_mark, "a key has to be a string");
        if (!value || value->kind != PHS_STRING)
            return false;
        entry->key = value->string;
    } else if (event->type != YAML_SCALAR_EVENT) {
        return phs_yaml_fail_syntax(&builder->events, event->start_mark, "a key has to be a string, not a list or a mapping");
    } else {
        entry->key = scalar_text(builder, event);
        bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        *ret_is_merge = plain && phs_slice_is(entry->key, "<<") && (!tag || phs_slice_ends(phs_slice(tag), ":merge"));
        if (event->data.scalar.anchor) {
            struct anchor *anchor = open_anchor(builder, event->data.scalar.anchor);
            anchor->nodes = 1;
            anchor->value = build_scalar(builder, event);
            if (!anchor->value)
                return false;
        }
        end_of_scalar(builder, event);
    }
    entry->key_place = phs_yaml_place(&builder->events, event->start_mark, event->end_mark);
    return count_nodes(builder, event->start_mark, 1);
}

static bool build_entry(struct builder *builder, yaml_event_t *key_event, struct phs_yaml_merge *merge) {
    struct phs_entry entry = {0};
    bool is_merge, ok = build_key(builder, key_event, &entry, &is_merge);
    yaml_event_delete(key_event);
    yaml_event_t event;
    if (!ok || !phs_yaml_next(&builder->events, &event))
        return false;
    yaml_mark_t at = event.start_mark;
    entry.value = build_node(builder, &event);
    if (!entry.value)
        return false;
    if (!is_merge)
        PHS_PUSH(builder->scratch, builder->entries, entry);
    else if (!phs_yaml_merge_add(merge, entry.value))
        return phs_yaml_fail(&builder->events, PHS_E_INPUT, at.line, at.column, "<< takes a mapping or a list of mappings");
    return true;
}

static bool build_entries(struct builder *builder, struct phs_yaml_merge *merge, yaml_mark_t *ret_end) {
    yaml_event_t event;
    while (phs_yaml_next(&builder->events, &event)) {
        if (event.type == YAML_MAPPING_END_EVENT) {
            *ret_end = event.end_mark;
            yaml_event_delete(&event);
            return true;
        }
        if (!build_entry(builder, &event, merge))
            return false;
    }
    return false;
}

static bool resolve_duplicates(struct builder *builder, struct phs_entry *entries, size_t *n) {
    size_t earlier, repeat = phs_entries_repeat(builder->keys, entries, *n, &earlier);
    if (repeat == *n)
        return true;
    struct phs_err err;
    const struct phs_place *place = &entries[repeat].key_place;
    phs_parse_fail(&err, PHS_E_INPUT, builder->events.source, place->line, place->column,
                   "this key stands twice in one mapping, first on line %u", entries[earlier].key_place.line);
    if (builder->options->allow_duplicates) {
        PHS_PUSH(builder->arena, builder->notes, phs_strdup(builder->arena, err.text));
        *n = phs_entries_last_wins(builder->keys, entries, *n);
        return true;
    }
    builder->events.err = err;
    builder->events.fault = *place;
    return false;
}

/* The entries above base, then what the merge keys add. */
static struct phs_value *take_entries(struct builder *builder, size_t base, const struct phs_yaml_merge *merge) {
    size_t n = builder->entries.n - base;
    struct phs_entry *entries = PHS_NEW_N(builder->arena, struct phs_entry, n + merge->entries);
    if (n > 0)
        memcpy(entries, builder->entries.at + base, n * sizeof *entries);
    builder->entries.n = base;
    if (!resolve_duplicates(builder, entries, &n))
        return NULL;
    n = phs_yaml_merge_apply(merge, builder->keys, entries, n);
    struct phs_value *map = PHS_NEW(builder->arena, struct phs_value);
    map->kind = PHS_MAP;
    map->map.at = entries;
    map->map.n = n;
    return map;
}

static struct phs_value *build_map(struct builder *builder, const yaml_event_t *start) {
    size_t base = builder->entries.n;
    struct phs_yaml_merge merge = {.arena = builder->scratch};
    yaml_mark_t end;
    if (!build_entries(builder, &merge, &end))
        return NULL;
    bool is_flow = start->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    end_of_collection(builder, is_flow, builder->entries.n == base && merge.maps.n == 0, end);
    struct phs_value *map = take_entries(builder, base, &merge);
    if (map)
        map->place = phs_yaml_place(&builder->events, start->start_mark, end);
    return map;
}

static struct phs_value *build_content(struct builder *builder, const yaml_event_t *event) {
    if (event->type == YAML_SCALAR_EVENT)
        return build_scalar(builder, event);
    if (builder->depth >= builder->options->max_depth) {
        phs_yaml_over_limit(&builder->events, event->start_mark, "nested deeper than", (size_t)builder->options->max_depth);
        return NULL;
    }
    builder->depth++;
    bool is_list = event->type == YAML_SEQUENCE_START_EVENT;
    struct phs_value *value = is_list ? build_list(builder, event) : build_map(builder, event);
    builder->depth--;
    return value;
}

struct properties {
    const yaml_char_t *anchor, *tag;
};

static struct properties properties_of(const yaml_event_t *event) {
    if (event->type == YAML_SCALAR_EVENT)
        return (struct properties){event->data.scalar.anchor, event->data.scalar.tag};
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return (struct properties){event->data.sequence_start.anchor, event->data.sequence_start.tag};
    return (struct properties){event->data.mapping_start.anchor, event->data.mapping_start.tag};
}

/* A scalar, list or map with its anchor and tag. */
static const struct phs_value *build_value(struct builder *builder, const yaml_event_t *event) {
    struct properties properties = properties_of(event);
    size_t before = builder->nodes;
    if (!count_nodes(builder, event->start_mark, 1))
        return NULL;
    struct anchor *anchor = open_anchor(builder, properties.anchor);
    struct phs_value *built = build_content(builder, event);
    if (!built)
        return NULL;
    built->place.end_line = builder->end_line;
    built->place.end_column = builder->end_column;
    const char *name = cloudformation_name(builder, properties.tag);
    const struct phs_value *value = name ? phs_yaml_cloudformation_wrap(builder->arena, name, built) : built;
    if (anchor)
        *anchor = (struct anchor){value, builder->nodes - before};
    return value;
}

/* Takes the event over. */
static const struct phs_value *build_node(struct builder *builder, yaml_event_t *event) {
    bool is_alias = event->type == YAML_ALIAS_EVENT;
    const struct phs_value *value = is_alias ? build_alias(builder, event) : build_value(builder, event);
    yaml_event_delete(event);
    return value;
}

static bool skip_event(struct builder *builder, yaml_event_type_t wanted) {
    yaml_event_t event;
    if (!phs_yaml_next(&builder->events, &event))
        return false;
    bool ok = event.type == wanted;
    if (!ok)
        phs_yaml_fail_syntax(&builder->events, event.start_mark, "something stands behind the end of the document");
    yaml_event_delete(&event);
    return ok;
}

static const struct phs_value *build_root(struct builder *builder) {
    yaml_event_t event;
    if (!skip_event(builder, YAML_STREAM_START_EVENT) || !skip_event(builder, YAML_DOCUMENT_START_EVENT) ||
        !phs_yaml_next(&builder->events, &event))
        return NULL;
    const struct phs_value *root = build_node(builder, &event);
    bool ended = root && skip_event(builder, YAML_DOCUMENT_END_EVENT) && skip_event(builder, YAML_STREAM_END_EVENT);
    return ended ? root : NULL;
}

static void describe(const struct builder *builder, const struct phs_value *root, struct phs_yaml_document *document) {
    *document = (struct phs_yaml_document){.value = root,
                                           .error = root ? "" : phs_strdup(builder->arena, builder->events.err.text),
                                           .code = root ? PHS_OK : builder->events.err.code,
                                           .place = root ? root->place : builder->events.fault,
                                           .notes = builder->notes.at,
                                           .note_count = builder->notes.n};
}

void phs_yaml_build(struct phs_arena *arena, const struct phs_source *source, struct phs_yaml_piece piece,
                    const struct phs_yaml_options *options, struct phs_yaml_document *document) {
    struct builder builder = {.arena = arena, .options = options, .lines = {.text = piece.text}};
    builder.scratch = phs_arena_new();
    builder.keys = phs_arena_new();
    phs_map_init(&builder.anchors, builder.scratch);
    phs_yaml_events_init(&builder.events, source, piece);
    describe(&builder, build_root(&builder), document);
    phs_yaml_events_done(&builder.events);
    phs_arena_free(builder.scratch);
    phs_arena_free(builder.keys);
}
