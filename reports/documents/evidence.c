/* SPDX-License-Identifier: Apache-2.0 */
/* The evidence manifest: a line a file as sha256sum writes it, so that nobody needs this program to check or to sign it. */
#include "base/clock.h"
#include "base/digest.h"
#include "reports/document.h"
#include "reports/documents/parts.h"

void phs_evidence_write_manifest(const struct phs_run *run, struct phs_buf *out) {
    char when[21];
    size_t apart = 0;
    phs_time_format(run->started, when);
    for (size_t i = 0; i < run->evidence_files.n; i++)
        apart += run->evidence_files.at[i].not_hashed != NULL;
    phs_buf_printf(out, "# phiscope.evidence/1 %s\n# run of %s, phiscope %s\n", run->id, when, run->version);
    if (run->content_sha256)
        phs_buf_printf(out, "# content %s\n", run->content_sha256);
    phs_buf_printf(out, "# rule set %s\n# weights %s\n", run->catalogue_sha256,
                   run->weights_sha256 ? run->weights_sha256 : "none");
    phs_buf_printf(out, "# paths are from the folder of the scope; %zu more sources have no digest\n", apart);
    for (size_t i = 0; i < run->evidence_files.n; i++)
        if (!run->evidence_files.at[i].not_hashed)
            phs_buf_printf(out, "%s  %s\n", run->evidence_files.at[i].sha256, run->evidence_files.at[i].path);
}

static const char *manifest_digest(const struct phs_view_of *of) {
    struct phs_buf manifest;
    uint8_t digest[32];
    char hex[65];
    phs_buf_init(&manifest, (size_t)256 << 20);
    phs_evidence_write_manifest(of->run, &manifest);
    phs_sha256_of(phs_slice_n(phs_buf_text(&manifest), manifest.len), digest);
    phs_hex(digest, sizeof digest, hex);
    phs_buf_done(&manifest);
    return phs_strdup(of->arena, hex);
}

static void push_file(const struct phs_view_of *of, struct phs_view_list *list, const struct phs_evidence_file *file) {
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "path", file->path);
    phs_view_text(&map, "sha256", file->sha256);
    phs_view_count(&map, "bytes", (size_t)file->bytes);
    phs_view_count(&map, "observations", file->observations);
    phs_view_push(list, &map);
}

static void push_apart(const struct phs_view_of *of, struct phs_view_list *list, const struct phs_evidence_file *file) {
    struct phs_map_builder map;
    phs_view_start(&map, of->arena);
    phs_view_text(&map, "place", file->path);
    phs_view_text(&map, "reason", file->not_hashed);
    phs_view_text(&map, "safeguard_id", file->secret ? "secrets-management" : NULL); /* an audience may not see its place */
    phs_view_count(&map, "observations", file->observations);
    phs_view_push(list, &map);
}

void phs_part_files(const struct phs_view_of *of, struct phs_map_builder *view) {
    struct phs_view_list files = {0}, apart = {0};
    for (size_t i = 0; i < of->run->evidence_files.n; i++) {
        const struct phs_evidence_file *file = &of->run->evidence_files.at[i];
        if (file->not_hashed)
            push_apart(of, &apart, file);
        else
            push_file(of, &files, file);
    }
    phs_view_list(view, "evidence_files", &files);
    phs_view_list(view, "evidence_apart", &apart);
    phs_view_count(view, "evidence_file_count", files.items.n);
    phs_view_text(view, "manifest_sha256", manifest_digest(of));
}
