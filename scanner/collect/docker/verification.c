/* SPDX-License-Identifier: Apache-2.0 */
/* How programs of a build are told to check no certificate, no signature and no name of a host, each by its own manual. */
#include <string.h>

#include "collect/docker/command.h"

/* Letters of curl that take the rest of their word, or the next one, as their value. */
static bool takes_value(char letter) {
    return strchr("oHduXAbcCDeEFKmPQrtTUwxyYz", letter) != NULL;
}

/* -k alone or among other letters: -sSLk, but not -ok, which writes a file named k. */
static bool has_letter_k(struct phs_slice word) {
    if (word.len < 2 || word.ptr[0] != '-' || word.ptr[1] == '-')
        return false;
    for (size_t i = 1; i < word.len && !takes_value(word.ptr[i]); i++)
        if (word.ptr[i] == 'k')
            return true;
    return false;
}

static bool curl_is_insecure(const struct phs_command *command) {
    size_t i = phs_command_program(command, "curl");
    for (; i && i < command->n && !phs_slice_is(command->words[i], "|"); i++)
        if (has_letter_k(command->words[i]) || phs_slice_is(command->words[i], "--insecure") ||
            phs_slice_is(command->words[i], "--proxy-insecure"))
            return true;
    return false;
}

/* gpgcheck=0 as an option or a line of a repository; repo_gpgcheck is about its index, which is no package. */
static bool trusts_packages(const struct phs_command *command) {
    for (size_t i = 0; i < command->n; i++) {
        struct phs_slice word = command->words[i];
        size_t at = phs_slice_find(word, PHS_SLICE("gpgcheck=0"));
        if (at != (size_t)-1 && !(at > 0 && word.ptr[at - 1] == '_'))
            return true;
    }
    return false;
}

/* An index of packages that is asked in clear: -i, --index-url, --registry. */
static bool has_clear_index(const struct phs_command *command) {
    static const char *const options[] = {"-i",       "--index-url",      "--extra-index-url",     "--registry",
                                          "registry", "global.index-url", "global.extra-index-url"};
    for (size_t i = 0; i < command->n; i++)
        for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
            size_t n = strlen(options[k]);
            struct phs_slice word = command->words[i];
            bool joined = phs_slice_starts(word, options[k]) && word.len > n && word.ptr[n] == '=';
            if (joined && phs_is_clear_url(phs_slice_n(word.ptr + n + 1, word.len - n - 1)))
                return true;
            if (phs_slice_is(word, options[k]) && i + 1 < command->n && phs_is_clear_url(command->words[i + 1]))
                return true;
        }
    return false;
}

bool phs_variable_skips_verification(struct phs_slice name, struct phs_slice value) {
    static const struct {
        const char *name, *value; /* NULL: anything */
    } rows[] = {
        {"NODE_TLS_REJECT_UNAUTHORIZED", "0"},
        {"PYTHONHTTPSVERIFY", "0"},
        {"GIT_SSL_NO_VERIFY", "1"},
        {"GIT_SSL_NO_VERIFY", "true"},
        {"PIP_TRUSTED_HOST", NULL},
        {"UV_INSECURE_HOST", NULL},
        {"GOINSECURE", NULL},
        {"GONOSUMDB", "*"},
        {"GONOSUMCHECK", "1"},
        {"NPM_CONFIG_STRICT_SSL", "false"},
        {"YARN_STRICT_SSL", "false"},
        {"YARN_ENABLE_STRICT_SSL", "false"},
        {"CONDA_SSL_VERIFY", "false"},
        {"BUNDLE_SSL_VERIFY_MODE", "0"},
        {"COMPOSER_DISABLE_TLS", "1"},
        {"HEX_UNSAFE_HTTPS", "1"},
        {"CURL_INSECURE", "1"},
        {"ANSIBLE_HOST_KEY_CHECKING", "false"},
        {"REQUESTS_VERIFY", "false"},
        {"ELECTRON_GET_NO_SSL", "1"},
        {"AWS_NO_VERIFY_SSL", "true"},
    };
    static const char *const indexes[] = {"PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "NPM_CONFIG_REGISTRY", "GOPROXY",
                                          "UV_INDEX_URL"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (phs_slice_ieq(name, phs_slice(rows[i].name)) && value.len &&
            (!rows[i].value || phs_slice_ieq(value, phs_slice(rows[i].value))))
            return true;
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
        if (phs_slice_ieq(name, phs_slice(indexes[i])) && phs_is_clear_url(value))
            return true;
    return phs_slice_is(name, "GOFLAGS") && phs_slice_find(value, PHS_SLICE("-insecure")) != (size_t)-1;
}

static bool sets_variable(const struct phs_command *command) {
    for (size_t i = 0; i < command->n; i++) {
        struct phs_slice word = command->words[i];
        const char *equals = memchr(word.ptr, '=', word.len);
        size_t n = equals ? (size_t)(equals - word.ptr) : 0;
        if (n == 0)
            continue;
        /* What was in quotes stands as the next word. */
        struct phs_slice value = n + 1 < word.len     ? phs_slice_n(equals + 1, word.len - n - 1)
                                 : i + 1 < command->n ? command->words[i + 1]
                                                      : (struct phs_slice){0};
        if (phs_variable_skips_verification(phs_slice_n(word.ptr, n), value))
            return true;
    }
    return false;
}

bool phs_command_skips_verification(const struct phs_command *command) {
    static const char *const patterns[] = {"--no-check-certificate",
                                           "--check-certificate=false",
                                           "check_certificate=off",
                                           "check_certificate = off",
                                           "--trusted-host*",
                                           "*.trusted-host",
                                           "*trusted-host = *",
                                           "trusted-host=*",
                                           "--allow-insecure-host*",
                                           "strict-ssl false",
                                           "*strict-ssl=false",
                                           "strictSsl false",
                                           "enableStrictSsl false",
                                           "*sslVerify false",
                                           "*sslVerify=false",
                                           "*sslVerify 0",
                                           "*sslverify=0",
                                           "--allow-unauthenticated",
                                           "--force-yes",
                                           "--allow-insecure-repositories",
                                           "*AllowInsecureRepositories=true",
                                           "*AllowInsecureRepositories true",
                                           "*AllowUnauthenticated true",
                                           "*AllowUnauthenticated=true",
                                           "*trusted=yes*",
                                           "*Verify-Peer false",
                                           "*Verify-Peer=false",
                                           "*Verify-Host false",
                                           "*Verify-Host=false",
                                           "--no-gpg-check*",
                                           "--nogpgcheck",
                                           "--allow-untrusted",
                                           "--nosignature",
                                           "--nodigest",
                                           "ssl_verify false",
                                           "ssl_verify no",
                                           "ssl_verify_mode 0",
                                           "*ssl_verify_mode: 0",
                                           "disable-tls true",
                                           "secure-http false",
                                           "--insecure-skip-tls-verify*",
                                           "--tls-verify=false",
                                           "--src-tls-verify=false",
                                           "--dest-tls-verify=false",
                                           "--no-verify-ssl",
                                           "--verify=no",
                                           "StrictHostKeyChecking no",
                                           "StrictHostKeyChecking=no",
                                           "-SkipCertificateCheck",
                                           "*maven.wagon.http.ssl.insecure=true",
                                           "*https.protocols=SSLv3*",
                                           "SigLevel = Never",
                                           "--dangerous",
                                           "insecure *.curlrc"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (phs_command_has(command, patterns[i]))
            return true;
    return curl_is_insecure(command) || trusts_packages(command) || has_clear_index(command) || sets_variable(command);
}
