/* SPDX-License-Identifier: Apache-2.0 */
/* Help, printed from the command table so that it cannot say what the parser does not take. */
#include "cli/help.h"

#include "cli/say.h"
#include "reports/terminal.h"

enum { NAME_WIDTH = 12, OPTION_WIDTH = 22, BEFORE_HELP = 6 + OPTION_WIDTH + 1, LINE_WIDTH = 104 };

void phs_help_all(struct phs_buf *out) {
    phs_buf_puts(out, "phiscope finds where health information lives and moves, tests the safeguards around it,\n"
                      "and writes the risk analysis. It reads files, and connects to nothing but the endpoints\n"
                      "that a scope names.\n\n"
                      "usage: phiscope COMMAND [options]\n\n");
    for (size_t i = 0; phs_commands[i]; i++)
        phs_buf_printf(out, "  %-*s %s\n", NAME_WIDTH, phs_commands[i]->name, phs_commands[i]->summary);
    phs_buf_puts(out, "\nphiscope COMMAND --help says more; phiscope --version names the version.\n"
                      "exit codes: 0 clean, 1 phiscope failed, 2 findings at or above the threshold,\n"
                      "3 something that was asked for was not read, 64 wrong usage.\n");
}

void phs_help_version(struct phs_buf *out) {
    phs_buf_puts(out, "phiscope " PHS_VERSION "\n");
}

static void print_option(struct phs_buf *out, const struct phs_option *option) {
    char left[64], text[512];
    struct phs_terminal terminal = {.out = out};
    snprintf(left, sizeof left, "--%s%s%s", option->name, option->value ? " " : "", option->value ? option->value : "");
    if (option->letter)
        phs_buf_printf(out, "  -%c, %-*s ", option->letter, OPTION_WIDTH, left);
    else
        phs_buf_printf(out, "      %-*s ", OPTION_WIDTH, left);
    snprintf(text, sizeof text, "%s%s", option->help, option->repeats ? " (may be repeated)" : "");
    phs_terminal_wrap(&terminal, text, BEFORE_HELP, LINE_WIDTH, strlen(left) > OPTION_WIDTH ? BEFORE_HELP + 1 : BEFORE_HELP);
}

void phs_help_command(struct phs_buf *out, const struct phs_command *command) {
    phs_buf_printf(out, "usage: phiscope %s%s%s%s\n\n%s", command->name, command->options ? " [options]" : "",
                   *command->arguments ? " " : "", command->arguments, command->about);
    if (command->options)
        phs_buf_puts(out, "\n");
    for (const struct phs_option *option = command->options; option && option->name; option++)
        print_option(out, option);
}

void phs_help_unknown(struct phs_arena *arena, const char *name) {
    size_t n = 0;
    while (phs_commands[n])
        n++;
    const char **names = PHS_NEW_N(arena, const char *, n + 3);
    for (size_t i = 0; i < n; i++)
        names[i] = phs_commands[i]->name;
    names[n] = "--version";
    names[n + 1] = "--help";
    phs_say("there is no %s %s.%s See phiscope help.", *name == '-' ? "option" : "command", name,
            phs_suggest(arena, name, names));
}
