/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope attest: what people state about safeguards that no scanner sees. */
#include "base/file.h"
#include "cli/attest.h"
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "collect/attestations.h"
#include "collect/scope.h"

static const struct phs_option options[] = {
    {.name = "family", .value = "FAMILY", .help = "only these safeguards", .words = "administrative physical technical"},
    {.name = "all", .help = "ask everything again, not only what is missing or stale"},
    {.name = "export",
     .help = "write questions and statements as a table instead of asking: CSV, or XLSX by the ending of --output"},
    {.name = "import", .value = "FILE", .help = "add the statements of a CSV, XLSX, YAML or JSON file instead of asking"},
    {.name = "checks", .value = "DIR", .help = "a folder of checks beside the built-in ones", .repeats = true},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "with --export: write there instead of standard output"},
    {0},
};

/* The file that is named, else the one that phiscope.yaml here names, else attestations.yaml. */
static const char *file_of(struct phs_cli *cli) {
    struct phs_scope *scope;
    struct phs_err err = {0};
    if (cli->arg_count)
        return cli->args[0];
    if (phs_is_file("phiscope.yaml") && phs_scope_read(cli->arena, "phiscope.yaml", &scope, &err) == PHS_OK &&
        scope->attestations)
        return scope->attestations;
    return "attestations.yaml";
}

/* Statements of a file, judged as of today. */
static struct phs_graph *read_file(struct phs_cli *cli, const struct phs_catalogue *catalogue, const char *file) {
    struct phs_graph *graph = PHS_NEW(cli->arena, struct phs_graph);
    struct phs_scope scope = {.folder = ".", .attestations = file};
    phs_graph_init(graph, cli->arena);
    if (phs_is_file(file))
        phs_attestations_collect(graph, &scope, catalogue);
    return graph;
}

static int write_export(struct phs_cli *cli, const struct phs_catalogue *catalogue, const struct phs_graph *graph) {
    struct phs_output output;
    struct phs_err err = {0};
    const char *file = phs_cli_value(cli, "output", NULL);
    phs_output_open(&output, file);
    if (phs_attest_export(cli->arena, catalogue, graph, file && phs_slice_ends(phs_slice(file), ".xlsx"), &output.buf, &err) !=
        PHS_OK) {
        phs_buf_done(&output.buf);
        return phs_say_err(&err);
    }
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static struct phs_statement statement_of(struct phs_arena *arena, const struct phs_resource *resource) {
    const struct phs_value *all = resource->attributes, *evidence = phs_get(all, "evidence");
    struct phs_statement statement = {
        .safeguard = phs_text_or(arena, phs_get(all, "safeguard"), "?"),
        .system = phs_text_or(arena, phs_get(all, "system"), NULL),
        .answer = phs_text_or(arena, phs_get(all, "answer"), NULL),
        .statement = phs_text_or(arena, phs_get(all, "statement"), NULL),
        .by = phs_text_or(arena, phs_get(all, "by"), NULL),
        .role = phs_text_or(arena, phs_get(all, "role"), NULL),
        .date = phs_text_or(arena, phs_get(all, "date"), NULL),
        .review_by = phs_text_or(arena, phs_get(all, "review_by"), NULL),
        .reason = phs_text_or(arena, phs_get(all, "reason"), NULL),
    };
    for (size_t i = 0; phs_is(evidence, PHS_LIST) && i < evidence->list.n; i++)
        PHS_PUSH(arena, statement.evidence, phs_text_or(arena, evidence->list.at[i], ""));
    return statement;
}

/* All or nothing: one write at the end. Rows without an answer are questions that nobody has filled in. */
static int import(struct phs_cli *cli, const struct phs_catalogue *catalogue, struct phs_statements *statements) {
    const char *file = phs_cli_value(cli, "import", NULL);
    if (!phs_is_file(file)) {
        phs_say("there is no file %s to import.", file);
        return PHS_EXIT_USAGE;
    }
    struct phs_graph *graph = read_file(cli, catalogue, file);
    const struct phs_resource_list *list = phs_graph_of_type(graph, "attestation");
    struct phs_statement last = {0};
    struct phs_err err = {0};
    size_t added = 0;
    bool lost = false;
    for (size_t i = 0; i < graph->coverage.n; i++) {
        if (graph->coverage.at[i].reason)
            phs_say("%s: %s", file, phs_coverage_reason(&graph->coverage.at[i]));
        lost |= graph->coverage.at[i].asked && graph->coverage.at[i].state == PHS_NOT_READ;
    }
    if (lost)
        return PHS_EXIT_USAGE;
    for (size_t i = 0; list && i < list->items.n; i++) {
        struct phs_statement statement = statement_of(cli->arena, list->items.at[i]);
        if (!statement.answer)
            continue;
        if (added++)
            phs_statements_keep(statements, &last);
        last = statement;
    }
    if (added && phs_statements_save(statements, &last, &err) != PHS_OK)
        return phs_say_err(&err);
    phs_say("%zu statement%s added to %s.", added, added == 1 ? "" : "s", statements->path);
    return PHS_EXIT_CLEAN;
}

static int ask(struct phs_cli *cli, const struct phs_catalogue *catalogue, const struct phs_graph *graph,
               struct phs_statements *statements) {
    int done =
        phs_attest_walk(cli->arena, catalogue, graph, statements, phs_cli_value(cli, "family", NULL), phs_cli_has(cli, "all"));
    fputc('\n', stderr);
    if (done < 0)
        return PHS_EXIT_FAILED;
    phs_say("%d statement%s in %s; start again whenever you like.", done, done == 1 ? " made" : "s made", statements->path);
    return PHS_EXIT_CLEAN;
}

static int run(struct phs_cli *cli) {
    const char *file = file_of(cli);
    struct phs_catalogue *catalogue;
    struct phs_statements statements;
    struct phs_err err = {0};
    int code = phs_scanning_catalogue(cli, &catalogue);
    if (code != PHS_EXIT_CLEAN)
        return code;
    if (phs_cli_has(cli, "export"))
        return write_export(cli, catalogue, read_file(cli, catalogue, file));
    if (phs_statements_open(cli->arena, file, &statements, &err) != PHS_OK) {
        phs_say_err(&err);
        return PHS_EXIT_USAGE;
    }
    if (phs_cli_has(cli, "import"))
        return import(cli, catalogue, &statements);
    return ask(cli, catalogue, read_file(cli, catalogue, file), &statements);
}

extern const struct phs_command phs_cmd_attest;
const struct phs_command phs_cmd_attest = {
    .name = "attest",
    .summary = "asks people about safeguards that no scanner sees, and keeps what they state",
    .arguments = "[FILE]",
    .about = "Goes through the questions that nobody has answered, or whose answer is stale: yes, no, partly or not "
             "applicable, how,\n"
             "evidence, who stands for it, when it is looked at again. Each answer is on disk before the next question; stop "
             "whenever\n"
             "you like. FILE is the file that phiscope.yaml names, else attestations.yaml; it only grows, and of two "
             "statements the\n"
             "later counts.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
