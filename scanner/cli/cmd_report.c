/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope report NAME: a document for people, from a fresh scan. */
#include "cli/output.h"
#include "cli/own_templates.h"
#include "cli/printing.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "keep/evidence.h"
#include "reports/document.h"
#include "reports/mapping.h"
#include "reports/oscal.h"
#include "reports/risk_analysis.h"

static const struct phs_option options[] = {
    PHS_SCANNING_OPTIONS,
    {.name = "format",
     .value = "FORMAT",
     .help = "html (default), pdf, docx, xlsx, csv, json, md, sha256 (evidence), or OSCAL 1.2.1 (oscal-ar, oscal-poam, "
             "oscal-mapping); "
             "else by "
             "the ending of --output",
     .words = "html md json xlsx csv pdf docx sha256 oscal-ar oscal-poam oscal-mapping"},
    {.name = "audience",
     .value = "WHO",
     .help = "internal (default), auditor (no places of secrets), customer (results of controls) or public (counts)",
     .words = "internal auditor customer public"},
    {.name = "counsel",
     .value = "TEXT",
     .help = "a line of your lawyers on every page; default organization.counsel_line of the scope"},
    {.name = "templates", .value = "DIR", .help = "templates of your own, by the names of reports/templates/"},
    {.name = "frameworks", .value = "LIST", .help = "mapping: further columns, of nist80053r5,csf2,iso27001"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {.name = "store", .value = "FILE", .help = "keep the run in this file, and say since when risks are known"},
    {0},
};

enum { MOST_PAGE = 512 << 20 };

/* One report as asked for: what every format is made from. */
struct asked {
    struct phs_cli *cli;
    const struct phs_run *run;
    const struct phs_catalogue *catalogue;
    const char *format;
    enum phs_audience audience;
    bool criteria;                   /* the report sets SOC 2 beside HIPAA */
    const struct phs_map *templates; /* NULL: the built-in ones */
};

struct report {
    const char *name;
    const char *formats; /* the first one is the default */
    enum phs_code (*view)(const struct asked *asked, const struct phs_value **ret_view, struct phs_err *err);
    enum phs_code (*write)(struct phs_arena *arena, const struct phs_value *view, enum phs_report_format format,
                           const struct phs_map *templates, struct phs_buf *out, struct phs_err *err);
};

static enum phs_code risk_analysis_view(const struct asked *asked, const struct phs_value **ret_view, struct phs_err *err) {
    (void)err;
    *ret_view = phs_risk_analysis_view(asked->cli->arena, asked->run, asked->catalogue);
    return PHS_OK;
}

static enum phs_code mapping_view(const struct asked *asked, const struct phs_value **ret_view, struct phs_err *err) {
    struct phs_mapping_options columns = {.frameworks = phs_cli_value(asked->cli, "frameworks", NULL)};
    return phs_mapping_view(asked->cli->arena, asked->run, asked->catalogue, &columns, ret_view, err);
}

#define DOCUMENT_VIEW(name, document)                                                                                          \
    static enum phs_code name##_view(const struct asked *asked, const struct phs_value **ret_view, struct phs_err *err) {      \
        (void)err;                                                                                                             \
        *ret_view = phs_document_view(asked->cli->arena, document, asked->run, asked->catalogue);                              \
        return PHS_OK;                                                                                                         \
    }
DOCUMENT_VIEW(plan, PHS_DOCUMENT_PLAN)
DOCUMENT_VIEW(vendors, PHS_DOCUMENT_VENDORS)
DOCUMENT_VIEW(inventory, PHS_DOCUMENT_INVENTORY)
DOCUMENT_VIEW(breach, PHS_DOCUMENT_BREACH)
DOCUMENT_VIEW(nprm, PHS_DOCUMENT_NPRM)
DOCUMENT_VIEW(evidence, PHS_DOCUMENT_EVIDENCE)

static enum phs_code write_oscal(const struct asked *asked, struct phs_buf *out, struct phs_err *err) {
    if (strcmp(asked->format, "oscal-mapping") == 0) /* says nothing of the organisation: for whoever asks */
        return phs_oscal_write_mapping(asked->run, asked->catalogue, out, err);
    if (asked->audience > PHS_AUDIENCE_AUDITOR)
        return phs_fail(err, PHS_E_USAGE, "OSCAL results name weaknesses: they are for internal use and the auditor.");
    if (strcmp(asked->format, "oscal-poam") == 0)
        phs_oscal_write_poam(asked->run, asked->catalogue, asked->audience, out);
    else
        phs_oscal_write_results(asked->run, asked->catalogue, asked->criteria, asked->audience, out);
    return PHS_OK;
}

#define DOCUMENT_FORMATS "html md json xlsx csv pdf docx"

/* Paths, and nothing about what stands there. */
static enum phs_code write_manifest(const struct asked *asked, struct phs_buf *out, struct phs_err *err) {
    if (asked->audience > PHS_AUDIENCE_AUDITOR)
        return phs_fail(err, PHS_E_USAGE, "The manifest names files: it is for internal use and the auditor.");
    phs_evidence_write_manifest(asked->run, out);
    return PHS_OK;
}

static const struct report reports[] = {
    {"risk-analysis", "html md json xlsx csv pdf docx oscal-ar oscal-poam", risk_analysis_view, phs_risk_analysis_write},
    {"mapping", "html csv json xlsx pdf docx oscal-ar oscal-mapping", mapping_view, phs_mapping_write},
    {"plan", DOCUMENT_FORMATS, plan_view, phs_document_write},
    {"vendors", DOCUMENT_FORMATS, vendors_view, phs_document_write},
    {"inventory", DOCUMENT_FORMATS, inventory_view, phs_document_write},
    {"breach-readiness", DOCUMENT_FORMATS, breach_view, phs_document_write},
    {"nprm", DOCUMENT_FORMATS, nprm_view, phs_document_write},
    {"evidence", DOCUMENT_FORMATS " sha256", evidence_view, phs_document_write},
};
enum { REPORTS = sizeof reports / sizeof *reports };

static const struct report *find_report(struct phs_cli *cli) {
    const char *names[REPORTS + 1] = {NULL};
    for (size_t i = 0; i < REPORTS; i++) {
        names[i] = reports[i].name;
        if (strcmp(cli->args[0], names[i]) == 0)
            return &reports[i];
    }
    phs_say("there is no report %s.%s The reports are risk-analysis, mapping, plan, vendors, inventory, breach-readiness, nprm "
            "and evidence.",
            cli->args[0], phs_suggest(cli->arena, cli->args[0], names));
    return NULL;
}

/* A format that some report has, by the ending of a file; NULL for any other ending. */
static const char *ending_of(struct phs_cli *cli, const char *file) {
    static const char *const endings[] = {"md", "json", "xlsx", "csv", "pdf", "docx", "sha256"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (phs_slice_ends(phs_slice(file), phs_printf(cli->arena, ".%s", endings[i])))
            return endings[i];
    return NULL;
}

/* "html, md or json" */
static const char *listed(struct phs_arena *arena, const char *words) {
    struct phs_slice rest = phs_slice(words), word;
    const char *list = "";
    while (phs_slice_cut(&rest, ' ', &word))
        list = phs_printf(arena, "%s%s%.*s", list, !*list ? "" : rest.len ? ", " : " or ", (int)word.len, word.ptr);
    return list;
}

/* The word of --format, else the ending of --output, else the first; NULL when the report has no such format. */
static const char *format_of(struct phs_cli *cli, const struct report *report) {
    const char *word = phs_cli_value(cli, "format", NULL), *file = phs_cli_value(cli, "output", "");
    struct phs_slice rest = phs_slice(report->formats), format;
    const char *first = NULL;
    while (phs_slice_cut(&rest, ' ', &format)) {
        const char *name = phs_slice_dup(cli->arena, format);
        first = first ? first : name;
        if (word ? strcmp(word, name) == 0 : phs_slice_ends(phs_slice(file), phs_printf(cli->arena, ".%s", name)))
            return name;
    }
    if (!word)
        word = ending_of(cli, file);
    if (!word)
        return first;
    phs_say("the report %s comes as %s, not as %s.", report->name, listed(cli->arena, report->formats), word);
    return NULL;
}

static bool takes_frameworks(struct phs_cli *cli, const struct report *report) {
    bool takes = !phs_cli_has(cli, "frameworks") || report->view == mapping_view;
    if (!takes)
        phs_say("--frameworks goes with the report mapping, not with %s.", report->name);
    return takes;
}

/* A sentence of the lawyers: the option, else the scope's. */
static const char *counsel_of(const struct asked *asked) {
    const struct phs_value *line = phs_get(asked->run->scope->organization.all, "counsel_line");
    return phs_cli_value(asked->cli, "counsel", phs_text_or(asked->cli->arena, line, NULL));
}

static enum phs_report_format writer_of(const char *format) {
    static const struct {
        const char *word;
        enum phs_report_format format;
    } words[] = {{"json", PHS_REPORT_JSON}, {"md", PHS_REPORT_MARKDOWN}, {"xlsx", PHS_REPORT_XLSX}, {"csv", PHS_REPORT_CSV}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, format) == 0)
            return words[i].format;
    return PHS_REPORT_HTML;
}

/* PDF and DOCX are the page through another program. */
static enum phs_code print(const struct asked *asked, const struct phs_buf *page, struct phs_buf *out, struct phs_err *err) {
    struct phs_arena *arena = asked->cli->arena;
    struct phs_slice html = phs_slice_n(phs_buf_text(page), page->len), bytes;
    enum phs_code code = strcmp(asked->format, "pdf") == 0 ? phs_print_pdf(arena, html, &bytes, err)
                                                           : phs_print_docx(arena, html, asked->run->started, &bytes, err);
    if (code == PHS_OK)
        phs_buf_slice(out, bytes);
    return code;
}

static enum phs_code make(const struct asked *asked, const struct report *report, struct phs_buf *out, struct phs_err *err) {
    struct phs_arena *arena = asked->cli->arena;
    bool docx = strcmp(asked->format, "docx") == 0;
    const struct phs_value *view;
    if (strcmp(asked->format, "sha256") == 0)
        return write_manifest(asked, out, err);
    if (strncmp(asked->format, "oscal-", 6) == 0)
        return write_oscal(asked, out, err);
    enum phs_code code = report->view(asked, &view, err);
    if (code != PHS_OK)
        return code;
    view = phs_audience_view(arena, view, asked->run, asked->audience, counsel_of(asked));
    if (!docx && strcmp(asked->format, "pdf") != 0)
        return report->write(arena, view, writer_of(asked->format), asked->templates, out, err);
    struct phs_buf page;
    phs_buf_init(&page, MOST_PAGE);
    code = report->write(arena, docx ? phs_view_without_drawings(arena, view) : view, PHS_REPORT_HTML, asked->templates, &page,
                         err);
    if (code == PHS_OK)
        code = print(asked, &page, out, err);
    phs_buf_done(&page);
    return code;
}

static int write_report(const struct asked *asked, const struct report *report) {
    struct phs_err err = {0};
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(asked->cli, "output", NULL));
    if (make(asked, report, &output.buf, &err) != PHS_OK) {
        phs_buf_done(&output.buf);
        return phs_say_err(&err);
    }
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static int run(struct phs_cli *cli) {
    const struct report *report = find_report(cli);
    const char *format = report ? format_of(cli, report) : NULL;
    if (!format || !takes_frameworks(cli, report))
        return PHS_EXIT_USAGE;
    struct phs_scan_options scan = phs_scanning_options(cli);
    scan.folder = cli->arg_count > 1 ? cli->args[1] : ".";
    scan.store = phs_cli_value(cli, "store", NULL);
    const char *folder = phs_cli_value(cli, "templates", NULL);
    struct phs_catalogue *catalogue;
    struct phs_run *done;
    struct phs_map templates;
    struct phs_err err = {0};
    if (folder && phs_own_templates_read(cli->arena, folder, &templates, &err) != PHS_OK)
        return phs_say_err(&err);
    if (phs_pipeline_run(cli->arena, &scan, &catalogue, &done, &err) != PHS_OK)
        return phs_say_err(&err);
    if (report->view == risk_analysis_view || report->view == evidence_view || strncmp(format, "oscal-ar", 8) == 0)
        phs_evidence_hash(done);
    struct asked asked = {.cli = cli,
                          .run = done,
                          .catalogue = catalogue,
                          .format = format,
                          .criteria = report->view == mapping_view,
                          .templates = folder ? &templates : NULL};
    phs_audience_parse(phs_cli_value(cli, "audience", "internal"), &asked.audience);
    int code = write_report(&asked, report);
    phs_scanning_say_unread(cli->arena, done);
    return code != PHS_EXIT_CLEAN ? code : phs_scanning_exit(done);
}

extern const struct phs_command phs_cmd_report;
const struct phs_command phs_cmd_report = {
    .name = "report",
    .summary = "writes a document: risk analysis, mapping, plan, registers, readiness",
    .arguments = "NAME [PATH]",
    .about = "Scans like phiscope scan and writes one document. risk-analysis: where PHI is, what could happen, what\n"
             "to do first. mapping: SOC 2 criteria beside HIPAA citations, with safeguards, tests, evidence and\n"
             "results. plan: what one change fixes, with what it takes off, for people or (csv, json) an issue tracker.\n"
             "vendors: agreements clause by clause. inventory: where PHI is and goes. breach-readiness: whom to tell,\n"
             "how fast, and what is missing. nprm: the proposed rule beside what is seen today, unscored.\n"
             "evidence: digests of the files that evidence stands in, to sign and check with sha256sum and ssh-keygen.\n"
             "Each is a draft until a person approves it. PDF is printed by Chromium, DOCX by pandoc.\n",
    .options = options,
    .min_args = 1,
    .max_args = 2,
    .run = run,
};
