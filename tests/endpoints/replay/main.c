/* SPDX-License-Identifier: Apache-2.0 */
/* endpoints_replay CERTIFICATE.der KEY.pem [PORT OTHER_PORT]: starts every personality on a loopback port of its own, prints
 * "name port" a line and "ready", and serves each connection in a process of its own until it is ended or two hours have
 * passed. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "replay.h"

enum { LIFETIME_SECONDS = 7200, CONNECTION_SECONDS = 60 };

static int listen_on_loopback(unsigned *ret_port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, n) != 0 || listen(fd, 256) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &n) != 0)
        exit(1);
    *ret_port = ntohs(address.sin_port);
    return fd;
}

static void serve_for_ever(int listener, const struct personality *personality, struct server server) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    alarm(LIFETIME_SECONDS);
    while (!personality->leaves_after || server.connection < personality->leaves_after) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        server.connection++;
        if (fork() == 0) {
            alarm(CONNECTION_SECONDS);
            close(listener);
            personality->serve(fd, &server);
            close(fd);
            _exit(0);
        }
        close(fd);
    }
    exit(0);
}

int main(int argc, char **argv) {
    if (argc != 3 && argc != 5) {
        fprintf(stderr, "endpoints_replay CERTIFICATE.der KEY.pem [PORT OTHER_PORT]\n");
        return 64;
    }
    const struct server server = {.certificate = argv[1],
                                  .key = argv[2],
                                  .backend = argc == 5 ? (unsigned)strtoul(argv[3], NULL, 10) : 0,
                                  .other = argc == 5 ? (unsigned)strtoul(argv[4], NULL, 10) : 0};
    signal(SIGCHLD, SIG_IGN);
    setpgid(0, 0);
    for (const struct personality *p = personalities; p->name; p++) {
        unsigned port;
        int listener = listen_on_loopback(&port);
        printf("%s %u\n", p->name, port);
        fflush(stdout);
        if (fork() == 0)
            serve_for_ever(listener, p, server);
        close(listener);
    }
    printf("ready 0\n");
    fflush(stdout);
    alarm(LIFETIME_SECONDS);
    pause();
    return 0;
}
