/* SPDX-License-Identifier: Apache-2.0 */
/* How much of a tree and of a history was read, in sentences. What is missing makes it partly read; what is left out on purpose
 * is told all the same. */
#include "collect/git/history_parts.h"
#include "collect/git/role.h"

enum { MOST_SUBMODULES = 50, MOST_NAMED = 5 };

static const char pointers_elsewhere[] = "files are pointers of Git LFS or git-annex, whose content is elsewhere";

struct reasons {
    struct phs_arena *arena;
    const char *text;
};

static void add(struct reasons *reasons, const char *sentence) {
    reasons->text = reasons->text ? phs_printf(reasons->arena, "%s; %s", reasons->text, sentence) : sentence;
}

static void add_count(struct reasons *reasons, size_t n, const char *what) {
    if (n)
        add(reasons, phs_printf(reasons->arena, "%zu %s", n, what));
}

/* Not looked at for its name, or binary and of no format that is read as such. */
static bool is_unread(const struct phs_seen_file *file, enum phs_unread *ret_kind) {
    bool by_name = file->seen == PHS_NOT_LOOKED_AT && phs_file_is_binary_by_name(file->path);
    *ret_kind = by_name ? phs_unread_kind_of_name(file->path) : file->look.unread;
    return by_name || (file->look.binary && !file->look.format && file->look.unread != PHS_UNREAD_NOTHING);
}

/* Those in which records could be are named. True: some of what is asked for is missing. */
static bool add_unread(struct reasons *reasons, const struct phs_git_scan *scan) {
    size_t n[PHS_UNREAD_KINDS] = {0}, others = 0;
    bool missing = false;
    const char *names[PHS_UNREAD_KINDS];
    for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++)
        names[kind] = "";
    for (size_t i = 0; i < scan->n; i++) {
        enum phs_unread kind;
        if (!is_unread(&scan->files[i], &kind)) {
            others += scan->files[i].seen == PHS_NOT_LOOKED_AT;
            continue;
        }
        if (kind != PHS_UNREAD_OTHER && n[kind] < MOST_NAMED)
            names[kind] = phs_printf(reasons->arena, "%s%s%s", names[kind], *names[kind] ? ", " : "", scan->files[i].path);
        n[kind]++;
        missing |= phs_unread_is_missing(kind);
    }
    for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++)
        if (n[kind] && kind != PHS_UNREAD_OTHER)
            add(reasons, phs_printf(reasons->arena, "%zu %s (%s%s)", n[kind], phs_unread_sentence((enum phs_unread)kind),
                                    names[kind], n[kind] > MOST_NAMED ? " ..." : ""));
    add_count(reasons, n[PHS_UNREAD_OTHER], phs_unread_sentence(PHS_UNREAD_OTHER));
    add_count(reasons, others, "lock files, drawings and catalogues of translations were not searched");
    return missing;
}

void phs_git_cover(const struct phs_git_scan *scan, const struct phs_target *target) {
    struct phs_arena *arena = scan->graph->arena;
    size_t count[PHS_NOT_THERE + 1] = {0}, limited = 0, pointers = scan->tree->annexed;
    struct reasons reasons = {.arena = arena};
    for (size_t i = 0; i < scan->n; i++) {
        count[scan->files[i].seen]++;
        limited += scan->files[i].look.limited;
        pointers += scan->files[i].look.kind == PHS_FILE_LFS;
    }
    add_count(&reasons, count[PHS_OVER_SIZE], "files over 128 MB were not searched for secrets");
    add_count(&reasons, count[PHS_NOT_THERE], "files of the tree are missing or cannot be read");
    add_count(&reasons, limited, "files have more matches than are kept");
    add_count(&reasons, pointers, pointers_elsewhere);
    for (size_t i = 0; i < scan->tree->gaps.n; i++)
        add(&reasons, phs_strdup(arena, scan->tree->gaps.at[i]));
    bool partly = reasons.text != NULL;
    for (size_t i = 0; i < scan->tree->notes.n; i++)
        add(&reasons, phs_strdup(arena, scan->tree->notes.at[i]));
    partly |= add_unread(&reasons, scan);
    add_count(&reasons, scan->tree->bundled, "folders of bundled dependencies were not searched");
    phs_graph_cover(scan->graph, "git", scan->root, partly ? PHS_READ_PARTLY : PHS_READ, true, reasons.text, target->place)
        ->items = count[PHS_LOOKED_AT];
    for (size_t i = 0; i < scan->tree->submodules.n && i < MOST_SUBMODULES; i++)
        phs_graph_cover(scan->graph, "submodule", phs_path_join(arena, scan->root, scan->tree->submodules.at[i]), PHS_NOT_READ,
                        false, "a submodule is another repository: name it as a target to have it read", target->place);
    for (size_t i = 0; i < scan->rules->problems.n; i++)
        phs_graph_cover(scan->graph, "pattern", scan->root, PHS_NOT_READ, false, phs_strdup(arena, scan->rules->problems.at[i]),
                        (struct phs_place){0});
}

static size_t unreached(const struct phs_past *past) {
    size_t n = 0;
    for (size_t i = 0; i < past->secrets.n; i++)
        n += !((const struct phs_past_event *)past->secrets.items[i].value)->origin;
    return n;
}

void phs_history_cover(const struct phs_reading *reading, const struct phs_target *target, const struct phs_past *past) {
    struct phs_arena *arena = reading->scan->graph->arena;
    struct reasons reasons = {.arena = arena};
    for (size_t i = 0; i < reading->packs.problems.n; i++)
        add(&reasons, phs_strdup(arena, reading->packs.problems.at[i]));
    if (reading->change_is_cut)
        add(&reasons, "a commit of the change or what it holds is not here: a clone with its history shows it");
    if (reading->tips.shallow)
        add(&reasons, "the clone is shallow: what was committed before it begins is not here");
    add_count(&reasons, past->origins.missing_blobs,
              reading->tips.partial ? "files are not here, because the clone is partial"
                                    : "files that commits name are not here");
    add_count(&reasons, past->origins.missing_trees, "folders that commits name are not here");
    if (!reading->tips.shallow)
        add_count(&reasons, past->origins.missing_commits, "commits that others build on are not here");
    add_count(&reasons,
              reading->now.unreached_objects + reading->loose.damaged + past->searched.damaged + past->origins.damaged,
              "objects are damaged");
    add_count(&reasons, past->origins.too_large, "commits, tags or folders are over 64 MB");
    add_count(&reasons, past->searched.too_large, "files are over 64 MB");
    add_count(&reasons, past->searched.pointers, pointers_elsewhere);
    add_count(&reasons, past->searched.limited, "files have more matches than are kept");
    if (past->searched.cut_short || past->origins.limited || reading->tips.limited || reading->loose.limited)
        add(&reasons, "a bound was reached before the end");
    bool partly = reasons.text != NULL;
    add_count(&reasons, unreached(past), "secrets stand only in objects that no branch, tag, stash or reflog leads to");
    for (int kind = 0; kind < PHS_UNREAD_KINDS; kind++) {
        add_count(&reasons, past->searched.unread[kind].n, phs_unread_sentence((enum phs_unread)kind));
        partly |= past->searched.unread[kind].n > 0 && phs_unread_is_missing((enum phs_unread)kind);
    }
    add_count(&reasons, past->not_reread,
              "files of the past that speak of patients were searched by patterns alone, being large or many");
    add_count(&reasons, past->messages, "messages of commits and tags were read too");
    phs_graph_cover(reading->scan->graph, "history", reading->scan->root, partly ? PHS_READ_PARTLY : PHS_READ,
                    target->history == PHS_HISTORY_ALL, reasons.text, target->place)
        ->items = past->searched.blobs_read;
}
