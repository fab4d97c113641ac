/* SPDX-License-Identifier: Apache-2.0 */
/* The map as one page: the drawing, one more for every group that can be opened, and everything again as tables. */
#include "base/digest.h"
#include "reports/map/svg.h"
#include "reports/mustache.h"
#include "reports/view.h"

#define MAX_DRAWING ((size_t)1024 * 1024 * 1024)

static const char *drawing(struct phs_arena *arena, const struct phs_picture *picture, const char *prefix) {
    struct phs_buf buf;
    phs_buf_init(&buf, MAX_DRAWING);
    struct phs_svg svg = {.out = &buf, .arena = arena, .picture = picture, .prefix = prefix, .links = true, .inside = true};
    phs_svg_write(&svg);
    const char *text = buf.failed ? "" : phs_strndup(arena, phs_buf_text(&buf), buf.len);
    phs_buf_done(&buf);
    return text;
}

static void put_system(struct phs_map_builder *map, const struct phs_system *system) {
    phs_view_text(map, "records", system->records >= 0 ? phs_view_thousands(map->arena, system->records) : "not known");
    phs_view_text(map, "exposure", phs_exposure_words(system->exposure));
    phs_view_text(map, "exposure_reason", system->exposure_reason);
    phs_view_text(map, "encrypted", phs_tri_name(system->encrypted));
    phs_view_text(map, "place", phs_view_place(map->arena, system->place));
    const struct phs_belief *first = system->beliefs.n ? &system->beliefs.at[0] : NULL;
    if (first)
        phs_view_printf(map, "known", "%s, %s confidence: %s", phs_basis_name(first->basis),
                        phs_confidence_name(first->confidence), first->reason);
}

static void push_node(struct phs_arena *arena, struct phs_view_list *list, const struct phs_node *node) {
    struct phs_map_builder map;
    phs_view_start(&map, arena);
    phs_view_text(&map, "id", node->id);
    phs_view_text(&map, "name", node->name);
    phs_view_text(&map, "kind", node->kind);
    phs_view_text(&map, "lane", phs_lane_title(node->lane));
    phs_view_text(&map, "owner", node->owner);
    phs_view_text(&map, "grade", phs_node_grade(arena, node));
    phs_view_text(&map, "categories", phs_node_categories(arena, node));
    if (node->has_level)
        phs_view_level(&map, "level", node->level);
    if (node->system)
        put_system(&map, node->system);
    else
        phs_view_text(&map, "known", node->outside ? "whoever has a connection" : "an end of a flow");
    phs_view_push(list, &map);
}

static const char *class_of(const struct phs_edge *edge) {
    static const char *const states[] = {"m-both", "m-seen", "m-decl"};
    return edge->kind == PHS_EDGE_LINK ? "m-link" : edge->kind == PHS_EDGE_EXPOSED ? "m-exp" : states[edge->state];
}

static void push_edge(const struct phs_picture *picture, struct phs_view_list *list, const struct phs_edge *edge) {
    struct phs_map_builder map;
    phs_view_start(&map, picture->arena);
    phs_view_text(&map, "id", edge->id);
    phs_view_text(&map, "class", class_of(edge));
    phs_view_text(&map, "from", picture->nodes.at[edge->from].name);
    phs_view_text(&map, "to", picture->nodes.at[edge->to].name);
    phs_view_text(&map, "from_id", picture->nodes.at[edge->from].id);
    phs_view_text(&map, "to_id", picture->nodes.at[edge->to].id);
    phs_view_text(&map, "what", phs_edge_kind_name(edge->kind));
    phs_view_text(&map, "state", edge->kind == PHS_EDGE_FLOW ? phs_edge_state_name(edge->state) : "seen in configuration");
    phs_view_text(&map, "encrypted", phs_tri_name(edge->encrypted));
    if (edge->has_baa) {
        phs_view_text(&map, "baa", phs_baa_name(edge->baa));
        phs_view_text(&map, "baa_class",
                      edge->baa < PHS_BAA_UNKNOWN    ? "fail"
                      : edge->baa == PHS_BAA_UNKNOWN ? "unknown"
                                                     : "pass");
        phs_view_text(&map, "baa_reason", edge->flow ? edge->flow->baa_reason : NULL);
    }
    phs_view_text(&map, "purpose", edge->flow && edge->flow->purpose ? edge->flow->purpose : "");
    phs_view_text(&map, "why", edge->why ? edge->why : "");
    phs_view_text(&map, "place", phs_view_place(picture->arena, edge->place));
    phs_view_push(list, &map);
}

struct page {
    struct phs_arena *arena;
    const struct phs_picture *whole, *grouped;
    struct phs_view_list groups, merged, opened;
    struct phs_map merged_ids;
};

static struct phs_view_list named(struct phs_arena *arena, const char *const *ids, const char *const *names, size_t n) {
    struct phs_view_list list = {0};
    for (size_t i = 0; i < n; i++) {
        struct phs_map_builder map;
        phs_view_start(&map, arena);
        phs_view_text(&map, "id", ids[i]);
        phs_view_text(&map, "name", names[i]);
        phs_view_flag(&map, "last", i + 1 == n);
        phs_view_push(&list, &map);
    }
    return list;
}

static void push_group(struct page *page, const struct phs_node *node) {
    struct phs_map_builder map;
    const char **ids = PHS_NEW_N(page->arena, const char *, node->members.n),
               **names = PHS_NEW_N(page->arena, const char *, node->members.n);
    for (size_t i = 0; i < node->members.n; i++) {
        ids[i] = page->whole->nodes.at[node->members.at[i]].id;
        names[i] = page->whole->nodes.at[node->members.at[i]].name;
    }
    struct phs_view_list members = named(page->arena, ids, names, node->members.n);
    phs_view_start(&map, page->arena);
    phs_view_text(&map, "id", node->id);
    phs_view_text(&map, "name", node->name);
    phs_view_text(&map, "owner", node->owner);
    if (node->has_level)
        phs_view_level(&map, "level", node->level);
    phs_view_list(&map, "members", &members);
    phs_view_push(&page->groups, &map);
}

static void push_merged(struct page *page, const struct phs_picture *picture, const struct phs_edge *edge) {
    if (edge->parts.n == 0 || phs_map_gets(&page->merged_ids, edge->id))
        return;
    phs_map_puts(&page->merged_ids, edge->id, page);
    struct phs_map_builder map;
    const char **ids = PHS_NEW_N(page->arena, const char *, edge->parts.n),
               **names = PHS_NEW_N(page->arena, const char *, edge->parts.n);
    for (size_t i = 0; i < edge->parts.n; i++) {
        const struct phs_edge *part = &page->whole->edges.at[edge->parts.at[i]];
        ids[i] = part->id;
        names[i] =
            phs_printf(page->arena, "%s to %s", page->whole->nodes.at[part->from].name, page->whole->nodes.at[part->to].name);
    }
    struct phs_view_list parts = named(page->arena, ids, names, edge->parts.n);
    phs_view_start(&map, page->arena);
    phs_view_text(&map, "id", edge->id);
    phs_view_text(&map, "from", picture->nodes.at[edge->from].name);
    phs_view_text(&map, "to", picture->nodes.at[edge->to].name);
    phs_view_printf(&map, "says", "%s%s%s", edge->label[0] ? edge->label[0] : "", edge->label[1] ? ", " : "",
                    edge->label[1] ? edge->label[1] : "");
    phs_view_list(&map, "parts", &parts);
    phs_view_push(&page->merged, &map);
}

static void push_all_merged(struct page *page, const struct phs_picture *picture) {
    for (size_t i = 0; i < picture->edges.n; i++)
        push_merged(page, picture, &picture->edges.at[i]);
}

static void add_groups(struct page *page) {
    const struct phs_picture *grouped = page->grouped;
    push_all_merged(page, grouped);
    for (size_t i = 0; i < grouped->nodes.n; i++) {
        const struct phs_node *node = &grouped->nodes.at[i];
        if (!node->members.n)
            continue;
        push_group(page, node);
        struct phs_picture opened;
        phs_picture_open(page->whole, grouped, i, &opened);
        push_all_merged(page, &opened);
        struct phs_map_builder map;
        phs_view_start(&map, page->arena);
        phs_view_printf(&map, "id", "open-%s", node->id);
        phs_view_printf(&map, "title", "%s%s%s", node->name, node->owner ? ", " : "", node->owner ? node->owner : "");
        phs_view_text(&map, "drawing", drawing(page->arena, &opened, phs_printf(page->arena, "map%zu", i)));
        phs_view_push(&page->opened, &map);
    }
}

/* The content security policy lets run exactly the script with this digest. */
static const char *script_hash(struct phs_arena *arena, struct phs_slice script) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t digest[33] = {0};
    phs_sha256_of(script, digest);
    char *text = phs_alloc(arena, 45);
    for (size_t i = 0, at = 0; i < 33; i += 3) {
        unsigned group = (unsigned)digest[i] << 16 | (unsigned)digest[i + 1] << 8 | digest[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6)
            text[at++] = digits[group >> shift & 63];
    }
    text[43] = '=';
    return text;
}

static void put_frame(struct phs_map_builder *view, const struct phs_picture *whole) {
    const struct phs_run *run = whole->run;
    const char *name = run->scope ? run->scope->organization.name : NULL;
    struct phs_slice script = phs_catalogue_file("reports/templates/map.js");
    struct phs_buf style;
    phs_buf_init(&style, 1 << 20);
    phs_svg_style(&style);
    phs_view_text(view, "svg_style", phs_strndup(view->arena, phs_buf_text(&style), style.len));
    phs_buf_done(&style);
    phs_view_printf(view, "title", "PHI map%s%s", name ? ": " : "", name ? name : "");
    phs_view_text(view, "organization", name);
    phs_view_text(view, "date", phs_view_date(view->arena, run->started));
    phs_view_text(view, "run", run->id);
    phs_view_text(view, "version", run->version);
    phs_view_text(view, "catalogue_sha256", run->catalogue_sha256);
    phs_view_text(view, "sentence", phs_picture_sentence(whole));
    phs_view_text(view, "script", phs_slice_dup(view->arena, script));
    phs_view_text(view, "script_hash", script_hash(view->arena, script));
}

static bool find_partial(void *user, struct phs_slice name, struct phs_slice *ret_text) {
    struct phs_arena *arena = user;
    *ret_text = phs_catalogue_file(phs_printf(arena, "reports/templates/%.*s", (int)name.len, name.ptr));
    return ret_text->ptr != NULL;
}

enum phs_code phs_map_draw_html(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                                const struct phs_map_options *options, struct phs_err *err) {
    struct phs_picture whole, grouped;
    struct phs_map_builder view;
    struct phs_view_list nodes = {0}, edges = {0};
    phs_picture_build(&whole, arena, run);
    struct page page = {.arena = arena, .whole = &whole};
    phs_map_init(&page.merged_ids, arena);
    page.grouped = phs_picture_group(&whole, options->grouping, &grouped) ? &grouped : NULL;
    if (page.grouped)
        add_groups(&page);
    for (size_t i = 0; i < whole.nodes.n; i++)
        push_node(arena, &nodes, &whole.nodes.at[i]);
    for (size_t i = 0; i < whole.edges.n; i++)
        push_edge(&whole, &edges, &whole.edges.at[i]);
    phs_view_start(&view, arena);
    put_frame(&view, &whole);
    phs_view_text(&view, "drawing", drawing(arena, page.grouped ? page.grouped : &whole, "map"));
    phs_view_list(&view, "nodes", &nodes);
    phs_view_list(&view, "edges", &edges);
    phs_view_flag(&view, "has_groups", page.grouped != NULL);
    phs_view_flag(&view, "has_merged", page.merged.items.n > 0);
    phs_view_list(&view, "groups", &page.groups);
    phs_view_list(&view, "merged", &page.merged);
    phs_view_list(&view, "opened", &page.opened);
    struct phs_mustache how = {.escape = PHS_MUSTACHE_HTML, .partial = find_partial, .user = arena};
    const char *name = "reports/templates/map.html";
    return phs_mustache_render(arena, name, phs_catalogue_file(name), phs_view_done(&view), &how, out, err);
}
