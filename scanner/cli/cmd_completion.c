/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope completion bash|zsh|fish: a script for the shell, printed from the command table. */
#include "cli/output.h"
#include "cli/say.h"

/* Everything up to the first quote, so that no help text can end the quoting of a shell. */
static void put_plain(struct phs_buf *out, const char *text) {
    for (; *text; text++)
        if (*text != '\'' && *text != '[' && *text != ']' && *text != ':')
            phs_buf_putc(out, *text);
}

static void put_options(struct phs_buf *out, const struct phs_command *command) {
    for (const struct phs_option *option = command->options; option && option->name; option++)
        phs_buf_printf(out, "--%s ", option->name);
    phs_buf_puts(out, "--help");
}

static void write_bash(struct phs_buf *out) {
    phs_buf_puts(out, "_phiscope() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W '");
    for (size_t i = 0; phs_commands[i]; i++)
        phs_buf_printf(out, "%s ", phs_commands[i]->name);
    phs_buf_puts(out, "--help --version' -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]}:$before in\n");
    for (size_t i = 0; phs_commands[i]; i++)
        for (const struct phs_option *option = phs_commands[i]->options; option && option->name; option++)
            if (option->words)
                phs_buf_printf(out, "    %s:--%s) COMPREPLY=($(compgen -W '%s' -- \"$word\")); return ;;\n",
                               phs_commands[i]->name, option->name, option->words);
    phs_buf_puts(out, "  esac\n  case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; phs_commands[i]; i++) {
        phs_buf_printf(out, "    %s) COMPREPLY=($(compgen -W '", phs_commands[i]->name);
        put_options(out, phs_commands[i]);
        phs_buf_puts(out, "' -- \"$word\")) ;;\n");
    }
    phs_buf_puts(out, "  esac\n  case $word in\n    -*) ;;\n    *) COMPREPLY+=($(compgen -f -- \"$word\")) ;;\n  esac\n}\n"
                      "complete -F _phiscope phiscope\n");
}

static void write_zsh_option(struct phs_buf *out, const struct phs_option *option) {
    phs_buf_printf(out, " \\\n        '%s--%s%s[", option->repeats ? "*" : "", option->name, option->value ? "=" : "");
    put_plain(out, option->help);
    phs_buf_puts(out, "]");
    if (option->words)
        phs_buf_printf(out, ":%s:(%s)", option->name, option->words);
    else if (option->value)
        phs_buf_printf(out, ":%s:_files", option->name);
    phs_buf_puts(out, "'");
}

static void write_zsh(struct phs_buf *out) {
    phs_buf_puts(out, "#compdef phiscope\n_phiscope() {\n  local -a commands=(\n");
    for (size_t i = 0; phs_commands[i]; i++) {
        phs_buf_printf(out, "    '%s:", phs_commands[i]->name);
        put_plain(out, phs_commands[i]->summary);
        phs_buf_puts(out, "'\n");
    }
    phs_buf_puts(out, "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
                      "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n");
    for (size_t i = 0; phs_commands[i]; i++) {
        phs_buf_printf(out, "    %s)\n      _arguments '--help[what it does and takes]'", phs_commands[i]->name);
        for (const struct phs_option *option = phs_commands[i]->options; option && option->name; option++)
            write_zsh_option(out, option);
        phs_buf_puts(out, " '*:file:_files' ;;\n");
    }
    phs_buf_puts(out, "  esac\n}\n_phiscope \"$@\"\n");
}

static void write_fish_option(struct phs_buf *out, const struct phs_command *command, const struct phs_option *option) {
    phs_buf_printf(out, "complete -c phiscope -n '__fish_seen_subcommand_from %s' -l %s", command->name, option->name);
    if (option->value)
        phs_buf_puts(out, option->words ? " -x" : " -r");
    if (option->words)
        phs_buf_printf(out, " -a '%s'", option->words);
    phs_buf_puts(out, " -d '");
    put_plain(out, option->help);
    phs_buf_puts(out, "'\n");
}

static void write_fish(struct phs_buf *out) {
    for (size_t i = 0; phs_commands[i]; i++) {
        phs_buf_printf(out, "complete -c phiscope -n __fish_use_subcommand -a %s -d '", phs_commands[i]->name);
        put_plain(out, phs_commands[i]->summary);
        phs_buf_puts(out, "'\n");
        for (const struct phs_option *option = phs_commands[i]->options; option && option->name; option++)
            write_fish_option(out, phs_commands[i], option);
    }
}

static int run(struct phs_cli *cli) {
    static const struct {
        const char *shell;
        void (*write)(struct phs_buf *out);
    } shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(cli->args[0], shells[i].shell) != 0)
            continue;
        struct phs_output output;
        phs_output_open(&output, NULL);
        shells[i].write(&output.buf);
        return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
    }
    phs_say("completion is for bash, zsh or fish, not %s.", cli->args[0]);
    return PHS_EXIT_USAGE;
}

extern const struct phs_command phs_cmd_completion;
const struct phs_command phs_cmd_completion = {
    .name = "completion",
    .summary = "completes commands and options in a shell",
    .arguments = "bash|zsh|fish",
    .about = "Prints a script for the shell; for bash: source <(phiscope completion bash)\n",
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
