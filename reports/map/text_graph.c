/* SPDX-License-Identifier: Apache-2.0 */
/* The map as text for other programs that draw: Mermaid and DOT. Names become labels and never syntax. */
#include "base/escape.h"
#include "reports/map/picture.h"

enum { MAX_LABEL = 200 };

/* Mermaid: numeric entities for all that its lexer or a browser may read as more than a letter. */
static void mermaid_text(struct phs_buf *out, const char *text) {
    struct phs_slice from = phs_slice(text);
    size_t written = 0;
    for (size_t at = 0; at < from.len && written < MAX_LABEL; written++) {
        uint32_t c = phs_utf8_next(from, &at);
        bool plain =
            c >= 0x80
                ? !(c >= 0x2028 && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069) && c >= 0xA0 && c != 0xFFFE && c != 0xFFFF
                : c == ' ' || (c && strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,+-/", (int)c));
        if (c < 0x20 || c == 0x7F)
            phs_buf_putc(out, ' ');
        else if (plain)
            phs_buf_utf8(out, c);
        else
            phs_buf_printf(out, "#%u;", (unsigned)c);
    }
    if (from.len == 0)
        phs_buf_putc(out, '-');
}

/* DOT: within quotes only the quote and the backslash mean something; control characters and line breaks become spaces. */
static void dot_text(struct phs_buf *out, const char *text) {
    struct phs_slice from = phs_slice(text);
    size_t written = 0;
    for (size_t at = 0; at < from.len && written < MAX_LABEL; written++) {
        uint32_t c = phs_utf8_next(from, &at);
        if (c == '"' || c == '\\')
            phs_buf_putc(out, '\\');
        if (c == '&') /* Graphviz reads HTML entities in labels */
            phs_buf_puts(out, "&amp;");
        else
            phs_buf_utf8(out, c < 0x20 || c == 0x7F ? ' ' : c);
    }
}

struct both {
    struct phs_picture whole, grouped;
    const struct phs_picture *shown;
};

static void choose(struct both *pictures, struct phs_arena *arena, const struct phs_run *run,
                   const struct phs_map_options *options) {
    phs_picture_build(&pictures->whole, arena, run);
    bool together = phs_picture_group(&pictures->whole, options->grouping, &pictures->grouped);
    pictures->shown = together ? &pictures->grouped : &pictures->whole;
}

static bool has_lane(const struct phs_picture *picture, int lane) {
    for (size_t i = 0; i < picture->nodes.n; i++)
        if ((int)picture->nodes.at[i].lane == lane)
            return true;
    return false;
}

static const char *edge_words(struct phs_arena *arena, const struct phs_edge *edge) {
    return phs_printf(arena, "%s%s%s", edge->label[0] ? edge->label[0] : "", edge->label[0] && edge->label[1] ? ", " : "",
                      edge->label[1] ? edge->label[1] : "");
}

static void mermaid_lane(struct phs_buf *out, const struct phs_picture *picture, int lane) {
    static const char *const open[] = {"([\"", "{{\"", "[\"", "[(\"", "[[\""}, *const close[] = {"\"])", "\"}}", "\"]", "\")]",
                                                                                                 "\"]]"};
    phs_buf_printf(out, "  subgraph lane%d[\"%s\"]\n", lane, phs_lane_title((enum phs_lane)lane));
    for (size_t i = 0; i < picture->nodes.n; i++) {
        if ((int)picture->nodes.at[i].lane != lane)
            continue;
        phs_buf_printf(out, "    n%zu%s", i, open[lane]);
        mermaid_text(out, picture->nodes.at[i].name);
        if (picture->nodes.at[i].has_level)
            phs_buf_printf(out, "<br>risk: %s", phs_level_title(picture->nodes.at[i].level));
        phs_buf_printf(out, "%s\n", close[lane]);
    }
    phs_buf_puts(out, "  end\n");
}

void phs_map_draw_mermaid(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                          const struct phs_map_options *options) {
    static const char *const arrows[] = {"==>", "-.->", "-->"}; /* by state; a connection is an open line */
    struct both pictures;
    choose(&pictures, arena, run, options);
    const struct phs_picture *picture = pictures.shown;
    phs_buf_puts(out, "%% PHI map. Thick: declared and seen; dotted: seen but not declared; thin: declared but not seen;\n"
                      "%% without a head: connection in configuration; x: reachable from the internet.\nflowchart LR\n");
    for (int lane = 0; lane < PHS_LANE_COUNT; lane++)
        if (has_lane(picture, lane))
            mermaid_lane(out, picture, lane);
    for (size_t i = 0; i < picture->edges.n; i++) {
        const struct phs_edge *edge = &picture->edges.at[i];
        const char *words = edge_words(arena, edge);
        phs_buf_printf(out, "  n%zu %s", edge->from,
                       edge->kind == PHS_EDGE_LINK      ? "---"
                       : edge->kind == PHS_EDGE_EXPOSED ? "--x"
                                                        : arrows[edge->state]);
        if (*words) {
            phs_buf_puts(out, "|\"");
            mermaid_text(out, words);
            phs_buf_puts(out, "\"|");
        }
        phs_buf_printf(out, " n%zu\n", edge->to);
    }
}

static void dot_lane(struct phs_buf *out, const struct phs_picture *picture, int lane) {
    static const char *const shapes[] = {"oval", "hexagon", "box", "cylinder", "component"};
    phs_buf_printf(out, "  subgraph cluster_%d {\n    label=\"%s\";\n", lane, phs_lane_title((enum phs_lane)lane));
    for (size_t i = 0; i < picture->nodes.n; i++) {
        if ((int)picture->nodes.at[i].lane != lane)
            continue;
        phs_buf_printf(out, "    n%zu [shape=%s, label=\"", i, shapes[lane]);
        dot_text(out, picture->nodes.at[i].name);
        if (picture->nodes.at[i].has_level)
            phs_buf_printf(out, "\\nrisk: %s", phs_level_title(picture->nodes.at[i].level));
        phs_buf_puts(out, "\"];\n");
    }
    phs_buf_puts(out, "  }\n");
}

void phs_map_draw_dot(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                      const struct phs_map_options *options) {
    static const char *const styles[] = {"solid", "dashed", "dotted"};
    struct both pictures;
    choose(&pictures, arena, run, options);
    const struct phs_picture *picture = pictures.shown;
    phs_buf_puts(out, "// PHI map. solid: declared and seen; dashed: seen but not declared; dotted: declared but not seen.\n"
                      "digraph phi {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", "
                      "fontsize=10];\n");
    for (int lane = 0; lane < PHS_LANE_COUNT; lane++)
        if (has_lane(picture, lane))
            dot_lane(out, picture, lane);
    for (size_t i = 0; i < picture->edges.n; i++) {
        const struct phs_edge *edge = &picture->edges.at[i];
        phs_buf_printf(out, "  n%zu -> n%zu [style=%s, label=\"", edge->from, edge->to,
                       edge->kind == PHS_EDGE_FLOW ? styles[edge->state] : "solid");
        dot_text(out, edge_words(arena, edge));
        phs_buf_puts(out, edge->kind == PHS_EDGE_LINK      ? "\", color=gray, arrowhead=open];\n"
                          : edge->kind == PHS_EDGE_EXPOSED ? "\", arrowhead=tee];\n"
                                                           : "\"];\n");
    }
    phs_buf_puts(out, "}\n");
}
