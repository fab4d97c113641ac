/* SPDX-License-Identifier: Apache-2.0 */
/* New findings by fingerprint, and changed policy files. */
#include "keep/gate.h"

#include "base/file.h"

size_t phs_gate_compare(const struct phs_run *base, struct phs_run *head) {
    struct phs_arena *scratch = phs_arena_new();
    struct phs_map known;
    size_t fresh = 0;
    phs_map_init(&known, scratch);
    for (size_t i = 0; i < base->findings.n; i++)
        if (base->findings.at[i]->verdict == PHS_FAIL)
            phs_map_puts(&known, base->findings.at[i]->fingerprint, base->findings.at[i]);
    for (size_t i = 0; i < head->findings.n; i++) {
        struct phs_finding *finding = head->findings.at[i];
        finding->is_new = finding->verdict == PHS_FAIL && !phs_map_gets(&known, finding->fingerprint);
        fresh += finding->is_new && !finding->exception;
    }
    phs_arena_free(scratch);
    return fresh;
}

enum { POLICY_FILE_LIMIT = 64 << 20 };

/* A file that is not there is empty: adding and removing are changes too. */
static struct phs_slice content(struct phs_arena *arena, const char *folder, const char *file) {
    struct phs_slice bytes = {"", 0};
    struct phs_err ignored = {0};
    if (phs_file_read(arena, phs_path_join(arena, folder, file), POLICY_FILE_LIMIT, &bytes, &ignored))
        return (struct phs_slice){"", 0};
    return bytes;
}

static void add_finding(struct phs_run *run, const char *file, uint32_t line, const char *title, const char *reason) {
    struct phs_arena *arena = run->arena;
    struct phs_source *source = PHS_NEW(arena, struct phs_source);
    struct phs_finding *finding = PHS_NEW(arena, struct phs_finding);
    source->path = phs_strdup(arena, file);
    finding->check = "policy-change";
    finding->title = title;
    finding->verdict = PHS_FAIL;
    finding->severity = finding->priority = PHS_SEV_MEDIUM;
    finding->place = (struct phs_place){source, line, 1, line, 1};
    finding->reason = reason;
    finding->is_new = true;
    phs_fingerprint(finding->check, NULL, file, finding->fingerprint);
    finding->id = phs_printf(arena, "f-%.12s", finding->fingerprint);
    PHS_PUSH(arena, run->findings, finding);
}

static void add_change(struct phs_run *run, const struct phs_base *base, const char *file) {
    const char *reason = phs_printf(
        run->arena, "%s differs from %.12s; this gate used the version of that commit, the change takes effect after merge",
        file, base->commit);
    add_finding(run, file, 1, "A file that steers the scan was changed", reason);
}

/* How often a file's comments name a check: lines may move. */
static const char *remark_key(struct phs_arena *arena, const struct phs_remark *remark) {
    return phs_printf(arena, "%s\n%s\n%s", remark->place.source->path, remark->tool, remark->id);
}

void phs_gate_remark_changes(const struct phs_run *base, struct phs_run *head, const struct phs_base *commit) {
    struct phs_map counts, said;
    phs_map_init(&counts, head->arena);
    phs_map_init(&said, head->arena);
    for (size_t i = 0; i < base->graph->remarks.n; i++) {
        const char *key = remark_key(head->arena, &base->graph->remarks.at[i]);
        phs_map_puts(&counts, key, (void *)((uintptr_t)phs_map_gets(&counts, key) + 1));
    }
    for (size_t i = 0; i < head->graph->remarks.n; i++) {
        const struct phs_remark *remark = &head->graph->remarks.at[i];
        const char *key = remark_key(head->arena, remark), *path = remark->place.source->path;
        uintptr_t left = (uintptr_t)phs_map_gets(&counts, key);
        if (left)
            phs_map_puts(&counts, key, (void *)(left - 1));
        if (left || phs_map_gets(&said, path))
            continue;
        phs_map_puts(&said, path, head);
        add_finding(head, path, remark->place.line, "A comment in code that steers the scan was added",
                    phs_printf(head->arena,
                               "%s asks to overlook something that %.12s did not ask for; it takes effect after merge", path,
                               commit->commit));
    }
}

enum phs_code phs_gate_policy_changes(struct phs_run *run, const struct phs_base *base, const char *folder,
                                      const char *const *files, size_t n, struct phs_err *err) {
    (void)err;
    for (size_t i = 0; i < n; i++) {
        struct phs_arena *scratch = phs_arena_new();
        if (files[i] && !phs_slice_eq(content(scratch, base->folder, files[i]), content(scratch, folder, files[i])))
            add_change(run, base, files[i]);
        phs_arena_free(scratch);
    }
    return PHS_OK;
}
