/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a box, broken into lines that fit. */
#ifndef PHS_REPORTS_MAP_CARD_H
#define PHS_REPORTS_MAP_CARD_H

#include "reports/map/picture.h"

enum { PHS_CARD_PAD = 12, PHS_CARD_NAME_FONT = 13, PHS_CARD_FONT = 11 };

struct phs_card {
    const char *kind;
    const char *name[2];
    size_t names;
    const char *detail[3];
    size_t details;
    int height;
};

struct phs_card phs_card_of(struct phs_arena *arena, const struct phs_node *node, int width);

#endif
