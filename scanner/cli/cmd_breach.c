/* SPDX-License-Identifier: Apache-2.0 */
/* phiscope breach: the clocks, the worksheet and drafts for an incident. */
#include "base/clock.h"
#include "base/file.h"
#include "cli/output.h"
#include "cli/say.h"
#include "cli/scanning.h"
#include "law/clocks.h"
#include "law/facts.h"
#include "reports/breach.h"

enum { MOST_FACTS_BYTES = 1024 * 1024 };

static const struct phs_option options[] = {
    PHS_SCANNING_OPTIONS,
    {.name = "facts", .value = "FILE", .help = "what people know of the incident (YAML); see --example"},
    {.name = "candidate", .value = "ID", .help = "an incident candidate that the scan of PATH opens"},
    {.name = "example", .help = "print a facts file to fill in"},
    {.name = "format",
     .value = "FORMAT",
     .help = "text (default), html, md (with drafts of the notices) or json; else by the ending of --output",
     .words = "text html md json"},
    {.name = "output", .letter = 'o', .value = "FILE", .help = "write there instead of standard output"},
    {0},
};

static const char example[] =
    "# What people know of the incident. Only `discovered` is needed; what is missing stays unknown.\n"
    "title: Export left in a public bucket\n"
    "role: business_associate            # covered_entity, business_associate, or agent of the covered entity\n"
    "discovered: 2026-03-01T14:30:00Z    # known, or would have been with reasonable diligence (164.404(a)(2))\n"
    "notified:                           # when the covered entity was told\n"
    "individuals: {CA: 120, TX: unknown} # persons by state, and EU\n"
    "data: [name, date of birth, diagnosis]\n"
    "licensed_facility: false            # a clinic or facility licensed in California\n"
    "law_enforcement_delay:              # {until: 2026-04-15, oral: false} (164.412)\n"
    "parties:                            # whom contracts or insurers want told; agreements of the scope are added\n"
    "  - {name: Cyber insurer, kind: insurer, hours: 48}\n"
    "factors: []                         # up to four texts, in the order of the worksheet\n";

static const struct phs_incident_candidate *find_candidate(const struct phs_run *run, const char *id) {
    for (size_t i = 0; i < run->incidents.n; i++)
        if (strcmp(run->incidents.at[i].id, id) == 0)
            return &run->incidents.at[i];
    phs_say("the scan opens no incident candidate %s%s", id, run->incidents.n ? "; it opens:" : ".");
    for (size_t i = 0; i < run->incidents.n; i++)
        phs_say("  %s", run->incidents.at[i].id);
    return NULL;
}

static enum phs_code read_facts(struct phs_cli *cli, struct phs_breach_facts *facts, struct phs_err *err) {
    const char *file = phs_cli_value(cli, "facts", NULL);
    struct phs_slice bytes;
    if (!file)
        return PHS_OK;
    enum phs_code code = phs_file_read(cli->arena, file, MOST_FACTS_BYTES, &bytes, err);
    return code == PHS_OK ? phs_breach_facts_parse(cli->arena, file, bytes, facts, err) : code;
}

/* What the scan adds; a candidate without facts is taken as discovered now. */
static bool add_scan(struct phs_cli *cli, const struct phs_run *run, struct phs_breach_facts *facts) {
    const char *id = phs_cli_value(cli, "candidate", NULL);
    phs_breach_facts_from_run(cli->arena, run, facts);
    if (!id)
        return true;
    facts->candidate = find_candidate(run, id);
    if (!facts->candidate)
        return false;
    if (!facts->title)
        facts->title = phs_printf(cli->arena, "Candidate %s", id);
    if (!facts->discovered) {
        facts->discovered = run->started;
        facts->discovery_assumed = true;
    }
    if (!facts->data.n && facts->candidate->categories)
        PHS_PUSH(cli->arena, facts->data, facts->candidate->categories);
    return true;
}

static enum phs_breach_format format_of(struct phs_cli *cli) {
    static const char *const names[] = {"text", "html", "md", "json"};
    struct phs_slice file = phs_slice(phs_cli_value(cli, "output", ""));
    const char *word = phs_cli_value(cli, "format", NULL);
    for (size_t i = 0; i < 4; i++)
        if (word ? strcmp(word, names[i]) == 0 : phs_slice_ends(file, phs_printf(cli->arena, ".%s", names[i])))
            return (enum phs_breach_format)i;
    return PHS_BREACH_TEXT;
}

static int write_breach(struct phs_cli *cli, const struct phs_breach_facts *facts, const struct phs_run *run) {
    struct phs_breach *breach;
    struct phs_err err = {0};
    struct phs_output output;
    if (phs_breach_clocks(cli->arena, facts, &breach, &err) != PHS_OK)
        return phs_say_err(&err);
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    const struct phs_value *view = phs_breach_view(cli->arena, breach, run, phs_clock_now());
    if (phs_breach_write(cli->arena, view, format_of(cli), &output.buf, &err) != PHS_OK) {
        phs_buf_done(&output.buf);
        return phs_say_err(&err);
    }
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static int print_example(struct phs_cli *cli) {
    struct phs_output output;
    phs_output_open(&output, phs_cli_value(cli, "output", NULL));
    phs_buf_puts(&output.buf, example);
    return phs_output_close(&output) ? PHS_EXIT_CLEAN : PHS_EXIT_FAILED;
}

static int run(struct phs_cli *cli) {
    struct phs_breach_facts *facts = PHS_NEW(cli->arena, struct phs_breach_facts);
    struct phs_err err = {0};
    struct phs_run *done = NULL;
    struct phs_catalogue *catalogue;
    if (phs_cli_has(cli, "example"))
        return print_example(cli);
    if (!phs_cli_has(cli, "facts") && !phs_cli_has(cli, "candidate")) {
        phs_say("breach needs --facts FILE or --candidate ID; --example prints a facts file to fill in.");
        return PHS_EXIT_USAGE;
    }
    if (read_facts(cli, facts, &err) != PHS_OK) {
        phs_say_err(&err);
        return PHS_EXIT_USAGE;
    }
    if (cli->arg_count || phs_cli_has(cli, "candidate") || phs_cli_has(cli, "scope")) {
        struct phs_scan_options scan = phs_scanning_options(cli);
        if (phs_pipeline_run(cli->arena, &scan, &catalogue, &done, &err) != PHS_OK)
            return phs_say_err(&err);
        if (!add_scan(cli, done, facts))
            return PHS_EXIT_USAGE;
    }
    int code = write_breach(cli, facts, done);
    return code != PHS_EXIT_CLEAN || !done ? code : phs_scanning_exit(done);
}

extern const struct phs_command phs_cmd_breach;
const struct phs_command phs_cmd_breach = {
    .name = "breach",
    .summary = "clocks, four-factor worksheet and drafts of notices for an incident",
    .arguments = "[PATH]",
    .about =
        "Computes every notification clock from what people know of an incident: federal, state, GDPR, contracts; strictest\n"
        "first, with the role that you have. PATH is scanned for agreements and incident candidates when it is given.\n"
        "Whether an incident is a breach is for people to decide; phiscope never does.\n",
    .options = options,
    .max_args = 1,
    .run = run,
};
