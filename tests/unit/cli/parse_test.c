/* SPDX-License-Identifier: Apache-2.0 */
/* Command lines by table: what is taken, what is refused, and that help can say everything that is taken. */
#include <criterion/criterion.h>
#include <criterion/redirect.h>

#include "cli/help.h"

static int nothing(struct phs_cli *cli) {
    (void)cli;
    return PHS_EXIT_CLEAN;
}

static const struct phs_option options[] = {
    {.name = "format", .value = "FORMAT", .help = "a word", .words = "text json"},
    {.name = "output", .value = "FILE", .help = "a file", .letter = 'o'},
    {.name = "checks", .value = "DIR", .help = "a folder", .repeats = true},
    {.name = "quiet", .help = "a flag", .letter = 'q'},
    {0},
};
static const struct phs_command command = {
    .name = "try", .summary = "s", .arguments = "[PATH]", .about = "a\n", .options = options, .max_args = 1, .run = nothing};

static bool parse(struct phs_cli *cli, const char *const *words) {
    static char *argv[16];
    int argc = 0;
    argv[argc++] = (char *)"try";
    while (words[argc - 1])
        argv[argc] = (char *)words[argc - 1], argc++;
    argv[argc] = NULL;
    *cli = (struct phs_cli){.arena = phs_arena_new(), .command = &command};
    return phs_cli_parse(cli, argc, argv);
}

Test(parse, refuses_what_it_does_not_know, .init = cr_redirect_stderr) {
    static const struct {
        const char *scenario, *words[4];
    } rows[] = {
        {"unknown long option", {"--colour"}},   {"unknown short option", {"-x"}},
        {"value missing", {"--output"}},         {"value missing, short", {"-o"}},
        {"empty value", {"--output="}},          {"word that is none of them", {"--format", "yaml"}},
        {"part of a word", {"--format", "tex"}}, {"two words in one", {"--format", "text json"}},
        {"value for a flag", {"--quiet=yes"}},   {"two arguments", {"a", "b"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_cli cli;
        cr_assert_not(parse(&cli, rows[i].words), "%s", rows[i].scenario);
        phs_arena_free(cli.arena);
    }
}

Test(parse, takes_options_in_any_order) {
    static const struct {
        const char *scenario, *words[7], *format, *output, *path;
        size_t checks;
        bool quiet;
    } rows[] = {
        {"nothing", {NULL}, NULL, NULL, NULL, 0, false},
        {"behind the argument", {"p", "--format", "json"}, "json", NULL, "p", 0, false},
        {"with an equals sign", {"--format=text", "p"}, "text", NULL, "p", 0, false},
        {"short", {"-o", "f", "-q"}, NULL, "f", NULL, 0, true},
        {"short and joined", {"-qof"}, NULL, "f", NULL, 0, true},
        {"the last one counts", {"--format", "json", "--format", "text"}, "text", NULL, NULL, 0, false},
        {"repeated", {"--checks", "a", "--checks", "b"}, NULL, NULL, NULL, 2, false},
        {"an argument that looks like an option", {"--", "--format"}, NULL, NULL, "--format", 0, false},
        {"a dash is an argument", {"-"}, NULL, NULL, "-", 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct phs_cli cli;
        size_t n;
        cr_assert(parse(&cli, rows[i].words), "%s", rows[i].scenario);
        const char *format = phs_cli_value(&cli, "format", NULL), *output = phs_cli_value(&cli, "output", NULL);
        cr_assert_eq(format == NULL, rows[i].format == NULL, "%s", rows[i].scenario);
        if (format)
            cr_assert_str_eq(format, rows[i].format, "%s", rows[i].scenario);
        if (rows[i].output)
            cr_assert_str_eq(output, rows[i].output, "%s", rows[i].scenario);
        cr_assert_eq(cli.arg_count, rows[i].path ? 1 : 0, "%s", rows[i].scenario);
        if (rows[i].path)
            cr_assert_str_eq(cli.args[0], rows[i].path, "%s", rows[i].scenario);
        phs_cli_values(&cli, "checks", &n);
        cr_assert_eq(n, rows[i].checks, "%s", rows[i].scenario);
        cr_assert_eq(phs_cli_has(&cli, "quiet"), rows[i].quiet, "%s", rows[i].scenario);
        phs_arena_free(cli.arena);
    }
}

Test(help, names_every_option_and_every_word_of_every_command) {
    for (size_t i = 0; phs_commands[i]; i++) {
        struct phs_buf out;
        phs_buf_init(&out, 1 << 20);
        phs_help_command(&out, phs_commands[i]);
        for (const struct phs_option *option = phs_commands[i]->options; option && option->name; option++) {
            cr_assert_not_null(strstr(phs_buf_text(&out), option->name), "%s: --%s", phs_commands[i]->name, option->name);
            cr_assert_not_null(option->help, "%s: --%s", phs_commands[i]->name, option->name);
            struct phs_slice rest = phs_slice(option->words), word;
            while (strcmp(option->name, "format") == 0 && phs_slice_cut(&rest, ' ', &word))
                cr_assert_neq(phs_slice_find(phs_slice(option->help), word), (size_t)-1, "%s: %s", phs_commands[i]->name,
                              option->words);
        }
        cr_assert_eq(phs_command_find(phs_commands[i]->name), phs_commands[i]);
        cr_assert_leq(strlen(phs_commands[i]->summary), 80, "%s", phs_commands[i]->name);
        phs_buf_done(&out);
    }
    cr_assert_null(phs_command_find("no such command"));
}
