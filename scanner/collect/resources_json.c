/* SPDX-License-Identifier: Apache-2.0 */
/* `phiscope.resources/1`: checks the shape, keeps every resource that has one, and names the others. */
#include "collect/resources_json.h"

#include <stdarg.h>

#include "base/file.h"
#include "collect/entry.h"
#include "collect/open_values.h"
#include "parse/json.h"

enum { MOST_BYTES = 256 << 20, MOST_SENTENCES = 50, LONGEST_WORD = 1024 };

struct feed {
    struct phs_graph *graph;
    const char *root, *environment, *collector;
    size_t added, passed_over;
    PHS_VEC(struct phs_coverage) notes;
};

static void note(struct feed *feed, struct phs_place place, bool passed_over, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void note(struct feed *feed, struct phs_place place, bool passed_over, const char *format, ...) {
    char text[300];
    va_list args;
    feed->passed_over += passed_over;
    if (feed->notes.n >= MOST_SENTENCES)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *where = phs_place_text(feed->graph->arena, place);
    PHS_PUSH(feed->graph->arena, feed->notes,
             (struct phs_coverage){.kind = "resource",
                                   .what = *where ? where : feed->root,
                                   .state = passed_over ? PHS_NOT_READ : PHS_READ_PARTLY,
                                   .reason = phs_printf(feed->graph->arena, "%s%s%s", where, *where ? ": " : "", text),
                                   .place = place});
}

/* A text of 1 to LONGEST_WORD bytes, or NULL. */
static const char *word(struct feed *feed, const struct phs_value *map, const char *key) {
    struct phs_slice text = phs_text(phs_get(map, key));
    return text.len > 0 && text.len <= LONGEST_WORD ? phs_slice_dup(feed->graph->arena, text) : NULL;
}

static uint32_t line_of(const struct phs_value *location) {
    const struct phs_value *line = phs_get(location, "line");
    return phs_is(line, PHS_NUMBER) && line->number.value >= 1 && line->number.value < 4e9 ? (uint32_t)line->number.value : 0;
}

static struct phs_place place_of(struct feed *feed, const struct phs_value *item) {
    const struct phs_value *location = phs_get(item, "location");
    const char *file = word(feed, location, "file");
    if (!file)
        return item->place;
    struct phs_source *source = PHS_NEW(feed->graph->arena, struct phs_source);
    *source = (struct phs_source){.kind = strstr(file, "://") ? PHS_SOURCE_URL : PHS_SOURCE_FILE, .path = file};
    return (struct phs_place){.source = source, .line = line_of(location)};
}

static bool link_kind(const char *name, enum phs_link_kind *ret_kind) {
    for (unsigned i = 0; name && i < PHS_LINK_COUNT; i++)
        if (strcmp(name, phs_link_name((enum phs_link_kind)i)) == 0) {
            *ret_kind = (enum phs_link_kind)i;
            return true;
        }
    return false;
}

static void add_links(struct feed *feed, struct phs_resource *from, const struct phs_value *links) {
    if (links && !phs_is(links, PHS_LIST) && !phs_is(links, PHS_NULL))
        note(feed, links->place, false, "links is %s where a list is expected", phs_kind_words(links));
    for (size_t i = 0; phs_is(links, PHS_LIST) && i < links->list.n; i++) {
        const struct phs_value *link = links->list.at[i];
        enum phs_link_kind kind;
        const char *target = word(feed, link, "target");
        if (target && link_kind(word(feed, link, "kind"), &kind))
            phs_graph_mention(feed->graph, from, kind, target, NULL, link->place);
        else
            note(feed, link->place, false,
                 "a link needs a kind (refers_to, stores_in, sends_to ...) and a target; it is passed over");
    }
}

static void add_resource(struct feed *feed, const struct phs_value *item) {
    const char *type = word(feed, item, "type"), *address = word(feed, item, "address");
    const struct phs_value *attributes = phs_get(item, "attributes");
    if (!phs_is(item, PHS_MAP) || !type || !address) {
        note(feed, item->place, true, "a resource needs a type and an address; it is passed over");
        return;
    }
    if (attributes && !phs_is(attributes, PHS_MAP)) {
        note(feed, attributes->place, true, "attributes is %s where a map is expected; the resource is passed over",
             phs_kind_words(attributes));
        return;
    }
    struct phs_resource *resource = phs_graph_add(feed->graph, feed->root, feed->environment, type, address);
    struct phs_map_builder empty;
    phs_map_builder_init(&empty, feed->graph->arena);
    attributes = phs_open_values(feed->graph->arena, attributes);
    resource->attributes = resource->original = attributes ? attributes : phs_map_builder_done(&empty, item->place);
    const char *name = word(feed, item, "name");
    resource->name = name ? name : address;
    resource->collector = feed->collector;
    resource->directness = PHS_LIVE;
    resource->place = place_of(feed, item);
    add_links(feed, resource, phs_get(item, "links"));
    feed->added++;
}

static void add_all(struct feed *feed, const struct phs_value *document) {
    const struct phs_value *list = phs_is(document, PHS_LIST) ? document : phs_get(document, "resources");
    const char *collector = word(feed, document, "collector");
    feed->collector = collector ? collector : "resources";
    for (size_t i = 0; phs_is(list, PHS_LIST) && i < list->list.n; i++)
        add_resource(feed, list->list.at[i]);
}

static void write_notes(struct feed *feed) {
    for (size_t i = 0; i < feed->notes.n; i++) {
        const struct phs_coverage *line = &feed->notes.at[i];
        phs_graph_cover(feed->graph, line->kind, line->what, line->state, false, line->reason, line->place);
    }
}

size_t phs_resources_add(struct phs_graph *graph, const char *root, const char *environment, const struct phs_value *document) {
    struct feed feed = {.graph = graph, .root = root, .environment = environment ? environment : ""};
    add_all(&feed, document);
    write_notes(&feed);
    return feed.added;
}

static enum phs_code read_document(struct phs_arena *arena, const char *folder, const char *shown,
                                   const struct phs_value **ret_document, struct phs_err *err) {
    struct phs_slice bytes;
    const struct phs_value *document = NULL;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = shown};
    enum phs_code code = phs_file_read_in(arena, folder, shown, MOST_BYTES, &bytes, err);
    if (code == PHS_OK)
        code = phs_json_parse(arena, source, bytes, NULL, &document, err);
    if (code != PHS_OK)
        return code;
    if (!phs_slice_is(phs_text(phs_get(document, "schema")), "phiscope.resources/1"))
        return phs_fail(err, PHS_E_INPUT, "%s: \"schema\" is not \"phiscope.resources/1\"", shown);
    if (!phs_is(phs_get(document, "resources"), PHS_LIST))
        return phs_fail(err, PHS_E_INPUT, "%s: there is no list \"resources\"", shown);
    *ret_document = document;
    return PHS_OK;
}

void phs_resources_collect(struct phs_graph *graph, const struct phs_scope *scope, const struct phs_target *target) {
    struct phs_arena *arena = graph->arena;
    const char *shown = phs_path_clean(arena, target->path), *where = phs_place_text(arena, target->place);
    struct feed feed = {.graph = graph, .root = shown, .environment = target->environment ? target->environment : ""};
    const struct phs_value *document = NULL;
    struct phs_err err = {0};
    if (read_document(arena, scope->folder, shown, &document, &err) != PHS_OK) {
        if (phs_entry_names_line(err.text, shown))
            where = "";
        phs_graph_cover(graph, "resources", shown, PHS_NOT_READ, true,
                        phs_printf(arena, "%s%s%s", where, *where ? ": " : "", err.text), target->place);
        return;
    }
    add_all(&feed, document);
    const char *reason = feed.passed_over ? phs_printf(arena, "%zu resource%s passed over", feed.passed_over,
                                                       feed.passed_over == 1 ? " was" : "s were")
                                          : NULL;
    phs_graph_cover(graph, "resources", shown, reason ? PHS_READ_PARTLY : PHS_READ, true, reason, target->place)->items =
        feed.added;
    write_notes(&feed);
}
