/* SPDX-License-Identifier: Apache-2.0 */
/* How an explanation looks on a terminal. */
#include "reports/story.h"

#include "base/escape.h"
#include "reports/controls.h"

enum { LABEL_WIDTH = 14, ITEM_WIDTH = 36 };

static void pad(struct phs_story *story, size_t from, size_t to) {
    for (; from < to; from++)
        phs_buf_putc(story->terminal.out, ' ');
}

void phs_story_title(struct phs_story *story, const char *id, const char *title) {
    phs_terminal_colored(&story->terminal, PHS_COLOR_BOLD, id);
    phs_buf_putc(story->terminal.out, '\n');
    if (title)
        phs_terminal_wrap(&story->terminal, title, 0, story->width, 0);
}

void phs_story_field(struct phs_story *story, const char *label, const char *text) {
    if (!text || !*text)
        return;
    phs_terminal_colored(&story->terminal, PHS_COLOR_DIM, label);
    pad(story, strlen(label), LABEL_WIDTH);
    phs_terminal_wrap(&story->terminal, text, LABEL_WIDTH, story->width, LABEL_WIDTH);
}

void phs_story_part(struct phs_story *story, const char *heading) {
    phs_buf_putc(story->terminal.out, '\n');
    phs_terminal_heading(&story->terminal, heading);
}

void phs_story_item(struct phs_story *story, const char *id, const char *text) {
    size_t length = phs_utf8_length(phs_slice(id));
    phs_buf_puts(story->terminal.out, "  ");
    phs_terminal_text(&story->terminal, id);
    if (!text || !*text) {
        phs_buf_putc(story->terminal.out, '\n');
        return;
    }
    size_t column = length + 4 > ITEM_WIDTH ? length + 4 : ITEM_WIDTH;
    pad(story, length + 2, column);
    phs_terminal_wrap(&story->terminal, text, ITEM_WIDTH, story->width, column);
}

void phs_story_controls(struct phs_story *story, const struct phs_safeguard *safeguard) {
    if (!safeguard || safeguard->controls.n == 0)
        return;
    phs_story_part(story, "Controls it supports");
    for (size_t i = 0; i < safeguard->controls.n;) {
        const char *framework = safeguard->controls.at[i].framework, *list = "";
        for (; i < safeguard->controls.n && strcmp(safeguard->controls.at[i].framework, framework) == 0; i++)
            list = phs_printf(story->arena, "%s%s%s", list, *list ? ", " : "", safeguard->controls.at[i].id);
        phs_story_item(story, phs_framework_title(story->catalogue, framework), list);
    }
}
