/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix as Markdown, a section a service: a table of 30 columns would be read by nobody. Each pair is named once. */
#include "reports/coverage_matrix.h"

#include "base/escape.h"
#include "catalogue/tsv.h"

struct service {
    const char *name;
    PHS_VEC(const struct phs_check_info *) checks;
    const char **reasons; /* by position of the safeguard; NULL: tested, or a gap */
    size_t tested, not_applicable, gaps;
};

struct matrix {
    struct phs_buf *out;
    struct phs_arena *arena;
    const struct phs_catalogue *catalogue;
    struct phs_tsv *reasons;
    PHS_VEC(struct service *) services; /* by name */
};

/* "aws.s3.versioning" -> "aws.s3", "tls.weak-key" -> "tls": clouds have services of their own. */
static const char *service_of(struct phs_arena *arena, const char *id) {
    static const char *const clouds[] = {"aws.", "azure.", "gcp."};
    const char *end = strchr(id, '.');
    for (size_t i = 0; end && i < sizeof clouds / sizeof *clouds; i++)
        if (phs_slice_starts(phs_slice(id), clouds[i]) && strchr(end + 1, '.')) {
            end = strchr(end + 1, '.');
            break;
        }
    return end ? phs_strndup(arena, id, (size_t)(end - id)) : id;
}

static int by_name(const void *a, const void *b) {
    return strcmp((*(struct service *const *)a)->name, (*(struct service *const *)b)->name);
}

static void group(struct matrix *matrix) {
    struct phs_map known;
    phs_map_init(&known, matrix->arena);
    for (size_t i = 0; i < matrix->catalogue->checks.n; i++) {
        const struct phs_check_info *check = matrix->catalogue->checks.at[i];
        const char *name = service_of(matrix->arena, check->id);
        struct service *service = phs_map_gets(&known, name);
        if (!check->safeguard)
            continue;
        if (!service) {
            service = PHS_NEW(matrix->arena, struct service);
            service->name = name;
            phs_map_puts(&known, name, service);
            PHS_PUSH(matrix->arena, matrix->services, service);
        }
        PHS_PUSH(matrix->arena, service->checks, check);
    }
    if (matrix->services.n)
        qsort(matrix->services.at, matrix->services.n, sizeof *matrix->services.at, by_name);
}

static bool is_tested(const struct service *service, const struct phs_safeguard *safeguard) {
    for (size_t i = 0; i < service->checks.n; i++)
        if (service->checks.at[i]->safeguard == safeguard)
            return true;
    return false;
}

static bool takes(struct matrix *matrix, size_t row, const char *column, const char *name) {
    struct phs_slice list = phs_tsv_cell(matrix->reasons, row, column), glob;
    while (phs_slice_cut(&list, ';', &glob))
        if (phs_glob_match(phs_slice_dup(matrix->arena, glob), name))
            return true;
    return false;
}

/* The first row that takes both; NULL: a gap. */
static const char *reason_for(struct matrix *matrix, const struct service *service, const struct phs_safeguard *safeguard) {
    for (size_t row = 0; row < matrix->reasons->rows.n; row++)
        if (takes(matrix, row, "services", service->name) && takes(matrix, row, "safeguards", safeguard->id))
            return phs_slice_dup(matrix->arena, phs_tsv_cell(matrix->reasons, row, "because"));
    return NULL;
}

static bool is_asked(const struct phs_safeguard *safeguard) {
    return strcmp(safeguard->family, "technical") == 0;
}

static void count(struct matrix *matrix, struct service *service) {
    service->reasons = PHS_NEW_N(matrix->arena, const char *, matrix->catalogue->safeguards.n + 1);
    for (size_t i = 0; i < matrix->catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = matrix->catalogue->safeguards.at[i];
        if (is_tested(service, safeguard))
            service->tested++;
        else if (is_asked(safeguard) && (service->reasons[i] = reason_for(matrix, service, safeguard)))
            service->not_applicable++;
        else if (is_asked(safeguard))
            service->gaps++;
    }
}

static void write_overview(struct matrix *matrix) {
    size_t checks = 0, gaps = 0;
    for (size_t i = 0; i < matrix->services.n; i++) {
        count(matrix, matrix->services.at[i]);
        checks += matrix->services.at[i]->checks.n;
        gaps += matrix->services.at[i]->gaps;
    }
    phs_buf_printf(matrix->out, "%zu checks at %zu services; %zu pairs of service and technical safeguard are a gap.\n\n",
                   checks, matrix->services.n, gaps);
    phs_buf_puts(matrix->out, "| service | checks | safeguards tested | n/a | gap |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < matrix->services.n; i++) {
        const struct service *service = matrix->services.at[i];
        phs_buf_printf(matrix->out, "| `%s` | %zu | %zu | %zu | %zu |\n", service->name, service->checks.n, service->tested,
                       service->not_applicable, service->gaps);
    }
}

static void write_tested(struct matrix *matrix, const struct service *service) {
    phs_buf_puts(matrix->out, "| safeguard | checks |\n|---|---|\n");
    for (size_t i = 0; i < matrix->catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = matrix->catalogue->safeguards.at[i];
        bool first = true;
        for (size_t k = 0; k < service->checks.n; k++) {
            if (service->checks.at[k]->safeguard != safeguard)
                continue;
            if (first)
                phs_buf_printf(matrix->out, "| %s | ", safeguard->id);
            phs_buf_printf(matrix->out, "%s`%s`", first ? "" : ", ", service->checks.at[k]->id);
            first = false;
        }
        phs_buf_puts(matrix->out, first ? "" : " |\n");
    }
}

/* reason NULL: the gaps. */
static const char *safeguards_with(struct matrix *matrix, const struct service *service, const char *reason) {
    const char *list = "";
    for (size_t i = 0; i < matrix->catalogue->safeguards.n; i++) {
        const struct phs_safeguard *safeguard = matrix->catalogue->safeguards.at[i];
        if (!is_asked(safeguard) || is_tested(service, safeguard))
            continue;
        const char *found = service->reasons[i];
        if (found && reason ? strcmp(found, reason) == 0 : !found && !reason)
            list = phs_printf(matrix->arena, "%s%s%s", list, *list ? ", " : "", safeguard->id);
    }
    return list;
}

static void write_reasons(struct matrix *matrix, const struct service *service) {
    struct phs_map said;
    phs_map_init(&said, matrix->arena);
    for (size_t row = 0; row < matrix->reasons->rows.n; row++) {
        const char *reason = phs_slice_dup(matrix->arena, phs_tsv_cell(matrix->reasons, row, "because"));
        const char *list = phs_map_puts(&said, reason, matrix) ? "" : safeguards_with(matrix, service, reason);
        if (!*list)
            continue;
        phs_buf_puts(matrix->out, "- n/a because ");
        phs_escape_markdown(matrix->out, phs_slice(reason));
        phs_buf_printf(matrix->out, ": %s\n", list);
    }
    const char *gaps = safeguards_with(matrix, service, NULL);
    phs_buf_printf(matrix->out, "- gap: %s\n", *gaps ? gaps : "none");
}

enum phs_code phs_coverage_matrix_write(struct phs_buf *out, struct phs_arena *arena, const struct phs_catalogue *catalogue,
                                        struct phs_err *err) {
    struct matrix matrix = {.out = out, .arena = arena, .catalogue = catalogue};
    const char *path = "checks/coverage.tsv";
    enum phs_code code = phs_tsv_parse(arena, path, phs_catalogue_file(path), &matrix.reasons, err);
    if (code != PHS_OK)
        return code;
    group(&matrix);
    phs_buf_puts(out,
                 "<!-- SPDX-License-Identifier: Apache-2.0 -->\n<!-- Generated by `phiscope checks --format coverage --output "
                 "checks/COVERAGE.md`; reasons are in checks/coverage.tsv. -->\n# What is tested where\n\nEach technical "
                 "safeguard at each service is tested by checks, not applicable for a reason, or a gap. Administrative and\n"
                 "physical safeguards are stated by people; they stand here where a check tests them.\n\n");
    write_overview(&matrix);
    for (size_t i = 0; i < matrix.services.n; i++) {
        phs_buf_printf(out, "\n## %s\n\n", matrix.services.at[i]->name);
        write_tested(&matrix, matrix.services.at[i]);
        phs_buf_putc(out, '\n');
        write_reasons(&matrix, matrix.services.at[i]);
    }
    return PHS_OK;
}
