/* SPDX-License-Identifier: Apache-2.0 */
/* A repository target: walks it, scans its files on a few threads, and adds what they show to the graph in the order of their
 * paths. */
#include "collect/source/source.h"

#include "base/file.h"
#include "base/pool.h"
#include "collect/source/sights.h"

enum { MOST_CODE_BYTES = 8 << 20, MOST_DATA_BYTES = 128 << 20, BINARY_WITHIN = 8000, MOST_SKIPPED = 50, MOST_THREADS = 16 };

enum outcome { NOT_SOURCE, SCANNED, BINARY, TOO_LARGE, UNREADABLE };

struct file {
    const char *path; /* relative to the repository */
    uint64_t size;
    const struct phs_language *language;
    enum outcome outcome;
    struct phs_file_sights sights;
};

/* Each thread reads into its own scratch and keeps what it saw in its own arena, until the graph has copied it. */
struct worker {
    struct phs_arena *scratch, *kept;
};

struct reading {
    const char *folder;
    const struct phs_catalogue *catalogue;
    struct phs_lexicon lexicon;
    struct phs_progress *progress;
    struct file *files;
    size_t n;
    struct worker workers[MOST_THREADS];
};

static bool is_binary(struct phs_slice bytes) {
    return bytes.len > 0 && memchr(bytes.ptr, '\0', bytes.len < BINARY_WITHIN ? bytes.len : BINARY_WITHIN) != NULL;
}

/* Nobody writes code of that size; records come in files of any. */
static size_t most_bytes(const struct phs_language *language) {
    bool data = language->kind == PHS_LANGUAGE_JSON || language->kind == PHS_LANGUAGE_TABLE ||
                language->kind == PHS_LANGUAGE_RECORDS || language->kind == PHS_LANGUAGE_SCHEMA;
    return data ? MOST_DATA_BYTES : MOST_CODE_BYTES;
}

/* Sights hold slices of the file's bytes nowhere: what is kept was copied. */
static void scan_file(void *user, size_t item, unsigned number) {
    struct reading *reading = user;
    struct worker *worker = &reading->workers[number];
    struct file *file = &reading->files[item];
    struct phs_slice bytes;
    if (!file->language)
        return;
    phs_progress_step(reading->progress, file->path);
    if (file->size > most_bytes(file->language)) {
        file->outcome = TOO_LARGE;
        return;
    }
    if (!worker->scratch) {
        worker->scratch = phs_arena_new();
        worker->kept = phs_arena_new();
    }
    phs_arena_reset(worker->scratch);
    const char *path = phs_path_join(worker->scratch, reading->folder, file->path);
    if (phs_file_read(worker->scratch, path, most_bytes(file->language), &bytes, NULL) != PHS_OK)
        file->outcome = UNREADABLE;
    else if (is_binary(bytes))
        file->outcome = BINARY;
    else {
        struct phs_file_sights sights;
        phs_source_scan(worker->scratch, &reading->lexicon, reading->catalogue, file->language, file->path, bytes, &sights);
        phs_sights_keep(worker->kept, &sights, &file->sights);
        file->outcome = SCANNED;
    }
}

static void list_files(struct phs_arena *arena, struct reading *reading, const struct phs_walk *walk) {
    reading->files = PHS_NEW_N(arena, struct file, walk->files.n);
    reading->n = walk->files.n;
    for (size_t i = 0; i < walk->files.n; i++) {
        reading->files[i].path = walk->files.at[i].path;
        reading->files[i].size = walk->files.at[i].size;
        reading->files[i].language = phs_language_of(walk->files.at[i].path);
    }
}

static void scan_all(struct phs_arena *arena, struct reading *reading) {
    unsigned threads = phs_pool_threads();
    phs_lexicon_init(&reading->lexicon, arena, reading->catalogue);
    phs_progress_stage(reading->progress, "reading source", reading->n);
    phs_pool_run(threads < MOST_THREADS ? threads : MOST_THREADS, reading->n, scan_file, reading);
}

static void release(struct reading *reading) {
    for (size_t i = 0; i < MOST_THREADS; i++) {
        phs_arena_free(reading->workers[i].scratch);
        phs_arena_free(reading->workers[i].kept);
    }
}

static const char *add_count(struct phs_arena *arena, const char *text, size_t n, const char *what) {
    return n ? phs_printf(arena, "%s%s%zu %s", text ? text : "", text ? ", " : "", n, what) : text;
}

static void cover_file(struct phs_graph *graph, const char *shown, const char *path, const char *why) {
    struct phs_source *source = PHS_NEW(graph->arena, struct phs_source);
    path = phs_path_join(graph->arena, shown, path);
    *source = (struct phs_source){.kind = PHS_SOURCE_FILE, .path = path};
    phs_graph_cover(graph, "file", path, PHS_NOT_READ, false, phs_printf(graph->arena, "%s: %s", path, why),
                    (struct phs_place){.source = source});
}

static void cover_files(struct phs_graph *graph, const char *shown, const struct reading *reading,
                        const struct phs_walk *walk) {
    static const char *const why[] = {
        [BINARY] = "binary data where its name promises source",
        [TOO_LARGE] = "larger than what is read of such a file: 8 MiB of code, 128 MiB of data",
        [UNREADABLE] = "it could not be read",
    };
    size_t said = 0;
    for (size_t i = 0; i < walk->left_out.n && said < MOST_SKIPPED; i++, said++)
        cover_file(graph, shown, walk->left_out.at[i].path, walk->left_out.at[i].why);
    for (size_t i = 0; i < reading->n && said < MOST_SKIPPED; i++)
        if (reading->files[i].outcome > SCANNED) {
            cover_file(graph, shown, reading->files[i].path, why[reading->files[i].outcome]);
            said++;
        }
}

/* A NUL byte would be a cheap way to hide a file: what looks binary counts as not read. */
static void cover(struct phs_graph *graph, const struct phs_target *target, const char *shown, const struct reading *reading,
                  const struct phs_walk *walk) {
    size_t counts[UNREADABLE + 1] = {0};
    const char *reason = NULL;
    for (size_t i = 0; i < reading->n; i++)
        counts[reading->files[i].outcome]++;
    reason = add_count(graph->arena, reason, counts[TOO_LARGE], "too large");
    reason = add_count(graph->arena, reason, counts[BINARY], "binary");
    reason = add_count(graph->arena, reason, counts[UNREADABLE], "unreadable");
    reason = add_count(graph->arena, reason, walk->left_out.n, "not entered");
    if (reason)
        reason = phs_printf(graph->arena, "not everything was read: %s", reason);
    phs_graph_cover(graph, "repository", shown, reason ? PHS_READ_PARTLY : PHS_READ, true, reason, target->place)->items =
        counts[SCANNED];
    cover_files(graph, shown, reading, walk);
}

static void add_sights(struct phs_graph *graph, const struct phs_target *target, const char *shown, struct reading *reading) {
    struct phs_repository repository = {
        .graph = graph, .lexicon = &reading->lexicon, .root = shown, .environment = target->environment};
    for (size_t i = 0; i < reading->n; i++) {
        repository.files++;
        repository.bytes += reading->files[i].size;
        if (reading->files[i].language)
            phs_repository_language(&repository, reading->files[i].language->name);
    }
    phs_repository_add(&repository, reading->folder);
    for (size_t i = 0; i < reading->n; i++)
        if (reading->files[i].outcome == SCANNED)
            phs_repository_file(&repository, reading->files[i].path, reading->files[i].language, &reading->files[i].sights);
}

void phs_source_collect(struct phs_graph *graph, const char *folder, const struct phs_target *target,
                        const struct phs_catalogue *catalogue, struct phs_progress *progress) {
    struct phs_arena *arena = phs_arena_new();
    const char *shown = phs_path_clean(graph->arena, target->path), *where = phs_place_text(graph->arena, target->place);
    struct reading reading = {
        .folder = phs_path_join(arena, folder, target->path), .catalogue = catalogue, .progress = progress};
    const struct phs_walk_options options = {.enter = phs_source_enters};
    struct phs_walk walk = {0};
    struct phs_err err = {0};
    if (phs_walk(graph->arena, reading.folder, &options, &walk, &err) != PHS_OK) {
        phs_graph_cover(graph, "repository", shown, PHS_NOT_READ, true,
                        phs_printf(graph->arena, "%s%s%s", where, *where ? ": " : "", err.text), target->place);
    } else {
        list_files(arena, &reading, &walk);
        scan_all(arena, &reading);
        add_sights(graph, target, shown, &reading);
        cover(graph, target, shown, &reading, &walk);
    }
    release(&reading);
    phs_arena_free(arena);
}
