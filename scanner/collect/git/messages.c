/* SPDX-License-Identifier: Apache-2.0 */
/* A message is matched in full: few are kept as deltas. Most are a line or two, so that many are matched as one, and each by
 * itself only where anything matches. Lines that say who signed or reviewed it are about nobody's health. */
#include "collect/git/messages.h"

#include <ctype.h>
#include <stdlib.h>

#include "collect/git/documents.h"
#include "collect/git/parts.h"
#include "parse/pack/commit.h"

enum { MOST_KEPT = 200000, SHORTEST = 4, TOGETHER = 16 << 10, MOST_TOGETHER = 256 };

/* Of those that wait for being matched as one. */
struct waiting {
    struct phs_message message;
    size_t at, length; /* of its text among the others */
    size_t start;      /* of its text in the object */
};

struct phs_messages_worker {
    struct phs_arena *scratch, *kept;
    struct phs_match_scratch *matching;
    struct waiting *waiting;
    size_t waiting_count, length;
    char *together; /* TOGETHER bytes */
    PHS_VEC(struct phs_message) items;
    PHS_VEC(struct phs_oid) unfit; /* with more matches than are kept: looked at again the next time */
    size_t read, limited;
};

void phs_messages_init(struct phs_messages *messages, struct phs_arena *arena, const struct phs_rules *rules) {
    *messages =
        (struct phs_messages){.rules = rules, .workers = PHS_NEW_N(arena, struct phs_messages_worker, PHS_WALK_MOST_WORKERS)};
}

static void prepare(const struct phs_messages *messages, struct phs_messages_worker *worker) {
    if (worker->scratch)
        return;
    worker->scratch = phs_arena_new();
    worker->kept = phs_arena_new();
    worker->matching = phs_match_scratch_new(worker->kept, messages->rules->matcher);
    worker->waiting = PHS_NEW_N(worker->kept, struct waiting, MOST_TOGETHER);
    worker->together = phs_alloc(worker->kept, TOGETHER);
}

static struct phs_slice line_at(struct phs_slice text, size_t at) {
    const char *before = at ? memrchr(text.ptr, '\n', at) : NULL;
    const char *start = before ? before + 1 : text.ptr, *end = memchr(text.ptr + at, '\n', text.len - at);
    return phs_slice_n(start, (size_t)((end ? end : text.ptr + text.len) - start));
}

/* "DB_PASSWORD=..." sets something; "we pass 'konqueror'", "identified by cppcheck" is prose. */
static bool is_set(struct phs_slice text, const struct phs_match *match) {
    size_t at = match->start, digits = 0;
    while (at > 0 && strchr(" \"'`", text.ptr[at - 1]))
        at--;
    for (size_t i = match->start; i < match->end; i++)
        digits += isdigit((unsigned char)text.ptr[i]) != 0;
    return digits > 0 && at > 0 && (text.ptr[at - 1] == '=' || text.ptr[at - 1] == ':');
}

/* People who write about a secret leave out its middle. */
static bool is_secret_here(const struct phs_rules *rules, struct phs_slice text, const struct phs_match *match) {
    struct phs_slice value = phs_slice_n(text.ptr + match->start, match->end - match->start);
    bool generic = phs_is_true(phs_get(rules->patterns[match->rule]->file, "generic"));
    return phs_slice_find(value, PHS_SLICE("...")) == (size_t)-1 && (!generic || match->rare || is_set(text, match));
}

/* Who signed it off is no patient, whatever the message is about. */
static void drop_prose(const struct phs_rules *rules, struct phs_slice text, struct phs_matches *found) {
    size_t kept = 0;
    for (size_t i = 0; i < found->items.n; i++) {
        const struct phs_match *match = &found->items.at[i];
        if (rules->secret[match->rule] ? is_secret_here(rules, text, match)
                                       : !phs_message_line_names(line_at(text, match->start)))
            found->items.at[kept++] = *match;
    }
    found->items.n = kept;
}

static bool is_worth_keeping(const struct phs_rules *rules, const struct phs_hit *hit, enum phs_grade grade) {
    return hit->judged == PHS_MATCH_REAL && (rules->secret[hit->rule] || grade == PHS_GRADE_PHI);
}

/* A note about a patient in its words, or by an identifier that a pattern knows. */
static bool may_be_note(const struct phs_rules *rules, struct phs_slice text, const struct phs_file_look *look) {
    for (size_t i = 0; i < look->hits.n; i++)
        if (!rules->secret[look->hits.at[i].rule] && look->hits.at[i].judged == PHS_MATCH_REAL)
            return true;
    return phs_documents_is_note(text);
}

static void drop_less_than_phi(struct phs_file_look *look) {
    size_t kept = 0;
    for (size_t i = 0; i < look->sights.n; i++)
        if (look->sights.at[i].grade == PHS_GRADE_PHI)
            look->sights.at[kept++] = look->sights.at[i];
    look->sights.n = kept;
}

/* Places count from the start of the object from here on. */
static void keep(const struct phs_messages *messages, struct phs_messages_worker *worker, struct phs_message *message,
                 const struct phs_file_look *all, bool made_up, size_t start) {
    const struct phs_rules *rules = messages->rules;
    struct phs_file_look *look = &message->blob.look;
    message->blob.grades = PHS_NEW_N(worker->kept, uint8_t, all->hits.n);
    look->limited = all->limited;
    for (size_t i = 0; i < all->hits.n; i++) {
        struct phs_hit hit = all->hits.at[i];
        enum phs_grade grade = phs_git_grade(rules, all, i);
        if (!is_worth_keeping(rules, &hit, grade) || (made_up && !rules->secret[hit.rule]))
            continue;
        hit.start += (uint32_t)start;
        message->blob.grades[look->hits.n] = (uint8_t)grade;
        PHS_PUSH(worker->kept, look->hits, hit);
    }
    for (size_t i = 0; i < all->sights.n; i++)
        PHS_PUSH(worker->kept, look->sights, all->sights.at[i]);
    if (look->hits.n || look->sights.n)
        PHS_PUSH(worker->kept, worker->items, *message);
}

static void look_at(const struct phs_messages *messages, struct phs_messages_worker *worker, struct phs_message *message,
                    struct phs_slice text, size_t start) {
    struct phs_matches found;
    struct phs_file_look all = {0};
    phs_match_bytes(messages->rules->matcher, worker->matching, worker->scratch, text, &found);
    drop_prose(messages->rules, text, &found);
    phs_look_keep(messages->rules, worker->scratch, text, &found, &all);
    bool made_up = may_be_note(messages->rules, text, &all) && phs_documents_read(worker->scratch, "x.txt", text, &all);
    drop_less_than_phi(&all);
    worker->limited += all.limited;
    if (worker->items.n < MOST_KEPT)
        keep(messages, worker, message, &all, made_up, start);
    if (found.limited)
        PHS_PUSH(worker->kept, worker->unfit, message->blob.name);
    phs_arena_reset(worker->scratch);
}

/* Each by itself where anything matches in all of them; else those that may be notes, if any speaks of patients. */
static void look_at_waiting(const struct phs_messages *messages, struct phs_messages_worker *worker) {
    struct phs_slice all = phs_slice_n(worker->together, worker->length);
    bool any = all.len > 0 && phs_match_matches(messages->rules->matcher, worker->matching, worker->scratch, all);
    bool speaks = all.len > 0 && !any && phs_health_speaks_of_patients(all);
    for (size_t i = 0; (any || speaks) && i < worker->waiting_count; i++) {
        struct waiting *one = &worker->waiting[i];
        struct phs_slice text = phs_slice_n(worker->together + one->at, one->length);
        if (any || phs_documents_is_note(text))
            look_at(messages, worker, &one->message, text, one->start);
    }
    worker->waiting_count = worker->length = 0;
    if (worker->scratch)
        phs_arena_reset(worker->scratch);
}

static void add_waiting(const struct phs_messages *messages, struct phs_messages_worker *worker,
                        const struct phs_message *message, struct phs_slice text, size_t start) {
    if (worker->waiting_count == MOST_TOGETHER || worker->length + text.len + 1 > TOGETHER)
        look_at_waiting(messages, worker);
    worker->waiting[worker->waiting_count++] = (struct waiting){*message, worker->length, text.len, start};
    memcpy(worker->together + worker->length, text.ptr, text.len);
    worker->length += text.len;
    worker->together[worker->length++] = '\n';
}

static int by_oid(const void *a, const void *b) {
    return phs_oid_cmp(a, b);
}

static bool is_known(const struct phs_messages *messages, const struct phs_oid *name) {
    return messages->known_count && bsearch(name, messages->known, messages->known_count, sizeof *name, by_oid);
}

void phs_messages_look(struct phs_messages *messages, unsigned number, const struct phs_oid *name, enum phs_object_kind kind,
                       struct phs_slice bytes, int64_t when) {
    struct phs_messages_worker *worker = &messages->workers[number];
    size_t start = phs_message_start(bytes);
    struct phs_slice text = phs_slice_n(bytes.ptr + start, bytes.len - start);
    struct phs_message message = {
        .blob = {.name = *name, .said = kind == PHS_OBJECT_TAG ? PHS_SAID_OF_TAG : PHS_SAID_OF_COMMIT},
        .origin = {.commit = *name, .when = when}};
    worker->read++;
    if (text.len < SHORTEST || is_known(messages, name))
        return;
    prepare(messages, worker);
    if (text.len >= TOGETHER / 4)
        look_at(messages, worker, &message, text, start);
    else
        add_waiting(messages, worker, &message, text, start);
}

static int by_name(const void *a, const void *b) {
    return phs_oid_cmp(&((const struct phs_message *)a)->blob.name, &((const struct phs_message *)b)->blob.name);
}

/* Out of the arenas of the workers. */
static struct phs_message copy(struct phs_arena *arena, const struct phs_message *from) {
    struct phs_message message = {.blob = {.name = from->blob.name, .said = from->blob.said}, .origin = from->origin};
    const struct phs_file_look *look = &from->blob.look;
    message.blob.look.limited = look->limited;
    for (size_t i = 0; i < look->hits.n; i++)
        PHS_PUSH(arena, message.blob.look.hits, look->hits.at[i]);
    for (size_t i = 0; i < look->sights.n; i++)
        PHS_PUSH(arena, message.blob.look.sights, look->sights.at[i]);
    message.blob.grades = PHS_NEW_N(arena, uint8_t, look->hits.n);
    memcpy(message.blob.grades, from->blob.grades, look->hits.n);
    return message;
}

void phs_messages_gather(struct phs_messages *messages, struct phs_arena *arena) {
    for (size_t w = 0; w < PHS_WALK_MOST_WORKERS; w++) {
        struct phs_messages_worker *worker = &messages->workers[w];
        look_at_waiting(messages, worker);
        messages->read += worker->read;
        messages->limited += worker->limited;
        messages->cut_short |= worker->items.n >= MOST_KEPT;
        for (size_t i = 0; i < worker->items.n; i++)
            PHS_PUSH(arena, messages->items, copy(arena, &worker->items.at[i]));
        for (size_t i = 0; i < worker->unfit.n; i++)
            PHS_PUSH(arena, messages->unfit, worker->unfit.at[i]);
        phs_arena_free(worker->scratch);
        phs_arena_free(worker->kept);
        *worker = (struct phs_messages_worker){0};
    }
    if (messages->items.n)
        qsort(messages->items.at, messages->items.n, sizeof *messages->items.at, by_name);
    if (messages->unfit.n)
        qsort(messages->unfit.at, messages->unfit.n, sizeof *messages->unfit.at, by_oid);
}

void phs_messages_read(struct phs_messages *messages, struct phs_arena *arena, const char *git_dir,
                       const struct phs_oid *commits, size_t n) {
    git_odb *odb = n ? phs_odb_open(git_dir, true) : NULL;
    for (size_t i = 0; odb && i < n; i++) {
        struct phs_commit commit;
        git_odb_object *object = NULL;
        git_oid id;
        memcpy(id.id, commits[i].id, PHS_OID_BYTES);
        if (git_odb_read(&object, odb, &id) != 0)
            continue;
        struct phs_slice bytes = phs_slice_n(git_odb_object_data(object), git_odb_object_size(object));
        if (git_odb_object_type(object) == GIT_OBJECT_COMMIT && phs_commit_parse(bytes, &commit))
            phs_messages_look(messages, 0, &commits[i], PHS_OBJECT_COMMIT, bytes, commit.committed);
        git_odb_object_free(object);
    }
    git_odb_free(odb);
    phs_messages_gather(messages, arena);
    for (size_t i = 0; i < messages->items.n; i++)
        messages->items.at[i].origin.reachable = true;
}
