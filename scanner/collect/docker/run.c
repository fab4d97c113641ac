/* SPDX-License-Identifier: Apache-2.0 */
/* Shell text of RUN, looked at by its words: no shell is parsed, so each question is one that words answer. */
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

static bool begins_with_shell(struct phs_slice text) {
    static const char *const shells[] = {"sh",        "bash",   "zsh",     "dash", "ash", "/bin/sh",
                                         "/bin/bash", "python", "python3", "perl", "node"};
    text = phs_slice_trim(text);
    static const char *const before[] = {"sudo ", "-E ", "env "};
    for (size_t i = 0; i < 3; i++)
        if (phs_slice_starts(text, before[i]))
            text = phs_slice_trim(phs_slice_n(text.ptr + strlen(before[i]), text.len - strlen(before[i])));
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

/* Length of the first command of text. */
static size_t command_length(struct phs_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        bool doubled = i + 1 < text.len && text.ptr[i] == text.ptr[i + 1] && (text.ptr[i] == '&' || text.ptr[i] == '|');
        if (text.ptr[i] == ';' || text.ptr[i] == '\n' || doubled)
            return i;
    }
    return text.len;
}

static bool skips_verification(struct phs_slice command) {
    bool curl =
        has_word(command, "curl") && (has_word(command, "-k") || has_word(command, "--insecure") || has(command, " -sk") ||
                                      has(command, " -kL") || has(command, " -Lk") || has(command, " -fsSLk"));
    return curl || has_word(command, "--no-check-certificate") || has(command, "--trusted-host") ||
           has(command, "NODE_TLS_REJECT_UNAUTHORIZED=0") || has(command, "GIT_SSL_NO_VERIFY") ||
           has(command, "strict-ssl false") || has(command, "http.sslVerify false") ||
           has(command, "--allow-unauthenticated") || has(command, "--no-gpg-check") || has(command, "--nogpgcheck") ||
           has(command, "--allow-untrusted") || has(command, "PYTHONHTTPSVERIFY=0") || has_word(command, "--nosignature") ||
           has_word(command, "--nodigest") || has(command, "index-url http://") || has(command, "index-url=http://");
}

struct shell {
    bool pipes, insecure, sudo, wide, remote_shell, free_root, password;
};

/* "root:word" | chpasswd; a name that the shell fills in is none. */
static bool sets_password(struct phs_slice command) {
    bool sets = has_word(command, "chpasswd") || has(command, "passwd --stdin");
    return sets && (has_word(command, "echo") || has_word(command, "printf")) && !has(command, "$");
}

static void look(struct phs_slice text, struct shell *shell) {
    if (text.len > LONGEST_TEXT)
        text.len = LONGEST_TEXT;
    while (text.len) {
        size_t n = command_length(text);
        struct phs_slice command = phs_slice_trim(phs_slice_n(text.ptr, n));
        shell->pipes |= pipes_download(command);
        shell->insecure |= skips_verification(command);
        shell->sudo |= word_at(command, 0, "sudo");
        shell->wide |= has_word(command, "chmod") && (has_word(command, "777") || has_word(command, "0777") ||
                                                      has(command, "a+rwx") || has_word(command, "o+w"));
        shell->free_root |= has(command, "NOPASSWD") && has(command, "sudoers");
        shell->password |= sets_password(command);
        shell->remote_shell |= has_word(command, "openssh-server") || has_word(command, "telnetd");
        n += n < text.len;
        text = phs_slice_n(text.ptr + n, text.len - n);
    }
}

const struct phs_value *phs_docker_run(struct phs_arena *arena, const struct phs_dockerfile_instruction *instruction) {
    struct shell shell = {0};
    struct phs_map_builder map;
    look(instruction->rest, &shell);
    for (size_t i = 0; i < instruction->heredocs.n; i++)
        look(instruction->heredocs.at[i].content, &shell);
    const struct {
        const char *key;
        bool is;
    } rows[] = {{"pipes_download_to_shell", shell.pipes},
                {"skips_verification", shell.insecure},
                {"sudo", shell.sudo},
                {"writable_by_all", shell.wide},
                {"root_without_password", shell.free_root},
                {"sets_password", shell.password},
                {"installs_remote_shell", shell.remote_shell}};
    phs_map_builder_init(&map, arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        phs_docker_set(&map, rows[i].key, phs_value_bool(arena, rows[i].is, instruction->place));
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
