/* SPDX-License-Identifier: Apache-2.0 */
/* Small drawings: one shape a kind of system, locks and signs, all told apart by shape and not by colour. */
#include "reports/map/svg.h"

static const char *const shapes[] = {
    "M2 4c0-3 10-3 10 0v6c0 3-10 3-10 0zM2 4c0 3 10 3 10 0M2 7c0 3 10 3 10 0", /* store */
    "M7 1l5 3v6l-5 3-5-3V4zM2 4l5 3 5-3M7 7v6",                                /* service */
    "M6 1h6v12H6M1 7h7M5.500 4.500L8 7 5.500 9.500",                           /* entry */
    "M2 13V3l5-2v12M7 5l5 2v6M1 13h12M4 5v.1M4 8v.1M10 9v.1",                  /* third party */
    "M4 4.500v5M4 4.500a1.500 1.500 0 1 0-.1 0M4 12.500a1.500 1.500 0 1 0-.1 0M10.500 5a1.500 1.500 0 1 0-.1 0M10.500 5c0 "
    "3-6.500 2-6.500 4.500",                /* repository */
    "M3 3h8v6H3zM1 11.500h12",              /* device */
    "M3 1h5l3 3v9H3zM8 1v3h3M5 7h4M5 10h4", /* paper */
    "M1 7l6-5 6 5M3 6v7h8V6M6 13V9h2v4",    /* premises */
};
static const char person[] = "M7 1.500a2.500 2.500 0 1 0 .1 0M2 13c0-6 10-6 10 0";
static const char globe[] = "M7 1a6 6 0 1 0 .1 0M1 7h12M7 1c-4 3-4 9 0 12M7 1c4 3 4 9 0 12";
static const char stack[] = "M3 5h10v8H3zM1 11V3h10";
static const char code[] = "M4 4L1 7l3 3M10 4l3 3-3 3M8 2L6 12";

static void icon(struct phs_buf *out, int x, int y, const char *class, const char *shape) {
    phs_buf_printf(out, "<path class=\"%s\" transform=\"translate(%d %d)\" d=\"%s\"/>", class, x, y, shape);
}

void phs_svg_kind_icon(struct phs_buf *out, int x, int y, const struct phs_node *node) {
    const char *shape = node->members.n                 ? stack
                        : node->system                  ? shapes[node->system->kind]
                        : node->outside                 ? globe
                        : node->lane == PHS_LANE_PEOPLE ? person
                        : node->lane == PHS_LANE_THIRD  ? shapes[PHS_SYSTEM_THIRD_PARTY]
                                                        : code;
    icon(out, x, y, "m-i", shape);
}

void phs_svg_lock(struct phs_buf *out, int x, int y, enum phs_tri encrypted) {
    static const char *const locks[] = {
        "M2 6h8v6H2zM4 6V3.500a2 2 0 0 1 4-.5M.5 1l11 12",      /* open and struck through */
        "M2 6h8v6H2zM4 6V3.500a2 2 0 0 1 4 0V6",                /* closed */
        "M2 6h8v6H2zM4 6V3.500a2 2 0 0 1 4 0V6M6 8v.1M6 10v.1", /* dotted: nobody knows */
    };
    static const char *const classes[] = {"m-i m-bad", "m-i m-ok", "m-i m-un m-dash"};
    icon(out, x, y, classes[encrypted], locks[encrypted]);
}

void phs_svg_sign(struct phs_buf *out, int x, int y, char sign) {
    if (sign == 'y')
        icon(out, x, y, "m-i m-ok m-fat", "M2 7l3 3 5-6");
    else if (sign == 'n')
        icon(out, x, y, "m-i m-bad m-fat", "M2.500 3.500l7 7M9.500 3.500l-7 7");
    else
        icon(out, x, y, "m-i m-un m-fat", "M3.500 4.500c0-3 5-3 5 0 0 2-2.500 2-2.500 4M6 11v.1");
}

char phs_baa_sign(enum phs_baa baa) {
    return baa < PHS_BAA_UNKNOWN ? 'n' : baa == PHS_BAA_UNKNOWN ? '?' : 'y';
}
