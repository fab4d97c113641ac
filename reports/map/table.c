/* SPDX-License-Identifier: Apache-2.0 */
/* The map as data: JSON with everything, CSV with a row per node and per edge. */
#include "base/escape.h"
#include "reports/json_parts.h"
#include "reports/map/picture.h"
#include "reports/view.h"

static void write_node(struct phs_json *json, const struct phs_node *node) {
    phs_json_object(json);
    phs_json_text(json, "id", node->id);
    phs_json_text(json, "name", node->name);
    phs_json_text(json, "kind", node->kind);
    phs_json_text(json, "lane", phs_lane_title(node->lane));
    phs_json_text(json, "system", node->system ? node->system->id : NULL);
    phs_json_text(json, "worst_risk", node->has_level ? phs_level_name(node->level) : NULL);
    phs_json_put_int(json, "risks", (int64_t)node->risks);
    phs_json_object_end(json);
}

static void write_edge(struct phs_json *json, const struct phs_picture *picture, const struct phs_edge *edge) {
    phs_json_object(json);
    phs_json_text(json, "id", edge->id);
    phs_json_text(json, "kind", phs_edge_kind_name(edge->kind));
    phs_json_text(json, "from", picture->nodes.at[edge->from].id);
    phs_json_text(json, "to", picture->nodes.at[edge->to].id);
    phs_json_text(json, "state", phs_edge_state_name(edge->state));
    phs_json_text(json, "encrypted", phs_tri_name(edge->encrypted));
    phs_json_text(json, "baa", edge->has_baa ? phs_baa_name(edge->baa) : NULL);
    phs_json_text(json, "why", edge->why);
    phs_json_place(json, "location", edge->place);
    phs_json_object_end(json);
}

void phs_map_draw_json(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                       const struct phs_catalogue *catalogue) {
    struct phs_json_run all = {.arena = arena, .run = run, .catalogue = catalogue};
    struct phs_picture picture;
    phs_picture_build(&picture, arena, run);
    phs_json_init(&all.json, out, true);
    phs_json_object(&all.json);
    phs_json_put(&all.json, "schema", "phiscope.map/1");
    phs_json_put(&all.json, "run", run->id);
    phs_json_key(&all.json, "map");
    phs_json_map(&all);
    phs_json_key(&all.json, "nodes");
    phs_json_array(&all.json);
    for (size_t i = 0; i < picture.nodes.n; i++)
        write_node(&all.json, &picture.nodes.at[i]);
    phs_json_array_end(&all.json);
    phs_json_key(&all.json, "edges");
    phs_json_array(&all.json);
    for (size_t i = 0; i < picture.edges.n; i++)
        write_edge(&all.json, &picture, &picture.edges.at[i]);
    phs_json_array_end(&all.json);
    phs_json_object_end(&all.json);
    phs_buf_putc(out, '\n');
}

static void row(struct phs_buf *out, const char *const *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (i)
            phs_buf_putc(out, ',');
        phs_escape_csv(out, phs_slice(cells[i] ? cells[i] : ""));
    }
    phs_buf_puts(out, "\r\n");
}
#define ROW(out, ...)                                                                                                          \
    row((out), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void node_row(struct phs_buf *out, struct phs_arena *arena, const struct phs_node *node) {
    const struct phs_system *system = node->system;
    const char *records = node->records < 0 ? "unknown" : phs_printf(arena, "%lld", (long long)node->records);
    ROW(out, system ? "system" : "end", node->id, node->name, node->kind, phs_lane_title(node->lane), NULL, NULL,
        phs_node_categories(arena, node), phs_node_grade(arena, node), system ? records : NULL,
        system ? phs_exposure_name(system->exposure) : NULL, system ? phs_tri_name(system->encrypted) : NULL, NULL, NULL, NULL,
        node->has_level ? phs_level_name(node->level) : NULL, node->owner,
        system ? phs_view_place(arena, system->place) : NULL);
}

static void edge_row(struct phs_buf *out, const struct phs_picture *picture, const struct phs_edge *edge) {
    ROW(out, phs_edge_kind_name(edge->kind), edge->id, NULL, NULL, NULL, picture->nodes.at[edge->from].name,
        picture->nodes.at[edge->to].name, NULL, NULL, NULL, NULL, phs_tri_name(edge->encrypted),
        edge->has_baa ? phs_baa_name(edge->baa) : NULL, phs_edge_state_name(edge->state),
        edge->flow ? edge->flow->purpose : NULL, NULL, NULL, phs_view_place(picture->arena, edge->place));
}

void phs_map_draw_csv(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run) {
    struct phs_picture picture;
    phs_picture_build(&picture, arena, run);
    ROW(out, "what", "id", "name", "kind", "lane", "from", "to", "categories", "grade", "records", "exposure", "encrypted",
        "baa", "state", "purpose", "worst_risk", "owner", "place");
    for (size_t i = 0; i < picture.nodes.n; i++)
        node_row(out, arena, &picture.nodes.at[i]);
    for (size_t i = 0; i < picture.edges.n; i++)
        edge_row(out, &picture, &picture.edges.at[i]);
}
