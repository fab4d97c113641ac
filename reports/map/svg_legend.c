/* SPDX-License-Identifier: Apache-2.0 */
/* What patterns and signs mean, below the map. */
#include "reports/map/measure.h"
#include "reports/map/svg.h"

enum { ROW = 22, SAMPLE = 40, GAP = 22, SIDE = 20 };

struct entry {
    const char *line; /* class of a line, or NULL */
    char sign;        /* 'y' 'n' '?'; 'L' 'O' 'U' for locks; 'g' a dashed box; 0 */
    const char *text;
};

static const struct entry entries[] = {
    {"m-both", 0, "flow, declared and seen"},
    {"m-seen", 0, "flow, seen but not declared"},
    {"m-decl", 0, "flow, declared but not seen"},
    {"m-link", 0, "connection in configuration"},
    {"m-exp", 0, "reachable from the internet"},
    {NULL, 'L', "encrypted on the way"},
    {NULL, 'O', "not encrypted"},
    {NULL, 'U', "encryption unknown"},
    {NULL, 'y', "agreement (BAA) in force or not required"},
    {NULL, 'n', "no valid agreement"},
    {NULL, '?', "agreement unknown"},
    {NULL, 'g', "not a known system: named by a flow"},
};

static void sample(struct phs_buf *out, const struct entry *entry, int x, int y) {
    if (entry->line)
        phs_buf_printf(out,
                       "<g class=\"m-edge %s\"><path class=\"m-line\" d=\"M%d %dH%d\"/><path class=\"m-head\" d=\"M%d %dl-9 "
                       "-4.500v9z\"/></g>",
                       entry->line, x, y, x + SAMPLE - 15, x + SAMPLE - 8, y);
    else if (entry->sign == 'L' || entry->sign == 'O' || entry->sign == 'U')
        phs_svg_lock(out, x, y - 8, entry->sign == 'L' ? PHS_YES : entry->sign == 'O' ? PHS_NO : PHS_MAYBE);
    else if (entry->sign == 'g')
        phs_buf_printf(out, "<rect class=\"m-box m-guess\" x=\"%d\" y=\"%d\" width=\"14\" height=\"11\" rx=\"3\"/>", x, y - 6);
    else
        phs_svg_sign(out, x, y - 8, entry->sign);
}

static const char *missing_lanes(struct phs_svg *svg) {
    const char *text = NULL;
    for (int lane = 0; lane < PHS_LANE_COUNT; lane++)
        if (!svg->layout.used[lane])
            text = phs_printf(svg->arena, "%s%s%s", text ? text : "Nothing known in the lanes: ", text ? ", " : "",
                              phs_lane_title((enum phs_lane)lane));
    return text;
}

int phs_svg_legend(struct phs_svg *svg, int top, int width, bool write) {
    int x = SIDE, y = top + 12;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        int lead = entries[i].line ? SAMPLE : 20, wide = lead + phs_measure(entries[i].text, PHS_LABEL_FONT);
        if (x > SIDE && x + wide > width - SIDE) {
            x = SIDE;
            y += ROW;
        }
        if (write) {
            sample(svg->out, &entries[i], x, y);
            phs_svg_text(svg->out, x + lead, y + 4, "m-l m-soft", entries[i].text);
        }
        x += wide + GAP;
    }
    const char *missing = missing_lanes(svg);
    if (missing) {
        y += ROW;
        if (write)
            phs_svg_text(svg->out, SIDE, y + 4, "m-l m-soft", missing);
    }
    return y + ROW - top;
}
