/* SPDX-License-Identifier: Apache-2.0 */
/* A box says: what it is, its name, what is in it, how much, who gets at it. */
#include "reports/map/card.h"

#include "reports/map/measure.h"

static void add_detail(struct phs_arena *arena, struct phs_card *card, const char *text, int width) {
    if (text && *text)
        card->details += phs_measure_wrap(arena, text, PHS_CARD_FONT, width, 1, &card->detail[card->details]);
}

static const char *kind_words(const struct phs_node *node) {
    static const char *const words[] = {"Store",      "Service", "Entry point", "Third party",
                                        "Repository", "Device",  "Paper",       "Premises"};
    if (node->members.n)
        return "Group";
    if (node->system)
        return words[node->system->kind];
    return node->outside                   ? "Outside"
           : node->lane == PHS_LANE_PEOPLE ? "Organisation"
           : node->lane == PHS_LANE_THIRD  ? "Third party"
                                           : "Part of the code";
}

/* "name, mrn, diagnosis": as many as fit, then how many more. */
static const char *contents(struct phs_arena *arena, const struct phs_system *system, int width) {
    const char *text = "";
    for (size_t i = 0; i < system->categories.n; i++) {
        const char *longer = phs_printf(arena, "%s%s%s", text, *text ? ", " : "", system->categories.at[i]);
        const char *more = phs_printf(arena, "%s, +%zu", longer, system->categories.n - i - 1);
        if (phs_measure(i + 1 < system->categories.n ? more : longer, PHS_CARD_FONT) > width && i > 0)
            return phs_printf(arena, "%s, +%zu", text, system->categories.n - i);
        text = longer;
    }
    return *text ? text : "content not stated";
}

/* How much, and who gets at it: on one line where both fit. */
static void add_reach(struct phs_arena *arena, struct phs_card *card, const struct phs_node *node, int room) {
    const char *records = phs_records_band(node->records), *reach = phs_exposure_words(node->system->exposure);
    const char *both = node->lane == PHS_LANE_THIRD ? records : phs_printf(arena, "%s, %s", records, reach);
    if (phs_measure(both, PHS_CARD_FONT) <= room) {
        add_detail(arena, card, both, room);
        return;
    }
    add_detail(arena, card, records, room);
    add_detail(arena, card, reach, room);
}

struct phs_card phs_card_of(struct phs_arena *arena, const struct phs_node *node, int width) {
    struct phs_card card = {.kind = kind_words(node)};
    int room = width - 2 * PHS_CARD_PAD;
    card.names = phs_measure_wrap(arena, *node->name ? node->name : node->id, PHS_CARD_NAME_FONT, room, 2, card.name);
    if (node->members.n) {
        add_detail(arena, &card, node->owner, room);
        add_detail(arena, &card, phs_printf(arena, "largest: %s", phs_records_band(node->records)), room);
    } else if (node->system) {
        add_detail(arena, &card, contents(arena, node->system, room), room);
        add_reach(arena, &card, node, room);
    } else if (!node->outside && node->lane != PHS_LANE_PEOPLE) {
        add_detail(arena, &card, "named by a flow only", room);
    }
    card.height = 26 + 16 * (int)card.names + (card.details ? 3 + 14 * (int)card.details : 0) + 8;
    return card;
}
