/* SPDX-License-Identifier: Apache-2.0 */
/* Two runs of a store, side by side. */
#include "keep/changes.h"

#include <stdlib.h>

#include "base/map.h"
#include "keep/statement.h"

struct head {
    const char *id, *version, *catalogue, *weights, *method;
    int64_t started;
};

struct row {
    const char *key, *what, *about, *place, *state, *level; /* state: verdict of a finding */
};

/* One run: its rows by key, and what was asked. */
struct side {
    struct head head;
    struct phs_map rows, asked;
    PHS_VEC(struct row *) order;
};

struct comparing {
    struct phs_store *store;
    struct phs_arena *arena;
    struct phs_changes *changes;
    struct side old, new;
};

const char *phs_change_name(enum phs_change_kind kind) {
    static const char *const names[] = {"new", "reopened", "worse", "better", "closed", "gone", "unknown now"};
    return names[kind];
}

size_t phs_changes_count(const struct phs_change *changes, size_t n, enum phs_change_kind kind, bool method) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += changes[i].kind == kind && changes[i].method == method;
    return count;
}

static struct head head_at(struct phs_arena *arena, sqlite3_stmt *statement) {
    return (struct head){phs_column_text(arena, statement, 0), phs_column_text(arena, statement, 2),
                         phs_column_text(arena, statement, 3), phs_column_text(arena, statement, 4),
                         phs_column_text(arena, statement, 5), sqlite3_column_int64(statement, 1)};
}

#define HEAD_COLUMNS "SELECT id,started,version,catalogue,weights,method FROM runs "

/* The run that is named, or the newest. */
static enum phs_code find_named(struct comparing *comparing, const char *id, struct head *ret_head, struct phs_err *err) {
    sqlite3_stmt *statement;
    size_t found = 0;
    enum phs_code code =
        phs_statement_prepare(comparing->store,
                              id ? HEAD_COLUMNS "WHERE substr(id,1,length(?1))=?1 ORDER BY id=?1 DESC, id LIMIT 2"
                                 : HEAD_COLUMNS "ORDER BY started DESC, id LIMIT 1",
                              &statement, err);
    if (code != PHS_OK)
        return code;
    if (id)
        phs_bind_text(statement, 1, id);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        struct head head = head_at(comparing->arena, statement);
        if (found++ == 0)
            *ret_head = head;
        if (id && strcmp(ret_head->id, id) == 0)
            break;
    }
    if (sqlite3_finalize(statement) != SQLITE_OK)
        return phs_statement_fail(comparing->store, err);
    if (found == 0)
        return id ? phs_fail(err, PHS_E_MISSING, "the store keeps no run %s; phiscope runs lists them.", id)
                  : phs_fail(err, PHS_E_MISSING, "the store keeps no run yet; scan with --store writes one.");
    return found == 1 ? PHS_OK : phs_fail(err, PHS_E_MISSING, "several runs begin with %s; write more of it.", id);
}

static enum phs_code find_before(struct comparing *comparing, const struct head *head, bool *ret_found, struct phs_err *err) {
    sqlite3_stmt *statement;
    enum phs_code code = phs_statement_prepare(
        comparing->store, HEAD_COLUMNS "WHERE started<?1 AND id<>?2 ORDER BY started DESC, id LIMIT 1", &statement, err);
    if (code != PHS_OK)
        return code;
    sqlite3_bind_int64(statement, 1, head->started);
    phs_bind_text(statement, 2, head->id);
    *ret_found = sqlite3_step(statement) == SQLITE_ROW;
    if (*ret_found)
        comparing->old.head = head_at(comparing->arena, statement);
    return sqlite3_finalize(statement) == SQLITE_OK ? PHS_OK : phs_statement_fail(comparing->store, err);
}

static void clear(struct side *side, struct phs_arena *arena) {
    phs_map_init(&side->rows, arena);
    phs_map_init(&side->asked, arena);
    memset(&side->order, 0, sizeof side->order);
}

static void add_row(struct comparing *comparing, struct side *side, struct row *row) {
    phs_map_puts(&side->rows, row->key, row);
    phs_map_puts(&side->asked, row->what, row);
    PHS_PUSH(comparing->arena, side->order, row);
}

static enum phs_code load(struct comparing *comparing, struct side *side, const char *sql, bool findings, struct phs_err *err) {
    sqlite3_stmt *statement;
    struct phs_arena *arena = comparing->arena;
    clear(side, arena);
    enum phs_code code = phs_statement_prepare(comparing->store, sql, &statement, err);
    if (code != PHS_OK)
        return code;
    phs_bind_text(statement, 1, side->head.id);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        struct row *row = PHS_NEW(arena, struct row);
        row->key = phs_column_text(arena, statement, 0);
        row->what = phs_column_text(arena, statement, 1);
        row->about = phs_column_text(arena, statement, 2);
        row->level = phs_column_text(arena, statement, 3);
        row->place = findings ? phs_column_text(arena, statement, 4) : "";
        row->state = findings ? phs_column_text(arena, statement, 5) : "fail";
        add_row(comparing, side, row);
    }
    return sqlite3_finalize(statement) == SQLITE_OK ? PHS_OK : phs_statement_fail(comparing->store, err);
}

static bool fails(const struct row *row) {
    return row && strcmp(row->state, "fail") == 0;
}

static bool was_seen_before(struct comparing *comparing, const char *key) {
    sqlite3_stmt *statement;
    bool before = false;
    if (phs_statement_prepare(comparing->store, "SELECT at FROM first_seen WHERE key=?", &statement, NULL) != PHS_OK)
        return false;
    phs_bind_text(statement, 1, key);
    if (sqlite3_step(statement) == SQLITE_ROW)
        before = sqlite3_column_int64(statement, 0) < comparing->old.head.started;
    sqlite3_finalize(statement);
    return before;
}

/* Words of priority and of level, from low to high. */
static int height(const char *word) {
    static const char *const words[] = {"info", "low", "medium", "high", "critical", "VL", "L", "M", "H", "VH"};
    for (int i = 0; i < 10; i++)
        if (strcmp(words[i], word) == 0)
            return i % 5;
    return -1;
}

static struct phs_change change_of(const struct comparing *comparing, const struct row *row, bool finding) {
    struct phs_change change = {.id = finding ? phs_printf(comparing->arena, "f-%.12s", row->key) : row->key,
                                .what = row->what,
                                .about = row->about,
                                .place = row->place};
    return change;
}

/* Rules that are only in one of the two runs, or other weights, explain a difference without another posture. */
static bool is_method(const struct comparing *comparing, const struct side *other, const struct row *row, bool finding) {
    const struct phs_changes *changes = comparing->changes;
    if (changes->rules_differ && !phs_map_gets(&other->asked, row->what))
        return true;
    return !finding && (changes->weights_differ || changes->method_differs);
}

static bool appears(struct comparing *comparing, const struct row *now, bool finding, struct phs_change *ret_change) {
    const struct row *then = phs_map_gets(&comparing->old.rows, now->key);
    if (!fails(now))
        return false;
    struct phs_change change = change_of(comparing, now, finding);
    change.after = now->level;
    change.method = is_method(comparing, &comparing->old, now, finding);
    if (!fails(then)) {
        change.kind = was_seen_before(comparing, now->key) ? PHS_CHANGE_REOPENED : PHS_CHANGE_NEW;
    } else if (height(now->level) != height(then->level)) {
        change.before = then->level;
        change.kind = height(now->level) > height(then->level) ? PHS_CHANGE_WORSE : PHS_CHANGE_BETTER;
    } else {
        return false;
    }
    *ret_change = change;
    return true;
}

static bool vanishes(const struct comparing *comparing, const struct row *then, bool finding, struct phs_change *ret_change) {
    const struct row *now = phs_map_gets(&comparing->new.rows, then->key);
    if (!fails(then) || fails(now))
        return false;
    struct phs_change change = change_of(comparing, then, finding);
    change.before = then->level;
    change.method = is_method(comparing, &comparing->new, then, finding);
    change.kind = !now ? PHS_CHANGE_GONE : strcmp(now->state, "unknown") == 0 ? PHS_CHANGE_UNKNOWN : PHS_CHANGE_CLOSED;
    *ret_change = change;
    return true;
}

static int by_kind(const void *left, const void *right) {
    const struct phs_change *a = left, *b = right;
    int order = (int)a->kind - (int)b->kind;
    order = order ? order : strcmp(a->what, b->what);
    order = order ? order : strcmp(a->about, b->about);
    return order ? order : strcmp(a->id, b->id);
}

static void compare(struct comparing *comparing, bool findings) {
    struct phs_changes *changes = comparing->changes;
    struct phs_change change;
    PHS_VEC(struct phs_change) list = {0};
    for (size_t i = 0; i < comparing->new.order.n; i++)
        if (appears(comparing, comparing->new.order.at[i], findings, &change))
            PHS_PUSH(comparing->arena, list, change);
    for (size_t i = 0; i < comparing->old.order.n; i++)
        if (vanishes(comparing, comparing->old.order.at[i], findings, &change))
            PHS_PUSH(comparing->arena, list, change);
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_kind);
    if (findings)
        memcpy(&changes->findings, &list, sizeof list);
    else
        memcpy(&changes->risks, &list, sizeof list);
}

static enum phs_code compare_both(struct comparing *comparing, struct phs_err *err) {
    static const char findings[] = "SELECT fingerprint,check_id,address,priority,place,verdict FROM findings WHERE run=?";
    static const char risks[] = "SELECT id,threat,system,level FROM risks WHERE run=?";
    for (int pass = 0; pass < 2; pass++) {
        const char *sql = pass == 0 ? findings : risks;
        enum phs_code code = load(comparing, &comparing->old, sql, pass == 0, err);
        if (code == PHS_OK)
            code = load(comparing, &comparing->new, sql, pass == 0, err);
        if (code != PHS_OK)
            return code;
        compare(comparing, pass == 0);
    }
    return PHS_OK;
}

static void note_heads(struct comparing *comparing) {
    const struct head *old = &comparing->old.head, *new = &comparing->new.head;
    *comparing->changes = (struct phs_changes){
        .old_run = old->id,
        .new_run = new->id,
        .old_started = old->started,
        .new_started = new->started,
        .rules_differ = strcmp(old->catalogue, new->catalogue) != 0,
        .weights_differ = strcmp(old->weights, new->weights) != 0,
        .method_differs = strcmp(old->method, new->method) != 0,
        .version_differs = strcmp(old->version, new->version) != 0,
    };
}

enum phs_code phs_store_changes(struct phs_store *store, struct phs_arena *arena, const char *old_id, const char *new_id,
                                struct phs_changes **ret_changes, struct phs_err *err) {
    struct comparing comparing = {.store = store, .arena = arena, .changes = PHS_NEW(arena, struct phs_changes)};
    bool found = true;
    enum phs_code code = find_named(&comparing, new_id, &comparing.new.head, err);
    if (code == PHS_OK)
        code = old_id ? find_named(&comparing, old_id, &comparing.old.head, err)
                      : find_before(&comparing, &comparing.new.head, &found, err);
    if (code != PHS_OK)
        return code;
    if (!found) {
        *ret_changes = NULL;
        return PHS_OK;
    }
    note_heads(&comparing);
    code = compare_both(&comparing, err);
    if (code == PHS_OK)
        *ret_changes = comparing.changes;
    return code;
}

enum phs_code phs_store_run_id(struct phs_store *store, struct phs_arena *arena, const char *id, const char **ret_id,
                               struct phs_err *err) {
    struct comparing comparing = {.store = store, .arena = arena};
    struct head head;
    enum phs_code code = find_named(&comparing, id, &head, err);
    if (code == PHS_OK)
        *ret_id = head.id;
    return code;
}
