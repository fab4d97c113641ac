/* SPDX-License-Identifier: Apache-2.0 */
/* What is drawn, before anybody thinks of coordinates: nodes in lanes and edges between them. */
#ifndef PHS_REPORTS_MAP_PICTURE_H
#define PHS_REPORTS_MAP_PICTURE_H

#include "reports/map/map.h"

/* Trust zones, in the order in which they are drawn. */
enum phs_lane { PHS_LANE_PEOPLE, PHS_LANE_ENTRY, PHS_LANE_WORK, PHS_LANE_STORE, PHS_LANE_THIRD, PHS_LANE_COUNT };
const char *phs_lane_title(enum phs_lane lane);

#define PHS_NO_NODE ((size_t)-1)

struct phs_node {
    const char *id;    /* the system's; "end:portal" for an end of a flow that is no system; "group:3" */
    const char *name;  /* in full */
    const char *kind;  /* "store", "end of a flow", "outside" ... */
    const char *owner; /* or NULL */
    enum phs_lane lane;
    const struct phs_system *system; /* NULL for an end, the outside and a group */
    bool outside;                    /* the internet */
    bool has_level;
    enum phs_level level; /* worst risk, as observed */
    size_t risks;
    int64_t records;         /* largest of a group; -1 unknown */
    PHS_VEC(size_t) members; /* of a group: nodes of the picture that it was made from */
};

enum phs_edge_kind { PHS_EDGE_FLOW, PHS_EDGE_LINK, PHS_EDGE_EXPOSED };
enum phs_edge_state { PHS_EDGE_BOTH, PHS_EDGE_SEEN, PHS_EDGE_DECLARED };
/* "declared and seen", "seen but not declared", "declared but not seen". */
const char *phs_edge_state_name(enum phs_edge_state state);
/* "flow", "connection", "exposure". */
const char *phs_edge_kind_name(enum phs_edge_kind kind);

struct phs_edge {
    const char *id; /* the flow's; "link:a-to-b", "exposed:a" */
    enum phs_edge_kind kind;
    size_t from, to;
    const struct phs_flow *flow; /* NULL for a connection, an exposure and several in one */
    enum phs_edge_state state;   /* of several: what asks for attention first */
    enum phs_tri encrypted;      /* likewise */
    bool open;                   /* an exposure to anyone, also without a login */
    bool has_baa;
    enum phs_baa baa; /* likewise */
    const char *why;  /* what shows it: an attribute, a reason */
    struct phs_place place;
    PHS_VEC(size_t) parts;                                       /* several in one: edges of the picture it was made from */
    size_t flows, without_baa, undeclared, unseen, plain, opens; /* among them */
    const char *label[2];                                        /* above and below the line; NULL: none */
};

struct phs_picture {
    struct phs_arena *arena;
    const struct phs_run *run;
    PHS_VEC(struct phs_node) nodes;
    PHS_VEC(struct phs_edge) edges;
};

/* Every system, every end of a flow, every flow; connections that links of the graph show; what the internet reaches. */
void phs_picture_build(struct phs_picture *picture, struct phs_arena *arena, const struct phs_run *run);
/* The same with systems of a lane put together. Returns false (and leaves ret_grouped alone) when nothing was grouped. */
bool phs_picture_group(const struct phs_picture *whole, enum phs_map_grouping grouping, struct phs_picture *ret_grouped);
/* One group of a grouped picture opened: its members, and what they exchange something with. */
void phs_picture_open(const struct phs_picture *whole, const struct phs_picture *grouped, size_t group,
                      struct phs_picture *ret_opened);

/* Adds connections and exposures (edges.c); used by phs_picture_build. */
void phs_picture_connect(struct phs_picture *picture);
/* Writes both labels of an edge (words.c). */
void phs_edge_say(struct phs_picture *picture, struct phs_edge *edge);

/* Words for people (words.c). */
const char *phs_records_band(int64_t records);
const char *phs_exposure_words(enum phs_exposure exposure);
const char *phs_baa_words(enum phs_baa baa);
/* "phi", "health" ...; NULL where the map gives none. */
const char *phs_node_grade(struct phs_arena *arena, const struct phs_node *node);
/* "name, mrn, diagnosis"; "" when not stated. */
const char *phs_node_categories(struct phs_arena *arena, const struct phs_node *node);
/* One sentence that says everything about the node or edge, for people who do not see the drawing. */
const char *phs_node_sentence(struct phs_arena *arena, const struct phs_node *node);
const char *phs_edge_sentence(const struct phs_picture *picture, const struct phs_edge *edge);
/* Two or three sentences about the whole picture. */
const char *phs_picture_sentence(const struct phs_picture *picture);

#endif
