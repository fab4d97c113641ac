/* SPDX-License-Identifier: Apache-2.0 */
/* Shell text of RUN, looked at by its words: no shell is parsed, so each question is one that words answer. */
#include "base/buf.h"
#include "collect/docker/command.h"
#include "collect/docker/parts.h"

enum { LONGEST_TEXT = 1 << 16 };

static bool ends_word(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '&' || c == '|' || c == '(' || c == ')' || c == '"' ||
           c == '\'';
}

/* word stands alone at i. */
static bool word_at(struct phs_slice text, size_t i, const char *word) {
    size_t n = strlen(word);
    return i + n <= text.len && memcmp(text.ptr + i, word, n) == 0 && (i == 0 || ends_word(text.ptr[i - 1])) &&
           (i + n == text.len || ends_word(text.ptr[i + n]));
}

static bool has_word(struct phs_slice text, const char *word) {
    for (size_t i = 0; i < text.len; i++)
        if (word_at(text, i, word))
            return true;
    return false;
}

static bool has(struct phs_slice text, const char *part) {
    return phs_slice_find(text, phs_slice(part)) != (size_t)-1;
}

/* NAME=value before a program. */
static struct phs_slice behind_assignments(struct phs_slice text) {
    for (;;) {
        size_t n = 0;
        bool assigns = false;
        for (; n < text.len && text.ptr[n] != ' '; n++)
            assigns |= text.ptr[n] == '=' && n > 0;
        if (!assigns || n == text.len)
            return text;
        text = phs_slice_trim(phs_slice_n(text.ptr + n, text.len - n));
    }
}

static bool begins_with_shell(struct phs_slice text) {
    static const char *const shells[] = {"sh",        "bash",   "zsh",     "dash", "ash",  "/bin/sh",
                                         "/bin/bash", "python", "python3", "perl", "node", "ruby"};
    text = phs_slice_trim(text);
    static const char *const before[] = {"sudo ", "-E ", "env "};
    for (size_t i = 0; i < 3; i++)
        if (phs_slice_starts(text, before[i]))
            text = phs_slice_trim(phs_slice_n(text.ptr + strlen(before[i]), text.len - strlen(before[i])));
    text = behind_assignments(text);
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (word_at(text, 0, shells[i]))
            return true;
    return false;
}

/* One command: what stands between ; && || and line breaks. */
static bool pipes_download(struct phs_slice command) {
    if (!has_word(command, "curl") && !has_word(command, "wget"))
        return false;
    for (size_t i = 0; i + 1 < command.len; i++)
        if (command.ptr[i] == '|' && begins_with_shell(phs_slice_n(command.ptr + i + 1, command.len - i - 1)))
            return true;
    return has(command, "sh -c \"$(curl") || has(command, "sh -c \"$(wget") || has(command, "<(curl") ||
           has(command, "<(wget") || has(command, "sh -c \"`curl");
}

struct shell {
    bool pipes, insecure, sudo, wide, remote_shell, free_root, password, borrows, clear;
    struct phs_slice password_word; /* of the command that sets one */
    bool compares;                  /* a checksum or signature, anywhere in the instruction */
};

/* A mode that lets everybody write: 777, a+w, but not 1777, the mode of /tmp. */
bool phs_docker_mode_is_wide(struct phs_slice mode) {
    const char *sign = NULL;
    for (size_t i = 0; i < mode.len && !sign; i++)
        if (mode.ptr[i] == '+' || mode.ptr[i] == '=')
            sign = mode.ptr + i;
    double number;
    if (!sign) {
        bool sticky = mode.len == 4 && mode.ptr[0] == '1';
        return (mode.len == 3 || mode.len == 4) && phs_slice_number(mode, &number) && !sticky &&
               strchr("2367", mode.ptr[mode.len - 1]);
    }
    struct phs_slice who = phs_slice_n(mode.ptr, (size_t)(sign - mode.ptr));
    struct phs_slice what = phs_slice_n(sign, mode.len - who.len);
    return who.len && who.len < 4 && strchr("ugoa", who.ptr[0]) &&
           (memchr(who.ptr, 'o', who.len) || memchr(who.ptr, 'a', who.len)) && memchr(what.ptr, 'w', what.len);
}

/* u+s, +s or 4755: whoever starts the file is its owner. */
static bool mode_borrows(struct phs_slice mode) {
    double number;
    if (phs_slice_number(mode, &number))
        return (mode.len == 4 && strchr("4567", mode.ptr[0])) ||
               (mode.len == 5 && mode.ptr[0] == '0' && strchr("4567", mode.ptr[1]));
    return phs_slice_starts(mode, "u+s") || phs_slice_starts(mode, "+s") || phs_slice_starts(mode, "a+s") ||
           phs_slice_starts(mode, "ug+s");
}

static void look_at_modes(const struct phs_command *command, struct shell *shell) {
    size_t i = phs_command_program(command, "chmod");
    while (i && i < command->n && command->words[i].ptr[0] == '-')
        i++;
    if (!i || i >= command->n)
        return;
    shell->wide |= phs_docker_mode_is_wide(command->words[i]);
    shell->borrows |= mode_borrows(command->words[i]);
}

/* A hash begins with a dollar too, and what $(...) gives is known to whoever reads the command. */
static bool is_literal(struct phs_slice word) {
    if (phs_slice_starts(word, "!") || phs_slice_starts(word, "*")) /* no password fits */
        return false;
    bool variable = word.len > 1 && word.ptr[0] == '$' && !(word.ptr[1] >= '0' && word.ptr[1] <= '9');
    return !variable;
}

/* "root:word" | chpasswd, useradd -p HASH; a name that the shell fills in is none. */
static bool sets_password(const struct phs_command *command) {
    bool sets = phs_command_program(command, "chpasswd") || phs_command_has(command, "passwd --stdin");
    bool says = phs_command_program(command, "echo") || phs_command_program(command, "printf");
    bool login = phs_command_has(command, "machine * login * password") && has(command->text, "netrc");
    if ((sets || login) && says && !has(command->text, "$"))
        return true;
    size_t i = phs_command_program(command, "useradd");
    for (i = i ? i : phs_command_program(command, "usermod"); i && i + 1 < command->n; i++)
        if (phs_slice_is(command->words[i], "-p") || phs_slice_is(command->words[i], "--password"))
            return is_literal(command->words[i + 1]);
    return false;
}

static bool frees_root(const struct phs_command *command) {
    return (has(command->text, "NOPASSWD") && has(command->text, "sudoers")) || phs_command_has(command, "passwd -d root") ||
           phs_command_has(command, "passwd --delete root");
}

static bool compares(const struct phs_command *command) {
    static const char *const programs[] = {"sha256sum", "sha512sum", "sha384sum", "sha1sum",  "shasum", "gpg",
                                           "gpgv",      "cosign",    "minisign",  "rpm2cpio", "b2sum"};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        if (phs_command_program(command, programs[i]))
            return true;
    return phs_command_has(command, "openssl dgst");
}

/* What is fetched in clear; a proxy or a header is not what is fetched. */
static bool downloads_in_clear(const struct phs_command *command) {
    static const char *const programs[] = {"curl", "wget", "aria2c", "axel"};
    static const char *const others[] = {"-x", "--proxy", "-e", "--referer", "-d", "--data", "-H", "--header"};
    size_t i = 0;
    for (size_t k = 0; k < sizeof programs / sizeof *programs && !i; k++)
        i = phs_command_program(command, programs[k]);
    if (!i && phs_command_has(command, "git clone"))
        i = phs_command_program(command, "git");
    for (; i && i < command->n; i++) {
        bool other = false;
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            other |= phs_slice_is(command->words[i - 1], others[k]);
        if (!other && phs_is_clear_url(command->words[i]))
            return true;
    }
    return false;
}

static struct phs_slice longest_word(const struct phs_command *command) {
    struct phs_slice longest = {0};
    for (size_t i = 0; i < command->n; i++)
        if (command->words[i].len > longest.len)
            longest = command->words[i];
    return longest;
}

static void look(struct phs_slice text, struct shell *shell) {
    struct phs_command command;
    if (text.len > LONGEST_TEXT)
        text.len = LONGEST_TEXT;
    while (phs_command_next(&text, &command)) {
        shell->pipes |= pipes_download(command.text);
        shell->insecure |= phs_command_skips_verification(&command);
        shell->sudo |= command.n && phs_slice_is(command.words[0], "sudo");
        look_at_modes(&command, shell);
        shell->free_root |= frees_root(&command);
        if (!shell->password && sets_password(&command)) {
            shell->password = true;
            shell->password_word = longest_word(&command);
        }
        shell->remote_shell |= phs_command_has(&command, "openssh-server*") || phs_command_has(&command, "dropbear*") ||
                               phs_command_has(&command, "telnetd");
        shell->clear |= downloads_in_clear(&command);
        shell->compares |= compares(&command);
    }
}

/* ["curl", "-k"] is one command, whose words are the texts. */
static struct phs_slice text_of(struct phs_arena *arena, const struct phs_dockerfile_instruction *instruction) {
    struct phs_buf text;
    if (!phs_is(instruction->json, PHS_LIST))
        return instruction->rest;
    phs_buf_init(&text, LONGEST_TEXT);
    for (size_t i = 0; i < instruction->json->list.n; i++) {
        struct phs_slice word = phs_text(instruction->json->list.at[i]);
        phs_buf_add(&text, word.ptr, word.len);
        phs_buf_putc(&text, ' ');
    }
    struct phs_slice whole = phs_slice_n(phs_strndup(arena, phs_buf_text(&text), text.len), text.len);
    phs_buf_done(&text);
    return whole;
}

static bool asks_the_builder(const struct phs_dockerfile_instruction *instruction) {
    for (size_t i = 0; i < instruction->flags.n; i++) {
        struct phs_slice name = instruction->flags.at[i].name, value = phs_text(instruction->flags.at[i].value);
        if ((phs_slice_is(name, "security") && phs_slice_is(value, "insecure")) ||
            (phs_slice_is(name, "network") && phs_slice_is(value, "host")))
            return true;
    }
    return false;
}

const struct phs_value *phs_docker_run(struct phs_arena *arena, const struct phs_dockerfile_instruction *instruction) {
    struct shell shell = {0};
    struct phs_map_builder map;
    look(text_of(arena, instruction), &shell);
    for (size_t i = 0; i < instruction->heredocs.n; i++)
        look(instruction->heredocs.at[i].content, &shell);
    const struct {
        const char *key;
        bool is;
    } rows[] = {{"pipes_download_to_shell", shell.pipes},
                {"skips_verification", shell.insecure},
                {"downloads_in_clear", shell.clear && !shell.compares},
                {"sudo", shell.sudo},
                {"writable_by_all", shell.wide},
                {"runs_as_owner", shell.borrows},
                {"root_without_password", shell.free_root},
                {"installs_remote_shell", shell.remote_shell},
                {"rights_of_the_builder", asks_the_builder(instruction)}};
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        phs_map_builder_put(&map, rows[i].key, phs_value_bool(arena, rows[i].is, instruction->place));
    phs_map_builder_put(&map, "sets_password",
                        phs_value_bool(arena, shell.password, phs_docker_place_of(instruction, shell.password_word)));
    return phs_map_builder_done(&map, instruction->place);
}

static struct phs_slice base_of(struct phs_slice path) {
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/')
            return phs_slice_n(path.ptr + i, path.len - i);
    return path;
}

/* secret.txt, credentials.json, passwords */
static bool is_named_secret(struct phs_slice name) {
    static const char *const stems[] = {"secret", "secrets", "credential", "credentials", "password", "passwords", "token"};
    static const char *const endings[] = {"", ".txt", ".json", ".yaml", ".yml", ".env", ".ini", ".properties"};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
            if (name.len == strlen(stems[i]) + strlen(endings[k]) && phs_slice_starts(name, stems[i]) &&
                phs_slice_ends(name, endings[k]))
                return true;
    return false;
}

bool phs_docker_is_secret_file(struct phs_slice path) {
    static const char *const whole[] = {
        ".env",      "id_rsa",          "id_dsa",    "id_ecdsa",         "id_ed25519",          ".npmrc",
        ".pypirc",   ".netrc",          ".pgpass",   "credentials.json", ".git-credentials",    "kubeconfig",
        ".htpasswd", ".env.production", ".env.prod", ".env.local",       "service-account.json"};
    static const char *const endings[] = {".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", "/.aws/credentials", ".kdbx"};
    struct phs_slice name = base_of(path);
    if (is_named_secret(name))
        return true;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (phs_slice_is(name, whole[i]))
            return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (phs_slice_ends(path, endings[i]))
            return phs_slice_find(name, PHS_SLICE("public")) == (size_t)-1 &&
                   phs_slice_find(name, PHS_SLICE("ca-")) == (size_t)-1 &&
                   phs_slice_find(name, PHS_SLICE("bundle")) == (size_t)-1;
    return phs_slice_ends(path, ".aws") || phs_slice_ends(path, ".ssh") || phs_slice_ends(path, ".ssh/");
}
