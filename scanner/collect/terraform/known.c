/* SPDX-License-Identifier: Apache-2.0 */
/* Modules of a registry that are not on disk: what checks/modules/ knows of them stands in for their folder. */
#include "collect/terraform/scan.h"

/* ---- sources: one spelling */

static struct phs_slice without(struct phs_slice text, const char *prefix) {
    size_t n = strlen(prefix);
    return phs_slice_starts(text, prefix) ? phs_slice_n(text.ptr + n, text.len - n) : text;
}

static struct phs_slice up_to(struct phs_slice text, const char *end) {
    size_t at = phs_slice_find(text, phs_slice(end));
    return at == (size_t)-1 ? text : phs_slice_n(text.ptr, at);
}

/* "cloudposse/terraform-null-label.git" -> "cloudposse/label/null"; NULL for other repositories. */
static const char *of_repository(struct phs_arena *arena, struct phs_slice path) {
    struct phs_slice owner = up_to(path, "/"), part = {"", 0};
    if (owner.len == path.len)
        return NULL;
    struct phs_slice rest = phs_slice_n(path.ptr + owner.len + 1, path.len - owner.len - 1);
    struct phs_slice whole = up_to(rest, "//");
    if (whole.len < rest.len)
        part = phs_slice_n(rest.ptr + whole.len, rest.len - whole.len);
    if (!phs_slice_starts(whole, "terraform-") || phs_slice_find(whole, phs_slice("/")) != (size_t)-1)
        return NULL;
    whole = up_to(without(whole, "terraform-"), ".git");
    struct phs_slice provider = up_to(whole, "-");
    if (provider.len == whole.len)
        return NULL;
    return phs_printf(arena, "%.*s/%.*s/%.*s%.*s", (int)owner.len, owner.ptr, (int)(whole.len - provider.len - 1),
                      whole.ptr + provider.len + 1, (int)provider.len, provider.ptr, (int)part.len, part.ptr);
}

static const char *canonical_source(struct phs_arena *arena, struct phs_slice source) {
    static const char *const hosts[] = {"https://", "ssh://", "git@", "www.", "github.com/", "github.com:"};
    source = up_to(source, "?");
    if (source.len > 500)
        return "";
    struct phs_slice rest = without(without(without(source, "registry.terraform.io/"), "registry.opentofu.org/"), "git::");
    bool repository = rest.len < source.len && phs_slice_starts(source, "git::");
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        repository |= phs_slice_starts(rest, hosts[i]);
        rest = without(rest, hosts[i]);
    }
    const char *made = repository ? of_repository(arena, rest) : NULL;
    return made ? made : phs_slice_dup(arena, rest);
}

/* ---- versions */

struct version {
    long part[3];
    int written; /* how many parts stood there */
};

static struct version version_of(struct phs_slice text) {
    struct version version = {{0}, 0};
    while (text.len && (text.ptr[0] < '0' || text.ptr[0] > '9'))
        text = phs_slice_n(text.ptr + 1, text.len - 1);
    for (size_t i = 0; i < text.len && version.written < 3; i++) {
        version.written += version.written == 0 ? 1 : 0;
        long *part = &version.part[version.written - 1];
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            *part = *part < 1000000 ? *part * 10 + (text.ptr[i] - '0') : *part;
        else if (text.ptr[i] == '.' && version.written < 3)
            version.written++;
        else
            break;
    }
    return version;
}

static int version_cmp(struct version a, struct version b) {
    for (int i = 0; i < 3; i++)
        if (a.part[i] != b.part[i])
            return a.part[i] < b.part[i] ? -1 : 1;
    return 0;
}

/* What a call accepts: from least (with it) up to limit (without it). */
struct range {
    struct version least, limit;
    bool bounded;
};

static void bound(struct range *range, struct version limit) {
    if (!range->bounded || version_cmp(limit, range->limit) < 0)
        range->limit = limit;
    range->bounded = true;
}

static struct version next_of(struct version version, int part) {
    version.part[part]++;
    for (int i = part + 1; i < 3; i++)
        version.part[i] = 0;
    return version;
}

static void narrow(struct range *range, struct phs_slice term) {
    term = phs_slice_trim(term);
    struct version version = version_of(term);
    bool least = true;
    if (!version.written || phs_slice_starts(term, "!="))
        return;
    if (phs_slice_starts(term, "~>")) {
        bound(range, next_of(version, version.written > 2 ? 1 : 0));
    } else if (phs_slice_starts(term, "<=")) {
        bound(range, next_of(version, 2));
        least = false;
    } else if (phs_slice_starts(term, "<")) {
        bound(range, version);
        least = false;
    } else if (!phs_slice_starts(term, ">")) {
        bound(range, next_of(version, 2));
    }
    if (least && version_cmp(version, range->least) > 0)
        range->least = version;
}

static struct range range_of(struct phs_slice source, struct phs_slice constraint) {
    struct range range = {.bounded = false};
    struct phs_slice term;
    size_t ref = phs_slice_find(source, PHS_SLICE("ref="));
    if (!constraint.len && ref != (size_t)-1)
        constraint = up_to(phs_slice_n(source.ptr + ref + 4, source.len - ref - 4), "&");
    while (constraint.len && phs_slice_cut(&constraint, ',', &term))
        narrow(&range, term);
    return range;
}

/* The newest version that the call accepts is what Terraform would take. */
static bool holds_for(const struct phs_module_info *module, const struct range *range) {
    struct version none = {{0}, 0};
    struct version since = module->since ? version_of(phs_slice(module->since)) : none;
    if (range->bounded && version_cmp(since, range->limit) >= 0)
        return false;
    if (!module->before)
        return true;
    struct version before = version_of(phs_slice(module->before));
    return range->bounded && version_cmp(range->limit, before) <= 0 && version_cmp(range->least, before) < 0;
}

static const struct phs_module_info *look_up(const struct phs_catalogue *catalogue, const char *source,
                                             const struct range *range) {
    for (size_t i = 0; i < catalogue->modules.n; i++) {
        const struct phs_module_info *module = catalogue->modules.at[i];
        for (size_t k = 0; k < module->sources.n; k++)
            if (strcmp(module->sources.at[k], source) == 0 && holds_for(module, range))
                return module;
    }
    return NULL;
}

/* ---- folders that are not there */

static struct phs_tf_dir *dir_of(struct phs_tf_scan *scan, const struct phs_module_info *module) {
    struct phs_tf_dir *dir = phs_map_gets(&scan->dirs, module->path);
    bool damaged;
    if (dir)
        return dir;
    dir = phs_tf_dir_new(scan, module->path);
    dir->known = module;
    dir->file_count = 1;
    phs_map_puts(&scan->dirs, module->path, dir);
    const struct phs_hcl_body *body = phs_tf_parse_text(scan, module->path, module->knowledge, &damaged);
    if (body)
        phs_tf_declare(scan, dir, body, false);
    return dir;
}

struct phs_tf_dir *phs_tf_known(struct phs_tf_scan *scan, const struct phs_tf_decl *call) {
    const struct phs_hcl_attribute *source = phs_hcl_attribute(&call->body, "source");
    const struct phs_hcl_attribute *version = phs_hcl_attribute(&call->body, "version");
    struct phs_slice from, constraint = {"", 0};
    if (!scan->catalogue || !source || !phs_hcl_static_string(source->expr, &from))
        return NULL;
    if (version && !phs_hcl_static_string(version->expr, &constraint))
        return NULL;
    struct range range = range_of(from, constraint);
    const struct phs_module_info *module = look_up(scan->catalogue, canonical_source(scan->arena, from), &range);
    return module ? dir_of(scan, module) : NULL;
}

/* ---- places: what a module's knowledge says stands where the module is called */

static bool is_elsewhere(const struct phs_tf_module *module, struct phs_place place) {
    return place.source && place.source->path && strcmp(place.source->path, module->dir->path) == 0;
}

struct phs_place phs_tf_place_in(const struct phs_tf_module *module, struct phs_place place) {
    for (; module && module->dir->known; module = module->parent)
        if (is_elsewhere(module, place))
            place = module->call->node->decl->place;
    return place;
}

enum { MAX_DEPTH = 100 };

static const struct phs_value *moved(const struct phs_tf_module *module, const struct phs_value *value, int depth) {
    struct phs_arena *arena = module->root->scan->arena;
    struct phs_value *copy = PHS_NEW(arena, struct phs_value);
    *copy = *value;
    copy->place = phs_tf_place_in(module, value->place);
    if (value->kind == PHS_LIST && depth < MAX_DEPTH) {
        copy->list.at = PHS_NEW_N(arena, const struct phs_value *, value->list.n);
        for (size_t i = 0; i < value->list.n; i++)
            copy->list.at[i] = moved(module, value->list.at[i], depth + 1);
    }
    if (value->kind == PHS_MAP && depth < MAX_DEPTH) {
        copy->map.at = PHS_NEW_N(arena, struct phs_entry, value->map.n);
        for (size_t i = 0; i < value->map.n; i++) {
            copy->map.at[i] = value->map.at[i];
            copy->map.at[i].key_place = phs_tf_place_in(module, value->map.at[i].key_place);
            copy->map.at[i].value = moved(module, value->map.at[i].value, depth + 1);
        }
    }
    return copy;
}

const struct phs_value *phs_tf_moved(const struct phs_tf_module *module, const struct phs_value *value) {
    return module->dir->known && value ? moved(module, value, 0) : value;
}
