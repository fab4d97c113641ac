/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope init: looks around and writes the first phiscope.yaml. */
#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/init.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "cli/say.h"
#include "collect/scope.h"

enum { MOST_TEXT = 4 << 20 };

static const struct phs_option options[] = {
    {.name = "output",
     .letter = 'o',
     .value = "FILE",
     .help = "write there instead of phiscope.yaml in DIR; - is standard output"},
    {.name = "force", .help = "replace a scope that is there already; other files are never replaced"},
    {.name = "yes", .help = "ask nothing"},
    {0},
};

struct command {
    struct phs_cli *cli;
    struct phs_init init;
    struct phs_surroundings seen;
    const char *file; /* of the scope; NULL: standard output */
};

static enum phs_code look(struct command *command, struct phs_err *err) {
    struct phs_init *init = &command->init;
    struct phs_scan_options scan = {.folder = init->folder, .method = "nist", .progress = true};
    struct phs_catalogue *catalogue;
    struct phs_run *run;
    scan.scope = phs_scope_default(init->arena, init->folder);
    enum phs_code code = phs_pipeline_run(init->arena, &scan, &catalogue, &run, err);
    if (code != PHS_OK)
        return code;
    init->catalogue = catalogue;
    init->map = run->map;
    code = phs_look_around(init->arena, init->folder, catalogue, run->graph, run->map, &command->seen, err);
    init->seen = &command->seen;
    return code;
}

static bool has_code(const struct phs_surroundings *seen) {
    return seen->has_source || seen->manifests || seen->roots.n;
}

/* Where the scope goes, and what its paths need in front to lead into the folder. */
static enum phs_code settle(struct command *command, struct phs_err *err) {
    struct phs_init *init = &command->init;
    const char *given = phs_cli_value(command->cli, "output", NULL);
    init->before = "";
    if (given && strcmp(given, "-") == 0)
        return PHS_OK;
    command->file = given ? given : phs_path_join(init->arena, init->folder, "phiscope.yaml");
    char *here = realpath(phs_path_dir(init->arena, command->file), NULL);
    if (!here)
        return phs_fail(err, PHS_E_IO, "%s: cannot be written: %s", command->file, strerror(errno));
    char *there = realpath(init->folder, NULL);
    if (there && strcmp(here, there) != 0)
        init->before = phs_strdup(init->arena, there);
    free(here);
    free(there);
    if (access(command->file, F_OK) == 0 && !phs_cli_has(command->cli, "force"))
        return phs_fail(err, PHS_E_USAGE, "%s is there already; --force replaces it, --output writes elsewhere.",
                        command->file);
    return PHS_OK;
}

/* What we write must be what we read: a scope with a problem would be our fault. */
static enum phs_code check(const struct command *command, struct phs_slice text, struct phs_err *err) {
    struct phs_scope *scope;
    enum phs_code code = phs_scope_parse(command->init.arena, "phiscope.yaml", text, &scope, err);
    if (code != PHS_OK)
        return code;
    return scope->problems.n
               ? phs_fail(err, PHS_E_INTERNAL, "the scope was not written, it has a problem: %s", scope->problems.at[0])
               : PHS_OK;
}

static enum phs_code put_file(const char *path, const struct phs_buf *text, struct phs_err *err) {
    if (text->failed)
        return phs_fail(err, PHS_E_LIMIT, "%s was not written: it would be larger than 4 MiB.", path);
    enum phs_code code = phs_file_write(path, phs_slice_n(phs_buf_text(text), text->len), false, err);
    if (code == PHS_OK)
        fprintf(stderr, "wrote %s\n", path);
    return code;
}

static enum phs_code put_starter(struct command *command, const char *name,
                                 void (*write)(const struct phs_init *init, struct phs_buf *out), struct phs_err *err) {
    struct phs_buf text;
    const char *path = phs_path_join(command->init.arena, phs_path_dir(command->init.arena, command->file), name);
    if (access(path, F_OK) == 0) {
        phs_say("%s is there already and stays as it is.", path);
        return PHS_OK;
    }
    phs_buf_init(&text, MOST_TEXT);
    write(&command->init, &text);
    enum phs_code code = put_file(path, &text, err);
    phs_buf_done(&text);
    return code;
}

static bool has_inventory(const struct phs_surroundings *seen, enum phs_target_kind kind) {
    for (size_t i = 0; i < seen->inventories.n; i++)
        if (seen->inventories.at[i].kind == kind)
            return true;
    return false;
}

static enum phs_code put_starters(struct command *command, struct phs_err *err) {
    enum phs_code code = PHS_OK;
    if (!command->init.answers.asked || !command->file)
        return PHS_OK;
    if (!has_inventory(&command->seen, PHS_TARGET_VENDORS))
        code = put_starter(command, "vendors.csv", phs_init_vendors, err);
    if (code == PHS_OK && !has_inventory(&command->seen, PHS_TARGET_ASSETS))
        code = put_starter(command, "assets.csv", phs_init_assets, err);
    if (code == PHS_OK && !command->seen.attestations)
        code = put_starter(command, "attestations.yaml", phs_init_attestations, err);
    return code;
}

static enum phs_code put_scope(struct command *command, struct phs_err *err) {
    struct phs_buf text;
    phs_buf_init(&text, MOST_TEXT);
    phs_init_scope(&command->init, &text);
    enum phs_code code = check(command, phs_slice_n(phs_buf_text(&text), text.len), err);
    if (code == PHS_OK && command->file)
        code = put_file(command->file, &text, err);
    else if (code == PHS_OK)
        fwrite(phs_buf_text(&text), 1, text.len, stdout);
    phs_buf_done(&text);
    return code;
}

static void count(const char *name, size_t n, const char *what) {
    if (n)
        fprintf(stderr, "  %-14s %zu %s\n", name, n, what);
}

static void say_seen(const struct command *command) {
    const struct phs_surroundings *seen = &command->seen;
    phs_say("%zu files in %s:", seen->files, seen->title);
    count("infrastructure", seen->roots.n, "Terraform roots and environments");
    count("containers", seen->manifests, "in Kubernetes manifests, Dockerfiles and Compose files");
    count("services", seen->services.n, "with a list of packages");
    count("vendors", seen->vendors.n, "by package, host or name of a variable");
    count("inventories", seen->inventories.n, "that look like lists of vendors, customers or assets");
    count("addresses", seen->addresses.n, "in ingresses and DNS records (they stay comments: nothing is connected to)");
    count("PHI", command->init.map ? command->init.map->systems.n : 0, "taken by a scan to hold patient information");
}

static void say_next(const struct command *command) {
    const char *folder = command->init.folder, *file = command->file;
    const char *own = phs_path_join(command->init.arena, folder, "phiscope.yaml");
    const char *what = strcmp(file, own) == 0 ? strcmp(folder, ".") == 0 ? "" : phs_printf(command->init.arena, " %s", folder)
                                              : phs_printf(command->init.arena, " --scope %s", file);
    fputs("\nNext:\n", stderr);
    struct phs_buf text;
    phs_buf_init(&text, MOST_TEXT);
    phs_buf_puts(&text, "  1. Read ");
    phs_init_comment(&text, file);
    phs_buf_puts(&text, ": every guess says what it rests on.\n  2. phiscope scan");
    phs_init_comment(&text, what);
    phs_buf_puts(&text, "\n  3. phiscope report risk-analysis");
    phs_init_comment(&text, what);
    phs_buf_puts(&text, " --output risk-analysis.html\n");
    fputs(phs_buf_text(&text), stderr);
    phs_buf_done(&text);
}

static int run(struct phs_cli *cli) {
    struct command command = {.cli = cli};
    struct phs_err err = {0};
    command.init.arena = cli->arena;
    command.init.folder = cli->arg_count ? cli->args[0] : ".";
    if (!phs_is_dir(command.init.folder)) {
        phs_say("%s is no folder that can be read.", command.init.folder);
        return PHS_EXIT_USAGE;
    }
    enum phs_code code = settle(&command, &err);
    if (code == PHS_OK)
        code = look(&command, &err);
    if (code != PHS_OK)
        return phs_say_err(&err);
    if (command.file)
        say_seen(&command);
    if (!has_code(&command.seen)) {
        command.init.answers.asked = true;
        if (!phs_cli_has(cli, "yes"))
            phs_init_ask(&command.init);
    }
    code = put_scope(&command, &err);
    if (code == PHS_OK)
        code = put_starters(&command, &err);
    if (code != PHS_OK)
        return phs_say_err(&err);
    if (command.file)
        say_next(&command);
    return PHS_EXIT_CLEAN;
}

extern const struct phs_command phs_cmd_init;
const struct phs_command phs_cmd_init = {
    .name = "init",
    .summary = "looks around and writes a first phiscope.yaml",
    .arguments = "[DIR]",
    .about = "Looks for Terraform roots and their environments, containers, services, vendors in use, inventories and\n"
             "addresses, and writes a commented scope in which every guess says what it rests on. Where there is no\n"
             "code it asks ten questions and writes vendors.csv, assets.csv and attestations.yaml beside it.\n"
             "Opens no connection and looks at no value of a variable.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
