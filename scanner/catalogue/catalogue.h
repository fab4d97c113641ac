/* SPDX-License-Identifier: Apache-2.0 */
/* All that checks/ knows, as nouns: checks, safeguards, threats, frameworks, patterns, vendors. Compiled into the binary as one
 * blob; --checks DIR adds to it. Read-only after loading; safe to share between threads. */
#ifndef PHS_CATALOGUE_CATALOGUE_H
#define PHS_CATALOGUE_CATALOGUE_H

#include "base/err.h"
#include "base/map.h"
#include "model/finding.h"

/* Several strings, in written order. */
struct phs_texts {
    const char **at;
    size_t n, cap;
};

/* A control: one standard, specification, criterion or requirement of a framework (checks/frameworks/). What exists, not who
 * satisfies it. */
struct phs_control {
    const char *framework; /* "hipaa", "hipaa-breach", "hipaa-privacy", "soc2", "nist80053r5", "csf2", "iso27001", "nprm2025",
                              "state-law" */
    const char *id;        /* "164.312(a)(2)(iv)", "CC6.1" */
    const char *key;       /* of control_by_key: "hipaa:164.312(a)(2)(iv)" */
    const char *title;     /* our own short title */
    const char *category;  /* hipaa: "Technical safeguards" ... */
    const char *level;     /* hipaa: "standard", "specification", "general" */
    const char
        *status; /* hipaa: "R" or "A" for specifications, "N/A" for standards and general rules, which bind without a label */
    const char *part_of;         /* id of the standard it belongs to, or NULL */
    const char *text;            /* requirement in our words, or NULL */
    const struct phs_value *row; /* every column of the table by name, as text */
    size_t index;                /* among all controls of the catalogue, below control_by_key.n */
};

struct phs_framework {
    const char *id, *title, *version, *source;
    PHS_VEC(struct phs_control *) controls;
};

struct phs_control_ref {
    const char *framework, *id;
    const struct phs_control *control; /* NULL only while a catalogue is being checked */
};

/* checks/safeguards/<id>.yaml: the pivot between checks, threats and controls; its controls stand here alone. */
struct phs_safeguard {
    const char *id, *title;
    const char *family; /* "administrative", "physical", "technical" */
    bool whole;         /* of the organization as a whole, whatever kinds of system its threat events hit */
    const char *what, *why;
    const char *question; /* what a person is asked when no scanner can see it; NULL: only checks answer */
    PHS_VEC(struct phs_control_ref) controls;
    const struct phs_value *file;
    struct phs_place place;
};

struct phs_threat_safeguard {
    const struct phs_safeguard *safeguard;
    const char *effect; /* name of the effect row in weights.tsv: "weak" ... "near_complete" */
};

/* checks/threats/<id>.yaml */
struct phs_threat {
    const char *id, *title;
    const char *source;          /* threat_base row of weights.tsv: "targeted" ... */
    const char *exploitability;  /* row of weights.tsv: "none", "trivial" ... */
    const char *exposure;        /* row of weights.tsv that replaces the system's own exposure, or NULL: as the system has it */
    unsigned kinds;              /* bit per enum phs_system_kind */
    struct phs_texts members;    /* globs of resource types, one of which the system must have; empty: any */
    struct phs_texts categories; /* only systems with one of these; empty: any */
    struct phs_texts roles;      /* only where the scope states one of these roles; empty: whatever the role */
    PHS_VEC(struct phs_threat_safeguard) safeguards;
    bool harms_confidentiality, harms_integrity, harms_availability;
    const char *integrity_impact, *availability_impact; /* level names this event does at most, or NULL: by the system */
    const char *floor;                                  /* floor row of weights.tsv, or NULL */
    const struct phs_safeguard *floor_safeguard;        /* the floor holds where this one is observed to fail */
    const char *requires_flow;                          /* "third-party", "model" : only systems with such a flow; NULL: any */
    const char *statement;                              /* sentence with {system} and {exposure} */
    const char *citation;                               /* catalogue it comes from: "SP 800-30r1 E-2", "own" */
    const struct phs_value *file;
    struct phs_place place;
};

enum phs_check_kind { PHS_CHECK_DECLARATIVE, PHS_CHECK_C, PHS_CHECK_PLUGIN };

/* One check: what every output says about it comes from here. */
struct phs_check_info {
    const char *id, *name, *category, *guideline;
    enum phs_severity severity;
    bool has_severity;
    enum phs_check_kind kind;
    bool builtin;           /* came with the program, whose tests compiled it */
    bool foreign;           /* no phiscope: block: judged as written, on original attributes */
    bool absent_is_unknown; /* phiscope.absent: what an inventory does not state is not known, rather than not there */
    const char *why, *remedy;
    const struct phs_safeguard *safeguard; /* NULL only when foreign */
    const char *specification;             /* "hipaa:164.312(a)(2)(iv)" or NULL */
    const char *provider;                  /* scope.provider: first or only one, or NULL */
    const struct phs_value *providers;     /* scope.provider as written, or NULL */
    const struct phs_value *definition;    /* the policy language; NULL for C checks */
    uint64_t type_marks;                   /* of the types in the definition: see type_marks.h */
    const struct phs_value *file;          /* the whole document, without the examples of a built-in one */
    const struct phs_check *code;          /* C checks and plugins: see phiscope/check.h */
    struct phs_place place;
};

/* checks/profiles/<id>.yaml: what a publication asks of an endpoint, question by question. Not checks: a list, and a finding
 * only where the scope names the profile. */
struct phs_profile_rule {
    const char *id, *section, *asks;
    const char *level;              /* "shall", "shall not", "should", "should not" */
    const char *where;              /* path of an attribute: only endpoints that have it are asked; NULL: all */
    struct phs_check_info question; /* its definition, for the declarative engine */
};
struct phs_profile {
    const char *id, *title, *source, *note;
    const char *word; /* what `profile:` of the scope says to ask for it */
    PHS_VEC(struct phs_profile_rule *) rules;
};

/* checks/vendors/: who receives data, how code reaches them, whether they sign. A list to match with, never evidence of a BAA.
 */
struct phs_vendor_service {
    const char *name;       /* "API Platform" */
    const char *offers_baa; /* "yes", "no", "conditional", "unknown" */
    const char *note, *source, *as_of, *confidence;
    struct phs_texts aliases; /* "API": what contracts and inventories call it */
    bool model_host;          /* sends prompts to a model */
    struct phs_texts hosts;   /* of this service alone: "bedrock-runtime.*.amazonaws.com" */
    struct phs_texts imports; /* of this service alone: "@aws-sdk/client-bedrock-runtime" */
};
struct phs_vendor_info {
    const char *name, *category;
    const char *baa_url, *subprocessors_url; /* from domains.tsv, or NULL */
    bool model_host;                         /* every service of it does */
    struct phs_texts aliases;
    struct phs_texts hosts;   /* "api.openai.com", "*.openai.azure.com" */
    struct phs_texts imports; /* package names as code imports them: "openai", "@anthropic-ai/sdk" */
    PHS_VEC(struct phs_vendor_service) services;
    struct phs_texts domains; /* cover themselves and what is below them */
};

/* Who is reached by a host or an import. */
struct phs_reach {
    const struct phs_vendor_info *vendor;
    const struct phs_vendor_service *service; /* NULL: the host or package is not of one service alone */
    bool model_host;
};

/* "bedrock-runtime.*.amazonaws.com" */
struct phs_host_rule {
    const char *glob;
    const struct phs_reach *reach;
};

/* checks/patterns/ */
struct phs_pattern {
    const char *id, *title;
    const char *kind;       /* "field", "secret", "identifier" */
    const char *regex;      /* PCRE2, or NULL */
    struct phs_texts words; /* field names or keywords */
    const char *category;   /* PHI category: "mrn", "diagnosis" ... */
    enum phs_grade grade;
    const struct phs_value *file;
};

/* checks/modules/: what a module of a registry makes of its inputs, told in Terraform's language, so that a call of it is
 * judged where the module is not on disk. */
struct phs_module_info {
    const char *path;         /* "checks/modules/null-label.yaml" */
    struct phs_texts sources; /* "cloudposse/label/null", with "//modules/x" for a part of one */
    const char *documentation;
    const char *since, *before; /* versions that it holds for: from this one, up to and without that; NULL: open */
    bool complete;              /* nothing that a check asks about is left out */
    struct phs_slice knowledge;
    const struct phs_value *file; /* the whole document, without the examples of a built-in one */
    struct phs_place place;
};

struct phs_catalogue {
    struct phs_arena *arena;
    PHS_VEC(struct phs_check_info *) checks; /* by id */
    PHS_VEC(struct phs_safeguard *) safeguards;
    PHS_VEC(struct phs_threat *) threats;
    PHS_VEC(struct phs_framework *) frameworks;
    PHS_VEC(struct phs_vendor_info *) vendors;
    PHS_VEC(struct phs_pattern *) patterns;
    PHS_VEC(struct phs_module_info *) modules; /* by path */
    PHS_VEC(struct phs_profile *) profiles;
    struct phs_map check_by_id, safeguard_by_id, threat_by_id, control_by_key; /* control key: "hipaa:164.312(b)" */
    struct phs_map framework_by_id, vendor_by_name, pattern_by_id;             /* vendor names in lower case */
    struct phs_map reach_by_host, reach_by_import;                             /* struct phs_reach; see find.c */
    PHS_VEC(struct phs_host_rule) host_rules;                                  /* hosts with a star elsewhere than in front */
    char sha256[65];           /* of the built-in files and of those that folders added; every report prints it */
    struct phs_texts warnings; /* broken or duplicate files of --checks folders, one sentence each */
    struct phs_texts errors;   /* files that could not be loaded at all: exit 64 when the user named them */
};

/* The built-in catalogue plus folders (may be NULL, n 0). Reads no file when n is 0. */
enum phs_code phs_catalogue_load(struct phs_arena *arena, const char *const *folders, size_t n,
                                 struct phs_catalogue **ret_catalogue, struct phs_err *err);

/* A built-in table or template by its path in the repository ("reports/templates/risk-analysis.html", "checks/weights.tsv");
 * empty when absent. YAML files are compiled into value trees and have no text here. */
struct phs_slice phs_catalogue_file(const char *path);

/* The examples of a check's or module's file: a list of {verdict, terraform | resources ...} or of {terraform, address,
 * attributes: {path: value} | absent}; NULL when it has none. No scan asks for them, so no start reads those of built-in files.
 */
const struct phs_value *phs_catalogue_examples(struct phs_arena *arena, const struct phs_value *file);

const struct phs_check_info *phs_catalogue_check(const struct phs_catalogue *catalogue, const char *id);
const struct phs_safeguard *phs_catalogue_safeguard(const struct phs_catalogue *catalogue, const char *id);
const struct phs_threat *phs_catalogue_threat(const struct phs_catalogue *catalogue, const char *id);
/* key is "framework:id". */
const struct phs_control *phs_catalogue_control(const struct phs_catalogue *catalogue, const char *key);
const struct phs_framework *phs_catalogue_framework(const struct phs_catalogue *catalogue, const char *id);
/* Vendor by name or alias, ASCII case folded; NULL. */
const struct phs_vendor_info *phs_catalogue_vendor(const struct phs_catalogue *catalogue, const char *name);
/* Service of a vendor by name or alias, ASCII case folded; NULL, also for a vendor that is NULL. */
const struct phs_vendor_service *phs_catalogue_service(const struct phs_vendor_info *vendor, struct phs_slice name);
/* The vendor, and where one is alone meant the service, whose hosts or domains cover the host name. The most specific host
 * wins. */
bool phs_catalogue_reach_host(const struct phs_catalogue *catalogue, struct phs_slice host, struct phs_reach *ret_reach);
/* The same by a package as code imports it; "a.b.c" and "@a/b/c" also by what stands before the last dot or slash. */
bool phs_catalogue_reach_import(const struct phs_catalogue *catalogue, struct phs_slice package, struct phs_reach *ret_reach);
/* Only the vendor of phs_catalogue_reach_host; NULL. */
const struct phs_vendor_info *phs_catalogue_vendor_of_host(const struct phs_catalogue *catalogue, struct phs_slice host);

#endif
