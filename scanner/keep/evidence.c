/* SPDX-License-Identifier: Apache-2.0 */
/* What evidence stands in: gathered from the run, read again, and hashed unless that would give something away. */
#include "keep/evidence.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/file.h"

enum { MOST_BYTES = 256 << 20, MOST_FILES = 100000 };

struct gathering {
    struct phs_run *run;
    struct phs_map by_path; /* struct phs_evidence_file */
};

static const char *kind_reason(const char *path) {
    static const char *const endings[] = {".tfstate", ".tfstate.backup", ".tfvars", ".tfvars.json", ".env", ".pem", ".key",
                                          NULL};
    for (const char *const *ending = endings; *ending; ending++)
        if (phs_slice_ends(phs_slice(path), *ending))
            return "files of this kind often hold secrets";
    return strpbrk(path, "\n\r\\") ? "its name does not fit on a line of a manifest" : NULL;
}

static struct phs_evidence_file *file_at(struct gathering *gathering, struct phs_place place) {
    struct phs_arena *arena = gathering->run->arena;
    const struct phs_source *source = place.source;
    if (!source || !source->path || !*source->path || gathering->by_path.n >= MOST_FILES)
        return NULL;
    bool commit = source->kind == PHS_SOURCE_COMMIT;
    const char *key =
        commit ? phs_printf(arena, "%s in commit %s", source->path, source->commit ? source->commit : "?") : source->path;
    struct phs_evidence_file *file = phs_map_gets(&gathering->by_path, key);
    if (file)
        return file;
    file = PHS_NEW(arena, struct phs_evidence_file);
    file->path = key;
    file->not_hashed = commit                           ? "git names its content by the commit"
                       : source->kind == PHS_SOURCE_URL ? "what an address answered is kept in the run, not in a file"
                                                        : kind_reason(key);
    phs_map_puts(&gathering->by_path, key, file);
    return file;
}

static void note(struct gathering *gathering, struct phs_place place) {
    struct phs_evidence_file *file = file_at(gathering, place);
    if (file)
        file->observations++;
}

static void keep_apart(struct gathering *gathering, struct phs_place place, const char *why, bool secret) {
    struct phs_evidence_file *file = file_at(gathering, place);
    if (!file || file->secret)
        return;
    file->not_hashed = why;
    file->secret = secret;
}

static bool is_about_secrets(const struct phs_finding *finding) {
    return finding->verdict != PHS_PASS && finding->safeguard &&
           (strcmp(finding->safeguard, "secrets-management") == 0 || strcmp(finding->safeguard, "credential-rotation") == 0);
}

static void gather_findings(struct gathering *gathering) {
    static const char secret[] = "a secret was seen in it, or could not be ruled out";
    for (size_t i = 0; i < gathering->run->findings.n; i++) {
        const struct phs_finding *finding = gathering->run->findings.at[i];
        if (finding->verdict == PHS_NOT_APPLICABLE)
            continue;
        for (size_t k = 0; k < finding->evidence.n; k++) {
            note(gathering, finding->evidence.at[k].place);
            if (is_about_secrets(finding))
                keep_apart(gathering, finding->evidence.at[k].place, secret, true);
        }
        if (is_about_secrets(finding))
            keep_apart(gathering, finding->place, secret, true);
    }
}

static void gather_type(struct gathering *gathering, const char *type) {
    const struct phs_resource_list *list = phs_graph_of_type(gathering->run->graph, type);
    for (size_t i = 0; i < list->items.n; i++)
        note(gathering, list->items.at[i]->place);
}

/* A sighting without `values` is the name of a field: nothing of anybody stands there. */
static void gather_sightings(struct gathering *gathering) {
    const struct phs_resource_list *phi = phs_graph_of_type(gathering->run->graph, "phi_sighting"),
                                   *secrets = phs_graph_of_type(gathering->run->graph, "secret_sighting");
    gather_type(gathering, "phi_sighting");
    gather_type(gathering, "secret_sighting");
    for (size_t i = 0; i < phi->items.n; i++)
        if (phs_get(phi->items.at[i]->attributes, "values"))
            keep_apart(gathering, phi->items.at[i]->place, "values that may identify a patient were seen in it", false);
    for (size_t i = 0; i < secrets->items.n; i++)
        keep_apart(gathering, secrets->items.at[i]->place, "a secret was seen in it", true);
}

static void gather_statements(struct gathering *gathering) {
    const struct phs_run *run = gathering->run;
    for (size_t i = 0; i < run->exceptions.n; i++)
        note(gathering, run->exceptions.at[i]->place);
    for (size_t i = 0; i < run->records.n; i++)
        note(gathering, run->records.at[i]->place);
    for (size_t i = 0; i < run->scope->targets.n; i++)
        note(gathering, run->scope->targets.at[i].place);
}

static void hash(struct phs_arena *scratch, struct phs_run *run, struct phs_evidence_file *file) {
    struct phs_slice bytes;
    struct phs_err err = {0};
    uint8_t digest[32];
    if (file->not_hashed)
        return;
    if (phs_file_read_in(scratch, run->scope->folder ? run->scope->folder : ".", file->path, MOST_BYTES, &bytes, &err) !=
        PHS_OK) {
        file->not_hashed = phs_strdup(run->arena, err.text);
        return;
    }
    phs_sha256_of(bytes, digest);
    phs_hex(digest, sizeof digest, file->sha256);
    file->bytes = bytes.len;
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const struct phs_evidence_file *)a)->path, ((const struct phs_evidence_file *)b)->path);
}

void phs_evidence_hash(struct phs_run *run) {
    struct gathering gathering = {.run = run};
    struct phs_arena *scratch = phs_arena_new();
    phs_map_init(&gathering.by_path, run->arena);
    gather_findings(&gathering);
    gather_type(&gathering, "attestation");
    gather_type(&gathering, "agreement");
    gather_sightings(&gathering);
    gather_statements(&gathering);
    run->evidence_files.n = 0;
    for (size_t i = 0; i < gathering.by_path.n; i++) {
        struct phs_evidence_file *file = gathering.by_path.items[i].value;
        hash(scratch, run, file);
        phs_arena_reset(scratch);
        PHS_PUSH(run->arena, run->evidence_files, *file);
    }
    phs_arena_free(scratch);
    if (run->evidence_files.n)
        qsort(run->evidence_files.at, run->evidence_files.n, sizeof *run->evidence_files.at, by_path);
}
