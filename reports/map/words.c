/* SPDX-License-Identifier: Apache-2.0 */
/* What the map says in words: labels, sentences for people who do not see it, cells of its tables. */
#include "reports/map/picture.h"
#include "reports/view.h"

/* The bands of checks/weights.tsv: 500 is where a breach becomes public. */
const char *phs_records_band(int64_t records) {
    return records < 0        ? "records not known"
           : records == 0     ? "no records"
           : records < 500    ? "under 500 records"
           : records < 5000   ? "500+ records"
           : records < 100000 ? "5,000+ records"
                              : "100,000+ records";
}

const char *phs_exposure_words(enum phs_exposure exposure) {
    static const char *const words[] = {"isolated",       "internal",       "off site",
                                        "behind a login", "open to anyone", "exposure not known"};
    return words[exposure];
}

const char *phs_baa_words(enum phs_baa baa) {
    static const char *const words[] = {"no BAA found", "BAA expired",     "outside the BAA",
                                        "BAA unknown",  "no BAA required", "BAA in force"};
    return words[baa];
}

static const char *encryption_words(enum phs_tri encrypted) {
    return encrypted == PHS_YES ? "encrypted" : encrypted == PHS_NO ? "not encrypted" : "encryption unknown";
}

const char *phs_node_grade(struct phs_arena *arena, const struct phs_node *node) {
    const struct phs_resource *resource = node->system ? node->system->resource : NULL;
    return resource ? phs_text_or(arena, phs_get(resource->attributes, "grade"), NULL) : NULL;
}

const char *phs_node_categories(struct phs_arena *arena, const struct phs_node *node) {
    return node->system ? phs_view_join(arena, node->system->categories.at, node->system->categories.n) : "";
}

const char *phs_node_sentence(struct phs_arena *arena, const struct phs_node *node) {
    if (node->members.n)
        return phs_printf(arena, "%s%s%s, a group of %zu in the lane %s%s%s, %s", node->name, node->owner ? ", " : "",
                          node->owner ? node->owner : "", node->members.n, phs_lane_title(node->lane),
                          node->has_level ? ", worst risk " : "", node->has_level ? phs_level_title(node->level) : "",
                          phs_records_band(node->records));
    if (!node->system)
        return phs_printf(arena, "%s, %s", node->name, node->kind);
    const char *categories = phs_node_categories(arena, node);
    return phs_printf(arena, "%s, %s, %s, %s, %s, %s, encryption at rest: %s", node->name, node->kind,
                      node->has_level ? phs_printf(arena, "worst risk %s", phs_level_title(node->level)) : "no risk scored",
                      *categories ? categories : "content not stated", phs_records_band(node->records),
                      phs_exposure_words(node->system->exposure), phs_tri_name(node->system->encrypted));
}

const char *phs_edge_sentence(const struct phs_picture *picture, const struct phs_edge *edge) {
    struct phs_arena *arena = picture->arena;
    const char *ends = phs_printf(arena, "%s to %s", picture->nodes.at[edge->from].name, picture->nodes.at[edge->to].name);
    if (edge->parts.n)
        return phs_printf(arena, "%s: %zu edges, of them %zu flows, %zu without a BAA in force, %zu not declared, %zu not seen",
                          ends, edge->parts.n, edge->flows, edge->without_baa, edge->undeclared, edge->unseen);
    if (edge->kind == PHS_EDGE_LINK)
        return phs_printf(arena, "%s: connection seen in configuration", ends);
    if (edge->kind == PHS_EDGE_EXPOSED)
        return phs_printf(arena, "%s: %s%s%s", ends, phs_exposure_words(edge->open ? PHS_PUBLIC_ANON : PHS_PUBLIC_AUTH),
                          edge->why ? ", " : "", edge->why ? edge->why : "");
    return phs_printf(arena, "%s: flow, %s, %s%s%s%s%s", ends, phs_edge_state_name(edge->state),
                      encryption_words(edge->encrypted), edge->has_baa ? ", " : "",
                      edge->has_baa ? phs_baa_words(edge->baa) : "", edge->flow->purpose ? ", for " : "",
                      edge->flow->purpose ? edge->flow->purpose : "");
}

static void say_several(struct phs_picture *picture, struct phs_edge *edge) {
    struct phs_arena *arena = picture->arena;
    if (edge->kind == PHS_EDGE_EXPOSED) {
        size_t n = edge->opens ? edge->opens : edge->parts.n;
        edge->label[0] = phs_printf(arena, "%zu %s", n, phs_exposure_words(edge->open ? PHS_PUBLIC_ANON : PHS_PUBLIC_AUTH));
        return;
    }
    edge->label[0] = edge->flows == 0   ? phs_printf(arena, "%zu connections", edge->parts.n)
                     : edge->flows == 1 ? "1 flow"
                                        : phs_printf(arena, "%zu flows", edge->flows);
    if (edge->without_baa)
        edge->label[0] = phs_printf(arena, "%s, %zu no BAA", edge->label[0], edge->without_baa);
    if (edge->plain)
        edge->label[1] = phs_printf(arena, "%zu not encrypted", edge->plain);
    else if (edge->undeclared)
        edge->label[1] = phs_printf(arena, "%zu not declared", edge->undeclared);
    else if (edge->unseen)
        edge->label[1] = phs_printf(arena, "%zu not seen", edge->unseen);
}

static const char *state_words(const struct phs_edge *edge) {
    bool plain = edge->encrypted == PHS_NO && edge->has_baa;
    if (edge->state == PHS_EDGE_SEEN)
        return plain ? "not declared, not encrypted" : "seen, not declared";
    if (edge->state == PHS_EDGE_DECLARED)
        return plain ? "not seen, not encrypted" : "declared, not seen";
    return plain ? "not encrypted" : NULL;
}

void phs_edge_say(struct phs_picture *picture, struct phs_edge *edge) {
    if (edge->parts.n > 1)
        say_several(picture, edge);
    else if (edge->kind == PHS_EDGE_EXPOSED)
        edge->label[0] = phs_exposure_words(edge->open ? PHS_PUBLIC_ANON : PHS_PUBLIC_AUTH);
    else if (edge->kind == PHS_EDGE_FLOW) {
        edge->label[0] = edge->has_baa ? phs_baa_words(edge->baa) : encryption_words(edge->encrypted);
        edge->label[1] = state_words(edge);
    }
}

const char *phs_picture_sentence(const struct phs_picture *picture) {
    size_t systems = 0, flows = 0, undeclared = 0, unseen = 0, bad = 0, open = 0;
    const struct phs_phi_map *map = picture->run->map;
    for (size_t i = 0; map && i < map->systems.n; i++, systems++)
        open += map->systems.at[i]->exposure == PHS_PUBLIC_ANON;
    for (size_t i = 0; map && i < map->flows.n; i++, flows++) {
        const struct phs_flow *flow = map->flows.at[i];
        undeclared += flow->seen && !flow->declared;
        unseen += flow->declared && !flow->seen;
        bad += (flow->vendor || flow->vendor_name) && flow->baa < PHS_BAA_UNKNOWN;
    }
    return phs_printf(
        picture->arena,
        "Systems with protected health information: %zu, of which open to anyone: %zu. Flows: %zu, of which seen but not "
        "declared: %zu, declared but not seen: %zu, to a third party without a BAA in force: %zu.",
        systems, open, flows, undeclared, unseen, bad);
}
