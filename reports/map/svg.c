/* SPDX-License-Identifier: Apache-2.0 */
/* The map as SVG: real text, told in words to those who do not see it, in the colours of the reader's choice. */
#include "reports/map/svg.h"

#include "base/clock.h"
#include "base/escape.h"
#include "reports/map/measure.h"

enum { HEADER = 62, LEAST_WIDTH = 660, SIDE = 20 };

/* The palette of reports/templates/style.css, under names of its own, since a drawing may stand alone. */
static const char style[] =
    ".phs-map{--m-paper:#fdfcfa;--m-card:#fff;--m-ink:#1f2430;--m-soft:#565d6d;--m-line:#c9c5bb;--m-band:#f3f1ec;"
    "--m-out:#e9eff1;--m-edge:#4c5563;--m-link:#757c89;--m-accent:#1b5e73;--m-bad:#8f1d2c;--m-ok:#2d6436;--m-un:#4b4a86;"
    "--vh:#8f1d2c;--vh-b:#fbe4e6;--h:#9a4208;--h-b:#fdebdc;--m:#765400;--m-b:#fbf2d4;--l:#2d6436;--l-b:#e6f3e6;--vl:#4c5563;"
    "--vl-b:#edeff2;color:var(--m-ink);font-family:Inter,\"Segoe UI\",system-ui,-apple-system,\"Helvetica "
    "Neue\",Arial,sans-serif;"
    "max-width:100%;height:auto}"
    "@media "
    "(prefers-color-scheme:dark){.phs-map{--m-paper:#14171c;--m-card:#1f242c;--m-ink:#e6e7ea;--m-soft:#a9afbb;--m-line:#49515e;"
    "--m-band:#191d23;--m-out:#18232a;--m-edge:#b6bdc9;--m-link:#8b93a1;--m-accent:#86c5d8;--m-bad:#ffb3ba;--m-ok:#aee0b2;"
    "--m-un:#c9c8f5;--vh:#ffb3ba;--vh-b:#4a1820;--h:#ffc89b;--h-b:#472a12;--m:#f2d98b;--m-b:#3d3213;--l:#aee0b2;--l-b:#1c3722;"
    "--vl:#c3c9d3;--vl-b:#2b303a}}"
    ".m-bg{fill:var(--m-paper)}.m-band{fill:var(--m-band)}.m-out{fill:var(--m-out)}"
    ".m-box{fill:var(--m-card);stroke:var(--m-line);stroke-width:1}.m-guess{stroke-dasharray:4 3;stroke:var(--m-soft)}"
    ".m-bar{fill:none;stroke-width:3.500;stroke-linecap:round}"
    ".m-bar.m-vh{stroke:var(--vh)}.m-bar.m-h{stroke:var(--h)}.m-bar.m-m{stroke:var(--m)}.m-bar.m-l{stroke:var(--l)}.m-bar.m-vl{"
    "stroke:var(--vl)}"
    ".m-chip{stroke-width:1}.m-chip.m-vh{fill:var(--vh-b);stroke:var(--vh)}.m-chip.m-h{fill:var(--h-b);stroke:var(--h)}"
    ".m-chip.m-m{fill:var(--m-b);stroke:var(--m)}.m-chip.m-l{fill:var(--l-b);stroke:var(--l)}.m-chip.m-vl{fill:var(--vl-b);"
    "stroke:var(--vl)}"
    ".m-ct{font-size:10px;font-weight:600;text-anchor:middle}.m-ct.m-vh{fill:var(--vh)}.m-ct.m-h{fill:var(--h)}.m-ct.m-m{fill:"
    "var(--m)}"
    ".m-ct.m-l{fill:var(--l)}.m-ct.m-vl{fill:var(--vl)}"
    ".m-h1{font-size:21px;font-weight:650;fill:var(--m-ink)}.m-lane{font-size:13px;font-weight:650;fill:var(--m-ink)}"
    ".m-kind,.m-d{font-size:11px;fill:var(--m-soft)}.m-name{font-size:13px;font-weight:600;fill:var(--m-ink)}"
    ".m-l{font-size:11px}.m-soft{fill:var(--m-soft)}.m-end{text-anchor:end}"
    "text.m-bad{fill:var(--m-bad);font-weight:600}text.m-ok{fill:var(--m-ok)}text.m-un{fill:var(--m-un)}"
    ".m-i{fill:none;stroke:var(--m-soft);stroke-width:1.300;stroke-linejoin:round;stroke-linecap:round}"
    ".m-i.m-bad{stroke:var(--m-bad)}.m-i.m-ok{stroke:var(--m-ok)}.m-i.m-un{stroke:var(--m-un)}.m-fat{stroke-width:2}"
    ".m-dash{stroke-dasharray:2 1.800}"
    ".m-line{fill:none;stroke:var(--m-edge);stroke-width:1.800}.m-head{fill:var(--m-edge)}.m-hit{fill:none;stroke:transparent;"
    "stroke-width:13}"
    ".m-seen .m-line{stroke-dasharray:9 5;stroke:var(--m-bad);stroke-width:2.200}.m-seen .m-head{fill:var(--m-bad)}"
    ".m-decl .m-line{stroke-dasharray:.1 5;stroke-linecap:round;stroke-width:2.600}"
    ".m-link .m-line{stroke:var(--m-link);stroke-width:1}.m-link .m-head{fill:var(--m-link)}"
    ".m-exp .m-line{stroke:var(--m-accent);stroke-width:1.600;stroke-dasharray:12 3 2 3}.m-exp .m-head{fill:var(--m-accent)}"
    ".m-anon .m-line{stroke:var(--m-bad)}.m-anon .m-head{fill:var(--m-bad)}"
    "@media print{.phs-map{--m-paper:#fff}}";

void phs_svg_style(struct phs_buf *out) {
    phs_buf_puts(out, style);
}

void phs_svg_escape(struct phs_buf *out, const char *text) {
    phs_escape_html(out, phs_slice(text ? text : ""));
}

void phs_svg_text(struct phs_buf *out, int x, int y, const char *class, const char *text) {
    phs_buf_printf(out, "<text class=\"%s\" x=\"%d\" y=\"%d\">", class, x, y);
    phs_svg_escape(out, text);
    phs_buf_puts(out, "</text>");
}

static const char *title_of(const struct phs_svg *svg) {
    const char *name = svg->picture->run->scope ? svg->picture->run->scope->organization.name : NULL;
    return name ? phs_printf(svg->arena, "Where patient information lives and moves: %s", name)
                : "Where patient information lives and moves";
}

static int heading(struct phs_svg *svg, int width, bool write) {
    const char *lines[6];
    if (svg->inside)
        return 8;
    size_t titles = phs_measure_wrap(svg->arena, title_of(svg), 21, width - 2 * SIDE, 2, lines);
    int y = 14;
    for (size_t i = 0; i < titles; i++, y += 26)
        if (write)
            phs_svg_text(svg->out, SIDE, y + 22, "m-h1", lines[i]);
    size_t n = phs_measure_wrap(svg->arena, phs_picture_sentence(svg->picture), PHS_LABEL_FONT, width - 2 * SIDE, 4, lines);
    for (size_t i = 0; i < n; i++, y += 15)
        if (write)
            phs_svg_text(svg->out, SIDE, y + 20, "m-l m-soft", lines[i]);
    return y + 26;
}

static void write_lanes(struct phs_svg *svg, int top) {
    static const char *const zones[] = {"outside the systems", "the edge: lets in", "inside: processes", "inside: keeps",
                                        "outside: receives"};
    for (int lane = 0; lane < PHS_LANE_COUNT; lane++) {
        const struct phs_box *band = &svg->layout.lane[lane];
        if (!svg->layout.used[lane])
            continue;
        bool out = lane == PHS_LANE_PEOPLE || lane == PHS_LANE_THIRD;
        phs_buf_printf(svg->out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"12\"/>",
                       out ? "m-out" : "m-band", band->x, top, band->w, svg->layout.height - top);
        phs_svg_text(svg->out, band->x + 14, top + 23, "m-lane", phs_lane_title((enum phs_lane)lane));
        phs_svg_text(svg->out, band->x + 14, top + 39, "m-l m-soft", zones[lane]);
    }
}

/* HTML knows SVG without its namespace being named, and reports promise to hold no address of the network. */
static void open_root(struct phs_svg *svg, int width, int height) {
    phs_buf_printf(svg->out,
                   "<svg%s class=\"phs-map\" id=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                   "height=\"%d\" role=\"%s\" aria-labelledby=\"%s-title %s-desc\">\n<title id=\"%s-title\">",
                   svg->inside ? "" : " xmlns=\"http://www.w3.org/2000/svg\"", svg->prefix, width, height, width, height,
                   svg->links ? "group" : "img", svg->prefix, svg->prefix, svg->prefix);
    phs_svg_escape(svg->out, title_of(svg));
    phs_buf_printf(svg->out, "</title>\n<desc id=\"%s-desc\">", svg->prefix);
    phs_svg_escape(svg->out, phs_picture_sentence(svg->picture));
    phs_buf_puts(svg->out, "</desc>\n");
    if (!svg->links) {
        phs_buf_puts(svg->out, "<style>");
        phs_svg_style(svg->out);
        phs_buf_puts(svg->out, "</style>\n");
    }
}

/* Boxes come first, so that a keyboard meets them first; no line crosses a box. */
void phs_svg_write(struct phs_svg *svg) {
    phs_layout_run(svg->arena, svg->picture, &svg->layout);
    int width = svg->layout.width > LEAST_WIDTH ? svg->layout.width : LEAST_WIDTH;
    int top = heading(svg, width, false);
    phs_layout_shift(svg->picture, top + HEADER, &svg->layout);
    int legend = phs_svg_legend(svg, svg->layout.height + 16, width, false);
    int height = svg->layout.height + 16 + legend;
    open_root(svg, width, height);
    phs_buf_printf(svg->out, "<rect class=\"m-bg\" width=\"%d\" height=\"%d\"/>\n", width, height);
    heading(svg, width, true);
    write_lanes(svg, top);
    for (size_t i = 0; i < svg->picture->nodes.n; i++)
        phs_svg_box(svg, i);
    for (size_t i = 0; i < svg->picture->edges.n; i++)
        phs_svg_line(svg, i);
    phs_buf_puts(svg->out, "<g class=\"m-legend\">");
    phs_svg_legend(svg, svg->layout.height + 16, width, true);
    phs_buf_puts(svg->out, "</g>\n</svg>\n");
}

void phs_map_draw_svg(struct phs_buf *out, struct phs_arena *arena, const struct phs_run *run,
                      const struct phs_map_options *options) {
    struct phs_picture whole, grouped;
    phs_picture_build(&whole, arena, run);
    bool together = phs_picture_group(&whole, options->grouping, &grouped);
    struct phs_svg svg = {
        .out = out, .arena = arena, .picture = together ? &grouped : &whole, .prefix = "map", .inside = options->inside};
    if (!options->inside)
        phs_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    phs_svg_write(&svg);
}
