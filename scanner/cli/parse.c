/* SPDX-License-Identifier: Apache-2.0 */
/* getopt_long over the option table of a command; what it does not know gets one sentence and the nearest word. */
#include <getopt.h>

#include "cli/say.h"

enum { FIRST_LONG = 256 };

static size_t count_options(const struct phs_option *options) {
    size_t n = 0;
    while (options && options[n].name)
        n++;
    return n;
}

static struct option *long_table(struct phs_arena *arena, const struct phs_option *options, size_t n) {
    struct option *table = PHS_NEW_N(arena, struct option, n + 2);
    for (size_t i = 0; i < n; i++)
        table[i] =
            (struct option){options[i].name, options[i].value ? required_argument : no_argument, NULL, FIRST_LONG + (int)i};
    table[n] = (struct option){"help", no_argument, NULL, FIRST_LONG + (int)n};
    return table;
}

/* ":" in front: a missing value is told apart from an unknown option. */
static char *short_table(struct phs_arena *arena, const struct phs_option *options, size_t n) {
    char *table = phs_alloc(arena, 2 * n + 3);
    size_t at = 0;
    table[at++] = ':';
    for (size_t i = 0; i < n; i++) {
        if (!options[i].letter)
            continue;
        table[at++] = options[i].letter;
        if (options[i].value)
            table[at++] = ':';
    }
    table[at] = 'h';
    return table;
}

static bool is_word_of(const char *words, const char *value) {
    struct phs_slice rest = phs_slice(words), word;
    while (phs_slice_cut(&rest, ' ', &word))
        if (phs_slice_is(word, value))
            return true;
    return false;
}

static const char *list_words(struct phs_arena *arena, const char *words) {
    char *list = phs_strdup(arena, "");
    struct phs_slice rest = phs_slice(words), word;
    while (phs_slice_cut(&rest, ' ', &word))
        list = phs_printf(arena, "%s%s%.*s", list, *list ? rest.len ? ", " : " or " : "", (int)word.len, word.ptr);
    return list;
}

static bool refuse_unknown(struct phs_cli *cli, const char *text) {
    size_t n = count_options(cli->command->options);
    const char **names = PHS_NEW_N(cli->arena, const char *, n + 2);
    for (size_t i = 0; i < n; i++)
        names[i] = phs_printf(cli->arena, "--%s", cli->command->options[i].name);
    names[n] = "--help";
    struct phs_slice name = phs_slice(text);
    const char *equals = memchr(text, '=', name.len);
    const char *typed = phs_strndup(cli->arena, text, equals ? (size_t)(equals - text) : name.len);
    phs_say("%s has no option %s.%s See phiscope %s --help.", cli->command->name, typed, phs_suggest(cli->arena, typed, names),
            cli->command->name);
    return false;
}

static bool take(struct phs_cli *cli, const struct phs_option *option, const char *value) {
    if (option->words && !is_word_of(option->words, value)) {
        phs_say("--%s is %s, not %s.", option->name, list_words(cli->arena, option->words), value);
        return false;
    }
    if (option->value && !*value) {
        phs_say("--%s needs %s, not an empty text.", option->name, option->value);
        return false;
    }
    PHS_PUSH(cli->arena, cli->given, (struct phs_given){option, value});
    return true;
}

static const struct phs_option help_option = {.name = "help"};

static const struct phs_option *option_of(const struct phs_cli *cli, int found, size_t n) {
    if (found == 'h' || found == FIRST_LONG + (int)n)
        return &help_option;
    for (size_t i = 0; i < n; i++)
        if (found == FIRST_LONG + (int)i || (cli->command->options[i].letter && found == cli->command->options[i].letter))
            return &cli->command->options[i];
    return NULL;
}

static bool check_arguments(struct phs_cli *cli) {
    const struct phs_command *command = cli->command;
    if (phs_cli_has(cli, "help"))
        return true;
    if (cli->arg_count > command->max_args) {
        phs_say("%s takes %s; %s is too much. See phiscope %s --help.", command->name,
                *command->arguments ? command->arguments : "options only", cli->args[command->max_args], command->name);
        return false;
    }
    if (cli->arg_count < command->min_args) {
        phs_say("%s needs %s. See phiscope %s --help.", command->name, command->arguments, command->name);
        return false;
    }
    return true;
}

bool phs_cli_parse(struct phs_cli *cli, int argc, char **argv) {
    size_t n = count_options(cli->command->options);
    struct option *longs = long_table(cli->arena, cli->command->options, n);
    const char *shorts = short_table(cli->arena, cli->command->options, n);
    optind = 0; /* glibc: start over */
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, shorts, longs, NULL)) != -1;) {
        const char *text = argv[optind > 0 ? optind - 1 : 0];
        if (found == '?')
            return refuse_unknown(cli, optopt > 0 && optopt < FIRST_LONG ? phs_printf(cli->arena, "-%c", optopt) : text);
        if (found == ':') {
            phs_say("%s needs a value. See phiscope %s --help.", text, cli->command->name);
            return false;
        }
        const struct phs_option *option = option_of(cli, found, n);
        if (!option || !take(cli, option, optarg))
            return false;
    }
    cli->args = (const char *const *)argv + optind;
    cli->arg_count = (size_t)(argc - optind);
    return check_arguments(cli);
}

const char *phs_cli_value(const struct phs_cli *cli, const char *name, const char *fallback) {
    for (size_t i = cli->given.n; i-- > 0;)
        if (strcmp(cli->given.at[i].option->name, name) == 0)
            return cli->given.at[i].value;
    return fallback;
}

bool phs_cli_has(const struct phs_cli *cli, const char *name) {
    for (size_t i = 0; i < cli->given.n; i++)
        if (strcmp(cli->given.at[i].option->name, name) == 0)
            return true;
    return false;
}

const char **phs_cli_values(const struct phs_cli *cli, const char *name, size_t *ret_n) {
    PHS_VEC(const char *) values = {0};
    for (size_t i = 0; i < cli->given.n; i++)
        if (strcmp(cli->given.at[i].option->name, name) == 0)
            PHS_PUSH(cli->arena, values, cli->given.at[i].value);
    *ret_n = values.n;
    return values.at;
}
