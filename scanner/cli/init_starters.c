/* SPDX-License-Identifier: Apache-2.0 */
/* vendors.csv, assets.csv and attestations.yaml to begin with. What was not answered is left empty, which is unknown. */
#include "base/escape.h"
#include "cli/init.h"

static void cell(struct phs_buf *out, const char *text, bool last) {
    phs_escape_csv(out, phs_slice(text));
    phs_buf_puts(out, last ? "\r\n" : ",");
}

static bool is_signed(const struct phs_init *init, const char *company) {
    for (size_t i = 0; i < init->answers.signed_with.n; i++)
        if (phs_slice_ieq(phs_slice(init->answers.signed_with.at[i]), phs_slice(company)))
            return true;
    return false;
}

static void vendor(const struct phs_init *init, struct phs_buf *out, const char *name, const char *service) {
    cell(out, name, false);
    cell(out, service, false);
    cell(out, "yes", false);
    cell(out, is_signed(init, name) ? "yes" : "", false);
    phs_buf_puts(out, ",,\r\n");
}

void phs_init_vendors(const struct phs_init *init, struct phs_buf *out) {
    phs_buf_puts(out, "Vendor,Service,PHI,BAA signed,BAA expires,Breach notice (hours),Vendor owner\r\n");
    if (init->answers.charts)
        vendor(init, out, init->answers.charts, "Patient charts");
    for (size_t i = 0; i < init->answers.companies.n; i++)
        vendor(init, out, init->answers.companies.at[i], "");
}

static void asset(const struct phs_init *init, struct phs_buf *out, const char *id, const char *name, const char *kind,
                  const char *provider, bool records) {
    cell(out, id, false);
    cell(out, name, false);
    cell(out, kind, false);
    cell(out, provider, false);
    cell(out, "yes", false);
    cell(out, records && init->answers.records ? init->answers.records : "", false);
    phs_buf_puts(out, ",,,,,,\r\n");
}

void phs_init_assets(const struct phs_init *init, struct phs_buf *out) {
    const struct phs_init_answers *answers = &init->answers;
    phs_buf_puts(out,
                 "Asset tag,Description,Type,Vendor,Contains PHI,Patients,Assigned to,Encrypted?,Auto lock,Backed up,Disposal "
                 "method,Operating system,Last patched\r\n");
    if (answers->charts)
        asset(init, out, "EHR", "Electronic health record", "SaaS", answers->charts, true);
    for (size_t i = 0, number = 0; i < answers->device_count; i++)
        for (int k = 0; k < answers->devices[i].count; k++)
            asset(init, out, phs_printf(init->arena, "D-%02zu", ++number),
                  phs_printf(init->arena, "%s %d", answers->devices[i].kind, k + 1), answers->devices[i].kind, "", false);
    if (answers->paper)
        asset(init, out, "PAPER", "Patient information on paper", "Paper", "", false);
}

/* Every safeguard that a person can attest to, as a form behind "#". */
void phs_init_attestations(const struct phs_init *init, struct phs_buf *out) {
    static const char *const families[] = {"administrative", "physical", "technical"};
    phs_buf_puts(out,
                 "# attestations.yaml: what a person states. Take the # off an entry, answer it, say what proves it, sign and "
                 "date it.\n# answer: \"yes\", \"no\", partly or not_applicable (with a reason).\nattestations: []   # these "
                 "brackets go with the first entry\n");
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        phs_buf_printf(out, "\n# --- %s safeguards\n", families[f]);
        for (size_t i = 0; i < init->catalogue->safeguards.n; i++) {
            const struct phs_safeguard *safeguard = init->catalogue->safeguards.at[i];
            if (!safeguard->question || strcmp(safeguard->family, families[f]) != 0)
                continue;
            phs_buf_puts(out, "# ");
            phs_init_comment(out, safeguard->question);
            phs_buf_printf(
                out, "\n#  - {safeguard: %s, answer: \"\", statement: \"\", evidence: [], by: \"\", date: , review_by: }\n",
                safeguard->id);
        }
    }
}
