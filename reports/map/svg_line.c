/* SPDX-License-Identifier: Apache-2.0 */
/* A line of the map with its head and its label. The pattern of the line tells how the flow is known. */
#include "reports/map/svg.h"

enum { ROUND = 7, HEAD = 9 };

static int sign_of(int number) {
    return (number > 0) - (number < 0);
}

static int distance(struct phs_point a, struct phs_point b) {
    return (a.x > b.x ? a.x - b.x : b.x - a.x) + (a.y > b.y ? a.y - b.y : b.y - a.y);
}

static void write_path(struct phs_buf *out, const struct phs_route *route, const char *class) {
    const struct phs_point *p = route->points.at;
    size_t n = route->points.n;
    phs_buf_printf(out, "<path class=\"%s\" d=\"M%d %d", class, p[0].x, p[0].y);
    for (size_t i = 1; i + 1 < n; i++) {
        int before = distance(p[i - 1], p[i]) / 2, after = distance(p[i], p[i + 1]) / 2, r = ROUND;
        r = before < r ? before : r;
        r = after < r ? after : r;
        phs_buf_printf(out, "L%d %dQ%d %d %d %d", p[i].x - r * sign_of(p[i].x - p[i - 1].x),
                       p[i].y - r * sign_of(p[i].y - p[i - 1].y), p[i].x, p[i].y, p[i].x + r * sign_of(p[i + 1].x - p[i].x),
                       p[i].y + r * sign_of(p[i + 1].y - p[i].y));
    }
    int way = sign_of(p[n - 1].x - p[n - 2].x);
    phs_buf_printf(out, "H%d\"/>", p[n - 1].x - way * (HEAD - 2));
}

static void write_head(struct phs_buf *out, const struct phs_route *route) {
    struct phs_point end = route->points.at[route->points.n - 1], before = route->points.at[route->points.n - 2];
    int way = sign_of(end.x - before.x) * HEAD;
    phs_buf_printf(out, "<path class=\"m-head\" d=\"M%d %dl%d -4.500v9z\"/>", end.x, end.y, -way);
}

static const char *word_class(const struct phs_edge *edge) {
    if (edge->kind == PHS_EDGE_EXPOSED)
        return edge->open ? "m-bad" : "m-soft";
    if (edge->parts.n)
        return edge->without_baa ? "m-bad" : "m-soft";
    if (!edge->has_baa)
        return edge->encrypted == PHS_NO ? "m-bad" : "m-soft";
    return edge->baa < PHS_BAA_UNKNOWN ? "m-bad" : edge->baa == PHS_BAA_UNKNOWN ? "m-un" : "m-ok";
}

/* Signs stand next to the head of the line, words beside them. */
static void write_label(struct phs_svg *svg, const struct phs_edge *edge, const struct phs_route *route) {
    int step = route->label_left ? 1 : -1, x = route->label_x, y = route->label_y;
    const char *anchor = route->label_left ? "" : " m-end";
    if (edge->label[0] && edge->kind == PHS_EDGE_FLOW && !edge->parts.n) {
        phs_svg_lock(svg->out, route->label_left ? x : x - 12, y - 16, edge->encrypted);
        x += 15 * step;
        if (edge->has_baa) {
            phs_svg_sign(svg->out, route->label_left ? x : x - 12, y - 16, phs_baa_sign(edge->baa));
            x += 15 * step;
        }
    }
    if (edge->label[0])
        phs_svg_text(svg->out, x, y - 5, phs_printf(svg->arena, "m-l %s%s", word_class(edge), anchor), edge->label[0]);
    if (edge->label[1])
        phs_svg_text(
            svg->out, route->label_x, y + 13,
            phs_printf(svg->arena, "m-l %s%s", edge->state == PHS_EDGE_SEEN || edge->plain ? "m-bad" : "m-soft", anchor),
            edge->label[1]);
}

static const char *class_of(const struct phs_edge *edge) {
    static const char *const states[] = {"m-both", "m-seen", "m-decl"};
    if (edge->kind == PHS_EDGE_LINK)
        return "m-link";
    if (edge->kind == PHS_EDGE_EXPOSED)
        return edge->open ? "m-exp m-anon" : "m-exp";
    return states[edge->state];
}

void phs_svg_line(struct phs_svg *svg, size_t index) {
    const struct phs_edge *edge = &svg->picture->edges.at[index];
    const struct phs_route *route = &svg->layout.route[index];
    phs_buf_printf(svg->out,
                   svg->links ? "<a class=\"m-edge %s\" id=\"%s-e%zu\" data-from=\"%zu\" data-to=\"%zu\" href=\"#"
                              : "<g class=\"m-edge %s\" id=\"%s-e%zu\" data-from=\"%zu\" data-to=\"%zu\">",
                   class_of(edge), svg->prefix, index, edge->from, edge->to);
    if (svg->links) {
        phs_svg_escape(svg->out, edge->id);
        phs_buf_puts(svg->out, "\">");
    }
    phs_buf_puts(svg->out, "<title>");
    phs_svg_escape(svg->out, phs_edge_sentence(svg->picture, edge));
    phs_buf_puts(svg->out, "</title>");
    if (svg->links)
        write_path(svg->out, route, "m-hit");
    write_path(svg->out, route, "m-line");
    write_head(svg->out, route);
    write_label(svg, edge, route);
    phs_buf_puts(svg->out, svg->links ? "</a>\n" : "</g>\n");
}
