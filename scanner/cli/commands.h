/* SPDX-License-Identifier: Apache-2.0 */
/* A subcommand as data: what it is called, what it takes, what it does. Help, completion and parsing all come from here. */
#ifndef PHS_CLI_COMMANDS_H
#define PHS_CLI_COMMANDS_H

#include "base/arena.h"
#include "base/err.h"

/* Exit codes (DESIGN.md, "The command line"). Where several hold, 2 wins over 3. */
enum phs_exit { PHS_EXIT_CLEAN = 0, PHS_EXIT_FAILED = 1, PHS_EXIT_FINDINGS = 2, PHS_EXIT_INCOMPLETE = 3, PHS_EXIT_USAGE = 64 };

struct phs_option {
    const char *name;  /* "format", for --format */
    const char *value; /* what it takes: "FILE"; NULL: nothing */
    const char *help;
    const char *words; /* the words that the value may be, with a space between; NULL: any text */
    bool repeats;
    char letter; /* 'o', or 0 */
};

struct phs_given {
    const struct phs_option *option;
    const char *value; /* NULL for one that takes nothing */
};

/* A command line after parsing. */
struct phs_cli {
    struct phs_arena *arena;
    const struct phs_command *command;
    PHS_VEC(struct phs_given) given;
    const char *const *args; /* what is no option, arg_count of them */
    size_t arg_count;
};

struct phs_command {
    const char *name;
    const char *summary;              /* half a line for the list */
    const char *arguments;            /* "[PATH]", or "" */
    const char *about;                /* what a person needs to know, lines ended by \n */
    const struct phs_option *options; /* ended by one without a name; NULL: none */
    size_t min_args, max_args;
    int (*run)(struct phs_cli *cli); /* returns an enum phs_exit */
};

/* All of them in the order that help prints them, ended by NULL. */
extern const struct phs_command *const phs_commands[];

const struct phs_command *phs_command_find(const char *name);

/* Reads argv behind the name of the command. Says what is wrong on stderr and returns false. */
bool phs_cli_parse(struct phs_cli *cli, int argc, char **argv);
/* The last value given; fallback when there is none. */
const char *phs_cli_value(const struct phs_cli *cli, const char *name, const char *fallback);
bool phs_cli_has(const struct phs_cli *cli, const char *name);
/* Every value given of an option that repeats. */
const char **phs_cli_values(const struct phs_cli *cli, const char *name, size_t *ret_n);

#endif
