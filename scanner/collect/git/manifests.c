/* SPDX-License-Identifier: Apache-2.0 */
/* What a repository says that it is built from: a resource for each manifest of each ecosystem. */
#include <fnmatch.h>

#include "collect/git/parts.h"
#include "collect/git/role.h"

enum { MOST_MANIFESTS = 2000, MOST_UNLOCKED = 200 };

/* By the name of the manifest; its lock files, in its folder or, for workspaces, in one above. Not asked for where the
 * ecosystem has none, where the manifest names the versions itself, or where libraries leave it out by custom. */
struct ecosystem {
    const char *manifest, *name, *locks;
    bool asked;
};
static const struct ecosystem ecosystems[] = {
    {"package.json", "npm", "package-lock.json|yarn.lock|pnpm-lock.yaml|npm-shrinkwrap.json|bun.lockb|bun.lock", true},
    {"deno.json", "deno", "deno.lock", false},
    {"bower.json", "bower", "", false},
    {"Pipfile", "pypi", "Pipfile.lock", true},
    {"pyproject.toml", "pypi", "poetry.lock|uv.lock|pdm.lock|pylock.toml|requirements.txt|requirements.lock|Pipfile.lock",
     true},
    {"requirements*.txt", "pypi", "", false},
    {"requirements*.in", "pypi", "requirements.txt", false},
    {"setup.py", "pypi", "", false},
    {"setup.cfg", "pypi", "", false},
    {"environment.y*ml", "conda", "conda-lock.yml", false},
    {"Gemfile", "rubygems", "Gemfile.lock", true},
    {"*.gemspec", "rubygems", "Gemfile.lock", false},
    {"composer.json", "packagist", "composer.lock", true},
    {"go.mod", "go", "go.sum", true},
    {"Cargo.toml", "cargo", "Cargo.lock", true},
    {"pom.xml", "maven", "", false},
    {"build.gradle", "gradle", "gradle.lockfile", false},
    {"build.gradle.kts", "gradle", "gradle.lockfile", false},
    {"libs.versions.toml", "gradle", "gradle.lockfile", false},
    {"build.sbt", "sbt", "build.sbt.lock", false},
    {"*.csproj", "nuget", "packages.lock.json", false},
    {"*.fsproj", "nuget", "packages.lock.json", false},
    {"*.vbproj", "nuget", "packages.lock.json", false},
    {"Directory.Packages.props", "nuget", "packages.lock.json", false},
    {"packages.config", "nuget", "", false},
    {"paket.dependencies", "paket", "paket.lock", true},
    {"Package.swift", "swift", "Package.resolved", false},
    {"Podfile", "cocoapods", "Podfile.lock", true},
    {"Cartfile", "carthage", "Cartfile.resolved", false},
    {"pubspec.yaml", "pub", "pubspec.lock", false},
    {"mix.exs", "hex", "mix.lock", true},
    {"rebar.config", "hex", "rebar.lock", false},
    {"*.cabal", "hackage", "cabal.project.freeze|stack.yaml.lock", false},
    {"conanfile.txt", "conan", "conan.lock", false},
    {"conanfile.py", "conan", "conan.lock", false},
    {"vcpkg.json", "vcpkg", "", false},
    {"Project.toml", "julia", "Manifest.toml", false},
    {"cpanfile", "cpan", "cpanfile.snapshot", false},
    {"renv.lock", "cran", "", false},
};

static const struct ecosystem *ecosystem_of(const char *path) {
    const char *base = phs_path_base(path);
    for (size_t i = 0; i < sizeof ecosystems / sizeof *ecosystems; i++)
        if (strchr(ecosystems[i].manifest, '*') ? fnmatch(ecosystems[i].manifest, base, 0) == 0
                                                : strcmp(ecosystems[i].manifest, base) == 0)
            return &ecosystems[i];
    return NULL;
}

static const char *lock_of(const struct phs_git_scan *scan, struct phs_arena *scratch, const char *manifest,
                           const char *locks) {
    const char *folder = phs_path_dir(scratch, manifest);
    for (;;) {
        struct phs_slice rest = phs_slice(locks), each;
        while (phs_slice_cut(&rest, '|', &each)) {
            const char *lock = phs_path_join(scratch, folder, phs_slice_dup(scratch, each));
            if (each.len && phs_git_has_file(scan, lock))
                return lock;
        }
        if (strcmp(folder, ".") == 0)
            return NULL;
        folder = phs_path_dir(scratch, folder);
    }
}

static void add(struct phs_git_scan *scan, const char *path, const char *role, const struct ecosystem *ecosystem,
                const char *lock) {
    struct phs_arena *arena = scan->graph->arena;
    const struct phs_source *source = phs_git_source(scan, path);
    struct phs_resource *resource = phs_git_add(scan, "dependency_manifest", phs_printf(arena, "manifest:%s", source->path),
                                                phs_path_base(source->path), source, 1);
    struct phs_map_builder map;
    phs_map_builder_init(&map, arena);
    phs_git_set_text(&map, "file", source->path);
    phs_git_set_text(&map, "ecosystem", ecosystem->name);
    phs_git_set_text(&map, "role", role);
    if (*ecosystem->locks)
        phs_git_set_bool(&map, "locked", lock != NULL);
    phs_git_set_text(&map, "lock_file", lock ? phs_path_join(arena, scan->root, lock) : NULL);
    phs_git_set_text(&map, "repository", scan->root);
    phs_git_finish(resource, &map);
}

void phs_git_manifests(struct phs_git_scan *scan, struct phs_map_builder *map) {
    struct phs_arena *scratch = phs_arena_new();
    const struct phs_value *unlocked[MOST_UNLOCKED];
    size_t n = 0, manifests = 0, added = 0;
    for (size_t i = 0; i < scan->n; i++) {
        const char *path = scan->files[i].path;
        const struct ecosystem *ecosystem = ecosystem_of(path);
        if (!ecosystem)
            continue;
        const char *role = phs_file_role(path);
        const char *lock = lock_of(scan, scratch, path, ecosystem->locks);
        if (added++ < MOST_MANIFESTS)
            add(scan, path, role, ecosystem, lock);
        if (strcmp(role, "test") == 0 || strcmp(role, "docs") == 0)
            continue;
        manifests++;
        if (n < MOST_UNLOCKED && ecosystem->asked && !lock)
            unlocked[n++] = phs_value_text(map->arena, phs_strdup(map->arena, path));
    }
    phs_git_set_number(map, "manifests", (double)manifests);
    const struct phs_value *list = phs_value_list(map->arena, unlocked, n, (struct phs_place){0});
    phs_map_builder_set(map, PHS_SLICE("unlocked"), list->place, list);
    phs_arena_free(scratch);
}
