/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of folder and file names. */
#include "collect/git/role.h"

#include <ctype.h>

#include "base/file.h"
#include "collect/source/language.h"

bool phs_word_listed(const char *words, struct phs_slice word) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_ieq(each, word))
            return true;
    return false;
}

/* Whether a folder of path is among words, or its file name split at dots, dashes and underscores. */
static bool says(const char *path, const char *folders, const char *names) {
    struct phs_slice rest = phs_slice(path), part;
    while (phs_slice_cut(&rest, '/', &part)) {
        if (rest.len > 0) {
            if (phs_word_listed(folders, part))
                return true;
            continue;
        }
        for (size_t i = 0, start = 0; i <= part.len; i++)
            if (i == part.len || part.ptr[i] == '.' || part.ptr[i] == '-' || part.ptr[i] == '_') {
                if (phs_word_listed(names, phs_slice_n(part.ptr + start, i - start)))
                    return true;
                start = i + 1;
            }
    }
    return false;
}

static const char *extension_of(const char *path) {
    const char *base = phs_path_base(path), *dot = strrchr(base, '.');
    return dot && dot > base ? dot + 1 : "";
}

static bool is_ci(const char *path) {
    const char *base = phs_path_base(path);
    return strncmp(path, ".github/workflows/", 18) == 0 || strncmp(path, ".circleci/", 10) == 0 ||
           strncmp(path, ".buildkite/", 11) == 0 ||
           phs_word_listed(".gitlab-ci.yml|jenkinsfile|.travis.yml|azure-pipelines.yml|bitbucket-pipelines.yml|.drone.yml|"
                           "cloudbuild.yaml|appveyor.yml|buildspec.yml",
                           phs_slice(base));
}

static bool is_env(const char *path) {
    const char *base = phs_path_base(path);
    return strcmp(base, ".env") == 0 || strncmp(base, ".env.", 5) == 0 || strcmp(extension_of(path), "env") == 0;
}

const char *phs_file_role(const char *path) {
    if (is_ci(path))
        return "ci";
    if (says(path,
             "test|tests|__tests__|testdata|test-data|test_data|testing|fixture|fixtures|__fixtures__|mock|mocks|spec|specs|"
             "e2e|cypress|t|unittest|testutil|replaydata|replay_data",
             "test|tests|spec|mock|fixture|fixtures"))
        return "test";
    if (says(path, "doc|docs|documentation|example|examples|sample|samples|demo|demos|man",
             "readme|changelog|contributing|example") ||
        phs_word_listed("md|rst|adoc|mdx", phs_slice(extension_of(path))))
        return "docs";
    return is_env(path) ? "env" : "code";
}

const char *phs_file_record_role(const char *path) {
    const struct phs_language *language = phs_language_of(path);
    if (language)
        return phs_role_of(path, language);
    return strcmp(phs_file_role(path), "test") == 0 ? "test-data" : "document";
}

bool phs_file_is_binary_by_name(const char *path) {
    return phs_word_listed("png|jpg|jpeg|gif|ico|bmp|webp|tif|tiff|psd|woff|woff2|ttf|otf|eot|mp3|mp4|mov|avi|wav|ogg|webm|"
                           "bz2|xz|zst|7z|rar|jar|war|class|pyc|so|dll|dylib|exe|o|a|lib|pdf|mo",
                           phs_slice(extension_of(path)));
}

bool phs_file_is_searched(const char *path) {
    const char *base = phs_path_base(path);
    return !phs_file_is_binary_by_name(path) && !phs_word_listed("svg|map|po", phs_slice(extension_of(path))) &&
           !phs_word_listed("package-lock.json|npm-shrinkwrap.json|composer.lock|pipfile.lock|pnpm-lock.yaml|yarn.lock|go.sum|"
                            "cargo.lock|poetry.lock|uv.lock|gemfile.lock|packages.lock.json|flake.lock|.terraform.lock.hcl",
                            phs_slice(base));
}

bool phs_file_is_template(const char *path) {
    return says(path, "", "example|sample|template|dist|tmpl|tpl|defaults|test|ci");
}

/* "values-de", "values-pt-rBR" of Android, "de.lproj" of iOS. */
static bool is_language_folder(struct phs_slice part) {
    return phs_slice_starts(part, "values-") ||
           (part.len > 6 && phs_slice_ieq(phs_slice_n(part.ptr + part.len - 6, 6), PHS_SLICE(".lproj")));
}

bool phs_file_is_translation(const char *path) {
    struct phs_slice rest = phs_slice(path), part;
    if (says(path, "i18n|l10n|locale|locales|lang|langs|language|languages|translation|translations|_locales|lc_messages",
             "messages|translation|translations") ||
        phs_word_listed("po|pot|resx|xlf|xliff|arb|strings|ftl", phs_slice(extension_of(path))) ||
        strcmp(phs_path_base(path), "strings.xml") == 0)
        return true;
    while (phs_slice_cut(&rest, '/', &part))
        if (is_language_folder(part))
            return true;
    return false;
}
