/* SPDX-License-Identifier: Apache-2.0 */
/* A box of the map. */
#include "reports/map/card.h"
#include "reports/map/measure.h"
#include "reports/map/svg.h"

static const char *const level_classes[] = {"vl", "l", "m", "h", "vh"};

static void rectangle(struct phs_buf *out, const char *class, int x, int y, int w, int h, int r) {
    phs_buf_printf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>", class, x, y, w, h, r);
}

static void chip(struct phs_svg *svg, const struct phs_box *box, const struct phs_node *node) {
    const char *title = phs_level_title(node->level), *class = level_classes[node->level];
    int width = phs_measure(title, 10) + 8, x = box->x + box->w - 8 - width;
    rectangle(svg->out, phs_printf(svg->arena, "m-chip m-%s", class), x, box->y + 8, width, 17, 5);
    phs_svg_text(svg->out, x + width / 2, box->y + 20, phs_printf(svg->arena, "m-ct m-%s", class), title);
}

static void frame(struct phs_svg *svg, const struct phs_box *box, const struct phs_node *node) {
    if (node->members.n) {
        rectangle(svg->out, "m-box", box->x + 6, box->y + 6, box->w, box->h, 9);
        rectangle(svg->out, "m-box", box->x + 3, box->y + 3, box->w, box->h, 9);
    }
    bool plain = node->system || node->members.n;
    rectangle(svg->out, plain ? "m-box m-top" : "m-box m-top m-guess", box->x, box->y, box->w, box->h, 9);
    if (node->has_level)
        phs_buf_printf(svg->out, "<path class=\"m-bar m-%s\" d=\"M%d %dv%d\"/>", level_classes[node->level], box->x + 4,
                       box->y + 12, box->h - 24);
}

static void words(struct phs_svg *svg, const struct phs_box *box, const struct phs_card *card, const struct phs_node *node) {
    int x = box->x + PHS_CARD_PAD, y = box->y + 26;
    phs_svg_kind_icon(svg->out, x, box->y + 8, node);
    phs_svg_text(svg->out, x + 19, box->y + 20, "m-kind", card->kind);
    for (size_t i = 0; i < card->names; i++)
        phs_svg_text(svg->out, x, y += 16, "m-name", card->name[i]);
    y += 3;
    for (size_t i = 0; i < card->details; i++) {
        bool open =
            node->system && node->system->exposure == PHS_PUBLIC_ANON && i + 1 == card->details && node->lane != PHS_LANE_THIRD;
        phs_svg_text(svg->out, x, y += 14, open ? "m-d m-bad" : "m-d", card->detail[i]);
    }
}

void phs_svg_box(struct phs_svg *svg, size_t index) {
    const struct phs_node *node = &svg->picture->nodes.at[index];
    const struct phs_box *box = &svg->layout.box[index];
    struct phs_card card = phs_card_of(svg->arena, node, box->w);
    phs_buf_printf(svg->out,
                   svg->links ? "<a class=\"m-node%s\" id=\"%s-n%zu\" data-at=\"%zu\" href=\"#"
                              : "<g class=\"m-node%s\" id=\"%s-n%zu\">",
                   node->members.n ? " m-group" : "", svg->prefix, index, index);
    if (svg->links) {
        phs_svg_escape(svg->out, node->id);
        phs_buf_puts(svg->out, "\">");
    }
    phs_buf_puts(svg->out, "<title>");
    phs_svg_escape(svg->out, phs_node_sentence(svg->arena, node));
    phs_buf_puts(svg->out, "</title>");
    frame(svg, box, node);
    words(svg, box, &card, node);
    if (node->has_level)
        chip(svg, box, node);
    phs_buf_puts(svg->out, svg->links ? "</a>\n" : "</g>\n");
}
