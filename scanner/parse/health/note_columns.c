/* SPDX-License-Identifier: Apache-2.0 */
/* Boxes of forms: a row of labels with the row of their values below it, or above it where people wrote on a line that stands
 * over what is to be written. A value belongs to the label whose column begins nearest. */
#include <ctype.h>

#include "parse/health/note.h"
#include "parse/health/note_things.h"

enum { LONGEST_ROW = 240, LONGEST_CELL = 60, MOST_BOXES = 12 };

struct box {
    size_t at; /* column */
    struct phs_slice text;
};

/* "____________", "------   ------", "|" */
static bool is_rule(struct phs_slice line) {
    size_t marks = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (!strchr(" \t_-=.|+*\r/", line.ptr[i]))
            return false;
        marks += strchr("_-=.", line.ptr[i]) != NULL;
    }
    return marks >= 3;
}

/* Two spaces, a tab or a bar end a box. */
static size_t boxes_of(struct phs_slice line, struct box boxes[MOST_BOXES]) {
    size_t n = 0, start = 0;
    bool in = false;
    for (size_t i = 0; i <= line.len; i++) {
        bool gap = i == line.len || strchr("\t|\r", line.ptr[i]) ||
                   (line.ptr[i] == ' ' && (!in || i + 1 == line.len || line.ptr[i + 1] == ' '));
        if (in && gap && n < MOST_BOXES)
            boxes[n++] = (struct box){start, phs_slice_n(line.ptr + start, i - start)};
        if (!gap && !in)
            start = i;
        in = !gap;
    }
    return n;
}

/* "2. FIRST NAME", "Date of Birth (mm/dd/yyyy)", "Patient name:" with nothing behind it. */
static const struct phs_note_label *label_of(struct phs_slice text) {
    const char *at = text.ptr, *end = text.ptr + text.len, *stop;
    while (at < end && (isdigit((unsigned char)*at) || strchr(" .)(*#", *at)))
        at++;
    if (at >= end || !isalpha((unsigned char)*at) || (at > text.ptr && isdigit((unsigned char)at[-1])))
        return NULL;
    const struct phs_note_label *label = phs_note_label_words(at, end, &stop);
    if (!label || label->kind == PHS_HEALTH_FACT || strcmp(label->category, "provider") == 0)
        return NULL;
    while (stop < end && strchr(" :#.*'s", *stop))
        stop++;
    return stop == end || *stop == '(' || *stop == '/' || *stop == '[' ? label : NULL;
}

/* How many of them are labels; NULL stands for the others. */
static size_t labels_of(const struct box *boxes, size_t n, const struct phs_note_label **ret_labels) {
    size_t labels = 0;
    for (size_t i = 0; i < n; i++)
        labels += (ret_labels[i] = label_of(boxes[i].text)) != NULL;
    return labels;
}

static size_t nearest(const struct box *boxes, size_t n, size_t at) {
    size_t best = 0, least = (size_t)-1;
    for (size_t i = 0; i < n; i++) {
        size_t far = boxes[i].at > at ? boxes[i].at - at : at - boxes[i].at;
        if (far < least) {
            least = far;
            best = i;
        }
    }
    return best;
}

static void take_row(struct phs_note *note, struct phs_slice heads, struct phs_slice values, uint32_t line) {
    struct box head[MOST_BOXES], value[MOST_BOXES];
    const struct phs_note_label *label[MOST_BOXES];
    size_t n = boxes_of(heads, head), m = boxes_of(values, value);
    uint32_t before = note->line;
    labels_of(head, n, label);
    note->line = line;
    for (size_t i = 0; n && i < m; i++) {
        size_t k = n == m ? i : nearest(head, n, value[i].at);
        bool day = label[k] && (strcmp(label[k]->category, "dob") == 0 || strcmp(label[k]->category, "date") == 0);
        if (label[k] && value[i].text.len <= LONGEST_CELL && !label_of(value[i].text) &&
            (!day || phs_health_holds_date(value[i].text)))
            phs_note_take(note, label[k], value[i].text);
    }
    note->line = before;
}

static bool holds_labels(struct phs_slice line, size_t fewest) {
    struct box boxes[MOST_BOXES];
    const struct phs_note_label *labels[MOST_BOXES];
    size_t n = line.len <= LONGEST_ROW ? boxes_of(line, boxes) : 0, found = labels_of(boxes, n, labels);
    return found >= fewest && found * 2 >= n;
}

void phs_note_take_columns(struct phs_note *note, struct phs_slice line) {
    struct phs_note_rows *rows = &note->rows;
    if (line.len > LONGEST_ROW || line.len < 2)
        return;
    if (is_rule(line)) {
        rows->ruled = note->line;
        return;
    }
    if (rows->heads.len) { /* below, or else on the line above */
        size_t before = note->reader->items.n;
        if (note->line <= rows->heads_line + 2 && !holds_labels(line, 1))
            take_row(note, rows->heads, line, note->line);
        if (note->reader->items.n == before && rows->over.len && !holds_labels(rows->over, 1))
            take_row(note, rows->heads, rows->over, rows->heads_line - 1);
    }
    rows->heads = PHS_SLICE("");
    bool written_above = rows->ruled == note->line - 1 && rows->above.len && rows->above_line + 2 >= rows->ruled;
    if (written_above && holds_labels(line, 1))
        take_row(note, line, rows->above, rows->above_line);
    else if (holds_labels(line, 2)) {
        rows->heads = line;
        rows->heads_line = note->line;
        rows->over = rows->above_line + 1 == note->line ? rows->above : PHS_SLICE("");
    }
    rows->above = line;
    rows->above_line = note->line;
}
