/* SPDX-License-Identifier: Apache-2.0 */
/* The scope file as a whole: found, read, parsed, and its parts handed to their readers. */
#include "collect/scope.h"

#include "base/file.h"
#include "collect/scope_parts.h"
#include "parse/yaml.h"

enum { MOST_BYTES = 4 << 20, MOST_NODES = 200000, DEEPEST = 32 };

static struct phs_scope *blank(struct phs_arena *arena, const char *folder) {
    struct phs_scope *scope = PHS_NEW(arena, struct phs_scope);
    scope->folder = phs_strdup(arena, folder);
    scope->gate.new_only = true;
    scope->gate.unknown = PHS_UNKNOWN_REPORT;
    return scope;
}

static void default_target(struct phs_arena *arena, struct phs_scope *scope, enum phs_target_kind kind) {
    PHS_PUSH(arena, scope->targets, (struct phs_target){.kind = kind, .path = ".", .environment = ""});
}

struct phs_scope *phs_scope_default(struct phs_arena *arena, const char *folder) {
    struct phs_scope *scope = blank(arena, folder && *folder ? folder : ".");
    default_target(arena, scope, PHS_TARGET_INFRASTRUCTURE);
    default_target(arena, scope, PHS_TARGET_REPOSITORY);
    return scope;
}

/* A text key whose place is kept: coverage names the line that asked for the file. */
static const char *file_key(struct phs_entry_reader *reader, const struct phs_value *root, const char *key,
                            struct phs_place *ret_place) {
    const char *text = phs_entry_text(reader, root, key);
    if (text)
        *ret_place = phs_get(root, key)->place;
    return text;
}

static void read_root(struct phs_entry_reader *reader, const struct phs_value *root) {
    static const char *const keys[] = {"organization", "targets",  "phi",  "attestations", "exceptions", "treatments",
                                       "decisions",    "quantify", "gate", "profile",      NULL};
    struct phs_scope *scope = reader->scope;
    phs_entry_keys(reader, root, "the scope file", keys);
    phs_scope_organization(reader, phs_get(root, "organization"));
    phs_scope_targets(reader, phs_get(root, "targets"));
    phs_scope_phi(reader, phs_get(root, "phi"));
    phs_scope_gate(reader, phs_get(root, "gate"));
    scope->attestations = file_key(reader, root, "attestations", &scope->attestations_place);
    scope->exceptions = file_key(reader, root, "exceptions", &scope->exceptions_place);
    scope->treatments = file_key(reader, root, "treatments", &scope->treatments_place);
    scope->decisions = file_key(reader, root, "decisions", &scope->decisions_place);
    scope->quantify = phs_get(root, "quantify");
    scope->profile = phs_entry_text(reader, root, "profile");
}

static enum phs_code parse_document(struct phs_arena *arena, const char *file, struct phs_slice bytes,
                                    const struct phs_value **ret_root, struct phs_err *err) {
    const struct phs_yaml_options options = {.max_bytes = MOST_BYTES, .max_nodes = MOST_NODES, .max_depth = DEEPEST};
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    const struct phs_value *root = NULL;
    struct phs_err why = {0};
    /* Places are relative to the scope's folder, as all places of a run are. */
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = phs_strdup(arena, phs_path_base(file))};
    if (phs_yaml_parse_one(arena, source, bytes, &options, &root, &why) != PHS_OK)
        return phs_fail(err, PHS_E_USAGE, "%.*s%s", (int)(phs_path_base(file) - file), file, why.text);
    if (phs_is(root, PHS_NULL))
        return phs_fail(err, PHS_E_USAGE, "%s is empty; `phiscope init` writes one by looking around", file);
    if (!phs_is(root, PHS_MAP))
        return phs_fail(err, PHS_E_USAGE, "%s:%u: the scope file is %s where a map with `targets` is expected", file,
                        root->place.line, phs_kind_words(root));
    *ret_root = root;
    return PHS_OK;
}

/* Only a person's words make this a mistake: a scope whose targets were all passed over is reported as such instead. */
static bool names_nothing(const struct phs_scope *scope) {
    return scope->targets.n == 0 && !scope->attestations && !scope->target_lost;
}

enum phs_code phs_scope_parse(struct phs_arena *arena, const char *file, struct phs_slice bytes, struct phs_scope **ret_scope,
                              struct phs_err *err) {
    const struct phs_value *root = NULL;
    enum phs_code code = parse_document(arena, file, bytes, &root, err);
    if (code != PHS_OK)
        return code;
    struct phs_scope *scope = blank(arena, phs_path_dir(arena, file));
    struct phs_entry_reader reader = {.arena = arena, .scope = scope};
    scope->file = phs_strdup(arena, file);
    read_root(&reader, root);
    if (names_nothing(scope))
        return phs_fail(err, PHS_E_USAGE, "%s names no target; `targets:` says what to look at%s%s%s", file,
                        scope->problems.n ? " (" : "", scope->problems.n ? scope->problems.at[0] : "",
                        scope->problems.n ? ")" : "");
    *ret_scope = scope;
    return PHS_OK;
}

enum phs_code phs_scope_read(struct phs_arena *arena, const char *file, struct phs_scope **ret_scope, struct phs_err *err) {
    struct phs_slice bytes;
    struct phs_err why = {0};
    if (phs_file_read(arena, file, MOST_BYTES, &bytes, &why) != PHS_OK)
        return phs_fail(err, PHS_E_USAGE, "%s", why.text);
    return phs_scope_parse(arena, file, bytes, ret_scope, err);
}
