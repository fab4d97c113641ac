/* SPDX-License-Identifier: Apache-2.0 */
/* How much of a history was read, and what is missing, in sentences. */
#include "collect/git/history_parts.h"

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
    add_count(&reasons, past->searched.pointers, "files are pointers of Git LFS or git-annex, whose content is elsewhere");
    add_count(&reasons, past->searched.limited, "files have more matches than are kept");
    if (past->searched.cut_short || past->origins.limited || reading->tips.limited || reading->loose.limited)
        add(&reasons, "a bound was reached before the end");
    bool partly = reasons.text != NULL;
    add_count(&reasons, unreached(past), "secrets stand only in objects that no branch, tag, stash or reflog leads to");
    add_count(&reasons, past->messages, "messages of commits and tags were read too");
    phs_graph_cover(reading->scan->graph, "history", reading->scan->root, partly ? PHS_READ_PARTLY : PHS_READ,
                    target->history == PHS_HISTORY_ALL, reasons.text, target->place)
        ->items = past->searched.blobs_read;
}
