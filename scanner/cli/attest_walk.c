/* SPDX-License-Identifier: Apache-2.0 */
/* The questions, one after the other, to a person at a terminal. */
#include <errno.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/escape.h"
#include "cli/attest.h"
#include "cli/say.h"

enum { LONGEST_LINE = 4000, REVIEW_DAYS = 365, DAY = 24 * 3600 };

struct walk {
    struct phs_arena *arena;
    const struct phs_catalogue *catalogue;
    struct phs_statements *statements;
    const char *by, *role; /* of the answer before */
    size_t number, total;
    bool ended; /* the input is over, or the person wants to stop */
    bool lost;  /* the file cannot be written, and the person gave up */
};

const struct phs_resource *phs_attest_known(const struct phs_graph *graph, const char *safeguard) {
    const struct phs_resource_list *list = phs_graph_of_type(graph, "attestation");
    for (size_t i = 0; list && i < list->items.n; i++)
        if (phs_slice_is(phs_text(phs_get(list->items.at[i]->attributes, "safeguard")), safeguard))
            return list->items.at[i];
    return NULL;
}

/* NULL at the end of the input; "" for an empty line. */
static const char *read_line(struct walk *walk) {
    char text[LONGEST_LINE + 2];
    if (!fgets(text, sizeof text, stdin)) {
        walk->ended = true;
        return NULL;
    }
    size_t n = strlen(text);
    if (n == LONGEST_LINE + 1 && text[n - 1] != '\n')
        for (int c = getchar(); c != EOF && c != '\n';)
            c = getchar();
    struct phs_slice line = phs_slice_trim(phs_slice(text));
    return phs_utf8_valid(line, NULL) ? phs_slice_dup(walk->arena, line) : "";
}

static void line(const char *label, const char *text) {
    struct phs_buf safe;
    if (!text || !*text)
        return;
    phs_buf_init(&safe, 64 * 1024);
    phs_escape_terminal(&safe, phs_slice(text));
    fprintf(stderr, "  %s%s\n", label, phs_buf_text(&safe));
    phs_buf_done(&safe);
}

static const char *evidence_hint(const struct walk *walk, const struct phs_safeguard *safeguard) {
    for (size_t i = 0; i < safeguard->controls.n; i++) {
        const char *key = phs_printf(walk->arena, "%s:%s", safeguard->controls.at[i].framework, safeguard->controls.at[i].id);
        const struct phs_control *control = phs_catalogue_control(walk->catalogue, key);
        const char *hint = control ? phs_text_or(walk->arena, phs_get(control->row, "evidence_hint"), NULL) : NULL;
        if (hint && *hint)
            return hint;
    }
    return NULL;
}

static void introduce(struct walk *walk, const struct phs_safeguard *safeguard, const struct phs_resource *known) {
    fprintf(stderr, "\n%zu of %zu  %s (%s)\n", ++walk->number, walk->total, safeguard->title, safeguard->family);
    line("", safeguard->question);
    line("Why it is asked: ", safeguard->why);
    line("Evidence to attach: ", evidence_hint(walk, safeguard));
    if (known)
        line("On file: ",
             phs_printf(walk->arena, "%s%s%s", phs_text_or(walk->arena, phs_get(known->attributes, "answer"), "no answer"),
                        phs_get(known->attributes, "state_reason") ? ", but " : "",
                        phs_text_or(walk->arena, phs_get(known->attributes, "state_reason"), "")));
}

static const char *ask(struct walk *walk, const char *prompt, const char *otherwise) {
    if (walk->ended)
        return NULL;
    if (otherwise)
        fprintf(stderr, "  %s [%s]: ", prompt, otherwise);
    else
        fprintf(stderr, "  %s: ", prompt);
    const char *said = read_line(walk);
    return said && *said ? said : otherwise;
}

/* On disk before the next question; a full disk is said and tried again as often as the person likes. */
static bool save(struct walk *walk, const struct phs_statement *statement) {
    struct phs_err err = {0};
    while (phs_statements_save(walk->statements, statement, &err) != PHS_OK) {
        phs_say("%s", err.text);
        fprintf(stderr, "  Your answer is not lost. Enter tries again, q gives up: ");
        const char *said = read_line(walk);
        if (!said || *said == 'q') {
            walk->ended = walk->lost = true;
            return false;
        }
    }
    return true;
}

/* yes, no, partly, not_applicable; "" to leave it; NULL to stop. */
static const char *ask_answer(struct walk *walk) {
    static const char *const words[][2] = {
        {"y", "yes"},         {"yes", "yes"},           {"n", "no"}, {"no", "no"}, {"p", "partly"},
        {"partly", "partly"}, {"na", "not_applicable"}, {"s", ""},   {"", ""}};
    while (!walk->ended) {
        fprintf(stderr, "  y yes, n no, p partly, na not applicable, s skip, q stop: ");
        const char *said = read_line(walk);
        if (!said || strcmp(said, "q") == 0) {
            walk->ended = true;
            return NULL;
        }
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (phs_slice_ieq(phs_slice(said), phs_slice(words[i][0])))
                return words[i][1];
    }
    return NULL;
}

static const char *date_in(struct phs_arena *arena, int64_t days) {
    char text[11];
    phs_date_format(phs_clock_now() + days * DAY, text);
    return phs_strdup(arena, text);
}

static void split(struct walk *walk, const char *said, struct phs_statement *statement) {
    struct phs_slice rest = phs_slice(said ? said : ""), part;
    while (rest.len && phs_slice_cut(&rest, ',', &part))
        if (phs_slice_trim(part).len)
            PHS_PUSH(walk->arena, statement->evidence, phs_slice_dup(walk->arena, phs_slice_trim(part)));
}

static const char *ask_review(struct walk *walk) {
    const char *otherwise = date_in(walk->arena, REVIEW_DAYS);
    int64_t when;
    for (;;) {
        const char *said = ask(walk, "Look at it again by", otherwise);
        if (!said || phs_time_parse(phs_slice(said), &when))
            return said ? said : otherwise;
        fprintf(stderr, "  A date, as in %s.\n", otherwise ? otherwise : "2027-01-31");
    }
}

/* Each answer is saved as it comes, so that whatever ends the walk loses at most the line being typed. */
static bool ask_rest(struct walk *walk, struct phs_statement *statement) {
    bool not_applicable = strcmp(statement->answer, "not_applicable") == 0;
    statement->date = date_in(walk->arena, 0);
    if (!save(walk, statement))
        return false;
    if (not_applicable)
        statement->reason = ask(walk, "Why does it not apply", NULL);
    else
        statement->statement = ask(walk, "In a sentence: how", NULL);
    if (!save(walk, statement))
        return false;
    if (!not_applicable)
        split(walk, ask(walk, "Evidence (files, pages, binders; commas between)", NULL), statement);
    if (!save(walk, statement))
        return false;
    statement->by = walk->by = ask(walk, "Who stands for it", walk->by);
    statement->role = walk->role = ask(walk, "In which role", walk->role);
    statement->review_by = ask_review(walk);
    return save(walk, statement);
}

static bool take(struct walk *walk, const struct phs_safeguard *safeguard, const struct phs_resource *known) {
    struct phs_statement statement = {.safeguard = safeguard->id};
    introduce(walk, safeguard, known);
    statement.answer = ask_answer(walk);
    if (!statement.answer || !*statement.answer || !ask_rest(walk, &statement))
        return false;
    phs_statements_keep(walk->statements, &statement);
    return true;
}

/* Missing, stale or without a name: what counts neither as in place nor as missing. */
static bool is_open(const struct phs_resource *known) {
    return !known || phs_slice_is(phs_text(phs_get(known->attributes, "state")), "unknown");
}

static bool is_asked(const struct phs_safeguard *safeguard, const struct phs_resource *known, const char *family, bool all) {
    return safeguard->question && (!family || strcmp(family, safeguard->family) == 0) && (all || is_open(known));
}

int phs_attest_walk(struct phs_arena *arena, const struct phs_catalogue *catalogue, const struct phs_graph *graph,
                    struct phs_statements *statements, const char *family, bool all) {
    struct walk walk = {.arena = arena, .catalogue = catalogue, .statements = statements};
    int done = 0;
    for (size_t i = 0; i < catalogue->safeguards.n; i++)
        walk.total +=
            is_asked(catalogue->safeguards.at[i], phs_attest_known(graph, catalogue->safeguards.at[i]->id), family, all);
    for (size_t i = 0; i < catalogue->safeguards.n && !walk.ended; i++) {
        const struct phs_safeguard *safeguard = catalogue->safeguards.at[i];
        const struct phs_resource *known = phs_attest_known(graph, safeguard->id);
        if (is_asked(safeguard, known, family, all))
            done += take(&walk, safeguard, known);
    }
    return walk.lost ? -1 : done;
}
