/* SPDX-License-Identifier: Apache-2.0 */
/* Members of one container: patterns and readers of documents, as of files by their names. */
#include "collect/git/contained.h"

#include "collect/git/documents.h"
#include "collect/git/role.h"
#include "collect/git/tree.h"
#include "parse/container/container.h"

static void prepare(const struct phs_rules *rules, struct phs_contained_worker *worker) {
    if (worker->scratch) {
        phs_arena_reset(worker->scratch);
        return;
    }
    worker->scratch = phs_arena_new();
    worker->kept = phs_arena_new();
    worker->matching = phs_match_scratch_new(worker->kept, rules->matcher);
}

/* The gravest that can be said of all of it. */
static enum phs_unread unread_of(const struct phs_container *container, size_t texts) {
    return container->encrypted                      ? PHS_UNREAD_ENCRYPTED
           : container->damaged                      ? PHS_UNREAD_DAMAGED
           : container->large                        ? PHS_UNREAD_LARGE
           : container->nested                       ? PHS_UNREAD_NESTED
           : container->foreign                      ? PHS_UNREAD_HOLDER
           : texts                                   ? PHS_UNREAD_NOTHING
           : container->items.n || container->passed ? PHS_UNREAD_OTHER
                                                     : PHS_UNREAD_NOTHING;
}

/* The row of the sheet or table that a line of its text is. */
static uint32_t line_of(const struct phs_contained *item, uint32_t line) {
    return item->rows && line > 0 && line <= item->row_count ? item->rows[line - 1] : line;
}

/* What is not read of a folder is not read of an archive either. */
static bool is_read(const char *path) {
    return !path || (phs_file_is_searched(path) && !phs_tree_is_bundled(path));
}

static const struct phs_container_limits limits = {.wants = is_read};

static void add_member(struct phs_arena *kept, const struct phs_contained *item, const char *format,
                       struct phs_file_look *look) {
    PHS_PUSH(kept, look->members, (struct phs_look_member){phs_strdup(kept, item->name), format});
}

/* Puts what was found in a member behind what is there. grades: of hits, kept beside them; or NULL. */
static void take(struct phs_arena *kept, const struct phs_contained *item, const struct phs_file_look *found,
                 struct phs_file_look *look) {
    uint32_t member = (uint32_t)look->members.n;
    look->limited |= found->limited;
    for (size_t i = 0; i < found->hits.n; i++) {
        PHS_PUSH(kept, look->hits, found->hits.at[i]);
        look->hits.at[look->hits.n - 1].member = member;
        look->hits.at[look->hits.n - 1].line = line_of(item, found->hits.at[i].line);
    }
    for (size_t i = 0; i < found->sights.n; i++) {
        PHS_PUSH(kept, look->sights, found->sights.at[i]);
        look->sights.at[look->sights.n - 1].member = member;
        look->sights.at[look->sights.n - 1].line = line_of(item, found->sights.at[i].line);
    }
}

size_t phs_contained_look(const struct phs_rules *rules, struct phs_contained_worker *worker, const char *path,
                          struct phs_slice bytes, struct phs_file_look *look) {
    struct phs_container container;
    size_t texts = 0;
    prepare(rules, worker);
    phs_container_open(worker->scratch, bytes, &limits, &container);
    for (size_t i = 0; i < container.items.n; i++) {
        const struct phs_contained *item = &container.items.at[i];
        struct phs_file_look found = {0};
        const char *within = phs_contained_path(worker->scratch, path, item);
        if (is_read(within))
            phs_look_at(rules, worker->matching, worker->scratch, worker->scratch, within, item->bytes, &found);
        texts += !found.binary || found.format;
        container.nested |= found.binary && !found.format && found.unread == PHS_UNREAD_HOLDER;
        add_member(worker->kept, item, found.format, look);
        take(worker->kept, item, &found, look);
    }
    look->unread = unread_of(&container, texts);
    return container.unpacked;
}

/* Of the past only what looks real is told. */
static void sift(const struct phs_rules *rules, struct phs_arena *arena, bool made_up, struct phs_file_look *found,
                 uint8_t **ret_grades) {
    uint8_t *grades = PHS_NEW_N(arena, uint8_t, found->hits.n);
    size_t n = 0;
    for (size_t i = 0; i < found->hits.n; i++)
        grades[i] = (uint8_t)phs_git_grade(rules, found, i);
    for (size_t i = 0; i < found->hits.n; i++) {
        const struct phs_hit *hit = &found->hits.at[i];
        bool counts = rules->secret[hit->rule] || (grades[i] != PHS_GRADE_NONE && !made_up);
        if (hit->judged != PHS_MATCH_REAL || !counts)
            continue;
        grades[n] = grades[i];
        found->hits.at[n++] = *hit;
    }
    found->hits.n = n;
    *ret_grades = grades;
}

/* What a text is read as. Sheets, tables and letters are data; a file is told by its first bytes, as every file of the past is.
 */
static const char *name_of(struct phs_arena *arena, const struct phs_contained *item, struct phs_slice text) {
    return item->kind == PHS_CONTAINED_FILE ? phs_documents_format(text) : phs_contained_path(arena, NULL, item);
}

static bool search_member(const struct phs_rules *rules, struct phs_contained_worker *worker, const struct phs_contained *item,
                          struct phs_file_look *found, uint8_t **ret_grades) {
    struct phs_slice text = item->bytes;
    struct phs_matches matches;
    phs_look_decode(worker->scratch, text, &text);
    bool binary = phs_look_is_binary(text);
    const char *name = name_of(worker->scratch, item, text);
    *found = (struct phs_file_look){.binary = binary};
    if (phs_look_is_pointer(text) || !is_read(phs_contained_path(worker->scratch, NULL, item)))
        return false;
    if (!binary) {
        phs_match_bytes(rules->matcher, worker->matching, worker->scratch, text, &matches);
        phs_look_keep(rules, worker->scratch, text, &matches, found);
    }
    bool made_up = name && phs_documents_read(worker->scratch, name, text, found);
    sift(rules, worker->scratch, made_up, found, ret_grades);
    return !binary || found->format;
}

size_t phs_contained_search(const struct phs_rules *rules, struct phs_contained_worker *worker, struct phs_slice bytes,
                            struct phs_hit_blob *blob) {
    struct phs_container container;
    PHS_VEC(uint8_t) grades = {0};
    size_t texts = 0;
    prepare(rules, worker);
    phs_container_open(worker->scratch, bytes, &limits, &container);
    for (size_t i = 0; i < container.items.n; i++) {
        const struct phs_contained *item = &container.items.at[i];
        struct phs_file_look found;
        uint8_t *of_hits = NULL;
        bool text = search_member(rules, worker, item, &found, &of_hits);
        texts += text;
        container.nested |= !text && found.binary && phs_unread_kind(item->bytes) == PHS_UNREAD_HOLDER;
        add_member(worker->kept, item, NULL, &blob->look);
        take(worker->kept, item, &found, &blob->look);
        for (size_t k = 0; k < found.hits.n; k++)
            PHS_PUSH(worker->kept, grades, of_hits[k]);
    }
    blob->grades = grades.at;
    blob->look.unread = unread_of(&container, texts);
    return container.unpacked;
}

bool phs_contained_text(struct phs_arena *arena, struct phs_slice bytes, uint32_t member, struct phs_slice *ret_text) {
    struct phs_container container;
    phs_container_open(arena, bytes, &limits, &container);
    if (member == 0 || member > container.items.n)
        return false;
    *ret_text = container.items.at[member - 1].bytes;
    phs_look_decode(arena, *ret_text, ret_text);
    return true;
}
