/* SPDX-License-Identifier: Apache-2.0 */
/* One walk over the names of a folder, and one look at what a run made of it. */
#include "collect/looking_around.h"

#include "base/file.h"
#include "collect/git/role.h"
#include "collect/source/language.h"

enum { MOST_BYTES = 4 << 20, MOST_ENV_BYTES = 1 << 16, MOST_LISTED = 200, MOST_TABLES = 400 };

struct looking {
    struct phs_arena *arena, *scratch;
    const char *folder;
    const struct phs_catalogue *catalogue;
    struct phs_walk walk;
    struct phs_surroundings *seen;
    size_t tables;
};

/* "env" holds a Python installation in some repositories and the variable files of environments in others. */
static bool enters(void *user, const char *path) {
    return strcmp(phs_path_base(path), "env") == 0 || phs_source_enters(user, path);
}

static bool is_below(const char *path, const char *folder) {
    size_t n = strlen(folder);
    return strcmp(folder, ".") == 0 || (strncmp(path, folder, n) == 0 && path[n] == '/');
}

/* Documents about somebody else: samples, tests, what a template fills in. */
static bool is_aside(const char *path) {
    const char *role = phs_file_role(path);
    return strcmp(role, "test") == 0 || phs_glob_match("**/testdata/**", path) || phs_glob_match("**/fixtures/**", path);
}

/* Pipelines and their helpers talk to the code host and to registries; no patient data goes that way. */
static bool is_tooling(const char *path) {
    return strcmp(phs_file_role(path), "ci") == 0 || phs_glob_match(".github/**", path) ||
           phs_glob_match("**/.github/**", path);
}

static const char *named_environment(struct looking *to, const char *path) {
    const char *base = phs_path_base(path);
    const char *found = phs_environment_of_name(to->arena, base);
    return found ? found : phs_environment_of_name(to->arena, path);
}

/* Files that Terraform reads by itself need not be named. */
static bool is_var_file(const char *path) {
    const char *base = phs_path_base(path);
    struct phs_slice name = phs_slice(base);
    return phs_slice_ends(name, ".tfvars") && !phs_slice_ends(name, ".auto.tfvars") && strcmp(base, "terraform.tfvars") != 0 &&
           !strstr(base, "example") && !strstr(base, "sample");
}

static void add_root(struct looking *to, const char *root) {
    size_t before = to->seen->roots.n;
    for (size_t i = 0; i < to->walk.files.n; i++) {
        const char *path = to->walk.files.at[i].path;
        bool other = strcmp(phs_path_base(path), "terraform.tfvars") == 0 && strcmp(phs_path_dir(to->scratch, path), root) != 0;
        if (!is_below(path, root) || !(is_var_file(path) || other))
            continue;
        const char *relative = strcmp(root, ".") == 0 ? path : path + strlen(root) + 1;
        const char *environment = named_environment(to, relative);
        if (environment || is_var_file(path))
            PHS_PUSH(to->arena, to->seen->roots,
                     (struct phs_seen_root){root, environment, phs_strdup(to->arena, relative), phs_strdup(to->arena, path)});
    }
    if (to->seen->roots.n == before)
        PHS_PUSH(to->arena, to->seen->roots,
                 (struct phs_seen_root){root, phs_environment_of_name(to->arena, root), NULL, "Terraform files"});
}

static void look_at_roots(struct looking *to, const struct phs_graph *graph) {
    struct phs_map known;
    phs_map_init(&known, to->arena);
    for (size_t i = 0; i < graph->resources.n && known.n < MOST_LISTED; i++) {
        const struct phs_resource *resource = graph->resources.at[i];
        const char *collector = resource->collector ? resource->collector : "";
        to->seen->manifests +=
            strcmp(collector, "kubernetes") == 0 || strcmp(collector, "dockerfile") == 0 || strcmp(collector, "compose") == 0;
        if (strcmp(collector, "terraform") != 0 || phs_map_puts(&known, resource->root, to))
            continue;
        add_root(to, resource->root);
    }
}

static bool is_manifest(const char *base) {
    static const char *const names[] = {"package.json",  "pyproject.toml", "requirements.txt", "Pipfile", "go.mod",
                                        "pom.xml",       "build.gradle",   "build.gradle.kts", "Gemfile", "Cargo.toml",
                                        "composer.json", "mix.exs",        "pubspec.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(base, names[i]) == 0)
            return true;
    return phs_slice_ends(phs_slice(base), ".csproj");
}

/* "cartservice/src" is called cartservice. */
static const char *service_name(struct looking *to, const char *folder) {
    const char *base = phs_path_base(folder);
    while (strchr(folder, '/') && phs_word_listed("src|code|app|source|server|backend", phs_slice(base))) {
        folder = phs_path_dir(to->arena, folder);
        base = phs_path_base(folder);
    }
    return strcmp(folder, ".") == 0 ? to->seen->title : base;
}

static void look_at_service(struct looking *to, const char *path) {
    const char *folder = phs_path_dir(to->arena, path);
    const char *name = service_name(to, folder);
    if (to->seen->services.n >= MOST_LISTED || is_aside(path))
        return;
    for (size_t i = 0; i < to->seen->services.n; i++)
        if (strcmp(phs_path_dir(to->scratch, to->seen->services.at[i].where), folder) == 0)
            return;
    PHS_PUSH(to->arena, to->seen->services, (struct phs_seen_service){name, phs_strdup(to->arena, path)});
}

static struct phs_slice read(struct looking *to, const char *path, size_t limit) {
    struct phs_slice bytes = {0};
    struct phs_err err = {0};
    if (phs_file_read(to->scratch, phs_path_join(to->scratch, to->folder, path), limit, &bytes, &err) != PHS_OK)
        return (struct phs_slice){0};
    return bytes;
}

static void look_at_table(struct looking *to, const char *path) {
    enum phs_target_kind kind;
    const char *why;
    if (is_aside(path) || to->tables++ >= MOST_TABLES || to->seen->inventories.n >= MOST_LISTED)
        return;
    struct phs_slice bytes = read(to, path, MOST_BYTES);
    if (bytes.len && phs_looks_like_inventory(to->scratch, path, bytes, &kind, &why))
        PHS_PUSH(to->arena, to->seen->inventories,
                 (struct phs_seen_inventory){kind, phs_strdup(to->arena, path), phs_strdup(to->arena, why)});
}

static void look_at_document(struct looking *to, const char *path) {
    static const struct {
        const char *name;
        enum phs_target_kind kind;
    } names[] = {
        {"vendors.y*ml", PHS_TARGET_VENDORS}, {"customers.y*ml", PHS_TARGET_CUSTOMERS}, {"assets.y*ml", PHS_TARGET_ASSETS}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_glob_match(names[i].name, path))
            PHS_PUSH(to->arena, to->seen->inventories,
                     (struct phs_seen_inventory){names[i].kind, phs_strdup(to->arena, path), "its name"});
    if (phs_glob_match("attestations.y*ml", path))
        to->seen->attestations = phs_strdup(to->arena, path);
    if (phs_glob_match("exceptions.y*ml", path))
        to->seen->exceptions = phs_strdup(to->arena, path);
}

static void add_vendor(struct looking *to, struct phs_seen_vendor vendor) {
    for (size_t i = 0; i < to->seen->vendors.n; i++) {
        struct phs_seen_vendor *known = &to->seen->vendors.at[i];
        if (strcmp(known->vendor, vendor.vendor) == 0) {
            if (!known->service && vendor.service) {
                known->service = vendor.service;
                known->where = vendor.where;
            }
            known->model_host |= vendor.model_host;
            known->in_flow |= vendor.in_flow;
            return;
        }
    }
    if (to->seen->vendors.n < MOST_LISTED)
        PHS_PUSH(to->arena, to->seen->vendors, vendor);
}

static bool is_variable(struct phs_slice name) {
    if (name.len < 3 || name.len > 80)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!((name.ptr[i] >= 'A' && name.ptr[i] <= 'Z') || (name.ptr[i] >= '0' && name.ptr[i] <= '9') || name.ptr[i] == '_'))
            return false;
    return true;
}

static void look_at_variable(struct looking *to, const char *path, struct phs_slice name) {
    const struct phs_vendor_info *vendor = phs_vendor_of_variable(to->scratch, to->catalogue, name);
    const char *where = phs_printf(to->arena, "the name %.*s in %s", (int)name.len, name.ptr, path);
    if (vendor)
        add_vendor(to,
                   (struct phs_seen_vendor){
                       .vendor = vendor->name, .category = vendor->category, .where = where, .model_host = vendor->model_host});
    else if ((phs_slice_ends(name, "_URL") || phs_slice_ends(name, "_HOST")) && to->seen->address_names.n < MOST_LISTED)
        PHS_PUSH(to->arena, to->seen->address_names,
                 (struct phs_seen_address){phs_slice_dup(to->arena, name), phs_strdup(to->arena, path)});
}

/* Names alone are taken up; what stands behind "=" is passed over unseen. */
static void look_at_env(struct looking *to, const char *path) {
    struct phs_slice rest = read(to, path, MOST_ENV_BYTES), line;
    while (phs_slice_cut(&rest, '\n', &line)) {
        line = phs_slice_trim(line);
        if (phs_slice_starts(line, "export "))
            line = phs_slice_n(line.ptr + 7, line.len - 7);
        const char *equals = line.len ? memchr(line.ptr, '=', line.len) : NULL;
        struct phs_slice name =
            equals ? phs_slice_trim(phs_slice_n(line.ptr, (size_t)(equals - line.ptr))) : (struct phs_slice){0};
        if (is_variable(name))
            look_at_variable(to, path, name);
    }
}

static void look_at_file(struct looking *to, const char *path) {
    const char *base = phs_path_base(path);
    struct phs_slice name = phs_slice(base);
    if (is_manifest(base))
        look_at_service(to, path);
    else if (phs_slice_ends(name, ".csv") || phs_slice_ends(name, ".xlsx"))
        look_at_table(to, path);
    else if (phs_slice_starts(name, ".env"))
        look_at_env(to, path);
    else
        look_at_document(to, path); /* '*' stops at '/': on top only */
    const struct phs_language *language = phs_language_of(path);
    to->seen->has_source |= language && (language->kind == PHS_LANGUAGE_CODE || language->kind == PHS_LANGUAGE_SCHEMA);
    phs_arena_reset(to->scratch); /* what is kept of a file has been copied */
}

static const char *where_of(struct looking *to, struct phs_place place) {
    if (place.source && place.line)
        return phs_printf(to->arena, "%s:%u", place.source->path, place.line);
    return place.source ? place.source->path : "";
}

static bool has_flow_to(const struct phs_phi_map *map, const char *vendor) {
    for (size_t i = 0; map && i < map->flows.n; i++)
        if (map->flows.at[i]->vendor_name && strcmp(map->flows.at[i]->vendor_name, vendor) == 0)
            return true;
    return false;
}

static void look_at_calls(struct looking *to, const struct phs_graph *graph, const struct phs_phi_map *map) {
    const struct phs_resource_list *calls = phs_graph_of_type(graph, "outbound_call");
    for (size_t i = 0; i < calls->items.n; i++) {
        const struct phs_resource *call = calls->items.at[i];
        const char *name = phs_text_or(to->arena, phs_get(call->attributes, "vendor"), NULL);
        const struct phs_vendor_info *vendor = name ? phs_catalogue_vendor(to->catalogue, name) : NULL;
        if (!vendor || (call->place.source && (is_aside(call->place.source->path) || is_tooling(call->place.source->path))))
            continue;
        add_vendor(to, (struct phs_seen_vendor){.vendor = vendor->name,
                                                .service = phs_text_or(to->arena, phs_get(call->attributes, "service"), NULL),
                                                .category = vendor->category,
                                                .where = where_of(to, call->place),
                                                .model_host = phs_is_true(phs_get(call->attributes, "model_host")),
                                                .in_flow = has_flow_to(map, vendor->name)});
    }
}

static bool is_address(struct phs_slice text) {
    if (text.len < 4 || text.len > 253 || !memchr(text.ptr, '.', text.len))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') || (text.ptr[i] >= '0' && text.ptr[i] <= '9') || text.ptr[i] == '-' ||
              (text.ptr[i] == '.' && i > 0 && i + 1 < text.len && text.ptr[i - 1] != '.')))
            return false;
    return true;
}

static void add_address(struct looking *to, struct phs_slice text, struct phs_place place) {
    if (!is_address(text) || to->seen->addresses.n >= MOST_LISTED)
        return;
    for (size_t i = 0; i < to->seen->addresses.n; i++)
        if (phs_slice_is(text, to->seen->addresses.at[i].address))
            return;
    PHS_PUSH(to->arena, to->seen->addresses, (struct phs_seen_address){phs_slice_dup(to->arena, text), where_of(to, place)});
}

/* Values of the keys host, hosts, name and domain_name, at any depth. */
static void look_for_hosts(struct looking *to, const struct phs_value *value, bool named, const char *keys, int depth) {
    if (!value || depth > 12)
        return;
    if (named && phs_is(value, PHS_STRING))
        add_address(to, value->string, value->place);
    for (size_t i = 0; phs_is(value, PHS_LIST) && i < value->list.n; i++)
        look_for_hosts(to, value->list.at[i], named, keys, depth + 1);
    for (size_t i = 0; phs_is(value, PHS_MAP) && i < value->map.n; i++)
        look_for_hosts(to, value->map.at[i].value, phs_word_listed(keys, value->map.at[i].key), keys, depth + 1);
}

static void look_at_addresses(struct looking *to, const struct phs_graph *graph) {
    static const struct {
        const char *type, *keys;
    } types[] = {{"kubernetes_ingress", "host|hosts"},
                 {"kubernetes_ingress_v1", "host|hosts"},
                 {"aws_route53_record", "name|fqdn"},
                 {"cloudflare_record", "name|hostname"},
                 {"aws_acm_certificate", "domain_name"},
                 {"google_dns_record_set", "name"},
                 {"aws_apigatewayv2_domain_name", "domain_name"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct phs_resource_list *list = phs_graph_of_type(graph, types[i].type);
        for (size_t k = 0; k < list->items.n; k++)
            look_for_hosts(to, list->items.at[k]->attributes, false, types[i].keys, 0);
    }
}

static int by_vendor(const void *a, const void *b) {
    return strcmp(((const struct phs_seen_vendor *)a)->vendor, ((const struct phs_seen_vendor *)b)->vendor);
}

static const char *title_of(struct phs_arena *arena, const char *folder) {
    char *real = realpath(folder, NULL);
    const char *base = phs_path_base(real ? real : folder);
    const char *title = phs_strdup(arena, *base ? base : "organization");
    free(real);
    return title;
}

enum phs_code phs_look_around(struct phs_arena *arena, const char *folder, const struct phs_catalogue *catalogue,
                              const struct phs_graph *graph, const struct phs_phi_map *map, struct phs_surroundings *ret_seen,
                              struct phs_err *err) {
    struct phs_surroundings seen = {.title = title_of(arena, folder)};
    struct looking to = {.arena = arena, .scratch = phs_arena_new(), .folder = folder, .catalogue = catalogue, .seen = &seen};
    struct phs_walk_options options = {.max_files = 200000, .enter = enters};
    enum phs_code code = phs_walk(to.arena, folder, &options, &to.walk, err);
    if (code == PHS_OK) {
        seen.files = to.walk.files.n;
        seen.has_source = phs_is_dir(phs_path_join(to.scratch, folder, ".git"));
        look_at_roots(&to, graph);
        look_at_calls(&to, graph, map);
        for (size_t i = 0; i < to.walk.files.n; i++)
            look_at_file(&to, to.walk.files.at[i].path);
        look_at_addresses(&to, graph);
        if (seen.vendors.n)
            qsort(seen.vendors.at, seen.vendors.n, sizeof *seen.vendors.at, by_vendor);
        seen.has_source |= seen.services.n > 0;
        *ret_seen = seen;
    }
    phs_arena_free(to.scratch);
    return code;
}
