/* SPDX-License-Identifier: Apache-2.0 */
/* From argv to the command that it names. */
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/late.h"
#include "catalogue/catalogue.h"
#include "cli/help.h"
#include "cli/openssl.h"
#include "cli/say.h"

/* A dump of our memory would hold whatever was scanned (rule 4); the limit does not bind where dumps are piped to a program. */
static void settle_in(void) {
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    prctl(PR_SET_DUMPABLE, 0);
    mallopt(M_TOP_PAD, 1 << 20); /* a thread's heap grows by a system call each time */
}

static void print(void (*write)(struct phs_buf *out)) {
    struct phs_buf out;
    phs_buf_init_file(&out, stdout);
    write(&out);
    phs_buf_done(&out);
}

static int run_command(struct phs_cli *cli, int argc, char **argv) {
    if (!phs_cli_parse(cli, argc, argv))
        return PHS_EXIT_USAGE;
    if (!phs_cli_has(cli, "help"))
        return cli->command->run(cli);
    struct phs_buf out;
    phs_buf_init_file(&out, stdout);
    phs_help_command(&out, cli->command);
    phs_buf_done(&out);
    return PHS_EXIT_CLEAN;
}

/* A process that ends gives everything back at once; piece by piece it takes a millisecond. Who looks for leaks wants pieces.
 */
static void tidy_up(struct phs_cli *cli) {
#ifdef __SANITIZE_ADDRESS__
    phs_arena_free(cli->arena);
#else
    (void)cli;
#endif
}

int main(int argc, char **argv) {
    settle_in();
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print(phs_help_all);
        return argc < 2 ? PHS_EXIT_USAGE : PHS_EXIT_CLEAN;
    }
    if (strcmp(argv[1], "--version") == 0) {
        print(phs_help_version);
        return PHS_EXIT_CLEAN;
    }
    phs_late_openssl(phs_openssl_settle);
    struct phs_cli cli = {.arena = phs_arena_new(), .command = phs_command_find(argv[1])};
    int code = PHS_EXIT_USAGE;
    if (cli.command)
        code = run_command(&cli, argc - 1, argv + 1);
    else
        phs_help_unknown(cli.arena, argv[1]);
    tidy_up(&cli);
    return code;
}
