/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of languages, of folders that are not ours to read, and of folders that give their files a role. */
#include "collect/source/language.h"

#include "base/file.h"

static const struct phs_language languages[] = {
    {"Python", "py|pyi|ipynb", PHS_LANGUAGE_CODE, PHS_IMPORT_PYTHON, "#", true},
    {"TypeScript", "ts|tsx|mts|cts", PHS_LANGUAGE_CODE, PHS_IMPORT_JS, "//|*|/*", false},
    {"JavaScript", "js|jsx|mjs|cjs|vue|svelte", PHS_LANGUAGE_CODE, PHS_IMPORT_JS, "//|*|/*", false},
    {"Go", "go", PHS_LANGUAGE_CODE, PHS_IMPORT_GO, "//|*|/*", false},
    {"Java", "java", PHS_LANGUAGE_CODE, PHS_IMPORT_DOTTED, "//|*|/*", false},
    {"Kotlin", "kt|kts", PHS_LANGUAGE_CODE, PHS_IMPORT_DOTTED, "//|*|/*", false},
    {"Scala", "scala", PHS_LANGUAGE_CODE, PHS_IMPORT_DOTTED, "//|*|/*", false},
    {"C#", "cs", PHS_LANGUAGE_CODE, PHS_IMPORT_DOTTED, "//|*|/*", false},
    {"Ruby", "rb|rake", PHS_LANGUAGE_CODE, PHS_IMPORT_RUBY, "#", true},
    {"PHP", "php", PHS_LANGUAGE_CODE, PHS_IMPORT_DOTTED, "//|*|/*|#", false},
    {"Rust", "rs", PHS_LANGUAGE_CODE, PHS_IMPORT_NONE, "//|*|/*", false},
    {"Swift", "swift", PHS_LANGUAGE_CODE, PHS_IMPORT_NONE, "//|*|/*", false},
    {"Shell", "sh|bash|zsh", PHS_LANGUAGE_SHELL, PHS_IMPORT_NONE, "#", false},
    {"Config", "yaml|yml|toml|ini|properties|conf|cfg|env", PHS_LANGUAGE_CONFIG, PHS_IMPORT_NONE, "#|;", true},
    {"SQL", "sql", PHS_LANGUAGE_SCHEMA, PHS_IMPORT_NONE, "--|/*", false},
    {"Schema", "prisma|graphql|gql|proto|avsc", PHS_LANGUAGE_SCHEMA, PHS_IMPORT_NONE, "//|#|*|/*", false},
    {"JSON", "json|ndjson|jsonl|geojson", PHS_LANGUAGE_JSON, PHS_IMPORT_NONE, "//", false},
    {"Table", "csv|tsv", PHS_LANGUAGE_TABLE, PHS_IMPORT_NONE, "", false},
    {"HL7", "hl7", PHS_LANGUAGE_RECORDS, PHS_IMPORT_NONE, "", false},
    {"Log", "log", PHS_LANGUAGE_RECORDS, PHS_IMPORT_NONE, "", false},
};

static const struct phs_language manifest = {"Manifest", "", PHS_LANGUAGE_MANIFEST, PHS_IMPORT_NONE, "#|//", false};
static const struct phs_language env_file = {"Config", "", PHS_LANGUAGE_CONFIG, PHS_IMPORT_NONE, "#", false};

static bool listed(const char *words, struct phs_slice word) {
    struct phs_slice rest = phs_slice(words), each;
    while (phs_slice_cut(&rest, '|', &each))
        if (phs_slice_ieq(each, word))
            return true;
    return false;
}

static bool is_manifest(const char *base) {
    return listed("package.json|pyproject.toml|go.mod|pipfile|gemfile|composer.json|pom.xml|build.gradle|build.gradle.kts|"
                  "requirements.txt|requirements-dev.txt|requirements.in|setup.cfg|environment.yml|cargo.toml",
                  phs_slice(base)) ||
           (phs_slice_starts(phs_slice(base), "requirements") && phs_slice_ends(phs_slice(base), ".txt")) ||
           phs_slice_ends(phs_slice(base), ".csproj");
}

/* Written by programs: what they name, a manifest or a source names too. */
static bool is_generated(const char *base) {
    struct phs_slice name = phs_slice(base);
    return listed(
               "package-lock.json|npm-shrinkwrap.json|composer.lock|pipfile.lock|pnpm-lock.yaml|tsconfig.json|.eslintrc.json|"
               "jsconfig.json|angular.json|nx.json|lerna.json|renovate.json",
               name) ||
           phs_slice_ends(name, ".min.js") || phs_slice_ends(name, ".bundle.js") || phs_slice_ends(name, ".d.ts") ||
           phs_slice_ends(name, "_pb2.py") || phs_slice_ends(name, ".pb.go");
}

/* Whether one of the folders of path, or its file name up to a dot, dash or underscore, is among words. */
static bool under(const char *path, const char *words) {
    struct phs_slice rest = phs_slice(path), part;
    while (phs_slice_cut(&rest, '/', &part)) {
        for (size_t i = 0; rest.len == 0 && i < part.len; i++)
            if (part.ptr[i] == '.' || part.ptr[i] == '-' || part.ptr[i] == '_')
                part.len = i;
        if (listed(words, part))
            return true;
    }
    return false;
}

/* Words for people in several languages: labels, no data. */
static bool is_translation(const char *path) {
    return under(path, "locale|locales|i18n|l10n|translations|lang|messages");
}

const struct phs_language *phs_language_of(const char *path) {
    const char *base = phs_path_base(path), *dot = strrchr(base, '.');
    if (is_manifest(base))
        return &manifest;
    if (is_generated(base))
        return NULL;
    if (phs_slice_starts(phs_slice(base), ".env"))
        return &env_file;
    for (size_t i = 0; dot && dot > base && i < sizeof languages / sizeof languages[0]; i++)
        if (listed(languages[i].extensions, phs_slice(dot + 1)))
            return languages[i].kind >= PHS_LANGUAGE_CONFIG && is_translation(path) ? NULL : &languages[i];
    return NULL;
}

static const char data_folders[] =
    "test|tests|__tests__|testdata|test-data|test_data|fixture|fixtures|__fixtures__|mock|mocks|__mocks__|"
    "seed|seeds|sample|samples|sample-data|sample_data|example-data|data|dump|dumps|spec|e2e|cypress";
static const char schema_folders[] =
    "schema|schemas|model|models|entity|entities|migration|migrations|openapi|swagger|prisma|types";

const char *phs_role_of(const char *path, const struct phs_language *language) {
    switch (language->kind) {
    case PHS_LANGUAGE_TABLE:
        return "test-data";
    case PHS_LANGUAGE_RECORDS:
        return strcmp(language->name, "Log") == 0 ? "log" : "test-data";
    case PHS_LANGUAGE_JSON:
        return under(path, schema_folders) && !under(path, data_folders) ? "schema" : "test-data";
    case PHS_LANGUAGE_SCHEMA:
        return under(path, data_folders) && strcmp(language->name, "SQL") == 0 ? "test-data" : "schema";
    case PHS_LANGUAGE_CONFIG:
        return under(path, data_folders) ? "test-data" : under(path, schema_folders) ? "schema" : "code";
    case PHS_LANGUAGE_CODE:
    case PHS_LANGUAGE_SHELL:
    case PHS_LANGUAGE_MANIFEST:
        break;
    }
    return under(path, schema_folders) ? "schema" : "code";
}

bool phs_source_enters(void *user, const char *path) {
    (void)user;
    return !listed(
        ".git|.hg|.svn|node_modules|bower_components|vendor|third_party|dist|build|out|target|.venv|venv|env|.tox|"
        "__pycache__|.mypy_cache|.pytest_cache|.terraform|.next|.nuxt|.gradle|.idea|.vscode|coverage|.cache|site-packages|"
        "Pods|.serverless|.aws-sam",
        phs_slice(phs_path_base(path)));
}
