/* SPDX-License-Identifier: Apache-2.0 */
/* Many systems of one lane become one box with a count, so that the map of a large organisation still fits on a page. */
#include "reports/map/picture.h"

/* AUTO groups a picture of more than MAX_BOXES, and in it the lanes of more than MAX_IN_LANE, to that many or fewer. */
enum { MAX_BOXES = 48, MAX_IN_LANE = 10, KEYS = 6 };

struct group {
    PHS_VEC(size_t) nodes;
};

struct partition {
    struct phs_map by_key; /* key -> struct group *, in order of the first member */
};

/* For each node the agreement that looks worst among the flows to it. */
static const char **agreements(const struct phs_picture *whole) {
    const char **words = PHS_NEW_N(whole->arena, const char *, whole->nodes.n + 1);
    enum phs_baa *worst = PHS_NEW_N(whole->arena, enum phs_baa, whole->nodes.n + 1);
    for (size_t i = 0; i < whole->nodes.n; i++)
        words[i] = "no flow known";
    for (size_t i = 0; i < whole->edges.n; i++) {
        const struct phs_edge *edge = &whole->edges.at[i];
        bool first = strcmp(words[edge->to], "no flow known") == 0;
        if (!edge->has_baa || (!first && edge->baa >= worst[edge->to]))
            continue;
        worst[edge->to] = edge->baa;
        words[edge->to] = phs_baa_words(edge->baa);
    }
    return words;
}

static const char *owner_of(const struct phs_node *node) {
    return node->owner && *node->owner ? node->owner : "no owner named";
}

static const char *root_of(const struct phs_node *node) {
    const struct phs_system *system = node->system;
    return system && system->members.n ? system->members.at[0]->root : "";
}

/* What members of a group have in common, finest first; the last has one group a lane. */
static const char *key_of(const struct phs_picture *whole, size_t at, size_t fineness, const char *const *baa) {
    const struct phs_node *node = &whole->nodes.at[at];
    if (node->lane == PHS_LANE_THIRD)
        return fineness + 1 < KEYS ? baa[at] : "";
    switch (fineness) {
    case 0:
        return phs_printf(whole->arena, "%s\n%s\n%s", node->kind, owner_of(node), root_of(node));
    case 1:
        return phs_printf(whole->arena, "%s\n%s", node->kind, owner_of(node));
    case 2:
        return owner_of(node);
    case 3:
        return phs_printf(whole->arena, "%s\n%s", node->kind, root_of(node));
    case 4:
        return node->kind;
    default:
        return "";
    }
}

static void partition_lane(const struct phs_picture *whole, enum phs_lane lane, size_t fineness, const char *const *baa,
                           struct partition *ret_partition) {
    phs_map_init(&ret_partition->by_key, whole->arena);
    for (size_t i = 0; i < whole->nodes.n; i++) {
        if (whole->nodes.at[i].lane != lane || whole->nodes.at[i].outside)
            continue;
        const char *key = key_of(whole, i, fineness, baa);
        struct group *group = phs_map_gets(&ret_partition->by_key, key);
        if (!group) {
            group = PHS_NEW(whole->arena, struct group);
            phs_map_puts(&ret_partition->by_key, key, group);
        }
        PHS_PUSH(whole->arena, group->nodes, i);
    }
}

static const char *plural(struct phs_arena *arena, const char *kind, size_t n) {
    static const char *const words[][2] = {{"store", "stores"},
                                           {"service", "services"},
                                           {"entry", "entry points"},
                                           {"third-party", "third parties"},
                                           {"repository", "repositories"},
                                           {"device", "devices"},
                                           {"paper", "paper records"},
                                           {"premises", "premises"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], kind) == 0)
            return phs_printf(arena, "%zu %s", n, words[i][1]);
    return phs_printf(arena, "%zu %s", n, kind);
}

/* What all members say, else NULL. */
static const char *common(const struct phs_picture *whole, const struct group *group,
                          const char *(*get)(const struct phs_node *)) {
    const char *first = get(&whole->nodes.at[group->nodes.at[0]]);
    for (size_t i = 1; i < group->nodes.n; i++)
        if (strcmp(get(&whole->nodes.at[group->nodes.at[i]]), first) != 0)
            return NULL;
    return first;
}

static const char *kind_of(const struct phs_node *node) {
    return node->kind;
}

static size_t add_group(const struct phs_picture *whole, const struct group *group, const char *const *baa,
                        struct phs_picture *grouped) {
    struct phs_arena *arena = whole->arena;
    const char *kind = common(whole, group, kind_of), *owner = common(whole, group, owner_of);
    const char *root = common(whole, group, root_of);
    enum phs_lane lane = whole->nodes.at[group->nodes.at[0]].lane;
    struct phs_node node = {.id = phs_printf(arena, "group:%zu", grouped->nodes.n),
                            .name = plural(arena, kind ? kind : "systems", group->nodes.n),
                            .kind = "group",
                            .owner = lane == PHS_LANE_THIRD ? baa[group->nodes.at[0]]
                                     : owner                ? owner
                                     : root && *root        ? root
                                                            : "several owners",
                            .lane = lane,
                            .records = -1};
    for (size_t i = 0; i < group->nodes.n; i++) {
        const struct phs_node *member = &whole->nodes.at[group->nodes.at[i]];
        node.has_level |= member->has_level;
        node.level = member->has_level && member->level > node.level ? member->level : node.level;
        node.risks += member->risks;
        node.records = member->records > node.records ? member->records : node.records;
        PHS_PUSH(arena, node.members, group->nodes.at[i]);
    }
    PHS_PUSH(arena, grouped->nodes, node);
    return grouped->nodes.n - 1;
}

static bool puts_together(const struct partition *partition) {
    for (size_t g = 0; g < partition->by_key.n; g++)
        if (((const struct group *)partition->by_key.items[g].value)->nodes.n > 2)
            return true;
    return false;
}

/* stands_for[i]: the node of the new picture that node i of the whole one is in. */
static void group_lane(const struct phs_picture *whole, enum phs_lane lane, bool wanted, bool asked, const char *const *baa,
                       struct phs_picture *grouped, size_t *stands_for) {
    struct partition partition;
    for (size_t fineness = 0; fineness < KEYS; fineness++) {
        partition_lane(whole, lane, fineness, baa, &partition);
        if (!wanted || (partition.by_key.n <= MAX_IN_LANE && (!asked || puts_together(&partition))))
            break;
    }
    for (size_t g = 0; g < partition.by_key.n; g++) {
        const struct group *group = partition.by_key.items[g].value;
        bool together = wanted && group->nodes.n > 2;
        size_t made = together ? add_group(whole, group, baa, grouped) : 0;
        for (size_t i = 0; i < group->nodes.n; i++) {
            if (!together) {
                PHS_PUSH(whole->arena, grouped->nodes, whole->nodes.at[group->nodes.at[i]]);
                made = grouped->nodes.n - 1;
            }
            stands_for[group->nodes.at[i]] = made;
        }
    }
}

static void merge_into(struct phs_picture *picture, struct phs_edge *all, const struct phs_edge *part, size_t index) {
    PHS_PUSH(picture->arena, all->parts, index);
    bool flow = part->kind == PHS_EDGE_FLOW;
    all->flows += flow;
    all->without_baa += part->has_baa && part->baa < PHS_BAA_UNKNOWN;
    all->undeclared += flow && part->state == PHS_EDGE_SEEN;
    all->unseen += flow && part->state == PHS_EDGE_DECLARED;
    all->plain += flow && part->encrypted == PHS_NO;
    all->opens += part->open;
    all->open |= part->open;
    if (all->parts.n == 1)
        return;
    if (part->kind < all->kind) /* a flow says more than a connection */
        all->state = part->state, all->encrypted = part->encrypted, all->kind = part->kind;
    else if (part->kind == all->kind) {
        bool worse = part->state == PHS_EDGE_SEEN || (part->state == PHS_EDGE_DECLARED && all->state == PHS_EDGE_BOTH);
        all->state = worse ? part->state : all->state;
        all->encrypted = part->encrypted == PHS_NO || all->encrypted == PHS_NO         ? PHS_NO
                         : part->encrypted == PHS_MAYBE || all->encrypted == PHS_MAYBE ? PHS_MAYBE
                                                                                       : PHS_YES;
    }
    all->baa = !all->has_baa || (part->has_baa && part->baa < all->baa) ? part->baa : all->baa;
    all->has_baa |= part->has_baa;
    all->flow = NULL;
    all->why = NULL;
}

/* Between two single nodes every edge stays; with a group at an end those of one direction become one. */
static void merge_edges(const struct phs_picture *whole, const size_t *stands_for, struct phs_picture *merged) {
    struct phs_map by_pair;
    phs_map_init(&by_pair, whole->arena);
    for (size_t i = 0; i < whole->edges.n; i++) {
        struct phs_edge edge = whole->edges.at[i];
        edge.from = stands_for[edge.from];
        edge.to = stands_for[edge.to];
        if (edge.from == PHS_NO_NODE || edge.to == PHS_NO_NODE)
            continue;
        bool single = !merged->nodes.at[edge.from].members.n && !merged->nodes.at[edge.to].members.n;
        const char *key = single ? phs_printf(whole->arena, "edge %zu", i)
                                 : phs_printf(whole->arena, "%zu %zu %d", edge.from, edge.to, edge.kind == PHS_EDGE_EXPOSED);
        size_t at = (size_t)(uintptr_t)phs_map_gets(&by_pair, key);
        if (!at) {
            PHS_PUSH(whole->arena, merged->edges, edge);
            at = merged->edges.n;
            phs_map_puts(&by_pair, key, (void *)(uintptr_t)at);
        }
        merge_into(merged, &merged->edges.at[at - 1], &whole->edges.at[i], i);
    }
    for (size_t i = 0; i < merged->edges.n; i++) {
        struct phs_edge *edge = &merged->edges.at[i];
        if (edge->parts.n < 2)
            edge->parts.n = 0;
        else
            edge->id =
                phs_printf(whole->arena, "edges:%s-to-%s", merged->nodes.at[edge->from].id, merged->nodes.at[edge->to].id);
        if (edge->parts.n)
            phs_edge_say(merged, edge);
    }
}

bool phs_picture_group(const struct phs_picture *whole, enum phs_map_grouping grouping, struct phs_picture *ret_grouped) {
    if (grouping == PHS_MAP_GROUP_NEVER || (grouping == PHS_MAP_GROUP_AUTO && whole->nodes.n <= MAX_BOXES))
        return false;
    struct phs_picture grouped = {.arena = whole->arena, .run = whole->run};
    size_t *stands_for = PHS_NEW_N(whole->arena, size_t, whole->nodes.n + 1), in_lane[PHS_LANE_COUNT] = {0};
    const char **baa = agreements(whole);
    bool asked = grouping == PHS_MAP_GROUP_ALWAYS;
    for (size_t i = 0; i < whole->nodes.n; i++) {
        in_lane[whole->nodes.at[i].lane]++;
        if (whole->nodes.at[i].outside) {
            PHS_PUSH(whole->arena, grouped.nodes, whole->nodes.at[i]);
            stands_for[i] = grouped.nodes.n - 1;
        }
    }
    for (int lane = 0; lane < PHS_LANE_COUNT; lane++)
        group_lane(whole, (enum phs_lane)lane, asked || in_lane[lane] > MAX_IN_LANE, asked, baa, &grouped, stands_for);
    merge_edges(whole, stands_for, &grouped);
    bool any = false;
    for (size_t i = 0; i < grouped.nodes.n; i++)
        any |= grouped.nodes.at[i].members.n > 0;
    if (any)
        *ret_grouped = grouped;
    return any;
}

static void mark_neighbours(const struct phs_picture *grouped, size_t group, bool *shown) {
    shown[group] = true;
    for (size_t i = 0; i < grouped->edges.n; i++) {
        if (grouped->edges.at[i].from == group)
            shown[grouped->edges.at[i].to] = true;
        if (grouped->edges.at[i].to == group)
            shown[grouped->edges.at[i].from] = true;
    }
}

void phs_picture_open(const struct phs_picture *whole, const struct phs_picture *grouped, size_t group,
                      struct phs_picture *ret_opened) {
    struct phs_arena *arena = whole->arena;
    struct phs_picture opened = {.arena = arena, .run = whole->run};
    size_t *stands_for = PHS_NEW_N(arena, size_t, whole->nodes.n + 1);
    bool *shown = PHS_NEW_N(arena, bool, grouped->nodes.n + 1);
    struct phs_map by_id;
    phs_map_init(&by_id, arena);
    for (size_t i = 0; i < whole->nodes.n; i++) {
        stands_for[i] = PHS_NO_NODE;
        phs_map_puts(&by_id, whole->nodes.at[i].id, (void *)(uintptr_t)(i + 1));
    }
    mark_neighbours(grouped, group, shown);
    for (size_t g = 0; g < grouped->nodes.n; g++) {
        const struct phs_node *node = &grouped->nodes.at[g];
        for (size_t m = 0; shown[g] && m < node->members.n; m++) {
            if (g == group)
                PHS_PUSH(arena, opened.nodes, whole->nodes.at[node->members.at[m]]);
            stands_for[node->members.at[m]] = g == group ? opened.nodes.n - 1 : opened.nodes.n;
        }
        if (!shown[g] || g == group)
            continue;
        if (!node->members.n)
            stands_for[(size_t)(uintptr_t)phs_map_gets(&by_id, node->id) - 1] = opened.nodes.n;
        PHS_PUSH(arena, opened.nodes, *node);
    }
    merge_edges(whole, stands_for, &opened);
    *ret_opened = opened;
}
