/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is by its name: translations, manifests, settings, programs, texts called after patients. */
#include <ctype.h>

#include "base/path.h"
#include "parse/health/record.h"

enum { MOST_LETTERS = 100 };

/* Words for people in several languages: labels, no data. */
bool phs_health_is_translation(const char *path) {
    static const char *const folders[] = {"locale/", "locales/", "i18n/",     "l10n/",      "translations/",
                                          "lang/",   "langs/",   "language/", "languages/", "_locales/"};
    struct phs_slice name = phs_slice(path ? path : ""), base = phs_slice(path ? phs_path_base(path) : "");
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (phs_slice_find(name, phs_slice(folders[i])) != (size_t)-1)
            return true;
    bool bundle = phs_slice_ends(base, ".properties") || phs_slice_ends(base, ".resx") || phs_slice_ends(base, ".xml") ||
                  phs_slice_ends(base, ".strings") || phs_slice_ends(base, ".arb");
    return bundle && (phs_slice_starts(base, "messages") || phs_slice_starts(base, "strings") ||
                      phs_slice_starts(base, "labels") || phs_slice_starts(base, "Resources") || phs_slice_ends(base, ".arb"));
}

/* Whoever is named in those wrote the program. */
bool phs_health_is_manifest(const char *path) {
    static const char *const names[] = {
        "pom.xml",        "package.json", "composer.json",       "setup.py", "setup.cfg", "Cargo.toml",
        "pyproject.toml", "bower.json",   "AndroidManifest.xml", "mix.exs"};
    static const char *const ends[] = {".nuspec", ".csproj", ".gemspec", ".podspec", ".cabal"};
    struct phs_slice base = phs_slice(path ? phs_path_base(path) : "");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (phs_slice_is(base, names[i]))
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (phs_slice_ends(base, ends[i]))
            return true;
    return false;
}

bool phs_health_is_of_nobody(const char *path) {
    return phs_health_is_translation(path) || phs_health_is_manifest(path);
}

bool phs_health_is_loose(const char *path) {
    static const char *const ends[] = {".yaml", ".yml", ".toml", ".properties", ".env", ".ini", ".cfg",  ".conf",   ".txt",
                                       ".md",   ".log", ".http", ".feature",    ".eml", ".rst", ".dist", ".example"};
    struct phs_slice name = phs_slice(path ? path : "");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (phs_slice_ends(name, ends[i]))
            return true;
    return phs_slice_find(name, PHS_SLICE(".env")) != (size_t)-1;
}

/* Of the texts that are read like notes, those that are data all the same. */
bool phs_health_is_setting(const char *path) {
    struct phs_slice name = phs_slice(path ? path : "");
    return phs_slice_ends(name, ".yaml") || phs_slice_ends(name, ".yml") || phs_slice_ends(name, ".toml");
}

/* "waitlist_cataract.csv", "ltfu_hiv.csv" */
static bool is_called_after_illness(struct phs_slice base) {
    char words[MOST_LETTERS];
    size_t n = base.len < sizeof words ? base.len : sizeof words;
    for (size_t i = 0; i < n; i++)
        words[i] = isalnum((unsigned char)base.ptr[i]) ? base.ptr[i] : ' ';
    return phs_health_is_complaint(phs_slice_n(words, n));
}

/* "patients.csv", "dialysis_tx.tsv", "enroll834.txt": what a file is called says whose rows are in it. */
bool phs_health_is_called_after_patients(const char *path) {
    static const char *const words[] = {
        "patient",      "clinic",  "hospital", "medical",    "home_health", "homehealth", "dental",        "dialysis",
        "pharm",        "nurs",    "vaccin",   "immuniz",    "encounter",   "admission",  "diagnos",       "hospice",
        "therapy",      "rehab",   "oncolog",  "enroll",     "eligib",      "beneficiar", "member_roster", "837",
        "835",          "834",     "adt_",     "census",     "prescri",     "ub04",       "hcfa",          "claim",
        "appt",         "appoint", "referral", "triage",     "handover",    "surger",     "cpap",          "dme_",
        "mrn",          "icu",     "ward_",    "radiol",     "pathol",      "lab_result", "labresult",     "crf",
        "openmrs",      "dhis2",   "cerner",   "openemr",    "emr_",        "ehr_",       "ltfu",          "waitlist",
        "waiting_list", "recall",  "intake",   "hl7",        "pacs",        "insur",      "mdt_",          "tumor_",
        "tumour_",      "glucose", "hearing",  "cohort",     "denial",      "or_case",    "audiolog",      "oxygen",
        "wheelchair",   "vitals",  "allerg",   "biops",      "wound",       "infusion",   "chemo",         "specimen",
        "telehealth",   "implant", "ehr-",     "medication", "rx_",         "lab_order",  "hospice"};
    struct phs_slice base = phs_slice(path ? phs_path_base(path) : "");
    if (PHS_HEALTH_HAS_ONE(base, words))
        return true;
    return is_called_after_illness(base);
}

/* Whether files of that name hold programs or their settings; printers' labels, family trees and what else there is are texts.
 */
bool phs_health_is_program(const char *path) {
    static const char ends[] =
        "|c|h|cc|cpp|cxx|hh|hpp|hxx|m|mm|java|kt|kts|scala|groovy|gradle|clj|cljs|py|pyi|pyx|rb|erb|rake|js|jsx|ts|tsx|mjs|cjs|"
        "vue|svelte|go|rs|php|phtml|cs|fs|vb|swift|dart|lua|pl|pm|t|r|rmd|jl|sh|bash|zsh|fish|ps1|psm1|bat|cmd|awk|sed|tf|hcl|"
        "tfvars|bicep|proto|graphql|gql|css|scss|sass|less|styl|xml|xsd|xsl|xslt|svg|plist|resx|properties|ini|cfg|conf|env|"
        "json|json5|jsonc|lock|mod|sum|cmake|make|mk|in|am|ac|m4|s|asm|f|f90|for|cob|cbl|pas|ada|hs|ml|mli|ex|exs|erl|el|lisp|"
        "scm|nim|zig|d|v|sv|vhd|tcl|map|snap|csproj|sln|jsp|aspx|cshtml|razor|hbs|ejs|pug|twig|tmpl|tpl|j2|liquid|po|pot|";
    const char *base = path ? phs_path_base(path) : "", *dot = strrchr(base, '.');
    char word[12] = "|";
    size_t n = dot ? strlen(dot + 1) : 0;
    if (n == 0 || n + 3 > sizeof word)
        return true;
    for (size_t i = 0; i < n; i++)
        word[1 + i] = (char)tolower((unsigned char)dot[1 + i]);
    word[1 + n] = '|';
    return strstr(ends, word) != NULL;
}

/* "patients.plist" */
bool phs_health_is_titled(const char *path) {
    return phs_health_has_word(phs_slice(path ? phs_path_base(path) : ""), "patients");
}
