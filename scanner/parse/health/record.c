/* SPDX-License-Identifier: Apache-2.0 */
/* Grades: health information and somebody in one record are PHI; somebody alone is an identifier; neither alone counts where
 * only a contact or a date stands. A record in which one value was never issued to anybody is a made-up record. */
#include <ctype.h>
#include <stdlib.h>

#include "parse/health/record.h"

enum { FEWEST_DIGITS = 3 };

static void shape_of(struct phs_slice value, char ret_shape[PHS_HEALTH_SHAPE]) {
    size_t n = value.len < PHS_HEALTH_SHAPE - 1 ? value.len : PHS_HEALTH_SHAPE - 1;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        ret_shape[i] = isdigit(c) ? 'd' : isalpha(c) || c > 127 ? 'A' : c == '-' || c == '/' || c == '.' ? (char)c : ' ';
    }
    ret_shape[n] = '\0';
}

void phs_health_add(struct phs_health_reader *reader, const char *category, enum phs_health_kind kind, uint32_t line,
                    struct phs_slice value) {
    struct phs_health_item item = {.category = category, .line = line, .kind = (uint8_t)kind};
    value = phs_slice_trim(value);
    if (phs_health_is_empty(value))
        return;
    if (reader->items.n >= PHS_HEALTH_MOST_SIGHTS) {
        reader->limited = true;
        return;
    }
    item.judged = (uint8_t)(category ? phs_health_judge(category, value) : PHS_MATCH_REAL);
    item.value = value;
    if (kind != PHS_HEALTH_FACT)
        shape_of(value, item.shape);
    PHS_PUSH(reader->arena, reader->items, item);
}

void phs_health_take(struct phs_health_reader *reader, const struct phs_health_column *column, uint32_t line,
                     struct phs_slice value) {
    bool id = strcmp(column->category, "patient_id") == 0,
         name = id && (phs_health_looks_like_name(phs_slice_trim(value)) || phs_health_is_joined_name(value));
    size_t digits = 0;
    for (size_t i = 0; i < value.len; i++)
        digits += isdigit((unsigned char)value.ptr[i]) != 0;
    bool number = column->kind == PHS_HEALTH_STRONG && strcmp(column->category, "email") != 0;
    /* "1" is the number of a row. What has no digit at all is a description of such a number. */
    bool counted = (id || number) && !name && digits < FEWEST_DIGITS;
    bool whose = column->patient && column->kind == PHS_HEALTH_WEAK && strcmp(column->category, "name") == 0;
    if (whose && !phs_health_fits("name", value))
        return;
    if (strcmp(column->name, "username") == 0 && !phs_health_looks_like_name(phs_slice_trim(value)))
        return;
    if (digits == 0 && !name && (number || strcmp(column->category, "dob") == 0))
        return;
    phs_health_add(reader, name ? "name" : column->category,
                   name      ? PHS_HEALTH_WEAK
                   : counted ? PHS_HEALTH_CONTACT
                             : column->kind,
                   line, value);
}

void phs_health_drop(struct phs_health_reader *reader, size_t first) {
    if (first < reader->items.n)
        reader->items.n = first;
}

struct content {
    bool strong, name, birth, weak_pair, contact, fact;
    size_t names, made_up_names, numbers, made_up_numbers;
    enum phs_match_class whole; /* what the record is as a whole */
};

/* A number that is never issued, or nothing but made-up names. */
static void look_at_class(struct content *content, const struct phs_health_item *item) {
    bool made_up = item->judged == PHS_MATCH_SYNTHETIC || item->judged == PHS_MATCH_DOCUMENTED;
    if (strcmp(item->category, "ssn") == 0 && made_up)
        content->whole = item->judged;
    content->numbers += item->kind == PHS_HEALTH_STRONG;
    content->made_up_numbers += item->kind == PHS_HEALTH_STRONG && made_up;
    if (strcmp(item->category, "name") != 0 || item->kind != PHS_HEALTH_WEAK)
        return;
    content->names++;
    content->made_up_names += made_up;
}

static struct content content_of(const struct phs_health_reader *reader) {
    struct content content = {.whole = PHS_MATCH_REAL};
    const char *weak = NULL;
    for (size_t i = reader->record; i < reader->items.n; i++) {
        const struct phs_health_item *item = &reader->items.at[i];
        content.strong |= item->kind == PHS_HEALTH_STRONG;
        content.fact |= item->kind == PHS_HEALTH_FACT;
        content.contact |= item->kind == PHS_HEALTH_CONTACT;
        if (item->kind == PHS_HEALTH_WEAK) {
            content.name |= strcmp(item->category, "name") == 0;
            content.birth |= strcmp(item->category, "dob") == 0;
            content.weak_pair |= weak && strcmp(weak, item->category) != 0;
            weak = item->category;
        }
        look_at_class(&content, item);
    }
    if (content.whole == PHS_MATCH_REAL && content.names && content.names == content.made_up_names)
        content.whole = PHS_MATCH_SYNTHETIC;
    if (content.whole == PHS_MATCH_REAL && !content.names && content.numbers && content.numbers == content.made_up_numbers)
        content.whole = PHS_MATCH_DOCUMENTED;
    return content;
}

static enum phs_grade grade_of(const struct content *content, bool patient) {
    bool somebody = content->strong || content->weak_pair || (content->name && (patient || content->contact)) ||
                    (content->birth && patient && content->contact);
    if (somebody && content->fact)
        return PHS_GRADE_PHI;
    if (content->strong || (patient && somebody) || content->weak_pair)
        return PHS_GRADE_IDENTIFIER;
    return content->fact && patient ? PHS_GRADE_HEALTH : PHS_GRADE_NONE;
}

/* What still waits for its resource when the document ends belongs to none. */
static void drop_waiting(struct phs_health_reader *reader) {
    size_t kept = reader->record;
    for (size_t i = reader->record; i < reader->items.n; i++)
        if (reader->items.at[i].category && reader->items.at[i].when == PHS_HEALTH_ALWAYS)
            reader->items.at[kept++] = reader->items.at[i];
    reader->items.n = kept;
}

void phs_health_end(struct phs_health_reader *reader, bool patient) {
    drop_waiting(reader);
    struct content content = content_of(reader);
    enum phs_grade grade = grade_of(&content, patient);
    size_t kept = reader->record;
    for (size_t i = reader->record; i < reader->items.n; i++) {
        struct phs_health_item item = reader->items.at[i];
        bool counts = grade == PHS_GRADE_PHI || (grade == PHS_GRADE_HEALTH) == (item.kind == PHS_HEALTH_FACT);
        if (grade == PHS_GRADE_NONE || !counts)
            continue;
        item.grade = (uint8_t)grade;
        if (item.judged == PHS_MATCH_REAL || item.judged == PHS_MATCH_NONE)
            item.judged = (uint8_t)content.whole;
        reader->items.at[kept++] = item;
    }
    reader->records += kept > reader->record;
    reader->items.n = reader->record = kept;
}

void phs_health_adopt(struct phs_health_reader *reader) {
    drop_waiting(reader);
    if (reader->record == 0)
        reader->items.n = 0;
    for (size_t i = reader->record; i < reader->items.n; i++) {
        reader->items.at[i].grade = reader->items.at[reader->record - 1].grade;
        if (reader->items.at[i].judged == PHS_MATCH_REAL || reader->items.at[i].judged == PHS_MATCH_NONE)
            reader->items.at[i].judged = reader->items.at[reader->record - 1].judged;
    }
    reader->record = reader->items.n;
}

bool phs_health_next_line(struct phs_slice *rest, uint32_t *line, struct phs_slice *ret_line) {
    size_t i = 0;
    if (rest->len == 0)
        return false;
    (*line)++;
    while (i < rest->len && rest->ptr[i] != '\n' && rest->ptr[i] != '\r')
        i++;
    *ret_line = phs_slice_n(rest->ptr, i);
    if (i + 1 < rest->len && rest->ptr[i] == '\r' && rest->ptr[i + 1] == '\n')
        i++;
    i += i < rest->len;
    *rest = phs_slice_n(rest->ptr + i, rest->len - i);
    return true;
}

static int by_line(const void *a, const void *b) {
    const struct phs_health_item *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    int order = strcmp(x->category, y->category);
    if (order)
        return order;
    if (x->grade != y->grade)
        return x->grade > y->grade ? -1 : 1;
    if (x->judged != y->judged)
        return x->judged < y->judged ? -1 : 1;
    return strcmp(x->shape, y->shape);
}

/* Two readers of one text meet the same value. */
static bool is_seen_twice(const struct phs_health_reader *reader, size_t i) {
    const struct phs_health_item *item = &reader->items.at[i];
    for (size_t k = i; k > 0 && i - k < 16 && reader->items.at[k - 1].line == item->line; k--)
        if (reader->items.at[k - 1].value.ptr == item->value.ptr)
            return true;
    return false;
}

void phs_health_give(struct phs_health_reader *reader, struct phs_health *health) {
    if (reader->items.n)
        qsort(reader->items.at, reader->items.n, sizeof *reader->items.at, by_line);
    for (size_t i = 0; i < reader->items.n; i++) {
        const struct phs_health_item *item = &reader->items.at[i];
        struct phs_health_sight *last = health->sights.n ? &health->sights.at[health->sights.n - 1] : NULL;
        if (last && last->line == item->line && strcmp(last->category, item->category) == 0) {
            last->count += !is_seen_twice(reader, i);
            continue;
        }
        struct phs_health_sight sight = {
            .category = item->category, .line = item->line, .count = 1, .grade = item->grade, .judged = item->judged};
        memcpy(sight.shape, item->shape, sizeof sight.shape);
        if (reader->synthetic && sight.judged == PHS_MATCH_REAL)
            sight.judged = PHS_MATCH_SYNTHETIC;
        PHS_PUSH(reader->arena, health->sights, sight);
    }
    health->records = reader->records;
    health->limited = reader->limited;
}
